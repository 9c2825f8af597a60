"""Which plans and reviews have come round, and the same as a calendar: a file, no server."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from garim.errors import BadSettings
from garim.records.plans import plans
from garim.records.shelf import TEMPLATE, Record

SAID = {
    "ko": {"retrospective": "회고", "departure": "이동·퇴사 기록", "decision": "결정"},
    "en": {"retrospective": "retrospective", "departure": "departure", "decision": "decision"},
}
"""Kinds in words that tell nothing of what stands in a record."""


class Due(NamedTuple):
    """Something to look at. Confidential but for its day, kind and record."""

    day: str
    """As in 2027-03-31."""
    what: str
    """plan | review."""
    text: str
    """The plan, or the title of what is to be looked at again."""
    record: str
    """The one to open: where a plan was stated last."""
    kind: str
    lang: str
    first: str
    """The record in which it stood first."""


def due(records: Sequence[Record]) -> list[Due]:
    """Everything that comes round at some day, the earliest first.

    A plan comes round on the day it names, else with the record that stated it last: one that was carried on is asked about
    with what it was carried into. A record comes round on its own day, unless one of its
    kind was begun since: that one asked already, and carries what is open.
    """
    by_id = {record.id: record for record in records}
    newest: dict[str, float] = {}
    for record in records:
        if not record.note.beside:
            newest[record.note.kind] = max(record.note.begun, newest.get(record.note.kind, 0.0))
    out = []
    for record in records:
        note = record.note
        if note.due and note.kind != TEMPLATE and not note.beside and note.begun >= newest[note.kind]:
            out.append(Due(note.due, "review", note.title, record.id, note.kind, note.lang, record.id))
    for plan in plans(records):
        record = by_id[plan.last]
        comes = plan.due or record.note.due
        if plan.state == "open" and comes:
            out.append(Due(comes, "plan", plan.text, plan.last, plan.kind, record.note.lang, plan.record))
    return sorted(out)


def calendar(items: Sequence[Due], now: float, *, full: bool = False) -> bytes:
    """The same as iCalendar (RFC 5545): all-day events, each with a reminder in the morning.

    Args:
        items: Of `due`.
        now: Seconds since 1970.
        full: Whether plans and titles stand in it. A calendar is read by many programs and often lies with a provider:
            without, an event says only that something of a kind has come round, and the record's id.

    Raises:
        BadSettings: The extra is not installed.
    """
    try:
        from icalendar import Alarm, Calendar, Event
    except ImportError:
        raise BadSettings("the calendar needs icalendar", hint="pip install 'garim[records]'") from None
    book = Calendar()
    book.add("prodid", "-//Garim//records//")
    book.add("version", "2.0")
    for item in items:
        on = date.fromisoformat(item.day)
        event = Event()
        # The same item keeps its id in every export: a calendar that reads the file again changes it, and adds none.
        mark = sha256("\0".join((item.first, item.what, item.text)).encode()).hexdigest()[:24]
        event.add("uid", f"{mark}@garim")
        event.add("dtstamp", datetime.fromtimestamp(now, UTC))
        event.add("dtstart", on)
        event.add("dtend", on + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        event.add("summary", item.text if full else neutral(item))
        event.add("description", f"garim records show {item.record}")
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", "Garim")
        alarm.add("trigger", timedelta(hours=9))
        event.add_component(alarm)
        book.add_component(event)
    return bytes(book.to_ical())


def neutral(item: Due) -> str:
    """What an item is, in words that tell nothing of what stands in it."""
    kind = SAID[item.lang].get(item.kind, "")
    if item.lang == "ko":
        return f"Garim: {kind or '기록'}에 적은 계획 돌아보기" if item.what == "plan" else f"Garim: {kind or '기록'} 다시 보기"
    kind = kind or "record"
    return f"Garim: a plan of a {kind}" if item.what == "plan" else f"Garim: look at a {kind} again"
