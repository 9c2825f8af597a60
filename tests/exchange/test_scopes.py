"""What a scope remembers never makes an original stay."""

from __future__ import annotations

import pytest

from garim import Screen

TEXTS = ("mail mina@hanbyeol-shipping.example now", "see https://gate.hanbyeol-shipping.example/x?u=mina", "ping hanbyeol-shipping.example", "010-3382-7719")


@pytest.mark.parametrize("text", TEXTS)
def test_the_same_text_again_in_a_scope_leaves_as_it_left(screen: Screen, text: str) -> None:
    first = screen.hide(text, scope=f"again {text}").text

    assert first != text
    assert [screen.hide(text, scope=f"again {text}").text for _ in range(2)] == [first, first]
