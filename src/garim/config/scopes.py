"""Memory of what was issued under a name: the sealed store, or this process only."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Protocol

from platformdirs import user_data_path

from garim.config.settings import Settings
from garim.errors import BadSettings
from garim.store import Store, open_store
from garim.store.anchor import Anchor
from garim.store.keys import Keys, open_keys
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

    def holds(self, scope: str) -> bool:
        """Whether something was hidden under a scope, also where nothing was found in it."""


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

    def holds(self, scope: str) -> bool:
        """Whether something was hidden under a scope in this process."""
        with self._lock:
            return scope in self._kept


class Stored:
    """Scopes in the sealed store, opened on first use."""

    def __init__(self, settings: Settings, keys: Keys) -> None:
        self._settings, self._keys = settings, keys
        self._store: Store | None = None
        self._lock = Lock()

    @property
    def store(self) -> Store:
        """The store itself: the vault and the audit."""
        with self._lock:
            if self._store is None:
                self._store = open_settings(self._settings, self._keys)
            return self._store

    def get(self, scope: str) -> tuple[Entry, ...]:
        """What was issued under a scope, by any process that shares the store and the key."""
        return self.store.get(scope).result()

    def put(self, scope: str, entries: Sequence[Entry]) -> None:
        """Keep what was issued; durable when it returns."""
        self.store.put(scope, entries).result()

    def holds(self, scope: str) -> bool:
        """Whether something was hidden under a scope, by any process that shares the store and the key."""
        return self.store.do(lambda: self.store.book.holds(scope, "")).result()


def key_path(settings: Settings) -> Path:
    """The key file: the setting, or garim/key in the user's data folder."""
    named = settings.screen.key_file
    return Path(settings.base or ".") / named if named else user_data_path("garim", appauthor=False) / "key"


def open_key(settings: Settings) -> Keys:
    """The keys: GARIM_KEY, the settings' command or key file, or a key file that is made on first use.

    Raises:
        BadSettings: There is none, or it is gone while the store that it opens is there.
    """
    url = store_url(settings)
    there = url.startswith("sqlite:///") and Path(url.removeprefix("sqlite:///")).exists()
    return open_keys(key_path(settings), command=settings.screen.key_command, make=not there)


def key_told(settings: Settings, keys: Keys) -> str:
    """What to say where the key file no longer gives the keys that are in use: with it as it is, the next start fails. "" where
    it gives them, or none is used."""
    if settings.screen.key_command:
        return ""
    path = key_path(settings)
    try:
        return "" if open_keys(path, make=False) == keys else f"the key file {path} holds another key than the one in use"
    except BadSettings as error:
        return error.message


def open_settings(settings: Settings, keys: Keys, *, guarded: bool = True) -> Store:
    """The store that the settings name.

    Args:
        settings: [store] says where, for how long, and where its anchor is.
        keys: Of `open_keys`.
        guarded: False opens it also where it is not the one that it was, to look at it.

    Raises:
        BadSettings: The store was made with another key, or its address is of no known kind.
        VaultFailed: It cannot be opened, or is not the store that it was.
    """
    store = settings.store
    return open_store(
        store_url(settings),
        keys.master,
        keep=store.keep_days * DAY,
        mint=keys.mint,
        anchors=anchors(settings),
        guarded=guarded,
        full=store.sync == "full",
    )


def anchors(settings: Settings) -> Path | None:
    """The folder of anchors: the setting, or beside the key file; None where they are off."""
    chosen = settings.store.anchor
    if chosen == "off":
        return None
    if chosen:
        return Path(settings.base or ".") / chosen
    return key_path(settings).parent / "anchors"


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


def gone(settings: Settings, keys: Keys) -> str:
    """What to say where the store's file is not there or empty although there was one; "" where it is there."""
    url, folder = store_url(settings), anchors(settings)
    path = Path(url.removeprefix("sqlite:///"))
    if not url.startswith("sqlite:///") or (path.exists() and path.stat().st_size):
        return ""
    anchor = Anchor(folder, str(path.resolve()), keys.mint) if folder else None
    known = anchor.known() if anchor else None
    return f"the store {path} is gone: its audit had {known.number} records" if known else ""
