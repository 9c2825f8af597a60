"""What the commands of `garim records` share: a record in a line, writing in $EDITOR without a file on the disk, and a person who
goes through the changes before they are saved."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from garim.cli._common import settings, tell, write
from garim.cli._korean import padded, told
from garim.cli._said import language
from garim.errors import BadInput
from garim.text.visible import visible

if TYPE_CHECKING:
    from garim.records.publish import Draft
    from garim.records.shelf import Record, Shelf

MEMORY = (os.environ.get("XDG_RUNTIME_DIR", ""), "/dev/shm")
"""Folders whose files are in memory alone."""


def verdicts_of(path: Path | None) -> dict[int, str | None]:
    """Verdicts on changes, by number: other words, or None to leave a place as it is.

    Raises:
        BadInput: The file cannot be read, or holds none.
    """
    if path is None:
        return {}
    try:
        said = orjson.loads(path.read_bytes())
        return {int(number): word if word is None else str(word) for number, word in said.items()}
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror}") from None
    except (orjson.JSONDecodeError, ValueError, AttributeError):
        raise BadInput(f"{path} holds no verdicts", hint='JSON: {"3": "other words", "5": null}') from None


def _round(draft: Draft, number: int, word: str) -> str:
    """A change in its line, and what kind of thing it names."""
    from garim.retro.say import kind_name

    change, text = draft.changes[number], draft.text
    begin = max(text.rfind("\n", 0, change.start) + 1, change.start - 40)
    stop = min((text + "\n").find("\n", change.end), change.end + 40)
    was = text[change.start : change.end].replace("\n", " ")
    kind = kind_name(language(""), change.kind)
    return f"{text[begin : change.start]}[{was} → {word or '∅'}]{text[change.end : stop]}  ({kind})"


def list_changes(draft: Draft, decided: Mapping[int, str | None]) -> None:
    """Print every change with what was decided on it, and the text that they give."""
    for number, change in enumerate(draft.changes):
        word = decided.get(number, change.word)
        stays = f"  {told('(stays)')}" if word is None else ""
        tell(f"{number:3}  {_round(draft, number, change.word if word is None else word)}{stays}")
    write(f"\n{draft.write(decided).rstrip()}\n")


def gone_through(draft: Draft) -> dict[int, str | None]:
    """Every change, one by one, on the terminal."""
    decided: dict[int, str | None] = {}
    others: dict[tuple[str, str], str] = {}
    tell(
        "Enter takes the proposal, - leaves the place as it is, other words stand there instead and are proposed from then on.\n"
    )
    for number, change in enumerate(draft.changes):
        offered = others.get((change.entity, change.word), change.word)
        said = input(visible(f"{number + 1}/{len(draft.changes)}  {_round(draft, number, offered)}\n    > ")).strip()
        if said not in ("", "-"):
            offered = others[change.entity, change.word] = said
        if said == "-" or offered != change.word:
            decided[number] = None if said == "-" else offered
    return decided


def beginning(records: Sequence[Record], kind: str, lang: str, today: date) -> str:
    """What a new record begins with: her own template of that name, else Garim's, else a title."""
    from garim.records.shelf import TEMPLATE
    from garim.records.templates import filled, template

    own = [one for one in records if one.note.kind == TEMPLATE and one.note.title == kind]
    return filled(own[0].note.text, today) if own else template(kind, lang, today) or f"# {kind} {today.isoformat()}\n\n"


def figures_of(shelf: Shelf, config: Path | None, year: str, against: str, zone: str, lang: str) -> Callable[[str], str]:
    """What puts her year's figures into a text."""
    from garim.cli.retro import review_of
    from garim.retro import joined

    review = review_of(settings(config), shelf.store, shelf.owner, zone, year, against)
    return lambda text: joined(text, review, lang)


def in_year(today: date, year: str) -> date:
    """The day that a record of a year tells of: its last one, once it is over."""
    return date(int(year), 12, 31) if year and int(year) != today.year else today


def title_for(text: str, kind: str) -> str:
    """A text's title, or its kind."""
    from garim.records.shelf import title_of

    return title_of(text) or kind


def line(record: Record) -> str:
    """A record in one line: id, day, kind, title."""
    note = record.note
    more = [f"{told('version')} {record.version}"] if record.version > 1 else []
    more += [f"{told('beside')} {note.beside}"] if note.beside else []
    more += [f"{told('from')} {note.origin[:8]}"] if note.origin else []
    begun = date.fromtimestamp(note.begun).isoformat()
    return f"{record.id}  {begun}  {padded(note.kind, 13)}  {note.title}" + (f"  ({', '.join(more)})" if more else "")


def tell_lost(shelf: Shelf, records: Sequence[Record]) -> None:
    """Tell of records that were begun here and cannot be read."""
    said = {
        "damaged": "is damaged: garim records show tells what of it still opens",
        "retention": "was deleted by retention",
        "gone": "is gone: bring back the backup",
    }
    for lost in shelf.lost(records):
        kind, begun = told("record" if lost.kind == "own" else lost.kind), date.fromtimestamp(lost.begun).isoformat()
        tell(f"garim: {lost.id}, a {kind} of {begun}, {said[lost.why]}", file=sys.stderr)


def day_of(asked: str, otherwise: str) -> str:
    """The day to look at a record again: as asked, "" for none."""
    return "" if asked == "none" else asked or otherwise


def put(path: Path, data: bytes) -> None:
    """Write a file that only its owner reads.

    Raises:
        BadInput: It cannot be written.
    """
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(data)
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror}") from None


@contextmanager
def edited(text: str, earlier: Sequence[Record], on_disk: bool) -> Iterator[str]:
    """The text after $EDITOR, which works on a file in memory; earlier records lie beside it, to be read. The file is gone
    once what she wrote is kept; where that fails it stays, and she is told where.

    Raises:
        BadInput: There is no editor, no terminal or no memory to write in, the editor failed, or what it wrote is no UTF-8.
    """
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not editor or not sys.stdin.isatty():
        missing = "there is no terminal to write in" if editor else "there is no $EDITOR to write in"
        raise BadInput(missing, hint="give the text: --from FILE, or --from - and pipe it in")
    memory = next((folder for folder in MEMORY if folder and os.access(folder, os.W_OK)), None)
    if memory is None and not on_disk:
        raise BadInput(
            "there is no file system in memory to edit in", hint="--on-disk lets it lie on the disk meanwhile, or --from -"
        )
    folder = Path(tempfile.mkdtemp(prefix="garim-", dir=memory))
    draft, before = folder / "record.md", text.encode()
    others = [folder / f"earlier-{number}.md" for number in range(1, len(earlier) + 1)]
    try:
        put(draft, before)
        for path, record in zip(others, earlier, strict=True):
            put(path, record.note.text.encode())
        yield _after(editor, draft, others)
    except BaseException:
        for path in others:
            path.unlink(missing_ok=True)
        if draft.exists() and draft.read_bytes().strip() not in (b"", before.strip()):
            tell(f"garim: what you wrote is still in {draft}: give it with --from, then delete it", file=sys.stderr)
            raise
        shutil.rmtree(folder, ignore_errors=True)
        raise
    shutil.rmtree(folder, ignore_errors=True)


def _after(editor: str, draft: Path, others: Sequence[Path]) -> str:
    code = subprocess.run([*editor.split(), str(draft), *map(str, others)], check=False).returncode
    if code:
        raise BadInput(f"the editor ended with {code}; nothing was kept")
    try:
        return draft.read_bytes().decode()
    except UnicodeDecodeError:
        raise BadInput("the editor wrote no UTF-8; nothing was kept", hint="let it write UTF-8") from None
