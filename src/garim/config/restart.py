"""Settings that a running server keeps until it is started again: where it listens, its store, its keys, its models."""

from __future__ import annotations

from hashlib import sha256

import msgspec

from garim.config.settings import Settings

WAITS = {
    "[gateway] bind": ("gateway", ("bind",)),
    "[gateway] workers": ("gateway", ("workers",)),
    "[gateway] traces": ("gateway", ("traces",)),
    "[store]": ("store", ()),
    "[models]": ("models", ()),
    "[screen] names": ("screen", ("names",)),
    "[screen] key_file or key_command": ("screen", ("key_file", "key_command")),
}
"""As they are called → section and fields; () is all of it."""


def kept(old: Settings, fresh: Settings) -> Settings:
    """Settings as they hold in a server that runs by `old`: the fresh ones, but for those that wait."""
    for section, fields in WAITS.values():
        part = getattr(old, section)
        if fields:
            part = msgspec.structs.replace(getattr(fresh, section), **{name: getattr(part, name) for name in fields})
        fresh = msgspec.structs.replace(fresh, **{section: part})
    return fresh


def waiting(old: Settings, fresh: Settings) -> list[str]:
    """Those that changed and wait, as they are called."""
    before, after = digests(old), digests(fresh)
    return [name for name in WAITS if before[name] != after[name]]


def digests(settings: Settings) -> dict[str, str]:
    """What they are, as hashes: to know later whether they changed."""
    said = {name: (getattr(settings, section), fields) for name, (section, fields) in WAITS.items()}
    return {
        name: sha256(repr([getattr(part, one) for one in fields or part.__struct_fields__]).encode()).hexdigest()[:16]
        for name, (part, fields) in said.items()
    }
