"""Ask: the question is kept, hidden, sent once, and its answer comes back in pieces and is kept.

    POST /garim/talks/{id}/ask   {"id", "answer", "parent", "text", "files", "told", "model"}  →  events

The first event is {"answer"}: its id, once question and answer have their place, so that what is written next can go behind
it. Then each is one of {"left", "system", "upstream", "trust"} (what leaves, as it does), {"text"} (in her own terms), {"raw"}
(as it came), {"error"}, {"status"} (the end: done | stopped | cut | failed). The page chooses the ids of question and answer:
one that is known is not sent again, whatever a browser repeats.
The exchange itself is the gateway's own: the same relay, policy, guard and record as any other client's.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
import orjson
from starlette.types import Message as Asgi
from starlette.types import Scope

from garim.errors import BadInput, GarimError
from garim.exchange import Outbound
from garim.gateway.answer import STREAM
from garim.gateway.beside import find
from garim.gateway.cycle import LEFT
from garim.gateway.desk import Call, clash
from garim.gateway.desk.talks import keep_message, keep_talk, load_talk
from garim.gateway.inside import KEY, Inside
from garim.gateway.thread import (
    DRAFT,
    PATHS,
    Events,
    File,
    Message,
    Talk,
    Word,
    body,
    decisions,
    delta,
    left_of,
    numbered,
    path_to,
)
from garim.store.history import NEW

KEPT_HEADERS = (b"authorization", b"x-garim-key", b"x-api-key", b"host", b"origin", b"cookie", b"x-garim-review")
"""What of the page's own request says who asks."""
TITLE = 60


class Ask(msgspec.Struct):
    """What is asked."""

    id: str
    """Of the question; "" asks for another answer to `parent`."""
    answer: str
    """The id that the answer gets."""
    parent: str = ""
    text: str = ""
    files: list[File] = []
    told: list[Word] = []
    model: str = ""


async def ask(call: Call) -> None:
    """Ask, and answer in events."""
    asked, name = call.read(Ask), call.names["id"]
    talk, messages = await load_talk(call, name)
    if asked.answer in messages or not asked.answer or "/" in asked.answer + asked.id:
        raise clash("conversation")
    talk = talk or Talk()
    if asked.id:
        question = Message(asked.id, asked.parent, "user", asked.text, asked.files, asked.told, asked.model, at=time.time())
        if not question.text.strip() and not question.files:
            raise BadInput("the question is empty", hint="write something")
        path = [*path_to(messages, asked.parent), question]
        decisions(path)  # refuses decisions that are none, before anything is kept
        if not await keep_message(call, name, question, NEW):
            raise clash("question")
        if asked.parent:
            call.parts.uses.did(call.owner, f"{name}/{asked.parent}", "continued")
    else:
        path = path_to(messages, asked.parent)
        question = path[-1]
    talk.title = talk.title or " ".join(asked.text.split())[:TITLE] or (asked.files[0].name if asked.files else "")
    talk.model, talk.leaf = asked.model, asked.answer
    await keep_talk(call, name, talk)
    exchange = _Exchange(call, name, path, asked, _own(messages.values(), path[-1]) if asked.id else [])
    await exchange.run()


def _own(messages: Iterable[Message], question: Message) -> list[str]:
    """What she did by hand in a question, keep or hide: an edited one brings what was done in the one before."""
    beside = (
        one for one in messages if one.parent == question.parent and one.role == "user" and one.id != question.id and one.left
    )
    before = {(word.word.casefold(), word.action) for one in beside for word in one.told}
    return [word.action for word in question.told if (word.word.casefold(), word.action) not in before]


class _Exchange:
    """One question on its way, seen from the page."""

    def __init__(self, call: Call, talk: str, path: list[Message], asked: Ask, own: list[str]) -> None:
        self._call, self._talk, self._path, self._again = call, talk, path, not asked.id
        self._own = own
        self._answer = Message(asked.answer, path[-1].id, "assistant", "", model=asked.model, status="cut", at=time.time())
        self._restored, self._came = Events(), Events()
        self._started = False
        self._status, self._stream = 200, False
        self._whole = b""
        self._raw_whole: bytes | None = b""
        self._raw: list[str] = []
        self._text: list[str] = []
        self._ready: list[dict[str, Any]] = []
        self._gone = False

    async def run(self) -> None:
        """Send it through the gateway's own relay."""
        call, model = self._call, self._answer.model
        # As one that was cut, until more of it is here: where this process ends meanwhile, the conversation stays whole.
        await keep_message(call, self._talk, self._answer)
        family = call.parts.upstreams.family(model)
        path = PATHS[family]
        protocol = find("POST", path)
        assert protocol is not None
        request = body(self._path, model, family)
        turn = max(turn for turn, _ in numbered(self._path))
        inside = Inside(
            told=decisions(self._path),
            turn=turn,
            answer=f"{self._talk}/{self._answer.id}",
            again=self._again,
            let=self._own.count("keep"),
            hid=self._own.count("hide"),
            changed=self._changed,
            left=self._left,
            came=self._came_raw,
        )
        headers = [(key, value) for key, value in call.headers.items() if key in KEPT_HEADERS]
        scope: Scope = {
            **call.scope,
            "path": path,
            "query_string": b"",
            "headers": [*headers, (b"content-type", b"application/json")],
            LEFT: self._on_left,
            KEY: inside,
        }
        given = False

        async def receive() -> Asgi:
            nonlocal given
            if given:
                return await call.receive()
            given = True
            return {"type": "http.request", "body": request, "more_body": False}

        self._ready.append({"answer": self._answer.id})
        await self._flush()
        await call.relay.carry(protocol, scope, receive, self._send)
        await self._end()

    def _on_left(self, left: Any) -> None:
        def gone() -> None:
            self._gone = True
            left()

        self._call.scope.pop(LEFT)(gone)

    def _changed(self, words: Sequence[str]) -> None:
        """What a reviewer wanted hidden stays hidden in the turns that follow."""
        self._path[-1].told += [Word(word, "hide") for word in words]

    async def _left(self, out: Outbound, upstream: str, trust: str) -> None:
        question, system = left_of(out.body)
        answer, asked = self._answer, self._path[-1]
        asked.left, asked.system = question, system
        answer.upstream, answer.trust = upstream, trust
        self._ready.append({"left": question, "system": system, "upstream": upstream, "trust": trust})
        await self._flush()

    def _came_raw(self, piece: bytes) -> None:
        if self._raw_whole is not None:
            self._raw_whole += piece
        for event in self._came.feed(piece):
            self._raw_whole = None
            if text := delta(event):
                self._raw.append(text)
                self._ready.append({"raw": text})

    async def _send(self, message: Asgi) -> None:
        """What the relay would send to a client, as events of the page's."""
        if message["type"] == "http.response.start":
            self._status = message["status"]
            self._stream = dict(message["headers"]).get(b"content-type", b"").startswith(b"text/event-stream")
            return
        piece = message.get("body", b"")
        if not self._stream:
            self._whole += piece
            return
        for event in self._restored.feed(piece):
            self._take(event)
        await self._flush()

    def _take(self, event: dict[str, Any]) -> None:
        if error := event.get("error"):
            self._answer.error = _error(error)
            self._ready.append({"error": self._answer.error})
        elif text := delta(event):
            self._text.append(text)
            self._ready.append({"text": text})

    async def _flush(self, end: bool = False) -> None:
        call, ready = self._call, self._ready
        self._ready = []
        if not self._started:
            self._started = True
            await call.send({"type": "http.response.start", "status": 200, "headers": STREAM})
        data = b"".join(b"data: %b\n\n" % orjson.dumps(event) for event in ready)
        if data or end:
            await call.send({"type": "http.response.body", "body": data, "more_body": not end})

    async def _end(self) -> None:
        """Keep what came, whatever became of it, and say so."""
        answer = self._answer
        if self._whole:
            self._take_whole()
        answer.text, answer.raw = "".join(self._text), "".join(self._raw)
        if answer.error:
            answer.status = "failed"
        elif self._gone:
            answer.status = "stopped"
        elif self._restored.ended or self._whole:
            answer.status = "done"
        else:
            answer.status = "cut"
        call = self._call
        try:
            await keep_message(call, self._talk, self._path[-1])
            await keep_message(call, self._talk, answer)
            await self._forget_draft()
        except GarimError as error:
            self._ready.append({"error": error.shape()})
        self._ready.append({"status": answer.status, "at": answer.at, "error": answer.error or None})
        await self._flush(end=True)

    async def _forget_draft(self) -> None:
        """What was asked is no draft any more; one that was changed meanwhile stays."""
        from asyncio import wrap_future

        call, history = self._call, self._call.parts.store.history
        draft = await wrap_future(history.get(call.owner, DRAFT, self._talk))
        if draft and orjson.loads(draft.data).get("text", "") == self._path[-1].text:
            await wrap_future(history.forget(call.owner, DRAFT, self._talk))

    def _take_whole(self) -> None:
        try:
            document = orjson.loads(self._whole)
        except orjson.JSONDecodeError:
            document = {}
        if self._status >= 400 or "error" in document:
            self._answer.error = _error(document.get("error"))
            self._answer.error["http"] = str(self._status)
            self._ready.append({"error": self._answer.error})
            return
        self._take(document)
        if self._raw_whole:
            raw = delta(orjson.loads(self._raw_whole))
            self._raw.append(raw)
            self._ready.append({"raw": raw})


def _error(shape: object) -> dict[str, str]:
    """An error's code, message and hint as texts, whoever wrote it."""
    fields = shape if isinstance(shape, dict) else {"message": str(shape)}
    out = {key: str(value) for key, value in fields.items() if key in ("code", "message", "hint", "type") and value}
    return out or {"code": "upstream_failed", "message": "it failed"}


ROUTES = {("POST", "/garim/talks/{id}/ask"): ask}
