"""The gateway's way to drive a story (exchange/steps.py): each step beside the event loop, nobody else kept waiting."""

from __future__ import annotations

import re
from asyncio import wrap_future
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from dataclasses import replace
from hashlib import sha256
from time import perf_counter, time_ns
from typing import Any, TypeVar

import orjson

from garim.errors import GarimError
from garim.exchange import Outbound, Screening
from garim.exchange.steps import (
    Choose,
    Claim,
    Effect,
    Hide,
    HideTexts,
    Keep,
    Load,
    Place,
    Read,
    Record,
    Send,
    Story,
    Whose,
    hidden_in,
    texts_hidden,
    unmet_of,
)
from garim.gateway import reviews
from garim.gateway.auth import Headers
from garim.gateway.client import Response, Unreached
from garim.gateway.inside import Inside
from garim.gateway.parts import Parts, Seen
from garim.gateway.traces import Step
from garim.gateway.upstreams import Target, headers_for
from garim.gateway.work import in_thread, is_long
from garim.surrogate.home import OWNED
from garim.values import Entry, Receipt, Told
from garim.wire.stored import of_thing

T = TypeVar("T")
TRACED = {Load: "load", Hide: "hide", HideTexts: "hide", Choose: "choose", Keep: "keep", Record: "record", Send: "send"}
"""Steps that have a span of their own."""
OPENED = 256 * 1024
"""Bytes of a body up to which the event loop takes it apart to see what in it is new: 2 ms."""
MOST_PARTS = 8000
"""Commas of such a body, at most: each part of it takes 2 µs."""
SPOKEN = "/v1/audio/"
"""Paths of protocols that are no file of wire/protocols: the process beside does not know them."""


async def perform(story: Story[T], do: Callable[[Effect], Awaitable[Any]], is_long: Callable[[], bool] = lambda: False) -> T:
    """Do what a story says, one step after the other.

    Args:
        story: Not begun.
        do: Does one step and gives what it asks for.
        is_long: Whether what comes next may take longer than the event loop may wait: it is done in a thread then.

    Raises:
        GarimError: As the story.
    """
    try:
        effect = await _in_thread(story, None) if is_long() else next(story)
        while True:
            try:
                given = await do(effect)
            except GarimError as error:
                effect = story.throw(error)
            else:
                effect = await _in_thread(story, given) if is_long() else story.send(given)
    except StopIteration as end:
        result: T = end.value
        return result


async def _in_thread(story: Story[T], given: Any) -> Effect:
    """The story's next step, worked out beside the event loop."""

    def send() -> tuple[Effect | None, StopIteration | None]:
        try:
            return story.send(given), None
        except StopIteration as end:  # no future takes it
            return None, end

    effect, end = await in_thread(send)
    if end is not None:
        raise end
    assert effect is not None
    return effect


class Steps:
    """Does the steps of one exchange, and tells `Seen` of them."""

    def __init__(
        self, parts: Parts, seen: Seen, headers: Headers, query: str = "", inside: Inside | None = None, source: str = ""
    ) -> None:
        """
        Args:
            parts: What all exchanges share.
            seen: What is known of this one from outside.
            headers: The caller's.
            query: Of its address.
            inside: Where it is the page's own.
            source: Where it came from, for the receipt.
        """
        self._parts, self._seen, self._headers, self._query = parts, seen, headers, query
        self._inside, self._source = inside, source
        self._task: Any = None
        self._targets: dict[str, Target] = {}
        self._sent: tuple[Target, Response] | None = None

    def sent(self) -> tuple[Target, Response]:
        """Who answers, and its answer; a story that went outward has sent."""
        assert self._sent is not None
        return self._sent

    async def do(self, effect: Effect) -> Any:
        """One step, timed where exchanges are traced."""
        name = TRACED.get(type(effect)) if self._parts.traces is not None else None
        if name is None:
            return await self._do(effect)
        began = time_ns()
        try:
            return await self._do(effect)
        finally:
            self._seen.steps.append(Step(name, began, time_ns()))

    async def _do(self, effect: Effect) -> Any:
        parts, seen = self._parts, self._seen
        owner = seen.caller.owner
        if isinstance(effect, Load):
            found: tuple[Entry, ...] = ()
            for name in effect.scopes:
                found += await wrap_future(parts.store.get(name, owner))
            return found
        if isinstance(effect, Hide):
            return await self._hide(effect)
        if isinstance(effect, HideTexts):
            screening = parts.screening()
            size = b"".join(slot.text.encode("utf-8", "replace") for slot in effect.slots)
            return await parts.pace.soon(size, screening, texts_hidden, effect, screening)
        if isinstance(effect, Choose):
            return await self._choose(effect.read)
        if isinstance(effect, Keep):
            return await wrap_future(parts.store.put(effect.scope, effect.entries, owner))
        if isinstance(effect, Whose):
            return {name: await self._is_own(name) for name in effect.ids}
        if isinstance(effect, Claim):
            mine = (Entry(owner, owner, OWNED),)
            for kept in [parts.store.put(of_thing(name), mine, "") for name in effect.ids]:
                await wrap_future(kept)
            return None
        if isinstance(effect, Record):
            return await self._record(effect.receipt)
        if isinstance(effect, Send):
            return await self._send(effect.place)
        return None

    async def _is_own(self, name: str) -> bool | None:
        """Whether a stored thing is the caller's; None where it is nobody's. Who said so first has it."""
        said = await wrap_future(self._parts.store.get(of_thing(name), ""))
        return said[0].original == self._seen.caller.owner if said else None

    async def _hide(self, effect: Hide) -> Read:
        self._task = effect.task
        read = await self._hidden(effect)
        if read.out.decision.review:
            caller = self._seen.caller
            words = await reviews.must_be_agreed(self._parts.store, caller, read.out, self._headers)
            if words:
                since = self._inside.turn if self._inside else 0
                told = (*effect.task.told, *(Told(word, "hide", since) for word in words))
                read = await self._hidden(effect._replace(task=effect.task._replace(told=told)))
                if self._inside:
                    self._inside.changed(words)
        return read

    async def _hidden(self, effect: Hide) -> Read:
        parts, task = self._parts, effect.task
        screening = parts.screening()
        if (len(task.body) > OPENED or task.body.count(b",") > MOST_PARTS) and not task.path.startswith(SPOKEN):
            if self._seen.caller.models:  # it is opened beside: here, only for who may not ask for all
                self._seen.caller.must_use((await in_thread(effect.protocol.read, task.body, screening.allow)).model)
            read = await parts.beside.hide(task, screening, parts.reloaded)
        else:
            read = await self._here(effect, screening)
        self._seen.receipt = replace(read.out.receipt, source=self._source)
        parts.fired.note(read.out.entries)
        return read

    async def _here(self, effect: Hide, screening: Screening) -> Read:
        """Wherever what is new in it disturbs nobody: what is known of its conversation costs next to nothing."""
        parts, task, protocol = self._parts, effect.task, effect.protocol
        request = protocol.read(task.body, screening.allow)
        self._seen.caller.must_use(request.model)  # before anything costs time
        work = (request, task, screening, protocol)
        new = "\n".join(unmet_of(*work)).encode("utf-8", "replace") if task.body else b""
        if not new:
            return hidden_in(*work)
        if is_long(new, screening) and not task.path.startswith(SPOKEN):
            return await parts.beside.hide(task, screening, parts.reloaded)
        return await parts.pace.soon(new, screening, hidden_in, *work)

    async def _choose(self, read: Read) -> list[Place]:
        parts, seen = self._parts, self._seen
        caller, decision = seen.caller, read.out.decision
        caller.must_use(read.model)
        if decision.limit:
            await parts.budgets.slow(caller, decision.limit)
        family, upstream = self._task.asked.family or "openai", decision.upstream
        targets = await parts.upstreams.choose(
            read.model,
            read.out.route,
            family,
            upstream=upstream,
            only=caller.upstreams,
            protocol=read.out.receipt.protocol,
            body=read.out.body,
        )
        seen.target = targets[0].name
        headers_for(targets[0], self._headers, known=bool(seen.client))  # a missing key is told before anything is recorded
        self._targets = {target.name: target for target in targets}
        return [Place(target.name, named_there(read.out, read.model, target)) for target in targets]

    async def _record(self, receipt: Receipt) -> None:
        seen = self._seen
        seen.own = perf_counter() - seen.began
        seen.receipt = replace(receipt, source=self._source, own_ms=round(seen.own * 1000, 3))
        recorded = self._parts.store.append(seen.receipt)
        recorded.result() if recorded.done() else await wrap_future(recorded)

    async def _send(self, place: Place) -> bool:
        parts, seen, task = self._parts, self._seen, self._task
        target = self._targets[place.name]
        upward = headers_for(target, self._headers, known=bool(seen.client))
        seen.own = perf_counter() - seen.began
        seen.target, seen.sent = target.name, True
        if self._inside:
            await self._inside.left(place.out, target.name, target.trust)
        path = f"{task.path}?{self._query}" if self._query else task.path
        try:
            response = await parts.upstreams.call(target, task.method, path, place.out.body, upward)
        except Unreached as error:
            parts.upstreams.failed(target)
            if place.name == next(reversed(self._targets)):
                raise
            assert seen.receipt is not None
            record_end(parts, replace(seen.receipt, status="failed", error=error.code))
            return False
        self._sent = target, parts.budgets.watch(seen.caller, target.name, response, len(place.out.body))
        return True


def record_end(parts: Parts, receipt: Receipt) -> None:
    """Add how an exchange ended. Not awaited: what could leave has left, and the caller may be gone."""

    def tell(done: Future[None]) -> None:
        if done.exception():
            parts.log.error("audit", error="vault_failed")

    parts.store.append(receipt).add_done_callback(tell)


def named_there(out: Outbound, model: str, target: Target) -> Outbound:
    """What leaves to an upstream: the model's name as that knows it, and in the receipt where it is."""
    out = out._replace(receipt=replace(out.receipt, trust=target.trust))
    called = target.at.called(model)
    if called == model or not out.body:
        return out
    body = renamed(out.body, model, called)
    receipt = replace(out.receipt, outbound_sha256=sha256(body).hexdigest(), outbound_bytes=len(body))
    return out._replace(body=body, receipt=receipt)


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
