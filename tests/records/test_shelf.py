"""Records in both stores: hers alone, versioned, and nothing lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from garim.errors import BadInput, VaultFailed
from garim.records.shelf import Shelf
from garim.store.chain import walk
from garim.store.clock import Plausible
from tests.records.conftest import Shelves
from tests.store.conftest import Clock, execute

TEXT = "# 2025년 회고\n\n미래온 배포를 자동화했다.\r\n끝 🙂 "
DAY = 86400.0


def test_a_record_is_kept_changed_and_keeps_its_versions(shelves: Shelves, clock: Clock) -> None:
    shelf = shelves("mina")
    made = shelf.begin("retrospective", "ko", "2025년 회고", TEXT, due="2026-12-01")
    clock.now += 60
    saved = shelf.save(made.id, made.version, text="둘째", due="")
    clock.now += 60
    shelf.save(made.id, saved.record.version, text="셋째", title="새 제목")
    now = shelf.get(made.id)

    assert (now.version, now.note.text, now.note.title, now.note.due) == (3, "셋째", "새 제목", "")
    assert [(one.version, one.note.text) for one in shelf.versions(made.id)] == [(1, TEXT), (2, "둘째")]
    assert shelf.get(made.id, 1).note.text == TEXT and shelf.get(made.id[:5]).id == made.id
    assert now.note.begun == made.note.begun and now.note.changed == made.note.begun + 120


def test_a_change_of_nothing_makes_no_version(shelves: Shelves) -> None:
    shelf = shelves()
    made = shelf.begin("decision", "en", "A", "text")

    assert shelf.save(made.id, 1, text="text").record.version == 1
    assert shelf.versions(made.id) == []


def test_nobody_reads_changes_or_deletes_anothers(shelves: Shelves) -> None:
    """By any call, and by an id that she knows."""
    hers, his, machine = shelves("mina"), shelves("jo"), shelves()
    made = hers.begin("decision", "ko", "결정", TEXT)
    hers.save(made.id, 1, text="더")
    for other in (his, machine):
        assert (other.all(), other.raw(), other.lost([]), other.versions(made.id)) == ([], [], [], [])
        for act in (lambda o=other: o.get(made.id), lambda o=other: o.get(made.id, 1), lambda o=other: o.save(made.id, 2, text="x"), lambda o=other: o.delete(made.id)):
            with pytest.raises(BadInput) as told:
                act()
            assert told.value.status == 404

    assert hers.get(made.id).note.text == "더"


def test_two_devices_that_change_one_record_lose_nothing(shelves: Shelves) -> None:
    shelf = shelves("mina")
    made = shelf.begin("decision", "ko", "결정", "처음")
    first = shelf.save(made.id, 1, text="노트북에서")
    late = shelf.save(made.id, 1, text="전화기에서")

    assert first.copy is None and late.copy is not None
    assert shelf.get(made.id).note.text == "노트북에서"
    kept = shelf.get(late.copy.id)
    assert (kept.note.text, kept.note.beside, kept.note.title) == ("전화기에서", made.id, "결정 (다른 기기에서 고친 글)")
    assert {record.note.text for record in shelf.all()} == {"노트북에서", "전화기에서"}


def test_a_damaged_record_is_told_and_the_others_go_on(shelves: Shelves, url: str, clock: Clock) -> None:
    shelf = shelves("mina")
    hurt = shelf.begin("decision", "ko", "첫째", "하나")
    shelf.save(hurt.id, 1, text="하나 더")
    clock.now += 1
    whole = shelf.begin("departure", "ko", "둘째", "둘")
    place = shelf.store.book.seal.place(("page", "mina", "record", hurt.id)).hex()
    broken, where = (("X'00'", f"X'{place}'") if url.startswith("sqlite") else ("'\\x00'::bytea", f"'\\x{place}'::bytea"))
    execute(url, f"UPDATE garim_page SET sealed = {broken} WHERE name = {where}")
    there = shelf.all()

    assert [record.id for record in there] == [whole.id]
    assert [(lost.id, lost.kind, lost.why) for lost in shelf.lost(there)] == [(hurt.id, "decision", "damaged")]
    with pytest.raises(VaultFailed, match="damaged") as told:
        shelf.get(hurt.id)
    assert "versions of it open: 1" in told.value.hint and shelf.get(hurt.id, 1).note.text == "하나"
    mended = shelf.save(hurt.id, 1, text="하나, 다시")
    assert (mended.record.version, shelf.get(hurt.id).note.text, shelf.lost(shelf.all())) == (3, "하나, 다시", [])
    execute(url, f"UPDATE garim_page SET sealed = {broken} WHERE name = {where}")
    shelf.delete(hurt.id)
    assert shelf.lost(shelf.all()) == []


class Even:
    """The store's clock where the days did pass: a clock that jumps is doubted."""

    def __init__(self, clock: Clock) -> None:
        self.now, self.state = clock, Plausible(clock(), clock())


def test_what_retention_deleted_is_told_without_its_words(shelves: Shelves, clock: Clock) -> None:
    shelf = shelves("mina", keep_days=30)
    shelf.store.book.clock = Even(clock)  # type: ignore[assignment]
    old = shelf.begin("decision", "ko", "미래온", "옛것")
    clock.now += 20 * DAY
    fresh = shelf.begin("decision", "ko", "새것", "새것")
    shelf.save(old.id, 1, text="고침")
    clock.now += 20 * DAY
    shelf.store.history.forget_idle(1.0).result()
    assert {record.id for record in shelf.all()} == {old.id, fresh.id}  # 30 days from the last change
    clock.now += 11 * DAY
    shelf.store.history.forget_idle(1.0).result()
    there = shelf.all()

    assert there == []
    assert {(lost.id, lost.why) for lost in shelf.lost(there)} == {(old.id, "retention"), (fresh.id, "retention")}


def test_records_outlive_what_is_only_used(shelves: Shelves, clock: Clock) -> None:
    """Two years later, with the store's usual tidying, everything is there."""
    shelf = shelves("mina")
    made = shelf.begin("departure", "ko", "떠나며", "다섯 가지")
    shelf.save(made.id, 1, text="다섯 가지와 하나")
    shelf.store.book.clock = Even(clock)  # type: ignore[assignment]
    clock.now += 730 * DAY
    shelf.store.history.forget_idle(90 * DAY).result()

    assert shelf.get(made.id).note.text == "다섯 가지와 하나" and len(shelf.versions(made.id)) == 1


def test_nothing_readable_is_on_the_disk_or_in_the_audit(shelf: Shelf, tmp_path: Path) -> None:
    made = shelf.begin("gizmo-plan", "en", "Zephyrine", "Quillon moves to Zephyrine")
    shelf.save(made.id, 1, text="Quillon stays")
    shelf.save(made.id, 1, text="Quillon leaves")
    shelf.delete(made.id)
    audit = "".join(record.text for record in walk(shelf.store.page))

    assert [word for word in ("Zephyrine", "Quillon", "gizmo") if word in audit] == []
    assert all(word in audit for word in ('"begun"', '"changed"', '"conflict"', '"deleted"', made.id))
    shelf.store.close()
    for file in tmp_path.iterdir():
        assert b"uillon" not in file.read_bytes() and b"ephyrine" not in file.read_bytes() and b"gizmo" not in file.read_bytes()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"kind": "two words"}, "kind"),
        ({"kind": ""}, "kind"),
        ({"lang": "xx"}, "language"),
        ({"text": "x" * 1_000_001}, "characters"),
        ({"text": "half \ud83d"}, "half a character"),
        ({"due": "2027-02-30"}, "day"),
        ({"due": "soon"}, "day"),
    ],
)
def test_what_cannot_be_kept_is_said(shelf: Shelf, change: dict[str, str], told: str) -> None:
    note = {"kind": "decision", "lang": "ko", "title": "t", "text": "x", "due": "", **change}
    with pytest.raises(BadInput, match=told):
        shelf.begin(note["kind"], note["lang"], note["title"], note["text"], due=note["due"])

    assert shelf.all() == [] and shelf.lost([]) == []
