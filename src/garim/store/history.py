"""What people keep on the page: conversations, drafts, proposals, reviews. Sealed; each piece belongs to one owner.

A document is bytes under (owner, room, name), sealed with that place as associated data, so that none can be read,
moved or swapped without the key. `part_of` gathers documents (the messages of a conversation) and is kept as an HMAC, as
owner and name are: the table tells how many documents there are and when they were used, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from typing import Any, NamedTuple, Protocol, TypeVar

from garim.errors import VaultFailed
from garim.store.book import Book, Work

T = TypeVar("T")
ANY = -1
"""Expects no particular version."""
NEW = 0
"""Expects that there is none yet."""
IDLE = 0.0
"""Is forgotten once nobody has used it for as long as the settings say."""
EVER = 1e18
"""Is never forgotten, but deleted by hand."""


class Document(NamedTuple):
    """One document. Confidential."""

    name: str
    version: int
    """Counts from 1 with every change."""
    data: bytes
    made: float
    """Seconds since 1970."""
    used: float


class Does(Protocol):
    """A store that runs works."""

    def do(self, work: Callable[[], Work[T]]) -> Future[T]:
        """Run one in one transaction. Raises (from the future): VaultFailed, it was not run."""


class History:
    """Documents in a store."""

    def __init__(self, store: Does, book: Book) -> None:
        """
        Args:
            store: Where they are.
            book: Its keys and its clock.
        """
        self._store, self._book = store, book

    def put(
        self,
        owner: str,
        room: str,
        name: str,
        data: bytes,
        *,
        part_of: str = "",
        expect: int = ANY,
        until: float = IDLE,
        first: int = 1,
    ) -> Future[int]:
        """Keep a document; done means durable.

        Args:
            owner: Whose it is; "" is this machine's user.
            room: What it is: a short word of the page's.
            name: Unique in the owner's room.
            data: What it says.
            part_of: What it belongs to, for `all` and `forget`.
            expect: The version that is replaced; NEW for none, ANY for whatever is there.
            until: Seconds since 1970 at which it is forgotten; IDLE for once nobody has used it for long, EVER for never.
            first: The version that one begins with that was not there.

        Returns: Its version now; 0 where another version stood there, and nothing was changed.

        Raises (from the future): VaultFailed, nothing was kept.
        """

        def work() -> Work[int]:
            place, said = self._key(owner, room, name), b"%d\0%b\0%b" % (len(name.encode()), name.encode(), data)
            where = (place, self._key(owner, room), self._key(owner, room, part_of, "part"))
            while True:
                number, sealed = self._book.seal.seal(place, said)
                rows = yield "page_put", (*where, sealed, self._book.clock.now(), expect, number, until, first)
                if rows:
                    return int(rows[0][0])
                yield from self._book.fresh()
                if self._book.seal.current == number:  # so it was not for the key that nothing was kept
                    return 0

        return self._store.do(work)

    def get(self, owner: str, room: str, name: str) -> Future[Document | None]:
        """One document, or None. Raises (from the future): VaultFailed, also where it does not open."""

        def work() -> Work[Document | None]:
            found = yield from self._read("page_get", (owner, room, name))
            return found[0] if found else None

        return self._store.do(work)

    def all(self, owner: str, room: str, part_of: str | None = None) -> Future[list[Document]]:
        """An owner's documents in a room, or of one part, oldest first. Raises (from the future): VaultFailed."""
        if part_of is None:
            return self._store.do(partial(self._read, "page_all", (owner, room)))
        return self._store.do(partial(self._read, "page_part", (owner, room, part_of, "part")))

    def readable(self, owner: str, room: str, part_of: str | None = None) -> Future[tuple[list[Document], int]]:
        """As `all`, where one that does not open is no reason to show none: those that open, and how many do not."""

        def work() -> Work[tuple[list[Document], int]]:
            if part_of is None:
                rows = yield "page_all", (self._key(owner, room),)
            else:
                rows = yield "page_part", (self._key(owner, room, part_of, "part"),)
            found = yield from self._book.opened(lambda: [self._try(row) for row in rows])
            whole = [document for document in found if document is not None]
            return whole, len(found) - len(whole)

        return self._store.do(work)

    def forget(self, owner: str, room: str, name: str) -> Future[int]:
        """Delete one document; the number deleted. Raises (from the future): VaultFailed."""
        return self._store.do(partial(self._count, "page_forget", (owner, room, name)))

    def forget_part(self, owner: str, room: str, part_of: str) -> Future[int]:
        """Delete all documents of a part; the number deleted. Raises (from the future): VaultFailed."""
        return self._store.do(partial(self._count, "page_forget_part", (owner, room, part_of, "part")))

    def forget_idle(self, idle: float) -> Future[int]:
        """Delete what nobody changed for `idle` seconds, and what was to be kept until now, of all owners; the number deleted.

        Raises (from the future): VaultFailed.
        """

        def work() -> Work[int]:
            now = self._book.clock.now()
            return len((yield "page_forget_idle", (now - idle, now)))

        return self._store.do(work)

    def _key(self, *place: str) -> bytes:
        return self._book.seal.place(("page", *place))

    def _count(self, statement: str, place: tuple[str, ...]) -> Work[int]:
        return len((yield statement, (self._key(*place),)))

    def _read(self, statement: str, place: tuple[str, ...]) -> Work[list[Document]]:
        rows = yield statement, (self._key(*place),)
        return (yield from self._book.opened(lambda: [self._opened(row) for row in rows]))

    def _try(self, row: Sequence[Any]) -> Document | None:
        try:
            return self._opened(row)
        except (VaultFailed, ValueError):
            return None

    def _opened(self, row: Sequence[Any]) -> Document:
        place, version, key, sealed, made, used = row
        plain = self._book.seal.unseal(bytes(place), key, bytes(sealed))
        size, _, rest = plain.partition(b"\0")
        return Document(rest[: int(size)].decode(), version, rest[int(size) + 1 :], made, used)
