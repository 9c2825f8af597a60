"""Nothing readable beside the corpus: what a run keeps between its steps is sealed under a key of its own."""

from __future__ import annotations

import hashlib
import hmac
import io
import os
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from garim.bulk.values import Source
from garim.errors import BadInput, Broken

NONCE, TAG = 12, 16
BLOCK = 1 << 20
"""Bytes of a spooled file that are sealed at once."""


class Seal:
    """Seals and opens what one run keeps."""

    def __init__(self, key: bytes) -> None:
        """`key`: the tenant's; what is sealed hangs on it, but does not tell it."""
        self._aead = AESGCM(HKDF(SHA256(), 32, None, b"garim bulk").derive(key))
        self._blind = HKDF(SHA256(), 32, None, b"garim bulk names").derive(key)

    def __repr__(self) -> str:
        return "Seal()"

    def blind(self, text: str) -> str:
        """What tells a text again and nothing of it."""
        return hmac.digest(self._blind, text.encode(), "sha256").hex()

    def hasher(self, size: int) -> hashlib.blake2b:
        """What makes `size` bytes that tell some others again and nothing of them."""
        return hashlib.blake2b(key=self._blind, digest_size=size)

    def close(self, value: Any, place: str) -> bytes:
        """A value of plain types, sealed for one place."""
        return self.close_bytes(msgspec.msgpack.encode(value), place)

    def open(self, data: bytes, place: str) -> Any:
        """What was sealed for that place.

        Raises:
            Broken: It was changed, or sealed with another key.
        """
        return msgspec.msgpack.decode(self.open_bytes(data, place))

    def close_bytes(self, data: bytes, place: str) -> bytes:
        """Bytes, sealed for one place."""
        nonce = os.urandom(NONCE)
        return nonce + self._aead.encrypt(nonce, data, place.encode())

    def open_bytes(self, data: bytes, place: str) -> bytes:
        """As `open`."""
        try:
            return self._aead.decrypt(data[:NONCE], data[NONCE:], place.encode())
        except InvalidTag:
            raise Broken(
                "what an earlier run left beside the destination was sealed with another key, or changed",
                hint="use the key that it was begun with, or --restart",
            ) from None


class Spooled:
    """A file that was taken out of an archive, sealed block by block, read at any place."""

    def __init__(self, path: Path, size: int, seal: Seal) -> None:
        """`size`: of what it holds, in bytes."""
        self._path, self.size, self._seal = path, size, seal

    def read(self, start: int, end: int) -> bytes:
        """A range."""
        out = []
        with self._path.open("rb") as file:
            for number in range(start // BLOCK, -(-end // BLOCK)):
                file.seek(number * (BLOCK + NONCE + TAG))
                out.append(self._seal.open_bytes(file.read(BLOCK + NONCE + TAG), f"{self._path.name}/{number}"))
        shift = start // BLOCK * BLOCK
        return b"".join(out)[start - shift : end - shift]


def spool(stream: BinaryIO, path: Path, seal: Seal, most: int) -> int:
    """Seal a stream into a file.

    Args:
        most: Bytes that it may hold.

    Returns: How many it held.

    Raises:
        BadInput: It holds more.
    """
    size = number = 0
    with path.open("wb") as file:
        while block := _whole(stream):
            size += len(block)
            if size > most:
                raise BadInput(f"it unpacks to over {most} bytes")
            file.write(seal.close_bytes(block, f"{path.name}/{number}"))
            number += 1
    return size


class Sink(io.RawIOBase):
    """A file that is written from its beginning to its end, sealed block by block."""

    def __init__(self, path: Path, seal: Seal) -> None:
        """`path`: of the file; its name is part of what seals it."""
        self._path, self._seal = path, seal
        self._file = path.open("wb")
        self._held = bytearray()
        self._number = self.size = 0

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, data: Any) -> int:
        """Add bytes."""
        self._held += data
        while len(self._held) >= BLOCK:
            self._block(bytes(self._held[:BLOCK]))
            del self._held[:BLOCK]
        return len(data)

    def tell(self) -> int:
        """How many bytes were written."""
        return self.size + len(self._held)

    def _block(self, block: bytes) -> None:
        self._file.write(self._seal.close_bytes(block, f"{self._path.name}/{self._number}"))
        self._number += 1
        self.size += len(block)

    def end(self) -> int:
        """The last block; how many bytes there were."""
        if self._held:
            self._block(bytes(self._held))
            self._held.clear()
        self._file.close()
        return self.size


def _whole(stream: BinaryIO) -> bytes:
    """A block, whole unless it is the last."""
    out = bytearray()
    while len(out) < BLOCK and (piece := stream.read(BLOCK - len(out))):
        out += piece
    return bytes(out)


class OnDisk:
    """A file of the source, as it was when it was planned."""

    def __init__(self, path: Path, size: int, changed: int) -> None:
        """
        Args:
            path: Where it is.
            size: Its bytes.
            changed: Its time of change in ns.
        """
        self._path, self.size, self._changed = path, size, changed

    def read(self, start: int, end: int) -> bytes:
        """A range.

        Raises:
            BadInput: It changed since.
        """
        with self._path.open("rb") as file:
            stat = os.fstat(file.fileno())
            if (stat.st_size, stat.st_mtime_ns) != (self.size, self._changed):
                raise BadInput("it changed while it was read", hint="run again on a copy that nobody writes to")
            file.seek(start)
            return file.read(end - start)


class _Stream(io.RawIOBase):
    """A source as a file that can be sought."""

    def __init__(self, source: Source) -> None:
        self._source, self._at = source, 0

    def readinto(self, into: Any) -> int:
        data = self._source.read(self._at, min(self._source.size, self._at + len(into)))
        into[: len(data)] = data
        self._at += len(data)
        return len(data)

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = offset + (0, self._at, self._source.size)[whence]
        return self._at

    def tell(self) -> int:
        return self._at

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True


def stream(source: Source) -> BinaryIO:
    """A source as a file that can be read and sought."""
    return io.BufferedReader(_Stream(source), 1 << 20)
