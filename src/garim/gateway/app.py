"""Which path is answered by whom. What is in no table here and no protocol's is refused, never passed on.

Raw ASGI: a request goes through one dictionary look-up to its answer.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Mapping

from prometheus_client import CONTENT_TYPE_LATEST
from starlette.types import Receive, Scope, Send

from garim.errors import Broken, GarimError, TooLarge
from garim.gateway import desk, limits, own, pages, presidio, speech
from garim.gateway.beside import find
from garim.gateway.catalogue import Catalogue
from garim.gateway.log import where
from garim.gateway.relay import Parts, Relay, check_type
from garim.gateway.reply import JSON, Header, allow, error_body, respond
from garim.store import Store
from garim.wire.vendors import all_vendors

Handler = Callable[[Scope, Receive, Send], Awaitable[None]]
DAY = 86400.0
FORGET_EVERY = 3600.0
"""Seconds between deletions of scopes that nobody used for [store] keep_days."""
LISTS = [(vendor, vendor.models) for vendor in all_vendors() if vendor.models is not None]
LISTED = frozenset(how.path for _, how in LISTS)
"""Paths at which the models are listed."""
METHODS = ("GET", "POST", "DELETE")


class App:
    """The gateway as an ASGI application."""

    def __init__(self, parts: Callable[[], Parts], more: Mapping[str, Handler] | None = None) -> None:
        """
        Args:
            parts: Makes what the process shares; called at the server's start, in its process.
            more: Path → handler, for doors that bring paths of their own.
        """
        self._make = parts
        self._more = dict(more or {})
        self._pages = pages.load()
        self._get: dict[str, Callable[[], Awaitable[tuple[int, bytes, bytes]]]] = {
            "/health": self._health,
            "/ready": self._ready,
            "/metrics": self._metrics,
            own.OPENAPI: self._openapi,
        }
        self._tidy: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or start and stop with the server."""
        if scope["type"] == "http":
            try:
                await self._route(scope, receive, send)
            except limits.ClientLeft:
                return
            except GarimError as error:
                await self._refuse(scope["path"], error, receive, send)
            except Exception as error:
                self.parts.log.error("unexpected", **where(error))
                await self._refuse(scope["path"], Broken("the gateway failed", hint="please report it"), receive, send)
        elif scope["type"] == "lifespan":
            await self._live(receive, send)

    async def _route(self, scope: Scope, receive: Receive, send: Send) -> None:
        path, method = scope["path"], scope["method"]
        if path in self._more:
            await self._more[path](scope, receive, send)
        elif path in LISTED and method == "GET":
            await self._models(scope, send)
        elif (protocol := find(method, path)) is not None:
            await self._relay.carry(protocol, scope, receive, send)
        elif path == speech.PATH:
            await self._speech.answer(scope, receive, send)
        elif path in own.PATHS or path in presidio.POSTS:
            await self._own(scope, receive, send)
        elif desk.knows(path):
            await desk.answer(self.parts, self._relay, scope, receive, send)
        elif path in presidio.GETS:
            allow(method, "GET")
            self.parts.clients.check(dict(scope["headers"]))
            await respond(send, 200, presidio.answer_get(path, scope["query_string"]))
        elif path in self._get:
            allow(method, "GET", "HEAD")
            status, kind, body = await self._get[path]()
            await respond(send, status, body, [(b"content-type", kind)])
        elif path in self._pages:
            allow(method, "GET", "HEAD")
            await respond(send, *self._pages[path].answer(dict(scope["headers"])))
        else:
            allowed = [other for other in METHODS if find(other, path)] or ["GET"] * (path in LISTED)
            allow(method, *allowed)

    async def _refuse(self, path: str, error: GarimError, receive: Receive, send: Send) -> None:
        headers: list[Header] = [JSON]
        if error.status == 405:
            headers.append((b"allow", error.hint.removeprefix("use ").encode()))
        late = isinstance(error, TooLarge)
        if late:
            headers.append((b"connection", b"close"))
        body = presidio.error_body(error) if path in presidio.POSTS + presidio.GETS else error_body(error)
        await respond(send, error.status, body, headers, end=not late)
        if late:
            await limits.drain(receive)
            await send({"type": "http.response.body", "body": b""})

    async def _own(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope["headers"])
        self.parts.clients.check(headers)
        allow(scope["method"], "POST")
        check_type(headers)
        gateway = self.parts.settings.gateway
        body = await limits.read_body(receive, headers, gateway.max_body, gateway.body_timeout)
        answer = own.answer if scope["path"] in own.PATHS else presidio.answer_post
        await respond(send, 200, await answer(scope["path"], body, self.parts))

    async def _models(self, scope: Scope, send: Send) -> None:
        headers = dict(scope["headers"])
        self.parts.clients.check(headers)
        known = [(model.id, model.upstream) for model in await self._catalogue.models()]
        listing = next((how for vendor, how in LISTS if how.path == scope["path"] and vendor.sign.encode() in headers), None)
        listing = listing or next(how for vendor, how in LISTS if how.path == scope["path"] and not vendor.sign)
        await respond(send, 200, listing.write(known))

    async def _health(self) -> tuple[int, bytes, bytes]:
        return 200, JSON[1], b'{"status":"ok"}'

    async def _ready(self) -> tuple[int, bytes, bytes]:
        """Ready is: the store can be read."""
        await asyncio.wrap_future(self.parts.store.page(1 << 62))
        return 200, JSON[1], b'{"status":"ready"}'

    async def _metrics(self) -> tuple[int, bytes, bytes]:
        return 200, CONTENT_TYPE_LATEST.encode(), self.parts.metrics.text()

    async def _openapi(self) -> tuple[int, bytes, bytes]:
        return 200, JSON[1], own.description()

    def _unexpected(self, loop: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
        """What nobody waited for failed: asyncio's own handler would log its message, which may hold text."""
        error = context.get("exception")
        self.parts.log.error("unexpected", **where(error if isinstance(error, BaseException) else RuntimeError()))

    async def _live(self, receive: Receive, send: Send) -> None:
        """Open what the process shares, and let go of it."""
        await receive()
        try:
            self.parts = self._make()
        except GarimError as error:
            print(f"garim: {error.message}\n  {error.hint}", file=sys.stderr, flush=True)
            await send({"type": "lifespan.startup.failed"})
            return
        asyncio.get_running_loop().set_exception_handler(self._unexpected)
        self._relay = Relay(self.parts)
        self._catalogue = Catalogue(self.parts.upstreams)
        self._speech = speech.Speech(self.parts)
        self._tidy = asyncio.create_task(_forget(self.parts.store, self.parts.settings.store.keep_days * DAY))
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self._tidy.cancel()
        self.parts.beside.close()
        await self.parts.upstreams.close()
        await asyncio.to_thread(self.parts.store.close)
        self.parts.log.warning("stopped")
        await send({"type": "lifespan.shutdown.complete"})


async def _forget(store: Store, idle: float) -> None:
    while True:
        await asyncio.wrap_future(store.forget(idle))
        await asyncio.wrap_future(store.history.forget_idle(idle))
        await asyncio.sleep(FORGET_EVERY)
