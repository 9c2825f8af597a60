"""Host lists: /etc/hosts, BIND zone files, Ansible inventories (INI and YAML)."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from pathlib import Path

from garim.learn import WORD, Item, Learnt, Left, Options, host, once, open_text, own_part

ZONE = re.compile(r"^(\S*)\s+(?:\d+\w?\s+)?(?:IN\s+)?(A|AAAA|CNAME|MX|NS|SRV|PTR|TXT)\s+(.+)$", re.IGNORECASE)
ORIGIN = re.compile(r"^\$ORIGIN\s+(\S+)", re.IGNORECASE)
SOA = re.compile(r"^(\S+)\s+(?:\d+\w?\s+)?IN\s+SOA\b", re.IGNORECASE)
GROUP = re.compile(r"^\[([\w.-]+)(?::\w+)?\]")
INVENTORY = re.compile(r"^([A-Za-z][\w.\[\]:-]*)(?:\s+\w+=\S+)*\s*$")
ANSIBLE_HOST = re.compile(r"ansible_host\s*[=:]\s*['\"]?([\w.-]+)")
YAML_HOST = re.compile(r"^\s+([A-Za-z][\w.-]*\d[\w.-]*|[A-Za-z][\w-]*\.[\w.-]+):\s*(?:\{.*\})?\s*$")
EVERYWHERE = frozenset(
    "localhost localhost.localdomain ip6-localhost ip6-loopback ip6-allnodes ip6-allrouters ip6-localnet "
    "ip6-mcastprefix broadcasthost all ungrouped local hosts vars children".split()
)
RANGE = re.compile(r"\[(\d+):\d+\]")


def learn(source: str, options: Options) -> Iterator[Item]:
    """Read a hosts file, a zone file or an inventory; which one, it tells from each line.

    Raises:
        BadInput: The file is not there. Nothing was learnt.
    """
    yield from once(_items(Path(source)))


def _items(path: Path) -> Iterator[Item]:
    origin, section = "", ""
    for _, line in open_text(path):
        line = re.split(r"\s[#;]|^[#;]", line.rstrip())[0]
        if not line.strip():
            continue
        if (found := ORIGIN.match(line)) or (found := SOA.match(line)):
            origin = found[1].rstrip(".") if found[1] != "@" else origin
            if origin:
                yield Learnt(origin, "domain")
        elif group := GROUP.match(line):
            section = line
            yield from _group(group[1])
        else:
            yield from _line(line, origin, section)


def _group(name: str) -> Iterator[Item]:
    """A group of an inventory: what its hosts do, or whose they are."""
    if name in EVERYWHERE:
        return
    if any(own_part(word) for word in WORD.findall(name)):
        yield Learnt(name, "word")
    else:
        yield Left(name, "a group of machines that is named in ordinary words")


def _line(line: str, origin: str, section: str) -> Iterator[Item]:
    first, *rest = line.split()
    if _is_address(first):
        for name in rest:
            yield from _host(name)
    elif zone := ZONE.match(line):
        name = zone[1].rstrip(".")
        if name and name not in ("@", "*") and zone[2].upper() not in ("TXT", "PTR"):
            yield from _host(name if zone[1].endswith(".") or not origin else f"{name}.{origin}")
        if zone[2].upper() in ("CNAME", "NS", "MX", "SRV", "PTR"):
            target = zone[3].split()[-1]
            yield from _host(target.rstrip(".") if target.endswith(".") or not origin else f"{target}.{origin}")
    elif ":vars]" not in section and (yaml := YAML_HOST.match(line)):
        yield from _host(yaml[1])
    elif section and ":vars]" not in section and (named := INVENTORY.match(line)):
        yield from _range(named[1]) if RANGE.search(named[1]) else _host(named[1])
    for address in ANSIBLE_HOST.findall(line):
        if not _is_address(address):
            yield from _host(address)


def _range(name: str) -> Iterator[Item]:
    """Hosts that are counted (web[01:12].corp.example): one pattern for all of them."""
    first, _, domain = name.partition(".")
    if any(isinstance(item, Left) for item in host(RANGE.sub("", first))):
        yield Left(name, "a range of machines that is named in ordinary words")
        return
    spelled, at = "", 0
    for counted in RANGE.finditer(first):
        spelled += re.escape(first[at : counted.start()]) + rf"\d{{{len(counted[1])}}}"
        at = counted.end()
    yield Learnt((spelled + re.escape(first[at:])).replace(r"\-", "-"), "host", shape="pattern")
    if "." in domain:
        yield Learnt(domain, "domain")


def _host(name: str) -> Iterator[Item]:
    name = name.strip().rstrip(".")
    if name.lower() in EVERYWHERE:
        yield Left(name, "a name that every machine has")
    else:
        yield from host(name)


def _is_address(word: str) -> bool:
    try:
        ipaddress.ip_address(word)
    except ValueError:
        return False
    return True
