"""The master key."""

from __future__ import annotations

import base64
import stat
from pathlib import Path

import pytest

from garim.errors import BadSettings
from garim.store.keys import Keys, open_keys, replace_file

RAW = bytes(range(224, 256))


@pytest.mark.parametrize(
    "text", [RAW.hex(), base64.b64encode(RAW).decode(), base64.urlsafe_b64encode(RAW).decode() + "\n"]
)
def test_the_variable_wins(tmp_path: Path, text: str) -> None:
    assert open_keys(tmp_path / "key", {"GARIM_KEY": text}).master == RAW
    assert list(tmp_path.iterdir()) == []


def test_a_key_file_is_made_once_for_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "garim" / "key"
    key = open_keys(path, {}).master

    assert len(key) == 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert open_keys(path, {}).master == key
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("text", ["short", "zz" * 32, RAW.hex()[:-2], "", "가" * 64])
def test_what_is_no_key_is_refused_without_showing_it(tmp_path: Path, text: str) -> None:
    path = tmp_path / "key"
    path.write_text(text)
    path.chmod(0o600)

    with pytest.raises(BadSettings) as caught:
        open_keys(path, {})
    assert not text or text not in caught.value.message
    assert path.read_text() == text
    if text:
        with pytest.raises(BadSettings, match="GARIM_KEY is not a key"):
            open_keys(path, {"GARIM_KEY": text})


def test_a_file_that_others_may_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_text(RAW.hex())
    path.chmod(0o640)

    with pytest.raises(BadSettings, match="may be read by others") as caught:
        open_keys(path, {})
    assert "chmod 600" in caught.value.hint


def test_a_place_that_cannot_be_written_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(BadSettings) as caught:
        open_keys(tmp_path / "file" / "key", {})
    assert caught.value.hint or caught.value.message


def test_a_key_that_is_gone_is_not_made_anew_where_a_store_needs_it(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="is gone"):
        open_keys(tmp_path / "key", {}, make=False)
    assert list(tmp_path.iterdir()) == []


def test_after_a_rotation_surrogates_are_made_as_before(tmp_path: Path) -> None:
    path = tmp_path / "key"
    replace_file(path, Keys(RAW, RAW[::-1]))

    assert open_keys(path, {}) == (RAW, RAW[::-1])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert RAW.hex() not in repr(open_keys(path, {}))


@pytest.mark.parametrize("rest", ["mint", "mint=", "mint=zz", "other=" + RAW.hex(), RAW.hex()])
def test_what_stands_behind_the_key_must_be_a_key_too(tmp_path: Path, rest: str) -> None:
    with pytest.raises(BadSettings, match="is not a key"):
        open_keys(tmp_path / "key", {"GARIM_KEY": f"{RAW.hex()} {rest}"})


def test_a_command_gives_the_key(tmp_path: Path) -> None:
    assert open_keys(tmp_path / "key", {}, command=["printf", RAW.hex()]).master == RAW
    for command in (["false"], [str(tmp_path / "nothing")], ["echo", "no key"]):
        with pytest.raises(BadSettings, match="key_command"):
            open_keys(tmp_path / "key", {}, command=command)
    assert list(tmp_path.iterdir()) == []
