"""What the decision looks at: a row of numbers for each unit that is in doubt.

    text_of(text, proposals, words)          everything known of a text's units
    .base                                    a row a unit
    .first(rows) / .second(rows, p)          what the two passes see of the units in doubt
    .whole(p, certain)                       what is asked of the text as a whole

A row holds what the unit says by itself, its identifier and chain, what the finders say of it, what stands around it, its
neighbours, the same word elsewhere in the text, its line, its column, and the whole text. The second pass also sees the
first one's verdict on all of these. `priors` say how often each letter group, public word, tail, title and mark stood at
or beside something hidden in made texts.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log, log1p, sqrt

import numpy as np
import numpy.typing as npt

import garim.late as re
from garim.detect.decide import units as U
from garim.detect.decide import words as W
from garim.detect.decide.units import GAPS, Units, read
from garim.detect.decide.words import BUCKETS, COMMON, KNOWN, NUMBERS, Facts, Words
from garim.detect.public.table import FIELDS
from garim.values import Finding

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]

SOURCES = ("patterns", "columns", "lexicon", "names")
PATTERNS, COLUMNS, LEXICON, NAMES = range(4)
"""Their places."""
KINDS = 64
PRIORS = (*BUCKETS, *BUCKETS[4:], *BUCKETS[4:], BUCKETS[4], BUCKETS[4], GAPS, GAPS, *[KINDS] * len(SOURCES))
"""Buckets of each prior: the unit's own, word, tail, title and end of the one before and after, the word that heads its line
and the one that heads its column, marks before and after, the kind that each source found."""
CLASSES = 2
"""Priors are of: a person; anything hidden."""

_FAMILIES = "stem person email domain ip mac phone card rrn iban code ticket secret date address plate number".split()
_KINDS = (
    "org product project place customer location column db_object host word service repository package database employee_id"
).split()
FORMED = frozenset("phone card rrn iban code date address plate ip".split())
"""Families of what has a form: it is a phone number or an account whatever else the text speaks of."""
_FAMILY_ID = {name: i + 2 for i, name in enumerate(_FAMILIES)}
_KIND_ID = {name: i + 20 for i, name in enumerate(_KINDS)}

CODES = log1p(5)
"""Public codes that share a prefix, as a logarithm, from which one more is public too."""
SERIAL, PUBLIC_CODES = 5 / 4, log1p(100)
"""Digits, in quarters, from which on a code is judged although some public ones begin alike (FL-07-22418 is no state), and how
many, as a logarithm, must do so for it to be theirs: CVE, ORA, RFC."""
PORT = log(5.5)
"""Letters, as a logarithm, of the port behind a host's colon, or the line behind a file's."""
FAMED, WIDELY = KNOWN + FIELDS.index("famous"), log1p(3)
"""The column that says whether a unit's stem is somebody famous; families, as a logarithm, from which a word is widely used."""
FAR = 2
"""Units on each side that are shown."""
INSIDE = 10
"""Columns of a unit's identifier and chain; what the sources say stands behind them, three columns each."""
FAMILIES, PARTED, PREFIXED = 0, 2, 8
"""How many public sources have the unit's identifier as a whole, of how many units it is (in quarters), and how well known the
code prefix is that begins its chain."""
FAMOUS = log1p(20)
"""Public sources, as a logarithm, from which an identifier of several units (GmbH, MySQL, user_id) is nobody's own."""
LISTED, NAMED = INSIDE + 3 * LEXICON, INSIDE + 3 * NAMES
NEAR = [
    *range(KNOWN, 2 * KNOWN),
    W.HANGUL,
    W.LATIN,
    W.ASIAN,
    W.NUMBER,
    W.LENGTH,
    W.CAPITALS,
    W.CAPITAL,
    W.LOWER,
    W.FAMILY,
    W.TITLED,
    W.TAILED,
    W.UNKNOWN,
    W.STRANGE,
    W.LEGAL,
    W.TITLE,
    W.TRADE,
    W.ABROAD,
    W.ENTRY,
    W.JOINED,
]
"""Columns of a unit's own numbers that its neighbours are shown."""


class Group:
    """Units that go together: of one word, line, column or identifier."""

    def __init__(self, of: npt.NDArray[np.integer], *, in_order: bool = False) -> None:
        """
        Args:
            of: The group of each unit, numbered from 0 without gaps.
            in_order: Whether groups follow each other.
        """
        self.of = of
        # Numbers of two bytes are sorted by counting.
        self._order = None if in_order else np.argsort(of.astype(np.uint16) if len(of) <= 0x10000 else of, kind="stable")
        placed = of if self._order is None else of[self._order]
        self._starts = np.flatnonzero(np.concatenate([[True], placed[1:] != placed[:-1]]))
        self.sizes = np.diff(self._starts, append=len(of))

    def top(self, values: Floats) -> Floats:
        """The largest of each group's rows, column by column."""
        out: Floats = np.maximum.reduceat(self._placed(values), self._starts, axis=0)
        return out

    def mean(self, values: Floats) -> Floats:
        """The mean of each group's rows."""
        sums = np.add.reduceat(self._placed(values), self._starts, axis=0)
        return (sums / self.sizes[:, None]).astype(np.float32)

    def head(self, values: Ints) -> Ints:
        """Of each unit, the value of its group's first one; 0 for that one itself."""
        first = self._starts if self._order is None else self._order[self._starts]
        out: Ints = values[first][self.of]
        out[first] = 0
        return out

    def _placed(self, values: Floats) -> Floats:
        return values if self._order is None else values[self._order]


class Text:
    """One text's units and all that is known of them before anything is decided."""

    def __init__(self, text: str, units: Units, facts: Facts, proposals: Sequence[tuple[int, Finding]], words: Words) -> None:
        """
        Args:
            text: The view's text.
            units: Its units.
            facts: What is known of each by itself.
            proposals: What the finders found: the source's place in SOURCES, and the finding.
            words: Facts of words.
        """
        self.units, self.facts = units, facts
        n = len(units.words)
        own = self.facts.numbers
        self.kin = Group(_numbered(self.facts.kin))
        self._line = Group(_counted(units.line), in_order=True)
        self._column = Group(_columns(units)) if units.mark.any() else Group(np.arange(n, dtype=np.int32), in_order=True)
        ident, inside = _identifiers(text, units, words, own)
        said, kinds, self.firm = _said(units, proposals)
        inside = np.concatenate([inside, _from_listed(self.facts, said)], axis=1)
        marks_before, marks_after, around = _around(units, self.facts)
        self._ident = Group(ident, in_order=True)
        alone = self.kin.sizes[self.kin.of]
        self.base: Floats = np.concatenate([own, inside, said, around, np.log(alone)[:, None]], axis=1).astype(np.float32)
        self.document: Floats = _document(text, units, own, said, kinds)
        self._asks = text.count("?"), "`" in text
        self._packed = _packed(text, units)
        letters = self.facts.letters
        before, after = np.zeros((n, len(BUCKETS) - 4), np.int32), np.zeros((n, len(BUCKETS) - 4), np.int32)
        before[1:], after[:-1] = letters[:-1, 4:], letters[1:, 4:]
        heads = np.stack([self._line.head(letters[:, 4]), self._column.head(letters[:, 4])], axis=1)
        marks = np.stack([marks_before, marks_after], axis=1)
        self.buckets: Ints = np.concatenate([letters, before, after, heads, marks, kinds], axis=1)
        signs = np.concatenate(
            [said[:, 0::3], own[:, [W.FAMILY, W.TITLED, W.TAILED, W.CAPITAL]], around[:, [0, 6, 7, 8, 9]]], axis=1
        )
        self._signs: Floats = np.concatenate([signs, own[:, [0, 3, KNOWN, W.UNKNOWN, W.STRANGE]]], axis=1).astype(np.float32)
        self._lines = self._line.mean(self._signs)
        self._cols = self._column.mean(self._signs)
        self._kins = np.concatenate([self.kin.top(self._signs), self.kin.mean(self._signs)], axis=1)
        self._idents = self._ident.top(np.concatenate([own[:, [0, 2, W.UNKNOWN]], said[:, 0::3]], axis=1).astype(np.float32))

    def doubtful(self) -> Ints:
        """Units that need a decision: all that a finder proposes, and all that are neither calm nor a public code."""
        own, said = self.facts.numbers, self.base[:, NUMBERS + INSIDE : NUMBERS + INSIDE + 3 * len(SOURCES) : 3]
        code = self.base[:, NUMBERS + PREFIXED] > CODES
        known_code = code & ((own[:, W.NUMBER] > 0) | (own[:, W.PREFIX] > CODES))
        known_code &= (own[:, W.COUNT] < SERIAL) | (self.base[:, NUMBERS + PREFIXED] >= PUBLIC_CODES)
        port = (own[:, W.NUMBER] > 0) & (own[:, W.LENGTH] < PORT) & (self.units.between[:-1, U.PORT] > 0)
        whole = (self.base[:, NUMBERS + FAMILIES] >= FAMOUS) & (self.base[:, NUMBERS + PARTED] > 0.25)
        calm = (self.facts.signs[:, W.CALM] > 0) | known_code | port | whole | self._packed
        return np.flatnonzero(said.any(axis=1) | ~calm).astype(np.int32)

    def numbers(self) -> Floats:
        """All numbers of each unit: its own, those of its line, column, word and identifier, and the text's."""
        of = (self._lines[self._line.of], self._cols[self._column.of], self._kins[self.kin.of], self._idents[self._ident.of])
        return np.concatenate(
            [self.base, *of, np.broadcast_to(self.document, (len(self.base), len(self.document)))], axis=1, dtype=np.float32
        )

    def first(self, rows: Ints, priors: Floats) -> Floats:
        """What the first pass sees of these units.

        Args:
            rows: Units, in order.
            priors: All of PRIORS' buckets one after the other, a row each of CLASSES numbers.
        """
        near = np.zeros((len(self.units.words) + 2 * FAR, len(NEAR)), np.float32)
        near[FAR:-FAR] = self.base[:, NEAR]
        parts = [self.base[rows], *(near[rows + (FAR + step)] for step in (-1, 1, -2, 2))]
        parts += [
            self._kins[self.kin.of[rows]],
            self._lines[self._line.of[rows]],
            self._cols[self._column.of[rows]],
            self._idents[self._ident.of[rows]],
        ]
        # The classes of a bucket are taken as one number of their size, which is ten times as fast.
        pairs = np.ascontiguousarray(priors, np.float32).view(np.float64).ravel()
        parts.append(pairs.take(self.buckets[rows] + OFFSETS).view(np.float32))
        parts.append(np.broadcast_to(self.document, (len(rows), len(self.document))))
        return np.concatenate(parts, axis=1, dtype=np.float32)

    def second(self, rows: Ints, seen: Floats, p: Floats) -> Floats:
        """What the second pass sees: `seen` and the first pass's verdict on the unit, its neighbours and its groups.

        Args:
            rows: Units, in order.
            seen: What `first` gave for them.
            p: The first pass's probabilities for ALL units.
        """
        column = p[:, None]
        beside = np.full(len(p) + 2 * FAR, -1, np.float32)
        beside[FAR:-FAR] = p
        parts = [seen, *(beside[rows + (FAR + step)][:, None] for step in (0, -1, 1, -2, 2))]
        for group in (self.kin, self._line, self._column, self._ident):
            parts += [group.top(column)[group.of[rows]], group.mean(column)[group.of[rows]]]
        parts.append(np.broadcast_to(np.array([p.mean(), (p > 0.5).mean(), log1p((p > 0.5).sum())], np.float32), (len(rows), 3)))
        parts.append(self._elsewhere(p)[self.kin.of[rows]])
        return np.concatenate(parts, axis=1, dtype=np.float32)

    def whole(self, p: Floats, certain: int, topics: Floats) -> Floats:
        """What the last question sees, whether the text speaks of a company at all: one row.

        Args:
            p: The second pass's probabilities for all units.
            certain: Proposals that need no judgement.
            topics: Of each bucket of ordinary words, how much its standing in a text says that there is something to hide.
        """
        listed = self.base[:, NUMBERS + LISTED] > 0
        spare = np.zeros(5, np.float32)  # a text may have fewer words than are asked for
        tops, of_listed, others = (
            np.concatenate([self.kin.top(row), spare]) for row in (p, np.where(listed, p, 0), np.where(listed, 0, p))
        )
        best = [np.sort(row)[::-1][:count] for row, count in ((tops, 5), (of_listed, 3), (others, 3))]
        sums = np.log1p([(tops > 0.5).sum(), (tops > 0.2).sum(), tops.sum(), certain, listed.sum()])
        row = [*best, sums, self.document, np.array(self._speech()), np.array(self._topics(topics))]
        out: Floats = np.concatenate(row)[None].astype(np.float32)
        return out

    def _speech(self) -> list[float]:
        """What kind of text it is: how technical, whether it asks, and whether of people."""
        own, (questions, quotes) = self.facts.numbers, self._asks
        technical = (own[:, W.LATIN] > 0) & (own[:, 0] > FAMOUS)
        titled, famous = own[:, W.TITLED] > 0, own[:, FAMED] > 0
        inside = self.base[:, NUMBERS + PARTED] > 0.25
        return [
            technical.mean(), log1p(technical.sum()), (own[:, W.LATIN] > 0).mean(), inside.mean(), questions > 0,
            questions / len(own), titled.mean(), log1p(titled.sum()), famous.mean(), log1p(famous.sum()),
            (own[:, W.NUMBER] > 0).mean(), own[:, W.FAMILY].mean(), quotes, own[:, 3].mean(), (own[:, 0] > WIDELY).mean(),
        ]  # fmt: skip

    def _topics(self, topics: Floats) -> list[float]:
        """What its ordinary words say: their mean, those that speak most for and most against, their sum and number."""
        words = np.unique(self.facts.letters[:, COMMON])
        told = np.sort(topics[words[words > 0]])
        if not len(told):
            return [0.0] * 5
        return [told.mean(), told[-3:].mean(), told[:3].mean(), told.sum() / sqrt(len(told)), len(told)]

    def _elsewhere(self, p: Floats) -> Floats:
        """Of each word, how surely something ELSE in the text is to be hidden: the two surest other words, their number."""
        tops = self.kin.top(p)
        best = np.sort(np.concatenate([tops, np.zeros(3, np.float32)]))[:-4:-1]
        sure = tops > 0.5
        first, second = np.where(tops >= best[0], best[1], best[0]), np.where(tops >= best[1], best[2], best[1])
        return np.stack([first, second, np.log1p(sure.sum() - sure)], axis=1).astype(np.float32)


PACKED = re.compile(
    r"(?<![A-Za-z0-9+/_-])(?:[A-Za-z0-9+/_-]{120,}|(?:[A-Za-z0-9+/]{60,119}\r?\n){2,}[A-Za-z0-9+/]{1,119})(?![A-Za-z0-9+/_-])"
)
"""A picture or a file as base64, in a line or wrapped: what it holds is found by opening it, and its letters are no words."""


def _packed(text: str, units: Units) -> npt.NDArray[np.bool_]:
    """Which units are letters of something that is packed."""
    out = np.zeros(len(units.words), bool)
    for met in PACKED.finditer(text):
        if any(map(str.isdigit, met[0])) and not met[0].islower() and not met[0].isupper():
            out[np.searchsorted(units.starts, met.start()) : np.searchsorted(units.ends, met.end(), "right")] = True
    return out


OFFSETS = np.concatenate([[0], np.cumsum(PRIORS)[:-1]]).astype(np.int32)


def text_of(text: str, proposals: Sequence[tuple[int, Finding]], words: Words) -> Text | None:
    """A text made ready for the decision; None where there is nothing to decide."""
    units = read(text, words.cuts)
    if units is None:
        return None
    facts = words.facts(units.words)
    if not proposals and bool((facts.signs[:, W.CALM] > 0).all()):
        return None  # keys, roles and short words of a request are most of its strings
    return Text(text, units, facts, proposals, words)


def _numbered(keys: Sequence[object]) -> Ints:
    number = {key: i for i, key in enumerate(dict.fromkeys(keys))}
    return np.fromiter(map(number.__getitem__, keys), np.int32, len(keys))


def _counted(groups: Ints) -> Ints:
    """Groups that follow each other, numbered from 0 without gaps."""
    out: Ints = np.concatenate([[0], np.cumsum(groups[1:] != groups[:-1])]).astype(np.int32)
    return out


def _columns(units: Units) -> Ints:
    """Which column of which table each unit stands in; units outside tables are columns of their own."""
    n = len(units.words)
    changed = np.concatenate([[False], units.mark[1:] != units.mark[:-1]])
    table = np.cumsum(changed)
    keys = np.where(units.mark > 0, table.astype(np.int64) * 4096 + np.minimum(units.cell, 4095), -1 - np.arange(n))
    return _numbered(keys.tolist())


def _identifiers(text: str, units: Units, words: Words, own: Floats) -> tuple[Ints, Floats]:
    """Each unit's identifier, numbered from 0, and nine numbers of it and its chain."""
    n = len(units.words)
    ident = _counted(units.ident)
    heads = np.flatnonzero(np.concatenate([[True], ident[1:] != ident[:-1]]))
    tails = np.append(heads[1:], n) - 1
    places, chain, count = (units.starts[heads], units.ends[tails]), units.chain[heads], len(heads)
    starts, ends = places[0].tolist(), places[1].tolist()
    tokens = [text[a:b] for a, b in zip(starts, ends, strict=True)]
    windows = [(k, size) for size in (2, 3, 4) for k in np.flatnonzero(chain[size - 1 :] == chain[: 1 - size]).tolist()]
    tokens += [text[starts[k] : ends[k + size - 1]] for k, size in windows]
    families, api = words.fame(tokens)
    wide = np.zeros((count, 2), np.float32)
    for place in np.flatnonzero((families[count:] >= 2) | (api[count:] > 0)).tolist():
        k, size = windows[place]
        wide[k : k + size] = (size, families[count + place])
    inside = [
        np.log1p(families[:count])[ident],
        api[:count][ident],
        np.bincount(ident)[ident] / 4,
        np.log(np.maximum(1, places[1] - places[0]))[ident],
        wide[ident, 0] / 3,
        np.log1p(wide[ident, 1]),
        np.bincount(chain)[chain].astype(np.float32)[ident] / 4,
        (np.arange(n) - heads[ident]) / 4,
        _head_prefix(units, heads, ident, own),
    ]
    return ident, np.stack(inside, axis=1).astype(np.float32)


def _head_prefix(units: Units, heads: npt.NDArray[np.integer], ident: Ints, facts: Floats) -> Floats:
    """How well known the code prefix is that begins the chain: ORA of ORA-00060."""
    own = facts[heads, W.PREFIX]
    chain = units.chain[heads]
    before = np.concatenate([[0], np.where(chain[1:] == chain[:-1], own[:-1], 0)]).astype(np.float32)
    out: Floats = np.maximum(own, before)[ident]
    return out


def _said(units: Units, proposals: Sequence[tuple[int, Finding]]) -> tuple[Floats, Ints, npt.NDArray[np.bool_]]:
    """What each source says of each unit: rank, length and whether it covers it whole; the kind; and whether it has a form."""
    n = len(units.words)
    said, kinds = np.zeros((n, 3 * len(SOURCES)), np.float32), np.zeros((n, len(SOURCES)), np.int32)
    firm = np.zeros(n, bool)
    if proposals:
        spans = np.array([(f.start, f.end, f.rank, source) for source, f in proposals], np.int32)
        spans = spans[order := np.argsort(spans[:, 2], kind="stable")]  # what is surer is written last, and stays
        first = np.searchsorted(units.ends, spans[:, 0], "right")
        count = np.maximum(np.searchsorted(units.starts, spans[:, 1], "left") - first, 0)
        starts, ends, rank, source = spans.repeat(count, axis=0).T
        unit = np.arange(count.sum()) - (count.cumsum() - count - first).repeat(count)
        said[unit, 3 * source] = rank / np.float32(100)
        said[unit, 3 * source + 1] = np.log1p(ends - starts) / 3
        said[unit, 3 * source + 2] = (units.starts[unit] >= starts) & (units.ends[unit] <= ends)
        what = [_KIND_ID.get(f.kind.partition(".")[0]) or _FAMILY_ID.get(f.family, 1) for _, f in proposals]
        kinds[unit, source] = np.array(what, np.int32)[order].repeat(count)
        formed = np.array([f.family in FORMED for _, f in proposals])[order].repeat(count)
        firm[unit[formed]] = True
    return said, kinds, firm


def _from_listed(facts: Facts, said: Floats) -> Floats:
    """Which part of the unit a listed word of this text is that it begins with, and is no such word itself: velmorad, 미르화."""
    listed = said[:, 3 * LEXICON] > 0
    known = {facts.same[unit] for unit in np.flatnonzero(listed).tolist()}
    out = np.zeros((len(listed), 1), np.float32)
    if known:
        heads = {word[:2] for word in known}
        for unit in np.flatnonzero(~listed).tolist():
            word = facts.same[unit]
            if word[:2] not in heads:
                continue
            for size in range(len(word) - 1, 1 if word[0] >= "가" else 3, -1):
                if word[:size] in known:
                    out[unit] = size / len(word)
                    break
    return out


def _around(units: Units, facts: Facts) -> tuple[Ints, Ints, Floats]:
    """Buckets of the gaps before and after, and eleven numbers of the unit's place in its line."""
    n = len(units.words)
    gaps = units.between
    whole, last, first, broken = gaps[:, U.BUCKET], gaps[:-1, U.LAST], gaps[1:, U.FIRST], gaps[:, U.LINES] > 0
    newline = broken[:-1].copy()
    newline[0] = True
    heads = np.flatnonzero(newline)
    row = np.cumsum(newline) - 1
    place = np.arange(n) - heads[row]
    length = np.bincount(row)[row]
    wordy, timed = facts.signs[:, W.WORDY] > 0, facts.signs[:, W.TIMED] > 0
    seen = np.cumsum(wordy)
    leading = wordy & (seen - np.where(heads > 0, seen[heads - 1], 0)[row] == 1)
    colon = gaps[1:, U.COLON] > 0
    next_timed = np.append(timed[1:], False)
    ends = broken[1:].copy()
    ends[-1] = True
    around = [
        newline,
        np.log1p(place),
        np.log(length),
        units.mark > 0,
        np.minimum(units.cell, 20) / 10,
        ends,
        leading,
        leading & colon,
        leading & next_timed,
        colon,
        last,
        first,
    ]
    return whole[:-1], whole[1:], np.stack(around, axis=1).astype(np.float32)


def _document(text: str, units: Units, own: Floats, said: Floats, kinds: Ints) -> Floats:
    n = len(units.words)
    proposed = (said[:, 0::3] > 0).sum(axis=0).tolist()
    syntax = sum(text.count(c) for c in '{}();=<>|"') / max(1, len(text))
    strange, hangul, asian, unknown, foreign = own[:, [W.STRANGE, W.HANGUL, W.ASIAN, W.UNKNOWN, 7]].sum(axis=0).tolist()
    listed = int((said[:, 6] > 0.5).sum())
    row = [
        log(n) / 5, strange / n, log1p(strange) / 3,
        *[x for count in proposed for x in (count / n, log1p(count) / 3)],
        listed / n, log1p(listed), hangul / n, asian / n, unknown / n, foreign / n, syntax * 10, (units.mark > 0).sum() / n,
        log1p(text.count("\n")) / 3, np.count_nonzero(np.bincount(kinds.ravel())) / 4,
    ]  # fmt: skip
    return np.array(row, np.float32)
