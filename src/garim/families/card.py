"""Payment cards: same length and separators, right check digit, an issuer number that is nobody's.

Source: ISO/IEC 7812-1: a number that starts with 9 is assigned by the national body of the country in digits 2 to 4,
and 999 is no country (ISO 3166-1 numeric codes from 900 on are for users).
"""

from __future__ import annotations

from garim.families._port import Draw, Family, never, not_digits, only_digits
from garim.families._spelled import groups, regrouped
from garim.values import Finding


def _check_digit(body: str) -> str:
    total = sum(sum(divmod(int(c) * (2 - i % 2), 10)) for i, c in enumerate(reversed(body)))
    return str(-total % 10)


def mint(draw: Draw, finding: Finding, surface: str) -> str:
    """New digits in the same places."""
    count = sum(c.isdigit() for c in surface)
    body = ("9999" + draw.dice(finding.entity).digits(max(0, count - 5)))[: max(0, count - 1)]
    fresh = iter(body + _check_digit(body))
    return "".join(next(fresh) if c.isdigit() else c for c in surface)


FAMILY = Family(
    name="card",
    canonical=only_digits,
    mint=mint,
    spellings=regrouped,
    edges=not_digits,
    styled=False,
    strict=never,
    label=("card number", "카드 번호"),
    plain=("a card number", "카드번호"),
    examples=(("5274839201746384", "5274-8392-0174-6384"), ("374512903847261", "374512903847261")),
    pieces=groups,
)
