"""Tar archives; a packed one (.tar.gz) is a tar inside of that."""

from __future__ import annotations

import tarfile
from collections.abc import Iterable, Iterator
from typing import BinaryIO, cast

from garim.bulk.packed import Member


def fits(head: bytes, name: str) -> bool:
    """By the mark in its first header."""
    return head[257:262] == b"ustar"


def members(file: BinaryIO) -> Iterator[Member]:
    """In their order."""
    with tarfile.open(fileobj=file, mode="r|") as packed:
        for info in packed:
            meta = {"time": int(info.mtime), "mode": info.mode}
            if info.isdir():
                yield Member(info.name, None, "folder", meta)
            elif info.isfile() and (stream := packed.extractfile(info)) is not None:
                yield Member(info.name, cast(BinaryIO, stream), "file", meta)
            else:
                yield Member(info.name, None, "link" if info.issym() or info.islnk() else "other", meta)


def pack(out: BinaryIO, members: Iterable[tuple[Member, int]]) -> None:
    """With their times and modes, and nobody as owner: owners are people's names."""
    with tarfile.open(fileobj=out, mode="w|", format=tarfile.PAX_FORMAT) as packed:
        for member, size in members:
            info = tarfile.TarInfo(member.name)
            info.size, info.mode, info.mtime = size, member.meta["mode"], member.meta["time"]
            if member.kind == "folder":
                info.type = tarfile.DIRTYPE
            packed.addfile(info, member.stream)
