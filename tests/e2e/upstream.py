"""A model's side that tests can look into: OpenAI and Anthropic wire formats on a real socket, faults included.

What it does is told by the model's name, which every protocol carries:
    echo, echo.N     the text of the last user message, in pieces of N characters (7)
    all              every text of the request
    first            the text of the first request since `clear`, as if the conversation were kept here
    markdown         Markdown of every sort round the text, with what a page must not run or load
    leak, leaktools  as echo and tools, with LEAK behind the text: what nobody has asked about
    tools            two tool calls whose JSON arguments carry the text
    e400 e429 e500 html500 redirect    errors; e400 names the text in its message
    cut stall half html empty giant    replies that are broken, after a few pieces
    wait             says nothing until the caller leaves
    big.N            N megabytes of text, as a chat stream
"""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Iterator
from typing import Any

from aiohttp import web

MEGABYTE = 1024 * 1024
MODELS = ("echo", "markdown", "all", "cut", "e400", "wait", "big.1")
"""Those that it lists."""
MARKDOWN = """**Plan** for `it`:

```sql
SELECT 1 FROM dual -- {text}
```

| a | b |
|---|---|
| 1 | 2 |

[docs](https://docs.oracle.com/x) ![pic](http://127.0.0.1:9/x.png) <img src=x onerror="window.bad=1"><script>window.bad=1</script>
[bad](javascript:window.bad=1)

{text}
"""
LEAK = "\nCall 010-9876-5432 or mina@other-firm.co.kr\nnow"


class FakeUpstream:
    """Runs in a thread of its own; use as a context manager."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        """Exactly as received, in order."""
        self.heads: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.gone = threading.Event()
        """Set when a caller left before its reply was whole."""
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> FakeUpstream:
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    def clear(self) -> None:
        """Forget what came."""
        self.bodies.clear()
        self.heads.clear()
        self.paths.clear()
        self.gone.clear()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serve())
        self._loop.close()

    async def _serve(self) -> None:
        self._stop = asyncio.Event()
        app = web.Application(client_max_size=1 << 30)
        app.router.add_route("*", "/{path:.*}", self._answer)
        runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        assert site._server is not None
        self.url = f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}"  # type: ignore[attr-defined]
        self._ready.set()
        await self._stop.wait()
        await runner.cleanup()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()
        self.bodies.append(body)
        self.heads.append({name.lower(): value for name, value in request.headers.items()})
        self.paths.append(request.path_qs)
        asked = json.loads(body) if body else {}
        model, _, number = str(asked.get("model", "echo")).partition(".")
        wire = next((w for path, w in WIRES.items() if request.path == path), None)
        if request.path == "/v1/embeddings":
            return web.json_response(
                {
                    "object": "list",
                    "model": model,
                    "data": [{"object": "embedding", "index": 0, "embedding": [0.5]}],
                    "usage": {"prompt_tokens": 1, "total_tokens": 1},
                }
            )
        if request.path == "/v1/models":
            return web.json_response({"object": "list", "data": [{"id": name, "object": "model"} for name in MODELS]})
        if request.path == "/v1/audio/speech" and model == "sound":
            return web.Response(body=b"ID3" + bytes(range(256)), content_type="audio/mpeg")
        if request.path == "/v1/messages/count_tokens":
            return web.json_response({"input_tokens": len(body)})
        if request.path == "/v1/responses/resp_1":
            return web.json_response(Responses.whole(said(json.loads(self.bodies[0]), False), []))
        if wire is None:
            return web.json_response({"error": {"message": "no such path", "type": "not_found"}}, status=404)
        text = said(json.loads(self.bodies[0]) if model == "first" else asked, model == "all")
        text = MARKDOWN.format(text=text) if model == "markdown" else text
        text += LEAK if model.startswith("leak") else ""
        early = self._early(model, text, wire)
        if early is not None:
            return early
        if model == "wait":
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                self.gone.set()
                raise
        return await self._reply(request, asked, wire, model, number, text)

    def _early(self, model: str, text: str, wire: type[Chat]) -> web.Response | None:
        if model in ("e400", "e429", "e500"):
            kind = {"e400": "invalid_request_error", "e429": "rate_limit_error", "e500": "server_error"}[model]
            head = {"retry-after": "7"} if model == "e429" else {}
            head |= {"x-request-id": "req-1", "set-cookie": "a=b", "server": "secret-proxy"}
            return web.json_response(wire.error(kind, f"cannot say {text}"), status=int(model[1:]), headers=head)
        if model == "html500":
            return web.Response(text="<html><h1>proxy-host-17 is down</h1>", content_type="text/html", status=500)
        if model == "html":
            return web.Response(text="<html>please log in</html>", content_type="text/html")
        if model == "redirect":
            return web.Response(status=307, headers={"location": self.url + "/v1/elsewhere"})
        return None

    async def _reply(
        self, request: web.Request, asked: dict[str, Any], wire: type[Chat], model: str, number: str, text: str
    ) -> web.StreamResponse:
        calls = [
            ("send_note", json.dumps({"body": text, "n": [1, None, True]}, ensure_ascii=False)),
            ("look_up", json.dumps({"words": text.split()})),
        ]
        tools = calls if model in ("tools", "leaktools") else []
        streams = bool(asked.get("stream"))
        response = web.StreamResponse(
            headers={"content-type": "text/event-stream" if streams else "application/json", "x-request-id": "req-1"}
        )
        if not streams:
            whole = json.dumps(wire.whole(text, tools), ensure_ascii=False).encode()
            if model == "giant":
                whole += b" " * (70 * MEGABYTE)
            whole = {"half": whole[: len(whole) // 2], "empty": b""}.get(model, whole)
            response.content_length = len(whole)
            await response.prepare(request)
            if model in ("cut", "stall"):
                await response.write(whole[: len(whole) // 2])
                return await self._break(request, response, model)
            await response.write(whole)
            return response
        await response.prepare(request)
        if model == "empty":
            return response
        size = int(number or 7)
        sent = 0
        try:
            events = _big(int(number)) if model == "big" else wire.events(text, tools, size)
            async for event in _each(events):
                await response.write(event)
                sent += 1
                if sent == 4 and model in ("cut", "stall"):
                    return await self._break(request, response, model)
                if sent == 4 and model == "half":
                    await response.write(event[: len(event) // 2] + b"\n\n")
        except (ConnectionError, asyncio.CancelledError):
            self.gone.set()
            raise
        return response

    async def _break(self, request: web.Request, response: web.StreamResponse, how: str) -> web.StreamResponse:
        if how == "stall":
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                self.gone.set()
                raise
        assert request.transport is not None
        request.transport.close()
        return response


async def _each(events: Iterator[bytes]) -> AsyncIterator[bytes]:
    for event in events:
        yield event


def _big(megabytes: int) -> Iterator[bytes]:
    """A chat stream of so many megabytes of text."""
    head, piece, *end = Chat.events("lorem ipsum " * 1000, [], 12_000)
    yield head
    for _ in range(megabytes * MEGABYTE // 12_000):
        yield piece
    yield from end


def said(asked: dict[str, Any], everything: bool) -> str:
    """The last user message's text, or all texts."""
    messages = asked.get("messages") or asked.get("input") or asked.get("prompt") or ""
    if isinstance(messages, str):
        return messages
    texts = [_flat(m.get("content")) for m in messages if everything or m.get("role") == "user"]
    return "\n".join(texts) if everything else (texts or [""])[-1]


def _flat(content: Any) -> str:
    if isinstance(content, list):
        return "\n".join(part.get("text") or _flat(part.get("content", "")) for part in content)
    return content or ""


def _cut(text: str, size: int) -> Iterator[str]:
    for at in range(0, len(text), size):
        yield text[at : at + size]


def _event(name: str, data: dict[str, Any]) -> bytes:
    return f"event: {name}\ndata: {json.dumps({'type': name, **data}, ensure_ascii=False)}\n\n".encode()


Calls = list[tuple[str, str]]


class Chat:
    """OpenAI chat completions."""

    @staticmethod
    def error(kind: str, message: str) -> dict[str, Any]:
        return {"error": {"message": message, "type": kind, "param": None, "code": kind}}

    @staticmethod
    def whole(text: str, tools: Calls) -> dict[str, Any]:
        calls = [
            {"id": f"call_{i}", "type": "function", "function": {"name": n, "arguments": a}} for i, (n, a) in enumerate(tools)
        ]
        message = {"role": "assistant", "content": None if tools else text, **({"tool_calls": calls} if tools else {})}
        choice = {"index": 0, "message": message, "finish_reason": "tool_calls" if tools else "stop", "logprobs": None}
        usage = {"prompt_tokens": 3, "completion_tokens": 4, "total_tokens": 7}
        return {
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "created": 1,
            "model": "echo",
            "choices": [choice],
            "usage": usage,
        }

    @staticmethod
    def events(text: str, tools: Calls, size: int) -> Iterator[bytes]:
        def chunk(delta: dict[str, Any], end: str | None = None) -> bytes:
            choice = {"index": 0, "delta": delta, "finish_reason": end, "logprobs": None}
            head = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "echo", "choices": [choice]}
            return b"data: " + json.dumps(head, ensure_ascii=False).encode() + b"\n\n"

        yield chunk({"role": "assistant", "content": ""})
        for i, (name, arguments) in enumerate(tools):
            yield chunk(
                {"tool_calls": [{"index": i, "id": f"call_{i}", "type": "function", "function": {"name": name, "arguments": ""}}]}
            )
            for piece in _cut(arguments, size):
                yield chunk({"tool_calls": [{"index": i, "function": {"arguments": piece}}]})
        if not tools:
            for piece in _cut(text, size):
                yield chunk({"content": piece})
        yield chunk({}, "tool_calls" if tools else "stop")
        yield b"data: [DONE]\n\n"


class Messages(Chat):
    """Anthropic messages."""

    @staticmethod
    def error(kind: str, message: str) -> dict[str, Any]:
        return {"type": "error", "error": {"type": kind, "message": message}}

    @staticmethod
    def whole(text: str, tools: Calls) -> dict[str, Any]:
        content: list[dict[str, Any]] = [
            {"type": "tool_use", "id": f"toolu_{i}", "name": n, "input": json.loads(a)} for i, (n, a) in enumerate(tools)
        ]
        return {
            "id": "msg_1",
            "type": "message",
            "role": "assistant",
            "model": "echo",
            "content": content or [{"type": "text", "text": text}],
            "stop_reason": "tool_use" if tools else "end_turn",
            "stop_sequence": None,
            "usage": {"input_tokens": 3, "output_tokens": 4},
        }

    @staticmethod
    def events(text: str, tools: Calls, size: int) -> Iterator[bytes]:
        yield _event("message_start", {"message": {**Messages.whole("", []), "content": [], "stop_reason": None}})
        blocks = [({"type": "tool_use", "id": f"toolu_{i}", "name": n, "input": {}}, a) for i, (n, a) in enumerate(tools)]
        for i, (block, inside) in enumerate(blocks or [({"type": "text", "text": ""}, text)]):
            yield _event("content_block_start", {"index": i, "content_block": block})
            for piece in _cut(inside, size):
                delta = {"type": "input_json_delta", "partial_json": piece} if tools else {"type": "text_delta", "text": piece}
                yield _event("content_block_delta", {"index": i, "delta": delta})
            yield _event("content_block_stop", {"index": i})
        yield _event(
            "message_delta",
            {"delta": {"stop_reason": "tool_use" if tools else "end_turn", "stop_sequence": None}, "usage": {"output_tokens": 4}},
        )
        yield _event("message_stop", {})


class Responses(Chat):
    """OpenAI responses."""

    @staticmethod
    def whole(text: str, tools: Calls, status: str = "completed") -> dict[str, Any]:
        output: list[dict[str, Any]] = [
            {"type": "function_call", "id": f"fc_{i}", "call_id": f"call_{i}", "name": n, "arguments": a, "status": "completed"}
            for i, (n, a) in enumerate(tools)
        ] or [
            {
                "type": "message",
                "id": "msg_0",
                "role": "assistant",
                "status": "completed",
                "content": [{"type": "output_text", "text": text, "annotations": []}],
            }
        ]
        usage = {
            "input_tokens": 3,
            "output_tokens": 4,
            "total_tokens": 7,
            "input_tokens_details": {"cached_tokens": 0},
            "output_tokens_details": {"reasoning_tokens": 0},
        }
        return {
            "id": "resp_1",
            "object": "response",
            "created_at": 1,
            "status": status,
            "error": None,
            "incomplete_details": None,
            "instructions": None,
            "model": "echo",
            "parallel_tool_calls": True,
            "tool_choice": "auto",
            "tools": [],
            "metadata": {},
            "output": output if status == "completed" else [],
            "usage": usage,
        }

    @staticmethod
    def events(text: str, tools: Calls, size: int) -> Iterator[bytes]:
        number = iter(range(1 << 30))

        def event(name: str, **data: Any) -> bytes:
            return _event(name, {"sequence_number": next(number), **data})

        whole = Responses.whole(text, tools)
        yield event("response.created", response=Responses.whole(text, tools, "in_progress"))
        for i, item in enumerate(whole["output"]):
            if tools:
                yield event("response.output_item.added", output_index=i, item={**item, "arguments": "", "status": "in_progress"})
                for piece in _cut(item["arguments"], size):
                    yield event("response.function_call_arguments.delta", item_id=item["id"], output_index=i, delta=piece)
                yield event(
                    "response.function_call_arguments.done", item_id=item["id"], output_index=i, arguments=item["arguments"]
                )
            else:
                place = {"item_id": item["id"], "output_index": i, "content_index": 0}
                yield event("response.output_item.added", output_index=i, item={**item, "content": [], "status": "in_progress"})
                yield event("response.content_part.added", **place, part={"type": "output_text", "text": "", "annotations": []})
                for piece in _cut(text, size):
                    yield event("response.output_text.delta", **place, delta=piece)
                yield event("response.output_text.done", **place, text=text)
                yield event("response.content_part.done", **place, part=item["content"][0])
            yield event("response.output_item.done", output_index=i, item=item)
        yield event("response.completed", response=whole)


WIRES: dict[str, type[Chat]] = {"/v1/chat/completions": Chat, "/v1/messages": Messages, "/v1/responses": Responses}
