"""The corpus's one book: what was found anywhere is hidden everywhere, as one thing, with one surrogate that is its alone.

    Notes.learn(chunk, row)      what one worker found, in any order
    Book.of(notes, …)            settled over the whole corpus: the same book whoever found what first
    Writer(book, …).hide(chunk, row)

A surrogate is a function of the key and the original, so workers need no table of them. What the book holds is where that is
not enough: one identity for a text that was taken for two things, one owner for a surrogate that two originals meet on (the
first in the order of a hash that nobody chose keeps it, the other probes on, as in live traffic), and the values that carry.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, NamedTuple, Self

from daachorse import CharwiseDoubleArrayAhoCorasick as Automaton

from garim.bulk.fence import fenced
from garim.bulk.find import clip
from garim.bulk.values import NAMES, Chunk, Hidden, Row
from garim.detect.carry import FREE, again, carries, is_telling, occurrences
from garim.errors import Broken, Refused
from garim.families import family, person
from garim.policy.rules import Facts, Policy
from garim.surrogate import alike
from garim.surrogate.agree import turned
from garim.surrogate.mint import Minter, owner_of
from garim.text import views
from garim.text.fold import fold
from garim.text.overlap import resolve
from garim.text.views import View
from garim.values import Entry, Finding

ELSEWHERE = "found elsewhere in the corpus"
MOST_PEOPLE = 20_000
"""People whose accounts are known."""
COLUMN = 58
"""Rank from which a name is no guess: what all of a column is has it."""
KEPT = 100_000
"""Surrogates that a worker remembers."""
Put = tuple[int, int, str]
"""Start and end in a text, and what is put there."""


class Known(NamedTuple):
    """What a text was found as."""

    kind: str
    family: str
    entity: str
    part: str
    rank: int
    carries: bool
    most: int = 0
    """The greatest number that a column of whole numbers takes in its place; 0 for any."""
    several: bool = False
    """Whether it was taken for something else in other places."""

    def finding(self) -> Finding:
        """It, standing nowhere."""
        return Finding(0, 0, self.kind, self.family, self.entity, "", part=self.part, rank=self.rank)


def stronger(one: Known, other: Known) -> Known:
    """Which of two a text is: a listed or certain thing before a guess; something before somebody, as in live traffic; else the
    order of their fields, so that it is the same whoever found what first."""
    best = min(one, other, key=lambda k: (-k.rank, k.family != "stem", k.kind, k.family, k.entity, k.part))
    most = min(filter(None, (one.most, other.most)), default=0)
    several = one.several or other.several or _who(one) != _who(other)
    return best._replace(carries=one.carries or other.carries, most=most, several=several)


class Notes:
    """What was found in some part of a corpus: text → what it is, in any order of learning."""

    def __init__(self, known: Mapping[str, Known] | None = None) -> None:
        self.known: dict[str, Known] = dict(known or {})
        """Text as it stands → what it was found as."""
        self.names: dict[str, dict[tuple[int, int], Known]] = {}
        """Name in lower case → what is hidden in it, and where in it."""
        self.left: dict[str, Known] = {}
        """Text as it stands → as what it may stay."""

    def learn(self, text: str, row: Row, most: int = 0, names: bool = False) -> None:
        """Take in what was found in a text.

        Args:
            text: A chunk's.
            row: What was found in it.
            most: As of `Known`.
            names: Whether it is a list of files' names.
        """
        for plain, leaf in _said(text, row):
            self.add(plain, Known(leaf.kind, leaf.family, leaf.entity, leaf.part, leaf.rank, carries(leaf), most))
        for name, place, finding in alike.parts(text, row, alike.everywhere if names else alike.refers):
            self.add_part(name, place, Known(*finding[2:5], finding.part, finding.rank, False))

    def leave(self, text: str, row: Iterable[Finding]) -> None:
        """Take in what was found in a text and stays in it."""
        for plain, leaf in _said(text, row):
            _add(self.left, plain, Known(leaf.kind, leaf.family, leaf.entity, leaf.part, leaf.rank, False))

    def add(self, plain: str, known: Known) -> None:
        """One text."""
        _add(self.known, plain, known)

    def add_part(self, name: str, place: tuple[int, int], known: Known) -> None:
        """One part of a name."""
        places = self.names.setdefault(name, {})
        before = places.get(place)
        places[place] = known if before is None else stronger(before, known)

    def merge(self, other: Mapping[str, Known]) -> None:
        """What another worker learnt."""
        for plain, known in other.items():
            self.add(plain, known)

    def kept(self) -> tuple[dict[str, Known], list[tuple[str, int, int, Known]], dict[str, Known]]:
        """All of it in plain types, for `take`."""
        parts = [(name, *place, known) for name, places in self.names.items() for place, known in places.items()]
        return self.known, parts, self.left

    def take(self, kept: Sequence[Any]) -> None:
        """What another worker kept."""
        known, parts, left = kept
        self.merge({plain: Known(*one) for plain, one in known.items()})
        for name, start, end, one in parts:
            self.add_part(name, (start, end), Known(*one))
        for plain, one in left.items():
            _add(self.left, plain, Known(*one))


def _add(known: dict[str, Known], plain: str, one: Known) -> None:
    before = known.get(plain)
    known[plain] = one if before is None else stronger(before, one)


def _said(text: str, row: Iterable[Finding]) -> Iterator[tuple[str, Finding]]:
    """Each thing that was found in a text, and how it is written."""
    for finding in row:
        for leaf in _leaves(finding):
            yield leaf.plain or (text[leaf.start : leaf.end] if leaf is finding and not leaf.form else leaf.entity), leaf


def _by_text(known: Mapping[str, Known]) -> dict[str, Known]:
    """What each text is, in lower case."""
    out: dict[str, Known] = {}
    for plain, what in known.items():
        _add(out, fold(plain), what)
    return out


def _leaves(finding: Finding) -> Iterator[Finding]:
    if finding.inner:
        for inner in finding.inner:
            yield from _leaves(inner._replace(plain=inner.plain or finding.plain[inner.start : inner.end]))
    else:
        yield finding


@dataclass(slots=True)
class Book:
    """What was settled over a whole corpus. Confidential: kept sealed."""

    values: dict[str, Known] = field(default_factory=dict)
    """In lower case: what is hidden wherever it stands."""
    one: dict[str, Known] = field(default_factory=dict)
    """In lower case: what a text is that was taken for several things, or takes numbers up to a limit."""
    owners: dict[str, str] = field(default_factory=dict)
    """Surrogate that several originals met on → the one that has it."""
    words: dict[str, str] = field(default_factory=dict)
    """Coined word that several words met on → the one that has it."""
    names: dict[str, dict[tuple[int, int], Known]] = field(default_factory=dict)
    """Name in lower case → what is hidden in it wherever it is a name, of which nothing overlaps."""
    modules: frozenset[str] = frozenset()
    """Words that files and folders are called by: each is a name where code names it."""
    people: dict[str, str] = field(default_factory=dict)
    """What somebody of the corpus may be called in accounts and mail addresses → what stands for it."""
    left: frozenset[str] = frozenset()
    """In lower case: what may stay, and was only guessed to be somebody's name."""
    met: int = 0
    """Originals that had to probe on."""
    styles: dict[str, str] = field(default_factory=dict)
    """Kind → style, as policy decided over the whole corpus."""

    @classmethod
    def of(
        cls,
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
    ) -> Self:
        """Settle what was found.

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
        book = cls(modules=frozenset(modules), styles=dict(styles or {}))
        stays = {kind for kind, style in book.styles.items() if style == "keep"}
        known = {plain: what for plain, what in known.items() if what.kind not in stays}
        book.names = {
            name: alike.apart({place: what for place, what in places.items() if what.kind not in stays})
            for name, places in (names or {}).items()
            if "_" in name or name in book.modules or (0, len(name)) not in places or len(places) > 1
        }
        by_text = _by_text(known)
        book.left = frozenset(low for low, what in _by_text(left or {}).items() if _is_guess(by_text.get(low), what))
        if book.left:
            known = {plain: what for plain, what in known.items() if fold(plain) not in book.left}
            by_text = {low: what for low, what in by_text.items() if low not in book.left}
        for low, what in by_text.items():
            # A listed word that was meant once is meant everywhere: in one column it would else be hidden here and not there.
            if (what.carries or taken(low)) and is_telling(low) or low in always:
                book.values[low] = what
            if what.several or what.most:
                book.one[low] = what
        book.people = _accounts(known, key, taken)
        owners = {entry.surrogate.casefold(): owner_of(entry.family, entry.entity) for entry in issued}
        _settle(book, known, _Mint(book, key, taken, named=named), tell, owners)
        return book


def _is_guess(hidden: Known | None, left: Known) -> bool:
    """Whether a text that may stay (a product of the company's, for its own model) was nowhere more than guessed to be a name."""
    return hidden is not None and hidden.family == "person" and hidden.rank < COLUMN and hidden.rank <= left.rank


def decided(policy: Policy, known: Mapping[str, Known], training: bool) -> dict[str, str]:
    """Kind → style, as policy says over all that was found: its rules see the purpose `corpus`.

    Args:
        policy: The company's.
        known: Text → what it was found as.
        training: Whether it stays in the house: what may not leave may stay.

    Raises:
        Refused: It may not leave. Nothing was written.
    """
    counts = Counter(one.kind for one in known.values())
    decision = policy.decide(counts, Facts(purpose="corpus"), frozenset(counts))
    if decision.refuse and not training:
        raise Refused(f"policy: {decision.decided}: {decision.refuse}", hint="nothing was written")
    return dict(decision.styles)


def _accounts(known: Mapping[str, Known], key: bytes, taken: Callable[[str], bool]) -> dict[str, str]:
    """Accounts of everybody whose full name stands in the corpus, so that a mail address is its owner's there too."""
    names = {one.entity for one in known.values() if one.family == "person" and one.part in ("", "full")}
    names = {name for name in names if person.is_full(name)}
    if len(names) > MOST_PEOPLE:
        return {}  # every short form is many people's
    minter = Minter(key, taken=taken)
    for name in sorted(names, key=_order):
        minter.know(name)
    return minter.accounts()


def _who(known: Known) -> tuple[str, str, str]:
    return known.family, known.entity, known.part


def _order(plain: str) -> bytes:
    return sha256(plain.encode("utf-8", "surrogatepass")).digest()


def _settle(
    book: Book,
    known: Mapping[str, Known],
    mint: _Mint,
    tell: Callable[[int], None],
    owners: dict[str, str],
) -> None:
    """Mint every surrogate once, in an order that hangs on the originals alone, and note where two meet."""
    words: dict[str, str] = {}
    for number, plain in enumerate(sorted(known, key=_order)):
        if number % 1000 == 0:
            tell(number)
        finding = mint.settled(plain, known[plain].finding())
        owner = owner_of(finding.family, finding.entity)
        minter = mint.minter(finding, plain, alone=True)
        name = minter.surrogate(finding, plain)
        met = [low for low in (name.casefold(),) if owners.get(low, owner) != owner]
        coined = {word: of for word, of in minter.coined_here().items() if words.get(word, of) != of}
        if met or coined:
            book.met += 1
            book.owners.update((low, owners[low]) for low in met)
            book.words.update((word, words[word]) for word in coined)
            name, minter = _again(book, mint, finding, plain, owners, words)
        owners.setdefault(name.casefold(), owner)
        for word, of in minter.coined_here().items():
            words.setdefault(word, of)


def _again(
    book: Book, mint: _Mint, finding: Finding, plain: str, owners: Mapping[str, str], words: Mapping[str, str]
) -> tuple[str, Minter]:
    """A surrogate that nobody has, each that it met on the way noted."""
    owner = owner_of(finding.family, finding.entity)
    for _ in range(1000):
        minter = mint.minter(finding, plain)
        name = minter.surrogate(finding, plain)
        low = name.casefold()
        coined = {word for word, of in minter.coined_here().items() if words.get(word, of) != of}
        if owners.get(low, owner) == owner and not coined:
            return name, minter
        if owners.get(low, owner) != owner:
            book.owners[low] = owners[low]
        book.words.update((word, words[word]) for word in coined)
    raise Broken(f"no free surrogate left in family {finding.family}", hint="use style tag for it: [screen] styles")


class _Mint:
    """From a finding to its surrogate: a function of the key and the book, whatever was minted before."""

    def __init__(
        self,
        book: Book,
        key: bytes,
        taken: Callable[[str], bool],
        means: Mapping[str, str] | None = None,
        named: Callable[[str], str] = lambda word: "",
    ) -> None:
        self._book, self._key, self._company, self._means, self._named = book, key, taken, means or {}, named
        self._most = 0
        self._inside = Automaton(list(book.values)) if book.values else None

    def settled(self, plain: str, finding: Finding) -> Finding:
        """The finding as the one thing that its text is in this corpus."""
        one = self._book.one.get(fold(plain))
        if one is None or finding.inner:
            return finding
        return finding._replace(kind=one.kind, family=one.family, entity=one.entity, part=one.part)

    def minter(self, finding: Finding, plain: str, alone: bool = False) -> Minter:
        """A minter that has issued nothing; `alone`: as if nothing else were in the corpus."""
        book = self._book
        one = book.one.get(fold(plain))
        self._most = one.most if one is not None else 0
        owners, words = (None, None) if alone else (book.owners, book.words)
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
        if self._inside is None or len(low) < 4:
            return {}
        found = {low[start:end] for start, end, _ in self._inside.find_overlapping(low)}
        return {value: self._book.values[value].finding() for value in sorted(found) if value != low}

    def _taken(self, candidate: str) -> bool:
        if self._most and candidate.isdigit() and int(candidate) > self._most:
            return True
        return candidate in self._book.values or self._company(candidate)


class Writer:
    """What a worker hides with."""

    def __init__(
        self,
        book: Book,
        key: bytes,
        *,
        taken: Callable[[str], bool] = lambda candidate: False,
        means: Mapping[str, str] | None = None,
        style: str = "natural",
        styles: Mapping[str, str] | None = None,
        named: Callable[[str], str] = lambda word: "",
    ) -> None:
        """
        Args:
            book: Of the whole corpus.
            key: As the book was settled with.
            taken: As the book was settled with.
            means: Entity → what it is in general terms, for style general.
            style: natural | tag | general | drop, where `styles` and the book say no other.
            styles: Kind → style, by the settings.
            named: As the book was settled with.
        """
        self._book, self._style = book, style
        self._styles = {**(styles or {}), **book.styles}
        self._stays = frozenset(kind for kind, one in self._styles.items() if one == "keep")
        self._mint = _Mint(book, key, taken, means, named)
        self._values = self._mint._inside
        self._names = {
            name: tuple((place, known.finding()) for place, known in places.items())
            for name, places in book.names.items()
            if places
        }
        self._done: dict[tuple[str, str, str, str, str], tuple[str, Entry | None]] = {}
        self.entries: dict[str, Entry] = {}
        """What was written since this was last emptied, by surrogate."""

    def hide(self, chunk: Chunk, row: Row, measures: Container[str] = ()) -> tuple[Hidden, Row]:
        """A chunk with surrogates, and what was hidden in it.

        Args:
            chunk: Of any part of the corpus.
            row: What was found in it.
            measures: Columns whose numbers equal an id by chance.

        Raises:
            Broken: No free surrogate. Nothing was written.
        """
        text = chunk.text
        if self._book.names:
            alone = alike.everywhere if chunk.escape == NAMES else self._refers
            row = alike.alike(text, row, self._parts, alone)
            row = tuple(clip(list(row), chunk)) if chunk.cells else row
        if self._book.left:
            row = tuple(one for one in row if not self._stays_too(one, text))
        more = self._more(text, row)
        if more and measures:
            starts = [cell.start for cell in chunk.cells]
            more = [finding for finding in more if not _by_chance(finding, chunk, starts, measures)]
        if more:
            row = resolve((*row, *(clip(more, chunk) if chunk.cells else more)), text)
        if self._stays:
            plain = (one.plain or text[one.start : one.end] for one in row)
            row = tuple(
                one for one, said in zip(row, plain, strict=True) if self._mint.settled(said, one).kind not in self._stays
            )
        if not row:
            return Hidden(text, tuple(text[cell.start : cell.end] for cell in chunk.cells)), row
        puts = self._puts(chunk, row)
        cells = _cells(chunk, puts)
        if not chunk.escape or not cells:
            return Hidden(_put(text, 0, len(text), puts), cells), row
        return _fenced(chunk, cells), row

    def _puts(self, chunk: Chunk, row: Row) -> list[Put]:
        """What is put where: surrogates, and behind them Korean particles that agree with them, as in live traffic."""
        text, out = chunk.text, list[Put]()
        korean = not text.isascii()
        for nth, finding in enumerate(row):
            start, end = finding.start, finding.end
            name = self._name(finding, raw := text[start:end])
            out.append((start, end, self._fitting(chunk, finding, name, raw) if chunk.escape else name))
            if korean and not finding.form and (self._styles.get(finding.kind) or self._style) == "natural":
                begin, stop, other = turned(text, end, raw, name)
                if other and stop <= self._until(chunk, row, nth):
                    out.append((begin, stop, other))
        return out

    @staticmethod
    def _until(chunk: Chunk, row: Row, nth: int) -> int:
        """How far what stands behind a finding may be changed: to the next one, within its cell."""
        until = row[nth + 1].start if nth + 1 < len(row) else len(chunk.text)
        if not chunk.cells:
            return until
        at = bisect_right(chunk.cells, row[nth].start, key=lambda cell: cell.start) - 1
        return min(until, chunk.cells[at].end)

    def _stays_too(self, finding: Finding, text: str) -> bool:
        """Whether it was guessed to be a name here, and may stay as what it is."""
        return finding.family == "person" and fold(finding.plain or text[finding.start : finding.end]) in self._book.left

    def _fitting(self, chunk: Chunk, finding: Finding, name: str, raw: str) -> str:
        """A surrogate as it may stand in a quoted value; what stands there is what comes back."""
        at = bisect_right(chunk.cells, finding.start, key=lambda cell: cell.start) - 1
        before = chunk.text[chunk.cells[at].start - 1 : chunk.cells[at].start] if at >= 0 else ""
        if before not in ('"', "'"):
            return name
        written = fenced(chunk.escape, name, before)
        if written != name:
            self.entries.pop(name, None)
            self.entries[written] = Entry(written, raw, "carrier", finding.entity)
        return written

    def _more(self, text: str, row: Row) -> list[Finding]:
        """What was found anywhere in the corpus and stands here, where no finding covers it."""
        view = View(text)
        spans = [(finding.start, finding.end) for finding in row]
        starts = [start for start, _ in spans]
        out: list[Finding] = []
        for value in self._standing(view, starts, spans):
            for place in occurrences(value, view):
                # Among thousands of values two lines' words meet by chance: the end of one and `re` of `return` in the next.
                chance = "wrapped" in place.form and (len(value) < FREE or value.isalpha())
                if not chance and not _covered(starts, spans, place.start, place.end):
                    out.append(again(self._book.values[value].finding(), place, value)._replace(why=ELSEWHERE))
        return out

    def _refers(self, text: str, start: int, end: int) -> bool:
        """Whether a single word names a file or folder of the corpus."""
        return text[start:end].lower() in self._book.modules and alike.refers(text, start, end)

    def _parts(self, name: str) -> Iterable[tuple[alike.Place, Finding]]:
        """What is hidden in a name: asked of every word of the corpus, so it is made ready once."""
        return self._names.get(name, ())

    def _standing(self, view: View, starts: Sequence[int], spans: Sequence[tuple[int, int]]) -> Iterable[str]:
        """Values that stand somewhere in a text where no span covers them, on word boundaries or not."""
        if self._values is None:
            return ()
        find = self._values.find_overlapping
        standing: dict[str, None] = {}
        low, at = view.lowered, 0
        for start, end, _ in find(low):
            while at < len(spans) and spans[at][1] < end:
                at += 1
            if at == len(spans) or spans[at][0] > start:
                standing[low[start:end]] = None
        for other in view.others:
            for start, end, _ in find(other.lowered):
                back = other.back(start, end)
                # What stands in another view as it stands in the text was seen in the text.
                if back is not None and back[2] and not _covered(starts, spans, back[0], back[1]):
                    standing[other.lowered[start:end]] = None
        for _, inner in view.blob_views:
            standing |= dict.fromkeys(inner.everything[start:end] for start, end, _ in find(inner.everything))
        return standing

    def _name(self, finding: Finding, raw: str) -> str:
        """What stands in for a finding, in the disguise of its original."""
        style = self._styles.get(finding.kind) or self._style
        if style == "keep":
            return raw
        if not finding.form:
            return self._surrogate(finding, raw, style)
        if finding.inner:
            plain, at = finding.plain, 0
            pieces: list[str] = []
            for inner in finding.inner:
                pieces += (plain[at : inner.start], self._name(inner, plain[inner.start : inner.end]))
                at = inner.end
            name = "".join((*pieces, plain[at:]))
        else:
            name = self._surrogate(finding, finding.plain, style)
        written = views.encode(finding.form, name, raw)
        if style in ("natural", "tag"):
            self.entries[written] = Entry(written, raw, "carrier", finding.entity)
        return written

    def _surrogate(self, finding: Finding, plain: str, style: str) -> str:
        finding = self._mint.settled(plain, finding)
        key = (finding.family, finding.entity, plain, finding.part, style)
        done = self._done.get(key)
        if done is None:
            family(finding.family)
            minter = self._mint.minter(finding, plain)
            name = minter.surrogate(finding, plain, style)
            if len(self._done) >= KEPT:
                self._done.clear()
            done = self._done[key] = (name, minter.entry(name))
        if done[1] is not None:
            self.entries[done[0]] = done[1]
        return done[0]


def _covered(starts: Sequence[int], spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a span lies in one of others, which are in order."""
    at = bisect_right(starts, start) - 1
    return at >= 0 and end <= spans[at][1]


def _by_chance(finding: Finding, chunk: Chunk, cells: Sequence[int], measures: Container[str]) -> bool:
    """Whether a number stands in a column of amounts."""
    at = bisect_right(cells, finding.start) - 1
    return at >= 0 and chunk.cells[at].column in measures and chunk.text[finding.start : finding.end].isdigit()


def _fenced(chunk: Chunk, cells: Sequence[str]) -> Hidden:
    """A chunk whose values are written so that what holds them stays whole."""
    text, at = chunk.text, 0
    out: list[str] = []
    pieces: list[str] = []
    for cell, new in zip(chunk.cells, cells, strict=True):
        before = text[cell.start : cell.end]
        fit = new if new == before else fenced(chunk.escape, new, text[cell.start - 1 : cell.start])
        out.append(fit)
        pieces += (text[at : cell.start], fit)
        at = cell.end
    pieces.append(text[at:])
    return Hidden("".join(pieces), tuple(out))


def _put(text: str, start: int, end: int, puts: Iterable[Put]) -> str:
    """A span of a text with what is put into it."""
    said: list[str] = []
    for first, last, new in puts:
        said += (text[start:first], new)
        start = last
    return "".join((*said, text[start:end]))


def _cells(chunk: Chunk, puts: Sequence[Put]) -> tuple[str, ...]:
    """What each cell became: what is put somewhere lies within a cell."""
    out: list[str] = []
    at = 0
    for cell in chunk.cells:
        while at < len(puts) and puts[at][1] <= cell.start:
            at += 1
        first = at
        while at < len(puts) and puts[at][0] < cell.end:
            at += 1
        out.append(_put(chunk.text, cell.start, cell.end, puts[first:at]))
    return tuple(out)
