"""Files in the user's cache folder: what takes long to make, keyed by what it was made of, and remade where it is not there."""

from __future__ import annotations

import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from platformdirs import user_cache_path

UNUSED = 30 * 86400.0
"""Seconds after which a file that nobody loads is deleted."""


def folder() -> Path:
    """The user's cache folder for Garim; need not be there."""
    return user_cache_path("garim", appauthor=False)


def read(path: Path) -> bytes:
    """A file's bytes; b"" where there is none."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def keep(path: Path, data: bytes) -> None:
    """Write beside and swap; a folder that cannot be written to only means that the next start is slow."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.parent.chmod(0o700)
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except OSError:
        return


def use(*paths: Path) -> None:
    """Files are in use: they stay."""
    for path in paths:
        with suppress(OSError):
            os.utime(path)


def forget_unused(place: Path, names: str = "*.*") -> None:
    """Files that nobody loaded of late go: what they were made of may be gone, and a compiled lexicon holds the words."""
    for path in place.glob(names):
        with suppress(OSError):
            if path.stat().st_mtime < time.time() - UNUSED:
                path.unlink()
