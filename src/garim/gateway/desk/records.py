"""What a person writes for herself: begin, change, find, look back, publish, take out and in. Hers alone.

GET    /garim/records?kind=             all of hers, newest first, or those that hold the words of `x-garim-find`; what is lost,
                                        what comes round
GET    /garim/records/begin?kind=&lang=&year=&against=&zone=
                                        what a new one of a kind, or by a template of hers (its id), would begin with, with
                                        the figures of a year where one is named, and
                                        the earlier ones that stand beside it
POST   /garim/records                   {"kind", "lang", "text", "title"?, "due"?} → {"id", "version"}
GET    /garim/records/{id}?version=     one, its versions, and what stands beside it
PUT    /garim/records/{id}              {"text", "version", "title"?, "due"?} → {"version", "copy"?}: a copy where both changed
DELETE /garim/records/{id}
POST   /garim/records/{id}/prompt       {"way", "text"} → {"prompt"}: what a model would be asked, as any question is
POST   /garim/records/{id}/look         {"verdicts"?} → {"source", "changes", "text", "seen", "left"}: it in general words;
                                        of each change where it is, kind, words, reason, and which thing it names
POST   /garim/records/{id}/publish      {"verdicts", "seen", "form"} → the file; refused where `seen` names other changes
GET    /garim/records/calendar?full=    .ics of what is to come
GET    /garim/records/archive?origin=   .zip of everything, not sealed
POST   /garim/records/archive           an archive's bytes (application/zip) → what was taken in
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import msgspec

from garim.errors import BadInput, Unsupported
from garim.gateway.desk import Call, attached, dump
from garim.gateway.desk.preview import Units
from garim.gateway.desk.retro import reviewed
from garim.gateway.reply import respond
from garim.gateway.work import in_thread
from garim.records import archive, plans
from garim.records import help as asking
from garim.records.due import calendar, due
from garim.records.paper import FORMATS, paper
from garim.records.publish import Draft, look
from garim.records.search import search
from garim.records.shelf import TEMPLATE, Note, Record, Shelf, title_of
from garim.records.templates import BUILT_IN, again, filled, template
from garim.retro import joined

T = TypeVar("T")
SOON = timedelta(days=14)
"""What comes round within this is told beside what has."""
MOST_BESIDE = 12
MOST_LISTED = 300
"""Records that are listed at a time; the search finds the others."""
TYPES = {"md": b"text/markdown; charset=utf-8", "html": b"text/html; charset=utf-8", "eml": b"message/rfc822"}


class Begin(msgspec.Struct):
    """A new record."""

    kind: str
    text: str
    lang: str = "ko"
    title: str = ""
    due: str = ""


class Change(msgspec.Struct):
    """A change of a record."""

    text: str
    version: int
    title: str = ""
    due: str | None = None


class Help(msgspec.Struct):
    """What help is wanted."""

    way: str
    text: str


class Verdicts(msgspec.Struct):
    """What she decided on the changes."""

    verdicts: dict[str, str | None] = {}
    seen: str = ""
    form: str = "md"

    def read(self) -> dict[int, str | None]:
        """By number.

        Raises:
            BadInput: A number is none.
        """
        try:
            return {int(number): word for number, word in self.verdicts.items()}
        except ValueError:
            raise BadInput("a verdict is on no change", hint='{"verdicts": {"3": "other words", "5": null}}') from None


async def _in(call: Call, work: Callable[[Shelf], T]) -> T:
    settings = call.parts.settings
    zone = ZoneInfo(settings.policy.timezone)
    shelf = Shelf(call.parts.store, call.owner, keep_days=settings.store.records_days, zone=zone)
    return await in_thread(work, shelf)


async def listed(call: Call) -> bytes:
    """All of hers, or those that hold the words."""
    words, kind = call.find.strip(), call.query("kind")

    def work(shelf: Shelf) -> dict[str, Any]:
        if words:
            hits = [hit for hit in search(shelf.raw(), words) if kind in ("", hit.record.note.kind)]
            return {"records": [{**_row(hit.record), "piece": hit.piece} for hit in hits]}
        records = shelf.all()
        today = shelf.today
        items = [item for item in due(records) if item.day <= (today + SOON).isoformat()]
        newest = sorted(records, key=lambda record: -record.note.begun)
        chosen = [record for record in newest if kind in ("", record.note.kind)]
        return {
            "records": [_row(record) for record in chosen[:MOST_LISTED]],
            "total": len(chosen),
            "lost": [lost._asdict() for lost in shelf.lost(records)],
            "due": [{**item._asdict(), "past": item.day <= today.isoformat()} for item in items],
            "kinds": BUILT_IN,
            "templates": [{"id": record.id, "title": record.note.title} for record in newest if record.note.kind == TEMPLATE],
            "origins": [origin for origin in archive.origins(records) if origin],
        }

    return dump(await _in(call, work))


async def beginning(call: Call) -> bytes:
    """What a new one would begin with. Nothing is kept."""
    asked, lang = call.query("kind"), _language(call.query("lang"))
    review = await reviewed(call) if call.query("year") else None

    def work(shelf: Shelf) -> dict[str, Any]:
        today, records = shelf.today, shelf.all()
        of = date(review.year, 12, 31) if review and review.year != today.year else today
        own = next((one.note for one in records if one.note.kind == TEMPLATE and one.id == asked), None)
        kind = own.title if own else asked
        text = filled(own.text, of) if own else template(kind, lang, of)
        text = joined(text, review, lang) if review else text
        carried = plans.carried(records, kind, lang)
        text = f"{text.rstrip()}\n\n{carried}" if carried else text
        return {"kind": kind, "text": text, "due": again(kind, today), "beside": _beside(records, kind)}

    return dump(await _in(call, work))


async def begin(call: Call) -> bytes:
    """Keep a new one."""
    asked = call.read(Begin)

    def work(shelf: Shelf) -> dict[str, Any]:
        title = asked.title or title_of(asked.text) or asked.kind
        record = shelf.begin(asked.kind, asked.lang, title, asked.text, due=asked.due)
        return {"id": record.id, "version": record.version}

    return dump(await _in(call, work))


async def read(call: Call) -> bytes:
    """One of them, its versions, and the earlier ones beside it."""
    version = int(call.query("version")) if call.query("version").isdigit() else 0

    def work(shelf: Shelf) -> dict[str, Any]:
        record = shelf.get(call.names["id"], version)
        earlier = [one for one in shelf.all() if one.note.begun < record.note.begun]
        return {
            **_row(record),
            "text": record.note.text,
            "versions": [{"version": one.version, "changed": one.note.changed} for one in shelf.versions(record.id)],
            "beside": _beside(earlier, record.note.kind) if record.note.kind != TEMPLATE else [],
        }

    return dump(await _in(call, work))


async def change(call: Call) -> bytes:
    """Change one; where another device was faster, both texts are kept and she is told."""
    asked = call.read(Change)

    def work(shelf: Shelf) -> dict[str, Any]:
        saved = shelf.save(call.names["id"], asked.version, text=asked.text, title=asked.title, due=asked.due)
        return {"version": saved.record.version, **({"copy": saved.copy.id} if saved.copy else {})}

    return dump(await _in(call, work))


async def delete(call: Call) -> bytes:
    """Delete one with its versions."""
    await _in(call, lambda shelf: shelf.delete(call.names["id"]))
    return dump({})


async def prompt(call: Call) -> bytes:
    """What a model would be asked about a text of hers; nothing leaves by this."""
    asked = call.read(Help)
    record = await _in(call, lambda shelf: shelf.get(call.names["id"]))
    return dump({"prompt": asking.prompt(asked.way, asked.text, record.note.lang)})


async def seen(call: Call) -> bytes:
    """A record in general words: every change, and the text that they give."""
    verdicts = call.read(Verdicts).read()
    draft = await _draft(call)
    units, things = Units(draft.text), dict[str, int]()
    changes = [
        (units.at(one.start), units.at(one.end), one.kind, one.word, one.why, things.setdefault(one.entity, len(things)))
        for one in draft.changes
    ]
    return dump(
        {"source": draft.text, "changes": changes, "text": draft.write(verdicts), "seen": draft.seen({}), "left": draft.left}
    )


async def publish(call: Call) -> None:
    """The file that she decided on, where the changes are still those that she looked at."""
    asked = call.read(Verdicts)
    verdicts = asked.read()
    if asked.form not in FORMATS:
        raise BadInput("there is no such format", hint="one of " + ", ".join(FORMATS))
    draft = await _draft(call)
    if asked.seen != draft.seen({}):
        error = BadInput(
            "these are not the changes that were looked at", hint="the text or the company's words changed: look again"
        )
        error.status = 409
        raise error
    text = draft.write(verdicts)
    kept = sum(word is None for word in verdicts.values())

    def work(shelf: Shelf) -> Note:
        record = shelf.get(call.names["id"])
        shelf.tell({"what": "published", "record": record.id, "changes": len(draft.changes) - kept, "kept": kept})
        return record.note

    note = await _in(call, work)
    what = note.kind if note.kind in BUILT_IN else "record"  # her own word for a kind is hers
    await _file(call, paper(text, asked.form, note.lang), TYPES[asked.form], what, asked.form)


async def _draft(call: Call) -> Draft:
    screening = call.parts.screening()

    def work(shelf: Shelf) -> Draft:
        record = shelf.get(call.names["id"])
        return look(record.note.text, screening, record.note.lang)

    return await _in(call, work)


async def coming(call: Call) -> None:
    """What is to come, for a calendar."""
    full = call.query("full") == "1"
    data = await _in(call, lambda shelf: calendar(due(shelf.all()), shelf.now, full=full))
    await _file(call, data, b"text/calendar; charset=utf-8", "calendar", "ics")


async def out(call: Call) -> None:
    """Everything, as one file."""

    def work(shelf: Shelf) -> bytes:
        data, count = archive.write(shelf, call.query("origin"))
        shelf.tell({"what": "exported", "records": count})
        return data

    await _file(call, await _in(call, work), b"application/zip", "records", "zip")


async def taken(call: Call) -> bytes:
    """Take an archive in."""
    if call.headers.get(b"content-type", b"").split(b";")[0].strip() != b"application/zip":
        raise Unsupported("this is no archive", hint="send it as application/zip")
    done = await _in(call, lambda shelf: archive.read(shelf, call.body))
    apart = [record.id for record in done.apart]
    return dump({"store": done.store, "own": done.own, "new": len(done.new), "same": done.same, "apart": apart, "bad": done.bad})


async def _file(call: Call, data: bytes, kind: bytes, what: str, form: str) -> None:
    headers = [
        (b"content-type", kind),
        attached(call, what, form),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
    ]
    await respond(call.send, 200, data, headers)


def _language(asked: str) -> str:
    return "en" if asked == "en" else "ko"


def _beside(records: list[Record], kind: str) -> list[Mapping[str, Any]]:
    """Earlier records, with what they say."""
    return [{**_row(record), "text": record.note.text} for record in plans.beside(records, kind)[:MOST_BESIDE]]


def _row(record: Record) -> dict[str, Any]:
    note = record.note
    row = {
        "id": record.id,
        "version": record.version,
        "kind": note.kind,
        "lang": note.lang,
        "title": note.title,
        "begun": note.begun,
    }
    return {**row, "changed": note.changed, "due": note.due, "beside_of": note.beside, "origin": note.origin}


ROUTES = {
    ("GET", "/garim/records"): listed,
    ("POST", "/garim/records"): begin,
    ("GET", "/garim/records/begin"): beginning,
    ("GET", "/garim/records/calendar"): coming,
    ("GET", "/garim/records/archive"): out,
    ("POST", "/garim/records/archive"): taken,
    ("GET", "/garim/records/{id}"): read,
    ("PUT", "/garim/records/{id}"): change,
    ("DELETE", "/garim/records/{id}"): delete,
    ("POST", "/garim/records/{id}/prompt"): prompt,
    ("POST", "/garim/records/{id}/look"): seen,
    ("POST", "/garim/records/{id}/publish"): publish,
}
