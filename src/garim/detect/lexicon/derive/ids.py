"""Employee and account numbers of the same shape as those that are listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import garim.late as re
from garim.detect.lexicon.derive import Learnt
from garim.detect.lexicon.derive._shared import letter, no_forms
from garim.detect.lexicon.source import Term
from garim.text.fold import fold
from garim.values import Finding

if TYPE_CHECKING:
    from garim.detect.lexicon.read import Reader
    from garim.text.views import View

TAILED = re.compile(r"([A-Za-z]{1,8}[-_]?)([0-9a-f]{4,16})")
HEX = re.compile(r"(?=.*\d)[0-9a-f]{6,}")
PUBLIC_IDS = frozenset("rfc iso cve cwe ora kb ieee utf sha aes http ms en din error".split())
"""Marks of numbers that everyone knows."""


class Derived:
    """The shapes as one pattern."""

    forms = staticmethod(no_forms)

    def __init__(self, learnt: Learnt) -> None:
        """`learnt`: ids, each a pattern."""
        self._ids = re.compile("|".join(learnt["ids"])) if learnt["ids"] else None

    @staticmethod
    def learn(terms: Sequence[Term]) -> Learnt:
        """Shapes of which there are three, and those that one id alone gives away."""
        shapes, tailed = Counter[str](), set[str]()
        for term in terms:
            if term.shape == "term" and term.kind in ("employee_id", "account"):
                shapes[re.sub(r"\d", "0", term.term)] += 1
                tailed |= _tailed(term)
        ids = {_shape(shape) for shape, n in shapes.items() if n > 2 and 4 < len(shape) < 24 and shape[0].isalpha()}
        return {"ids": sorted(ids | tailed)}

    def consider(self, reader: Reader, view: View) -> None:
        """Every id of such a shape that stands alone."""
        text = view.text
        for found in self._ids.finditer(text) if self._ids else ():
            if not letter(text, found.start() - 1) and not letter(text, found.end()):
                why = "same shape as the lexicon's ids"
                reader.add(Finding(*found.span(), "employee_id", "code", found[0], why, rank=70))


def _shape(shape: str) -> str:
    return re.sub(r"0+", lambda run: rf"\d{{{len(run[0])}}}", re.escape(shape))


def _tailed(term: Term) -> set[str]:
    """The shape that one id alone gives away: a mark of its own, then a number or hex digits (tnt-4f20ab, K1093, G-1182)."""
    found = TAILED.fullmatch(term.term)
    if not found or fold(found[1].strip("-_")) in PUBLIC_IDS:
        return set()
    mark, tail = re.escape(found[1]), found[2]
    if tail.isdigit():
        return {rf"{mark}\d{{{len(tail)}}}"}
    return {rf"{mark}[0-9a-f]{{{len(tail)}}}"} if HEX.fullmatch(tail) and found[1][-1] in "-_" else set()
