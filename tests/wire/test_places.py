"""Nothing planted leaves from any place of any protocol, and all of it comes back, at any cut."""

from __future__ import annotations

import base64
import json
import random
import re
from typing import Any

import orjson
import pytest

from garim import Screen, exchange
from garim.errors import BadInput, Unsupported, UpstreamCut, UpstreamFailed
from garim.wire import protocols
from garim.wire.protocols import Protocol
from tests.wire.places import CHAT, MESSAGES, PAGE, REPLIES, REQUESTS, RESPONSES, STREAMS, page, sse

TEXT = "도하랑 과장님, hanbyeol-prd-db01 (10.48.7.21) com.hanbyeol.narae \"TB_HB_BKNG_M\" 010-3382-7719 harang.do@hanbyeol.internal"
SHORT = "TB_HB_BKNG_M"
PLANTED = ("도하랑", "hanbyeol", "10.48.7.21", "narae", "tb_hb_bkng_m", "3382-7719", "harang")


def found(path: str) -> Protocol:
    protocol = protocols.find("POST", path, {})
    assert protocol is not None
    return protocol


def left(body: bytes) -> list[str]:
    """Planted values in a body: in any string, key, JSON inside a string, `\\u` escape or base64."""
    seen: list[str] = []

    def walk(node: Any) -> None:
        if isinstance(node, str):
            seen.append(node)
            seen.append(re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), node))
            for run in re.findall(r"[A-Za-z0-9+/]{16,}={0,2}", node):
                seen.append(base64.b64decode(run[: len(run) - (len(run.rstrip("=")) % 4 == 1)] + "===").decode("utf-8", "replace"))
            try:
                inner = json.loads(node)
            except ValueError:
                return
            if isinstance(inner, dict | list):
                walk(inner)
        elif isinstance(node, dict):
            for key, value in node.items():
                walk(key)
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(json.loads(body))
    whole = "\n".join(seen).lower()
    return [p for p in PLANTED if p in whole]


CASES = [(path, place) for path, places in REQUESTS.items() for place in places]


@pytest.mark.parametrize("ascii_only", [False, True], ids=["raw", "escaped"])
@pytest.mark.parametrize(("path", "place"), CASES, ids=[f"{p} {q}" for p, q in CASES])
def test_nothing_leaves_and_all_comes_back(screen: Screen, path: str, place: str, ascii_only: bool) -> None:
    """Hidden on the way out; the same body echoed as a reply is the body that was sent."""
    body = json.dumps(REQUESTS[path][place](TEXT), ensure_ascii=ascii_only).encode()
    protocol = found(path)
    out = exchange.outbound(protocol.read(body), screen.screening, protocol.name)

    assert left(out.body) == []
    if place in ("document: text in base64", "signature outside a thinking block", "inline text", "signature outside a conversation", "file's address"):
        return  # no reply carries a document back, what a reply calls a signature passes as it came, a document's address is a stranger's
    reply = exchange.reply(protocol, out, screen.screening, stream=False)
    assert orjson.loads(reply.feed(out.body) + reply.finish()) == orjson.loads(body)


def sent(screen: Screen, path: str, text: str) -> tuple[exchange.Outbound, str]:
    """What left for a text, and how the text reads there."""
    asked = {CHAT: "message: user", MESSAGES: "user", RESPONSES: "input", "/v1/completions": "prompt"}
    place = asked.get(path) or next(name for name in REQUESTS[path] if name in ("text", "input", "message: user"))
    protocol = found(path)
    body = REQUESTS[path][place](text)
    out = exchange.outbound(protocol.read(json.dumps(body).encode()), screen.screening, protocol.name)
    return out, beside(body, orjson.loads(out.body), text)


def beside(node: Any, other: Any, text: str) -> str:
    """What stands in one tree where a text stands in another."""
    if node == text:
        return str(other)
    steps = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return next(filter(None, (beside(value, other[step], text) for step, value in steps)), "")


WHOLE = [(path, place) for path, places in REPLIES.items() for place in places]


@pytest.mark.parametrize(("path", "place"), WHOLE, ids=[f"{p} {q}" for p, q in WHOLE])
def test_a_whole_reply_is_restored(screen: Screen, path: str, place: str) -> None:
    """Every text of it, JSON inside strings too; what held no surrogate is as it came."""
    out, surrogates = sent(screen, path, TEXT)
    reply = exchange.reply(found(path), out, screen.screening, stream=False)

    got = reply.feed(orjson.dumps(REPLIES[path][place](surrogates))) + reply.finish()

    assert orjson.loads(got) == REPLIES[path][place](TEXT)


def deltas(data: bytes, place: str) -> str:
    """The text of a stream, as a client puts it together."""
    text = ""
    for line in data.decode().splitlines():
        if not line.startswith("data: {"):
            continue
        event = json.loads(line[6:])
        if event.get("type", "").endswith(".delta") and event["type"].startswith("response."):
            text += event["delta"]
        elif event.get("type") == "content_block_delta":
            text += event["delta"].get("text") or event["delta"].get("partial_json") or ""
        for candidate in event.get("candidates", []):
            text += "".join(part.get("text", "") for part in candidate["content"]["parts"])
        for choice in event.get("choices", []):
            node: Any = choice.get("delta") or {}
            while isinstance(node, dict | list) and node:
                node = node[0] if isinstance(node, list) else node[max(node, key=lambda k: k not in ("index", "role"))]
            text += node if isinstance(node, str) else ""
    return text


FLOWS = [(path, place) for path, places in STREAMS.items() for place in places]


@pytest.mark.parametrize("size", [1, 3, 7, 1000])
@pytest.mark.parametrize(("path", "place"), FLOWS, ids=[f"{p} {q}" for p, q in FLOWS])
def test_a_stream_is_restored_at_any_cut(screen: Screen, path: str, place: str, size: int) -> None:
    """Deltas of any size, bytes in any cut: the client reads the originals, and arguments are JSON."""
    out, surrogates = sent(screen, path, TEXT)
    json_text = "arguments" in place or place == "tool_use: input"
    written = json.dumps({"q": surrogates}, ensure_ascii=False) if json_text else surrogates
    wanted = {"q": TEXT} if json_text else TEXT
    data = STREAMS[path][place](written, size)
    dice = random.Random(size)
    cuts = [len(data), 1, 3, 7, 1000, *(dice.randrange(1, 400) for _ in range(6))]
    for cut in cuts:
        reply = exchange.reply(found(path), out, screen.screening, stream=True)
        got = b"".join(reply.feed(data[i : i + cut]) for i in range(0, len(data), cut)) + reply.finish()
        text = deltas(got, place)

        assert (json.loads(text) if json_text else text) == wanted
        kinds = [json.loads(line[6:]).get("type") for line in got.decode().splitlines() if line.startswith("data: {")]
        before = [json.loads(line[6:]).get("type") for line in data.decode().splitlines() if line.startswith("data: {")]
        assert list(dict.fromkeys(kinds)) == list(dict.fromkeys(before))


def test_choices_and_calls_do_not_mix(screen: Screen) -> None:
    """n > 1 and parallel tool calls: each has a channel of its own."""
    out, surrogates = sent(screen, CHAT, SHORT)
    events = [
        {"choices": [{"index": n, "delta": {"content": letter, "tool_calls": [{"index": n, "function": {"arguments": letter}}]}}]}
        for letter in surrogates
        for n in (0, 1)
    ]
    ends = [{"choices": [{"index": n, "delta": {}, "finish_reason": "stop"}]} for n in (0, 1)]
    reply = exchange.reply(found(CHAT), out, screen.screening, stream=True)
    got = reply.feed(sse([*events, *ends])) + reply.finish()
    texts = {0: ["", ""], 1: ["", ""]}
    for line in got.decode().splitlines():
        for choice in json.loads(line[6:])["choices"] if line.startswith("data: {") else []:
            delta = choice["delta"]
            texts[choice["index"]][0] += delta.get("content") or ""
            texts[choice["index"]][1] += "".join(c["function"]["arguments"] for c in delta.get("tool_calls", []))

    assert texts == {0: [SHORT, SHORT], 1: [SHORT, SHORT]}


def test_a_tool_is_called_by_its_own_name(screen: Screen) -> None:
    """A company word in a tool's name is hidden alike in definition, choice and history, and comes back in the call."""
    name = "narae_lookup"
    body = {
        "model": "m",
        "messages": [user_message("call it for Narae"), {"role": "assistant", "tool_calls": [{"id": "call_1", "type": "function", "function": {"name": name, "arguments": "{}"}}]}],
        "tools": [{"type": "function", "function": {"name": name, "parameters": {"type": "object"}}}],
        "tool_choice": {"type": "function", "function": {"name": name}},
    }
    out = exchange.outbound(found(CHAT).read(json.dumps(body).encode()), screen.screening, "chat")
    left_body = orjson.loads(out.body)
    names = {left_body["tools"][0]["function"]["name"], left_body["tool_choice"]["function"]["name"], left_body["messages"][1]["tool_calls"][0]["function"]["name"]}
    (hidden,) = names
    assert "narae" not in hidden and re.fullmatch(r"[A-Za-z0-9_-]{1,64}", hidden)
    event = {"choices": [{"index": 0, "delta": {"tool_calls": [{"index": 0, "id": "call_2", "function": {"name": hidden, "arguments": ""}}]}}]}
    reply = exchange.reply(found(CHAT), out, screen.screening, stream=True)
    assert f'"name":"{name}"'.encode() in reply.feed(sse([event], done=False))


def user_message(text: str) -> dict[str, str]:
    return {"role": "user", "content": text}


def test_signed_thinking_passes_byte_for_byte(screen: Screen) -> None:
    """Edited thinking is refused by the upstream that signed it."""
    seal = base64.b64encode(bytes(range(60, 130))).decode()
    block = {"type": "thinking", "thinking": "so the table is slow …", "signature": seal}
    body = json.dumps({"model": "m", "max_tokens": 9, "messages": [{"role": "assistant", "content": [block, {"type": "redacted_thinking", "data": seal}]}, user_message(TEXT)]}).encode()
    out = exchange.outbound(found(MESSAGES).read(body), screen.screening, "anthropic")

    assert json.dumps(block)[1:-1].encode() in out.body and out.body.count(seal.encode()) == 2


BROKEN = [b'data: {"choices":[{"index":0,"delta":{"content":"x"\n\n', b"data: <html>\n\n", b"data: 7\n\n"]


@pytest.mark.parametrize("data", BROKEN, ids=range(len(BROKEN)))
@pytest.mark.parametrize("path", [CHAT, RESPONSES, MESSAGES])
def test_what_is_no_stream_is_an_error(screen: Screen, path: str, data: bytes) -> None:
    """Half JSON, a page, a number: never a clean-looking end."""
    out, _ = sent(screen, path, TEXT)
    reply = exchange.reply(found(path), out, screen.screening, stream=True)

    with pytest.raises(UpstreamFailed):
        reply.feed(data)
        reply.finish()


@pytest.mark.parametrize("path", [CHAT, RESPONSES, MESSAGES])
def test_a_cut_stream_gives_what_was_held_and_an_error(screen: Screen, path: str) -> None:
    """The text that came is not lost, and the end is no end."""
    out, surrogates = sent(screen, path, SHORT)
    data = STREAMS[path][next(iter(STREAMS[path]))](surrogates, 2)
    cut = data[: data.rindex(b"event: content_block_stop")] if path == MESSAGES else data[: data.index(b'"response.output_text.done"') - 30] if path == RESPONSES else data[: data.index(b'"stop"') - 90]
    cut = cut[: cut.rindex(b"\n\n") + 2]
    reply = exchange.reply(found(path), out, screen.screening, stream=True)
    got = reply.feed(cut)
    with pytest.raises(UpstreamCut) as caught:
        reply.finish()

    assert deltas(got + caught.value.tail, "") == SHORT


def test_coverage_page_is_current() -> None:
    """docs/coverage.md is what these tables hold."""
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m tests.wire.places"


def test_a_rest_goes_where_its_event_still_carries_text(screen: Screen) -> None:
    """A last delta and its finish_reason in one event: what was held follows it and does not go before it."""
    out, surrogates = sent(screen, CHAT, "see " + SHORT)
    calls = [{"index": 0, "function": {"arguments": surrogates[-3:]}}]
    events = [
        {"choices": [{"index": 0, "delta": {"content": surrogates[:-3], "tool_calls": [{"index": 0, "function": {"arguments": surrogates[:-3]}}]}}]},
        {"choices": [{"index": 0, "delta": {"content": surrogates[-3:], "tool_calls": calls}, "finish_reason": "stop"}]},
    ]
    reply = exchange.reply(found(CHAT), out, screen.screening, stream=True)
    got = reply.feed(sse(events)) + reply.finish()
    content = arguments = ""
    for line in got.decode().splitlines():
        for choice in json.loads(line[6:])["choices"] if line.startswith("data: {") else []:
            content += choice["delta"].get("content") or ""
            arguments += "".join(c["function"]["arguments"] for c in choice["delta"].get("tool_calls", []))

    assert (content, arguments) == ("see " + SHORT, "see " + SHORT)


SEALS = [
    (MESSAGES, lambda t: {"type": "text", "text": "x", "encrypted_content": t}),
    (MESSAGES, lambda t: {"type": "tool_use", "id": "toolu_1", "name": "f", "input": {"type": "redacted_thinking", "data": t}}),
    (MESSAGES, lambda t: {"type": "tool_use", "id": "toolu_1", "name": "f", "input": {"type": "thinking", "thinking": TEXT, "signature": t}}),
]


@pytest.mark.parametrize(("path", "build"), SEALS, ids=range(len(SEALS)))
def test_what_only_looks_sealed_is_read(screen: Screen, path: str, build: Any) -> None:
    """A seal holds in the upstream's own block, and never inside a tool's input."""
    block = build(base64.b64encode(TEXT.encode()).decode())
    body = json.dumps({"model": "m", "max_tokens": 9, "messages": [{"role": "assistant", "content": [block]}]}).encode()
    try:
        request = found(path).read(body)
    except Unsupported:
        return  # a blob that nothing reads is refused: nothing leaves either
    assert left(exchange.outbound(request, screen.screening, "anthropic").body) == []


def test_half_a_surrogate_pair_in_a_reply_is_no_failure(screen: Screen) -> None:
    """Models do write them; the rest is restored."""
    out, surrogates = sent(screen, CHAT, SHORT)
    reply = exchange.reply(found(CHAT), out, screen.screening, stream=False)
    body = ('{"choices":[{"index":0,"message":{"content":"\\ud83d ' + surrogates + '"}}]}').encode()

    assert SHORT in json.loads(reply.feed(body) + reply.finish())["choices"][0]["message"]["content"]


def answered(screen: Screen, path: str, data: Any, *, stream: bool = False) -> Any:
    """What comes back, of a reply in which S stands for the planted name's surrogate."""
    out, surrogate = sent(screen, path, SHORT)
    raw = data.replace(b"SURROGATE", surrogate.encode()) if isinstance(data, bytes) else orjson.dumps(data).replace(b"SURROGATE", surrogate.encode())
    reply = exchange.reply(found(path), out, screen.screening, stream=stream)
    got = b""
    for at in range(0, len(raw), 7 if stream else len(raw)):
        got += reply.feed(raw[at : at + 7] if stream else raw)
    got += reply.finish()
    return [json.loads(line[6:]) for line in got.decode().splitlines() if line.startswith("data: {")] if stream else orjson.loads(got)


def tokens(*said: str) -> list[dict[str, Any]]:
    return [{"token": one, "logprob": -0.1, "bytes": list(one.encode()), "top_logprobs": []} for one in said]


def test_token_probabilities_say_the_restored_text(screen: Screen) -> None:
    """The tokens of a surrogate are not what the user reads; joined, tokens and bytes are the text."""
    out, surrogate = sent(screen, CHAT, SHORT)
    parts = ["see ", surrogate[:3], surrogate[3:6], surrogate[6:], "."]
    body = {"choices": [{"index": 0, "message": {"content": "".join(parts)}, "logprobs": {"content": tokens(*parts)}, "finish_reason": "stop"}]}
    reply = exchange.reply(found(CHAT), out, screen.screening, stream=False)
    choice = orjson.loads(reply.feed(orjson.dumps(body)) + reply.finish())["choices"][0]
    said = choice["logprobs"]["content"]

    assert "".join(one["token"] for one in said) == choice["message"]["content"] == f"see {SHORT}."
    assert b"".join(bytes(one["bytes"]) for one in said).decode() == f"see {SHORT}." and len(said) == len(parts)

    events: list[dict[str, Any]] = [{"choices": [{"index": 0, "delta": {"content": one}, "logprobs": {"content": tokens(one)}}]} for one in parts[:-1]]
    events.append({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
    reply = exchange.reply(found(CHAT), out, screen.screening, stream=True)
    got = reply.feed(sse(events)) + reply.finish()
    chunks = [json.loads(line[6:])["choices"][0] for line in got.decode().splitlines() if line.startswith("data: {")]
    assert "".join(one["delta"].get("content") or "" for one in chunks) == f"see {SHORT}"
    assert "".join(t["token"] for one in chunks for t in (one.get("logprobs") or {}).get("content") or []) == f"see {SHORT}"


def test_what_stands_beside_a_delta_is_restored(screen: Screen) -> None:
    """Strings in lists, keys that nobody knows, lists of the event itself."""
    event = {"citations": ["SURROGATE"], "choices": [{"index": 0, "note": "SURROGATE", "delta": {"content": "x", "said": ["SURROGATE", ["SURROGATE"]]}, "finish_reason": "stop"}]}
    (got,) = answered(screen, CHAT, sse([event]), stream=True)

    assert got["citations"] == [SHORT] and got["choices"][0]["note"] == SHORT and got["choices"][0]["delta"]["said"] == [SHORT, [SHORT]]


def test_a_block_may_begin_with_text(screen: Screen) -> None:
    """The beginning of a surrogate in content_block_start, the rest in deltas."""
    out, surrogate = sent(screen, MESSAGES, SHORT)
    events = [
        {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": surrogate[:4]}},
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": surrogate[4:]}},
        {"type": "content_block_stop", "index": 0}, {"type": "message_stop"},
    ]  # fmt: skip
    reply = exchange.reply(found(MESSAGES), out, screen.screening, stream=True)
    got = reply.feed(sse(events, named=True, done=False)) + reply.finish()
    said = [json.loads(line[6:]) for line in got.decode().splitlines() if line.startswith("data: {")]

    assert said[0]["content_block"]["text"] + deltas(got, "") == SHORT


@pytest.mark.parametrize("path", [CHAT, MESSAGES])
def test_what_came_before_a_broken_event_is_given_out(screen: Screen, path: str) -> None:
    """Also where both came in one piece."""
    out, surrogate = sent(screen, path, SHORT)
    first = STREAMS[path][next(iter(STREAMS[path]))](surrogate + " and more ", 1000)
    first = first[: first.index(b'"and more') if b'"and more' in first else len(first)]
    whole = first.split(b"\n\n")[0 if path == CHAT else 2] + b"\n\n"
    reply = exchange.reply(found(path), out, screen.screening, stream=True)
    got = reply.feed(whole + b"data: {broken\n\n")

    with pytest.raises(UpstreamCut) as caught:
        reply.finish()
    assert (deltas(got, "") + deltas(caught.value.tail, "")).strip() == f"{SHORT} and more"


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("path", [CHAT, MESSAGES, RESPONSES])
def test_an_answer_is_not_nested_without_end(screen: Screen, path: str, stream: bool) -> None:
    """900 levels are the upstream's failure, not ours."""
    deep = b'{"type":"x","choices":' + b"[" * 900 + b"]" * 900 + b"}"
    with pytest.raises(UpstreamFailed):
        answered(screen, path, b"data: " + deep + b"\n\n" if stream else deep, stream=stream)


def test_the_list_of_events_is_one_text(screen: Screen) -> None:
    """Gemini's stream without alt=sse: a surrogate cut over two events, then a call."""
    path = "/v1beta/models/gemini-2.5-pro:streamGenerateContent"
    out, surrogate = sent(screen, path, SHORT)
    parts = [[{"text": surrogate[:5]}], [{"text": surrogate[5:]}, {"functionCall": {"name": "f", "args": {"q": surrogate}}}]]
    body = [{"candidates": [{"index": 0, "content": {"role": "model", "parts": one}}]} for one in parts]
    reply = exchange.reply(found(path), out, screen.screening, stream=False)
    got = orjson.loads(reply.feed(orjson.dumps(body)) + reply.finish())
    said = [part for event in got for part in event["candidates"][0]["content"]["parts"]]

    assert "".join(part.get("text", "") for part in said) == SHORT and said[-1]["functionCall"]["args"] == {"q": SHORT}


def test_a_number_is_hidden_however_it_is_written(screen: Screen) -> None:
    """9.08e7 is an account number too."""
    number = "4111111111111111"
    for written in (number, "4.111111111111111e15", "41111111111111110E-1"):
        body = ('{"model":"m","messages":[{"role":"user","content":"card ' + number + '"}],"n_card":' + written + "}").encode()
        out = exchange.outbound(found(CHAT).read(body), screen.screening, "chat")
        left_number = orjson.loads(out.body)["n_card"]
        assert str(left_number).replace(".0", "") != number and written.encode() not in out.body


def test_a_known_key_stands_once(screen: Screen) -> None:
    """Readers differ in which of two they take."""
    with pytest.raises(BadInput):
        found(CHAT).read(b'{"model":"a","model":"b","messages":[]}')


def test_tools_keep_their_names_and_people_do_not(screen: Screen) -> None:
    """Nobody is guessed in a tool's name; a listed word in it has one stand-in; who takes part in a talk is a person."""
    names = "Edit Bash Read Grep Task WebFetch Skill Sarah mcp__jira__get_issue apply_patch kim_tool narae_lookup".split()
    tools = [{"type": "function", "function": {"name": name, "parameters": {"type": "object"}}} for name in names]
    messages = [{"role": "user", "name": "Harang", "content": "ask Harang Do"}, user_message("with narae_lookup")]
    out = exchange.outbound(found(CHAT).read(json.dumps({"model": "m", "messages": messages, "tools": tools}).encode()), screen.screening, "chat")
    body = orjson.loads(out.body)
    left_names = [tool["function"]["name"] for tool in body["tools"]]

    assert left_names[:-1] == names[:-1] and "narae" not in left_names[-1]
    assert left_names[-1] in body["messages"][1]["content"] and body["messages"][0]["name"] != "Harang"
