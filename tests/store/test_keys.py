"""The master key."""

from __future__ import annotations

import base64
import stat
from pathlib import Path

import pytest

from garim.errors import BadSettings
from garim.store.keys import master_key

RAW = bytes(range(224, 256))


@pytest.mark.parametrize(
    "text", [RAW.hex(), base64.b64encode(RAW).decode(), base64.urlsafe_b64encode(RAW).decode() + "\n"]
)
def test_the_variable_wins(tmp_path: Path, text: str) -> None:
    assert master_key(tmp_path / "key", {"GARIM_KEY": text}) == RAW
    assert list(tmp_path.iterdir()) == []


def test_a_key_file_is_made_once_for_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "garim" / "key"
    key = master_key(path, {})

    assert len(key) == 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert master_key(path, {}) == key
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("text", ["short", "zz" * 32, RAW.hex()[:-2], "", "가" * 64])
def test_what_is_no_key_is_refused_without_showing_it(tmp_path: Path, text: str) -> None:
    path = tmp_path / "key"
    path.write_text(text)
    path.chmod(0o600)

    with pytest.raises(BadSettings) as caught:
        master_key(path, {})
    assert not text or text not in caught.value.message
    assert path.read_text() == text
    if text:
        with pytest.raises(BadSettings, match="GARIM_KEY is not a key"):
            master_key(path, {"GARIM_KEY": text})


def test_a_file_that_others_may_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_text(RAW.hex())
    path.chmod(0o640)

    with pytest.raises(BadSettings, match="may be read by others") as caught:
        master_key(path, {})
    assert "chmod 600" in caught.value.hint


def test_a_place_that_cannot_be_written_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(BadSettings) as caught:
        master_key(tmp_path / "file" / "key", {})
    assert caught.value.hint or caught.value.message
