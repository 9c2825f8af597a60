"""Full names that the public knows: of people in public life, of characters, and of firms that read like people (John Deere)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from garim.text.fold import without_marks


@cache
def _famous() -> frozenset[str]:
    data = files("garim.detect") / "data" / "famous.txt"
    return frozenset(data.read_text("utf-8").splitlines())


def is_famous(name: str) -> bool:
    """Whether a first and last name is one that the public knows.

    Args:
        name: As written, marks and case as they are; what stands between its first and last word counts only where it is known.
    """
    words = without_marks(name.lower()).split()
    return " ".join(words) in _famous() or f"{words[0]} {words[-1]}" in _famous()
