"""What is known of languages: every file reads, no word stands twice among the sections of its sort, roles are asked for."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

import garim.lang as lang

BEHIND_A_NAME = ("titles", "weak_titles", "people", "honorifics", "forms_of_address")
BEHIND_A_NOUN = ("particles", "noun_endings", "suffixes")
BEFORE_A_NAME = ("roles", "fields")
SURNAMES = ("surnames", "rare_surnames", "long_surnames")


@pytest.mark.parametrize("sort", [BEHIND_A_NAME, BEHIND_A_NOUN, BEFORE_A_NAME, SURNAMES], ids=" ".join)
def test_a_korean_word_stands_in_one_section_of_its_sort(sort: tuple[str, ...]) -> None:
    for one, other in combinations(sort, 2):
        assert set(lang.words(one, "ko")) & set(lang.words(other, "ko")) == set(), (one, other)


def test_roles_and_cues_of_english_are_told_apart() -> None:
    assert set(lang.words("roles", "en")) & set(lang.words("cues", "en")) == set()


def test_every_language_that_writes_months_has_twelve() -> None:
    assert [code for code in ("en", "de", "fr", "it", "es") if len(lang.words("months", code)) != 12] == []
    assert "october" in lang.words("months") and "März".lower() in lang.words("months")


def test_words_of_several_parts_keep_their_blank() -> None:
    assert "assigned to" in lang.words("roles", "en")


def test_a_surname_is_spelled_as_passports_have_it_the_usual_one_first() -> None:
    written = lang.spellings("romanised_surnames", "ko")

    assert written["김"][0] == "kim" and {"lee", "yi"} <= set(written["이"])
    assert all(re.fullmatch("[a-z]+", one) for row in written.values() for one in row)
    assert set(lang.words("words_in_prose", "ko")) <= {one for row in written.values() for one in row}


def test_either_tries_the_longest_first_and_takes_words_as_they_are() -> None:
    assert re.match(lang.either(["과장", "과장님", "a.b"]), "과장님은") is not None
    assert re.findall(lang.either(["은", "은행"]), "은행은") == ["은행", "은"]
    assert re.fullmatch(lang.either(["a.b"]), "axb") is None


def test_a_role_that_no_language_has_is_an_error() -> None:
    with pytest.raises(KeyError):
        lang.words("colours")
    with pytest.raises(KeyError):
        lang.words("cues", "ko")
