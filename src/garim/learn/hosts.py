"""Host lists: /etc/hosts, BIND zone files, Ansible inventories (INI and YAML)."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from pathlib import Path

from garim.learn import Item, Learnt, Left, Options, open_text

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
RANGE = re.compile(r"\[\d+:\d+\]")


def learn(source: str, options: Options) -> Iterator[Item]:
    """Read a hosts file, a zone file or an inventory; which one, it tells from each line.

    Raises:
        BadInput: The file is not there. Nothing was learnt.
    """
    seen: set[tuple[str, str]] = set()
    origin, section = "", ""
    for _, line in open_text(Path(source)):
        line = re.split(r"\s[#;]|^[#;]", line.rstrip())[0]
        if not line.strip():
            continue
        if (found := ORIGIN.match(line)) or (found := SOA.match(line)):
            origin = found[1].rstrip(".") if found[1] != "@" else origin
            items: list[Item] = [Learnt(origin, "domain")] if origin else []
        elif group := GROUP.match(line):
            section = line
            items = [] if group[1] in EVERYWHERE else [Learnt(group[1], "host")]
        else:
            items = list(_line(line, origin, section))
        for item in items:
            key = (item[0].lower(), type(item).__name__)
            if key not in seen:
                seen.add(key)
                yield item


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
    elif section and ":vars]" not in section and (host := INVENTORY.match(line)):
        if RANGE.search(host[1]):
            yield Learnt(RANGE.sub("01", host[1]), "host")
        else:
            yield from _host(host[1])
    for address in ANSIBLE_HOST.findall(line):
        if not _is_address(address):
            yield from _host(address)


def _host(name: str) -> Iterator[Item]:
    name = name.strip().rstrip(".")
    if name.lower() in EVERYWHERE:
        yield Left(name, "a name that every machine has")
        return
    first, dot, domain = name.partition(".")
    if first:
        yield Learnt(first, "host")
    if dot and "." in domain:
        yield Learnt(domain, "domain")


def _is_address(word: str) -> bool:
    try:
        ipaddress.ip_address(word)
    except ValueError:
        return False
    return True
