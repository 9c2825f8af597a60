"""The one matcher: where a value stands in a text, and where it only seems to."""

from __future__ import annotations

import pytest

from garim.detect.carry import Carried, Known, carries, everywhere, is_telling, occurrences
from garim.text.views import View
from garim.values import Finding


def places(value: str, text: str) -> list[str]:
    return [text[p.start : p.end] for p in occurrences(value, View(text))]


@pytest.mark.parametrize(
    ("value", "text", "expected"),
    [
        ("garam", "garam Garam GARAM", ["garam", "Garam", "GARAM"]),
        ("garam", "garamond megagaram", []),
        ("garam", "GaramService garam_mst x.garam.y garam2 2garam", ["Garam", "garam", "garam", "garam", "garam"]),
        ("garam", "myGaramX HTTPGaramX GARAMService", ["Garam", "Garam", "GARAM"]),
        ("ab12", "ab12 ab123 xab12 ab12x AB12", ["ab12", "AB12"]),
        ("12345", "12345 123456 12345원", ["12345", "12345"]),
        ("p@ss!", "xp@ss!y p@ss!", ["p@ss!"]),
        ("8f3a-77c1-99d0", "x8f3a-77c1-99d0y", ["8f3a-77c1-99d0"]),
        ("가람", "가람은 가람 가람에서 가람팀장", ["가람"] * 4),
        ("가람", "나가람 가람찌 서가람", []),
        ("가람솔", "신가람솔은행 가람솔", ["가람솔", "가람솔"]),
        ("가람", "x가람y", ["가람"]),
        ("가람", "", []),
        ("", "x", []),
    ],
)
def test_a_value_stands_on_its_boundaries(value: str, text: str, expected: list[str]) -> None:
    assert places(value, text) == expected


def test_disguised_occurrences_say_how() -> None:
    text = "가\u200b람솔 %EA%B0%80%EB%9E%8C%EC%86%94 ed9884 6rCA656M7IaU"

    assert [(p.form, p.plain) for p in occurrences("가람솔", View(text))] == [
        ("percent", "가람솔"),
        ("hidden", "가람솔"),
        ("base64", "가람솔"),
    ]


def finding(**more: object) -> Finding:
    base = {"start": 0, "end": 5, "kind": "product", "family": "stem", "entity": "garam", "why": "w"}
    return Finding(**{**base, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, True),
        ({"rank": 39}, False),
        ({"family": "person", "part": "full", "entity": "김서준"}, True),
        ({"family": "person", "part": "given", "entity": "김서준"}, False),
        ({"entity": "ab"}, False),
        ({"entity": "ab", "plain": "garam"}, True),
        ({"entity": "1234"}, False),
    ],
)
def test_what_carries(more: dict[str, object], expected: bool) -> None:
    assert carries(finding(**more)) is expected


def test_short_values_tell_nothing() -> None:
    assert [is_telling(v) for v in ("가", "가람", "ab", "abc", "1234", "12345", "")] == [False, True, False, True, False, True, False]


def test_many_values_are_found_as_each_by_itself() -> None:
    """In one pass over a long text as one after the other: on boundaries, said twice, in disguises, beside half a pair."""
    from urllib.parse import quote

    values = [*(f"velmo{n:02}" for n in range(80)), "가람솔", "도란", "narae", "ab-12-cd-34-ef"]
    text = "velmo01 xvelmo02 velmo03y 가람솔은 도란도란 도란은 NaraeClient unnarae zab-12-cd-34-efz " + quote("가람솔") + " 6rCA656M7IaU "
    for tail in ("", "\ud800"):
        view = View((text + "padding of a long text " * 1000) + tail)
        found = everywhere(values, view)
        assert found == {value: occurrences(value, view) for value in values}
        assert sum(map(len, found.values())) > 5
        carried = Carried()
        carried.values = {value: Known(finding(), 0) for value in values}
        assert carried.standing(view) == [value for value in values if value in view.everything]
