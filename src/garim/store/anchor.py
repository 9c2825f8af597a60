"""What is remembered of a store outside of it: which one it is and how far its audit had come.

A store that was emptied, cut or replaced by another cannot tell so itself. The anchor is a small file, kept beside the
master key and not beside the database. Writing it costs two microseconds: what was written is the system's, so it
survives the process. Each line carries a MAC under a key of the master's, so that it cannot be made up.
"""

from __future__ import annotations

import hmac
import os
import struct
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from garim.errors import VaultFailed
from garim.store.seal import derive

LINE = struct.Struct("!16sQ32s")
MAC = 32
SIZE = 128
"""Bytes of a line with its MAC and room to spare."""
LINES = 8
"""Lines that are written in turn, so that one that was torn by a crash leaves the one before."""


class Known(NamedTuple):
    """What an anchor remembers."""

    store: str
    """The store's identity."""
    number: int
    """Number of its audit's last record; 0 where it had none."""
    hash: str
    """That record's hash."""


class Anchor:
    """The anchor of one store's address."""

    def __init__(self, folder: Path, place: str, key: bytes) -> None:
        """
        Args:
            folder: Where anchors are kept; made where it is not there.
            place: The store's address.
            key: The key that surrogates are minted with: it outlives a rotation of the master key.

        Raises:
            VaultFailed: The file cannot be made or read.
        """
        self.path = folder / f"{sha256(place.encode()).hexdigest()[:24]}.anchor"
        self._key = derive(key, b"garim anchor")
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._file = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise VaultFailed(
                f"the anchor {self.path} cannot be kept: {error.strerror}",
                hint="set [store] anchor to a folder that can be written and that is not the database's",
            ) from None

    def known(self) -> Known | None:
        """What is remembered, the furthest line whose MAC holds; None for nothing."""
        found = [self._read(index) for index in range(LINES)]
        return max((one for one in found if one), key=lambda one: one.number, default=None)

    def damaged(self) -> bool:
        """Whether something stands there and none of it holds: it was written with another key, or by another hand."""
        return self.known() is None and any(os.pread(self._file, SIZE * LINES, 0))

    def note(self, store: str, number: int, hash_: str) -> None:
        """Remember how far the audit is. Called after the record is in the database."""
        line = LINE.pack(bytes.fromhex(store), number, bytes.fromhex(hash_))
        os.pwrite(self._file, line + hmac.digest(self._key, line, "sha256"), number % LINES * SIZE)

    def forget(self) -> None:
        """Remember nothing: another store may begin."""
        os.ftruncate(self._file, 0)

    def close(self) -> None:
        """Let go of the file, written to the disk itself."""
        with suppress(OSError):
            os.fsync(self._file)
        os.close(self._file)

    def _read(self, index: int) -> Known | None:
        raw = os.pread(self._file, LINE.size + MAC, index * SIZE)
        line, mac = raw[: LINE.size], raw[LINE.size :]
        if len(raw) < LINE.size + MAC or not any(line) or not hmac.compare_digest(mac, hmac.digest(self._key, line, "sha256")):
            return None
        store, number, hash_ = LINE.unpack(line)
        return Known(store.hex(), number, hash_.hex())
