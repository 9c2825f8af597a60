"""Tar archives; a packed one (.tar.gz) is a tar inside of that."""

from __future__ import annotations

import tarfile
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Self, cast

from garim.bulk.packed import Member

HEADERS = (
    tarfile.GNUTYPE_LONGNAME,
    tarfile.GNUTYPE_LONGLINK,
    tarfile.XHDTYPE,
    tarfile.XGLTYPE,
    tarfile.SOLARIS_XHDTYPE,
)
MOST_HEADER = 1 << 20
"""Bytes."""
RIGHTS = 0o777
"""Of a mode, what goes along: who may read, write and run. Whose rights it runs with is nobody's but the system's."""


def fits(head: bytes, name: str) -> bool:
    """By the mark in its first header."""
    return head[257:262] == b"ustar"


class _Info(tarfile.TarInfo):
    """A header; what a header says of the next one is held in memory, so it may not be as big as a file."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        info = super().frombuf(buf, encoding, errors)
        if info.type in HEADERS and info.size > MOST_HEADER:
            raise tarfile.ReadError("a header that is as big as a file")
        return info


def members(file: BinaryIO) -> Iterator[Member]:
    """In their order."""
    with tarfile.open(fileobj=file, mode="r|", tarinfo=_Info) as packed:
        for info in packed:
            meta = {"time": int(info.mtime), "mode": info.mode}
            if info.isdir():
                yield Member(info.name, None, "folder", meta)
            elif info.isfile() and (stream := packed.extractfile(info)) is not None:
                yield Member(info.name, cast(BinaryIO, stream), "file", meta)
            else:
                yield Member(info.name, None, "link" if info.issym() or info.islnk() else "other", meta)


def pack(out: BinaryIO, members: Iterable[tuple[Member, int]]) -> None:
    """With their times and rights, and nobody as owner: owners are people's names."""
    with tarfile.open(fileobj=out, mode="w|", format=tarfile.PAX_FORMAT) as packed:
        for member, size in members:
            info = tarfile.TarInfo(member.name)
            info.size, info.mode, info.mtime = size, member.meta["mode"] & RIGHTS, member.meta["time"]
            if member.kind == "folder":
                info.type = tarfile.DIRTYPE
            packed.addfile(info, member.stream)
