"""garim learn SOURCE …: what the company already has → lexicon lines. One subcommand a source, found in garim.learn."""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, TextIO

import orjson
import typer

from garim import learn
from garim.cli._common import tell
from garim.cli._korean import told
from garim.detect.lexicon.source import read_terms
from garim.errors import BadInput
from garim.learn import Item, Learnt, Left, Options, Problem
from garim.text.marks import marked

app = typer.Typer(help="Learn the company's own words from what it already has.", no_args_is_help=True)
SHOWN = 20
"""Examples of each group that are shown."""


def _progress(items: Iterator[Item]) -> Iterator[Item]:
    """Count on standard error while items come, on a terminal only."""
    watched = sys.stderr.isatty()
    for number, item in enumerate(items, 1):
        if watched and number % 1000 == 0:
            print("\r" + told(f"{number} read"), end="", file=sys.stderr, flush=True)
        yield item
    if watched:
        print("\r", end="", file=sys.stderr)


def _line(item: Learnt) -> bytes:
    row: dict[str, object] = {item.shape: item.term, "kind": item.kind}
    if item.aliases:
        row["aliases"] = list(item.aliases)
    if item.means:
        row["means"] = item.means
    return orjson.dumps(row) + b"\n"


def _kept(out: Path | None, merge: bool, force: bool) -> tuple[bytes, dict[tuple[str, str], set[str]]]:
    """What stands in the lexicon that is added to: its bytes; term and kind → aliases.

    Raises:
        BadInput: There is one and nobody said that it is to be added to, or it is of another form. It stays as it is.
    """
    if out is None or not out.exists() or (force and out.is_file()):
        return b"", {}
    if not merge:
        raise BadInput(f"--out {out} is already there", hint="--merge adds what it does not hold yet, --force writes it anew")
    try:
        data = out.read_bytes()
    except OSError as error:
        raise BadInput(f"--out {out}: {error.strerror}") from None
    terms, problems = read_terms(data, str(out))
    if data.strip() and (data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] != b"{" or marked(data)):
        raise BadInput(f"--out {out} is no JSON lines in UTF-8", hint="give another name, and put both into [screen] lexicons")
    for problem in problems:
        tell(f"garim: {problem.file}:{problem.line}: {problem.what}; the line stays as it is", file=sys.stderr)
    return data + b"\n" * (not data.endswith(b"\n") and bool(data)), {
        (term.term.casefold(), term.kind): {alias.casefold() for alias in term.aliases} for term in terms
    }


def _write(items: Iterator[Item], out: Path | None, strict: bool, merge: bool, force: bool) -> None:
    """Write beside the target and swap at the end: a source that goes away leaves the old lexicon untouched."""
    before, known = _kept(out, merge, force)
    folder = out.parent if out else Path(tempfile.gettempdir())
    try:
        handle, name = tempfile.mkstemp(dir=folder, prefix=".garim-learn-")
    except OSError as error:
        raise BadInput(
            f"--out {out}: {error.strerror}", hint="give a file in a folder that is there and may be written"
        ) from None
    kinds: Counter[str] = Counter()
    left: dict[str, list[str]] = {}
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(before)
            for item in _progress(items):
                if isinstance(item, Learnt):
                    aliases = known.get((item.term.casefold(), item.kind))
                    if aliases is not None and {alias.casefold() for alias in item.aliases} <= aliases:
                        continue
                    kinds[item.kind] += 1
                    file.write(_line(item))
                elif isinstance(item, Problem):
                    if strict:
                        raise BadInput(f"{item.where}: {item.what}", hint="without --strict the rest is learnt")
                    tell(f"garim: {item.where}: {item.what}", file=sys.stderr)
                else:
                    left.setdefault(f"leave: {told(item.why)}", []).append(item.word)
        if out:
            try:
                Path(name).replace(out)
            except OSError as error:
                raise BadInput(f"--out {out}: {error.strerror}") from None
        else:
            sys.stdout.buffer.write(Path(name).read_bytes())
    finally:
        Path(name).unlink(missing_ok=True)
    said = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common()) or told("nothing")
    tell(f"learnt {said}" + (f" → {out}" if out else ""), file=sys.stderr)
    _list(left)


def _review(items: Iterator[Item]) -> None:
    """Show what would be added and what is left out and why, with counts; nothing is written."""
    groups: dict[str, list[str]] = {}
    for item in _progress(items):
        if isinstance(item, Learnt):
            names = " = ".join((item.term, *item.aliases))
            groups.setdefault(f"add as {item.kind}", []).append(names + (f" ({item.means})" if item.means else ""))
        elif isinstance(item, Left):
            groups.setdefault(f"leave: {told(item.why)}", []).append(item.word)
        else:
            groups.setdefault("could not be read", []).append(f"{item.where}: {item.what}")
    _list(groups, sys.stdout)


def _list(groups: Mapping[str, list[str]], file: TextIO | None = None) -> None:
    """A line a group: how many, what becomes of them and why, the first of them."""
    for name, words in groups.items():
        more = f" … and {len(words) - SHOWN} more" if len(words) > SHOWN else ""
        tell(f"{len(words):>7}  {told(name)}: {', '.join(words[:SHOWN])}{told(more)}", file=file or sys.stderr)


DIALECTS = ("oracle", "postgres", "mysql", "tsql", "db2", "tibero", "sqlite")
"""What a DDL may be said to be."""


def _command(source_name: str) -> Callable[..., None]:
    module = importlib.import_module(f"garim.learn.{source_name}")

    def command(
        source: Annotated[str, typer.Argument(help="Path, folder or URL.")],
        out: Annotated[Path | None, typer.Option(help="Lexicon file to write; standard output if absent.")] = None,
        dialect: Annotated[str, typer.Option(help="DDL dialect: oracle, postgres, mysql, tsql, db2.")] = "",
        column: Annotated[list[str] | None, typer.Option(help="CSV: NAME=kind; may be repeated.")] = None,
        review: Annotated[bool, typer.Option("--review", help="Show what would be added; write nothing.")] = False,
        strict: Annotated[bool, typer.Option("--strict", help="Learn nothing if anything cannot be read.")] = False,
        merge: Annotated[bool, typer.Option("--merge", help="Add to --out what it does not hold yet.")] = False,
        force: Annotated[bool, typer.Option("--force", help="Write --out anew where it is there already.")] = False,
    ) -> None:
        columns = dict(pair.split("=", 1) for pair in column or [] if "=" in pair)
        if len(columns) != len(column or []):
            raise BadInput("--column is not NAME=kind")
        if dialect and dialect not in DIALECTS:
            raise BadInput(f"there is no dialect {dialect!r}", hint=f"one of: {', '.join(DIALECTS)}")
        if merge and force:
            raise BadInput("--merge keeps what --out holds, --force does not", hint="give one of them")
        items = module.learn(source, Options(dialect=dialect, columns=columns))
        if review:
            _review(items)
        else:
            _write(items, out, strict, merge, force)

    command.__doc__ = module.__doc__
    return command


for _found in pkgutil.iter_modules(learn.__path__):
    app.command(_found.name)(_command(_found.name))
