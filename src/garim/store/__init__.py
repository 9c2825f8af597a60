"""The vault (originals, sealed) and the audit (receipts, chained): ports, and the one way to open a store.

Every call returns a `concurrent.futures.Future`: a thread of the store's own does the work, so the library and the
command line wait with `.result()` and the gateway with `asyncio.wrap_future`, and nothing is written twice.

    sqlite:///path/garim.db     one file, for one machine; several processes may share it
    postgresql://user@host/db   for several machines; needs the extra `postgres`
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Protocol

from garim.errors import BadSettings
from garim.store.chain import Record
from garim.store.history import History
from garim.values import Entry, Receipt

__all__ = ["Audit", "Store", "Vault", "open_store"]


class Vault(Protocol):
    """Originals by scope, sealed with a key that the store never writes."""

    def put(self, scope: str, entries: Sequence[Entry]) -> Future[None]:
        """Keep entries under a scope; done means durable. The same entries twice are kept once.

        Raises (from the future): VaultFailed, nothing of this call was kept.
        """

    def get(self, scope: str) -> Future[tuple[Entry, ...]]:
        """The entries of a scope in the order in which they were put, without repeats; () for an unknown one.

        Counts as a use. Raises (from the future): VaultFailed, also where a record does not open with this key.
        """

    def forget(self, idle: float, scope: str = "") -> Future[int]:
        """Delete what nobody has used for `idle` seconds, 0 for at once; of one scope, or of all.

        Returns the number of records deleted; a second call deletes 0.
        Source: 개인정보 보호법 제21조: destroy without delay what is no longer needed.
        """


class Audit(Protocol):
    """Receipts, append-only, each chained to the one before."""

    def append(self, receipt: Receipt) -> Future[None]:
        """Add a receipt; done means durable. Raises (from the future): VaultFailed, it was not added."""

    def page(self, after: int) -> Future[list[Record]]:
        """Up to 1000 records with numbers over `after`, in order; [] at the end."""


class Store(Vault, Audit, Protocol):
    """A vault and an audit in one database, and what people keep on the page."""

    history: History

    def close(self) -> None:
        """Finish what was asked for and let go of the database. No call may follow."""


def open_store(url: str, key: bytes, *, keep: float = 0.0, clock: Callable[[], float] = time.time) -> Store:
    """Open a store, making it where it is not there yet.

    Open it after forking: it owns a thread.

    Args:
        url: `sqlite:///path` or `postgresql://…`.
        key: The master key, 32 bytes or more; the sealing keys are derived from it.
        keep: Seconds after its last use at which a scope is no longer given out; 0 keeps for ever.
        clock: Seconds since 1970.

    Raises:
        BadSettings: The address is of no kind known here, or the extra is missing.
        VaultFailed: The database cannot be opened.
    """
    if url.startswith("sqlite:///"):
        from garim.store.sqlite import SqliteStore

        return SqliteStore(url.removeprefix("sqlite:///"), key, keep=keep, clock=clock)
    if url.startswith(("postgresql://", "postgres://")):
        from garim.store.postgres import PostgresStore

        return PostgresStore(url, key, keep=keep, clock=clock)
    raise BadSettings("[store] url is neither sqlite:///path nor postgresql://…", hint="start with sqlite:///garim.db")
