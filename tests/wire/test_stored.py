"""Conversations that the upstream keeps: their scopes, and the id of a new response in any cut."""

from __future__ import annotations

import pytest

from garim.errors import BadInput
from garim.wire.stored import LOOK, NewId, Scopes, ToldIds, of_response, scopes


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


@pytest.mark.parametrize("cut", [1, 5, 13, 1000])
def test_ids_that_a_reply_tells_are_told_once_and_none_that_its_texts_say(cut: int) -> None:
    data = b'{"output":[{"id":"rs_1"},{"text":"\\"id\\":\\"msg_said\\""},{"id":"msg_2","container_id":"cntr_3"},{"id":"rs_1"},{"id":"call_4"}]}'
    for items, wanted in ((True, ["rs_1", "msg_2", "cntr_3"]), (False, ["cntr_3"])):
        looks = ToldIds(True, items)
        assert [name for at in range(0, len(data), cut) for name in looks.see(data[at : at + cut])] == wanted
    assert ToldIds(False, True).see(data) == ()
