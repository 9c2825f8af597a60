"""Words are found whatever stands behind them, in both languages, in the sealed store."""

from __future__ import annotations

import unicodedata

import pytest

from garim.records.search import search, stem
from garim.records.shelf import Shelf


@pytest.mark.parametrize(
    ("word", "looked"),
    [("결정을", "결정"), ("결정은", "결정"), ("결정", "결정"), ("결정에서는", "결정"), ("데이터베이스로부터", "데이터베이스"), ("회의", "회의"), ("나는", "나는"), ("배포했습니다", "배포"), ("decisions", "decision"), ("deployed", "deploy"), ("companies", "compan"), ("planned", "plan"), ("uses", "use"), ("using", "using"), ("called", "call"), ("boss", "boss"), ("class", "class"), ("ssl", "ssl"), ("오라클19c", "오라클19c")],
)
def test_what_a_word_is_looked_for_as(word: str, looked: str) -> None:
    assert stem(word) == looked


TEXTS = {
    "ko": "배포 일정을 미루기로 한 결정은 옳았다. 데이터베이스로 옮겼다.",
    "en": "The decision to postpone: we DEPLOYED later. Café reviews went well, says the company that planned it.",
    "mixed": "Kubernetes로 옮기는 결정이 늦었다. ＡＢＣ 서버, \"따옴표\"",
    "decomposed": unicodedata.normalize("NFD", "승진을 미룬 까닭"),
}


@pytest.fixture
def filled(shelf: Shelf) -> Shelf:
    for name, text in TEXTS.items():
        shelf.begin("decision", "ko", f"제목 {name}", text)
    return shelf


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("결정을", {"ko", "mixed"}),
        ("결정은", {"ko", "mixed"}),
        ("결정", {"ko", "mixed"}),
        ("결정이 kubernetes", {"mixed"}),
        ("DECISIONS", {"en"}),
        ("deploying", {"en"}),
        ("café", {"en"}),
        ("companies plan", {"en"}),
        ("abc", {"mixed"}),
        ("승진은", {"decomposed"}),
        ("따옴표를", {"mixed"}),
        ("제목 en", {"en"}),
        ("없는말", set()),
        ("", set()),
        ("!!!", set()),
    ],
)
def test_found(filled: Shelf, asked: str, found: set[str]) -> None:
    """The kind (decision) is no word of the text."""
    hits = search(filled.raw(), asked)

    assert {hit.record.note.title.split()[1] for hit in hits} == found
    assert all(hit.piece for hit in hits)


def test_the_best_comes_first(shelf: Shelf) -> None:
    shelf.begin("decision", "ko", "딴것", "그때 미결정으로 남은 일")
    shelf.begin("decision", "ko", "결정을 다시 보다", "여러 번 결정했고 결정을 바꿨다")

    assert [hit.record.note.title for hit in search(shelf.raw(), "결정")] == ["결정을 다시 보다", "딴것"]


def test_a_hit_is_shown_as_she_wrote_it(shelf: Shelf) -> None:
    shelf.begin("decision", "en", "t", "x " * 100 + "Then the Vellichor Decision came. " + "y " * 100)

    assert "the Vellichor Decision came." in search(shelf.raw(), "decision")[0].piece
