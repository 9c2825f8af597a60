"""A linear tagger over characters: which stretches of Korean prose name people, organisations or places.

Every character has features: n-grams around it, the word it is in and the words beside it, what a dictionary says of the
stretches that cover it. A feature is a hash into one table of weights; a label's score is the sum of its features' weights
and of what the label before allows (a linear-chain CRF, decoded only where a name is near). All with numpy, no Python per
character except in those stretches.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from garim.errors import BadSettings

Ints = NDArray[np.uint64]
LABELS = ("O", "B-PS", "I-PS", "B-OG", "I-OG", "B-LC", "I-LC")
BITS = 20
"""The table of weights has 2**BITS rows."""
DICTIONARIES = ("person", "place", "proper", "noun", "given", "other", "frequent")
LENGTHS = (2, 3, 4, 5, 6)
PAD = 4
_BASE, _MIX = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93)
_WINDOWS = (
    [(a, 1) for a in range(-3, 4)]
    + [(a, 2) for a in (-3, -2, -1, 0, 1, 2)]
    + [(a, 3) for a in (-3, -2, -1, 0, 1)]
    + [(-2, 4), (-1, 4), (0, 4)]
)
_HOT = -1.5
CHUNK, OVERLAP = 4096, 64
"""Characters looked at in one go, and how many of them again in the next one."""


def _powers(base: int) -> Ints:
    values = np.full(CHUNK + 2 * PAD + 2, base, dtype=np.uint64)
    values[0] = 1
    return np.cumprod(values, dtype=np.uint64)


_POWERS, _INVERSES = _powers(int(_BASE)), _powers(pow(int(_BASE), -1, 1 << 64))


def mix(values: Ints) -> Ints:
    """Hash 64 bits to 64 bits."""
    values = (values ^ (values >> np.uint64(32))) * _MIX
    values = (values ^ (values >> np.uint64(29))) * _MIX
    return values ^ (values >> np.uint64(32))


def word_hash(word: str) -> int:
    """The hash under which a dictionary holds a word."""
    codes = np.frombuffer(word.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    return int(mix((mix(codes) * _POWERS[: len(codes)]).sum(keepdims=True))[0])


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Sets of words as Bloom filters: a word of the set is always found, another one in about 1 of 100."""

    filters: dict[str, NDArray[np.uint8]]

    @classmethod
    def load(cls, data: bytes) -> Dictionary:
        """The filters from the file that `models/train_names_lists.py` writes."""
        with np.load(io.BytesIO(data)) as arrays:
            return cls({name: arrays[name] for name in DICTIONARIES})

    @staticmethod
    def build(words: set[str]) -> NDArray[np.uint8]:
        """A filter of ten bits a word."""
        size = len(words) * 10 // 8 + 8
        bits = np.zeros(size * 8, dtype=np.uint8)
        hashes = np.array([word_hash(w) for w in words], dtype=np.uint64)
        for probe in range(5):
            bits[Dictionary._places(hashes, probe, size * 8)] = 1
        return np.packbits(bits)

    @staticmethod
    def _places(hashes: Ints, probe: int, size: int) -> NDArray[np.int64]:
        return (((hashes >> np.uint64(11)) + np.uint64(probe) * (hashes & np.uint64(0xFFFFFFFF))) % np.uint64(size)).astype(
            np.int64
        )

    def holds(self, name: str, hashes: Ints) -> NDArray[np.bool_]:
        """Which of the hashed words are in the set."""
        bits = self.filters[name]
        found = np.ones(hashes.shape, dtype=np.bool_)
        for probe in range(5):
            places = self._places(hashes, probe, len(bits) * 8)
            found &= (bits[places >> 3] >> (7 - (places & 7)).astype(np.uint8)) & 1 == 1
            if not found.any():
                break
        return found


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
    shifts = np.array([a for a, _ in _WINDOWS])[:, None]
    widths = np.array([w for _, w in _WINDOWS])[:, None]
    rows = [window(at + shifts, np.minimum(at + shifts + widths, size))]
    begins, ends = _word_bounds(kinds)
    rows.append(_shape_rows(kinds, at))
    rows.append(_word_rows(begins, ends, at, window))
    rows.append(_dictionary_rows(kinds, (begins[at], ends[at]), window, dictionary))
    hashes = np.concatenate(rows)
    salt = mix(np.arange(1, len(hashes) + 1, dtype=np.uint64))[:, None]
    return (mix(hashes + salt) >> np.uint64(64 - BITS)).astype(np.int64)


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
    rows, longest_all, masks = [], [], []
    for name in DICTIONARIES:
        held = np.zeros(hashes.shape, dtype=np.bool_)
        if usable.any():
            held[usable] = dictionary.holds(name, hashes[usable])
        longest = np.where(held, lengths, 0).max(axis=0)
        reach = np.maximum.accumulate(np.where(longest > 0, index + longest, 0))
        start_of = np.maximum.accumulate(np.where((longest > 0) & (index + longest >= reach), index, 0))
        rows.append(np.where(reach > index, 1 + (index - start_of) + 8 * longest[start_of], 0))
        longest_all.append(longest)
        masks.append((held * (1 << np.arange(len(LENGTHS)))[:, None]).sum(axis=0))
    together = sum(v * 7**i for i, v in enumerate(longest_all))
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
class Tagger:
    """Weights of features and of pairs of labels, and the dictionary that the features ask."""

    weights: NDArray[np.float32]
    """2**BITS rows, one column a label."""
    pairs: NDArray[np.float32]
    """Score of a label after a label."""
    bias: NDArray[np.float32]
    """What every label gets at every character."""
    dictionary: Dictionary

    @classmethod
    def load(cls, data: bytes, dictionary: bytes) -> Tagger:
        """The tagger from its two files.

        Raises:
            BadSettings: The weights are damaged or made for another version; nothing was loaded.
        """
        try:
            with np.load(io.BytesIO(data)) as arrays:
                rows = np.cumsum(arrays["gaps"].astype(np.int64))
                weights = np.zeros((1 << BITS, len(LABELS)), dtype=np.float32)
                weights[rows] = arrays["values"].astype(np.float32) * float(arrays["scale"])
                return cls(weights, arrays["pairs"], arrays["bias"], Dictionary.load(dictionary))
        except (OSError, ValueError, KeyError, IndexError, EOFError) as error:
            raise BadSettings("the names weights cannot be read: remake them with `make train`") from error

    def scores(self, text: str) -> NDArray[np.float32]:
        """Each label's score at each character."""
        rows = features(text, self.dictionary)
        total = np.tile(self.bias, (len(text), 1))
        for row in rows:
            total += self.weights[row]
        return total

    def spans(self, text: str) -> list[tuple[int, int, str, float]]:
        """Names in a text: start, end, what (PS, OG, LC), and how much better than none."""
        out: list[tuple[int, int, str, float]] = []
        for start in range(0, max(len(text) - OVERLAP, 1), CHUNK - OVERLAP):
            piece = text[start : start + CHUNK]
            last = start + CHUNK >= len(text)
            low, high = OVERLAP // 2 if start else 0, CHUNK - OVERLAP // 2
            out += [(start + a, start + b, what, m) for a, b, what, m in self._piece(piece) if a >= low and (last or a < high)]
        return out

    def _piece(self, text: str) -> list[tuple[int, int, str, float]]:
        if not text:
            return []
        scores = self.scores(text)
        gain = scores[:, 1:].max(axis=1) - scores[:, 0]
        hot = np.flatnonzero(gain > _HOT)
        if not len(hot):
            return []
        cuts = np.flatnonzero(np.diff(hot) > 2)
        starts, ends = hot[np.concatenate([[0], cuts + 1])], hot[np.concatenate([cuts, [len(hot) - 1]])] + 1
        out: list[tuple[int, int, str, float]] = []
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
            out += self._decode(scores[start:end], start)
        return out

    def _decode(self, scores: NDArray[np.float32], offset: int) -> list[tuple[int, int, str, float]]:
        pairs = self.pairs
        best = scores[0] + pairs[0]
        back = []
        for row in scores[1:]:
            paths = best[:, None] + pairs
            back.append(paths.argmax(axis=0))
            best = paths.max(axis=0) + row
        label = int((best + pairs[:, 0]).argmax())
        labels = [label]
        for pointers in reversed(back):
            label = int(pointers[label])
            labels.append(label)
        labels.reverse()
        out: list[tuple[int, int, str, float]] = []
        at = 0
        while at < len(labels):
            if labels[at] in (1, 3, 5):
                end = at + 1
                while end < len(labels) and labels[end] == labels[at] + 1:
                    end += 1
                chosen = sum(float(scores[i, labels[i]] - scores[i, 0]) for i in range(at, end))
                out.append((offset + at, offset + end, LABELS[labels[at]][2:], chosen / (end - at)))
                at = end
            else:
                at += 1
        return out
