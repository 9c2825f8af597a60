from __future__ import annotations

import pytest

from garim.detect.patterns import DIGITS, pattern_error, words_of


@pytest.mark.parametrize(
    ("pattern", "spelled"),
    [
        (r"hlw(rst|kie)db\d{2}", [f"hlwkiedb{DIGITS}", f"hlwrstdb{DIGITS}"]),
        (r"was[pd]\d+", [f"wasd{DIGITS}", f"wasp{DIGITS}"]),
        (r"k8s-?w1", ["k8s-w1", "k8sw1"]),
        (r"[a-z]+-x", []),
        (r"\d+", []),
        ("(", []),
    ],
)
def test_words_of(pattern: str, spelled: list[str]) -> None:
    assert words_of(pattern) == spelled


def test_pattern_error() -> None:
    assert pattern_error(r"hlw\d{2}") == ""
    assert "compile" in pattern_error("(")
    assert "half" in pattern_error("a*")
