"""Words that people taught on the page: kept safely, loaded with the rest, public ones let through."""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest

from garim.config import Loader, Settings
from garim.config.taught import add, checked, read, remove, rows, taught_path
from garim.errors import BadInput, BadSettings
from garim.exchange import hide
from garim.values import Slot
from tests.e2e.servers import KEY


def settings(folder: Path, **screen: object) -> Settings:
    return msgspec.convert({"screen": {"names": "off", **screen}, "store": {"url": "sqlite:///garim.db"}, "base": str(folder)}, Settings)


def test_a_taught_word_is_hidden_and_a_public_one_is_not(tmp_path: Path) -> None:
    """Without a restart, and beside the lexicons."""
    (tmp_path / "words.jsonl").write_text('{"term": "Vellichor", "kind": "product"}\n{"term": "Quillmoor", "kind": "product"}\n')
    loader = Loader(settings(tmp_path, lexicons=["words.jsonl"]), key=KEY)
    add(loader.taught, [checked({"term": "모라벨", "kind": "project"}), checked({"term": "Vellichor", "kind": "public"})])
    loader._looked = float("-inf")  # the next look is due
    loader.current()
    loader.settle()
    text = hide([Slot("모라벨은 Vellichor와 Quillmoor를 씁니다.", role="user")], loader.current()).texts[0]

    assert "Vellichor" in text and "모라벨" not in text and "Quillmoor" not in text


def test_what_policy_locks_is_not_let_through_as_public(tmp_path: Path) -> None:
    (tmp_path / "words.jsonl").write_text('{"term": "Vellichor", "kind": "product"}\n')
    add(tmp_path / "taught.jsonl", [checked({"term": "Vellichor", "kind": "public"})])
    locked = msgspec.structs.replace(settings(tmp_path, lexicons=["words.jsonl"]))
    locked = msgspec.structs.replace(locked, policy=msgspec.structs.replace(locked.policy, locked=("product",)))

    assert "Vellichor" not in hide([Slot("Vellichor", role="user")], Loader(locked, key=KEY).current()).texts[0]


def test_the_last_word_on_a_word_stands(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "taught.jsonl"
    add(path, [{"term": "Mira", "kind": "org"}, {"term": "Dan", "kind": "person"}])
    add(path, [{"term": "MIRA", "kind": "public"}])

    assert [(row["term"], row["kind"]) for row in rows(path)] == [("Dan", "person"), ("MIRA", "public")]
    assert read(path)[1] == ["MIRA"]
    assert (remove(path, "mira"), remove(path, "mira")) == (1, 0)
    assert os.stat(path).st_mode & 0o77 == 0


def test_many_teach_at_once_and_none_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "taught.jsonl"
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: add(path, [{"term": f"word{n}", "kind": "org"}]), range(40)))

    assert len(rows(path)) == 40


@pytest.mark.parametrize("row", [{}, {"term": " "}, {"term": "x", "kind": "burn"}, {"term": "", "kind": "public"}, {"term": "x" * 300, "kind": "public"}])
def test_what_no_lexicon_takes_is_refused(row: dict[str, str]) -> None:
    with pytest.raises(BadInput):
        checked(row)


def test_bad_lines_are_told_and_the_rest_loads(tmp_path: Path) -> None:
    path = tmp_path / "taught.jsonl"
    path.write_text('nonsense\n{"term": "모라벨", "kind": "project"}\n[1]\n' + json.dumps({"term": "y", "kind": "burn"}) + "\n")
    terms, public, problems = read(path)

    assert [term.term for term in terms] == ["모라벨"] and public == [] and problems
    assert read(tmp_path / "none") == ([], [], [])


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadSettings):
        add(tmp_path / "file" / "taught.jsonl", [{"term": "x", "kind": "org"}])


def test_where_they_are(tmp_path: Path) -> None:
    assert taught_path(settings(tmp_path)) == tmp_path / "taught.jsonl"
    assert taught_path(settings(tmp_path, taught="ours/t.jsonl")) == tmp_path / "ours/t.jsonl"
