"""Check digits and shapes that several kinds share; no kind stands here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from importlib import resources


def digits(text: str) -> str:
    """Only the ASCII digits of a text, in order."""
    return "".join(c for c in text if "0" <= c <= "9")


def luhn(number: str) -> bool:
    """Whether the digits of `number` end in their Luhn check digit; False without digits. Source: ISO/IEC 7812-1."""
    total = 0
    plain = digits(number)
    for place, digit in enumerate(reversed(plain)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return bool(plain) and total % 10 == 0


def weighted(number: str, weights: Sequence[int]) -> int:
    """The sum of digit times weight, as long as the shorter of both."""
    return sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False))


def is_day(year: int, month: int, day: int) -> bool:
    """Whether this day is in the calendar, from year 1 on."""
    try:
        return bool(date(year, month, day))
    except ValueError:
        return False


def is_short_day(yymmdd: str) -> bool:
    """Whether six digits are a day of this or the last century."""
    month, day = int(yymmdd[2:4]), int(yymmdd[4:6])
    return is_day(2000 + int(yymmdd[:2]), month, day) or is_day(1900 + int(yymmdd[:2]), month, day)


def varied(number: str) -> bool:
    """Whether the digits are not all the same, so that 000-00-0000 and 9999 are no one's number."""
    return len(set(digits(number))) > 1


def iso_11_10(number: str) -> bool:
    """Whether the last digit is the ISO/IEC 7064 MOD 11,10 check digit of those before it."""
    rest = 10
    for digit in number[:-1]:
        rest = (rest + int(digit)) % 10 or 10
        rest = rest * 2 % 11
    return (11 - rest) % 10 == int(number[-1])


@lru_cache(1)
def public_prefixes() -> frozenset[str]:
    """Prefixes of codes that everyone knows, as ORA or CVE; see the file for its sources."""
    text = resources.files("garim.detect").joinpath("data/public_prefixes.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def any_case(words: str) -> str:
    """A pattern for these words with a bar between, in any case, that the engine need not read as UTF-8 as it must (?i)."""
    return "".join(f"[{c.upper()}{c.lower()}]" if c.isascii() and c.isalpha() else c for c in words)
