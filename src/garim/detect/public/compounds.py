"""How well known the words are that an unknown word is put together from: Netz + ersatz + anlage, 동료 + 평가.

A company may have joined its name of two words too; so this is no verdict, but one of the things that the decision looks at.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from garim.detect.public.judge import affixes
from garim.detect.public.table import FIELDS, Table

SHORTEST, LONGEST = 6, 30
"""Letters of a Latin word that is taken apart."""
PIECE = 3
"""Letters of its shortest part."""
MIDDLE = 10
"""Letters from which it may have three parts."""
SYLLABLES = 5
"""Syllables of the longest part of a Hangul word; the shortest has two, but for prefixes and suffixes."""
LINKS = ("s", "n", "en", "es", "er", "e")
"""What German and Dutch put between two words."""
AFFIX = 3.0
"""How well known a Korean prefix or suffix is."""
_UMLAUTS = (("ae", "ä"), ("oe", "ö"), ("ue", "ü"), ("ss", "ß"))
_FAMILIES, _PART, _ZIPF, _ABROAD = map(FIELDS.index, ("families", "part", "zipf", "abroad"))
_NOUNS = [FIELDS.index(name) for name in "noun other_pos brand place ko_place title".split()]


def weakest(words: Sequence[str], table: Table) -> list[list[float]]:
    """For each word and each of its lengths from the left, how well known the least known part is of the best way to read it so.

    Args:
        words: Of letters of one script each, that the table does not have as a whole.
        table: What is publicly known.

    Returns:
        A row a word: at place n what is said of its first n letters, as the logarithm of a frequency (Zipf); 0 where they do not
        fall into known words. Latin words are told as a whole only.
    """
    latin = [word.casefold() for word in words]
    native = {low: _native(low) for low in latin if low.isascii() and any(pair in low for pair, _ in _UMLAUTS)}
    asked = dict.fromkeys(piece for word in words if word[0] >= "가" for piece in _pieces_hangul(word))
    asked |= dict.fromkeys(piece for word in latin if word[0] < "가" for piece in (*_pieces(word), *_native_pieces(native, word)))
    grades = dict(zip(asked, _grades(list(asked), table), strict=True))
    out = []
    for word, low in zip(words, latin, strict=True):
        if word[0] >= "가":
            out.append(_best_hangul(word, grades))
        else:
            best = _best(low, grades)
            if low in native:
                best = max(best, grades.get(native[low], 0.0), _best(native[low], grades))
            out.append([0.0] * len(word) + [best])
    return out


def _native(word: str) -> str:
    """A German word with the letters that ASCII spells with two."""
    for pair, letter in _UMLAUTS:
        word = word.replace(pair, letter)
    return word


def _native_pieces(native: dict[str, str], word: str) -> Iterable[str]:
    """What is asked of a word's other spelling, itself included; nothing where it has none."""
    if word in native:
        yield native[word]
        yield from _pieces(native[word])


def _pieces(word: str) -> Iterable[str]:
    size = len(word)
    yield from (word[:end] for end in range(PIECE, size - PIECE + 1))
    yield from (word[at:] for at in range(PIECE, size - PIECE + 1))
    if size >= MIDDLE:
        yield from (word[at:end] for at in range(PIECE, size - 2 * PIECE + 1) for end in range(at + PIECE, size - PIECE + 1))


def _pieces_hangul(word: str) -> Iterable[str]:
    size = len(word)
    return (word[at:end] for at in range(size - 1) for end in range(at + 2, min(size, at + SYLLABLES) + 1))


def _grades(pieces: list[str], table: Table) -> list[float]:
    """How well known each is: by its frequency, or by the sources that have it; short ones are cheap to come by."""
    if not pieces:
        return []
    known = table.rows(pieces)
    hangul = np.array([piece[0] >= "가" for piece in pieces])
    sizes = np.array([len(piece) for piece in pieces])
    counted = np.where(hangul, known[:, _FAMILIES], known[:, _PART])
    grade = np.maximum(known[:, [_ZIPF, _ABROAD]].max(axis=1), 0.6 * np.log2(1 + counted))
    noun = (known[:, _FAMILIES] >= 2) | known[:, _NOUNS].any(axis=1)
    grade = np.where(
        hangul, np.where(noun, np.maximum(grade, 1.0) - 0.5 * (sizes == 2), 0), grade - 0.4 * np.maximum(0, 5 - sizes)
    )
    out: list[float] = np.maximum(grade, 0).round(2).tolist()
    return out


def _best(word: str, grades: dict[str, float]) -> float:
    """The grade of a Latin word's weakest part, read in the best way: at least two parts."""
    size = len(word)
    best = [0.0] * size
    for end in range(PIECE, size - PIECE + 1):
        best[end] = grades.get(word[:end], 0.0)
        if size >= MIDDLE:
            for at in range(PIECE, end - PIECE + 1):
                if best[at] > best[end] and (grade := grades.get(word[at:end], 0.0)) > best[end]:
                    best[end] = min(best[at], grade)
        if best[end]:
            for link in LINKS:
                to = end + len(link)
                if to <= size - PIECE and word.startswith(link, end):
                    best[to] = max(best[to], best[end] - 0.3)
    return max((min(best[at], grades.get(word[at:], 0.0)) for at in range(PIECE, size - PIECE + 1)), default=0.0)


def _best_hangul(word: str, grades: dict[str, float]) -> list[float]:
    """The same of each of a Hangul word's lengths; one part that is known as a whole is told as well."""
    size = len(word)
    prefixes, suffixes = affixes()
    best = [9.0] + [0.0] * size
    for end in range(1, size + 1):
        for at in range(max(0, end - SYLLABLES), end):
            if best[at]:
                piece = word[at:end]
                if end - at > 1:
                    grade = grades.get(piece, 0.0)
                else:
                    grade = AFFIX if piece in (suffixes if at else prefixes) else 0.0
                best[end] = max(best[end], min(best[at], grade))
    return best
