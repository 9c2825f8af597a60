"""A text as the decision reads it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garim.detect.decide.units import read


def whole(run: str) -> list[int]:
    """No run is taken apart."""
    return []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("VelmoraLoanService", ["Velmora", "Loan", "Service"]),
        ("TB_LN_CNTR", ["TB", "LN", "CNTR"]),
        ("HTTPServer db01 k8s 3f2a", ["HTTP", "Server", "db01", "k8s", "3f2a"]),
        ("도하랑 과장님, 10.48.0.1", ["도하랑", "과장님", "10.48.0.1"]),
        ("-Dcom.velmora.mode=on", ["com", "velmora", "mode", "on"]),
        ("Größe カナ漢字", ["Größe", "カナ", "漢字"]),
        ("도*랑 010-****-4819", ["도*랑", "010-****-4819"]),
        ("no,2026-03-16,07:56:10,850", ["no", "2026-03-16", "07:56:10", "850"]),
        ("1107,2026-03-16,12,500", ["1107", "2026-03-16", "12,500"]),
        ("1,284,500.25 3,14 129000,12900", ["1,284,500.25", "3", "14", "129000", "12900"]),
    ],
)
def test_a_text_falls_into_words_parts_and_numbers(text: str, words: list[str]) -> None:
    """Case, scripts and marks part a text; a masked name and a masked number are one unit each."""
    units = read(text, whole)

    assert units is not None
    assert units.words == words


def test_units_know_their_identifier_chain_line_and_cell() -> None:
    """Parts of one identifier share it; dots and dashes chain; cells are counted where lines agree on a mark."""
    units = read("a_bC d.e-f\nx,y\nz,w", whole)

    assert units is not None
    assert units.words == ["a", "b", "C", "d", "e", "f", "x", "y", "z", "w"]
    assert units.ident.tolist()[:3] == [0, 0, 0]
    assert len(set(units.ident.tolist()[3:6])) == 3
    assert len(set(units.chain.tolist()[3:6])) == 1
    assert units.cell.tolist()[6:] == [0, 1, 0, 1]
    assert units.line.tolist()[6:] == [1, 1, 2, 2]


@given(st.text(max_size=200))
def test_gaps_and_units_are_the_whole_text(text: str) -> None:
    """Nothing is lost: what stands between units and the units themselves are the text."""
    units = read(text, whole)
    if units is None:
        return

    joined = "".join(gap + word for gap, word in zip(units.gaps, units.words, strict=False)) + units.gaps[-1]

    assert joined == text
    assert all(text[a:b] == word for a, b, word in zip(units.starts, units.ends, units.words, strict=True))


def test_a_long_run_of_hangul_is_cut_where_it_is_told() -> None:
    """Words written without spaces are units of their own."""
    units = read("가나다라마바사 아", lambda run: [2, 4])

    assert units is not None
    assert units.words == ["가나", "다라", "마바사", "아"]


def test_what_a_terminal_is_told_is_no_word() -> None:
    """Colours part words as the screen shows them."""
    read_units = read("\x1b[32mPASS\x1b[0m src/\x1b[1;4mmain\x1b[22m.py", lambda run: [])

    assert read_units is not None and read_units.words == ["PASS", "src", "main", "py"]
