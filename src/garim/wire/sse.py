"""Server-sent events, taken apart at any cut and put together again. Source: WHATWG HTML, section 9.2."""

from __future__ import annotations

from typing import NamedTuple

import garim.late as re
from garim.errors import UpstreamFailed

END = re.compile(rb"\r\n\r\n|\n\n|\r\r|\r\n\n|\n\r\n")
LINE = re.compile(rb"\r\n|\n|\r")
LONGEST = 16 * 1024 * 1024
"""Bytes of one event, at most."""
BOM = b"\xef\xbb\xbf"


class Event(NamedTuple):
    """One event as it came."""

    raw: bytes
    """All of it with the blank line that ends it."""
    data: bytes
    """Its data lines joined; b"" for comments and events without data."""
    name: str = ""


class Reader:
    """Bytes in any cut → events."""

    def __init__(self) -> None:
        self._held = bytearray()
        self._looked = 0
        self._first = True

    def feed(self, piece: bytes) -> list[Event]:
        """The events that end in this piece.

        Raises:
            UpstreamFailed: An event is longer than any that a model's side sends.
        """
        held = self._held
        held += piece
        if self._first and len(held) >= 3:
            self._first = False
            if held.startswith(BOM):
                del held[:3]
        out: list[Event] = []
        start = 0
        # An end may have begun in what was looked at already.
        for end in END.finditer(held, max(0, self._looked - 3)):
            # \r at the very end may be the first half of \r\n: the next piece tells.
            if end.end() == len(held) and held[-1:] == b"\r":
                break
            if end.start() < start:
                continue
            out.append(event(bytes(held[start : end.end()])))
            start = end.end()
        if start:
            del held[:start]
        self._looked = len(held)
        if len(held) > LONGEST:
            raise UpstreamFailed("an event of the reply does not end")
        return out

    @property
    def held(self) -> int:
        """Bytes of an event that is not yet whole."""
        return len(self._held)

    def rest(self) -> bytes:
        """What came after the last whole event."""
        return bytes(self._held)


def event(raw: bytes) -> Event:
    """Take one event apart."""
    if raw.startswith(b"data: ") and b"\n" not in (body := raw[6:].rstrip(b"\r\n")) and b"\r" not in body:
        return Event(raw, body)
    data: list[bytes] = []
    name = ""
    for line in LINE.split(raw):
        field, _, value = line.partition(b":")
        value = value.removeprefix(b" ")
        if field == b"data":
            data.append(value)
        elif field == b"event":
            name = value.decode("utf-8", "replace")
    return Event(raw, b"\n".join(data), name)


def write(data: bytes, like: Event) -> bytes:
    """An event with other data, its other lines as they came.

    Args:
        data: One line.
        like: The event whose place it takes.
    """
    if like.raw.startswith(b"data: ") and not like.name:
        return b"data: " + data + b"\n\n"
    lines, put = [], False
    for line in LINE.split(like.raw.rstrip(b"\r\n")):
        if line.startswith(b"data"):
            if not put:
                lines.append(b"data: " + data)
            put = True
        else:
            lines.append(line)
    return b"\n".join(lines) + b"\n\n"
