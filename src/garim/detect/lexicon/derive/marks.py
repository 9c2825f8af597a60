"""Two letters with which a company's hosts, databases and abbreviations begin: they are a mark of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from garim.detect import words
from garim.detect.lexicon.derive import Learnt
from garim.detect.lexicon.forms import Form
from garim.detect.lexicon.modes import ACRONYM
from garim.detect.lexicon.source import Term
from garim.text.fold import fold

if TYPE_CHECKING:
    from garim.detect.lexicon.read import Reader
    from garim.text.views import View

SHARE = 0.25
"""Part of all hosts, databases and abbreviations that must share a prefix for it to be the company's mark."""


class Derived:
    """Nothing beside the forms."""

    def __init__(self, learnt: Learnt) -> None:
        """`learnt`: empty."""

    @staticmethod
    def learn(terms: Sequence[Term]) -> Learnt:
        """Nothing."""
        return {}

    @staticmethod
    def forms(terms: Sequence[Term]) -> Iterable[Form]:
        """Each mark, as an abbreviation."""
        hosts, starts = 0, Counter[str]()
        for term in terms:
            for name in {fold(s) for s in (term.term, *term.aliases)} if term.kind in ("host", "database", "org") else ():
                found = re.match(r"([a-z]{2})[a-z]", name)
                if found and (term.kind != "org" or len(name) < 6):
                    hosts += 1
                    starts[found[1]] += 1
        for short, n in starts.items():
            if n > 4 and n > SHARE * hosts and not words.generic(short):
                yield Form(short, 0, 0, 2, short, "org", mode=ACRONYM)

    def consider(self, reader: Reader, view: View) -> None:
        """Nothing: the search finds the forms."""
