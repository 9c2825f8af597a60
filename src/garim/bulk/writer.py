"""What a worker hides with: a chunk and what was found in it → the chunk with surrogates, by the corpus's book.

Writer(book, …).hide(chunk, row)
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Container, Iterable, Mapping, Sequence

from garim.bulk.book import Book
from garim.bulk.fence import fenced
from garim.bulk.find import clip
from garim.bulk.mints import Mints
from garim.bulk.values import NAMES, Chunk, Hidden, Row
from garim.detect.carry import FREE, again, occurrences
from garim.families import family
from garim.surrogate import alike
from garim.surrogate.agree import turned
from garim.text import views
from garim.text.fold import fold
from garim.text.lately import Lately
from garim.text.overlap import resolve
from garim.text.views import View
from garim.values import Entry, Finding

ELSEWHERE = "found elsewhere in the corpus"
KEPT = 100_000
"""Surrogates that a worker remembers."""
Put = tuple[int, int, str]
"""Start and end in a text, and what is put there."""


class Writer:
    """What a worker hides with."""

    def __init__(
        self,
        book: Book,
        key: bytes,
        *,
        taken: Callable[[str], bool] = lambda candidate: False,
        means: Mapping[str, str] | None = None,
        style: str = "natural",
        styles: Mapping[str, str] | None = None,
        named: Callable[[str], str] = lambda word: "",
    ) -> None:
        """
        Args:
            book: Of the whole corpus.
            key: As the book was settled with.
            taken: As the book was settled with.
            means: Entity → what it is in general terms, for style general.
            style: natural | tag | general | drop, where `styles` and the book say no other.
            styles: Kind → style, by the settings.
            named: As the book was settled with.
        """
        self._book, self._style = book, style
        self._styles = {**(styles or {}), **book.styles}
        self._stays = frozenset(kind for kind, one in self._styles.items() if one == "keep")
        self._mints = Mints(book, key, taken, means, named)
        self._values = self._mints.values
        self._names = {
            name: tuple((place, known.finding()) for place, known in places.items())
            for name, places in book.names.items()
            if places
        }
        self._done = Lately[tuple[str, str, str, str, str], tuple[str, Entry | None]](KEPT)
        self.entries: dict[str, Entry] = {}
        """What was written since this was last emptied, by surrogate."""

    def hide(self, chunk: Chunk, row: Row, measures: Container[str] = ()) -> tuple[Hidden, Row]:
        """A chunk with surrogates, and what was hidden in it.

        Args:
            chunk: Of any part of the corpus.
            row: What was found in it.
            measures: Columns whose numbers equal an id by chance.

        Raises:
            Broken: No free surrogate. Nothing was written.
        """
        text = chunk.text
        if self._book.names:
            alone = alike.everywhere if chunk.escape == NAMES else self._refers
            row = alike.alike(text, row, self._parts, alone)
            row = tuple(clip(list(row), chunk)) if chunk.cells else row
        if self._book.left:
            row = tuple(one for one in row if not self._stays_too(one, text))
        more = self._more(text, row)
        if more and measures:
            starts = [cell.start for cell in chunk.cells]
            more = [finding for finding in more if not _by_chance(finding, chunk, starts, measures)]
        if more:
            row = resolve((*row, *(clip(more, chunk) if chunk.cells else more)), text)
        if self._stays:
            plain = (one.plain or text[one.start : one.end] for one in row)
            row = tuple(
                one for one, said in zip(row, plain, strict=True) if self._mints.settled(said, one).kind not in self._stays
            )
        if not row:
            return Hidden(text, tuple(text[cell.start : cell.end] for cell in chunk.cells)), row
        puts = self._puts(chunk, row)
        cells = _cells(chunk, puts)
        if not chunk.escape or not cells:
            return Hidden(_put(text, 0, len(text), puts), cells), row
        return _fenced(chunk, cells), row

    def _puts(self, chunk: Chunk, row: Row) -> list[Put]:
        """What is put where: surrogates, and behind them Korean particles that agree with them, as in live traffic."""
        text, out = chunk.text, list[Put]()
        korean = not text.isascii()
        for nth, finding in enumerate(row):
            start, end = finding.start, finding.end
            name = self._name(finding, raw := text[start:end])
            out.append((start, end, self._fitting(chunk, finding, name, raw) if chunk.escape else name))
            if korean and not finding.form and (self._styles.get(finding.kind) or self._style) == "natural":
                begin, stop, other = turned(text, end, raw, name)
                if other and stop <= self._until(chunk, row, nth):
                    out.append((begin, stop, other))
        return out

    @staticmethod
    def _until(chunk: Chunk, row: Row, nth: int) -> int:
        """How far what stands behind a finding may be changed: to the next one, within its cell."""
        until = row[nth + 1].start if nth + 1 < len(row) else len(chunk.text)
        if not chunk.cells:
            return until
        at = bisect_right(chunk.cells, row[nth].start, key=lambda cell: cell.start) - 1
        return min(until, chunk.cells[at].end)

    def _stays_too(self, finding: Finding, text: str) -> bool:
        """Whether it was guessed to be a name here, and may stay as what it is."""
        return finding.family == "person" and fold(finding.plain or text[finding.start : finding.end]) in self._book.left

    def _fitting(self, chunk: Chunk, finding: Finding, name: str, raw: str) -> str:
        """A surrogate as it may stand in a quoted value; what stands there is what comes back."""
        at = bisect_right(chunk.cells, finding.start, key=lambda cell: cell.start) - 1
        before = chunk.text[chunk.cells[at].start - 1 : chunk.cells[at].start] if at >= 0 else ""
        if before not in ('"', "'"):
            return name
        written = fenced(chunk.escape, name, before)
        if written != name:
            self.entries.pop(name, None)
            self.entries[written] = Entry(written, raw, "carrier", finding.entity)
        return written

    def _more(self, text: str, row: Row) -> list[Finding]:
        """What was found anywhere in the corpus and stands here, where no finding covers it."""
        view = View(text)
        spans = [(finding.start, finding.end) for finding in row]
        starts = [start for start, _ in spans]
        out: list[Finding] = []
        for value in self._standing(view, starts, spans):
            for place in occurrences(value, view):
                # Among thousands of values two lines' words meet by chance: the end of one and `re` of `return` in the next.
                chance = "wrapped" in place.form and (len(value) < FREE or value.isalpha())
                if not chance and not _covered(starts, spans, place.start, place.end):
                    out.append(again(self._book.values[value].finding(), place, value)._replace(why=ELSEWHERE))
        return out

    def _refers(self, text: str, start: int, end: int) -> bool:
        """Whether a single word names a file or folder of the corpus."""
        return text[start:end].lower() in self._book.modules and alike.refers(text, start, end)

    def _parts(self, name: str) -> Iterable[tuple[alike.Place, Finding]]:
        """What is hidden in a name: asked of every word of the corpus, so it is made ready once."""
        return self._names.get(name, ())

    def _standing(self, view: View, starts: Sequence[int], spans: Sequence[tuple[int, int]]) -> Iterable[str]:
        """Values that stand somewhere in a text where no span covers them, on word boundaries or not."""
        if self._values is None:
            return ()
        find = self._values.find_overlapping
        standing: dict[str, None] = {}
        low, at = view.lowered, 0
        for start, end, _ in find(low):
            while at < len(spans) and spans[at][1] < end:
                at += 1
            if at == len(spans) or spans[at][0] > start:
                standing[low[start:end]] = None
        for other in view.others:
            for start, end, _ in find(other.lowered):
                back = other.back(start, end)
                # What stands in another view as it stands in the text was seen in the text.
                if back is not None and back[2] and not _covered(starts, spans, back[0], back[1]):
                    standing[other.lowered[start:end]] = None
        for _, inner in view.blob_views:
            standing |= dict.fromkeys(inner.everything[start:end] for start, end, _ in find(inner.everything))
        return standing

    def _name(self, finding: Finding, raw: str) -> str:
        """What stands in for a finding, in the disguise of its original."""
        style = self._styles.get(finding.kind) or self._style
        if style == "keep":
            return raw
        if not finding.form:
            return self._surrogate(finding, raw, style)
        if finding.inner:
            plain, at = finding.plain, 0
            pieces: list[str] = []
            for inner in finding.inner:
                pieces += (plain[at : inner.start], self._name(inner, plain[inner.start : inner.end]))
                at = inner.end
            name = "".join((*pieces, plain[at:]))
        else:
            name = self._surrogate(finding, finding.plain, style)
        written = views.encode(finding.form, name, raw)
        if style in ("natural", "tag"):
            self.entries[written] = Entry(written, raw, "carrier", finding.entity)
        return written

    def _surrogate(self, finding: Finding, plain: str, style: str) -> str:
        finding = self._mints.settled(plain, finding)
        key = (finding.family, finding.entity, plain, finding.part, style)
        done = self._done.get(key)
        if done is None:
            family(finding.family)
            minter = self._mints.minter(finding, plain)
            name = minter.surrogate(finding, plain, style)
            done = self._done[key] = (name, minter.entry(name))
        if done[1] is not None:
            self.entries[done[0]] = done[1]
        return done[0]


def _covered(starts: Sequence[int], spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a span lies in one of others, which are in order."""
    at = bisect_right(starts, start) - 1
    return at >= 0 and end <= spans[at][1]


def _by_chance(finding: Finding, chunk: Chunk, cells: Sequence[int], measures: Container[str]) -> bool:
    """Whether a number stands in a column of amounts."""
    at = bisect_right(cells, finding.start) - 1
    return at >= 0 and chunk.cells[at].column in measures and chunk.text[finding.start : finding.end].isdigit()


def _fenced(chunk: Chunk, cells: Sequence[str]) -> Hidden:
    """A chunk whose values are written so that what holds them stays whole."""
    text, at = chunk.text, 0
    out: list[str] = []
    pieces: list[str] = []
    for cell, new in zip(chunk.cells, cells, strict=True):
        before = text[cell.start : cell.end]
        fit = new if new == before else fenced(chunk.escape, new, text[cell.start - 1 : cell.start])
        out.append(fit)
        pieces += (text[at : cell.start], fit)
        at = cell.end
    pieces.append(text[at:])
    return Hidden("".join(pieces), tuple(out))


def _put(text: str, start: int, end: int, puts: Iterable[Put]) -> str:
    """A span of a text with what is put into it."""
    said: list[str] = []
    for first, last, new in puts:
        said += (text[start:first], new)
        start = last
    return "".join((*said, text[start:end]))


def _cells(chunk: Chunk, puts: Sequence[Put]) -> tuple[str, ...]:
    """What each cell became: what is put somewhere lies within a cell."""
    out: list[str] = []
    at = 0
    for cell in chunk.cells:
        while at < len(puts) and puts[at][1] <= cell.start:
            at += 1
        first = at
        while at < len(puts) and puts[at][0] < cell.end:
            at += 1
        out.append(_put(chunk.text, cell.start, cell.end, puts[first:at]))
    return tuple(out)
