"""A tagger over words: which words of English, or of Latin letters in any prose, name people, organisations or places.

A word's features are itself, its ends and its shape, which lists it is on, and all that of the words around it. None of
them needs a capital, so that chat in lower case has what it needs. Lines of code cost nothing: only lines that read like
prose, forms or tables are looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

import numpy as np

import garim.late as re
from garim.detect.names.chain import Chain, Ints, Rows, Span, mix, places
from garim.detect.names.prose import prose

LISTS = ("first", "first_word", "last", "last_word", "words", "core", "city", "city_part", "country", "region")
"""The lists a word can be on; a bit each."""
KNOWN = ("word", "glue", "shape", "tail", "pair", "head", "listed", "sort")
"""What is known of a word: its hash, whether it touches its neighbours, its shape, its ends, its lists, all that in short."""
GLUE, SHAPE = KNOWN.index("glue"), KNOWN.index("shape")
PAD = 2
KEPT = 30_000
"""Words whose features are kept."""
CHUNK, OVERLAP = 2_000, 40
"""Words looked at in one go, and how many of them again in the next one."""
_UNIT = re.compile(r"[A-Za-zÀ-ɏ]+(?:['’][A-Za-zÀ-ɏ]+)*|[가-힣]+|[^\W\d_]|\d+|\n|[^\s]")


def _cell(written: str) -> tuple[int, int]:
    name = written.rstrip("+-012")
    return int(written[len(name) :] or 0), KNOWN.index(name)


_TEMPLATES = [
    [_cell(cell) for cell in template.split()]
    for template in (
        "word, word-1, word+1, word-2, word+2, word-1 word, word word+1, word-2 word-1, word+1 word+2, listed, "
        "listed-1 listed, listed listed+1, listed-1 listed listed+1, shape, shape-1 shape shape+1, shape listed, tail, "
        "head, pair shape, word-1 listed, listed word+1, word-2 word-1 listed, listed word+1 word+2, word-1 shape, "
        "shape word+1, listed-1 listed listed+1 shape, shape-1 shape listed, shape shape+1 listed, word-1 tail, "
        "word-1 word+1 listed, listed-2 listed-1 listed, listed listed+1 listed+2, sort-2 sort-1 sort sort+1 sort+2, "
        "word-2 listed, listed word+2, glue listed, glue shape shape-1, glue listed-1 listed, glue word"
    ).split(", ")
]
"""What is looked at together: `word-1 listed` is the word before and the lists of this one."""
_SALTS = mix(np.arange(77, 77 + 5 * 8, dtype=np.uint64)).reshape(5, 8) | np.uint64(1)
_CELLS = np.array([(shift + PAD) * 8 + what for template in _TEMPLATES for shift, what in template])
_STARTS = np.cumsum([0] + [len(template) for template in _TEMPLATES[:-1]])


def _shape(word: str) -> int:
    """The case and length of a word, or the character it is."""
    if word[0].isalpha():
        capital = word[0].isupper() and (word[1:].islower() or len(word) == 1)
        case = 0 if word.islower() else 2 if capital else 1 if word.isupper() else 3
        return case * 8 + min(len(word), 7)
    return 64 + min(len(word), 7) if word.isdigit() else 128 + ord(word[0]) % 4096


class Words:
    """The lists of words, and what is known of words met lately.

    Threads may share it: a race costs a word looked at twice.
    """

    def __init__(self, lists: dict[str, str]) -> None:
        """
        Args:
            lists: For each of `LISTS`, its words with spaces between them.
        """
        self._listed: dict[str, int] = {}
        for bit, name in enumerate(LISTS):
            for word in lists[name].split():
                self._listed[word] = self._listed.get(word, 0) | 1 << bit
        self._known: dict[str, tuple[int, ...]] = {}

    def rows(self, words: list[str]) -> Ints:
        """What is known of each word by itself: one row of eight numbers a word."""
        known = self._known
        if len(known) > KEPT:
            known = self._known = {}
        out = []
        for word in words:
            row = known.get(word)
            if row is None:
                row = known[word] = self._describe(word)
            out.append(row)
        return np.array(out, dtype=np.uint64)

    def _describe(self, word: str) -> tuple[int, ...]:
        low = "0" * min(len(word), 6) if word.isdigit() else word.lower().replace("’", "'")
        listed = self._listed.get(low, 0) or self._listed.get(low.split("'")[0], 0)
        shape = _shape(word)
        sort = (listed & 1) + 2 * (listed >> 2 & 1) + 4 * (listed >> 4 & 1) + 8 * (listed >> 6 & 1) + 16 * min(shape // 8, 9)
        ends = (low[-3:], low[-2:], low[:3])
        return (crc32(low.encode()), 0, shape, *(crc32(end.encode()) for end in ends), listed, sort)


@dataclass(frozen=True, slots=True)
class EnglishTagger:
    """Weights over words, and the lists that the features ask."""

    chain: Chain
    words: Words

    def spans(self, text: str) -> list[Span]:
        """Names in a text: start, end, what (PS, OG, LC), and how much better than none."""
        found = [place for start, end in prose(text) for place in units(text, start, end)]
        spans = self.chain.read(len(found), CHUNK, OVERLAP, lambda start, end: features(text, found[start:end], self.words))
        return [(found[first][0], found[after - 1][1], what, margin) for first, after, what, margin in spans]


def units(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where the words, numbers, marks and line ends of a stretch of a text are."""
    return [match.span() for match in _UNIT.finditer(text, start, end)]


def features(text: str, spans: list[tuple[int, int]], words: Words) -> Rows:
    """The features of each unit: a matrix of rows of the table of weights, one row a template, one column a unit."""
    size = len(spans)
    table = np.zeros((size + 2 * PAD, 8), dtype=np.uint64)
    if size:
        at = np.array(spans, dtype=np.int64)
        table[PAD:-PAD] = words.rows([text[start:end] for start, end in spans])
        glued = np.zeros(size + 1, dtype=np.uint64)
        glued[1:size] = at[1:, 0] == at[:-1, 1]
        shapes = table[PAD:-PAD, SHAPE]
        small = not ((shapes >= 8) & (shapes < 32)).any()
        table[PAD:-PAD, GLUE] = glued[:-1] + 2 * glued[1:] + 4 * np.uint64(small)
    flat = np.zeros((2 * PAD + 1, 8, size), dtype=np.uint64)
    for shift in range(2 * PAD + 1):
        flat[shift] = (table[shift : shift + size].T + np.uint64(1)) * _SALTS[shift][:, None]
    cells = flat.reshape((2 * PAD + 1) * 8, size)
    return places(np.add.reduceat(cells[_CELLS], _STARTS, axis=0))
