"""MAC addresses: locally administered unicast (IEEE 802: second-lowest bit of the first octet set, lowest clear)."""

from __future__ import annotations

from garim.families._port import Draw, Family, never, not_digits
from garim.families._spelled import groups, regrouped
from garim.values import Finding


def mint(draw: Draw, finding: Finding, surface: str) -> str:
    """Twelve new hex digits in the same separators and case; the vendor half is the same for the same vendor."""
    plain = "".join(c for c in surface.lower() if c in "0123456789abcdef")
    vendor, rest = draw.number(plain[:6]), draw.number(plain)
    digits = f"{(vendor & 0xFC) | 2:02x}{vendor >> 8 & 0xFFFF:04x}{rest & 0xFFFFFF:06x}"
    fresh = iter(digits.upper() if surface.isupper() else digits)
    return "".join(next(fresh, "0") if c.lower() in "0123456789abcdef" else c for c in surface)


FAMILY = Family(
    name="mac",
    canonical=str.lower,
    mint=mint,
    spellings=regrouped,
    edges=not_digits,
    styled=False,
    strict=never,
    label=None,
    plain=("a MAC address", "MAC 주소"),
    examples=(("3c:22:fb:10:9a:01", "3C:22:FB:10:9A:01"), ("3c22.fb10.9a02", "3c22.fb10.9a02"), ("3c-22-fb-10-9a-03",) * 2),
    pieces=groups,
)
