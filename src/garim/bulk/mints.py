"""From a finding of a corpus to its surrogate: a function of the key and the book, whatever was minted before."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping

from daachorse import CharwiseDoubleArrayAhoCorasick as Automaton

from garim.bulk.book import Book
from garim.surrogate.mint import Minter
from garim.text.fold import fold
from garim.values import Finding


class Mints:
    """Makes the Minter of each finding, by a book."""

    def __init__(
        self,
        book: Book,
        key: bytes,
        taken: Callable[[str], bool],
        means: Mapping[str, str] | None = None,
        named: Callable[[str], str] = lambda word: "",
    ) -> None:
        """
        Args:
            book: Of the whole corpus; may still be being settled.
            key: The tenant's, or the run's own.
            taken: Whether a case-folded candidate is the company's own word.
            means: Entity → what it is in general terms.
            named: As of `Minter`.
        """
        self._book, self._key, self._company, self._means, self._named = book, key, taken, means or {}, named
        self._most = 0
        self.values = Automaton(list(book.values)) if book.values else None
        """Finds what is hidden wherever it stands."""

    def settled(self, plain: str, finding: Finding) -> Finding:
        """The finding as the one thing that its text is in this corpus."""
        one = self._book.one.get(fold(plain))
        if one is None or finding.inner:
            return finding
        return finding._replace(kind=one.kind, family=one.family, entity=one.entity, part=one.part)

    def minter(
        self,
        finding: Finding,
        plain: str,
        owners: MutableMapping[str, str] | None = None,
        words: MutableMapping[str, str] | None = None,
    ) -> Minter:
        """A minter that has issued nothing.

        Args:
            finding: What is to be hidden.
            plain: Its text.
            owners: As of `Minter`; the book's where not given.
            words: Likewise.
        """
        book = self._book
        one = book.one.get(fold(plain))
        self._most = one.most if one is not None else 0
        owners, words = book.owners if owners is None else owners, book.words if words is None else words
        minter = Minter(
            self._key,
            taken=self._taken,
            means=self._means,
            owners=owners,
            words=words,
            people=book.people,
            named=self._named,
            turns=True,
        )
        inside = self._within(plain)
        if inside:
            minter.avoid(inside)
        return minter

    def _within(self, plain: str) -> dict[str, Finding]:
        """Other values that stand inside of a text: a surrogate may not leave one as it is."""
        low = fold(plain)
        if self.values is None or len(low) < 4:
            return {}
        found = {low[start:end] for start, end, _ in self.values.find_overlapping(low)}
        return {value: self._book.values[value].finding() for value in sorted(found) if value != low}

    def _taken(self, candidate: str) -> bool:
        if self._most and candidate.isdigit() and int(candidate) > self._most:
            return True
        return candidate in self._book.values or self._company(candidate)
