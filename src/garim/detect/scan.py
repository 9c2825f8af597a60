"""Run every finder over every character of a text, through all its disguises, and order what they find.

    Detector(kinds, lexicon, names).scan(text)     one text
    Detector.carry(texts, findings)                a conversation: what was found in one text is found in all

Rules:
- A finder that raises, says that it saw less than it was given, or points outside the text stops everything.
- Nothing about a text reaches a message.
- Results are kept per text, so that a conversation that is sent again with one more turn costs that turn.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from garim.detect.carry import Place, carries, is_telling, occurrences
from garim.detect.columns.columns import Columns
from garim.detect.patterns.engine import Engine
from garim.detect.patterns.kind import Kind
from garim.errors import Broken, GarimError, Uncovered
from garim.text.fold import fold
from garim.text.overlap import resolve
from garim.text.views import Seen, View
from garim.values import Finding

__all__ = ["Detector", "Finder", "carries", "occurrences"]

PIECE = 1_000_000
"""Characters that a finder is given at once."""
OVERLAP = 4_096
"""Characters that two neighbouring pieces share."""
DEPTH = 2
"""How many blobs inside blobs are opened."""
WRAPPED_RANK = 50
"""Evidence that a finding over a line end needs: two lines' words meet by chance."""
LOOKED = 10_000
"""Values that are remembered to have been looked for in a text."""
NOTHING: frozenset[str] = frozenset()
Places = Mapping[str, Sequence[Place]]
CACHE = 16_000_000
"""Characters of text whose results are kept."""


class Finder(Protocol):
    """Something that finds spans in a view."""

    def find(self, view: View, hint: str) -> Seen:
        """Everything it finds in `view.text`, and how many of its characters it looked at."""


class _Memo:
    """What is known about one text."""

    __slots__ = ("carried", "found", "known", "view")

    def __init__(self, text: str) -> None:
        self.view = View(text)
        self.found: dict[str, tuple[Finding, ...]] = {}
        self.known: tuple[frozenset[str], Places] = (NOTHING, {})
        """Values that were looked for, one set for all texts of a conversation, and where those stand that do.

        Replaced as a whole, never changed: another thread may be reading it.
        """
        self.carried: tuple[tuple[Finding, ...], list[tuple[str, Finding]]] = ((), [])
        """A row of findings, and each spelling of what carries in it."""


class Detector:
    """All finders of one company. Safe to share between threads."""

    def __init__(
        self,
        kinds: Iterable[Kind] = (),
        lexicon: Finder | None = None,
        names: Finder | None = None,
        engine: Engine | None = None,
        cache: int = CACHE,
        models: Iterable[Finder] = (),
    ) -> None:
        """
        Args:
            kinds: What the pattern engine finds; not read where `engine` is given.
            lexicon: The company's own words.
            names: People, places and organisations in running text.
            engine: The kinds' engine where it is compiled already.
            cache: Characters of text whose results are kept; 0 keeps none.
            models: Further finders of names, beside the rules, never in their place.
        """
        first: Finder = engine if engine is not None else Engine(kinds)
        self._finders = [finder for finder in (first, Columns(), lexicon, names, *models) if finder is not None]
        self._limit = cache
        self._memos: dict[str, _Memo] = {}
        self._size = 0

    def __repr__(self) -> str:
        return f"Detector({len(self._finders)} finders)"

    def scan(self, text: str, hint: str = "") -> tuple[Finding, ...]:
        """Everything in a text that identifies someone or something.

        Args:
            text: Any text at all.
            hint: The nearest object key above it.

        Returns: Findings in order, not overlapping, offsets in `text` as it came.

        Raises:
            Uncovered: A finder did not see every character.
            Broken: A finder failed.
        """
        memo = self._memo(text)
        found = memo.found.get(hint)
        if found is None:
            found = memo.found[hint] = self._scan(memo.view, hint, 0)
        return found

    def carry(self, texts: Sequence[str], findings: Sequence[tuple[Finding, ...]]) -> list[tuple[Finding, ...]]:
        """What was found once in a conversation, found in all of it.

        Args:
            texts: A conversation's slots.
            findings: What `scan` found in each.

        Returns: The same and every further occurrence of a value that carries, ordered and not overlapping.
        """
        memos = [self._memo(text) for text in texts]
        values = _values(memos, findings)
        if not values:
            return list(findings)
        out = []
        for memo, row, places in zip(memos, findings, _look(memos, values), strict=True):
            more = _more(places, values, row) if places else ()
            out.append(resolve((*row, *more), memo.view.text) if more else row)
        return out

    def stands(self, texts: Sequence[str], kinds: Mapping[str, str]) -> str:
        """The kind of a value that stands in one of the texts as `occurrences` sees it; "" where none does.

        Args:
            texts: As they are about to leave.
            kinds: Value → kind.
        """
        lowered = {fold(value): kind for value, kind in kinds.items()}
        memos = [self._memo(text) for text in texts]
        for places in _look(memos, lowered):
            for value, spans in places.items():
                if spans and value in lowered:
                    return lowered[value]
        return ""

    def _memo(self, text: str) -> _Memo:
        memo = self._memos.pop(text, None)
        if memo is None:
            memo = _Memo(text)
            self._size += len(text) + 64
        if self._size > self._limit:
            self._forget()
        if len(text) < self._limit:
            self._memos[text] = memo
        return memo

    def _forget(self) -> None:
        for old in list(self._memos)[: 1 + len(self._memos) // 4]:
            self._memos.pop(old, None)
        self._size = sum(len(text) + 64 for text in list(self._memos))

    def _scan(self, view: View, hint: str, depth: int) -> tuple[Finding, ...]:
        text = view.text
        found: list[Finding] = []
        for finder in self._finders:
            found += _ask(finder, view, hint)
        for other in view.others:
            for finder in self._finders:
                for finding in _ask(finder, other, hint):
                    back = other.lead_back(finding)
                    if back is not None and _is_sound(back, other) and not (other.joins_lines and _runs_on(back, found, text)):
                        found.append(back)
        if depth < DEPTH:
            for blob, inside in view.blob_views:
                inner = self._scan(inside, "", depth + 1)
                if inner:
                    found.append(_around(blob.start, blob.end, blob.form, blob.plain, inner))
        return resolve(found, text) if found else ()


_ONE_WORD = re.compile(r"\s+[A-Za-z]?[a-z]{1,12}")


def _ask(finder: Finder, view: View, hint: str) -> list[Finding]:
    """All findings of one finder in one view, checked."""
    name, size = type(finder).__name__, len(view.text)
    out: list[Finding] = []
    try:
        if size <= PIECE or isinstance(finder, Engine):
            out, covered = finder.find(view, hint)
        else:
            covered = 0
            for start, end in _pieces(view.text):
                found, seen = finder.find(View(view.text[start:end]), hint)
                out += [f._replace(start=f.start + start, end=f.end + start) for f in found]
                if start > covered or seen != end - start:
                    break
                covered = end
    except GarimError:
        raise
    except Exception as error:
        raise Broken(f"{name} failed with {type(error).__name__}; nothing was given out") from None
    if covered != size:
        raise Uncovered(f"{name} saw {covered} of {size} characters; nothing was given out")
    if any(not 0 <= f.start < f.end <= size for f in out):
        raise Broken(f"{name} points outside the text; nothing was given out")
    return out


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Pieces of a long text that overlap, cut at line ends where there are any."""
    start = 0
    while True:
        end = start + PIECE
        if end >= len(text):
            yield start, len(text)
            return
        line = text.rfind("\n", start + PIECE // 2, end)
        end = line + 1 if line > 0 else end
        yield start, end
        line = text.rfind("\n", end - 2 * OVERLAP, end - OVERLAP)
        start = line + 1 if line > 0 else end - OVERLAP


def _is_sound(finding: Finding, view: View) -> bool:
    """Whether a finding in an undisguised view is more than chance."""
    if not view.joins_lines:
        return True
    long_enough = len(finding.plain) >= (5 if finding.plain.isascii() else 3)
    return "wrapped" in finding.form and finding.rank >= WRAPPED_RANK and long_enough


def _runs_on(finding: Finding, found: list[Finding], text: str) -> bool:
    """Whether the line alone already holds the whole of it, and what is joined is just the next line's first word."""
    if finding.family not in ("secret", "code"):
        return False
    alone = (f.end for f in found if f.start == finding.start and f.kind == finding.kind and f.end < finding.end)
    return any(_ONE_WORD.fullmatch(text, end, finding.end) for end in alone)


def _around(start: int, end: int, form: str, plain: str, inner: tuple[Finding, ...]) -> Finding:
    top = max(inner, key=lambda f: (f.rank, f.end - f.start))
    why = f"{form} that holds {top.kind}"
    return Finding(start, end, top.kind, top.family, top.entity, why, form, plain, rank=top.rank, inner=inner)


def _values(memos: Sequence[_Memo], findings: Sequence[tuple[Finding, ...]]) -> dict[str, Finding]:
    """Each spelling of what carries, and the strongest finding of it."""
    out: dict[str, Finding] = {}
    for memo, row in zip(memos, findings, strict=True):
        if not row:
            continue
        known, spellings = memo.carried
        if known is not row:
            spellings = _spellings(memo.view.text, row)
            memo.carried = (row, spellings)
        for value, leaf in spellings:
            if value not in out or out[value].rank < leaf.rank:
                out[value] = leaf
    return out


def _spellings(text: str, row: tuple[Finding, ...]) -> list[tuple[str, Finding]]:
    out = []
    for finding in row:
        for leaf in finding.inner or (finding,):
            if carries(leaf):
                raw = leaf.plain or leaf.entity if leaf is not finding or leaf.form else text[leaf.start : leaf.end]
                out += [(value, leaf) for value in {raw.lower(), leaf.entity.lower()} if is_telling(value)]
    return out


def _look(memos: Sequence[_Memo], values: Mapping[str, object]) -> list[Places]:
    """Where the values stand in each text, and values of earlier calls; only what was not looked for before costs."""
    wanted = frozenset(values)
    plans: dict[int, tuple[frozenset[str], frozenset[str], frozenset[str]]] = {}
    out: list[Places] = []
    for memo in memos:
        looked, places = memo.known
        if len(looked) > LOOKED:
            looked, places = NOTHING, {}
        plan = plans.get(id(looked))
        if plan is None:
            plan = plans[id(looked)] = (looked, wanted - looked, looked | wanted)
        if plan[1]:
            everything = memo.view.everything
            here = [value for value in plan[1] if value in everything]
            if here:
                places = {**places, **{value: occurrences(value, memo.view) for value in here}}
            memo.known = (plan[2], places)
        out.append(places)
    return out


def _more(places: Places, values: dict[str, Finding], row: tuple[Finding, ...]) -> list[Finding]:
    """Occurrences of the values in one text that no finding covers yet."""
    out: list[Finding] = []
    starts = [finding.start for finding in row]
    for value, spans in places.items():
        model = values.get(value)
        if model is None:
            continue
        for place in spans:
            at = bisect_right(starts, place.start) - 1
            if at < 0 or row[at].end < place.end:
                out.append(_again(model, place, value))
    return out


def _again(model: Finding, place: Place, value: str) -> Finding:
    why = "found elsewhere in the conversation"
    again = model._replace(start=place.start, end=place.end, why=why, form=place.form, plain=place.plain, inner=())
    if place.form not in ("base64", "hex"):
        return again
    inner = [again._replace(start=p.start, end=p.end, form=p.form, plain=p.plain) for p in occurrences(value, View(place.plain))]
    return again._replace(inner=resolve(inner, place.plain))
