"""E-mail addresses: a coined local part at the surrogate of the domain, so colleagues stay colleagues."""

from __future__ import annotations

from collections.abc import Iterator

import garim.late as re
from garim.families._port import TIGHT, Draw, Family, Unit, by_length, never
from garim.families._spelled import labels
from garim.families.person import korean_order
from garim.text.hangul import has_hangul
from garim.text.words import recase
from garim.values import Entry, Finding

_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_ROLES = frozenset(
    "admin info help support noreply reply no sales contact office team dev ops hr it legal security service billing press jobs "
    "abuse postmaster webmaster hostmaster mailer daemon git hg svn root ubuntu debian centos fedora azureuser opc vagrant "
    "deploy jenkins oracle postgres mysql tibero tmax sapadm nobody".split()
)
"""What an office or an account is called anywhere: git@ and root@ are nobody's."""


def mint(draw: Draw, finding: Finding, surface: str) -> str:
    """Words of the local part coined, digits changed, role names (`noreply`) kept; the domain's own surrogate behind."""
    local, _, domain = surface.rpartition("@")

    def token(match: re.Match[str]) -> str:
        word = match[0]
        if word.isdigit():
            return draw.dice(f"{finding.entity}\0{match.start()}").digits(len(word))
        if word.lower() in _ROLES:
            return word
        if known := draw.named(word.lower()):
            return recase(known, word)
        if len(word) < 3:
            dice = draw.dice(word.casefold())
            return recase("".join(dice.pick("bdghjkmnrs") for _ in word), word)
        return recase(draw.word(word.casefold())[has_hangul(word)], word)

    hidden = draw.part("domain", domain.lower())
    return f"{_owner(draw, local) or _TOKEN.sub(token, local)}@{recase(hidden, domain) if domain.isupper() else hidden}"


def _owner(draw: Draw, local: str) -> str:
    """What stands for a local part that is its owner's whole name, as for her account without the domain; "" for any other."""
    words = local.lower().split(".")
    if len(words) != 2 or not all(word.isalpha() for word in words) or korean_order(local) < 0:
        return ""
    if any(draw.named(word) or draw.known(word) for word in words):
        return ""  # a person of the scope, or the company's own word: each is what it is elsewhere
    new = draw.part("person", local.lower()).split(".")
    return ".".join(map(recase, new, local.split(".")))


def spellings(entry: Entry) -> Iterator[tuple[str, Unit]]:
    """As a host's, and the domain alone."""
    yield from labels(entry)
    yield entry.surrogate.rpartition("@")[2], Unit(entry.original.rpartition("@")[2], "", TIGHT, False)


FAMILY = Family(
    name="email",
    canonical=str.lower,
    mint=mint,
    spellings=spellings,
    edges=by_length,
    styled=False,
    strict=never,
    label=("e-mail address", "전자우편 주소"),
    plain=("an e-mail address", "이메일 주소"),
    examples=(
        ("dy.kim@qsdv.co.kr", "dy.kim@qsdv.co.kr"),
        ("olivia.marsh@prairiefarm.com", "Olivia.Marsh@PrairieFarm.com"),
        ("noreply-2@brim.io", "noreply-2@brim.io"),
        ("kim0712@naretel.io", "kim0712@naretel.io"),
    ),
)
