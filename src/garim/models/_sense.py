"""What a foreign model's span is left alone for: everyone knows it, so it tells nothing of anyone, and the answer needs it.

Product names, error codes (ORA-01652), placeholders (홍길동, 010-0000-0000, hong@example.com), public hosts. Models that were
trained on letters and forms take them for people, places and numbers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from garim.detect.names.english import HOMONYMS, OTHER
from garim.detect.names.organisations import PUBLIC
from garim.detect.patterns.domains import is_public
from garim.detect.patterns.kinds._checks import public_prefixes
from garim.detect.patterns.kinds.people.email import is_mailbox
from garim.detect.words import generic, ordinary, technology, zipf

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9]{1,9}[- ]?\d[\d.-]*")
_HEAD = re.compile(r"[A-Za-z]+")
_TOKEN = re.compile(r"[\w.-]{0,24}")
_PLACEHOLDERS = frozenset("홍길동 홍길순 아무개".split())
_BORNE = HOMONYMS | frozenset(
    "adal apollo caio cem cleo conan daphne davey dom elif fiona frida huey jake jax jose len luigi marisa marko morgan nan pam"
    " remy rex sam timm tom val winston".split()
)
"""Names of people that are on lists of technology too."""
NUMBERS = frozenset(("phone", "account", "card", "id"))
LEAST_DIGITS, LEAST = 3, 8
"""Digits, or else characters, from which an id is one: slf4j and utf8 are none."""
COMMON = 4.0
"""Zipf frequency from which a word in another script says nothing beside a product (Redis 이전)."""


def known(text: str, start: int, end: int, meaning: str) -> bool:
    """Whether what a model took for this meaning is something that everyone knows.

    Args:
        text: What the model read.
        start: Of the span, trimmed.
        end: Of the span.
        meaning: One of `MEANINGS`.
    """
    value = text[start:end]
    if value in _PLACEHOLDERS:
        return True
    if meaning == "email":
        return "@" in value and not is_mailbox(value)
    if meaning == "url":
        return is_public(value.lower())
    if meaning == "secret":
        return False
    if any(c.isdigit() for c in value) and _is_public_code(text, start, end):
        return True
    if meaning in NUMBERS:
        digits = [c for c in value if c.isdigit()]
        few = meaning == "id" and len(digits) < LEAST_DIGITS and len(value) < LEAST
        return few or (len(digits) > 3 and len(set(digits[-8:])) == 1)
    if meaning == "address" and value[:1].isdigit():
        return False  # a number and a street
    return meaning in ("person", "org", "place", "address", "handle") and _are_products(_WORD.findall(value), meaning)


def _is_public_code(text: str, start: int, end: int) -> bool:
    """Whether the span is, or is a part of, an error code or standard whose prefix everyone knows."""
    low = start - len(_TOKEN.match(text[max(0, start - 24) : start][::-1])[0])  # type: ignore[index]
    high = end + len(_TOKEN.match(text, end)[0])  # type: ignore[index]
    code = _CODE.fullmatch(text, low, high)
    prefix = _HEAD.match(code[0]) if code else None
    return prefix is not None and prefix[0].upper() in public_prefixes()


def _are_products(words: Sequence[str], meaning: str) -> bool:
    """Whether the words name technology or makers whom everyone names, and else only what any text says."""
    latin = [word.lower() for word in words if word.isascii() and len(word) > 1]
    others = [word for word in words if not word.isascii()]
    if not latin or any(zipf(word) < COMMON for word in others):
        return False
    if meaning == "person" and any(word in _BORNE for word in latin):
        return False
    products = {word for word in latin if word in PUBLIC}
    if meaning != "address":  # streets are called as packages are: bank, oak, park
        products |= {word for word in latin if technology(word)}
    if meaning not in ("address", "place"):
        products |= {word for word in latin if word in OTHER or generic(word)}
    return bool(products) and all(word in products or generic(word) or ordinary(word) for word in latin)
