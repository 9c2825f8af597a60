"""What was said, asked again and again whether it holds a candidate: a long text is looked through only where it may.

Of a long text it is kept which groups of four characters it has, as bits at their hashes. A candidate with a group that it
has not stands nowhere in it: so of many candidates hardly any is searched for, and twice the text costs twice the time.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

LONG = 32_768
"""Characters from which on searching costs more than asking for the groups."""
GROUP = 4
SPREAD = (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F)
"""Odd numbers that the characters of a group are multiplied by, modulo 2^32."""
BITS_EACH = 16
PIECE = 1 << 20
"""Characters whose groups are worked out at once."""


class Said:
    """One text in lower case. Immutable."""

    __slots__ = ("_bits", "_shift", "_text")

    def __init__(self, text: str) -> None:
        """`text`: in lower case."""
        self._text = text
        self._bits, self._shift = _bits(text) if len(text) >= LONG else (b"", 0)

    def holds(self, candidate: str) -> bool:
        """Whether the text holds it.

        Args:
            candidate: In lower case.
        """
        if self._bits:
            codes = [ord(char) for char in candidate]
            for at in range(len(codes) - GROUP + 1):
                place = sum(code * by for code, by in zip(codes[at : at + GROUP], SPREAD, strict=True)) % (1 << 32) >> self._shift
                if not self._bits[place >> 3] >> (7 - (place & 7)) & 1:
                    return False
        return candidate in self._text


def _bits(text: str) -> tuple[bytes, int]:
    """A bit for every group's hash, and by how much hashes are shifted."""
    size = max(13, (len(text) * BITS_EACH - 1).bit_length())
    shift = 32 - min(32, size)
    seen = np.zeros(1 << (32 - shift), np.bool_)
    for start in range(0, len(text), PIECE):
        codes = np.frombuffer(text[start : start + PIECE + GROUP - 1].encode("utf-32-le", "surrogatepass"), "<u4")
        places: npt.NDArray[np.uint32] = np.zeros(max(0, len(codes) - GROUP + 1), np.uint32)
        for at, by in enumerate(SPREAD):
            places += codes[at : at + len(places)] * np.uint32(by)
        seen[places >> np.uint32(shift)] = True
    return np.packbits(seen).tobytes(), shift
