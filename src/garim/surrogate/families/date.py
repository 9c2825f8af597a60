"""Dates of birth and alike: a valid date some years around, in the same format."""

from __future__ import annotations

import re
from datetime import date, timedelta

from garim.surrogate.port import Draw
from garim.values import Finding

EXAMPLES = (
    ("1990-03-15", "1990-03-15"),
    ("1990-03-15", "1990년 3월 15일"),
    ("1990-03-15", "900315"),
    ("1990-03-15", "15 March 1990"),
    ("1990-03-15", "03/15/1990"),
    ("1990-03-15", "19900315"),
)
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
           "december")  # fmt: skip
_YEAR_FIRST = re.compile(r"(\d{4})[^\d]{1,3}(\d{1,2})[^\d]{1,3}(\d{1,2})일?\.?")
_YEAR_LAST = re.compile(r"(\d{1,2})([./-])(\d{1,2})[./-](\d{4})")
_PIECE = re.compile(r"\d+|[A-Za-z]{3,9}")


def _pieces(old: date, new: date) -> dict[str, str]:
    """Every way a part of the old date is written → the same part of the new one, in the same way."""
    out: dict[str, str] = {}
    for form in ("%Y%m%d", "%y%m%d", "%Y", "%m", "%d", "%y"):
        out.setdefault(old.strftime(form), new.strftime(form))
    out.setdefault(str(old.month), str(new.month))
    out.setdefault(str(old.day), str(new.day))
    name, fresh = _MONTHS[old.month - 1], _MONTHS[new.month - 1]
    out[name], out[name[:3]] = fresh, fresh[:3]
    return out


def _day(entity: str, surface: str) -> date:
    """The day that is meant: the entity in ISO 8601, or what the surface says; ValueError where neither is one."""
    try:
        return date.fromisoformat(entity)
    except ValueError:
        ahead, behind = _YEAR_FIRST.fullmatch(surface), _YEAR_LAST.fullmatch(surface)
        if len(surface) == 6 and surface.isdecimal():
            return date((1900 if surface >= "3" else 2000) + int(surface[:2]), int(surface[2:4]), int(surface[4:]))
        if ahead:
            return date(*map(int, ahead.groups()))
        if behind is None:
            raise
        one, sign, two, year = int(behind[1]), behind[2], int(behind[3]), int(behind[4])
        # 12.08. is a day of August everywhere; 12/08/ is one in America only where it cannot be read month first.
        return date(year, two, one) if sign == "." or one > 12 else date(year, one, two)


def mint(draw: Draw, finding: Finding, surface: str) -> str:
    """The surface with year, month and day of another date; where they cannot be told apart, with other digits."""
    try:
        old = _day(finding.entity, surface)
        dice = draw.dice(old.isoformat())
        # Same month as day would make two parts one; the shift keeps the birth year within a generation.
        new = old + timedelta(days=(dice.below(3000) + 40) * (1 if dice.below(2) or old.year < 1910 else -1))
        if old.month == old.day:
            new = new.replace(day=new.month)
    except (ValueError, OverflowError):
        dice = draw.dice(finding.entity)
        return "".join(str(dice.below(2)) if c.isdigit() else c for c in surface)
    pieces = _pieces(old, new)

    def piece(match: re.Match[str]) -> str:
        text = pieces.get(match[0].lower(), match[0])
        return text.upper() if match[0].isupper() else text.capitalize() if match[0][0].isupper() else text

    hidden = _PIECE.sub(piece, surface)
    return hidden if hidden != surface else "".join(str(dice.below(10)) if c.isdigit() else c for c in surface)
