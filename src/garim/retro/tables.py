"""A review as tables of words and numbers: what Markdown, HTML and the terminal are made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from garim.retro.gather import UNKNOWN
from garim.retro.say import kind_name, named, say
from garim.retro.sums import REST, Figures, Review, Rows, top
from garim.retro.team import Cells, TeamReview

SHOWN = (
    *("exchanges", "outside", "hidden", "changed", "let", "hid", "refused", "broken"),
    *("answers", "kept", "copied", "retried", "rounds", "characters"),
)
"""Figures in the order in which they are told."""
BY_MONTH = ("exchanges", "outside", "hidden", "changed", "kept", "retried", "refused", "broken")


class Table(NamedTuple):
    """A table."""

    name: str
    title: str
    head: tuple[str, ...]
    rows: list[tuple[str, ...]]


def number(count: float) -> str:
    """As people read it."""
    return f"{count:,}"


def change(now: int, then: int) -> str:
    """How much more, in words that both languages share; "" where there was nothing before."""
    return f"{(now - then) / then:+.0%}" if then else ""


def gaps(review: Review, lang: str) -> list[str]:
    """What is missing in the figures, and why."""
    out = []
    if not review.total.exchanges:
        refused, others = review.total.refused, sum(count for _, count in review.others)
        key = "only_others" if refused or others else "empty"
        out.append(say(lang, key, year=review.year, refused=number(refused), others=number(others)))
        if elsewhere := [str(year) for year in review.years if year != review.year]:
            out.append(say(lang, "there", years=", ".join(elsewhere)))
    if review.kept_from:
        out.append(say(lang, "kept_from", day=review.kept_from))
    if review.damaged:
        out.append(say(lang, "damaged", n=review.damaged))
    if unknown := dict(review.purposes).get(UNKNOWN, 0):
        out.append(say(lang, "unknown", n=number(unknown)))
    if not review.ended:
        out.append(say(lang, "running", year=review.year))
    return out


def notes(review: Review, lang: str) -> list[str]:
    """What must be known to read the figures right."""
    guesses = ("unsure", review.unsure), ("corrected", review.corrected)
    return [*gaps(review, lang), *(say(lang, key, n=number(count)) for key, count in guesses if count)]


def figures(review: Review, lang: str) -> Table:
    """The year in figures, beside the year that it is held against."""
    then = review.against
    head = (say(lang, "figure"), str(review.year), *((str(then.year), "±") if then else ()))
    rows = []
    for name in SHOWN:
        now = getattr(review.total, name)
        old = getattr(then.total, name) if then else 0
        rows.append((say(lang, name), number(now), *((number(old), change(now, old)) if then else ())))
    return Table("figures", say(lang, "figures"), head, rows)


def months(review: Review, lang: str) -> Table:
    """The months, one a row."""
    then = review.against
    head = (say(lang, "month"), *(say(lang, f"s_{name}") for name in BY_MONTH), *((str(then.year),) if then else ()))
    rows = [
        (str(at + 1), *_figures(month), *((number(then.months[at].exchanges),) if then else ()))
        for at, month in enumerate(review.months)
    ]
    return Table("months", say(lang, "months"), head, rows)


def _figures(month: Figures) -> list[str]:
    return [number(getattr(month, name)) for name in BY_MONTH]


def purposes_by_month(review: Review, lang: str) -> Table:
    """What for, month by month."""
    used = [name for name, count in review.purposes if count]
    head = (say(lang, "month"), *(named(lang, "p", name) for name in used))
    rows = [(str(at + 1), *(number(review.by_month[name][at]) for name in used)) for at in range(12)]
    return Table("by_month", say(lang, "purposes") + " · " + say(lang, "months"), head, rows)


def tables(review: Review, lang: str) -> list[Table]:
    """All of them but the figures."""
    then = review.against

    def shares(name: str, rows: Rows, old: Rows, label: str, counted: str, called: Sequence[str]) -> Table:
        total, before = sum(count for _, count in rows) or 1, dict(old)
        head = (say(lang, label), say(lang, counted), say(lang, "share"), *((str(then.year),) if then else ()))
        body = [
            (
                shown,
                number(count),
                f"{count / total:.0%}",
                *((number(before.get(key, 0)) if key != REST else "",) if then else ()),
            )
            for shown, (key, count) in zip(called, rows, strict=True)
        ]
        return Table(name, say(lang, name), head, body)

    def of(name: str, label: str, called: str = "") -> Table:
        rows: Rows = top([row for row in getattr(review, name) if row[1]])
        old: Rows = getattr(then, name) if then else []
        if name == "kinds":
            names = [kind_name(lang, key) if key != REST else key for key, _ in rows]
            return shares(name, rows, old, label, "places_hidden", names)
        names = [named(lang, called, key) if called else key or named(lang, "t", "") for key, _ in rows]
        return shares(name, rows, old, label, "count", names)

    days = say(lang, "weekdays").split()
    hours = Table(
        "hours",
        say(lang, "hours"),
        (say(lang, "hour"), say(lang, "count")),
        [(f"{at:02}", number(n)) for at, n in enumerate(review.hours)],
    )
    weekdays = Table(
        "days",
        say(lang, "days"),
        (say(lang, "day"), say(lang, "count")),
        [(day, number(n)) for day, n in zip(days, review.days, strict=True)],
    )
    weeks = Table(
        "weeks", say(lang, "weeks"), (say(lang, "week"), say(lang, "count")), [(week, number(n)) for week, n in review.weeks if n]
    )
    out = [
        of("purposes", "purpose", "p"),
        purposes_by_month(review, lang),
        of("languages", "language", "l"),
        of("models", "name"),
        of("places", "name", "t"),
        of("upstreams", "name"),
        of("kinds", "kind"),
        months(review, lang),
        hours,
        weekdays,
        weeks,
        of("others", "name"),
    ]
    return [table for table in out if table.rows]


def team_tables(review: TeamReview, lang: str) -> list[Table]:
    """A team's sums; a dash stands for what is not shown."""
    hidden = dict(review.months_hidden)
    months: list[tuple[str, ...]] = [(str(int(name)), _sum(count), _sum(hidden[name])) for name, count in review.months]
    months.append(("Σ", _sum(review.exchanges), _sum(review.hidden)))
    out = [Table("months", say(lang, "months"), (say(lang, "month"), say(lang, "exchanges"), say(lang, "hidden")), months)]
    for field, label, called in (
        ("purposes", "purpose", "p"),
        ("languages", "language", "l"),
        ("models", "name", ""),
        ("places", "name", "t"),
        ("kinds", "kind", ""),
    ):
        cells: Cells = getattr(review, field)
        counted = say(lang, "places_hidden" if field == "kinds" else "count")
        rows: list[tuple[str, ...]] = [
            (kind_name(lang, name) if field == "kinds" else named(lang, called, name) if called else name, _sum(count))
            for name, count in cells
        ]
        if rows:
            out.append(Table(f"team {field}", say(lang, field), (say(lang, label), counted), rows))
    return out


def _sum(count: int | None) -> str:
    return "—" if count is None else number(count)
