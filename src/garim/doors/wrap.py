"""garim.wrap(client, screen): an openai or anthropic client whose every request is hidden and every reply restored.

    client = garim.wrap(openai.OpenAI(), screen)

The client is a copy of the same type; between it and its own HTTP client stands a transport that passes requests through
`exchange.outbound` and replies through `exchange.reply`. Sync and async differ only in who waits. What cannot be screened
does not leave: it is answered here, as the SDK's own APIStatusError with Garim's message (`error.body` holds code and hint).
Headers and the address go as they are. Works with httpx and httpx2, whichever the SDK brings.

Source: https://www.python-httpx.org/advanced/transports/
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from garim.doors import check_route, check_trust, record
from garim.errors import BadInput, GarimError, UpstreamCut, UpstreamFailed
from garim.exchange import Outbound, Screening, outbound, reply
from garim.surrogate.home import kept
from garim.values import Receipt
from garim.wire import protocols
from garim.wire.anthropic import error as anthropic_error
from garim.wire.openai import error as openai_error
from garim.wire.protocols import Protocol
from garim.wire.reply import Reply
from garim.wire.stored import NewId, of_response, scopes
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

    protocol: Protocol
    out: Outbound
    screening: Screening
    new: bool

    def reader(self, stream: bool) -> Reply:
        """A reader of its reply."""
        made: Reply = reply(self.protocol, self.out, self.screening, stream=stream)
        return made


class Flow:
    """A stream on its way back: bytes in, bytes out, and the reply's id once."""

    def __init__(self, plan: Plan) -> None:
        self._protocol, self._reader = plan.protocol, plan.reader(stream=True)
        self._id = NewId(plan.new and bool(plan.out.entries))
        self.ended = False

    def feed(self, piece: bytes) -> bytes:
        """The next bytes → those that may go on; an error of the stream's is an event of the protocol."""
        try:
            return self._reader.feed(piece)
        except GarimError as error:
            self.ended = True
            return self._protocol.error_event(error)

    def finish(self, broken: bool = False) -> bytes:
        """The last bytes. Where the connection broke, only what was held: the SDK tells of the rest."""
        if self.ended:
            return b""
        self.ended = True
        try:
            return self._reader.finish()
        except UpstreamCut as error:
            return error.tail if broken else error.tail + self._protocol.error_event(error)
        except GarimError as error:
            return self._protocol.error_event(error)

    def new_id(self, out: bytes) -> str:
        """The id that the upstream gave its reply, when it is first seen; before and after that ""."""
        return self._id.see(out)


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
        memory, used = self._screen.scopes, scopes(path, body)
        issued = tuple(dict.fromkeys(entry for name in used.read for entry in memory.get(name)))
        screening = self._screen.screening
        read = protocol.read(body, screening.allow)
        if body:
            out = outbound(read, screening, protocol.name, issued)
            check_route(out.route, self._trust)
            out = out._replace(entries=tuple(dict.fromkeys((*issued, *out.entries))))
        else:
            out = Outbound(b"", issued, Receipt(protocol=protocol.name), "outside", frozenset())
        for name in used.write:
            memory.put(name, (*out.entries, *kept(out.hosts)))
        record(self._screen, out.receipt)
        return Plan(protocol, out, screening, used.new)

    def keep(self, plan: Plan, name: str) -> None:
        """Remember what was issued under the id of a reply that the upstream keeps."""
        self._screen.scopes.put(of_response(name), (*plan.out.entries, *kept(plan.out.hosts)))

    def _hidden(self, request: Any, plan: Plan | None) -> Any:
        if plan is None:
            return request
        headers = [(k, v) for k, v in request.headers.multi_items() if k.lower() not in ("content-length", "transfer-encoding")]
        return self._http.Request(
            request.method, request.url, headers=headers, content=plan.out.body or None, extensions=request.extensions
        )

    def _streams(self, response: Any) -> bool:
        return bool(response.is_success) and response.headers.get("content-type", "").startswith("text/event-stream")

    def _whole(self, request: Any, plan: Plan | None, response: Any, data: bytes) -> Any:
        """A reply that is there at once. An upstream's error may name surrogates too."""
        if plan is None or (not data and request.method == "DELETE"):
            return self._answer(response, content=data)
        reader = plan.reader(stream=False)
        try:
            data = reader.feed(data) + reader.finish()
            if name := NewId(plan.new and bool(plan.out.entries) and bool(response.is_success)).see(data):
                self.keep(plan, name)
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


def _stream(http: Any, transport: Transport, plan: Plan, response: Any) -> Any:  # noqa: C901
    """A restored stream, read by either client."""
    flow = Flow(plan)

    class Pieces(http.SyncByteStream, http.AsyncByteStream):  # type: ignore[misc]
        def __iter__(self) -> Iterator[bytes]:
            try:
                for piece in response.iter_bytes():
                    out = flow.feed(piece)
                    if name := flow.new_id(out):
                        transport.keep(plan, name)
                    if out:
                        yield out
                    if flow.ended:
                        return
            except http.TransportError:
                yield flow.finish(broken=True)
                raise
            yield flow.finish()

        async def __aiter__(self) -> AsyncIterator[bytes]:
            from anyio import to_thread

            try:
                async for piece in response.aiter_bytes():
                    out = flow.feed(piece)
                    if name := flow.new_id(out):
                        await to_thread.run_sync(transport.keep, plan, name)
                    if out:
                        yield out
                    if flow.ended:
                        return
            except http.TransportError:
                yield flow.finish(broken=True)
                raise
            yield flow.finish()

        def close(self) -> None:
            response.close()

        async def aclose(self) -> None:
            await response.aclose()

    return Pieces()
