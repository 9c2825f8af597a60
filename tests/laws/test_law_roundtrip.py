"""Law 1: restore(hide(x)) == x, byte for byte, for every family, in Korean and English."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.surrogate.hiding import EXAMPLES, hide, restore

PLAIN = st.sampled_from(
    (" ", ", ", " 은 ", "은(는) ", "\n", ": ", "\t", " is the owner of ", " 의 담당은 ", ' "', "' ", " (", ") ", " = ", " |")
)
PARTS = st.lists(st.one_of(PLAIN, st.sampled_from(EXAMPLES)), max_size=24).map(
    # Two spans never touch: findings that touch are one span, or are kept apart by a separator.
    lambda parts: [x for p in parts for x in ((" ", p, " ") if isinstance(p, tuple) else (p,))]
)


@pytest.mark.parametrize("around", ["{}", "담당은 {}입니다.", "see {}; then", "'{}'", "<b>{}</b>", "**{}**", "a={}\n"])
def test_every_example_comes_back(around: str) -> None:
    before, after = around.split("{}")
    for family, entity, surface in EXAMPLES:
        text, hidden, entries = hide([before, (family, entity, surface), after])

        assert surface not in hidden
        assert restore(hidden, entries) == text


@settings(max_examples=100, deadline=None)
@given(PARTS)
def test_texts_of_many_families_come_back(parts: list[object]) -> None:
    text, hidden, entries = hide(parts)  # type: ignore[arg-type]

    assert restore(hidden, entries) == text


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet="abDW", min_size=2, max_size=9), min_size=1, max_size=8))
def test_spellings_of_one_word_stay_apart(spellings: list[str]) -> None:
    """`DriveWell` and `Drivewell` are one thing in two texts: each comes back as it stood."""
    parts = [x for s in spellings for x in (("stem", s.lower(), s), " / ")]

    text, hidden, entries = hide(parts)

    assert restore(hidden, entries) == text


@pytest.mark.parametrize(
    ("before", "surface", "after"),
    [
        ("TB_", "GSLN", "_CNTR_M"),
        ("com.", "brim", ".loan"),
        ("get", "Brim", "Rate()"),
        ("", "brim", "Client"),
        ("x", "BRIM", "s"),
    ],
)
def test_a_word_inside_an_identifier_comes_back(before: str, surface: str, after: str) -> None:
    text, hidden, entries = hide([before, ("stem", surface.lower(), surface), after])

    assert restore(hidden, entries) == text
