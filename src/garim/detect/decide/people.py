"""Names of people of which the decision found the halves apart: one person each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

import garim.late as re
from garim.detect.public.judge import public
from garim.detect.public.table import Table
from garim.detect.words import generic
from garim.values import Finding

JUDGED = 50
"""Rank up to which a finding was judged, not listed nor told by its form."""
HANDLE = re.compile(r"(?<![\w.@/\\-])[A-Za-z]{2,20}\.[A-Za-z]{2,20}(?![\w@/(]|\.\w)")
"""First and last name as an account has them."""
PARTS = frozenset(("given", "family", "nick"))
"""Of a person's name, what may be one half of it."""


def whole_names(text: str, found: list[Finding]) -> list[Finding]:
    """Findings in which a name of two words is one person: both halves of `arum.bong` where one is hidden, Junho beside Bong.

    Args:
        text: A view's text.
        found: What stands in it.
    """
    halves = sorted((f for f in found if f.family == "person" and f.part in PARTS and f.rank <= JUDGED), key=lambda f: f.start)
    wholes = [*_accounts(text, halves), *_beside(text, halves)] if halves else []
    if not wholes:
        return found
    within = {f for f in found if f.family == "person" and any(one.start <= f.start and f.end <= one.end for one in wholes)}
    return [*(f for f in found if f not in within), *wholes]


def _accounts(text: str, halves: Sequence[Finding]) -> Iterator[Finding]:
    """Accounts of which a half is found, and the other may be a name."""
    said, starts = {text[f.start : f.end].lower() for f in halves}, [f.start for f in halves]
    for met in HANDLE.finditer(text) if "." in text else ():
        inside = halves[bisect_left(starts, met.start()) : bisect_left(starts, met.end())]
        if not inside or any(f.end > met.end() for f in inside):
            continue
        account = met[0].lower()
        if all(half in said or _may_name(half) for half in account.split(".")):
            known = next((f.entity for f in inside if " " in f.entity), "")
            part = "full" if known else "nick"
            yield inside[0]._replace(start=met.start(), end=met.end(), entity=known or account, part=part)


def _beside(text: str, halves: Sequence[Finding]) -> Iterator[Finding]:
    """First and last name, found apart, with a blank between them."""
    for one, other in pairwise(halves):
        words = text[one.start : one.end], text[other.start : other.end]
        written = all(word.isascii() and word.isalpha() and word.istitle() for word in words)
        if written and other.start == one.end + 1 and text[one.end] == " ":
            yield one._replace(end=other.end, entity=" ".join(words), part="full", rank=max(one.rank, other.rank))


def _may_name(half: str) -> bool:
    """Whether half of an account may be a name: no word of programs, hosts or files."""
    known = Table.open().look(half)
    return known.given or known.surname or not (public(half) or generic(half.lower()))
