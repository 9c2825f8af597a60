"""Words inside identifiers: camel, Pascal, snake, kebab, dotted, slashed, digits, and where Hangul meets Latin."""

from __future__ import annotations

from itertools import chain

import numpy as np
import numpy.typing as npt

import garim.late as re
from garim.text.fold import fold
from garim.text.words import LETTERS

Bytes = npt.NDArray[np.uint8]
Codes = npt.NDArray[np.uint32]

LOWER, UPPER, DIGIT, HANGUL, OTHER = 1, 2, 3, 4, 5
"""Classes of letters; 0 is what separates words."""
WORD = re.compile(rf"{LETTERS}|\d+")


ALIKE = (
    (0x3131, 0x318E, HANGUL),
    (0x3400, 0x4DBF, OTHER),
    (0x4E00, 0x9FFF, OTHER),
    (0xAC00, 0xD7A3, HANGUL),
    (0xD800, 0xF8FF, 0),
)
"""Blocks of one class: jamo, two of ideographs, syllables, what is no character. They are most, and need no look at each."""


def _table() -> Bytes:
    table = np.zeros(0x10000, dtype=np.uint8)
    ends = [0, *(end for first, last, _ in ALIKE for end in (first, last + 1)), 0x10000]
    for first, last, letters in ALIKE:
        table[first : last + 1] = letters
    for code in chain.from_iterable(map(range, ends[::2], ends[1::2])):
        char = chr(code)
        if char.isdecimal():
            table[code] = DIGIT
        elif char.islower():
            table[code] = LOWER
        elif char.isupper():
            table[code] = UPPER
        elif char.isalpha():
            table[code] = OTHER
    return table


TABLE = _table()


def split(text: str) -> list[tuple[int, int]]:
    """Spans of the words of an identifier, in order: `ByeolmaruIntrCalc2` has four, `TB_LN` two, 누리ON two."""
    return [found.span() for found in WORD.finditer(text)]


class Squeezed:
    """A text with only its letters and digits left, folded; with the way back, and where words may begin.

    So that one search sees BYEOL-MARU, byeol_maru, ByeolMaru and a word broken over two lines.
    """

    __slots__ = ("at", "edges", "text")

    def __init__(self, text: str) -> None:
        """
        Args:
            text: Any text; characters beyond the basic plane separate words.
        """
        if text.isascii():
            codes: npt.NDArray[np.uint8] | Codes = np.frombuffer(text.encode("ascii"), dtype=np.uint8)
            classes = TABLE[codes]
        else:
            codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
            classes = TABLE[np.minimum(codes, 0xFFFF)]
        kept = np.flatnonzero(classes)
        squeezed = fold(codes[kept].tobytes().decode("ascii" if text.isascii() else "utf-32-le", "replace"))
        self.text: str = squeezed
        """The letters and digits, folded, one character for each kept one."""
        self.at: npt.NDArray[np.int64] = kept
        """Where each stands in the text."""
        self.edges: bytes = _edges(classes[kept], kept)
        """1 at each place of `text` where a word begins or ends; one longer than it."""


def _edges(classes: Bytes, kept: npt.NDArray[np.int64]) -> bytes:
    edges = np.ones(len(kept) + 1, dtype=np.uint8)
    if len(kept) > 1:
        before, after = classes[:-1], classes[1:]
        near = np.diff(kept) == 1
        same = (before == after) | ((before == UPPER) & (after == LOWER))
        inner = (~near | ~same).view(np.uint8)
        # XMLParser: the last capital belongs to the next word.
        caps = near[:-1] & near[1:] & (classes[:-2] == UPPER) & (classes[1:-1] == UPPER) & (classes[2:] == LOWER)
        inner[:-1] |= caps.view(np.uint8)
        edges[1:-1] = inner
    return edges.tobytes()
