"""A long text answers as a short one: it holds what it holds."""

from __future__ import annotations

import random

import pytest

from garim.surrogate.said import LONG, PIECE, Said


@pytest.mark.parametrize("size", [10, LONG, LONG * 3])
def test_a_text_holds_every_piece_of_itself_and_nothing_else(size: int) -> None:
    dice = random.Random(size)
    text = "".join(dice.choice("abcdefgh 가나다라\ud83d🙂0123456789-._") for _ in range(size))
    said = Said(text)

    for _ in range(500):
        start = dice.randrange(size)
        piece = text[start : start + dice.randrange(1, 12)]
        assert said.holds(piece)
        other = "".join(dice.choice("abcdefgh가나다라0123456789-._") for _ in range(dice.randrange(1, 12)))
        assert said.holds(other) == (other in text)
    assert said.holds("") and not said.holds("zzz") and not said.holds("qqqqqqqqqqqq")


def test_a_group_over_the_border_of_two_pieces_is_seen() -> None:
    text = "x" * (PIECE - 2) + "abcd" + "y" * 10
    assert Said(text).holds("xabcdy") and Said(text).holds("abcd")
