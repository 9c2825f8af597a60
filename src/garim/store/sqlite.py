"""A store in one SQLite file.

One thread owns the connection. It takes whatever waits and commits it as ONE transaction, so a busy gateway pays for
one commit where it would have paid for many. A receipt, which every exchange must wait for, is first tried at once in
the caller's thread: that costs 20 microseconds, against 250 for going to the thread and back. Where another holds the
file, it waits in the thread as all else does; and the thread alone moves the log into the file, which may wait for the
disk. WAL and synchronous=NORMAL: a commit survives the process, always; a power cut may lose the last moments, never
the file.
Source: https://www.sqlite.org/wal.html
"""

from __future__ import annotations

import os
import re
import sqlite3
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from importlib.resources import files
from pathlib import Path
from queue import SimpleQueue
from typing import Any, TypeVar

from garim.errors import GarimError, VaultFailed
from garim.store.chain import Record, link
from garim.store.history import History, Row
from garim.store.seal import Seal
from garim.values import Entry, Receipt

WAIT = 10.0
"""Seconds to wait for another process that writes to the same file."""
BATCH = 256
"""Calls in one transaction, at most."""
CHECKPOINT = 1000
"""Receipts after which the log is moved into the file."""
TABLES = ("vault_table", "vault_index", "audit_table", "page_table", "page_room_index", "page_part_index")
"""Statements that make what is not there yet."""

DONE: Future[None] = Future()
"""What a call that is done already returns."""
DONE.set_result(None)

T = TypeVar("T")
Job = tuple[Callable[[], Any], "Future[Any]"]


def statements() -> dict[str, str]:
    """The named statements of store.sql."""
    parts = re.split(r"^-- name: (\w+)\n", files("garim.store").joinpath("store.sql").read_text(), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


class SqliteStore:
    """A vault and an audit in one file; several processes may share it."""

    def __init__(self, path: str, key: bytes, *, keep: float, clock: Callable[[], float]) -> None:
        """
        Args:
            path: Of the file, made with mode 0600 where it is not there; ":memory:" for none.
            key: The master key.
            keep: Seconds after its last use at which a scope is no longer given out; 0 for ever.
            clock: Seconds since 1970.

        Raises:
            VaultFailed: It cannot be opened, or is no SQLite file.
        """
        self._seal, self._keep, self._clock = Seal(key), keep, clock
        self.history = History(self, self._seal, clock)
        self._sql = statements()
        # SQLite keeps a table in the order of its INTEGER PRIMARY KEY; another type's is an index beside it, written twice.
        self._sql["audit_table"] = self._sql["audit_table"].replace("BIGINT", "INTEGER")
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._db = self._open(path)
        # A database in memory has one connection only.
        self._quick = None if path == ":memory:" else self._connect(path, wait=0.0)
        self._quick_lock = threading.Lock()
        self._tail: Record | None = None
        self._quick_count = self._written = 0
        self._thread = threading.Thread(target=self._work, name="garim-store", daemon=True)
        self._thread.start()

    def put(self, scope: str, entries: Sequence[Entry]) -> Future[None]:
        """See `Vault.put`."""
        name = self._seal.scope(scope)
        batch, sealed = self._seal.close(name, entries)
        return self._ask(partial(self._put, name, batch, sealed))

    def get(self, scope: str) -> Future[tuple[Entry, ...]]:
        """See `Vault.get`."""
        return self._ask(partial(self._get, self._seal.scope(scope)))

    def forget(self, idle: float, scope: str = "") -> Future[int]:
        """See `Vault.forget`."""
        return self._ask(partial(self._forget, idle, self._seal.scope(scope) if scope else b""))

    def append(self, receipt: Receipt) -> Future[None]:
        """See `Audit.append`; mostly done when it returns."""
        at = self._clock()
        if self._quick is None or not self._quick_lock.acquire(blocking=False):
            return self._ask(partial(self._append, receipt, at))
        try:
            self._tail = _add(self._quick, self._sql, self._tail, receipt, at)
        except sqlite3.Error as error:
            if self._quick.in_transaction:
                self._quick.execute("ROLLBACK")
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:  # also its extended forms
                return self._ask(partial(self._append, receipt, at))
            return _failed(error)
        finally:
            self._quick_lock.release()
        self._quick_count += 1
        if self._quick_count >= CHECKPOINT:
            self._jobs.put((lambda: None, Future()))
        return DONE

    def page(self, after: int) -> Future[list[Record]]:
        """See `Audit.page`."""
        return self._ask(partial(self._page, after))

    def run(self, name: str, values: Sequence[object], then: Callable[[list[Row]], T]) -> Future[T]:
        """See `Runs.run`."""
        return self._ask(lambda: then(self._db.execute(self._sql[name], values).fetchall()))

    def close(self) -> None:
        """See `Store.close`."""
        self._jobs.put(None)
        self._thread.join()
        self._db.close()
        if self._quick is not None:
            self._quick.close()

    def _ask(self, call: Callable[[], Any]) -> Future[Any]:
        future: Future[Any] = Future()
        self._jobs.put((call, future))
        return future

    def _open(self, path: str) -> sqlite3.Connection:
        try:
            if path != ":memory:":
                Path(path).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
            db = self._connect(path, wait=WAIT)
            for name in TABLES:
                db.execute(self._sql[name])
        except (OSError, sqlite3.Error) as error:
            raise VaultFailed(f"the store {path} cannot be opened: {_reason(error)}", hint="see [store] url") from None
        return db

    def _connect(self, path: str, *, wait: float) -> sqlite3.Connection:
        db = sqlite3.connect(path, timeout=wait, isolation_level=None, check_same_thread=False)
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON", "wal_autocheckpoint=0"):
            db.execute(f"PRAGMA {pragma}")
        return db

    def _work(self) -> None:
        """The store's thread: until None comes, take what waits, run it as one transaction, and tell."""
        stop = False
        while not stop:
            jobs, job = [], self._jobs.get()
            while job is not None:
                jobs.append(job)
                if len(jobs) == BATCH or self._jobs.empty():
                    break
                job = self._jobs.get()
            stop = job is None
            self._run(jobs)
            if self._written + self._quick_count >= CHECKPOINT or stop:
                self._checkpoint()

    def _checkpoint(self) -> None:
        """Move the log into the file; others go on meanwhile, and what a reader still holds is moved next time."""
        self._written = self._quick_count = 0
        with suppress(sqlite3.Error):  # the log is as safe as the file; a full disk is told by the next write
            self._db.execute("PRAGMA wal_checkpoint(PASSIVE)")

    def _run(self, jobs: list[Job]) -> None:
        done: list[tuple[Future[Any], Any]] = []
        try:
            if jobs:
                self._db.execute("BEGIN IMMEDIATE")
                for call, future in jobs:
                    try:
                        done.append((future, call()))
                    except GarimError as error:  # one record that does not open is no reason to fail the others
                        done.append((future, error))
                self._db.execute("COMMIT")
                self._written += len(jobs)
        except Exception as error:  # whatever it is, nobody may wait for ever or believe that it was stored
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            done = [(future, _vault_failed(error)) for _, future in jobs]
        for future, result in done:
            if future.set_running_or_notify_cancel():
                if isinstance(result, Exception):
                    future.set_exception(result)
                else:
                    future.set_result(result)

    def _put(self, scope: bytes, batch: bytes, sealed: bytes) -> None:
        self._db.execute(self._sql["put"], (scope, batch, sealed, self._clock()))

    def _get(self, scope: bytes) -> tuple[Entry, ...]:
        now = self._clock()
        rows = self._db.execute(self._sql["get"], (scope, now - self._keep if self._keep else 0.0)).fetchall()
        if rows:
            self._db.execute(self._sql["touch"], (scope, now))
        return unseal(self._seal, scope, rows)

    def _forget(self, idle: float, scope: bytes) -> int:
        before = self._clock() - idle
        if scope:
            return self._db.execute(self._sql["forget_scope"], (before, scope)).rowcount
        return self._db.execute(self._sql["forget_idle"], (before,)).rowcount

    def _append(self, receipt: Receipt, at: float) -> None:
        _insert(self._db, self._sql, _last(self._db, self._sql), receipt, at)

    def _page(self, after: int) -> list[Record]:
        return [Record(*row) for row in self._db.execute(self._sql["page"], (after,))]


def unseal(seal: Seal, scope: bytes, rows: Sequence[tuple[bytes, bytes]]) -> tuple[Entry, ...]:
    """Open the batches of a scope; an entry that stands in several is given once."""
    return tuple(dict.fromkeys(entry for batch, sealed in rows for entry in seal.open(scope, batch, sealed)))


def _add(db: sqlite3.Connection, sql: dict[str, str], tail: Record | None, receipt: Receipt, at: float) -> Record:
    """Add a receipt after the record that this process added last: one statement, where nobody else added one since."""
    try:
        return _insert(db, sql, tail, receipt, at)
    except sqlite3.IntegrityError:  # that number is taken
        db.execute("BEGIN IMMEDIATE")
        record = _insert(db, sql, _last(db, sql), receipt, at)
        db.execute("COMMIT")
        return record


def _insert(db: sqlite3.Connection, sql: dict[str, str], previous: Record | None, receipt: Receipt, at: float) -> Record:
    record = link(previous, receipt, at)
    db.execute(sql["append"], record)
    return record


def _last(db: sqlite3.Connection, sql: dict[str, str]) -> Record | None:
    row = db.execute(sql["last"]).fetchone()
    return Record(row[0], "", row[1]) if row else None


def _failed(error: Exception) -> Future[None]:
    future: Future[None] = Future()
    future.set_exception(_vault_failed(error))
    return future


def _vault_failed(error: Exception) -> VaultFailed:
    return VaultFailed(f"the store could not be used: {_reason(error)}", hint="is the disk full?")


def _reason(error: Exception) -> str:
    return getattr(error, "sqlite_errorname", "") or getattr(error, "strerror", "") or type(error).__name__
