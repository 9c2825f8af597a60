"""Plans are read from what she wrote, and asked about until they are ticked."""

from __future__ import annotations

from datetime import date

import pytest

from garim.records import plans
from garim.records.shelf import Note, Record
from garim.records.templates import BUILT_IN, again, template

DAY = 86400.0


def record(name: str, begun: float, text: str, kind: str = "retrospective", **more: str) -> Record:
    return Record(name, 1, Note(kind, "ko", f"제목 {name}", text, begun * DAY, begun * DAY, **more))


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("- [ ] 매주 리뷰", [("open", "매주 리뷰")]),
        ("* [x] done\n1. [X] also\n+ [-] not any more", [("done", "done"), ("done", "also"), ("dropped", "not any more")]),
        ("## 계획\n- 하나\n- 둘\n## 다음\n- 계획 아님", [("open", "하나"), ("open", "둘")]),
        ("## 내년 계획\n1. 하나\n### 더\n- 둘\n## 끝\n- 셋", [("open", "하나"), ("open", "둘")]),
        ("# Plan\n- one\n\n# What went well\n- two", [("open", "one")]),
        ("## Expectation\n\nwords\n\n- faster by 2027-03", [("open", "faster by 2027-03")]),
        ("## 기대:\n- 절반으로", [("open", "절반으로")]),
        ("## 계획성 없는 하루\n- 아님", []),
        ("## Planet\n- not", []),
        ("- plain\n- [ ] ", []),
        ("```\n- [ ] in code\n```\n- [ ] out", [("open", "out")]),
    ],
)
def test_what_a_text_plans(text: str, stated: list[tuple[str, str]]) -> None:
    assert list(plans.stated(text)) == stated


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-03-01까지", "2027-03-01"),
        ("(2027-02)", "2027-02-28"),
        ("2028년 2월까지", "2028-02-29"),
        ("2027년 3월 5일", "2027-03-05"),
        ("2027.3.5 전에", "2027-03-05"),
        ("by 2027/12/31 at the latest", "2027-12-31"),
        ("2027년 말", "2027-12-31"),
        ("end of 2027", "2027-12-31"),
        ("by 2028", "2028-12-31"),
        ("2027-02-30", ""),
        ("버전 2.0.1", ""),
        ("곧", ""),
    ],
)
def test_the_day_a_plan_names(text: str, day: str) -> None:
    found = plans.day(text)

    assert (found.isoformat() if found else "") == day


def test_a_plan_stays_open_until_a_later_record_ticks_it() -> None:
    first = record("a", 1, "- [ ] 리뷰 매주\n- [ ] 문서 (2026-03)\n- [ ] 영어")
    second = record("b", 2, "- [x] 리뷰  매주 (← 제목 a)\n- [-] 영어")
    state = {plan.text: (plan.state, plan.due, plan.record, plan.last) for plan in plans.plans([second, first])}

    assert state == {"리뷰 매주": ("done", "", "a", "b"), "문서 (2026-03)": ("open", "2026-03-31", "a", "a"), "영어": ("dropped", "", "a", "b")}


@pytest.mark.parametrize("copy", ["0", "z"])
def test_another_devices_copy_does_not_open_a_plan_again(copy: str) -> None:
    """What stands in the copy alone is a plan too."""
    mine = record("m", 1, "- [x] 리뷰")
    beside = record(copy, 1, "- [ ] 리뷰\n- [ ] 문서", beside="m")

    assert {plan.text: plan.state for plan in plans.plans([mine, beside])} == {"리뷰": "done", "문서": "open"}


def test_a_new_record_asks_about_what_is_open() -> None:
    first = record("a", 1, "## 계획\n- 리뷰\n- [x] 끝난 일")
    other = record("c", 1, "- [ ] 딴 종류", "decision")
    asked = plans.carried([first, other], "retrospective", "ko")

    assert asked == "## 지난 계획은 어떻게 되었나\n\n- [ ] 리뷰 (← 제목 a)\n"
    second = record("b", 2, asked.replace("[ ]", "[x]"))
    assert plans.carried([first, second, other], "retrospective", "ko") == ""


def test_the_five_headings_stand_beside_the_next_decision() -> None:
    """Whoever left once has what she wrote then at hand when she decides again; a copy of a conflict does not count."""
    left = record("a", 1, "x", "departure")
    copy = record("d", 1.5, "x", "departure", beside="a")
    retro, decided = record("b", 2, "x"), record("c", 3, "x", "decision")

    assert [one.id for one in plans.beside([left, retro, decided, copy], "decision")] == ["c", "a"]
    assert [one.id for one in plans.beside([left, retro, decided], "retrospective")] == ["b"]


@pytest.mark.parametrize("kind", BUILT_IN)
def test_every_template_is_there_in_both_languages(kind: str) -> None:
    korean, english = (template(kind, lang, date(2026, 12, 30)) for lang in ("ko", "en"))

    assert [line.split()[0] for line in korean.splitlines() if line[:1] == "#"] == [line.split()[0] for line in english.splitlines() if line[:1] == "#"]
    assert "{" not in korean + english and len(korean.splitlines()) > 8


def test_departure_has_five_headings() -> None:
    assert template("departure", "ko", date(2026, 6, 1)).count("\n## ") == 5


@pytest.mark.parametrize(("kind", "today", "day"), [("retrospective", date(2026, 12, 30), "2027-12-30"), ("retrospective", date(2028, 2, 29), "2029-02-28"), ("decision", date(2026, 8, 31), "2027-02-28"), ("decision", date(2026, 6, 15), "2026-12-15"), ("diary", date(2026, 1, 1), "")])
def test_when_a_kind_is_looked_at_again(kind: str, today: date, day: str) -> None:
    assert again(kind, today) == day
