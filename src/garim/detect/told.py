"""What a person told about words: findings that she lets through go, words that she wants hidden become findings.

    turns(slots)                              which turn each text belongs to
    obey(texts, rows, turns, told, locked)    rows of findings as she wants them
    kept(texts, turns, told)                  values that may stand in what leaves, for the guard

A decision holds from its turn on. What stood in earlier turns stays as it left, so that the beginning never changes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from garim.detect.carry import occurrences
from garim.text.fold import fold
from garim.text.overlap import WEAK
from garim.text.views import View
from garim.values import Finding, Slot, Told

KIND = "told"
"""Kind of what is hidden because she said so."""
WHY = "hidden by hand"
Row = tuple[Finding, ...]


def turns(slots: Sequence[Slot]) -> list[int]:
    """The turn of each text: how many answers stand before it. An answer belongs to the turn that it ends."""
    out: list[int] = []
    turn, answered = 0, False
    for slot in slots:
        if answered and slot.role not in ("assistant", ""):
            turn, answered = turn + 1, False
        answered = answered or slot.role == "assistant"
        out.append(turn)
    return out


def obey(
    texts: Sequence[str], rows: Sequence[Row], turns: Sequence[int], told: Sequence[Told], locked: Callable[[str], bool]
) -> list[Row]:
    """The findings of each text as she wants them.

    Args:
        texts: Of one conversation.
        rows: What was found in each, ordered and not overlapping.
        turns: The turn of each.
        told: Her decisions, oldest first: the last one on a word wins.
        locked: Kind → whether policy keeps her from letting it through.
    """
    names = _entities(texts, rows, [one for one in told if one.action == "keep"])
    return [
        _obeyed(text, row, [one for one in told if one.since <= turn <= one.until], names, locked)
        for text, row, turn in zip(texts, rows, turns, strict=True)
    ]


def kept(told: Sequence[Told]) -> frozenset[str]:
    """Case-folded words that she let through somewhere: the guard does not take them for a leak."""
    return frozenset(fold(one.word) for one in told if one.action == "keep")


def standing(text: str, words: Collection[str]) -> list[tuple[int, int]]:
    """Where words stand in a text, in order, to show what she let through."""
    view = View(text)
    return sorted({(place.start, place.end) for word in words for place in occurrences(word, view)})


def _said(finding: Finding, text: str) -> str:
    return fold(finding.plain or text[finding.start : finding.end])


def _entities(texts: Sequence[str], rows: Sequence[Row], told: Sequence[Told]) -> dict[str, set[tuple[str, str]]]:
    """Word → the things that it was found to name: she means the thing, in all its spellings."""
    names: dict[str, set[tuple[str, str]]] = {fold(one.word): set() for one in told}
    for text, row in zip(texts, rows, strict=True) if names else ():
        for finding in row:
            if (word := _said(finding, text)) in names:
                names[word].add((finding.family, finding.entity))
    return names


def _obeyed(
    text: str, row: Row, told: Sequence[Told], names: dict[str, set[tuple[str, str]]], locked: Callable[[str], bool]
) -> Row:
    last = {fold(one.word): one for one in told}
    if not last:
        return row
    free = {thing for word, one in last.items() if one.action == "keep" for thing in names[word]}
    words = {word for word, one in last.items() if one.action == "keep"}

    def leaves(finding: Finding) -> bool:
        return (_said(finding, text) in words or (finding.family, finding.entity) in free) and not locked(finding.kind)

    row = tuple(finding for finding in row if not leaves(finding))
    hidden = [one for one in last.values() if one.action == "hide"]
    return _with(text, row, hidden) if hidden else row


def _with(text: str, row: Row, told: Sequence[Told]) -> Row:
    """The row with every occurrence of the words; what a word only touches of a longer finding stays that finding."""
    view = View(text)
    for one in sorted(told, key=lambda one: -len(one.word)):
        # What began to be hidden later stands open before it: the guard must not take that for a leak.
        rank = 100 if one.since == 0 else WEAK - 1
        for place in occurrences(one.word, view):
            over = [f for f in row if f.start < place.end and f.end > place.start]
            if any(f.start <= place.start and f.end >= place.end for f in over):
                continue
            start, end = min([place.start, *(f.start for f in over)]), max([place.end, *(f.end for f in over)])
            plain = place.plain if (start, end) == (place.start, place.end) else ""
            said = fold(plain or text[start:end])
            more = Finding(start, end, KIND, _family(said), said, WHY, place.form if plain else "", plain, rank=rank)
            row = tuple(sorted((*(f for f in row if f not in over), more)))
    return row


def _family(word: str) -> str:
    """What stands in: a coined word for words, the same shape for codes and amounts."""
    return "stem" if sum(c.isalpha() for c in word) * 2 > len(word) and not any(c.isdigit() for c in word) else "code"
