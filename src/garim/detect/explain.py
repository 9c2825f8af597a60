"""What was looked at and left, and why: for a person who asks how a decision came about. Not on the hot path."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from garim.detect.patterns.domains import is_public, looks_like_host
from garim.detect.patterns.kinds._checks import public_prefixes
from garim.values import Finding

TOKEN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[._-][A-Za-z0-9]+)*|[가-힣]{2,}")
CODE = re.compile(r"[A-Z][A-Z0-9]{1,9}-\d{1,7}")


class Left(NamedTuple):
    """A span that could have been hidden and was not."""

    start: int
    end: int
    why: str


def left(text: str, findings: Sequence[Finding], knows: Callable[[str], bool]) -> Iterator[Left]:
    """Spans that look like something to hide and were left.

    Args:
        text: The text as it came.
        findings: What was found in it.
        knows: Whether a word in lower case is a spelling of one of the company's own.
    """
    hidden = {text[f.start : f.end].lower() for f in findings}
    for match in TOKEN.finditer(text):
        start, end = match.span()
        if any(f.start < end and f.end > start for f in findings):
            continue
        word = match[0]
        low = word.lower()
        if low in hidden:
            yield Left(start, end, "hidden elsewhere; here it is the ordinary word")
        elif knows(low):
            yield Left(start, end, "a word of the lexicon, but nothing here says that it is meant")
        elif CODE.fullmatch(word) and word.partition("-")[0] in public_prefixes():
            yield Left(start, end, "a public code")
        elif "." in word and looks_like_host(word) and is_public(word):
            yield Left(start, end, "a public host")
