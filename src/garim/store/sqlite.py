"""A store in one SQLite file.

One thread owns the connection. It takes whatever waits and commits it as ONE transaction, so a busy gateway pays for
one commit where it would have paid for many. A receipt, which every exchange must wait for, is first tried at once in
the caller's thread: that costs 30 microseconds, against 250 for going to the thread and back. Where another holds the
file, it waits in the thread as all else does; and the thread alone moves the log into the file, which may wait for the
disk. WAL and synchronous=NORMAL: a commit survives the process, always; a power cut may lose the last moments, never
the file. With `full`, a commit waits for the disk.
Source: https://www.sqlite.org/wal.html

Before each write, the path is looked at (place.py). Where another file lies there, the thread opens it, if it is the same
store with every record that this process and the anchor know; else nothing is written until it is.
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
from typing import Any, NamedTuple, TypeVar
from urllib.parse import quote

from garim.errors import BadSettings, GarimError, VaultFailed
from garim.store import migrate
from garim.store.anchor import Anchor, Known
from garim.store.book import MANY, Book, Rows, Work
from garim.store.chain import GONE_HINT, Point, Record
from garim.store.files import must_be_file
from garim.store.history import History
from garim.store.merkle import Signer
from garim.store.place import Place, Three
from garim.values import Entry, Event, Receipt

WAIT = 10.0
"""Seconds to wait for another process that writes to the same file."""
BATCH = 256
"""Calls in one transaction, at most."""
CHECKPOINT = 1000
"""Receipts after which the log is moved into the file."""

DONE: Future[None] = Future()
"""What a call that is done already returns."""
DONE.set_result(None)
T = TypeVar("T")


class Job(NamedTuple):
    """Something for the thread to do."""

    work: Callable[[], Work[Any]]
    future: Future[Any]
    landed: Callable[[Any], Any] | None = None
    """Told the result after the commit; gives what the future gets."""


def statements() -> dict[str, str]:
    """The named statements of store.sql."""
    parts = re.split(r"^-- name: (\w+)\n", files("garim.store").joinpath("store.sql").read_text(), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


class SqliteStore:
    """A store in one file; several processes may share it."""

    def __init__(self, path: str, book: Book, *, anchor: Anchor | None = None, guarded: bool = True, full: bool = False) -> None:
        """
        Args:
            path: Of the file, made with mode 0600 where it is not there; ":memory:" for none.
            book: What is done in it.
            anchor: What is remembered of it.
            guarded: False opens also a store that is not the one remembered.
            full: Whether a commit waits for the disk.

        Raises:
            BadSettings: It was made with another key.
            VaultFailed: It cannot be opened, is no SQLite file, or not the store that it was.
        """
        self.book, self._anchor, self._full = book, anchor, full
        book.anchor = anchor
        self.history = History(self, book)
        self._place = None if path == ":memory:" else Place(path)
        self._sql = statements()
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._db = self._open(path, guarded)
        # A database in memory has one connection only.
        self._quick = None if path == ":memory:" else self._connect(path, wait=0.0)
        self._quick_lock = threading.Lock()
        self._quick_count = self._written = 0
        self._sizes = (0, 0)
        self._failed = False
        """Whether something failed since a write was last seen to succeed."""
        if self._place:
            self._place.hold()
        self._look()
        self._thread = threading.Thread(target=self._work, name="garim-store", daemon=True)
        self._thread.start()

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
        return self._ask(partial(self.book.put, scope, owner, entries))

    def get(self, scope: str, owner: str = "") -> Future[tuple[Entry, ...]]:
        """See `Vault.get`."""
        return self._ask(partial(self.book.get, scope, owner))

    def forget(self, idle: float, scope: str = "", owner: str = "") -> Future[int]:
        """See `Vault.forget`."""
        return self._ask(partial(self.book.forget, idle, scope, owner))

    def do(self, work: Callable[[], Work[T]]) -> Future[T]:
        """See `Store.do`."""
        return self._ask(work)

    def append(self, receipt: Receipt | Event) -> Future[None]:
        """See `Audit.append`; mostly done when it returns."""
        at = self.book.wall()
        if self._quick is None or not self._quick_lock.acquire(blocking=False):
            return self._append(receipt, at)
        try:
            quick = self._quick
            if not self.book.tail.number:  # the first record of all is added in the thread
                return self._append(receipt, at)
            self._look()
            tail = self.book.tail
            record = self.book.link(tail, receipt, at)
            if quick.execute(self._sql["append_after"], (*record, tail.number, tail.hash)).rowcount != 1:
                return self._append(receipt, at)
            self.book.landed(record)
        except sqlite3.IntegrityError:  # another process added that number
            return self._append(receipt, at)
        except sqlite3.Error as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:  # also its extended forms
                return self._append(receipt, at)
            self._failed = True
            return _failed(error)
        except GarimError:  # the thread looks again, and opens what may be opened
            return self._append(receipt, at)
        finally:
            self._quick_lock.release()
        self._quick_count += 1
        if self._quick_count >= CHECKPOINT:
            self._ask(_nothing)
        return DONE

    def page(self, after: int) -> Future[list[Record]]:
        """See `Audit.page`."""
        return self._ask(partial(self.book.page, after))

    def points(self) -> Future[list[Point]]:
        """See `Audit.points`."""
        return self._ask(self.book.points)

    def checkpoint(self) -> Future[Point | None]:
        """See `Audit.checkpoint`."""
        return self._ask(self.book.checkpoint)

    def cut(self, idle: float) -> Future[int]:
        """See `Audit.cut`."""
        return self._ask(partial(self.book.cut, idle), self._cut)

    def clients(self) -> Future[list[tuple[str, bytes, str]]]:
        """See `Ledger.clients`."""
        return self._ask(self.book.clients)

    def set_client(self, name: str, digest: bytes, document: str) -> Future[None]:
        """See `Ledger.set_client`."""
        return self._ask(partial(self.book.set_client, name, digest, document))

    def spend(self, period: str, spent: Sequence[tuple[str, str, float]]) -> Future[list[tuple[str, str, float]]]:
        """See `Ledger.spend`."""
        return self._ask(partial(self.book.spend, period, spent))

    def check(self) -> Future[None]:
        """See `Store.check`."""
        failed = self._failed
        return self._ask(partial(self.book.check, failed), partial(self._checked, failed))

    def new_data_key(self) -> Future[int]:
        """See `Store.new_data_key`."""
        return self._ask(self.book.new_data_key)

    def reseal(self) -> Future[int]:
        """See `Store.reseal`."""
        return self._ask(self.book.reseal)

    def drop_old_keys(self) -> Future[int]:
        """See `Store.drop_old_keys`."""
        return self._ask(self.book.drop_old_keys)

    def rewrap(self, key: bytes) -> Future[None]:
        """See `Store.rewrap`."""
        return self._ask(partial(self.book.rewrap, key))

    def close(self) -> None:
        """See `Store.close`."""
        self._jobs.put(None)
        self._thread.join()
        self._db.close()
        if self._quick is not None:
            self._quick.close()
        if self._anchor:
            self._anchor.close()

    def _append(self, receipt: Receipt | Event, at: float) -> Future[None]:
        return self._ask(partial(self.book.append_all, [(receipt, at)]), self.book.landed)

    def _checked(self, failed: bool, last: Record) -> None:
        self._failed = self._failed and not failed
        self.book.landed(last)

    def _cut(self, result: tuple[int, Record]) -> int:
        self.book.landed(result[1])
        return result[0]

    def _ask(self, work: Callable[[], Work[Any]], landed: Callable[[Any], Any] | None = None) -> Future[Any]:
        future: Future[Any] = Future()
        self._jobs.put(Job(work, future, landed))
        return future

    def _open(self, path: str, guarded: bool) -> sqlite3.Connection:
        known = self.known
        try:
            if self._place:
                if guarded and known and not Path(path).exists():
                    raise VaultFailed(f"the store {path} is gone: its audit had {known.number} records", hint=GONE_HINT)
                must_be_file(Path(path))
                Path(path).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                if not Path(path).exists():  # closing a descriptor of it would drop the locks of this process' other stores
                    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
            db = self._connect(path, wait=WAIT)
            if self._version(db) != migrate.HEAD:
                migrate.upgrade_sqlite(db)
            db.execute("BEGIN IMMEDIATE")
            try:
                self._drive(db, self.book.open(guarded=guarded))
                db.execute("COMMIT")
            except BaseException:
                db.execute("ROLLBACK")
                db.close()
                raise
        except (OSError, sqlite3.Error) as error:
            raise VaultFailed(f"the store {path} cannot be opened: {_reason(error)}", hint="see [store] url") from None
        except GarimError:
            raise
        except Exception as error:  # alembic's and SQLAlchemy's, which carry the database's own
            told = _reason(getattr(error, "orig", None) or error)
            raise VaultFailed(f"the store {path} cannot be brought to this version: {told}", hint="see [store] url") from None
        return db

    def _version(self, db: sqlite3.Connection) -> str:
        try:
            row = db.execute(self._sql["version"]).fetchone()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:  # anything but: there is no such table
                raise
            return ""
        return str(row[0]) if row else ""

    def _connect(self, path: str, *, wait: float) -> sqlite3.Connection:
        db = sqlite3.connect(path, timeout=wait, isolation_level=None, check_same_thread=False)
        sync = "FULL" if self._full else "NORMAL"
        for pragma in ("journal_mode=WAL", f"synchronous={sync}", "secure_delete=ON", "wal_autocheckpoint=0"):
            db.execute(f"PRAGMA {pragma}")
        return db

    def _look(self) -> None:
        """See that the path still leads to the file that is open, and that nobody else wrote to it.

        Raises:
            VaultFailed: It does not. Nothing was written.
        """
        if self._place is None:
            return
        # Read before the file is looked at: the other thread may see it grow meanwhile, and that is no cut.
        size, changed = self._sizes
        file = self._place.look()
        if file.st_size < size:
            raise VaultFailed(f"the store {self._place.path} was cut while in use", hint=GONE_HINT)
        if file.st_mtime_ns != changed:
            # Garim writes to the file itself only now and then: to know that it was Garim, read it afresh.
            if changed:
                self._read_afresh(self._place.path)
            self._sizes = (file.st_size, file.st_mtime_ns)

    def _look_again(self) -> None:
        """As `_look`, in the thread: where another file was put at the path that is the same store, it is opened."""
        try:
            self._look()
        except VaultFailed:
            known = self.known
            if self._place is None or (there := self._place.other(known.number if known else 0)) is None:
                raise
            self._take(self._place, there)

    def _take(self, place: Place, there: Three) -> None:
        """Open what was put in the place of what was open.

        Raises:
            VaultFailed: It is not the same store, lacks a record, or is damaged. Nothing was written to it.
        """
        try:
            tried = sqlite3.connect(f"file:{quote(place.path)}?mode=rw", uri=True, isolation_level=None, timeout=WAIT)
            try:
                tried.execute("PRAGMA query_only=ON")
                if (version := self._version(tried)) != migrate.HEAD:
                    raise VaultFailed(
                        f"the store {place.path} was replaced by one of version {version or 'none'}", hint=GONE_HINT
                    )
                self._drive(tried, self.book.again())
                if tried.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                    raise VaultFailed(f"the store {place.path} was replaced by one that is damaged", hint=GONE_HINT)
                fresh = self._connect(place.path, wait=WAIT), self._connect(place.path, wait=0.0)
            finally:
                tried.close()
        except sqlite3.Error as error:
            told = f"the store {place.path} was replaced by what cannot be read: {_reason(error)}"
            raise VaultFailed(told, hint=GONE_HINT) from None
        with self._quick_lock:
            before, (self._db, self._quick) = (self._db, self._quick), fresh
            place.hold()
            self._sizes = (0, 0)
        # SQLite sees that the path leads elsewhere by now: it neither moves their log into a file nor removes one.
        for one in filter(None, before):
            one.close()
        if place.held is None or place.held.file != there.file:
            raise VaultFailed(f"the store {place.path} was replaced again", hint=GONE_HINT)

    def _read_afresh(self, path: str) -> None:
        try:
            db = self._connect(path, wait=WAIT)
            try:
                self._drive(db, self.book.check())
            finally:
                db.close()
        except sqlite3.Error as error:
            raise VaultFailed(f"the store {path} was overwritten: {_reason(error)}", hint=GONE_HINT) from None

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
        # The log is as safe as the file; a full disk is told by the next write, and so is a file that is another one now.
        with suppress(sqlite3.Error, VaultFailed):
            if self._place:
                self._place.look()
            self._db.execute("PRAGMA wal_checkpoint(PASSIVE)")

    def _run(self, jobs: list[Job]) -> None:
        done: list[tuple[Job, Any]] = []
        try:
            if jobs:
                self._look_again()
                self._db.execute("BEGIN IMMEDIATE")
                # What is in one transaction follows from what is before it there: the tail goes on with it, or back.
                tail = self.book.tail
                for job in jobs:
                    try:
                        result = self._drive(self._db, job.work())
                        if isinstance(result, Record):
                            self.book.tail = Record(result.number, "", result.hash)
                        done.append((job, result))
                    except GarimError as error:  # one record that does not open is no reason to fail the others
                        done.append((job, error))
                self.book.tail = tail
                self._db.execute("COMMIT")
                self._written += len(jobs)
        except Exception as error:  # whatever it is, nobody may wait for ever or believe that it was stored
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            self._failed = True
            done = [(job, _vault_failed(error)) for job in jobs]
        for job, result in done:
            if job.landed and not isinstance(result, Exception):
                result = job.landed(result)
            if job.future.set_running_or_notify_cancel():
                if isinstance(result, Exception):
                    job.future.set_exception(result)
                else:
                    job.future.set_result(result)

    def _drive(self, db: sqlite3.Connection, work: Work[T]) -> T:
        rows: Rows = ()
        try:
            name, arguments = next(work)
            while True:
                if name == MANY:
                    rows = db.executemany(self._sql["append"], arguments).fetchall()
                else:
                    rows = db.execute(self._sql[name], arguments).fetchall()
                name, arguments = work.send(rows)
        except StopIteration as stop:
            result: T = stop.value
            return result


def _nothing() -> Work[None]:
    return
    yield


def _failed(error: Exception) -> Future[None]:
    future: Future[None] = Future()
    future.set_exception(_vault_failed(error))
    return future


def _vault_failed(error: Exception) -> GarimError:
    if isinstance(error, VaultFailed | BadSettings):
        return error
    return VaultFailed(f"the store could not be used: {_reason(error)}", hint="is the disk full?")


def _reason(error: BaseException) -> str:
    return getattr(error, "sqlite_errorname", "") or getattr(error, "strerror", "") or type(error).__name__
