"""The log: one JSON line an exchange on stderr. It has no field for text, so none can be in it."""

from __future__ import annotations

import sys
import traceback
from pathlib import Path

import orjson
import structlog
from structlog.typing import EventDict, WrappedLogger


def open_log() -> structlog.typing.FilteringBoundLogger:
    """A logger that writes JSON lines to stderr."""
    logger: structlog.typing.FilteringBoundLogger = structlog.wrap_logger(
        structlog.BytesLogger(sys.stderr.buffer),
        processors=[structlog.processors.TimeStamper(fmt="iso"), _line],
        wrapper_class=structlog.make_filtering_bound_logger(20),
        cache_logger_on_first_use=True,
    ).bind()
    return logger


def _line(logger: WrappedLogger, name: str, event: EventDict) -> bytes:
    return orjson.dumps(event)


def where(error: BaseException) -> dict[str, str]:
    """What may be logged of an error that nobody expected: its type and the lines it passed, never its message."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    return {"error": type(error).__name__, "at": " < ".join(f"{Path(f.filename).name}:{f.lineno}" for f in reversed(frames))}
