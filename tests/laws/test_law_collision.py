"""Law 5: no two originals share a surrogate, and none equals or stands in text of the request, nor is it a known word."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from garim.surrogate.mint import Minter
from garim.text.veto import is_word
from tests.surrogate.hiding import EXAMPLES, KEY, finding

NAMES = st.text(alphabet="가나도라민서윤준", min_size=2, max_size=4)


def test_examples_have_surrogates_of_their_own() -> None:
    minter = Minter(KEY)
    for family, entity, surface in EXAMPLES:
        minter.surrogate(finding(family, entity), surface)

    originals = {entry.original for entry in minter.entries}

    assert len(minter.entries) == len({entry.surrogate for entry in minter.entries}) == len(originals)


@settings(max_examples=40, deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=60, unique=True))
def test_small_spaces_probe_on(names: list[str]) -> None:
    minter = Minter(KEY)
    surrogates = [minter.surrogate(finding("person", name), name) for name in names]

    assert len(set(surrogates)) == len(names)


def test_three_thousand_words_have_three_thousand_coined_words() -> None:
    minter = Minter(KEY)
    words = [f"{a}{b}{c}or" for a in "bdgklmnprstvz" for b in "aeiou" for c in ("bl", "nd", "rk", "st", "mp", "lt", "x", "v")]
    coined = [minter.surrogate(finding("stem", word), word) for word in words]

    assert len({word.casefold() for word in coined}) == len(words)
    assert not any(is_word(word, "") for word in coined)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(EXAMPLES))
def test_what_is_taken_is_not_issued(example: tuple[str, str, str]) -> None:
    family, entity, surface = example
    first = Minter(KEY).surrogate(finding(family, entity), surface)

    second = Minter(KEY, taken=lambda candidate: candidate == first.casefold()).surrogate(finding(family, entity), surface)

    assert second.casefold() != first.casefold()
