"""Garim (가림): ask outside AI models without showing them your company.

from garim import Screen

screen = Screen.open("garim.toml")
hidden = screen.hide(text)            # text or messages
answer = hidden.restore(reply)
"""

from garim.errors import (
    BadInput,
    BadSettings,
    Broken,
    GarimError,
    GuardTripped,
    NotAllowed,
    Refused,
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
    "Refused",
    "Restorer",
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
]
