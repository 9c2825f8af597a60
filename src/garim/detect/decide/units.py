"""A text as the decision reads it: words, parts of identifiers, numbers, and what stands between them.

A unit is a run of one script, a part of an identifier (`Hanbit`, `loan`, `db01`), or a number with its marks. Units of one
identifier share `ident`, units of one chain (`a.b/c-d@e`) share `chain`; a Hangul word knows its stem and its tail.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

import garim.late as re
from garim.text.lately import Lately

Ints = npt.NDArray[np.int32]

UNIT = re.compile(
    r"(?=[\w\u3040-\u30ff\u4e00-\u9fff\\%&=\x1b-])(?:(?P<escape>(?=[\\%&=\x1b-])(?:\x1b\[[0-9;]*[A-Za-z]|\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[abfnrtv0])|%[0-9a-fA-F]{2}|&#?[A-Za-z0-9]{2,8};|(?:=[0-9A-F]{2}){2,}|(?<![\w-])-D(?=[a-z]+\.)))|"
    r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}|(?<=0x)[0-9a-fA-F]{4,}"
    r"|[가-힣]{1,2}[*○]{1,3}[가-힣]?|[가-힣]+|[぀-ゟ]+|[゠-ヿ]+|[一-鿿々〆]+"
    r"|\d+[A-Za-z][A-Za-z0-9]*|[A-Za-z]++\d+[A-Za-z][A-Za-z0-9]*"
    r"|[A-ZÀ-ÖØ-ÞĀ-Ž]+(?![a-zß-öø-ÿ])\d*|[A-ZÀ-ÖØ-Þ]?[a-zß-öø-ÿā-ž]+\d*"
    r"|\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:[.:/-][\d*]+)*)"
)
"""Begins with what any of them begins with, so that most of what begins none is passed at once."""
TIGHT = re.compile(r"[-_.:/@\\$#+~]{1,3}")
_WIDE = re.compile(r"\S {2,}(?=\S)")


class Units(NamedTuple):
    """One row a unit, in order."""

    words: list[str]
    starts: Ints
    ends: Ints
    gaps: list[str]
    """What stands before each unit, and after the last one."""
    between: Ints
    """What is to be known of each of these: columns from BREAKS to PORT."""
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
(BREAKS, PARTS, LINES, CELLS, *_, BUCKET, FIRST, LAST, COLON, PORT) = range(9 + len(MARKS))
"""What is kept of a gap: whether another identifier, another chain begins behind it; line ends in it; cells that begin behind
the last of these, by the mark that parts the line (none for 0); its bucket, those of its first and last character; whether it
begins with a colon, and is nothing else."""
GAPS = 512
"""Buckets of gaps."""
KEPT = 5000
"""Gaps of which that is kept."""


LONG = 7
"""Syllables from which on a run of Hangul is taken apart: nobody writes one word so long."""
LONG_HAN = 3
"""The same of Chinese characters, which stand without blanks: 田辺課長, 仙台営業所."""


def read(text: str, parts: Callable[[str], Sequence[int]]) -> Units | None:
    """The units of a text; None where it has none. Linear.

    Args:
        text: Any text.
        parts: Where a long run of Hangul or Chinese characters is to be cut.
    """
    spans = [match.span() for match in UNIT.finditer(text) if not match.lastgroup]  # what an escape says, another view reads
    if not text.isascii():
        spans = _parted(text, spans, parts)
    if not spans:
        return None
    bounds = [0, *chain.from_iterable(spans), len(text)]
    gaps = [text[a:b] for a, b in zip(bounds[::2], bounds[1::2], strict=True)]
    places = np.array(bounds[1:-1], np.int32).reshape(-1, 2)
    between = _between(gaps)
    before = between[:-1].copy()
    before[0, BREAKS : PARTS + 1] = 0
    line = before[:, LINES].cumsum()
    mark = _marks(text)[line]
    begun = before[np.arange(len(spans)), CELLS + mark]
    cells = begun.cumsum()
    heads = np.flatnonzero(np.concatenate([[True], before[1:, LINES] > 0]))
    cells -= np.repeat((cells - begun)[heads], np.diff(heads, append=len(spans)))
    return Units(
        [text[a:b] for a, b in spans],
        places[:, 0].copy(),
        places[:, 1].copy(),
        gaps,
        between,
        before[:, BREAKS].cumsum(dtype=np.int32),
        before[:, PARTS].cumsum(dtype=np.int32),
        line.astype(np.int32),
        cells.astype(np.int32),
        mark,
    )


def _parted(text: str, spans: list[tuple[int, int]], parts: Callable[[str], Sequence[int]]) -> list[tuple[int, int]]:
    """The same with long runs of Hangul and of Chinese characters taken apart."""
    out = []
    for a, b in spans:
        if b - a >= LONG_HAN and ("一" <= text[a] <= "鿿" or b - a >= LONG and text[a] >= "가" and text[b - 1] >= "가"):
            start = a
            for cut in parts(text[a:b]):
                out.append((a, start + cut))
                a = start + cut
        out.append((a, b))
    return out


_kept = Lately[str, bytes](KEPT)


def _between(gaps: Sequence[str]) -> Ints:
    """What is to be known of each gap, a row each."""
    rows = b"".join([_kept.get(gap) or _gap(gap) for gap in gaps])
    return np.frombuffer(rows, np.int32).reshape(len(gaps), -1)


def _gap(gap: str) -> bytes:
    last = gap[gap.rfind("\n") + 1 :]
    spaces = last.count("  ") if "\n" in gap else "  " in gap
    breaks = gap not in ("", "_", "$", "#", "__")
    short = gap if len(gap) < 5 else gap[:2] + "~" + gap[-2:]
    row = (
        breaks, breaks and TIGHT.fullmatch(gap) is None, gap.count("\n"),
        0, *(last.count(mark) for mark in MARKS[:-1]), spaces,
        zlib.crc32(short.encode("utf-8", "replace")) % (GAPS - 1) + 1 if gap else 0,
        ord(gap[0]) % 64 if gap else -1, ord(gap[-1]) % 64 if gap else -1,
        gap[:3].lstrip().startswith(":"), gap == ":",
    )  # fmt: skip
    found = _kept[gap] = np.array(row, np.int32).tobytes()
    return found


def _marks(text: str) -> Ints:
    """For each line the mark that parts it into cells, where a neighbour line has the same number of it."""
    lines = text.split("\n")
    counts = np.zeros((len(MARKS), len(lines) + 2), np.int32)
    for row, mark in zip(counts, MARKS, strict=True):
        if mark not in text:
            continue
        if mark == "  ":
            row[1:-1] = [len(_WIDE.findall(line)) if mark in line.strip() else 0 for line in lines]
        else:
            row[1:-1] = [line.count(mark) for line in lines]
    here = counts[:, 1:-1]
    like = (here > 0) & ((here == counts[:, :-2]) | (here == counts[:, 2:]))
    return np.where(like.any(axis=0), like.argmax(axis=0) + 1, 0).astype(np.int32)
