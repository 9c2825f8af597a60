"""What needs no judgement: what has a form of its own, what a key or column says, what the company lists and nobody else says."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

import garim.late as re
from garim.detect.decide.features import COLUMNS, LEXICON, NAMES, PATTERNS
from garim.detect.lexicon.modes import SURE as ALWAYS
from garim.detect.lexicon.read import DOUBT
from garim.detect.names.organisations import OURS
from garim.families._clouds import is_customers
from garim.values import Finding

CERTAIN = 70
"""Rank from which a pattern with a checksum or a form of its own needs no judgement; a secret never does."""
CHECKED = {
    "card": CERTAIN, "rrn": CERTAIN, "iban": CERTAIN, "email": CERTAIN, "phone": 60,
    "address": 58, "date": 58, "plate": 60, "code": 54,
}  # fmt: skip
"""Families of such patterns and the rank from which they were right 99 times of 100 in labelled texts; an address of the network
or a number of another sort may be a version or an amount."""
PRIVATE = re.compile(r"10\.\d|172\.(?:1[6-9]|2\d|3[01])\.|192\.168\.")
"""Addresses of a network of one's own (RFC 1918): no version looks like them."""
EVERYBODYS = re.compile(r"(?:192\.168\.[01]\.1|10\.(?:96|43)\.0\.10?)(?![\d.])")
"""Those that routers at home and the first services of Kubernetes (kubeadm, k3s) take unless told otherwise."""
MILLISECONDS = (10**12, 22 * 10**11)
"""Since 1970: 2001 to 2039."""
SAID, GUESSED = 55, frozenset(("record_id", "login_id"))
"""Rank from which what a key or column says of its value is so (of 1,100 in labelled texts two were wrong), but for plain ids."""
TITLED = 70
"""Rank from which a family name in Latin letters needs no judgement: behind Mr and Ms stand people, now and then Mr Darcy."""
COMPOSED = 80
"""Rank from which a listed name of several parts needs no judgement either."""
WORDLY = frozenset(("stem", "person"))
"""Families whose members may be ordinary words: a listed host, network, mail address, id or ticket never is."""


def is_certain(source: int, finding: Finding, own: npt.NDArray[np.bool_]) -> bool:
    """Whether a proposal needs no judgement.

    Args:
        source: Its place in features.SOURCES.
        finding: The proposal.
        own: Of each of its units, whether it has no ordinary sense.
    """
    if finding.family == "secret":
        return True
    if source == PATTERNS:
        if finding.family == "rrn" and finding.entity.isdigit() and finding.end - finding.start == len(finding.entity):
            return not is_moment(finding.entity)  # else it may be a time
        if finding.family == "ip" and (PRIVATE.match(finding.entity) or _is_no_version(finding.entity)):
            return not EVERYBODYS.match(finding.entity)
        if finding.family == "domain" and is_customers(finding.entity):
            return True
        return finding.rank >= CHECKED.get(finding.family, 101)
    if source == COLUMNS:
        return finding.rank >= SAID and finding.kind not in GUESSED
    if source == NAMES and is_ours(finding):
        return True
    if source == NAMES:
        return finding.family == "person" and finding.part == "family" and finding.rank >= TITLED and finding.entity.isascii()
    if source != LEXICON:
        return False
    if bool(own.any()):
        return True
    formed = finding.family not in WORDLY or (len(own) > 1 and finding.rank >= COMPOSED)
    return finding.rank > DOUBT and (finding.rank >= ALWAYS or formed)


def is_of_card(source: int, finding: Finding) -> bool:
    """Whether it is what stands on a card beside its number: a check value, the month it ends."""
    return source == PATTERNS and finding.kind in ("bank_number.card_check", "bank_number.card_expiry")


def is_ours(finding: Finding) -> bool:
    """Whether whoever writes gives the name as her own company's, and nobody else says it."""
    return finding.kind == "org" and finding.rank == OURS


def is_moment(digits: str) -> bool:
    """Whether a number may be a time in milliseconds: told without reading it, for it may have a million digits."""
    return len(digits) == len(str(MILLISECONDS[0])) and digits.isdecimal() and MILLISECONDS[0] <= int(digits) < MILLISECONDS[1]


def _is_no_version(address: str) -> bool:
    """Whether an IPv4 address has numbers that versions do not have: 52.78.114.23, not 19.16.0.1."""
    parts = address.partition("/")[0].split(".")
    if len(parts) != 4 or not all(part.isdecimal() for part in parts):
        return False
    numbers = [int(part) for part in parts]
    return max(numbers[1:]) > 99 or sum(number > 30 for number in numbers) > 1
