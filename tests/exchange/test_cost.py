"""Whatever a text is made of, twice as much of it takes twice as many steps: told by counting calls, never by a clock."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from garim import Screen
from garim.detect import carry
from garim.detect.carry import occurrences
from garim.surrogate.restore import Restorer, Table
from garim.text.views import View
from garim.values import Entry

UNITS = [
    "x", "xX", "7", "a1", ".", "%41", "&#x41;", "\\u0041", "\\101", "\\", "a@", "a.", "a_", "a:", "A ", "(", "-", '"', "\n", "a\n",
    "\t", '{"', "[", "1,", "가", "가 ", "가나", "김서준 ", "漢", "\u0410", "a\u200b", "\u1100\u1161", "\x1b[1m", "\uff21", "TWFu",
    "http://a.b/", "10.20.3.7 ", "'a',", "4e ", "=4E", "a b ", "<b>", "a*", "0x4e4f", "a=\n", "a-\n", "\\x4e", "\u20dd", "\x9b1m",
]  # fmt: skip
PART = 2_000
SETTLED = {"a1": 8_000}
"""Where a shorter text is read in another way."""


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Screen:
    words = tmp_path_factory.mktemp("cost") / "words.jsonl"
    words.write_text(json.dumps({"term": "Quillmar", "kind": "org", "aliases": ["퀼마르"]}, ensure_ascii=False), encoding="utf-8")
    made = Screen(lexicons=[words], key=bytes(range(32)))
    made.hide("Quillmar 2026-03-02 10:20 INFO 김서준 담당 a@b.example %41 \\u0041 &#x41; 10.20.3.7\n" * 40)
    return made


def calls(work: Callable[[], object], name: str = "") -> int:
    """How many functions are called, those written in C among them; all, or those of one name."""
    count = 0

    def note(frame: FrameType, event: str, arg: Any) -> None:
        nonlocal count
        count += event == "call" and not name or event == "c_call" and (not name or arg.__name__ == name)

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("unit", UNITS)
def test_hiding_takes_steps_in_proportion(screen: Screen, unit: str) -> None:
    part = SETTLED.get(unit, PART)
    short, long = (unit * (size // len(unit)) for size in (part, 4 * part))
    one, four = calls(lambda: screen.hide(short)), calls(lambda: screen.hide(long))

    assert four < 5 * one + 4 * part


@pytest.mark.parametrize("unit", UNITS)
def test_restoring_takes_steps_in_proportion(unit: str) -> None:
    table = Table([Entry("Saeron", "Quillmar", "stem", "quillmar")])

    def stream(size: int, form: str) -> None:
        restorer = Restorer(table, form)
        text = unit * (size // len(unit)) if form == "text" else json.dumps({"cmd": unit * (size // len(unit))})
        for at in range(0, len(text), 7):
            restorer.feed(text[at : at + 7])
        restorer.finish()

    for form in ("text", "json"):
        one, four = (calls(lambda size=size, form=form: stream(size, form)) for size in (PART, 4 * PART))  # type: ignore[misc]
        assert four < 5 * one


@pytest.mark.parametrize("unit", ["\\", "/", "\\/", "/ \n"[:1] + "\n", "&#92;", "\\u005c"])
def test_a_run_of_slashes_is_not_held_back_for_ever(unit: str) -> None:
    restorer = Restorer(Table([Entry("Saeron", "Quillmar", "stem", "quillmar")]), "text")
    fed = given = 0
    for _ in range(2_000):
        given += len(restorer.feed(unit * 4))
        fed += len(unit * 4)

    assert fed - given < 4_200
    assert restorer.finish() is not None


@pytest.mark.parametrize("unit", ["x", "xX", "ab", "7", "가나", "a\n", "x-"])
@pytest.mark.parametrize("longer", [1, 1.5])
def test_a_long_value_that_repeats_itself_is_looked_for_in_one_pass(unit: str, longer: float) -> None:
    value, view = unit * 3_000, View(unit * int(9_000 * longer) + "x")
    assert len(view.lowered) > len(value)

    assert calls(lambda: list(carry._spans(value.lower(), view)), "find") <= carry.MISSES + 2


def test_one_pass_finds_what_one_by_one_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    """What repeats itself, beside itself in other words, with halves of characters between."""
    pick = random.Random(7)
    for _ in range(100):
        value = "".join(pick.choice("aA1가\ud83d-") for _ in range(3)) * 12
        text = "".join(pick.choice((value, value[:-1], value[1:], value.upper(), "x", " ", "은", "\ud83d")) for _ in range(300))
        together = occurrences(value, View(text))
        with monkeypatch.context() as patched:
            patched.setattr(carry, "MISSES", 1 << 60)
            assert occurrences(value, View(text)) == together


@pytest.mark.parametrize("digit", ["7", "1234567890", "\u0663", "\uff11", "\u00b2", "\u2460"])
@pytest.mark.parametrize("around", ["{}", "id={}", "주민번호 {}", "http://{}/x", "10.{}.1.2", "v{}.{}", "born {}/{}/{}", "&#{};", "card {}"])
def test_a_number_of_any_length_is_a_number(screen: Screen, digit: str, around: str) -> None:
    """Nothing reads it as a number: Python reads none of more than 4,300 digits."""
    text = around.replace("{}", digit * (6_000 // len(digit)))

    assert screen.hide(text).text


def test_all_that_is_unknown_in_a_long_text_is_hidden_and_comes_back(screen: Screen) -> None:
    pick = random.Random(3)
    text = "".join(pick.choices("abcdefghijklmnopqrstuvwxyz     ", k=40_000))
    hidden = screen.hide(text)

    assert hidden.restore(hidden.text) == text
