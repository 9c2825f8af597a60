"""The one learnt decision: finders propose, this disposes.

    Decision.load(…).settle(text, proposals) -> findings

1. What needs no judgement stays: a key's form, a checksum in its context, a listed word that is no public word.
2. Everything else in the text is judged word by word by two passes of boosted trees; the second sees the first one's verdict
   on the neighbours, on the line, on the column and on the same word elsewhere. How sure the trees must be depends on what is
   lost: an opaque code may be replaced for nothing, an unknown word cheaply, a public word dearly.
3. A proposal stands where any of its words is to be hidden. A word that is to be hidden and that no proposal covers becomes a
   finding of its own, of the kind that a third, small ensemble sees in it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import NamedTuple, Self

import numpy as np
import numpy.typing as npt

from garim.detect.decide.features import LISTED, PRIORS, Text, text_of
from garim.detect.decide.trees import Floats, Trees
from garim.detect.decide.words import COUNT, DIGITS, KNOWN, LATIN, NUMBER, NUMBERS, STRANGE, UNKNOWN, Words
from garim.detect.lexicon.read import DOUBT
from garim.detect.public.table import Table
from garim.detect.words import generic
from garim.errors import BadSettings
from garim.values import Finding

FILE = "decision.npz"
PIECE = 12_000
"""Characters that are judged together; a longer text is cut at a line's end."""
PATTERNS, COLUMNS, LEXICON, NAMES = range(4)
"""Places of the sources in features.SOURCES."""
CERTAIN = 70
"""Rank from which a pattern with a checksum or a form of its own needs no judgement; a secret never does."""
CHECKED = frozenset(("card", "rrn", "iban", "email"))
"""Families of such patterns: an address or a number of another sort may be a version or an amount."""
SURE, LIKELY = 50, 39
"""Ranks of what was judged: an unknown word is the same thing wherever it stands, an ordinary one is judged each time."""
KINDS = ("word", "person", "place", "code")
"""What the third ensemble tells apart."""


MANY, MANY_WORD = 60, 20
"""Families that use a part of identifiers from which it is ordinary; of a dictionary word."""
UUID = 32
"""Characters from which on a unit is one id, whatever is seen inside it."""
OPAQUE = 5
"""Digits from which on a number may name something."""


class Limits(NamedTuple):
    """How sure the trees must be, by what would be lost."""

    opaque: float
    number: float
    unknown: float
    public: float
    listed: float


class Decision:
    """Boosted trees with their words and limits. Safe to share between threads."""

    def __init__(self, first: Trees, second: Trees, kinds: Trees, priors: Floats, limits: Limits, words: Words) -> None:
        """Parts as `load` reads them."""
        self._first, self._second, self._kinds, self._priors, self.limits, self._words = (
            first,
            second,
            kinds,
            priors,
            limits,
            words,
        )

    def __repr__(self) -> str:
        return f"Decision({len(self._first.asked)} + {len(self._second.asked)} trees)"

    @classmethod
    def load(cls, blob: bytes, table: Table) -> Self:
        """What `training/decide` wrote.

        Raises:
            BadSettings: It is damaged or of another version; nothing was loaded.
        """
        try:
            arrays = dict(np.load(io.BytesIO(blob), allow_pickle=False))
            priors = arrays["priors"].astype(np.float32)
            if len(priors) != sum(PRIORS):
                raise ValueError("another version")
            limits = Limits(*(float(x) for x in arrays["limits"]))
            trees = [Trees.read(arrays, name) for name in ("first", "second", "kinds")]
        except Exception as error:
            # A damaged file shows in many ways: numpy, zipfile and zlib each have errors of their own.
            raise BadSettings(f"the learnt decision is damaged ({type(error).__name__})", hint="reinstall Garim") from None
        return cls(trees[0], trees[1], trees[2], priors, limits, Words(table))

    @classmethod
    def installed(cls) -> Self:
        """The decision that comes with Garim.

        Raises:
            BadSettings: Its file or the public table is missing or damaged; nothing was loaded.
        """
        path = files("garim.detect.decide") / "data" / FILE
        try:
            blob = path.read_bytes()
        except OSError as error:
            raise BadSettings(f"the learnt decision cannot be read ({error.strerror})", hint="reinstall Garim") from None
        return cls.load(blob, Table.open())

    def settle(self, text: str, proposals: Sequence[tuple[int, Finding]]) -> list[Finding]:
        """The findings that stand, and those that no finder proposed; they may overlap.

        Args:
            text: A view's text.
            proposals: Source (its place in features.SOURCES) and finding.
        """
        out: list[Finding] = []
        for start, end in _pieces(text):
            mine = (
                [(s, _moved(f, -start)) for s, f in proposals if start <= f.start < end] if end - start < len(text) else proposals
            )
            piece = text[start:end] if end - start < len(text) else text
            out += [_moved(f, start) for f in self._settle(piece, mine)] if start else self._settle(piece, mine)
        return out

    def _settle(self, text: str, proposals: Sequence[tuple[int, Finding]]) -> list[Finding]:
        seen = text_of(text, proposals, self._words)
        if seen is None:
            return [f for _, f in proposals if f.rank > DOUBT]
        standing: list[tuple[int, Finding]] = []
        chances, rows, looked = self._chances(seen)
        hidden = chances > limits_of(seen, self.limits)
        spare = _spare(seen, hidden)
        starts, ends = seen.units.starts, seen.units.ends
        strange = (seen.facts.numbers[:, STRANGE] > 0) | (seen.facts.numbers[:, UNKNOWN] > 0)
        for source, finding in proposals:
            a, b = int(np.searchsorted(ends, finding.start, "right")), int(np.searchsorted(starts, finding.end, "left"))
            if source != LEXICON and b == a + 1 and _inside(finding, int(starts[a]), int(ends[a])):
                continue  # a piece of an id: the whole of it is judged
            if a == b and finding.rank > DOUBT or hidden[a:b].any() or is_certain(source, finding, strange[a:b]):
                standing += [(source, part) for part in _own_parts(text, seen, finding, range(a, b), spare, source)]
        listed = [f for s, f in standing if s == LEXICON]
        kept = [f for s, f in standing if s != NAMES or not any(f.start < g.end and g.start < f.end for g in listed)]
        return _one_person([*kept, *self._unproposed(text, seen, hidden & ~spare, kept, rows, looked)])

    def _chances(self, seen: Text) -> tuple[Floats, npt.NDArray[np.int32], Floats]:
        """Of every unit; the units in doubt and what the second pass saw of them."""
        chances = np.zeros(len(seen.units.words), np.float32)
        rows = seen.doubtful()
        if not len(rows):
            return chances, rows, np.zeros((0, 0), np.float32)
        looked = seen.first(rows, self._priors)
        chances[rows] = self._first.chance(looked)
        looked = seen.second(rows, looked, chances)
        chances[rows] = self._second.chance(looked)
        return chances, rows, looked

    def _unproposed(
        self,
        text: str,
        seen: Text,
        hidden: npt.NDArray[np.bool_],
        kept: Sequence[Finding],
        rows: npt.NDArray[np.int32],
        looked: Floats,
    ) -> Iterator[Finding]:
        """Findings of the words that are to be hidden and that nothing covers."""
        starts, ends = seen.units.starts, seen.units.ends
        covered = np.zeros(len(starts), bool)
        for finding in kept:
            a, b = int(np.searchsorted(ends, finding.start, "right")), int(np.searchsorted(starts, finding.end, "left"))
            covered[a:b] |= (starts[a:b] >= finding.start) & (starts[a:b] + 1 <= finding.end)
        places = np.flatnonzero((hidden & ~covered)[rows])
        if not len(places):
            return
        kinds = self._kinds.raw(looked[places]).argmax(axis=1)
        strange = seen.facts.numbers[:, UNKNOWN] > 0
        for place, kind in zip(places.tolist(), kinds.tolist(), strict=True):
            unit = int(rows[place])
            start = int(starts[unit])
            stem = seen.facts.stems[unit]
            found = _named(text, start, start + stem, KINDS[kind], bool(strange[unit]))
            if found:
                yield found


def limits_of(seen: Text, limits: Limits) -> Floats:
    """How sure the trees must be of each unit."""
    own = seen.facts.numbers
    strange = own[:, UNKNOWN] > 0
    number = (own[:, NUMBER] > 0) & (own[:, COUNT] >= OPAQUE / 4)
    listed = seen.base[:, NUMBERS + LISTED] > 0
    words = np.where(
        strange, np.where((own[:, DIGITS] > 0) & (own[:, STRANGE] > 0), limits.opaque, limits.unknown), limits.public
    )
    out: Floats = np.where(number, limits.number, words).astype(np.float32)
    for unit in np.flatnonzero(own[:, NUMBER] > 0).tolist():
        if seen.units.words[unit].count(".") > 1:
            out[unit] = limits.public  # an address or a version: both are common
    return np.where(listed, np.minimum(out, limits.listed), out)


def _inside(finding: Finding, start: int, end: int) -> bool:
    """Whether a name was seen inside a unit that is longer on either side and is no word."""
    return finding.family == "stem" and end - start > finding.end - finding.start and end - start >= UUID


def _own_parts(
    text: str, seen: Text, finding: Finding, units: range, spare: npt.NDArray[np.bool_], source: int
) -> Iterator[Finding]:
    """A name of several parts without its ordinary ones, so that it reads alike whether a pattern saw it or not."""
    kept = [unit for unit in units if not spare[unit]]
    if source == LEXICON or finding.family != "stem" or not kept or len(kept) == len(units) or finding.form:
        yield finding
        return
    for unit in kept:
        start, end = max(int(seen.units.starts[unit]), finding.start), min(int(seen.units.ends[unit]), finding.end)
        if start < end:
            yield finding._replace(start=start, end=end, entity=text[start:end].lower())


def _spare(seen: Text, hidden: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Ordinary parts of a name that something else in it gives away: prd and db of `velmora-prd-db01` say what, not whose."""
    own, chain = seen.facts.numbers, seen.units.chain
    many, word = np.log1p(MANY), np.log1p(MANY_WORD)
    uses = own[:, KNOWN + 2]
    ordinary = (own[:, LATIN] > 0) & ((uses >= many) | ((own[:, KNOWN + 4] > 0) & (uses >= word)))
    for unit in np.flatnonzero(hidden & ~ordinary).tolist():
        ordinary[unit] = generic(seen.facts.same[unit])
    told = np.zeros(int(chain.max()) + 1, bool)
    told[chain[hidden & ~ordinary]] = True
    out: npt.NDArray[np.bool_] = ordinary & told[chain] & (seen.base[:, NUMBERS + LISTED] == 0)
    return out


def is_certain(source: int, finding: Finding, strange: npt.NDArray[np.bool_]) -> bool:
    """Whether a proposal needs no judgement.

    Args:
        source: Its place in features.SOURCES.
        finding: The proposal.
        strange: Of each of its units, whether nothing public has it.
    """
    if finding.family == "secret":
        return True
    if source == PATTERNS:
        if finding.family == "rrn" and finding.entity.isdigit() and finding.end - finding.start == len(finding.entity):
            return False  # thirteen digits in a row may be a time in milliseconds
        return finding.family in CHECKED and finding.rank >= CERTAIN
    return source == LEXICON and finding.rank > DOUBT and bool(strange.any())


def _named(text: str, start: int, end: int, kind: str, strange: bool) -> Finding | None:
    """A finding of a word of that kind; None for a single letter, which cannot come back."""
    surface = text[start:end]
    if len(surface) < 2:
        return None
    rank = SURE if strange else LIKELY
    digits = sum(c.isdigit() for c in surface)
    if digits and (kind == "code" or len(surface.rstrip("0123456789")) < 4 or not surface.rstrip("0123456789").isalpha()):
        return Finding(start, end, "unknown_code", "code", surface, "an id that nothing public has", rank=rank)
    if digits:
        end -= len(surface) - len(surface.rstrip("0123456789"))
        surface = text[start:end]
    if kind == "person" and not ("A" <= surface[:1] <= "z" and surface.islower() and len(surface) < 3):
        part = "full" if len(surface) == 3 and "가" <= surface[0] <= "힣" else "given"
        return Finding(start, end, "person", "person", surface, "a name, by all that the text shows", part=part, rank=rank)
    why = "a word that nothing public has" if strange else "a word that stands for something of the company here"
    return Finding(start, end, "place" if kind == "place" else "unknown", "stem", surface.lower(), why, rank=rank)


def _one_person(findings: list[Finding]) -> list[Finding]:
    """A given name alone is the person whose full name stands in the text, where that is one."""
    owners: dict[str, set[str]] = {}
    for finding in findings:
        if finding.kind == "person" and finding.part in ("full", ""):
            name = finding.entity
            for short in (
                (name[-2:],) if len(name) == 3 and "가" <= name[0] <= "힣" else (name.split()[0],) if " " in name else ()
            ):
                owners.setdefault(short.lower(), set()).add(name)
    if not owners:
        return findings
    return [
        f._replace(entity=next(iter(owners[f.entity.lower()])))
        if f.kind == "person" and f.part == "given" and len(owners.get(f.entity.lower(), ())) == 1
        else f
        for f in findings
    ]


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Pieces of a long text, cut at a line's end where there is one; no word is cut where a blank is near."""
    start = 0
    while len(text) - start > PIECE:
        end = text.rfind("\n", start + PIECE // 2, start + PIECE) + 1
        end = end or text.rfind(" ", start + PIECE // 2, start + PIECE) + 1 or start + PIECE
        yield start, end
        start = end
    yield start, len(text)


def _moved(finding: Finding, by: int) -> Finding:
    return finding._replace(start=finding.start + by, end=finding.end + by)
