"""A company's naming patterns (`qdlmpdb\\d{2}`): the words that they spell out, or a search where they spell too many."""

from __future__ import annotations

import importlib
from itertools import product
from typing import Any

from garim.detect.patterns.engine import Engine
from garim.detect.patterns.kind import Kind
from garim.errors import GarimError

sre: Any = importlib.import_module("re._constants")
parser: Any = importlib.import_module("re._parser")

MOST = 256
"""Words that one pattern may spell out before it is searched for as a pattern."""
DIGITS = "\0"
"""Stands for a run of any digits in a spelled-out word."""


def kind_of(number: int, pattern: str, kind: str) -> Kind:
    """The pattern as a kind for the engine; a match may not touch other letters or digits."""
    name = f"pattern{number}_{kind}"
    return Kind(name=name, pattern=f"(?i)(?:{pattern})", family="stem", found=(), ignored=(), edges="word")


def pattern_error(pattern: str) -> str:
    """What is wrong with a pattern in general terms, "" where it compiles and asks for at least one character."""
    try:
        Engine([kind_of(0, pattern, "word")], prefilter=False)
        low, _ = parser.parse(pattern).getwidth()
    except (GarimError, ValueError, sre.error, OverflowError, RecursionError):
        return "a pattern that does not compile as RE2"
    return "" if low > 1 else "a pattern that matches almost nothing would hide half of every text"


def heads_of(pattern: str) -> list[str]:
    """The choices with which a pattern begins, where they are three or four characters: (ams|rot)-db\\d+ → ams, rot."""
    try:
        first = next(iter(parser.parse(pattern)), None)
        found = _spell([first]) if first and first[0] is sre.SUBPATTERN else None
    except (ValueError, sre.error, RecursionError, OverflowError):
        return []
    return [h for h in found or () if 2 < len(h) < 5 and h.isalnum() and h[0].isalpha()]


def words_of(pattern: str) -> list[str]:
    """Every text that a pattern matches, runs of any digits as DIGITS; [] where there are more than MOST or it has no letters."""
    try:
        found = _spell(parser.parse(pattern))
    except (ValueError, sre.error, RecursionError, OverflowError):
        return []
    return sorted({text for text in found or () if any(c.isalpha() for c in text)})


def _spell(tree: Any) -> list[str] | None:
    parts: list[list[str]] = []
    size = 1
    for op, value in tree:
        part = _part(op, value)
        if part is None:
            return None
        size *= len(part)
        if size > MOST:
            return None
        parts.append(part)
    return ["".join(choice) for choice in product(*parts)]


def _part(op: Any, value: Any) -> list[str] | None:
    if op is sre.LITERAL:
        return [chr(value).lower()]
    if op is sre.IN:
        if value == [(sre.CATEGORY, sre.CATEGORY_DIGIT)]:
            return [DIGITS]
        if all(o is sre.LITERAL or (o is sre.RANGE and chr(v[0]).isdigit()) for o, v in value):
            return sorted({DIGITS if o is sre.RANGE else chr(v).lower() for o, v in value})
        return None
    if op is sre.SUBPATTERN:
        return _spell(value[3])
    if op is sre.BRANCH:
        branches = [_spell(branch) for branch in value[1]]
        return None if any(b is None for b in branches) else [text for b in branches for text in b or ()]
    if op is sre.AT:
        return [""]
    if op in (sre.MAX_REPEAT, sre.MIN_REPEAT):
        low, high, inner = value
        once = _spell(inner)
        if once == [DIGITS]:
            return [DIGITS] if low else ["", DIGITS]
        if once is None or high > 1 or low > 1:
            return None
        return once if low else ["", *once]
    return None
