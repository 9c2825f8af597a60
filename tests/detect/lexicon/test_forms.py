from __future__ import annotations

import pytest

from garim.detect.lexicon.forms import peel_hangul, peel_latin, tokens
from garim.detect.lexicon.source import KINDS, Term
from garim.detect.lexicon.spelling import forms
from garim.text.fold import without_marks


@pytest.mark.parametrize(
    ("spelling", "words"),
    [
        ("온새미로의료재단", ["온새미로", "의료", "재단"]),
        ("(주)온새미로", ["온새미로"]),
        ("Hafenlicht Werft GmbH", ["hafenlicht", "werft"]),
        ("Acmeo Trading Pte. Ltd.", ["acmeo", "trading"]),
        ("青波造船株式会社", ["青波造船"]),
    ],
)
def test_tokens(spelling: str, words: list[str]) -> None:
    assert [t.text for t in tokens(spelling)] == words


def test_peel() -> None:
    assert peel_hangul("온새미로병원") == ["온새미로", "병원"]
    assert peel_hangul("동해정밀") == ["동해정밀"]  # what is left is a sea
    assert peel_latin("hafenlichtbank") == 10
    assert peel_latin("hafenlicht") == 10


def test_what_is_hidden_of_a_table_is_its_own_word() -> None:
    hidden = {form.key[form.start : form.end] for form in forms(Term("TB_MD_RSRV_M", "db_object"))}
    assert hidden == {"rsrv"}


def test_without_marks() -> None:
    assert without_marks("Jürgen Groß") == "Juergen Gross"
    assert without_marks("José") == "Jose"
    assert without_marks("온새미로") == "온새미로"


@pytest.mark.parametrize("kind", sorted(KINDS - {"network", "ticket", "document"}))
@pytest.mark.parametrize("word", ["연필깎이", "두레", "Kestrelwick"])
def test_every_word_of_every_kind_is_searched_for(kind: str, word: str) -> None:
    """A host, domain or account whose name is not written as such names are is a name: no line of a list is passed over in silence."""
    assert any(form.key in (word, word.lower()) for form in forms(Term(word, kind)))
