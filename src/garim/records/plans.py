"""What she means to do, read from her records: a list that the next record of the kind, and `due`, ask about.

A plan is a checkbox anywhere (`- [ ] …`), or a point under a heading that is a plan (계획, 기대, Plan, Expectation …).
It is done where a later record, or the same, ticks it (`[x]`), dropped where it says `[-]`, and open otherwise. The same
words are the same plan: so a plan that was carried into the next record and ticked there is done.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from garim.records.shelf import TEMPLATE, Record, searched
from garim.records.templates import KIN

HEADINGS = re.compile(
    r"(?i)^(?:\d+[.)]\s*)?(?:(?:.*\s)?(?:계획|할\s?일|다음\s?목표|기대)|(?:my\s+|next\s+)?(?:plans?|next\s+steps|to-?dos?|"
    r"expect(?:ed|ations?)|goals?|what\s+i\s+plan))(?:\s*\(.*\))?\s*:?$"
)
"""Headings under which every point is a plan."""
HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
POINT = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+(?:\[([ xX-])\]\s*)?(.*\S)?\s*$")
FENCE = re.compile(r"^\s*(?:```|~~~)")
FROM = re.compile(r"\s*[(（](?:←|from )[^()（）]*[)）]\s*$")
"""What a carried plan says of where it comes from; no part of it."""
CARRIED = {"ko": "## 지난 계획은 어떻게 되었나", "en": "## What became of earlier plans"}
STATES = {" ": "open", "x": "done", "X": "done", "-": "dropped"}

DAY = re.compile(r"(?<!\d)(20\d\d)\s*(?:[-./]|년\s*)\s*(\d{1,2})\s*(?:(?:[-./]|월\s*)\s*(\d{1,2})(?:일)?)?(?!\d)")
YEAR = re.compile(r"(?<!\d)(20\d\d)(?:년)?\s*(?:말|까지|end\b)|\bend of (20\d\d)\b|\bby (20\d\d)\b(?![-./])")


class Plan(NamedTuple):
    """Something that she means to do. Confidential."""

    text: str
    state: str
    """open | done | dropped."""
    due: str
    """The day it names, as in 2027-03-31; "" for none."""
    record: str
    """Id of the record in which it stood first."""
    last: str
    """Id of the record in which it was stated last: what is ticked there counts."""
    title: str
    begun: float
    kind: str


def day(text: str) -> date | None:
    """The last day that a text names: a date, a month's last day, a year's end; None where it names none."""
    found: list[date] = []
    for year, month, number in DAY.findall(text):
        try:
            if number:
                found.append(date(int(year), int(month), int(number)))
            else:
                found.append(_month_end(int(year), int(month)))
        except ValueError:
            continue
    for groups in YEAR.findall(text):
        found.append(date(int(next(filter(None, groups))), 12, 31))
    return max(found, default=None)


def _month_end(year: int, month: int) -> date:
    first = date(year, month, 1)
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def stated(text: str) -> Iterator[tuple[str, str]]:
    """(state, plan) of each plan that a text states, in order."""
    under = 0
    fenced = False
    for line in text.splitlines():
        if FENCE.match(line):
            fenced = not fenced
        if fenced:
            continue
        if heading := HEADING.match(line):
            level = len(heading[1])
            if HEADINGS.match(heading[2]):
                under = level
            elif under and level <= under:
                under = 0
            continue
        point = POINT.match(line)
        if point and point[2] and (point[1] or under):
            yield STATES[point[1] or " "], point[2].strip()


def plans(records: Iterable[Record]) -> list[Plan]:
    """All plans of some records, each once, in the state in which it was stated last.

    Args:
        records: Of any kinds; templates state none.
    """
    out: dict[tuple[str, ...], Plan] = {}
    # A copy that another device's change left goes first: what it was kept beside says what holds.
    for record in sorted(records, key=lambda one: (one.note.begun, not one.note.beside, one.id)):
        note = record.note
        if note.kind == TEMPLATE:
            continue
        for state, said in stated(note.text):
            text = FROM.sub("", said)
            key = tuple(re.findall(r"\w+", searched(text)))
            if not key:
                continue
            known = out.get(key)
            if known:
                out[key] = known._replace(state=state, last=record.id)
            else:
                named = day(text)
                due = named.isoformat() if named else ""
                out[key] = Plan(text, state, due, record.id, record.id, note.title, note.begun, note.kind)
    return list(out.values())


def beside(records: Sequence[Record], kind: str) -> list[Record]:
    """The earlier records that stand beside a new one of a kind, newest first."""
    kinds = KIN.get(kind, (kind,))
    found = [record for record in records if record.note.kind in kinds and not record.note.beside]
    return sorted(found, key=lambda record: -record.note.begun)


def carried(records: Sequence[Record], kind: str, lang: str) -> str:
    """What a new record asks of earlier ones: their open plans as a list to tick; "" where none is open."""
    still = [plan for plan in plans(beside(records, kind)) if plan.state == "open"]
    if not still:
        return ""
    lines = [f"- [ ] {plan.text} ({'←' if lang == 'ko' else 'from'} {_short(plan.title)})" for plan in still]
    return "\n".join([CARRIED[lang], "", *lines, ""])


def _short(title: str) -> str:
    """A title without brackets, which would end the mention of it."""
    return re.sub(r"[()（）]", "", title).strip()[:60]
