"""What people keep on the page, in both stores."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from garim.errors import VaultFailed
from garim.store import Store
from garim.store.history import EVER, IDLE, NEW
from tests.store.conftest import Clock, execute

Open = Callable[..., Store]


def test_a_document_comes_back_after_a_restart(opened: Open) -> None:
    first = opened().history
    assert first.put("mina", "talk", "t1", "한글 \0 ok".encode()).result() == 1
    assert first.put("mina", "talk", "t1", b"second").result() == 2
    found = opened().history.get("mina", "talk", "t1").result()

    assert found is not None and (found.name, found.version, found.data) == ("t1", 2, b"second")


def test_nobody_sees_what_is_anothers(opened: Open) -> None:
    history = opened().history
    history.put("mina", "talk", "t1", b"hers").result()

    assert history.get("jo", "talk", "t1").result() is None
    assert history.get("mina", "draft", "t1").result() is None
    assert history.all("jo", "talk").result() == []
    assert history.forget("jo", "talk", "t1").result() == 0
    assert history.get("mina", "talk", "t1").result() is not None


def test_a_document_may_begin_with_a_later_version(opened: Open) -> None:
    """At once, not by counting up; one that is there goes on counting."""
    history = opened().history
    assert history.put("m", "record", "r", b"one", expect=NEW, first=9_999).result() == 9_999
    assert history.put("m", "record", "r", b"two", expect=NEW, first=3).result() == 0
    assert history.put("m", "record", "r", b"two", expect=9_999).result() == 10_000


def test_two_tabs_do_not_overwrite_each_other(opened: Open) -> None:
    """Who changes a version that is gone is told, and what stands there stays."""
    history = opened().history
    assert history.put("m", "draft", "d", b"one", expect=NEW).result() == 1
    assert history.put("m", "draft", "d", b"again", expect=NEW).result() == 0
    assert history.put("m", "draft", "d", b"two", expect=1).result() == 2
    assert history.put("m", "draft", "d", b"late", expect=1).result() == 0
    assert history.put("m", "draft", "gone", b"late", expect=3).result() == 0
    found = history.get("m", "draft", "d").result()

    assert found is not None and found.data == b"two"
    assert history.get("m", "draft", "gone").result() is None


def test_parts_are_listed_and_forgotten_together(opened: Open, clock: Clock) -> None:
    history = opened().history
    for number in range(3):
        clock.now += 1
        history.put("m", "message", f"a{number}", b"%d" % number, part_of="talk-a").result()
    history.put("m", "message", "b0", b"other", part_of="talk-b").result()

    assert [d.data for d in history.all("m", "message", "talk-a").result()] == [b"0", b"1", b"2"]
    assert len(history.all("m", "message").result()) == 4
    assert history.forget_part("m", "message", "talk-a").result() == 3
    assert [d.name for d in history.all("m", "message").result()] == ["b0"]


def test_what_nobody_used_is_forgotten(opened: Open, clock: Clock) -> None:
    history = opened().history
    history.put("m", "talk", "old", b"x").result()
    clock.now += 100
    history.put("m", "talk", "new", b"x").result()

    assert history.forget_idle(50).result() == 1
    assert [d.name for d in history.all("m", "talk").result()] == ["new"]


def test_what_is_to_be_kept_stays_until_then(opened: Open, clock: Clock) -> None:
    """A document may outlive what nobody used, to a day or for ever; changed without a word it goes by use again."""
    history = opened().history
    begun = clock.now
    for name, until in (("idle", IDLE), ("year", begun + 500), ("ever", EVER), ("let go", EVER)):
        history.put("m", "note", name, b"x", until=until).result()
    history.put("m", "note", "let go", b"y").result()
    clock.now += 100
    assert history.forget_idle(50).result() == 2
    assert sorted(d.name for d in history.all("m", "note").result()) == ["ever", "year"]
    clock.now += 450

    assert history.forget_idle(10_000).result() == 1
    assert [d.name for d in history.all("m", "note").result()] == ["ever"]


def test_one_that_does_not_open_hides_no_other(opened: Open, url: str) -> None:
    history = opened().history
    for name in ("one", "two", "three"):
        history.put("m", "note", name, name.encode()).result()
    first = execute(url, "SELECT name FROM garim_page ORDER BY made LIMIT 1")[0][0]
    broken = "X'00'" if url.startswith("sqlite") else "'\\x00'::bytea"
    target = bytes(first).hex()
    place = f"X'{target}'" if url.startswith("sqlite") else f"'\\x{target}'::bytea"
    execute(url, f"UPDATE garim_page SET sealed = {broken} WHERE name = {place}")
    found, damaged = history.readable("m", "note").result()

    assert (len(found), damaged) == (2, 1)


def test_nothing_readable_is_kept(opened: Open, url: str, tmp_path: Path) -> None:
    opened().history.put("Mina Seo", "talk", "about Mirae", "미래온 Mirae-on".encode(), part_of="Mirae case").result()
    rows = execute(url, "SELECT name, room, part, sealed FROM garim_page")
    raw = b"".join(bytes(field) for row in rows for field in row)  # type: ignore[call-overload]
    if url.startswith("sqlite"):
        raw += b"".join(path.read_bytes() for path in tmp_path.rglob("garim.db*"))

    assert rows
    assert not [text for text in ("Mina", "Mirae", "미래온") if text.encode() in raw]


def test_a_document_opens_at_its_own_place_only(opened: Open, url: str) -> None:
    """Bytes that were moved to another's place do not open."""
    history = opened().history
    history.put("mina", "talk", "t", b"hers").result()
    history.put("jo", "talk", "t", b"his").result()
    execute(url, "UPDATE garim_page SET sealed = (SELECT sealed FROM garim_page ORDER BY sealed LIMIT 1)")
    failed = 0
    for owner in ("mina", "jo"):
        try:
            history.get(owner, "talk", "t").result()
        except VaultFailed:
            failed += 1

    assert failed == 1



@pytest.mark.parametrize("name", ["", "a\0b", "이름", "x" * 500])
def test_any_name(opened: Open, name: str) -> None:
    history = opened().history
    history.put("m", "talk", name, b"\0\1").result()
    found = history.get("m", "talk", name).result()

    assert found is not None and (found.name, found.data) == (name, b"\0\1")
