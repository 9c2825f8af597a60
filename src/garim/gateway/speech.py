"""POST /v1/audio/speech: reading aloud, in OpenAI's shape.

The model `espeak` is this machine's own voice: the text is spoken as it is, since nothing leaves. So are OpenAI's usual names
of such models where no upstream serves them. A model that an upstream serves gets the text with surrogates, as in every other
call; they stay in the sound, for nothing can be restored in it.
Source: https://platform.openai.com/docs/api-reference/audio/createSpeech
"""

from __future__ import annotations

import asyncio
import re
from asyncio import wrap_future
from dataclasses import replace

import msgspec
import orjson
from starlette.types import Receive, Scope, Send

from garim.errors import BadInput, BadSettings, GarimError, UnknownModel, Unsupported, UpstreamBusy, UpstreamFailed
from garim.exchange.steps import Task, outward
from garim.gateway import limits
from garim.gateway.answer import passed
from garim.gateway.auth import Caller
from garim.gateway.client import Response
from garim.gateway.parts import Parts, Seen
from garim.gateway.relay import check_type
from garim.gateway.reply import Header, allow, respond, with_status
from garim.gateway.story import Steps, perform, record_end
from garim.gateway.upstreams import Target
from garim.models import espeak
from garim.wire.grammar import Grammar
from garim.wire.protocols import Protocol

PATH = "/v1/audio/speech"
PROTOCOL = Protocol(
    name="speech",
    grammar=Grammar(
        keys=frozenset("model input voice response_format speed instructions stream_format id".split()),
        words={
            "voice": frozenset(espeak.VOICES),
            "response_format": frozenset("wav mp3 opus aac flac pcm".split()),
            "stream_format": frozenset("audio sse".split()),
        },
        ids=frozenset(),
    ),
)
SOUND = re.compile(r"audio/[a-z0-9.+-]+|application/octet-stream")
USUAL = ("tts-1", "tts-1-hd", "gpt-4o-mini-tts")
"""What clients ask for that were told no model; without an upstream it is this machine's voice."""
HERE = f'"model": "{espeak.NAME}" is this machine\'s own voice'
LOCAL = "this text was read on this machine; nothing left"


class Ask(msgspec.Struct, kw_only=True):
    """What is asked of this machine's voice."""

    input: str
    model: str
    voice: str = "default"
    response_format: str = "wav"
    speed: float = 1.0


class Speech:
    """Reads aloud for all callers of a process."""

    def __init__(self, parts: Parts) -> None:
        """
        Args:
            parts: What exchanges share.
        """
        self._parts = parts
        self._voice = espeak.Espeak()

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one call.

        Raises:
            GarimError: It cannot be read, spoken or sent on; nothing was answered yet.
            ClientLeft: Nobody is there any more; the voice was stopped, or the call ended.
        """
        headers = dict(scope["headers"])
        await self._parts.clients.ready(headers)
        caller = self._parts.clients.know(headers)
        allow(scope["method"], "POST")
        check_type(headers)
        gateway = self._parts.settings.gateway
        body = await limits.read_body(receive, headers, gateway.max_body, gateway.body_timeout)
        work = asyncio.ensure_future(self._sound(body, headers, send, caller))
        left = asyncio.ensure_future(receive())
        try:
            await asyncio.wait((work, left), return_when=asyncio.FIRST_COMPLETED)
            if not work.done():
                raise limits.ClientLeft
            work.result()
        finally:
            for task in (work, left):
                task.cancel()
            await asyncio.gather(work, left, return_exceptions=True)

    async def _sound(self, body: bytes, headers: dict[bytes, bytes], send: Send, caller: Caller) -> None:
        model = _model(body)
        caller.must_use(model)
        upstreams = [target for target in self._parts.upstreams.targets if target.vendor.name == "openai"]
        fit = max((target.fit(model) for target in upstreams), default=0)
        if (model == espeak.NAME and fit < 3) or (model in USUAL and not fit):
            await self._local(body, send)
        elif fit:
            async with self._parts.budgets.running(caller):
                await self._outside(body, headers, send, caller)
        else:
            raise UnknownModel("nobody here reads aloud under that name", hint=HERE)

    async def _local(self, body: bytes, send: Send) -> None:
        if self._parts.settings.speech.engine == "off":
            raise with_status(404, BadInput("reading aloud is off", hint='[speech] engine = "espeak"'))
        try:
            ask = msgspec.json.decode(body, type=Ask)
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            hint = '{"model": "espeak", "input": "…", "voice": "default", "response_format": "wav", "speed": 1.0} as JSON'
            raise BadInput("the body is not what this path takes", hint=hint) from None
        if ask.response_format != "wav":
            raise Unsupported("this machine's voice gives WAV only", hint='"response_format": "wav"')
        try:
            sound = await self._voice.speak(ask.input, ask.voice, ask.speed)
        except BadSettings as error:
            with_status(503, error)
            raise
        await respond(send, 200, sound, [(b"content-type", b"audio/wav"), (b"x-garim-note", LOCAL.encode())])

    async def _outside(self, body: bytes, headers: dict[bytes, bytes], send: Send, caller: Caller) -> None:
        """Hide the text and send it to who serves the model; record it before, and how it ended where that was badly."""
        parts = self._parts
        seen = Seen()
        seen.caller, seen.client = caller, caller.name
        steps = Steps(parts, seen, headers)
        try:
            await perform(outward(PROTOCOL, Task("POST", PATH, body, asked=parts.asked(caller))), steps.do)
            await self._sound_of(*steps.sent(), send)
        except GarimError as error:
            if seen.sent and seen.receipt:
                await wrap_future(parts.store.append(replace(seen.receipt, status="failed", error=error.code)))
            raise
        except asyncio.CancelledError:
            if seen.sent and seen.receipt:
                record_end(parts, replace(seen.receipt, status="cancelled", error="client_left"))
            raise

    async def _sound_of(self, target: Target, response: Response, send: Send) -> None:
        try:
            if not 200 <= response.status < 300:
                error = (UpstreamBusy if response.status == 429 else UpstreamFailed)(
                    f"upstream {target.name} answered {response.status}"
                )
                raise with_status(response.status, error) if response.status >= 400 else error
            if not SOUND.fullmatch(response.content_type):
                raise UpstreamFailed(f"upstream {target.name} answered with something that is no sound")
            sound = await _read(response, target, self._parts.settings.gateway.max_reply)
            kind: Header = (b"content-type", response.content_type.encode())
            await respond(send, 200, sound, [kind, *passed(response)])
        finally:
            response.close()


async def _read(response: Response, target: Target, limit: int) -> bytes:
    """All of the sound: half of it would end in the middle of a word and look whole."""
    pieces: list[bytes] = []
    size = 0
    while piece := await response.piece():
        size += len(piece)
        if size > limit:
            raise UpstreamFailed(f"upstream {target.name}'s reply is over {limit} bytes", hint="[gateway] max_reply")
        pieces.append(piece)
    return b"".join(pieces)


def _model(body: bytes) -> str:
    try:
        document = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise BadInput("the body is not JSON", hint="send JSON in UTF-8") from None
    model = document.get("model") if isinstance(document, dict) else None
    if not isinstance(model, str):
        raise BadInput("the body names no model", hint=HERE)
    return model
