"""Addresses as a text gave them: who gives one back just as it left may have it back just as it came.

Whoever wrote the whole address has what stands in it. So a pasted log or page can be quoted and edited, though its hosts are
nobody's: what is added to such an address, or changed in it, is a new one and gets nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence

from garim.surrogate.home import QUOTED
from garim.surrogate.jsontext import Piece
from garim.surrogate.urls import TAIL, Addresses, Skip, Whose, maybe
from garim.text.hangul import is_hangul
from garim.values import Entry, Finding

LONGEST = 2000
"""Characters of an address that is kept."""
_PARTICLES = 4
"""Syllables behind an address that belong to its sentence."""
_BEHIND = 16
"""Characters behind an address, particles and punctuation, by which it may still be known."""


def quoted(
    text: str, row: Sequence[Finding], out: str, names: Sequence[str], comes_back: Callable[[str], bool]
) -> Iterator[Entry]:
    """The addresses of a text in which something was hidden, as they left and as they came.

    Args:
        text: As it came.
        row: What was hidden in it, in order.
        out: As it leaves.
        names: What was written for each finding.
        comes_back: Whether what was written is a surrogate, of which the original may be seen again.
    """
    if not row or not maybe(out.lower()):
        return
    spans, shift = [], 0
    for finding, name in zip(row, names, strict=True):
        start = finding.start + shift
        spans.append((start, start + len(name), finding.end, comes_back(name)))
        shift += len(name) - (finding.end - finding.start)
    ends = [end for _, end, _, _ in spans]

    def back(at: int) -> int:
        nth = bisect_left(ends, at + 1)
        return at if not nth else spans[nth - 1][2] + at - spans[nth - 1][1]

    found, at = Addresses(out, True, Whose(lambda host: False)), 0
    while place := found.next(at):
        end = Skip(place.ending).advance(out, place.behind)
        at = end = len(out) if end < 0 else end
        inside = (
            [span for span in spans[bisect_left(ends, place.start + 1) :] if span[0] < end]
            if end - place.start <= LONGEST
            else []
        )
        if not inside or inside[0][0] < place.start or inside[-1][1] > end or not all(span[3] for span in inside):
            continue
        short = place.start + len(trimmed(out[place.start : end]))
        end = short if short >= inside[-1][1] else end
        yield Entry(out[place.start : end], text[back(place.start) : back(end)], QUOTED)


def trimmed(address: str) -> str:
    """An address without what its sentence puts behind it."""
    address = address.rstrip(TAIL + "<>")
    end = len(address)
    while end and is_hangul(address[end - 1]):
        end -= 1
    return address[:end].rstrip(TAIL) if len(address) - end <= _PARTICLES else address


class Quotes:
    """The addresses that may come back as they came."""

    __slots__ = ("_as_came", "_ordered")

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Of the family QUOTED."""
        self._as_came = {entry.surrogate: entry.original for entry in entries}
        self._ordered = sorted(self._as_came)

    def __bool__(self) -> bool:
        return bool(self._as_came)

    def came(self, address: str) -> Piece | None:
        """What of an address is known, as it came; None for one that nobody gave."""
        for key in (address, trimmed(address)):
            if key in self._as_came:
                return Piece(key, self._as_came[key])
        return None

    def may_come(self, begun: str) -> bool:
        """Whether the beginning of an address may become one that is known."""
        at = bisect_left(self._ordered, begun)
        if at < len(self._ordered) and self._ordered[at].startswith(begun):
            return True
        return any(begun[: len(begun) - behind] in self._as_came for behind in range(1, min(_BEHIND, len(begun))))
