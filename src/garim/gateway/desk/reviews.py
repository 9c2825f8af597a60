"""Requests that wait for a second pair of eyes.

GET  /garim/reviews        what waits: who asks, which rule, how many of which kinds
GET  /garim/reviews/{id}   what would leave: with surrogates, as the model would read it
POST /garim/reviews/{id}   {"agree": true | false}
"""

from __future__ import annotations

import time
from asyncio import wrap_future

import msgspec

from garim.errors import NotAllowed
from garim.gateway.desk import Call, clash, dump, missing
from garim.gateway.reply import with_status
from garim.gateway.reviews import OWNER, ROOM, Review
from garim.store.history import Document
from garim.values import Event


class Answer(msgspec.Struct, forbid_unknown_fields=True):
    """What a reviewer says."""

    agree: bool


def _must_review(call: Call) -> None:
    if not call.parts.clients.may(call.owner, "review"):
        raise with_status(403, NotAllowed("this is for reviewers", hint='give the client rights = ["review"]'))


def _told(document: Document, review: Review) -> dict[str, object]:
    return {
        "id": document.name,
        "client": review.client,
        "team": review.team,
        "rules": review.rules,
        "counts": review.counts,
        "asked": review.asked,
        "agreed": bool(review.agreed),
    }


async def waiting(call: Call) -> bytes:
    """What waits."""
    _must_review(call)
    found = await wrap_future(call.parts.store.history.all(OWNER, ROOM))
    return dump({"reviews": [_told(one, msgspec.msgpack.decode(one.data, type=Review)) for one in found]})


async def _one(call: Call) -> tuple[Document, Review]:
    _must_review(call)
    found = await wrap_future(call.parts.store.history.get(OWNER, ROOM, call.names["id"]))
    if found is None:
        raise missing("review")
    return found, msgspec.msgpack.decode(found.data, type=Review)


async def read(call: Call) -> bytes:
    """One of them, with what would leave."""
    document, review = await _one(call)
    return dump({**_told(document, review), "body": review.body.decode("utf-8", "replace")})


async def say(call: Call) -> bytes:
    """Agree, or let it be forgotten."""
    answer = call.read(Answer)
    document, review = await _one(call)
    if review.client == call.owner and call.owner:
        raise with_status(403, NotAllowed("who asks does not review it", hint="somebody else with the right must"))
    store = call.parts.store
    details: dict[str, str | int] = {"client": review.client, "agreed": int(answer.agree), "review": document.name}
    await wrap_future(store.append(Event(event="review", by=call.owner, details=details)))
    if not answer.agree:
        await wrap_future(store.history.forget(OWNER, ROOM, document.name))
        return dump({"agreed": False})
    review.agreed, review.at = call.owner or "this machine's user", time.time()
    data = msgspec.msgpack.encode(review)
    if not await wrap_future(store.history.put(OWNER, ROOM, document.name, data, expect=document.version)):
        raise clash("review")
    return dump({"agreed": True})


ROUTES = {("GET", "/garim/reviews"): waiting, ("GET", "/garim/reviews/{id}"): read, ("POST", "/garim/reviews/{id}"): say}
