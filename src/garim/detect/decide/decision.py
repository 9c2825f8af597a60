"""The one learnt decision: finders propose, this disposes.

    Decision.load(…).settle(text, proposals) -> findings

1. What needs no judgement stays: a key's form, a checksum in its context, a listed word that is no public word.
2. Everything else in the text is judged word by word by two passes of boosted trees; the second sees the first one's verdict
   on the neighbours, on the line, on the column and on the same word elsewhere. How sure the trees must be depends on what is
   lost: an opaque code may be replaced for nothing, an unknown word cheaply, a public word dearly; and on the whole text: what
   hardly speaks of a company is changed only where it is sure.
3. A proposal stands where any of its words is to be hidden. A word that is to be hidden and that no proposal covers becomes a
   finding of its own, of the kind that a small ensemble of its own sees in it.
"""

from __future__ import annotations

import io
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from itertools import accumulate
from typing import NamedTuple, Self

import numpy as np
import numpy.typing as npt

from garim.detect.decide.features import LISTED, PRIORS, Text, text_of
from garim.detect.decide.trees import Floats, Trees
from garim.detect.decide.words import COUNT, DIGITS, DOTTED, KNOWN, LATIN, NUMBER, NUMBERS, OWN, STEM, STRANGE, Words
from garim.detect.lexicon.modes import SURE as ALWAYS
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
CHECKED = {
    "card": CERTAIN, "rrn": CERTAIN, "iban": CERTAIN, "email": CERTAIN, "phone": 60,
    "address": 58, "date": 58, "plate": 60, "code": 54,
}  # fmt: skip
"""Families of such patterns and the rank from which they were right 99 times of 100 in labelled texts; an address of the network
or a number of another sort may be a version or an amount."""
PRIVATE = re.compile(r"10\.\d{1,3}\.|172\.(?:1[6-9]|2\d|3[01])\.|192\.168\.(?![01]\.1\b)")
"""Addresses of a network of one's own (RFC 1918): no version looks like them."""
MILLISECONDS = (10**12, 22 * 10**11)
"""Since 1970: 2001 to 2039."""
MOMENT = 0.8
"""How sure the trees must be that such a time is something else."""
NAMED = 66
"""Rank from which the rules of names are as sure of a person: with a title, in a greeting, under a role."""
SAID, GUESSED = 58, frozenset(("record_id", "login_id"))
"""Rank from which what a key or column says of its value is so (of 1,100 in labelled texts two were wrong), but for plain ids."""
COMPOSED = 80
"""Rank from which a listed name of several parts needs no judgement either."""
WORDLY = frozenset(("stem", "person"))
"""Families whose members may be ordinary words: a listed host, network, mail address, id or ticket never is."""
LIKELY_OWN, DOUBLY = 1.0, 2.0
"""Log odds from which a text speaks of a company, and how much each below that counts; chosen on companies left out."""
SENTENCES = 40
"""Words that show in what sense a listed one is used."""
SURE, LIKELY = 50, 39
"""Ranks of what was judged: an unknown word is the same thing wherever it stands, an ordinary one is judged each time."""
KINDS = ("word", "person", "place", "code")
"""What the third ensemble tells apart."""


MANY, MANY_WORD = 60, 20
"""Families that use a part of identifiers from which it is ordinary; of a dictionary word."""
UUID = 32
"""Characters from which on a unit is one id, whatever is seen inside it."""
WIDE, NAMELIKE = np.log1p(20), 3.6 / 4
"""Families from which very many use a word, as a logarithm; frequency (Zipf / 4) from which a name is a word of every day."""
LONG = 9
"""Digits from which on a number is hardly an amount."""
OPAQUE = 5
"""Digits from which on a number may name something."""


class Limits(NamedTuple):
    """How sure the trees must be, by what would be lost."""

    opaque: float
    """Letters and digits that nothing public has: another of the same shape serves as well."""
    long: float
    """A number of nine digits and more: no amount, and a time only where it looks like one."""
    number: float
    """Of five to eight."""
    unknown: float
    """A word that nothing public has."""
    name: float
    """A given name or surname that is no ordinary word."""
    public: float
    wide: float
    """A word or identifier that very many use."""
    listed: float


class Decision:
    """Boosted trees with their words and limits. Safe to share between threads."""

    def __init__(self, trees: Mapping[str, Trees], priors: Floats, limits: Limits, words: Words) -> None:
        """Parts as `load` reads them."""
        self._trees, self._priors, self.limits, self._words = trees, priors, limits, words

    def __repr__(self) -> str:
        return f"Decision({' + '.join(str(trees.asked.shape[1]) for trees in self._trees.values())} trees)"

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
            trees = {name: Trees.read(arrays, name) for name in ("first", "second", "whole", "kinds")}
        except Exception as error:
            # A damaged file shows in many ways: numpy, zipfile and zlib each have errors of their own.
            raise BadSettings(f"the learnt decision is damaged ({type(error).__name__})", hint="reinstall Garim") from None
        return cls(trees, priors, limits, Words(table))

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
        if len(text) <= PIECE:
            return self._settle(text, proposals)
        pieces = list(_pieces(text))
        starts, mine = [start for start, _ in pieces], [list[tuple[int, Finding]]() for _ in pieces]
        for source, finding in proposals:
            at = bisect_right(starts, finding.start) - 1
            mine[at].append((source, _moved(finding, -starts[at])))
        return [
            _moved(finding, start)
            for (start, end), few in zip(pieces, mine, strict=True)
            for finding in self._settle(text[start:end], few)
        ]

    def _settle(self, text: str, proposals: Sequence[tuple[int, Finding]]) -> list[Finding]:
        seen = text_of(text, proposals, self._words)
        if seen is None:
            return [f for _, f in proposals if f.rank > DOUBT]
        starts, ends = seen.units.starts.tolist(), seen.units.ends.tolist()
        units = _units_of(seen, [f for _, f in proposals])
        own = seen.facts.signs[:, OWN] > 0
        certain = [is_certain(s, f, own[a:b]) for (s, f), (a, b) in zip(proposals, units, strict=True)]
        chances, rows, looked = self._chances(seen, sum(certain))
        hidden = chances > limits_of(seen, self.limits)
        spare = _spare(seen, hidden)
        before, spared = (np.concatenate([[0], np.cumsum(row)]).tolist() for row in (hidden, spare))
        standing: list[tuple[int, Finding]] = []
        for (source, finding), (a, b), stands in zip(proposals, units, certain, strict=True):
            if source != LEXICON and b == a + 1 and _inside(finding, starts[a], ends[a]):
                continue  # a piece of an id: the whole of it is judged
            if not (a == b and finding.rank > DOUBT or stands or before[b] > before[a]):
                continue
            if spared[b] == spared[a]:
                standing.append((source, finding))
            else:
                standing += [(source, part) for part in _own_parts(text, seen, finding, range(a, b), spare, source)]
        listed = sorted((f.start, f.end) for s, f in standing if s == LEXICON)
        reach = [0, *accumulate((end for _, end in listed), max)]
        kept = [f for s, f in standing if s != NAMES or reach[bisect_left(listed, (f.end, 0))] <= f.start]
        return _one_person([*kept, *self._unproposed(text, seen, hidden & ~spare, kept, rows, looked)])

    def _chances(self, seen: Text, certain: int) -> tuple[Floats, npt.NDArray[np.int32], Floats]:
        """Of every unit; the units in doubt and what the second pass saw of them."""
        chances = np.zeros(len(seen.units.words), np.float32)
        rows = seen.doubtful()
        if not len(rows):
            return chances, rows, np.zeros((0, 0), np.float32)
        looked = seen.first(rows, self._priors)
        chances[rows] = self._trees["first"].chance(looked)
        looked = seen.second(rows, looked, chances)
        chances[rows] = self._trees["second"].chance(looked)
        whole = float(self._trees["whole"].raw(seen.whole(chances, certain))[0, 0])
        return weighed(seen, chances, whole), rows, looked

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
        starts = seen.units.starts
        covered = np.zeros(len(starts) + 1, np.int32)
        first, last = _reached(seen, kept)
        inside = np.append(starts, 0)[first] < [f.start for f in kept]  # a unit that it begins inside of is not covered
        first = np.minimum(first + inside, last)
        np.add.at(covered, first, 1)
        np.add.at(covered, last, -1)
        places = np.flatnonzero((hidden & (covered.cumsum()[:-1] == 0))[rows])
        if not len(places):
            return
        kinds = self._trees["kinds"].raw(looked[places]).argmax(axis=1)
        strange = seen.facts.numbers[:, STRANGE] > 0
        for place, kind in zip(places.tolist(), kinds.tolist(), strict=True):
            unit = int(rows[place])
            start = int(starts[unit])
            found = _named(text, start, start + int(seen.facts.signs[unit, STEM]), KINDS[kind], bool(strange[unit]))
            if found:
                yield found


def _units_of(seen: Text, findings: Sequence[Finding]) -> list[tuple[int, int]]:
    """First and behind the last of the units that each finding touches."""
    first, last = _reached(seen, findings)
    return list(zip(first.tolist(), last.tolist(), strict=True))


def _reached(seen: Text, findings: Sequence[Finding]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The same as arrays."""
    first = np.searchsorted(seen.units.ends, [f.start for f in findings], "right")
    return first, np.maximum(first, np.searchsorted(seen.units.starts, [f.end for f in findings], "left"))


def weighed(seen: Text, chances: Floats, whole: float) -> Floats:
    """Chances in a text that hardly speaks of a company: the less it does, the surer each must be.

    What has a form of its own (a phone number, an account) is what it is anywhere; a listed word is lowered half as much.

    Args:
        seen: The text.
        chances: Of every unit.
        whole: That the text has anything to hide, as log odds; from LIKELY_OWN on, nothing changes.
    """
    if whole >= LIKELY_OWN:
        return chances
    listed = seen.base[:, NUMBERS + LISTED] > 0
    said = min(0.5, len(chances) / SENTENCES)  # few words show no ordinary sense
    less = DOUBLY * (whole - LIKELY_OWN) * np.where(seen.firm, 0, np.where(listed, said, 1))
    odds = chances / np.maximum(1 - chances, 1e-6) * np.exp(less)
    out: Floats = (odds / (1 + odds)).astype(np.float32)
    return out


def limits_of(seen: Text, limits: Limits) -> Floats:
    """How sure the trees must be of each unit."""
    own = seen.facts.numbers
    stem = own[:, KNOWN : 2 * KNOWN]
    strange, number, digits = own[:, STRANGE] > 0, own[:, NUMBER] > 0, own[:, COUNT] * 4
    named = (stem[:, 5:7].any(axis=1) | (stem[:, 10] > 0)) & (stem[:, 3] < NAMELIKE) & (stem[:, 8] == 0)
    wide = (own[:, 0] >= WIDE) | (stem[:, 0] >= WIDE) | (seen.base[:, NUMBERS] >= WIDE)
    out = np.full(len(own), limits.public, np.float32)
    out[wide] = limits.wide
    out[named] = limits.name
    out[strange] = np.where(own[strange, DIGITS] > 0, limits.opaque, limits.unknown)
    out[number & (digits >= OPAQUE)] = limits.number
    out[number & (digits >= LONG)] = limits.long
    out[number & (seen.facts.signs[:, DOTTED] > 0)] = limits.public  # an address or a version: both are common
    for unit in np.flatnonzero(number & (digits >= LONG)).tolist():
        word = seen.units.words[unit]
        if word.isdigit() and MILLISECONDS[0] <= int(word) < MILLISECONDS[1]:
            out[unit] = MOMENT
    listed = seen.base[:, NUMBERS + LISTED] > 0
    out[listed] = np.minimum(out[listed], limits.listed)
    return out


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


def is_certain(source: int, finding: Finding, own: npt.NDArray[np.bool_]) -> bool:
    """Whether a proposal needs no judgement.

    Args:
        source: Its place in features.SOURCES.
        finding: The proposal.
        own: Of each of its units, whether it has no ordinary sense.
    """
    if finding.family == "secret":
        return True
    if source == PATTERNS:
        if finding.family == "rrn" and finding.entity.isdigit() and finding.end - finding.start == len(finding.entity):
            return not MILLISECONDS[0] <= int(finding.entity) < MILLISECONDS[1]  # else it may be a time
        if finding.family == "ip" and PRIVATE.match(finding.entity):
            return True
        return finding.rank >= CHECKED.get(finding.family, 101)
    if source == NAMES:
        return finding.family == "person" and finding.rank >= NAMED and bool(own.any())
    if source == COLUMNS:
        return finding.rank >= SAID and finding.kind not in GUESSED
    if source != LEXICON:
        return False
    if bool(own.any()):
        return True
    formed = finding.family not in WORDLY or (len(own) > 1 and finding.rank >= COMPOSED)
    return finding.rank > DOUBT and (finding.rank >= ALWAYS or formed)


def _named(text: str, start: int, end: int, kind: str, strange: bool) -> Finding | None:
    """A finding of a word of that kind; None for a single letter, which cannot come back."""
    surface = text[start:end]
    if len(surface) < 2:
        return None
    rank = SURE if strange else LIKELY
    digits = sum(c.isdigit() for c in surface)
    letters = surface.rstrip("0123456789")
    numbered = letters.isalpha() and (
        len(letters) > 3 and kind != "code" or len(letters) > 2 and letters.islower() and digits < 3
    )
    if digits and not numbered:
        return Finding(start, end, "unknown_code", "code", surface, "an id that nothing public has", rank=rank)
    if digits:  # kfk01 and kfk02 stay siblings
        end -= len(surface) - len(letters)
        surface = letters
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
    return Finding(finding.start + by, finding.end + by, *finding[2:]) if by else finding
