"""Where any of many values stands in a text, in one pass however many they are."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from daachorse import CharwiseDoubleArrayAhoCorasick as Automaton

import garim.late as re

__all__ = ["FEW", "Automaton", "automaton", "held", "places", "whole"]

FEW = 6
"""Values up to which looking for each by itself is faster than building an automaton."""
MANY, WIDE, PAIRS = 64, 20_000, 20_000
"""Values, characters of all texts, and pairs of a text and a value, from which on all are looked for in one pass."""
BEGUN, HEAD = 128, 3
"""Values from which on their first characters are looked for before they are; so many characters."""


_HALF = re.compile("[\ud800-\udfff]")


def whole(text: str) -> str:
    """A text as an automaton reads it, which reads UTF-8: each half of a character is one that nobody uses, at its place."""
    return text if text.isascii() or not _HALF.search(text) else _HALF.sub(lambda met: chr(ord(met[0]) + 0x100000), text)


def automaton(values: Sequence[str]) -> Automaton:
    """One that finds these values in texts that `whole` gave.

    Args:
        values: Different from each other, none empty.
    """
    return Automaton([whole(value) for value in values])


def places(text: str, values: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Start, end and number of the value, for every place of every value.

    Args:
        text: Any text.
        values: Different from each other, none empty.
    """
    if len(values) > FEW:
        yield from automaton(values).find_overlapping(whole(text))
        return
    for number, value in enumerate(values):
        at = text.find(value)
        while at >= 0:
            yield at, at + len(value), number
            at = text.find(value, at + len(value))


def held(texts: Sequence[str], values: Sequence[str]) -> list[list[str]]:
    """Of each text, which of the values stand in it, in the values' order.

    Promises: work in proportion to the texts, the values and what stands somewhere, not to each text with each value.

    Args:
        texts: Any.
        values: Different from each other, none empty.
    """
    if len(values) <= MANY or (sum(map(len, texts)) <= WIDE and len(texts) * len(values) <= PAIRS):
        return [list(_held(text, values)) for text in texts]
    starts = [0, *accumulate(len(text) + 1 for text in texts)]
    met: list[set[int]] = [set() for _ in texts]
    for start, end, number in automaton(values).find_overlapping(whole("\0".join(texts))):
        at = bisect_right(starts, start) - 1
        if end < starts[at + 1]:  # a value may hold what parts the texts
            met[at].add(number)
    return [[values[number] for number in sorted(numbers)] for numbers in met]


def _held(text: str, values: Sequence[str]) -> Iterator[str]:
    """One by one. What the text has no beginning of is passed by, which spares looking for each of hundreds."""
    if len(values) <= BEGUN:
        yield from (value for value in values if value in text)
    else:
        heads = _heads(text)
        yield from (value for value in values if (len(value) < HEAD or value[:HEAD] in heads) and value in text)


@lru_cache(maxsize=8)  # a text is asked about several times
def _heads(text: str) -> frozenset[str]:
    """What may begin something that stands in a text."""
    return frozenset({text[at : at + HEAD] for at in range(len(text) - HEAD + 1)})
