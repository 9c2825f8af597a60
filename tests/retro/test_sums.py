"""Figures of a year against a recount that shares no code with them; time zones, empty years, retention, owners."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from garim.errors import BadInput
from garim.retro import Audit, Review, Zones, correct, gather, review, year_of
from garim.retro import uses as noted
from garim.store import Store
from garim.values import Event
from tests.retro import made

BEGIN = datetime(2026, 1, 1, tzinfo=ZoneInfo("Asia/Seoul")).timestamp()
SEOUL = Zones("Asia/Seoul")


@pytest.fixture(scope="module")
def two_years(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Path]]:
    """Two people, two years."""
    folder = tmp_path_factory.mktemp("years")
    store, clock = made.opened(folder, BEGIN - 366 * 86400)
    maker = made.year(store, clock, BEGIN - 365 * 86400, 500, "mina", seed=1)
    made.year(store, clock, BEGIN, 200, "jo", seed=2)
    maker = made.year(store, clock, BEGIN - 43_200, 900, "mina", seed=3, agents=True)
    assert maker.count == 900
    yield store, folder
    store.close()


def told(store: Store, owner: str, year: int = 2026, zones: Zones = SEOUL, now: float = BEGIN + 366 * 86400) -> Review:
    return review(gather(store, Audit("client", owner), owner), year, zones, now)


def recount(folder: Path, store: Store, owner: str, year: int, zone: str) -> dict[str, Any]:
    """The same figures, counted anew: straight from the database and the documents, one plain loop a figure."""
    with sqlite3.connect(folder / "garim.db") as db:
        rows = [json.loads(text) for (text,) in db.execute("SELECT record FROM garim_audit ORDER BY number")]
    lines = [line for doc in store.history.all(owner, "use").result() for line in json.loads(doc.data)]
    here = [row | {"local": datetime.fromtimestamp(row["at"], ZoneInfo(zone))} for row in rows if row.get("client") == owner and not row.get("event")]
    years = sorted({row["local"].year for row in here} | {datetime.fromtimestamp(line[1], ZoneInfo(zone)).year for line in lines if line[0] == "d"})
    here = [row for row in here if row["local"].year == year]
    asks = [row for row in here if row["protocol"] in ("chat", "anthropic", "responses", "gemini", "completions")]
    by_sha = {line[2]: line for line in lines if line[0] == "a"}
    left = [row for row in asks if row["status"] == "sent"]
    went_on = [row for row in left if (line := by_sha.get(row["outbound_sha256"][:16])) and len(line) > 11 and line[11]]
    again = [row["number"] for row in left if (line := by_sha.get(row["outbound_sha256"][:16])) and line[9]]
    new = [row for row in left if row["number"] not in again]
    characters = sum(row["characters"] for row in left)
    left = [row for row in left if row not in went_on]
    mine = [by_sha.get(row["outbound_sha256"][:16]) for row in left]
    noted_ = [line for line in mine if line]
    did = [(line, datetime.fromtimestamp(line[1], ZoneInfo(zone))) for line in lines if line[0] == "d"]
    kinds: Counter[str] = Counter()
    for row in new:
        kinds.update(row["counts"] if row["fresh"] is None else row["fresh"])
    return {
        "years": years,
        "rounds": len(went_on),
        "exchanges": len(left),
        "months": [sum(row["local"].month == month for row in left) for month in range(1, 13)],
        "hours": [sum(row["local"].hour == hour for row in left) for hour in range(24)],
        "days": [sum(row["local"].weekday() == day for row in left) for day in range(7)],
        "weeks": dict(Counter(row["local"].strftime("%G-W%V") for row in left)),
        "hidden": sum(kinds.values()),
        "kinds": dict(kinds),
        "models": dict(Counter(row["model"] for row in left)),
        "upstreams": dict(Counter(row["upstream"] for row in left)),
        "places": dict(Counter(row["trust"] for row in left)),
        "characters": characters,
        "outside": sum(row["trust"] == "outside" for row in left),
        "refused": sum(row["status"] == "refused" for row in asks),
        "broken": sum(row["status"] in ("failed", "cancelled") for row in asks),
        "purposes": dict(Counter(line[3] if line else "unknown" for line in mine)),
        "unsure": sum(not line[5] for line in noted_),
        "languages": dict(Counter(line[6] if line else "" for line in mine)),
        "changed": sum(bool(line[7] or line[8]) for line in noted_),
        "let": sum(line[7] for line in noted_),
        "hid": sum(line[8] for line in noted_),
        "retried": sum(line[9] for line in noted_),
        "answers": sum(bool(line[10]) for line in noted_),
        "kept": len({line[2] for line, at in did if at.year == year}),
        "copied": len({line[2] for line, at in did if at.year == year and line[3] == "copied"}),
    }


@pytest.mark.parametrize("zone", ["Asia/Seoul", "America/Los_Angeles", "Asia/Kathmandu", "UTC"])
@pytest.mark.parametrize(("owner", "year"), [("mina", 2026), ("mina", 2025), ("jo", 2026)])
def test_figures_are_those_of_a_recount(two_years: tuple[Store, Path], owner: str, year: int, zone: str) -> None:
    store, folder = two_years
    found, plain = told(store, owner, year, Zones(zone)), recount(folder, store, owner, year, zone)
    total = {name: getattr(found.total, name) for name in found.total.__struct_fields__}

    assert found.total.exchanges > 100
    assert total == {name: plain[name] for name in total}
    assert [month.exchanges for month in found.months] == plain["months"]
    assert (found.hours, found.days, found.unsure) == (plain["hours"], plain["days"], plain["unsure"])
    assert {week: count for week, count in found.weeks if count} == plain["weeks"]
    for name in ("purposes", "languages", "models", "upstreams", "places", "kinds"):
        assert {key: count for key, count in getattr(found, name) if count} == plain[name], name
    assert sum(sum(row) for row in found.by_month.values()) == plain["exchanges"]
    assert found.years == plain["years"]


def test_nobody_is_counted_with_another(two_years: tuple[Store, Path]) -> None:
    store, _ = two_years
    both = told(store, "mina").total.exchanges + told(store, "jo").total.exchanges

    assert told(store, "").total.exchanges == told(store, "min").total.exchanges == told(store, 'mina","x":"').total.exchanges == 0
    assert both == sum(row[0] for row in [(told(store, "mina").total.exchanges,), (told(store, "jo").total.exchanges,)]) > 300


def test_an_empty_year_says_which_years_there_are(two_years: tuple[Store, Path]) -> None:
    store, _ = two_years
    found = told(store, "mina", 2019)

    assert found.total == type(found.total)() and found.years == [2025, 2026]
    assert len(found.months) == 12 and found.hours == [0] * 24


def test_the_year_turns_at_her_own_midnight(tmp_path: Path) -> None:
    """One moment is this year's in Seoul and last year's in Berlin; and one after another where she moved."""
    store, clock = made.opened(tmp_path)
    maker = made.Maker(store, clock)
    at = datetime(2026, 1, 1, 3, 0, tzinfo=ZoneInfo("Asia/Seoul")).timestamp()
    maker.exchange(at)
    maker.exchange(datetime(2026, 7, 1, 9, 30, tzinfo=ZoneInfo("Europe/Berlin")).timestamp())
    maker.write()
    seoul, berlin = told(store, "", 2026, Zones("Asia/Seoul")), told(store, "", 2025, Zones("Europe/Berlin"))
    moved = told(store, "", 2026, Zones("Asia/Seoul, 2026-06-01 Europe/Berlin"))
    store.close()

    assert (seoul.total.exchanges, seoul.hours[3], seoul.months[0].exchanges) == (2, 1, 1)
    assert (berlin.total.exchanges, berlin.hours[19], berlin.months[11].exchanges, berlin.years) == (1, 1, 1, [2025, 2026])
    assert (seoul.hours[16], moved.hours[9], moved.hours[3]) == (1, 1, 1)


def test_clocks_that_change_count_every_exchange_once(tmp_path: Path) -> None:
    """The hour that comes twice and the hour that never was."""
    store, clock = made.opened(tmp_path)
    maker = made.Maker(store, clock)
    spring, autumn = 1774746000.0, 1792890000.0  # Europe/Berlin: 2026-03-29 02:00 → 03:00, 2026-10-25 03:00 → 02:00
    for at in (spring - 1800, spring + 1800, autumn - 1800, autumn + 1800):
        maker.exchange(at)
    found = told(store, "", 2026, Zones("Europe/Berlin"))
    store.close()

    assert (found.total.exchanges, found.hours[1], found.hours[2], found.hours[3]) == (4, 1, 2, 1)


@pytest.mark.parametrize("text", ["", "Nowhere/Else", "Asia/Seoul, Europe/Berlin", "2026-01-01 Asia/Seoul", "Asia/Seoul, 2026-06-01 UTC, 2026-05-01 UTC", "Asia/Seoul, 2026-13-01 UTC", "../../etc/passwd", "Asia/Seoul\0", "Asia/Seoul, 2026-01-01 x y"])
def test_zones_that_are_none_are_told(text: str) -> None:
    with pytest.raises(BadInput):
        Zones(text)


@pytest.mark.parametrize("text", ["", "26", "20x6", "2027", "９９９９", "0000", "12026", "-2026", "1900"])
def test_years_that_are_none_are_told(text: str) -> None:
    with pytest.raises(BadInput):
        year_of(text, datetime(2026, 12, 1))


def test_records_that_retention_deleted_are_told(tmp_path: Path) -> None:
    store, clock = made.opened(tmp_path, BEGIN)
    maker = made.Maker(store, clock)
    audit = Audit("client", "")
    for day in range(100):
        maker.exchange(BEGIN + day * 86400)
        if day == 49:
            store.checkpoint().result()
    maker.write()
    before = review(gather(store, audit, ""), 2026, SEOUL, clock.now)
    assert store.cut(-50 * 86400).result() == 50  # the store's own clock is not moved by ours
    found = review(gather(store, audit, ""), 2026, SEOUL, clock.now)
    fresh = told(store, "")
    later = told(store, "", 2025)
    store.close()

    assert (before.total.exchanges, before.kept_from) == (100, "")
    assert (found.total.exchanges, found.kept_from) == (fresh.total.exchanges, fresh.kept_from) == (50, "2026-02-20")
    assert later.kept_from == "2026-02-20"


def test_events_and_other_calls_are_no_exchanges(tmp_path: Path) -> None:
    store, clock = made.opened(tmp_path, BEGIN)
    maker = made.Maker(store, clock)
    maker.exchange(BEGIN + 10)
    for protocol in ("embeddings", "anthropic_count_tokens", "garim_hide", "speech"):
        maker.other(BEGIN + 20, "hidden" if protocol == "garim_hide" else "sent", protocol=protocol, outbound_sha256="a" * 64)
    maker.other(BEGIN + 30, "sent")  # a stored answer that was fetched: nothing left
    store.append(Event(event="review", details={"client": "", "agreed": 1})).result()
    found = told(store, "")
    store.close()

    assert found.total.exchanges == 1
    assert dict(found.others) == {"embeddings": 1, "anthropic_count_tokens": 1, "garim_hide": 1, "speech": 1}


def test_her_word_wins_and_is_taken_back(tmp_path: Path) -> None:
    store, clock = made.opened(tmp_path, BEGIN)
    maker = made.Maker(store, clock)
    for turn in range(3):
        maker.exchange(BEGIN + turn, "mina", purpose="code")
    maker.write()
    exchanges = gather(store, Audit("client", "mina"), "mina").exchanges
    correct(store.history, "mina", exchanges[1].record, "learning")
    correct(store.history, "mina", exchanges[2].record, "sql")
    found = told(store, "mina")
    correct(store.history, "mina", exchanges[2].record, "")
    back = told(store, "mina")
    with pytest.raises(BadInput):
        correct(store.history, "mina", exchanges[0].record, "gossip")
    others = told(store, "")
    store.close()

    assert {name: n for name, n in found.purposes if n} == {"code": 1, "learning": 1, "sql": 1} and found.corrected == 2
    assert {name: n for name, n in back.purposes if n} == {"code": 2, "learning": 1} and back.corrected == 1
    assert others.corrected == 0


def test_a_correction_belongs_to_its_record_only(tmp_path: Path) -> None:
    """A store that began anew numbers anew: a correction of another record with that number is none."""
    store, clock = made.opened(tmp_path, BEGIN)
    maker = made.Maker(store, clock)
    maker.exchange(BEGIN, purpose="code")
    maker.write()
    record = gather(store, Audit("client", ""), "").exchanges[0].record
    correct(store.history, "", record._replace(sha="0" * 16), "sql")
    found = told(store, "")
    store.close()

    assert found.corrected == 0 and dict(found.purposes)["code"] == 1


def test_what_does_not_open_is_counted_and_told(tmp_path: Path) -> None:
    store, clock = made.opened(tmp_path, BEGIN)
    maker = made.Maker(store, clock)
    for turn in range(30):
        maker.exchange(BEGIN + turn)
    maker.write(size=10)
    record = gather(store, Audit("client", ""), "").exchanges[0].record
    correct(store.history, "", record, "sql")
    store.history.put("", noted.ROOM, "nonsense", b"\xff{").result()
    with sqlite3.connect(tmp_path / "garim.db") as db:
        name = db.execute("SELECT name FROM garim_page ORDER BY length(sealed) DESC LIMIT 1").fetchone()[0]
        db.execute("UPDATE garim_page SET sealed = zeroblob(99) WHERE name = ?", (name,))
    found = told(store, "")
    store.close()

    assert found.damaged == 2 and found.total.exchanges == 30
    assert 0 < dict(found.purposes)["unknown"] <= 10


def test_the_same_bytes_twice_find_their_own_lines(tmp_path: Path) -> None:
    """A question that was asked again leaves the same bytes: each exchange has its line, and a lost one borrows what for."""
    store, clock = made.opened(tmp_path, BEGIN)
    sha = "ab" * 32
    for at in (BEGIN, BEGIN + 5000, BEGIN + 90_000):
        clock.now = at
        made.Maker(store, clock).other(at, "sent", outbound_sha256=sha, counts={})
    lines: list[noted.Line] = [noted.Asked(BEGIN + 0.1, sha[:16], "sql", 90, True, "ko", again=False, answer="t/a"), noted.Asked(BEGIN + 5000.1, sha[:16], "sql", 90, True, "ko", let=2, again=True, answer="t/b")]
    noted.write(store.history, "", "d", lines, 0.0).result()
    found = told(store, "")
    store.close()

    assert (found.total.exchanges, dict(found.purposes)["sql"], found.total.retried, found.total.let, found.total.answers) == (3, 3, 1, 2, 2)


@pytest.mark.parametrize("name", ["bench.retro", "bench.records"])
def test_what_measures_it_starts(name: str) -> None:
    """It is run by hand, so a name that moved would be missed."""
    from importlib import import_module

    assert import_module(name).main
