"""Law 9: every character seen. A finder that did not look at all of it is an error, and an error gives nothing out."""

from __future__ import annotations

import pytest

from garim.detect.patterns.engine import SECTION
from garim.detect.scan import PIECE, Detector
from garim.errors import Uncovered
from garim.text.views import Seen, View
from tests.detect.patterns.all_engine import all_engine

MAIL = "mina.oh@saebom-works.co.kr"


class Stops:
    """A finder that looks at the first `reach` characters only, and says so."""

    def __init__(self, reach: int) -> None:
        self.reach = reach

    def find(self, view: View, hint: str) -> Seen:
        return Seen([], min(len(view.text), self.reach))


@pytest.mark.parametrize("length", [0, 1, 100, PIECE, PIECE + 1, 2 * PIECE + 77])
def test_a_finder_must_see_the_whole_of_any_length(length: int) -> None:
    text = "a\n" * (length // 2) + "b" * (length % 2)

    assert Detector(engine=all_engine(), names=Stops(10**9), cache=0).scan(text) == ()
    if length:
        with pytest.raises(Uncovered):
            Detector(engine=all_engine(), names=Stops(min(length, PIECE) - 1), cache=0).scan(text)


@pytest.mark.parametrize("shift", [0, 1, 7, len(MAIL), 40])
@pytest.mark.parametrize("filler", ["x y z\n", "가나 다라\n", "lorem, "])
def test_a_value_is_found_wherever_it_stands(shift: int, filler: str) -> None:
    """At the start, around every seam of the engine's sections, and at the end."""
    detector = Detector(engine=all_engine(), cache=0)
    size = SECTION // len(filler.encode())
    text = "\n".join(["-" * shift, MAIL, filler * size, MAIL, filler * size, MAIL])
    found = [f for f in detector.scan(text) if f.kind == "email"]

    assert [text[f.start : f.end] for f in found] == [MAIL] * 3
