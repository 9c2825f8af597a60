"""Dates of birth and alike: a valid date some years around, in the same format."""

from __future__ import annotations

from datetime import date, timedelta

import garim.lang as lang
import garim.late as re
from garim.families._port import Dice, Draw, Family, never, not_digits
from garim.families._spelled import groups, regrouped
from garim.values import Finding

_MONTHS = lang.words("months", "en")
_YEAR_FIRST = re.compile(r"(\d{4})[^\d]{1,3}(\d{1,2})[^\d]{1,3}(\d{1,2})일?\.?")
_YEAR_LAST = re.compile(r"(\d{1,2})([./-])(\d{1,2})[./-](\d{4})")
_MONTHS_OF = tuple(lang.words("months", code) for code in ("de", "fr", "it", "es"))
_LOOSE = re.compile(r"(\d+)(st|nd|rd|th)?|[^\W\d_]{3,}")
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


def _other_month(dice: Dice, word: str) -> str:
    """Another month of the same language, as long or as short; the word itself where it is none."""
    low = word.lower()
    for months in (_MONTHS, *_MONTHS_OF):
        short = [month[:3] for month in months]
        for names in (list(months), short):
            if low in names:
                new = names[(names.index(low) + 1 + dice.below(11)) % 12]
                return new.upper() if word.isupper() else new.capitalize() if word[0].isupper() else new
    return word


def _loose(dice: Dice, surface: str) -> str:
    """Each part by itself where the day as a whole cannot be read (March 3rd, 74.3.2, 1974년): still a date of its kind."""

    def part(match: re.Match[str]) -> str:
        old = match[1]
        if old is None:
            return _other_month(dice, match[0])
        value = int(old)
        if len(old) == 8:
            head = old[:2] in ("19", "20") and int(old[4:6]) < 13
            day = f"{1 + dice.below(12):02}", f"{13 + dice.below(15):02}"
            year = str(1950 + dice.below(55))
            return year + day[0] + day[1] if head else day[0] + day[1] + year
        if len(old) == 4:
            return str(value + (1 + dice.below(8)) * (1 if value < 1990 else -1))
        if value > 31:
            return str(40 + dice.below(59))
        new = 1 + (value + dice.below(11)) % 12 if value < 13 else 13 + (value + dice.below(15)) % 16
        text = str(new).zfill(len(old)) if old[0] == "0" else str(new)
        return text + ({1: "st", 2: "nd", 3: "rd"}.get(new % 10 if new not in (11, 12, 13) else 0, "th") if match[2] else "")

    return _LOOSE.sub(part, surface)


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
        hidden = _loose(dice, surface)
        return hidden if hidden != surface else "".join(str(dice.below(2)) if c.isdigit() else c for c in surface)
    pieces = _pieces(old, new)

    def piece(match: re.Match[str]) -> str:
        text = pieces.get(match[0].lower(), match[0])
        return text.upper() if match[0].isupper() else text.capitalize() if match[0][0].isupper() else text

    hidden = _PIECE.sub(piece, surface)
    return hidden if hidden != surface else "".join(str(dice.below(10)) if c.isdigit() else c for c in surface)


def canonical(text: str) -> str:
    """ISO 8601 where the text says which day it is, else as it stands."""
    try:
        return _day(text, text).isoformat()
    except ValueError:
        return text


FAMILY = Family(
    name="date",
    canonical=canonical,
    mint=mint,
    spellings=regrouped,
    edges=not_digits,
    styled=False,
    strict=never,
    label=("date of birth", "생년월일"),
    plain=("a date", "날짜"),
    examples=(
        ("1990-03-15", "1990-03-15"),
        ("1990-03-15", "1990년 3월 15일"),
        ("1990-03-15", "900315"),
        ("1990-03-15", "15 March 1990"),
        ("1990-03-15", "03/15/1990"),
        ("1990-03-15", "19900315"),
    ),
    pieces=groups,
)
