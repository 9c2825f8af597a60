"""What is known of a person's exchanges: the audit says what was done, her sealed lines what for, her corrections win.

Both are hers alone: records are taken by the name that asked, documents by their owner. Where a line tells of no record
(it was made before this was noted, or a crash took it) the page's own history is read, as long as that is kept.
"""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
import orjson

from garim.errors import BadInput, VaultFailed
from garim.retro.purpose import PURPOSES
from garim.retro.said import ASKS
from garim.retro.uses import LINES, ROOM, SHORT, Asked, Did, Line, decoded, judged, write
from garim.store import Store
from garim.store.history import EVER, NEW, History

CORRECTED = "use-corrected"
"""The room of corrections: one document, record number → [beginning of its hash, purpose]."""
ALL, CAUGHT_UP = "all", "caught-up"
"""Its documents."""
MESSAGES = "message"
"""The room of the page's conversations."""
UNKNOWN = "unknown"
TRIES = 20
"""Times that a correction is tried again where two come at once."""
PATIENCE = 900.0
"""Seconds between a question of the page's and the record that tells that it left, at most."""


class Record(NamedTuple):
    """What the audit says of an exchange. Never a text."""

    number: int
    at: float
    status: str
    """sent | hidden | refused | failed | cancelled."""
    protocol: str
    model: str
    upstream: str
    trust: str
    """Where it went: outside | inside | local; "" where the record does not say."""
    sha: str
    counts: tuple[tuple[str, int], ...]
    """Kind → places hidden in what was new: a conversation that is sent again counts once."""
    characters: int


class Exchange(NamedTuple):
    """An exchange that left, with all that is known of it."""

    record: Record
    purpose: str
    chance: int
    """Percent; 100 where she said so."""
    sure: bool
    corrected: bool
    language: str
    asked: Asked | None
    """Her own line; None where there is none, or where another exchange of the same text has it."""

    @property
    def unsure(self) -> bool:
        """Whether its purpose is a guess that wants a second look."""
        return not self.sure and self.purpose != UNKNOWN


class Found(NamedTuple):
    """Everything about one person."""

    exchanges: Sequence[Exchange]
    """Those in which somebody asked, as they left, in order."""
    rest: Sequence[Record]
    """Records of exchanges that were refused, failed or cancelled, and of other calls."""
    did: Sequence[Did]
    kept_from: float
    """Seconds since 1970 from which the audit is kept; 0 for all of it."""
    damaged: int
    """Sealed documents that do not open."""
    rounds: Sequence[Record] = ()
    """Those in which an agent went on by itself with a tool's result."""


class Audit:
    """One person's records, read on from where they were left. Safe from several threads."""

    def __init__(self, field: str, value: str) -> None:
        """
        Args:
            field: client | team.
            value: Whose records.
        """
        self._field, self._value = field, value
        self._needle = f'"{field}":{orjson.dumps(value).decode()}'
        self._after, self._first = -1, (0, 0.0)
        self._records: dict[str, list[Record]] = defaultdict(list)
        self._lock = threading.Lock()
        self.joined: tuple[object, Found] | None = None
        """What `gather` made last, and of what."""
        self.reviews: dict[object, Any] = {}
        """Whatever was worked out of that; emptied with it."""

    @property
    def mark(self) -> object:
        """Changes when a record is added or deleted."""
        return self._after, self._first

    def look(self, store: Store) -> dict[str, list[Record]]:
        """Records by who asked. Waits for the store.

        Raises:
            VaultFailed: It cannot be read.
        """
        with self._lock:
            self._see_first(store)
            while rows := store.page(self._after).result():
                for row in rows:
                    if self._needle in row.text:
                        self._add(orjson.loads(row.text))
                self._after = rows[-1].number
            return {who: list(records) for who, records in self._records.items()}

    @property
    def kept_from(self) -> float:
        """Seconds since 1970 from which there are records; 0 where none was deleted."""
        number, at = self._first
        return at if number > 1 else 0.0

    def _see_first(self, store: Store) -> None:
        """Records that were deleted since are forgotten here too."""
        rows = store.page(-1).result()[:1]
        first = rows[0].number if rows else 0
        if first == self._first[0]:
            return
        self._first = (first, float(orjson.loads(rows[0].text)["at"]) if rows else 0.0)
        for who, records in self._records.items():
            self._records[who] = [record for record in records if record.number >= first]

    def _add(self, row: Mapping[str, Any]) -> None:
        if row.get("event") or row.get(self._field) != self._value:
            return
        record = Record(
            number=row["number"],
            at=row["at"],
            status=row.get("status", ""),
            protocol=row.get("protocol", ""),
            model=row.get("model", ""),
            upstream=row.get("upstream", ""),
            trust=row.get("trust", ""),
            sha=(row.get("outbound_sha256") or "")[:SHORT],
            counts=tuple((row.get("counts") or {} if row.get("fresh") is None else row["fresh"]).items()),
            characters=row.get("characters", 0),
        )
        self._records[row.get("client", "")].append(record)


def join(
    records: Iterable[Record], lines: Sequence[Line], corrections: Mapping[int, Sequence[str]], kept_from: float, damaged: int
) -> Found:
    """One person's records with what her lines and her corrections say of them."""
    told = _Lines(lines)
    exchanges: list[Exchange] = []
    rounds, rest = list[Record](), list[Record]()
    for record in records:
        if record.status != "sent" or record.protocol not in ASKS or not record.sha:
            rest.append(record)
            continue
        own, line = told.of(record)
        if line and line.by_tool:
            rounds.append(record)
            continue
        said = corrections.get(record.number)
        corrected = bool(said and said[0] == record.sha)
        purpose = said[1] if said and corrected else line.purpose if line else UNKNOWN
        chance = 100 if corrected else line.chance if line else 0
        sure = corrected or bool(line and line.sure)
        exchanges.append(Exchange(record, purpose, chance, sure, corrected, line.language if line else "", own))
    return Found(exchanges, rest, [line for line in lines if isinstance(line, Did)], kept_from, damaged, rounds)


class _Lines:
    """Lines by what left, each given to the record of its time."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines: dict[str, list[Asked]] = defaultdict(list)
        for line in lines:
            if isinstance(line, Asked):
                self._lines[line.sha].append(line)
        self._next: Counter[str] = Counter()

    def of(self, record: Record) -> tuple[Asked | None, Asked | None]:
        """A record's own line, and one that tells what it was for: the same bytes say the same, so another's will do."""
        found = self._lines.get(record.sha)
        if not found:
            return None, None
        at = self._next[record.sha]
        while at < len(found) and found[at].at < record.at - 1:
            at += 1
        own = found[at] if at < len(found) and found[at].at <= record.at + PATIENCE else None
        self._next[record.sha] = at + (own is not None)
        return own, own or found[0]


def gather(store: Store, audit: Audit, owner: str, *, noting: bool = True, keep: float = 0.0) -> Found:
    """Everything about one person. Waits for the store.

    Args:
        store: Where it is.
        audit: That person's records.
        owner: Whose documents; the name that the audit knows her by.
        noting: Whether exchanges are noted as they leave; False reads what the page's history still has, every time.
        keep: Seconds that lines are kept; 0 for ever.

    Raises:
        VaultFailed: The store cannot be read.
    """
    history = store.history
    records = audit.look(store).get(owner, [])
    documents, broken = history.readable(owner, ROOM).result()
    said, wrong, version = corrections(history, owner)
    made_of = (audit.mark, [(one.name, one.version) for one in documents], broken, version, wrong) if noting else object()
    if audit.joined and audit.joined[0] == made_of:
        return audit.joined[1]
    lines, damaged = decoded(documents, broken)
    if not noting or history.get(owner, CORRECTED, CAUGHT_UP).result() is None:
        more, broken = from_history(history, owner, records, lines)
        if noting:
            _catch_up(history, owner, more, keep)
        lines, damaged = [*lines, *more], damaged + broken
    audit.joined, audit.reviews = (made_of, join(records, lines, said, audit.kept_from, damaged + wrong)), {}
    return audit.joined[1]


class _Told(msgspec.Struct):
    action: str


class Message(msgspec.Struct):
    """What is read of the page's messages (gateway/thread.py writes them)."""

    id: str
    parent: str
    role: str
    text: str
    told: list[_Told] = []
    model: str = ""
    at: float = 0.0


def from_history(history: History, owner: str, records: Sequence[Record], lines: Sequence[Line]) -> tuple[list[Asked], int]:
    """Lines of exchanges that none tells of, made from the conversations that are still kept; and how many do not open."""
    documents, damaged = history.readable(owner, MESSAGES).result()
    messages: dict[str, Message] = {}
    for document in documents:
        try:
            messages[document.name] = msgspec.json.decode(document.data, type=Message)
        except (msgspec.DecodeError, UnicodeDecodeError):
            damaged += 1
    known = {line.answer for line in lines if isinstance(line, Asked)}
    taken = {line.sha for line in lines if isinstance(line, Asked)}
    free = [record for record in records if record.status == "sent" and record.sha and record.sha not in taken]
    out, answered = [], set[str]()
    for name, answer in sorted(messages.items(), key=lambda item: item[1].at):
        if answer.role != "assistant" or name in known:
            continue
        talk = name.rpartition("/")[0]
        question = messages.get(f"{talk}/{answer.parent}")
        record = next((r for r in free if answer.at - 1 <= r.at <= answer.at + PATIENCE and r.model == answer.model), None)
        if question is None or record is None:
            continue
        free.remove(record)
        again = f"{talk}/{answer.parent}" in answered
        answered.add(f"{talk}/{answer.parent}")
        does = Counter(told.action for told in question.told) if not again else Counter[str]()
        out.append(judged(question.text, record.at, record.sha, name, let=does["keep"], hid=does["hide"], again=again))
    return out, damaged


def _catch_up(history: History, owner: str, lines: Sequence[Asked], keep: float) -> None:
    """Keep what was made from the history: that is forgotten before the year is over."""
    for begin in range(0, len(lines), LINES):
        part: list[Line] = list(lines[begin : begin + LINES])
        write(history, owner, f"history/{begin}", part, keep).result()
    history.put(owner, CORRECTED, CAUGHT_UP, b"1", until=EVER).result()


def corrections(history: History, owner: str) -> tuple[dict[int, list[str]], int, int]:
    """Record number → [beginning of its hash, purpose], as she said; 1 where they do not open; and their version."""
    try:
        found = history.get(owner, CORRECTED, ALL).result()
        rows = msgspec.json.decode(found.data, type=dict[int, list[str]]) if found else {}
    except (VaultFailed, msgspec.DecodeError):
        return {}, 1, 0
    return rows, 0, found.version if found else 0


def correct(history: History, owner: str, record: Record, purpose: str) -> None:
    """Keep what an exchange was for, as she says; it wins over what was judged. Waits for the store.

    Args:
        history: Where it is kept.
        owner: Whose.
        record: Of the exchange.
        purpose: What for; "" takes her word back.

    Raises:
        BadInput: There is no such purpose. Nothing was changed.
        VaultFailed: It could not be kept, or the corrections before it do not open. They stand as they were.
    """
    if purpose and purpose not in PURPOSES:
        raise BadInput("there is no such purpose", hint="one of " + ", ".join(PURPOSES))
    for _ in range(TRIES):
        found = history.get(owner, CORRECTED, ALL).result()
        rows = msgspec.json.decode(found.data, type=dict[int, list[str]]) if found else {}
        rows.pop(record.number, None)
        if purpose:
            rows[record.number] = [record.sha, purpose]
        version = found.version if found else NEW
        if history.put(owner, CORRECTED, ALL, msgspec.json.encode(rows), expect=version, until=EVER).result():
            return
    raise VaultFailed("the correction was not kept: others came at once", hint="try again")
