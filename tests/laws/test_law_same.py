"""Law 4: same key, same original, same surrogate; a longer conversation never changes its beginning."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from garim.surrogate.mint import Minter
from tests.surrogate.hiding import EXAMPLES, KEY, finding

EXAMPLE_LISTS = st.lists(st.sampled_from(EXAMPLES), max_size=30)


def mint(minter: Minter, examples: list[tuple[str, str, str]]) -> list[str]:
    return [minter.surrogate(finding(family, entity), surface) for family, entity, surface in examples]


@settings(max_examples=60, deadline=None)
@given(EXAMPLE_LISTS)
def test_two_replicas_mint_the_same(examples: list[tuple[str, str, str]]) -> None:
    assert mint(Minter(KEY), examples) == mint(Minter(KEY), examples)


@settings(max_examples=60, deadline=None)
@given(EXAMPLE_LISTS, EXAMPLE_LISTS)
def test_a_longer_conversation_keeps_its_beginning(first: list[tuple[str, str, str]], then: list[tuple[str, str, str]]) -> None:
    assert mint(Minter(KEY), first + then)[: len(first)] == mint(Minter(KEY), first)


@settings(max_examples=60, deadline=None)
@given(EXAMPLE_LISTS, EXAMPLE_LISTS)
def test_entries_of_an_earlier_exchange_are_honoured(first: list[tuple[str, str, str]], then: list[tuple[str, str, str]]) -> None:
    earlier = Minter(KEY)
    issued = mint(earlier, first)

    later = Minter(KEY, issued=earlier.entries)
    mint(later, then)

    assert mint(later, first) == issued


def test_another_key_gives_other_surrogates() -> None:
    one, other = mint(Minter(KEY), EXAMPLES), mint(Minter(KEY[::-1]), EXAMPLES)

    assert sum(a == b for a, b in zip(one, other, strict=True)) <= 2


def test_one_word_is_one_coined_word_everywhere() -> None:
    minter = Minter(KEY)
    alone = minter.surrogate(finding("stem", "prairie"), "prairie")

    assert minter.surrogate(finding("stem", "prairie farm"), "PrairieFarm").startswith(alone.capitalize())
    assert minter.surrogate(finding("domain", "prairie.io"), "prairie.io") == f"{alone}.example"
    assert minter.surrogate(finding("email", "a.b@prairie.io"), "a.b@prairie.io").endswith(f"@{alone}.example")
    assert minter.surrogate(finding("ticket", "PRAIRIE-12"), "PRAIRIE-12").startswith(alone.upper())
