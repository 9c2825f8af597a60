"""What SQLite alone promises."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from garim.errors import VaultFailed
from garim.store import chain, open_store
from garim.values import Entry, Receipt
from tests.store.conftest import KEY

RECEIPT = Receipt(protocol="p")


def test_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/a/garim.db", KEY)
    store.append(RECEIPT).result()

    modes = [stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "a").iterdir()]
    store.close()
    assert set(modes) == {0o600}


def test_a_file_that_is_no_database_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "garim.db").write_text("this is no database, it is a text of some length" * 50)

    with pytest.raises(VaultFailed, match="cannot be opened: SQLITE_NOTADB"):
        open_store(f"sqlite:///{tmp_path}/garim.db", KEY)


def test_a_failed_write_fails_every_call_of_its_transaction(tmp_path: Path) -> None:
    """The table is gone, as a full disk would be: nobody is told that it was stored; and the store goes on after it."""
    store = open_store(f"sqlite:///{tmp_path}/garim.db", KEY)
    with sqlite3.connect(tmp_path / "garim.db") as db:
        db.execute("ALTER TABLE garim_audit RENAME TO away")

    with pytest.raises(VaultFailed, match="SQLITE_ERROR"):
        store.append(RECEIPT).result()
    with sqlite3.connect(tmp_path / "garim.db") as db:
        db.execute("ALTER TABLE away RENAME TO garim_audit")
    store.append(RECEIPT).result()
    assert chain.verify(store.page)[:2] == (1, 0)
    store.close()


def test_closing_finishes_what_was_asked_for(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/garim.db"
    store = open_store(url, KEY)
    futures = [store.put("s", [Entry(str(n), "o", "stem")]) for n in range(600)]
    store.close()

    assert all(future.done() for future in futures)
    again = open_store(url, KEY)
    assert len(again.get("s").result()) == 600
    again.close()


def test_a_call_that_nobody_waits_for_any_more_harms_no_other(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/garim.db", KEY)
    futures = [store.append(RECEIPT) for _ in range(100)]
    cancelled = sum(future.cancel() for future in futures[::2])
    for future in futures:
        if not future.cancelled():
            future.result()

    assert chain.verify(store.page)[:2] == (100, 0), cancelled
    store.close()


def removed(path: Path) -> None:
    for one in path.parent.glob("garim.db*"):
        one.unlink()


def replaced(path: Path) -> None:
    open_store(f"sqlite:///{path.parent}/other.db", KEY).close()
    (path.parent / "other.db").rename(path)


def overwritten(path: Path) -> None:
    open_store(f"sqlite:///{path.parent}/other.db", KEY).close()
    path.write_bytes((path.parent / "other.db").read_bytes())
    path.with_name(path.name + "-wal").write_bytes(b"")


MEDDLING = {
    "removed": removed,
    "log removed": lambda path: path.with_name("garim.db-wal").unlink(),
    "moved": lambda path: path.rename(path.with_name("elsewhere.db")),
    "replaced": replaced,
    "truncated": lambda path: path.write_bytes(b""),
    "garbage": lambda path: path.write_bytes(b"x" * 100_000),
    "overwritten": overwritten,
}


@pytest.mark.parametrize("meddle", MEDDLING.values(), ids=MEDDLING.keys())
def test_a_file_that_is_taken_away_under_a_store_in_use_stops_every_write(tmp_path: Path, meddle: Callable[[Path], object]) -> None:
    """SQLite itself would go on and write into nothing."""
    path = tmp_path / "garim.db"
    store = open_store(f"sqlite:///{path}", KEY, anchors=tmp_path / "anchors")
    for _ in range(3):
        store.append(RECEIPT).result()
    store._checkpoint()  # what is in the file itself is what can be taken away
    meddle(path)

    for call in (lambda: store.append(RECEIPT), lambda: store.put("s", [Entry("a", "b", "stem")]), store.check, lambda: store.append(RECEIPT)):
        with pytest.raises(VaultFailed):
            call().result()
    store.close()


def test_a_file_that_comes_back_is_used_again(tmp_path: Path) -> None:
    path = tmp_path / "garim.db"
    store = open_store(f"sqlite:///{path}", KEY)
    store.append(RECEIPT).result()
    path.rename(tmp_path / "away")
    with pytest.raises(VaultFailed, match="removed"):
        store.append(RECEIPT).result()
    (tmp_path / "away").rename(path)
    store.append(RECEIPT).result()

    assert chain.verify(store.page)[:2] == (2, 0)
    store.close()


def test_a_file_that_is_gone_at_the_start_is_not_made_anew(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/garim.db"
    store = open_store(url, KEY, anchors=tmp_path / "anchors")
    store.append(RECEIPT).result()
    store.close()
    removed(tmp_path / "garim.db")

    with pytest.raises(VaultFailed, match="is gone: its audit had 1 records"):
        open_store(url, KEY, anchors=tmp_path / "anchors")
    assert list(tmp_path.glob("garim.db*")) == []


def test_a_file_that_grows_under_two_threads_is_not_taken_for_a_cut_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One thread looks at the file, the other sees it grown and notes that, and only then the first one compares."""
    store = open_store(f"sqlite:///{tmp_path}/garim.db", KEY)
    store.append(RECEIPT).result()
    real, inside = os.stat, []

    def late(path: str, *more: object, **named: object) -> os.stat_result:
        seen = real(path, *more, **named)  # type: ignore[arg-type]
        if str(path).endswith("garim.db") and not inside:
            inside.append(True)
            store._sizes = (seen.st_size + 4096, seen.st_mtime_ns)  # type: ignore[attr-defined]
        return seen

    monkeypatch.setattr("garim.store.sqlite.os.stat", late)
    store.append(RECEIPT).result()
    monkeypatch.undo()
    store._sizes = (0, 0)  # type: ignore[attr-defined]
    assert chain.verify(store.page)[:2] == (2, 0)
    store.close()
