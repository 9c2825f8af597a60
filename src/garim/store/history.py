"""What people keep on the page: conversations, drafts, proposals, reviews. Sealed; each piece belongs to one owner.

A document is bytes under (owner, room, name), sealed with that place as associated data, so that none can be read,
moved or swapped without the key. `part_of` gathers documents (the messages of a conversation) and is kept as an HMAC, as
owner and name are: the table tells how many documents there are and when they were used, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import NamedTuple, Protocol, TypeVar

from garim.store.seal import Seal

T = TypeVar("T")
Row = Sequence[object]
ANY = -1
"""Expects no particular version."""
NEW = 0
"""Expects that there is none yet."""


class Document(NamedTuple):
    """One document. Confidential."""

    name: str
    version: int
    """Counts from 1 with every change."""
    data: bytes
    made: float
    """Seconds since 1970."""
    used: float


class Runs(Protocol):
    """A store that runs the named statements of store.sql."""

    def run(self, name: str, values: Sequence[object], then: Callable[[list[Row]], T]) -> Future[T]:
        """Run one and give what `then` makes of its rows. Raises (from the future): VaultFailed, it was not run."""


class History:
    """Documents in a store."""

    def __init__(self, store: Runs, seal: Seal, clock: Callable[[], float]) -> None:
        """
        Args:
            store: Where they are.
            seal: Closes and opens them.
            clock: Seconds since 1970.
        """
        self._store, self._seal, self._clock = store, seal, clock

    def put(self, owner: str, room: str, name: str, data: bytes, *, part_of: str = "", expect: int = ANY) -> Future[int]:
        """Keep a document; done means durable.

        Args:
            owner: Whose it is; "" is this machine's user.
            room: What it is: a short word of the page's.
            name: Unique in the owner's room.
            data: What it says.
            part_of: What it belongs to, for `all` and `forget`.
            expect: The version that is replaced; NEW for none, ANY for whatever is there.

        Returns: Its version now; 0 where another version stood there, and nothing was changed.

        Raises (from the future): VaultFailed, nothing was kept.
        """
        key = self._key(owner, room, name)
        sealed = self._seal.close_bytes(key, b"%d\0%b\0%b" % (len(name.encode()), name.encode(), data))
        values = (key, self._key(owner, room), self._key(owner, room, part_of, "part"), sealed, self._clock(), expect)
        return self._store.run("page_put", values, lambda rows: int(str(rows[0][0])) if rows else 0)

    def get(self, owner: str, room: str, name: str) -> Future[Document | None]:
        """One document, or None. Raises (from the future): VaultFailed, also where it does not open."""
        values = (self._key(owner, room, name),)
        return self._store.run("page_get", values, lambda rows: self._opened(rows[0]) if rows else None)

    def all(self, owner: str, room: str, part_of: str | None = None) -> Future[list[Document]]:
        """An owner's documents in a room, or of one part, oldest first. Raises (from the future): VaultFailed."""
        if part_of is None:
            found = self._store.run("page_all", (self._key(owner, room),), self._opened_all)
        else:
            found = self._store.run("page_part", (self._key(owner, room, part_of, "part"),), self._opened_all)
        return found

    def forget(self, owner: str, room: str, name: str) -> Future[int]:
        """Delete one document; the number deleted. Raises (from the future): VaultFailed."""
        return self._store.run("page_forget", (self._key(owner, room, name),), len)

    def forget_part(self, owner: str, room: str, part_of: str) -> Future[int]:
        """Delete all documents of a part; the number deleted. Raises (from the future): VaultFailed."""
        return self._store.run("page_forget_part", (self._key(owner, room, part_of, "part"),), len)

    def forget_idle(self, idle: float) -> Future[int]:
        """Delete what nobody changed for `idle` seconds, of all owners; the number deleted.

        Raises (from the future): VaultFailed.
        """
        return self._store.run("page_forget_idle", (self._clock() - idle,), len)

    def _key(self, *place: str) -> bytes:
        return self._seal.place(("page", *place))

    def _opened_all(self, rows: list[Row]) -> list[Document]:
        return [self._opened(row) for row in rows]

    def _opened(self, row: Row) -> Document:
        key, version, sealed, made, used = row
        plain = self._seal.open_bytes(bytes(key), bytes(sealed))  # type: ignore[call-overload]
        size, _, rest = plain.partition(b"\0")
        return Document(rest[: int(size)].decode(), int(str(version)), rest[int(size) + 1 :], float(str(made)), float(str(used)))
