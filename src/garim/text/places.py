"""Where any of many values stands in a text, in one pass however many they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from daachorse import CharwiseDoubleArrayAhoCorasick as Automaton

__all__ = ["FEW", "Automaton", "automaton", "places", "whole"]

FEW = 6
"""Values up to which looking for each by itself is faster than building an automaton."""


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
