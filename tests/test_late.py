"""Patterns that are compiled where they are first used."""

from __future__ import annotations

import importlib
import pickle
import pkgutil
import re
from collections.abc import Iterator

import pytest

import garim
import garim.late as late

ROOMS = ("text", "families", "detect", "policy", "surrogate", "wire", "exchange")


def patterns(value: object) -> Iterator[late.Late]:
    """Those that a value is or holds."""
    if isinstance(value, late.Late):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, tuple | list) else ():
        yield from patterns(inner)


@pytest.mark.parametrize("room", ROOMS)
def test_every_pattern_compiles(room: str) -> None:
    """With `re` a pattern that is wrong stops the import; here it must not wait for the text that needs it."""
    modules = [
        importlib.import_module(one.name) for one in pkgutil.walk_packages([f"{garim.__path__[0]}/{room}"], f"garim.{room}.")
    ]
    found = [one for module in modules for one in patterns(list(vars(module).values()))]

    assert found
    assert all(one.groups >= 0 for one in found)


@pytest.mark.parametrize(("pattern", "text"), [(r"(?P<a>x+)", "yXx z"), (rb"(?P<a>x+)", b"yXx z")])
def test_it_is_a_pattern(pattern: str, text: str) -> None:
    plain, one = re.compile(pattern, re.I), late.compile(pattern, late.I)

    assert one.pattern == plain.pattern
    assert (one.flags, one.groups, one.groupindex) == (plain.flags, plain.groups, plain.groupindex)
    for _ in range(2):
        assert [m.span("a") for m in one.finditer(text)] == [m.span("a") for m in plain.finditer(text)]
        assert one.sub(text[:1], text) == plain.sub(text[:1], text)
    assert pickle.loads(pickle.dumps(one)).findall(text) == plain.findall(text)
