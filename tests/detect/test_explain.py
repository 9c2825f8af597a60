"""What was looked at and left is told with its reason."""

from __future__ import annotations

import pytest

from garim.detect.explain import left
from garim.values import Finding


def test_tells_why_something_was_left() -> None:
    """The ordinary word beside the hidden one, a lexicon word without evidence, public codes and hosts."""
    text = "Mint is down; mint tea, cobble stones, ORA-00060, see github.com and QX-12"
    found = [Finding(0, 4, "product", "stem", "mint", "")]

    told = {text[start:end]: why for start, end, why in left(text, found, {"mint", "cobble"}.__contains__)}

    assert set(told) == {"mint", "cobble", "ORA-00060", "github.com"}
    assert "ordinary" in told["mint"] and "lexicon" in told["cobble"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("갯벌은 느립니다", "갯벌"),
        ("갯벌에서는 느립니다", "갯벌"),
        ("the tide gate is slow", "tide gate"),
        ("the Tide Gate is slow", "Tide Gate"),
        ("mqx-queue-01", "mqx"),
        ("MqxListener", "Mqx"),
        ("TB_MQX_M", "MQX"),
        ("큐 Mqx가 밀립니다", "Mqx"),
        ("ひびき の", "ひびき"),
    ],
)
def test_a_listed_word_that_stayed_is_told_however_it_is_written(text: str, word: str) -> None:
    """With its particle, of several words, inside an identifier; once for each place."""
    known = {"갯벌", "tide gate", "mqx", "ひびき"}
    assert [text[start:end] for start, end, _ in left(text, [], known.__contains__)] == [word]


def test_a_word_that_holds_a_listed_one_by_chance_is_not_told() -> None:
    assert list(left("갯벌레 unmqxed tide in the gate", [], {"갯벌", "mqx", "tide gate"}.__contains__)) == []
