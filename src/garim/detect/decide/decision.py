"""The one learnt decision: finders propose, this disposes.

    Decision.load(…).settle(text, proposals) -> findings

1. What needs no judgement stays: a key's form, a checksum in its context, a listed word that is no public word.
2. Everything else in the text is judged word by word, by two passes of boosted trees and by a small net. The trees' second pass
   sees the first one's verdict on the neighbours, on the line, on the column and on the same word elsewhere; the net reads the
   sentence. What the two say counts alike: they err differently. How sure they must be depends on what is lost: an opaque code
   may be replaced for nothing, an unknown word cheaply, a public word dearly; and on the whole text: what hardly speaks of a
   company is changed only where it is sure.
3. A proposal stands where any of its words is to be hidden. A word that is to be hidden and that no proposal covers becomes a
   finding of its own, of the kind that the net sees in it.
"""

from __future__ import annotations

import io
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from itertools import accumulate
from typing import Self

import numpy as np
import numpy.typing as npt

import garim.lang as lang
import garim.late as re
from garim.detect.decide.certain import is_certain, is_of_card, is_ours
from garim.detect.decide.features import LEXICON, LISTED, NAMES, PRIORS, Ints, Text, text_of
from garim.detect.decide.limits import FULL_NAME, NEVER_GUESSED, OPAQUE, Limits, is_full_name, limits_of, weighed
from garim.detect.decide.net import Net
from garim.detect.decide.people import whole_names
from garim.detect.decide.trees import Floats, Trees
from garim.detect.decide.words import (
    BUCKETS,
    CALM,
    COMMON,
    COUNT,
    KNOWN,
    LATIN,
    LOWER,
    NUMBER,
    NUMBERS,
    OWN,
    STEM,
    STRANGE,
    Words,
)
from garim.detect.lexicon import context
from garim.detect.lexicon.modes import ORDINARY
from garim.detect.lexicon.read import DOUBT
from garim.detect.names.famous import is_famous
from garim.detect.names.organisations import tail_end
from garim.detect.public.table import FIELDS, Table
from garim.detect.words import generic, ordinary, section, technology
from garim.errors import BadSettings
from garim.values import Finding

FILE = "decision.npz"
PIECE = 4_000
"""Characters that are judged together, as many as the texts had that were learnt from; a longer text is cut at a line's end. In
long pieces the ids of a log speak for one another: the more lines there are, the more of them stay."""
SURE, LIKELY = 50, 39
"""Ranks of what was judged: an unknown word is the same thing wherever it stands, an ordinary one is judged each time."""
ALSO = 0.05
"""Chance from which a word is hidden because it is to be hidden elsewhere in the text."""
UNMEANT = 0.01
"""Chance up to which a listed word has its ordinary sense although another one is meant."""
KINDS = ("word", "person", "place", "code")
"""What the net tells apart."""


MANY, MANY_WORD = 60, 20
"""Families that use a part of identifiers from which it is ordinary; of a dictionary word."""
LETTERS = 3
"""Of so few, three times as many."""
WORD = FIELDS.index("word")
"""The column that says whether a dictionary has a unit as it stands."""
HALVES = ("given", "family")
"""Parts of a person's name that may be words of every day."""
_AT = re.compile(r"에(?:서|는|도|만|서는|서도)?(?![가-힣])(?! (?:대|의|관|비)[해한하])")
"""Particles of places and things behind a given name that is a word too: somebody has 에게 and 한테 there (바다에 갔다)."""
RELATIONS = frozenset(lang.words("relations", "ko"))
UUID = 32
"""Characters from which on a unit is one id, whatever is seen inside it."""


class Decision:
    """Boosted trees and a net with their words and limits. Safe to share between threads."""

    def __init__(
        self, trees: Mapping[str, Trees], net: Net, priors: Floats, topics: Floats, limits: Limits, words: Words
    ) -> None:
        """Parts as `load` reads them."""
        self._trees, self._net, self.limits, self._words = trees, net, limits, words
        self._priors, self._topics = priors, topics

    def __repr__(self) -> str:
        return f"Decision({' + '.join(str(trees.asked.shape[1]) for trees in self._trees.values())} trees, a net)"

    @classmethod
    def load(cls, blob: bytes, table: Table) -> Self:
        """What `training/decide` wrote.

        Raises:
            BadSettings: It is damaged or of another version; nothing was loaded.
        """
        try:
            arrays = dict(np.load(io.BytesIO(blob), allow_pickle=False))
            priors = arrays["priors"].astype(np.float32)
            topics = arrays["topics"].astype(np.float32)
            if len(priors) != sum(PRIORS) or len(topics) != BUCKETS[COMMON]:
                raise ValueError("another version")
            limits = Limits(*(float(x) for x in arrays["limits"]))
            trees = {name: Trees.read(arrays, name) for name in ("first", "second", "whole")}
            net = Net.read(arrays, "net")
        except Exception as error:
            # A damaged file shows in many ways: numpy, zipfile and zlib each have errors of their own.
            raise BadSettings(f"the learnt decision is damaged ({type(error).__name__})", hint="reinstall Garim") from None
        return cls(trees, net, priors, topics, limits, Words(table))

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
        lead, body = len(text) - len(text.lstrip()), text.strip()
        if len(body) < len(text) and all(lead <= f.start and f.end <= lead + len(body) for _, f in proposals):
            # Blank lines around a text say nothing of it.
            inside = [(source, _moved(finding, -lead)) for source, finding in proposals]
            return [_moved(finding, lead) for finding in self.settle(body, inside)]
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
        certain = [
            is_certain(s, f, own[a:b]) or (s == LEXICON and _is_at_work(text, f))
            for (s, f), (a, b) in zip(proposals, units, strict=True)
        ]
        if any(stands and f.family == "card" for (_, f), stands in zip(proposals, certain, strict=True)):
            certain = [stands or is_of_card(s, f) for (s, f), stands in zip(proposals, certain, strict=True)]
        small = _small(seen)
        everyday, never = _senses(text, [f for _, f in proposals], [bool(small[a:b].all()) for a, b in units])
        listed = [
            (f.entity, a, b, stands)
            for (s, f), (a, b), stands, word in zip(proposals, units, certain, everyday, strict=True)
            if s == LEXICON and not word
        ]
        chances, kinds = self._chances(seen, sum(certain), any(stands for *_, stands in listed))
        limits = limits_of(seen, self.limits)
        for (a, b), word, surely in zip(units, everyday, never, strict=True):
            if word:
                limits[a:b] = np.maximum(limits[a:b], NEVER_GUESSED if surely else self.limits.unknown)
        full = [
            (a, b)
            for (source, finding), (a, b) in zip(proposals, units, strict=True)
            if source == NAMES and b > a + 1 and is_full_name(seen, finding, a, b)
        ]
        for a, b in full:
            limits[a:b] = np.minimum(limits[a:b], FULL_NAME)
        hidden = (chances > limits) & ~_relations(seen, chances > limits)
        hidden |= _beside_somebody(full, hidden)
        meant = np.zeros(len(hidden), bool)
        for _, a, b, stands in listed:
            meant[a:b] |= stands
        for (_, finding), (a, b) in zip(proposals, units, strict=True):
            meant[a:b] |= is_ours(finding)
        hidden |= _once_meant(listed, hidden | meant, chances)
        hidden |= _elsewhere(seen, hidden, small) & ((chances > ALSO) | _halves(seen, full, hidden)) & (limits < NEVER_GUESSED)
        hidden &= ~_half_known(text, seen, hidden)
        hidden |= _behind_one_key(text, seen, hidden)
        spare = _spare(seen, hidden | meant, meant)
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
        spans = sorted((f.start, f.end) for s, f in standing if s == LEXICON)
        reach = [0, *accumulate((end for _, end in spans), max)]
        kept = [f for s, f in standing if s != NAMES or reach[bisect_left(spans, (f.end, 0))] <= f.start]
        calm = seen.facts.signs[:, CALM] > 0  # it was judged because a finder proposed it, and that fell to another
        return whole_names(text, [*kept, *self._unproposed(text, seen, hidden & ~spare & ~calm, kept, kinds)])

    def _chances(self, seen: Text, certain: int, ours: bool) -> tuple[Floats, Ints]:
        """Of every unit, and what kind of thing each that is in doubt would be: its place in KINDS, else -1.

        Args:
            seen: The text.
            certain: Proposals that need no judgement.
            ours: Whether a listed word is among them: then the text speaks of the company.
        """
        chances, kinds = np.zeros(len(seen.units.words), np.float32), np.full(len(seen.units.words), -1, np.int32)
        rows = seen.doubtful()
        if not len(rows):
            return chances, kinds
        looked = seen.first(rows, self._priors)
        chances[rows] = self._trees["first"].chance(looked)
        told = self._net.raw(seen)[rows]
        chances[rows] = both(self._trees["second"].raw(seen.second(rows, looked, chances))[:, 0], told[:, 0])
        kinds[rows] = told[:, 1:].argmax(axis=1)
        if ours:
            return chances, kinds
        whole = float(self._trees["whole"].raw(seen.whole(chances, certain, self._topics))[0, 0])
        return weighed(seen, chances, whole), kinds

    def _unproposed(
        self, text: str, seen: Text, hidden: npt.NDArray[np.bool_], kept: Sequence[Finding], kinds: Ints
    ) -> Iterator[Finding]:
        """Findings of the words that are to be hidden and that nothing covers."""
        starts = seen.units.starts
        covered = np.zeros(len(starts) + 1, np.int32)
        first, last = _reached(seen, [f._replace(end=tail_end(text, f.end)) if f.kind == "org" else f for f in kept])
        inside = np.append(starts, 0)[first] < [f.start for f in kept]  # a unit that it begins inside of is not covered
        first = np.minimum(first + inside, last)
        np.add.at(covered, first, 1)
        np.add.at(covered, last, -1)
        strange = seen.facts.numbers[:, STRANGE] > 0
        for unit in np.flatnonzero(hidden & (kinds >= 0) & (covered.cumsum()[:-1] == 0)).tolist():
            start = int(starts[unit])
            found = _named(text, start, start + int(seen.facts.signs[unit, STEM]), KINDS[kinds[unit]], bool(strange[unit]))
            if found:
                yield found


def both(trees: Floats, net: Floats) -> Floats:
    """Chances of what the second pass of the trees and the net say, as log odds: the mean of the two."""
    out: Floats = (1 / (1 + np.exp(-(trees + net) / 2))).astype(np.float32)
    return out


def _beside_somebody(full: Sequence[tuple[int, int]], hidden: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Full names of a text in which one of them is to be hidden: who stands beside a private person is none in public life."""
    out = np.zeros(len(hidden), bool)
    if any(hidden[a:b].any() for a, b in full):
        for a, b in full:
            out[a:b] = True
    return out


def _halves(seen: Text, full: Sequence[tuple[int, int]], hidden: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """First and last names by themselves of who is to be hidden by the full name, but for those that are ordinary words or name
    other things to many (Travis)."""
    ends = {seen.facts.same[unit] for a, b in full if hidden[a:b].any() for unit in (a, b - 1)}
    names = {
        name for name in ends if not (ordinary(name) or technology(name)) and Table.open().look(name.capitalize()).families < MANY
    }
    out = np.zeros(len(hidden), bool)
    for unit, same in enumerate(seen.facts.same if names else ()):
        out[unit] = same in names and seen.facts.numbers[unit, LOWER] == 0
    return out


def _once_meant(
    listed: Sequence[tuple[str, int, int, bool]], hidden: npt.NDArray[np.bool_], chances: Floats
) -> npt.NDArray[np.bool_]:
    """Listed words that stand beside a listed word that is meant: the same one is, another is unless it surely is not. Where
    one needs no judgement, the text speaks of the company, and every one is.

    Args:
        listed: Entity, first and behind the last unit of what the lexicon proposes, and whether it needs no judgement.
        hidden: Units that are to be hidden so far.
        chances: Of every unit.
    """
    also = np.zeros(len(hidden), bool)
    if any(hidden[a:b].any() for _, a, b, _ in listed):
        ours = any(stands for *_, stands in listed)
        meant = {entity for entity, a, b, _ in listed if ours or hidden[a:b].any() or (chances[a:b] > UNMEANT).any()}
        for entity, a, b, _ in listed:
            also[a:b] |= entity in meant
    return also


def _small(seen: Text) -> npt.NDArray[np.bool_]:
    """Words of the dictionary in small letters: that somebody is called Will, Rose or Young says nothing of will and rose."""
    own = seen.facts.numbers
    out: npt.NDArray[np.bool_] = (own[:, LOWER] > 0) & (own[:, LATIN] > 0) & (own[:, WORD] > 0)
    return out


def _is_at_work(text: str, finding: Finding) -> bool:
    """Whether a listed name has no ordinary sense here: it does what systems alone do (falcon keeps timing out) or, being Korean,
    stands before a word for a system or, where it is no word of every day, beside a word of their world (연필깎이 점검 일정)."""
    start, end = finding.start, finding.end
    if finding.family != "stem":
        return False
    if context.faults(text, start, end):
        return True
    if finding.rank < ORDINARY or text[start:end].isascii():
        return False
    if context.bare(text, start, end):
        return True
    return finding.rank > ORDINARY and (context.runs(text, end) > 1 or context.neighbour(text, start, end, finding.kind))


def _senses(text: str, findings: Sequence[Finding], small: Sequence[bool]) -> tuple[list[bool], list[bool]]:
    """Which halves of names may be words of every day where they stand, and which surely are.

    In small letters right beside another person's name, with a blank between, they are verbs (Rose Tunnicliffe will call, can
    chase Jan): two people are named with a comma or an `and`. A Korean one is at a place, where somebody would be somebody's.

    Args:
        text: The text.
        findings: What was proposed.
        small: Of each, whether it is words of the dictionary in small letters.
    """
    halves = [f.family == "person" and f.part in HALVES for f in findings]
    everyday = [half and word for half, word in zip(halves, small, strict=True)]
    never = [half and _AT.match(text, f.end) is not None for half, f in zip(halves, findings, strict=True)]
    if any(everyday):
        ends, starts = defaultdict[int, set[str]](set), defaultdict[int, set[str]](set)
        for finding, word in zip(findings, everyday, strict=True):
            if finding.family == "person" and not word:
                ends[finding.end].add(finding.entity)
                starts[finding.start].add(finding.entity)
        for at in sorted((at for at, word in enumerate(everyday) if word), key=lambda at: findings[at].start):
            start, end, own = findings[at].start, findings[at].end, {findings[at].entity}
            never[at] = text[start - 1 : start] == " " and not ends.get(start - 1, own) <= own
            never[at] |= text[end : end + 1] == " " and not starts.get(end + 1, own) <= own
            if never[at]:
                ends[end] |= {"", *own}  # what stands behind a verb is none either: will mark, may chase
    return [word or surely for word, surely in zip(everyday, never, strict=True)], never


def _half_known(text: str, seen: Text, hidden: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Of the units that are to be hidden, halves of a full name that the public knows and whose other half stays: hidden by half
    it is nobody's (Rylan Tendulkar), and what is not listed was a guess."""
    out = np.zeros(len(hidden), bool)
    starts, ends = seen.units.starts, seen.units.ends
    for unit in np.flatnonzero(hidden & (seen.base[:, NUMBERS + LISTED] == 0)).tolist():
        for a, b in ((unit - 1, unit), (unit, unit + 1)):
            if a >= 0 and b < len(hidden) and hidden[a] != hidden[b] and text[int(ends[a]) : int(starts[b])] == " ":
                out[unit] |= is_famous(text[int(starts[a]) : int(ends[b])])
    return out


def _relations(seen: Text, hidden: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Of the units that are to be hidden, those that say who somebody is to another (후배에게), and no list has as a name."""
    out = np.zeros(len(hidden), bool)
    for unit in np.flatnonzero(hidden & (seen.base[:, NUMBERS + LISTED] == 0)).tolist():
        out[unit] = seen.units.words[unit][: int(seen.facts.signs[unit, STEM])] in RELATIONS
    return out


def _elsewhere(seen: Text, hidden: npt.NDArray[np.bool_], small: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Units whose word is to be hidden somewhere in the text, for words of `small` somewhere in small letters."""
    like = (seen.facts.numbers[:, LOWER] > 0) & hidden
    anywhere, alike = seen.kin.top(np.stack([hidden, like], axis=1).astype(np.float32))[seen.kin.of].T > 0
    out: npt.NDArray[np.bool_] = np.where(small, alike, anywhere)
    return out


def _behind_one_key(text: str, seen: Text, hidden: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Long numbers of as many digits behind the same key are one sort of thing: where a quarter is to be hidden, all are."""
    numbers, found = seen.facts.numbers, dict[tuple[str, int], list[int]]()
    for unit in np.flatnonzero((numbers[:, NUMBER] > 0) & (numbers[:, COUNT] * 4 >= OPAQUE)).tolist():
        gap = text[int(seen.units.ends[unit - 1]) : int(seen.units.starts[unit])] if unit else ""
        if gap.strip(" \"'") in ("=", ":"):
            found.setdefault((seen.facts.same[unit - 1], len(seen.units.words[unit])), []).append(unit)
    out = np.zeros(len(hidden), bool)
    for units in found.values():
        out[units] = 4 * int(hidden[units].sum()) >= len(units)
    return out


def _units_of(seen: Text, findings: Sequence[Finding]) -> list[tuple[int, int]]:
    """First and behind the last of the units that each finding touches."""
    first, last = _reached(seen, findings)
    return list(zip(first.tolist(), last.tolist(), strict=True))


def _reached(seen: Text, findings: Sequence[Finding]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The same as arrays."""
    first = np.searchsorted(seen.units.ends, [f.start for f in findings], "right")
    return first, np.maximum(first, np.searchsorted(seen.units.starts, [f.end for f in findings], "left"))


def _inside(finding: Finding, start: int, end: int) -> bool:
    """Whether a name was seen inside a unit that is longer on either side and is no word."""
    return finding.family == "stem" and end - start > finding.end - finding.start and end - start >= UUID


def _own_parts(
    text: str, seen: Text, finding: Finding, units: range, spare: npt.NDArray[np.bool_], source: int
) -> Iterator[Finding]:
    """A name of several parts without its ordinary ones, so that it reads alike whether a pattern saw it or not."""
    kept = [unit for unit in units if not spare[unit]]
    if source == LEXICON and units and not kept:
        return
    if source == LEXICON or finding.family != "stem" or not kept or len(kept) == len(units) or finding.form:
        yield finding
        return
    for unit in kept:
        start, end = max(int(seen.units.starts[unit]), finding.start), min(int(seen.units.ends[unit]), finding.end)
        if start < end:
            yield finding._replace(start=start, end=end, entity=text[start:end].lower())


def _spare(seen: Text, hidden: npt.NDArray[np.bool_], meant: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Ordinary parts of a name that something else in it gives away, and names of such parts alone: prd and db of
    `velmora-prd-db01` say what, not whose, and `TB_CUST_MST` that nobody lists is anybody's.

    Args:
        seen: The text.
        hidden: Units that are to be hidden.
        meant: Those that the company lists as its own beyond doubt: ACNT of a listed `TB_ACNT_MST` gives that name away.
    """
    own, chain = seen.facts.numbers, seen.units.chain
    many, word_of, many_letters = np.log1p(MANY), np.log1p(MANY_WORD), np.log1p(3 * MANY)
    uses = own[:, KNOWN + 2]
    ordinary = (own[:, LATIN] > 0) & ((uses >= many) | ((own[:, KNOWN + 4] > 0) & (uses >= word_of)))
    for unit in np.flatnonzero(hidden & ~ordinary).tolist():
        ordinary[unit] = generic(seen.facts.same[unit])
    ordinary &= ~meant
    affix, plain = ordinary.copy(), ordinary.copy()
    affixes = section("affixes")
    for unit in np.flatnonzero(hidden & ordinary).tolist():
        word = seen.facts.same[unit]
        affix[unit], plain[unit] = word in affixes, generic(word)
        # Two or three letters stand in many sources by chance.
        ordinary[unit] = plain[unit] or len(word) > LETTERS or (len(word) == LETTERS and uses[unit] >= many_letters)
    listed = seen.base[:, NUMBERS + LISTED] * 100
    told, half_told, whose = (np.zeros(int(chain.max()) + 1, bool) for _ in range(3))
    told[chain[hidden & ~ordinary]] = True
    half_told[chain[hidden & ~affix]] = True  # all its parts are ordinary: TB and HIST still say only what it is
    whose[chain[(hidden & ~plain) | (listed > 0)]] = True
    whose |= np.bincount(chain) < 2
    out: npt.NDArray[np.bool_] = (ordinary & told[chain]) | (affix & half_told[chain]) | (hidden & ~whose[chain])
    return out & (listed <= ORDINARY)


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
