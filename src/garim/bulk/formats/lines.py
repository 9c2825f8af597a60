"""Names, one a line: of files and folders. Only ever made by the plan; the ending stays."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from garim.bulk.formats._text import by_line, opened, part
from garim.bulk.values import NAMES, Cell, Chunk, Cut, Opened, Source

ENDINGS = ()
ENDING = re.compile(r"(?:\.[A-Za-z][A-Za-z0-9]{0,7}){1,2}$")
_WORD = re.compile(r"[a-z0-9_]+")
AT_ONCE = 200


def fits(head: bytes, name: str) -> bool:
    """No file is of this format."""
    return False


def cuts(source: Source, size: int) -> Iterator[Cut]:
    """At lines."""
    return by_line(source, size // 16)


def read(source: Source, cut: Cut) -> Opened:
    """A cell a name, without its ending."""
    found = part(source, cut)
    lines = found.text.splitlines(keepends=True)
    return opened(found, [_chunk(lines[at : at + AT_ONCE]) for at in range(0, len(lines), AT_ONCE)])


def _chunk(lines: list[str]) -> Chunk:
    cells, at = [], 0
    for line in lines:
        name = line.rstrip("\n")
        ending = ENDING.search(name, 1)
        cells.append(Cell(at, at + (ending.start() if ending else len(name))))
        at += len(line)
    return Chunk("".join(lines), tuple(cells), len(lines), escape=NAMES)


def words(names: str) -> set[str]:
    """The words that files and folders are called by, in lower case, without endings.

    Args:
        names: One a line.
    """
    return {word for line in names.splitlines() for word in _WORD.findall(ENDING.sub("", line).lower())}


def sample(source: Source) -> Mapping[str, Sequence[str]]:
    """No columns."""
    return {}
