"""A name of several words (TB_ACNT_MST, tb_acnt_mst) is one name: what is hidden in it anywhere is hidden in it everywhere."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence

from garim.values import Finding

WHY = "hidden in the same name elsewhere"
LONGEST = 128
"""Characters of a name to each side of what is hidden in it."""
_NAME = re.compile(r"[A-Za-z0-9_]+")
_HUMP = re.compile(r"[a-z][A-Z]")
_BEFORE, _BEHIND = re.compile(r"[A-Za-z0-9_]*\Z"), re.compile(r"[A-Za-z0-9_]*")
Place = tuple[int, int]


def parts(text: str, row: Iterable[Finding]) -> Iterator[tuple[str, Place, Finding]]:
    """Names of several words in which a word is hidden, in lower case, and where in the name.

    Args:
        text: As it came.
        row: What was found in it.
    """
    for finding in row:
        start, end = finding.start, finding.end
        if finding.family != "stem" or finding.form or end == start or not text[start].isascii():
            continue
        before, behind = _BEFORE.search(text, max(0, start - LONGEST), start), _BEHIND.match(text, end, end + LONGEST)
        first, last = before.start() if before else start, behind.end() if behind else end
        name = text[first:last]
        if last - first > end - start and ("_" in name or _HUMP.search(name)):
            yield name.lower(), (start - first, end - first), finding


def more(text: str, row: Sequence[Finding], known: Callable[[str], Iterable[tuple[Place, Finding]]]) -> list[Finding]:
    """What is hidden in a text's names elsewhere, where nothing is found in it yet.

    Args:
        text: As it came.
        row: What was found in it, ordered and not overlapping.
        known: Name in lower case → what is hidden in it.
    """
    out: list[Finding] = []
    ends = [finding.end for finding in row]
    for match in _NAME.finditer(text):
        for (start, end), finding in known(match[0].lower()):
            start, end = start + match.start(), end + match.start()
            at = bisect_left(ends, start + 1)
            if at == len(row) or row[at].start >= end:
                out.append(finding._replace(start=start, end=end, why=WHY, inner=(), inside=()))
    return out
