"""What was said, asked again and again whether it holds a candidate: a long text is looked through only where it may.

Of a long text it is kept which groups of four characters it has, as bits at their hashes. A candidate with a group that it
has not stands nowhere in it: so of many candidates hardly any is searched for, and twice the text costs twice the time.
A text of letters by chance has nearly every group: where one is searched again and again, it is kept where each group stands.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

LONG = 32_768
"""Characters from which on searching costs more than asking for the groups."""
GROUP = 4
SPREAD = (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F)
"""Odd numbers that the characters of a group are multiplied by, modulo 2^32."""
BITS_EACH = 16
SEARCHES = 32
"""How often a long text is searched through before it is kept where its groups stand."""
FEW = 256
"""Places that are tried one by one."""
PIECE = 1 << 20
"""Characters whose groups are worked out at once."""


class Said:
    """One text in lower case."""

    __slots__ = ("_bits", "_places", "_searched", "_shift", "_text")

    def __init__(self, text: str) -> None:
        """`text`: in lower case."""
        self._text, self._searched = text, 0
        self._bits, self._shift = _bits(text) if len(text) >= LONG else (b"", 0)
        self._places: tuple[Hashes, npt.NDArray[np.intp]] | None = None

    @property
    def size(self) -> int:
        """Its characters."""
        return len(self._text)

    def followed_by(self, other: Said) -> Said:
        """Both as one, with a line break between: few long texts are asked in less time than many short ones."""
        return Said(f"{self._text}\n{other._text}")

    def holds(self, candidate: str) -> bool:
        """Whether the text holds it.

        Args:
            candidate: In lower case.
        """
        if not self._bits or len(candidate) < GROUP:
            return candidate in self._text
        codes = [ord(char) for char in candidate]
        hashes = []
        for at in range(len(codes) - GROUP + 1):
            hashes.append(sum(code * by for code, by in zip(codes[at : at + GROUP], SPREAD, strict=True)) % (1 << 32))
            place = hashes[-1] >> self._shift
            if not self._bits[place >> 3] >> (7 - (place & 7)) & 1:
                return False
        self._searched += 1
        return candidate in self._text if self._searched < SEARCHES else self._stands(candidate, hashes)

    def _stands(self, candidate: str, hashes: list[int]) -> bool:
        """Whether it stands where the rarest of its groups does."""
        if self._places is None:
            all_hashes = np.concatenate([*_hashes(self._text)])
            order = np.argsort(all_hashes, kind="stable")
            self._places = all_hashes[order], order
        known, order = self._places
        wanted = np.array(hashes, np.uint32)
        lows, highs = np.searchsorted(known, wanted), np.searchsorted(known, wanted, "right")
        rarest = int((highs - lows).argmin())
        low, high = int(lows[rarest]), int(highs[rarest])
        if high - low > FEW:
            return candidate in self._text
        return any(at >= rarest and self._text.startswith(candidate, at - rarest) for at in order[low:high].tolist())


Hashes = npt.NDArray[np.uint32]


def _hashes(text: str) -> Iterator[Hashes]:
    """The hash of the group at each place of a text, in pieces."""
    for start in range(0, len(text), PIECE):
        codes = np.frombuffer(text[start : start + PIECE + GROUP - 1].encode("utf-32-le", "surrogatepass"), "<u4")
        hashes: Hashes = np.zeros(max(0, len(codes) - GROUP + 1), np.uint32)
        for at, by in enumerate(SPREAD):
            hashes += codes[at : at + len(hashes)] * np.uint32(by)
        yield hashes


def _bits(text: str) -> tuple[bytes, int]:
    """A bit for every group's hash, and by how much hashes are shifted."""
    size = max(13, (len(text) * BITS_EACH - 1).bit_length())
    shift = 32 - min(32, size)
    seen = np.zeros(1 << (32 - shift), np.bool_)
    for hashes in _hashes(text):
        seen[hashes >> np.uint32(shift)] = True
    return np.packbits(seen).tobytes(), shift
