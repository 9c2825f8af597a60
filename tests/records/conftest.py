"""A shelf in either store, on a clock that a test sets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from garim.records.shelf import Shelf
from garim.store import open_store
from tests.store.conftest import Clock, clock, database, opened, url

__all__ = ["clock", "database", "opened", "url"]


@pytest.fixture
def shelf(tmp_path: Path, clock: Clock) -> Shelf:
    """This machine's user's, in a file."""
    return Shelf(open_store(f"sqlite:///{tmp_path}/garim.db", bytes(range(32)), clock=clock))


@pytest.fixture
def other(tmp_path: Path, clock: Clock) -> Shelf:
    """The same person's in another Garim with another key."""
    return Shelf(open_store(f"sqlite:///{tmp_path}/other.db", bytes(range(1, 33)), clock=clock))


Shelves = Callable[..., Shelf]


@pytest.fixture
def shelves(opened: Callable[..., object]) -> Shelves:
    """Shelves of any owner in the store of this test, SQLite and PostgreSQL."""
    store = opened()
    return lambda owner="", **more: Shelf(store, owner, **more)  # type: ignore[arg-type]
