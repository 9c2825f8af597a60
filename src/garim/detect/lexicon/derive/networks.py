"""Addresses in the company's networks."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from typing import TYPE_CHECKING

import garim.late as re
from garim.detect.lexicon.derive import Learnt
from garim.detect.lexicon.derive._shared import no_forms
from garim.detect.lexicon.modes import SURE
from garim.detect.lexicon.source import Term
from garim.values import Finding

if TYPE_CHECKING:
    from garim.detect.lexicon.read import Reader
    from garim.text.views import View

IPV4 = re.compile(r"(?<![\d.])\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?![\d]|\.\d)")
_PART = r"(?:0[xX][0-9a-fA-F]{1,8}|\d{1,10})"
NUMBER = re.compile(r"(?<![\w.,-])(?:0[xX][0-9a-fA-F]{7,8}|[1-9]\d{7,9}|0\d{10,11})(?![\w]|[.,-]\d)", re.ASCII)
"""An address as one number of 32 bits: hexadecimal, decimal, octal."""
ODD = re.compile(rf"(?<![\w.]){_PART}(?:\.{_PART}){{1,3}}(?![\w]|\.\d)", re.ASCII)
"""Parts in any base, fewer of them: the last part holds what is left, as in inet_aton. Decimal ones are versions, dates and
prices: only four parts of which one is octal or any one hexadecimal, or what stands where a host does."""
PARTED = re.compile(
    r"(?<![\w.])\d{1,3}(?:(\[\.\]|\(\.\)|\[dot\]|\(dot\)|\u3002|\uff0e|\uff61|-|_| \. )\d{1,3})(?:\1\d{1,3}){2}(?![\w]|[.-]\d)",
    re.ASCII,
)
"""Parted so that nothing takes it for an address: 10[.]20[.]1[.]2 of security reports, 10-20-1-2 of names."""
MAPPED = re.compile(r"(?<![\w:])(?:::|(?:0{1,4}:){5})[fF]{4}:([0-9a-fA-F]{1,4}):([0-9a-fA-F]{1,4})(?![\w:])", re.ASCII)
"""IPv4 in IPv6, in hexadecimal."""
REVERSE = re.compile(r"(?<![\w.-])(\d{1,3}(?:\.\d{1,3}){1,3})\.in-addr\.arpa\b", re.IGNORECASE | re.ASCII)
"""Names of reverse zones: the address's parts, the last one first."""
MOST = 1 << 16
"""Addresses of a network up to which a number is no amount or id by chance: of 10.0.0.0/8 are all from 167772160 to 184549375."""
SAID = re.compile(
    r"(?://|@|\b(?:ip|inet\w*|addr\w*|host\w*|network|cidr|주소|아이피)\W{0,3}(?:\w{1,12}\W{1,3})?)\Z", re.IGNORECASE
)
"""What stands before a number that is an address whatever the network's size."""


class Derived:
    """The networks as ranges of numbers."""

    forms = staticmethod(no_forms)

    def __init__(self, learnt: Learnt) -> None:
        """`learnt`: networks, in CIDR form."""
        networks = [ipaddress.ip_network(n) for n in learnt["networks"]]
        self._networks = [(int(n.network_address), int(n.broadcast_address)) for n in networks if n.version == 4]

    @staticmethod
    def learn(terms: Sequence[Term]) -> Learnt:
        """The networks that are listed."""
        return {"networks": [term.term for term in terms if term.shape == "network"]}

    def consider(self, reader: Reader, view: View) -> None:
        """Every IPv4 address in one of them, in whichever notation."""
        text = view.text
        if not self._networks:
            return
        if "." in text:
            for found in IPV4.finditer(text):
                self._address(reader, found.span(), found[0].split("."), found[0], "ip")
            for found in ODD.finditer(text):
                if _is_odd(found):
                    self._number(reader, found, _aton(found[0].split(".")))
            if "arpa" in view.lowered:
                for found in REVERSE.finditer(text):
                    self._zone(reader, found)
        for found in NUMBER.finditer(text):
            self._number(reader, found, _aton([found[0]]))
        for found in PARTED.finditer(text):
            self._address(reader, found.span(), re.findall(r"\d+", found[0]), found[0], "code")
        for found in MAPPED.finditer(text) if "::" in text or "0:" in text else ():
            self._number(reader, found, int(found[1], 16) << 16 | int(found[2], 16), at=found.start(1))

    def _address(self, reader: Reader, span: tuple[int, int], written: Sequence[str], entity: str, family: str) -> None:
        parts = [int(p) for p in written]
        if max(parts) < 256 and self._holds(int.from_bytes(bytes(parts))):
            reader.add(Finding(*span, "network", family, entity, "address in a lexicon network", rank=SURE))

    def _number(self, reader: Reader, found: re.Match[str], number: int, at: int | None = None) -> None:
        start = found.start() if at is None else at
        most = MOST if at is None and not _said(found) else 1 << 32
        if self._holds(number, most):
            entity = found.string[start : found.end()]
            reader.add(Finding(start, found.end(), "network", "code", entity, "address in a lexicon network", rank=SURE))

    def _zone(self, reader: Reader, found: re.Match[str]) -> None:
        """A reverse zone stands for all addresses that begin so."""
        parts = [int(part) for part in reversed(found[1].split("."))]
        if max(parts) < 256:
            low = int.from_bytes(bytes([*parts, *[0] * (4 - len(parts))]))
            high = low | (1 << 8 * (4 - len(parts))) - 1
            if any(first <= high and low <= last for first, last in self._networks):
                reader.add(Finding(*found.span(1), "network", "code", found[1], "zone of a lexicon network", rank=SURE))

    def _holds(self, number: int, most: int = 1 << 32) -> bool:
        return any(low <= number <= high and high - low < most for low, high in self._networks)


def _said(found: re.Match[str]) -> bool:
    return SAID.search(found.string[max(0, found.start() - 32) : found.start()]) is not None


def _is_odd(found: re.Match[str]) -> bool:
    parts = found[0].split(".")
    if any(part[:2] in ("0x", "0X") for part in parts):
        return True
    if len(parts) == 4:
        return any(len(part) > 1 and part[0] == "0" for part in parts)
    return found.string.endswith(("//", "@"), 0, found.start())


def _aton(parts: Sequence[str]) -> int:
    """The number that an address's parts say, each in any base and the last holding what is left; -1 for none."""
    numbers = []
    for part in parts:
        octal = part[0] == "0" and part.isdecimal()
        if octal and part.strip("01234567"):
            return -1
        numbers.append(int(part, 8 if octal else 0) if part != "0" else 0)
    *first, last = numbers
    if any(one > 255 for one in first) or last >= 256 ** (5 - len(numbers)):
        return -1
    return sum(one << 8 * (3 - at) for at, one in enumerate(first)) + last
