"""Characters that a terminal acts on hide nothing: the colours of grep, NULs between letters."""

from __future__ import annotations

from pathlib import Path

import pytest

from garim import Screen
from garim.config import Settings
from garim.documents.plain import read
from garim.errors import BadInput


@pytest.mark.parametrize("cut", ["\x1b[01;31m\x1b[K", "\x1b[m\x1b[K", "\x00", "\x01", "\x7f"])
def test_values_with_control_characters_do_not_leave(tmp_path: Path, cut: str) -> None:
    (tmp_path / "w.jsonl").write_text('{"term": "Quavermoor", "kind": "org"}\n')
    screen = Screen(settings=Settings(), lexicons=[tmp_path / "w.jsonl"], key=bytes(32))
    text = f"Quaver{cut}moor, tel 010-{cut}3382{cut}-7719"
    hidden = screen.hide(text)

    assert "moor" not in hidden.text and "7719" not in hidden.text
    assert hidden.restore(hidden.text) == text


@pytest.mark.parametrize("data", [b"\xff\xfeQuavermoor 010-3382-7719 and more", b"\xff\xfe" + b"Quaver" * 9])
def test_a_wrong_mark_is_told(data: bytes) -> None:
    with pytest.raises(BadInput):
        read(data)


def test_wide_texts_are_read() -> None:
    assert read("Quavermoor 가나다".encode("utf-32")) == "Quavermoor 가나다" == read("Quavermoor 가나다".encode("utf-16"))


def test_no_door_takes_a_wide_text_for_another(tmp_path: Path) -> None:
    """Files, the terminal and corpora judge a mark alike: what is not what it says is not let through."""
    from garim.bulk.formats._text import decoded
    from garim.cli._common import decode

    wrong, wide = b"\xff\xfeQuavermoor 010-3382-7719 and so on", "Quavermoor 가나다".encode("utf-32")
    assert decoded(wrong).bad and decoded(wide).bad
    assert decode(wide, "f")[0].lstrip("\ufeff") == "Quavermoor 가나다"
    with pytest.raises(BadInput):
        decode(wrong, "f")
