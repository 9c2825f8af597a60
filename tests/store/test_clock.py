"""A clock is believed as long as it is even."""

from __future__ import annotations

import pytest

from garim.store.clock import STAND, Plausible

DAY = 86400.0


def state() -> Plausible:
    return Plausible.load("[1000.0, 1000.0, 0.0]", 5.0)


def test_time_goes_on() -> None:
    now = state()

    assert [now.look(1000 + hours * 3600.0, 3600.0 if hours else 0) for hours in range(3)] == [1000.0, 4600.0, 8200.0]
    assert now.look(1000 + 3 * DAY) == 1000 + 3 * DAY


@pytest.mark.parametrize("jump", [30 * DAY, 10_000 * DAY, -2 * DAY])
def test_a_jump_is_not_believed_until_it_has_stood_for_a_day(jump: float) -> None:
    now = state()
    now.look(1000.0, 0.0)
    wall = 1000.0 + jump

    assert now.look(wall, 1.0) == 1001.0
    assert now.look(wall + 3600, 3600.0) == 4601.0
    assert now.look(wall + STAND - 1, STAND - 3601) == pytest.approx(1000 + STAND, abs=2)
    assert now.look(wall + STAND + 1, 2.0) == wall + STAND + 1


def test_a_second_jump_begins_the_day_anew_also_between_processes() -> None:
    now = state()
    now.look(1000 + 30 * DAY)
    now = Plausible.load(now.dump(), 0.0)

    assert now.look(1000 + 60 * DAY) == 1000.0
    assert now.look(1000 + 60.5 * DAY) == 1000.0 + DAY / 2
    assert now.look(1000 + 62 * DAY) == 1000 + 62 * DAY


@pytest.mark.parametrize("text", ["", "x", "[1]", "null", '["a", 1, 2]'])
def test_what_cannot_be_read_begins_now(text: str) -> None:
    assert Plausible.load(text, 7.0).believed == 7.0
