"""Doors into other tools: one file a tool, each optional; a tool's package is imported when its door is opened."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import orjson

from garim.config import Stored
from garim.errors import BadInput, BadSettings, Refused, ReviewNeeded
from garim.exchange import Outbound, reply
from garim.exchange.steps import Choose, Effect, Hide, Keep, Load, Place, Record, Send, Task, drive, hidden, outward
from garim.policy.rules import ROUTES
from garim.values import Decision, Entry, Receipt
from garim.wire import protocols

if TYPE_CHECKING:
    from garim.screen import Screen
    from garim.wire.reply import Restorer


class Texts:
    """A reply whose texts a door takes out itself: its reader is what makes the restorers."""

    name = "chat"

    def reply(self, stream: bool, restorer: Callable[[str], Restorer]) -> Callable[[str], Restorer]:
        """The maker of restorers, as it came."""
        return restorer


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


def check_review(decision: Decision) -> None:
    """Hold a request to policy where somebody else must see it first: only the gateway knows who that is.

    Raises:
        ReviewNeeded: Nothing left.
    """
    if decision.review == "other":
        hint = "ask through the gateway, where a reviewer can agree to it"
        raise ReviewNeeded(f"policy: {decision.decided}: somebody else must see this before it leaves", hint=hint)


def record(screen: Screen, receipt: Receipt) -> None:
    """Add a receipt to the audit of the screen's store; a screen without a store has none.

    Raises:
        VaultFailed: It was not added. Nothing left.
    """
    if isinstance(screen.scopes, Stored):
        screen.scopes.store.append(receipt).result()


def hide_chat(body: dict[str, Any], screen: Screen, trust: str, issued: Iterable[Entry] = ()) -> tuple[Any, Outbound]:
    """A conversation as a tool holds it in memory → the same with surrogates, and what went into it.

    Every string of it is looked at, keys included, whatever the tool calls them; the receipt is recorded.

    Args:
        body: JSON values with `messages`, each with a `role` or `type`.
        screen: Finders, policy and key.
        trust: outside | inside | local.
        issued: Entries of earlier exchanges whose surrogates stay the same.

    Raises:
        BadInput: It holds something that is not JSON. Nothing left.
        Refused: Policy or guard. Nothing left.
    """
    protocol = protocols.find("POST", "/v1/chat/completions", {})
    assert protocol is not None
    try:
        data = orjson.dumps(body)
    except TypeError:
        raise BadInput("the request holds something that is not JSON; nothing left") from None
    # The path of a protocol says nothing here: whatever the tool calls its fields, all of them are read.
    story = outward(protocol, Task("POST", "", data))
    out = drive(story, lambda effect: step(effect, screen, trust, tuple(issued))).out
    return orjson.loads(out.body), out


def step(effect: Effect, screen: Screen, trust: str, issued: tuple[Entry, ...] = ()) -> Any:
    """One step of a story, done here and now.

    Args:
        effect: The step.
        screen: Finders, policy, key and memory.
        trust: How far the model is trusted: outside | inside | local.
        issued: Entries beside those of the scopes.

    Raises:
        GarimError: It failed. Nothing left.
    """
    memory = screen.scopes
    if isinstance(effect, Load):
        return tuple(dict.fromkeys(entry for name in effect.scopes for entry in memory.get(name)))
    if isinstance(effect, Hide):
        task = effect.task._replace(issued=(*issued, *effect.task.issued))
        return hidden(task, screen.screening, effect.protocol)
    if isinstance(effect, Choose):
        if effect.read.out.body:
            check_route(effect.read.out.route, trust)
            check_review(effect.read.out.decision)
        return [Place("", effect.read.out)]
    if isinstance(effect, Keep):
        memory.put(effect.scope, effect.entries)
    elif isinstance(effect, Record):
        record(screen, effect.receipt)
    return isinstance(effect, Send)  # who drives it sends what the story gives


def restorers(out: Outbound, screen: Screen) -> Callable[[str], Restorer]:
    """What makes a restorer for one text of the reply to `out`, by its form: text | json | name."""
    return reply(Texts(), out, screen.screening, stream=False)
