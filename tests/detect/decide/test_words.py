"""What a word says by itself."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from garim.detect.decide.words import CALM, CAPITALS, HANGUL, NUMBER, PREFIX, STEM, TITLE, TRADE, UNKNOWN, Words
from garim.detect.public.table import Table

WORDS = Words(Table.open())


@pytest.mark.parametrize(
    ("word", "stem"),
    [("서버에서", "서버"), ("도하랑님", "도하랑"), ("도하랑과장님이", "도하랑"), ("배포", "배포"), ("배포는", "배포"),
     ("구두승인", "구두승인"), ("지급결의가", "지급결의"), ("배달완료는", "배달완료")],
)
def test_a_korean_word_knows_its_stem(word: str, stem: str) -> None:
    """Particles and titles are outside."""
    facts = WORDS.facts([word])

    assert word[: facts.signs[0, STEM]] == stem


def test_a_full_name_and_its_given_name_are_kin() -> None:
    """도윤슬 and 윤슬 are met again by one key."""
    facts = WORDS.facts(["도윤슬", "윤슬이"])

    assert facts.kin[0] == facts.kin[1]


def test_numbers_tell_script_case_and_publicness() -> None:
    """A row a word, in the words' order."""
    facts = WORDS.facts(["HTTP", "서버", "2048", "qzvxwk", "ORA"])
    numbers = facts.numbers

    assert numbers[:, CAPITALS].tolist() == [1, 0, 0, 0, 1]
    assert numbers[:, HANGUL].tolist() == [0, 1, 0, 0, 0]
    assert numbers[:, NUMBER].tolist() == [0, 0, 1, 0, 0]
    assert numbers[3, UNKNOWN] == 1
    assert numbers[0, UNKNOWN] == 0
    assert numbers[4, PREFIX] > numbers[0, PREFIX]


def test_a_run_without_spaces_falls_into_words() -> None:
    """Every cut is inside the run and in order; known words are found."""
    run = "내일배포하고로그를확인해주세요"
    cuts = WORDS.cuts(run)
    pieces = [run[a:b] for a, b in zip([0, *cuts], [*cuts, len(run)], strict=True)]

    assert cuts == sorted(set(cuts))
    assert "".join(pieces) == run
    assert any(piece.startswith("로그") for piece in pieces)


def test_facts_are_the_same_whatever_was_met_before() -> None:
    """What is kept changes no answer."""
    fresh = Words(Table.open())
    fresh.facts(["가람", "무엇이든"])

    assert (fresh.facts(["도하랑"]).numbers == WORDS.facts(["도하랑"]).numbers).all()


def test_threads_that_meet_the_same_words_get_the_same_facts() -> None:
    """The gateway's threads share one memo: no word is ever given another's facts."""
    words = [f"{head}{tail}" for head in ("zuvrel", "qorva", "도하", "표윤") for tail in range(300)]
    expected = Words(Table.open()).facts(words).numbers
    shared = Words(Table.open())
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda step: shared.facts(words[step:] + words[:step]).numbers, range(0, 1200, 75)))

    assert all((np.roll(expected, -step, axis=0) == one).all() for step, one in zip(range(0, 1200, 75), found, strict=True))


@pytest.mark.parametrize(("word", "share"), [("두레설비에서", 0.5), ("새벽빛저축은행", 4 / 7), ("설비", 0.0), ("확인했습니다", 0.0)])
def test_a_word_knows_what_trade_it_ends_in(word: str, share: float) -> None:
    numbers = WORDS.facts([word]).numbers[0]
    assert numbers[TRADE] == pytest.approx(share, abs=1e-6)


def test_a_title_is_known_with_its_particle() -> None:
    numbers = WORDS.facts(["주무관이", "부장님께", "주문이"]).numbers
    assert numbers[:, TITLE].tolist() == [1, 1, 0]


@pytest.mark.parametrize(
    ("run", "pieces"),
    [("清水課長", ["清水", "課長"]), ("神戸営業所", ["神戸", "営業", "所"]), ("本番環境", ["本番", "環境"]), ("数据库连接", ["数据库", "连接"])],
)
def test_a_run_of_chinese_characters_falls_into_names_titles_and_nouns(run: str, pieces: list[str]) -> None:
    cuts = [0, *WORDS.cuts(run), len(run)]
    assert [run[a:b] for a, b in zip(cuts, cuts[1:], strict=False)] == pieces


@pytest.mark.parametrize("title", ["Herr", "Frau", "Mme", "Sra", "課長", "과장님", "저축은행에서"])
def test_a_title_or_a_word_for_a_trade_is_calm(title: str) -> None:
    assert WORDS.facts([title]).signs[0, CALM]


@pytest.mark.parametrize(("word", "stem"), [("검토함", "검토"), ("배포됐습니다", "배포"), ("연동시킴", "연동")])
def test_what_makes_a_verb_of_a_noun_is_no_part_of_it(word: str, stem: str) -> None:
    assert word[: WORDS.facts([word]).signs[0, STEM]] == stem


@pytest.mark.parametrize(("word", "calm"), [("1,284,500", True), ("2,628.15", True), ("9101ms", True), ("512MB", True), ("48102ab", False), ("es2", False)])
def test_what_is_counted_or_measured_is_calm(word: str, calm: bool) -> None:
    assert bool(WORDS.facts([word]).signs[0, CALM]) is calm


def test_words_that_hold_sentences_together_are_calm() -> None:
    assert WORDS.facts(["and", "the", "from", "that", "with"]).signs[:, CALM].all()
