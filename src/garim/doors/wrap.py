"""garim.wrap(client, screen): an openai or anthropic client whose every request is hidden and every reply restored.

    client = garim.wrap(openai.OpenAI(), screen)

The client is a copy of the same type; between it and its own HTTP client stands a transport that drives the story
of exchange/steps.py, as the gateway does. Sync and async differ only in who waits. What cannot be screened
does not leave: it is answered here, as the SDK's own APIStatusError with Garim's message (`error.body` holds code and hint).
Headers and the address go as they are. Works with httpx and httpx2, whichever the SDK brings.

Source: https://www.python-httpx.org/advanced/transports/
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from garim.doors import check_trust, step
from garim.errors import BadInput, GarimError, UpstreamCut, UpstreamFailed
from garim.exchange import Screening
from garim.exchange.steps import Effect, Give, Pull, Ready, Task, drive, inward, of_new, outward, whole
from garim.wire import protocols
from garim.wire.anthropic import error as anthropic_error
from garim.wire.openai import error as openai_error
from garim.wire.stored import scopes
from garim.wire.vendors import vendor

if TYPE_CHECKING:
    from garim.screen import Screen

C = TypeVar("C")
NO_SOCKET = "garim://this-client-opens-no-websockets"
"""The place of websockets, which pass no transport: an address that no library opens."""
RECODED = frozenset(("content-encoding", "content-length", "transfer-encoding", "connection", "set-cookie"))


def wrap(client: C, screen: Screen, *, trust: str = "outside") -> C:
    """A client of the same type through which nothing confidential leaves.

    Streams, tools, structured output, embeddings, stored responses and token counts work as before; all other paths
    (files, audio, fine-tuning, websockets …) are refused. Conversations that the upstream keeps are remembered in the
    screen's scopes. Where the screen has a store, each exchange is recorded in its audit before it is sent.

    Args:
        client: OpenAI, AsyncOpenAI, Anthropic, AsyncAnthropic or a subclass; it is not changed, and shares its
            connections with the copy: closing one closes both.
        screen: Finders, policy, key and memory.
        trust: outside | inside | local: where the client's model runs, for policy.

    Raises:
        BadInput: It is no such client.
        BadSettings: `trust` is none of the three.
    """
    check_trust(trust)
    sdk = next((top for top in map(_top, type(client).__mro__) if top in ("openai", "anthropic")), "")
    inner: Any = getattr(client, "_client", None)
    http = next((sys.modules[top] for top in map(_top, type(inner).__mro__) if top in ("httpx", "httpx2")), None)
    if not sdk or http is None:
        raise BadInput("wrap takes a client of openai or anthropic", hint="garim.wrap(openai.OpenAI(), screen)")
    source: Any = client
    transport = Transport(inner, screen, source.base_url.path.rstrip("/"), sdk, trust)
    made: Any = http.AsyncClient if isinstance(inner, http.AsyncClient) else http.Client
    outer = made(transport=transport, headers=inner.headers, params=inner.params, timeout=inner.timeout, trust_env=False)
    wrapped: C = source.with_options(http_client=outer)
    if sdk == "openai":
        wrapped.websocket_base_url = NO_SOCKET  # type: ignore[attr-defined]
    return wrapped


def _top(cls: type) -> str:
    return cls.__module__.partition(".")[0]


class Plan(NamedTuple):
    """A request that may leave."""

    ready: Ready
    screening: Screening


class Transport:
    """What httpx calls a transport, for both its clients: between the SDK and the HTTP client that it had."""

    def __init__(self, inner: Any, screen: Screen, base: str, sdk: str, trust: str) -> None:
        """
        Args:
            inner: The HTTP client that sends.
            screen: Finders, policy, key and memory.
            base: Path of the SDK's base address, without a slash at its end.
            sdk: openai | anthropic.
            trust: outside | inside | local.
        """
        self._inner, self._screen, self._base, self._sdk, self._trust = inner, screen, base, sdk, trust
        self._http = next(sys.modules[top] for top in map(_top, type(inner).__mro__) if top in ("httpx", "httpx2"))

    def handle_request(self, request: Any) -> Any:
        """One exchange."""
        try:
            plan = self._prepare(request, request.read())
        except GarimError as error:
            return self._refusal(request, error)
        response = self._inner.send(self._hidden(request, plan), stream=True, follow_redirects=False)
        if plan is not None and self._streams(response):
            return self._answer(response, stream=_stream(self._http, self, plan, response))
        try:
            return self._whole(request, plan, response, response.read())
        finally:
            response.close()

    async def handle_async_request(self, request: Any) -> Any:
        """One exchange; finders and store work in a thread beside the event loop."""
        from anyio import to_thread

        body = await request.aread()
        try:
            plan = await to_thread.run_sync(self._prepare, request, body)
        except GarimError as error:
            return self._refusal(request, error)
        response = await self._inner.send(self._hidden(request, plan), stream=True, follow_redirects=False)
        if plan is not None and self._streams(response):
            return self._answer(response, stream=_stream(self._http, self, plan, response))
        try:
            return await to_thread.run_sync(self._whole, request, plan, response, await response.aread())
        finally:
            await response.aclose()

    def _prepare(self, request: Any, body: bytes) -> Plan | None:
        """Read, hide, keep, record. None: a request that says nothing."""
        path: str = request.url.path.removeprefix(self._base)
        path = path if path.startswith("/v1/") else "/v1" + path
        vendor(self._sdk).check_query(request.url.query.decode("latin-1"))
        if request.method == "GET" and path == "/v1/models" and not body:
            return None
        headers = {"anthropic-version": ""} if self._sdk == "anthropic" else {}
        protocol = protocols.find(request.method, path, headers)
        if protocol is None:
            raise BadInput("Garim does not read this call, so nothing left", hint="docs/doors.md lists what it reads")
        beside = {"path": path, "query": request.url.query.decode("latin-1")}
        story = outward(protocol, Task(request.method, path, body, beside=beside), scopes(path, body))
        return Plan(drive(story, self.step), self._screen.screening)

    def step(self, effect: Effect) -> Any:
        """One step of a story."""
        return step(effect, self._screen, self._trust)

    def _hidden(self, request: Any, plan: Plan | None) -> Any:
        if plan is None:
            return request
        headers = [(k, v) for k, v in request.headers.multi_items() if k.lower() not in ("content-length", "transfer-encoding")]
        return self._http.Request(
            request.method, request.url, headers=headers, content=plan.ready.out.body or None, extensions=request.extensions
        )

    def _streams(self, response: Any) -> bool:
        return bool(response.is_success) and response.headers.get("content-type", "").startswith("text/event-stream")

    def _whole(self, request: Any, plan: Plan | None, response: Any, data: bytes) -> Any:
        """A reply that is there at once. An upstream's error may name surrogates too."""
        if plan is None or (not data and request.method == "DELETE"):
            return self._answer(response, content=data)
        try:
            data = whole(plan.ready, plan.screening, data)
            for keep in of_new(plan.ready, data) if response.is_success else ():
                self.step(keep)
        except UpstreamFailed as error:
            if response.is_success:
                return self._refusal(request, error)
        except GarimError as error:
            return self._refusal(request, error)
        return self._answer(response, content=data)

    def _answer(self, response: Any, **body: Any) -> Any:
        headers = [(k, v) for k, v in response.headers.multi_items() if k.lower() not in RECODED]
        return self._http.Response(response.status_code, headers=headers, **body)

    def _refusal(self, request: Any, error: GarimError) -> Any:
        """An error of ours as the SDK reads it; asking again would not help."""
        body = anthropic_error(error) if self._sdk == "anthropic" else openai_error(error)
        headers = {"content-type": "application/json", "x-should-retry": "false"}
        return self._http.Response(error.status, headers=headers, content=body, request=request)

    def __enter__(self) -> Transport:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the HTTP client."""
        self._inner.close()

    async def __aenter__(self) -> Transport:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the HTTP client."""
        await self._inner.aclose()


class Flow:
    """A stream on its way back: its story, with the errors of its end as an event of the protocol."""

    def __init__(self, plan: Plan) -> None:
        self._protocol = plan.ready.protocol
        self._story = inward(plan.ready, plan.screening, "the model's side")
        self.effect: Effect | None = next(self._story)
        """The next step; None at the end."""
        self.broken: Exception | None = None
        """What broke the connection."""

    def done(self, given: Any = None) -> bytes:
        """The step was done; bytes for the caller that no step gives."""
        return self._go(lambda: self._story.send(given))

    def failed(self, error: Exception) -> bytes:
        """The step failed; bytes for the caller that no step gives."""
        if not isinstance(error, GarimError):
            self.broken, error = error, UpstreamCut("the connection broke")
        return self._go(lambda: self._story.throw(error))

    def tell(self) -> None:
        """Say at the end that the connection broke, if it did."""
        if self.broken is not None:
            raise self.broken

    def _go(self, move: Callable[[], Effect]) -> bytes:
        self.effect = None
        try:
            self.effect = move()
        except StopIteration:
            return b""
        except GarimError as error:
            # Where the connection broke, the SDK tells of it.
            return b"" if self.broken else self._protocol.error_event(error)
        return b""


class Pieces:
    """What httpx calls a byte stream, for both its clients: drives a Flow."""

    def __init__(self, flow: Flow, transport: Transport, response: Any, broke: type[Exception]) -> None:
        """
        Args:
            flow: The stream's.
            transport: Does what is to be kept.
            response: Where the bytes come from.
            broke: What its client raises where the connection breaks.
        """
        self._flow, self._transport, self._response, self._broke = flow, transport, response, broke

    def __iter__(self) -> Iterator[bytes]:
        flow, pieces = self._flow, self._response.iter_bytes()
        while (effect := flow.effect) is not None:
            if isinstance(effect, Give):
                yield effect.data
                yield flow.done()
                continue
            try:
                given = next(pieces, b"") if isinstance(effect, Pull) else self._transport.step(effect)
            except (self._broke, GarimError) as error:
                yield flow.failed(error)
            else:
                yield flow.done(given)
        flow.tell()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        from anyio import to_thread

        flow, pieces = self._flow, self._response.aiter_bytes()
        while (effect := flow.effect) is not None:
            if isinstance(effect, Give):
                yield effect.data
                yield flow.done()
                continue
            try:
                pull = isinstance(effect, Pull)
                given = await (anext(pieces, b"") if pull else to_thread.run_sync(self._transport.step, effect))
            except (self._broke, GarimError) as error:
                yield flow.failed(error)
            else:
                yield flow.done(given)
        flow.tell()

    def close(self) -> None:
        """Let go of the connection."""
        self._response.close()

    async def aclose(self) -> None:
        """Let go of the connection."""
        await self._response.aclose()


def _stream(http: Any, transport: Transport, plan: Plan, response: Any) -> Any:
    """A restored stream, read by either client."""
    kind = type("Stream", (Pieces, http.SyncByteStream, http.AsyncByteStream), {})
    return kind(Flow(plan), transport, response, http.TransportError)
