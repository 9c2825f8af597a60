"""Archives. ONE FILE = ONE KIND OF ARCHIVE: a module with `fits`, `members` and `pack` is found here.

fits(head, name) -> bool
members(path) -> Iterator[Member]            in their order, each read before the next is asked for
pack(out, members)                           [(Member with its new name, its new bytes)] → an archive of the same layout
ALONE                                        its one member has no name of its own

Whoever unpacks has one Room for a file on the disk and all archives in it, and asks `leads_out` of every name.
"""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from typing import Any, BinaryIO, NamedTuple, Protocol

from garim.errors import BadInput

DEPTH = 5
"""Archives in archives."""
FREE, SWELL = 64 << 20, 200
"""A file on the disk may unpack to FREE bytes and SWELL times its own size, over all archives in it."""
MOST_MEMBERS = 1_000_000
"""Over all archives in it too."""
_DRIVE = re.compile(r"[A-Za-z]:")


class Member(NamedTuple):
    """One entry of an archive."""

    name: str
    stream: BinaryIO | None
    """What it holds; None for what holds nothing: a folder, a link."""
    kind: str = "file"
    """file | folder | link | other."""
    meta: dict[str, Any] = {}  # noqa: RUF012
    """What else its archive keeps of it: plain values."""


class Room:
    """What one file on the disk may still unpack to, however deep its archives are nested."""

    def __init__(self, size: int) -> None:
        """`size`: of the file on the disk, in bytes."""
        self.left = FREE + SWELL * size
        self._members = MOST_MEMBERS

    def member(self) -> None:
        """One more member is looked at.

        Raises:
            BadInput: There are too many, or there is no room since one was too big.
        """
        self.take(0)
        self._members -= 1
        if self._members < 0:
            raise BadInput(f"its archives hold over {MOST_MEMBERS} files")

    def take(self, size: int) -> None:
        """So many bytes were unpacked.

        Raises:
            BadInput: They are too many.
        """
        self.left -= size
        if self.left < 0:
            raise BadInput("its archives swell without end", hint="unpack it by hand if that is meant")


def leads_out(name: str) -> bool:
    """Whether a member's name leads out of its archive on some system: absolute, of a drive, upwards by either slash."""
    pieces = [piece.rstrip(" ") for piece in name.replace("\\", "/").split("/")]
    return ".." in pieces or (len(pieces) > 1 and not pieces[0]) or _DRIVE.match(name) is not None or "\0" in name


class Packed(Protocol):
    """A module that knows one kind of archive."""

    def fits(self, head: bytes, name: str) -> bool:
        """Whether a file that begins so is such an archive."""

    def members(self, file: BinaryIO) -> Iterator[Member]:
        """Its members."""

    def pack(self, out: BinaryIO, members: Iterable[tuple[Member, int]]) -> None:
        """Write one: each member with its new size; its stream is read once."""


@cache
def archives() -> dict[str, Packed]:
    """Name → kind of archive."""
    return {m.name: import_module(f"{__name__}.{m.name}") for m in pkgutil.iter_modules(__path__) if m.name[0] != "_"}


def archive_of(head: bytes, name: str) -> str:
    """The kind of archive that a file is; "" for none."""
    return next((found for found, module in archives().items() if module.fits(head, name.lower())), "")
