"""Times of the week, as rules name them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import garim.late as re

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CLOCK = re.compile(r"([01]\d|2[0-4]):([0-5]\d)")


class Moment(NamedTuple):
    """A point in the week by the policy's time zone."""

    day: int = 0
    """0 is Monday."""
    minute: int = 0
    """Minutes since midnight."""


@dataclass(frozen=True, slots=True)
class Hours:
    """A part of the week."""

    start: int
    end: int
    days: frozenset[int]

    @classmethod
    @lru_cache(maxsize=1024)
    def read(cls, hours: str, days: str) -> Hours:
        """From a rule's `hours` and `days`; "" for all.

        Raises:
            ValueError: They cannot be read, or name no time.
        """
        start, end = (_minute(part) for part in hours.split("-", 1)) if hours else (0, 1440)
        if start == end:
            raise ValueError(hours)
        return cls(start, end, frozenset(_days(days)) if days else frozenset(range(7)))

    def holds(self, now: Moment) -> bool:
        """Whether a moment is in it; hours over midnight belong to the day on which they begin."""
        if self.start < self.end:
            return now.day in self.days and self.start <= now.minute < self.end
        if now.minute >= self.start:
            return now.day in self.days
        return now.minute < self.end and (now.day - 1) % 7 in self.days


def _minute(text: str) -> int:
    found = CLOCK.fullmatch(text.strip())
    if not found or int(found[1]) * 60 + int(found[2]) > 1440:
        raise ValueError(text)
    return int(found[1]) * 60 + int(found[2])


def _days(text: str) -> list[int]:
    out: list[int] = []
    for part in text.replace(",", " ").split():
        first, _, last = part.partition("-")
        start, end = DAYS.index(first), DAYS.index(last or first)
        out += [number % 7 for number in range(start, (end if end >= start else end + 7) + 1)]
    if not out:
        raise ValueError(text)
    return out
