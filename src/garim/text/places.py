"""Where any of many values stands in a text, in one pass however many they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from daachorse import CharwiseDoubleArrayAhoCorasick as Automaton

__all__ = ["FEW", "Automaton", "places"]

FEW = 6
"""Values up to which looking for each by itself is faster than building an automaton."""


def places(text: str, values: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Start, end and number of the value, for every place of every value.

    Args:
        text: Any text.
        values: Different from each other, none empty.
    """
    if len(values) > FEW:
        yield from Automaton(list(values)).find_overlapping(text)
        return
    for number, value in enumerate(values):
        at = text.find(value)
        while at >= 0:
            yield at, at + len(value), number
            at = text.find(value, at + len(value))
