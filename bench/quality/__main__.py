"""Make our own evaluation set, score Garim on it, and beside it on ../shared/eval where that is there.

`python -m bench.quality [--show N] [--company NAME]`; figures are kept in bench/results/quality.json.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlglot

from bench.quality import make, score
from garim import Screen
from garim.errors import GarimError

RESULTS = Path(__file__).parents[1] / "results" / "quality.json"
SHARED = Path(__file__).parents[3] / "shared" / "eval"
KEY = b"an evaluation key of 32 bytes..."
FIGURES = (
    "prompts",
    "refused",
    "leak_ci",
    "leak_strict",
    "prompts_without_leak",
    "prompts_without_strict_leak",
    "keep",
    "clean_altered",
    "echo_differs",
    "words_cut",
    "precision",
    "recall",
)


def learnt(ddl: Path, out: Path) -> Path:
    """What `garim learn ddl` makes of a DDL file."""
    garim = Path(sys.executable).parent / "garim"
    subprocess.run([garim, "learn", "ddl", ddl, "--out", out], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return out


def ours(room: Path, company: str) -> tuple[Screen, str]:
    """A screen with one of our companies' lexicon and tables, and the DDL."""
    home = make.DATA / company
    tables = learnt(home / "schema.sql", room / f"{company}.tables.jsonl")
    return Screen(lexicons=[home / "lexicon.jsonl", tables], key=KEY), (home / "schema.sql").read_text("utf-8")


def theirs(room: Path, company: str) -> tuple[Screen, str]:
    """The same for a company of ../shared/eval, by its own export script."""
    words, ddl = room / f"{company}.words.jsonl", SHARED / "orgs" / f"{company}.sql"
    script = [sys.executable, str(SHARED / "org_lexicon.py"), str(SHARED / "orgs" / f"{company}.json")]
    words.write_bytes(subprocess.run(script, check=True, capture_output=True).stdout)
    return Screen(lexicons=[words, learnt(ddl, room / f"{company}.tables.jsonl")], key=KEY), ddl.read_text("utf-8")


def read(path: Path) -> list[dict[str, Any]]:
    """Rows of a packed set."""
    return [json.loads(line) for line in gzip.decompress(path.read_bytes()).decode().splitlines()]


def figures(rows: list[dict[str, Any]], screens: dict[str, tuple[Screen, str]]) -> tuple[dict[str, Any], list[tuple[str, str, str]]]:
    """Score labelled prompts with each company's screen."""

    def hide(text: str, company: str) -> score.Out:
        try:
            hidden = screens[company][0].hide(text)
        except GarimError as error:
            return score.Out("", [(0, len(text))], str(error))
        return score.Out(hidden.text, [(f.start, f.end) for f in hidden.findings], restored=hidden.restore(hidden.text) == text)

    return score.prompts(rows, hide, {company: ddl for company, (_, ddl) in screens.items()})


def talked(rows: list[dict[str, Any]], screens: dict[str, tuple[Screen, str]]) -> tuple[dict[str, Any], list[tuple[str, str, str]]]:
    """Score conversations with each company's screen."""
    told = []
    for row in rows:
        hidden = screens[row["org"]][0].hide(row["messages"])
        told.append((row, hidden.messages, [(e.surrogate, e.original, e.entity) for e in hidden.entries]))
    return score.talks(told)


def parses(sql: str, dialect: str) -> bool:
    """Whether sqlglot reads it as something it knows."""
    try:
        return sqlglot.parse_one(sql, read=dialect) is not None
    except sqlglot.errors.SqlglotError:
        return False


def stated(rows: list[dict[str, Any]], screens: dict[str, tuple[Screen, str]]) -> tuple[dict[str, Any], list[tuple[str, str, str]]]:
    """Score SQL statements with each company's screen."""

    def hide(text: str, company: str) -> tuple[str, Callable[[str], str]]:
        hidden = screens[company][0].hide(text)
        return hidden.text, hidden.restore

    return score.statements(rows, hide, parses)


def show(name: str, told: dict[str, Any]) -> None:
    """One set's figures for a reader."""
    print(f"== {name}: " + ", ".join(f"{key} {told[key]}" for key in FIGURES))
    for group in ("by_type", "by_type_strict", "by_kind", "by_lang", "by_org", "by_lexicon"):
        print(f"   {group[3:]}: " + ", ".join(f"{key} {value}" for key, value in told[group].items()))


def main() -> None:
    """Make, score, print, keep."""
    parser = argparse.ArgumentParser(prog="bench.quality", description=__doc__)
    parser.add_argument("--show", type=int, default=0, help="how many failures to print")
    parser.add_argument("--company", help="only this one of ours")
    asked = parser.parse_args()
    make.main()
    told: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as temporary:
        room = Path(temporary)
        rows = [r for r in read(make.SETS / "prompts.jsonl.gz") if asked.company in (None, r["org"])]
        screens = {c: ours(room, c) for c in sorted({r["org"] for r in rows})}
        told["ours"], bad = figures(rows, screens)
        show("ours", told["ours"])
        told["ours_talks"], bad_talks = talked([r for r in read(make.SETS / "talks.jsonl.gz") if r["org"] in screens], screens)
        print("== talks, ours: " + ", ".join(f"{key} {value}" for key, value in told["ours_talks"].items()))
        told["ours_sql"], bad_sql = stated([r for r in read(make.SETS / "statements.jsonl.gz") if r["org"] in screens], screens)
        print("== sql, ours: " + ", ".join(f"{key} {value}" for key, value in told["ours_sql"].items()))
        bad += bad_talks + bad_sql
        for failure in bad[: asked.show]:
            print("  ", *failure)
        if asked.company:
            return
        dev = SHARED / "prompts_dev.jsonl.gz"
        if dev.exists():
            rows = read(dev)
            told["dev"], _ = figures(rows, {c: theirs(room, c) for c in sorted({r["org"] for r in rows})})
            show("dev", told["dev"])
            told["gap"] = {k: round(told["ours"][k] - told["dev"][k], 4) for k in FIGURES[2:] if isinstance(told["dev"][k], float)}
            print("== gap (ours - dev): " + ", ".join(f"{k} {v:+}" for k, v in told["gap"].items()))
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
