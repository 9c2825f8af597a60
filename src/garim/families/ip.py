"""IP addresses and networks: prefix-preserving inside their special-purpose block, so that subnets stay subnets.

Two addresses that share n leading bits share n leading bits afterwards (Crypto-PAn, Xu et al. 2002, with HMAC instead
of AES: one HMAC an octet gives the flips of that octet's eight levels). In the last octet 0 and 255 stay themselves.
Public addresses go to 198.18.0.0/15 (RFC 2544) and 2001:db8::/32 (RFC 3849), where only the last octet keeps prefixes.
"""

from __future__ import annotations

import ipaddress

from garim.families._port import Draw, Family, never, not_digits
from garim.families._spelled import groups, regrouped
from garim.values import Finding

_BLOCKS = ((10, 0, 8), (172, 16, 12), (192, 168, 16), (100, 64, 10), (127, 0, 8), (169, 254, 16))


def _octet(draw: Draw, before: bytes, value: int, kept: int, last: bool) -> int:
    """One octet behind the octets before it; its first `kept` bits stay."""
    flips = draw.number(before.hex())
    out, node = 0, 1
    for level in range(8):
        bit = value >> (7 - level) & 1
        edge = last and value >> (8 - level) in (0, (1 << level) - 1)
        flip = flips >> node & 1 if level >= kept and not edge else 0
        out = out << 1 | (bit ^ flip)
        node = node << 1 | bit
    return out


def _v4(draw: Draw, octets: bytes) -> bytes:
    for first, second, kept in _BLOCKS:
        if octets[0] == first and (octets[1] ^ second) >> max(0, 16 - kept) == 0 or kept == 8 and octets[0] == first:
            return bytes(
                value if at * 8 + 8 <= kept else _octet(draw, octets[:at], value, max(0, kept - at * 8), at == 3)
                for at, value in enumerate(octets)
            )
    if octets[0] >= 224:
        return octets[:1] + bytes(_octet(draw, octets[:at], octets[at], 0, at == 3) for at in (1, 2, 3))
    prefix = draw.number(octets[:3].hex())
    return bytes((198, 18 + (prefix >> 8 & 1), prefix & 255, _octet(draw, octets[:3], octets[3], 0, True)))


def _v6(draw: Draw, octets: bytes) -> bytes:
    kept = 1 if octets[0] in (0xFC, 0xFD) else 8 if octets[:2] == b"\xfe\x80" else 0
    if not kept:
        prefix = draw.number(octets[:4].hex()).to_bytes(32, "big")[:2]
        head = b"\x20\x01\x0d\xb8" + prefix
        kept = 6
    elif kept == 1 and not any(octets[1:6]):
        # RFC 4193: a site's 40 bits; fd00::1 has none that could change.
        head, kept = octets[:1] + draw.number(octets[:6].hex()).to_bytes(32, "big")[:5], 6
    elif kept == 8 and not any(octets[8:14]):
        return octets[:8] + draw.number(octets.hex()).to_bytes(32, "big")[:8]
    else:
        head = octets[:kept]
    # A run of zeros is how the address is written short; it tells nothing and stays.
    return head + bytes(
        _octet(draw, octets[:at], octets[at], 0, at == 15) if any(octets[at:]) and octets[at] else octets[at]
        for at in range(kept, 16)
    )


def mint(draw: Draw, finding: Finding, surface: str) -> str:
    """The address or network in the same block; a prefix length stays, a text that is no address gets new digits."""
    text, slash, length = surface.partition("/")
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        dice = draw.dice(finding.entity)
        return "".join(dice.digits(1) if c.isdigit() else c for c in surface)
    if address.version == 4:
        octets = _v4(draw, address.packed)
        if slash and length.isdigit() and int(length) <= 32:
            mask = (1 << 32) - (1 << (32 - int(length)))
            whole = int.from_bytes(address.packed, "big")
            if whole & mask == whole:
                octets = (int.from_bytes(octets, "big") & mask).to_bytes(4, "big")
        return ".".join(map(str, octets)) + slash + length
    hidden = str(ipaddress.ip_address(_v6(draw, address.packed)))
    return (hidden.upper() if text.isupper() else hidden) + slash + length


FAMILY = Family(
    name="ip",
    canonical=str.lower,
    mint=mint,
    spellings=regrouped,
    edges=not_digits,
    styled=False,
    strict=never,
    label=None,
    plain=("an IP address", "IP 주소"),
    examples=(
        ("10.20.30.40", "10.20.30.40"),
        ("10.20.30.0/24", "10.20.30.0/24"),
        ("172.20.1.9", "172.20.1.9"),
        ("192.168.7.15", "192.168.7.15"),
        ("100.70.3.4", "100.70.3.4"),
        ("211.34.55.66", "211.34.55.66"),
        ("fd12:3456:789a::15", "fd12:3456:789a::15"),
        ("2406:da12::17", "2406:DA12::17"),
        ("fd00::1", "fd00::1"),
        ("fe80::1", "fe80::1"),
    ),
    pieces=groups,
)
