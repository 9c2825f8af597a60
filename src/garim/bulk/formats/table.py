"""CSV and TSV: cells under headers. Quotes, marks and line ends stay as they are.

A row whose quotes do not close, or that has more cells than its header, is bad: which cell is which cannot be told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from garim.bulk.formats._text import CHUNK, Text, by_line, decoded, is_text, opened, part
from garim.bulk.values import Bad, Cell, Chunk, Cut, Opened, Source

ENDINGS = (".csv", ".tsv", ".tab", ".psv")
MARKS = ",\t;|"
SAMPLED = 400
SAMPLE = 256 * 1024
"""Bytes at a file's beginning that its columns are judged by."""
_NUMBER = re.compile(r"[-+]?[\d.,%:/ -]*")


def fits(head: bytes, name: str) -> bool:
    """Whether its name says so and it is text."""
    return name.endswith(ENDINGS) and is_text(head)


def cuts(source: Source, size: int) -> Iterator[Cut]:
    """At lines that end in no quotes; each part knows the header."""
    head = decoded(source.read(0, min(source.size, 1 << 16))).text
    return by_line(source, size, b'"', head.partition("\n")[0] + "\n")


@cache
def _row(mark: str) -> re.Pattern[str]:
    """One cell and what ends it."""
    plain = rf'[^{re.escape(mark)}"\n\r][^{re.escape(mark)}\n\r]*+'
    return re.compile(rf'(?:"(?P<q>(?:[^"]|"")*+)"|(?P<b>(?:{plain})?))(?P<e>{re.escape(mark)}|\r?\n|\r|$)')


def mark_of(header: str) -> str:
    """What parts the cells of a header."""
    return max(MARKS, key=lambda mark: (header.count(mark), -MARKS.index(mark)))


class _Line:
    """One record that was read."""

    __slots__ = ("cells", "end")

    def __init__(self, cells: list[tuple[int, int]], end: int) -> None:
        self.cells, self.end = cells, end


def _line(text: str, at: int, mark: str) -> _Line | None:
    """The record at a place; None where its quotes are broken."""
    cell, cells = _row(mark), []
    while True:
        match = cell.match(text, at)
        if match is None:
            return None
        cells.append(match.span("q" if match.start("q") >= 0 else "b"))
        at = match.end()
        if match["e"] != mark:
            return _Line(cells, at)


def names_of(header: str) -> tuple[str, list[str]]:
    """Mark and names of a header line; numbers stand for names where the first line is itself a record."""
    mark = mark_of(header)
    line = _line(header.rstrip("\r\n"), 0, mark)
    names = [header[a:b].strip().lstrip("\ufeff") for a, b in line.cells] if line else []
    return mark, names


def is_header(names: Sequence[str]) -> bool:
    """Whether a first line names columns: no cell of it is empty, a number or said twice."""
    return bool(names) and all(names) and len(set(names)) == len(names) and not any(map(_NUMBER.fullmatch, names))


def read(source: Source, cut: Cut) -> Opened:
    """Some rows at once."""
    found = part(source, cut)
    text = found.text
    state = cut.state
    header = state or text.partition("\n")[0] + "\n"
    mark, names = names_of(header)
    named = is_header(names)
    context = header if state and named else ""
    columns = names if named else [str(number) for number in range(1, len(names) + 1)]
    chunks: list[Chunk] = []
    bad: list[Bad] = []
    cells: list[Cell] = []
    begin = at = rows = 0
    kept: list[str] = []
    first = not state and named
    while at < len(text):
        line = _line(text, at, mark)
        whole = line is not None and (len(line.cells) <= len(columns) or not named)
        end = line.end if line is not None else (text.find("\n", at) + 1 or len(text))
        if whole and line is not None:
            shift = sum(map(len, kept)) - at
            for number, (a, b) in enumerate(line.cells):
                name = columns[number] if number < len(columns) else str(number + 1)
                cells.append(Cell(a + shift, b + shift, "" if first else name))
            kept.append(text[at:end])
            rows += not first
        elif text[at:end].strip():
            why = "quotes that do not close" if line is None else "more cells than its header"
            bad.append(Bad(len(text[:at].encode("utf-8", "surrogatepass")), end - at, why))
        first = False
        at = end
        if at - begin >= CHUNK or at >= len(text):
            if kept:
                chunks.append(Chunk("".join(kept), tuple(cells), rows, context if begin or state else "", f"csv:{mark}"))
            context = header if named else ""
            begin, rows, cells, kept = at, 0, [], []
    if not bad:
        return opened(found, chunks)
    left = "".join(chunk.text for chunk in chunks)
    runs = found.runs if len(found.runs) < 2 else ((0, "utf-8"),)
    return opened(Text(left, runs, (*found.bad, *bad)), chunks)


def sample(source: Source) -> Mapping[str, Sequence[str]]:
    """The first values under each header."""
    out: dict[str, list[str]] = {}
    for chunk in read(source, Cut(0, min(source.size, SAMPLE))).chunks:
        for cell in chunk.cells:
            if cell.column:
                out.setdefault(cell.column, []).append(chunk.text[cell.start : cell.end])
        if len(max(out.values(), key=len, default=[])) >= SAMPLED:
            break
    return out
