"""Addresses in any case and over several lines, look-alikes in code and logs, and texts made of nothing but beginnings."""

from __future__ import annotations

import time

import pytest

from garim.detect.scan import Detector
from tests.detect.patterns.all_engine import all_engine

LINES = (
    "4417 Larkmoor Skyway\nSuite 903\nPort Kestrelton, OH 44107-2231",
    "Flat 3, 14 Marlowe Rise, Quillanham, Leeds LS1 4AP",
    "Lindenstraße 7b, 10115 Berlin",
    "3 bis avenue du Tilleul, 69003 Lyon",
    "Via dei Cedri 14, 00184 Roma",
)


def hidden(text: str) -> str:
    """The text with every character that a finding covers as "·"."""
    out = list(text)
    for finding in Detector(engine=all_engine(), cache=0).scan(text):
        out[finding.start : finding.end] = "·" * (finding.end - finding.start)
    return "".join(out)


@pytest.mark.parametrize("write", [str, str.lower, str.upper])
@pytest.mark.parametrize("line", LINES)
def test_an_address_is_hidden_whole_in_any_case(line: str, write: object) -> None:
    assert callable(write)
    address = write(line)
    left = hidden(f"please ship it to {address}, thanks")

    assert not any(c.isalnum() for c in left.removeprefix("please ship it to ").removesuffix(", thanks"))
    assert left.startswith("please ship it to ")


@pytest.mark.parametrize(
    "text",
    [
        "the 3 way handshake took 20 ms on a 2 lane road",
        "see section 12 Main Street view of the data flow",
        "port 8080 via proxy 10, 20000 rows",
        "def street(self, number: int = 12, way: str = 'b'):",
        "기본적으로 3개, 별도로 12 건을 처리하고 로그로 20 줄",
        "버전 3으로 5 회 재시도, 순서대로 1-2 진행",
        "Copyright 2004 James M. Cape",
    ],
)
def test_prose_and_code_with_words_of_streets_stay(text: str) -> None:
    assert hidden(text) == text


@pytest.mark.parametrize("unit", ["12 oak street ", "via a b c 12, ", "minato-ku, ", "Mara, LS1 4AP ", ", TX 75001 ", "처리로 12 "])
def test_a_text_of_nothing_but_beginnings_takes_linear_time(unit: str) -> None:
    scan = Detector(engine=all_engine(), cache=0).scan
    scan(unit * 10)
    times = []
    for size in (20_000, 80_000):
        begun = time.process_time()
        scan(unit * (size // len(unit)))
        times.append(time.process_time() - begun)

    assert times[1] < 10 * times[0] + 0.1


def test_each_line_of_an_address_is_a_finding_of_its_own() -> None:
    """A reply may write the lines behind each other, and is restored all the same."""
    text = "Ship to:\n> 4417 Larkmoor Avenue\n> Apt 12B\n> Dunmere, OH 44107-2231\nthanks"
    found = Detector(engine=all_engine(), cache=0).scan(text)

    assert [text[f.start : f.end] for f in found] == ["4417 Larkmoor Avenue", "Apt 12B", "Dunmere, OH 44107-2231"]
