"""All texts of a file hidden as one: what is found anywhere in it is hidden everywhere, as one thing, under one surrogate.

A conversation is hidden whole in one exchange; a session on disk is too long for that, for every surrogate is looked up in all
that was said. So it is hidden in groups, and what binds them is kept here: the values that were found anywhere, what was issued
before for the things of a group, and the words of the whole file, which no surrogate may be.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar, cast

from daachorse import CharwiseDoubleArrayAhoCorasick as Automaton

from garim.detect.carry import Carried
from garim.detect.scan import Detector
from garim.exchange import Screening
from garim.exchange.guard import stands
from garim.exchange.hide import hide
from garim.surrogate.quoted import quoted
from garim.text.fold import fold
from garim.text.overlap import WEAK, resolve
from garim.text.views import View
from garim.values import Entry, Finding, Slot, Told, Turn

GROUP = 100_000
"""Characters that are hidden at once."""
SMALL = frozenset(("person", "phone", "ip", "mac", "number", "date", "plate", "rrn", "address"))
"""Families in whose spaces two things may meet: a surrogate of one is not another's."""
WORD = re.compile(r"[^\W_]+")
Row = tuple[Finding, ...]
T = TypeVar("T")
Thing = tuple[str, str]
"""Family and entity."""


class Whole:
    """One file's texts."""

    def __init__(
        self, screening: Screening, slots: Sequence[Slot], rows: Sequence[Row], let: Sequence[set[str]], issued: Sequence[Entry]
    ) -> None:
        """
        Args:
            screening: Finders, policy and key.
            slots: All texts of the file, in order.
            rows: What was found in each.
            let: Surrogates of ours that stand in each: they stay.
            issued: What was issued under the scope before.
        """
        self._screening, self._slots, self._rows, self._let = screening, slots, rows, let
        self._kept = {kind for kind, style in screening.styles.items() if style == "keep"}
        self._ours = {fold(text) for some in let for text in some}
        self._carried = Carried()
        for slot, row in zip(slots, rows, strict=True):
            self._carried.learn(slot.text, [one for one in row if self._goes(one, slot.text)])
        for value in self._ours.intersection(self._carried.values):
            del self._carried.values[value]
        values = list(self._carried.values)
        self._values = Automaton(values) if values else None
        self._of: dict[Thing, dict[Entry, None]] = {}
        self._known(issued)
        self._said = _Said(slots)
        self.entries: dict[Entry, None] = {}
        """What was issued for it, in order. Confidential."""
        self.quoted: dict[Entry, None] = {}
        """Addresses as it gives them. Confidential."""
        self.written: set[str] = set()
        """Surrogates that stand in it now."""

    def hidden(self) -> tuple[list[str], int]:
        """(its texts with surrogates, how many things were hidden).

        Raises:
            Refused: Something in it cannot be hidden.
            Broken: A finder failed.
        """
        texts: list[str] = []
        count = 0
        for group in groups(range(len(self._slots)), lambda index: len(self._slots[index].text)):
            slots = [self._slots[index] for index in group]
            things = {(one.family, one.entity) for index in group for one in self._rows[index]}
            detector = _Carrying(self._screening.detector, self._standing, lambda said: fold(said) in self._ours)
            screening = replace(self._screening, detector=cast(Detector, detector), taken=self._taken(things))
            told = [Told(text, "keep") for text in sorted(set().union(*(self._let[index] for index in group)))]
            done = hide(
                slots,
                screening,
                turns=(Turn(tuple(range(len(slots)))),),
                issued=[entry for thing in sorted(things) for entry in self._of.get(thing, ())],
                told=told,
            )
            texts += done.texts
            count += sum(map(len, done.findings))
            self._known(done.entries)
            self.entries |= dict.fromkeys(done.entries)
            issued = {entry.surrogate for entry in done.entries}
            for row in zip(slots, done.findings, done.texts, done.surrogates, strict=True):
                self.quoted |= dict.fromkeys(quoted(row[0].text, *row[1:], issued.__contains__))
            self.written.update(name for names in done.surrogates for name in names)
        return texts, count

    def left(self, text: str) -> str:
        """The kind of a value that was hidden and stands in a text all the same; "" where none does."""
        standing = self._standing(View(text))
        return stands(text, standing, list(self.entries), frozenset(self._ours)) if standing.values else ""

    def _goes(self, one: Finding, text: str) -> bool:
        return one.kind not in self._kept and fold(text[one.start : one.end]) not in self._ours

    def _known(self, entries: Sequence[Entry]) -> None:
        for entry in entries:
            self._of.setdefault((entry.family, entry.entity), {})[entry] = None

    def _taken(self, things: set[Thing]) -> Callable[[str], bool]:
        others = {
            fold(entry.surrogate)
            for thing, some in self._of.items()
            if thing[0] in SMALL and thing not in things
            for entry in some
        }
        before, said = self._screening.taken, self._said
        return lambda candidate: candidate in others or candidate in said or before(candidate)

    def _standing(self, view: View) -> Carried:
        """Those of the values that stand in a text."""
        out = Carried()
        if self._values is not None:
            everything = view.everything
            found = {everything[start:end] for start, end, _ in _matches(self._values, everything)}
            out.values = {value: self._carried.values[value] for value in found}
        return out


def judged(text: str, row: Row, ours: Callable[[str], bool]) -> Row:
    """What was found, less what only its surroundings speak for where these are ours: it was judged when they were originals."""
    if any(ours(text[one.start : one.end]) for one in row):
        return tuple(one for one in row if one.rank >= WEAK)
    return row


class _Carrying:
    """The company's finders, and what was found elsewhere in the file."""

    def __init__(self, detector: Detector, standing: Callable[[View], Carried], ours: Callable[[str], bool]) -> None:
        self._detector, self._standing, self._ours = detector, standing, ours

    def __getattr__(self, name: str) -> Any:
        return getattr(self._detector, name)

    def scan(self, text: str, hint: str = "") -> Row:
        row = judged(text, self._detector.scan(text, hint), self._ours)
        view = self._detector.view(text)
        carried = self._standing(view)
        more = carried.more([view], [row])[0] if carried.values else []
        return resolve((*row, *more), text) if more else row


class _Said:
    """What the whole file says: a candidate that stands in it is no surrogate."""

    def __init__(self, slots: Sequence[Slot]) -> None:
        words = {word for slot in slots for word in WORD.findall(fold(slot.text))}
        # Particles and titles follow Hangul names directly.
        self._words = words | {word[:size] for word in words if word[0] >= "가" for size in range(2, min(6, len(word)))}

    def __contains__(self, candidate: str) -> bool:
        parts = WORD.findall(candidate)
        return bool(parts) and self._words.issuperset(parts)


def groups(items: Sequence[T], size: Callable[[T], int]) -> Iterator[list[T]]:
    """Neighbours together, up to GROUP characters."""
    out: list[T] = []
    held = 0
    for one in items:
        out.append(one)
        held += size(one)
        if held > GROUP:
            yield out
            out, held = [], 0
    if out:
        yield out


def _matches(values: Any, text: str) -> Iterator[tuple[int, int, int]]:
    yield from values.find_overlapping(text)
