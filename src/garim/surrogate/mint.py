"""From a key and an original to a surrogate: deterministic, and needing no table that outlives the request.

- Same key, same original: same surrogate, on any replica. HMAC-SHA-256(key, family ‖ canonical ‖ attempt) picks from
  the family's space; attempt 0 is nearly always free.
- `taken` and what this Minter has issued make it probe on: the first that appeared keeps a surrogate.
- One surrogate text stands for one original text, to the byte; one surrogate in any case stands for one entity.
"""

from __future__ import annotations

import hmac
from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from functools import lru_cache
from itertools import islice

import garim.lang as lang
from garim.errors import Broken
from garim.families import Dice, family, person
from garim.families._japanese import katakana
from garim.families._spelled import TOKEN
from garim.families.stem import keys_of
from garim.surrogate import general, likeness
from garim.surrogate.agree import TURNED
from garim.text import coin
from garim.text.coin import Coined
from garim.text.hangul import final_class, has_hangul, romanise, starts_with_vowel
from garim.text.romanise import spellings
from garim.text.words import split
from garim.values import Entry, Finding

ATTEMPTS = 256
DEPTH = 8
"""Values inside one original that get stand-ins of their own."""
DRY = 64
"""Attempts that gave what an earlier one gave: a space that small holds nothing that is free."""
SHARED_ATTEMPTS = 8
"""Attempts in which a surrogate is looked for that has nothing in common with its original."""
CROWDED = 16
"""Attempts after which coined words grow by a letter: there are more long ones than short ones."""
RECALLED = 16
"""Attempts that are looked through for the word in an entry; one of another key would be sought in vain."""
COINED = frozenset(("ticket", "domain", "email"))
"""Families whose surrogates hold coined words beside what is generic."""
AGAIN = "found earlier in the scope"
_GROWING = frozenset(
    (
        "_entries", "_done", "_original", "_owner", "_words", "_coined", "_names", "_owning", "_avoided", "_begins", "_people",
    )
)  # fmt: skip
_TAG = "abcdefghijkmnpqrstuvwxyz23456789"

_GIVEN = frozenset(lang.words("given_names", "ko"))


@lru_cache(maxsize=16384)
def _number(key: bytes, family: str, canonical: str, attempt: int) -> int:
    return int.from_bytes(hmac.digest(key, f"{family}\0{canonical}\0{attempt}".encode("utf-8", "surrogatepass"), "sha256"))


@lru_cache(maxsize=16384)
def _candidate(key: bytes, canonical: str, attempt: int) -> Coined | None:
    """The word an attempt gives; None where it is a word that people use, or what somebody is called."""
    shape = coin.shape_of(canonical.partition("\0")[2] or canonical, more=attempt // CROWDED)
    word = coin.spell(_number.__wrapped__(key, "stem", canonical, attempt), shape)
    return word if coin.usable(word) and word.hangul not in _GIVEN else None


@lru_cache(maxsize=16384)
def _sound(canonical: str) -> str:
    """What a word is coined from: how it sounds, so that 한별 and hanbyeol.internal get one coined word."""
    if not has_hangul(canonical):
        return canonical
    sound = romanise(canonical)
    # A few finals (닳, 여덟) are spelled with other sounds than they are read: particles follow the reading.
    alike = final_class(sound) == final_class(canonical) and starts_with_vowel(sound) == starts_with_vowel(canonical)
    return sound if alike else canonical


def _claim(name: str, form: str) -> str:
    """Under which it is kept whose a part of a name is: a short one is a surname's and a given name's too."""
    return f"\0{name.partition(chr(0))[0] if person.is_short(form) else ''}\0{form.casefold()}"


def held(entries: Iterable[Entry]) -> dict[str, str]:
    """Whose the parts of people's names are that stand in earlier entries, as in `Minter.coined_here`; the first keeps it."""
    people = (entry for entry in entries if entry.family == "person")
    out: dict[str, str] = {}
    for name, form in (pair for entry in people for pair in person.held(entry)):
        out.setdefault(_claim(name, form), name)
    return out


def owner_of(family: str, entity: str) -> str:
    """Under which a surrogate's owner is kept."""
    return f"{family}\0{entity}"


class _Drawing:
    """The port that a family mints through; see port.Draw."""

    __slots__ = ("_family", "_minter", "attempt")

    def __init__(self, minter: Minter, family: str, attempt: int) -> None:
        self._minter, self._family, self.attempt = minter, family, attempt

    def number(self, canonical: str) -> int:
        return _number(self._minter._key, self._family, canonical, self.attempt)

    def dice(self, canonical: str) -> Dice:
        return Dice(_number(self._minter._key, self._family, canonical, self.attempt))

    def word(self, canonical: str) -> Coined:
        # A second spelling of the same thing collided as a whole: its words must differ too.
        again = f"{self.attempt}\0" if self.attempt else ""
        words = [self._minter._word(again + key) for key in self._minter._keys(canonical)]
        return words[0] if len(words) == 1 else Coined("".join(w.latin for w in words), "".join(w.hangul for w in words))

    def known(self, word: str) -> Coined | None:
        return self.word(word) if self._minter._named(word) else None

    def own(self, name: str, candidates: Iterable[tuple[str, ...]], among: str = "") -> tuple[str, ...]:
        # A second spelling of the same thing collided as a whole: its parts must differ too.
        return self._minter._own(f"{name}\0{self.attempt}" if self.attempt else name, candidates, among)

    def part(self, family: str, entity: str) -> str:
        return self._minter._issue(Finding(0, 0, family, family, entity, ""), entity)

    def named(self, word: str) -> str:
        return self._minter._people.get(word, "") if not self.attempt else ""


class Minter:
    """Mints the surrogates of one exchange, and remembers what it issued."""

    def __init__(
        self,
        key: bytes,
        *,
        taken: Callable[[str], bool] = lambda candidate: False,
        issued: Iterable[Entry] = (),
        means: Mapping[str, str] | None = None,
        owners: MutableMapping[str, str] | None = None,
        words: MutableMapping[str, str] | None = None,
        people: dict[str, str] | None = None,
        called: Callable[[str], bool] | None = None,
        named: Callable[[str], str] = lambda word: "",
        turns: bool = False,
    ) -> None:
        """
        Args:
            key: The tenant's secret, 16 bytes or more; another key gives other surrogates.
            taken: Tells of a case-folded candidate whether it stands in the request, the lexicon or an allow list.
            issued: Surrogates of earlier exchanges in this scope; they keep their originals.
            means: Entity → what it is in general terms ("mobile banking app"), for style general.
            owners: Case-folded surrogate → `owner_of` the one original that may have it, whatever is issued here.
            words: Coined word, or part of a name, as of `coined_here` → the original that alone has it.
            people: As of `accounts`, of another minter.
            called: Whether somebody in the request is called by a Hangul surname and a title: no stand-in gets that one.
            named: Case-folded word → the entity of the company's that it spells, "" for none: `NOUL` of a ticket is 너울.
            turns: Whether Korean particles behind what is issued are turned: entries say so, for the way back.
        """
        self._key, self._taken, self._means = key, taken, means or {}
        self._called, self._named = called, named
        self._turned = TURNED if turns else ""
        self._entries: dict[str, Entry] = {}
        self._done: dict[tuple[str, str, str, str, str], str] = {}
        self._original: dict[str, str] = {}
        self._owner: MutableMapping[str, str] = ChainMap({}, owners) if owners else {}
        self._words: dict[str, Coined] = {}
        self._coined: MutableMapping[str, str] = ChainMap({}, words) if words else {}
        self._names: dict[tuple[str, str], tuple[str, ...]] = {}
        self._owning: set[str] = set()
        """Parts of names that have something that stands for them alone."""
        self._avoided: dict[str, Finding] = {}
        self._begins: dict[str, tuple[int, ...]] = {}
        """Two characters → how long the values are that begin with them, the longest first."""
        self._people: dict[str, str] = people if people is not None else {}
        for entry in issued:
            self._honour(entry)

    def fork(
        self,
        taken: Callable[[str], bool],
        called: Callable[[str], bool] | None = None,
        named: Callable[[str], str] = lambda word: "",
    ) -> Minter:
        """A minter that has issued the same, to go on with; what it issues from now on, this one does not know.

        Args:
            taken: Its own, as of the constructor.
            called: Its own too.
            named: Its own too.
        """
        twin = Minter.__new__(Minter)
        for name, value in vars(self).items():
            setattr(twin, name, value.copy() if name in _GROWING else value)
        twin._taken, twin._called, twin._named = taken, called, named
        return twin

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What was issued and can come back, in order of appearance, entries given at the start first."""
        return tuple(self._entries.values())

    def entry(self, surrogate: str) -> Entry | None:
        """What a surrogate was issued for; None where it was not."""
        return self._entries.get(surrogate)

    def issued_since(self, count: int) -> list[Entry]:
        """What was issued after the first so many entries."""
        return list(islice(self._entries.values(), count, None)) if count < len(self._entries) else []

    def coined(self) -> Iterable[str]:
        """The coined words of all that was issued, in both scripts."""
        return (word for word in self._coined if word[0] != "\0")

    def coined_here(self) -> Mapping[str, str]:
        """Coined word, or part of a name → the original that it stands for, of what was issued here."""
        return self._coined.maps[0] if isinstance(self._coined, ChainMap) else self._coined

    def know(self, name: str) -> Iterable[str]:
        """Take in that a person is in this scope, so that accounts and mail addresses follow the name.

        Args:
            name: In full.

        Returns: What the person may be called in accounts, in lower case.
        """
        given, families = person.latin_of(name)
        finding = Finding(0, 0, "person", "person", name, "")
        stand_in = self._issue(finding, f"{given} {families[0]}") if given.isascii() and families[0].isascii() else ""
        met = []
        for account, new in person.handles(name, stand_in) if stand_in else ():
            self._people.setdefault(account, new)
            met.append(account)
        return met

    def accounts(self) -> dict[str, str]:
        """What people who are known may be called in accounts, in lower case → what stands for it."""
        return self._people.copy()

    def avoid(self, values: Mapping[str, Finding]) -> None:
        """Keep originals out of what is minted from now on, wherever a family would leave them as they are.

        Args:
            values: In lower case, each with what it was found as.
        """
        for value, finding in values.items():
            if value not in self._avoided and len(value) > 1:
                self._avoided[value] = finding
                sizes = self._begins.get(value[:2], ())
                if len(value) not in sizes:
                    self._begins[value[:2]] = tuple(sorted((*sizes, len(value)), reverse=True))

    def surrogate(self, finding: Finding, surface: str, style: str = "natural") -> str:
        """What stands in for one span; the same for the same original.

        Args:
            finding: What the span is; its `entity` and `family` choose the surrogate.
            surface: The span's text, undisguised: what the surrogate will be restored to, byte for byte.
            style: natural; tag, a label with an unguessable suffix; general, the plain word for it; drop, removed for good.
                general and drop are one way: they are in no entry. `tag_name` and `drop_name` are safe in identifiers.

        Raises:
            Broken: Every attempt collided, or the family has no file. Nothing was issued.
        """
        if style == "natural":
            text = self._done.get((finding.family, finding.entity, surface, finding.part, "")) or self._issue(finding, surface)
            if text in self._entries:
                return text
        elif style.startswith("tag"):
            text = self._issue(finding, surface, "name" if style == "tag_name" or _is_name(finding, surface) else "tag")
        elif style == "general":
            return general.general(finding, surface, self._means.get(finding.entity, ""))
        else:
            return general.removed(surface, name=style == "drop_name" or _is_name(finding, surface))
        if text not in self._entries:
            self._entries[text] = Entry(text, surface, finding.family, finding.entity, _found(finding) + self._turned)
        return text

    def _issue(self, finding: Finding, surface: str, tag: str = "") -> str:
        """Mint, probing on until the text is free, and keep it for its original."""
        seen = (finding.family, finding.entity, surface, finding.part, tag)
        if seen in self._done:
            return self._done[seen]
        known = family(finding.family)
        owner = owner_of(finding.family, finding.entity)
        tried: set[str] = set()
        for attempt in range(2 * ATTEMPTS):
            draw = _Drawing(self, finding.family, attempt)
            if not tag and attempt >= min(ATTEMPTS, len(tried) + DRY):
                tag = "name" if _is_name(finding, surface) else "tag"  # a small space ran dry: 10.64.0.0/10 has three others
            if tag:
                text = _tag(draw, finding, tag == "name")
            else:
                text = self._without(known.mint(draw, finding, surface), draw, finding, surface)
                tried.add(text)
                if attempt < SHARED_ATTEMPTS and likeness.shared(finding.family, text, surface) >= likeness.MOST:
                    continue
            if not self._free(text, surface, owner):
                continue
            if any(self._taken(piece.casefold()) for piece in ((text.strip("[]"),) if tag else known.pieces(text))):
                continue  # it would be restored alone: a tag without its brackets, a number in other groups
            self._original[text] = surface
            self._owner.setdefault(text.casefold(), owner)
            self._done[seen] = text
            return text
        raise Broken(f"no free surrogate left in family {finding.family}", hint="shorten the conversation or use style tag")

    def _without(self, text: str, draw: _Drawing, finding: Finding, surface: str, depth: int = 0) -> str:
        """A minted text in which nothing is left of its original: neither another value that stood in it nor its digits."""
        own = surface.casefold()
        for at, value in self._hidden_in(text) if depth < DEPTH else ():
            if len(value) < len(own) and value in own and _alone(text, at, at + len(value)):
                stand_in = self._issue(self._avoided[value], text[at : at + len(value)])
                return self._without(text[:at] + stand_in + text[at + len(value) :], draw, finding, surface, depth + 1)
        return likeness.other_digits(finding.family, text, surface, draw.dice)

    def _hidden_in(self, text: str) -> Iterator[tuple[int, str]]:
        """Hidden values that stand in a text that is about to be issued, and where."""
        low = text.casefold()
        if len(low) == len(text) and self._begins:
            for at in range(len(low) - 1):
                for size in self._begins.get(low[at : at + 2], ()):
                    if low[at : at + size] in self._avoided:
                        yield at, low[at : at + size]

    def _free(self, text: str, surface: str, owner: str) -> bool:
        known = self._original.get(text)
        if known is not None:
            return known == surface
        folded = text.casefold()
        if folded == surface.casefold() or self._owner.get(folded, owner) != owner:
            return False
        if any(len(value) >= likeness.MOST for _, value in self._hidden_in(text)):
            return False
        return not self._taken(folded)

    def _own(self, name: str, candidates: Iterable[tuple[str, ...]], among: str) -> tuple[str, ...]:
        """The first candidate that stands for no other part of a name; the first at all where there is none."""
        known = self._names.get((name, among))
        if known is not None:
            return known
        free: tuple[str, ...] | None = None
        shared: tuple[str, ...] | None = None
        for one in candidates:
            owners = {self._coined.get(_claim(name, form)) for form in one}
            if name in owners and owners <= {name, None}:
                free = one  # as it left earlier in the scope
                break
            if owners != {None}:
                shared = shared or one
            elif free is None and not any(map(self._stands, one)):
                free = one
                if name not in self._owning:
                    break
            last = one
        if free is not None:
            self._owning.add(name)
            self._coined.update((_claim(name, form), name) for form in free)
        self._names[name, among] = new = free or shared or last
        return new

    def _stands(self, form: str) -> bool:
        """Whether a part of a name, which would be restored alone, stands in the request."""
        if person.is_short(form):
            return self._called is not None and self._called(form)
        return self._taken(form.casefold())

    def _keys(self, word: str) -> tuple[str, ...]:
        """The canonical words that a word is coined from: those of what it spells, but what was coined before stays."""
        entity = self._named(word) if _sound(word) not in self._words else ""
        return keys_of(entity, word) if entity else (word,)

    def _spelled(self, hangul: str) -> Coined | None:
        """The coined word that a Hangul word has because a Latin spelling of it was met before; None where none was."""
        for spelled in spellings(hangul) if self._words and has_hangul(hangul) else ():
            word = self._words.get(spelled)
            if word is not None and final_class(word.hangul) == final_class(hangul):
                return word
        return None

    def _word(self, canonical: str) -> Coined:
        """The coined word of an original word, probing on where another original of this exchange has it."""
        hangul, canonical = canonical, _sound(canonical)
        word = self._words.get(canonical)
        if word is None:
            word = self._spelled(hangul)
            if word is not None:
                self._words[canonical] = word
        if word is None:
            for attempt in range(ATTEMPTS):
                word = _candidate(self._key, canonical, attempt)
                if word and self._word_free(word, canonical):
                    break
            else:
                raise Broken("no free coined word left", hint="shorten the conversation or use style tag")
            self._keep(canonical, word)
        return word

    def _word_free(self, word: Coined, canonical: str) -> bool:
        return not (
            self._coined.get(word.latin, canonical) != canonical
            or self._coined.get(word.hangul, canonical) != canonical
            or self._taken(word.latin)
            or self._taken(word.hangul)
        )

    def _keep(self, canonical: str, word: Coined) -> None:
        self._words[canonical] = word
        self._coined[word.latin] = self._coined[word.hangul] = canonical

    def _honour(self, entry: Entry) -> None:
        """Keep an earlier entry, and the coined words in it for the words they stand for."""
        self._entries[entry.surrogate] = entry
        self._original[entry.surrogate] = entry.original
        self._owner[entry.surrogate.casefold()] = owner_of(entry.family, entry.entity)
        for part in ("", "full", "given", "family", "nick", "initials") if entry.family == "person" else ("",):
            self._done.setdefault((entry.family, entry.entity, entry.original, part, ""), entry.surrogate)
        if entry.family == "person":
            for claim, name in held((entry,)).items():
                self._owning.add(name)
                self._coined.setdefault(claim, name)
        elif entry.family == "stem":
            for canonical in keys_of(entry.entity, entry.original):
                self._recall(canonical, {word.lower() for word in split(entry.surrogate)[0]})
        elif entry.family in COINED:
            olds, news = TOKEN.findall(entry.original), TOKEN.findall(entry.surrogate)
            for old, new in zip(olds, news, strict=True) if len(olds) == len(news) else ():
                if old.casefold() != new.casefold():
                    self._recall(old.casefold(), {new.casefold()})

    def _recall(self, word: str, written: set[str]) -> None:
        """Keep the coined word that stands for a word in an earlier entry, whichever spelling it was coined from."""
        for canonical in dict.fromkeys(map(_sound, (word, *self._keys(word)))):
            for attempt in range(RECALLED if canonical not in self._words else 0):
                coined = _candidate(self._key, canonical, attempt)
                if coined and not written.isdisjoint((coined.latin, coined.hangul, katakana(coined.latin))):
                    self._keep(canonical, coined)
                    self._words[_sound(word)] = coined
                    return


def _alone(text: str, start: int, end: int) -> bool:
    """Whether a span is no part of a longer word."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() and text[start].isalnum()) and not (after.isalnum() and text[end - 1].isalnum())


def _is_name(finding: Finding, surface: str) -> bool:
    """Whether the span may be a piece of an identifier, where brackets would break it."""
    return finding.family == "stem" and surface.isascii()


def _found(finding: Finding) -> str:
    return f"{finding.kind} {finding.part or '-'} {finding.rank}"


def found_as(entry: Entry) -> Finding | None:
    """An earlier entry's original as it was found, standing alone; None where the entry does not say it."""
    kind, _, rest = entry.found.partition(" ")
    part, _, rank = rest.removesuffix(TURNED).partition(" ")
    if not rank.isdigit():
        return None
    part = "" if part == "-" else part
    return Finding(0, len(entry.original), kind, entry.family, entry.entity, AGAIN, part=part, rank=int(rank))


def _tag(draw: _Drawing, finding: Finding, name: bool) -> str:
    dice = draw.dice(f"tag\0{finding.entity}\0{finding.part}")
    label = f"{finding.kind.split('.')[0].upper()}_{''.join(dice.pick(_TAG) for _ in range(4))}"
    return label if name else f"[{label}]"
