"""What SQLite alone promises."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import stat
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from garim.errors import VaultFailed
from garim.store import Store, chain, open_store
from garim.store.place import STILL
from garim.store.sqlite import CHECKPOINT
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


def aside(path: Path) -> Path:
    """What was written so far, moved out of the way as an operator does: file, log and index together."""
    away = path.parent / "away"
    away.mkdir(exist_ok=True)
    for one in path.parent.glob("garim.db*"):
        one.rename(away / one.name)
    return away


def copied_back(path: Path) -> None:
    away = aside(path)
    shutil.copy(away / "garim.db", path)
    shutil.copy(away / "garim.db-wal", path.parent)


def from_a_backup(path: Path) -> None:
    """As `sqlite3 garim.db ".backup …"` makes one: a file without a log."""
    with closing(sqlite3.connect(path)) as db, closing(sqlite3.connect(path.parent / "backup")) as copy:
        db.backup(copy)
    aside(path)
    (path.parent / "backup").rename(path)


def piece_by_piece(path: Path) -> None:
    """A copy that somebody sees while it is not whole yet, its log later still."""
    away = aside(path)
    whole = (away / "garim.db").read_bytes()
    path.write_bytes(whole[:4096])
    time.sleep(STILL / 2)
    path.write_bytes(whole)
    time.sleep(STILL * 1.5)
    shutil.copy(away / "garim.db-wal", path.parent)


def over_another(path: Path) -> None:
    """First a store that is none of ours, and then the right one over it."""
    away = aside(path)
    open_store(f"sqlite:///{path}", KEY).close()
    time.sleep(STILL * 1.5)
    for one in away.glob("*db"):
        shutil.copy(one, path)
    shutil.copy(away / "garim.db-wal", path.parent)


def takes(store: Store) -> bool:
    """Whether it takes a record within some seconds."""
    for _ in range(60):
        if store.append(RECEIPT).exception() is None:
            return True
        time.sleep(STILL / 5)
    return False


@pytest.mark.parametrize("put_back", [copied_back, from_a_backup, piece_by_piece, over_another])
def test_a_copy_that_lacks_nothing_is_taken_up_by_everybody_who_had_the_store_open(tmp_path: Path, put_back: Callable[[Path], None]) -> None:
    """Another file, the same store: each process sees it at a time of its own, and meanwhile nobody writes into the old one."""
    path = tmp_path / "garim.db"
    stores = [open_store(f"sqlite:///{path}", KEY, anchors=tmp_path / "anchors") for _ in range(2)]
    stores[0].put("s", [Entry("a", "b", "stem")], "mina").result()
    for one in stores * 3:
        one.append(RECEIPT).result()
    old = os.open(path, os.O_RDONLY)
    before = os.pread(old, 1 << 22, 0)
    putting = threading.Thread(target=put_back, args=(path,))
    putting.start()
    stores[0].check().exception()  # somebody asks in the midst of it
    putting.join()

    assert takes(stores[0])
    for number in range(3 * CHECKPOINT // 2):  # the log is moved into the file before the other one looks
        stores[0].append(RECEIPT).result()
        assert number or takes(stores[1])
    assert takes(stores[1])
    assert os.pread(old, 1 << 22, 0) == before
    for one in stores:
        assert one.get("s", "mina").result() == (Entry("a", "b", "stem"),)
        found = chain.verify(one.page, one.points().result(), one.signer.verifier, one.known)
        assert found.broken == 0 and found.records >= 7 + 3 * CHECKPOINT // 2
        one.close()
    again = open_store(f"sqlite:///{path}", KEY, anchors=tmp_path / "anchors")
    assert chain.verify(again.page, again.points().result(), again.signer.verifier, again.known).records == found.records
    again.close()


def an_older_one(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db, closing(sqlite3.connect(path.parent / "backup")) as copy:
        db.backup(copy)
        copy.isolation_level = None
        copy.execute("DELETE FROM garim_audit WHERE number = (SELECT MAX(number) FROM garim_audit)")
    aside(path)
    (path.parent / "backup").rename(path)


def without_its_log(path: Path) -> None:
    shutil.copy(aside(path) / "garim.db", path)


def another_log(path: Path) -> None:
    """The file is another one, and the log beside it is that of the one before: they do not belong together."""
    shutil.copy(path, path.with_name("copy"))
    path.with_name("copy").rename(path)


def of_another_key(path: Path) -> None:
    aside(path)
    open_store(f"sqlite:///{path}", KEY[::-1]).close()


def another_behind(path: Path) -> None:
    """All that is known is there, and behind it a record that somebody made up."""
    from_a_backup(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("INSERT INTO garim_audit SELECT number + 1, record, hash FROM garim_audit ORDER BY number DESC LIMIT 1")


@pytest.mark.parametrize(
    ("put_there", "said", "do"),
    [
        (an_older_one, "record 3 is not there", "garim audit verify"),
        (without_its_log, "version none|cannot be read|record 3", "backup"),
        (another_log, "the log of the one before", "copy file and log back"),
        (of_another_key, "another one", "garim store begin"),
        (another_behind, "does not follow", "garim audit verify"),
    ],
)
def test_a_copy_that_is_not_the_store_with_all_it_held_is_refused_in_words(
    tmp_path: Path, put_there: Callable[[Path], None], said: str, do: str
) -> None:
    path = tmp_path / "garim.db"
    store = open_store(f"sqlite:///{path}", KEY, anchors=tmp_path / "anchors")
    for _ in range(3):
        store.append(RECEIPT).result()
    put_there(path)
    time.sleep(STILL / 10)
    store.append(RECEIPT).exception()
    time.sleep(STILL * 1.2)

    for _ in range(2):
        with pytest.raises(VaultFailed, match=said) as caught:
            store.append(RECEIPT).result()
        assert do in caught.value.hint
        time.sleep(STILL * 1.2)
    there = path.with_name("garim.db-wal").exists()
    store.close()
    assert path.with_name("garim.db-wal").exists() == there, "what lies at the path now is not ours to remove"


def test_what_a_log_held_that_was_removed_is_in_the_file_after_a_stop(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/garim.db"
    stores = [open_store(url, KEY, anchors=tmp_path / "anchors") for _ in range(2)]
    for _ in range(3):
        stores[0].append(RECEIPT).result()
    (tmp_path / "garim.db-wal").unlink()

    for one in stores:
        with pytest.raises(VaultFailed, match="log of the store") as caught:
            one.append(RECEIPT).result()
        assert "start it again" in caught.value.hint
    for one in stores:
        one.close()
    again = open_store(url, KEY, anchors=tmp_path / "anchors")
    assert chain.verify(again.page, (), "", again.known)[:2] == (3, 0)
    again.close()


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
    for _ in range(2):  # what is asked whether it is ready says so, too
        with pytest.raises(VaultFailed, match="SQLITE_"):
            store.check().result()
    most_bytes(-1)

    store.check().result()
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
