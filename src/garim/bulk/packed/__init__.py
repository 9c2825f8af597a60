"""Archives. ONE FILE = ONE KIND OF ARCHIVE: a module with `fits`, `members` and `pack` is found here.

fits(head, name) -> bool
members(path) -> Iterator[Member]            in their order, each read before the next is asked for
pack(out, members)                           [(Member with its new name, its new bytes)] → an archive of the same layout
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from typing import Any, BinaryIO, NamedTuple, Protocol


class Member(NamedTuple):
    """One entry of an archive."""

    name: str
    stream: BinaryIO | None
    """What it holds; None for what holds nothing: a folder, a link."""
    kind: str = "file"
    """file | folder | link | other."""
    meta: dict[str, Any] = {}  # noqa: RUF012
    """What else its archive keeps of it: plain values."""


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
