"""People, organisations and places in running text that no lexicon knows, Korean and Latin script alike.

Rules over lists of names; where weights are loaded, a small tagger refines what the rules say about Korean. What is
found anywhere in a text is found everywhere in it, whatever stands before it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from importlib.resources import files

from garim.detect.names_en import EnglishNames
from garim.detect.names_ja import japanese
from garim.detect.names_ko import UNTAGGED, KoreanNames, Mention, Tag
from garim.detect.names_org import OrganisationNames
from garim.detect.tagger import Tagger
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
    tagger: Tagger | None = None

    @classmethod
    def rules(cls) -> Names:
        """The finder without weights: lists and rules only."""
        data = files("garim.detect") / "data"
        korean = KoreanNames.read((data / "names_ko.json").read_bytes())
        english = EnglishNames.read((data / "names_en.json").read_bytes())
        return cls(korean, english, OrganisationNames(korean, english))

    @classmethod
    def load(cls, weights: bytes) -> Names:
        """The finder with the tagger whose weights `models/train_names.py` wrote.

        Raises:
            BadSettings: The weights are damaged; no finder was made, and none without weights in its place.
        """
        dictionary = (files("garim.detect") / "data" / "names_dictionary.npz").read_bytes()
        return replace(cls.rules(), tagger=Tagger.load(weights, dictionary))

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
        if not text.isascii():
            mentions += japanese(text, self.korean.common)
        if not text.isascii() and _HANGUL.search(text):
            tags = self._tags(text) if self.tagger else UNTAGGED
            mentions += self.korean.people(text, named, tags)
        mentions.sort(key=lambda m: (m.start - m.end, -m.rank, m.start))
        kept: dict[int, Mention] = {}
        taken = bytearray(len(text) + 1)
        for mention in mentions:
            if not any(taken[mention.start : mention.end]):
                taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
                kept[mention.start] = mention
        return Seen([_finding(kept[start]) for start in sorted(kept)], len(text))

    def _tags(self, text: str) -> list[Tag]:
        """The tagger's spans in the lines that hold Hangul: code and logs beside them cost nothing."""
        assert self.tagger is not None
        lines, at, size = [], 0, 0
        starts: list[int] = []
        shifts: list[int] = []
        for line in text.splitlines(keepends=True):
            if _HANGUL.search(line):
                lines.append(line)
                starts.append(size)
                shifts.append(at - size)
                size += len(line)
            at += len(line)
        out: list[Tag] = []
        for start, end, what, margin in self.tagger.spans("".join(lines)):
            line_at = bisect_right(starts, start) - 1
            if line_at == bisect_right(starts, end - 1) - 1:
                out.append((start + shifts[line_at], end + shifts[line_at], what, margin))
        return out


def _finding(m: Mention) -> Finding:
    return Finding(m.start, m.end, m.kind, m.family, m.entity, m.why, part=m.part, rank=m.rank)
