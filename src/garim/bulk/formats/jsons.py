"""JSON and JSON lines: strings, numbers and keys are cells; all else stays as it is, byte for byte."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import orjson

from garim.bulk.formats._text import CHUNK, MARKS, Text, blocks, by_line, decoded, is_text, opened, part
from garim.bulk.values import Bad, Cell, Chunk, Cut, Opened, Source

ENDINGS = (".json", ".jsonl", ".ndjson")
LINES = (".jsonl", ".ndjson")
SAMPLED = 400
SAMPLE = 256 * 1024
"""Bytes at a file's beginning that its columns are judged by."""
TOKEN = re.compile(r'"((?:[^"\\]|\\.)*+)"(\s*+:)?|-?\d[\d.eE+-]*+|(\n)', re.DOTALL)
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*+"(\s*+:)?', re.DOTALL)
_STRUCTURE = re.compile(r"(?:[\s{}\[\],:\ufeff]|true|false|null)*+")
DOCUMENT = "document"


def fits(head: bytes, name: str) -> bool:
    """Whether its name says so and it is text."""
    return name.endswith(ENDINGS) and is_text(head)


def cuts(source: Source, size: int) -> Iterator[Cut]:
    """JSON lines at lines; a document behind a comma outside of strings, knowing the key that stood last."""
    if is_lines(source.read(0, min(source.size, 1 << 20))):
        return by_line(source, size)
    return _of_document(source, size)


def is_lines(head: bytes) -> bool:
    """Whether the first line is a document of its own and another follows."""
    first, end, rest = head.lstrip(b"\xef\xbb\xbf \r\n\t").partition(b"\n")
    if not end or not rest.strip():
        return first.lstrip()[:1] == b"{" and bool(end)
    try:
        orjson.loads(first)
    except orjson.JSONDecodeError:
        return False
    return rest.lstrip()[:1] in b'{["-0123456789tfn'


def _of_document(source: Source, size: int) -> Iterator[Cut]:
    if source.size <= size or source.read(0, 2) in MARKS:
        if source.size:
            yield Cut(0, source.size, DOCUMENT)
        return
    begin, key, left, held = 0, "", b"", 0
    for start, block in blocks(source):
        data, base = left + block, start - len(left)
        at, free = 0, 0
        for match in _STRING.finditer(data):
            comma = data.rfind(b",", free, match.start())
            if comma >= 0 and base + comma + 1 - begin >= size:
                yield Cut(begin, base + comma + 1, f"{DOCUMENT}\0{key}" if begin else DOCUMENT)
                begin = base + comma + 1
            if match[1]:
                key = match[0][1:].partition(b'"')[0].decode("utf-8", "replace")
            at = free = match.end()
        opened_string = data.find(b'"', at)
        left = data[opened_string if opened_string >= 0 else max(at, len(data) - 64) :]
        held = len(left)
        if held > size * 4:
            break  # a string without an end: the part that holds it is bad, and told
    if begin < source.size:
        yield Cut(begin, source.size, f"{DOCUMENT}\0{key}" if begin else DOCUMENT)


def read(source: Source, cut: Cut) -> Opened:
    """Some lines, or some thousand characters of a document, at once."""
    found = part(source, cut)
    state = cut.state
    if not state and not is_lines(source.read(cut.start, min(cut.end, cut.start + SAMPLE))):
        state = DOCUMENT
    if state.startswith(DOCUMENT):
        return opened(found, list(_chunks(found.text, state.partition("\0")[2])))
    kept: list[str] = []
    bad: list[Bad] = []
    offset = 0
    for line in found.text.splitlines(keepends=True):
        size = len(line.encode("utf-8", "surrogatepass"))
        if line.strip("\ufeff \r\n\t") and not _is_json(line):
            bad.append(Bad(offset, size, "not JSON"))
        else:
            kept.append(line)
        offset += size
    if bad:
        runs = found.runs if len(found.runs) < 2 else ((0, "utf-8"),)
        found = Text("".join(kept), runs, (*found.bad, *bad))
    return opened(found, list(_chunks(found.text, "", lines=True)))


def _is_json(line: str) -> bool:
    try:
        orjson.loads(line.strip("\ufeff \r\n\t"))
    except (orjson.JSONDecodeError, UnicodeEncodeError):
        return False
    return True


def _chunks(text: str, key: str, lines: bool = False) -> Iterator[Chunk]:
    begin, cells, rows, last = 0, [], 0, 0
    for match in TOKEN.finditer(text):
        start, end = match.span()
        if start > last and not _STRUCTURE.fullmatch(text, last, start):
            cells.append(Cell(last - begin, start - begin))  # a comment, or what is no JSON: it is read as any text
        last = end
        if match[3]:
            rows += 1
        elif match[1] is None:
            cells.append(Cell(start - begin, end - begin, key))
        elif match[2]:
            key = match[1]
            cells.append(Cell(match.start(1) - begin, match.end(1) - begin))
        else:
            cells.append(Cell(match.start(1) - begin, match.end(1) - begin, key))
        if end - begin >= CHUNK and (match[3] if lines else not match[2]) or end - begin >= CHUNK * 64:
            yield Chunk(text[begin:end], tuple(cells), max(rows, 1), escape="json")
            begin, cells, rows = end, [], 0
    if begin < len(text):
        if not _STRUCTURE.fullmatch(text, last):
            cells.append(Cell(last - begin, len(text) - begin))
        yield Chunk(text[begin:], tuple(cells), max(rows, 1), escape="json")


def sample(source: Source) -> Mapping[str, Sequence[str]]:
    """The first values under each key."""
    out: dict[str, list[str]] = {}
    for chunk in _chunks(decoded(source.read(0, min(source.size, SAMPLE))).text, ""):
        for cell in chunk.cells:
            if cell.column and len(out.setdefault(cell.column, [])) < SAMPLED:
                out[cell.column].append(chunk.text[cell.start : cell.end])
    return out
