"""Rates, and how many at a time, counted in the store for all workers and machines.

A process takes from the store what it is likely to need soon, and counts that down by itself, so a request seldom waits for
the store. What it does not use it gives back within a second.

    a rate       its time is cut into SLOTS; what is taken in a slot is used in it, and counts for as long as the rate's time and
                 one slot more: so in no stretch of that time more than the rate is used, and a twentieth less at most
    at a time    each process holds places, says every second that it is still there, and loses them LOST seconds after it did
                 so last: one that was killed holds none for longer
"""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from asyncio import wrap_future
from contextlib import suppress
from functools import lru_cache, partial
from typing import NamedTuple

from garim.errors import GarimError
from garim.policy.check import LIMIT, SECONDS
from garim.store import Store

SLOTS = 20
"""Into which a rate's time is cut."""
BRISK = 0.5
"""Seconds: what lasts shorter is taken twice as much of the next time."""
SURE = 0.5
"""Seconds for which it is believed that nothing is left."""
LOST = 10.0
"""Seconds without a word after which a process' places are others'."""
WAIT = 1.2
"""Seconds in which others give back the places that they do not need."""
POLL = 0.03
MANY = 1 << 30
"""Places, where what was taken before is held on to."""


class Rate(NamedTuple):
    """So many in so many seconds."""

    most: int
    seconds: float


@lru_cache(maxsize=1024)
def rate_of(text: str) -> Rate:
    """A rate as numbers: "60/minute"."""
    found = LIMIT.fullmatch(text)
    most, times, unit = found.groups() if found else ("0", "1", "second")
    return Rate(int(most), int(times or 1) * SECONDS[unit])


class _Share:
    """What this process took of one rate and has not used."""

    __slots__ = ("at", "left", "lock", "none_until", "slot", "until", "wait", "want")

    def __init__(self) -> None:
        self.left = self.want = self.slot = 0
        self.at = self.until = self.none_until = self.wait = 0.0
        self.lock = asyncio.Lock()


class Rates:
    """Rates by name."""

    def __init__(self, store: Store) -> None:
        """`store`: where they are counted."""
        self._store = store
        self._shares: dict[tuple[str, str], _Share] = {}

    async def hit(self, rate: str, name: str) -> float:
        """Count one.

        Returns: 0.0; where none is left, how many seconds until one may be.

        Raises:
            VaultFailed: It could not be counted.
        """
        share = self._shares.get((rate, name)) or self._shares.setdefault((rate, name), _Share())
        if (said := _here(share)) is not None:
            return said
        async with share.lock:
            if (said := _here(share)) is not None:
                return said
            now = time.monotonic()
            share.want = share.want * 2 if share.want and now - share.at < BRISK else 1
            await self._take(rate, name, share, share.want)
            said = _here(share)
            return share.wait if said is None else said

    async def settle(self) -> None:
        """Give back what was taken and is not used. Raises: VaultFailed."""
        now = time.monotonic()
        for (rate, name), share in list(self._shares.items()):
            async with share.lock:
                if share.left and (now >= share.until or now - share.at > 2 * BRISK):
                    await self._take(rate, name, share, 0)
                elif not share.left and now - share.at > LOST:
                    self._shares.pop((rate, name), None)

    async def _take(self, rate: str, name: str, share: _Share, want: int) -> None:
        asked, (back, share.left) = time.monotonic(), (share.left, 0)
        change = partial(_taken, rate_of(rate), want, share.slot, back)
        work = partial(self._store.book.lease, f"rate {rate} {name}", change)
        try:
            got = await wrap_future(self._store.do(work))
        except GarimError:
            share.left, share.until = back, 0.0  # not given back yet, and no longer to be used
            raise
        share.left, share.slot, share.until = got.number, got.slot, asked + got.seconds
        share.at = asked if want else share.at
        if want and not got.number:
            share.wait, share.none_until = got.wait, asked + min(got.wait, SURE)


def _here(share: _Share) -> float | None:
    """Use one of what was taken: 0.0; how long to wait where it is known that none is left; None where nothing is known."""
    now = time.monotonic()
    if share.left and now < share.until:
        share.left -= 1
        return 0.0
    return share.wait if now < share.none_until else None


class _Taken(NamedTuple):
    number: int
    slot: int
    seconds: float
    """In which they may be used."""
    wait: float
    """Seconds until there are more, where there are none."""


def _taken(rate: Rate, want: int, slot_back: int, back: int, document: str, now: float) -> tuple[str, _Taken]:
    """Take some of a rate, and give back what was taken of an earlier slot."""
    width = rate.seconds / SLOTS
    slot = int(now // width)
    # A slot that is far ahead was counted by a clock that had jumped.
    used = {int(at): n for at, n in json.loads(document or "{}").items() if abs(int(at) - slot) <= SLOTS}
    if back and slot_back in used:
        used[slot_back] -= back
    used = {at: n for at, n in used.items() if n > 0}
    free = rate.most - sum(used.values())
    number = max(0, min(want, max(1, free // 4), free))
    if number:
        used[slot] = used.get(slot, 0) + number
    wait = 0.0 if number else (min(used, default=slot) + SLOTS + 1) * width - now
    return json.dumps(used), _Taken(number, slot, (slot + 1) * width - now, wait)


class _Held:
    """The places of one name that this process holds."""

    __slots__ = ("full", "lock", "peak", "places", "running")

    def __init__(self) -> None:
        self.running = self.places = self.peak = 0
        self.full = False
        """Whether nobody could have more when the store was asked last: what is not needed goes back at once."""
        self.lock = asyncio.Lock()


class Places:
    """How many are under way, by name."""

    def __init__(self, store: Store) -> None:
        """`store`: where they are counted."""
        self._store, self._me = store, secrets.token_hex(8)
        self._names: dict[str, _Held] = {}
        self._giving: set[asyncio.Task[None]] = set()

    async def enter(self, name: str, most: int) -> bool:
        """Take a place, if one of `most` is free; `leave` gives it back. Raises: VaultFailed."""
        held = self._names.get(name) or self._names.setdefault(name, _Held())
        if not _entered(held):
            until = time.monotonic() + WAIT
            async with held.lock:
                while not _entered(held):
                    want = 2 * held.running + 1
                    held.places, free, others = await self._hold(name, most, want, held)
                    held.full = not free
                    if _entered(held):
                        break
                    if not others or time.monotonic() > until:
                        return False
                    await asyncio.sleep(POLL)
        return True

    def leave(self, name: str) -> None:
        """Give a place back; returns at once."""
        held = self._names[name]
        held.running -= 1
        if held.full:
            task = asyncio.create_task(self._give(name, held))
            self._giving.add(task)
            task.add_done_callback(self._giving.discard)

    async def settle(self) -> None:
        """Say that this process is still there, and give back what it did not need of late. Raises: VaultFailed."""
        for name, held in list(self._names.items()):
            async with held.lock:
                if held.places:
                    # What is given back is not used from here on, whatever the store is busy with.
                    held.places = max(held.running, min(held.peak, held.places))
                    held.peak = held.running
                    await self._hold(name, MANY, held.places, held)

    async def _give(self, name: str, held: _Held) -> None:
        async with held.lock:
            if held.places > held.running:
                held.places = held.running
                with suppress(GarimError):  # the next `settle` says it
                    await self._hold(name, MANY, held.places, held)

    async def _hold(self, name: str, most: int, want: int, held: _Held) -> tuple[int, int, bool]:
        work = partial(self._store.book.lease, f"places {name}", partial(_holding, self._me, most, want, held.running))
        return await wrap_future(self._store.do(work))


def _entered(held: _Held) -> bool:
    if held.running >= held.places:
        return False
    held.running += 1
    held.peak = max(held.peak, held.running)
    return True


def _holding(me: str, most: int, want: int, running: int, document: str, now: float) -> tuple[str, tuple[int, int, bool]]:
    """Hold `want` places of `most`, those that are in use in any case: (held, free, whether others hold some)."""
    known = {who: (n, until) for who, (n, until) in json.loads(document or "{}").items() if now < until <= now + 2 * LOST}
    known.pop(me, None)
    others = sum(n for n, _ in known.values())
    number = max(min(want, most - others), running)
    if number:
        known[me] = (number, now + LOST)
    return json.dumps(known), (number, most - others - number, others > 0)
