"""Structure of files. ONE FILE = ONE FORMAT: what holds values and what holds them together, so that what comes out is as
valid as what went in.

A format is a module here with

    ENDINGS                                   of names
    fits(head, name) -> bool                  whether a file is of this format
    cuts(source, size) -> Iterator[Cut]       where it may be parted so that each part is read alone
    read(source, cut) -> Opened               a part's chunks, and how they are written again
    sample(source) -> {column: [value]}       values by column, for the verdict; {} where there are no columns

and, where parts are not simply put one behind the other, `join(parts, out)`; `RENAMED` where what comes out is text.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import Protocol

from garim.bulk.values import Cut, Opened, Source


class Format(Protocol):
    """A module that knows one format."""

    ENDINGS: tuple[str, ...]

    def fits(self, head: bytes, name: str) -> bool:
        """Whether a file that begins so is of this format."""

    def cuts(self, source: Source, size: int) -> Iterator[Cut]:
        """Parts of about `size` bytes."""

    def read(self, source: Source, cut: Cut) -> Opened:
        """A part.

        Raises:
            BadInput: It cannot be read at all.
        """

    def sample(self, source: Source) -> Mapping[str, Sequence[str]]:
        """The first values of each column in a file's beginning."""


@cache
def formats() -> dict[str, Format]:
    """Name → format; running text is asked last."""
    names = sorted((m.name for m in pkgutil.iter_modules(__path__) if m.name[0] != "_"), key=lambda name: name == "text")
    return {name: import_module(f"{__name__}.{name}") for name in names}


def format_of(head: bytes, name: str) -> str:
    """The name of the format that a file is of; "" where nothing reads it."""
    low = name.lower()
    return next((found for found, module in formats().items() if module.fits(head, low)), "")
