"""The second pass: what of the hidden still stands in the finished bytes, read anew and by other means than the first.

Files are opened as anybody would open them, and looked through in windows that overlap: every value of the book in every
disguise, every listed word, every rule that needs no judgement. What we wrote ourselves is not counted.
"""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

import zstandard
from daachorse import MATCH_KIND_LEFTMOST_LONGEST
from daachorse import CharwiseDoubleArrayAhoCorasick as Automaton

from garim.bulk.book import Book
from garim.bulk.formats._text import decoded, wide_of
from garim.bulk.notes import Known
from garim.detect.carry import occurrences
from garim.detect.decide.certain import CERTAIN, CHECKED
from garim.detect.decide.features import LEXICON, PATTERNS
from garim.detect.lexicon.read import DOUBT
from garim.detect.scan import Detector
from garim.text.fold import fold
from garim.text.views import View
from garim.values import Finding

DIGITS = 9
"""Digits under which a bare number is not looked for: an amount equals somebody's id by chance."""
WINDOW, OVERLAP = 256 * 1024, 4096


class Left(NamedTuple):
    """Something that still stands. Confidential."""

    kind: str
    how: str
    plain: str
    """It, as it stands."""
    known: Known
    """What it is, to hide it by."""


class Check:
    """Looks through finished files."""

    def __init__(self, detector: Detector, book: Book, issued: Iterable[str], keeps: Callable[[Finding], bool]) -> None:
        """
        Args:
            detector: Whose list and rules are asked.
            book: Its values may stand nowhere.
            issued: What was written, as it was written.
            keeps: What may stand.
        """
        self._sources = [(source, finder) for source, finder in detector.sources if source in (PATTERNS, LEXICON)]
        self._book, self._keeps = book, keeps
        self._values = Automaton(list(book.values)) if book.values else None
        self.issued = frozenset(fold(name) for name in issued if name)
        """What was written, in lower case."""
        self._ours = Automaton(sorted(self.issued), MATCH_KIND_LEFTMOST_LONGEST) if self.issued else None

    def file(self, path: Path) -> Iterator[Left]:
        """What still stands in a file."""
        yield from self._text(path.name)
        with path.open("rb") as file:
            yield from self._bytes(file, path.name)

    def _bytes(self, file: BinaryIO, name: str) -> Iterator[Left]:
        for text in texts(file, name):
            yield from self._text(text)

    def _text(self, text: str) -> Iterator[Left]:
        view = View(text)
        ours = self._written(view.lowered)
        for value in self._standing(view):
            for place in occurrences(value, view):
                # Two lines that happen to join to a value: over the border of two pieces nobody could hide it.
                if "wrapped" not in place.form and not _within(ours, place.start, place.end):
                    yield Left(
                        self._book.values[value].kind, "a value that was hidden elsewhere", value, self._book.values[value]
                    )
        for source, finder in self._sources:
            for finding in finder.find(view, "").findings:
                if self._stays(source, finding) and not _within(ours, finding.start, finding.end) and not self._keeps(finding):
                    plain = text[finding.start : finding.end]
                    known = Known(finding.kind, finding.family, finding.entity, finding.part, finding.rank, True)
                    yield Left(finding.kind, "a listed word" if source == LEXICON else "a rule", plain, known)

    def _stays(self, source: int | None, finding: Finding) -> bool:
        """Whether a finding needs no judgement."""
        if source == LEXICON:
            return finding.rank > DOUBT
        return finding.family == "secret" or finding.family in CHECKED and finding.rank >= CERTAIN

    def _standing(self, view: View) -> set[str]:
        if self._values is None:
            return set()
        everything = view.everything
        found = {everything[start:end] for start, end, _ in self._values.find_overlapping(everything)}
        return {value for value in found if not value.isdigit() or len(value) >= DIGITS}

    def _written(self, lowered: str) -> list[tuple[int, int]]:
        return [(start, end) for start, end, _ in self._ours.find(lowered)] if self._ours is not None else []


def _within(ours: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a span touches what we wrote: a rule may see more around a surrogate than was hidden."""
    low, high = 0, len(ours)
    while low < high:
        middle = (low + high) // 2
        if ours[middle][1] <= start:
            low = middle + 1
        else:
            high = middle
    return low < len(ours) and ours[low][0] < end


def texts(file: BinaryIO, name: str) -> Iterator[str]:
    """All that a finished file says, in windows that overlap; names of what is packed in it too."""
    head = file.read(512)
    file.seek(0)
    if head[:2] == b"\x1f\x8b":
        yield from _stream(gzip.GzipFile(fileobj=file), name.removesuffix(".gz"))
    elif head[:4] == b"\x28\xb5\x2f\xfd":
        yield from _stream(zstandard.ZstdDecompressor().stream_reader(file), name.removesuffix(".zst"))
    elif head[:2] == b"PK":
        with zipfile.ZipFile(file) as packed:
            for info in packed.infolist():
                yield info.filename
                if not info.is_dir():
                    yield from texts(io.BytesIO(packed.read(info)), info.filename)
    elif head[257:262] == b"ustar":
        with tarfile.open(fileobj=file) as tar:
            for member in tar:
                yield member.name
                if (inner := tar.extractfile(member)) is not None:
                    yield from texts(io.BytesIO(inner.read()), member.name)
    elif head[:4] == b"PAR1":
        yield from _parquet(file)
    else:
        yield from _windows(file)


def _stream(stream: object, name: str) -> Iterator[str]:
    """What is packed alone: looked into where it is itself an archive, which is small enough to be held."""
    reader = io.BufferedReader(stream, 1 << 20)  # type: ignore[type-var]
    head = reader.peek(512)[:512]
    if head[257:262] == b"ustar" or head[:4] == b"PAR1" or head[:2] == b"PK":
        yield from texts(io.BytesIO(reader.read()), name)
    else:
        yield from _windows(reader)


def _windows(file: object) -> Iterator[str]:
    left, wide = b"", ""
    while block := file.read(WINDOW):  # type: ignore[attr-defined]
        wide = wide or (wide_of(block) if not left else "")
        data = left + block
        end = _end(data, len(data), wide)
        if not left.endswith(data):
            yield decoded(data[:end] if len(block) == WINDOW else data, wide).text
        left = data[_end(data, max(0, end - OVERLAP), wide) :]


def _end(data: bytes, until: int, wide: str) -> int:
    """A place at or before another that parts no character: behind the last line's end, else behind the last blank."""
    for char in "\n ":
        sign = char.encode(wide or "ascii")
        at = data.rfind(sign, 0, until)
        while at % len(sign) and at >= 0:  # half of one unit and half of the next
            at = data.rfind(sign, 0, at + len(sign) - 1)
        if at >= 0:
            return at + len(sign)
    end = until - until % 2 if wide else until
    while not wide and end and data[end - 1] >= 0x80:
        end -= 1
    return end or until


def _parquet(file: BinaryIO) -> Iterator[str]:
    import pyarrow.parquet as pq

    table = pq.ParquetFile(file)
    yield "\n".join(table.schema_arrow.names)
    for batch in table.iter_batches(4096):
        for column in batch.columns:
            yield "\n".join(str(value) for value in column.to_pylist() if value is not None)
