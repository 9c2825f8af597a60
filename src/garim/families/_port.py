"""What a family declares, what it mints with, and what may come back of what it minted.

A family is one file beside this one with `FAMILY = Family(…)`. Every field is asked for: a family that forgot one does not
load, so that none is open by default.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import gcd
from typing import NamedTuple, Protocol, TypeVar

from garim.text.coin import Coined
from garim.values import Entry, Finding

T = TypeVar("T")
FREE, WORD, DIGIT, TIGHT, SURNAME, JOINED, TITLED = range(7)
"""What may not touch a surrogate that comes back: nothing; a letter run; a digit; a letter or digit; behind it all but a title;
all but an identifier in which a coined word stands before it; before it all but a title."""


class Unit(NamedTuple):
    """What one spelling that may come back stands for."""

    original: str
    exact: str
    """The spelling that is restored byte for byte; "" if it was never issued."""
    edge: int = FREE
    styled: bool = False
    """Whether the letter case that is met carries over to the original."""
    code: str = ""
    """How both are escaped: "" | percent | html | json | ascii (JSON with \\uXXXX) | markdown."""
    strict: bool = False
    """Whether only the exact spelling counts."""
    solid: bool = False
    """Whether several words are run together in the spelling: where a hump or a line parts them, each stands alone."""
    words: tuple[str, ...] = ()
    """The original's words, where they are run together: each takes the letter case of its own, as humps part them."""
    lone: bool = False
    """Whether it is a part of somebody's name: where it may be two people's, it stays as it is."""
    turns: bool = False
    """Whether a Korean particle behind it is turned where the original asks for its other form."""


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

    def around(self, pool: Sequence[T]) -> Iterator[T]:
        """All of a pool, each once, from one that `pick` would give on."""
        at, step = (self.below(len(pool)), self.below(len(pool))) if pool else (0, 0)
        while gcd(step, len(pool)) > 1:
            step += 1
        for _ in pool:
            yield pool[at]
            at = (at + step) % len(pool)

    def digits(self, count: int) -> str:
        """That many decimal digits."""
        return "".join("0123456789"[self.below(10)] for _ in range(count))


class Draw(Protocol):
    """The keyed choices behind one surrogate."""

    attempt: int
    """How many surrogates were not free before this one."""

    def number(self, canonical: str) -> int:
        """256 bits of HMAC-SHA-256 over family, canonical text and attempt."""

    def dice(self, canonical: str) -> Dice:
        """The same bits as a row of choices."""

    def word(self, canonical: str) -> Coined:
        """The coined word of an original word: the same wherever that word stands."""

    def known(self, word: str) -> Coined | None:
        """The coined word of a word, lower case, that is the company's by its list or in this scope; None for any other."""

    def own(self, name: str, candidates: Iterable[tuple[str, ...]], among: str = "") -> tuple[str, ...]:
        """What stands for a part of people's names, as long as there are any left for that part alone: the first candidate
        that stands for no other, the same from then on.

        Args:
            name: The part, behind its kind and NUL: `surname\\0김`.
            candidates: Each in all of its spellings, drawn by this draw. They end: then the first is shared.
            among: Which candidates, where a part has several.
        """

    def part(self, family: str, entity: str) -> str:
        """The surrogate of a part that another family mints (an e-mail's domain)."""

    def named(self, word: str) -> str:
        """What stands for a word of the name of a person of this scope, or for initials with it; "" where it is nobody's,
        or where it was not free.

        `word`: Latin, lower case.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """One family of things that are hidden alike: how it is known, what stands in for it, and how that comes back."""

    name: str
    """The file's name."""
    canonical: Callable[[str], str]
    """A text of this family → the entity that all its spellings share."""
    mint: Callable[[Draw, Finding, str], str]
    """The surrogate of a surface: a pure function of what the draw gives it."""
    spellings: Callable[[Entry], Iterable[tuple[str, Unit]]]
    """What else may come back for an entry than the surface that was issued and its escapes, in any letter case."""
    edges: Callable[[str], int]
    """What may not touch a surrogate."""
    styled: bool
    """Whether the letter case in which a surrogate is met carries over to the original."""
    strict: Callable[[Entry], bool]
    """Whether an entry comes back in no letter case but its own."""
    label: tuple[str, str] | None
    """What it is called where a reply has it hidden from the user, English and Korean; None: neither personal nor secret."""
    plain: tuple[str, str]
    """The plain word that stands for it in style general, English and Korean."""
    examples: tuple[tuple[str, str], ...]
    """Pairs of (entity, surface) that the laws in tests/laws run on."""
    pieces: Callable[[str], tuple[str, ...]] = lambda surrogate: ()
    """Parts of a surrogate that are restored alone, so that none of them may stand in the request either."""


def as_it_stands(text: str) -> str:
    """The entity of what has one spelling."""
    return text


def only_digits(text: str) -> str:
    """The entity of what is told apart by its digits."""
    return "".join(filter(str.isdigit, text))


def by_length(surrogate: str) -> int:
    """Edges of words: a short Latin one stands alone, a longer one also inside a run of letters."""
    return TIGHT if len(surrogate) < 4 and surrogate.isascii() else FREE


def not_digits(surrogate: str) -> int:
    """Edges of numbers."""
    return DIGIT


def never(entry: Entry) -> bool:
    """Strict for no entry."""
    return False


def always(entry: Entry) -> bool:
    """Strict for every entry."""
    return True
