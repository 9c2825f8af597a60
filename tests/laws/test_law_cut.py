"""Law 2: a Restorer gives the same output whole, one character at a time, and at any cut."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from garim.surrogate.mint import Minter
from tests.surrogate.hiding import EXAMPLES, KEY, finding, restore

MINTER = Minter(KEY)
ISSUED = [MINTER.surrogate(finding(family, entity), surface) for family, entity, surface in EXAMPLES]
ISSUED += [MINTER.surrogate(finding("person", "고은결", "family"), "고")]
BENT = [f(s) for s in ISSUED for f in (str.upper, str.lower, lambda s: s[: len(s) // 2] + "\n" + s[len(s) // 2 :])]
PIECES = st.one_of(
    st.sampled_from(ISSUED + BENT),
    st.sampled_from((
        "https://", "http:", "//", "www.", "evil.com", "/?q=", "](", ")", "(", "![x](", '"', "\\", "\\\"", "\\n", " ", "\n", "github.com",
        "@", "%2F%2F", "%3A", "mailto:", "<", ">", " 과장", "은", "s", "_", "A", "a", ".", "http:\\/\\/", "'", "`", "?",
    )),
    st.text(max_size=4),
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=20).map("".join), st.data(), st.sampled_from(("text", "json")))
def test_any_cut_gives_the_same(text: str, data: st.DataObject, escape: str) -> None:
    cuts = data.draw(st.lists(st.integers(0, len(text)), max_size=12))
    trusted = frozenset(["github.com"])

    whole = restore(text, MINTER.entries, escape=escape, trusted=trusted)

    assert restore(text, MINTER.entries, cuts, escape=escape, trusted=trusted) == whole
    assert restore(text, MINTER.entries, range(len(text)), escape=escape, trusted=trusted) == whole


@pytest.mark.parametrize("surrogate", ISSUED)
def test_one_character_at_a_time_restores_what_the_whole_restores(surrogate: str) -> None:
    text = f"먼저 {surrogate}, then `{surrogate}` 끝"

    assert restore(text, MINTER.entries, range(len(text))) == restore(text, MINTER.entries)
