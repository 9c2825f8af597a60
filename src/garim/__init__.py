"""Garim (가림): ask outside AI models without showing them your company.

from garim import Screen

screen = Screen.open("garim.toml")
hidden = screen.hide(text)            # text or messages
answer = hidden.restore(reply)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from garim.errors import (
    BadInput,
    BadSettings,
    Broken,
    GarimError,
    GuardTripped,
    NotAllowed,
    OverLimit,
    Refused,
    ReviewNeeded,
    TooLarge,
    Uncovered,
    UnknownModel,
    Unsupported,
    UpstreamBusy,
    UpstreamCut,
    UpstreamFailed,
    UpstreamSlow,
    VaultFailed,
)
from garim.values import Finding

if TYPE_CHECKING:
    from garim.doors.wrap import wrap
    from garim.screen import Found, Hidden, Screen
    from garim.surrogate.restore import Restorer

__all__ = [
    "BadInput",
    "BadSettings",
    "Broken",
    "Finding",
    "Found",
    "GarimError",
    "GuardTripped",
    "Hidden",
    "NotAllowed",
    "OverLimit",
    "Refused",
    "Restorer",
    "ReviewNeeded",
    "Screen",
    "TooLarge",
    "Uncovered",
    "UnknownModel",
    "Unsupported",
    "UpstreamBusy",
    "UpstreamCut",
    "UpstreamFailed",
    "UpstreamSlow",
    "VaultFailed",
    "wrap",
]


_ROOMS = {"Found": "screen", "Hidden": "screen", "Screen": "screen", "Restorer": "surrogate.restore", "wrap": "doors.wrap"}
"""Name → where it is. Finders and their lists take a third of a second: who asks for a version only does not wait for them."""


def __getattr__(name: str) -> Any:
    """Rooms are opened when they are asked for."""
    if name not in _ROOMS:
        raise AttributeError(f"module 'garim' has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"garim.{_ROOMS[name]}"), name)
    return found


def __dir__() -> list[str]:
    return __all__
