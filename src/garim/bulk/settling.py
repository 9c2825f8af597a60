"""What was found anywhere → the book of the corpus: the same whoever found what first.

Every surrogate is minted once, in the order of a hash that nobody chose; where two originals meet on one, the first keeps it and
the other probes on, as in live traffic.
"""

from __future__ import annotations

from collections import UserDict
from collections.abc import Callable, Container, Iterable, Mapping
from hashlib import sha256

from garim.bulk.book import Book
from garim.bulk.mints import Mints
from garim.bulk.notes import Known, by_text
from garim.detect.carry import is_telling
from garim.families import person
from garim.surrogate import alike
from garim.surrogate.mint import Minter, held, owner_of
from garim.text.fold import fold
from garim.values import Entry, Finding

MOST_PEOPLE = 20_000
"""People whose accounts are known."""
COLUMN = 58
"""Rank from which a name is no guess: what all of a column is has it."""


def settle(
    known: Mapping[str, Known],
    key: bytes,
    taken: Callable[[str], bool],
    tell: Callable[[int], None],
    always: Container[str] = (),
    issued: Iterable[Entry] = (),
    names: Mapping[str, Mapping[alike.Place, Known]] | None = None,
    modules: Iterable[str] = (),
    styles: Mapping[str, str] | None = None,
    named: Callable[[str], str] = lambda word: "",
    left: Mapping[str, Known] | None = None,
) -> Book:
    """The book of what was found.

    Args:
        known: Text → what it was found as, over the whole corpus.
        key: The tenant's, or the run's own.
        taken: Whether a case-folded candidate is the company's own word.
        tell: Is told how many are settled.
        always: In lower case: what the second pass saw, and is hidden wherever it stands.
        issued: What the scope holds from before: its surrogates stay with their originals.
        names: As of `Notes`.
        modules: Words that files and folders are called by, in lower case.
        styles: Kind → style, as policy decided over the whole corpus: what it keeps is in no book.
        named: As of `Minter`: what the company's list says that a word spells.
        left: Text → as what it may stay.
    """
    book = Book(modules=frozenset(modules), styles=dict(styles or {}))
    stays = {kind for kind, style in book.styles.items() if style == "keep"}
    known = {plain: what for plain, what in known.items() if what.kind not in stays}
    book.names = {
        name: alike.apart({place: what for place, what in places.items() if what.kind not in stays})
        for name, places in (names or {}).items()
        if "_" in name or name in book.modules or (0, len(name)) not in places or len(places) > 1
    }
    texts = by_text(known)
    book.left = frozenset(low for low, what in by_text(left or {}).items() if _is_guess(texts.get(low), what))
    if book.left:
        known = {plain: what for plain, what in known.items() if fold(plain) not in book.left}
        texts = {low: what for low, what in texts.items() if low not in book.left}
    for low, what in texts.items():
        # A listed word that was meant once is meant everywhere: in one column it would else be hidden here and not there.
        if (what.carries or taken(low)) and is_telling(low) or low in always:
            book.values[low] = what
        if what.several or what.most:
            book.one[low] = what
    issued = tuple(issued)
    owners = {entry.surrogate.casefold(): owner_of(entry.family, entry.entity) for entry in issued}
    words = held(issued)
    book.people, parts = _accounts(known, key, taken, words)
    words.update(parts)
    _mint(book, known, Mints(book, key, taken, named=named), tell, owners, words)
    return book


def _is_guess(hidden: Known | None, left: Known) -> bool:
    """Whether a text that may stay (a product of the company's, for its own model) was nowhere more than guessed to be a name."""
    return hidden is not None and hidden.family == "person" and hidden.rank < COLUMN and hidden.rank <= left.rank


def _accounts(
    known: Mapping[str, Known], key: bytes, taken: Callable[[str], bool], words: dict[str, str]
) -> tuple[dict[str, str], Mapping[str, str]]:
    """Accounts of everybody whose full name stands in the corpus, so that a mail address is its owner's there too; and whose
    the parts of names are that they are made of."""
    names = {one.entity for one in known.values() if one.family == "person" and one.part in ("", "full")}
    names = {name for name in names if person.is_full(name)}
    if len(names) > MOST_PEOPLE:
        return {}, {}  # every short form is many people's
    minter = Minter(key, taken=taken, words=words)
    for name in sorted(names, key=_order):
        minter.know(name)
    return minter.accounts(), minter.coined_here()


def _order(plain: str) -> bytes:
    return sha256(plain.encode("utf-8", "surrogatepass")).digest()


def _mint(
    book: Book,
    known: Mapping[str, Known],
    mints: Mints,
    tell: Callable[[int], None],
    owners: dict[str, str],
    words: dict[str, str],
) -> None:
    """Mint every surrogate once, in an order that hangs on the originals alone, and note where two meet."""
    for number, plain in enumerate(sorted(known, key=_order)):
        if number % 1000 == 0:
            tell(number)
        finding = mints.settled(plain, known[plain].finding())
        owner = owner_of(finding.family, finding.entity)
        minter = mints.minter(finding, plain, {}, {})
        name = minter.surrogate(finding, plain)
        met = owners.get(name.casefold(), owner) != owner
        if met or any(words.get(word, of) != of for word, of in minter.coined_here().items()):
            book.met += 1
            name, minter = _again(book, mints, finding, plain, owners, words)
        owners.setdefault(name.casefold(), owner)
        for word, of in minter.coined_here().items():
            words.setdefault(word, of)


def _again(
    book: Book, mints: Mints, finding: Finding, plain: str, owners: dict[str, str], words: dict[str, str]
) -> tuple[str, Minter]:
    """A surrogate that nobody has, each that it met on the way noted: with those alone it is the same again."""
    asked, heard = _Asked(owners), _Asked(words)
    minter = mints.minter(finding, plain, asked, heard)
    name = minter.surrogate(finding, plain)
    owner, own = owner_of(finding.family, finding.entity), minter.coined_here()
    book.owners.update((low, owners[low]) for low in asked.met if owners[low] != owner)
    book.words.update((word, words[word]) for word in heard.met if own.get(word) != words[word])
    return name, minter


class _Asked(UserDict[str, str]):
    """A mapping that notes what of it was asked for."""

    def __init__(self, data: dict[str, str]) -> None:
        self.data, self.met = data, set[str]()

    def __contains__(self, key: object) -> bool:
        found = key in self.data
        if found:
            self.met.add(str(key))
        return found
