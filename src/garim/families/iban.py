"""IBANs: same country and length, right check digits, a bank code of zeros.

Source: ISO 13616-1 (mod 97-10); no registry entry of SWIFT's IBAN registry has a bank code of zeros.
"""

from __future__ import annotations

from garim.families._port import Draw, Family, never, not_digits
from garim.families._spelled import groups, regrouped
from garim.values import Finding

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


def mint(draw: Draw, finding: Finding, surface: str) -> str:
    """Country kept, account new, check digits computed; spaces stay where they are."""
    plain = "".join(c for c in surface if c.isalnum()).upper()
    dice = draw.dice(finding.entity)
    account = "".join(
        ("X" if c.isalpha() else "0") if at < 4 else dice.pick(_LETTERS) if c.isalpha() else dice.digits(1)
        for at, c in enumerate(plain[4:])
    )
    number = int("".join(str(int(c, 36)) for c in f"{account}{plain[:2]}00"))
    fresh = iter(f"{plain[:2]}{98 - number % 97:02d}{account}")
    return "".join(next(fresh) if c.isalnum() else c for c in surface)


def canonical(text: str) -> str:
    """Letters and digits, in capitals."""
    return "".join(c for c in text if c.isalnum()).upper()


FAMILY = Family(
    name="iban",
    canonical=canonical,
    mint=mint,
    spellings=regrouped,
    edges=not_digits,
    styled=False,
    strict=never,
    label=("bank account", "계좌번호"),
    plain=("a bank account", "계좌번호"),
    examples=(("DE89370400440532013000", "DE89 3704 0044 0532 0130 00"), ("GB29NWBK60161331926819", "GB29NWBK60161331926819")),
    pieces=groups,
)
