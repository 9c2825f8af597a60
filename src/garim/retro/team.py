"""Sums of a team: of five people or more besides whoever looks, and never so that a smaller group follows from them.

A cell is shown where five people have a part in it. What is not shown follows from the total less what is: so the people
of all hidden cells together must be five, too, and further cells are hidden until they are. What changes between two looks
follows from their difference: so a month is shown once it is over and as long as all of its records are kept, and what the
year was for, with which models and where, once the year is over; her corrections are hers and are not in it.
The zone is the house's own, for the difference of two zones is an hour at a month's end.
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
By = Mapping[str, Mapping[str, int]]
"""Cell → person → sum."""
Cells = list[tuple[str, int | None]]
"""Cell → sum, None for what is not shown: too few people have a part in it, or others would follow from it."""


class TeamReview(msgspec.Struct):
    """A team's year."""

    team: str
    year: int
    zone: str
    exchanges: int | None
    """Of all months that may be counted; None where too few people have a part in them."""
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


def protected(cells: By, asker: str = "") -> tuple[int | None, Cells]:
    """The total and the cells of which no group of fewer than five people can be read.

    Args:
        cells: Every cell of a table that adds up, in order.
        asker: Who looks: she can take herself out of every sum, so she does not count. "" for nobody of them.
    """

    def people(names: Sequence[str]) -> set[str]:
        return {person for name in names for person, count in cells[name].items() if count} - {asker}

    if len(people(list(cells))) < LEAST:
        return None, [(name, None) for name in cells]
    shown = [name for name in cells if len(people([name])) >= LEAST]
    hidden = [name for name in cells if name not in shown]
    # Cells in which nobody has a part are hidden like the others: that nobody has is also told of fewer than five.
    while shown and 0 < len(people(hidden)) < LEAST:
        least = min(shown, key=lambda name: (len(people([name])), sum(cells[name].values())))
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
    exchanges, months = protected(_by(taken, "month", [f"{at:02}" for at in range(1, 13)]), asker)
    hidden, months_hidden = protected(_by(taken, "hidden", [f"{at:02}" for at in range(1, 13)]), asker)
    out = TeamReview(team, year, zones.text, exchanges, hidden, months, months_hidden, ended=ended)
    if ended:
        for field, cell in (("purposes", "purpose"), ("languages", "language"), ("models", "model"), ("places", "place")):
            setattr(out, field, protected(_by(taken, cell, list(PURPOSES) if cell == "purpose" else []), asker)[1])
        out.kinds = protected(_kinds(taken), asker)[1]
    return out


def _over(at: datetime, now: datetime) -> bool:
    return (at.year, at.month) < (now.year, now.month)


def _whole(at: datetime, begun: datetime | None) -> bool:
    """Whether all records of a month are kept."""
    return begun is None or (at.year, at.month) > (begun.year, begun.month)


def _by(taken: Mapping[str, Sequence[tuple[Exchange, datetime]]], cell: str, names: Sequence[str]) -> By:
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


def _kinds(taken: Mapping[str, Sequence[tuple[Exchange, datetime]]]) -> By:
    out: dict[str, dict[str, int]] = defaultdict(dict)
    for person, rows in taken.items():
        for one, _ in rows:
            for kind, count in one.record.counts:
                out[kind][person] = out[kind].get(person, 0) + count
    return dict(sorted(out.items()))
