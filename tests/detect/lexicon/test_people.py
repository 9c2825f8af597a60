from __future__ import annotations

import pytest

from garim.detect.lexicon.modes import FULL, GIVEN, HANDLE
from garim.detect.lexicon.people import people
from garim.detect.lexicon.source import Term


def keys(term: Term, mode: int) -> set[str]:
    return {form.key for form in people(term) if form.mode == mode}


def test_a_korean_person_in_both_scripts_and_orders() -> None:
    term = Term("남도원", "person", ("Dowon Nam",))
    assert {"남도원", "dowonnam", "namdowon"} <= keys(term, FULL)
    assert {"도원", "dowon"} <= keys(term, GIVEN)
    assert {"dwnam", "namdw"} <= keys(term, HANDLE)


def test_family_names_of_two_syllables() -> None:
    assert {"재경"} <= keys(Term("선우재경", "person"), GIVEN)


def test_an_english_person() -> None:
    term = Term("Ana Lucia O'Byrne", "person", ("Annie",))
    assert {"analuciaobyrne", "anaobyrne"} <= keys(term, FULL)
    assert {"ana", "obyrne", "annie"} <= keys(term, GIVEN)


def test_all_forms_are_one_person() -> None:
    assert {form.entity for form in people(Term("남도원", "person", ("Dowon Nam", "Robin")))} == {"남도원"}


@pytest.mark.parametrize(
    ("term", "name"),
    [
        ("Dr Priyam Deshrand", "Priyam Deshrand"),
        ("Prof. Dr. Henrike Ostmann", "Henrike Ostmann"),
        ("Tobin Averill, Ph.D.", "Tobin Averill"),
        ("남도원 과장", "남도원"),
        ("선우재경 팀장님", "선우재경"),
    ],
)
def test_a_title_in_a_list_is_no_part_of_a_name(term: str, name: str) -> None:
    """Dr and 과장 would else be hidden as somebody's name wherever they stand."""
    assert list(people(Term(term, "person"))) == list(people(Term(name, "person")))
    assert list(people(Term("Major", "person")))[0].key == "major"
