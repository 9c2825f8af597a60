"""The log: one JSON line an exchange on stderr, or a short one where that is a terminal. It has no field for text, so none can
be in it.

In an event loop, lines are written together a twentieth of a second later: a write costs as much as an audit record.
"""

from __future__ import annotations

import asyncio
import sys
import traceback
from pathlib import Path

import orjson
import structlog
from structlog.typing import EventDict, WrappedLogger

LATER = 0.05
"""Seconds that lines wait to be written together."""
MOST_HELD = 1000
"""Lines that wait, at most."""


class Lines:
    """Lines on their way to stderr."""

    def __init__(self) -> None:
        self._held: list[bytes] = []

    def info(self, line: bytes) -> None:
        """Write a line soon."""
        self._held.append(line)
        if len(self._held) == 1:
            try:
                asyncio.get_running_loop().call_later(LATER, self.flush)
            except RuntimeError:
                self.flush()
        elif len(self._held) >= MOST_HELD:
            self.flush()

    def error(self, line: bytes) -> None:
        """Write a line now."""
        self._held.append(line)
        self.flush()

    warning = critical = msg = error

    def flush(self) -> None:
        """Write what waits."""
        held, self._held = self._held, []
        if held:
            sys.stderr.buffer.write(b"\n".join(held) + b"\n")
            sys.stderr.buffer.flush()


def open_log() -> structlog.typing.FilteringBoundLogger:
    """A logger that writes lines to stderr: info soon, all above at once and with what waits; JSON but on a terminal."""
    written = plain if sys.stderr.isatty() else _line
    logger: structlog.typing.FilteringBoundLogger = structlog.wrap_logger(
        Lines(),
        processors=[structlog.processors.TimeStamper(fmt="iso", utc=written is _line), written],
        wrapper_class=structlog.make_filtering_bound_logger(20),
        cache_logger_on_first_use=True,
    ).bind()
    return logger


def _line(logger: WrappedLogger, name: str, event: EventDict) -> bytes:
    return orjson.dumps(event)


def plain(logger: WrappedLogger, name: str, event: EventDict) -> bytes:
    """A line for a person at a terminal; signed checkpoints, which whoever collects the log keeps, are left out."""
    what = event.pop("event")
    if what == "checkpoint" and name == "info":
        raise structlog.DropEvent
    at = str(event.pop("timestamp"))[11:19]
    said = "  ".join(f"{key} {value}" for key, value in event.items() if value not in ("", 0, None))
    return f"{at}  {what}  {said}".encode("utf-8", "replace")


def where(error: BaseException) -> dict[str, str]:
    """What may be logged of an error that nobody expected: its type and the lines it passed, never its message."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    return {"error": type(error).__name__, "at": " < ".join(f"{Path(f.filename).name}:{f.lineno}" for f in reversed(frames))}
