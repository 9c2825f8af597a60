"""What several derivations need: names of database objects, and how a part of one is hidden."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import garim.late as re
from garim.detect import words
from garim.detect.lexicon.forms import Form
from garim.detect.lexicon.modes import SURE
from garim.detect.lexicon.source import Term
from garim.text.fold import fold
from garim.text.identifiers import split
from garim.text.overlap import REST
from garim.values import Finding

if TYPE_CHECKING:
    from garim.detect.lexicon.read import Reader

ORDINARY = 39
"""Rank of what does not carry."""
OBJECTS = frozenset("tb tbl vw mv sq seq pkg sp usp fn prc proc trg err ix idx pk uk fk syn dl tmp bk".split())
"""First words of a database object's name that say what it is."""
PUBLIC = re.compile(r"(?:dbms|utl|dba|all|user|v\$|gv\$|pg|sys|information|apex|owa|sdo|ctx|mysql|sp_help|xp|sqlite)(?:_|$)")
"""Starts of names that a database itself brings. Source: Oracle, PostgreSQL, SQL Server and MySQL reference manuals."""
BEFORE = re.compile(r"[A-Za-z][A-Za-z0-9_$#]*$")


def no_forms(terms: Sequence[Term]) -> Iterable[Form]:
    """None beside the terms' own."""
    return ()


def schemas_of(terms: Iterable[Term]) -> list[str]:
    """The schemas and databases that a lexicon names, folded."""
    found = {fold(t.term) for t in terms if t.shape == "term" and t.kind == "database"}
    for term in terms:
        if term.shape == "term" and term.kind == "db_object":
            found.update(fold(term.term).split(".")[:-1])
    return sorted(found)


def letter(text: str, at: int) -> bool:
    """Whether an ASCII letter, a digit or an underscore stands at that place, which may lie outside."""
    return 0 <= at < len(text) and (text[at] == "_" or (text[at].isascii() and text[at].isalnum()))


def add(reader: Reader, span: tuple[int, int], entity: str, kind: str, why: str, rank: int) -> None:
    """A company word at a span; an ordinary one that its name makes certain says nothing of other places."""
    part = REST if rank == SURE and (words.ordinary(entity) or words.generic(entity)) else ""
    reader.add(Finding(*span, kind, "stem", entity, why, part=part, rank=rank))


def hide(reader: Reader, at: int, name: str, skip: int, why: str, rank: int) -> None:
    """Hide the words of an object's name that say most: from `skip` on, without suffixes and dates."""
    parts = split(name)
    low = min(skip, len(parts) - 1)
    high = len(parts)
    affixes = words.section("affixes")
    while low < high - 1 and fold(name[slice(*parts[low])]) in affixes:
        low += 1
    while high > low + 1 and (name[slice(*parts[high - 1])].isdigit() or fold(name[slice(*parts[high - 1])]) in affixes):
        high -= 1
    inner = [fold(name[a:b]) for a, b in parts[low:high]]
    strange = [i for i, word in enumerate(inner) if len(word) > 2 and word.isalpha() and not words.ordinary(word)]
    if strange:
        best = max(strange, key=lambda i: (not words.generic(inner[i]), len(inner[i])))
        low, high = low + best, low + best + 1
    span = (at + parts[low][0], at + parts[high - 1][1])
    entity = " ".join(fold(name[a:b]) for a, b in parts[low:high])
    if any(c.isalpha() for c in entity) and len(entity) > 1:
        plain = high - low == 1 and (words.generic(entity) or words.ordinary(entity))
        add(reader, span, entity, "db_object", why, ORDINARY if plain else rank)
