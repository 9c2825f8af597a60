from __future__ import annotations

import pytest

from garim.detect.lexicon.patterns import DIGITS, heads_of, pattern_error, words_of


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
    for python in (r"db\u0041", r"db[^x]\u0041", r"db(?=1)[^x]+", r"(db)\1", r"db\w++"):  # what Python takes and RE2 does not
        assert "compile" in pattern_error(python), python
    assert "half" in pattern_error("a*")


def test_what_a_pattern_begins_with() -> None:
    assert heads_of(r"(ams|rot)(db|app)\d{2}") == ["ams", "rot"]
    assert heads_of(r"amsdb\d{2}") == heads_of(r"(a|b)x") == heads_of("(") == []
