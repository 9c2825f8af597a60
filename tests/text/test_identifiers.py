from __future__ import annotations

import numpy as np
import pytest

from garim.text.fold import fold
from garim.text.identifiers import DIGIT, HANGUL, LOWER, OTHER, TABLE, UPPER, Squeezed, split


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("HafenlichtIntrCalc2", ["Hafenlicht", "Intr", "Calc", "2"]),
        ("TB_LN_DIAG_M", ["TB", "LN", "DIAG", "M"]),
        ("XMLParser", ["XML", "Parser"]),
        ("온새미ON에서", ["온새미", "ON", "에서"]),
        ("kr.co.own/x-y", ["kr", "co", "own", "x", "y"]),
        ("", []),
    ],
)
def test_split(text: str, words: list[str]) -> None:
    assert [text[a:b] for a, b in split(text)] == words


def test_squeezed_leads_back_and_knows_where_words_begin() -> None:
    squeezed = Squeezed("Ha-FEN XMLParser ÄB1")
    assert squeezed.text == "hafenxmlparseräb1"
    assert squeezed.at.tolist() == [0, 1, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 17, 18, 19]
    assert [i for i, edge in enumerate(squeezed.edges) if edge] == [0, 2, 5, 8, 14, 16, 17]


def test_fold_keeps_every_character_in_its_place() -> None:
    assert fold("İSTANBUL") == "İstanbul"
    assert len(fold("ẞİ")) == 2


def test_a_class_stands_for_every_character() -> None:
    """Those that are given by blocks are what Python says that each of them is."""
    said = {HANGUL: [*range(0x3131, 0x318F), *range(0xAC00, 0xD7A4)]}
    other = set(range(0x10000)) - set(said[HANGUL])
    said[DIGIT] = [code for code in other if chr(code).isdecimal()]
    said[LOWER] = [code for code in other if chr(code).islower()]
    said[UPPER] = [code for code in other if chr(code).isupper()]
    cased = set(said[LOWER]) | set(said[UPPER])
    said[OTHER] = [code for code in other if chr(code).isalpha() and code not in cased]

    assert {which: np.flatnonzero(np.equal(TABLE, which)).tolist() for which in said} == {
        w: sorted(codes) for w, codes in said.items()
    }
