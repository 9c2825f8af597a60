"""What a pattern's own text tells the engine: whether it counts characters, how far it runs, what is looser than it."""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from typing import Any

FEW = 1_024
"""Characters that a repeat which takes line ends may span before its pattern is wide."""
_CHARACTERS = re.compile(r"[^\x00-\x7f]|\[\^|\\[SDWpPx]|(?<!\\)\.|\(\?[a-z]*i")
"""What makes a pattern count characters where bytes would differ."""


def counts_characters(pattern: str) -> bool:
    """Whether a pattern means something else where bytes are read for characters."""
    return _CHARACTERS.search(pattern) is not None


def widened(pattern: str) -> str:
    """A pattern that Hyperscan takes more easily and that matches wherever this one does.

    Line starts inside it are left out, which Hyperscan refuses; long repeats lose their upper bound, which in UTF-8 mode
    makes a pattern so large that nothing but its first letter would be left of it.
    """
    pattern = re.sub(r"(?<=[(|:])\^", "", pattern)
    if not counts_characters(pattern):
        return pattern
    return re.sub(r"(?<!\\)\{(\d+),(\d{2,})\}", r"{\1,}", pattern)


def longest(pattern: str) -> int:
    """Bytes that a match may take at most; 0 where there is no telling or no end.

    RE2's own classes (\\d, \\w, \\s) are of ASCII, whatever Python makes of them.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            tree = _sre.parse(pattern)
    except Exception:
        return 0
    size = _bytes(tree, tree.state.flags)
    return size if size < _codes.MAXREPEAT else 0


_sre = re._parser  # type: ignore[attr-defined]  # no public way to read a pattern
_codes = re._constants  # type: ignore[attr-defined]
_REPEATS = (_codes.MAX_REPEAT, _codes.MIN_REPEAT)


def is_wide(pattern: str) -> bool:
    """Whether a match may run on over many line ends."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            tree = _sre.parse(pattern)
    except Exception:  # RE2 syntax that Python does not know: be careful
        return True
    return _runs_on(tree, tree.state.flags)


def _runs_on(tree: Any, flags: int) -> bool:
    for code, value in tree:
        if code in _REPEATS and value[1] * max(1, value[2].getwidth()[1]) > FEW and _takes_newline(value[2], flags):
            return True
        if any(_runs_on(part, flags) for part in _parts(code, value)):
            return True
    return False


def _parts(code: Any, value: Any) -> Sequence[Any]:
    if code is _codes.SUBPATTERN:
        return [value[3]]
    if code is _codes.BRANCH:
        return list(value[1])
    if code in _REPEATS:
        return [value[2]]
    return []


def _takes_newline(tree: Any, flags: int) -> bool:
    for code, value in tree:
        if code is _codes.LITERAL and value == 10 or code is _codes.NOT_LITERAL and value != 10:
            return True
        if code is _codes.ANY and flags & re.S:
            return True
        if code is _codes.IN and _class_has_newline(value):
            return True
        if any(_takes_newline(part, flags) for part in _parts(code, value)):
            return True
    return False


def _class_has_newline(items: Any) -> bool:
    has = False
    for code, value in items:
        if code is _codes.LITERAL:
            has |= value == 10
        elif code is _codes.RANGE:
            has |= value[0] <= 10 <= value[1]
        elif code is _codes.CATEGORY:
            has |= value in (_codes.CATEGORY_SPACE, _codes.CATEGORY_NOT_DIGIT, _codes.CATEGORY_NOT_WORD)
    return has != (items[0][0] is _codes.NEGATE)


def _bytes(tree: Any, flags: int) -> int:
    """Bytes of the longest match; MAXREPEAT or more where it has no end."""
    total = 0
    for code, value in tree:
        if code is _codes.SUBPATTERN:
            total += _bytes(value[3], (flags | value[1]) & ~value[2])
        elif code is _codes.BRANCH:
            total += max(_bytes(branch, flags) for branch in value[1])
        elif code in _REPEATS:
            total += value[1] * _bytes(value[2], flags)
        elif code is not _codes.AT:
            total += _widest(code, value, flags)
    return total


def _widest(code: Any, value: Any, flags: int) -> int:
    """Bytes of the widest character that one place takes."""
    if code is _codes.LITERAL:
        return _width(value, flags)
    if code is not _codes.IN or value[0][0] is _codes.NEGATE:
        return 4
    return max(_class_width(part, what, flags) for part, what in value)


def _class_width(part: Any, what: Any, flags: int) -> int:
    """Bytes of the widest character in one part of a class."""
    if part is _codes.CATEGORY:
        return 1 if what in (_codes.CATEGORY_DIGIT, _codes.CATEGORY_SPACE, _codes.CATEGORY_WORD) else 4
    return _width(what[1] if part is _codes.RANGE else what, flags)


def _width(code: int, flags: int) -> int:
    size = len(chr(code).encode("utf-8", "surrogatepass"))
    # Where case does not count, the sign for kelvin is a k and a long s an s.
    return max(3, size) if flags & re.I and code >= 0x41 else size
