"""ONE FILE = ONE FAMILY of things that are hidden: see _port.Family. Found by name, listed nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from garim.errors import Broken
from garim.families._port import DIGIT, FREE, JOINED, SURNAME, TIGHT, TITLED, WORD, Dice, Draw, Family, Unit
from garim.families._spelled import encode, escaped

__all__ = [
    "DIGIT", "FREE", "JOINED", "SURNAME", "TIGHT", "TITLED", "WORD", "Dice", "Draw", "Family", "Unit", "encode", "escaped",
    "families", "family",
]  # fmt: skip


@cache
def families() -> Mapping[str, Family]:
    """Family name → family: every file of this folder."""
    names = [module.name for module in iter_modules(__path__) if not module.name.startswith("_")]
    return MappingProxyType({name: import_module(f"{__name__}.{name}").FAMILY for name in names})


def family(name: str) -> Family:
    """The family of that name.

    Raises:
        Broken: No file declares it. Nothing was hidden or restored.
    """
    found = families().get(name)
    if found is None:
        raise Broken(f"surrogate family {name!r} has no file in families/")
    return found
