"""Whose hosts are ours: the company's by its list, those that are trusted, and those that the user's own instruction names.

A host that only a tool result, a document or a pasted text named is a stranger's, hidden or not: that is how an injected
README asks for what it may not have.

Source: RFC 1918, 4193 and 6761 (what nobody outside can be); the WHATWG URL
standard, section 3.5 (hosts are compared after percent-decoding, case folding and IPv4 parsing).
"""

from __future__ import annotations

import ipaddress
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

import garim.late as re
from garim.families import domain
from garim.surrogate.instruction import instruction
from garim.values import Entry, Slot

_FORBIDDEN = re.compile(r"[\x00-\x20\x7f#/:<>?@\[\\\]^|%]")
_MAPPED_APART = re.compile("[ßẞςΣ\u200c\u200d]")
"""What case folding and IDNA map differently: such a host equals none."""
_IGNORED = re.compile("[\u00ad\u034f\u200b\u2060\ufe00-\ufe0f\ufeff]")
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+")
_AUTHORITY = re.compile(r"//(?:[^\s/?#\"'<>]*@)?(\[[0-9a-f:.]+\]|[^\s/?#:@,;\"'`<>(){}\\|]+)", re.IGNORECASE)
_DOTTED = re.compile(r"(?<![\w.-])(?:[^\W_](?:[\w-]*[^\W_])?\.)+(?:[^\W_](?:[\w-]*[^\W_])?)")
_PARTICLE = re.compile("(?<=[a-z0-9])[가-힣]+\\Z")
SHARED = frozenset(("github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "raw.githubusercontent.com"))
"""Hosts that serve what many own: whose an address is, the first step of its path says. Named with it as `host/owner`."""
_SHARED = re.compile(rf"(?<![\w.-])({'|'.join(map(re.escape, sorted(SHARED)))})[/:]+([\w.-]*\w)", re.IGNORECASE)
DEFANGED = "[.]"
"""A dot as analysts write it, so that nobody's program opens the address: such a host is another than the one it tells of."""
NAMED, QUOTED, OWNED = "named", "quoted", "owned"
"""Families of entries that no finder made: a host that the user named, an address as a text gave it, and what says that a scope
is somebody's where nothing was issued in it."""
STANDING = frozenset((NAMED, QUOTED, OWNED))


class Home(NamedTuple):
    """Whose hosts are ours."""

    hosts: frozenset[str] = frozenset(("localhost", "127.0.0.1", "::1"))
    """Canonical names that are at home, each for itself."""
    listed: Callable[[str], bool] = lambda host: False
    """Whether the company's list holds a host, or the domain it is in."""
    private: bool = False
    """Whether what only a private network reaches is at home."""

    def __call__(self, host: str) -> bool:
        """Whether originals may stand in an address of a canonical host."""
        plain = host.replace(DEFANGED, ".")
        return host in self.hosts or plain in self.hosts or self.listed(plain) or (self.private and is_private(plain))


PRIVATE = domain.PRIVATE - {"example", "arpa"} | {"svc"}
"""Ends of names that nobody outside has. What stands in for a public host ends in `example`."""
_NETWORKS = tuple(map(ipaddress.ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "fc00::/7")))
"""RFC 1918, RFC 4193, and this machine. What others of a provider share (100.64.0.0/10) and what a link does is none."""


def is_private(host: str) -> bool:
    """Whether a canonical host with dots or colons is one that nobody on the internet can be.

    Args:
        host: As of `canonical`.
    """
    end = host.rpartition(".")[2]
    if end in PRIVATE or host.endswith(".home.arpa"):
        return True
    try:
        address = ipaddress.ip_address(host) if end[:1].isdigit() or ":" in host else None
    except ValueError:
        return False
    return address is not None and any(address in network for network in _NETWORKS)


def is_machine(label: str) -> bool:
    """Whether a name of one label is a machine's near by: no number, and no country, of which some answer by themselves."""
    return label.isascii() and label[:1].isalpha() and len(label) > 2 and "." not in label and ":" not in label


@lru_cache(maxsize=4096)
def canonical(host: str) -> str:
    """A host as browsers compare it; "" for what is none.

    Promises: two hosts that a browser tells apart never give the same name.

    Args:
        host: Without user, port and path; an IPv6 address in brackets.
    """
    if host.startswith("["):
        try:
            return ipaddress.IPv6Address(host[1:].removesuffix("]")).compressed if host.endswith("]") else ""
        except ValueError:
            return ""
    if DEFANGED in host:
        return canonical(host.replace(DEFANGED, ".")).replace(".", DEFANGED)
    if "%" in host:
        try:
            host = unquote(host, errors="strict") if host.isascii() else ""
        except UnicodeDecodeError:  # bytes that are no UTF-8: a browser reads no host there
            return ""
    if _MAPPED_APART.search(host):
        return ""
    host = unicodedata.normalize("NFKC", _IGNORED.sub("", host).casefold()).replace("\u3002", ".").removesuffix(".")
    if _FORBIDDEN.search(host) or not host:
        return ""
    labels = host.split(".")
    if "" in labels:
        return ""
    if _NUMBER.fullmatch(labels[-1]):
        return _ipv4(labels)
    try:
        return ".".join(_unicode(one) if one.startswith("xn--") else one for one in labels)
    except UnicodeError:
        return ""


def _unicode(label: str) -> str:
    """What a label in Punycode stands for; one that another label would stand for as well is an error (RFC 5891, 5.3)."""
    plain = label[4:].encode("ascii").decode("punycode")
    if plain.isascii() or plain.encode("punycode").decode("ascii") != label[4:]:
        raise UnicodeError
    return plain


def _ipv4(labels: list[str]) -> str:
    """Numbers in any base and any count of parts → the address; "" for none."""
    if len(labels) > 4 or not all(_NUMBER.fullmatch(one) for one in labels):
        return ""
    try:
        numbers = [_number(one) for one in labels]
        *first, last = numbers
        if any(one > 255 for one in first) or last >= 256 ** (5 - len(numbers)):
            return ""
        return str(ipaddress.IPv4Address(sum(one << 8 * (3 - at) for at, one in enumerate(first)) + last))
    except ValueError:
        return ""


def _number(text: str) -> int:
    if text.startswith("0x"):
        return int(text[2:] or "0", 16)
    return int(text, 8) if len(text) > 1 and text[0] == "0" else int(text)


def hosts_in(text: str) -> frozenset[str]:
    """Canonical names of all hosts that a text names, in addresses of any scheme or by their dotted names."""
    if "." not in text and "//" not in text:
        return frozenset()
    # Neither spans a space: words without a dot or slashes are not looked at.
    text = " ".join([word for word in text.split() if "." in word or "//" in word])
    said = (host.lower().lstrip("]") for host in (*_AUTHORITY.findall(text), *_DOTTED.findall(text)))
    met = (_PARTICLE.sub("", host).rstrip(".-_") for host in said)
    owned = {f"{host}/{owner}".lower() for host, owner in _SHARED.findall(text)}
    return (frozenset(filter(None, map(canonical, met))) - SHARED) | owned


def kept(hosts: Iterable[str]) -> tuple[Entry, ...]:
    """Hosts that the user named, as entries to keep with a scope: each stands for itself, and is at home."""
    return tuple(Entry(host, host, NAMED) for host in sorted(hosts))


def named(slots: Iterable[Slot]) -> frozenset[str]:
    """Canonical names of the hosts that stand in the user's own instructions.

    Args:
        slots: Of one conversation, oldest first; only what the role `user` says counts. What it says before the next answer
            is read as one: a document that came as a part or a message of its own looks like an instruction only by itself.
    """
    out: frozenset[str] = frozenset()
    said: list[str] = []
    for slot in (*slots, Slot("", role="assistant")):
        if slot.role == "user" and slot.form == "text":
            said.append(slot.text)
        elif slot.role == "assistant" and said:
            if any("." in text or "//" in text for text in said):
                out |= hosts_in(instruction("\n".join(said)))
            said = []
    return out
