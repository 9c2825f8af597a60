"""Zstandard: one member, called as the file without .zst."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from typing import BinaryIO

import zstandard

from garim.bulk.packed import Member


def fits(head: bytes, name: str) -> bool:
    """By its first bytes."""
    return head[:4] == b"\x28\xb5\x2f\xfd"


def members(file: BinaryIO) -> Iterator[Member]:
    """The one."""
    yield Member("", zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True))


def pack(out: BinaryIO, members: Iterable[tuple[Member, int]]) -> None:
    """One frame."""
    for member, size in members:
        with zstandard.ZstdCompressor(level=3).stream_writer(out, size=size, closefd=False) as stream:
            if member.stream is not None:
                shutil.copyfileobj(member.stream, stream, 1 << 20)
