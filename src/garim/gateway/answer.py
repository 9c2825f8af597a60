"""The way back: an upstream's reply, restored, to the caller.

A stream is carried piece by piece: the next is read when the caller took the last, so memory stays flat. A whole reply
is read to its end first, so that a broken one is an error and not half an answer. What is neither is an error.
"""

from __future__ import annotations

import re
from asyncio import sleep, to_thread
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple
from typing import Protocol as Port

import orjson
from starlette.types import Send

from garim.errors import GarimError, UpstreamBusy, UpstreamFailed
from garim.exchange import Outbound, Screening, table_of
from garim.exchange.steps import Effect, Give, Pull, Ready, inward, of_new, whole
from garim.gateway.client import Response
from garim.gateway.reply import JSON, Header, with_status
from garim.gateway.story import perform
from garim.surrogate.restore import Restorer
from garim.values import Entry

LONG = 16 * 1024
"""Bytes of a whole reply, or what of a stream waits for more, from which it is restored in a thread."""
PIECE = 8 * 1024
"""Bytes of a stream that are restored between two looks at the sockets; the upstream may send many more at once."""
MANY = 150
"""Entries from which on their table takes longer than the event loop may wait."""
MAX_ERROR = 256 * 1024
"""Bytes of an upstream's error that are read."""
STREAM = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-cache"),
    (b"x-accel-buffering", b"no"),
]
PASSED = re.compile(
    rb"retry-after(-ms)?|x-should-retry|(x-)?request-id|openai-(processing-ms|version)|(x|anthropic)-ratelimit-[a-z-]+"
)
"""Response headers that the caller gets; all others stay here."""
MASK = "[removed: key of the gateway]"
PRINTABLE = re.compile(rb"[ -~]*")


class Progress(Port):
    """How far an answer is."""

    status: int
    code: str
    started: bool
    finished: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A reply whose head has arrived."""

    ready: Ready
    screening: Screening
    response: Response
    upstream: str
    max_reply: int
    """Bytes of a reply that is not a stream."""
    key: str = field(default="", repr=False)
    """Garim's own at the upstream, which a reply may quote and no caller may see."""
    told: tuple[Header, ...] = ()
    """Headers of our own: who answered."""
    own_key: bool = True
    """Whether the key that was sent is Garim's, not the caller's."""

    async def read(self, limit: int) -> bytes:
        """All of it.

        Raises:
            UpstreamFailed: It is over `limit` bytes, or broken off.
        """
        pieces, size = [], 0
        while piece := await self.response.piece():
            size += len(piece)
            if size > limit:
                raise UpstreamFailed(f"upstream {self.upstream}'s reply is over {limit} bytes", hint="[gateway] max_reply")
            pieces.append(piece)
        return b"".join(pieces)


class Whole(NamedTuple):
    """An answer that is not a stream."""

    status: int
    body: bytes
    headers: list[Header]


async def restored(answer: Answer, send: Send, seen: Progress, do: Callable[[Effect], Awaitable[Any]]) -> Whole | None:
    """Carry a stream to the caller, or give a whole answer that is to be sent.

    Args:
        answer: What arrived.
        send: The caller's channel.
        seen: Is told how far it is.
        do: Does what is to be kept.

    Raises:
        UpstreamFailed: The reply is none, or broken. `seen.started` says whether the caller has a part of it.
    """
    response, out = answer.response, answer.ready.out
    headers = [*passed(response), *answer.told]
    if not 200 <= response.status < 300:
        return await _error(answer, headers, seen)
    many = len(out.entries) > MANY
    if response.content_type == "application/json":
        data = await answer.read(answer.max_reply)
        work = (answer.ready, answer.screening, data)
        body = _masked(answer, whole(*work) if len(data) < LONG and not many else await to_thread(whole, *work))
        for keep in of_new(answer.ready, body):
            await do(keep)
        return Whole(response.status, body, [JSON, *headers])
    if response.content_type != "text/event-stream":
        raise UpstreamFailed(f"upstream {answer.upstream} answered with neither JSON nor a stream of events")

    rest, done, held, begun = b"", 0, 0, False

    async def step(effect: Effect) -> Any:
        nonlocal rest, done, held, begun
        begun = True
        if isinstance(effect, Pull):
            if done >= PIECE:  # what is there already, in one piece or in many, would be worked on without a pause
                done = 0
                await sleep(0)
            piece = rest or await response.piece()
            rest = piece[PIECE:]
            done += len(piece) - len(rest)
            return piece[:PIECE]
        if not isinstance(effect, Give):
            return await do(effect)
        if not seen.started:
            seen.status = response.status
            await send({"type": "http.response.start", "status": seen.status, "headers": [*STREAM, *headers]})
            seen.started = True
        held = effect.held
        if effect.data or effect.last:
            seen.finished = effect.last
            await send({"type": "http.response.body", "body": _masked(answer, effect.data), "more_body": not effect.last})
        return None

    await perform(
        inward(answer.ready, answer.screening, f"upstream {answer.upstream}"), step, lambda: held > LONG or (many and not begun)
    )
    return None


LEAST = 12
"""Characters of a key that is one."""


def is_secret(key: str) -> bool:
    """Whether a key is one: `EMPTY`, `x` and what else a server without keys is given stand in words of any answer."""
    return len(key) >= LEAST and any(map(str.isdigit, key))


def without_key(out: Outbound, key: str) -> Outbound:
    """What left, so that a reply which quotes Garim's own key has it masked, in whatever pieces it comes."""
    return out._replace(entries=(*out.entries, Entry(key, MASK, "carrier"))) if key else out


def _masked(answer: Answer, data: bytes) -> bytes:
    """Where nothing is restored, in an address of a stranger, a key is masked too."""
    return data.replace(answer.key.encode(), MASK.encode()) if answer.key else data


async def _error(answer: Answer, headers: list[Header], seen: Progress) -> Whole:
    """An error of the upstream's, in the protocol's shape. Its message may name surrogates: they are restored."""
    status = answer.response.status
    if status in (401, 403) and answer.own_key:
        # It is Garim that could not sign in, not the caller; and such errors quote the key.
        seen.code = "upstream_failed"
        refused = UpstreamFailed(f"upstream {answer.upstream} does not take Garim's key ({status})", hint="see its key_env")
        return Whole(refused.status, answer.ready.protocol.error(refused), [JSON, *headers])
    document = _loads(await answer.read(MAX_ERROR)) if answer.response.content_type == "application/json" else {}
    error: GarimError = (UpstreamBusy if status == 429 else UpstreamFailed)(f"upstream {answer.upstream} answered {status}")
    if status >= 400:
        with_status(status, error)
    seen.code = error.code
    restorer = await to_thread(_restorer, answer) if len(answer.ready.out.entries) > MANY else _restorer(answer)
    if status >= 400 and isinstance(document.get("error"), dict):
        body = orjson.dumps(_walk(document, restorer))
    else:
        said = document.get("message") or document.get("detail") or document.get("error")
        if isinstance(said, str):
            error.message += ": " + restorer(said)
        body = answer.ready.protocol.error(error)
    return Whole(error.status, body, [JSON, *headers])


def _loads(data: bytes) -> dict[str, object]:
    try:
        document = orjson.loads(data)
    except orjson.JSONDecodeError:
        return {}
    return document if isinstance(document, dict) else {}


def _restorer(answer: Answer) -> Callable[[str], str]:
    out = answer.ready.out
    table = table_of((*out.entries, *out.home), answer.screening)

    def restore(text: str) -> str:
        restorer = Restorer(table, escape="text")
        return restorer.feed(text) + restorer.finish()

    return restore


def _walk(node: object, restore: Callable[[str], str]) -> object:
    # Depth is bounded by orjson, which reads at most 1024 levels.
    if isinstance(node, str):
        return restore(node)
    if isinstance(node, dict):
        return {key: _walk(value, restore) for key, value in node.items()}
    if isinstance(node, list):
        return [_walk(value, restore) for value in node]
    return node


def passed(response: Response) -> list[Header]:
    """The upstream's headers that the caller gets."""
    return [(name, value) for name, value in response.headers if _may_pass(name) and PRINTABLE.fullmatch(value)]


@lru_cache(maxsize=1024)
def _may_pass(name: bytes) -> bool:
    return PASSED.fullmatch(name) is not None
