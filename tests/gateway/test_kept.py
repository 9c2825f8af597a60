"""Conversations that the upstream keeps."""

from __future__ import annotations

import json

import pytest

from garim.errors import BadInput
from garim.exchange import Outbound, Screening
from garim.exchange.steps import Effect, Give, Keep, Pull, Ready, drive, inward
from garim.gateway.beside import find
from garim.gateway.kept import Scopes, scopes
from garim.values import Entry, Receipt
from tests.e2e.servers import Gateway
from tests.e2e.upstream import FakeUpstream

ENTRY = Entry("Saeron", "Onsaemi", "stem", "onsaemi")
TEXT = "Vellichor on tamsil-prd-db03"


def asked(**more: object) -> Scopes:
    return scopes({}, "/v1/responses", json.dumps({"input": "hi", **more}).encode())


def test_what_is_read_and_written() -> None:
    assert scopes({}, "/v1/chat/completions", b"{}") == Scopes()
    assert scopes({b"x-garim-scope": b"a"}, "/v1/messages", b"{}") == Scopes(("a",), ("a",))
    assert asked() == Scopes((), (), True)
    assert asked(store=False) == Scopes((), (), False)
    stored = ("response\x1fresp_1",)
    assert asked(previous_response_id="resp_1") == Scopes(stored, (), True, stored)
    assert (
        asked(conversation={"id": "conv_1"})
        == asked(conversation="conv_1")
        == Scopes(("conversation\x1fconv_1",), ("conversation\x1fconv_1",), True, (), ("conv_1",), (), ("conv_1",))
    )
    assert scopes({}, "/v1/responses/resp_1", b"") == Scopes(stored, (), own=stored)
    assert scopes({}, "/v1/responses/resp_1/cancel", b"") == Scopes(stored, (), own=stored)


@pytest.mark.parametrize(
    "more", [{"previous_response_id": 5}, {"previous_response_id": "a b"}, {"conversation": {"id": None}}, {"conversation": [1]}]
)
def test_ids_that_are_none_are_refused(more: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        asked(**more)


@pytest.mark.parametrize("size", [1, 5, 1000])
def test_entries_are_kept_under_the_new_id_once_at_any_cut(screening: Screening, size: int) -> None:
    """Before the caller learns it."""
    data = b'event: response.created\ndata: {"type":"x","response":{"id": "resp_9","output":[]}}\n\ndata: {"type":"error","id":"resp_10"}\n\n'
    pieces = [data[at : at + size] for at in range(0, len(data), size)] + [b""]
    protocol = find("POST", "/v1/responses")
    assert protocol is not None
    out = Outbound(b"{}", (ENTRY,), Receipt(protocol="responses"), "outside", frozenset())
    done: list[Effect] = []

    def do(effect: Effect) -> object:
        done.append(effect)
        return pieces.pop(0) if isinstance(effect, Pull) else None

    drive(inward(Ready(protocol, out, True, (ENTRY,)), screening, "fake"), do)
    kept = [at for at, effect in enumerate(done) if isinstance(effect, Keep)]

    assert [done[at] for at in kept] == [Keep("response\x1fresp_9", (ENTRY,))]
    assert not any(isinstance(effect, Give) and b"resp_9" in effect.data for effect in done[: kept[0]])


@pytest.mark.parametrize("stream", [False, True])
def test_a_conversation_that_goes_on_upstream_comes_back(gateway: Gateway, upstream: FakeUpstream, stream: bool) -> None:
    first = gateway.ask("/v1/responses", {"model": "echo", "input": TEXT, "stream": stream})
    assert first.status == 200, first.body
    got = gateway.ask("/v1/responses", {"model": "first", "input": "What did I say?", "previous_response_id": "resp_1"})

    assert got.json["output"][0]["content"][0]["text"] == TEXT
    assert b"ellichor" not in b"".join(upstream.bodies)
    fetched = gateway.call("GET", "/v1/responses/resp_1")
    assert fetched.json["output"][0]["content"][0]["text"] == TEXT
    assert upstream.bodies[-1] == b""
