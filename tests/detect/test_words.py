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
    "tail",
    """처럼요 라면 라고는 이라면 입니다만 에서부터는 이라고 예요 이에요 인데요 였다 이었지만 한테서 께서는 보다는 만큼은 까지도 라서요 니까
    이니까 이잖아요 랑요 하고도 로서는 은요 쪽은요 이라던데 라는데 이랍니다 인가요 일까요 이죠 이라니 였네요 밖에는 은행이라고는 팀장님께서""".split(),
)
def test_whatever_ends_a_noun_is_an_ending(tail: str) -> None:
    """Particles in a row, 이다 with all its endings, and what stands behind these once more."""
    assert words.ending(tail)


@pytest.mark.parametrize("tail", "우 거북 사람 나무 산 책 가게 치킨 놀이 소리 빛 길 꽃 비 새 집 스럽다 다리 고개 요리 라디오 은하 이불 만두".split())
def test_another_noun_is_none(tail: str) -> None:
    """바다 is not in 바다거북."""
    assert not words.ending(tail)


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
