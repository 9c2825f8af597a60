"""What SQLite alone promises."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import stat
import tempfile
from collections.abc import Callable, Iterator
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


@pytest.fixture
def most_bytes() -> Iterator[Callable[[int], None]]:
    """Sets how long a file may grow, as a full disk does; the system tells the writer the same way."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    yield lambda size: resource.setrlimit(resource.RLIMIT_FSIZE, (size if size >= 0 else before[0], before[1]))
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("room", [0, 30_000])
def test_a_full_disk_is_told_nothing_is_lost_and_it_goes_on_when_there_is_room(tmp_path: Path, most_bytes: Callable[[int], None], room: int) -> None:
    store = open_store(f"sqlite:///{tmp_path}/garim.db", KEY, anchors=tmp_path / "anchors")
    store.put("s", [Entry("a", "kept before", "stem")]).result()
    store.append(Receipt(protocol="chat")).result()
    recorded = 1
    most_bytes((tmp_path / "garim.db-wal").stat().st_size + room)
    failed = 0
    for number in range(400):
        error = store.append(Receipt(protocol="chat", slots=number)).exception()
        recorded += error is None
        failed += error is not None
        assert error is None or (isinstance(error, VaultFailed) and "disk full" in error.hint)
        if failed == 5:
            break
    with pytest.raises(VaultFailed):
        store.put("t", [Entry("b", "x" * 9000, "stem")]).result()
    assert failed == 5
    most_bytes(-1)

    assert store.append(Receipt(protocol="chat")).exception() is None
    assert store.get("s").result() == (Entry("a", "kept before", "stem"),)
    assert store.get("t").result() == ()
    found = chain.verify(store.page, store.points().result(), store.signer.verifier, store.known)
    assert (found.broken, found.records) == (0, recorded + 1)
    store.close()
    open_store(f"sqlite:///{tmp_path}/garim.db", KEY, anchors=tmp_path / "anchors").close()


def test_a_folder_that_may_only_be_read_stops_the_start_in_words() -> None:
    """As another user than root, who may do anything."""
    folder = Path(tempfile.mkdtemp(prefix="garim-readonly-"))
    folder.chmod(0o755)
    try:
        open_store(f"sqlite:///{folder}/garim.db", KEY).close()
        (folder / "garim.db").chmod(0o444)
        before = os.geteuid()
        folder.chmod(0o555)
        os.seteuid(65534 if before == 0 else before)
        try:
            with pytest.raises(VaultFailed, match=r"garim\.db cannot be opened"):
                open_store(f"sqlite:///{folder}/garim.db", KEY)
            with pytest.raises(VaultFailed, match=r"new\.db cannot be opened"):
                open_store(f"sqlite:///{folder}/new.db", KEY)
        finally:
            os.seteuid(before)
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)
