"""garim hide: texts in, texts with surrogates out."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Annotated

import orjson
import typer

from garim.cli._common import Config, Inputs, Lexicons, progress, read, screen, settings, tell, write
from garim.cli._watch import Watch
from garim.errors import BadInput, Broken

BIG = 4 * 1024 * 1024
"""Bytes from which on a file is hidden part by part, as `garim clean` does."""


def command(
    files: Inputs = None,
    lexicon: Lexicons = None,
    json: Annotated[bool, typer.Option("--json", help="Print text and findings as JSON, one line a file.")] = False,
    scope: Annotated[str | None, typer.Option(help="Remember the surrogates under this name, for `garim restore`.")] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="Folder for the hidden files, by their names, each in its encoding; else standard output, in UTF-8."),
    ] = None,
    config: Config = None,
) -> None:
    """Hide what identifies the company, its people, customers and systems."""
    names = files or ["-"]
    if out and len({Path(name).name for name in names}) < len(names):
        raise BadInput("two of the files have one name", hint="hide them into folders of their own")
    if out and not out.is_dir() and (out.exists() or not out.absolute().parent.is_dir()):
        raise BadInput(f"--out {out} is no folder", hint=f"mkdir -p {out}")
    big = [
        name for name in names if out and not json and name != "-" and Path(name).is_file() and Path(name).stat().st_size > BIG
    ]
    names = [name for name in names if name not in big]
    texts = [read(name) for name in names]  # all are read before any is written
    opened = screen(config, lexicon)
    if out:
        out.mkdir(exist_ok=True)
    for name in big:
        _by_parts(Path(name), (out or Path()) / Path(name).name, scope or "", config, lexicon)
    if not names:
        return
    for name, (text, encoding) in progress(list(zip(names, texts, strict=True)), "hidden"):
        hidden = opened.hide(text, scope)
        done = hidden.text
        if json:
            findings = [{k: v for k, v in found._asdict().items() if k != "slot"} for found in hidden.findings]
            done = orjson.dumps({"text": hidden.text, "findings": findings}).decode() + "\n"
        if out:
            target = out / (Path(name).name if name != "-" else "stdin")
            if target.exists() and name != "-" and target.samefile(name):
                raise BadInput(f"{target} is the file itself", hint="give --out another folder")
            target.write_bytes(_bytes(done, "utf-8" if json else encoding))
        else:
            write(done)


def _bytes(text: str, encoding: str) -> bytes:
    """A file as it came: in its own encoding, unless a surrogate is not in that."""
    try:
        return text.encode(encoding, "surrogatepass" if encoding.startswith("utf") else "strict")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")


def _by_parts(src: Path, target: Path, scope: str, config: Path | None, lexicon: list[Path] | None) -> None:
    """Hide a big file part by part, with progress; interrupted, the same command goes on."""
    from garim.bulk.run import Order, clean

    if target.exists() and target.samefile(src):
        raise BadInput(f"{target} is the file itself", hint="give --out another folder")
    watch, beside = Watch(), target.with_name(f".{target.name}.hidden")
    lexicons = tuple(path.absolute() for path in lexicon or ())
    run, outcome = clean(Order(src=src, dst=beside, scope=scope, settings=settings(config), lexicons=lexicons, tell=watch.tell))
    watch.end()
    if outcome.residue:
        raise Broken(f"{len(outcome.residue)} places of {src} still hold something; nothing was given out")
    run.publish()
    beside.replace(target)
    shutil.rmtree(run.work, ignore_errors=True)
    for _, start, size, reason in outcome.bad:
        tell(f"garim: {src}: byte {start}: {size} bytes were left out: {reason}", file=sys.stderr)
