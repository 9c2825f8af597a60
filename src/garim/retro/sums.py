"""Figures of a year, of one person: plain sums over her exchanges, by her own clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import msgspec

from garim.retro.gather import UNKNOWN, Exchange, Found, Record
from garim.retro.purpose import PURPOSES
from garim.retro.said import ASKS
from garim.retro.zones import Zones

TOP = 12
"""Rows of a table of names; the others are one row."""
REST = "…"
DAY = 86400.0
Rows = list[tuple[str, int]]


class Figures(msgspec.Struct):
    """Sums of a stretch of time."""

    exchanges: int = 0
    """Questions that left."""
    rounds: int = 0
    """Requests in which an agent went on by itself with a tool's result; what was hidden in them counts as hidden."""
    refused: int = 0
    """Requests that policy or guard kept back: nothing left."""
    broken: int = 0
    """Of those that left, how many failed or were broken off."""
    hidden: int = 0
    """Places hidden in what left."""
    characters: int = 0
    """Characters looked at."""
    outside: int = 0
    """Exchanges that left the company."""
    changed: int = 0
    """Questions in which she changed what was to leave."""
    let: int = 0
    """Words that she let through by hand."""
    hid: int = 0
    """Words that she hid by hand."""
    answers: int = 0
    """Answers on the page."""
    kept: int = 0
    """Answers that she went on from, copied or exported."""
    copied: int = 0
    retried: int = 0
    """Times that she asked for another answer."""


class Review(msgspec.Struct):
    """A person's year."""

    year: int
    zone: str
    total: Figures
    months: list[Figures]
    weeks: Rows
    """ISO week → exchanges, every week of the year."""
    hours: list[int]
    """Exchanges by hour of the day."""
    days: list[int]
    """Exchanges by day of the week, Monday first."""
    purposes: Rows
    """What for → exchanges; all of them, in their own order."""
    by_month: dict[str, list[int]]
    """What for → exchanges by month."""
    unsure: int
    """Exchanges whose purpose is a guess that wants a second look."""
    corrected: int
    languages: Rows
    """Language of the question → exchanges; "" where it is not known."""
    models: Rows
    upstreams: Rows
    places: Rows
    """outside | inside | local | "" → exchanges."""
    kinds: Rows
    """Kind → places hidden."""
    others: Rows
    """Protocols in which no model is asked → calls."""
    kept_from: str = ""
    """The day from which records are kept, where that is in this year or after it; "" for all of it."""
    damaged: int = 0
    """Sealed documents that do not open; what they said is not in these figures."""
    years: list[int] = []
    """Years of which there are records."""
    ended: bool = True
    """Whether the year is over."""
    against: Review | None = None


def review(found: Found, year: int, zones: Zones, now: float, trusts: Mapping[str, str] | None = None) -> Review:
    """Figures of a year.

    Args:
        found: Everything about one person.
        year: By her clock.
        zones: Where she was.
        now: Seconds since 1970.
        trusts: Upstream → outside | inside | local, for records that do not say it themselves.
    """
    return _Sums(year, zones, now, trusts or {}).of(found)


class _Sums:
    def __init__(self, year: int, zones: Zones, now: float, trusts: Mapping[str, str]) -> None:
        self._year, self._zones, self._now, self._trusts = year, zones, now, trusts
        self._months = [Figures() for _ in range(12)]
        self._weeks = dict.fromkeys(weeks_of(year), 0)
        self._hours, self._days = [0] * 24, [0] * 7
        self._by_month = {name: [0] * 12 for name in (*PURPOSES, UNKNOWN)}
        self._counts: dict[str, Counter[str]] = {
            name: Counter() for name in ("language", "model", "upstream", "place", "kind", "other")
        }
        self._unsure = self._corrected = 0
        first, last = (datetime(one, 1, 1, tzinfo=UTC).timestamp() for one in (year, year + 1))
        self._around = first - 2 * DAY, last + 2 * DAY
        self._seen: dict[int, tuple[float, float]] = {}
        """Days in UTC on which there are records, and their first and last moments."""

    def of(self, found: Found) -> Review:
        for exchange in found.exchanges:
            if (at := self._here(exchange.record.at)) is not None:
                self._add(exchange, at)
        for record in found.rounds:
            if (at := self._here(record.at)) is not None:
                self._months[at.month - 1].rounds += 1
                self._add_hidden(record, self._months[at.month - 1])
        for record in found.rest:
            if (at := self._here(record.at)) is None:
                continue
            month = self._months[at.month - 1]
            if record.protocol not in ASKS:
                self._counts["other"][record.protocol] += record.status in ("sent", "hidden")
            elif record.status == "refused":
                month.refused += 1
            elif record.status in ("failed", "cancelled"):
                month.broken += 1
        self._answers(found)
        return self._told(found)

    def _here(self, at: float) -> datetime | None:
        day = int(at // DAY)
        low, high = self._seen.get(day, (at, at))
        if low == at or high < at or at < low:
            self._seen[day] = min(low, at), max(high, at)
        if not self._around[0] <= at <= self._around[1]:
            return None
        local = self._zones.local(at)
        return local if local.year == self._year else None

    def _add(self, exchange: Exchange, at: datetime) -> None:
        record, month = exchange.record, self._months[at.month - 1]
        place = record.trust or self._trusts.get(record.upstream, "")
        month.exchanges += 1
        if exchange.asked and exchange.asked.again:
            month.characters += record.characters  # the same text again: nothing in it is hidden for the first time
        else:
            self._add_hidden(record, month)
        month.outside += place == "outside"
        self._weeks[week_of(at)] += 1
        self._hours[at.hour] += 1
        self._days[at.weekday()] += 1
        self._by_month[exchange.purpose][at.month - 1] += 1
        self._unsure += exchange.unsure
        self._corrected += exchange.corrected
        counts = self._counts
        counts["language"][exchange.language] += 1
        counts["model"][record.model] += 1
        counts["upstream"][record.upstream] += 1
        counts["place"][place] += 1
        if line := exchange.asked:
            month.changed += bool(line.let or line.hid)
            month.let += line.let
            month.hid += line.hid
            month.answers += bool(line.answer)
            month.retried += line.again

    def _add_hidden(self, record: Record, month: Figures) -> None:
        month.characters += record.characters
        for kind, count in record.counts:
            month.hidden += count
            self._counts["kind"][kind] += count

    def _answers(self, found: Found) -> None:
        """What she did with answers on the page, at the time at which she did it."""
        kept, copied = set[str](), set[str]()
        for did in found.did:
            if (at := self._here(did.at)) is None:
                continue
            month = self._months[at.month - 1]
            month.kept += did.answer not in kept
            kept.add(did.answer)
            if did.did == "copied":
                month.copied += did.answer not in copied
                copied.add(did.answer)

    def _told(self, found: Found) -> Review:
        begun = self._zones.local(found.kept_from) if found.kept_from else None
        purposes = [(name, sum(self._by_month[name])) for name in (*PURPOSES, UNKNOWN)]
        rows = {name: ranked(counter) for name, counter in self._counts.items()}
        return Review(
            year=self._year,
            zone=self._zones.text,
            total=summed(self._months),
            months=self._months,
            weeks=list(self._weeks.items()),
            hours=self._hours,
            days=self._days,
            purposes=purposes,
            by_month=self._by_month,
            unsure=self._unsure,
            corrected=self._corrected,
            languages=rows["language"],
            models=rows["model"],
            upstreams=rows["upstream"],
            places=rows["place"],
            kinds=rows["kind"],
            others=[row for row in rows["other"] if row[1]],
            kept_from=begun.date().isoformat() if begun and begun.year >= self._year else "",
            damaged=found.damaged,
            years=sorted({self._zones.local(at).year for ends in self._seen.values() for at in ends}),
            ended=self._zones.local(self._now).year > self._year,
        )


def ranked(counter: Mapping[str, int]) -> Rows:
    """The most first, equal ones by name."""
    return sorted(counter.items(), key=lambda row: (-row[1], row[0]))


def top(rows: Rows, most: int = TOP) -> Rows:
    """The first rows; what follows is one row."""
    if len(rows) <= most:
        return rows
    return [*rows[: most - 1], (REST, sum(count for _, count in rows[most - 1 :]))]


def summed(figures: Sequence[Figures]) -> Figures:
    """All together."""
    return Figures(**{name: sum(getattr(one, name) for one in figures) for name in Figures.__struct_fields__})


def week_of(at: datetime) -> str:
    """The ISO week of a moment."""
    year, week, _ = at.isocalendar()
    return f"{year}-W{week:02}"


def weeks_of(year: int) -> list[str]:
    """Every ISO week that has a day of a year."""
    first = datetime(year, 1, 1).toordinal()
    return list(dict.fromkeys(week_of(datetime.fromordinal(day)) for day in range(first, datetime(year, 12, 31).toordinal() + 1)))
