"""A made year: records in the audit and lines in the history, as the gateway would write them, by a clock of its own."""

from __future__ import annotations

import random
from hashlib import sha256
from pathlib import Path
from typing import Any

from garim.retro import uses
from garim.retro.purpose import PURPOSES
from garim.store import Store, open_store
from garim.values import Receipt

KEY = bytes(range(32))
MODELS = ("gpt-5", "claude-sonnet", "house-llm")
PLACES = {"openai": "outside", "anthropic": "outside", "house": "inside", "here": "local"}
KINDS = ("person", "email", "kr_phone_mobile", "host", "org", "secret.aws", "db_object")


class Clock:
    """A clock that a test sets."""

    def __init__(self, now: float) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


def opened(folder: Path, now: float = 1_767_225_600.0, key: bytes = KEY) -> tuple[Store, Clock]:
    """A store of its own whose clock a test sets."""
    clock = Clock(now)
    return open_store(f"sqlite:///{folder}/garim.db", key, clock=clock), clock


class Maker:
    """Makes exchanges, in the order of time."""

    def __init__(self, store: Store, clock: Clock, seed: int = 1) -> None:
        self.store, self.clock, self.rng, self.count, self.seed = store, clock, random.Random(seed), 0, seed
        self.lines: dict[str, list[uses.Line]] = {}

    def exchange(self, at: float, client: str = "", *, noted: bool = True, purpose: str = "", agent: bool = False, **more: Any) -> str:
        """One exchange that left; the beginning of its hash."""
        self.count += 1
        rng, self.clock.now = self.rng, at
        upstream = more.pop("upstream", None) or rng.choice(list(PLACES))
        counts = {kind: rng.randrange(1, 5) for kind in rng.sample(KINDS, rng.randrange(4))}
        sha = sha256(f"{client} {self.seed} {self.count}".encode()).hexdigest()
        said: dict[str, Any] = {"protocol": rng.choice(["chat", "anthropic", "responses"]), "model": rng.choice(MODELS), "counts": counts, **more}
        if self.count % 3 == 0:  # a conversation that was sent again: the first of each kind was hidden before
            said["fresh"] = {kind: number - 1 for kind, number in said["counts"].items() if number > 1}
        receipt = Receipt(client=client, upstream=upstream, trust=PLACES.get(upstream, ""), outbound_sha256=sha, outbound_bytes=9, characters=rng.randrange(9000), **said)
        self.store.append(receipt).result()
        if noted:
            chance = rng.randrange(30, 100)
            self.lines.setdefault(client, []).append(
                uses.Asked(at + 0.01, sha[: uses.SHORT], purpose or rng.choice(PURPOSES), chance, chance > 60, rng.choice(["ko", "ko", "en", ""]), rng.choice([0, 0, 0, 1, 2]), rng.choice([0, 0, 1]), rng.random() < 0.1, f"t{self.count % 50}/a{self.seed}-{self.count}" if rng.random() < 0.6 else "")
            )
            if agent:  # it went on by itself
                line = self.lines[client].pop()
                self.lines[client].append(uses.Asked(line.at, line.sha, line.purpose, line.chance, line.sure, line.language, by_tool=True))
            if self.lines[client][-1].answer and rng.random() < 0.5:
                self.lines[client].append(uses.Did(at + rng.random() * 90_000, self.lines[client][-1].answer, rng.choice(uses.DOES)))
        return sha[: uses.SHORT]

    def other(self, at: float, status: str, client: str = "", **more: Any) -> None:
        """A record of something that did not leave, ended badly, or asks no model."""
        self.clock.now = at
        self.store.append(Receipt(client=client, status=status, **{"protocol": "chat", **more})).result()

    def write(self, size: int = 90) -> None:
        """Keep the lines, in documents as the gateway would make."""
        for client, lines in self.lines.items():
            for begin in range(0, len(lines), size):
                uses.write(self.store.history, client, f"made-{self.seed}/{begin}", lines[begin : begin + size], 0.0).result()
        self.lines = {}


def year(store: Store, clock: Clock, begin: float, count: int, client: str = "", seed: int = 1, span: float = 365 * 86400.0, agents: bool = False) -> Maker:
    """A year of exchanges, as people work: days more than nights, some refused, some broken off, some calls that ask no model."""
    maker = Maker(store, clock, seed)
    rng = maker.rng
    for at in sorted(begin + int(rng.random() * span / 86400) * 86400 + hour(rng) * 3600 for _ in range(count)):
        maker.exchange(at, client, noted=rng.random() < 0.97, agent=agents and maker.count % 11 == 0)
        roll = rng.random()
        if roll < 0.03:
            maker.other(at + 0.2, "failed", client, error="upstream_cut", outbound_sha256="f" * 64)
        elif roll < 0.05:
            maker.other(at + 0.2, "refused", client, error="refused")
        elif roll < 0.06:
            maker.other(at + 0.2, "sent", client, protocol="embeddings", outbound_sha256="e" * 64)
    maker.write()
    return maker


def hour(rng: random.Random) -> float:
    """An hour of the day in UTC at which somebody in Seoul works: most from nine to seven."""
    while True:
        at = rng.random() * 24
        if rng.random() < (1.0 if at < 10 else 0.12):
            return at
