"""Zip archives, but for the office files that are zip inside: those are documents."""

from __future__ import annotations

import shutil
import stat
import zipfile
from collections.abc import Iterable, Iterator
from typing import BinaryIO, cast

from garim.bulk.packed import Member

OFFICE = (".docx", ".xlsx", ".pptx", ".hwpx", ".odt", ".ods", ".odp")


def fits(head: bytes, name: str) -> bool:
    """By its first bytes, and its name for office files."""
    return head[:4] in (b"PK\x03\x04", b"PK\x05\x06") and not name.endswith(OFFICE)


def members(file: BinaryIO) -> Iterator[Member]:
    """In the order of its directory."""
    with zipfile.ZipFile(file) as packed:
        for info in packed.infolist():
            meta = {"time": list(info.date_time), "mode": info.external_attr, "stored": info.compress_type == zipfile.ZIP_STORED}
            if info.flag_bits & 1:
                yield Member(_name(info), None, "locked", meta)
            elif info.is_dir():
                yield Member(_name(info).rstrip("/"), None, "folder", meta)
            elif (kind := stat.S_IFMT(info.external_attr >> 16)) not in (0, stat.S_IFREG):
                yield Member(_name(info), None, "link" if kind == stat.S_IFLNK else "other", meta)
            else:
                with packed.open(info) as stream:
                    yield Member(_name(info), cast(BinaryIO, stream), "file", meta)


def _rights(attributes: int, folder: bool) -> int:
    """A member's attributes without what would lend it another's rights."""
    mode, dos = attributes >> 16, attributes & 0xFF
    return (((mode & 0o777) | (stat.S_IFDIR if folder else stat.S_IFREG)) << 16 if mode else 0) | dos


def _name(info: zipfile.ZipInfo) -> str:
    """A name as whoever packed it wrote it: archives from Korean Windows do not say that their names are cp949."""
    if info.flag_bits & 0x800 or info.filename.isascii():
        return info.filename
    raw = info.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "cp949"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def pack(out: BinaryIO, members: Iterable[tuple[Member, int]]) -> None:
    """With their times and modes."""
    with zipfile.ZipFile(out, "w") as packed:
        for member, size in members:
            folder = member.kind == "folder"
            year, month, day, hour, minute, second = member.meta["time"]
            info = zipfile.ZipInfo(member.name + "/" * folder, (year, month, day, hour, minute, second))
            info.external_attr = _rights(member.meta["mode"], folder)
            info.compress_type = zipfile.ZIP_STORED if member.meta["stored"] or folder else zipfile.ZIP_DEFLATED
            info.file_size = size
            with packed.open(info, "w", force_zip64=size > 1 << 30) as stream:
                if member.stream is not None:
                    shutil.copyfileobj(member.stream, stream, 1 << 20)
