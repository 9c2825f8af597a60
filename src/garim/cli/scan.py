"""garim scan: what stands in files, as text, JSON or SARIF."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer

from garim.cli._common import LIMIT, Config, Lexicons, decode, progress, screen, write
from garim.errors import BadInput, BadSettings

SARIF = "https://json.schemastore.org/sarif-2.1.0.json"
SKIPPED = {".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv"}


def command(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders.")],
    format_: Annotated[str, typer.Option("--format", help="text | json | sarif")] = "text",
    lexicon: Lexicons = None,
    config: Config = None,
) -> None:
    """Find in files; exit 1 if anything is found. Never prints what was found, only where and what it is."""
    if format_ not in ("text", "json", "sarif"):
        raise BadSettings(f"--format {format_} does not exist", hint="text, json or sarif")
    opened = screen(config, lexicon)
    rows: list[dict[str, Any]] = []
    skipped = 0
    for path in progress(list(_files(paths)), "read"):
        data = path.read_bytes() if path.stat().st_size <= LIMIT else b"\x00"
        if b"\x00" in data[:8192] and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
            skipped += 1
            continue
        try:
            text = decode(data, str(path))
        except BadInput:
            text = data.decode("cp949", "replace")
        for found in opened.screening.detector.scan(text):
            line = text.count("\n", 0, found.start) + 1
            column = found.start - (text.rfind("\n", 0, found.start) + 1) + 1
            row = {"path": str(path), "line": line, "column": column, "length": found.end - found.start}
            rows.append({**row, "kind": found.kind, "why": found.why})
            if format_ == "text":
                write(f"{path}:{line}:{column}: {found.kind}: {found.why}\n")
    if format_ == "json":
        write(orjson.dumps({"findings": rows, "skipped": skipped}, option=orjson.OPT_INDENT_2).decode() + "\n")
    if format_ == "sarif":
        write(orjson.dumps(_sarif(rows), option=orjson.OPT_INDENT_2).decode() + "\n")
    if skipped:
        print(f"garim: {skipped} files are binary or too large and were not read", file=sys.stderr)
    if rows:
        raise typer.Exit(1)


def _files(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_file():
            yield path
        elif path.is_dir():
            for file in sorted(path.rglob("*")):
                if file.is_file() and not SKIPPED.intersection(file.parts):
                    yield file
        else:
            raise BadInput(f"{path} is not there")


def _sarif(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """SARIF 2.1.0, as code hosts read it. Source: OASIS sarif-v2.1.0."""
    kinds = sorted({row["kind"] for row in rows})
    results = [
        {
            "ruleId": row["kind"],
            "level": "error" if row["kind"].startswith("secret") else "warning",
            "message": {"text": row["why"]},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": Path(row["path"]).as_posix()},
                        "region": {
                            "startLine": row["line"],
                            "startColumn": row["column"],
                            "charLength": row["length"],
                        },
                    }
                }
            ],
        }
        for row in rows
    ]
    driver = {"name": "garim", "rules": [{"id": kind} for kind in kinds]}
    return {"$schema": SARIF, "version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]}
