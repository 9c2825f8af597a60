"""Texts of one conversation with surrogates in their places, and how a conversation that grows goes on from there.

    draft = drafts.begin(texts, rows, context) or Draft(key, …)
    draft.write(texts, rows, style, encode)     what the draft already holds costs nothing
    draft.lookalikes()                          none: drafts.keep(draft, context)

A surrogate must not stand in the text up to the place where it is first used; what comes later is not looked at. So a
longer conversation never changes the surrogates of its beginning, and a draft of the beginning may be gone on with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from garim.surrogate.mint import Minter
from garim.values import Entry, Finding

LOOKALIKE = "lookalike"
"""Kind of a word of the user's that happens to equal a surrogate issued earlier in the conversation."""
KEPT = 4_000_000
"""Characters of text whose drafts are kept."""
STEP = 32
"""Texts by which a conversation may have grown and still be known."""

Row = tuple[Finding, ...]
Encode = Callable[[str, str, str], str]
"""Form, surrogate, original as it stood → the surrogate in the disguise of its original."""


class Draft:
    """A conversation as far as it is written."""

    def __init__(
        self, key: bytes, *, taken: Callable[[str], bool], issued: Iterable[Entry] = (), means: Mapping[str, str] | None = None
    ) -> None:
        """
        Args:
            key: As of `Minter`.
            taken: Whether a case-folded candidate may not be minted, beside what stands in the conversation.
            issued: Surrogates of earlier exchanges.
            means: As of `Minter`.
        """
        self._taken = taken
        self._minter = Minter(key, taken=self._is_taken, issued=issued, means=means)
        self._disguised: dict[str, Entry] = {}
        self._lowered: tuple[str, ...] = ()
        self._whole = ""
        self._seen = 0
        self._cleared: tuple[frozenset[str], int] = (frozenset(), 0)
        self.texts: tuple[str, ...] = ()
        """As they came."""
        self.rows: tuple[Row, ...] = ()
        """What was found in each."""
        self.out: list[str] = []
        """The texts with surrogates."""
        self.names: list[tuple[str, ...]] = []
        """Per text, what was written for each finding."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What was issued."""
        return (*self._minter.entries, *self._disguised.values())

    @property
    def size(self) -> int:
        """Characters of all texts, about."""
        return len(self._whole)

    def fork(self) -> Draft:
        """The same draft to go on with; this one stays as it is."""
        twin = Draft.__new__(Draft)
        for name, value in vars(self).items():
            setattr(twin, name, value.copy() if isinstance(value, list | dict) else value)
        twin._minter = self._minter.fork(twin._is_taken)
        return twin

    def _is_taken(self, candidate: str) -> bool:
        return self._whole.find(candidate, 0, self._seen) >= 0 or self._taken(candidate)

    def write(self, texts: Sequence[str], rows: Sequence[Row], style: Callable[[str], str], encode: Encode) -> None:
        """Write all texts that are not in the draft yet.

        Args:
            texts: The whole conversation; begins with what the draft holds.
            rows: What was found in each text, ordered and not overlapping.
            style: Kind → natural | tag | general | drop.
            encode: Writes a surrogate in a disguise.

        Raises:
            Broken: No free surrogate. The draft is of no use any more.
        """
        begin = len(self.texts)
        lowered = [text.lower() for text in texts[begin:]]
        self._lowered += tuple(lowered)
        self._whole = "\n".join([*([self._whole] if begin else []), *lowered])
        self.texts, self.rows = tuple(texts), tuple(rows)
        for index in range(begin, len(texts)):
            self._seen += len(self._lowered[index]) + 1
            self._write(texts[index], rows[index], style, encode)

    def _write(self, text: str, row: Row, style: Callable[[str], str], encode: Encode) -> None:
        names: list[str] = []
        pieces: list[str] = []
        at = 0
        for finding in row:
            start, end, form = finding.start, finding.end, finding.form
            how, raw = style(finding.kind), text[start:end]
            if form:
                name = self._in_disguise(finding, raw, how, encode)
                if name and how in ("natural", "tag"):
                    self._disguised[name] = Entry(name, raw, "carrier", finding.entity)
            else:
                name = self._minter.surrogate(finding, raw, how)
            pieces += (text[at:start], name)
            names.append(name)
            at = end
        self.names.append(tuple(names))
        self.out.append("".join((*pieces, text[at:])) if row else text)

    def _in_disguise(self, finding: Finding, raw: str, style: str, encode: Encode) -> str:
        """What stands in for one finding, in the disguise of its original."""
        if finding.form == "split":
            return self._minter.surrogate(finding, finding.plain, style) if finding.plain else ""
        if not finding.form:
            return self._minter.surrogate(finding, raw, style)
        if finding.inner:
            plain, at = finding.plain, 0
            pieces: list[str] = []
            for inner in finding.inner:
                pieces += (plain[at : inner.start], self._in_disguise(inner, plain[inner.start : inner.end], style, encode))
                at = inner.end
            name = "".join((*pieces, plain[at:]))
        else:
            name = self._minter.surrogate(finding, finding.plain, style)
        return encode(finding.form, name, raw)

    def lookalikes(self) -> dict[int, list[Finding]]:
        """Words of the user's own that equal a surrogate: they get surrogates too, so that both come back."""
        more: dict[int, list[Finding]] = {}
        whole, (cleared, end) = self._whole, self._cleared
        entries = self.entries
        for entry in entries:
            name = entry.surrogate.lower()
            if whole.find(name, end if entry.surrogate in cleared else 0) < 0:
                continue
            for index, text in enumerate(self._lowered):
                at = text.find(name)
                while at >= 0:
                    stop = at + len(name)
                    if not any(f.start < stop and f.end > at for f in (*self.rows[index], *more.get(index, ()))):
                        twin = Finding(at, stop, LOOKALIKE, entry.family, name, "equals a surrogate issued before it")
                        more.setdefault(index, []).append(twin)
                    at = text.find(name, stop)
        if not more:
            self._cleared = (frozenset(entry.surrogate for entry in entries), len(whole))
        return more


class Drafts:
    """Drafts of the conversations of late. In memory only; safe to share between threads."""

    def __init__(self, limit: int = KEPT) -> None:
        """
        Args:
            limit: Characters of text whose drafts are kept.
        """
        self._limit = limit
        self._kept: dict[tuple[str, ...], tuple[Mapping[str, str], tuple[Entry, ...], Draft]] = {}
        self._size = 0

    def __repr__(self) -> str:
        return f"Drafts({len(self._kept)})"

    def begin(
        self, texts: Sequence[str], rows: Sequence[Row], styles: Mapping[str, str], issued: tuple[Entry, ...]
    ) -> Draft | None:
        """The longest draft of how these texts begin, to be gone on with; None where there is none.

        Args:
            texts: A conversation.
            rows: What was found in each text: a draft of other findings is none of this conversation.
            styles: Kind → style; those of the draft must be the same.
            issued: Surrogates of earlier exchanges; the draft must have been given the same, or know them all by now.
        """
        for size in range(len(texts), max(0, len(texts) - STEP), -1) if self._kept else ():
            known = self._kept.get(tuple(texts[:size]))
            if known is None:
                continue
            before, given, draft = known
            same = draft.rows == tuple(rows[:size]) and before == styles
            if same and (issued == given or len(issued) >= len(given) and not set(issued).difference(draft.entries)):
                return draft.fork()
        return None

    def keep(self, draft: Draft, styles: Mapping[str, str], issued: tuple[Entry, ...]) -> None:
        """Keep a draft that is written and has no look-alikes; it must not be changed any more."""
        if draft.size > self._limit // 4:
            return
        old = self._kept.pop(draft.texts, None)
        self._kept[draft.texts] = (styles, issued, draft)
        self._size += draft.size + 256 - (old[2].size + 256 if old else 0)
        if self._size > self._limit:
            for key in list(self._kept)[: 1 + len(self._kept) // 4]:
                self._kept.pop(key, None)
            self._size = sum(kept.size + 256 for *_, kept in list(self._kept.values()))
