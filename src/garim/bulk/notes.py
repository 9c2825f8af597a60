"""What was found somewhere in a corpus: text → what it is, the same whoever learns what first.

Notes.learn(chunk, row)      what one worker found, in any order
Notes.kept(), Notes.take()   in plain types, as it lies sealed beside the destination
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from garim.bulk.values import Row
from garim.detect.carry import carries
from garim.surrogate import alike
from garim.text.fold import fold
from garim.values import Finding


class Known(NamedTuple):
    """What a text was found as."""

    kind: str
    family: str
    entity: str
    part: str
    rank: int
    carries: bool
    most: int = 0
    """The greatest number that a column of whole numbers takes in its place; 0 for any."""
    several: bool = False
    """Whether it was taken for something else in other places."""

    def finding(self) -> Finding:
        """It, standing nowhere."""
        return Finding(0, 0, self.kind, self.family, self.entity, "", part=self.part, rank=self.rank)


def stronger(one: Known, other: Known) -> Known:
    """Which of two a text is: a listed or certain thing before a guess; something before somebody, as in live traffic; else the
    order of their fields, so that it is the same whoever found what first."""
    best = min(one, other, key=lambda k: (-k.rank, k.family != "stem", k.kind, k.family, k.entity, k.part))
    most = min(filter(None, (one.most, other.most)), default=0)
    several = one.several or other.several or _who(one) != _who(other)
    return best._replace(carries=one.carries or other.carries, most=most, several=several)


class Notes:
    """What was found in some part of a corpus: text → what it is, in any order of learning."""

    def __init__(self, known: Mapping[str, Known] | None = None) -> None:
        self.known: dict[str, Known] = dict(known or {})
        """Text as it stands → what it was found as."""
        self.names: dict[str, dict[tuple[int, int], Known]] = {}
        """Name in lower case → what is hidden in it, and where in it."""
        self.left: dict[str, Known] = {}
        """Text as it stands → as what it may stay."""

    def learn(self, text: str, row: Row, most: int = 0, names: bool = False) -> None:
        """Take in what was found in a text.

        Args:
            text: A chunk's.
            row: What was found in it.
            most: As of `Known`.
            names: Whether it is a list of files' names.
        """
        for plain, leaf in _said(text, row):
            self.add(plain, Known(leaf.kind, leaf.family, leaf.entity, leaf.part, leaf.rank, carries(leaf), most))
        for name, place, finding in alike.parts(text, row, alike.everywhere if names else alike.refers):
            self.add_part(name, place, Known(*finding[2:5], finding.part, finding.rank, False))

    def leave(self, text: str, row: Iterable[Finding]) -> None:
        """Take in what was found in a text and stays in it."""
        for plain, leaf in _said(text, row):
            _add(self.left, plain, Known(leaf.kind, leaf.family, leaf.entity, leaf.part, leaf.rank, False))

    def add(self, plain: str, known: Known) -> None:
        """One text."""
        _add(self.known, plain, known)

    def add_part(self, name: str, place: tuple[int, int], known: Known) -> None:
        """One part of a name."""
        places = self.names.setdefault(name, {})
        before = places.get(place)
        places[place] = known if before is None else stronger(before, known)

    def merge(self, other: Mapping[str, Known]) -> None:
        """What another worker learnt."""
        for plain, known in other.items():
            self.add(plain, known)

    def kept(self) -> tuple[dict[str, Known], list[tuple[str, int, int, Known]], dict[str, Known]]:
        """All of it in plain types, for `take`."""
        parts = [(name, *place, known) for name, places in self.names.items() for place, known in places.items()]
        return self.known, parts, self.left

    def take(self, kept: Sequence[Any]) -> None:
        """What another worker kept."""
        known, parts, left = kept
        self.merge({plain: Known(*one) for plain, one in known.items()})
        for name, start, end, one in parts:
            self.add_part(name, (start, end), Known(*one))
        for plain, one in left.items():
            _add(self.left, plain, Known(*one))


def _add(known: dict[str, Known], plain: str, one: Known) -> None:
    before = known.get(plain)
    known[plain] = one if before is None else stronger(before, one)


def _said(text: str, row: Iterable[Finding]) -> Iterator[tuple[str, Finding]]:
    """Each thing that was found in a text, and how it is written."""
    for finding in row:
        for leaf in _leaves(finding):
            yield leaf.plain or (text[leaf.start : leaf.end] if leaf is finding and not leaf.form else leaf.entity), leaf


def by_text(known: Mapping[str, Known]) -> dict[str, Known]:
    """What each text is, in lower case."""
    out: dict[str, Known] = {}
    for plain, what in known.items():
        _add(out, fold(plain), what)
    return out


def _leaves(finding: Finding) -> Iterator[Finding]:
    if finding.inner:
        for inner in finding.inner:
            yield from _leaves(inner._replace(plain=inner.plain or finding.plain[inner.start : inner.end]))
    else:
        yield finding


def _who(known: Known) -> tuple[str, str, str]:
    return known.family, known.entity, known.part
