"""Memory of what was issued under a name: the sealed store, or this process only."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Protocol

from platformdirs import user_data_path

from garim.config.settings import Settings
from garim.store import Store, open_store
from garim.values import Entry

DAY = 86400.0
REMEMBERED = 10_000
"""Scopes that a process without a store remembers; the longest unused is forgotten first."""


class Scopes(Protocol):
    """Entries by scope."""

    def get(self, scope: str) -> tuple[Entry, ...]:
        """What was issued under a scope; () for an unknown one."""

    def put(self, scope: str, entries: Sequence[Entry]) -> None:
        """Keep what was issued; returns when it is kept."""


class InMemory:
    """Scopes of a library user who named no store: gone when the process ends."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, tuple[Entry, ...]] = OrderedDict()
        self._lock = Lock()

    def get(self, scope: str) -> tuple[Entry, ...]:
        """What was issued under a scope in this process."""
        with self._lock:
            if scope in self._kept:
                self._kept.move_to_end(scope)
            return self._kept.get(scope, ())

    def put(self, scope: str, entries: Sequence[Entry]) -> None:
        """Keep what was issued until the process ends or too many scopes followed."""
        with self._lock:
            self._kept[scope] = tuple(dict.fromkeys((*self._kept.get(scope, ()), *entries)))
            self._kept.move_to_end(scope)
            while len(self._kept) > REMEMBERED:
                self._kept.popitem(last=False)


class Stored:
    """Scopes in the sealed store, opened on first use."""

    def __init__(self, settings: Settings, key: bytes) -> None:
        self._settings, self._key = settings, key
        self._store: Store | None = None
        self._lock = Lock()

    @property
    def store(self) -> Store:
        """The store itself: the vault and the audit."""
        with self._lock:
            if self._store is None:
                self._store = open_store(store_url(self._settings), self._key, keep=self._settings.store.keep_days * DAY)
            return self._store

    def get(self, scope: str) -> tuple[Entry, ...]:
        """What was issued under a scope, by any process that shares the store and the key."""
        return self.store.get(scope).result()

    def put(self, scope: str, entries: Sequence[Entry]) -> None:
        """Keep what was issued; durable when it returns."""
        self.store.put(scope, entries).result()


def store_url(settings: Settings) -> str:
    """The store's address: the setting, or garim.db in the user's data folder."""
    if settings.store.url:
        prefix, path = "sqlite:///", settings.store.url
        if path.startswith(prefix):
            return prefix + str(Path(settings.base or ".") / path.removeprefix(prefix))
        return path
    folder = user_data_path("garim", appauthor=False)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return f"sqlite:///{folder / 'garim.db'}"
