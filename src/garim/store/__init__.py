"""The vault (originals, sealed), the audit (receipts, chained) and what else is kept: ports, and the one way to open a store.

Every call returns a `concurrent.futures.Future`: a thread of the store's own does the work, so the library and the
command line wait with `.result()` and the gateway with `asyncio.wrap_future`, and nothing is written twice.

    sqlite:///path/garim.db     one file, for one machine; several processes may share it
    postgresql://user@host/db   for several machines; needs the extra `postgres`
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Protocol, TypeVar

from garim.errors import BadSettings
from garim.store.anchor import Anchor, Known
from garim.store.book import Book, Work
from garim.store.chain import Point, Record, Verified, verify
from garim.store.history import History
from garim.store.merkle import Signer
from garim.values import Entry, Event, Receipt

__all__ = ["Audit", "Ledger", "Store", "Vault", "open_store", "verified"]

T = TypeVar("T")


class Vault(Protocol):
    """Originals by owner and scope, sealed with keys that the store writes only wrapped."""

    def put(self, scope: str, entries: Sequence[Entry], owner: str = "") -> Future[None]:
        """Keep entries under an owner's scope; done means durable. The same entries twice are kept once.

        Raises (from the future): VaultFailed, nothing of this call was kept.
        """

    def get(self, scope: str, owner: str = "") -> Future[tuple[Entry, ...]]:
        """The entries of an owner's scope in the order in which they were put, without repeats; () for an unknown one.

        Another owner's scope of the same name is another scope. Counts as a use. Raises (from the future): VaultFailed,
        also where a record does not open with this key.
        """

    def forget(self, idle: float, scope: str = "", owner: str = "") -> Future[int]:
        """Delete what nobody has used for `idle` seconds, 0 for at once; of one scope, of all of an owner's, or of all.

        Returns the number of records deleted; a second call deletes 0. Time is the store's own, which a clock that jumps
        does not move. Source: 개인정보 보호법 제21조: destroy without delay what is no longer needed.
        """


class Audit(Protocol):
    """Receipts and events, append-only, each chained to the one before."""

    def append(self, receipt: Receipt | Event) -> Future[None]:
        """Add a record; done means durable. Raises (from the future): VaultFailed, it was not added."""

    def page(self, after: int) -> Future[list[Record]]:
        """Up to 1000 records with numbers over `after`, in order; [] at the end."""

    def points(self) -> Future[list[Point]]:
        """All checkpoints, in order."""

    def checkpoint(self) -> Future[Point | None]:
        """Sign how far the audit is; the last checkpoint where nothing was added since; None for an empty audit."""

    def cut(self, idle: float) -> Future[int]:
        """Delete records older than `idle` seconds, up to a checkpoint, and record that: what stays remains provable."""


class Ledger(Protocol):
    """Keys that the gateway issued, and what their holders spent."""

    def clients(self) -> Future[list[tuple[str, bytes, str]]]:
        """(id, digest, JSON document) of every issued key."""

    def set_client(self, name: str, digest: bytes, document: str) -> Future[None]:
        """Add an issued key or replace its document."""

    def spend(self, period: str, spent: Sequence[tuple[str, str, float]]) -> Future[list[tuple[str, str, float]]]:
        """Add (client, what, amount) to a period; all of that period afterwards, whoever spent it."""


class Store(Vault, Audit, Ledger, Protocol):
    """All of it in one database."""

    book: Book
    history: History
    """What people keep: conversations, reviews, notes."""

    def do(self, work: Callable[[], Work[T]]) -> Future[T]:
        """Run a work, a generator of the statements of store.sql, in one transaction."""

    @property
    def signer(self) -> Signer:
        """Who signs checkpoints; its `verifier` is public."""

    @property
    def known(self) -> Known | None:
        """What the anchor remembers."""

    def check(self) -> Future[None]:
        """See that the database is still the one that was opened, and can be written where the last write failed.

        Raises (from the future): VaultFailed.
        """

    def new_data_key(self) -> Future[int]:
        """Seal under a new data key from now on."""

    def reseal(self) -> Future[int]:
        """Seal up to 400 older rows under the newest data key; how many. Call until 0; may be interrupted anywhere."""

    def drop_old_keys(self) -> Future[int]:
        """Destroy data keys that seal nothing any more, but for the last; how many."""

    def rewrap(self, key: bytes) -> Future[None]:
        """Change the master key, at once and whole."""

    def close(self) -> None:
        """Finish what was asked for and let go of the database. No call may follow."""


def verified(store: Store, points: Sequence[Point]) -> Verified:
    """Walk a store's whole audit with all that is known of it: its key, its anchor and these checkpoints."""
    return verify(store.page, points, store.signer.verifier, store.known, store.book.seal.records)


def open_store(
    url: str,
    key: bytes,
    *,
    keep: float = 0.0,
    clock: Callable[[], float] = time.time,
    mint: bytes = b"",
    anchors: Path | None = None,
    guarded: bool = True,
    full: bool = False,
) -> Store:
    """Open a store, making it where it is not there yet, and bringing an older one to this version's schema.

    Open it after forking: it owns a thread.

    Args:
        url: `sqlite:///path` or `postgresql://…`.
        key: The master key, 32 bytes or more; it wraps the keys that seal.
        keep: Seconds after its last use at which a scope is no longer given out; 0 keeps for ever.
        clock: Seconds since 1970.
        mint: The key that surrogates are minted with; absent, the master key.
        anchors: Folder in which it is remembered which store this is and how far its audit was; None remembers nothing.
        guarded: False opens a store that is not the one remembered, to look at it.
        full: Whether a commit waits for the disk, so that it also survives a power cut (SQLite; PostgreSQL has its own).

    Raises:
        BadSettings: The address is of no kind known here, the extra is missing, or the store was made with another key.
        VaultFailed: The database cannot be opened, or is not the one that it was.
    """
    book = Book(key, mint or key, keep, clock)
    if url.startswith("sqlite:///"):
        from garim.store.sqlite import SqliteStore

        path = url.removeprefix("sqlite:///")
        anchor = Anchor(anchors, str(Path(path).resolve()), mint or key) if anchors and path != ":memory:" else None
        return SqliteStore(path, book, anchor=anchor, guarded=guarded, full=full)
    if url.startswith(("postgresql://", "postgres://")):
        from garim.store.postgres import PostgresStore

        return PostgresStore(url, book, anchor=Anchor(anchors, url, mint or key) if anchors else None, guarded=guarded)
    raise BadSettings("[store] url is neither sqlite:///path nor postgresql://…", hint="start with sqlite:///garim.db")
