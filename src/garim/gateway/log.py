"""The log: one JSON line an exchange on stderr, or a short one where that is a terminal. It has no field for text, so none can
be in it.

In an event loop, lines are written together a twentieth of a second later: a write costs as much as an audit record.
"""

from __future__ import annotations

import asyncio
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import orjson

LATER = 0.05
"""Seconds that lines wait to be written together."""
MOST_HELD = 1000
"""Lines that wait, at most."""


class Log:
    """Where the gateway says what happened: an event, and fields that hold no text of anybody's."""

    def __init__(self, written: Callable[[str, str, dict[str, object]], bytes]) -> None:
        """`written`: level, event, fields → a line, b"" for none."""
        self._written = written
        self._held: list[bytes] = []

    def info(self, event: str, **fields: object) -> None:
        """Write a line soon."""
        if line := self._written("info", event, fields):
            self._held.append(line)
            if len(self._held) == 1:
                try:
                    asyncio.get_running_loop().call_later(LATER, self.flush)
                except RuntimeError:
                    self.flush()
            elif len(self._held) >= MOST_HELD:
                self.flush()

    def error(self, event: str, **fields: object) -> None:
        """Write a line now."""
        if line := self._written("error", event, fields):
            self._held.append(line)
            self.flush()

    warning = error

    def flush(self) -> None:
        """Write what waits."""
        held, self._held = self._held, []
        if held:
            sys.stderr.buffer.write(b"\n".join(held) + b"\n")
            sys.stderr.buffer.flush()


def open_log() -> Log:
    """A log that writes lines to stderr: info soon, all above at once and with what waits; JSON but on a terminal."""
    return Log(_plain if sys.stderr.isatty() else _line)


def _line(level: str, event: str, fields: dict[str, object]) -> bytes:
    return orjson.dumps({**fields, "event": event, "timestamp": f"{datetime.now(UTC).replace(tzinfo=None).isoformat()}Z"})


def _plain(level: str, event: str, fields: dict[str, object]) -> bytes:
    """A line for a person at a terminal; signed checkpoints, which whoever collects the log keeps, are left out."""
    if event == "checkpoint" and level == "info":
        return b""
    said = "  ".join(f"{key} {value}" for key, value in fields.items() if value not in ("", 0, None))
    return f"{datetime.now():%H:%M:%S}  {event}  {said}".encode("utf-8", "replace")


def where(error: BaseException) -> dict[str, str]:
    """What may be logged of an error that nobody expected: its type and the lines it passed, never its message."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    return {"error": type(error).__name__, "at": " < ".join(f"{Path(f.filename).name}:{f.lineno}" for f in reversed(frames))}
