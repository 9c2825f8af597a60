"""Which path is answered by whom. What is in no table here and no protocol's is refused, never passed on.

Raw ASGI: a request goes through one dictionary look-up to its answer.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import signal
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import TypeVar

from prometheus_client import CONTENT_TYPE_LATEST
from starlette.types import Receive, Scope, Send

from garim.config.about import version
from garim.errors import Broken, GarimError, NotAllowed, TooLarge
from garim.gateway import desk, limits, memory, own, pages, presidio, speech
from garim.gateway.auth import Headers
from garim.gateway.beside import find
from garim.gateway.catalogue import Catalogue
from garim.gateway.desk.session import with_cookie
from garim.gateway.log import where
from garim.gateway.noted import write_uses
from garim.gateway.parts import Parts
from garim.gateway.relay import Relay, check_type
from garim.gateway.reply import JSON, Header, allow, error_body, respond, with_status
from garim.gateway.upstreams import Upstreams
from garim.values import Event
from garim.wire.vendors import all_vendors

Handler = Callable[[Scope, Receive, Send], Awaitable[None]]
T = TypeVar("T")
DAY = 86400.0
LEARN_EVERY = 1.0
SIGN_EVERY = 60.0
"""Seconds between signed checkpoints of the audit."""
OLD = 900.0
"""Seconds after which the upstreams of settings that were replaced are let go of."""
COLLECT_EVERY, COLLECT_ALL = 10.0, 7200.0
"""Seconds between collections of what is garbage among what is new, where nobody waits, and among all there is."""
TRIM_EVERY = 60.0
"""Seconds between the times when free memory is given back to the system."""
FORGET_EVERY = 3600.0
"""Seconds between deletions of scopes that nobody used for [store] keep_days."""
LISTS = [(vendor, vendor.models) for vendor in all_vendors() if vendor.models is not None]
LISTED = frozenset(how.path for _, how in LISTS)
"""Paths at which the models are listed."""
METHODS = ("GET", "POST", "DELETE")


class App:
    """The gateway as an ASGI application."""

    def __init__(
        self,
        parts: Callable[[], Parts],
        more: Mapping[str, Handler] | None = None,
        remake: Callable[[], Callable[[Parts], Parts]] | None = None,
    ) -> None:
        """
        Args:
            parts: Makes what the process shares; called at the server's start, in its process.
            more: Path → handler, for doors that bring paths of their own.
            remake: Reads the settings again; what it gives changes the parts. Called in a thread, at SIGHUP.
        """
        self.parts: Parts
        self._watching: asyncio.Task[None]
        self._make, self._remake = parts, remake
        self._reloading = asyncio.Lock()
        self._old: set[asyncio.Task[None]] = set()
        self._more = dict(more or {})
        self._pages = pages.load()
        self._get: dict[str, Callable[[Headers], Awaitable[tuple[int, bytes, bytes]]]] = {
            "/health": self._health,
            "/ready": self._ready,
            "/metrics": self._metrics,
            own.OPENAPI: self._openapi,
        }
        self._tidy: list[asyncio.Task[None]] = []
        self.draining = False
        """Whether it was told to stop, and takes new requests only until its callers have noticed."""

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
        path, method, headers = scope["path"], scope["method"], dict(scope["headers"])
        # Numbers and pages too are this machine's own where nobody is configured.
        self.parts.clients.must_be_here(headers)
        await self.parts.clients.ready(headers)
        if path in self._more:
            await self._more[path](scope, receive, send)
        elif path in LISTED and method == "GET":
            await self._models(scope, send)
        elif (protocol := find(method, path)) is not None:
            await self._relay.carry(protocol, scope, receive, send)
        elif path == speech.PATH:
            await self._speech.answer(with_cookie(scope), receive, send)
        elif path in own.PATHS or path in presidio.POSTS:
            await self._own(scope, receive, send)
        elif desk.knows(path):
            await desk.answer(self.parts, self._relay, with_cookie(scope), receive, send)
        elif path in presidio.GETS:
            allow(method, "GET")
            self.parts.clients.check(dict(scope["headers"]))
            await respond(send, 200, presidio.answer_get(path, scope["query_string"]))
        elif path in self._get:
            allow(method, "GET", "HEAD")
            status, kind, body = await self._get[path](headers)
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
        await self.parts.clients.ready(headers)
        caller = self.parts.clients.know(headers)
        allow(scope["method"], "POST")
        check_type(headers)
        gateway = self.parts.settings.gateway
        body = await limits.read_body(receive, headers, gateway.max_body, gateway.body_timeout)
        if scope["path"] in own.PATHS:
            await respond(send, 200, await own.answer(scope["path"], body, self.parts, caller))
        else:
            await respond(send, 200, await presidio.answer_post(scope["path"], body, self.parts))

    async def _models(self, scope: Scope, send: Send) -> None:
        headers = dict(scope["headers"])
        caller = self.parts.clients.know(headers)
        known = [(model.id, model.upstream) for model in await self._catalogue.models() if caller.may_use(model.id)]
        listing = next((how for vendor, how in LISTS if how.path == scope["path"] and vendor.sign.encode() in headers), None)
        listing = listing or next(how for vendor, how in LISTS if how.path == scope["path"] and not vendor.sign)
        await respond(send, 200, listing.write(known))

    async def _health(self, _: Headers) -> tuple[int, bytes, bytes]:
        return 200, JSON[1], b'{"status":"ok"}'

    async def _ready(self, _: Headers) -> tuple[int, bytes, bytes]:
        """Ready is: the store is the one that it was, can be read, and written where the last write failed, and its audit goes
        as far as it was written; and it is not told to stop. Why it is not, only this machine is told; the log says it too."""
        if self.draining:
            return 503, JSON[1], b'{"status":"stopping"}'
        try:
            await asyncio.wrap_future(self.parts.store.check())
        except GarimError:
            if self.parts.clients.local:
                raise
            return 503, JSON[1], b'{"status":"not ready"}'
        return 200, JSON[1], b'{"status":"ready"}'

    async def _metrics(self, headers: Headers) -> tuple[int, bytes, bytes]:
        """The numbers, which tell how much is asked and hidden: for this machine, or for who may see them."""
        clients = self.parts.clients
        if not clients.local and not clients.know(headers).rights & {"metrics", "audit", "admin"}:
            raise with_status(403, NotAllowed("this key may not see the numbers", hint='give it rights = ["metrics"]'))
        return 200, CONTENT_TYPE_LATEST.encode(), self.parts.metrics.text()

    async def _openapi(self, _: Headers) -> tuple[int, bytes, bytes]:
        return 200, JSON[1], own.description()

    def _begin(self) -> None:
        self._relay = Relay(self.parts)
        self._catalogue = Catalogue(self.parts.upstreams)
        self._speech = speech.Speech(self.parts)

    @property
    def idle(self) -> bool:
        """Whether no exchange is under way."""
        return not self._relay.running

    def _hear(self, loop: asyncio.AbstractEventLoop) -> None:
        """Read the settings again at SIGHUP; only a process' main thread is told of signals."""
        if threading.current_thread() is threading.main_thread():
            loop.add_signal_handler(signal.SIGHUP, lambda: self._old.add(loop.create_task(self.reload())))
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGHUP})  # one that came earlier comes now

    async def reload(self) -> None:
        """Read the settings again: the new ones hold whole from here on, or the old ones stay and the log says why."""
        if self._remake is None:
            return
        async with self._reloading:
            old = self.parts
            try:
                change = await asyncio.to_thread(self._remake)
            except GarimError as error:
                old.log.error("not_reloaded", error=error.code, message=error.message, hint=error.hint)
                return
            fresh = change(old)
            if fresh.settings.gateway.keys:
                fresh.clients.learn(await _asked_again(old, lambda: _rows(old)))
            await _asked_again(old, lambda: asyncio.wrap_future(old.store.append(_policy_event(fresh))))
            self.parts = fresh
            self._begin()
            self._watching.cancel()
            self._watching = asyncio.create_task(fresh.upstreams.watch())
            await fresh.beside.reload(fresh.settings)
            told = {"needs_restart": ", ".join(fresh.waits), "key": fresh.key}
            fresh.log.warning("reloaded", **{name: said for name, said in told.items() if said})
            self._old.add(asyncio.create_task(_close_later(old.upstreams)))

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
        self._begin()
        if self.parts.settings.gateway.keys:
            self.parts.clients.learn(await _rows(self.parts))
        self._hear(asyncio.get_running_loop())
        self._tidy = [asyncio.create_task(_forget(self)), asyncio.create_task(_sign(self))]
        self._tidy += [asyncio.create_task(one) for one in (_learn(self), _collect(self), _trim())]
        self._watching = asyncio.create_task(self.parts.upstreams.watch())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        for task in (*self._tidy, *self._old, self._watching):
            task.cancel()
        self.parts.beside.close()
        await self.parts.upstreams.close()
        with contextlib.suppress(GarimError):
            await self.parts.budgets.settle()
            await write_uses(self.parts)
            await asyncio.wrap_future(self.parts.store.checkpoint())
        await asyncio.to_thread(self.parts.store.close)
        if self.parts.traces is not None:
            await asyncio.to_thread(self.parts.traces.close)
        self.parts.log.warning("stopped")
        await send({"type": "lifespan.shutdown.complete"})


def _policy_event(parts: Parts) -> Event:
    """What holds from now on, for the audit: the policy's hash, so that it can be shown which one decided."""
    return Event(event="policy", details={"policy_sha256": parts.screening().policy.digest, "garim": version()})


async def _asked_again(parts: Parts, ask: Callable[[], Awaitable[T]]) -> T:
    """What the store gives, asked until it gives it: nothing leaves while it is away, and all processes are to hold the same."""
    while True:
        try:
            return await ask()
        except GarimError as error:
            parts.log.error("reload_waits", error=error.code, message=error.message)
        await asyncio.sleep(LEARN_EVERY)


async def _close_later(old: Upstreams) -> None:
    await asyncio.sleep(OLD)
    await old.close()


async def _forget(app: App) -> None:
    """Delete what nobody used for as long as the settings say; a store that fails is asked again."""
    while True:
        parts, settings = app.parts, app.parts.settings.store
        try:
            await asyncio.wrap_future(parts.store.forget(settings.keep_days * DAY))
            await asyncio.wrap_future(parts.store.history.forget_idle(settings.keep_days * DAY))
            if settings.audit_days:
                await asyncio.wrap_future(parts.store.cut(settings.audit_days * DAY))
        except GarimError as error:
            parts.log.error("tidy", error=error.code, message=error.message)
        await asyncio.sleep(FORGET_EVERY)


async def _collect(app: App) -> None:
    """Collect garbage while nobody waits.

    What is left is kept out of the next collection, for to walk all of memory takes a third of a second where much is kept: that
    is done once in two hours, for what became garbage since it was kept out.
    """
    last = time.monotonic()
    while True:
        await asyncio.sleep(COLLECT_EVERY)
        everything = time.monotonic() - last > COLLECT_ALL
        if everything:
            gc.unfreeze()
            last = time.monotonic()
        if everything or app.idle:
            gc.collect()
            if app.idle:  # of an exchange that is under way most is garbage soon
                gc.freeze()


async def _trim() -> None:
    """Give free memory back to the system, beside the loop."""
    while True:
        await asyncio.sleep(TRIM_EVERY)
        await asyncio.to_thread(memory.give_back)


async def _rows(parts: Parts) -> list[tuple[str, bytes, str]]:
    return await asyncio.wrap_future(parts.store.clients())


async def _learn(app: App) -> None:
    """Keys that were issued or revoked since, what others spent, and whether the store is there: every second, so that a revoked
    key ends soon, and a store that is put back is taken up again before somebody asks."""
    while True:
        parts = app.parts
        try:
            await asyncio.wrap_future(parts.store.check())
            if parts.settings.gateway.keys:
                parts.clients.learn(await _rows(parts))
            await parts.budgets.settle()
            await write_uses(parts)
        except GarimError as error:
            parts.log.error("learn", error=error.code, message=error.message)
        except Exception as error:  # revoked keys must go on being learnt, whatever a text did to what looks at it
            parts.log.error("unexpected", **where(error))
        await asyncio.sleep(LEARN_EVERY)


async def _sign(app: App) -> None:
    """Sign how far the audit is, every minute in which it grew, and tell the log: whoever collects it keeps a witness."""
    last = 0
    while True:
        await asyncio.sleep(SIGN_EVERY)
        try:
            point = await asyncio.wrap_future(app.parts.store.checkpoint())
        except GarimError as error:
            app.parts.log.error("checkpoint", error=error.code, message=error.message)
            continue
        if point and point.size > last:
            last = point.size
            app.parts.log.info("checkpoint", size=point.size, note=point.note)
