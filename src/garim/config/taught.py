"""Words that people taught on the page: the company's, and those that are public. A file of lines, read with the lexicons.

    {"term": "…", "kind": "product", "aliases": […], "means": "…"}      hidden wherever it stands
    {"term": "…", "kind": "public"}                                     let through, where policy locks nothing

It is small and compiled by itself, so that teaching a word does not compile the company's million terms again.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from platformdirs import user_data_path

from garim.config.settings import Settings
from garim.detect.lexicon import source
from garim.errors import BadInput, BadSettings
from garim.store.files import read_file

NAME = "taught.jsonl"
PUBLIC = "public"
"""Kind of a word that is let through."""
LONGEST = 200
"""Characters of a public word."""
SHAPES = ("term", "pattern", "network")
FIELDS = (*SHAPES, "kind", "aliases", "means", "always")
"""What a line may say."""


def taught_path(settings: Settings) -> Path:
    """Where taught words are: the setting, or taught.jsonl beside a store in a file, or in the user's data folder."""
    base = Path(settings.base or ".")
    if settings.screen.taught:
        return base / settings.screen.taught
    if settings.store.url.startswith("sqlite:///"):
        return (base / settings.store.url.removeprefix("sqlite:///")).with_name(NAME)
    return user_data_path("garim", appauthor=False) / NAME


def read(path: Path) -> tuple[list[source.Term], list[str], list[source.Problem]]:
    """(the company's words, public words, lines that could not be read) of a file; nothing where it is not there.

    Raises:
        BadSettings: It is there and cannot be read.
    """
    try:
        data = read_file(path)
    except FileNotFoundError:
        return [], [], []
    except OSError as error:
        raise BadSettings(f"taught words {path}: {error.strerror}", hint="check [screen] taught") from None
    loaded = list(map(_loaded, data.split(b"\n")))
    public = [row["term"] for row in loaded if row.get("kind") == PUBLIC and row.get("term")]
    # A line that is left out stays empty: the others keep their numbers.
    lines = [b"" if not row or row.get("kind") == PUBLIC else json.dumps(row).encode() for row in loaded]
    terms, problems = source.read_terms(b"\n".join(lines), str(path))
    numbered = enumerate(zip(data.split(b"\n"), loaded, strict=True), 1)
    bad = [source.Problem(str(path), number, "not a JSON object") for number, (line, row) in numbered if line.strip() and not row]
    return terms, public, [*problems, *bad]


def rows(path: Path) -> list[dict[str, Any]]:
    """The file's lines as they stand; those that are none are left out."""
    try:
        return [row for row in map(_loaded, read_file(path).split(b"\n")) if row]
    except OSError:
        return []


def named(row: dict[str, Any]) -> str:
    """The word, pattern or network that a line is about; "" where it is about none."""
    return str(next((row[shape] for shape in SHAPES if row.get(shape)), ""))


def checked(row: dict[str, Any]) -> dict[str, Any]:
    """A line that may be added.

    Raises:
        BadInput: A lexicon would not take it; says why.
    """
    out = {key: row[key] for key in FIELDS if row.get(key)}
    if out.get("kind") == PUBLIC:
        if not str(out.get("term", "")).strip() or len(str(out["term"])) > LONGEST:
            raise BadInput("a public word is empty or too long", hint=f"1 to {LONGEST} characters")
        return {"term": str(out["term"]).strip(), "kind": PUBLIC}
    terms, problems = source.read_terms(json.dumps(out, ensure_ascii=False).encode(), "words")
    if not terms:
        why = problems[0].what if problems else "it is empty"
        raise BadInput(f"this word cannot be taken: {why}", hint="see README: your own words")
    return out


def add(path: Path, more: Sequence[dict[str, Any]]) -> None:
    """Add lines, durably; one that says something else of the same word takes its place.

    Raises:
        BadSettings: The file cannot be written. Nothing was added.
    """
    new = {named(row).casefold() for row in more}

    def joined(old: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [row for row in old if named(row).casefold() not in new] + list(more)

    _rewrite(path, joined)


def remove(path: Path, term: str) -> int:
    """Take a word out again; the number of lines taken out.

    Raises:
        BadSettings: The file cannot be written.
    """
    gone = 0

    def without(old: list[dict[str, Any]]) -> list[dict[str, Any]]:
        nonlocal gone
        kept = [row for row in old if named(row).casefold() != term.casefold()]
        gone = len(old) - len(kept)
        return kept

    _rewrite(path, without)
    return gone


def _rewrite(path: Path, change: Callable[[list[dict[str, Any]]], list[dict[str, Any]]]) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _alone(path):
            text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in change(rows(path)))
            beside = path.with_name(f".{path.name}.new")
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
    except OSError as error:
        raise BadSettings(f"taught words {path}: {error.strerror}", hint="may the server write there?") from None


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Only one process changes the file at a time."""
    lock = os.open(path.with_name(f".{path.name}.lock"), os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _loaded(line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return row if isinstance(row, dict) else {}
