"""Tables and other objects on the company's naming of them, and constraints of its tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import garim.late as re
from garim.detect import words
from garim.detect.lexicon import context
from garim.detect.lexicon.derive import Learnt
from garim.detect.lexicon.derive._shared import OBJECTS, PUBLIC, hide, letter, no_forms
from garim.detect.lexicon.source import Term
from garim.text.fold import fold

if TYPE_CHECKING:
    from garim.detect.lexicon.read import Reader
    from garim.text.views import View

DATABASE_TEXT = re.compile(
    r"(?i)\b(?:select|insert|update|delete|merge|from|create|alter|drop|truncate|exec|begin|grant|table|nextval|sqlplus)\b"
)
CONSTRAINT = re.compile(r"(?:uq|ux|uix|uk|ix|idx|pk|fk|ck|UQ|UX|UIX|UK|IX|IDX|PK|FK|CK)_([A-Za-z0-9]+)_[A-Za-z0-9_$#]+")
CONSTRAINTS = re.compile(r"(?i)duplicate|constraint|violat|index|unique|인덱스|제약|무결성|키 중복")
ALWAYS = frozenset("pkg sp sq err prc usp".split())
"""Heads that need no example in the lexicon where the text is SQL."""
MOST = 2000
"""Prefixes that are remembered."""


class Derived:
    """How the company's database objects begin."""

    forms = staticmethod(no_forms)

    def __init__(self, learnt: Learnt) -> None:
        """`learnt`: prefixes, heads (words for what an object is) and modules (what stands behind them), folded."""
        self._modules, self._heads = frozenset(learnt["modules"]), frozenset(learnt["heads"])
        self._prefixes = frozenset(learnt["prefixes"])
        strange = sorted(p for p in self._prefixes if len(p) > 2 and not words.generic(p) and not words.ordinary(p))
        self._prefixed = re.compile(rf"(?:{'|'.join(p.upper() for p in strange)})_[A-Z0-9_$#]+") if strange else None
        heads = "|".join(h for head in sorted(self._heads | ALWAYS) for h in (head, head.upper()))
        self._objects = re.compile(rf"(?:{heads})_[A-Za-z0-9_$#]+")
        self._known = bool(learnt["known"])

    @staticmethod
    def learn(terms: Sequence[Term]) -> Learnt:
        """The first words of names with several."""
        heads, prefixes, modules = Counter[str](), set[str](), set[str]()
        known = False
        for term in terms:
            known |= term.shape == "term" and (term.kind == "database" or term.kind == "db_object" and "." in term.term)
            if term.shape != "term" or term.kind != "db_object":
                continue
            parts = fold(term.term).split(".")[-1].split("_")
            if len(parts) > 1:
                heads[parts[0]] += 1
                if parts[0] not in OBJECTS and parts[0].isalpha() and len(parts[0]) > 1:
                    prefixes.add(parts[0])
            if len(parts) > 2 and parts[0] in OBJECTS and parts[1].isalpha() and len(parts[1]) < 5:
                modules.add(parts[1])
        common = sorted(h for h, n in heads.items() if n > 1 and h in OBJECTS)
        return {"prefixes": sorted(prefixes)[:MOST], "heads": common, "modules": sorted(modules), "known": ["yes"] * known}

    def consider(self, reader: Reader, view: View) -> None:
        """Every name that begins as the company's do."""
        text = view.text
        if "_" not in text:
            return
        for found in self._prefixed.finditer(text) if self._prefixed else ():
            if not letter(text, found.start() - 1):
                hide(reader, found.start(), found[0], 1, "name that begins as the company's database objects do", 55)
        if self._prefixes:
            self._constraints(reader, text)
        for found in self._objects.finditer(text) if self._known or self._heads else ():
            if not letter(text, found.start() - 1) and text[found.start() - 1 : found.start()] not in ("@", "-", "/"):
                self._snake(reader, text, found)

    def _constraints(self, reader: Reader, text: str) -> None:
        told: bool | None = None
        for found in CONSTRAINT.finditer(text):
            known = fold(found[1]) in self._prefixes or fold(found[1]) in self._modules
            if not known or letter(text, found.start() - 1):
                continue
            told = CONSTRAINTS.search(text) is not None if told is None else told
            if told:
                hide(reader, found.start(), found[0], 1, "constraint of a lexicon table", 55)

    def _snake(self, reader: Reader, text: str, found: re.Match[str]) -> None:
        name = fold(found[0])
        parts = name.split("_")
        if parts[0] not in OBJECTS or PUBLIC.match(name):
            return
        known = parts[1] in self._modules and len(parts) > 2
        headed = parts[0] in self._heads and (found[0].isupper() or context.in_sql(text, found.start()))
        if not known and not headed and (parts[0] not in ALWAYS or not DATABASE_TEXT.search(text)):
            return
        hide(reader, found.start(), found[0], 1 + known, "name on the company's naming of database objects", 55)
