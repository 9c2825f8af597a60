"""The public table: what it knows, that both ways to ask agree, and that a damaged one stops the start."""

from __future__ import annotations

import shutil
import unicodedata
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from garim.detect.public.table import Known, Table
from garim.errors import BadSettings

INSTALLED = Path(str(files("garim.detect.public") / "data"))


@pytest.mark.parametrize(
    ("token", "fields"),
    [
        ("kubernetes", "families part"), ("java.util.HashMap", "families api"), ("HikariCP", "families"), ("DBMS_STATS", "families api"),
        ("seq", "part families"), ("the", "word zipf"), ("Grace", "word given surname"), ("haben", "foreign abroad"), ("大学", "abroad"), ("snmpwalk", "families"),
        ("도커", "families"), ("서울", "noun ko_place zipf"), ("김민수", "ko_person"), ("빠르게", "other_pos"), ("나무", "noun zipf"),
    ],
)  # fmt: skip
def test_public_words_are_known(token: str, fields: str) -> None:
    """What stands in many public sources or in a dictionary is known, each with what it is."""
    known = Table.open().look(token)

    assert all(getattr(known, field) for field in fields.split()), known


@pytest.mark.parametrize("token", ["TB_XQ_VRDNT_M", "zorvelimQuabe", "쀍뒑윓", "ghxq-prd-kd07", "", "_", "\n", "x" * 500])
def test_what_nobody_published_is_unknown(token: str) -> None:
    """An own name, an empty token and an endless one are all zeros."""
    assert Table.open().look(token) == Known()


@pytest.mark.parametrize("spellings", [("HashMap", "hash_map", "HASH-MAP", "hashmap"), ("서울", unicodedata.normalize("NFD", "서울"))])
def test_spellings_of_one_word_are_one(spellings: tuple[str, ...]) -> None:
    """Case, joining marks and the Unicode form do not matter."""
    assert len({Table.open().look(spelling) for spelling in spellings}) == 1


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(st.text(max_size=70), st.sampled_from(["Grace", "서울", "kubectl", "über", "İstanbul", "a\nb", "\ud800"])), max_size=20))
def test_rows_are_what_look_tells(tokens: list[str]) -> None:
    """Many at once gives the same as one by one, for any text."""
    table = Table.open()

    rows = table.rows(tokens)

    assert rows.shape == (len(tokens), len(Known._fields))
    assert np.allclose(rows, np.array([table.look(token) for token in tokens], np.float32).reshape(rows.shape), atol=0.006)


def test_codes_that_are_public_are_counted() -> None:
    """ORA-00060 is one of many public codes, a company's own prefix is not."""
    assert Table.open().code_prefix("ORA") > 100
    assert Table.open().code_prefix("QZVK") == 0


def test_a_process_has_one_table() -> None:
    """Opening twice maps once."""
    assert Table.open() is Table.open()


@pytest.mark.parametrize("name", ["seen.bin", "usage.bin", "code_prefixes.tsv"])
@pytest.mark.parametrize("damage", ["missing", "empty", "cut", "other", "head"])
def test_a_damaged_table_stops_the_start(tmp_path: Path, name: str, damage: str) -> None:
    """Whatever is wrong with a file, it is told with its folder and what to do, and nothing is opened."""
    if name.endswith("tsv") and damage in ("empty", "cut"):
        pytest.skip("a shorter list of prefixes is a list of prefixes")
    folder = tmp_path / "data"
    shutil.copytree(INSTALLED, folder)
    path = folder / name
    data = path.read_bytes()
    path.unlink()
    if damage != "missing":
        path.write_bytes({"empty": b"", "cut": data[:-1], "other": b"PK\x03\x04" + b"\xff" * 600, "head": data[:30] + b"\xff" + data[31:]}[damage])

    with pytest.raises(BadSettings) as told:
        Table(folder)

    assert str(folder) in told.value.message
    assert "reinstall" in told.value.hint


def test_a_changed_byte_is_found_by_verify(tmp_path: Path) -> None:
    """The whole is compared with its checksum only when asked for."""
    folder = tmp_path / "data"
    shutil.copytree(INSTALLED, folder)
    assert "seen.bin" in Table(folder).verify()
    with (folder / "usage.bin").open("r+b") as file:
        file.seek(-1000, 2)
        byte = file.read(1)
        file.seek(-1000, 2)
        file.write(bytes([byte[0] ^ 1]))

    with pytest.raises(BadSettings):
        Table(folder).verify()
