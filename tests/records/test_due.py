"""What comes round, and the calendar of it."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

import pytest
from icalendar import Calendar

from garim.cli._korean import catalogue
from garim.records import plans
from garim.records.due import SAID, calendar, due
from garim.records.templates import template
from tests.records.test_plans import record


def test_plans_and_reviews_come_round() -> None:
    old = record("a", 1, "- [ ] 리뷰 (2026-03)\n- [ ] 문서\n- [x] 끝", due="2026-12-01")
    decided = record("d", 2, "## 기대\n- 절반으로", "decision", due="2026-06-01")
    items = due([old, decided])

    assert [(item.day, item.what, item.text) for item in items] == [
        ("2026-03-31", "plan", "리뷰 (2026-03)"),
        ("2026-06-01", "plan", "절반으로"),
        ("2026-06-01", "review", "제목 d"),
        ("2026-12-01", "plan", "문서"),
        ("2026-12-01", "review", "제목 a"),
    ]


def test_a_review_that_was_held_is_not_asked_about_again() -> None:
    old = record("a", 1, "- [ ] 문서", due="2026-12-01")
    new = record("b", 2, "## 지난 계획은 어떻게 되었나\n- [x] 문서 (← 제목 a)", due="2027-12-01")

    assert [(item.day, item.what, item.record) for item in due([old, new])] == [("2027-12-01", "review", "b")]


def test_a_plan_that_was_carried_on_comes_with_what_it_was_carried_into() -> None:
    """And is ticked there: where it stood first a later record has the last word. A day that it names stays, and so does its
    event in the calendar."""
    old = record("a", 1, "- [ ] 문서\n- [ ] 리뷰 (2026-03)", due="2026-12-01")
    new = record("b", 2, plans.carried([old], "retrospective", "ko"), due="2027-12-01")
    before, after = ([item for item in due(records) if item.what == "plan"] for records in ([old], [old, new]))

    assert [(item.day, item.text, item.record) for item in after] == [("2026-03-31", "리뷰 (2026-03)", "b"), ("2027-12-01", "문서", "b")]
    assert len({event["uid"] for items in (before, after) for event in Calendar.from_ical(calendar(items, 0.0)).walk("VEVENT")}) == 2


def test_the_calendar_is_read_back_and_tells_nothing() -> None:
    items = due([record("a", 1, "- [ ] 미래온을 떠나기 (2026-03-05)", due="2026-12-01")])
    data = calendar(items, 1_800_000_000.0)
    events = Calendar.from_ical(data).walk("VEVENT")

    assert "미래온".encode() not in data and "제목".encode() not in data
    assert [event.decoded("dtstart") for event in events] == [date(2026, 3, 5), date(2026, 12, 1)]
    assert [str(event["summary"]) for event in events] == ["Garim: 회고에 적은 계획 돌아보기", "Garim: 회고 다시 보기"]
    assert len(Calendar.from_ical(data).walk("VALARM")) == 2
    assert calendar(items, 1_800_000_000.0) == data  # the same items keep their ids


def test_the_calendar_tells_all_where_she_wants() -> None:
    items = due([record("a", 1, "- [ ] 미래온을 떠나기 (2026-03-05)")])

    assert str(Calendar.from_ical(calendar(items, 0.0, full=True)).walk("VEVENT")[0]["summary"]) == "미래온을 떠나기 (2026-03-05)"


def test_nothing_is_a_calendar_too() -> None:
    assert Calendar.from_ical(calendar([], 0.0)).walk("VEVENT") == []


@pytest.mark.parametrize("kind", ["retrospective", "departure", "decision"])
def test_a_kind_has_one_name_everywhere(kind: str) -> None:
    """On the page, in the terminal, over its template and in the calendar."""
    page = (files("garim.web") / "lang" / "records.js").read_text(encoding="utf-8")
    name = catalogue()[kind]

    assert f'{kind}: "{name}"' in page and f'{kind}: "{kind.capitalize()}"' in page
    assert SAID["ko"][kind].startswith(name) and SAID["en"][kind] == kind
    assert name in template(kind, "ko", date(2026, 12, 1)).splitlines()[0]
