"""ONE FILE = ONE SOURCE of company words: what a company already has → lexicon lines.

A source is a file here with `learn(source, options) -> Iterator[Learnt | Left | Problem]`; `garim learn` finds it. It
streams: it yields as it reads and keeps no more than it must to know what it has said already.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from garim.detect.public import Table
from garim.errors import BadInput


class Learnt(NamedTuple):
    """One word of the company's own, a line of a lexicon."""

    term: str
    kind: str
    """org product project host domain database db_object column package service repository person email …"""
    aliases: tuple[str, ...] = ()
    means: str = ""
    """What it is in general terms, for the legend."""


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

ORDINARY = frozenset(
    "id no nm cd dt yn amt seq cnt rt tm dtm name code date time type status state user count value key data info list "
    "created updated deleted at by on is has flag order line total price qty amount number num text title body note "
    "address addr phone email zip city country start end from to version level grade rate score reason kind memo desc "
    "description comment file path url size hash token group parent child index sort use reg mod upd ins del "
    "rgst chg cust acct bal sts".split()
)
"""Words of generic columns. Source: counted over public sample schemas (Oracle HR/SH, Northwind, Sakila, Chinook)."""
ONSET = re.compile(r"(?:[bcfgkp][lr]|[dt]r|s[chklmnptw]|[cptw]h|[tv]w|qu|[bcdfghjklmnprstvwyz])?[aeiouy]")
CLUSTER = re.compile(r"[^aeiouy]{3}")
KNOWN_FROM = 3.0
"""Zipf frequency (log10 per 10⁹ words, wordfreq's, in the public table) from which an English word counts as ordinary."""


def open_text(path: Path) -> Iterator[tuple[int, str]]:
    """Lines of a text file with their numbers, in whatever encoding Excel or a database client left it.

    UTF-8, UTF-16 with its mark, else CP949 (Korean Windows).

    Raises:
        BadInput: It is not there or is a folder. Nothing was learnt.
    """
    try:
        with path.open("rb") as raw:
            head = raw.read(65536)
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror}") from None
    encoding = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    if encoding == "utf-8-sig":
        try:
            head.decode("utf-8")
        except UnicodeDecodeError as error:
            if error.start < len(head) - 4:
                encoding = "cp949"
    with path.open(encoding=encoding, errors="replace", newline=None) as file:
        yield from enumerate(file, 1)


def own_word(word: str) -> bool:
    """Whether a word of a column's name looks coined (nurim, dasol) rather than generic or an abbreviation (xpir, rpay).

    A coined word is no English word, yet it can be spoken: four letters or more, a start that a tongue can say, and no
    three consonants in a row.
    """
    word = word.lower()
    if len(word) < 4 or not word.isascii() or not word.isalpha() or word in ORDINARY:
        return False
    return bool(ONSET.match(word)) and not CLUSTER.search(word) and Table.open().look(word).zipf < KNOWN_FROM
