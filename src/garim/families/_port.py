"""What a family gets to mint with, and what it returns: the port between mint.py and families/*.py.

A family is one file in families/ with `mint(draw, finding, surface) -> str` and `EXAMPLES`, pairs of (entity, surface)
that the laws in tests/laws run on. It is a pure function of what `draw` gives it. Where parts of a surrogate are restored
alone, `pieces(surrogate) -> tuple[str, ...]` names them, so that none of them stands in the request either.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol, TypeVar

T = TypeVar("T")


class Coined(NamedTuple):
    """One coined word in its two spellings."""

    latin: str
    hangul: str


class Dice:
    """A row of choices out of one number of the keyed PRF; the same number gives the same row."""

    __slots__ = ("_left", "_seed")

    def __init__(self, number: int) -> None:
        """`number`: at least 128 bits; the row goes on as long as it is asked."""
        self._seed = self._left = number

    def below(self, limit: int) -> int:
        """A number from 0 to limit - 1."""
        if self._left < limit << 40:
            # Spent: go on from a mix of the seed; the key is in it, so the row stays unguessable.
            self._seed = (self._seed * 0x9E3779B97F4A7C15F39CC0605CEDC835 + 0xD1B54A32D192ED03) % (1 << 256)
            self._left = self._seed
        self._left, picked = divmod(self._left, limit)
        return picked

    def pick(self, pool: Sequence[T]) -> T:
        """One of a pool that is not empty."""
        return pool[self.below(len(pool))]

    def digits(self, count: int) -> str:
        """That many decimal digits."""
        return "".join("0123456789"[self.below(10)] for _ in range(count))


class Draw(Protocol):
    """The keyed choices behind one surrogate."""

    def number(self, canonical: str) -> int:
        """256 bits of HMAC-SHA-256 over family, canonical text and attempt."""

    def dice(self, canonical: str) -> Dice:
        """The same bits as a row of choices."""

    def word(self, canonical: str) -> Coined:
        """The coined word of an original word: the same wherever that word stands."""

    def part(self, family: str, entity: str) -> str:
        """The surrogate of a part that another family mints (an e-mail's domain)."""
