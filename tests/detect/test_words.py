from __future__ import annotations

import pytest

from garim.detect import words


def test_ordinary_words_are_dictionary_words_not_names() -> None:
    assert all(words.ordinary(w) for w in ("anchor", "mint", "바다", "오늘"))
    assert not any(words.ordinary(w) for w in ("hafenlicht", "jerome", "온새미로"))


@pytest.mark.parametrize(
    ("tail", "reads"),
    [("", True), ("에서", True), ("팀의", True), ("은행에서는", True), ("과장님께", True), ("토", False), ("가" * 40, False)],
)
def test_endings(tail: str, reads: bool) -> None:
    assert words.ending(tail) is reads


@pytest.mark.parametrize(
    ("part", "reads"), [("bank", True), ("prdora", True), ("db", True), ("ternal", False), ("x" * 99, False)]
)
def test_glue(part: str, reads: bool) -> None:
    assert words.glue(part) is reads


def test_generic_and_technology() -> None:
    assert words.generic("mst") and words.generic("시스템") and not words.generic("hafenlicht")
    assert words.technology("kubernetes") and words.technology("select") and not words.technology("hafenlicht")


def test_compound_of_ordinary_words() -> None:
    assert words.compound("새벽별") and not words.compound("바다")
