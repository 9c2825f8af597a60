"""Garim's own JSON API: hide, restore, explain. Nothing of it goes to any upstream.

POST /garim/hide     {"text", "scope"?} → {"text", "findings"}    keeps what it issued, under the scope
POST /garim/restore  {"text", "scope"}  → {"text", "findings": []}
POST /garim/explain  {"text", "scope"?} → {"text", "findings"}    keeps nothing
a finding: {"start", "end", "kind", "surrogate", "why"}, offsets in code points of the text that came
"""

from __future__ import annotations

import json
from asyncio import wrap_future
from collections import Counter
from collections.abc import Callable
from functools import partial
from importlib.resources import files
from typing import Any

import msgspec
import orjson

from garim.errors import BadInput
from garim.exchange import Hidden, legend_line, table_of
from garim.exchange.steps import HideTexts, kept_texts
from garim.gateway.auth import Caller
from garim.gateway.kept import SCOPE_NAME
from garim.gateway.parts import Parts, Seen
from garim.gateway.reply import with_status
from garim.gateway.story import Steps, perform
from garim.surrogate.restore import Restorer
from garim.values import Event, Receipt, Slot

PATHS = ("/garim/hide", "/garim/restore", "/garim/explain")
OPENAPI = "/garim/openapi.json"


class Ask(msgspec.Struct, forbid_unknown_fields=True):
    """What is asked."""

    text: str
    scope: str | None = None
    owner: str | None = None
    """restore: whose scope it is, where it is another's: a client's name, or `team:` and a team's."""


def description() -> bytes:
    """The OpenAPI document."""
    document: dict[str, Any] = json.loads(files("garim.gateway").joinpath("openapi.json").read_text())
    return orjson.dumps(document)


async def answer(path: str, body: bytes, parts: Parts, caller: Caller) -> bytes:
    """Answer one call.

    Args:
        path: One of PATHS.
        body: JSON.
        parts: The screening and the store.
        caller: Whose scopes they are.

    Raises:
        BadInput: It is not what the path takes; or the scope holds nothing.
        Refused: Policy says that this text may not leave. Nothing was kept.
        Broken: A finder or the store failed. Nothing was given out.
    """
    ask = _read(body)
    if path == "/garim/restore":
        return await _restore(ask, parts, caller)
    if ask.owner is not None:
        raise BadInput("only restore takes an owner", hint="what is hidden belongs to who hides it")
    screening, keeps = parts.screening(), path == "/garim/hide"
    texts = HideTexts([Slot(ask.text, role="user")], asked=parts.asked(caller)._replace(protocol="garim_hide"), again=True)
    seen = Seen()
    seen.caller, seen.client = caller, caller.name
    story = kept_texts(texts, (ask.scope or "") if keeps else "", _receipt(ask, caller) if keeps else None)
    if not keeps and ask.scope:
        issued = await wrap_future(parts.store.get(ask.scope, caller.owner))
        story = kept_texts(texts._replace(issued=issued), "", None)
    hidden = await perform(story, Steps(parts, seen, {}).do)
    findings = [
        {"start": found.start, "end": found.end, "kind": found.kind, "surrogate": name, "why": found.why}
        for found, name in zip(hidden.findings[0], hidden.surrogates[0], strict=True)
    ]
    answered: dict[str, Any] = {"text": hidden.texts[0], "findings": findings}
    if not keeps and screening.legend:
        answered["legend"] = legend_line(hidden, screening)
    return orjson.dumps(answered)


def _receipt(ask: Ask, caller: Caller) -> Callable[[Hidden], Receipt]:
    """What is recorded about a text."""

    def receipt(hidden: Hidden) -> Receipt:
        return Receipt(
            protocol="garim_hide",
            status="hidden",
            client=caller.name,
            team=caller.team,
            purpose=caller.purpose,
            rules=hidden.decision.rules,
            counts=dict(Counter(finding.kind for finding in hidden.findings[0])),
            slots=1,
            characters=len(ask.text),
        )

    return receipt


async def _restore(ask: Ask, parts: Parts, caller: Caller) -> bytes:
    if not ask.scope:
        raise BadInput("restore needs a scope", hint='{"text": "…", "scope": "the one that hide was called with"}')
    owner = caller.owner if ask.owner is None else ask.owner
    if owner != caller.owner:
        if "restore" not in caller.rights:
            # As if there were nothing: whether another has such a scope is nobody's business.
            raise with_status(404, BadInput("this scope holds nothing", hint="hide under the same scope first"))
        # The record comes before the text, also where there turns out to be none.
        event = Event(event="restore_other", by=caller.name, details={"owner": owner, "scope": scope_id(parts, ask.scope, owner)})
        await wrap_future(parts.store.append(event))
    entries = await wrap_future(parts.store.get(ask.scope, owner))
    if not entries and not await wrap_future(parts.store.do(partial(parts.store.book.holds, ask.scope, owner))):
        raise with_status(404, BadInput("this scope holds nothing", hint="hide under the same scope first"))
    restorer = Restorer(table_of(entries, parts.screening()), escape="text")
    return orjson.dumps({"text": restorer.feed(ask.text) + restorer.finish(), "findings": []})


def scope_id(parts: Parts, scope: str, owner: str) -> str:
    """What names a scope in the audit without telling its name, which its owner chose."""
    return parts.store.book.seal.scope(scope, owner).hex()[:16]


def _read(body: bytes) -> Ask:
    try:
        ask = msgspec.json.decode(body, type=Ask)
        ask.text.encode()
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        # The decoder's own message may quote the body.
        raise BadInput("the body is not what this path takes", hint='{"text": "…", "scope": "name"} as JSON') from None
    if ask.scope is not None and not SCOPE_NAME.fullmatch(ask.scope.encode("utf-8", "replace")):
        raise BadInput("the scope is no name", hint="1 to 256 printable ASCII characters")
    return ask
