"""Where a SQLite store's file lies, and whether what lies there is what is open.

SQLite goes on writing to a file that was removed or replaced, and takes a log that lies beside a file for that file's own.
So what is at the path is looked at before each write, and another file there is opened only where nothing of the one before
is left beside it, and where nobody still writes it.
"""

from __future__ import annotations

import os
import time
from typing import NamedTuple

from garim.errors import VaultFailed
from garim.store.chain import GONE_HINT

STILL = 1.0
"""Seconds in which a file that was put at the path must not have changed: one that is still being copied is not opened."""
NONE = (0, 0)


class Three(NamedTuple):
    """(device, number) of the three files of a store; (0, 0) for one that is not there."""

    file: tuple[int, int]
    log: tuple[int, int]
    shared: tuple[int, int]


class Place:
    """The path of one store's file."""

    def __init__(self, path: str) -> None:
        """`path`: of the file; its log and the log's index lie beside it."""
        self.path = path
        self._names = (path, path + "-wal", path + "-shm")
        self.held: Three | None = None
        """What is open."""
        self._still: tuple[object, float] = (None, 0.0)
        self._records = -1
        """How many the anchor knew when it was first seen that another file is there; -1 where none is."""

    def look(self) -> os.stat_result:
        """What is known of the file, which is the one that is open.

        Raises:
            VaultFailed: It is not, or what lies beside it is not.
        """
        file, there = self._there()
        if file is None:
            raise VaultFailed(f"the store {self.path} was removed while in use", hint=GONE_HINT)
        if self.held is not None and there != self.held:
            raise self._why(self.held, there)
        return file

    def hold(self) -> None:
        """What is at the path now is what is open."""
        self.held, self._records = self._there()[1], -1

    def other(self, records: int) -> Three | None:
        """What was put in the place of what is open, where it may be opened; None where nothing was.

        Args:
            records: How many the anchor knows; where they grow, another process has opened it and writes.

        Raises:
            VaultFailed: Something of the one before is still beside it, or it is still being written.
        """
        file, there = self._there()
        held = self.held
        if file is None or held is None or there.file == held.file:
            return None
        if held.log == there.log or held.shared == there.shared:
            raise self._why(held, there)
        seen, now = [_written(name) for name in self._names], time.monotonic()
        if seen != self._still[0]:
            self._still = seen, now
        self._records = records if self._records < 0 else self._records
        if now - self._still[1] < STILL and records <= self._records:
            hint = "it is looked at again when it no longer changes"
            raise VaultFailed(f"the store {self.path} was replaced while in use", hint=hint)
        return there

    def _there(self) -> tuple[os.stat_result | None, Three]:
        found = [_stat(name) for name in self._names]
        return found[0], Three(*((one.st_dev, one.st_ino) if one else NONE for one in found))

    def _why(self, held: Three, there: Three) -> VaultFailed:
        path, what, hint = self.path, "", GONE_HINT
        if there.file == held.file:
            what = f"the log of the store {path} (-wal, -shm) was removed or replaced while in use"
            hint = "put it back; or stop Garim and start it again: what the log held is written into the file when it stops"
        elif there.log == held.log or there.shared == held.shared:
            what = f"the store {path} was replaced while in use, and the log of the one before is still beside it"
            hint = f"move {path}, -wal and -shm aside together, then copy file and log back, without -shm"
        return VaultFailed(what or f"the store {path} was replaced while in use", hint=hint)


def _stat(name: str) -> os.stat_result | None:
    try:
        return os.stat(name)
    except OSError:
        return None


def _written(name: str) -> tuple[int, ...]:
    found = _stat(name)
    return (found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns) if found else ()
