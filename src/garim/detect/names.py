"""People, organisations and places in running text that no lexicon knows, Korean and Latin script alike.

Rules over lists of names; where weights are loaded, a small tagger refines what the rules say about Korean. What is
found anywhere in a text is found everywhere in it, whatever stands before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files

from garim.detect.names_en import EnglishNames
from garim.detect.names_ko import KoreanNames, Mention
from garim.detect.names_org import OrganisationNames
from garim.detect.views import Seen, View
from garim.values import Finding

_HINT = re.compile(
    r"(?:name|nm|author|owner|assignee|reviewer|sender|recipient|contact|person|customer|insured|rider|driver|user|member|participant|holder|"
    r"이름|성명|고객|담당|작성|회원|수령|예금주|대표)(?:_?(?:kr|ko|en))?$",
    re.IGNORECASE,
)
_HANGUL = re.compile("[가-힣]")


@dataclass(frozen=True, slots=True)
class Names:
    """Finds people, organisations and places in a text."""

    korean: KoreanNames
    english: EnglishNames
    organisations: OrganisationNames

    @classmethod
    def rules(cls) -> Names:
        """The finder without weights: lists and rules only."""
        data = files("garim.detect") / "data"
        korean = KoreanNames.read((data / "names_ko.json").read_bytes())
        english = EnglishNames.read((data / "names_en.json").read_bytes())
        return cls(korean, english, OrganisationNames(korean, english))

    def find(self, view: View, hint: str = "") -> Seen:
        """Every person, organisation and place in `view.text`, ordered and not overlapping, and what was looked at.

        Args:
            view: The text; offsets of the findings are in `view.text`.
            hint: The nearest object key above the text; `custNm` says that a value alone is a name.
        """
        text = view.text
        named = bool(hint) and _HINT.search(hint) is not None
        mentions = self.english.people(text, named)
        mentions += self.organisations.find(text)
        if not text.isascii() and _HANGUL.search(text):
            mentions += self.korean.people(text, named)
        mentions.sort(key=lambda m: (m.start - m.end, -m.rank, m.start))
        kept: dict[int, Mention] = {}
        taken = bytearray(len(text) + 1)
        for mention in mentions:
            if not any(taken[mention.start : mention.end]):
                taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
                kept[mention.start] = mention
        return Seen([_finding(kept[start]) for start in sorted(kept)], len(text))


def _finding(m: Mention) -> Finding:
    return Finding(m.start, m.end, m.kind, m.family, m.entity, m.why, part=m.part, rank=m.rank)
