"""Sums of a team: of five people or more besides whoever looks, of which nobody's part is nearly all, and never so that a smaller
group, or one person's part, follows from them.

A month is shown by itself or not at all: one that is not shown is in no sum, so that no total of today, held against one of last
month or next month, tells it. In the other tables what is not shown follows from the total less what is: so all hidden cells
together must be such as may be shown, too, and further cells are hidden until they are. A month is shown once it is over and as
long as all of its records are kept, and what the year was for, with which models and where, once the year is over; corrections
are hers alone and are not in it. The zone is the house's own: the difference of two zones is an hour at a month's end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from garim.retro.gather import Audit, Exchange, join
from garim.retro.purpose import PURPOSES
from garim.retro.uses import read
from garim.retro.zones import Zones
from garim.store import Store

LEAST = 5
"""People."""
MOST = 0.8
"""Part of a sum that is one person's, at most: of more, the sum is hers."""
By = Mapping[str, Mapping[str, int]]
"""Cell → person → sum."""
Cells = list[tuple[str, int | None]]
"""Cell → sum, None for what is not shown: too few people have a part in it, or others would follow from it."""


Taken = Mapping[str, Sequence[tuple[Exchange, datetime]]]
"""Person → her exchanges, with their time by the house's clock."""


class TeamReview(msgspec.Struct):
    """A team's year."""

    team: str
    year: int
    zone: str
    exchanges: int | None
    """Of the months that are shown; None where none is."""
    hidden: int | None
    """Places hidden."""
    months: Cells
    months_hidden: Cells
    """Places hidden by month."""
    purposes: Cells = []
    languages: Cells = []
    models: Cells = []
    places: Cells = []
    kinds: Cells = []
    ended: bool = True
    """Whether the year is over and kept whole: what it was for is told then."""


def _others(rows: Sequence[Mapping[str, int]], asker: str) -> dict[str, int]:
    """Each person's part in the sum of some cells, but for who looks: she can take herself out of it."""
    parts: dict[str, int] = {}
    for row in rows:
        for person, count in row.items():
            if count and person != asker:
                parts[person] = parts.get(person, 0) + count
    return parts


def _may(rows: Sequence[Mapping[str, int]], asker: str) -> bool:
    """Whether the sum of some cells may be shown."""
    parts = _others(rows, asker)
    return len(parts) >= LEAST and max(parts.values()) <= MOST * sum(parts.values())


def apart(cells: By, asker: str = "") -> tuple[int | None, Cells]:
    """The cells that may each be shown by itself, and their total; the others are in no sum.

    Args:
        cells: The months.
        asker: As `protected`.
    """
    sums = {name: sum(row.values()) for name, row in cells.items() if _may([row], asker)}
    return sum(sums.values()) if sums else None, [(name, sums.get(name)) for name in cells]


def protected(cells: By, asker: str = "") -> tuple[int | None, Cells]:
    """The total and the cells of which neither a group of fewer than five people nor one person's part can be read.

    Args:
        cells: Every cell of a table that adds up, in order.
        asker: Who looks: she can take herself out of every sum, so she does not count. "" for nobody of them.
    """
    if not _may(list(cells.values()), asker):
        return None, [(name, None) for name in cells]
    shown = [name for name in cells if _may([cells[name]], asker)]
    hidden = [name for name in cells if name not in shown]
    # Cells in which nobody has a part are hidden like the others: that nobody has is also told of fewer than five.
    while shown and _others([cells[name] for name in hidden], asker) and not _may([cells[name] for name in hidden], asker):
        least = min(shown, key=lambda name: (len(cells[name]), sum(cells[name].values())))
        shown.remove(least)
        hidden.append(least)
    sums = {name: sum(cells[name].values()) for name in shown}
    return sum(sum(row.values()) for row in cells.values()), [(name, sums.get(name)) for name in cells]


def team_review(store: Store, audit: Audit, team: str, year: int, zones: Zones, now: float, asker: str = "") -> TeamReview:
    """Sums of a team's year. Waits for the store.

    Args:
        store: Where it is.
        audit: The team's records.
        team: Its name.
        year: By the house's clock.
        zones: The house's own.
        now: Seconds since 1970.
        asker: Who looks, as the audit knows her; "" for nobody of the team.

    Raises:
        VaultFailed: The store cannot be read.
    """
    taken: dict[str, list[tuple[Exchange, datetime]]] = {}
    found = audit.look(store)
    begun = zones.local(audit.kept_from) if audit.kept_from else None
    here = zones.local(now)
    for person, records in found.items():
        lines, _ = read(store.history, person)
        rows = [(one, zones.local(one.record.at)) for one in join(records, lines, {}, 0.0, 0).exchanges]
        taken[person] = [(one, at) for one, at in rows if at.year == year and _over(at, here) and _whole(at, begun)]
    ended = here.year > year and (begun is None or begun.year < year)
    exchanges, months = apart(_by(taken, "month", [f"{at:02}" for at in range(1, 13)]), asker)
    hidden, months_hidden = apart(_by(taken, "hidden", [f"{at:02}" for at in range(1, 13)]), asker)
    out = TeamReview(team, year, zones.text, exchanges, hidden, months, months_hidden, ended=ended)
    if ended:
        shown = _within(taken, months)
        for field, cell in (("purposes", "purpose"), ("languages", "language"), ("models", "model"), ("places", "place")):
            setattr(out, field, protected(_by(shown, cell, list(PURPOSES) if cell == "purpose" else []), asker)[1])
        out.kinds = protected(_kinds(_within(taken, months_hidden)), asker)[1]
    return out


def _within(taken: Taken, months: Cells) -> Taken:
    """What is of months that are shown."""
    shown = {int(name) for name, count in months if count is not None}
    return {person: [(one, at) for one, at in rows if at.month in shown] for person, rows in taken.items()}


def _over(at: datetime, now: datetime) -> bool:
    return (at.year, at.month) < (now.year, now.month)


def _whole(at: datetime, begun: datetime | None) -> bool:
    """Whether all records of a month are kept."""
    return begun is None or (at.year, at.month) > (begun.year, begun.month)


def _by(taken: Taken, cell: str, names: Sequence[str]) -> By:
    out: dict[str, dict[str, int]] = {name: {} for name in names}
    for person, rows in taken.items():
        for one, at in rows:
            name, count = f"{at.month:02}", 1
            if cell == "hidden":
                count = sum(n for _, n in one.record.counts)
            elif cell != "month":
                name = {"purpose": one.purpose, "language": one.language, "model": one.record.model, "place": one.record.trust}[
                    cell
                ]
            row = out.setdefault(name, {})
            row[person] = row.get(person, 0) + count
    return out


def _kinds(taken: Taken) -> By:
    out: dict[str, dict[str, int]] = defaultdict(dict)
    for person, rows in taken.items():
        for one, _ in rows:
            for kind, count in one.record.counts:
                out[kind][person] = out[kind].get(person, 0) + count
    return dict(sorted(out.items()))
