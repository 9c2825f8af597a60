"""People, organisations and places in running text that no lexicon knows, Korean and Latin script alike.

Rules over lists of names; where weights are loaded, two small taggers, one over characters for Korean and one over words
for English, add what the rules cannot see. What is found anywhere in a text is found everywhere in it, whatever stands
before it.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from importlib.resources import files

import garim.lang as lang
import garim.late as re
from garim.detect.names.chain import Chain
from garim.detect.names.english import HOMONYMS, OTHER, EnglishNames
from garim.detect.names.japanese import japanese
from garim.detect.names.korean import UNTAGGED, KoreanNames, Mention, Tag
from garim.detect.names.organisations import PUBLIC, OrganisationNames
from garim.detect.names.tagger_en import EnglishTagger, Words
from garim.detect.names.tagger_ko import Dictionary, KoreanTagger
from garim.detect.words import technology
from garim.text.lately import Lately
from garim.text.views import Seen, View
from garim.values import Finding

_HINT = re.compile(
    r"(?:name|nm|author|owner|assignee|reviewer|sender|recipient|contact|person|customer|insured|rider|driver|user|member|participant|holder|"
    r"이름|성명|고객|담당|작성|회원|수령|예금주|대표)(?:_?(?:kr|ko|en))?$",
    re.IGNORECASE,
)
_HANGUL = re.compile("[가-힣]+")
_NUMBER, _LINE, _PART = re.compile(r"\d"), re.compile(r"[^\s,][^\n]*[^\s,]"), re.compile(r"[^\W\d_]+(?:[ '’-][^\W\d_]+)*")
MONTHS = frozenset(part for month in lang.words("months", "en", "de") for part in (month, month[:3])) | {"sept"}
_PAIR = re.compile(r"(?<![\w.@-])[A-Za-z]{2,20}\.[A-Za-z]{2,20}(?![\w-]|\.\w)")
"""Two words with a dot between, as accounts and the local parts of mail addresses are."""
KEPT = 20_000
"""Hangul words of which is remembered whether they can be a name."""
SURE = {"PS": 0.0, "OG": 0.5, "LC": 0.5}
"""How much better than none the English tagger must find a name."""


@dataclass(frozen=True, slots=True)
class Names:
    """Finds people, organisations and places in a text."""

    korean: KoreanNames
    english: EnglishNames
    organisations: OrganisationNames
    korean_tagger: KoreanTagger | None = None
    english_tagger: EnglishTagger | None = None
    unusual: dict[str, bool] = field(default_factory=lambda: Lately(KEPT), compare=False, repr=False)

    @classmethod
    def rules(cls) -> Names:
        """The finder without weights: lists and rules only."""
        data = files("garim.detect") / "data"
        korean = KoreanNames.read((data / "names_ko.json").read_bytes())
        english = EnglishNames.read((data / "names_en.json").read_bytes())
        return cls(korean, english, OrganisationNames(korean, english))

    @classmethod
    def load(cls, korean: bytes, english: bytes) -> Names:
        """The finder with the taggers whose weights `training/names.py` wrote.

        Raises:
            BadSettings: The weights are damaged; no finder was made, and none without weights in its place.
        """
        return replace(
            cls.rules(), korean_tagger=korean_tagger(Chain.load(korean)), english_tagger=english_tagger(Chain.load(english))
        )

    def find(self, view: View, hint: str = "") -> Seen:
        """Every person, organisation and place in `view.text`, ordered and not overlapping, and what was looked at.

        Args:
            view: The text; offsets of the findings are in `view.text`.
            hint: The nearest object key above the text; `custNm` says that a value alone is a name.
        """
        text = view.text
        named = bool(hint) and _HINT.search(hint) is not None
        reads = not view.joins_lines  # over line ends the rules look, as they look at each line
        tagged = list(self._english_tags(text)) if reads and self.english_tagger else []
        mentions = self.english.people(text, named, [m for m in tagged if m.kind == "person"])
        mentions += [m for m in tagged if m.kind != "person"]
        mentions += self.organisations.find(text)
        if "@" in text:
            mentions += _accounts(text)
        if not text.isascii():
            mentions += japanese(text, self.korean.common)
        if not text.isascii() and _HANGUL.search(text):
            tags = self._tags(text) if reads and self.korean_tagger else UNTAGGED
            mentions += self.korean.people(text, named, tags)
        mentions.sort(key=lambda m: (m.start - m.end, -m.rank, m.start))
        kept: dict[int, Mention] = {}
        taken = bytearray(len(text) + 1)
        for mention in mentions:
            if not any(taken[mention.start : mention.end]):
                taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
                kept[mention.start] = mention
        return Seen([_finding(kept[start]) for start in sorted(kept)], len(text))

    def _english_tags(self, text: str) -> Iterator[Mention]:
        """What the English tagger is sure enough of."""
        assert self.english_tagger is not None
        for start, end, what, margin in self.english_tagger.spans(text):
            value = text[start:end]
            if margin < SURE[what] or (what == "OG" and _is_public(value)) or (what == "PS" and _is_product(value)):
                continue
            rank = min(52, int(40 + 3 * margin))
            if what == "PS":
                yield Mention(start, end, value, "full" if " " in value else "given", rank, "a name as the tagger reads it")
            elif what == "LC" and _NUMBER.search(value) and " " in value:
                for line in _LINE.finditer(value):
                    low, high = start + line.start(), start + line.end()
                    yield Mention(low, high, line[0], "", rank, "an address as the tagger reads it", "address", "address")
            else:
                kind = "place" if what == "LC" else "org"
                for word in _PART.finditer(value):
                    low, high = start + word.start(), start + word.end()
                    yield Mention(low, high, word[0], "", rank, f"a {kind} as the tagger reads it", kind, "stem")

    def _unusual(self, word: str) -> bool:
        """Whether a Hangul word can be or hold a name; remembered for the words met lately."""
        known = self.unusual.get(word)
        if known is None:
            plain = len(word) < 2 or word in self.korean.common or self.korean.ordinary(word) >= 3.0
            known = self.unusual[word] = not plain
        return known

    def _tags(self, text: str) -> list[Tag]:
        """The tagger's spans in the lines that hold an unusual word in Hangul: code and logs beside them cost nothing."""
        assert self.korean_tagger is not None
        lines, at, size = [], 0, 0
        starts: list[int] = []
        shifts: list[int] = []
        for line in text.splitlines(keepends=True):
            if any(map(self._unusual, _HANGUL.findall(line))):
                lines.append(line)
                starts.append(size)
                shifts.append(at - size)
                size += len(line)
            at += len(line)
        out: list[Tag] = []
        for start, end, what, margin in self.korean_tagger.spans("".join(lines)):
            line_at = bisect_right(starts, start) - 1
            if line_at == bisect_right(starts, end - 1) - 1:
                out.append((start + shifts[line_at], end + shifts[line_at], what, margin))
        return out


def _accounts(text: str) -> Iterator[Mention]:
    """First and last name with a dot between, where a mail address of the text has the same: `name: serin.oh`."""
    pairs = [(match.group(), match.start(), match.end()) for match in _PAIR.finditer(text)]
    mailed = {pair for pair, _, end in pairs if text[end : end + 1] == "@"}
    for pair, start, end in pairs:
        if pair in mailed and text[end : end + 1] != "@":
            yield Mention(start, end, pair.lower(), "nick", 56, "an account whose mail address stands in the text")


def _is_public(value: str) -> bool:
    """Whether every word of it is a maker or a product whom everyone names."""
    return all(word in PUBLIC or word in OTHER for word in re.findall(r"[a-z]+", value.lower()))


def _is_product(value: str) -> bool:
    """Whether it is, or begins with, a piece of technology, a month or a product (Loki, Jun, Spring Cloud OpenFeign)."""
    words = re.findall(r"[^\W\d_]+", value.lower().split("'")[0])
    if len(words) > 1 and (words[0] in OTHER or technology(words[0])) and words[0] not in HOMONYMS:
        return True
    return all(word in OTHER or word in MONTHS or technology(word) for word in words)


def korean_tagger(chain: Chain) -> KoreanTagger:
    """The Korean tagger with the dictionary that ships."""
    return KoreanTagger(chain, Dictionary.load((files("garim.detect") / "data" / "names_dictionary.npz").read_bytes()))


def english_tagger(chain: Chain) -> EnglishTagger:
    """The English tagger with the lists that ship."""
    data = files("garim.detect") / "data"
    lists = json.loads((data / "names_en.json").read_bytes()) | json.loads((data / "names_places.json").read_bytes())
    return EnglishTagger(chain, Words(lists))


def _finding(m: Mention) -> Finding:
    entity = m.entity.lower() if m.family == "stem" else m.entity  # as in hosts and identifiers
    return Finding(m.start, m.end, m.kind, m.family, entity, m.why, part=m.part, rank=m.rank)
