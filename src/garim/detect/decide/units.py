"""A text as the decision reads it: words, parts of identifiers, numbers, and what stands between them.

A unit is a run of one script, a part of an identifier (`Hanbit`, `loan`, `db01`), or a number with its marks. Units of one
identifier share `ident`, units of one chain (`a.b/c-d@e`) share `chain`; a Hangul word knows its stem and its tail.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int32]

UNIT = re.compile(
    r"(?P<escape>\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[abfnrtv0])|%[0-9a-fA-F]{2}|&#?[A-Za-z0-9]{2,8};|(?:=[0-9A-F]{2}){2,}|(?<![\w-])-D(?=[a-z]+\.))|"
    r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}|(?<=0x)[0-9a-fA-F]{4,}"
    r"|[가-힣]{1,2}[*○]{1,3}[가-힣]?|[가-힣]+|[぀-ゟ]+|[゠-ヿ]+|[一-鿿々〆]+"
    r"|\d+[A-Za-z][A-Za-z0-9]*|[A-Za-z]+\d+[A-Za-z][A-Za-z0-9]*"
    r"|[A-ZÀ-ÖØ-ÞĀ-Ž]+(?![a-zß-öø-ÿ])\d*|[A-ZÀ-ÖØ-Þ]?[a-zß-öø-ÿā-ž]+\d*"
    r"|\d+(?:[.,:/-][\d*]+)*"
)
IDENT = re.compile(r"[\w$#]+")
TIGHT = re.compile(r"[-_.:/@\\$#+~]{1,3}")


class Units(NamedTuple):
    """One row a unit, in order."""

    words: list[str]
    starts: Ints
    ends: Ints
    gaps: list[str]
    """What stands before each unit, and after the last one."""
    ident: Ints
    """Which identifier the unit belongs to: units with no gap, `_`, `$` or `#` between them share one."""
    chain: Ints
    """Which chain: identifiers with `. : / - @` between them share one."""
    line: Ints
    cell: Ints
    """Which cell of its line, counted over `, ; | tab` and two spaces."""
    mark: Ints
    """Which of those marks parts the line into cells: 0 none."""


MARKS = ("\t", "|", ";", ",", "  ")


LONG = 7
"""Syllables from which on a run of Hangul is taken apart: nobody writes one word so long."""


def read(text: str, parts: Callable[[str], Sequence[int]]) -> Units | None:
    """The units of a text; None where it has none. Linear.

    Args:
        text: Any text.
        parts: Where a long run of Hangul is to be cut.
    """
    spans = []
    for match in UNIT.finditer(text):
        if match.lastgroup:
            continue  # what an escape says is read in another view
        a, b = match.span()
        if b - a >= LONG and text[a] >= "가" and text[b - 1] >= "가":
            for cut in parts(match[0]):
                spans.append((a, match.start() + cut))
                a = match.start() + cut
        spans.append((a, b))
    if not spans:
        return None
    words = [text[a:b] for a, b in spans]
    gaps, at = [], 0
    for a, b in spans:
        gaps.append(text[at:a])
        at = b
    gaps.append(text[at:])
    ident, chain, line, cell, mark = [], [], [], [], []
    i = c = n = k = 0
    marks = _marks(text)
    here = marks[0]
    first = True
    for gap in gaps[:-1]:
        if gap and not first and gap not in ("_", "$", "#", "__"):
            i += 1
            c += TIGHT.fullmatch(gap) is None
        first = False
        if "\n" in gap:
            n += gap.count("\n")
            here = marks[n]
            k = gap[gap.rfind("\n") :].count(MARKS[here - 1]) if here else 0
        elif here and MARKS[here - 1] in gap:
            k += gap.count(MARKS[here - 1]) if here < 5 else 1
        ident.append(i)
        chain.append(c)
        line.append(n)
        cell.append(k)
        mark.append(here)
    return Units(
        words,
        _ints([a for a, _ in spans]),
        _ints([b for _, b in spans]),
        gaps,
        _ints(ident),
        _ints(chain),
        _ints(line),
        _ints(cell),
        _ints(mark),
    )


def _ints(row: Sequence[int]) -> Ints:
    return np.array(row, dtype=np.int32)


def _marks(text: str) -> list[int]:
    """For each line the mark that parts it into cells, where a neighbour line has the same number of it."""
    lines = text.split("\n")
    counts = [
        [line.count(mark) for mark in MARKS[:4]] + [len(re.findall(r"\S {2,}(?=\S)", line)) if "  " in line else 0]
        for line in lines
    ]
    out = []
    for at, row in enumerate(counts):
        best = 0
        before = counts[at - 1] if at else ()
        after = counts[at + 1] if at + 1 < len(counts) else ()
        for which, number in enumerate(row):
            if number and ((before and before[which] == number) or (after and after[which] == number)):
                best = which + 1
                break
        out.append(best)
    return out
