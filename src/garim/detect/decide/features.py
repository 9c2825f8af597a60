"""What the decision looks at: a row of numbers for each unit that is in doubt.

    Text(text, proposals, words, priors)     everything known of a text's units
    .base                                    a row a unit
    .first(rows) / .second(rows, p)          what the two passes see of the units in doubt
    .whole(p, certain)                       what is asked of the text as a whole

A row holds what the unit says by itself, its identifier and chain, what the finders say of it, what stands around it, its
neighbours, the same word elsewhere in the text, its line, its column, and the whole text. The second pass also sees the
first one's verdict on all of these. `priors` say how often each letter group, public word, tail, title and mark stood at
or beside something hidden in made texts.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Sequence
from math import log, log1p

import numpy as np
import numpy.typing as npt

from garim.detect.decide import words as W
from garim.detect.decide.units import Units, read
from garim.detect.decide.words import BUCKETS, KNOWN, NUMBERS, Facts, Words
from garim.values import Finding

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]

SOURCES = ("patterns", "columns", "lexicon", "names")
GAPS = 512
KINDS = 64
PRIORS = (*BUCKETS, *BUCKETS[4:], *BUCKETS[4:], BUCKETS[4], BUCKETS[4], GAPS, GAPS, *[KINDS] * len(SOURCES))
"""Buckets of each prior: the unit's own seven, word, tail and title of the one before and after, the word that heads its line
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
PORT = log(5.5)
"""Letters, as a logarithm, of the port behind a host's colon, or the line behind a file's."""
FAR = 2
"""Units on each side that are shown."""
INSIDE = 10
"""Columns of a unit's identifier and chain; what the sources say stands behind them, three columns each."""
PREFIXED = 8
"""How well known the code prefix is that begins the unit's chain."""
LISTED = INSIDE + 3 * SOURCES.index("lexicon")
NEAR = [
    *range(KNOWN),
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
]
"""Columns of a unit's own numbers that its neighbours are shown."""


class Text:
    """One text's units and all that is known of them before anything is decided."""

    def __init__(self, text: str, units: Units, proposals: Sequence[tuple[int, Finding]], words: Words) -> None:
        """
        Args:
            text: The view's text.
            units: Its units.
            proposals: What the finders found: the source's place in SOURCES, and the finding.
            words: Facts of words.
        """
        self.units = units
        self.facts: Facts = words.facts(units.words)
        n = len(units.words)
        own = self.facts.numbers
        self.kin = _numbered(self.facts.kin)
        self.line = np.unique(units.line, return_inverse=True)[1]
        self.column = _columns(units)
        ident, inside = _identifiers(text, units, words, own)
        said, kinds, self.firm = _said(units, proposals)
        inside = np.concatenate([inside, _from_listed(self.facts, said)], axis=1)
        marks_before, marks_after, around = _around(units)
        self.ident = ident
        alone = np.bincount(self.kin)[self.kin]
        self.base: Floats = np.concatenate([own, inside, said, around, np.log(alone)[:, None]], axis=1).astype(np.float32)
        self.document: Floats = _document(text, units, own, said, kinds)
        letters = self.facts.letters
        before, after = np.zeros((n, 3), np.int32), np.zeros((n, 3), np.int32)
        before[1:], after[:-1] = letters[:-1, 4:], letters[1:, 4:]
        heads = np.stack([_head(letters[:, 4], self.line), _head(letters[:, 4], self.column)], axis=1)
        marks = np.stack([marks_before, marks_after], axis=1)
        self.buckets: Ints = np.concatenate([letters, before, after, heads, marks, kinds], axis=1)
        signs = np.concatenate(
            [said[:, 0::3], own[:, [W.FAMILY, W.TITLED, W.TAILED, W.CAPITAL]], around[:, [0, 6, 7, 8, 9]]], axis=1
        )
        self._signs: Floats = np.concatenate([signs, own[:, [0, 3, KNOWN, W.UNKNOWN, W.STRANGE]]], axis=1).astype(np.float32)
        self._lines = _pool(self._signs, self.line, mean=True)
        self._cols = _pool(self._signs, self.column, mean=True)
        self._kins = np.concatenate([_pool(self._signs, self.kin, mean=False), _pool(self._signs, self.kin, mean=True)], axis=1)
        self._idents = _pool(
            np.concatenate([own[:, [0, 2, W.UNKNOWN]], said[:, 0::3]], axis=1).astype(np.float32), self.ident, mean=False
        )

    def doubtful(self) -> Ints:
        """Units that need a decision: all that a finder proposes, and all that are neither calm nor a public code."""
        own, said = self.facts.numbers, self.base[:, NUMBERS + INSIDE : NUMBERS + INSIDE + 3 * len(SOURCES) : 3]
        code = self.base[:, NUMBERS + PREFIXED] > CODES
        known_code = code & ((own[:, W.NUMBER] > 0) | (own[:, W.PREFIX] > CODES))
        port = (own[:, W.NUMBER] > 0) & (own[:, W.LENGTH] < PORT) & np.array([gap == ":" for gap in self.units.gaps[:-1]])
        return np.flatnonzero(said.any(axis=1) | ~((self.facts.signs[:, W.CALM] > 0) | known_code | port)).astype(np.int32)

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
            self._kins[self.kin[rows]],
            self._lines[self.line[rows]],
            self._cols[self.column[rows]],
            self._idents[self.ident[rows]],
        ]
        parts.append(priors[self.buckets[rows] + OFFSETS].reshape(len(rows), len(PRIORS) * CLASSES))
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
        for group in (self.kin, self.line, self.column, self.ident):
            parts += [_pool(column, group, mean=False)[group[rows]], _pool(column, group, mean=True)[group[rows]]]
        parts.append(np.broadcast_to(np.array([p.mean(), (p > 0.5).mean(), log1p((p > 0.5).sum())], np.float32), (len(rows), 3)))
        parts.append(self._elsewhere(p)[self.kin[rows]])
        return np.concatenate(parts, axis=1, dtype=np.float32)

    def whole(self, p: Floats, certain: int) -> Floats:
        """What the last question sees, whether the text speaks of a company at all: one row.

        Args:
            p: The second pass's probabilities for all units.
            certain: Proposals that need no judgement.
        """
        listed = self.base[:, NUMBERS + LISTED] > 0
        tops, of_listed, others = (np.zeros(int(self.kin.max()) + 6, np.float32) for _ in range(3))
        np.maximum.at(tops, self.kin, p)
        np.maximum.at(of_listed, self.kin[listed], p[listed])
        np.maximum.at(others, self.kin[~listed], p[~listed])
        best = [np.sort(row)[::-1][:count] for row, count in ((tops, 5), (of_listed, 3), (others, 3))]
        sums = np.log1p([(tops > 0.5).sum(), (tops > 0.2).sum(), tops.sum(), certain, listed.sum()])
        out: Floats = np.concatenate([*best, sums, self.document])[None].astype(np.float32)
        return out

    def _elsewhere(self, p: Floats) -> Floats:
        """Of each word, how surely something ELSE in the text is to be hidden: the two surest other words, their number."""
        tops = np.zeros(int(self.kin.max()) + 1, np.float32)
        np.maximum.at(tops, self.kin, p)
        best = np.sort(np.concatenate([tops, np.zeros(3, np.float32)]))[:-4:-1]
        sure = tops > 0.5
        first, second = np.where(tops >= best[0], best[1], best[0]), np.where(tops >= best[1], best[2], best[1])
        return np.stack([first, second, np.log1p(sure.sum() - sure)], axis=1).astype(np.float32)


OFFSETS = np.concatenate([[0], np.cumsum(PRIORS)[:-1]]).astype(np.int32)


def text_of(text: str, proposals: Sequence[tuple[int, Finding]], words: Words) -> Text | None:
    """A text made ready for the decision; None where there is nothing to decide."""
    units = read(text, words.cuts)
    return None if units is None else Text(text, units, proposals, words)


def _numbered(keys: Sequence[str]) -> Ints:
    seen: dict[str, int] = {}
    return np.array([seen.setdefault(key, len(seen)) for key in keys], np.int32)


def _pool(values: Floats, groups: npt.NDArray[np.integer], *, mean: bool) -> Floats:
    """The largest or the mean of each group's rows."""
    order = np.argsort(groups, kind="stable")
    sorted_groups = groups[order]
    starts = np.flatnonzero(np.concatenate([[True], sorted_groups[1:] != sorted_groups[:-1]]))
    if mean:
        sums = np.add.reduceat(values[order], starts, axis=0)
        return (sums / np.diff(np.append(starts, len(groups)))[:, None]).astype(np.float32)
    out: Floats = np.maximum.reduceat(values[order], starts, axis=0)
    return out


def _head(values: Ints, groups: npt.NDArray[np.integer]) -> Ints:
    """Of each unit, the value of its group's first one; 0 for that one itself."""
    first = np.full(int(groups.max()) + 1, len(values), np.int64)
    np.minimum.at(first, groups, np.arange(len(values)))
    out: Ints = np.where(first[groups] == np.arange(len(values)), 0, values[first[groups]]).astype(np.int32)
    return out


def _columns(units: Units) -> Ints:
    """Which column of which table each unit stands in; units outside tables are columns of their own."""
    n = len(units.words)
    changed = np.concatenate([[False], units.mark[1:] != units.mark[:-1]])
    table = np.cumsum(changed)
    keys = np.where(units.mark > 0, table.astype(np.int64) * 4096 + np.minimum(units.cell, 4095), -1 - np.arange(n))
    return np.unique(keys, return_inverse=True)[1].astype(np.int32)


def _identifiers(text: str, units: Units, words: Words, own: Floats) -> tuple[Ints, Floats]:
    """Each unit's identifier, numbered from 0, and nine numbers of it and its chain."""
    n = len(units.words)
    first = np.concatenate([[True], units.ident[1:] != units.ident[:-1]])
    ident = (np.cumsum(first) - 1).astype(np.int32)
    heads = np.flatnonzero(first)
    tails = np.append(heads[1:], n) - 1
    starts, ends, chain = units.starts[heads].tolist(), units.ends[tails].tolist(), units.chain[heads].tolist()
    count = len(heads)
    tokens = [text[a:b] for a, b in zip(starts, ends, strict=True)]
    windows = [(k, size) for size in (2, 3, 4) for k in range(count - size + 1) if chain[k] == chain[k + size - 1]]
    tokens += [text[starts[k] : ends[k + size - 1]] for k, size in windows]
    fame = words.fame(tokens)
    known = np.array(fame[:count], np.float32)
    wide = np.zeros((count, 2), np.float32)
    for (k, size), (families, api) in zip(windows, fame[count:], strict=True):
        if families >= 2 or api:
            wide[k : k + size] = (size, families)
    sizes = np.bincount(ident)
    chains = Counter(chain)
    place = np.arange(n) - heads[ident]
    inside = [
        np.log1p(known[:, 0])[ident],
        known[:, 1][ident],
        sizes[ident] / 4,
        np.log(np.maximum(1, np.array(ends) - np.array(starts)))[ident],
        wide[ident, 0] / 3,
        np.log1p(wide[ident, 1]),
        np.array([chains[c] for c in chain], np.float32)[ident] / 4,
        place / 4,
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
        firsts = np.searchsorted(units.ends, [f.start for _, f in proposals], "right").tolist()
        lasts = np.searchsorted(units.starts, [f.end for _, f in proposals], "left").tolist()
        for place in sorted(range(len(proposals)), key=lambda i: proposals[i][1].rank):
            a, b = firsts[place], lasts[place]
            if a < b:
                source, f = proposals[place]
                said[a:b, 3 * source : 3 * source + 2] = (f.rank / 100, log1p(f.end - f.start) / 3)
                said[a:b, 3 * source + 2] = (units.starts[a:b] >= f.start) & (units.ends[a:b] <= f.end)
                kind = f.kind.partition(".")[0]
                kinds[a:b, source] = _KIND_ID.get(kind) or _FAMILY_ID.get(f.family, 1)
                firm[a:b] |= f.family in FORMED
    return said, kinds, firm


def _from_listed(facts: Facts, said: Floats) -> Floats:
    """Which part of the unit a listed word of this text is that it begins with, and is no such word itself: velmorad, 미르화."""
    listed = said[:, 3 * SOURCES.index("lexicon")] > 0
    known = {facts.same[unit] for unit in np.flatnonzero(listed).tolist()}
    out = np.zeros((len(listed), 1), np.float32)
    if known:
        for unit in np.flatnonzero(~listed).tolist():
            word = facts.same[unit]
            for size in range(len(word) - 1, 1 if word[0] >= "가" else 3, -1):
                if word[:size] in known:
                    out[unit] = size / len(word)
                    break
    return out


_marks: dict[str, tuple[int, int, int, bool, bool]] = {}


def _mark(gap: str) -> tuple[int, int, int, bool, bool]:
    """A gap's bucket, those of its first and last character, whether a line ends in it, and whether it begins with a colon."""
    found = _marks.get(gap)
    if found is None:
        if len(_marks) > 5000:
            _marks.clear()
        short = gap if len(gap) < 5 else gap[:2] + "~" + gap[-2:]
        whole = zlib.crc32(short.encode("utf-8", "replace")) % (GAPS - 1) + 1 if gap else 0
        found = _marks[gap] = (
            whole,
            ord(gap[0]) % 64 if gap else -1,
            ord(gap[-1]) % 64 if gap else -1,
            "\n" in gap,
            gap[:3].lstrip().startswith(":"),
        )
    return found


def _around(units: Units) -> tuple[Ints, Ints, Floats]:
    """Buckets of the gaps before and after, and eleven numbers of the unit's place in its line."""
    n = len(units.words)
    gaps = np.array([_mark(gap) for gap in units.gaps], np.int32)
    whole, last, first, broken = gaps[:, 0], gaps[:-1, 2], gaps[1:, 1], gaps[:, 3] > 0
    newline = broken[:-1].copy()
    newline[0] = True
    heads = np.flatnonzero(newline)
    row = np.cumsum(newline) - 1
    place = np.arange(n) - heads[row]
    length = np.bincount(row)[row]
    wordy = np.array([not w[0].isdigit() for w in units.words])
    seen = np.cumsum(wordy)
    leading = wordy & (seen - np.where(heads > 0, seen[heads - 1], 0)[row] == 1)
    colon = gaps[1:, 4] > 0
    timed = np.array([w[0].isdigit() and ":" in w for w in units.words])
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
    proposed = said[:, 0::3] > 0
    syntax = sum(text.count(c) for c in '{}();=<>|"') / max(1, len(text))
    unknown = own[:, W.STRANGE]
    listed = said[:, 6]
    row = [
        log(n) / 5, unknown.mean(), log1p(unknown.sum()) / 3,
        *[x for k in range(len(SOURCES)) for x in (proposed[:, k].mean(), log1p(proposed[:, k].sum()) / 3)],
        (listed > 0.5).mean(), log1p((listed > 0.5).sum()), own[:, W.HANGUL].mean(), own[:, W.ASIAN].mean(),
        own[:, W.UNKNOWN].mean(), own[:, 7].mean(), syntax * 10, (units.mark > 0).mean(),
        log1p(text.count("\n")) / 3, len(np.unique(kinds)) / 4,
    ]  # fmt: skip
    return np.array(row, np.float32)
