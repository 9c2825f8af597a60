"""Office files and PDF: what comes out is their text. Pictures, macros and what else is inside never go along."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from garim.bulk.formats._text import Text, opened, pieces, rows_in
from garim.bulk.values import Chunk, Cut, Opened, Source
from garim.documents import MOST, endings, readers, text_of
from garim.errors import TooLarge

ENDINGS = (".docx", ".pdf", ".pptx", ".xlsx")
RENAMED = ".txt"
OLE = b"\xd0\xcf\x11\xe0"


def fits(head: bytes, name: str) -> bool:
    """By its first bytes, and its name where it is a zip inside."""
    if head[:4] in (b"PK\x03\x04", OLE):
        return name.endswith(tuple(endings()))
    return readers()["pdf"].fits(head)


def cuts(source: Source, size: int) -> Iterator[Cut]:
    """One part: they cannot be read from the middle."""
    if source.size > MOST:
        raise TooLarge(f"a document of over {MOST} bytes", hint="split it")
    yield Cut(0, source.size)


def read(source: Source, cut: Cut) -> Opened:
    """Its text."""
    text = text_of(source.read(cut.start, cut.end), "document").replace("\x0b", "\n").replace("\x0c", "\n")
    text += "" if text.endswith("\n") else "\n"
    return opened(Text(text, ((0, "utf-8"),), ()), [Chunk(text[a:b], rows=rows_in(text[a:b])) for a, b in pieces(text)])


def sample(source: Source) -> Mapping[str, Sequence[str]]:
    """Sheets are read as text."""
    return {}
