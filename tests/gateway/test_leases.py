"""What callers may ask is counted once, whoever answers: several processes on one store, of either kind."""

from __future__ import annotations

import asyncio
import os
import random
import select
import signal
import socket
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path

import pytest

from garim.gateway import leases
from garim.gateway.leases import LOST, SLOTS, Places, Rate, Rates, rate_of
from garim.store import Store
from tests.e2e import postgres, servers
from tests.e2e.upstream import FakeUpstream
from tests.gateway.test_server import settled, workers_of
from tests.store.conftest import clock, database, opened, url

__all__ = ["clock", "database", "opened", "url"]


@pytest.mark.parametrize(
    ("text", "rate"),
    [("60/minute", Rate(60, 60)), ("3 per 2 hours", Rate(3, 7200)), ("1/second", Rate(1, 1)), ("9/5minute", Rate(9, 300)), ("7/month", Rate(7, 2592000))],
)
def test_a_rate_is_so_many_in_so_many_seconds(text: str, rate: Rate) -> None:
    assert rate_of(text) == rate


@pytest.mark.parametrize("seed", range(4))
def test_no_stretch_of_a_rates_time_holds_more_than_the_rate_and_little_less(seed: int) -> None:
    """The document alone, a clock that a test moves, three processes that take, use and give back as they like."""
    rng = random.Random(seed)
    rate = Rate(rng.choice([7, 60, 500]), 60.0)
    document, now, used = "", 1_700_000_000.0, []
    held: list[list[float]] = [[0, 0, 0.0] for _ in range(3)]  # left, slot, until
    while now < 1_700_000_000.0 + 400:
        now += rng.expovariate(rate.most / 20)
        one = rng.choice(held)
        if not one[0] or now >= one[2]:
            document, got = leases._taken(rate, rng.choice([1, 2, 8, 64]), int(one[1]), int(one[0]), document, now)
            one[:] = [got.number, got.slot, now + got.seconds]
        if one[0]:
            one[0] -= 1
            used.append(now)
    most = max(index - bisect_left(used, at - rate.seconds) + 1 for index, at in enumerate(used))
    assert most <= rate.most
    busy = used[-1] - used[0]
    assert len(used) >= 0.8 * rate.most * busy / (rate.seconds * (1 + 1 / SLOTS))


@pytest.mark.parametrize("most", [1, 50, 2000])
def test_several_processes_that_are_hammered_use_a_rate_up_and_never_more(opened: Callable[..., Store], most: int) -> None:
    stores = [opened() for _ in range(3)]
    asked = Counter[str]()

    async def hammer() -> int:
        all_rates = [Rates(store) for store in stores]
        for store in stores:
            kept = store.book.lease
            store.book.lease = lambda *more, kept=kept: asked.update(["store"]) or kept(*more)  # type: ignore[method-assign]

        async def one(rates: Rates) -> int:
            got, until = 0, time.monotonic() + 20
            while time.monotonic() < until:
                if await rates.hit(f"{most}/hour", "mina"):
                    await rates.settle()  # as every second: what another holds and does not use comes back
                    break
                got += 1
                await asyncio.sleep(0)
            return got

        first = sum(await asyncio.gather(*(one(rates) for rates in all_rates for _ in range(4))))
        for rates in all_rates:
            await rates.settle()
            rates._shares.clear()
        return first + sum([await one(rates) for rates in all_rates])

    assert asyncio.run(hammer()) == most
    assert asked["store"] < 80 + most // 8


def test_one_that_is_over_its_rate_does_not_ask_the_store_each_time(opened: Callable[..., Store]) -> None:
    store = opened()

    async def ask() -> list[float]:
        rates = Rates(store)
        return [await rates.hit("1/hour", "mina") for _ in range(1000)]

    begun = time.monotonic()
    waits = asyncio.run(ask())
    assert waits[0] == 0.0 and 0 < waits[-1] <= 3600 * (1 + 1 / SLOTS)
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("most", [1, 2, 7])
def test_never_more_than_so_many_at_a_time_and_nobody_waits_for_nothing(opened: Callable[..., Store], most: int) -> None:
    stores = [opened() for _ in range(3)]
    running, peak = [0], [0]

    async def hammer() -> int:
        processes = [Places(store) for store in stores]
        rng, done = random.Random(most), [0]

        async def settling() -> None:
            while True:
                await asyncio.sleep(0.2)
                for one in processes:
                    await one.settle()

        async def ask(places: Places, until: float) -> None:
            while time.monotonic() < until:
                if await places.enter("mina", most):
                    running[0] += 1
                    peak[0] = max(peak[0], running[0])
                    await asyncio.sleep(rng.uniform(0, 0.01))
                    running[0] -= 1
                    done[0] += 1
                    places.leave("mina")

        tidy = asyncio.create_task(settling())
        await asyncio.gather(*(ask(one, time.monotonic() + 3) for one in processes for _ in range(3)))
        tidy.cancel()
        await asyncio.sleep(0.3)
        for one in processes:  # the first look notes what was needed of late, the second gives it back
            await one.settle()
            await one.settle()
        alone = 0
        while alone < most and await processes[0].enter("mina", most):
            alone += 1
        assert alone == most and not await processes[0].enter("mina", most)
        assert not await processes[1].enter("mina", most)
        return done[0]

    assert asyncio.run(hammer()) > 20
    assert peak[0] <= most


def test_whoever_works_alone_one_after_the_other_is_never_refused(opened: Callable[..., Store]) -> None:
    """One at a time, answered by whichever process: the place that the last one had is given back in time."""
    stores = [opened() for _ in range(3)]

    async def ask() -> float:
        processes, longest = [Places(store) for store in stores], 0.0
        for number in range(30):
            begun = time.monotonic()
            assert await processes[number % 3].enter("mina", 1)
            longest = max(longest, time.monotonic() - begun)
            processes[number % 3].leave("mina")
        return longest

    assert asyncio.run(ask()) < 1


def test_places_of_one_that_was_killed_are_others_after_a_while(opened: Callable[..., Store], clock: object) -> None:
    stores = [opened() for _ in range(2)]

    async def ask() -> None:
        dead, alive = Places(stores[0]), Places(stores[1])
        assert await dead.enter("mina", 1)
        assert not await alive.enter("mina", 1)
        clock.now += LOST - 1  # type: ignore[attr-defined]
        await dead.settle()
        clock.now += 2  # type: ignore[attr-defined]
        assert not await alive.enter("mina", 1)
        clock.now += LOST  # type: ignore[attr-defined]
        assert await alive.enter("mina", 1)

    asyncio.run(ask())


TOML = """
[screen]
lexicons = ["words.jsonl"]
names = "off"
[store]
url = "{store}"
[gateway]
workers = 2
[[gateway.clients]]
name = "mina"
key_sha256 = "{mina}"
rate = "40/hour"
[[gateway.clients]]
name = "juno"
key_sha256 = "{juno}"
concurrency = 3
[[policy.rules]]
name = "slowly"
purposes = ["batch"]
limit = "9/hour"
[[upstream]]
name = "up"
url = "{url}"
"""


@pytest.mark.parametrize("replicas", [1, 2])
def test_workers_and_replicas_that_are_hammered_keep_to_one_budget(_upstream: FakeUpstream, tmp_path: Path, replicas: int) -> None:
    """Two workers on SQLite; two machines of two on PostgreSQL. A worker that is killed takes no places with it for long."""
    keys = {name: sha256(name.encode()).hexdigest() for name in ("mina", "juno")}
    toml = TOML.replace("{url}", _upstream.url).replace("{mina}", keys["mina"]).replace("{juno}", keys["juno"])
    with ExitStack() as stack:
        store = "sqlite:///garim.db" if replicas == 1 else stack.enter_context(postgres.running())
        toml, gateways = toml.replace("{store}", store), []
        for number in range(replicas):
            (folder := tmp_path / str(number)).mkdir()
            gateways.append(stack.enter_context(servers.as_process(folder, toml)))

        def ask(number: int, who: str, purpose: str = "") -> int:
            headers = {"x-garim-key": who} | ({"x-garim-purpose": purpose} if purpose else {})
            return gateways[number % replicas].chat(f"hello {number}", headers=headers).status

        with ThreadPoolExecutor(12) as threads:
            got = Counter(threads.map(lambda number: ask(number, "mina"), range(120)))
            assert set(got) == {200, 429} and 36 <= got[200] <= 40
            got = Counter(threads.map(lambda number: ask(number, "juno", "batch"), range(2)))
            assert got == {200: 2}
            got = Counter([ask(number, "juno", "batch") for number in range(16)])
            assert set(got) == {200, 429} and 6 <= got[200] <= 7
        waiting = three_at_a_time(_upstream, gateways)
        killed = workers_of(gateways[0])
        for pid in killed:  # what they held is lost, and theirs no longer after a while
            os.kill(pid, signal.SIGKILL)
        assert settled(lambda: not set(killed) & set(now := workers_of(gateways[0])) and len(now) == 2)
        for one in waiting:
            one.close()
        select.select([], [], [], LOST + 1)
        for one in three_at_a_time(_upstream, gateways):
            one.close()


def three_at_a_time(upstream: FakeUpstream, gateways: list[servers.Gateway]) -> list[socket.socket]:
    """Eight requests of which three are under way, never more; for a moment a place that was left is not yet another worker's."""
    for _ in range(10):
        upstream.clear()
        waiting = [asking(gateways[number % len(gateways)], "juno") for number in range(8)]
        assert settled(lambda waiting=waiting: sum(map(answered, waiting)) + len(upstream.bodies) == 8)
        assert len(upstream.bodies) <= 3
        if len(upstream.bodies) == 3:
            return waiting
        for one in waiting:
            one.close()
        select.select([], [], [], 1)
    raise AssertionError(f"{len(upstream.bodies)} of three places")


def asking(gateway: servers.Gateway, who: str) -> socket.socket:
    """A request that the upstream does not answer, on a connection of its own."""
    body = b'{"model":"wait","messages":[{"role":"user","content":"hello"}]}'
    head = f"POST /v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1\r\nx-garim-key: {who}\r\ncontent-length: {len(body)}\r\n\r\n"
    connection = gateway.connect()
    connection.sendall(head.encode() + body)
    return connection


def answered(connection: socket.socket) -> bool:
    return bool(select.select([connection], [], [], 0)[0])
