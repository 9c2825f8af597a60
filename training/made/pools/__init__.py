"""The word pools beside this file, read once: one list a file, `#` lines are comments."""

from __future__ import annotations

from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@cache
def lines(name: str) -> tuple[str, ...]:
    """The lines of pool `name`, without comments and empty ones."""
    read = (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in read if line.strip() and not line.startswith("#"))


@cache
def words(name: str) -> tuple[str, ...]:
    """All words of pool `name`, split at white space."""
    return tuple(dict.fromkeys(word for line in lines(name) for word in line.split()))


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The lines of pool `name`, each split at white space, or at `|` where it has any."""
    return tuple(tuple(p.strip() for p in line.split("|")) if "|" in line else tuple(line.split()) for line in lines(name))


@cache
def table(name: str) -> dict[str, tuple[str, ...]]:
    """A pool of `key: value value` (or `a|b`) lines."""
    split = (line.partition(":") for line in lines(name))
    return {key: tuple(v.strip() for v in (rest.split("|") if "|" in rest else rest.split())) for key, _, rest in split}


@cache
def senses() -> dict[str, tuple[str, ...]]:
    """An ordinary word → sentences that use it in its ordinary sense; Korean sentences of Latin words are marked `ko>`."""
    found: dict[str, tuple[str, ...]] = {}
    for name in ("senses_ko", "senses_en"):
        for line in lines(name):
            key, _, rest = line.partition(":")
            found[key.split()[0]] = tuple(s.strip() for s in rest.split("|"))
    return found
