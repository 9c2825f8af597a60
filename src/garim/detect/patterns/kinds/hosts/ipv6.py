"""IPv6 addresses and networks, not loopback, unspecified, documentation, short link-local ones, times or C++ names."""

from __future__ import annotations

import ipaddress

from garim.detect.patterns.kind import Kind

_DOCUMENTATION = ipaddress.IPv6Network("2001:db8::/32")


def is_address(text: str) -> bool:
    """Whether it parses as an address or network, has a long enough group, and is not special."""
    plain, _, size = text.partition("/")
    if plain.count(":") < 2 or plain.count(":") < 7 and "::" not in plain or size and int(size) > 128:
        return False
    try:
        address = ipaddress.IPv6Address(plain)
    except ValueError:
        return False
    groups = [group for group in plain.split(":") if group]
    if address in _DOCUMENTATION or address.is_link_local and int(address) & 0xFFFF_FFFF_FFFF_FFFF < 0x10000:
        return False
    if address.is_loopback or address.is_unspecified or address.is_multicast:
        return False
    return len(groups) >= 2 and any(len(g) >= 3 and any(c.isdigit() for c in g) for g in groups)


KINDS = (
    Kind(
        name="ipv6",
        pattern=(
            r"(?:[0-9A-Fa-f]{1,4}:){1,7}(?::?[0-9A-Fa-f]{1,4}){0,7}(?:::)?(?:/\d{1,3})?|::(?:[0-9A-Fa-f]{1,4}:){"
            r"1,6}[0-9A-Fa-f]{1,4}"
        ),
        family="ip",
        edges="word",
        accept=is_address,
        found=("addr «2406:da12:85a3::8a2e:370:7334» up", "«fd12:3456:789a:1::1/64»", "from «fe80:0:0:0:1ff:fe23:4567:890a»"),
        ignored=(
            "std::vector",
            "::1",
            "12:30:45",
            "fe80::",
            "fe80::1",
            "2001:db8:85a3::8a2e:370:7334",
            "ff02::1:2",
            "a::b",
            "00:1a:2b:3c:4d:5e",
        ),
        rank=66,
        source="RFC 3849, RFC 4291, RFC 5952",
    ),
)
