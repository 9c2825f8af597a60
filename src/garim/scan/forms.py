"""How agents' files are read and written anew: lines of JSON, JSON, plain text, databases of keys and values.

    File.read(path) → units, each with slots        unit.write(texts) → the unit with other texts, every other byte as it was

What is structure stays: keys that say nothing, ids that a machine made, signatures, pictures. Everything else is a slot.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Protocol

from garim.clients import Kept
from garim.errors import BadInput
from garim.values import Slot
from garim.wire.document import Document, load, number, quote
from garim.wire.grammar import Grammar, Place
from garim.wire.reader import Reader

PIECE = 100_000
"""Characters of plain text that are read as one."""
BUSY = 1.0
"""Seconds that a database's other user may take to let go."""
NAME = re.compile(r"[A-Za-z_$][\w$.-]{0,60}", re.ASCII)
IDS = frozenset(
    "id uuid parentUuid leafUuid sessionId session_id messageId requestId request_id promptId agentId toolUseID parentToolUseID "
    "tool_use_id tool_call_id call_id item_id turn_id thread_id conversation_id response_id logicalParentUuid "
    "sourceToolAssistantUUID composerId bubbleId serverBubbleId generationUUID callID messageID sessionID parentID".split()
)
"""Keys under which agents keep ids of their own."""
SEALED = {
    "signature": ("thinking",),
    "data": ("redacted_thinking",),
    "encrypted_content": ("reasoning", "compaction", "compaction_summary", "web_search_result"),
}
OPEN = Grammar(keys=frozenset(), words={}, ids=frozenset(), sealed=SEALED, screened=False)
"""Nothing is structure: every key, string and long number is a slot."""
ANY = frozenset(("images", "audio", "files"))
"""What is read by nobody and stays."""


class Unit:
    """A line, a row or a text: what is written anew as a whole."""

    __slots__ = ("line", "said", "slots", "write")

    def __init__(
        self,
        line: int,
        slots: Sequence[Slot],
        write: Callable[[Sequence[str]], str],
        said: Callable[[str], str] = lambda written: written,
    ) -> None:
        """
        Args:
            line: Its number, from 1: of the line, or of the row.
            slots: Its texts.
            write: Texts in their places → the unit.
            said: The unit as it was written → all that it says, structure too, without its escapes.
        """
        self.line, self.slots, self.write, self.said = line, slots, write, said


class File(Protocol):
    """A file that was taken apart."""

    units: list[Unit]

    def write(self, target: Path, new: Mapping[int, str]) -> None:
        """Write it to another path, with some units anew.

        Args:
            target: Need not be there.
            new: Index of a unit → what it says now.
        """


class Names(frozenset[str]):
    """Object keys that say nothing: words in the form of names in which nobody finds anything. Each is asked about once."""

    _known: dict[str, bool]
    _says: Callable[[str], bool]

    @classmethod
    def asking(cls, says: Callable[[str], bool]) -> Names:
        """`says`: whether something is found in a name."""
        made = cls()
        made._known, made._says = {}, says
        return made

    def __contains__(self, key: object) -> bool:
        name = str(key)
        if name not in self._known:
            self._known[name] = bool(NAME.fullmatch(name)) and not self._says(name)
        return self._known[name]


def opened(kept: Kept, path: Path, names: Names) -> File:
    """A file, taken apart.

    Raises:
        BadInput: It is not what it should be, or not UTF-8, or a database that somebody is using.
        OSError: It cannot be read.
    """
    if kept.form == "sqlite":
        return _Rows(path, kept.rows, names)
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadInput(f"byte {error.start} is not UTF-8") from None
    grammar = _grammar(names)
    if kept.form == "jsonl":
        return _Lines(text, lambda line, at: _unit(line, at, grammar))
    if kept.form == "json":
        return _Whole(_unit(text, 1, grammar), text)
    return _Whole(_plain(text, 1), text)


class _Lines:
    def __init__(self, text: str, unit: Callable[[str, int], Unit]) -> None:
        self._lines = text.split("\n")
        self.units = [unit(line, at) for at, line in enumerate(self._lines, 1) if line.strip()]

    def write(self, target: Path, new: Mapping[int, str]) -> None:
        lines = self._lines.copy()
        for index, text in new.items():
            lines[self.units[index].line - 1] = text
        target.write_bytes("\n".join(lines).encode("utf-8", "surrogatepass"))


class _Whole:
    def __init__(self, unit: Unit, text: str) -> None:
        self.units, self._text = [unit], text

    def write(self, target: Path, new: Mapping[int, str]) -> None:
        target.write_bytes(new.get(0, self._text).encode("utf-8", "surrogatepass"))


class _Rows:
    """A database of keys and values, as editors made of VS Code keep one."""

    def __init__(self, path: Path, wanted: Sequence[str], names: Names) -> None:
        self.units: list[Unit] = []
        self._path = path
        self._places: list[tuple[str, int, bool]] = []
        grammar = _grammar(names)
        try:
            with closing(_connect(path, "ro")) as base:
                for table in _tables(base):
                    rows = base.execute(f'SELECT rowid, key, value FROM "{table}" ORDER BY rowid')
                    for at, value, blob in _texts(rows, wanted):
                        self.units.append(_unit(value, at, grammar))
                        self._places.append((table, at, blob))
        except sqlite3.Error as error:
            raise BadInput(f"this is no database that can be read ({type(error).__name__})") from None

    def write(self, target: Path, new: Mapping[int, str]) -> None:
        """Nothing of the old text stays behind: rows are overwritten and the file is packed."""
        try:
            with closing(_connect(self._path, "ro")) as base, closing(sqlite3.connect(target)) as copy:
                base.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")
                copy.execute("PRAGMA secure_delete = ON")
                with copy:
                    for index, text in new.items():
                        table, at, blob = self._places[index]
                        value = text.encode("utf-8", "surrogatepass") if blob else text
                        copy.execute(f'UPDATE "{table}" SET value = ? WHERE rowid = ?', (value, at))
                copy.execute("VACUUM")
                if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                    raise BadInput("the rewritten database is not sound; the old one stays")
        except sqlite3.Error as error:
            raise BadInput(f"it cannot be rewritten ({type(error).__name__}); the old one stays") from None


@contextmanager
def alone(kept: Kept, path: Path) -> Iterator[None]:
    """While nobody else can write to a database; what its journal beside it holds is in it, too. Other files are free.

    Raises:
        BadInput: Somebody is writing to it.
    """
    if kept.form != "sqlite":
        yield
        return
    try:
        base = _connect(path, "rw")
        base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        base.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        raise BadInput("it is in use", hint="close the program that it belongs to") from None
    except sqlite3.Error as error:
        raise BadInput(f"this is no database that can be read ({type(error).__name__})") from None
    with closing(base):
        yield
        base.rollback()


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode={mode}", uri=True, timeout=BUSY)


def _tables(base: sqlite3.Connection) -> list[str]:
    tables = [str(name) for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'") if '"' not in name]
    return [table for table in tables if {"key", "value"} <= {row[1] for row in base.execute(f'PRAGMA table_info("{table}")')}]


def _texts(rows: Iterable[tuple[Any, ...]], wanted: Sequence[str]) -> Iterator[tuple[int, str, bool]]:
    """(row, text, whether it is kept as bytes) of those rows that hold text and may be read."""
    for at, key, value in rows:
        if not isinstance(key, str) or not any(fnmatchcase(key, pattern) for pattern in wanted):
            continue
        if isinstance(value, bytes):
            try:
                yield at, value.decode("utf-8"), True
            except UnicodeDecodeError:
                continue
        elif isinstance(value, str):
            yield at, value, False


def _grammar(names: Names) -> Grammar:
    return Grammar(keys=names, words={}, ids=IDS, sealed=SEALED, screened=False)


def _unit(text: str, line: int, grammar: Grammar) -> Unit:
    """JSON taken apart; what is none, such as a line that broke off, is plain text."""
    try:
        root = load(text)
        reader = Reader(grammar, ANY)
        document = reader.read(text, root)
    except BadInput:
        return _plain(text, line)
    places, slots = reader.places, reader.slots

    def write(texts: Sequence[str]) -> str:
        return _written(document, slots, places, texts)

    return Unit(line, slots, write, _said)


def _said(written: str) -> str:
    reader = Reader(OPEN, ANY)
    reader.read(written, load(written))
    return "\n".join(slot.text for slot in reader.slots)


def _written(root: Document, slots: Sequence[Slot], places: Sequence[Place], texts: Sequence[str]) -> str:
    """The document with other texts; JSON inside its strings from the inside out."""
    changed: dict[Document, list[str]] = {root: root.pieces.copy()}
    for slot, place, text in zip(slots, places, texts, strict=True):
        if text == slot.text:
            continue
        inner: Document | None = place.document
        while inner is not None and inner not in changed:
            changed[inner] = inner.pieces.copy()
            inner = inner.parent
        pieces = changed[place.document]
        said = place.wrap(text) if place.wrap else text
        pieces[place.piece] = number(text) if place.form == "number" else quote(said, pieces[place.piece])
    for document in sorted(changed, key=lambda one: -one.depth):
        if document.parent is not None:
            pieces = changed[document.parent]
            pieces[document.place] = quote("".join(changed[document]), pieces[document.place])
    return "".join(changed[root])


def _plain(text: str, line: int) -> Unit:
    slots: list[Slot] = []
    at = 0
    while at < len(text):
        end = text.rfind("\n", at, at + PIECE) + 1 or min(len(text), at + PIECE)
        end = len(text) if len(text) - at <= PIECE else end
        slots.append(Slot(text[at:end]))
        at = end
    return Unit(line, slots, "".join)
