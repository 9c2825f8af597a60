"""ONE exchange: read → hide → keep → record → send → restore.

Nothing leaves before its entries (where a scope is named) and its receipt are stored. It is sent once. Whatever goes
wrong before the reply's first byte is a status and an error of the protocol; after it, an error event of the protocol
and the end. A caller that leaves ends the call upstream at once.
"""

from __future__ import annotations

import asyncio
import re
from asyncio import wrap_future
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from time import perf_counter
from typing import NamedTuple
from urllib.parse import quote
from zoneinfo import ZoneInfo

import orjson
from starlette.types import Receive, Scope, Send
from structlog.typing import FilteringBoundLogger

from garim.config import Settings
from garim.errors import BadInput, Broken, GarimError, OverLimit, TooLarge, Unsupported, UpstreamBusy
from garim.exchange import Outbound, Screening
from garim.gateway import kept, limits, reviews
from garim.gateway.answer import Answer, restored, without_key
from garim.gateway.auth import Caller, Clients, Headers
from garim.gateway.beside import Beside, Read, Task, hide
from garim.gateway.budgets import Budgets
from garim.gateway.client import Response, Unreached
from garim.gateway.cycle import on_left
from garim.gateway.fired import Fired
from garim.gateway.inside import KEY, Inside, split
from garim.gateway.log import where
from garim.gateway.metrics import Metrics
from garim.gateway.reply import JSON, Header, respond
from garim.gateway.upstreams import Target, Upstreams, headers_for
from garim.gateway.work import is_long
from garim.policy.hours import Moment
from garim.policy.rules import Facts
from garim.store import Store
from garim.surrogate.home import kept as kept_hosts
from garim.values import Entry, Receipt
from garim.wire import vendors
from garim.wire.protocols import Protocol
from garim.wire.vendors import Vendor

MOST_RUNNING = 1000
"""Exchanges of one process at a time; more are asked to wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What all exchanges of a process share."""

    settings: Settings
    screening: Callable[[], Screening]
    store: Store
    clients: Clients
    upstreams: Upstreams
    metrics: Metrics
    log: FilteringBoundLogger
    beside: Beside
    budgets: Budgets
    lexicons: tuple[Path, ...] = ()
    """Where the company's words are."""
    fired: Fired = field(default_factory=Fired)
    """Which of them were seen."""

    def asked(self, caller: Caller) -> Facts:
        """Who asks and when, for policy."""
        policy, now = self.screening().policy, Moment()
        if policy.looks_at & {"hours", "days"}:
            here = datetime.now(ZoneInfo(self.settings.policy.timezone))
            now = Moment(here.weekday(), here.hour * 60 + here.minute)
        return Facts(client=caller.name, team=caller.team, purpose=caller.purpose, only=caller.upstreams, now=now)


class Prepared(NamedTuple):
    """An exchange that may leave."""

    read: Read
    targets: list[Target]
    """Who answers; behind it who may stand in."""
    keeper: kept.Keeper


class Seen:
    """What is known of an exchange from outside: never a text."""

    __slots__ = ("began", "caller", "client", "code", "finished", "left", "own", "receipt", "sent", "started", "status", "target")

    def __init__(self) -> None:
        self.began = perf_counter()
        self.own = 0.0
        self.status = 0
        self.caller = Caller()
        self.client = self.target = self.code = ""
        self.sent = self.started = self.finished = self.left = False
        self.receipt: Receipt | None = None


class Relay:
    """Carries exchanges of all protocols."""

    def __init__(self, parts: Parts) -> None:
        """
        Args:
            parts: What its exchanges share.
        """
        self._parts = parts
        self._running = 0

    async def carry(self, protocol: Protocol, scope: Scope, receive: Receive, send: Send) -> None:
        """Carry one exchange to its end, whatever that is."""
        seen = Seen()
        self._running += 1
        try:
            await self._exchange(protocol, scope, receive, send, seen)
        except limits.ClientLeft:
            seen.code = "client_left"
        except GarimError as error:
            await self._fail(protocol, error, receive, send, seen)
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if not seen.left or task is None:
                raise
            task.uncancel()
            seen.code = "client_left"
            if seen.sent:
                self._record_end(protocol, seen, "cancelled")
        except Exception as error:
            self._parts.log.error("unexpected", **where(error))
            await self._fail(protocol, Broken("the gateway failed", hint="please report it"), receive, send, seen)
        finally:
            self._running -= 1
            self._note(protocol, seen)

    async def _exchange(self, protocol: Protocol, scope: Scope, receive: Receive, send: Send, seen: Seen) -> None:
        parts = self._parts
        headers: Headers = dict(scope["headers"])
        await parts.clients.ready(headers)
        seen.caller = parts.clients.know(headers)
        seen.client = seen.caller.name
        if self._running > MOST_RUNNING:
            raise UpstreamBusy(f"{MOST_RUNNING} exchanges are under way", hint="ask again in a second")
        query = scope["query_string"].decode("latin-1")
        vendor_of(protocol).check_query(query)
        check_type(headers)
        gateway = parts.settings.gateway
        body = await limits.read_body(receive, headers, gateway.max_body, gateway.body_timeout)
        if not body and scope["method"] == "POST" and not scope["path"].endswith("/cancel"):
            raise BadInput("the body is empty", hint="send JSON")
        seen.began = perf_counter()
        on_left(scope, _ender(asyncio.current_task(), seen))
        with parts.budgets.running(seen.caller):
            await self._carry_on(protocol, scope, body, send, seen)

    async def _carry_on(self, protocol: Protocol, scope: Scope, body: bytes, send: Send, seen: Seen) -> None:
        """From the whole request to the end of its answer."""
        parts, headers = self._parts, dict(scope["headers"])
        ready = await self._prepare(protocol, scope, body, headers, seen)
        target, out, response = await self._send(ready, scope, headers, seen)
        inside: Inside | None = scope.get(KEY)
        try:
            answer = Answer(
                protocol=protocol,
                out=without_key(out, target.key),
                key=target.key,
                screening=parts.screening(),
                response=inside.watch(response) if inside else response,
                upstream=target.name,
                max_reply=parts.settings.gateway.max_reply,
                keeper=ready.keeper,
                told=where_answered(target),
                own_key=not target.passes_key,
            )
            whole = await restored(answer, send, seen)
        finally:
            response.close()
        if seen.code:
            self._record_end(protocol, seen, "failed")
        if whole:
            seen.status, seen.started, seen.finished = whole.status, True, True
            await respond(send, *whole)

    async def _send(self, ready: Prepared, scope: Scope, headers: Headers, seen: Seen) -> tuple[Target, Outbound, Response]:
        """Record, then send; where that place cannot be reached, record and send to the one that may stand in for it."""
        parts, inside = self._parts, scope.get(KEY)
        query = scope["query_string"].decode("latin-1")
        path = f"{scope['path']}?{query}" if query else scope["path"]
        for target in ready.targets:
            out = named_there(ready.read.out, ready.read.model, target)
            upward = headers_for(target, headers, known=bool(seen.client))
            seen.own = perf_counter() - seen.began
            seen.target = target.name
            if seen.receipt:
                seen.receipt = replace(
                    out.receipt, upstream=target.name, source=seen.receipt.source, own_ms=round(seen.own * 1000, 3)
                )
                recorded = parts.store.append(seen.receipt)
                recorded.result() if recorded.done() else await wrap_future(recorded)
            seen.own = perf_counter() - seen.began
            seen.sent = True
            if inside:
                inside.left(out, target.name, target.trust)
            try:
                response = await parts.upstreams.call(target, scope["method"], path, out.body, upward)
            except Unreached as error:
                parts.upstreams.failed(target)
                if target is ready.targets[-1]:
                    raise
                seen.code = error.code
                self._record_end_of(seen, "failed")
                seen.code = ""
                continue
            return target, out, parts.budgets.watch(seen.caller, target.name, response, len(out.body))
        raise Broken("there is nobody to send it to")

    async def _prepare(self, protocol: Protocol, scope: Scope, body: bytes, headers: Headers, seen: Seen) -> Prepared:
        """Read and hide, choose who answers, keep the entries."""
        parts, owner = self._parts, seen.caller.owner
        scopes = kept.scopes(headers, scope["path"], body)
        issued: tuple[Entry, ...] = ()
        for name in scopes.read:
            issued += await wrap_future(parts.store.get(name, owner))
        asked = parts.asked(seen.caller)._replace(family=vendor_of(protocol).name)
        inside: Inside | None = scope.get(KEY)
        body, told = (body, inside.told) if inside else split(body)
        task = Task(scope["method"], scope["path"], body, issued, told, asked)
        screening = parts.screening()
        read = await parts.beside.hide(task) if is_long(body, screening) else hide(task, screening)
        seen.receipt = replace(read.out.receipt, source=(scope.get("client") or ("",))[0])
        parts.fired.note(read.out.entries)
        seen.caller.must_use(read.model)
        decision = read.out.decision
        if decision.limit:
            parts.budgets.slow(seen.caller, decision.limit)
        if decision.review:
            await reviews.must_be_agreed(parts.store, seen.caller, read.out, headers)
        upstream, only = decision.upstream, seen.caller.upstreams
        targets = await parts.upstreams.choose(read.model, read.out.route, asked.family, upstream=upstream, only=only)
        seen.target = targets[0].name
        known = set(issued)
        entries = (*read.out.entries, *kept_hosts(read.out.hosts))
        fresh = [entry for entry in entries if entry not in known] if scopes.write else []
        if fresh:
            for name in scopes.write:
                await wrap_future(parts.store.put(name, fresh, owner))
        return Prepared(read, targets, kept.Keeper(parts.store, entries if scopes.new else (), owner))

    async def _fail(self, protocol: Protocol, error: GarimError, receive: Receive, send: Send, seen: Seen) -> None:
        """Tell the caller, in its protocol, and record it."""
        seen.code = error.code
        if seen.sent:
            self._record_end(protocol, seen, "failed")
        elif not isinstance(error, BadInput):
            self._record_end(protocol, seen, "refused")
        if seen.started:
            seen.finished = True
            await send({"type": "http.response.body", "body": protocol.error_event(error)})
            return
        seen.status, seen.started, seen.finished = error.status, True, True
        extra = [(b"retry-after", b"1")] if isinstance(error, UpstreamBusy | OverLimit) else []
        if isinstance(error, TooLarge) or error.status == 408:
            await respond(send, error.status, protocol.error(error), [JSON, (b"connection", b"close")], end=False)
            await limits.drain(receive)
            await send({"type": "http.response.body", "body": b""})
            return
        await respond(send, error.status, protocol.error(error), [JSON, *extra])

    def _record_end(self, protocol: Protocol, seen: Seen, status: str) -> None:
        """Add how it ended. Not awaited: what could leave has left, and the caller may be gone."""
        caller = seen.caller
        if seen.receipt is None:
            seen.receipt = Receipt(protocol=protocol.name, client=caller.name, team=caller.team, purpose=caller.purpose)
        self._record_end_of(seen, status)

    def _record_end_of(self, seen: Seen, status: str) -> None:
        receipt = seen.receipt
        assert receipt is not None
        if status == "refused":
            receipt = replace(receipt, outbound_sha256="", outbound_bytes=0)
        future = self._parts.store.append(replace(receipt, status=status, error=seen.code))
        future.add_done_callback(lambda done: done.exception() and self._parts.log.error("audit", error="vault_failed"))

    def _note(self, protocol: Protocol, seen: Seen) -> None:
        metrics, receipt = self._parts.metrics, seen.receipt
        whole = perf_counter() - seen.began
        metrics.note(protocol.name, seen.status, seen.own, whole)
        if receipt is not None:
            metrics.note_hidden(receipt.counts)
        self._parts.log.info(
            "exchange",
            protocol=protocol.name,
            status=seen.status,
            error=seen.code,
            client=seen.client,
            upstream=seen.target,
            own_ms=round(seen.own * 1000, 3),
            ms=round(whole * 1000, 3),
            hidden=sum(receipt.counts.values()) if receipt else 0,
        )


def named_there(out: Outbound, model: str, target: Target) -> Outbound:
    """What leaves, with the model's name as the upstream knows it."""
    called = target.at.called(model)
    if called == model or not out.body:
        return out
    body = renamed(out.body, model, called)
    receipt = replace(out.receipt, outbound_sha256=sha256(body).hexdigest(), outbound_bytes=len(body))
    return out._replace(body=body, receipt=receipt)


def where_answered(target: Target) -> tuple[Header, ...]:
    """Headers that tell the caller where it was answered."""
    name = quote(target.name, safe=" .@").encode()
    return ((b"x-garim-upstream", name), (b"x-garim-trust", target.trust.encode()))


TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|[{}\[\]]')


def renamed(body: bytes, model: str, called: str) -> bytes:
    """A JSON object with another value under its own key `model`; every other byte stays."""
    depth, key = 0, False
    spans: list[tuple[int, int]] = []
    for token in TOKEN.finditer(body):
        said = token[0]
        if said in (b"{", b"["):
            depth += 1
        elif said in (b"}", b"]"):
            depth -= 1
        elif depth == 1 and key and orjson.loads(said) == model:
            spans.append(token.span())
        key = depth == 1 and said == b'"model"' and body[token.end() :].lstrip()[:1] == b":"
    for start, end in reversed(spans):
        body = body[:start] + orjson.dumps(called) + body[end:]
    return body


def vendor_of(protocol: Protocol) -> Vendor:
    """Whose way of asking a protocol is that was found at a path."""
    return protocol.vendor or vendors.vendor("openai")


def check_type(headers: Headers) -> None:
    """Refuse bodies that say that they are not JSON.

    A page in a browser cannot send JSON to another site without asking first, so this also keeps such pages out.

    Raises:
        Unsupported: They do.
    """
    kind, _, parameters = headers.get(b"content-type", b"application/json").partition(b";")
    if kind.strip().lower() != b"application/json":
        raise Unsupported("the content-type is not application/json", hint="send JSON")
    charset = parameters.strip().lower()
    if charset.startswith(b"charset=") and charset[8:].strip(b'"') not in (b"utf-8", b"utf8"):
        raise Unsupported("the charset is not UTF-8", hint="send UTF-8")


def _ender(task: asyncio.Task[object] | None, seen: Seen) -> Callable[[], None]:
    """What ends an exchange whose caller leaves."""

    def end() -> None:
        if not seen.finished and task is not None:
            seen.left = True
            task.cancel()

    return end
