"""Random conversations in the three protocols: what a client sends, turn after turn, through a gateway that forgets."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import orjson
from hypothesis import strategies as st

from garim import exchange
from garim.exchange import Screening
from garim.wire import protocols

VALUES = (
    "한별해운", "나래", "Saltmarsh", "hanbyeol-prd-db01", "10.48.7.21", "10.48.7.22", "TB_HB_BKNG_M", "com.hanbyeol.narae", "BKG-771",
    "도하랑", "Harang Do", "harang.do@hanbyeol.internal", "010-3382-7719", "(415) 555-0137", "9f8b2c7d41e6a0539f8b2c7d41e6a053",
    "AKIA" + "Q3EGVWSYT7ZX2K4M", "postgres://hbadm:Wint3r#9x@hanbyeol-prd-db01.hanbyeol.internal:5432/HBPRD", "110-234-567890",
    "778812345678.dkr.ecr.ap-northeast-2.amazonaws.com/narae:1.2", "Zofia Brzeska", "서예린 대리",
)  # fmt: skip
PLAIN = (
    "why is it slow?", "SELECT count(*) FROM orders WHERE id = 7", "def f(x):\n    return x + 1\n", "ORA-00060 deadlock", "네, 확인해 보겠습니다.",
    "Traceback (most recent call last):", "kubectl get pods -n default", "배포는 언제 하나요?", "{\"a\": [1, 2.5, null]}", "the mint tea is cold",
)  # fmt: skip
PROTOCOLS = ("messages", "chat", "responses")
PATHS = {"messages": "/v1/messages", "chat": "/v1/chat/completions", "responses": "/v1/responses"}
TALK = {"messages": "messages", "chat": "messages", "responses": "input"}
words = st.lists(st.one_of(st.sampled_from(VALUES), st.sampled_from(PLAIN)), min_size=1, max_size=5).map(" ".join)


class Step(NamedTuple):
    """One answer of the model and what it is told next."""

    text: str
    thinking: str
    argument: str
    result: str
    then: str
    echo: int
    """Which surrogate, of those that left, the model's thinking and the tool's result name; -1 for none."""


steps = st.lists(st.builds(Step, words, words, words, words, words, st.integers(-1, 8)), min_size=1, max_size=5)


def first(protocol: str, system: str, text: str) -> dict[str, Any]:
    """A conversation's first request."""
    tools = [{"name": "read_file", "description": "Reads a file", "input_schema": {"type": "object", "properties": {"path": {"type": "string"}}}}]
    if protocol == "messages":
        return {"model": "m", "max_tokens": 10, "system": system, "tools": tools, "messages": [{"role": "user", "content": text}]}
    if protocol == "chat":
        return {"model": "m", "messages": [{"role": "system", "content": system}, {"role": "user", "content": text}]}
    return {"model": "m", "instructions": system, "input": [{"role": "user", "content": [{"type": "input_text", "text": text}]}]}


def grown(protocol: str, body: dict[str, Any], step: Step, number: int, ours: str) -> dict[str, Any]:
    """The next request: the same, and the model's answer, a tool's result, and what the user says then."""
    call, arguments = f"call_{number}aB3{number}cD5eF6gH7iJ8k9", {"path": step.argument, "note": json.dumps({"in": step.argument})}
    seal = "ErUB3" + "Cq9xKzP0" * 6
    thinking, result = f"{step.thinking} {ours}".strip(), f"{step.result} {ours}".strip()
    if protocol == "messages":
        more: list[dict[str, Any]] = [
            {"role": "assistant", "content": [
                {"type": "thinking", "thinking": thinking, "signature": seal if number % 2 else "ab12" * 16},
                {"type": "text", "text": step.text}, {"type": "tool_use", "id": call, "name": "read_file", "input": arguments}]},
            {"role": "user", "content": [{"type": "tool_result", "tool_use_id": call, "content": result}, {"type": "text", "text": step.then}]},
        ]  # fmt: skip
        if number % 2:
            # What is sealed came from this model, which knows no originals.
            more[0]["content"][0]["thinking"] = f"let me see {ours}".strip()
    elif protocol == "chat":
        function = {"name": "read_file", "arguments": json.dumps(arguments, ensure_ascii=number % 2 == 0)}
        more = [
            {"role": "assistant", "content": f"{step.text} {ours}".strip(), "tool_calls": [{"id": call, "type": "function", "function": function}]},
            {"role": "tool", "tool_call_id": call, "content": result},
            {"role": "user", "content": step.then},
        ]  # fmt: skip
    else:
        more = [
            {"type": "reasoning", "id": "rs_0123456789abcdef01", "summary": [{"type": "summary_text", "text": thinking}]},
            {"type": "function_call", "call_id": call, "name": "read_file", "arguments": json.dumps(arguments)},
            {"type": "function_call_output", "call_id": call, "output": result},
            {"role": "user", "content": [{"type": "input_text", "text": step.then}]},
        ]
    return {**body, TALK[protocol]: [*body[TALK[protocol]], *more]}


def sent(screening: Screening, protocol: str, body: dict[str, Any]) -> exchange.Outbound:
    """What leaves."""
    found = protocols.find("POST", PATHS[protocol], {"anthropic-version": ""} if protocol == "messages" else {})
    assert found is not None
    return exchange.outbound(found.read(json.dumps(body, ensure_ascii=False).encode()), screening, protocol)


def cold(screening: Screening) -> Screening:
    """A replica that has seen nothing."""
    return replace(screening)


def played(screening: Screening, protocol: str, system: str, text: str, run: Sequence[Step]) -> list[tuple[dict[str, Any], exchange.Outbound]]:
    """All requests of a conversation, and what left of each; the model names surrogates that left before."""
    body = first(protocol, system, text)
    out = [(body, sent(screening, protocol, body))]
    for number, step in enumerate(run):
        entries = [entry for entry in out[-1][1].entries if entry.family not in ("carrier", "secret") and len(entry.surrogate) > 3]
        ours = entries[step.echo % len(entries)].surrogate if step.echo >= 0 and entries else ""
        body = grown(protocol, body, step, number, ours)
        out.append((body, sent(screening, protocol, body)))
    return out


def messages(protocol: str, out: exchange.Outbound) -> list[Any]:
    """The messages that left."""
    found: list[Any] = orjson.loads(out.body)[TALK[protocol]]
    return found
