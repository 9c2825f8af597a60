"""One name is one name: what is hidden in `TB_ACNT_MST` is hidden in `tb_acnt_mst`, and what in a module's file in its import.

A name is a run of ASCII letters, digits and underscores. One of several words counts wherever it stands; one of a single word
(`narae`) only where somebody says that it is a name: `alone`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

import garim.late as re
from garim.text.overlap import resolve
from garim.values import Finding

WHY = "hidden in the same name elsewhere"
LONGEST = 128
"""Characters of a name to each side of what is hidden in it."""
_NAME = re.compile(r"[A-Za-z0-9_]+")
_HUMP = re.compile(r"[a-z][A-Z]")
_BEFORE, _BEHIND = re.compile(r"[A-Za-z0-9_]*\Z"), re.compile(r"[A-Za-z0-9_]*")
_REFERS = re.compile(
    r"[ \t]*(?:#[ \t]*)?@?(?:import|from|package|using|use|mod|namespace|include|require|export|forward|extern|class|interface"
    r"|enum|record|struct|trait|object|module|public|final|abstract)\b"
)
"""How a line begins that names a module, a package or a class. Source: the grammars of Python, Java, Kotlin, Scala, C#, Go,
JavaScript, Rust, PHP, Ruby, C and Sass."""
_JOINTS = frozenset("./\\:'\"")
Place = tuple[int, int]
Part = TypeVar("Part")
Alone = Callable[[str, int, int], bool]
"""Text, start, end → whether a single word is a name there."""


def nowhere(text: str, start: int, end: int) -> bool:
    """A single word is no name."""
    return False


def everywhere(text: str, start: int, end: int) -> bool:
    """It is, as in a list of files' names."""
    return True


def refers(text: str, start: int, end: int) -> bool:
    """It is where code names files and modules: in a path, beside a dot, in a line that imports or declares."""
    if text[start - 1 : start] in _JOINTS or text[end : end + 1] in _JOINTS:
        return True
    return _REFERS.match(text, text.rfind("\n", max(0, start - LONGEST), start) + 1, start) is not None


def parts(text: str, row: Iterable[Finding], alone: Alone = nowhere) -> Iterator[tuple[str, Place, Finding]]:
    """Names in which a word is hidden, in lower case, and where in the name.

    Args:
        text: As it came.
        row: What was found in it.
        alone: Which single words are names.
    """
    for finding in row:
        start, end = finding.start, finding.end
        if finding.family != "stem" or finding.form or end == start or not text[start:end].isascii():
            continue
        before, behind = _BEFORE.search(text, max(0, start - LONGEST), start), _BEHIND.match(text, end, end + LONGEST)
        first, last = before.start() if before else start, behind.end() if behind else end
        name = text[first:last]
        if _several(name) or alone(text, first, last):
            yield name.lower(), (start - first, end - first), finding


def _several(name: str) -> bool:
    return "_" in name or _HUMP.search(name) is not None


def apart(places: Mapping[Place, Part]) -> dict[Place, Part]:
    """Of what is hidden in one name, what does not overlap: the longest first."""
    out: dict[Place, Part] = {}
    for start, end in sorted(places, key=lambda place: (place[0] - place[1], place)):
        if all(end <= a or b <= start for a, b in out):
            out[start, end] = places[start, end]
    return out


def alike(
    text: str, row: Sequence[Finding], known: Callable[[str], Iterable[tuple[Place, Finding]]], alone: Alone = nowhere
) -> tuple[Finding, ...]:
    """A text's findings, with what is hidden in its names elsewhere.

    Args:
        text: As it came.
        row: What was found in it, ordered and not overlapping.
        known: Name in lower case → what is hidden in it, of which nothing overlaps.
        alone: Which single words are names.
    """
    more: list[Finding] = []
    less: set[int] = set()
    ends = [finding.end for finding in row]
    for match in _NAME.finditer(text):
        name = match[0]
        for (start, end), finding in known(name.lower()):
            start, end = start + match.start(), end + match.start()
            at = bisect_left(ends, start + 1)
            met = at
            while met < len(row) and row[met].start < end and _inside(row[met], start, end):
                met += 1
            covered = met < len(row) and row[met].start < end or met == at + 1 and (row[at].start, row[at].end) == (start, end)
            if not covered and (_several(name) or alone(text, *match.span())):
                less.update(range(at, met))
                more.append(finding._replace(start=start, end=end, why=WHY, inner=(), inside=()))
    if not more:
        return tuple(row)
    return resolve((*(finding for at, finding in enumerate(row) if at not in less), *more), text)


def _inside(finding: Finding, start: int, end: int) -> bool:
    return finding.family == "stem" and not finding.form and finding.start >= start and finding.end <= end
