"""A store in PostgreSQL, for several machines (extra `postgres`).

One thread runs an event loop with a small pool. Vault calls run side by side; receipts that wait are added as ONE
transaction under an advisory lock, because each is chained to the one before, whichever machine wrote it.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import Future
from functools import partial
from typing import Any, TypeVar

from garim.errors import BadSettings, GarimError, VaultFailed
from garim.store.chain import Record, link
from garim.store.history import History, Row
from garim.store.seal import Seal
from garim.store.sqlite import TABLES, statements, unseal
from garim.values import Entry, Receipt

LOCK = 0x676172696D
"""Number of the advisory lock that orders receipts: "garim" in ASCII."""
WAIT = 10.0
"""Seconds for a connection or an answer."""
T = TypeVar("T")


class PostgresStore:
    """A vault and an audit in one database; any number of processes and machines may share it."""

    def __init__(self, url: str, key: bytes, *, keep: float, clock: Callable[[], float]) -> None:
        """
        Args:
            url: As libpq reads it; its user must be allowed to make tables at the first start.
            key: The master key.
            keep: Seconds after its last use at which a scope is no longer given out; 0 for ever.
            clock: Seconds since 1970.

        Raises:
            BadSettings: The extra is not installed.
            VaultFailed: The database does not answer or does not let us in.
        """
        try:
            import asyncpg
        except ImportError:
            raise BadSettings("[store] url needs asyncpg", hint="pip install 'garim[postgres]'") from None
        self._connect = partial(asyncpg.create_pool, url, min_size=1, max_size=4, command_timeout=WAIT, timeout=WAIT)
        self._failures = (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError, ValueError)
        self._seal, self._keep, self._clock = Seal(key), keep, clock
        self.history = History(self, self._seal, clock)
        self._sql = {name: sql.replace("?", "$") for name, sql in statements().items()}
        self._waiting: list[tuple[Receipt, float, asyncio.Future[None]]] = []
        self._adding: asyncio.Task[None] | None = None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="garim-store", daemon=True)
        self._thread.start()
        try:
            self._ask(self._open()).result()
        except VaultFailed:
            self._stop()
            raise

    def put(self, scope: str, entries: Sequence[Entry]) -> Future[None]:
        """See `Vault.put`."""
        name = self._seal.scope(scope)
        return self._ask(self._put(name, *self._seal.close(name, entries)))

    def get(self, scope: str) -> Future[tuple[Entry, ...]]:
        """See `Vault.get`."""
        return self._ask(self._get(self._seal.scope(scope)))

    def forget(self, idle: float, scope: str = "") -> Future[int]:
        """See `Vault.forget`."""
        return self._ask(self._forget(idle, self._seal.scope(scope) if scope else b""))

    def append(self, receipt: Receipt) -> Future[None]:
        """See `Audit.append`."""
        return self._ask(self._append(receipt, self._clock()))

    def page(self, after: int) -> Future[list[Record]]:
        """See `Audit.page`."""
        return self._ask(self._page(after))

    def run(self, name: str, values: Sequence[object], then: Callable[[list[Row]], T]) -> Future[T]:
        """See `Runs.run`."""
        return self._ask(self._run(name, values, then))

    def close(self) -> None:
        """See `Store.close`."""
        self._ask(self._close()).result()
        self._stop()

    def _stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _ask(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        return asyncio.run_coroutine_threadsafe(self._guarded(work), self._loop)

    async def _guarded(self, work: Coroutine[Any, Any, T]) -> T:
        try:
            return await work
        except GarimError:
            raise
        except self._failures as error:
            raise VaultFailed(
                f"the store could not be used: {type(error).__name__}", hint="see [store] url; is PostgreSQL running?"
            ) from None

    async def _open(self) -> None:
        self._pool = await self._connect()
        async with self._pool.acquire() as db, db.transaction():
            # Two processes that start together would both make the tables.
            await db.execute("SELECT pg_advisory_xact_lock($1)", LOCK)
            for name in TABLES:
                await db.execute(self._sql[name])

    async def _close(self) -> None:
        if self._adding:
            await self._adding
        await self._pool.close()

    async def _put(self, scope: bytes, batch: bytes, sealed: bytes) -> None:
        await self._pool.execute(self._sql["put"], scope, batch, sealed, self._clock())

    async def _get(self, scope: bytes) -> tuple[Entry, ...]:
        now = self._clock()
        rows = await self._pool.fetch(self._sql["get"], scope, now - self._keep if self._keep else 0.0)
        if rows:
            await self._pool.execute(self._sql["touch"], scope, now)
        return unseal(self._seal, scope, [(row[0], row[1]) for row in rows])

    async def _forget(self, idle: float, scope: bytes) -> int:
        before = self._clock() - idle
        if scope:
            done = await self._pool.execute(self._sql["forget_scope"], before, scope)
        else:
            done = await self._pool.execute(self._sql["forget_idle"], before)
        return int(done.removeprefix("DELETE "))

    async def _append(self, receipt: Receipt, at: float) -> None:
        added = self._loop.create_future()
        self._waiting.append((receipt, at, added))
        if self._adding is None or self._adding.done():
            self._adding = self._loop.create_task(self._add())
        await added

    async def _add(self) -> None:
        while self._waiting:
            jobs, self._waiting = self._waiting, []
            try:
                await self._add_all(jobs)
            except Exception as error:  # whatever it is, nobody may wait for ever
                for _, _, added in jobs:
                    if not added.done():
                        added.set_exception(error)
            else:
                for _, _, added in jobs:
                    if not added.done():
                        added.set_result(None)

    async def _add_all(self, jobs: list[tuple[Receipt, float, asyncio.Future[None]]]) -> None:
        async with self._pool.acquire() as db, db.transaction():
            await db.execute("SELECT pg_advisory_xact_lock($1)", LOCK)
            row = await db.fetchrow(self._sql["last"])
            last = Record(row[0], "", row[1]) if row else None
            records = []
            for receipt, at, _ in jobs:
                last = link(last, receipt, at)
                records.append(last)
            await db.executemany(self._sql["append"], records)

    async def _run(self, name: str, values: Sequence[object], then: Callable[[list[Row]], T]) -> T:
        return then([tuple(row) for row in await self._pool.fetch(self._sql[name], *values)])

    async def _page(self, after: int) -> list[Record]:
        return [Record(*row) for row in await self._pool.fetch(self._sql["page"], after)]
