"""SQL dumps: values of INSERT and COPY under their columns; statements, comments and what else is said are running text.

`pg_dump`, `mysqldump` and what Oracle tools export as INSERT statements. A value is a cell, its quotes are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from garim.bulk.formats._text import BLOCK, CHUNK, MARKS, is_text, opened, part, pieces, rows_in
from garim.bulk.values import Cell, Chunk, Cut, Opened, Source

ENDINGS = (".sql", ".dmp.txt", ".ddl")
SAMPLED = 400
SAMPLE = 512 * 1024
_NAME = r'(?:[\w$#]+|"[^"\n]{1,120}"|`[^`\n]{1,120}`|\[[^\]\n]{1,120}\])'
_TABLE = rf"(?P<table>{_NAME}(?:\s{{0,3}}\.\s{{0,3}}{_NAME}){{0,2}})"
_STATEMENT = re.compile(
    rf"(?im)^(?P<copy>COPY\s+{_TABLE}\s*\((?P<copied>[^()\n]*)\)\s+FROM\s+stdin[^\n]*;\r?\n)"
    rf"|\b(?P<insert>INSERT\s+(?:IGNORE\s+)?INTO\s+{_TABLE.replace('table', 'into')}"
    r"\s*(?:\((?P<named>[^()]*)\)\s*)?VALUES\s*)(?=\()"
)
_MARK = re.compile(rb"(?m)^(?P<copy>COPY [^\n]* FROM stdin[^\n]*;)\r?$|^(?P<end>\\\.)\r?$", re.IGNORECASE)
_BEGINS = re.compile(
    rb"\n(?=(?:INSERT|COPY|CREATE|ALTER|DROP|SET|SELECT|UPDATE|COMMIT|BEGIN|LOCK|REM|--|/\*)[\s*!-])", re.IGNORECASE
)
_VALUE = re.compile(
    r"[\s,]*+(?:(?P<row>\()|(?P<close>\))|(?P<prefix>[NnEeXxBb]|_\w{1,12})?'(?P<text>(?:[^'\\]|''|\\.)*+)'"
    r"|(?P<number>-?\d[\d.eE+-]*+)|(?P<word>[^\s,()']++))",
    re.DOTALL,
)


def fits(head: bytes, name: str) -> bool:
    """Whether its name says so and it is text."""
    return name.endswith(ENDINGS) and is_text(head)


def cuts(source: Source, size: int) -> Iterator[Cut]:
    """Between statements, or between rows of a COPY, knowing its columns."""
    if source.size <= size or source.read(0, 2) in MARKS:
        if source.size:
            yield Cut(0, source.size)
        return
    begin, state, copying, left, base = 0, "", "", b"", 0
    for start in range(0, source.size, BLOCK):
        data = left + source.read(start, min(source.size, start + BLOCK))
        base = start - len(left)
        at = 0
        for mark in (*_MARK.finditer(data), None):
            stop = mark.start() if mark else data.rfind(b"\n") + 1
            while begin + size < base + stop:
                at = max(at, begin + size - base)
                end = data.find(b"\n", at, stop) + 1 if copying else _statement(data, at, stop)
                if not end:
                    break
                yield Cut(begin, base + end, state)
                begin, state, at = base + end, copying, end
            if mark is not None:
                copying = mark["copy"].decode("utf-8", "replace") + "\n" if mark["copy"] else ""
                at = mark.end()
        left = data[data.rfind(b"\n") + 1 :]
    if begin < source.size:
        yield Cut(begin, source.size, state)


def _statement(data: bytes, at: int, stop: int) -> int:
    found = _BEGINS.search(data, at, stop)
    return found.end() if found else 0


class _Making:
    """Chunks as they are made."""

    def __init__(self) -> None:
        self.chunks: list[Chunk] = []
        self._text: list[str] = []
        self._cells: list[Cell] = []
        self._size = self._rows = 0
        self._escape = ""

    def say(self, text: str, cells: Sequence[tuple[int, int, str]] = (), rows: int = 0, escape: str = "") -> None:
        """Add a piece of text and its cells, which are written alike in one chunk."""
        if escape != self._escape:
            self.close()
            self._escape = escape
        self._cells += [Cell(start + self._size, end + self._size, name) for start, end, name in cells]
        self._text.append(text)
        self._size += len(text)
        self._rows += rows
        if self._size >= CHUNK:
            self.close()

    def close(self) -> None:
        """End the chunk."""
        if self._size:
            self.chunks.append(Chunk("".join(self._text), tuple(self._cells), self._rows, escape=self._escape))
        self._text, self._cells, self._size, self._rows = [], [], 0, 0

    def running(self, text: str) -> None:
        """Add running text."""
        for start, end in pieces(text):
            self.say(text[start:end], [(0, end - start, "")], rows_in(text[start:end]))


def read(source: Source, cut: Cut) -> Opened:
    """Rows and statements."""
    found = part(source, cut)
    text, making, at = found.text, _Making(), 0
    if cut.state and (header := _STATEMENT.match(cut.state)):
        at = _copied(text, 0, header, making)
    while statement := _STATEMENT.search(text, at):
        making.running(text[at : statement.end()])
        if statement["copy"] is not None:
            at = _copied(text, statement.end(), statement, making)
        else:
            at = _inserted(text, statement.end(), statement, making)
    making.running(text[at:])
    making.close()
    return opened(found, making.chunks)


def _columns(table: str, named: str | None) -> list[str]:
    short = table.rpartition(".")[2].strip(' "`[]')
    names = [name.strip(' \t\r\n"`[]') for name in (named or "").split(",")] if named else []
    return [f"{short}.{name}" for name in names]


def _copied(text: str, at: int, header: re.Match[str], making: _Making) -> int:
    """Rows of a COPY; the place behind them."""
    names = _columns(header["table"], header["copied"])
    while at < len(text):
        end = text.find("\n", at) + 1 or len(text)
        line = text[at:end]
        at = end
        if line.rstrip("\r\n") == "\\.":
            making.say(line, escape="copy")
            return at
        cells, place = [], 0
        for number, value in enumerate(line.rstrip("\r\n").split("\t")):
            if value != "\\N":
                cells.append((place, place + len(value), names[number] if number < len(names) else ""))
            place += len(value) + 1
        making.say(line, cells, 1, "copy")
    return at


def _inserted(text: str, at: int, statement: re.Match[str], making: _Making) -> int:
    """Rows of an INSERT; the place behind them."""
    names = _columns(statement["into"], statement["named"])
    table = statement["into"].rpartition(".")[2].strip(' "`[]')
    while match := _VALUE.match(text, at):
        if match["row"] is None:
            break
        begin, place, depth, number, taken = at, match.end(), 1, 0, False
        cells: list[tuple[int, int, str]] = []
        while depth and (match := _VALUE.match(text, place)):
            parted = text[match.start() : match.end()].lstrip().startswith(",")
            if depth == 1 and parted:
                number, taken = number + 1, False
            depth += (match["row"] is not None) - (match["close"] is not None)
            name = names[number] if number < len(names) else f"{table}.{number + 1}"
            group = next((group for group in ("text", "number") if match[group] is not None), "")
            if group and not taken:
                cells.append((match.start(group) - begin, match.end(group) - begin, name))
                taken = depth > 1  # to_date('…', 'format'): what follows says how it is read
            elif match["word"] is not None and match["word"].upper() != "NULL" and depth == 1:
                cells.append((match.start("word") - begin, match.end("word") - begin, ""))
            place = match.end()
        making.say(text[begin:place], cells, 1, "sql")
        at = place
    return at


def sample(source: Source) -> Mapping[str, Sequence[str]]:
    """The first values of each table's columns."""
    out: dict[str, list[str]] = {}
    for chunk in read(source, Cut(0, min(source.size, SAMPLE))).chunks:
        for cell in chunk.cells:
            if cell.column and len(out.setdefault(cell.column, [])) < SAMPLED:
                out[cell.column].append(chunk.text[cell.start : cell.end])
    return out
