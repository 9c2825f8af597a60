"""ONE exchange: read → hide → keep → record → send → restore.

Nothing leaves before its entries (where a scope is named) and its receipt are stored. It is sent once. Whatever goes
wrong before the reply's first byte is a status and an error of the protocol; after it, an error event of the protocol
and the end. A caller that leaves ends the call upstream at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from math import ceil
from time import perf_counter, time_ns
from urllib.parse import quote

from starlette.types import Receive, Scope, Send

from garim.errors import BadInput, Broken, GarimError, OverLimit, TooLarge, Unsupported, UpstreamBusy
from garim.exchange.steps import Task, outward
from garim.gateway import kept, limits
from garim.gateway.answer import Answer, is_secret, restored, without_key
from garim.gateway.auth import Headers
from garim.gateway.cycle import on_left
from garim.gateway.inside import KEY, Inside, split
from garim.gateway.log import where
from garim.gateway.parts import Parts, Seen
from garim.gateway.reply import JSON, Header, respond
from garim.gateway.story import Steps, perform, record_end
from garim.gateway.traces import Told
from garim.gateway.upstreams import Target
from garim.retro.said import ASKS
from garim.values import Receipt
from garim.wire import vendors
from garim.wire.protocols import Protocol
from garim.wire.vendors import Vendor

MOST_RUNNING = 1000
"""Exchanges of one process at a time; more are asked to wait."""


class Relay:
    """Carries exchanges of all protocols."""

    def __init__(self, parts: Parts) -> None:
        """
        Args:
            parts: What its exchanges share.
        """
        self._parts = parts
        self.running = 0
        """Exchanges that are under way."""

    async def carry(self, protocol: Protocol, scope: Scope, receive: Receive, send: Send) -> None:
        """Carry one exchange to its end, whatever that is."""
        seen = Seen()
        self.running += 1
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
            self.running -= 1
            self._note(protocol, seen)

    async def _exchange(self, protocol: Protocol, scope: Scope, receive: Receive, send: Send, seen: Seen) -> None:
        parts = self._parts
        headers: Headers = dict(scope["headers"])
        seen.parent = headers.get(b"traceparent", b"")
        await parts.clients.ready(headers)
        seen.caller = parts.clients.know(headers)
        seen.client = seen.caller.name
        if self.running > MOST_RUNNING:
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
        async with parts.budgets.running(seen.caller):
            await self._carry_on(protocol, scope, body, send, seen)

    async def _carry_on(self, protocol: Protocol, scope: Scope, body: bytes, send: Send, seen: Seen) -> None:
        """From the whole request to the end of its answer."""
        parts, headers = self._parts, dict(scope["headers"])
        inside: Inside | None = scope.get(KEY)
        scopes = kept.scopes(headers, scope["path"], body)
        body, told = (body, inside.told) if inside else split(body)
        vendor, query = vendor_of(protocol), scope["query_string"].decode("latin-1")
        named = {f"header {name}": value for name, value in vendor.passed(headers, own=False).items()}
        task = Task(
            scope["method"],
            scope["path"],
            body,
            told=told,
            asked=parts.asked(seen.caller)._replace(family=vendor.name),
            beside={"path": scope["path"], "query": query, **named},
        )
        steps = Steps(parts, seen, headers, query, inside, source=(scope.get("client") or ("",))[0])
        ready = await perform(outward(protocol, task, scopes), steps.do)
        target, response = steps.sent()
        key = target.key if is_secret(target.key) else ""
        self._note_use(protocol, seen, body, inside)
        try:
            answer = Answer(
                ready=ready._replace(out=without_key(ready.out, key)),
                key=key,
                screening=parts.screening(),
                response=inside.watch(response) if inside else response,
                upstream=target.name,
                max_reply=parts.settings.gateway.max_reply,
                told=where_answered(target),
                own_key=not target.passes_key,
            )
            whole = await restored(answer, send, seen, steps.do)
        finally:
            response.close()
        if seen.code:
            self._record_end(protocol, seen, "failed")
        if whole:
            seen.status, seen.started, seen.finished = whole.status, True, True
            await respond(send, *whole)

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
        wait = ceil(error.wait) if isinstance(error, OverLimit) else 1
        extra = [(b"retry-after", b"%d" % wait)] if isinstance(error, UpstreamBusy | OverLimit) else []
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
        receipt = seen.receipt
        if status == "refused":
            receipt = replace(receipt, outbound_sha256="", outbound_bytes=0)
        record_end(self._parts, replace(receipt, status=status, error=seen.code))

    def _note_use(self, protocol: Protocol, seen: Seen, body: bytes, inside: Inside | None) -> None:
        """For the caller's own review: what left, which is looked at later and not kept."""
        if protocol.name not in ASKS or seen.receipt is None or not seen.receipt.outbound_sha256:
            return
        self._parts.uses.left(
            seen.client,
            body,
            seen.receipt.outbound_sha256,
            let=inside.let if inside else 0,
            hid=inside.hid if inside else 0,
            again=bool(inside and inside.again),
            answer=inside.answer if inside else "",
        )

    def _note(self, protocol: Protocol, seen: Seen) -> None:
        metrics, receipt = self._parts.metrics, seen.receipt
        whole = perf_counter() - seen.began
        metrics.note(protocol.name, seen.status, seen.own, whole)
        if receipt is not None:
            metrics.note_hidden(receipt.counts)
        hidden = sum(receipt.counts.values()) if receipt else 0
        if self._parts.traces is not None:
            told = Told(protocol.name, seen.status, seen.code, seen.target, hidden)
            self._parts.traces.tell(told, seen.steps, seen.since, time_ns(), seen.parent)
        self._parts.log.info(
            "exchange",
            protocol=protocol.name,
            status=seen.status,
            error=seen.code,
            client=seen.client,
            upstream=seen.target,
            own_ms=round(seen.own * 1000, 3),
            ms=round(whole * 1000, 3),
            hidden=hidden,
        )


def where_answered(target: Target) -> tuple[Header, ...]:
    """Headers that tell the caller where it was answered."""
    name = quote(target.name, safe=" .@").encode()
    return ((b"x-garim-upstream", name), (b"x-garim-trust", target.trust.encode()))


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
