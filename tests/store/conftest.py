"""Stores for the tests: both kinds keep the same promises."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from garim.store import Store, open_store
from tests.e2e import postgres

KEY = bytes(range(32))


class Clock:
    """A clock that a test sets."""

    now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def database() -> Iterator[str]:
    with postgres.running() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/deep/garim.db"
    address: str = request.getfixturevalue("database")
    empty(address)
    return address


@pytest.fixture
def opened(url: str, clock: Clock) -> Iterator[Callable[..., Store]]:
    """Opens the store of this test, any number of times."""
    stores: list[Store] = []

    def open_one(key: bytes = KEY, **more: Any) -> Store:
        stores.append(open_store(url, key, clock=clock, **more))
        return stores[-1]

    yield open_one
    for store in stores:
        store.close()


def empty(address: str) -> None:
    tables = "vault audit meta keys page checkpoints clients budgets leases schema".split()
    execute(address, "; ".join(f"DROP TABLE IF EXISTS garim_{table}" for table in tables))


def execute(url: str, sql: str) -> list[tuple[object, ...]]:
    """Reach into the database past the store."""
    if url.startswith("sqlite:///"):
        import sqlite3

        with sqlite3.connect(url.removeprefix("sqlite:///"), timeout=10) as db:
            return db.execute(sql).fetchall()
    import asyncio

    import asyncpg

    async def run() -> list[tuple[object, ...]]:
        db = await asyncpg.connect(url)
        try:
            if sql.startswith("SELECT"):
                return [tuple(row) for row in await db.fetch(sql)]
            await db.execute(sql)
            return []
        finally:
            await db.close()

    return asyncio.run(run())
