"""ONE FILE = ONE SOURCE of company words: what a company already has → lexicon lines.

A source is a file here with `learn(source, options) -> Iterator[Learnt | Left | Problem]`; `garim learn` finds it. It
streams: it yields as it reads and keeps no more than it must to know what it has said already.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import garim.lang as lang
from garim.detect.patterns.domains import is_public
from garim.detect.public import Table
from garim.detect.public.judge import unknown
from garim.detect.words import PART, generic, technology
from garim.errors import BadInput
from garim.text.marks import marked


class Learnt(NamedTuple):
    """One word of the company's own, a line of a lexicon."""

    term: str
    kind: str
    """org product project host domain database db_object column package service repository person email …"""
    aliases: tuple[str, ...] = ()
    means: str = ""
    """What it is in general terms, for the legend."""
    shape: str = "term"
    """term | pattern: what the term is; a pattern is RE2."""


class Left(NamedTuple):
    """A word that was seen and left out."""

    word: str
    why: str


class Problem(NamedTuple):
    """Something that could not be read; the rest was."""

    where: str
    """File and line, or the part of the source."""
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a source may be told."""

    dialect: str = ""
    """ddl: oracle | postgres | mysql | tsql | db2; "" guesses."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """csv: header name → kind, where the header does not say it."""


Item = Learnt | Left | Problem

FAMILIES = 3
"""Independent public families from which a name of several words is everybody's: judge.LEAST and one more, for what is learnt is
hidden in every text."""
KNOWN_FROM = 3.0
"""Zipf frequency (log10 per 10⁹ words, in the public table) from which a word is known to all."""
RARE = 2.0
"""The same of what a dictionary has."""
SOFTWARE = 10
"""Families from which what defines an interface and is no word is a piece of software."""
WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[가-힣]+|[^\W\d_A-Za-z가-힣]+")


def open_text(path: Path) -> Iterator[tuple[int, str]]:
    """Lines of a text file with their numbers, in whatever encoding Excel or a database client left it.

    UTF-8, UTF-16 or UTF-32 with its mark, else CP949 (Korean Windows).

    Raises:
        BadInput: It is not there or is a folder. Nothing was learnt.
    """
    try:
        with path.open("rb") as raw:
            head = raw.read(65536)
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror}") from None
    encoding = marked(head) or "utf-8-sig"
    if encoding == "utf-8-sig":
        try:
            head.decode("utf-8")
        except UnicodeDecodeError as error:
            if error.start < len(head) - 4:
                encoding = "cp949"
    with path.open(encoding=encoding, errors="replace", newline=None) as file:
        yield from enumerate(file, 1)


def common(name: str) -> str:
    """Why a name says nothing of one company, in general terms; "" where it does.

    Args:
        name: Of a column, service, host, module, unit: one identifier or a few words.
    """
    table = Table.open()
    known = table.look(name)
    if known.brand or known.famous:
        return "a name that everybody knows"
    words = WORD.findall(name)
    if not any(len(word) > 1 for word in words):
        return "too short to say anything"
    if len(words) == 1 and (known.families >= FAMILIES or known.api or known.word or known.noun or generic(name.lower())):
        return "an ordinary word"
    if not any(own_part(word) for word in words):
        return "made of ordinary words and abbreviations"
    return ""


@lru_cache(maxsize=65536)
def own_part(word: str) -> bool:
    """Whether a part of an identifier can be a company's own word: hardly anybody else has it, and it can be spoken.

    Abbreviations of columns (xpir, rpay, clmp) are strange to the public too; what people named, they can say.
    """
    if not word.isascii():
        return bool(unknown(word))
    low = word.lower()
    known = Table.open().look(low)
    if len(low) < 4 or generic(low) or known.part >= PART or known.brand:
        return False
    if known.zipf >= (RARE if known.word else KNOWN_FROM):
        return False
    vowels = sum(c in "aeiouy" for c in low)
    return vowels * 4 >= len(low) and ABBREVIATED.search(low) is None


ABBREVIATED = re.compile(
    r"[^aeiouy]{4}|\A[^aeiouy]{3}|[^aeiouy]{3}\Z|\A(?:[bcdfgjkmpqtvxz][bcdfgjkmnpqstvxz])|[bcdfghjkpqtvxz][bcdfgjmnpqvxz]\Z"
)
"""Letters that no tongue says together: four consonants; three at the start or end, or two that do not go together there."""


def told(name: str, kind: str, means: str = "") -> Learnt | Left:
    """A name as learnt or, where everybody has such names, left with the reason."""
    why = common(name)
    return Left(name, why) if why else Learnt(name, kind, means=means)


UNITS = frozenset(
    "people groups computers users services accounts service_accounts domain_controllers domain_users domain_admins "
    "domain_computers administrators guests staff employees admins".split()
)


def unit(name: str) -> Learnt | Left:
    """A department, team or group: left where it is one word that every company has.

    Args:
        name: As the company writes it.
    """
    latin = name.isascii() and common(name)
    if name.lower().replace(" ", "_") in UNITS or latin or common(name) in ("an ordinary word", "a name that everybody knows"):
        return Left(name, "a unit that many have")
    return Learnt(name, "org")


def product(name: str) -> bool:
    """Whether a name is that of software, of a vendor or of a machine as everybody has it: redis, nexus, zabbix, dns."""
    known = Table.open().look(name)
    return known.brand or technology(name.lower()) or (known.api and not known.word and known.families >= SOFTWARE)


RESERVED = (".example", ".test")
"""Ends of names that nobody can register: a company may write its own so."""


def everybodys(domain: str) -> bool:
    """Whether everybody knows a host or domain."""
    return is_public(domain) and not domain.endswith(RESERVED)


def host(name: str, *, machine: bool = True) -> Iterator[Learnt | Left]:
    """A host: its first label unless it is a product's or an ordinary machine's name, and its domain unless everybody knows it.

    Args:
        name: With or without a domain.
        machine: Whether it is a machine, which may be called after anything; else the label says what is served.
    """
    first, dot, domain = name.strip().strip(".").partition(".")
    if dot and everybodys(name):
        yield Left(name, "a host or domain that everybody knows")
        return
    if product(first.rstrip("0123456789")):
        yield Left(first, "the name of a product or of an ordinary machine")
    elif all(generic(word.lower()) for word in WORD.findall(first)):
        yield Left(first, "a name that many machines have")
    elif not machine and (why := common(first)):
        yield Left(first, why)
    elif first:
        yield Learnt(first, "host")
    if "." in domain:
        yield Learnt(domain, "domain")


def once(items: Iterable[Item]) -> Iterator[Item]:
    """Each word once, whatever its letter case; problems all."""
    seen: set[tuple[str, str, str]] = set()
    for item in items:
        kind = item.kind if isinstance(item, Learnt) else ""
        key = (item[0].lower(), type(item).__name__, kind)
        if isinstance(item, Problem) or key not in seen:
            seen.add(key)
            yield item


def said(text: str) -> Iterator[Learnt]:
    """The words of a comment that only the company has: names, code names, objects.

    Args:
        text: What people wrote beside their code or tables.
    """
    for match in SAID.finditer(text):
        token = match[0].strip("._$#-")
        if "://" in text[max(0, match.start() - 3) : match.start()] or "@" in text[match.end() : match.end() + 1]:
            continue
        if token.isascii() and ("_" in token or "." in token):
            *schemas, last = token.split(".")
            if "_" in last and not common(last) and not any(c in "-" for c in last):
                yield Learnt(last, "db_object" if last.upper() == last else "word")
            for part in schemas:
                if own_part(part):
                    yield Learnt(part, "word")
        elif token.isascii():
            if own_part(token) and not common(token):
                yield Learnt(token, "word")
        else:
            yield from _hangul_said(token)


SAID = re.compile(r"[가-힣]+|[A-Za-z][A-Za-z0-9_$#.-]*")


def _hangul_said(token: str) -> Iterator[Learnt]:
    for start, end in unknown(token):
        word = token[start:end]
        if len(word) > 1:
            person = len(word) == 3 and word[0] in SURNAMES and start == 0
            yield Learnt(word, "person" if person else "word")


SURNAMES = frozenset(lang.words("surnames", "ko"))
