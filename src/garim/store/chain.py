"""The audit's chain: which bytes a record is, how it is tied to the one before, and where the chain breaks.

    mac  = HMAC-SHA-256(key of the store's, hash of the record before ‖ record without it), the record's last field
    hash = SHA-256(hash of the record before ‖ record)

So anybody can follow the chain, and only who holds the store's key can go on with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from hashlib import sha256
from hmac import compare_digest, digest
from typing import NamedTuple, NoReturn

import orjson

from garim.errors import VaultFailed
from garim.store.anchor import Known
from garim.store.merkle import Frontier, leaf, read_checkpoint
from garim.values import Event, Receipt

START = "0" * 64
"""The hash before the first record."""
Page = Callable[[int], "Future[list[Record]]"]


class Record(NamedTuple):
    """One line of the audit."""

    number: int
    text: str
    """JSON: number, at (seconds since 1970), the receipt's or event's fields, and last the MAC."""
    hash: str
    """Hex SHA-256 of the previous record's hash (as text) and `text`."""


class Point(NamedTuple):
    """A checkpoint as the database keeps it."""

    size: int
    head: str
    frontier: str
    note: str


class Verified(NamedTuple):
    """What walking the chain showed."""

    records: int
    """Number of the last record that holds."""
    broken: int
    """Number of the first record that does not; 0 where all do."""
    head: str
    """Hash of the last record that holds. Kept elsewhere, it later shows whether the end was cut off."""
    why: str = ""
    """What does not hold, in words."""
    checkpoints: int = 0
    """Checkpoints that hold."""
    first: int = 1
    """Number of the first record that is there: more than 1 after retention."""
    keyed: int = 0
    """Number of the first record whose MAC was checked; those behind it hold theirs too. 0 where none was."""


MARK, MAC = b',"mac":"', 64
TAIL = len(MARK) + MAC + 2
"""Characters at a record's end that its MAC takes, with its name and what closes both."""
GONE_HINT = "bring back the database or its backup; `garim audit verify` tells what is missing, `garim store begin` begins anew"
NOTHING = Record(0, "", START)
"""What stands before the first record."""


def link(previous: Record, receipt: Receipt | Event, at: float, key: bytes) -> Record:
    """The record that follows `previous`, with the MAC that only who holds the store's key can make."""
    number = previous.number + 1
    body = b'{"number":%d,"at":%.6f,%b' % (number, at, orjson.dumps(receipt)[1:-1])
    text = b'%b%b%b"}' % (body, MARK, _mac(previous.hash, body, key))
    return Record(number, text.decode(), _hash(previous.hash, text))


def forged(previous: Record, record: Record, key: bytes, keyed: bool) -> str:
    """Why a record is not the one that was written behind `previous`, in words; "" where it is.

    Args:
        key: Under which the MACs are; b"" leaves them unread.
        keyed: Whether one before it carries a MAC: then it must too. Those of the first editions carry none.
    """
    text = record.text.encode()
    if record.number != previous.number + 1 or record.hash != _hash(previous.hash, text):
        return "does not follow from the one before it"
    if not key:
        return ""
    if not has_mac(record):
        return "was not written with the store's key: it carries no MAC, and one before it does" if keyed else ""
    if not compare_digest(text[-MAC - 2 : -2], _mac(previous.hash, text[:-TAIL], key)):
        return "was not written with the store's key"
    return ""


def must_follow(previous: Record, record: Record, key: bytes, keyed: bool) -> None:
    """See that a record is the one that was written behind `previous`.

    Raises:
        VaultFailed: It is not.
    """
    if why := forged(previous, record, key, keyed):
        raise VaultFailed(f"the audit was changed: record {record.number} {why}", hint=GONE_HINT)


def has_mac(record: Record) -> bool:
    """Whether a record carries a MAC, of whatever key."""
    return record.text.startswith(MARK.decode(), -TAIL) and len(record.text) >= TAIL


def _mac(previous: str, body: bytes, key: bytes) -> bytes:
    return digest(key, previous.encode() + body, "sha256").hex().encode()


def _hash(previous: str, text: bytes) -> str:
    return sha256(previous.encode() + text).hexdigest()


def walk(page: Page) -> Iterator[Record]:
    """Every record, from the first, a page in memory at a time."""
    after = -1
    while records := page(after).result():
        yield from records
        after = records[-1].number


def verify(
    page: Page, points: Sequence[Point] = (), verifier: str = "", known: Known | None = None, key: bytes = b""
) -> Verified:
    """Walk the whole chain and say where it breaks first.

    A record that was changed, taken out, put in, moved or cut off breaks it, and so does a chain that was made anew:
    signed checkpoints hold its tree, the anchor its end, and each record's MAC says who wrote it.

    Args:
        page: Gives records.
        points: The store's checkpoints.
        verifier: The key that signed them, in the note form; "" leaves the signatures unread.
        known: What the anchor remembers.
        key: Under which the records' MACs are; b"" leaves them unread.
    """
    try:
        return _Walk(points, verifier, known, key).run(page)
    except _Broken as broken:
        return broken.told


class _Broken(Exception):
    def __init__(self, told: Verified) -> None:
        super().__init__()
        self.told = told


class _Walk:
    """One walk over the chain, with what was promised about it beside."""

    def __init__(self, points: Sequence[Point], verifier: str, known: Known | None, key: bytes) -> None:
        self._points = {point.size: point for point in points}
        self._verifier, self._known, self._key = verifier, known, key
        self._number, self._head = 0, START
        self._keyed, self._must = 0, False
        self._tree = Frontier()
        self._held, self._first, self._cut_told = 0, 1, 0
        self._sure = 0
        """Size at the last checkpoint that holds: all before it is what was signed."""

    def run(self, page: Page) -> Verified:
        for record in walk(page):
            if self._number == 0 and record.number > 1:
                self._after_retention(record)
            text = record.text.encode()
            if why := forged(Record(self._number, "", self._head), record, self._key, self._must):
                self._break(why)
            if not self._keyed and self._key and has_mac(record):
                self._keyed, self._must = record.number, True
            self._number, self._head = record.number, record.hash
            self._tree.add(leaf(text))
            if record.text.find('"event":"retention"', 0, 120) >= 0:
                self._cut_told = max(self._cut_told, orjson.loads(text)["details"].get("through", 0))
            if record.number in self._points:
                self._check(self._points[record.number])
            if self._known and record.number == self._known.number and record.hash != self._known.hash:
                self._break("is another than the anchor remembers", at=record.number, sure=self._sure)
        self._end()
        return Verified(self._number, 0, self._head, "", self._held, self._first, self._keyed)

    def _end(self) -> None:
        furthest = max([*self._points, self._known.number if self._known else 0], default=0)
        if furthest > self._number:
            self._break(f"is gone: there were {furthest} records")
        if self._first > 1 and self._cut_told < self._first - 1:
            self._break("and those before it were taken out by no retention that the chain tells of", at=1, sure=0)

    def _after_retention(self, record: Record) -> None:
        """Records before the first were deleted: a signed checkpoint must stand where they ended."""
        point = self._points.get(record.number - 1)
        if point is None:
            self._break("and others are gone from the beginning, where no checkpoint stands", at=1)
        try:
            self._tree = Frontier.load(point.size, point.frontier)
        except ValueError:
            self._break("has a checkpoint before it that cannot be read", at=record.number)
        self._number, self._head, self._first = point.size, point.head, record.number
        self._check(point)

    def _check(self, point: Point) -> None:
        try:
            said = read_checkpoint(point.note, self._verifier) if self._verifier else None
        except ValueError:
            self._break("has a checkpoint that the store's key did not sign", at=point.size, sure=self._sure)
        if point.head != self._head or point.frontier != self._tree.dump():
            self._break("has a checkpoint that says another chain", at=point.size, sure=self._sure)
        if said and (said.size, said.root, said.head) != (point.size, self._tree.root(), self._head):
            self._break("has a signed checkpoint that says another chain", at=point.size, sure=self._sure)
        self._must = self._must or bool(said and said.keyed)
        self._held += 1
        self._sure = point.size

    def _break(self, why: str, at: int = 0, sure: int | None = None) -> NoReturn:
        """`sure`: how many hold, where not all that were walked do: nobody knows from which on a chain was made anew."""
        number = at or self._number + 1
        holds = self._number if sure is None else sure
        raise _Broken(Verified(holds, number, self._head, f"record {number} {why}", self._held, self._first, self._keyed))


def export(page: Page) -> Iterator[str]:
    """The audit as JSON lines: each record with its hash, so that anyone can check the chain again."""
    for record in walk(page):
        yield f'{{"hash":"{record.hash}","record":{record.text}}}\n'
