"""Running text: prose, Markdown, code, logs, settings. A record is a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from garim.bulk.formats._text import by_line, is_text, opened, part, pieces, rows_in
from garim.bulk.values import Chunk, Cut, Opened, Source

ENDINGS = (".txt", ".md", ".log")


def fits(head: bytes, name: str) -> bool:
    """Whether it looks like text."""
    return is_text(head)


def cuts(source: Source, size: int) -> Iterator[Cut]:
    """At lines."""
    return by_line(source, size)


def read(source: Source, cut: Cut) -> Opened:
    """In pieces of some paragraphs."""
    found = part(source, cut)
    text = found.text
    return opened(found, [Chunk(text[a:b], rows=rows_in(text[a:b])) for a, b in pieces(text)])


def sample(source: Source) -> Mapping[str, Sequence[str]]:
    """Running text has no columns."""
    return {}
