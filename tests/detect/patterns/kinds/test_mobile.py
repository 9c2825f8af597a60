"""Mobile numbers as people of each country write them, in sentences that say no more of a telephone than that somebody is there."""

from __future__ import annotations

import random

import phonenumbers
import pytest

from garim import Screen
from garim.detect.patterns.kinds.people.phone import WITH_TRUNK
from tests.surrogate.hiding import KEY

SCREEN = Screen(key=KEY)
FRAMES = ("You can get Ada on {} tonight.", "| Ada | {} |", "Her new one: {}, the old one is off", "{} works too")


def mobile(region: str, seed: int) -> str:
    """A number of the country's plan, in its groups."""
    chance = random.Random(f"{region}{seed}")
    like = str(phonenumbers.example_number_for_type(region, phonenumbers.PhoneNumberType.MOBILE).national_number)
    while True:
        plain = like[:-6] + "".join(chance.choices("0123456789", k=6))
        number = phonenumbers.parse(plain, region)
        if phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE and len(set(plain)) > 3:
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("region", WITH_TRUNK)
def test_a_mobile_number_in_its_countrys_groups_is_hidden(region: str, frame: str) -> None:
    number = mobile(region, FRAMES.index(frame))
    text = SCREEN.hide(frame.format(number)).text

    assert number not in text, number


@pytest.mark.parametrize(
    "text",
    [
        "Grid reference 041 239 on sheet 12",
        "frames 01 42 68 53 and 06 12 86 01",
        "exit codes 0400 0401 0402 0403",
        "2024 0412 0413 0414 are the runs",
        "part 012-345-678 rev 3",
        "from 0800 900 to 0900 100",
    ],
)
def test_other_digits_in_groups_stay(text: str) -> None:
    assert SCREEN.hide(text).text == text
