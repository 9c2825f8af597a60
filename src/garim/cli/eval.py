"""garim eval: how much of a labelled set is hidden and how much of the rest is kept."""

from __future__ import annotations

import gzip
from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer

from garim.cli._common import Config, Lexicons, progress, screen, write
from garim.cli._korean import told
from garim.errors import BadInput


def command(
    file: Annotated[Path, typer.Argument(help="JSONL, plain or .gz: {text, sensitive: [{start, end, text, type}], keep}.")],
    lexicon: Lexicons = None,
    json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    config: Config = None,
) -> None:
    """Score on a set of labelled prompts: leaks by type, keep rate, clean prompts altered."""
    opened = screen(config, lexicon)
    leaked: Counter[str] = Counter()
    total: Counter[str] = Counter()
    kept = keep = clean = altered = spotless = dirty = 0
    for row in progress(_rows(file), "prompts"):
        text = row["text"]
        out = opened.hide(text).text
        outside = _blank(text, row["sensitive"])
        leaks = False
        for gold in {(s["text"], s["type"]) for s in row["sensitive"]}:
            hit = out.lower().count(gold[0].lower()) > outside.lower().count(gold[0].lower())
            total[gold[1]] += 1
            leaked[gold[1]] += hit
            leaks |= hit
        for word in row.get("keep", []):
            keep += 1
            kept += out.count(word) >= outside.count(word)
        if row["sensitive"]:
            dirty += 1
            spotless += not leaks
        else:
            clean += 1
            altered += out != text
    figures: dict[str, Any] = {
        "prompts": dirty + clean,
        "leak_percent": _percent(sum(leaked.values()), sum(total.values())),
        "leak_percent_by_type": {kind: _percent(leaked[kind], total[kind]) for kind in sorted(total)},
        "sensitive_prompts_without_leak_percent": _percent(spotless, dirty),
        "keep_percent": _percent(kept, keep),
        "clean_prompts": clean,
        "clean_prompts_altered": altered,
    }
    if json:
        write(orjson.dumps(figures, option=orjson.OPT_INDENT_2).decode() + "\n")
        return
    for name, value in figures.items():
        lines = [f"  {k}: {v}" for k, v in value.items()] if isinstance(value, dict) else [str(value)]
        write(f"{told(name)}: " + ("\n" + "\n".join(lines) if isinstance(value, dict) else lines[0]) + "\n")


def _rows(file: Path) -> list[dict[str, Any]]:
    try:
        data = file.read_bytes()
        data = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
    except (OSError, EOFError) as error:
        raise BadInput(f"{file}: {getattr(error, 'strerror', None) or 'cannot be unpacked'}") from None
    rows = []
    for number, line in enumerate(data.splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = orjson.loads(line)
            rows.append({"text": str(row["text"]), "sensitive": list(row["sensitive"]), "keep": list(row.get("keep", []))})
        except (orjson.JSONDecodeError, KeyError, TypeError):
            hint = '{"text": …, "sensitive": [{"start", "end", "text", "type"}], "keep": […]}'
            raise BadInput(f"{file}:{number} is not a labelled prompt", hint=hint) from None
    if not rows:
        raise BadInput(f"{file} holds no prompts")
    return rows


def _blank(text: str, spans: list[dict[str, Any]]) -> str:
    letters = list(text)
    for span in spans:
        letters[span["start"] : span["end"]] = "\x00" * (span["end"] - span["start"])
    return "".join(letters)


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 2) if whole else 0.0
