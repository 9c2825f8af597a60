"""What a word says by itself: what is publicly known of it, its shape, and a Korean word's stem, title and tail.

Facts are kept for the words met lately, so that a text costs what is new in it.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

import garim.lang as lang
import garim.late as re
from garim.detect.public.compounds import LONGEST as LONGEST_COMPOUND
from garim.detect.public.compounds import SHORTEST, weakest
from garim.detect.public.judge import prepare, public, settled
from garim.detect.public.table import FIELDS, Table
from garim.text.lately import Lately

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
NUMBERS = 2 * KNOWN + 30
(HANGUL, LATIN, ASIAN, NUMBER, LENGTH, STEM_LENGTH, COUNT, CAPITALS, CAPITAL, LOWER, DIGITS, HEXADECIMAL, FAMILY, THREE, TWO,
 TITLED, TAILED, MARKED, ALONE, UNKNOWN, PREFIX, MASKED, STRANGE, LEGAL,
 TITLE, TRADE, BEFORE_TRADE, ABROAD, ENTRY, JOINED) = range(2 * KNOWN, NUMBERS)  # fmt: skip
"""Columns of a unit's numbers, after what is known of it and of its stem; `COUNT` is in quarters of a digit; `TRADE` is the share
of the stem that says what company it is (설비 of 두레설비), `BEFORE_TRADE` whether a noun stands before that; `ABROAD` how common
the stem is in other languages, `ENTRY` whether an encyclopaedia has it, `JOINED` how well known the parts are of which an unknown
word is made."""
LETTERS = 8
"""Columns of letter groups: two or three of the stem's, the word's end, the public word, tail, title, the stem's end."""
BUCKETS = (1024, 1024, 1024, 2048, 4096, 512, 128, 2048)
COMMON = 4
"""The group of a word where it is an ordinary one: it has a bucket of its own."""
SIGNS = 7
WIDTH = NUMBERS + LETTERS + SIGNS


class Lists(NamedTuple):
    """What Korean adds to a noun or name, and what stands beside names anywhere."""

    family: frozenset[str]
    tail_set: frozenset[str]
    title_set: frozenset[str]
    longest_tail: int
    longest_title: int
    titles: frozenset[str]
    """Of every language."""
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
    every, legal = frozenset((*titles, *lang.words("titles"))), frozenset(lang.words("legal_forms"))
    return Lists(family, frozenset(tails), frozenset(titles), *longest, every, legal, trades, max(map(len, trades)))


class Facts(NamedTuple):
    """Of each word of one text: a row of numbers, a row of buckets, what it is by itself, and the keys it is met again by."""

    numbers: Floats
    letters: Ints
    signs: Ints
    """`CALM`, `DOTTED`, `OWN`, the stem's length, `WORDY`, `TIMED` and `PAST`."""
    same: Sequence[str]
    kin: Sequence[str]
    """A full Korean name and its given name share one."""


CALM, DOTTED, OWN, STEM, WORDY, TIMED, PAST = range(SIGNS)
"""Columns of signs: whether it is never in doubt by itself; whether it has several dots, as addresses and versions have; whether
its stem has no ordinary sense, so that who lists it means it; the stem's length; whether it begins with no digit; whether it is a
time of the day; whether its stem has a syllable that ends in ㅆ, as verbs of the past have and names never (모였다, 갔는데)."""


_Kept = tuple[bytes, str, str]
"""Facts of one word: its three rows' bytes, so that a text's facts are one joining, and the keys it is met again by."""


class Words:
    """Facts of words, kept for those met lately.

    Not locked: each word's facts are one value that is put down whole, so that two threads at most work out the same twice.
    """

    def __init__(self, table: Table) -> None:
        """`table`: what is publicly known."""
        self._table = table
        self._kept = Lately[str, _Kept](KEPT)
        self._cuts = Lately[str, list[int]](KEPT)
        self._fame = Lately[str, int](KEPT)
        """Twice the families, and one for an interface."""

    def fame(self, tokens: Sequence[str]) -> tuple[Floats, Floats]:
        """Of whole identifiers: families of public sources, and whether one of these defines an interface by it."""
        fame = {token: self._fame.get(token) for token in tokens}
        if new := [token for token, twice in fame.items() if twice is None]:
            known = self._table.rows([token.strip("_$#") for token in new])
            found = dict(zip(new, (2 * known[:, 0] + known[:, 1]).astype(np.int32).tolist(), strict=True))
            fame |= found
            self._fame.update(found)
            self._fame.trim()
        told = np.fromiter(map(fame.__getitem__, tokens), np.int32, len(tokens))
        return (told >> 1).astype(np.float32), (told & 1).astype(np.float32)

    def cuts(self, run: str) -> list[int]:
        """Where a long run of Hangul or Chinese characters falls into words, each with its tail: offsets inside it, in order."""
        found = self._cuts.get(run)
        if found is None:
            found = self._cuts[run] = self._cut(run[:LONGEST])
        return found

    def _cut(self, run: str) -> list[int]:
        lists, size = korean(), len(run)
        cost_of = _cost if run[0] >= "가" else _cost_han
        spans = [(a, b) for a in range(size) for b in range(a + 2, min(size, a + WIDEST) + 1)]
        known = dict(zip(spans, self._table.rows([run[a:b] for a, b in spans])[:, :KNOWN].tolist(), strict=True))
        best: list[tuple[float, int, str]] = [(0.0, 0, "")] + [(1e9, 0, "")] * size
        for end in range(1, size + 1):
            for start in range(max(0, end - WIDEST), end):
                cost, what = cost_of(run[start:end], known.get((start, end)), lists)
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
        found = {word: self._kept.get(word) for word in words}
        new = [word for word, facts in found.items() if facts is None]
        for at in range(0, len(new), 4096):
            learnt = self._learn(new[at : at + 4096])
            found |= learnt
            self._kept.update(learnt)
        self._kept.trim()
        rows, same, kin = zip(*map(found.__getitem__, words), strict=True) if words else ((), (), ())
        numbers = np.frombuffer(b"".join(rows), np.float32).reshape(len(rows), WIDTH)
        signs = numbers.view(np.int32)
        return Facts(numbers[:, :NUMBERS], signs[:, NUMBERS : NUMBERS + LETTERS], signs[:, NUMBERS + LETTERS :], same, kin)

    def _learn(self, words: list[str]) -> dict[str, _Kept]:
        lists = korean()
        ways = [_ways(word, lists) if "가" <= word[0] <= "힣" else [(_latin_stem(word), "", "")] for word in words]
        at = {word: i for i, word in enumerate(dict.fromkeys([*words, *(way[0] for row in ways for way in row)]))}
        traded = {word: name for word in at if len(word) > 3 and (name := _before_trade(word, lists))}
        for name in traded.values():
            at.setdefault(name, len(at))
        known = self._table.rows(list(at))
        fitting = known[:, FITTING].tolist()
        joined = self._joined(words, ways, known, at)
        read = [
            max(row, key=lambda way: _fits(way, fitting[at[way[0]]], traded, joined.get(word), lists)) if len(row) > 1 else row[0]
            for word, row in zip(words, ways, strict=True)
        ]
        stems = [stem for stem, _, _ in read]
        codes = [self._table.code_prefix(_latin_stem(stem)) if stem.isascii() else 0 for stem in stems]
        of_word, of_stem = known[[at[word] for word in words]], known[[at[stem] for stem in stems]]
        of_name = [fitting[at[traded[stem]]][2] if stem in traded else 0.0 for stem in stems]

        block = np.empty((len(words), WIDTH), np.float32)
        numbers, integers = block[:, :NUMBERS], block.view(np.int32)[:, NUMBERS:]
        numbers[:, :KNOWN], numbers[:, KNOWN : 2 * KNOWN] = _scaled(of_word), _scaled(of_stem)
        shapes = np.array([_shape(word, way, traded, lists) for word, way in zip(words, read, strict=True)], np.float64)
        shapes[:, SIZES] = np.log(shapes[:, SIZES])
        numbers[:, 2 * KNOWN :] = shapes
        hangul, number = numbers[:, HANGUL] > 0, numbers[:, NUMBER] > 0
        of_it = np.where(hangul[:, None], of_stem, of_word)
        numbers[:, UNKNOWN] = ~(number | (of_it[:, [0, 2]] >= 2).any(axis=1) | (of_it[:, [4, 8]] > 0).any(axis=1))
        numbers[:, PREFIX] = np.log1p(codes)
        numbers[:, STRANGE] = _strange(stems, of_stem, hangul)
        numbers[:, BEFORE_TRADE] = of_name
        numbers[:, ABROAD] = of_stem[:, FIELDS.index("abroad")] / 4
        numbers[:, ENTRY] = of_stem[:, FIELDS.index("title")]
        parts = [
            (joined[word][len(stem if word[0] >= "가" else word)] if word in joined else 0.0)
            for word, stem in zip(words, stems, strict=True)
        ]
        numbers[:, JOINED] = np.array(parts) / 4
        common = (_common(of_word) | _common(of_stem)) & ~number
        integers[:, :LETTERS] = [_letters(word, *way, wide) for word, way, wide in zip(words, read, common.tolist(), strict=True)]
        signs = integers[:, LETTERS:]
        signs[:] = [_signs(word, way[0]) for word, way in zip(words, read, strict=True)]
        signs[:, CALM] |= ~number & _calm(numbers) | np.array([stem in lists.trades for stem in stems])
        short = [stem.isascii() and stem.isupper() and len(stem) > 2 for stem in stems]
        signs[:, OWN] &= _own(of_stem, np.array(short))
        learnt: dict[str, _Kept] = {}
        rows, size = block.tobytes(), block.itemsize * WIDTH
        for i, (word, stem) in enumerate(zip(words, stems, strict=True)):
            low = stem.lower()
            kin = stem[-2:] if len(stem) == 3 and "가" <= stem[0] <= "힣" else low
            learnt[word] = rows[i * size : (i + 1) * size], low, kin
        return learnt

    def _joined(
        self, words: list[str], ways: list[list[tuple[str, str, str]]], known: Floats, at: dict[str, int]
    ) -> dict[str, list[float]]:
        """Of words that are not known as a whole, how well known their parts are; see `weakest`."""
        whole = (known[:, [0, 2]] >= 2).any(axis=1) | (known[:, SENSES] > 0).any(axis=1) | (known[:, 3] > 0)
        noun = ((known[:, 0] >= 3) | (known[:, [8, 12]] > 0).any(axis=1)).tolist()
        told = whole.tolist()
        apart = []
        for word, row in zip(words, ways, strict=True):
            if not word.isalpha():
                continue
            if "가" <= word[0] <= "힣":
                if 2 < len(word) <= LONGEST and not any(noun[at[stem]] for stem, _, _ in row if len(stem) > 1):
                    apart.append(word)
            elif word[0] < "\u3000" and SHORTEST <= len(word) <= LONGEST_COMPOUND and not told[at[word]]:
                apart.append(word)
        return dict(zip(apart, weakest(apart, self._table), strict=True))


FITTING = [0, 3, *range(8, 13)]
"""Columns of what is known that tell how well a reading fits."""
API, PART, FOREIGN, PLACE, CJK_PERSON = map(FIELDS.index, ("api", "part", "foreign", "place", "cjk_person"))
SENSES = [FIELDS.index(name) for name in "word foreign noun other_pos verb title brand".split()]
"""Columns of what makes an ordinary word."""
COMMON_PART = 20
"""Families of public sources from which a token of identifiers is nobody's own."""
RARE = 2.6
"""Frequency (Zipf) below which an abbreviation is known to few."""


def _own(known: Floats, short: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Whether words have no ordinary sense: in no dictionary of any language, and no token of many.

    Args:
        known: What is known of each.
        short: Whether it is an abbreviation in capitals: many use its letters, each for something else.
    """
    least = np.where(known[:, API] > 0, COMMON_PART // 4, COMMON_PART)
    many = (known[:, 0] >= least) | (known[:, PART] >= COMMON_PART)
    rare = (known[:, SENSES[0]] == 0) & (known[:, 3] < RARE) & (known[:, 0] < COMMON_PART) & (known[:, PART] < 3 * COMMON_PART)
    return np.where(short & rare, True, ~(many | known[:, SENSES].any(axis=1)))


def _strange(stems: Sequence[str], known: Floats, hangul: npt.NDArray[np.bool_]) -> list[bool]:
    """Whether words are not public, neither as a whole nor by their parts."""
    told = settled(known, hangul).tolist()
    prepare([stem for stem, enough in zip(stems, told, strict=True) if not enough])
    return [not (enough or public(stem)) for stem, enough in zip(stems, told, strict=True)]


def _common(known: Floats) -> npt.NDArray[np.bool_]:
    """Whether words are so common that each is a feature of its own."""
    out: npt.NDArray[np.bool_] = (known[:, 0] >= 5) | (known[:, 4] > 0) | ((known[:, 8] > 0) & (known[:, 3] >= 2))
    return out


WHEN = re.compile(
    r"(?:19|20)\d\d[-./](?:0?[1-9]|1[0-2])(?:[-./](?:0?[1-9]|[12]\d|3[01]))?"
    r"|(?:\d{1,2}[-.]){0,3}20[0-4]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[-.]\d{1,2})?"
    r"|\d{1,2}:[0-5]\d(?::[0-5]\d)?(?:[.,]\d{1,9})?|(?:19|20)\d\d:[0-2]\d:[0-5]\d:[0-5]\d"
)
"""Dates, times of the day (an access log's 29/Nov/2024:23:58:01 too), and versions that hold a date: when something was is no
secret; births are proposed by the finders."""
AMOUNT = re.compile(
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?"
    r"|\d+(?:[nuµm]?s|secs?|mins?|hrs?|[KMGT]i?[Bb]|kB|bps|[KMG]bps|[kmc]?g|[kcm]?m|px|pt|r?em|dpi|fps|rpm|[kKMG]?Hz|k?Wh?|m?Ah|[km]?V|[xX])"
)
"""What is counted or measured: 1,284,500 and 250ms."""


GLUE = 6.5 / 4
"""Frequency (Zipf / 4) of the words that hold every sentence together, though And and Will are called so: and, that, from."""


def _calm(numbers: Floats) -> npt.NDArray[np.bool_]:
    """Whether nobody need ask about words that are no numbers unless a finder proposes them."""
    # Many families, or a dictionary word of some frequency; no given name.
    common = (numbers[:, 0] > 3.4) | ((numbers[:, 4] > 0) & (numbers[:, 3] > 0.75))
    plain = (numbers[:, LOWER] > 0) & common & (numbers[:, 5] == 0) & (numbers[:, DIGITS] == 0)
    plain |= (numbers[:, LOWER] > 0) & (numbers[:, 3] >= GLUE)
    out: npt.NDArray[np.bool_] = (numbers[:, TITLE] > 0) | ((numbers[:, LATIN] > 0) & (plain | (numbers[:, ALONE] > 0)))
    return out


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


def _cost_han(piece: str, known: list[float] | None, lists: Lists) -> tuple[float, str]:
    """The same of Chinese characters; one alone is strange but for a title, as its meaning hangs on the word."""
    if piece in lists.titles:
        return 0.7, "title"
    if known is None:
        return 1.1, "strange"
    if known[FOREIGN]:
        return 1.3 - 0.15 * len(piece), "word"
    if known[PLACE] or known[CJK_PERSON]:
        return 1.4 - 0.1 * len(piece), "word"
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


JOINED_WELL = 2.0
"""How well known (Zipf) the parts of a compound are that is read as one."""


def _fits(
    way: tuple[str, str, str], known: list[float], traded: Mapping[str, str], joined: list[float] | None, lists: Lists
) -> float:
    """How well a reading fits: a known noun is best, then known nouns joined, then a name's shape; a longer tail is better.

    Args:
        way: Stem, title and tail.
        known: What the table says of the stem, the columns of FITTING.
        traded: Stems that end with a word for a trade.
        joined: What `weakest` says of the word, None where it is known as a whole.
        lists: What Korean adds to a noun.
    """
    stem, title, tail = way
    families, zipf, noun, proper, person, place, other = known
    if joined and len(stem) > 2 and joined[len(stem)] >= JOINED_WELL and not title:
        return 2.5 + 0.1 * len(tail)
    if not title and not tail:
        if noun or other or families >= 3 or (proper and zipf):
            return 3.0 + min(zipf, 4) / 2
        if stem in traded:
            return 2.4
        return 2.2 if person or place else 1.0 if len(stem) in (2, 3) and stem[0] in lists.family else 0.5
    if len(stem) == 1:
        score = 1.3 if title and stem in lists.family else 0.4 if noun else 0.0
    elif noun or families >= 3:
        score = 2.8 + min(zipf, 4) / 2
    elif person or place or proper or stem in traded:
        score = 2.4
    else:
        score = 2.0 if len(stem) == 3 and stem[0] in lists.family else 1.4 if len(stem) == 2 else 1.2
    return score + 0.1 * len(tail) + (0.9 if len(title) > 1 else 0.5 if title else 0.0)


_HEX = re.compile(r"[0-9a-fA-F]+")
_MARKED = re.compile(r"[.,:/-]")
_DIGIT = re.compile(r"\d")
SIZES = slice(LENGTH - 2 * KNOWN, STEM_LENGTH - 2 * KNOWN + 1)


def _shape(word: str, way: tuple[str, str, str], traded: Mapping[str, str], lists: Lists) -> tuple[float, ...]:
    """A word's columns from HANGUL on, sizes as they are; those that need the table are 0."""
    stem, title, tail = way
    first, size = word[0], len(stem)
    hangul = "가" <= first <= "힣"
    asian = "\u3040" <= first <= "\u30ff" or "\u4e00" <= first <= "\u9fff"
    letters = word.isalpha()
    number = _is_number(word)
    digits = 0 if letters else sum(map(str.isdigit, word))
    latin = not (hangul or asian or number)
    trade = 1 - len(traded[stem]) / size if stem in traded else 0.0
    return (
        hangul, latin, asian, number, len(word), size, min(digits, 12) / 4,
        word.isupper() and len(word) > 1, first.isupper(), word.islower(), latin and digits > 0,
        digits > 0 and _HEX.fullmatch(word) is not None,
        hangul and stem[0] in lists.family, hangul and size == 3, hangul and size == 2,
        title != "", tail != "", number and _MARKED.search(word) is not None, len(word) == 1, 0,
        0, not letters and ("*" in word or "○" in word), 0, stem in lists.legal, stem.lower() in lists.titles, trade, 0,
        0, 0, 0,
    )  # fmt: skip


def _letters(word: str, stem: str, title: str, tail: str, common: bool) -> tuple[int, ...]:
    """A word's buckets; `common`: whether it has one of its own."""
    if "가" <= word[0] <= "힣":
        own = _bucket("w" + stem, BUCKETS[COMMON]) if common else 0
        return (
            _FIRST[stem[:1]], _SECOND[stem[1:2]], _LAST[stem[-1:]], _END[word[-2:]], own,
            _TAIL[tail] if tail else 0, _TITLE[title] if title else 0, _STEM_END[stem[-2:]] if len(stem) > 2 else 0,
        )  # fmt: skip
    low = word.lower()
    own = _bucket("w" + low, BUCKETS[COMMON]) if common else 0
    if _is_number(word):
        digits = sum(map(str.isdigit, word))
        return 0, 0, _WRITTEN[_DIGIT.sub("9", word)[:12]], _DIGITS[str(digits)], own, 0, 0, 0
    return _HEAD2[low[:2]], _HEAD3[low[:3]], _TAIL2[low[-2:]], _TAIL3[low[-3:]], own, 0, 0, 0


def _is_number(word: str) -> bool:
    return not word.isalpha() and any(map(str.isdigit, word)) and not any(map(str.isalpha, word))


def _signs(word: str, stem: str) -> tuple[int, ...]:
    """A word's signs: `CALM` as a number, where it is short, a time or an amount; `OWN` as any word of letters."""
    size = len(stem) if "가" <= word[0] <= "힣" else len(word)
    if word.isalpha():
        return 0, 0, len(stem) > 1, size, 1, 0, "가" <= word[0] <= "힣" and any(map(_past, stem))
    digit = word[0].isdigit()
    calm = digit and (WHEN.fullmatch(word) or AMOUNT.fullmatch(word)) is not None
    calm |= len(word) < 4 and not any(map(str.isalpha, word))
    return calm, word.count(".") > 1, len(stem) > 1 and stem.isalpha(), size, not digit, digit and ":" in word, 0


def _past(syllable: str) -> bool:
    return (ord(syllable) - ord("가")) % 28 == 20


def _before_trade(stem: str, lists: Lists) -> str:
    """What stands before the longest word for a trade at a Hangul stem's end; "" where none does."""
    if len(stem) > 3 and "가" <= stem[0] <= "힣" and stem not in lists.trades:
        for cut in range(max(2, len(stem) - lists.longest_trade), len(stem) - 1):
            if stem[cut:] in lists.trades:
                return stem[:cut]
    return ""


def _scaled(known: Floats) -> npt.NDArray[np.float64]:
    """What is known as the trees are asked of it."""
    out = known[:, :KNOWN].astype(np.float64)
    out[:, [0, 2]] = np.log1p(out[:, [0, 2]])
    out[:, 3] /= 4
    return out


def _bucket(text: str, size: int) -> int:
    return zlib.crc32(text.encode("utf-8", "replace")) % (size - 1) + 1


PIECES = 4_096
"""Pieces whose bucket is kept, of each group."""


class _Buckets(Lately[str, int]):
    """The buckets of one group of letters, kept: ends of words come again and again."""

    def __init__(self, mark: str, group: int) -> None:
        super().__init__(PIECES)
        self._mark, self._size = mark, BUCKETS[group]

    def __missing__(self, piece: str) -> int:
        found = self[piece] = _bucket(self._mark + piece, self._size)
        return found


_FIRST, _SECOND, _LAST, _END = (_Buckets(mark, group) for group, mark in enumerate("abcd"))
_TAIL, _TITLE, _STEM_END = _Buckets("t", 5), _Buckets("u", 6), _Buckets("e", 7)
"""Of Hangul: the stem's first, second and last syllable, the word's end, the tail, the title, the stem's end."""
_WRITTEN, _DIGITS = _Buckets("n", 2), _Buckets("m", 3)
"""Of numbers: how they are written, how many digits they have."""
_HEAD2, _HEAD3, _TAIL2, _TAIL3 = (_Buckets(mark, group) for group, mark in enumerate("pqrs"))
"""Of other words: their first and last letters."""
