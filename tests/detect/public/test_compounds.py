"""How well known the words are that an unknown word is put together from."""

from __future__ import annotations

import pytest

from garim.detect.public.compounds import weakest
from garim.detect.public.table import Table


def grade(word: str) -> float:
    """What is said of the whole word."""
    return weakest([word], Table.open())[0][-1]


@pytest.mark.parametrize(
    "word", ["Netzersatzanlage", "Lagerort", "Gutmenge", "Rueckmeldung", "Rückmeldung", "Tumorboard", "동료평가", "구두승인", "배달완료", "사이즈불만"]
)
def test_words_that_all_know_give_a_compound_that_is_known(word: str) -> None:
    """German with what it puts between, in ASCII too; Korean of nouns."""
    assert grade(word) >= 3


@pytest.mark.parametrize("word", ["Qzvorwexl", "Trelgwynyx", "쀍뒑윓", "두레박쏠"])
def test_what_no_words_make_up_is_not(word: str) -> None:
    """No way to read it is none, and so is a syllable too many."""
    assert grade(word) < 2


def test_the_least_known_part_counts() -> None:
    """A rare word within makes the whole rare, and a short one is cheap to come by."""
    assert grade("Abkantpresse") < grade("Lagerort")
    assert grade("orhaus") < grade("Gutmenge")


def test_a_korean_word_tells_of_each_of_its_beginnings() -> None:
    """So that 지급결의가 is 지급결의 with a particle, not 지급결 with two."""
    told = weakest(["지급결의가"], Table.open())[0]

    assert told[4] > 3 and told[3] == 0 and len(told) == 6


def test_many_at_once_are_told_like_each_alone() -> None:
    """Scripts mixed, in their order; nothing asked is nothing told."""
    words = ["Lagerort", "동료평가", "Rueckmeldung", "Qzvorwexl"]

    assert weakest(words, Table.open()) == [weakest([word], Table.open())[0] for word in words]
    assert weakest([], Table.open()) == []
