"""How much a caller may ask: a rate, so many at a time, tokens and cost of a day or month.

All of it is counted in the store, for all workers and machines: rates and what is under way in leases (leases.py). Tokens and
cost are added every second; a budget may be overdrawn by what was under way when it ran out and what the others began in that
second, never by more.
"""

from __future__ import annotations

import re
from asyncio import wrap_future
from calendar import monthrange
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from math import ceil

from garim.config import Client, Settings
from garim.errors import GarimError, OverLimit
from garim.gateway.auth import Caller
from garim.gateway.client import Response
from garim.gateway.leases import Places, Rates
from garim.store import Store

USAGE = re.compile(rb'"(prompt_tokens|completion_tokens|input_tokens|output_tokens)"\s*:\s*(\d{1,12})')
OVERLAP = 64
"""Bytes of a piece that are looked at again with the next: a number may be cut."""
CHARACTERS = 4
"""Of one token, where an upstream does not say how many it counted."""


class Budgets:
    """What the callers of one process ask."""

    def __init__(self, settings: Settings, store: Store) -> None:
        """
        Args:
            settings: [limits] holds for callers without limits of their own.
            store: Where tokens and cost are kept.
        """
        self._default, self._store = settings.limits, store
        self._prices = {upstream.name: (upstream.price_in, upstream.price_out) for upstream in settings.upstreams}
        self._rates, self._places = Rates(store), Places(store)
        self._spent: dict[tuple[str, str, str], float] = {}
        """(period, client, what) → as the store had it last."""
        self._owed: Counter[tuple[str, str, str]] = Counter()
        """What the store does not have yet."""
        clients = settings.gateway.clients
        self.counts = settings.gateway.keys or bool(settings.limits.tokens or settings.limits.cost)
        self.counts = self.counts or any(one.tokens or one.cost for one in clients) or any(map(any, self._prices.values()))
        """Whether anybody has a budget of tokens or cost, or an upstream a price: else replies are not looked at."""

    def anew(self, settings: Settings) -> Budgets:
        """By other settings; what is under way and what was spent go on being counted."""
        out = Budgets(settings, self._store)
        out._rates, out._places, out._spent, out._owed = self._rates, self._places, self._spent, self._owed
        return out

    @asynccontextmanager
    async def running(self, caller: Caller) -> AsyncIterator[None]:
        """Count an exchange as long as it runs.

        Raises:
            OverLimit: The caller's rate, number at a time, or budget is used up; nothing left.
            VaultFailed: It could not be counted; nothing left.
        """
        said, name = caller.limits, caller.name
        for what in ("tokens", "cost"):
            if (budget := self._said(said, what)) and self._used(budget, name, what) >= float(budget.partition("/")[0]):
                raise _over(f"the budget of {what}, {budget}, is used up", _until_next(budget))
        if (rate := self._said(said, "rate")) and (wait := await self._rates.hit(rate, name)):
            raise _over(f"the rate of {rate} is used up", wait)
        most = (said.concurrency if said else 0) or self._default.concurrency
        if most and not await self._places.enter(name, most):
            raise _over(f"{most} requests are under way", 1)
        try:
            yield
        finally:
            if most:
                self._places.leave(name)

    async def slow(self, caller: Caller, limit: str) -> None:
        """Count an exchange for a limit of the policy's, `rule: rate`.

        Raises:
            OverLimit: It is used up; nothing left.
            VaultFailed: It could not be counted; nothing left.
        """
        rule, _, rate = limit.rpartition(": ")
        if wait := await self._rates.hit(rate, f"{caller.name} {rule}"):
            raise _over(f"policy: {rule}: {rate}", wait)

    def watch(self, caller: Caller, upstream: str, response: Response, asked: int) -> Response:
        """The same reply; when it ends, what it cost is the caller's.

        Args:
            caller: Who pays.
            upstream: Who answers.
            response: Its reply.
            asked: Bytes of the request, for upstreams that do not say how many tokens that were.
        """
        if not self.counts:
            return response
        return _Counted(response, lambda tokens, size: self._spend(caller, upstream, tokens, asked, size))

    def _spend(self, caller: Caller, upstream: str, tokens: dict[bytes, int], asked: int, size: int) -> None:
        inward = tokens.get(b"prompt_tokens") or tokens.get(b"input_tokens") or asked // CHARACTERS
        outward = tokens.get(b"completion_tokens") or tokens.get(b"output_tokens") or (0 if tokens else size // CHARACTERS)
        price_in, price_out = self._prices.get(upstream, (0.0, 0.0))
        cost = (inward * price_in + outward * price_out) / 1e6
        for period in _periods():
            self._owed[period, caller.name, "tokens"] += inward + outward
            if cost:
                self._owed[period, caller.name, "cost"] += cost  # type: ignore[assignment]

    async def settle(self) -> None:
        """Bring what was spent to the store, learn what others spent, and give back what of the rates is not used.

        Raises:
            VaultFailed: It could not be kept; the next call brings it.
        """
        await self._rates.settle()
        await self._places.settle()
        if not self.counts:
            return
        for period in _periods():
            owed = {key: amount for key, amount in self._owed.items() if key[0] == period}
            rows = [(client, what, float(amount)) for (_, client, what), amount in owed.items()]
            found = await wrap_future(self._store.spend(period, rows))
            for key, amount in owed.items():
                self._owed[key] -= amount
                if abs(self._owed[key]) < 1e-9:
                    del self._owed[key]
            self._spent = {key: used for key, used in self._spent.items() if key[0] != period}
            self._spent.update({(period, client, what): used for client, what, used in found})

    async def month(self) -> list[tuple[str, str, float]]:
        """(caller, tokens | cost, amount) of this month, of all workers."""
        await self.settle()
        return await wrap_future(self._store.spend(_periods()[1], []))

    def _said(self, said: Client | None, what: str) -> str:
        own: str = getattr(said, what) if said else ""
        default: str = getattr(self._default, what)
        return own or default

    def _used(self, budget: str, name: str, what: str) -> float:
        day, month = _periods()
        key = (day if budget.endswith("/day") else month, name, what)
        return self._spent.get(key, 0.0) + self._owed.get(key, 0)


class _Counted(Response):
    """A reply whose tokens are counted as it passes."""

    __slots__ = ("_inner", "_last", "_size", "_tell", "_tokens")

    def __init__(self, inner: Response, tell: object) -> None:
        super().__init__(inner._response, inner._name)
        self._inner, self._tell = inner, tell
        self._tokens: dict[bytes, int] = {}
        self._last, self._size = b"", 0

    async def piece(self) -> bytes:
        """See `Response.piece`."""
        piece = await self._inner.piece()
        self._size += len(piece)
        for name, number in USAGE.findall(self._last + piece):
            self._tokens[name] = max(self._tokens.get(name, 0), int(number))
        self._last = piece[-OVERLAP:]
        return piece

    def close(self) -> None:
        """See `Response.close`; what came until here is paid."""
        tell, self._tell = self._tell, None
        if callable(tell):
            tell(self._tokens, self._size)
        self._inner.close()


def _over(why: str, seconds: float) -> GarimError:
    error = OverLimit(why, hint=f"ask again in {ceil(seconds)} s; whoever keeps Garim sets the limits")
    error.wait = seconds
    return error


def _periods() -> tuple[str, str]:
    """Today and this month, by UTC."""
    now = datetime.now(UTC)
    return f"{now:d%Y-%m-%d}", f"{now:m%Y-%m}"


def _until_next(budget: str) -> float:
    now = datetime.now(UTC)
    rest = 86400 - (now.hour * 3600 + now.minute * 60 + now.second)
    return rest if budget.endswith("/day") else rest + 86400 * (monthrange(now.year, now.month)[1] - now.day)
