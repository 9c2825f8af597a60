"""Conversations that their owners gave for training on the page: up to where they were then, hidden as the gateway hides them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256

import msgspec

from garim.bulk.work import is_personal
from garim.config.policies import known_kinds
from garim.config.scopes import Stored
from garim.corpus import chat
from garim.corpus.documents import Document
from garim.corpus.sources import Left
from garim.detect.patterns.kinds import all_kinds
from garim.errors import BadInput, BadSettings
from garim.exchange import Screening
from garim.exchange.hide import hide
from garim.gateway.thread import GIVEN, MESSAGE, Given, Message, messages_of, path_to
from garim.policy.rules import StylesOnly
from garim.screen import Screen
from garim.values import Event, Slot

FAMILIES = {"person": "person", "email": "email", "address": "address", "customer": "stem", "employee_id": "code"}
"""Kinds that no pattern finds → their families, where they are people's."""


def conversations(opened: Screen, *, training: bool) -> Iterator[Document | Left]:
    """All of them, in the order in which they were given.

    Args:
        opened: Its store holds them; its finders and key hide them.
        training: Whether only people, customers and secrets are hidden: the company's own words stay, for the model does.

    Raises:
        BadSettings: There is no store.
        VaultFailed: It cannot be read, or does not open with this key, or the audit takes no record of it.
        Refused: Something cannot be hidden.
    """
    if not isinstance(opened.scopes, Stored):
        raise BadSettings("there is no store", hint="[store] url says where the conversations are")
    store = opened.scopes.store
    history = store.history
    screening = _screening(opened.screening, training)
    every = [(row.name, msgspec.json.decode(row.data, type=Given)) for row in history.all(GIVEN, GIVEN).result()]
    people = len({given.owner for _, given in every})
    details: dict[str, str | int] = {"what": "handed out", "conversations": len(every), "people": people}
    details |= {"hidden": "training" if training else "all", "policy_sha256": screening.policy.digest}
    # In the audit before the first of them is read.
    store.append(Event(event="training", by="operator", details=details)).result()
    for place, given in every:
        kept = history.all(given.owner, MESSAGE, part_of=given.talk).result()
        messages = {one.id: one for one in (msgspec.json.decode(row.data, type=Message) for row in kept)}
        # Nobody's name stands in a data set: only that it is the same one's.
        name = sha256(screening.key + place.encode()).hexdigest()[:12]
        try:
            said = messages_of(path_to(messages, given.leaf or next(reversed(messages), "")))
        except BadInput:
            yield Left(name, "a part of it was deleted")
            continue
        talk = chat.read({"messages": _hidden(said, screening)})
        owner = sha256(screening.key + given.owner.encode()).hexdigest()[:12]
        yield Document(owner, name, talk=talk) if talk else Left(name, "no conversation with an answer")


def _hidden(said: list[dict[str, str]], screening: Screening) -> list[dict[str, str]]:
    done = hide([Slot(one["content"], role=one["role"]) for one in said], screening)
    return [{"role": one["role"], "content": text} for one, text in zip(said, done.texts, strict=True)]


def _screening(screening: Screening, training: bool) -> Screening:
    families = {**{kind.name: kind.family for kind in all_kinds()}, **FAMILIES}
    keep = {kind: "keep" for kind in known_kinds() if training and not is_personal(kind, families.get(kind, "stem"))}
    styles = {**screening.styles, **keep}
    # What was let through for a conversation was let through to its upstream, not to a model that anybody asks.
    return replace(screening, policy=StylesOnly(screening.policy.rules), styles=styles, said=(), legend="")
