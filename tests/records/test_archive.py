"""Out and in again: whole, byte for byte, and records of another Garim kept apart."""

from __future__ import annotations

import hashlib
import io
import zipfile

import pytest

from garim.errors import BadInput
from garim.records import archive
from garim.records.shelf import Shelf
from tests.store.conftest import Clock

TEXT = "# 회고\r\n\r\n끝 🙂\u00a0 \t\n\n"


@pytest.fixture
def filled(shelf: Shelf, clock: Clock) -> Shelf:
    made = shelf.begin("retrospective", "ko", "2025년 회고", TEXT, due="2026-12-01")
    for number in range(3):
        clock.now += 1
        shelf.save(made.id, number + 1, text=f"{TEXT}{number}")
    shelf.save(made.id, 1, text="다른 기기에서")
    clock.now += 1
    shelf.begin("template", "en", "weekly", "## {date}\n")
    shelf.begin("decision", "en", "", "")
    return shelf


def test_into_another_garim_and_out_again_byte_for_byte(filled: Shelf, other: Shelf) -> None:
    """Also with what the other has of its own, which stays as it is."""
    own = other.begin("decision", "ko", "그쪽 것", "그쪽 글")
    data, count = archive.write(filled)
    done = archive.read(other, data)

    assert (count, len(done.new), done.own, done.same, done.bad) == (4, 4, False, 0, [])
    assert archive.write(other, filled.store.book.store)[0] == data == archive.write(filled)[0]
    assert archive.write(other)[1] == 1 and other.get(own.id).note.text == "그쪽 글"
    brought = [record for record in other.all() if record.note.origin]
    assert {record.note.origin for record in brought} == {filled.store.book.store}
    first = next(record for record in brought if record.version == 4)
    assert first.note.text == f"{TEXT}2" and [one.note.text for one in other.versions(first.id)] == [TEXT, f"{TEXT}0", f"{TEXT}1"]


def test_a_second_import_changes_nothing(filled: Shelf, other: Shelf) -> None:
    data, _ = archive.write(filled)
    archive.read(other, data)
    before = other.all()
    done = archive.read(other, data)

    assert (done.new, done.same, done.apart) == ([], 4, []) and other.all() == before


def test_a_backup_brings_back_what_was_deleted_and_touches_nothing_else(filled: Shelf) -> None:
    data, _ = archive.write(filled)
    first, *_ = filled.all()
    filled.delete(first.id)
    kept = filled.all()
    done = archive.read(filled, data)

    assert (done.own, [record.id for record in done.new], done.same) == (True, [first.id], 3)
    assert archive.write(filled)[0] == data and {r.id for r in kept} < {r.id for r in filled.all()}


def test_what_went_two_ways_is_kept_both_ways(filled: Shelf, other: Shelf) -> None:
    """A record that was imported, then changed there: the next archive's text is kept beside it."""
    archive.read(other, archive.write(filled)[0])
    here = next(record for record in other.all() if record.version == 4)
    other.save(here.id, 4, text="여기서 고침")
    there = filled.get(here.note.was)
    filled.save(there.id, 4, text="거기서 고침")
    done = archive.read(other, archive.write(filled)[0])
    again = archive.read(other, archive.write(filled)[0])

    assert [record.note.text for record in done.apart] == ["거기서 고침"] and again.apart == []
    assert other.get(here.id).note.text == "여기서 고침" and done.apart[0].note.beside == here.id


def test_what_does_not_hold_is_left_out_and_told(filled: Shelf, other: Shelf) -> None:
    data, _ = archive.write(filled)
    source = zipfile.ZipFile(io.BytesIO(data))
    hurt = sorted(name for name in source.namelist() if name.endswith("/1.md"))[0]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, b"changed" if name == hurt else source.read(name))
    done = archive.read(other, out.getvalue())

    assert done.bad == [hurt] and len(other.all()) >= 3


@pytest.mark.parametrize("data", [b"", b"no zip", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_archive_is_refused(shelf: Shelf, data: bytes) -> None:
    with pytest.raises(BadInput, match="no archive"):
        archive.read(shelf, data)

    assert shelf.all() == []


@pytest.mark.parametrize(("name", "store"), [("../x", "ab"), ("", "ab"), ("a", "a/b"), ("a\x00", "ab")])
def test_an_archive_with_names_that_lead_elsewhere_is_refused(shelf: Shelf, name: str, store: str) -> None:
    import msgspec

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        target.writestr("records.json", msgspec.json.encode({"format": archive.FORMAT, "store": store, "records": [{"id": name, "versions": []}]}))
    with pytest.raises(BadInput, match="does not hold"):
        archive.read(shelf, out.getvalue())


@pytest.mark.parametrize("how", ["one text many times", "a text too long", "a version that nobody wrote", "version 0"])
def test_a_small_archive_does_not_become_many_texts(filled: Shelf, other: Shelf, how: str) -> None:
    """Its list cannot say one file twice, its files are no longer than a text, and numbers of versions cost nothing."""
    import msgspec

    numbers = {"one text many times": (1, 2, 3), "a text too long": (1,), "a version that nobody wrote": (9_999,), "version 0": (0,)}[how]
    data = b"x" * (archive.MOST_FILE + 1 if how == "a text too long" else 500)
    row = {"file": "a/1.md", "sha256": hashlib.sha256(data).hexdigest(), "kind": "decision", "lang": "ko", "title": "", "begun": 1.0, "changed": 1.0}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("a/1.md", data)
        rows = [{"id": "a", "versions": [{**row, "version": number} for number in numbers]}]
        target.writestr("records.json", msgspec.json.encode({"format": archive.FORMAT, "store": "ab", "records": rows}))
    if how == "one text many times":
        with pytest.raises(BadInput, match="does not hold"):
            archive.read(other, out.getvalue())
        assert other.all() == []
        return
    done = archive.read(other, out.getvalue())
    kept = [record.version for record in other.all()]
    assert (done.bad, kept) == (([], [9_999]) if how == "a version that nobody wrote" else (["a/1.md"], []))
