"""How far long work over files is: told on a terminal, quiet elsewhere."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from garim.cli._korean import told

if TYPE_CHECKING:
    from garim.bulk.order import Progress

SOON = 0.5
"""Seconds between two words about how far it is."""


class Watch:
    """Tells on a terminal how far it is, how fast and how long; elsewhere nothing."""

    def __init__(self) -> None:
        """Nothing is told yet."""
        self._watched = sys.stderr.isatty()
        self._step, self._told, self._began, self._first = "", 0.0, 0.0, 0

    def tell(self, progress: Progress) -> None:
        """A step went on."""
        now = time.monotonic()
        if progress.step != self._step:
            self._step, self._began, self._first = progress.step, now, progress.done
        elif now - self._told < SOON:
            return
        self._told = now
        if self._watched:
            print(f"\r\x1b[K{told(_line(progress, now - self._began, self._first))}", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Nothing more is told."""
        if self._watched:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _line(progress: Progress, seconds: float, first: int) -> str:
    if progress.step not in ("find", "write") or not progress.whole:
        return f"{progress.step}: {progress.done}" + (f" of {progress.whole}" if progress.whole else "")
    rate = (progress.done - first) / seconds if seconds > 1 else 0.0
    left = f", {rate / 1e6:.2f} MB/s, {_time((progress.whole - progress.done) / rate)} left" if rate else ""
    return f"{progress.step}: {progress.done / 1e6:.1f} of {progress.whole / 1e6:.1f} MB{left}"


def _time(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02d} min" if hours else f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"
