"""What policy wants seen before it leaves: kept sealed until somebody agrees, and let out once then.

    409 review_needed, id in the hint → review = "self": the same request again with `x-garim-review: <id>`
                                        review = "other": somebody with the right `review` reads what would leave and
                                        agrees (GET /garim/reviews, POST /garim/reviews/{id}); then as above

The id is a function of the bytes that would leave, so what was agreed to is exactly what leaves.
"""

from __future__ import annotations

import time
from asyncio import wrap_future
from hashlib import sha256

import msgspec

from garim.errors import ReviewNeeded
from garim.exchange import Outbound
from garim.gateway.auth import Caller, Headers
from garim.store import Store
from garim.store.history import ANY
from garim.values import Event

HEADER = b"x-garim-review"
ROOM = "review"
OWNER = "reviews"
"""Whose documents they are: everybody's who has the right."""
GOOD_FOR = 86400.0
"""Seconds for which an agreement holds."""


class Review(msgspec.Struct, kw_only=True):
    """A request that waits. Holds what would leave: surrogates, no originals."""

    client: str
    team: str
    rules: tuple[str, ...]
    counts: dict[str, int]
    body: bytes
    asked: float
    agreed: str = ""
    """Who agreed; "" for nobody yet."""
    at: float = 0.0


def review_id(caller: Caller, out: Outbound) -> str:
    """What names a request of a caller's."""
    return sha256(b"%b\0%b" % (caller.owner.encode(), out.body)).hexdigest()[:32]


async def must_be_agreed(store: Store, caller: Caller, out: Outbound, headers: Headers) -> None:
    """Let a request pass that was seen and agreed to, once; keep any other for whoever is to see it.

    Raises:
        ReviewNeeded: It waits. Nothing left.
    """
    name, given = review_id(caller, out), headers.get(HEADER, b"").decode("latin-1")
    who = out.decision.review
    found = await wrap_future(store.history.get(OWNER, ROOM, name))
    kept = msgspec.msgpack.decode(found.data, type=Review) if found else None
    if given == name and kept and (who == "self" or kept.agreed) and time.time() - max(kept.at, kept.asked) < GOOD_FOR:
        await wrap_future(store.history.forget(OWNER, ROOM, name))
        by = kept.agreed or caller.name
        sha = out.receipt.outbound_sha256
        details: dict[str, str | int] = {"client": caller.name, "rule": out.decision.decided, "outbound_sha256": sha}
        await wrap_future(store.append(Event(event="review", by=by, details=details)))
        return
    if kept is None:
        rules, counts = out.decision.rules, dict(out.receipt.counts)
        waits = Review(client=caller.name, team=caller.team, rules=rules, counts=counts, body=out.body, asked=time.time())
        await wrap_future(store.history.put(OWNER, ROOM, name, msgspec.msgpack.encode(waits), expect=ANY))
    if who == "self":
        hint = f"look at what would leave (/garim/explain or the page), then ask again with the header x-garim-review: {name}"
    else:
        hint = f"a reviewer must agree to it: /garim/reviews/{name}; then ask again with the header x-garim-review: {name}"
    raise ReviewNeeded(f"policy: {out.decision.decided}: this must be seen before it leaves", hint=hint)
