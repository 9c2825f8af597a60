"""A person's records in the store: each a document of the history, with the versions before it.

    room "record"    id → the record as it is now; its version counts up
    room "earlier"   id/number → a version that was replaced, part of its record
    room "begun"     id → its kind and its time, so that a record that is gone or damaged can be told of

Everything belongs to one owner, whose name is part of where it lies: nobody else's call reaches it. What a change
replaces is put under `earlier` first, so a crash in between loses nothing. The audit hears what was done, never a word.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from secrets import token_hex
from typing import NamedTuple

import msgspec

from garim.errors import BadInput, VaultFailed
from garim.records.templates import BUILT_IN
from garim.store import Store
from garim.store.history import ANY, EVER, NEW, Document
from garim.values import Event

RECORD, EARLIER, BEGUN = "record", "earlier", "begun"
TEMPLATE = "template"
"""Kind of a record that is a template of her own."""
MOST_TEXT = 1_000_000
"""Characters of a record."""
MOST_TITLE = 200
ID = 12
"""Characters of an id that is given whole."""
DAY = 86400.0


MOST_VERSIONS = 10_000
"""Of one record that is brought in."""


class Note(msgspec.Struct, omit_defaults=True):
    """One version of a record, as it is sealed. Confidential."""

    kind: str
    """retrospective | departure | decision | template | a word of her own."""
    lang: str
    """ko | en."""
    title: str
    text: str
    """Markdown."""
    begun: float
    """Seconds since 1970."""
    changed: float
    due: str = ""
    """The day on which it is to be looked at again, as in 2027-12-01; "" for none."""
    beside: str = ""
    """Id of the record that another device changed at the same time: this is the other text."""
    origin: str = ""
    """The store that it was imported from; "" for this one."""
    was: str = ""
    """Its id there."""
    seek: str = ""
    """The text as it is searched, where that is not just the text in lower case."""


class Record(NamedTuple):
    """A record and the version that was read."""

    id: str
    version: int
    note: Note


class Lost(NamedTuple):
    """A record that was begun here and cannot be read."""

    id: str
    kind: str
    begun: float
    why: str
    """damaged | retention | gone."""


class Saved(NamedTuple):
    """What became of a change."""

    record: Record
    """What stands there now."""
    copy: Record | None = None
    """Her text, where another device had changed the record meanwhile: kept beside it."""


class _Begun(msgspec.Struct, omit_defaults=True):
    kind: str
    begun: float
    until: float = EVER


class Shelf:
    """One person's records. Calls wait for the store; the gateway makes them in threads."""

    def __init__(self, store: Store, owner: str = "", *, keep_days: float = 0.0, zone: tzinfo | None = None) -> None:
        """
        Args:
            store: Where they lie.
            owner: Whose they are; "" is this machine's user.
            keep_days: Days after its last change at which a record is deleted; 0 keeps it.
            zone: Where her days begin; None is where this machine is.
        """
        self.store, self.owner, self._keep, self._zone = store, owner, keep_days * DAY, zone
        self._history = store.history

    @property
    def now(self) -> float:
        """Seconds since 1970."""
        return self.store.book.wall()

    @property
    def today(self) -> date:
        """The day that it is where she is."""
        return datetime.fromtimestamp(self.now, self._zone).date()

    # -- reading

    def all(self) -> list[Record]:
        """Every record that opens, oldest first. Raises: VaultFailed."""
        documents, _ = self._history.readable(self.owner, RECORD).result()
        return [_record(one) for one in documents]

    def raw(self) -> list[Document]:
        """The same, still as bytes: for the search. Raises: VaultFailed."""
        return self._history.readable(self.owner, RECORD).result()[0]

    def lost(self, there: Sequence[Record]) -> list[Lost]:
        """What was begun here and is not among `there`, and why.

        Raises:
            VaultFailed: The store cannot be read.
        """
        known = {record.id for record in there}
        out = []
        for mark in self._history.readable(self.owner, BEGUN).result()[0]:
            if mark.name in known:
                continue
            begun = msgspec.json.decode(mark.data, type=_Begun)
            out.append(Lost(mark.name, begun.kind, begun.begun, self._fate(mark.name, begun)))
        return out

    def _fate(self, name: str, begun: _Begun) -> str:
        try:
            found = self._history.get(self.owner, RECORD, name).result()
        except VaultFailed:
            return "damaged"
        if found is not None:
            return "damaged"  # it opens but is no record
        return "retention" if begun.until <= self.store.book.clock.now() else "gone"

    def get(self, name: str, version: int = 0) -> Record:
        """One record, as it is now or as it was.

        Args:
            name: Its id, or a beginning of it that no other has.
            version: Counts from 1; 0 for the newest.

        Raises:
            BadInput: 404: there is none of hers by that name or number.
            VaultFailed: It is damaged; the message says which versions still open.
        """
        name = self._whole(name)
        try:
            found = self._history.get(self.owner, RECORD, name).result()
        except VaultFailed:
            if version:
                return self._earlier(name, version)
            left = [record.version for record in self.versions(name)]
            hint = (
                f"these versions of it open: {', '.join(map(str, left))}" if left else "restore it from the backup, or delete it"
            )
            raise VaultFailed(f"record {name} is damaged", hint=hint) from None
        if found is None:
            raise missing()
        return _record(found) if version in (0, found.version) else self._earlier(name, version)

    def _earlier(self, name: str, version: int) -> Record:
        found = self._history.get(self.owner, EARLIER, f"{name}/{version}").result()
        if found is None:
            raise missing("version")
        return Record(name, version, msgspec.json.decode(found.data, type=Note))

    def _whole(self, name: str) -> str:
        if not name:
            raise missing()
        if len(name) >= ID:
            return name
        marks = [mark.name for mark in self._history.readable(self.owner, BEGUN).result()[0] if mark.name.startswith(name)]
        if name in marks or not marks:
            return name
        if len(marks) > 1:
            raise BadInput(f"{len(marks)} records begin with {name}", hint="give more of the id: garim records list")
        return marks[0]

    def versions(self, name: str) -> list[Record]:
        """The versions before the newest, oldest first; those that do not open are left out."""
        documents, _ = self._history.readable(self.owner, EARLIER, part_of=name).result()
        found = [Record(name, int(one.name.rpartition("/")[2]), msgspec.json.decode(one.data, type=Note)) for one in documents]
        return sorted(found, key=lambda record: record.version)

    # -- writing

    def begin(self, kind: str, lang: str, title: str, text: str, *, due: str = "", beside: str = "") -> Record:
        """Keep a new record.

        Raises:
            BadInput: It is too long, or its kind or day is none. Nothing was kept.
            VaultFailed: Nothing was kept.
        """
        now = self.now
        return self.put(token_hex(ID // 2), Note(kind, lang, title, text, now, now, due=due, beside=beside))

    def put(self, name: str, note: Note, what: str = "begun") -> Record:
        """Keep a new record under an id.

        Args:
            name: The id.
            note: What it says.
            what: What the audit calls it: begun | conflict.

        Raises:
            BadInput: As `begin`; also where one of that id is there.
            VaultFailed: Nothing of it is listed.
        """
        check(note)
        until = self._until()
        self._mark(name, note, until)
        version = self._history.put(self.owner, RECORD, name, _sealed(note), expect=NEW, until=until).result()
        if not version:
            raise BadInput("a record of this id is there already")
        self._tell(what, name, note.kind)
        return Record(name, version, note)

    def restore(self, name: str, versions: Sequence[tuple[int, Note]]) -> Record:
        """Bring in a record with its versions, each under its number, as an archive has them; the audit is told by who asks.

        Args:
            name: The id, which no record here has.
            versions: (number, note) in order, the newest last; numbers may be left out.

        Raises:
            BadInput: A version cannot be kept. Nothing was brought in.
        """
        for _, note in versions:
            check(note)
        if versions[0][0] < 1 or versions[-1][0] > MOST_VERSIONS:
            raise BadInput("a record says that it has more versions than anybody writes", hint=f"1 to {MOST_VERSIONS:,}")
        number, note = versions[-1]
        until = self._until()
        self._mark(name, note, until)
        for earlier, old in versions[:-1]:
            self._keep_earlier(name, earlier, old, until)
        if not self._history.put(self.owner, RECORD, name, _sealed(note), expect=NEW, until=until, first=number).result():
            raise BadInput("a record of this id is there already")
        return Record(name, number, note)

    def save(self, name: str, base: int, *, text: str, title: str = "", due: str | None = None) -> Saved:
        """Change a record.

        Args:
            name: Its id.
            base: The version that she changed. Where another stands there by now, her text is kept beside it as a record
                of its own, and neither is lost.
            text: The new text.
            title: The new title; "" leaves it.
            due: The new day; None leaves it.

        Raises:
            BadInput: There is no such record, or the text is too long. Nothing was changed.
            VaultFailed: Nothing was changed.
        """
        try:
            old, damaged = self.get(name), False
        except VaultFailed:
            # What she wrote goes on from an earlier version that opens, and takes the damaged one's place.
            old, damaged = self.get(name, base), True
        note = msgspec.structs.replace(
            old.note,
            text=text,
            title=title or old.note.title,
            due=old.note.due if due is None else due,
            changed=self.now,
        )
        check(note)
        until = self._until()
        if damaged:
            number = self._history.put(self.owner, RECORD, old.id, _sealed(note), until=until).result()
            self._tell("mended", old.id, note.kind)
            return Saved(Record(old.id, number, note))
        if (note.text, note.title, note.due) == (old.note.text, old.note.title, old.note.due):
            return Saved(old)
        if base == old.version:
            self._keep_earlier(old.id, old.version, old.note, until)
            number = self._history.put(self.owner, RECORD, old.id, _sealed(note), expect=old.version, until=until).result()
            if number:
                if self._keep:
                    self._mark(old.id, note, until)
                self._tell("changed", old.id, note.kind)
                return Saved(Record(old.id, number, note))
        return self._beside(self.get(old.id), note)

    def _beside(self, there: Record, note: Note) -> Saved:
        told = "다른 기기에서 고친 글" if note.lang == "ko" else "changed on another device"
        title = f"{note.title[: MOST_TITLE - 40]} ({told})"
        copy = msgspec.structs.replace(note, title=title, beside=there.id, begun=there.note.begun)
        return Saved(there, self.put(token_hex(ID // 2), copy, "conflict"))

    def delete(self, name: str) -> None:
        """Delete a record with all its versions, damaged ones too.

        Raises:
            BadInput: There is none of hers.
        """
        name = self._whole(name)
        gone = self._history.forget(self.owner, RECORD, name).result()
        gone += self._history.forget_part(self.owner, EARLIER, name).result()
        gone += self._history.forget(self.owner, BEGUN, name).result()
        if not gone:
            raise missing()
        self._tell("deleted", name, "")

    def _keep_earlier(self, name: str, number: int, note: Note, until: float) -> None:
        data = msgspec.json.encode(note)
        self._history.put(self.owner, EARLIER, f"{name}/{number}", data, part_of=name, expect=ANY, until=until).result()

    def _mark(self, name: str, note: Note, until: float) -> None:
        mark = msgspec.json.encode(_Begun(note.kind if note.kind in BUILT_IN else "own", note.begun, until))
        self._history.put(self.owner, BEGUN, name, mark, until=EVER).result()

    def _until(self) -> float:
        return self.store.book.clock.now() + self._keep if self._keep else EVER

    def _tell(self, what: str, name: str, kind: str) -> None:
        self.tell({"what": what, "record": name, **({"kind": kind if kind in BUILT_IN else "own"} if kind else {})})

    def tell(self, details: dict[str, str | int]) -> None:
        """Put what was done with her records into the audit: ids, numbers and our own words, never hers."""
        self.store.append(Event(event="record", by=self.owner, details=details)).result()


def check(note: Note) -> None:
    """See that a note can be kept.

    Raises:
        BadInput: Its kind, title, text or day is none.
    """
    if not note.kind or len(note.kind) > 40 or not all(c.isalnum() or c in "-_" for c in note.kind):
        raise BadInput("the kind is no word", hint="letters, digits, - and _, at most 40")
    if note.lang not in ("ko", "en"):
        raise BadInput("the language is neither ko nor en")
    if len(note.text) > MOST_TEXT or len(note.title) > MOST_TITLE:
        raise BadInput(f"the text has over {MOST_TEXT} characters or its title over {MOST_TITLE}", hint="make two of it")
    if note.due and not _is_day(note.due):
        raise BadInput("the day is none", hint="as in 2027-12-01")
    try:
        (note.title + note.text).encode()
    except UnicodeEncodeError:
        raise BadInput("the text holds half a character", hint="write it again where it was pasted") from None


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def title_of(text: str) -> str:
    """The first heading or line of a text, for a title; "" where it has none."""
    for line in text.splitlines():
        if line.strip("# \t"):
            return line.strip("# \t")[:MOST_TITLE]
    return ""


def searched(text: str) -> str:
    """A text as it is searched: composed, compatible forms made one, in lower case."""
    return unicodedata.normalize("NFKC", text).lower()


def missing(what: str = "record") -> BadInput:
    """404: it is not there, or is another's."""
    error = BadInput(f"there is no such {what}", hint="garim records list")
    error.status = 404
    return error


def _record(document: Document) -> Record:
    return Record(document.name, document.version, msgspec.json.decode(document.data, type=Note))


def _sealed(note: Note) -> bytes:
    plain, seek = note.text.encode().lower().decode(), searched(note.text)  # the search reads bytes: ASCII alone is lowered
    return msgspec.json.encode(msgspec.structs.replace(note, seek="" if plain == seek else seek))
