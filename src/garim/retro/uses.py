"""What is noted of an exchange for the person's own review: what it was for, in which language, what she changed; never a text.

It is noted where the text is at hand, when it leaves, and not put into the audit: what a person asks for is hers, and the
audit is the company's. Each line is sealed under its owner (`store/history.py`, room `use`), in documents of a day, and
stays as long as the audit does, longer than the conversation it tells of. A second of lines is written at a time: what a
crash takes is counted as unknown in the review.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import UTC, datetime
from typing import NamedTuple

import msgspec

from garim.retro.language import language
from garim.retro.purpose import model
from garim.retro.said import said
from garim.store.history import EVER, Document, History

ROOM = "use"
DAY = 86400.0
LINES = 400
"""Lines of one document at most; another is begun then."""
HELD = 32 * 2**20
"""Bytes of requests that wait to be looked at, at most; beyond them an exchange is not noted, and counted as unknown."""
SHORT = 16
"""Hex digits of a request's hash by which a line finds its record in the audit."""
DOES = ("copied", "continued", "exported")
"""What she did with an answer: all of them mean that she kept it."""


class Asked(msgspec.Struct, array_like=True, tag="a", frozen=True):
    """One exchange."""

    at: float
    """Seconds since 1970."""
    sha: str
    """The beginning of the hash of what left."""
    purpose: str
    chance: int
    """Percent."""
    sure: bool
    language: str
    let: int = 0
    """Words that she let through by hand in this question."""
    hid: int = 0
    """Words that she hid by hand."""
    again: bool = False
    """Whether she asked for another answer to the same question."""
    answer: str = ""
    """The answer's name in the page's history; "" for other clients."""
    by_tool: bool = False
    """Whether it was an agent that went on by itself with a tool's result, and no question."""


class Did(msgspec.Struct, array_like=True, tag="d", frozen=True):
    """Something that she did with an answer."""

    at: float
    answer: str
    did: str
    """copied | continued | exported."""


Line = Asked | Did
DECODE = msgspec.json.Decoder(list[Line])


class Waiting(NamedTuple):
    """A request that left and is not looked at yet. Confidential; in memory for a second."""

    owner: str
    body: bytes
    at: float
    sha: str
    let: int
    hid: int
    again: bool
    answer: str


class _Book:
    """The document of an owner's day that is being written."""

    def __init__(self, day: str) -> None:
        self.day, self.name, self.lines, self.fresh = day, f"{day}/{secrets.token_hex(6)}", list[Line](), False


class Uses:
    """Notes lines, and writes them now and then. Safe from several threads."""

    def __init__(self, keep: float = 0.0, *, on: bool = True, clock: Callable[[], float] = time.time) -> None:
        """
        Args:
            keep: Seconds that lines are kept, as the audit is; 0 for ever.
            on: False notes nothing.
            clock: Seconds since 1970.
        """
        self._keep, self._on, self._clock = keep, on, clock
        self._waiting: list[Waiting] = []
        self._held = 0
        self._books: dict[str, _Book] = {}
        self._lock, self._flushing = threading.Lock(), threading.Lock()

    def left(
        self, owner: str, body: bytes, sha: str, *, let: int = 0, hid: int = 0, again: bool = False, answer: str = ""
    ) -> None:
        """A request left; it is looked at when lines are written."""
        if not self._on:
            return
        with self._lock:
            if self._held + len(body) > HELD:
                return
            self._held += len(body)
            self._waiting.append(Waiting(owner, body, self._clock(), sha[:SHORT], let, hid, again, answer))

    def did(self, owner: str, answer: str, did: str) -> None:
        """She did something with an answer of the page's."""
        if self._on:
            with self._lock:
                self._add(owner, Did(self._clock(), answer, did))

    @property
    def pending(self) -> bool:
        """Whether there is something to write."""
        return bool(self._waiting) or any(book.fresh for book in list(self._books.values()))

    def flush(self, history: History) -> list[Future[int]]:
        """Look at what left since and write it; a future is done when its document is kept. Costs CPU time: for a thread."""
        with self._flushing:
            with self._lock:
                waiting, self._waiting, self._held = self._waiting, [], 0
            judged = [(one.owner, _line(one)) for one in waiting]
            with self._lock:
                for owner, line in judged:
                    self._add(owner, line)
                fresh = [(owner, book, list(book.lines)) for owner, book in self._books.items() if book.fresh]
                for _, book, _ in fresh:
                    book.fresh = False
                today = _day(self._clock())
                self._books = {o: b for o, b in self._books.items() if b.day == today and len(b.lines) < LINES or b.fresh}
            return [write(history, owner, book.name, lines, self._keep) for owner, book, lines in fresh]

    def _add(self, owner: str, line: Line) -> None:
        day = _day(line.at)
        book = self._books.get(owner)
        if book is None or (book.day != day and not book.fresh):
            book = self._books[owner] = _Book(day)
        book.lines.append(line)
        book.fresh = True


def write(history: History, owner: str, name: str, lines: list[Line], keep: float) -> Future[int]:
    """Write a document of lines.

    Args:
        history: Where to.
        owner: Whose.
        name: The document's.
        lines: All of it.
        keep: Seconds that it stays after its last line; 0 for ever.
    """
    until = lines[-1].at + keep + DAY if keep else EVER
    return history.put(owner, ROOM, name, msgspec.json.encode(lines), until=until)


def read(history: History, owner: str) -> tuple[list[Line], int]:
    """All lines of an owner in the order of time, and how many documents do not open or say nothing. Waits for the store.

    Raises:
        VaultFailed: The store cannot be read.
    """
    return decoded(*history.readable(owner, ROOM).result())


def decoded(documents: Sequence[Document], damaged: int) -> tuple[list[Line], int]:
    """The lines of documents in the order of time, and how many of them say nothing, those that do not open among them."""
    lines: list[Line] = []
    for document in documents:
        try:
            lines += DECODE.decode(document.data)
        except (msgspec.DecodeError, UnicodeDecodeError):
            damaged += 1
    return sorted(lines, key=_at), damaged


def _at(line: Line) -> float:
    return line.at


def _line(one: Waiting) -> Asked:
    asked = said(one.body)
    line = judged(asked.text, one.at, one.sha, one.answer, let=one.let, hid=one.hid, again=one.again)
    return msgspec.structs.replace(line, by_tool=True) if asked.by_tool else line


def judged(text: str, at: float, sha: str, answer: str, *, let: int = 0, hid: int = 0, again: bool = False) -> Asked:
    """The line of a question whose text is at hand."""
    found = model().judge(text)
    percent = round(found.chance * 100)
    return Asked(at, sha, found.purpose, percent, found.sure, language(text), let, hid, again, answer)


def _day(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d")
