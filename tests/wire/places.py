"""Every place of every protocol where a text can stand: known ones, keys, names, numbers' neighbours, and invented ones.

`REQUESTS` and `REPLIES` name the place and build a body that holds a text just there; `STREAMS` build the events of a
reply whose text comes in pieces. docs/coverage.md is written from them: python -m tests.wire.places
"""

from __future__ import annotations

import base64
import importlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parents[2] / "docs" / "coverage.md"
Build = Callable[[str], Any]
CHAT, RESPONSES, MESSAGES = "/v1/chat/completions", "/v1/responses", "/v1/messages"


def user(content: object) -> dict[str, object]:
    return {"role": "user", "content": content}


def chat(**more: object) -> dict[str, object]:
    return {"model": "m", "messages": [user("hi")], **more}


def tool(**function: object) -> dict[str, object]:
    return chat(tools=[{"type": "function", "function": {"name": "f", **function}}])


def call(arguments: str) -> dict[str, object]:
    made = [{"id": "call_a1b2c3d4e5f6a7b8", "type": "function", "function": {"name": "f", "arguments": arguments}}]
    return chat(messages=[user("x"), {"role": "assistant", "content": None, "tool_calls": made}])


def responses(*items: object, **more: object) -> dict[str, object]:
    return {"model": "m", "input": list(items) or "hi", **more}


def claude(*blocks: object, **more: object) -> dict[str, object]:
    return {"model": "m", "max_tokens": 9, "messages": [user(list(blocks) or "hi")], **more}


def b64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def escaped(text: str) -> str:
    return json.dumps(text)[1:-1]


REQUESTS: dict[str, dict[str, Build]] = {
    CHAT: {
        **{f"message: {role}": lambda t, role=role: chat(messages=[{"role": role, "content": t}]) for role in ("system", "developer", "user", "assistant")},
        "message: tool result": lambda t: chat(messages=[user("x"), {"role": "tool", "tool_call_id": "call_1", "content": t}]),
        "message: function result": lambda t: chat(messages=[{"role": "function", "name": "f", "content": t}]),
        "message: name": lambda t: chat(messages=[{"role": "user", "name": t, "content": "x"}]),
        "message: refusal": lambda t: chat(messages=[{"role": "assistant", "refusal": t, "content": None}]),
        "message: reasoning_content": lambda t: chat(messages=[{"role": "assistant", "reasoning_content": t, "content": "x"}]),
        "text part": lambda t: chat(messages=[user([{"type": "text", "text": t}])]),
        "image address": lambda t: chat(messages=[user([{"type": "image_url", "image_url": {"url": "https://x.example/" + t}}])]),
        "part of an unknown type": lambda t: chat(messages=[user([{"type": "hologram", "body": t}])]),
        "JSON in a text": lambda t: chat(messages=[user(json.dumps({"a": [t]}))]),
        "JSON in JSON in a text": lambda t: chat(messages=[user(json.dumps({"a": json.dumps({"b": t})}))]),
        "text escaped by hand": lambda t: chat(messages=[user("log: " + escaped(t))]),
        "text in base64": lambda t: chat(messages=[user("data: " + b64(t))]),
        "tool call: arguments": lambda t: call(json.dumps({"q": t}, ensure_ascii=False)),
        "tool call: arguments, \\u": lambda t: call(json.dumps({"q": t})),
        "tool call: argument key": lambda t: call(json.dumps({t: 1})),
        "tool call: arguments that are no JSON": lambda t: call("run " + t),
        "tool: description": lambda t: tool(description=t),
        "tool: property name": lambda t: tool(parameters={"type": "object", "properties": {t: {"type": "string"}}}),
        "tool: property description": lambda t: tool(parameters={"type": "object", "properties": {"q": {"description": t}}}),
        "tool: enum": lambda t: tool(parameters={"type": "object", "properties": {"q": {"enum": [t]}}}),
        "tool: default": lambda t: tool(parameters={"properties": {"q": {"default": {"deep": t}}}}),
        "response_format: schema": lambda t: chat(response_format={"type": "json_schema", "json_schema": {"name": "n", "schema": {"title": t}}}),
        "metadata: value": lambda t: chat(metadata={"k": t}),
        "metadata: key": lambda t: chat(metadata={t: "v"}),
        "user": lambda t: chat(user=t),
        "stop": lambda t: chat(stop=[t]),
        "prediction": lambda t: chat(prediction={"type": "content", "content": t}),
        "web search: city": lambda t: chat(web_search_options={"user_location": {"approximate": {"city": t}}}),
        "unknown field": lambda t: chat(quantum={"deep": [{"er": t}]}),
        "unknown key": lambda t: chat(**{t: 1}),
        "structural field that holds a text": lambda t: chat(messages=[{"role": t, "content": "x"}]),
        "id that holds a text": lambda t: chat(messages=[{"role": "tool", "tool_call_id": t, "content": "x"}]),
    },
    "/v1/completions": {"prompt": lambda t: {"model": "m", "prompt": t}, "prompt list": lambda t: {"model": "m", "prompt": [t]}, "suffix": lambda t: {"model": "m", "prompt": "x", "suffix": t}},
    "/v1/embeddings": {"input": lambda t: {"model": "m", "input": t}, "input list": lambda t: {"model": "m", "input": ["x", t]}},
    RESPONSES: {
        "input": lambda t: {"model": "m", "input": t},
        "instructions": lambda t: responses(instructions=t),
        **{f"item: {role}": lambda t, role=role: responses({"role": role, "content": t}) for role in ("system", "developer", "user", "assistant")},
        "input_text": lambda t: responses({"type": "message", "role": "user", "content": [{"type": "input_text", "text": t}]}),
        "output_text": lambda t: responses({"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": t}]}),
        "function_call: arguments": lambda t: responses({"type": "function_call", "call_id": "call_1", "name": "f", "arguments": json.dumps({"q": t})}),
        "function_call_output": lambda t: responses({"type": "function_call_output", "call_id": "call_1", "output": t}),
        "custom_tool_call: input": lambda t: responses({"type": "custom_tool_call", "call_id": "call_1", "name": "f", "input": t}),
        "custom_tool_call_output": lambda t: responses({"type": "custom_tool_call_output", "call_id": "call_1", "output": t}),
        "local_shell_call: command": lambda t: responses({"type": "local_shell_call", "action": {"type": "exec", "command": ["cat", t], "env": {"A": t}}}),
        "reasoning: summary": lambda t: responses({"type": "reasoning", "id": "rs_1", "summary": [{"type": "summary_text", "text": t}]}),
        "prompt variables": lambda t: responses(prompt={"id": "pmpt_1", "variables": {"a": t}}),
        "tool: description": lambda t: responses(tools=[{"type": "function", "name": "f", "description": t}]),
        "tool: property name": lambda t: responses(tools=[{"type": "function", "name": "f", "parameters": {"properties": {t: {}}}}]),
        "metadata: value": lambda t: responses(metadata={"k": t}),
        "unknown item": lambda t: responses({"type": "telepathy", "thought": t}),
        "unknown field": lambda t: responses(quantum=[t]),
    },
    MESSAGES: {
        "system": lambda t: claude(system=t),
        "system block": lambda t: claude(system=[{"type": "text", "text": t, "cache_control": {"type": "ephemeral"}}]),
        "user": lambda t: {"model": "m", "max_tokens": 9, "messages": [user(t)]},
        "text block": lambda t: claude({"type": "text", "text": t}),
        "tool_use: input": lambda t: claude({"type": "tool_use", "id": "toolu_1", "name": "f", "input": {"q": {"deep": [t]}}}),
        "tool_use: input key": lambda t: claude({"type": "tool_use", "id": "toolu_1", "name": "f", "input": {t: 1}}),
        "tool_result": lambda t: claude({"type": "tool_result", "tool_use_id": "toolu_1", "content": t}),
        "tool_result block": lambda t: claude({"type": "tool_result", "tool_use_id": "toolu_1", "content": [{"type": "text", "text": t}]}),
        "document: text": lambda t: claude({"type": "document", "source": {"type": "text", "media_type": "text/plain", "data": t}}),
        "document: text in base64": lambda t: claude({"type": "document", "source": {"type": "base64", "media_type": "text/plain", "data": b64(t)}}),
        "document: title": lambda t: claude({"type": "document", "title": t, "source": {"type": "text", "media_type": "text/plain", "data": "x"}}),
        "document: context": lambda t: claude({"type": "document", "context": t, "source": {"type": "text", "media_type": "text/plain", "data": "x"}}),
        "search_result": lambda t: claude({"type": "search_result", "source": "https://x.example", "title": t, "content": [{"type": "text", "text": t}]}),
        "thinking without a signature": lambda t: claude({"type": "thinking", "thinking": t}),
        "signature outside a thinking block": lambda t: claude({"type": "text", "text": "x", "signature": b64(t)}),
        "data outside a sealed block": lambda t: claude({"type": "text", "text": "x", "data": b64(t)}),
        "tool: description": lambda t: claude(tools=[{"name": "f", "description": t, "input_schema": {"type": "object"}}]),
        "tool: property name": lambda t: claude(tools=[{"name": "f", "input_schema": {"type": "object", "properties": {t: {"type": "string"}}}}]),
        "stop_sequences": lambda t: claude(stop_sequences=[t]),
        "metadata: user_id": lambda t: claude(metadata={"user_id": t}),
        "unknown block": lambda t: claude({"type": "smell", "of": t}),
        "unknown field": lambda t: claude(quantum={"k": t}),
    },
    "/v1/messages/count_tokens": {"system": lambda t: claude(system=t), "text block": lambda t: claude({"type": "text", "text": t})},
}


def choice(message: dict[str, object]) -> dict[str, object]:
    return {"id": "chatcmpl-1", "object": "chat.completion", "choices": [{"index": 0, "message": {"role": "assistant", **message}, "finish_reason": "stop"}]}


def output(item: dict[str, object]) -> dict[str, object]:
    return {"id": "resp_1", "object": "response", "status": "completed", "output": [item]}


REPLIES: dict[str, dict[str, Build]] = {
    CHAT: {
        "content": lambda t: choice({"content": t}),
        "refusal": lambda t: choice({"content": None, "refusal": t}),
        "reasoning_content": lambda t: choice({"content": "x", "reasoning_content": t}),
        "tool call: arguments": lambda t: choice({"tool_calls": [{"id": "call_1", "type": "function", "function": {"name": "f", "arguments": json.dumps({"q": t})}}]}),
        "annotation": lambda t: choice({"content": "x", "annotations": [{"type": "url_citation", "url_citation": {"title": t}}]}),
        "unknown field": lambda t: {**choice({"content": "x"}), "quantum": {"deep": [t]}},
    },
    "/v1/completions": {"text": lambda t: {"object": "text_completion", "choices": [{"index": 0, "text": t, "finish_reason": "stop"}]}},
    RESPONSES: {
        "output_text": lambda t: output({"type": "message", "id": "msg_1", "role": "assistant", "content": [{"type": "output_text", "text": t}]}),
        "function_call: arguments": lambda t: output({"type": "function_call", "call_id": "call_1", "name": "f", "arguments": json.dumps({"q": t})}),
        "custom_tool_call: input": lambda t: output({"type": "custom_tool_call", "call_id": "call_1", "name": "f", "input": t}),
        "reasoning: summary": lambda t: output({"type": "reasoning", "summary": [{"type": "summary_text", "text": t}]}),
        "instructions that were sent": lambda t: {**output({"type": "message"}), "instructions": t},
    },
    MESSAGES: {
        "text block": lambda t: {"type": "message", "role": "assistant", "content": [{"type": "text", "text": t}]},
        "tool_use: input": lambda t: {"type": "message", "content": [{"type": "tool_use", "id": "toolu_1", "name": "f", "input": {"q": {"deep": t}}}]},
        "citation": lambda t: {"type": "message", "content": [{"type": "text", "text": "x", "citations": [{"type": "char_location", "cited_text": t}]}]},
    },
}


def pieces(text: str, size: int) -> list[str]:
    return [text[i : i + size] for i in range(0, len(text), size)]


def sse(events: list[dict[str, Any]], *, named: bool = False, done: bool = True) -> bytes:
    lines = [(f"event: {e['type']}\n" if named else "") + "data: " + json.dumps(e, ensure_ascii=False) + "\n\n" for e in events]
    return "".join(lines).encode() + (b"data: [DONE]\n\n" if done else b"")


def chat_stream(path: list[object]) -> Callable[[str, int], bytes]:
    def build(text: str, size: int) -> bytes:
        events: list[dict[str, Any]] = []
        for piece in pieces(text, size):
            delta: Any = piece
            for step in reversed(path):
                delta = [{"index": step, **delta}] if isinstance(step, int) else {step: delta}
            events.append({"id": "c", "object": "chat.completion.chunk", "choices": [{"index": 0, "delta": delta, "finish_reason": None}]})
        end = {"id": "c", "object": "chat.completion.chunk", "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}
        return sse([*events, end, {"id": "c", "choices": [], "usage": {"total_tokens": 3}}])

    return build


def responses_stream(kind: str) -> Callable[[str, int], bytes]:
    def build(text: str, size: int) -> bytes:
        at = {"item_id": "msg_1", "output_index": 0, "content_index": 0}
        deltas = [{"type": f"response.{kind}.delta", **at, "delta": piece} for piece in pieces(text, size)]
        done = {"type": f"response.{kind}.done", **at, ("arguments" if "arguments" in kind else "text"): text}
        end = {"type": "response.completed", "response": {"id": "resp_1", "output": []}}
        events = [{"type": "response.created", "response": {"id": "resp_1"}}, *deltas, done, end]
        return sse([{**e, "sequence_number": n} for n, e in enumerate(events)], named=True, done=False)

    return build


def claude_stream(kind: str, key: str) -> Callable[[str, int], bytes]:
    def build(text: str, size: int) -> bytes:
        deltas = [{"type": "content_block_delta", "index": 0, "delta": {"type": kind, key: piece}} for piece in pieces(text, size)]
        start = [{"type": "message_start", "message": {"id": "msg_1", "role": "assistant", "content": []}}, {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}}]
        return sse([*start, *deltas, {"type": "content_block_stop", "index": 0}, {"type": "message_stop"}], named=True, done=False)

    return build


STREAMS: dict[str, dict[str, Callable[[str, int], bytes]]] = {
    CHAT: {
        "content": chat_stream(["content"]),
        "refusal": chat_stream(["refusal"]),
        "reasoning_content": chat_stream(["reasoning_content"]),
        "tool call: arguments": chat_stream(["tool_calls", 1, "function", "arguments"]),
        "function call: arguments": chat_stream(["function_call", "arguments"]),
        "unknown field": chat_stream(["quantum", "text"]),
    },
    RESPONSES: {kind: responses_stream(kind) for kind in ("output_text", "refusal", "reasoning_summary_text", "function_call_arguments", "custom_tool_call_input")},
    MESSAGES: {"text": claude_stream("text_delta", "text"), "tool_use: input": claude_stream("input_json_delta", "partial_json")},
}


def _found() -> None:
    """The tables of vendors that have files of their own here: `places_<vendor>.py`."""
    for path in sorted(Path(__file__).parent.glob("places_*.py")):
        module = importlib.import_module(f"tests.wire.{path.stem}")
        for name, table in (("REQUESTS", REQUESTS), ("REPLIES", REPLIES), ("STREAMS", STREAMS)):
            table.update(getattr(module, name))


def page() -> str:
    """The coverage table, as the tests hold it."""
    out = ["# Coverage\n", "<!-- generated by `python -m tests.wire.places`; do not edit -->\n"]
    out += ["Each line is a test: planted values do not leave from there, and come back on the way back.\n"]
    for title, table in (("Requests: hidden", REQUESTS), ("Replies, JSON: restored", REPLIES), ("Replies, streamed: restored at any cut", STREAMS)):
        out += [f"## {title}\n", "| protocol | places |", "|---|---|"]
        out += [f"| `{path}` | {' · '.join(name.replace('|', '') for name in places)} |" for path, places in table.items()]
        out.append("")
    out.append("Images, audio and files are refused with the setting that would allow them. Signed thinking passes as it came, or its block stays behind.")
    return "\n".join(out) + "\n"


if __name__ != "__main__":
    _found()
else:
    from tests.wire import places

    PAGE.write_text(places.page(), encoding="utf-8")
