"""What is remembered of late, forgotten bit by bit.

A memory that is emptied at once is worked out anew at once, and what a process takes goes up and down with it: the system sees
the highest of all such waves together, and it rises for hours.
"""

from __future__ import annotations

from typing import Any, TypeVar

K = TypeVar("K")
V = TypeVar("V")

PART = 16
"""One part of so many goes at a time: all keys are walked for each."""


class Lately(dict[K, V]):
    """A dict of about so many entries. What was put down first goes first.

    Safe to share between threads that put down the same for the same key: each step is one of a dict. What was there a moment
    ago may be gone: ask with `get`.
    """

    def __init__(self, most: int) -> None:
        """
        Args:
            most: Entries, 1 or more; `trim` lets no more stay.
        """
        self._most = most

    def __setitem__(self, key: K, value: V) -> None:
        super().__setitem__(key, value)
        if len(self) > self._most:
            self.trim()

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._most,), None, None, iter(self.items())

    def trim(self) -> None:
        """Let the first ones go, where there are too many: behind `update`, which does not look."""
        while len(self) > self._most:
            for key in first(self, 1 + len(self) // PART):
                self.pop(key, None)


def first(entries: dict[K, V], number: int) -> list[K]:
    """Keys of the first entries of a dict, taken in one step: others may put down and take out meanwhile."""
    return list(entries)[:number]
