"""National ids: right in form, but of a kind that no office issues.

Korea (13 digits): birth date and century digit are plausible, the place code is 96 to 99 (places end at 95); US social
security (9): area 666, never assigned (SSA, POMS RM 10201.035); others: new digits in the same places.
"""

from __future__ import annotations

from garim.families._port import Dice, Draw, Family, never, not_digits, only_digits
from garim.families._spelled import groups, regrouped
from garim.values import Finding


def _korean(dice: Dice, digits: str) -> str:
    year = dice.below(60) + 40 if digits[6] in "1256" else dice.below(25)
    return f"{year:02d}{dice.below(12) + 1:02d}{dice.below(28) + 1:02d}{digits[6]}{96 + dice.below(4)}{dice.digits(4)}"


def mint(draw: Draw, finding: Finding, surface: str) -> str:
    """New digits; every other character, also a masked one, stays where it is."""
    digits = "".join(c for c in surface if c.isdigit())
    dice = draw.dice(finding.entity)
    if len(digits) == 13:
        new = _korean(dice, digits)
    elif len(digits) == 9:
        new = f"666{dice.below(99) + 1:02d}{dice.below(9999) + 1:04d}"
    else:
        new = dice.digits(len(digits))
    fresh = iter(new)
    return "".join(next(fresh) if c.isdigit() else c for c in surface)


FAMILY = Family(
    name="rrn",
    canonical=only_digits,
    mint=mint,
    spellings=regrouped,
    edges=not_digits,
    styled=False,
    strict=never,
    label=("resident registration number", "주민등록번호"),
    plain=("a national ID number", "주민등록번호"),
    examples=(("9003151234567", "900315-1234567"), ("8811022234567", "8811022234567"), ("541237890", "541-23-7890")),
    pieces=groups,
)
