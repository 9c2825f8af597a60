"""garim hide: texts in, texts with surrogates out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import orjson
import typer

from garim.cli._common import Config, Inputs, Lexicons, progress, read_text, screen, write
from garim.errors import BadInput


def command(
    files: Inputs = None,
    lexicon: Lexicons = None,
    json: Annotated[bool, typer.Option("--json", help="Print text and findings as JSON, one line a file.")] = False,
    scope: Annotated[str | None, typer.Option(help="Remember the surrogates under this name, for `garim restore`.")] = None,
    out: Annotated[Path | None, typer.Option(help="Folder for the hidden files, by their names; else standard output.")] = None,
    config: Config = None,
) -> None:
    """Hide what identifies the company, its people, customers and systems."""
    names = files or ["-"]
    if out and len({Path(name).name for name in names}) < len(names):
        raise BadInput("two of the files have one name", hint="hide them into folders of their own")
    if out and not out.is_dir():
        raise BadInput(f"--out {out} is no folder", hint=f"mkdir -p {out}")
    texts = [read_text(name) for name in names]  # all are read before any is written
    opened = screen(config, lexicon)
    for name, text in progress(list(zip(names, texts, strict=True)), "hidden"):
        hidden = opened.hide(text, scope)
        done = hidden.text
        if json:
            findings = [{k: v for k, v in found._asdict().items() if k != "slot"} for found in hidden.findings]
            done = orjson.dumps({"text": hidden.text, "findings": findings}).decode() + "\n"
        if out:
            target = out / (Path(name).name if name != "-" else "stdin")
            if target.exists() and name != "-" and target.samefile(name):
                raise BadInput(f"{target} is the file itself", hint="give --out another folder")
            target.write_bytes(done.encode("utf-8", "surrogatepass"))
        else:
            write(done)
