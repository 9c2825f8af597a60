"""Family names of foreign people of the lexicon, as Korean spells them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import garim.late as re
from garim.detect import words
from garim.detect.lexicon import context
from garim.detect.lexicon.derive import Learnt
from garim.detect.lexicon.derive._shared import no_forms
from garim.detect.lexicon.source import Term
from garim.text import romanise
from garim.text.fold import latin, without_marks
from garim.values import Finding

if TYPE_CHECKING:
    from garim.detect.lexicon.read import Reader
    from garim.text.views import View

MOST = 5000
"""People whose names are remembered."""
TITLE = re.compile(context.TITLES)
TITLED_WORD = re.compile(r"(?<![가-힣])([가-힣]{2,6})\s?$")


class Derived:
    """How the family names sound, and whose they are."""

    forms = staticmethod(no_forms)

    def __init__(self, learnt: Learnt) -> None:
        """`learnt`: families, as they sound, and owners, in pairs."""
        self._sounds = dict(zip(learnt["families"], learnt["owners"], strict=True))

    @staticmethod
    def learn(terms: Sequence[Term]) -> Learnt:
        """How the family name of each person without a Korean name sounds."""
        heard: dict[str, str] = {}
        for term in terms:
            if term.shape != "term" or term.kind != "person" or len(heard) >= MOST:
                continue
            if any(romanise.HANGUL.search(s) for s in (term.term, *term.aliases)) or " " not in term.term or not latin(term.term):
                continue
            sound = romanise.sound(without_marks(term.term.split()[-1]))
            if len(sound) > 2:
                heard.setdefault(sound, term.term)
        return {"families": list(heard), "owners": list(heard.values())}

    def consider(self, reader: Reader, view: View) -> None:
        """Such a name before a title: 호프만 부장."""
        text = view.text
        if not self._sounds or text.isascii():
            return
        for title in TITLE.finditer(text):
            found = TITLED_WORD.search(text, max(0, title.start() - 7), title.start())
            owner = self._sounds.get(romanise.sound(found[1])) if found else None
            if found and owner and not words.ordinary(found[1]):
                why = "family name of a lexicon person in Hangul"
                reader.add(Finding(*found.span(1), "person", "person", owner, why, part="family", rank=60))
