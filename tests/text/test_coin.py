"""Coined words: both spellings give each other, shapes hold, real words are left out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from garim.text.coin import Coined, Shape, hangul_of, shape_of, spell, usable
from garim.text.hangul import final_class, romanise, starts_with_vowel, syllable
from garim.text.veto import is_word
from garim.text.words import join, recase, restyle, split

SHAPES = st.builds(shape_of, st.text("abdegiklmnorstuz가람해오름솔누리", min_size=1, max_size=12), st.integers(0, 4))


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2**256 - 1), SHAPES)
def test_the_spellings_give_each_other_and_keep_the_shape(number: int, shape: Shape) -> None:
    word = spell(number, shape)

    assert len(word.latin) == shape.letters
    assert romanise(word.hangul) == word.latin
    assert hangul_of(word.latin) == word.hangul
    assert final_class(word.latin) == final_class(word.hangul) == shape.final
    assert starts_with_vowel(word.latin) == shape.vowel


@pytest.mark.parametrize("text", ["", "brim", "saeron", "x", "ba1", "aa", "bb", "bang"])
def test_what_is_no_coined_word_has_no_hangul(text: str) -> None:
    assert hangul_of(text) == ""


def test_known_words_are_not_usable() -> None:
    assert is_word("banana", "") and is_word("tomato", "") and is_word("", "사람")
    assert not usable(Coined("tomato", "토마토"))


def test_lengths_follow_the_original() -> None:
    assert [shape_of(word).letters for word in ("qv", "brim", "haeoreum", "해오름", "prairiefarmmutual")] == [5, 5, 8, 7, 8]


@pytest.mark.parametrize(
    ("word", "sound"),
    [("해오름", "c"), ("가람솔", "l"), ("나루", ""), ("Lime", "c"), ("Drive", ""), ("Mobile", "l"), ("GSDQ", ""), ("XML", "l"), ("Book", "c"),
     ("Cloud", ""), ("Mars", ""), ("v7", "l"), ("v3", "c"), ("v2", ""), ("Ping", "c"), ("", "")],
)  # fmt: skip
def test_final_sounds(word: str, sound: str) -> None:
    assert final_class(word) == sound


def test_syllables_are_common_ones() -> None:
    assert [syllable("g", "a", coda) for coda in ("", "n", "l", "m")] == ["가", "간", "갈", "감"]


@given(st.text())
def test_splitting_loses_nothing(text: str) -> None:
    words, gaps = split(text)

    assert join(words, gaps) == text


def test_case_is_carried_over() -> None:
    assert [recase("velmora", like) for like in ("brim", "BRIM", "Brim", "B", "bRim")] == [
        "velmora", "VELMORA", "Velmora", "VELMORA", "vElmora"]  # fmt: skip
    assert [restyle("DriveWell", met) for met in ("x", "X", "Xy", "xY")] == ["drivewell", "DRIVEWELL", "DriveWell", "DriveWell"]
    assert [restyle(original, "Xyz") for original in ("brim", "BRIM")] == ["Brim", "Brim"]
