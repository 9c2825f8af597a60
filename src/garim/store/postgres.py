"""A store in PostgreSQL, for several machines (extra `postgres`).

One thread runs an event loop with a small pool. Calls run side by side; receipts that wait are added as ONE
transaction under an advisory lock, because each is chained to the one before, whichever machine wrote it. One that is
alone is first added by one statement, which holds where nobody else added one since and nobody holds the lock: a third of
the round trips.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import Future
from functools import partial
from typing import Any, TypeVar

from garim.errors import BadSettings, GarimError, VaultFailed
from garim.store import migrate
from garim.store.anchor import Anchor, Known
from garim.store.book import MANY, Book, Rows, Work
from garim.store.chain import Point, Record
from garim.store.history import History
from garim.store.merkle import Signer
from garim.store.sqlite import statements
from garim.values import Entry, Event, Receipt

LOCK = 0x676172696D
"""Number of the advisory lock that orders receipts: "garim" in ASCII."""
WAIT = 10.0
"""Seconds for a connection or an answer."""
BATCH = 500
"""Receipts in one transaction, at most."""
T = TypeVar("T")


class PostgresStore:
    """A store in one database; any number of processes and machines may share it."""

    def __init__(self, url: str, book: Book, *, anchor: Anchor | None = None, guarded: bool = True) -> None:
        """
        Args:
            url: As libpq reads it; its user must be allowed to make tables at the first start.
            book: What is done in it.
            anchor: What is remembered of it.
            guarded: False opens also a store that is not the one remembered.

        Raises:
            BadSettings: The extra is not installed, or the store was made with another key.
            VaultFailed: The database does not answer, does not let us in, or is not the store that it was.
        """
        try:
            import asyncpg
        except ImportError:
            raise BadSettings("[store] url needs asyncpg", hint="pip install 'garim[postgres]'") from None
        self.book, self._anchor = book, anchor
        book.anchor = anchor
        self.history = History(self, book)
        self._connect = partial(asyncpg.connect, url, command_timeout=WAIT, timeout=WAIT)
        self._pooled = partial(
            asyncpg.create_pool, url, min_size=1, max_size=4, reset=_as_it_is, command_timeout=WAIT, timeout=WAIT
        )
        self._taken = asyncpg.UniqueViolationError
        theirs = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)
        self._failures = (*theirs, OSError, TimeoutError, ValueError)
        self._sql = {name: sql.replace("?", "$") for name, sql in statements().items()}
        self._waiting: list[tuple[Receipt | Event, float, asyncio.Future[None]]] = []
        self._adding: asyncio.Task[None] | None = None
        self._failed = False
        """Whether something failed since a write was last seen to succeed."""
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="garim-store", daemon=True)
        self._thread.start()
        try:
            self._ask(self._open(guarded)).result()
        except GarimError:
            self._stop()
            raise

    @property
    def signer(self) -> Signer:
        """See `Store.signer`."""
        return self.book.signer

    @property
    def known(self) -> Known | None:
        """See `Store.known`."""
        return self._anchor.known() if self._anchor else None

    def put(self, scope: str, entries: Sequence[Entry], owner: str = "") -> Future[None]:
        """See `Vault.put`."""
        return self._ask(self._each(partial(self.book.put, scope, owner, entries)))

    def get(self, scope: str, owner: str = "") -> Future[tuple[Entry, ...]]:
        """See `Vault.get`."""
        return self._ask(self._each(partial(self.book.get, scope, owner)))

    def forget(self, idle: float, scope: str = "", owner: str = "") -> Future[int]:
        """See `Vault.forget`."""
        return self._do(partial(self.book.forget, idle, scope, owner))

    def do(self, work: Callable[[], Work[T]]) -> Future[T]:
        """See `Store.do`."""
        return self._do(work)

    def append(self, receipt: Receipt | Event) -> Future[None]:
        """See `Audit.append`."""
        return self._ask(self._append(receipt, self.book.wall()))

    def page(self, after: int) -> Future[list[Record]]:
        """See `Audit.page`."""
        return self._do(partial(self.book.page, after))

    def points(self) -> Future[list[Point]]:
        """See `Audit.points`."""
        return self._do(self.book.points)

    def checkpoint(self) -> Future[Point | None]:
        """See `Audit.checkpoint`."""
        return self._do(self.book.checkpoint, locked=True)

    def cut(self, idle: float) -> Future[int]:
        """See `Audit.cut`."""
        return self._ask(self._cut(idle))

    def clients(self) -> Future[list[tuple[str, bytes, str]]]:
        """See `Ledger.clients`."""
        return self._do(self.book.clients)

    def set_client(self, name: str, digest: bytes, document: str) -> Future[None]:
        """See `Ledger.set_client`."""
        return self._do(partial(self.book.set_client, name, digest, document))

    def spend(self, period: str, spent: Sequence[tuple[str, str, float]]) -> Future[list[tuple[str, str, float]]]:
        """See `Ledger.spend`."""
        return self._do(partial(self.book.spend, period, spent))

    def check(self) -> Future[None]:
        """See `Store.check`."""
        return self._ask(self._check())

    def new_data_key(self) -> Future[int]:
        """See `Store.new_data_key`."""
        return self._do(self.book.new_data_key, locked=True)

    def reseal(self) -> Future[int]:
        """See `Store.reseal`."""
        return self._do(self.book.reseal, locked=True)

    def drop_old_keys(self) -> Future[int]:
        """See `Store.drop_old_keys`."""
        return self._do(self.book.drop_old_keys, locked=True)

    def rewrap(self, key: bytes) -> Future[None]:
        """See `Store.rewrap`."""
        return self._do(partial(self.book.rewrap, key), locked=True)

    def close(self) -> None:
        """See `Store.close`."""
        self._ask(self._close()).result()
        self._stop()
        if self._anchor:
            self._anchor.close()

    def _stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _do(self, work: Callable[[], Work[T]], *, locked: bool = False) -> Future[T]:
        return self._ask(self._run(work, locked))

    def _ask(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        return asyncio.run_coroutine_threadsafe(self._guarded(work), self._loop)

    async def _guarded(self, work: Coroutine[Any, Any, T]) -> T:
        try:
            return await work
        except GarimError:
            raise
        except self._failures as error:
            self._failed = True
            raise VaultFailed(
                f"the store could not be used: {type(error).__name__}", hint="see [store] url; is PostgreSQL running?"
            ) from None

    async def _run(self, work: Callable[[], Work[T]], locked: bool = False) -> T:
        """One work in one transaction."""
        async with self._pool.acquire() as db, db.transaction():
            if locked:
                await db.execute("SELECT pg_advisory_xact_lock($1)", LOCK)
            return await self._drive(db, work())

    async def _each(self, work: Callable[[], Work[T]]) -> T:
        """A work of one write at most: it needs no transaction round it, which costs two more round trips."""
        async with self._pool.acquire() as db:
            return await self._drive(db, work())

    async def _drive(self, db: Any, work: Work[T]) -> T:
        rows: Rows = ()
        try:
            name, arguments = next(work)
            while True:
                if name == MANY:
                    rows = await db.executemany(self._sql["append"], arguments) or ()
                else:
                    rows = await db.fetch(self._sql[name], *arguments)
                name, arguments = work.send(rows)
        except StopIteration as stop:
            result: T = stop.value
            return result

    async def _open(self, guarded: bool) -> None:
        db = await self._connect()
        try:
            there = await db.fetchval("SELECT to_regclass('garim_schema')")
            if there is None or await db.fetchval(self._sql["version"]) != migrate.HEAD:
                await self._migrate()
            async with db.transaction():
                # Two processes that start together would both begin the store.
                await db.execute("SELECT pg_advisory_xact_lock($1)", LOCK)
                await self._drive(db, self.book.open(guarded=guarded))
        finally:
            await db.close()
        self._pool = await self._pooled()

    async def _migrate(self) -> None:
        try:
            await migrate.upgrade_postgres(self._connect, LOCK)
        except self._failures:
            raise
        except Exception as error:  # alembic's and SQLAlchemy's, which carry the database's own
            told = type(getattr(error, "orig", None) or error).__name__
            raise VaultFailed(f"the store cannot be brought to this version: {told}", hint="see [store] url") from None

    async def _close(self) -> None:
        if self._adding:
            await self._adding
        await self._pool.close()

    async def _append(self, receipt: Receipt | Event, at: float) -> None:
        added = self._loop.create_future()
        self._waiting.append((receipt, at, added))
        if self._adding is None or self._adding.done():
            self._adding = self._loop.create_task(self._add())
        await added

    async def _add(self) -> None:
        while self._waiting:
            jobs, self._waiting = self._waiting[:BATCH], self._waiting[BATCH:]
            try:
                if len(jobs) > 1 or not await self._added_alone(*jobs[0][:2]):
                    self.book.landed(await self._run(partial(self.book.append_all, [job[:2] for job in jobs]), True))
            except Exception as error:  # whatever it is, nobody may wait for ever
                for _, _, added in jobs:
                    if not added.done():
                        added.set_exception(error)
            else:
                for _, _, added in jobs:
                    if not added.done():
                        added.set_result(None)

    async def _added_alone(self, said: Receipt | Event, at: float) -> bool:
        """Whether a record was added behind the last one that this process knows, in one statement."""
        tail = self.book.tail
        if not tail.number:
            return False
        record = self.book.link(tail, said, at)
        try:
            rows = await self._pool.fetch(self._sql["append_locked"], *record, tail.number, tail.hash, LOCK)
        except self._taken:  # another process added that number
            return False
        if rows:
            self.book.landed(record)
        return bool(rows)

    async def _check(self) -> None:
        failed, self._failed = self._failed, False  # what fails from here on is another failure
        try:
            last = await self._run(partial(self.book.check, failed))
        except BaseException:
            self._failed = self._failed or failed
            raise
        self.book.landed(last)

    async def _cut(self, idle: float) -> int:
        number, tail = await self._run(partial(self.book.cut, idle), True)
        self.book.landed(tail)
        return number


async def _as_it_is(_: object) -> None:
    """What asyncpg does with a connection that is given back: nothing; none of ours sets anything in it."""
