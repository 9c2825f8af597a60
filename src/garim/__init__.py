"""Garim (가림): ask outside AI models without showing them your company.

from garim import Screen

screen = Screen.open("garim.toml")
hidden = screen.hide(text)            # text or messages
answer = hidden.restore(reply)
"""

from __future__ import annotations

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
from garim.screen import Found, Hidden, Screen
from garim.surrogate.restore import Restorer
from garim.values import Finding

if TYPE_CHECKING:
    from garim.doors.wrap import wrap

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


def __getattr__(name: str) -> Any:
    """Doors are opened when they are asked for."""
    if name == "wrap":
        from garim.doors.wrap import wrap

        return wrap
    raise AttributeError(name)
