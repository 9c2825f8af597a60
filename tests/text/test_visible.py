"""What a terminal would act on is written out; everything that is read stays."""

from __future__ import annotations

import pytest

from garim.text.visible import visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J\x1b]0;mine\x07 done", "\\x1b[2J\\x1b]0;mine\\x07 done"), ("\x9b31m", "\\x9b31m"), ("a\rb\bc\x7f", "a\\x0db\\x08c\\x7f"),
        ("\u202egnp.exe", "\\u202egnp.exe"), ("\u2066x\u2069 \u200f", "\\u2066x\\u2069 \\u200f"), ("name\udcff.txt", "name\\xff.txt"), ("\x00", "\\x00"),
    ],
)  # fmt: skip
def test_what_acts_is_written_out(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize("text", ["", "두 줄\n\t그리고 — “따옴표”", "日本語 é 👩‍👩‍👧", "C:\\x1b\\path"])
def test_what_is_read_stays(text: str) -> None:
    assert visible(text) == text
