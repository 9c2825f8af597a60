"""A team's sums: whatever can be worked out from what is shown, by adding and taking away, is of five people or more."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from garim.retro import Audit, Zones
from garim.retro.team import LEAST, MOST, By, TeamReview, apart, protected, team_review
from garim.store import Store
from tests.retro import made

BEGIN = datetime(2025, 1, 1, tzinfo=UTC).timestamp()
NOW = datetime(2026, 3, 10, tzinfo=UTC).timestamp()
HOUSE = Zones("UTC")


def smallest(cells: By, asker: str = "") -> int:
    """The smallest group whose sum an attacker gets from the table: of each cell that is shown, of any of them together, and of
    the total less any of them; and of each without the asker, who knows her own."""
    total, shown = protected(cells, asker)
    open_ = [name for name, count in shown if count is not None]
    if total is None:
        assert open_ == []
        return 1 << 30
    groups = []
    for size in range(len(open_) + 1):
        for some in itertools.combinations(open_, size):
            rest = [name for name in cells if name not in some]
            for names in (some, rest):
                parts = Counter[str]()
                for name in names:
                    parts.update({person: count for person, count in cells[name].items() if count and person != asker})
                if parts:
                    groups.append(len(parts) if max(parts.values()) <= MOST * sum(parts.values()) else 1)
    return min(groups)


@pytest.mark.parametrize("seed", range(60))
def test_no_smaller_group_follows_from_what_is_shown(seed: int) -> None:
    rng = random.Random(seed)
    people = [f"p{n}" for n in range(rng.randrange(1, 13))]
    cells = {f"c{n}": {person: rng.randrange(0, 90) * rng.choice([1, 1, 1, 40]) for person in people if rng.random() < rng.choice([0.1, 0.4, 0.8, 1.0])} for n in range(rng.randrange(1, 8))}
    for asker in ("", "p0"):
        assert smallest(cells, asker) >= LEAST
        total, shown = protected(cells, asker)
        assert all(count is None or count == sum(cells[name].values()) for name, count in shown)
        assert total in (None, sum(sum(row.values()) for row in cells.values()))


def test_one_small_cell_takes_a_second_with_it() -> None:
    """Six people, one of them alone in May: May would follow from the total, so another month goes, too."""
    everyone = {f"p{n}": 10 for n in range(6)}
    total, shown = protected({"april": everyone, "may": {"p1": 7}, "june": {**everyone, "p5": 1}})
    found = dict(shown)

    assert total == 60 + 7 + 51 and found["may"] is None
    assert sorted(name for name, count in found.items() if count is None) == ["june", "may"] and found["april"] == 60


def test_what_she_can_take_out_does_not_count() -> None:
    five = {"all": {f"p{n}": n + 1 for n in range(5)}}

    assert protected(five) == (15, [("all", 15)])
    assert protected(five, "p0") == (None, [("all", None)])
    assert protected({"all": {**five["all"], "p5": 1}}, "p0")[0] == 16


def test_a_sum_that_is_nearly_one_persons_is_not_shown() -> None:
    """Of seven people one has over four fifths: it is hers; with the asker's own part taken out, too."""
    others = {f"p{n}": 10 for n in range(1, 7)}

    assert protected({"all": {"p0": 239, **others}})[0] == 299 and protected({"all": {"p0": 241, **others}}) == (None, [("all", None)])
    assert protected({"all": {"p0": 239, **others}}, "p1")[0] is None
    assert apart({"01": {"p0": 500, **others}, "02": others}) == (60, [("01", None), ("02", 60)])
    total, shown = protected({"code": {"p0": 900, **others}, "sql": {**others, "p0": 700}, "docs": dict.fromkeys(others, 300)})
    assert total == 960 + 760 + 1800 and [name for name, count in shown if count is None] == ["code", "sql", "docs"]


def test_no_two_totals_tell_a_month_that_is_not_shown(tmp_path: Path) -> None:
    """Three people in April, six else; one who has nearly all of July: whatever is held against whatever, they are in no sum."""
    store, clock = made.opened(tmp_path, BEGIN)
    maker = made.Maker(store, clock)
    for day in range(400):
        at = BEGIN + day * 86400 + 3600
        month = datetime.fromtimestamp(at, UTC).month
        for number in range(3 if month == 4 else 6):
            for again in range(30 if month == 7 and not number else 1):
                maker.exchange(at + 60 * number + again, f"p{number}", team="loans", purpose="code", model="common", upstream="openai")
    maker.write()
    looks = [seen(store, 2025, datetime(2025 + (month > 12), (month - 1) % 12 + 1, 2, tzinfo=UTC).timestamp()) for month in range(2, 14)]
    store.close()
    last = looks[-1]

    assert [name for name, count in last.months if count is None] == ["04", "07"] and last.ended
    for look in looks:
        assert look.exchanges == sum(count or 0 for _, count in look.months)
    for before, after in itertools.pairwise(looks):
        new = [count for (_, then), (_, count) in zip(before.months, after.months, strict=True) if then is None and count]
        assert (after.exchanges or 0) - (before.exchanges or 0) == sum(new)
    for table in (last.purposes, last.models, last.places):
        assert sum(count or 0 for _, count in table) == last.exchanges


def filled(folder: Path, people: int, lone: str = "") -> Store:
    """A team that works all year; one of them alone at architecture, and alone in the night of a model."""
    store, clock = made.opened(folder, BEGIN)
    maker = made.Maker(store, clock)
    rng = random.Random(5)
    rows = [(BEGIN + day * 86400 + 3600 * n, f"p{n}") for day in range(430) for n in range(people) if rng.random() < 0.3]
    for at, person in sorted(rows):
        purpose = "architecture" if person == "p0" and rng.random() < 0.2 else rng.choice(["code", "sql"])
        maker.exchange(at, person, team="loans", purpose=purpose, model="rare" if person == "p0" and rng.random() < 0.1 else "common", upstream="openai")
        maker.exchange(at + 5, "stranger", team="cards")
    maker.write()
    return store


def seen(store: Store, year: int = 2025, now: float = NOW, asker: str = "") -> TeamReview:
    return team_review(store, Audit("team", "loans"), "loans", year, HOUSE, now, asker)


def test_a_team_of_seven_is_summed_and_the_one_is_not_seen(tmp_path: Path) -> None:
    store = filled(tmp_path, 7)
    found, running = seen(store), seen(store, 2026)
    store.close()
    purposes, models = dict(found.purposes), dict(found.models)

    assert found.exchanges and found.ended and all(count for _, count in found.months)
    assert purposes["architecture"] is None and list(purposes.values()).count(None) >= 2
    assert models == {"common": None, "rare": None}  # two cells: the other follows from the total
    assert sum(count for _, count in found.months if count) == found.exchanges
    assert "p0" not in str(found) and "stranger" not in str(found)
    # The year that runs: months that are over, and nothing that two looks could be held against each other for.
    assert [name for name, count in running.months if count] == ["01", "02"] and not running.ended
    assert running.purposes == running.models == running.kinds == []


@pytest.mark.parametrize(("people", "asker", "shown"), [(4, "", False), (5, "", True), (5, "p1", False), (6, "p1", True), (5, "stranger", True)])
def test_never_below_five(tmp_path: Path, people: int, asker: str, shown: bool) -> None:
    store = filled(tmp_path, people)
    found = seen(store, asker=asker)
    store.close()

    assert (found.exchanges is not None) is shown
    assert any(count is not None for _, count in found.months) is shown


def test_two_looks_differ_by_whole_months_only(tmp_path: Path) -> None:
    """From day to day nothing changes; at a month's end exactly that month comes."""
    store = filled(tmp_path, 6)
    looks = [seen(store, 2026, datetime(2026, 2, day, tzinfo=UTC).timestamp()) for day in (1, 14, 28)]
    later = seen(store, 2026, datetime(2026, 3, 1, tzinfo=UTC).timestamp())
    store.close()

    assert looks[0] == looks[1] == looks[2]
    assert [name for (name, now), (_, then) in zip(later.months, looks[0].months, strict=True) if now != then] == ["02"]


def test_a_month_of_which_records_were_deleted_is_not_shown(tmp_path: Path) -> None:
    store = filled(tmp_path, 6)
    store.checkpoint().result()
    audit = Audit("team", "loans")
    audit.look(store)
    audit._first = (500, BEGIN + 70 * 86400)
    audit._see_first = lambda _: None  # type: ignore[method-assign]
    found = team_review(store, audit, "loans", 2025, HOUSE, NOW)
    store.close()

    assert [name for name, count in found.months if count is None] == ["01", "02", "03"] and not found.ended and found.purposes == []
