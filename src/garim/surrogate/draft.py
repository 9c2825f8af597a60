"""The surrogates of one conversation, written turn by turn; what is written stays as it is.

    draft = Draft(key, …)
    draft.hear(texts)                what the turn says: no surrogate that is minted from now on stands in it
    draft.avoid(values)              what is hidden: no surrogate that is minted from now on holds one of them
    draft.write(text, row, …)        one text with surrogates

A draft only ever grows, so a longer conversation begins as the shorter one did. `fork` goes on from a point twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import garim.lang as lang
import garim.late as re
from garim.surrogate.agree import turned
from garim.surrogate.mint import Minter, found_as
from garim.surrogate.restore import BEFORE_TITLE
from garim.surrogate.said import Said
from garim.surrogate.same import Same
from garim.surrogate.table import is_label
from garim.text.fold import fold
from garim.values import Entry, Finding

LOOKALIKE = "lookalike"
"""Kind of a word of the user's that happens to equal a surrogate issued earlier in the conversation."""
SMALL = frozenset(("ip", "number", "date", "plate", "mac"))
"""Families whose surrogates meet real values by chance."""
SURE = frozenset(("secret", "carrier"))
"""Families whose surrogates equal nothing by chance."""
SHORT = 6
"""Characters under which an id's surrogate may be a real id."""

_CALLED = re.compile(
    rf"(?<![가-힣A-Za-z0-9])([가-힣]){BEFORE_TITLE}"
    rf"|(?<![^\W_])(?i:{lang.either(lang.words('titles', 'en'))})\.?[ \u00a0]([A-Z][a-z]{{1,2}})(?![^\W_])"
)
"""Somebody who is called by a surname and a title."""
INVISIBLE = "\u200b"
Row = tuple[Finding, ...]
Encode = Callable[[str, str, str], str]
"""Form, surrogate, original as it stood → the surrogate in the disguise of its original."""


class _Heard:
    """Whether a candidate stands in what was said, or may not be minted anyway. Holds no draft: a cycle would outlive it."""

    __slots__ = ("surnames", "taken", "texts")

    def __init__(self, taken: Callable[[str], bool], texts: list[Said], surnames: set[str]) -> None:
        self.taken, self.texts, self.surnames = taken, texts, surnames

    def called(self, surname: str) -> bool:
        """Whether somebody is called by a surname and a title."""
        return surname in self.surnames

    def __call__(self, candidate: str) -> bool:
        return any(said.holds(candidate) for said in self.texts) or self.taken(candidate)


class _Named:
    """What a word spells: what the list says, else what was met in the scope. Holds no draft either."""

    __slots__ = ("listed", "same")

    def __init__(self, listed: Callable[[str], str], same: Same) -> None:
        self.listed, self.same = listed, same

    def __call__(self, word: str) -> str:
        return self.listed(word) or self.same.spelled(word)


class Draft:
    """A conversation as far as it is written."""

    def __init__(
        self,
        key: bytes,
        *,
        taken: Callable[[str], bool] = lambda candidate: False,
        issued: Iterable[Entry] = (),
        means: Mapping[str, str] | None = None,
        named: Callable[[str], str] = lambda word: "",
    ) -> None:
        """
        Args:
            key: As of `Minter`.
            taken: Whether a case-folded candidate may not be minted, beside what stands in the conversation.
            issued: Surrogates of earlier exchanges.
            means: As of `Minter`.
            named: Case-folded word → the entity of the company's list that it spells; "" for none.
        """
        self._heard = _Heard(taken, [], set())
        self._same = Same()
        self._named = _Named(named, self._same)
        self._minter = Minter(
            key, taken=self._heard, issued=issued, means=means, called=self._heard.called, named=self._named, turns=True
        )
        self._disguised: dict[str, Entry] = {}
        self._literals: dict[str, str] = {}
        self._listed = 0

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What was issued."""
        return (*self._minter.entries, *self._disguised.values())

    def fork(self) -> Draft:
        """The same draft to go on with; this one stays as it is."""
        twin = Draft.__new__(Draft)
        twin._heard = _Heard(self._heard.taken, self._heard.texts.copy(), self._heard.surnames.copy())
        twin._same = self._same.fork()
        twin._named = _Named(self._named.listed, twin._same)
        twin._minter = self._minter.fork(twin._heard, twin._heard.called, twin._named)
        twin._disguised, twin._literals, twin._listed = self._disguised.copy(), self._literals.copy(), self._listed
        return twin

    def literals(self) -> Mapping[str, str]:
        """What was issued up to now, in lower case, each with its family; a coined word alone has the family `coined`."""
        issued = self._minter.issued_since(self._listed)
        self._listed += len(issued)
        for entry in issued:
            self._literals.setdefault(fold(entry.surrogate), "secret" if is_label(entry.surrogate) else entry.family)
        for word in self._minter.coined() if issued else ():
            self._literals.setdefault(word, "coined")
        return self._literals

    def hear(self, texts: Sequence[str]) -> None:
        """Take in what a turn says: no surrogate that is minted from now on stands in it.

        Args:
            texts: Of the turn, as they came.
        """
        said, heard = Said("\n".join([text.lower() for text in texts])), self._heard.texts
        while heard and heard[-1].size <= said.size:  # as many as the number of turns has digits in base two
            said = heard.pop().followed_by(said)
        heard.append(said)
        self._heard.surnames.update(match[1] or match[2] for text in texts for match in _CALLED.finditer(text))

    def settle(self, texts: Sequence[str], rows: Sequence[Row]) -> list[Row]:
        """A turn's findings as what they are in this conversation: one thing is one entity, however it was found.

        Args:
            texts: Of the turn, which was heard.
            rows: What was found in each, ordered and not overlapping.
        """
        told, people = self._same.settle(texts, rows)
        return told if not people else self._known(texts, rows, people)

    def recall(self, issued: Iterable[Entry]) -> list[tuple[str, Finding]]:
        """Take in who and what earlier texts of the scope named, so that it is the same in the next.

        Args:
            issued: As given to the constructor.

        Returns: Each original that is to be hidden again, and as what it was found.
        """
        known = [(entry.original, found) for entry in issued if (found := found_as(entry)) is not None]
        texts, rows = [text for text, _ in known], [(found,) for _, found in known]
        for name in self._same.meet(texts, rows):
            for account in self._minter.know(name):
                self._same.own(account, name)
        for original, found in known:
            self._same.recall(original, found)
        return known

    def _known(self, texts: Sequence[str], rows: Sequence[Row], people: Sequence[str]) -> list[Row]:
        """The findings once more, when the accounts of new people are known."""
        for name in people:
            for account in self._minter.know(name):
                self._same.own(account, name)
        return self._same.settle(texts, rows)[0]

    def avoid(self, values: Mapping[str, Finding]) -> None:
        """Keep originals out of surrogates: an account number does not stay in the stand-in of its registry's host.

        Args:
            values: In lower case, each with what it was found as.
        """
        self._minter.avoid(values)

    def write(self, text: str, row: Row, style: Callable[[str], str], encode: Encode) -> tuple[str, tuple[str, ...]]:
        """One text with surrogates.

        Args:
            text: Of a turn that was heard.
            row: What is to be hidden in it, ordered and not overlapping.
            style: Kind → natural | tag | general | drop.
            encode: Writes a surrogate in a disguise.

        Returns: The text, and what was written for each finding.

        Raises:
            Broken: No free surrogate. The draft is of no use any more.
        """
        if not row:
            return text, ()
        names: list[str] = []
        pieces: list[str] = []
        at = 0
        for nth, finding in enumerate(row):
            start, end, form = finding.start, finding.end, finding.form
            how, raw = style(finding.kind), text[start:end]
            if form:
                name = self._in_disguise(finding, raw, how, encode)
                if name and how in ("natural", "tag"):
                    name = self._apart(name, raw)
                    self._disguised[name] = Entry(name, raw, "carrier", finding.entity)
            else:
                name = self._minter.surrogate(finding, raw, how)
            pieces += (text[at:start], name)
            names.append(name)
            at = end
            if how == "natural" and not form and not text.isascii():
                begin, stop, other = turned(text, end, raw, name)
                if other and stop <= (row[nth + 1].start if nth + 1 < len(row) else len(text)):
                    pieces += (text[at:begin], other)
                    at = stop
        return "".join((*pieces, text[at:])), tuple(names)

    def _apart(self, name: str, raw: str) -> str:
        """A disguised surrogate that stands for this original alone: an invisible character tells it from the plain one."""
        plain = name
        for attempt in range(1, len(plain) * 4):
            known = self._disguised.get(name) or self._minter.entry(name)
            if known is None or known.original == raw:
                break
            at = attempt % len(plain) or len(plain)
            name = plain[:at] + INVISIBLE * (1 + attempt // len(plain)) + plain[at:]
        return name

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


def is_ours(literal: str, family: str, role: str, said: bool) -> bool:
    """Whether a surrogate that stands in a later turn is the one that was issued, and no real value that equals it.

    What the model says is ours. What comes from tools (files that were written with surrogates) is, unless chance makes
    such values and the model never said this one; what the user writes is where the model said it or nobody would.

    Args:
        literal: The surrogate in lower case.
        family: As `Draft.literals` gives it.
        role: assistant | tool | user …: who says it.
        said: Whether it stood in what the model said before.
    """
    if role == "assistant" or said or family in SURE or ".example" in literal:
        return True
    if role != "tool":
        return False
    return family not in SMALL and (family != "code" or len(literal) >= SHORT)
