"""What formats of text share: bytes to text and back whatever the encoding, cutting at lines, writing chunks again."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from garim.bulk.values import Bad, Chunk, Cut, Hidden, Opened, Source
from garim.text.marks import misread

BLOCK = 1 << 20
CHUNK = 12_000
"""Characters of running text that are judged together, about."""
NEWLINE = 10
LONG = 4
"""Times its size that a part may grow in search of a line's end."""
ENCODINGS = ("utf-8", "cp949", "cp932")
"""In which a line may be that is not UTF-8; cp949 first, for this is where Korean logs come from."""
MARKS = (b"\xff\xfe", b"\xfe\xff")
CONTROL = bytes(set(range(32)) - {7, 8, 9, 10, 11, 12, 13, 27})


class Text(NamedTuple):
    """Decoded bytes."""

    text: str
    runs: tuple[tuple[int, str], ...]
    """(first character, encoding), in order."""
    bad: tuple[Bad, ...]


def is_text(head: bytes) -> bool:
    """Whether bytes look like text: none that text does not hold, or a mark of UTF-16."""
    return head[:2] in MARKS or head.translate(None, CONTROL) == head


def wide_of(head: bytes) -> str:
    """Which UTF-16 a file's mark says that it is in; "" for none."""
    return ("utf-16-le", "utf-16-be")[MARKS.index(head[:2])] if head[:2] in MARKS else ""


def part(source: Source, cut: Cut) -> Text:
    """A part of a file as text; what stands before it says whether it is UTF-16."""
    return decoded(source.read(cut.start, cut.end), wide_of(source.read(0, 2)) if cut.start else "")


def decoded(data: bytes, wide: str = "") -> Text:
    """Bytes as text: UTF-8, UTF-16 with its mark, or line by line what each line is in.

    A line that is in no known encoding is bad; no character is ever guessed.

    Args:
        wide: The UTF-16 of the file that they are from, where they are not its beginning.
    """
    if name := wide or wide_of(data):
        try:
            text = data.decode(name)
        except UnicodeDecodeError as error:
            return Text("", (), (Bad(error.start, len(data), f"not {name}"),))
        return Text("", (), (Bad(0, len(data), f"not {name}"),)) if misread(text) else Text(text, ((0, name),), ())
    try:
        return Text(data.decode(), ((0, "utf-8"),), ())
    except UnicodeDecodeError:
        pass
    lines: list[str] = []
    runs: list[tuple[int, str]] = []
    bad: list[Bad] = []
    at = offset = 0
    for line in data.splitlines(keepends=True):
        for name in ENCODINGS:
            try:
                text = line.decode(name)
            except UnicodeDecodeError:
                continue
            if not runs or runs[-1][1] != name and not line.isascii():
                runs.append((at, name))
            lines.append(text)
            at += len(text)
            break
        else:
            bad.append(Bad(offset, len(line), "in no known encoding"))
        offset += len(line)
    return Text("".join(lines), tuple(runs), tuple(bad))


def opened(found: Text, chunks: Sequence[Chunk]) -> Opened:
    """A part whose chunks, one behind the other, are its text."""
    starts = list(accumulate((len(chunk.text) for chunk in chunks), initial=0))

    def write(done: Sequence[Hidden]) -> bytes:
        if len(found.runs) < 2:
            name = found.runs[0][1] if found.runs else "utf-8"
            return "".join(one.text for one in done).encode(name, "surrogatepass")
        out: list[bytes] = []
        for chunk, start, one in zip(chunks, starts, done, strict=False):
            out += _encoded(chunk, start, one, found.runs)
        return b"".join(out)

    return Opened(chunks, write, found.bad)


def _encoded(chunk: Chunk, start: int, done: Hidden, runs: Sequence[tuple[int, str]]) -> Iterator[bytes]:
    """A chunk's bytes, each line in its own encoding."""
    at = start
    for before, after in zip(chunk.text.splitlines(keepends=True), done.text.splitlines(keepends=True), strict=True):
        name = runs[max(0, bisect_right(runs, (at, "\uffff")) - 1)][1]
        try:
            yield after.encode(name)
        except UnicodeEncodeError:
            yield after.encode()
        at += len(before)


def blocks(source: Source) -> Iterator[tuple[int, bytes]]:
    """A file's bytes, block by block, with the offset of each."""
    for start in range(0, source.size, BLOCK):
        yield start, source.read(start, min(source.size, start + BLOCK))


def by_line(source: Source, size: int, quote: bytes = b"", state: str = "") -> Iterator[Cut]:
    """Parts that end with a line.

    Args:
        quote: A byte that opens and closes what may hold a line's end.
        state: Of every part but the first.
    """
    if source.size <= size:
        if source.size:
            yield Cut(0, source.size)
        return
    if wide := wide_of(source.read(0, 2)):
        yield from _by_wide_line(source, size, quote, state, wide)
        return
    begin, opened_quotes = 0, 0
    for start, block in blocks(source):
        at = 0
        while start + len(block) - begin >= size:
            at = max(at, begin + size - start, 0)
            end = _line_end(block, at, quote, opened_quotes)
            if end < 0 and start + len(block) - begin >= size * LONG:
                end = block.rfind(b"\n") + 1 or _any_end(block)  # quotes that never close: no record is parted for them
            if end < 0:
                break
            yield Cut(begin, start + end, state if begin else "")
            begin = start + end
        if quote:
            opened_quotes += block.count(quote)
    if begin < source.size:
        yield Cut(begin, source.size, state if begin else "")


def _by_wide_line(source: Source, size: int, quote: bytes, state: str, wide: str) -> Iterator[Cut]:
    """As `by_line`, of UTF-16."""
    kind, begin, quotes = "<u2" if wide == "utf-16-le" else ">u2", 0, 0
    for start, block in blocks(source):
        units = np.frombuffer(block, kind, len(block) // 2)
        inside = (np.cumsum(units == quote[0]) + quotes) % 2 if quote else np.zeros(len(units), int)
        quotes += int(np.count_nonzero(units == quote[0])) if quote else 0
        lines = np.flatnonzero(units == NEWLINE)
        ends = lines[inside[lines] == 0] + 1
        while start + len(block) - begin >= size:
            at = int(np.searchsorted(ends, (begin + size - start) / 2))
            end = start + 2 * int(ends[at]) if at < len(ends) else 0
            if not end and start + len(block) - begin >= size * LONG:  # quotes that never close, or no line at all
                last = int(lines[-1]) + 1 if len(lines) else len(units) - (0xD800 <= int(units[-1]) < 0xDC00)
                end = start + 2 * last
            if end <= begin:
                break
            yield Cut(begin, end, state if begin else "")
            begin = end
    if begin < source.size:
        yield Cut(begin, source.size, state if begin else "")


def _line_end(block: bytes, at: int, quote: bytes, opened_quotes: int) -> int:
    """The place behind the first line's end from `at` on that stands in no quotes; -1 where there is none."""
    end = block.find(b"\n", at)
    if not quote:
        return end + 1 if end >= 0 else -1
    count = opened_quotes + block.count(quote, 0, max(end, 0))
    last = end
    while end >= 0:
        count += block.count(quote, last, end)
        if count % 2 == 0:
            return end + 1
        last, end = end, block.find(b"\n", end + 1)
    return -1


def _any_end(block: bytes) -> int:
    """A place in a block without lines where no character is parted, and no word where a blank is near."""
    for sign in (b". ", b",", b";", b" "):
        found = block.rfind(sign, len(block) // 2)
        if found >= 0:
            return found + len(sign)
    end = len(block)
    while end > 1 and block[end - 1] >= 0x80:
        end -= 1
    return end


_BLANK_LINE = re.compile(r"\n[ \t\r]*\n(?=\S)")
_WITHIN = (re.compile(r"[.;!?。] "), re.compile(r", |[,;|&<>{}()\[\]\"'、，]"), re.compile(r"\s"))  # noqa: RUF001
"""Where a line that is too long is cut: behind a sentence, else where no name, number or address goes on, else behind a blank."""
_KEY_BEGINS, _KEY_ENDS = "-----BEGIN", "-----END"


def pieces(text: str, size: int = CHUNK) -> Iterator[tuple[int, int]]:
    """Spans of a running text, cut between paragraphs where there are any, else between lines, never in a private key."""
    start = 0
    while len(text) - start > size + size // 2:
        end = _piece_end(text, start, size)
        key = text.rfind(_KEY_BEGINS, start, end)
        if key >= 0 and text.find(_KEY_ENDS, key, end) < 0 and (stop := text.find(_KEY_ENDS, end, end + size)) >= 0:
            line = text.find("\n", stop)
            end = line + 1 if line >= 0 else len(text)
        yield start, end
        start = end
    if start < len(text):
        yield start, len(text)


def _piece_end(text: str, start: int, size: int) -> int:
    breaks = [m.end() for m in _BLANK_LINE.finditer(text, start + size // 2, start + size)]
    if breaks:
        return breaks[-1]
    line = text.rfind("\n", start + size // 2, start + size) + 1
    while line > start + size // 2 and text[line : line + 1] in (" ", "\t"):
        line = text.rfind("\n", start + size // 2, line - 1) + 1  # the next line goes on with this one
    if line > start:
        return line
    ends = (max((m.end() for m in sign.finditer(text, start + size // 2, start + size)), default=0) for sign in _WITHIN)
    return next(filter(None, ends), start + size)


def rows_in(text: str) -> int:
    """Lines of a text."""
    return text.count("\n") + (not text.endswith("\n") and bool(text))
