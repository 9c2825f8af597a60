"""Zstandard: one member, called as the file without .zst."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, cast

import zstandard

from garim.bulk.packed import Member

PIECE = 16 * 1024
"""Bytes that are unpacked at once: they may swell a thousandfold."""

ALONE = True
"""Its one member has no name of its own."""


def fits(head: bytes, name: str) -> bool:
    """By its first bytes."""
    return head[:4] == b"\x28\xb5\x2f\xfd"


class _Frames(io.RawIOBase):
    """What one frame after the other holds; the library's own reader does not say so where the last one is cut off."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._held = b""
        self._frame: Any = None

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        while not self._held:
            piece = self._file.read(PIECE)
            if not piece:
                if self._frame is not None:
                    raise EOFError("the last frame is cut off")
                return 0
            self._held = self._unpacked(piece)
        count = min(len(into), len(self._held))
        into[:count] = self._held[:count]
        self._held = self._held[count:]
        return count

    def _unpacked(self, piece: bytes) -> bytes:
        out = []
        while piece:
            self._frame = self._frame or zstandard.ZstdDecompressor().decompressobj()
            out.append(self._frame.decompress(piece))
            piece = self._frame.unused_data if self._frame.eof else b""
            if self._frame.eof:
                self._frame = None
        return b"".join(out)


def members(file: BinaryIO) -> Iterator[Member]:
    """The one."""
    yield Member("", cast(BinaryIO, io.BufferedReader(_Frames(file), 1 << 20)))


def pack(out: BinaryIO, members: Iterable[tuple[Member, int]]) -> None:
    """One frame."""
    for member, size in members:
        with zstandard.ZstdCompressor(level=3).stream_writer(out, size=size, closefd=False) as stream:
            if member.stream is not None:
                shutil.copyfileobj(member.stream, stream, 1 << 20)
