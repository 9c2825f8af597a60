"""IPv4 addresses and networks, private and public, but not versions, masks, loopback or resolvers that everyone knows."""

from __future__ import annotations

import ipaddress

from garim.detect.patterns.kind import Kind

PUBLIC = frozenset(
    "8.8.8.8 8.8.4.4 1.1.1.1 1.0.0.1 9.9.9.9 149.112.112.112 208.67.222.222 208.67.220.220 168.126.63.1 "
    "168.126.63.2 164.124.101.2 203.248.252.2 210.220.163.82 219.250.36.130 169.254.169.254 169.254.169.253 "
    "169.254.169.123 168.63.129.16 1.2.3.4 10.0.0.0 172.16.0.0 192.168.0.0 100.64.0.0 169.254.0.0 10.0.0.0/8 "
    "172.16.0.0/12 192.168.0.0/16 127.0.0.0/8 100.64.0.0/10 169.254.0.0/16 224.0.0.0/4 172.17.0.1 10.0.2.2 "
    "10.0.2.15 192.168.65.2 192.168.99.100 10.96.0.1 10.96.0.10 10.96.0.0/12 10.244.0.0/16 10.42.0.0/16 10.43.0.0/16 "
    "10.32.0.0/12 10.88.0.0/16 172.17.0.0/16 10.244.0.0 10.42.0.0 10.43.0.0 10.96.0.0 "
    # further resolvers that everybody may ask
    "9.9.9.10 9.9.9.11 149.112.112.10 149.112.112.11 1.1.1.2 1.0.0.2 1.1.1.3 1.0.0.3 208.67.222.123 208.67.220.123 "
    "4.2.2.1 4.2.2.2 94.140.14.14 94.140.15.15 77.88.8.8 77.88.8.1 84.200.69.80 84.200.70.40 185.228.168.9 185.228.169.9 "
    "76.76.2.0 76.76.10.0 8.26.56.26 8.20.247.20 64.6.64.6 64.6.65.6 223.5.5.5 223.6.6.6 114.114.114.114 114.114.115.115 "
    "119.29.29.29 180.76.76.76 101.101.101.101 "
    # example.com, and fillers of documentation that are nobody's in particular
    "93.184.216.34 93.184.215.14 5.6.7.8 11.22.33.44 12.34.56.78 123.45.67.89 98.76.54.32 87.65.43.21 123.123.123.123 "
    "111.111.111.111 99.99.99.99 100.100.100.100".split()
)

DOCUMENTATION = ("192.0.2.", "198.51.100.", "203.0.113.")
"""RFC 5737: bare, and as whole blocks, they are examples; a smaller network of them stands for someone's."""


def is_address(text: str) -> bool:
    """Whether it is an address or network of someone: digits first, octets up to 255, not loopback, mask or multicast."""
    if not text[0].isdigit() or text in PUBLIC:
        return False
    plain, _, size = text.partition("/")
    octets = plain.split(".")
    if len(octets) != 4 or not all(o.isdecimal() and len(o) < 4 for o in octets):
        return False
    if any(int(octet) > 255 or len(octet) > 1 and octet[0] == "0" for octet in octets) or size and int(size) > 32:
        return False
    address = ipaddress.IPv4Address(plain)
    if size in ("", "24") and plain.startswith(DOCUMENTATION):
        return False
    if plain in PUBLIC and not size or octets[0] in ("0", "127", "255") or address.is_multicast or int(octets[0]) > 239:
        return False
    return size != "" or int(octets[0]) > 9 or any(int(octet) > 30 for octet in octets)


KINDS = (
    Kind(
        name="ipv4",
        pattern=(
            r"(?:(?i:\b(?:version|release|ver|section|oid|build|sdk|kernel|chrome|firefox|driver"
            r"|firmware))[ :=\"'/]{1,3}v?|\bv|[A-Za-z_-]{2,30}/)(?:\d{1,3}\.){3}\d{1,3}"
            r"|(?:\d{1,3}\.){3}\d{1,3}(?:\.\d+|-?[A-Za-z]\w*)|(?P<v>(?:\d{1,3}\.){3}\d{1,3})"
        ),
        family="ip",
        accept=is_address,
        found=(
            "상대 «172.19.70.1»/«172.19.70.2», 교체",
            "allow «10.21.140.41»-«10.21.140.44»",
            "target=«10.55.142.31»:8080",
            'pw@«10.142.3.8»"',
        ),
        ignored=(
            "version 1.2.3.4",
            "kernel 15.15.0.91",
            "ECONNREFUSED 127.0.0.1:5432",
            "mask 255.255.255.0",
            "8.8.8.8",
            "RFC 1918: 10.0.0.0/8, 172.16.0.0/12 and 192.168.0.0/16",
            "say 192.0.2.10 or 198.51.100.7, mask 255.255.255.255, listen 0.0.0.0",
            "v12.4.5.6",
            "Chrome/120.0.6099.71",
            "1.2.3.4.5",
        ),
        edges="digit",
        rank=66,
        source="RFC 791, RFC 1918, RFC 5737, RFC 6890",
    ),
    Kind(
        name="ipv4.ported",
        pattern=r"(?:\bIP |> )(?P<v>(?:\d{1,3}\.){3}\d{1,3})\.\d{1,5}",
        family="ip",
        accept=is_address,
        found=(
            "04:02 IP «172.19.70.1».443 > x: Flags",
            "a > «10.140.8.9».51820: Flags [P.]",
            "IP «10.31.0.9».5353 > «10.31.0.12».5353: UDP",
        ),
        ignored=("IP 127.0.0.1.443 >", "IP 1.2.3.4.5.6", "> 1.2.3.4.5"),
        edges="digit",
        rank=68,
        source="tcpdump(1), IPv4 packets",
    ),
    Kind(
        name="ipv4.network",
        pattern=r"(?P<v>(?:\d{1,3}\.){3}\d{1,3}/\d{1,2})(?:[^\d.]|\.(?:\D|$)|$)",
        family="ip",
        accept=is_address,
        found=('range: "«10.140.0.0/14»,«203.0.113.201/32»"', "subnet «10.55.142.0/24».", "allow «172.20.8.0/22»"),
        ignored=("172.19.70.1/172.19.70.2", "10.0.0.0/8", "192.0.2.0/24", "0.0.0.0/0", "10.1.2.3/99"),
        edges="none",
        rank=68,
        source="RFC 4632; defaults of kubeadm, flannel, k3s, weave, podman, docker",
    ),
    Kind(
        name="ipv4.dashed",
        pattern=r"\bip-(?P<v>\d{1,3}-\d{1,3}-\d{1,3}-\d{1,3})",
        family="code",
        accept=lambda text: is_address(text.replace("-", ".")),
        found=("node ip-«10-21-4-17».ap-northeast-2.compute.internal", "ip-«172-20-3-9»", "on ip-«10-140-2-200»:"),
        ignored=("ip-1-2-3", "zip-10-21-4-17", "ip-127-0-0-1"),
        rank=64,
        source="Amazon EC2 User Guide, instance hostname types",
    ),
)
