"""Time that deletes nothing by mistake: a clock that jumps is not believed until it has stood by it for a day.

    wall clock agrees with what has passed since the last look  → believed
    it is days ahead, or behind                                 → time goes on from what was last believed; what was
        believed and since when the clock differs is told, and after a day without another jump the clock is believed

A machine that was switched off for months looks like a clock that jumped: its deletions come a day later, that is all.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass

STEP = 7 * 86400.0
"""Seconds between two looks (of any process) from which on the clock is doubted."""
BACK = 3600.0
"""Seconds that it may go back unremarked."""
STAND = 86400.0
"""Seconds that a doubted clock has to go on evenly."""


@dataclass(slots=True)
class Plausible:
    """What is known of time; kept in the store between processes."""

    believed: float
    """Seconds since 1970."""
    seen: float
    """What the wall clock said then."""
    doubted: float = 0.0
    """The wall clock when it was first doubted; 0 where it is not."""

    @classmethod
    def load(cls, text: str, wall: float) -> Plausible:
        """From `dump`; a text that is none begins now."""
        try:
            believed, seen, doubted = map(float, json.loads(text))
        except (ValueError, TypeError):
            return cls(wall, wall)
        return cls(believed, seen, doubted)

    def dump(self) -> str:
        """As text, for `load`."""
        return json.dumps([self.believed, self.seen, self.doubted])

    def look(self, wall: float, passed: float | None = None) -> float:
        """The time that is believed now.

        Args:
            wall: What the wall clock says.
            passed: Seconds since the last look by a clock that nobody sets; None where no such clock ran since.
        """
        step = wall - self.seen
        even = -BACK <= step <= STEP if passed is None else abs(step - passed) <= BACK
        if not even:
            self.doubted = wall
            self.believed += passed or 0.0
        elif self.doubted:
            self.believed += max(step, 0.0)
            if wall - self.doubted >= STAND:
                self.believed, self.doubted = wall, 0.0
        else:
            # A clock that is set back a little must not make what was just put look as if it were of the future.
            self.believed = max(self.believed, wall) if step <= BACK else wall
        self.seen = wall
        return self.believed


def boot_seconds() -> float:
    """Seconds by a clock that nobody sets and that goes on while the machine sleeps."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


class Clock:
    """The store's clock in one process."""

    def __init__(
        self, state: Plausible, wall: Callable[[], float] = time.time, steady: Callable[[], float] = boot_seconds
    ) -> None:
        """
        Args:
            state: As the store kept it.
            wall: Seconds since 1970.
            steady: Seconds by a clock that nobody sets.
        """
        self.state, self._wall, self._steady = state, wall, steady
        self._last: float | None = None

    def now(self) -> float:
        """The time that is believed."""
        steady = self._steady()
        passed = None if self._last is None else steady - self._last
        self._last = steady
        return self.state.look(self._wall(), passed)
