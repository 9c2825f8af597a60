"""The audit's chain: which bytes a record is, how it is tied to the one before, and where the chain breaks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from hashlib import sha256
from typing import NamedTuple

import orjson

from garim.values import Receipt

START = "0" * 64
"""The hash before the first record."""


class Record(NamedTuple):
    """One line of the audit."""

    number: int
    text: str
    """JSON: number, at (seconds since 1970) and the receipt's fields."""
    hash: str
    """Hex SHA-256 of the previous record's hash (as text) and `text`."""


class Verified(NamedTuple):
    """What walking the chain showed."""

    records: int
    """Records that hold."""
    broken: int
    """Number of the first record that does not; 0 where all do."""
    head: str
    """Hash of the last record that holds. Kept elsewhere, it later shows whether the end was cut off."""


def link(previous: Record | None, receipt: Receipt, at: float) -> Record:
    """The record that follows `previous`."""
    number = previous.number + 1 if previous else 1
    text = b'{"number":%d,"at":%.6f,%b' % (number, at, orjson.dumps(receipt)[1:])
    return Record(number, text.decode(), _hash(previous.hash if previous else START, text))


def _hash(previous: str, text: bytes) -> str:
    return sha256(previous.encode() + text).hexdigest()


def walk(page: Callable[[int], Future[list[Record]]]) -> Iterator[Record]:
    """Every record, from the first, a page in memory at a time."""
    after = 0
    while records := page(after).result():
        yield from records
        after = records[-1].number


def verify(page: Callable[[int], Future[list[Record]]]) -> Verified:
    """Walk the whole chain and say where it breaks first.

    A record that was changed, taken out, put in or moved breaks it. Records cut off at the end do not: compare `head`
    with one that was kept elsewhere.
    """
    number, head = 0, START
    for record in walk(page):
        if record.number != number + 1 or record.hash != _hash(head, record.text.encode()):
            return Verified(number, number + 1, head)
        number, head = record.number, record.hash
    return Verified(number, 0, head)


def export(page: Callable[[int], Future[list[Record]]]) -> Iterator[str]:
    """The audit as JSON lines: each record with its hash, so that anyone can check the chain again."""
    for record in walk(page):
        yield f'{{"hash":"{record.hash}","record":{record.text}}}\n'
