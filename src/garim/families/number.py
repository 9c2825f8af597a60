"""Numbers that read as numbers: ages, case numbers, coordinates. Digits change within what such numbers can be; words stay."""

from __future__ import annotations

import garim.late as re
from garim.families._port import Draw, Family, as_it_stands, never, not_digits
from garim.families._spelled import groups, regrouped
from garim.values import Finding

_RUN = re.compile(r"(?<![A-Za-z])\d+")


def mint(draw: Draw, finding: Finding, surface: str) -> str:
    """The surface with other digits: a year stays a year, degrees and minutes stay below 60, longitudes below 180."""
    dice = draw.dice(finding.entity.casefold())

    def run(match: re.Match[str]) -> str:
        old = match[0]
        if surface[match.start() - 1 : match.start()] == "." or old[0] == "0" and len(old) > 1:
            return dice.digits(len(old))
        if old == "0":
            return old
        if len(old) == 1:
            return str(dice.below(9) + 1)
        if len(old) == 2:
            return str(dice.below(4) + 2) + dice.digits(1)
        if len(old) == 3 and surface[match.end() : match.end() + 1] in (".", "°"):
            return f"1{dice.below(8)}{dice.below(10)}"
        if len(old) == 4 and old[:2] in ("19", "20"):
            return f"{old[:2]}{dice.below(2) if old[:2] == '20' else dice.below(5) + 5}{dice.below(10)}"
        new = str(dice.below(9) + 1) + dice.digits(len(old) - 1)
        return new if new != old else new[:-1] + str((int(new[-1]) + 1) % 10)

    return _RUN.sub(run, surface)


FAMILY = Family(
    name="number",
    canonical=as_it_stands,
    mint=mint,
    spellings=regrouped,
    edges=not_digits,
    styled=False,
    strict=never,
    label=("number", "번호"),
    plain=("a number", "번호"),
    examples=(
        ("34-year-old", "34-year-old"),
        ("2023가합12345", "2023가합12345"),
        ("1:23-cv-01234", "1:23-cv-01234"),
        ("51.50735, -0.12776", "51.50735, -0.12776"),
    ),
    pieces=groups,
)
