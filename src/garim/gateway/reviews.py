"""What policy wants seen before it leaves: kept sealed until somebody agrees, and let out once then.

    409 review_needed, id in the hint → review = "self": the same request again with `x-garim-review: <id>`
                                        review = "other": somebody with the right `review` reads what would leave beside
                                        what it was and agrees, agrees with more words hidden, or refuses with words
                                        (the page, or /garim/reviews); then as above
    x-garim-wait: <seconds>           → the request waits so long for the reviewer instead

The id is a function of the bytes that would leave, so what was agreed to is exactly what leaves, less what the reviewer
wanted hidden beside.
"""

from __future__ import annotations

import time
from asyncio import sleep, wrap_future
from hashlib import sha256

import msgspec

from garim.errors import Refused, ReviewNeeded
from garim.exchange import Outbound
from garim.gateway.auth import Caller, Headers
from garim.gateway.thread import beside_question, left_of
from garim.store import Store
from garim.store.history import ANY
from garim.surrogate.restore import Restorer, Table
from garim.values import Event

HEADER = b"x-garim-review"
WAIT = b"x-garim-wait"
LONGEST_WAIT = 600.0
"""Seconds that a request may wait for its reviewer."""
LOOK_EVERY = 0.5
ROOM = "review"
OWNER = "reviews"
"""Whose documents they are: everybody's who has the right."""
GOOD_FOR = 86400.0
"""Seconds for which an agreement holds."""


class Review(msgspec.Struct, kw_only=True):
    """A request that waits: what would leave, and what it was. Confidential."""

    client: str
    team: str
    rules: tuple[str, ...]
    counts: dict[str, int]
    body: bytes
    asked: float
    was: str = ""
    """The last question in its own terms."""
    before: list[tuple[str, str, str]] = []
    """(role, as it leaves, in its own terms) of all else that leaves as text: instructions, earlier turns, results of tools."""
    model: str = ""
    hide: list[str] = []
    """What the reviewer wanted hidden beside."""
    refused: str = ""
    """Who refused; "" for nobody."""
    why: str = ""
    """In the reviewer's words."""
    agreed: str = ""
    """Who agreed; "" for nobody yet."""
    at: float = 0.0


def review_id(caller: Caller, out: Outbound) -> str:
    """What names a request of a caller's."""
    return sha256(b"%b\0%b" % (caller.owner.encode(), out.body)).hexdigest()[:32]


async def must_be_agreed(store: Store, caller: Caller, out: Outbound, headers: Headers) -> list[str]:
    """Let a request pass that was seen and agreed to, once; keep any other for whoever is to see it.

    Returns: Words that the reviewer wanted hidden beside.

    Raises:
        ReviewNeeded: It waits. Nothing left.
        Refused: The reviewer said no. Nothing left.
    """
    name, given = review_id(caller, out), headers.get(HEADER, b"").decode("latin-1")
    who = out.decision.review
    kept = await _kept(store, name)
    if kept is None:
        await wrap_future(store.history.put(OWNER, ROOM, name, msgspec.msgpack.encode(_waiting(caller, out)), expect=ANY))
    if who == "other":
        kept, given = await _awaited(store, name, kept, given, headers)
    if kept and kept.refused:
        await wrap_future(store.history.forget(OWNER, ROOM, name))
        raise Refused(f"a reviewer refused this: {kept.why or 'no reason given'}", hint="nothing left; change it and ask again")
    if given == name and kept and (who == "self" or kept.agreed) and time.time() - max(kept.at, kept.asked) < GOOD_FOR:
        await wrap_future(store.history.forget(OWNER, ROOM, name))
        sha = out.receipt.outbound_sha256
        details: dict[str, str | int] = {"client": caller.name, "rule": out.decision.decided, "outbound_sha256": sha}
        await wrap_future(store.append(Event(event="review", by=kept.agreed or caller.name, details=details)))
        return kept.hide
    if who == "self":
        hint = f"look at what would leave (/garim/explain or the page), then ask again with the header x-garim-review: {name}"
    else:
        hint = f"a reviewer must agree to it: /#/review/{name}; then ask again with the header x-garim-review: {name}"
    raise ReviewNeeded(f"policy: {out.decision.decided}: this must be seen before it leaves", hint=hint)


async def _kept(store: Store, name: str) -> Review | None:
    found = await wrap_future(store.history.get(OWNER, ROOM, name))
    return msgspec.msgpack.decode(found.data, type=Review) if found else None


async def _awaited(store: Store, name: str, kept: Review | None, given: str, headers: Headers) -> tuple[Review | None, str]:
    """The review as it stands when somebody decided or the caller's patience is at its end."""
    asked = headers.get(WAIT, b"").decode("latin-1")
    end = time.monotonic() + min(LONGEST_WAIT, float(asked) if asked.isdigit() else 0.0)
    while time.monotonic() < end and not (kept and (kept.agreed or kept.refused)):
        await sleep(LOOK_EVERY)
        kept = await _kept(store, name)
        if kept and kept.agreed:
            given = name
    return kept, given


def _waiting(caller: Caller, out: Outbound) -> Review:
    table = Table(out.entries)

    def own(text: str) -> str:
        restorer = Restorer(table, escape="text")
        return restorer.feed(text) + restorer.finish()

    try:
        left, rest = left_of(out.body)[0], beside_question(out.body)
    except (ValueError, AttributeError):
        left, rest = out.body.decode("utf-8", "replace"), []
    return Review(
        client=caller.name,
        team=caller.team,
        rules=out.decision.rules,
        counts=dict(out.receipt.counts),
        body=out.body,
        asked=time.time(),
        was=own(left),
        before=[(role, text, own(text)) for role, text in rest],
        model=out.receipt.model,
    )
