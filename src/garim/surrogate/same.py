"""One thing is one thing: what several finders saw in several spellings becomes one entity, and so has one stand-in.

    rows = same.settle(texts, rows)          a turn's findings, as they are to be written

1. A Korean given name that only carries its 이 (서윤이랑) is the name that stands elsewhere without it.
2. A given name, surname or account of the one person in the scope who can have it is that person: 도훈 and kwakdh of 곽도훈.
3. A Korean name in Latin letters is the person whose name in Hangul it spells.
4. One word is either somebody or something: what is listed, else who has a full name, else the stronger.
5. A company's word in another Latin spelling is the Hangul word that it spells.
6. A name of several words (TB_ACNT_MST, tb_acnt_mst) is one name: what is hidden in it anywhere is hidden in it everywhere.

What was settled in an earlier turn stays, so that the beginning of a conversation never changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from garim.families import person
from garim.families._spelled import TOKEN
from garim.surrogate import alike
from garim.text.fold import fold
from garim.text.hangul import final_class, has_hangul, romanise
from garim.text.romanise import spellings
from garim.text.words import split
from garim.values import Finding

Row = tuple[Finding, ...]
LISTED = 60
"""Rank from which a word that stands for something is not taken for somebody."""
CERTAIN = 85
"""Rank from which a name of two syllables is known to be a full one."""
MOST = 20_000
"""Words and names that are remembered; a scope of more is a list, in which each stands for itself."""


class Same:
    """What a scope knows of who and what its words are."""

    __slots__ = ("_accounts", "_alone", "_names", "_owners", "_parts", "_short", "_sounds", "_spelled", "_words")

    def __init__(self) -> None:
        self._owners: dict[str, set[str]] = {}
        """Short form → the full names that have it."""
        self._sounds: dict[tuple[str, str], str] = {}
        """Given name and surname in Latin letters → the full name in Hangul."""
        self._alone: set[str] = set()
        """Names that stand somewhere by themselves."""
        self._accounts: dict[str, str] = {}
        """Account → the full name whose it is."""
        self._words: dict[str, Finding] = {}
        """Single word → as what it was settled."""
        self._spelled: dict[str, str] = {}
        """Latin spelling → the company's word in Hangul."""
        self._names: dict[str, dict[tuple[int, int], Finding]] = {}
        """Name of several words, in lower case → what is hidden in it, and where."""
        self._parts: dict[str, Finding] = {}
        """Word of an earlier text of the scope that is hidden in every name of several words, in lower case."""
        self._short: dict[str, Finding] = {}
        """Such a word of two letters: hidden beside another, for alone it is anything's abbreviation."""

    def fork(self) -> Same:
        """The same knowledge to go on with."""
        twin = Same()
        twin._owners = {short: owners.copy() for short, owners in self._owners.items()}
        twin._sounds, twin._alone, twin._accounts = self._sounds.copy(), self._alone.copy(), self._accounts.copy()
        twin._words, twin._spelled = self._words.copy(), self._spelled.copy()
        twin._parts, twin._short = self._parts.copy(), self._short.copy()
        twin._names = {name: parts.copy() for name, parts in self._names.items()}
        return twin

    def settle(self, texts: Sequence[str], rows: Sequence[Row]) -> tuple[list[Row], list[str]]:
        """A turn's findings as what they are, and the people with full names that are new in it.

        Args:
            texts: Of the turn.
            rows: What was found in each, ordered and not overlapping.
        """
        new = self.meet(texts, rows) if len(self._words) + len(self._owners) < MOST else []
        told = [
            tuple(
                [self._as_it_is(finding, text[finding.start : finding.end]) if not finding.form else finding for finding in row]
            )
            for text, row in zip(texts, rows, strict=True)
        ]
        for text, row in zip(texts, told, strict=True):
            for name, place, finding in alike.parts(text, row):
                if len(self._names) < MOST:
                    self._names.setdefault(name, {}).setdefault(place, finding)
        if self._names or self._parts:
            told = [alike.alike(text, row, self._hidden_in) for text, row in zip(texts, told, strict=True)]
        return told, new

    def _hidden_in(self, name: str) -> Iterable[tuple[alike.Place, Finding]]:
        """What is hidden in a name of several words."""
        places = self._names.get(name)
        if self._parts:
            places = {**self._recalled_in(name), **(places or {})}
        return alike.apart(places).items() if places else ()

    def _recalled_in(self, name: str) -> dict[alike.Place, Finding]:
        """What earlier texts of the scope hid that stands in a name; short words only in a row with longer ones."""
        words = [(match.span(), match[0]) for match in TOKEN.finditer(name)]
        found = {place: self._parts[word] for place, word in words if word in self._parts}
        for row in (words, words[::-1]) if found and self._short else ():
            for (before, _), (place, word) in pairwise(row):
                if before in found and word in self._short:
                    found[place] = self._short[word]
        return found

    def recall(self, word: str, finding: Finding) -> None:
        """A word was hidden in an earlier text of the scope: so it is in names there and here, as one thing.

        Args:
            word: As it stood.
            finding: As what.
        """
        if finding.family == "stem" and word.isascii() and word.isalpha() and len(word) > 1:
            (self._parts if len(word) > 2 else self._short).setdefault(word.lower(), finding)

    def spelled(self, word: str) -> str:
        """The Hangul word of the scope that a Latin word in lower case spells; "" for none."""
        return self._spelled.get(word, "")

    @staticmethod
    def _is_account(finding: Finding) -> bool:
        """Whether an account says its owner's whole name: serin.oh."""
        return finding.part == "nick" and person.korean_order(finding.entity) >= 0

    def own(self, account: str, name: str) -> None:
        """An account is a person's.

        Args:
            account: In lower case.
            name: The full name.
        """
        if len(account) > 3:
            self._accounts.setdefault(account, name)

    def meet(self, texts: Sequence[str], rows: Sequence[Row]) -> list[str]:
        """Take in who and what a turn names.

        Args:
            texts: Of the turn.
            rows: What was found in each.

        Returns: The full names that are new.
        """
        seen = [(f, text[f.start : f.end]) for text, row in zip(texts, rows, strict=True) for f in row if not f.form]
        new: list[str] = []
        for finding, surface in seen:
            if finding.family == "person":
                self._alone.add(surface)
                if (finding.part in ("", "full") and person.is_full(finding.entity)) or self._is_account(finding):
                    new += self._know(finding.entity)
        strongest: dict[str, tuple[tuple[bool, bool, int, bool], Finding]] = {}
        for finding, surface in seen:
            if finding.family == "stem":
                self._spell(surface)
            for word in split(fold(surface))[0] if finding.family in ("person", "stem") else ():
                weight = self._weight(finding, surface)
                if word not in strongest or weight > strongest[word][0]:
                    strongest[word] = weight, finding
        for word, (_, finding) in strongest.items():
            self._words.setdefault(word, finding)
        return new

    def _know(self, name: str) -> list[str]:
        given, family = person.shorts(name)
        if name in self._owners.get(given, ()):
            return []
        for short in (given, family) if not has_hangul(name) else (given,):
            self._owners.setdefault(short, set()).add(name)
        if has_hangul(name):
            for spelled in person.given_spellings(name):
                for surname in person.latin_of(name)[1]:
                    self._sounds.setdefault((spelled, surname), name)
        return [name]

    def _spell(self, word: str) -> None:
        if has_hangul(word) and len(word) > 1 and romanise(word) not in self._spelled:
            for spelled in (romanise(word), *sorted(spellings(word))):
                self._spelled.setdefault(spelled, word)

    @staticmethod
    def _weight(finding: Finding, surface: str) -> tuple[bool, bool, int, bool]:
        """How much speaks for what a word was found as: a list, more of its name beside it, the rank."""
        listed = finding.family == "stem" and finding.rank >= LISTED
        return listed, " " in surface, finding.rank, finding.family == "stem"

    def _as_it_is(self, finding: Finding, surface: str) -> Finding:
        if finding.family == "person":
            finding, surface = self._without_ending(finding, surface)
        known = self._words.get(fold(surface)) if surface.isalpha() else None
        if known is not None and known.family != finding.family and finding.family in ("person", "stem"):
            finding = self._instead(finding, known, surface)
        if finding.family == "person":
            return self._person(finding._replace(part="full") if self._is_account(finding) else finding, surface)
        if finding.family == "stem" and surface.isascii() and surface.isalpha():
            low = surface.lower()
            if finding.rank < LISTED and low in self._accounts:
                return finding._replace(family="person", entity=self._accounts[low], part="initials")
            if low in self._spelled and finding.entity.isascii():
                return finding._replace(entity=self._spelled[low])
        return finding

    @staticmethod
    def _instead(finding: Finding, known: Finding, surface: str) -> Finding:
        """A word as what it was settled: alone, or as a word of a name of several."""
        whole = fold(known.entity) == fold(surface) or " " not in known.entity
        entity = known.entity if whole or known.family == "person" else fold(surface)
        part = known.part if whole else "given" if known.family == "person" else ""
        return finding._replace(kind=known.kind, family=known.family, entity=entity, part=part, rank=known.rank)

    def _without_ending(self, finding: Finding, surface: str) -> tuple[Finding, str]:
        """The name without the 이 that a Korean given name with a final consonant takes when it is called."""
        rest = surface[:-1]
        ends = surface[-1:] == "이" and len(surface) > 2 and has_hangul(rest) and final_class(rest) != ""
        if not ends or (rest not in self._alone and rest not in self._owners):
            return finding, surface
        entity = rest if finding.entity == surface else finding.entity
        part = "given" if finding.part in ("", "full") and entity == rest else finding.part
        return finding._replace(end=finding.end - 1, entity=entity, part=part), rest

    def _person(self, finding: Finding, surface: str) -> Finding:
        entity = finding.entity
        if len(entity) == 2 and has_hangul(entity) and finding.part in ("", "full") and finding.rank < CERTAIN:
            finding = finding._replace(part="given")  # 서윤님 and 서윤이랑 are one, whether 서 is a surname or not
        if entity.isascii() and person.is_full(entity):
            given, (family,) = person.latin_of(entity)
            hangul = self._sounds.get((given, family))
            return finding._replace(entity=hangul) if hangul else finding
        short = entity if has_hangul(entity) else entity.lower()
        owners = self._owners.get(short, ()) if finding.part not in ("full", "") or not person.is_full(entity) else ()
        if len(owners) == 1:
            owner = next(iter(owners))
            part = "family" if short == person.shorts(owner)[1] else "given"
            return self._person(finding._replace(entity=owner, part=part), surface) if owner != entity else finding
        if short in self._accounts and finding.part != "full":
            return finding._replace(entity=self._accounts[short], part="initials")
        return finding
