"""What was looked at and left, and why: for a person who asks how a decision came about. Not on the hot path."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import garim.late as re
from garim.detect.patterns.domains import is_public, looks_like_host
from garim.detect.patterns.kinds._checks import public_prefixes
from garim.detect.words import PARTICLES
from garim.text.words import split
from garim.values import Finding

TOKEN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[._-][A-Za-z0-9]+)*|[가-힣]{2,}|[ぁ-ヺ一-鿿ー]{2,}")
LONGEST = 4
"""Words of a term that are looked for in a row."""
CODE = re.compile(r"[A-Z][A-Z0-9]{1,9}-\d{1,7}")


class Left(NamedTuple):
    """A span that could have been hidden and was not."""

    start: int
    end: int
    why: str


def left(text: str, findings: Sequence[Finding], knows: Callable[[str], bool]) -> Iterator[Left]:
    """Spans that look like something to hide and were left, in order.

    Args:
        text: The text as it came.
        findings: What was found in it.
        knows: Whether a word in lower case is a spelling of one of the company's own.
    """
    hidden = {text[f.start : f.end].lower() for f in findings}
    taken = sorted((f.start, f.end) for f in findings)
    told = 0
    for tokens in _runs(text):
        for start, end in tokens:
            if start < told or any(a < end and b > start for a, b in taken):
                continue
            word = text[start:end]
            low = word.lower()
            if low in hidden:
                why = "hidden elsewhere; here it is the ordinary word"
            elif knows(low):
                why = "a word of the lexicon, but nothing here says that it is meant"
            elif CODE.fullmatch(word) and word.partition("-")[0] in public_prefixes():
                why = "a public code"
            elif "." in word and looks_like_host(word) and is_public(word):
                why = "a public host"
            else:
                continue
            told = end
            yield Left(start, end, why)


def _runs(text: str) -> Iterator[Iterator[tuple[int, int]]]:
    """For each word of a text what it may be a spelling of, the longest first: words in a row, itself, without its particle,
    its parts."""
    matches = list(TOKEN.finditer(text))
    for number in range(len(matches)):
        yield _spans(text, [m.span() for m in matches[number : number + LONGEST]])


def _spans(text: str, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    start, end = spans[0]
    for count in range(len(spans), 1, -1):
        if all(text[a[1] : b[0]] == " " for a, b in pairwise(spans[:count])):
            yield from ((start, stop) for stop in _ends(text, start, spans[count - 1][1]))
    yield from ((start, stop) for stop in _ends(text, start, end))
    at = start
    for part, gap in zip(*_parts(text[start:end]), strict=True):
        at += len(gap)
        if len(part) > 1 and len(part) < end - start:
            yield at, at + len(part)
        at += len(part)


def _parts(word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    parts, gaps = split(word)
    return parts, gaps[:-1]


def _ends(text: str, start: int, end: int) -> Iterator[int]:
    """Where a word may end: with what is glued to it, and before each particle that it may carry."""
    yield end
    for stop in range(end - 1, start + 1, -1):
        if text[stop:end] in PARTICLES:
            yield stop
