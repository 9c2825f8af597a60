"""Addresses in the company's networks."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from garim.detect.lexicon.derive import Learnt
from garim.detect.lexicon.derive._shared import no_forms
from garim.detect.lexicon.modes import SURE
from garim.detect.lexicon.source import Term
from garim.values import Finding

if TYPE_CHECKING:
    from garim.detect.lexicon.read import Reader
    from garim.text.views import View

IPV4 = re.compile(r"(?<![\d.])\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?![\d]|\.\d)")


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
        """Every IPv4 address in one of them."""
        if self._networks and "." in view.text:
            for found in IPV4.finditer(view.text):
                self._address(reader, found)

    def _address(self, reader: Reader, found: re.Match[str]) -> None:
        parts = [int(p) for p in found[0].split(".")]
        if max(parts) < 256:
            number = int.from_bytes(bytes(parts))
            if any(low <= number <= high for low, high in self._networks):
                reader.add(Finding(*found.span(), "network", "ip", found[0], "address in a lexicon network", rank=SURE))
