"""Kinds: ONE FILE = ONE KIND (or one table of vendors), found in the folders below, listed nowhere."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from garim.detect.patterns.kind import Kind


@cache
def all_kinds() -> tuple[Kind, ...]:
    """Every Kind that a file below this folder declares at its top level, alone or in a tuple or list, by name.

    Raises:
        ValueError: Two kinds share a name.
    """
    found: dict[str, Kind] = {}
    for module in pkgutil.walk_packages(__path__, f"{__name__}."):
        for value in vars(importlib.import_module(module.name)).values():
            for kind in value if isinstance(value, tuple | list) else (value,):
                if isinstance(kind, Kind) and found.setdefault(kind.name, kind) is not kind:
                    raise ValueError(f"two kinds are called {kind.name}")
    return tuple(found[name] for name in sorted(found))
