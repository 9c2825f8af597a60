"""gzip: one member, called as the file without .gz."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterable, Iterator
from typing import BinaryIO, cast

from garim.bulk.packed import Member

ALONE = True
"""Its one member has no name of its own."""


def fits(head: bytes, name: str) -> bool:
    """By its first bytes."""
    return head[:3] == b"\x1f\x8b\x08"


def members(file: BinaryIO) -> Iterator[Member]:
    """The one."""
    with gzip.GzipFile(fileobj=file) as stream:
        yield Member("", cast(BinaryIO, stream))


def pack(out: BinaryIO, members: Iterable[tuple[Member, int]]) -> None:
    """No name and no time: the same every time."""
    for member, _ in members:
        with gzip.GzipFile(filename="", mode="wb", fileobj=out, mtime=0, compresslevel=6) as stream:
            if member.stream is not None:
                shutil.copyfileobj(member.stream, stream, 1 << 20)
