"""Hosts on the company's naming patterns, and names with a site that a pattern names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import garim.late as re
from garim.detect import words
from garim.detect.lexicon.derive import Learnt
from garim.detect.lexicon.derive._shared import add, letter
from garim.detect.lexicon.forms import Form, glued, peel_latin
from garim.detect.lexicon.modes import SURE
from garim.detect.lexicon.patterns import DIGITS, heads_of, kind_of, words_of
from garim.detect.lexicon.source import Term
from garim.detect.patterns.engine import Engine
from garim.text.fold import fold
from garim.text.identifiers import split
from garim.values import Finding

if TYPE_CHECKING:
    from garim.detect.lexicon.read import Reader
    from garim.text.views import View

SITED = r"((?:{0})[A-Za-z]{{0,2}})-(?=[A-Za-z0-9-]{{0,20}}\d)[A-Za-z0-9]"


class Derived:
    """The patterns as kinds of an engine of their own, the sites as one pattern."""

    def __init__(self, learnt: Learnt) -> None:
        """`learnt`: patterns and kinds, in pairs, and sites."""
        sites = "|".join(sorted({re.escape(spelled) for s in learnt["sites"] for spelled in (s, s.upper(), s.title())}))
        self._sited = re.compile(SITED.format(sites)) if sites else None
        pairs = zip(learnt["patterns"], learnt["kinds"], strict=True)
        kinds = [kind_of(i, pattern, kind) for i, (pattern, kind) in enumerate(pairs)]
        self._engine = Engine(kinds, prefilter=False) if kinds else None
        self._kinds = {kind.name: name for kind, name in zip(kinds, learnt["kinds"], strict=True)}

    @staticmethod
    def learn(terms: Sequence[Term]) -> Learnt:
        """The patterns that are listed, and the sites with which those of hosts begin."""
        patterns = [term for term in terms if term.shape == "pattern"]
        heads = [head for term in patterns if term.kind == "host" for head in heads_of(term.term)]
        sites = [head for head in heads if not words.generic(head) and not words.ordinary(head)]
        return {"patterns": [term.term for term in patterns], "kinds": [term.kind for term in patterns], "sites": sites}

    @staticmethod
    def forms(terms: Sequence[Term]) -> Iterable[Form]:
        """Of every word that a pattern spells out."""
        for term in terms:
            for text in words_of(term.term) if term.shape == "pattern" else ():
                yield from glued(Term(text.replace(DIGITS, "01"), term.kind))

    def consider(self, reader: Reader, view: View) -> None:
        """Every name on a pattern, and every name of digits that begins with a site."""
        text = view.text
        for finding in self._engine.find(view).findings if self._engine else ():
            self._host(reader, text, finding)
        for found in self._sited.finditer(text) if self._sited and "-" in text else ():
            if not letter(text, found.start() - 1) and text[found.start() - 1 : found.start()] not in (".", "-"):
                add(reader, found.span(1), fold(found[1]), "host", "name with a site of the company's host patterns", 60)

    def _host(self, reader: Reader, text: str, finding: Finding) -> None:
        surface = text[finding.start : finding.end]
        kind = self._kinds[finding.kind]
        for start, end in split(surface):
            word = fold(surface[start:end])
            if word.isalpha() and len(word) > 1 and not words.generic(word):
                cut = peel_latin(word)
                span = (finding.start + start, finding.start + start + cut)
                add(reader, span, word[:cut], kind, "name on a lexicon pattern", SURE)
                return
        digits = re.search(r"\d[\d.-]*\d", surface)
        if digits:
            span = (finding.start + digits.start(), finding.start + digits.end())
            reader.add(Finding(*span, kind, "code", digits[0], "number on a lexicon pattern", rank=SURE))
