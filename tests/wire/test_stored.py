"""Conversations that the upstream keeps: their scopes, and the id of a new response in any cut."""

from __future__ import annotations

import pytest

from garim.errors import BadInput
from garim.wire.stored import LOOK, NewId, Scopes, of_response, scopes


def test_a_named_scope_is_read_and_written_beside_the_others() -> None:
    """Whatever else the request continues."""
    assert scopes("/v1/messages", b"{}", "a") == Scopes(("a",), ("a",))
    assert scopes("/v1/responses", b'{"previous_response_id":"resp_1"}', "a") == Scopes(("a", of_response("resp_1")), ("a",), True, (of_response("resp_1"),))
    assert scopes("/v1/responses", b"no json") == Scopes((), (), True)
    with pytest.raises(BadInput):
        scopes("/v1/responses", b'{"conversation":{"id":"a b"}}')


@pytest.mark.parametrize("cut", [1, 3, 7, 1000])
def test_a_new_id_is_told_once_at_any_cut(cut: int) -> None:
    """And only where it is wanted, within the first bytes."""
    data = b'data: {"response":{"id" : "resp_abc"}}' + b"x" * 50
    looks = NewId(True)

    assert [name for at in range(0, len(data), cut) if (name := looks.see(data[at : at + cut]))] == ["resp_abc"]
    assert NewId(False).see(data) == ""
    late = NewId(True)
    assert late.see(b"x" * (LOOK + 1)) + late.see(data) == ""
