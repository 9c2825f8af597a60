"""Kinds: ONE FILE = ONE KIND (or one table of vendors), found in the folders below, listed nowhere."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache

from garim.detect.patterns.kind import Kind


@cache
def all_kinds() -> tuple[Kind, ...]:
    """Every Kind that a file below this folder declares at its top level, alone or in a tuple or list, by name.

    Raises:
        ValueError: Two kinds share a name.
    """
    found: dict[str, Kind] = {}
    for _, kind in _declared():
        if found.setdefault(kind.name, kind) is not kind:
            raise ValueError(f"two kinds are called {kind.name}")
    return tuple(found[name] for name in sorted(found))


@cache
def groups() -> Mapping[str, frozenset[str]]:
    """Folder → names of the kinds that its files declare: addresses, hosts, ids, people, secrets."""
    found: dict[str, set[str]] = {}
    for folder, kind in _declared():
        found.setdefault(folder, set()).add(kind.name)
    return {folder: frozenset(names) for folder, names in found.items()}


def _declared() -> Iterator[tuple[str, Kind]]:
    for module in pkgutil.walk_packages(__path__, f"{__name__}."):
        folder = module.name.removeprefix(f"{__name__}.").partition(".")[0]
        for value in vars(importlib.import_module(module.name)).values():
            for kind in value if isinstance(value, tuple | list) else (value,):
                if isinstance(kind, Kind):
                    yield folder, kind
