"""Doors into other tools: one file a tool, each optional; a tool's package is imported when its door is opened."""

from __future__ import annotations

from garim.errors import BadSettings, Refused
from garim.policy.rules import ROUTES


def check_trust(trust: str) -> str:
    """The trust in a model that a caller states, checked.

    Raises:
        BadSettings: It is none of outside, inside, local.
    """
    if trust not in ROUTES[:-1]:
        raise BadSettings("trust is none of outside, inside, local", hint="leave it out for a model outside the company")
    return trust


def check_route(route: str, trust: str) -> None:
    """Hold a request to policy.

    Args:
        route: The least trusted place where it may go.
        trust: How far its model is trusted: outside | inside | local.

    Raises:
        Refused: The model is not trusted with it. Nothing left.
    """
    if ROUTES.index(trust) < ROUTES.index(route):
        raise Refused(f"policy: this may go {route} at most, and the model is {trust}", hint=f'use one with trust="{route}"')
