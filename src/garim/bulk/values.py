"""What the files of this room hand each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from garim.values import Finding

NAMES = "name"
"""How a chunk of files' names is written."""
Row = tuple[Finding, ...]


class Cell(NamedTuple):
    """A span of a chunk that holds one value."""

    start: int
    end: int
    column: str = ""
    """The column, key or header that it stands under; "" for running text."""


class Chunk(NamedTuple):
    """A piece of a file that is read at once: never more than some ten thousand characters of running text."""

    text: str
    cells: tuple[Cell, ...] = ()
    """Where values stand, in order; none: the whole text is one. Nothing outside of them is changed."""
    rows: int = 1
    """Records in it."""
    context: str = ""
    """What stands over it (a header) and is read with it, but is not part of it."""
    escape: str = ""
    """How values are written: "" | json | sql | copy | csv with its mark, as in `csv:;` | name: it is a list of files' names."""
    most: int = 0
    """The greatest number that may stand here; 0 for any."""


class Hidden(NamedTuple):
    """A chunk after hiding."""

    text: str
    cells: tuple[str, ...]
    """What each cell became."""


class Bad(NamedTuple):
    """A record that cannot be read, and is left out."""

    offset: int
    """First byte in the file, or the first row where a file has no bytes of its own."""
    size: int
    reason: str


@dataclass(slots=True)
class Opened:
    """A part of a file that was read."""

    chunks: Sequence[Chunk]
    write: Callable[[Sequence[Hidden]], bytes]
    """The part's bytes with what its chunks became."""
    bad: Sequence[Bad] = field(default=())


class Source(Protocol):
    """The bytes of one file, wherever they are kept."""

    size: int

    def read(self, start: int, end: int) -> bytes:
        """A range."""


class Cut(NamedTuple):
    """Where a part of a file begins and ends, and what must be known to read it alone."""

    start: int
    end: int
    state: str = ""
    size: int = 0
    """Bytes of it, where start and end count something else."""


class Verdict(NamedTuple):
    """What all values of a column are; family "" for plain numbers and dates, which nobody need read."""

    kind: str
    family: str
    part: str = ""
    rank: int = 58
