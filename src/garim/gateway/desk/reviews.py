"""Requests that wait for a second pair of eyes.

GET  /garim/reviews        what waits: who asks, which rule, how many of which kinds
GET  /garim/reviews/{id}   what would leave, with surrogates, as the model would read it, and what it was: the question, and
                           "before": [{role, leaves, was}], all that leaves beside it
POST /garim/reviews/{id}   {"agree": true | false, "hide"?: [words to hide beside], "why"?: words for who asked}

Who asked sees her own, and that it waits; the decision is a reviewer's.
"""

from __future__ import annotations

import time
from asyncio import wrap_future

import msgspec

from garim.errors import BadInput, NotAllowed
from garim.gateway.desk import Call, clash, dump, missing
from garim.gateway.reply import with_status
from garim.gateway.reviews import OWNER, ROOM, Review
from garim.gateway.thread import left_of
from garim.store.history import Document
from garim.values import Event

MOST_WORDS = 200
MOST_WHY = 2000
"""Characters of a reviewer's words."""


class Answer(msgspec.Struct, forbid_unknown_fields=True):
    """What a reviewer says."""

    agree: bool
    hide: list[str] = []
    why: str = ""


def _must_review(call: Call) -> None:
    if "review" not in call.rights:
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
        "model": review.model,
        "status": "approved" if review.agreed else "refused" if review.refused else "waiting",
        "why": review.why,
    }


async def waiting(call: Call) -> bytes:
    """What waits."""
    found = await wrap_future(call.parts.store.history.all(OWNER, ROOM))
    reviews = [(one, msgspec.msgpack.decode(one.data, type=Review)) for one in found]
    may = "review" in call.rights
    return dump({"reviews": [_told(one, review) for one, review in reviews if may or review.client == call.owner]})


async def _one(call: Call) -> tuple[Document, Review]:
    found = await wrap_future(call.parts.store.history.get(OWNER, ROOM, call.names["id"]))
    review = msgspec.msgpack.decode(found.data, type=Review) if found else None
    if found is None or review is None or not (review.client == call.owner or "review" in call.rights):
        raise missing("review")
    return found, review


async def read(call: Call) -> bytes:
    """One of them, with what would leave."""
    document, review = await _one(call)
    body = review.body.decode("utf-8", "replace")
    before = [{"role": role, "leaves": leaves, "was": was} for role, leaves, was in review.before]
    return dump({**_told(document, review), "body": body, "leaves": left_of(review.body)[0], "was": review.was, "before": before})


async def say(call: Call) -> bytes:
    """Agree, agree with more words hidden, or refuse with words."""
    answer = call.read(Answer)
    _must_review(call)
    document, review = await _one(call)
    if review.client == call.owner and call.owner:
        raise with_status(403, NotAllowed("who asks does not review it", hint="somebody else with the right must"))
    words = [word.strip() for word in answer.hide if word.strip()]
    if len(words) > MOST_WORDS or len(answer.why) > MOST_WHY or any(len(word) > MOST_WHY for word in words):
        raise BadInput("too many or too long words", hint=f"at most {MOST_WORDS} words, {MOST_WHY} characters")
    store, by = call.parts.store, call.owner or "this machine's user"
    details: dict[str, str | int] = {"client": review.client, "agreed": int(answer.agree), "review": document.name}
    await wrap_future(store.append(Event(event="review", by=call.owner, details={**details, "changed": len(words)})))
    if answer.agree:
        review.agreed, review.hide = by, words
    else:
        review.refused, review.why = by, answer.why.strip()
    review.at = time.time()
    data = msgspec.msgpack.encode(review)
    if not await wrap_future(store.history.put(OWNER, ROOM, document.name, data, expect=document.version)):
        raise clash("review")
    return dump({"agreed": answer.agree})


ROUTES = {("GET", "/garim/reviews"): waiting, ("GET", "/garim/reviews/{id}"): read, ("POST", "/garim/reviews/{id}"): say}
