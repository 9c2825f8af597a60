"""A tagger over characters: which stretches of Korean prose name people, organisations or places.

Every character has features: n-grams around it, the word it is in and the words beside it, what a dictionary says of the
stretches that cover it.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from garim.detect.names.chain import Chain, Ints, Span, mix, places

DICTIONARIES = ("person", "place", "proper", "noun", "given", "other", "frequent")
LENGTHS = (2, 3, 4, 5, 6)
SLOTS = 21
"""The dictionary has 2**SLOTS slots."""
PAD = 4
_BASE = np.uint64(0x9E3779B97F4A7C15)
_WINDOWS = (
    [(a, 1) for a in range(-3, 4)]
    + [(a, 2) for a in (-3, -2, -1, 0, 1, 2)]
    + [(a, 3) for a in (-3, -2, -1, 0, 1)]
    + [(-2, 4), (-1, 4), (0, 4)]
)
_SHIFTS, _WIDTHS = np.array(_WINDOWS).T[:, :, None]
CHUNK, OVERLAP = 4096, 64
"""Characters looked at in one go, and how many of them again in the next one."""


def _powers(base: int) -> Ints:
    values = np.full(CHUNK + 2 * PAD + 2, base, dtype=np.uint64)
    values[0] = 1
    return np.cumprod(values, dtype=np.uint64)


_POWERS, _INVERSES = _powers(int(_BASE)), _powers(pow(int(_BASE), -1, 1 << 64))


def word_hash(word: str) -> int:
    """The hash under which a dictionary holds a word."""
    codes = np.frombuffer(word.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    return int(mix((mix(codes) * _POWERS[: len(codes)]).sum(keepdims=True))[0])


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Which of the sets of `DICTIONARIES` a word is in; a word that is in none is taken for another in 1 of 1,000 cases.

    A word stands in one of two slots of the table, with nine bits of its hash to know it by and a bit for each set.
    """

    table: NDArray[np.uint16]

    @classmethod
    def load(cls, data: bytes) -> Dictionary:
        """The table from the file that `training/names_lists.py` writes."""
        with np.load(io.BytesIO(data)) as arrays:
            return cls(arrays["table"])

    @classmethod
    def build(cls, words: dict[str, int]) -> Dictionary:
        """A table of words, each with its bits.

        Raises:
            ValueError: More words than the table can hold.
        """
        table = [0] * (1 << SLOTS)
        hashes = np.array([word_hash(word) for word in words], dtype=np.uint64)
        firsts, seconds, marks = (column.tolist() for column in _slots(hashes))
        where: dict[int, tuple[int, int, int]] = {}
        for first, second, mark, bits in zip(firsts, seconds, marks, words.values(), strict=True):
            entry, slot = (first, second, mark << 7 | bits), first
            for _ in range(500):
                entry, where[slot] = where.get(slot, (-1, -1, 0)), entry
                if entry[0] < 0:
                    break
                slot = entry[1] if slot == entry[0] else entry[0]
            else:
                raise ValueError("the table is too small for so many words")
        for slot, (_, _, value) in where.items():
            table[slot] = value
        return cls(np.array(table, dtype=np.uint16))

    def bits(self, hashes: Ints) -> NDArray[np.int64]:
        """The sets that each of the hashed words is in, a bit for each."""
        first, second, mark = _slots(hashes)
        here, there = self.table[first], self.table[second]
        mark = mark.astype(np.uint16)
        found = np.where(here >> 7 == mark, here & 127, np.where(there >> 7 == mark, there & 127, 0))
        return found.astype(np.int64)


def _slots(hashes: Ints) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    mask = np.uint64((1 << SLOTS) - 1)
    first, second = hashes & mask, (hashes >> np.uint64(SLOTS)) & mask
    return first.astype(np.int64), second.astype(np.int64), (hashes >> np.uint64(55)).astype(np.int64)


def _codes(text: str) -> tuple[Ints, NDArray[np.int64]]:
    """Code points, digits alike, with padding; and the class of each: 0 space, 1 Hangul, 2 digit, 3 upper, 4 lower, 5 other."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    codes = np.concatenate([np.full(PAD, 10, np.uint64), codes, np.full(PAD, 10, np.uint64)])
    kinds = np.full(len(codes), 5, dtype=np.int64)
    kinds[codes <= 32] = 0
    kinds[(codes >= 0xAC00) & (codes <= 0xD7A3)] = 1
    digit = (codes >= 48) & (codes <= 57)
    kinds[digit] = 2
    kinds[(codes >= 65) & (codes <= 90)] = 3
    kinds[(codes >= 97) & (codes <= 122)] = 4
    codes[digit] = 48
    return codes, kinds


def features(text: str, dictionary: Dictionary) -> NDArray[np.int64]:
    """The features of each character: a matrix of rows of the table of weights, one row a template, one column a character."""
    codes, kinds = _codes(text)
    n = len(text)
    size = len(codes)
    mixed = mix(codes)
    prefix = np.zeros(size + 1, dtype=np.uint64)
    # A window's hash is taken from sums of code x power, brought to one power by the inverse: exact modulo 2**64.
    prefix[1:] = np.cumsum(mixed * _POWERS[:size])

    def window(start: NDArray[np.int64], end: NDArray[np.int64]) -> Ints:
        return (prefix[end] - prefix[start]) * _INVERSES[start]

    at = np.arange(PAD, PAD + n)
    rows = [window(at + _SHIFTS, np.minimum(at + _SHIFTS + _WIDTHS, size))]
    begins, ends = _word_bounds(kinds)
    rows.append(_shape_rows(kinds, at))
    rows.append(_word_rows(begins, ends, at, window))
    rows.append(_dictionary_rows(kinds, (begins[at], ends[at]), window, dictionary))
    return places(np.concatenate(rows))


def _shape_rows(kinds: NDArray[np.int64], at: NDArray[np.int64]) -> Ints:
    pattern = sum(kinds[at + shift] * 6**i for i, shift in enumerate((-2, -1, 0, 1, 2)))
    return np.stack([np.full(len(at), 1), pattern]).astype(np.uint64)


def _word_bounds(kinds: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where the run of one class of characters around each character begins and ends."""
    same, index = kinds[1:] == kinds[:-1], np.arange(len(kinds))
    begins = np.maximum.accumulate(np.where(np.concatenate([[True], ~same]), index, 0))
    ends = np.minimum.accumulate(np.where(np.concatenate([~same, [True]]), index + 1, len(kinds))[::-1])[::-1]
    return begins, ends


def _word_rows(begins: NDArray[np.int64], ends: NDArray[np.int64], at: NDArray[np.int64], window: Any) -> Ints:
    """The word (Hangul or letters without space) around each character, its ends, and its neighbours."""
    size = len(begins)
    left, right = begins[at], ends[at]
    before, after = np.maximum(begins[np.maximum(left - 2, 0)], 0), ends[np.minimum(right + 1, size - 1)]
    place = np.minimum(at - left, 5) + 8 * np.minimum(right - at, 6)
    word, previous, following = (
        window(left, right),
        window(before, np.maximum(left - 1, before)),
        window(np.minimum(right + 1, after), after),
    )
    rest, head = window(at, right), window(left, at + 1)
    two_back, two_on = window(np.maximum(left - 3, 0), left), window(right, np.minimum(right + 3, size))
    p = place.astype(np.uint64)
    spread = np.uint64(0x1000193)
    inside = np.minimum(at - left, 5).astype(np.uint64)
    return np.stack(
        [
            p,
            word + p * spread,
            previous + inside * spread,
            following + p * spread,
            rest,
            head,
            two_back + inside * spread,
            two_on + p * spread,
            rest + mix(following),
            head + mix(previous),
        ]
    )


def _dictionary_rows(
    kinds: NDArray[np.int64], word: tuple[NDArray[np.int64], NDArray[np.int64]], window: Any, dictionary: Dictionary
) -> Ints:
    """What the dictionaries say of the stretches that cover each character, and of the beginning of the word it is in."""
    left, right = word
    n, size = len(left), len(kinds)
    at, index = np.arange(PAD, PAD + n), np.arange(n)
    lengths = np.array(LENGTHS)[:, None]
    hashes = mix(_as_word(window, at, np.minimum(at + lengths, size)))
    hangul = kinds == 1
    whole = np.stack([hangul[np.minimum(at + k, size - 1)] for k in range(max(LENGTHS))])
    usable = np.logical_and.accumulate(whole)[np.array(LENGTHS) - 1]
    first, inside = np.maximum(left - PAD, 0), np.minimum(at - left, 6)
    found = np.where(usable, dictionary.bits(hashes), 0)
    held = (found[None] >> np.arange(len(DICTIONARIES))[:, None, None]) & 1
    longest_all = (held * lengths).max(axis=1)
    ends = np.where(longest_all > 0, index + longest_all, 0)
    reach = np.maximum.accumulate(ends, axis=1)
    start_of = np.maximum.accumulate(np.where((longest_all > 0) & (ends >= reach), index, 0), axis=1)
    covered = 1 + (index - start_of) + 8 * np.take_along_axis(longest_all, start_of, axis=1)
    rows = list(np.where(reach > index, covered, 0))
    masks = (held * (1 << np.arange(len(LENGTHS)))[:, None]).sum(axis=1)
    together = 7 ** np.arange(len(DICTIONARIES)) @ longest_all
    spans = np.minimum(right - left, 9) * 8 + inside
    person, noun = masks[0][first], masks[3][first]
    known = person * 32 + noun
    rows += [
        together,
        rows[0] * 100 + rows[3],
        known * 128 + spans,
        person * 128 + spans,
        masks[6][first] * 128 + spans,
        (known * 32 + masks[5][first]) * 128 + spans,
    ]
    shifted = [np.concatenate([np.zeros(k, np.int64), together])[:n] for k in (1, 2)]
    ahead = [np.concatenate([together[k:], np.zeros(min(k, n), np.int64)])[:n] for k in (1, 2, 3)]
    out = [row.astype(np.uint64) for row in rows + shifted + ahead]
    for mask in (0, 3):
        cut = np.minimum(left + longest_all[mask][first], right)
        out.append(window(cut, right) + np.uint64(0x1000193) * (inside * 32 + person * (mask == 0)).astype(np.uint64))
    return np.stack(out)


def _as_word(window: Any, start: NDArray[np.int64], end: NDArray[np.int64]) -> Ints:
    return window(np.broadcast_to(start, end.shape), end)  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class KoreanTagger:
    """Weights over characters, and the dictionary that the features ask."""

    chain: Chain
    dictionary: Dictionary

    def spans(self, text: str) -> list[Span]:
        """Names in a text: start, end, what (PS, OG, LC), and how much better than none."""
        return list(self.chain.read(len(text), CHUNK, OVERLAP, lambda start, end: features(text[start:end], self.dictionary)))
