"""Chunks → findings: the same finders as live traffic, and a column judged as a column.

    Finder(detector, keeps).row(chunk, verdicts) -> what is to be hidden in it, within its cells

What all values of a column are is told once, by its header and a sample of its values (`verdicts`). Its values are then
hidden whole, as that, whether a finder would have seen each of them or not; nothing else in it is guessed.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping, Sequence

import orjson

from garim.bulk.values import Cell, Chunk, Row, Verdict
from garim.detect.columns.meanings import meaning
from garim.detect.decide.features import LEXICON
from garim.detect.lexicon.read import DOUBT
from garim.detect.scan import Detector
from garim.families import family
from garim.text.overlap import resolve, rest
from garim.text.views import View
from garim.values import Finding

ROWS = 80
"""Rows of a sample that are read."""
WIDE = 120
"""Characters of a value in a sample."""
FEWEST = 3
"""Values that a verdict needs."""
MOST = 0.5
"""Share of a column's values that must be of one kind."""
SHAPED = 0.8
"""Share of them that must have the shape of what the column's name says."""
WHOLE = 0.8
"""Share of a value's letters and digits that one finding must cover."""
SAME = "all of its column is of this kind"
PLAIN = Verdict("", "")
MEASURE = Verdict("", "", "measure")
"""Amounts, counts, measures: a number in such a column that equals somebody's id does so by chance."""
GUESS = Verdict("unknown_code", "code", rank=50)
"""What the decision says of a number that it cannot tell from an id."""
LENGTHS = 3
"""Lengths that numbers of one column have from which on they are no ids."""
LONGEST = 200
"""Characters of a value that is judged with its column; a longer one is read."""
OPEN = frozenset(("unknown", "place", "word"))
"""Kinds that are told word by word, not of a whole column."""
_PLAIN = re.compile(
    r"[-+]?\d{1,7}(?:[.,]\d{1,12})?|\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?|"
    r"(?i:true|false|null|none|nan|[yn]|\\N)?"
)
_FRACTION = re.compile(r"-?\d+(?:\.\d+(?:[eE][-+]?\d+)?|[eE][-+]?\d+)")
_SAYS = re.compile(r"[^\W_]")
_NOTHING = frozenset(("", "null", "none", "nan", "n/a", "na", "\\n", "-", "true", "false", "없음", "미상"))

Verdicts = Mapping[str, Verdict]


class Finder:
    """What a worker finds with."""

    def __init__(self, detector: Detector, keeps: Callable[[Finding], bool] = lambda finding: False) -> None:
        """
        Args:
            detector: The company's; one that keeps no results, for no text comes twice.
            keeps: Tells of a finding whether it stays: what policy lets through, or what the model in the house may know.
        """
        self._detector, self.keeps = detector, keeps
        finders = [finder for source, finder in detector.sources if source == LEXICON]
        self._list = finders[0] if finders and detector.judges else None

    def row(self, chunk: Chunk, verdicts: Verdicts) -> Row:
        """What is to be hidden in a chunk, as `all` without what stays.

        Raises:
            Broken: A finder failed. Nothing was written.
        """
        return tuple(finding for finding in self.all(chunk, verdicts) if not self.keeps(finding))

    def all(self, chunk: Chunk, verdicts: Verdicts) -> Row:
        """What stands in a chunk: in order, not overlapping, inside of its cells.

        Raises:
            Broken: A finder failed. Nothing was written.
        """
        if chunk.most and not any(verdicts.get(cell.column, PLAIN).family for cell in chunk.cells[:1]):
            return ()  # whole numbers that nothing says are somebody's
        judged: list[Finding] = []
        skipped: list[Cell] = []
        for cell in chunk.cells if verdicts else ():
            verdict = verdicts.get(cell.column)
            value = chunk.text[cell.start : cell.end]
            if verdict is None or not fits(verdict, value):
                continue
            if not verdict.family:
                skipped.append(cell)
            elif (finding := _judged(verdict, cell, value, chunk.escape)) is not None:
                judged.append(finding)
                skipped.append(cell)
        text, places = _without(chunk, skipped)
        found = list(self._found(text, places, len(chunk.context)))
        if chunk.escape == "json":
            found = [finding for finding in found if not _is_measure(finding, chunk.text)]
        clipped = clip(found, chunk, {cell.start for cell in skipped}) if chunk.cells else found
        return resolve((*clipped, *judged), chunk.text) if judged else tuple(clipped)

    def _found(self, text: str, places: Sequence[tuple[int, int]], context: int) -> Iterator[Finding]:
        """What stands in a text from which cells were taken, at its place in the chunk."""
        if not _SAYS.search(text, context):
            return
        starts = [start for start, _ in places]
        for finding in self._all(text):
            if finding.end <= context:
                continue
            first = bisect_right(starts, finding.start) - 1
            shift = places[first][1] - context
            last = bisect_left(starts, finding.end, first + 1) - 1
            behind = places[last][1] - context
            if finding.start >= context:
                yield finding._replace(start=finding.start + shift, end=finding.end + behind) if shift or behind else finding

    def _all(self, text: str) -> Sequence[Finding]:
        """What stands in a text. The company's list is law here: what leaves the house as a file leaves for good, so that a
        listed word is not left standing because a sentence reads as if it were an ordinary one."""
        found = self._detector.scan(text)
        if self._list is None:
            return found
        listed = [one for one in self._list.find(View(text), "").findings if one.rank > DOUBT]
        starts, ends = [one.start for one in found], [one.end for one in found]
        more = [one for one in listed if not (at := bisect_right(starts, one.start)) or ends[at - 1] < one.end]
        return resolve((*found, *more), text) if more else found

    def verdicts(self, sample: Mapping[str, Sequence[str]]) -> dict[str, Verdict]:
        """What all values of each column are, where that is one thing.

        Args:
            sample: Column → its first values.
        """
        columns = [name for name, values in sample.items() if name and any(values)]
        if not columns:
            return {}
        text, cells = _table(columns, sample)
        votes: dict[str, Counter[Verdict]] = {name: Counter() for name in columns}
        touched: set[str] = set()
        starts = [cell.start for cell in cells]
        for finding in self._detector.scan(text):
            at = bisect_right(starts, finding.start) - 1
            if at < 0 or finding.end > cells[at].end or finding.form:
                continue
            cell = cells[at]
            touched.add(cell.column)
            inside = sum(map(str.isalnum, text[finding.start : finding.end]))
            if inside >= WHOLE * sum(map(str.isalnum, text[cell.start : cell.end])) and finding.kind not in OPEN:
                guess = finding.kind == GUESS.kind
                votes[cell.column][GUESS if guess else Verdict(finding.kind, finding.family, finding.part, finding.rank)] += 1
        filled = Counter(cell.column for cell in cells if text[cell.start : cell.end].lower() not in _NOTHING)
        out = {}
        for name in columns:
            if (named := _named(name, sample[name])) is not None:
                out[name] = named
            elif set(votes[name]) <= {GUESS} and _measures(sample[name]):
                out[name] = MEASURE
            elif (verdict := _elected(votes[name], filled[name])) is not None:
                out[name] = verdict
            elif name not in touched and _is_plain(sample[name]):
                out[name] = PLAIN
        return {name: verdict for name, verdict in out.items() if not self._keeps_all(verdict)}

    def _keeps_all(self, verdict: Verdict) -> bool:
        return bool(verdict.family) and self.keeps(Finding(0, 1, verdict.kind, verdict.family, "", ""))


def _named(name: str, values: Sequence[str]) -> Verdict | None:
    """What a column's name says that its values are, where most of them have that shape."""
    rule = meaning(name.rpartition(".")[2])
    if rule is None:
        return None
    filled = [value.strip(" \"'") for value in values if value.strip(" \"'").lower() not in _NOTHING]
    shaped = [value for value in filled if rule.span(value) == (0, len(value))]
    if len(filled) < FEWEST or len(shaped) < SHAPED * len(filled):
        return None
    return Verdict(rule.kind, rule.family, rule.part, max(rule.rank, 58))


def _is_plain(values: Sequence[str]) -> bool:
    return all(_PLAIN.fullmatch(value.strip()) for value in values)


def _measures(values: Sequence[str]) -> bool:
    """Whether numbers are amounts, counts or measures: they have fractions or are of many lengths, as ids are not."""
    lengths = {len(value.strip().partition(".")[0]) for value in values}
    return _is_plain(values) and (len(lengths) >= LENGTHS or any("." in value for value in values))


def measures(verdicts: Verdicts) -> frozenset[str]:
    """Columns of amounts, counts and measures."""
    return frozenset(name for name, verdict in verdicts.items() if verdict == MEASURE)


def _table(columns: Sequence[str], sample: Mapping[str, Sequence[str]]) -> tuple[str, list[Cell]]:
    """A sample as one text with its headers, and where its values stand."""
    rows = min(ROWS, max(len(sample[name]) for name in columns))
    pieces = ["\t".join(" ".join(name.split()) for name in columns), "\n"]
    cells, at = [], sum(map(len, pieces))
    for row in range(rows):
        for number, name in enumerate(columns):
            values = sample[name]
            # Spread over what was sampled: the first rows of a dump are often the test data.
            value = " ".join(values[row * len(values) // rows].split())[:WIDE] if values else ""
            cells.append(Cell(at, at + len(value), name))
            pieces += (value, "\n" if number == len(columns) - 1 else "\t")
            at += len(value) + 1
    return "".join(pieces), cells


def _elected(votes: Counter[Verdict], filled: int) -> Verdict | None:
    """The verdict on a column; None where its values are not of one kind."""
    kinds: Counter[tuple[str, str]] = Counter()
    for verdict, count in votes.items():
        kinds[verdict.kind, verdict.family] += count
    if not kinds or filled < FEWEST:
        return None
    (kind, of), count = min(kinds.items(), key=lambda item: (-item[1], item[0]))
    if count < MOST * filled:
        return None
    rank = max(verdict.rank for verdict in votes if verdict.kind == kind)
    # A column of names holds full names unless most of what was seen is another part.
    parts = Counter({v.part: c for v, c in votes.items() if (v.kind, v.family) == (kind, of)})
    return Verdict(kind, of, min(parts.items(), key=lambda item: (-item[1], item[0]))[0], max(rank, 58))


def fits(verdict: Verdict, value: str) -> bool:
    """Whether a value may be judged with its column: one line, of a length that such values have."""
    if not verdict.family:
        return _PLAIN.fullmatch(value.strip()) is not None
    return len(value) <= LONGEST and "\n" not in value


def _is_measure(finding: Finding, text: str) -> bool:
    """Whether what was guessed to be an id is a JSON number with a fraction or an exponent: no id has one."""
    if finding.kind != GUESS.kind or text[finding.start - 1 : finding.start] == '"':
        return False
    said = text[finding.start : finding.end]
    return _FRACTION.fullmatch(said) is not None


def _judged(verdict: Verdict, cell: Cell, value: str, escape: str) -> Finding | None:
    """A value as what its column is; None where it says nothing, or is escaped in a way that is read."""
    inner = value.strip(" \t" if escape else " \t'\"")
    if inner.lower() in _NOTHING or len(inner) < 2 or not any(map(str.isalnum, inner)):
        return None
    start = cell.start + value.index(inner)
    plain, form = inner, ""
    named = inner
    if escape == "json" and "\\" in inner:
        try:
            plain, form = orjson.loads(f'"{inner}"'), "json"
        except orjson.JSONDecodeError:
            return None
        named = plain
    elif escape.startswith("csv"):
        named = inner.replace('""', '"')
    elif escape == "sql":
        named = inner.replace("''", "'")
    entity = family(verdict.family).canonical(named) or named
    return Finding(
        start,
        start + len(inner),
        verdict.kind,
        verdict.family,
        entity.lower() if verdict.family == "stem" else entity,
        SAME,
        form,
        plain if form else "",
        verdict.part,
        verdict.rank,
    )


def _without(chunk: Chunk, skipped: Sequence[Cell]) -> tuple[str, list[tuple[int, int]]]:
    """Context and text of a chunk without some of its cells, and (place, shift) from where on places are so far behind."""
    text = chunk.context + chunk.text
    places = [(0, 0)]
    if not skipped:
        return text, places
    base, at, out, length = len(chunk.context), 0, [], 0
    for cell in skipped:
        if cell.end > cell.start:
            out.append(text[at : base + cell.start])
            length += base + cell.start - at
            at = base + cell.end
            places.append((length, at - length))
    out.append(text[at:])
    return "".join(out), places


def clip(found: Sequence[Finding], chunk: Chunk, done: Container[int] = ()) -> list[Finding]:
    """What of findings lies in cells: one that runs over a cell's end becomes the words of it in each.

    Args:
        done: Starts of cells that are judged already.
    """
    out: list[Finding] = []
    starts = [cell.start for cell in chunk.cells]
    for finding in found:
        at = max(0, bisect_right(starts, finding.start) - 1)
        cell = chunk.cells[at]
        if cell.start <= finding.start and finding.end <= cell.end:
            out.append(finding)
            continue
        while at < len(chunk.cells) and chunk.cells[at].start < finding.end:
            cell = chunk.cells[at]
            start, end = max(cell.start, finding.start), min(cell.end, finding.end)
            if start < end and cell.start not in done:
                out += rest(finding, start, end, chunk.text)
            at += 1
    return out
