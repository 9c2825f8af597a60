"""The surrogates of a scope as automata that find all of them in one pass, in parts that are kept from request to request.

A conversation grows at its end: its first entries stand in big parts that stay, the last in a small one.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import count

import daachorse

from garim.families import Unit
from garim.surrogate.table import gather
from garim.text.lately import Lately
from garim.values import Entry

SHORT, MOST_MET = 40, 2000
"""Characters of a text of which it is kept whether a surrogate stands in it; of so many."""
STEP = 64
"""Entries from which on a part of a table is compiled by itself."""
LEAST, PER_CHARACTER = 300_000, 100
"""Bytes of a part: of one with a character of Hangul, and of each character of its literals, as measured."""
MOST_PARTS, MOST_KEPT = 64, 256 * 1024 * 1024
"""How many parts are kept for the next request, and how many bytes of them."""


class Part:
    """The automaton over some entries, with what each literal stands for."""

    __slots__ = ("_met", "automaton", "breaks", "firsts", "longest", "ordered", "size", "units", "used")

    def __init__(self, entries: tuple[Entry, ...], found: dict[str, list[Unit]]) -> None:
        literals = list(found)
        self.units = list(found.values())
        self.automaton = daachorse.CharwiseDoubleArrayAhoCorasick(literals)
        self.ordered = sorted(literals)
        self.longest = max(map(len, literals))
        self.breaks = max([2, *(e.surrogate.count("\n") + e.surrogate.count("\r") for e in entries)])
        self.firsts = frozenset(literal[0] for literal in literals)
        self.size = LEAST + PER_CHARACTER * sum(map(len, literals))
        """Bytes that it takes, about."""
        self.used = 0
        """When it was used last, counted in uses."""
        self._met = Lately[str, bool](MOST_MET)

    def meets(self, low: str) -> bool:
        """Whether any literal stands in a lower-cased text; short ones, as keys and ids are, are asked about again and again."""
        if len(low) > SHORT:
            return bool(self.automaton.find_overlapping(low))
        met = self._met.get(low)
        if met is None:
            met = self._met[low] = bool(self.automaton.find_overlapping(low))
        return met

    def hold(self, low: str, breaks: list[int]) -> int:
        """The first place in a lower-cased text without its line breaks whose rest can still become a literal."""
        floor = breaks[-self.breaks - 1] if len(breaks) > self.breaks else 0
        for at in range(max(floor, len(low) - self.longest + 1), len(low)):
            if low[at] in self.firsts:
                rest = low[at:]
                place = bisect_left(self.ordered, rest)
                if self.ordered[place : place + 1] == [rest]:
                    place += 1
                if place < len(self.ordered) and self.ordered[place].startswith(rest):
                    return at
        return len(low)


KEPT: dict[tuple[Entry, ...], Part] = {}
_ONCE = Lately[int, bool](4096)
"""Hashes of what was asked for once: most prompts are never sent again, and what is made for one would only push others out."""
_USES = count()


def part(entries: tuple[Entry, ...]) -> Part | None:
    """The automaton over these entries; of those asked for before, the last used are kept, as many as may be.

    One that is looked for is not taken out meanwhile: threads that ask for it at once would each make it, in seconds.
    """
    known = KEPT.get(entries)
    if known is None:
        found = gather(entries)
        if not found:
            return None
        known = Part(entries, found)
        if _ONCE.get(hash(entries)):
            KEPT[entries] = known
            _let_go(known)
        else:
            _ONCE[hash(entries)] = True
    known.used = next(_USES)
    return known


def _let_go(made: Part) -> None:
    """Keep the one that was made, and of the others those that were used last."""
    number, size = 1, made.size
    for key, part in sorted(KEPT.items(), key=lambda one: -one[1].used):
        if part is not made:
            number, size = number + 1, size + part.size
            if number > MOST_PARTS or size > MOST_KEPT:
                KEPT.pop(key, None)


def parts(entries: tuple[Entry, ...]) -> list[Part]:
    """A table's parts: the first entries in big ones that stay as a conversation grows, the last in a small one."""
    out, at = [], 0
    while at < len(entries):
        left = len(entries) - at
        size = 1 << (left.bit_length() - 1) if left >= STEP else left
        made = part(entries[at : at + size])
        if made is not None:
            out.append(made)
        at += size
    return out
