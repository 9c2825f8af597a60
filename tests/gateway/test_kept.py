"""Conversations that the upstream keeps."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from concurrent.futures import Future

import pytest

from garim.errors import BadInput
from garim.gateway.kept import Keeper, Scopes, scopes
from garim.values import Entry
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
    assert asked(previous_response_id="resp_1") == Scopes(("response\x1fresp_1",), (), True)
    assert (
        asked(conversation={"id": "conv_1"})
        == asked(conversation="conv_1")
        == Scopes(("conversation\x1fconv_1",), ("conversation\x1fconv_1",), True)
    )
    assert scopes({}, "/v1/responses/resp_1", b"") == Scopes(("response\x1fresp_1",), ())
    assert scopes({}, "/v1/responses/resp_1/cancel", b"") == Scopes(("response\x1fresp_1",), ())


@pytest.mark.parametrize(
    "more", [{"previous_response_id": 5}, {"previous_response_id": "a b"}, {"conversation": {"id": None}}, {"conversation": [1]}]
)
def test_ids_that_are_none_are_refused(more: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        asked(**more)


class Puts:
    """A vault that remembers what was put."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, Sequence[Entry]]] = []

    def put(self, scope: str, entries: Sequence[Entry], owner: str = "") -> Future[None]:
        self.kept.append((scope, entries))
        done: Future[None] = Future()
        done.set_result(None)
        return done


@pytest.mark.parametrize("size", [1, 5, 1000])
def test_entries_are_kept_under_the_new_id_once_at_any_cut(size: int) -> None:
    reply = b'event: response.created\ndata: {"response":{"id": "resp_9","output":[]}}\n\ndata: {"id":"resp_10"}\n\n'
    vault = Puts()
    keeper = Keeper(vault, [ENTRY])  # type: ignore[arg-type]

    async def see() -> None:
        for at in range(0, len(reply), size):
            await keeper.see(reply[at : at + size])

    asyncio.run(see())
    assert vault.kept == [("response\x1fresp_9", [ENTRY])]


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
