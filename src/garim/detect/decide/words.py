"""What a word says by itself: what is publicly known of it, its shape, and a Korean word's stem, title and tail.

Facts are kept for the words met lately, so that a text costs what is new in it.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from functools import cache
from math import log, log1p
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

import garim.lang as lang
from garim.detect.public.judge import public, settled
from garim.detect.public.table import Known, Table

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]

KNOWN = 17
"""Fields of the public table that are read, in its order."""
KEPT = 60_000
"""Words whose facts are kept."""
LONGEST = 60
"""Syllables of a run that are taken apart; what follows stays with the last word."""
WIDEST = 5
"""Syllables of a word inside a run."""
NUMBERS = 2 * KNOWN + 27
(HANGUL, LATIN, ASIAN, NUMBER, LENGTH, STEM_LENGTH, COUNT, CAPITALS, CAPITAL, LOWER, DIGITS, HEXADECIMAL, FAMILY, THREE, TWO,
 TITLED, TAILED, MARKED, ALONE, UNKNOWN, PREFIX, MASKED, STRANGE, LEGAL,
 TITLE, TRADE, BEFORE_TRADE) = range(2 * KNOWN, NUMBERS)  # fmt: skip
"""Columns of a unit's numbers, after what is known of it and of its stem; `COUNT` is in quarters of a digit; `TRADE` is the share
of the stem that says what company it is (설비 of 두레설비), `BEFORE_TRADE` whether a noun stands before that."""
LETTERS = 8
"""Columns of letter groups: two or three of the stem's, the word's end, the public word, tail, title, the stem's end."""
BUCKETS = (1024, 1024, 1024, 2048, 4096, 512, 128, 2048)


class Lists(NamedTuple):
    """What Korean adds to a noun or name."""

    family: frozenset[str]
    tail_set: frozenset[str]
    title_set: frozenset[str]
    longest_tail: int
    longest_title: int
    legal: frozenset[str]
    """Of every language."""
    trades: frozenset[str]
    longest_trade: int


@cache
def korean() -> Lists:
    """What `lang/` knows."""
    tails = {*lang.words("particles", "ko"), *lang.words("noun_endings", "ko"), *lang.words("suffixes", "ko")} - {"님"}
    named = {t for role in ("titles", "weak_titles", "people", "honorifics") for t in lang.words(role, "ko") if t[0] >= "가"}
    titles = named | {t + "님" for t in named if len(t) > 1 and not t.endswith("님")}
    family = frozenset((*lang.words("surnames", "ko"), *lang.words("rare_surnames", "ko")))
    longest = (max(map(len, tails)), max(map(len, titles)))
    trades = frozenset(lang.words("trades", "ko"))
    return Lists(
        family, frozenset(tails), frozenset(titles), *longest, frozenset(lang.words("legal_forms")), trades, max(map(len, trades))
    )


class Facts(NamedTuple):
    """Of each word of one text: a row of numbers, a row of buckets, what it is by itself, and the keys it is met again by."""

    numbers: Floats
    letters: Ints
    signs: Ints
    """`CALM`, `DOTTED`, `OWN`, the stem's length, `WORDY` and `TIMED`."""
    same: list[str]
    kin: list[str]
    """A full Korean name and its given name share one."""


CALM, DOTTED, OWN, STEM, WORDY, TIMED = range(6)
"""Columns of signs: whether it is never in doubt by itself; whether it has several dots, as addresses and versions have; whether
its stem has no ordinary sense, so that who lists it means it; the stem's length; whether it begins with no digit; whether it is a
time of the day."""


class _Kept(NamedTuple):
    """Facts of one word; `row` is the three rows' bytes, so that a text's facts are one joining."""

    row: bytes
    same: str
    kin: str


class Words:
    """Facts of words, kept for those met lately.

    Not locked: each word's facts are one value that is put down whole, so that two threads at most work out the same twice.
    """

    def __init__(self, table: Table) -> None:
        """`table`: what is publicly known."""
        self._table = table
        self._kept: dict[str, _Kept] = {}
        self._cuts: dict[str, list[int]] = {}
        self._fame: dict[str, int] = {}
        """Twice the families, and one for an interface."""

    def fame(self, tokens: Sequence[str]) -> tuple[Floats, Floats]:
        """Of whole identifiers: families of public sources, and whether one of these defines an interface by it."""
        if len(self._fame) > KEPT:
            self._fame = {}
        fame = self._fame
        if new := [token for token in set(tokens) if token not in fame]:
            known = self._table.rows([token.strip("_$#") for token in new])
            fame.update(zip(new, (2 * known[:, 0] + known[:, 1]).astype(np.int32).tolist(), strict=True))
        told = np.fromiter(map(fame.__getitem__, tokens), np.int32, len(tokens))
        return (told >> 1).astype(np.float32), (told & 1).astype(np.float32)

    def prefix(self, word: str) -> float:
        """How many public codes begin with this word's letters, as a logarithm."""
        return log1p(self._table.code_prefix(_latin_stem(word))) if word.isascii() else 0.0

    def cuts(self, run: str) -> list[int]:
        """Where a long run of Hangul falls into words, each with its tail: offsets inside the run, in order."""
        found = self._cuts.get(run)
        if found is None:
            if len(self._cuts) > KEPT:
                self._cuts.clear()
            found = self._cuts[run] = self._cut(run[:LONGEST])
        return found

    def _cut(self, run: str) -> list[int]:
        lists, size = korean(), len(run)
        spans = [(a, b) for a in range(size) for b in range(a + 2, min(size, a + WIDEST) + 1)]
        known = dict(zip(spans, self._table.rows([run[a:b] for a, b in spans])[:, :KNOWN].tolist(), strict=True))
        best: list[tuple[float, int, str]] = [(0.0, 0, "")] + [(1e9, 0, "")] * size
        for end in range(1, size + 1):
            for start in range(max(0, end - WIDEST), end):
                cost, what = _cost(run[start:end], known.get((start, end)), lists)
                total = best[start][0] + cost
                if total < best[end][0]:
                    best[end] = (total, start, what)
        pieces, at = [], size
        while at:
            _, start, what = best[at]
            pieces.append((start, what))
            at = start
        pieces.reverse()
        # A tail belongs to the word before it, and strange syllables in a row are one word.
        return [
            start
            for (start, what), (_, before) in zip(pieces[1:], pieces[:-1], strict=True)
            if what != "tail" and not (what == before == "strange")
        ]

    def facts(self, words: Sequence[str]) -> Facts:
        """The facts of a text's words, in their order."""
        if len(self._kept) > KEPT:
            self._kept = {}
        kept = self._kept
        new = [word for word in dict.fromkeys(words) if word not in kept]
        for at in range(0, len(new), 4096):
            self._learn(new[at : at + 4096], kept)
        rows = [kept[word] for word in words]
        numbers = np.frombuffer(b"".join([row.row for row in rows]), np.float32).reshape(len(rows), -1)
        signs = numbers.view(np.int32)
        return Facts(
            numbers[:, :NUMBERS],
            signs[:, NUMBERS : NUMBERS + LETTERS],
            signs[:, NUMBERS + LETTERS :],
            [row.same for row in rows],
            [row.kin for row in rows],
        )

    def _learn(self, words: list[str], kept: dict[str, _Kept]) -> None:
        lists = korean()
        ways = [_ways(word, lists) if "가" <= word[0] <= "힣" else [(_latin_stem(word), "", "")] for word in words]
        wanted = list(dict.fromkeys([*words, *(way[0] for row in ways for way in row)]))
        traded = {word: name for word in wanted if (name := _before_trade(word, lists))}
        wanted += traded.values()
        known = self._table.rows(wanted)
        at = {word: i for i, word in enumerate(wanted)}
        plain, whole = known[:, :KNOWN].tolist(), known.tolist()
        for word, row in zip(words, ways, strict=True):
            stem, title, tail = max(row, key=lambda way: _fits(word, way, plain[at[way[0]]], lists)) if len(row) > 1 else row[0]
            told = Known._make(whole[at[stem]])
            numbers, letters = _read(word, stem, title, tail, plain[at[word]], plain[at[stem]], lists)
            numbers += [
                self.prefix(stem),
                float("*" in word or "○" in word),
                float(not (settled(stem, told) or public(stem))),
                float(stem in lists.legal),
                float(stem.lower() in lists.title_set),
            ]
            name = traded.get(stem, "")
            numbers += [1 - len(name) / len(stem), plain[at[name]][8]] if name else [0.0, 0.0]
            low = stem.lower()
            kin = stem[-2:] if len(stem) == 3 and "가" <= stem[0] <= "힣" else low
            digit = word[0].isdigit()
            length = len(stem) if "가" <= word[0] <= "힣" else len(word)
            signs = [
                _calm(word, stem, numbers, lists),
                word.count(".") > 1,
                _own(stem, told),
                length,
                not digit,
                digit and ":" in word,
            ]
            row_of_it = np.array(numbers, np.float32).tobytes() + np.array(letters + signs, np.int32).tobytes()
            kept[word] = _Kept(row_of_it, low, kin)


COMMON_PART = 20
"""Families of public sources from which a token of identifiers is nobody's own."""


def _own(stem: str, of: Known) -> bool:
    """Whether a stem has no ordinary sense: in no dictionary of any language, and no token of many."""
    if not stem.isalpha() or len(stem) < 2:
        return False
    many = of.families >= (COMMON_PART // 4 if of.api else COMMON_PART) or of.part >= COMMON_PART
    return not (many or of.word or of.foreign or of.noun or of.other_pos or of.verb or of.title or of.brand)


WHEN = re.compile(
    r"(?:19|20)\d\d[-./](?:0?[1-9]|1[0-2])(?:[-./](?:0?[1-9]|[12]\d|3[01]))?"
    r"|(?:\d{1,2}[-.]){0,3}20[0-4]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[-.]\d{1,2})?"
    r"|\d{1,2}:[0-5]\d(?::[0-5]\d)?(?:[.,]\d{1,9})?"
)
"""Dates, times of the day, and versions that hold a date: when something was is no secret; births are proposed by the finders."""


def _calm(word: str, stem: str, numbers: Sequence[float], lists: Lists) -> bool:
    """Whether nobody need ask about a word unless a finder proposes it."""
    if numbers[NUMBER]:
        return len(word) < 4 or WHEN.fullmatch(word) is not None
    if stem.lower() in lists.title_set:
        return True
    if not numbers[LATIN]:
        return False
    common = numbers[0] > 3.4 or (numbers[4] and numbers[3] > 0.75)  # many families; or a dictionary word of some frequency
    plain = numbers[LOWER] and common and not numbers[5] and not numbers[DIGITS]  # no given name
    return bool(plain or numbers[ALONE])


def _cost(piece: str, known: list[float] | None, lists: Lists) -> tuple[float, str]:
    """How dear it is to read a piece of a run as one word, and as what."""
    if piece in lists.tail_set:
        return (0.9 if len(piece) == 1 else 0.8), "tail"
    if piece in lists.title_set:
        return 0.9, "tail"
    if known is None:
        return 1.4, "strange"
    families, zipf, noun, proper, person, place, other = known[0], known[3], *known[8:13]
    if noun or other or families >= 3:
        return 1.5 - 0.1 * min(zipf, 5) - 0.15 * (len(piece) - 2), "word"
    if person or place or proper:
        return 1.9, "word"
    return 1e6, ""


def _latin_stem(word: str) -> str:
    return word.rstrip("0123456789") or word


def _ways(word: str, lists: Lists) -> list[tuple[str, str, str]]:
    """Every way to read a Hangul word as stem, title and tail."""
    ways, size = [(word, "", "")], len(word)
    if size > 1:
        for end in range(size, max(0, size - lists.longest_tail - 1), -1):
            tail = word[end:]
            if tail and tail not in lists.tail_set:
                continue
            rest = word[:end]
            if tail:
                ways.append((rest, "", tail))
            for cut in range(end - 1, max(0, end - lists.longest_title - 1), -1):
                if rest[cut:] in lists.title_set:
                    ways.append((rest[:cut], rest[cut:], tail))
    return ways


def _fits(word: str, way: tuple[str, str, str], known: list[float], lists: Lists) -> float:
    """How well a reading fits: a known noun is best, then a name's shape; a longer tail is better."""
    stem, title, tail = way
    families, zipf, noun, proper, person, place, other = known[0], known[3], *known[8:13]
    if not title and not tail:
        if noun or other or families >= 3 or (proper and zipf):
            return 3.0 + min(zipf, 4) / 2
        if _before_trade(stem, lists):
            return 2.4
        return 2.2 if person or place else 1.0 if len(stem) in (2, 3) and stem[0] in lists.family else 0.5
    if len(stem) == 1:
        score = 1.3 if title and stem in lists.family else 0.4 if noun else 0.0
    elif noun or families >= 3:
        score = 2.8 + min(zipf, 4) / 2
    elif person or place or proper or _before_trade(stem, lists):
        score = 2.4
    else:
        score = 2.0 if len(stem) == 3 and stem[0] in lists.family else 1.4 if len(stem) == 2 else 1.2
    return score + 0.1 * len(tail) + (0.9 if len(title) > 1 else 0.5 if title else 0.0)


_HEX = re.compile(r"[0-9a-fA-F]+")
_MARKED = re.compile(r"[.,:/-]")


def _read(
    word: str, stem: str, title: str, tail: str, known: list[float], of_stem: list[float], lists: Lists
) -> tuple[list[float], list[int]]:
    first = word[0]
    hangul = "가" <= first <= "힣"
    asian = "\u3040" <= first <= "\u30ff" or "\u4e00" <= first <= "\u9fff"
    digits = sum(c.isdigit() for c in word)
    number = digits > 0 and not any(c.isalpha() for c in word)
    latin = not (hangul or asian or number)
    of_it = of_stem if hangul else known
    unknown = of_it[0] < 2 and of_it[2] < 2 and not of_it[4] and not of_it[8] and not number
    numbers = [
        *_scaled(known), *_scaled(of_stem),
        hangul, latin, asian, number, log(len(word)), log(len(stem)), min(digits, 12) / 4,
        word.isupper() and len(word) > 1, first.isupper(), word.islower(), latin and digits > 0,
        digits > 0 and _HEX.fullmatch(word) is not None,
        hangul and stem[0] in lists.family, hangul and len(stem) == 3, hangul and len(stem) == 2,
        title != "", tail != "", number and _MARKED.search(word) is not None, len(word) == 1, unknown,
    ]  # fmt: skip
    if hangul:
        groups = [
            _bucket("a" + stem[:1], 1024),
            _bucket("b" + stem[1:2], 1024),
            _bucket("c" + stem[-1:], 1024),
            _bucket("d" + word[-2:], 2048),
        ]
    elif number:
        groups = [0, 0, _bucket("n" + re.sub(r"\d", "9", word)[:12], 1024), _bucket(f"m{digits}", 2048)]
    else:
        low = word.lower()
        groups = [
            _bucket("p" + low[:2], 1024),
            _bucket("q" + low[:3], 1024),
            _bucket("r" + low[-2:], 1024),
            _bucket("s" + low[-3:], 2048),
        ]
    common = any(k[0] >= 5 or k[4] or (k[8] and k[3] >= 2) for k in (known, of_stem))
    own = _bucket("w" + (word.lower() if not hangul else stem), 4096) if common and not number else 0
    end = _bucket("e" + stem[-2:], 2048) if hangul and len(stem) > 2 else 0
    return numbers, [*groups, own, _bucket("t" + tail, 512) if tail else 0, _bucket("u" + title, 128) if title else 0, end]


def _before_trade(stem: str, lists: Lists) -> str:
    """What stands before the longest word for a trade at a Hangul stem's end; "" where none does."""
    if len(stem) > 3 and "가" <= stem[0] <= "힣":
        for cut in range(max(2, len(stem) - lists.longest_trade), len(stem) - 1):
            if stem[cut:] in lists.trades:
                return stem[:cut]
    return ""


def _scaled(known: list[float]) -> list[float]:
    return [log1p(known[0]), known[1], log1p(known[2]), known[3] / 4, *known[4:]]


def _bucket(text: str, size: int) -> int:
    return zlib.crc32(text.encode("utf-8", "replace")) % (size - 1) + 1
