"""The year in review: of whoever asks, and of nobody else.

GET  /garim/retro?year=&against=&zone=&lang=           figures, and what is missing in them, in words
GET  /garim/retro/list?year=&zone=&only=&before=       her exchanges, newest first, with her question's beginning
PUT  /garim/retro/exchanges/{id}   {"purpose"}         her word on what one was for; "" takes it back
GET  /garim/retro/team?year=&team=                     sums of her team, or with the right `audit` of any: five people or more
GET  /garim/retro/export?form=md|html|png&lang=&year=  a file
POST /garim/talks/{id}/did         {"message", "did"}  she copied an answer
"""

from __future__ import annotations

import time
from asyncio import to_thread, wrap_future
from collections import OrderedDict
from typing import Any
from weakref import WeakKeyDictionary

import msgspec

from garim.errors import BadInput, NotAllowed
from garim.gateway.desk import Call, dump, missing
from garim.gateway.noted import write_uses
from garim.gateway.reply import respond, with_status
from garim.gateway.thread import MESSAGE
from garim.retro import Audit, Review, Zones, correct, gather, markdown, review, year_of
from garim.retro.document import page
from garim.retro.gather import Exchange, Found
from garim.retro.picture import picture
from garim.retro.questions import questions
from garim.retro.tables import gaps
from garim.retro.team import team_review
from garim.store import Store

LISTED = 30
REVIEWS = 8
"""Years that are kept worked out, of one person."""
READERS = 64
"""People whose records are kept at hand."""
_audits: WeakKeyDictionary[Store, OrderedDict[str, Audit]] = WeakKeyDictionary()


class Said(msgspec.Struct, forbid_unknown_fields=True):
    """What an exchange was for."""

    purpose: str


class Done(msgspec.Struct, forbid_unknown_fields=True):
    """What she did with an answer."""

    message: str
    did: str


def _audit(call: Call, field: str = "client", value: str | None = None) -> Audit:
    value = call.owner if value is None else value
    kept, key = _audits.setdefault(call.parts.store, OrderedDict()), f"{field} {value}"
    audit = kept.pop(key, None) or Audit(field, value)
    kept[key] = audit
    while len(kept) > READERS:
        kept.popitem(last=False)
    return audit


async def _found(call: Call) -> Found:
    await write_uses(call.parts)
    store, settings = call.parts.store, call.parts.settings.store
    keep = settings.audit_days * 86400.0
    return await to_thread(gather, store, _audit(call), call.owner, noting=settings.uses, keep=keep)


def _zones(call: Call) -> Zones:
    return Zones(call.query("zone") or call.parts.settings.policy.timezone)


async def reviewed(call: Call) -> Review:
    """Her year as the query asks for it: year, against, zone.

    Raises:
        BadInput: A year or a zone is none.
    """
    zones, now = _zones(call), time.time()
    here = zones.local(now)
    year = year_of(call.query("year") or str(here.year), here)
    other = call.query("against")
    against = year_of(other, here) if other else 0
    found, audit = await _found(call), _audit(call)
    trusts = {one.name: one.trust for one in call.parts.settings.upstreams}

    async def of(one: int) -> Review:
        """Worked out once, as long as nothing changes."""
        key = (one, zones.text, here.year, tuple(trusts.items()))
        kept: tuple[Found, Review] | None = audit.reviews.get(key)
        if kept is None or kept[0] is not found:
            kept = found, await to_thread(review, found, one, zones, now, trusts)
            if len(audit.reviews) < REVIEWS:
                audit.reviews[key] = kept
        return kept[1]

    out = await of(year)
    return msgspec.structs.replace(out, against=await of(against)) if against and against != year else out


async def figures(call: Call) -> bytes:
    """The figures of a year, and what is missing in them."""
    out = await reviewed(call)
    return dump({**msgspec.to_builtins(out), "notes": gaps(out, call.query("lang") or "ko")})


async def listed(call: Call) -> bytes:
    """Exchanges to look at, newest first."""
    zones = _zones(call)
    here = zones.local(time.time())
    year = year_of(call.query("year") or str(here.year), here)
    only, asked = call.query("only"), call.query("before")
    before = int(asked) if asked.isdigit() and len(asked) < 19 else 1 << 62
    found = await _found(call)
    rows = [
        one
        for one in reversed(found.exchanges)
        if one.record.number < before and (not only or one.purpose == only or (only == "unsure" and one.unsure))
        if zones.local(one.record.at).year == year
    ][:LISTED]
    texts = await to_thread(questions, call.parts.store.history, call.owner, rows)
    return dump({"exchanges": list(map(_row, rows, texts)), "more": len(rows) == LISTED})


def _row(one: Exchange, text: str) -> dict[str, Any]:
    record = one.record
    return {
        "number": record.number,
        "at": record.at,
        "model": record.model,
        "purpose": one.purpose,
        "chance": one.chance,
        "sure": one.sure,
        "corrected": one.corrected,
        "text": text,
        "talk": one.asked.answer.rpartition("/")[0] if one.asked else "",
    }


async def say(call: Call) -> bytes:
    """Keep what an exchange was for."""
    said, number = call.read(Said), call.names["id"]
    found = await _found(call)
    one = next((one for one in found.exchanges if str(one.record.number) == number), None)
    if one is None:
        raise missing("exchange")
    await to_thread(correct, call.parts.store.history, call.owner, one.record, said.purpose)
    return dump({"purpose": said.purpose})


async def team(call: Call) -> bytes:
    """Sums of a team."""
    own, asked = call.parts.clients.know(call.headers).team, call.query("team")
    name = asked or own
    if not name:
        raise BadInput("you are in no team", hint='a client has one by team = "…"')
    if name != own and "audit" not in call.rights:
        raise with_status(403, NotAllowed("this is for the team, and for whoever looks after the record"))
    zones, now = Zones(call.parts.settings.policy.timezone), time.time()
    here = zones.local(now)
    year = year_of(call.query("year") or str(here.year), here)
    await write_uses(call.parts)
    audit = _audit(call, "team", name)
    return msgspec.json.encode(await to_thread(team_review, call.parts.store, audit, name, year, zones, now, call.owner))


FORMS = {
    "md": (b"text/markdown; charset=utf-8", lambda one, lang: markdown(one, lang).encode()),
    "html": (b"text/html; charset=utf-8", lambda one, lang: page(one, lang).encode()),
    "png": (b"image/png", picture),
}


async def export(call: Call) -> None:
    """The review as a file."""
    form, lang = call.query("form") or "md", call.query("lang") or "ko"
    if form not in FORMS:
        raise BadInput("there is no such form", hint="md, html or png")
    kind, make = FORMS[form]
    out = await reviewed(call)
    data = await to_thread(make, out, lang)
    headers = [
        (b"content-type", kind),
        (b"content-disposition", b'attachment; filename="garim-year-%d.%b"' % (out.year, form.encode())),
        (b"content-security-policy", b"default-src 'none'; style-src 'unsafe-inline'; sandbox"),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
    ]
    await respond(call.send, 200, data, headers)


async def did(call: Call) -> bytes:
    """Note that she copied an answer; of one that is not hers, nothing."""
    done, talk = call.read(Done), call.names["id"]
    if done.did != "copied":
        raise BadInput("there is no such thing to do", hint="copied")
    name = f"{talk}/{done.message}"
    if await wrap_future(call.parts.store.history.get(call.owner, MESSAGE, name)) is None:
        raise missing("answer")
    call.parts.uses.did(call.owner, name, done.did)
    return dump({})


ROUTES = {
    ("GET", "/garim/retro"): figures,
    ("GET", "/garim/retro/list"): listed,
    ("PUT", "/garim/retro/exchanges/{id}"): say,
    ("GET", "/garim/retro/team"): team,
    ("GET", "/garim/retro/export"): export,
    ("POST", "/garim/talks/{id}/did"): did,
}
