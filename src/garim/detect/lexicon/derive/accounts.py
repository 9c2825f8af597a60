"""Accounts whose prefix shortens a name of the lexicon (lk_app of Ledgerkeel)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import garim.late as re
from garim.detect import words
from garim.detect.lexicon.derive import Learnt
from garim.detect.lexicon.derive._shared import BEFORE, ORDINARY, add, letter, no_forms, schemas_of
from garim.detect.lexicon.source import Term
from garim.text.fold import fold

if TYPE_CHECKING:
    from garim.detect.lexicon.read import Reader
    from garim.text.views import View

MOST = 5000
"""Names that are remembered."""
ACCOUNT = re.compile(r"_(?:app|svc|user|usr|load|batch|ro|rw|adm|own|etl)(?![A-Za-z0-9_-])")


class Derived:
    """Names that a prefix may shorten, and schemas that it may be."""

    forms = staticmethod(no_forms)

    def __init__(self, learnt: Learnt) -> None:
        """`learnt`: names and schemas, folded."""
        self._names, self._schemas = learnt["names"], frozenset(learnt["schemas"])

    @staticmethod
    def learn(terms: Sequence[Term]) -> Learnt:
        """Names of things in Latin letters, schemas; where no database object is listed, there are no accounts to know."""
        names: list[str] = []
        if not any(term.kind in ("database", "db_object") for term in terms):
            return {"names": [], "schemas": []}
        for term in terms:
            if term.shape == "term" and term.kind in ("product", "project", "org") and len(names) < MOST:
                names += [fold(s) for s in (term.term, *term.aliases) if s.isascii() and s.isalpha() and len(s) > 4]
        return {"names": names, "schemas": schemas_of(terms)}

    def consider(self, reader: Reader, view: View) -> None:
        """Every short prefix before a word for an account."""
        text = view.text
        for found in ACCOUNT.finditer(text) if "_" in text else ():
            self._account(reader, text, found.start())

    def _account(self, reader: Reader, text: str, end: int) -> None:
        before = BEFORE.search(text, max(0, end - 5), end)
        if before and 1 < len(before[0]) < 5 and not letter(text, before.start() - 1) and self._short(fold(before[0])):
            why = "account whose prefix shortens a lexicon name"
            add(reader, before.span(), fold(before[0]), "service", why, ORDINARY if words.generic(fold(before[0])) else 60)

    def _short(self, short: str) -> bool:
        if words.generic(short) and short not in self._schemas:
            return False
        return short in self._schemas or any(_shortens(short, name) for name in self._names)


def _shortens(short: str, name: str) -> bool:
    """Whether letters of a name in order, its first among them and only consonants after it, give the short form."""
    if name[0] != short[0] or len(short) * 5 < len(name):
        return False
    rest = iter(name[1:])
    return all(c in rest and c not in "aeiou" for c in short[1:])
