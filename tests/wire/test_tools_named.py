"""The arguments of a call are read with the name of its tool, on every protocol, whole and streamed."""

from __future__ import annotations

import json

import pytest

from garim.surrogate.arguments import Held
from garim.surrogate.restore import Restorer, Table
from garim.values import Entry
from garim.wire import protocols

TABLE = Table((Entry("Velmora", "Narae", "stem", "나래"),))
ARGUMENTS = '{"name": "x", "content": "velmora"}'
DELTA = {"type": "content_block_delta", "index": 1, "delta": {"type": "input_json_delta", "partial_json": ARGUMENTS}}
STOP = {"type": "content_block_stop", "index": 1}


def call(kind: str, tool: str) -> dict[str, object]:
    """A call as a protocol's whole reply holds it."""
    function = {"name": tool, "arguments": ARGUMENTS}
    return {
        "chat": {"choices": [{"index": 0, "message": {"tool_calls": [{"id": "call_1", "type": "function", "function": function}]}, "finish_reason": "tool_calls"}]},
        "messages": {"type": "message", "content": [{"type": "tool_use", "id": "toolu_1", "name": tool, "input": json.loads(ARGUMENTS)}]},
        "responses": {"output": [{"type": "function_call", "id": "fc_1", "call_id": "call_1", **function}]},
        "gemini": {"candidates": [{"content": {"parts": [{"functionCall": {"name": tool, "args": json.loads(ARGUMENTS)}}]}, "finishReason": "STOP"}]},
    }[kind]  # fmt: skip


def events(kind: str, tool: str) -> list[dict[str, object]]:
    """The same as a stream says it, its arguments in two pieces."""
    head, tail = ARGUMENTS[:20], ARGUMENTS[20:]
    if kind == "chat":
        begun = {"index": 0, "id": "call_1", "type": "function", "function": {"name": tool, "arguments": ""}}
        more = [{"index": 0, "function": {"arguments": piece}} for piece in (head, tail)]
        return [*({"choices": [{"index": 0, "delta": {"tool_calls": [one]}, "finish_reason": None}]} for one in (begun, *more)), {"choices": [{"index": 0, "delta": {}, "finish_reason": "tool_calls"}]}]
    if kind == "messages":
        begun = {"type": "content_block_start", "index": 1, "content_block": {"type": "tool_use", "id": "toolu_1", "name": tool, "input": {}}}
        pieces = [{**DELTA, "delta": {"type": "input_json_delta", "partial_json": piece}} for piece in (head, tail)]
        return [begun, *pieces, STOP, {"type": "message_stop"}]
    if kind == "responses":
        item = {"type": "function_call", "id": "fc_1", "call_id": "call_1", "name": tool}
        place = {"item_id": "fc_1", "output_index": 0}
        return [
            {"type": "response.output_item.added", "output_index": 0, "item": {**item, "arguments": ""}},
            *({"type": "response.function_call_arguments.delta", **place, "delta": piece} for piece in (head, tail)),
            {"type": "response.function_call_arguments.done", **place, "arguments": ARGUMENTS},
            {"type": "response.output_item.done", "output_index": 0, "item": {**item, "arguments": ARGUMENTS}},
            {"type": "response.completed", "response": {"output": [{**item, "arguments": ARGUMENTS}]}},
        ]  # fmt: skip
    return [call(kind, tool)]


def restored(kind: str, tool: str, stream: bool) -> str:
    path = {"chat": "/v1/chat/completions", "messages": "/v1/messages", "responses": "/v1/responses"}
    address = path.get(kind, f"/v1beta/models/gemini-2:{'streamGenerateContent' if stream else 'generateContent'}")
    protocol = protocols.find("POST", address, {"anthropic-version": ""} if kind == "messages" else {})
    assert protocol is not None
    reply = protocol.reply(stream, lambda form: Held(lambda table: Restorer(table, form), TABLE) if form in ("json", "value") else Restorer(TABLE, form))
    data = b"".join(b"data: " + json.dumps(one).encode() + b"\n\n" for one in events(kind, tool)) if stream else json.dumps(call(kind, tool)).encode()
    return (reply.feed(data) + reply.finish()).decode()


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("kind", ["chat", "messages", "responses", "gemini"])
def test_a_tool_where_anybody_reads_gets_nothing(kind: str, stream: bool) -> None:
    for tool in ("create_gist", "pastebin_create", "mcp__github__create_gist", "postToMastodon", "ntfy", "upload_to_transfer_sh", "reddit-post"):
        assert "narae" not in restored(kind, tool, stream), tool
    for tool in ("write_note", "slack_post_message", "create_issue", "Write", "gist_search_local"[5:], "post_comment"):
        assert "velmora" not in restored(kind, tool, stream), tool
