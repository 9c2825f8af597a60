"""Once secret, secret from then on: where a value that was found stands again, in its own turn and in all that follow.

`occurrences` is the one matcher for it: `Carried.more` finds what is to be hidden too, the guard what is still there.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

import garim.lang as lang
from garim.detect.patterns.kinds import all_kinds
from garim.detect.public.table import Table
from garim.detect.words import ordinary, technology
from garim.text.blobs import FORMS
from garim.text.fold import fold
from garim.text.overlap import REST, WEAK, resolve
from garim.text.places import Automaton, automaton, held, whole
from garim.text.views import View
from garim.values import Finding

FREE = 12
"""Characters from which on a value with digits or signs is looked for inside longer words too."""
RARE, LONG_NAME = 20, 5
"""Families of public sources from which a last name names other things too; letters from which it stands nowhere by chance."""
MANY, WIDE = 64, 20_000
"""Values, and characters of a text, from which all are looked for in one pass: looking for each would be quadratic."""
MISSES = 32
"""Hits that were no whole word, after which all are told in one pass: a long value that repeats itself hits at every step."""
PARTICLES = tuple(
    word for role in ("particles", "suffixes", "titles", "weak_titles", "people", "honorifics") for word in lang.words(role, "ko")
)
"""What follows a noun directly."""


class Place(NamedTuple):
    """Where a value stands in a text as it came."""

    start: int
    end: int
    form: str = ""
    """As in Finding: how it is disguised there."""
    plain: str = ""
    """What the span says undisguised; "" where it is plain."""


def carries(finding: Finding) -> bool:
    """Whether what was found is to be hidden wherever else it stands in the conversation.

    Not so: words that were judged by their surroundings (rank under 40), kinds that say so, single parts of a person's
    name, and values so short that they stand everywhere by chance.
    """
    if finding.rank < WEAK or finding.part == REST or finding.kind in _stay():
        return False
    if finding.family == "person" and finding.part not in ("", "full"):
        return False
    return is_telling(finding.plain or finding.entity)


def is_telling(value: str) -> bool:
    """Whether a value is long enough not to stand somewhere by chance: two Hangul syllables, three letters, five digits."""
    if value.isdigit():
        return len(value) >= 5
    return len(value) >= (3 if value.isascii() else 2)


class Known(NamedTuple):
    """A value that was found."""

    finding: Finding
    """The strongest finding of it."""
    turn: int
    """The turn that it was first found in."""


class Carried:
    """The values that were found in a conversation up to some turn."""

    __slots__ = ("values", "weak")

    def __init__(self) -> None:
        self.values: dict[str, Known] = {}
        """In lower case: what is hidden wherever it stands."""
        self.weak: dict[str, Known] = {}
        """What was hidden for its surroundings: where the model says it again, it is the same."""

    def fork(self) -> Carried:
        """The same values to go on with."""
        twin = Carried()
        twin.values, twin.weak = self.values.copy(), self.weak.copy()
        return twin

    def learn(self, text: str, row: Iterable[Finding], turn: int = 0) -> None:
        """Take in what was found in a text.

        Args:
            text: As it came.
            row: What was found in it.
            turn: The text's turn.
        """
        for kept, found in ((self.values, spellings(text, row)), (self.weak, spellings(text, row, weak=True))):
            for value, leaf in found:
                known = kept.get(value)
                if known is None:
                    kept[value] = Known(leaf, turn)
                elif known.finding.rank < leaf.rank:
                    kept[value] = Known(leaf, known.turn)

    def standing(self, view: View) -> list[str]:
        """The values that are in a text, on word boundaries or not."""
        return self.standing_in([view])[0]

    def standing_in(self, views: Sequence[View], *, weak: bool = False) -> list[list[str]]:
        """The values that are in each of many texts, on word boundaries or not."""
        values = list(self.weak if weak else self.values)
        return held([view.everything for view in views], values) if values else [[] for _ in views]

    def more(self, views: Sequence[View], rows: Sequence[Sequence[Finding]], *, made: bool = False) -> list[list[Finding]]:
        """Occurrences of the values in texts that no finding covers yet.

        Args:
            views: Of the texts.
            rows: What was found in each, ordered and not overlapping.
            made: Whether the model said the texts: it knows such words from us alone.
        """
        both = ((self.values, False), (self.weak, True)) if made else ((self.values, False),)
        out: list[list[Finding]] = [[] for _ in views]
        for values, weak in both:
            for view, row, standing, more in zip(views, rows, self.standing_in(views, weak=weak), out, strict=True):
                more += _uncovered(values, standing, view, row)
        return out


def _uncovered(values: Mapping[str, Known], standing: Sequence[str], view: View, row: Sequence[Finding]) -> list[Finding]:
    """Occurrences of values that stand in a text which no finding covers yet."""
    if not standing:
        return []
    out: list[Finding] = []
    starts = [finding.start for finding in row]
    places = everywhere(standing, view)
    for value in standing:
        for place in places[value]:
            at = bisect_right(starts, place.start) - 1
            if at < 0 or row[at].end < place.end:
                out.append(again(values[value].finding, place, value))
    return out


def spellings(text: str, row: Iterable[Finding], *, weak: bool = False) -> list[tuple[str, Finding]]:
    """What carries of a row, in lower case: each value as it stands and as it is named.

    Args:
        text: As it came.
        row: What was found in it.
        weak: What does not carry instead.
    """
    out = []
    for finding in row:
        for leaf in finding.inner or (finding,):
            if carries(leaf) != weak and not (weak and leaf.part == REST):
                raw = leaf.plain or leaf.entity if leaf is not finding or leaf.form else text[leaf.start : leaf.end]
                out += [(value, leaf) for value in {fold(raw): 0, fold(leaf.entity): 0} if is_telling(value)]
                out += () if weak else _names_of(leaf)
    return out


def _names_of(finding: Finding) -> list[tuple[str, Finding]]:
    """By what else a person of a full name in Latin letters is told: an account, a last name that names hardly anything else."""
    words = fold(finding.entity).split()
    if (
        finding.family != "person"
        or finding.part != "full"
        or len(words) != 2
        or not all(w.isascii() and w.isalpha() for w in words)
    ):
        return []
    first, last = words
    out = [(f"{first}{joint}{last}", finding._replace(entity=f"{first}{joint}{last}", part="nick")) for joint in "._"]
    known = Table.open().look(last.capitalize())
    many = known.families >= RARE or known.brand or known.place or known.famous or ordinary(last) or technology(last)
    return out if many or len(last) < LONG_NAME else [*out, (last, finding._replace(part="family"))]


def again(model: Finding, place: Place, value: str) -> Finding:
    """What was found, found at another place.

    Args:
        model: As it was found.
        place: Where it stands again.
        value: It, in lower case.
    """
    why = "found elsewhere in the conversation"
    twin = model._replace(start=place.start, end=place.end, why=why, form=place.form, plain=place.plain, inner=(), inside=())
    if place.form not in FORMS:
        return twin
    inner = [twin._replace(start=p.start, end=p.end, form=p.form, plain=p.plain) for p in occurrences(value, View(place.plain))]
    return twin._replace(inner=resolve(inner, place.plain))


@cache
def _stay() -> frozenset[str]:
    return frozenset(kind.name for kind in all_kinds() if not kind.carry)


def occurrences(plain: str, view: View) -> list[Place]:
    """Everywhere that a value stands in a text: in any letter case, in any disguise, on word boundaries.

    A value that begins or ends with an ASCII letter or digit may not go on there, except into the next word of an
    identifier (camelCase) and, for letters, into a digit. Two Hangul syllables stand behind no other syllable, and before
    none but a particle or title. Long values with digits or signs are found inside longer words too.

    Args:
        plain: The value; the empty one stands nowhere.
        view: Of the text as it came.
    """
    value = fold(plain)
    if not value or value not in view.everything:
        return []
    places = [Place(start, end) for start, end in _spans(value, view)] if value in view.lowered else []
    for other in view.others:
        if value in other.lowered:
            for start, end in _spans(value, other):
                back = other.back(start, end)
                if back is not None and back[2]:
                    places.append(Place(*back))
    for blob, inner in view.blob_views:
        if occurrences(plain, inner):
            places.append(Place(*blob))
    return list(dict.fromkeys(places)) if len(places) > 1 else places


def everywhere(values: Sequence[str], view: View) -> dict[str, list[Place]]:
    """`occurrences` of many values, in one pass where they and the text are many.

    Args:
        values: In lower case, different from each other.
        view: Of the text as it came.
    """
    if len(values) <= MANY or len(view.text) <= WIDE:
        return {value: occurrences(value, view) for value in values}
    found = _everywhere(values, automaton(values), view)
    return {value: list(dict.fromkeys(found.get(value, ()))) for value in values}


def _everywhere(values: Sequence[str], known: Automaton, view: View) -> dict[str, list[Place]]:
    """Those that stand somewhere, and where: a text may hold as many blobs as values, so none costs all values."""
    found: dict[str, list[Place]] = {}
    for value, start, end in _all_spans(values, known, view):
        found.setdefault(value, []).append(Place(start, end))
    for other in view.others:
        for value, start, end in _all_spans(values, known, other):
            back = other.back(start, end)
            if back is not None and back[2]:
                found.setdefault(value, []).append(Place(*back))
    for blob, inner in view.blob_views:
        for value in _everywhere(values, known, inner):
            found.setdefault(value, []).append(Place(*blob))
    return found


def _all_spans(values: Sequence[str], known: Automaton, view: View) -> Iterator[tuple[str, int, int]]:
    """As `_spans`, of all values."""
    behind: dict[int, int] = {}
    letters: dict[int, bool] = {}  # told once: a long value costs its length
    for start, end, number in known.find_overlapping(whole(view.lowered)):
        if start < behind.get(number, 0):
            continue
        value = values[number]
        if number not in letters:
            letters[number] = value.isalpha()
        stands = _stands(value, view, start, end, letters[number])
        if stands is not False:
            behind[number] = end
        if stands:
            yield value, start, end


def _spans(value: str, view: View) -> Iterator[tuple[int, int]]:
    lowered, size, letters, misses = view.lowered, len(value), value.isalpha(), 0
    at = lowered.find(value)
    while at >= 0:
        end = at + size
        stands = _stands(value, view, at, end, letters)
        if stands:
            yield at, end
        misses += not stands
        at = lowered.find(value, at + 1 if stands is False else end)
        if misses > MISSES < size:
            yield from ((low, high) for _, low, high in _all_spans([value], automaton([value]), view) if low >= at)
            return


def _stands(value: str, view: View, at: int, end: int, letters: bool) -> bool | None:
    """Whether a hit is the value and no part of another word; None where it is said twice and is another word (도란도란)."""
    size = end - at
    if value[0] >= "가" and (view.lowered.startswith(value, end) or view.lowered.endswith(value, 0, at)):
        return None
    if size >= FREE and not letters:
        return True
    if size == 2 and _is_hangul(value[0]) and _is_hangul(value[1]):
        return _stands_alone(view.text, at, end)
    return _on_boundary(view.text, at, end, letters)


def _is_hangul(char: str) -> bool:
    return "가" <= char <= "힣"


def _stands_alone(text: str, start: int, end: int) -> bool:
    if start and _is_hangul(text[start - 1]):
        return False
    return end == len(text) or not _is_hangul(text[end]) or text.startswith(PARTICLES, end)


def _is_word(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _on_boundary(text: str, start: int, end: int, letters: bool) -> bool:
    if start and _is_word(text[start]) and _is_word(text[start - 1]):
        before, first = text[start - 1], text[start]
        hump = first.isupper() and (before.islower() or text[start + 1 : start + 2].islower())
        if not (letters and (hump or before.isdigit())):
            return False
    if end < len(text) and _is_word(text[end - 1]) and _is_word(text[end]):
        last, after = text[end - 1], text[end]
        hump = after.isupper() and (last.islower() or text[end + 1 : end + 2].islower())
        if not (letters and (hump or after.isdigit())):
            return False
    return True
