"""One text, seen through its disguises; offsets lead back.

    View("…")            what the finders read: the text itself
    view.others          the same text undisguised, only where it changes and a margin around: \\uXXXX, %XX and &#…;
                         decoded; full-width, decomposed, invisible and look-alike characters folded; words joined that
                         a line end broke
    view.blobs           base64 and hex that decode to text, with what they say
    encode(form, …)      writes a surrogate in the disguise of its original

A view is a list of atoms, each a piece of the text below that reads differently; between atoms both texts are equal.
A gap is an atom too: it stands for what the view left out, and no finding may span it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import NamedTuple, Self

from garim.text.blobs import Blob, blobs
from garim.text.disguises import ACTED, Atom, cuts, encode, escapes, folds, wraps
from garim.text.fold import fold
from garim.text.packing import UNPACKED_MAX, Room
from garim.text.spelled import spelled
from garim.values import Finding

__all__ = ["MARGIN", "Blob", "Seen", "View", "encode"]

MARGIN = 80
"""Characters of plain text that an undisguised view keeps around each change: twice the reach of a kind's words."""
WORD_MAX = 2048
"""Characters by which a margin may grow so as not to cut a word."""
ESCAPES = 3
"""How many escapes inside escapes are undone."""
GAP = "gap"
GAP_TEXT = "\n"


class Seen(NamedTuple):
    """What a finder gives back: its findings, and how many characters of the view it looked at."""

    findings: list[Finding]
    covered: int


class View:
    """A text as the finders read it, and where each character stands in the text it came from."""

    def __init__(self, text: str, room: int = UNPACKED_MAX) -> None:
        """A view of a text as it came: every offset leads to itself.

        Args:
            text: Any.
            room: Bytes to which all that is compressed in it may grow.
        """
        self.text = text
        self._room = room
        self.under: View | None = None
        self._atoms: list[Atom] = []
        self._starts: list[int] = []
        self._ends: list[int] = []

    def __repr__(self) -> str:
        return f"View({len(self.text)} characters, {len(self._atoms)} atoms)"

    @cached_property
    def lowered(self) -> str:
        """`text` in lower case, same offsets."""
        return fold(self.text)

    @cached_property
    def blobs(self) -> tuple[Blob, ...]:
        """Base64 and hex in `text` that decode to text, and words spelled character by character (see spelled.py)."""
        return self._opened[0]

    @cached_property
    def _opened(self) -> tuple[tuple[Blob, ...], int]:
        """The blobs, and what those that are compressed grew to."""
        room = Room(self._room)
        found = (*blobs(self.text, room), *(Blob(*run) for run in spelled(self.text)))
        return found, self._room - room.left

    @cached_property
    def blob_views(self) -> tuple[tuple[Blob, View], ...]:
        """Each blob with a view of what it says.

        Raises:
            TooLarge: What is compressed, in what is compressed too, grows beyond the room.
        """
        found, grown = self._opened
        room, out = self._room - grown, []
        for blob in found:
            inner = View(blob.plain, room)
            room -= inner.unpacked
            out.append((blob, inner))
        return tuple(out)

    @property
    def unpacked(self) -> int:
        """Bytes to which what is compressed in the text grew."""
        return self._opened[1] + sum(inner.unpacked for _, inner in self.blob_views)

    @cached_property
    def others(self) -> tuple[View, ...]:
        """Undisguised views of the same text; none where nothing is disguised, which is nearly always."""
        out: list[View] = []
        bases = [self]
        for _ in range(ESCAPES):
            atoms = escapes(bases[-1].text)
            if not atoms:
                break
            bases.append(View._over(bases[-1], atoms))
        out += bases[1:]
        for base in bases:
            if (not base.text.isascii() or ACTED.search(base.text)) and (atoms := folds(base.text)):
                out.append(View._over(base, atoms))
        for base in bases:
            if atoms := cuts(base.text):
                out.append(View._over(base, atoms))
        if "\n" in self.text:
            for atoms in wraps(self.text):
                out.append(View._over(self, atoms, margin=0))
        return tuple(out)

    @cached_property
    def everything(self) -> str:
        """All that the text says, in lower case, plain and undisguised: what is not in it stands nowhere in the text."""
        others, inner = [view.lowered for view in self.others], [view.everything for _, view in self.blob_views]
        return "\x00".join([self.lowered, *others, *inner]) if others or inner else self.lowered

    def _bare(self) -> View:
        """The same without what was derived from it: a derived view that held this one would be a cycle, which keeps every
        text in memory until the next full collection."""
        twin = View(self.text)
        twin.under, twin._atoms, twin._starts, twin._ends = self.under, self._atoms, self._starts, self._ends
        return twin

    @cached_property
    def joins_lines(self) -> bool:
        """Whether this view holds only words that a line end may have broken."""
        return any(atom.form == "wrapped" for atom in self._atoms)

    @cached_property
    def joins_cuts(self) -> bool:
        """Whether this view leaves out what may be mark-up: so only what is listed or known counts in it."""
        return any(atom.form == "cut" for atom in self._atoms)

    @classmethod
    def _over(cls, under: View, atoms: list[Atom], margin: int = MARGIN) -> Self:
        """The view of `under` in which each atom reads as its plain form, cut to windows around them."""
        view = cls("")
        view.under = under._bare()
        text, pieces, at, length = under.text, [], 0, 0
        if margin:
            atoms = _with_gaps(atoms, text, margin)
        for atom in atoms:
            pieces.append(text[at : atom.start])
            length += atom.start - at
            view._starts.append(length)
            pieces.append(atom.plain)
            length += len(atom.plain)
            view._ends.append(length)
            at = atom.end
        pieces.append(text[at:])
        view._atoms = atoms
        view.text = "".join(pieces)
        return view

    def back(self, start: int, end: int) -> tuple[int, int, str, str] | None:
        """Where a span of `text` stands in the text as it came.

        Returns: Start and end there, the form that leads back ("" where it stands there as it is), and what the span
            says, widened to whole atoms. None where the span holds a gap.
        """
        if self.under is None:
            return start, end, "", self.text[start:end]
        first = bisect_right(self._ends, start)
        last = bisect_left(self._starts, end, first)
        inside = self._atoms[first:last]
        if any(atom.form == GAP for atom in inside) or self._is_cut(start, end, first, first + len(inside)):
            return None
        if inside:
            start, end = min(start, self._starts[first]), max(end, self._ends[first + len(inside) - 1])
        low, high = self._down(start, first), self._down(end, first + len(inside))
        below = self.under.back(low, high)
        if below is None:
            return None
        forms = dict.fromkeys(atom.form for atom in inside)
        form = "+".join([*filter(None, [below[2]]), *forms])
        return below[0], below[1], form, self.text[start:end]

    def _is_cut(self, start: int, end: int, first: int, after: int) -> bool:
        """Whether a gap stands directly beside the span: its word may go on there."""
        atoms = self._atoms
        before = first > 0 and self._ends[first - 1] == start and atoms[first - 1].form == GAP
        behind = after < len(atoms) and self._starts[after] == end and atoms[after].form == GAP
        # Between two line ends' words a gap is where the words end.
        return (before or behind) and not any(atom.form == "wrapped" for atom in atoms[first:after])

    def _down(self, at: int, atom: int) -> int:
        """The offset in the text below, of an offset that is not inside an atom and has `atom` atoms before it."""
        if atom == 0:
            return at
        return self._atoms[atom - 1].end + at - self._ends[atom - 1]

    def lead_back(self, finding: Finding) -> Finding | None:
        """A finding in `text` as a finding in the text as it came; None where it spans a gap."""
        if self.under is None:
            return finding
        place = self.back(finding.start, finding.end)
        if place is None:
            return None
        start, end, form, plain = place
        if not form:
            return finding._replace(start=start, end=end)
        return finding._replace(start=start, end=end, form=form, plain=plain)


def _with_gaps(atoms: list[Atom], text: str, margin: int) -> list[Atom]:
    """The atoms, and gaps for all that is further from them than the margin and the word that it ends in."""
    out: list[Atom] = []
    kept = 0
    for atom in atoms:
        left = _word_start(text, max(kept, atom.start - margin), kept) if atom.start - margin > kept else kept
        if left > kept:
            out.append(Atom(kept, left, GAP_TEXT, GAP))
        out.append(atom)
        kept = max(kept, _word_end(text, atom.end + margin)) if atom.end + margin > kept else max(kept, atom.end)
    if kept < len(text):
        out.append(Atom(kept, len(text), GAP_TEXT, GAP))
    return out


def _word_start(text: str, at: int, floor: int) -> int:
    floor = max(floor, at - WORD_MAX)
    return max(text.rfind(" ", floor, at), text.rfind("\n", floor, at), floor - 1) + 1


def _word_end(text: str, at: int) -> int:
    ends = [e for e in (text.find(" ", at, at + WORD_MAX), text.find("\n", at, at + WORD_MAX)) if e >= 0]
    return min([*ends, at + WORD_MAX, len(text)])
