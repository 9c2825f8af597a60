"""Korean people in running text, by shape and evidence.

A Hangul word that may be surname + given name is weighed: how well the given name is attested, whether the word is an
ordinary one, and what stands around it (titles, roles, 님/씨, phone numbers, cells of a table). Particles stay outside.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import garim.lang as lang
import garim.late as re
from garim.text.lately import Lately
from garim.text.places import places

NEEDED = 3.0
"""Evidence from which a candidate is a name; see `KoreanNames.people` for the weights."""

RANKS = lang.either(lang.words("titles", "ko"))
WEAK_TITLES = lang.either(lang.words("weak_titles", "ko") + lang.words("people", "ko") + ("씨", "군", "양", "옹"))
PARTICLES = lang.either(lang.words("particles", "ko"))
ROLES = lang.words("roles", "ko") + lang.words("fields", "ko") + ("to", "cc", "from")
DEPARTMENTS = frozenset(lang.words("departments", "ko"))
ALONE = frozenset(lang.words("clear_surnames", "ko"))

ORDINARY = 39
"""Rank of a name that is a word too (강산, 최강): it does not carry to where it is the word."""
DOUBTFUL, SPACED = 30, 55
"""Ranks of what only the decision can tell, and of a spaced name behind a role."""
_TAIL = re.compile(f"(?P<title>(?:{RANKS}|{WEAK_TITLES}))?(?P<honor>님|씨)?(?:{PARTICLES})?")
_TITLE = re.compile(rf"[ \t]?\n?(?P<title>{RANKS}|{WEAK_TITLES})(?P<honor>님)?(?:{PARTICLES})?(?![가-힣])")
_HONOR = re.compile(rf"[ \t]?(?:님|씨)(?:{PARTICLES})?(?![가-힣])")
_ROLE = re.compile(
    rf"[\"'(]?\s{{0,2}}(?:[:：=\-]|은|는)?\s?(?:{lang.either(r[::-1] for r in ROLES)})(?:\Z|[^가-힣A-Za-z])", re.IGNORECASE
)
"""A role directly before, read backwards: one place to try instead of every one of the window."""
_CONTACT = re.compile(
    r"[ \t]?(?:(?:RANKS|WEAK)님? ?)?[(\[<,/]? ?(?:\+?82|0\d{1,2})[- .)]?\d{3,4}[- .]?\d{4}"
    r"|[ \t]?[(<\[,/] ?[\w.+-]{2,40}@".replace("RANKS", RANKS).replace("WEAK", WEAK_TITLES)
)
_ROMAN = re.compile(r" ?[(/] ?[A-Z][a-z]+(?: [A-Z][a-z]+)?(?: ?\)|[^A-Za-z])")
_NICK = re.compile(r"[A-Za-z]{2,12}(?:님|씨)? ?[(/] ?$")
_SELF = ("입니다", "이라고", "이에요", "예요")
_GREETED = re.compile(r"안녕하(?:세요|십니까)")
_NOTED, _DATED = re.compile(r"(?:<!--|//|#|--|\*|@author) ?$"), re.compile(r"[ ,(]{1,2}(?:20)?\d\d[-./]\d")
_PERSONAL = re.compile(r"(?:에게|한테|께|랑|이랑|씨|님)")
_WORD = re.compile("[가-힣]+")
_FOREIGN = re.compile("[가-힣]+(?:[ ·-][가-힣]+){0,3}|[\u4e00-\u9fff]{2,5}")
_SPACED = re.compile(
    r"(?<![가-힣])(?<![^가-힣][가-힣] )[가-힣](?P<gap> {1,3})[가-힣](?P=gap)[가-힣](?![가-힣])(?! {1,3}[가-힣](?![가-힣]))"
)
_SPLIT = re.compile(PARTICLES)
_ENDING = re.compile(rf"(?:{lang.either(lang.words('inflections', 'ko'))}|문(?:{PARTICLES})?)")
_TITLES = frozenset(f"{RANKS}|{WEAK_TITLES}".split("|"))
_LONG_TITLES = tuple(title for title in _TITLES if len(title) > 2)
"""No name begins with one: 부행장님 is no 부행장."""
_OPEN, _CLOSE = frozenset(",\"'|;\t(/<>[="), frozenset(",\"'|;\t)/<>]%\n")


Tag = tuple[int, int, str, float]
UNTAGGED: Sequence[Tag] = ()
"""No tagger was asked, which is not the same as a tagger that saw nobody."""
AGREED, DOUBTED, SURE, VERY_SURE, PROVEN = 2.5, -1.0, -0.2, 1.2, 2.0
"""What the tagger's word is worth to a candidate; the margin from which it stands alone, and that for
ordinary words; what around a candidate it may not doubt."""

KEPT = 20_000
"""Words of which is remembered how they may be read."""


class Mention(NamedTuple):
    """A stretch of text that names someone or something; offsets are in the text that was looked at."""

    start: int
    end: int
    entity: str
    part: str
    rank: int
    why: str
    kind: str = "person"
    family: str = "person"


Word = tuple[int, str]
"""Where a run of Hangul begins, and the run."""


class _Candidate(NamedTuple):
    start: int
    end: int
    name: str
    shape: float
    tail: str


@dataclass(frozen=True, slots=True)
class KoreanNames:
    """Lists of Korean given names and ordinary words, and the rules that weigh a candidate with them."""

    surnames: frozenset[str]
    long_surnames: frozenset[str]
    given: dict[str, float]
    short: frozenset[str]
    words: frozenset[str]
    common: frozenset[str]
    alone: re.Pattern[str]
    readings: dict[str, tuple[tuple[int, float], ...]] = field(default_factory=lambda: Lately(KEPT), compare=False, repr=False)

    @classmethod
    def read(cls, data: bytes) -> KoreanNames:
        """The lists from the JSON that `training/names_lists.py` writes."""
        lists = {name: content.split() for name, content in json.loads(data).items()}
        given: dict[str, float] = {}
        for tier, weight in (("given_once", 1.0), ("given_seen", 2.0), ("given_sure", 3.0)):
            given.update(dict.fromkeys(lists[tier], weight))
        long_surnames = lang.words("long_surnames", "ko")
        surnames = "".join(lang.words("surnames", "ko") + lang.words("rare_surnames", "ko"))
        alone = re.compile(
            rf"(?<![가-힣A-Za-z0-9])(?P<v>{'|'.join(long_surnames)}|[{surnames}])(?P<gap> ?)"
            rf"(?:(?P<title>{RANKS}|이사|대표|기사)(?P<honor>님)?|(?P<mr>씨|양|군))(?:{PARTICLES})?(?![가-힣])"
        )
        words, common = frozenset(lists["words"]), frozenset(lists["common"])
        return cls(frozenset(surnames), frozenset(long_surnames), given, frozenset(lists["short"]), words, common, alone)

    def shape(self, name: str) -> float:
        """How much `name` looks like surname + given name by itself; below -5 where it cannot be one."""
        if name[:2] in self.long_surnames and 3 <= len(name) <= 4:
            weight = 1.5 + (self.given.get(name[2:], -1.0) if len(name) == 4 else 1.0)
        elif name[0] not in self.surnames or len(name) > 3 or name[1:] in _TITLES:
            return -9.0
        elif len(name) == 3:
            weight = self.given.get(name[1:], -1.5)
        else:
            weight = 1.0 if name in self.short else -0.5
        if name in self.common:
            return weight - 6.0
        return weight - 2.5 if name in self.words else weight

    def ordinary(self, word: str) -> float:
        """What it costs that `word` reads as an ordinary word with a particle: 0 where it does not."""
        for cut in range(len(word) - 1, 1, -1):
            stem = word[:cut]
            if stem in self.words and _SPLIT.fullmatch(word, cut):
                return 3.0 if stem in self.common else 1.0
            if stem in self.words and _ENDING.fullmatch(word, cut):
                if word[cut] == "문" and stem in self.common:
                    return 6.0  # a document: 공지문
                return 3.0 if stem in self.common or word[cut] in "한해하할함된될됨돼" else 1.0
        return 0.0

    def candidates(self, words: Iterable[Word]) -> Iterator[_Candidate]:
        """Every reading of every Hangul word as a name with a possible tail."""
        for start, word in words:
            if len(word) > 1 and word[0] in self.surnames:
                for size, shape in self._readings(word):
                    yield _Candidate(start, start + size, word[:size], shape, word[size:])

    def _readings(self, word: str) -> tuple[tuple[int, float], ...]:
        """How long a name a word can begin with, and how much that looks like one; remembered for the words met lately."""
        known = self.readings.get(word)
        if known is None:
            found = []
            for size in () if word.startswith(_LONG_TITLES) else (4, 3, 2):
                if size <= len(word) and (tail := _TAIL.fullmatch(word, size)):
                    shape = self.shape(word[:size])
                    if shape > -3.0:
                        found.append((size, shape if tail["title"] or tail["honor"] else shape - self.ordinary(word)))
            known = self.readings[word] = tuple(found)
        return known

    def context(self, text: str, candidate: _Candidate, hint: bool) -> float:
        """What stands around a candidate: titles, roles, numbers, cells."""
        start, end, name, _, tail = candidate
        weight = 0.0
        fused = _TAIL.fullmatch(tail) if tail else None
        title = fused["title"] if fused and fused["title"] else None
        polite = False
        if fused and fused["honor"]:
            weight += 4.0
        elif tail and _PERSONAL.match(tail):
            weight += 2.0
        after = end + len(tail)
        if title is None and not tail:
            spaced = _TITLE.match(text, end)
            title = spaced["title"] if spaced else None
            polite = spaced is not None and spaced["honor"] is not None
            weight += 4.0 if title is None and _HONOR.match(text, end) else 0.0
        if title is not None:
            weight += 0.0 if name in DEPARTMENTS else 3.0 if re.fullmatch(WEAK_TITLES, title) and not polite else 5.0
        before = text[max(0, start - 16) : start]
        if tail in _SELF and _GREETED.search(text, max(0, start - 60), start):
            weight += 3.5
        if not tail and _NOTED.search(before) and _DATED.match(text, end):
            weight += 3.0
        if _ROLE.match(before[::-1]):
            weight += 4.0 if len(name) > 2 else 3.0
        if not tail:
            weight += self._cell(text, start, end, hint)
        if _CONTACT.match(text, after) or _NICK.search(before) or (not tail and _ROMAN.match(text, end)):
            weight += 3.0
        return weight + (0.5 if tail else 0.0)

    def _cell(self, text: str, start: int, end: int, hint: bool) -> float:
        left, right = text[start - 1 : start], text[end : end + 1]
        if (left in _OPEN or left in "\n" or left == " ") and text[end : end + 2] == ": ":
            return 1.5
        if (not left or left in _OPEN or left == "\n") and (not right or right in _CLOSE):
            return 4.0 if hint else 3.2 if end - start > 2 else 1.0
        return 0.0

    def people(self, text: str, hint: bool, tags: Sequence[Tag] = UNTAGGED) -> list[Mention]:
        """People named in full, then those who are known by then and named by given name or by surname and title.

        Args:
            text: Any text.
            hint: Whether the key above the text says that it is a name.
            tags: What the tagger takes for people: start, end, "PS", margin over "no name".
        """
        tagged = {start: (end, margin) for start, end, what, margin in tags if what == "PS"}
        best: dict[int, tuple[float, _Candidate]] = {}
        near: list[_Candidate] = []
        words = [(word.start(), word[0]) for word in _WORD.finditer(text)]
        for candidate in self.candidates(words):
            around = self.context(text, candidate, hint)
            weight = candidate.shape + around
            if tagged.get(candidate.start, (0, 0))[0] == candidate.end:
                weight += AGREED
            elif tags is not UNTAGGED and around < PROVEN:  # what titles and roles prove, the tagger may not doubt
                weight += DOUBTED
            if weight >= NEEDED and weight > best.get(candidate.start, (0.0,))[0]:
                best[candidate.start] = (weight, candidate)
            elif candidate.shape >= 0.5:
                near.append(candidate)
        ends = {candidate.end for _, candidate in best.values()}
        for candidate in near:
            if candidate.start not in best and self._listed(text, candidate, ends, best.keys()):
                best[candidate.start] = (NEEDED, candidate)
        if tagged:
            self._add_tagged(text, tagged, best)
        givens = {c.name[1:] for _, c in best.values() if len(c.name) == 3}
        best = {start: (w, c) for start, (w, c) in best.items() if c.name not in givens}
        found = [
            Mention(
                c.start,
                c.end,
                c.name,
                "full",
                ORDINARY if c.name in self.words else min(80, int(40 + 5 * w)),
                "a Korean name with evidence",
            )
            for w, c in best.values()
        ]
        return found + self._known(text, words, dict.fromkeys(m.entity for m in sorted(found)), {m.start for m in found})

    def _add_tagged(self, text: str, tagged: dict[int, tuple[int, float]], best: dict[int, tuple[float, _Candidate]]) -> None:
        """What only the tagger sees: foreign names, given names alone, rare shapes."""
        starts = sorted(best)  # their spans do not overlap: one a word
        for start, (end, margin) in tagged.items():
            value = text[start:end]
            rest = _WORD.match(text, end)
            known = end - start == 1 or value in self.common or value in _TITLES or value in DEPARTMENTS
            known = known or (rest is not None and _TAIL.fullmatch(rest[0]) is None)
            if (
                _FOREIGN.fullmatch(value) is None
                or "가" <= text[start - 1 : start] <= "힣"
                or margin < (VERY_SURE if known else SURE)
            ):
                continue
            first, last = bisect_left(starts, start), bisect_left(starts, end)
            first -= first > 0 and best[starts[first - 1]][1].end > start
            touching = starts[first:last]
            shorter = all(start <= at and best[at][1].end <= end for at in touching)
            if not touching or (shorter and margin >= VERY_SURE and not self._titled(text, best, touching)):
                for at in touching:
                    del best[at]
                best[start] = (NEEDED, _Candidate(start, end, value, 0.0, ""))
                starts[first:last] = [start]

    def _titled(self, text: str, best: dict[int, tuple[float, _Candidate]], starts: list[int]) -> bool:
        """Whether a title or a role proves one of the names, which is then no part of another one."""
        return any(self.context(text, best[at][1], hint=False) >= PROVEN for at in starts)

    def _listed(self, text: str, candidate: _Candidate, ends: set[int], starts: object) -> bool:
        """Whether it stands in a list beside a name: 문채린, 원종혁."""
        left, right = candidate.start - 2, candidate.end + 2
        beside = text[left : candidate.start] in (", ", "· ", "/ ") and left in ends
        return beside or (text[candidate.end : right] in (", ", "· ") and right in starts)  # type: ignore[operator]

    def _known(self, text: str, words: Sequence[Word], names: Iterable[str], taken: set[int]) -> list[Mention]:
        """Further mentions of the names, each once and in the order of the text: who was named first has a shared given name."""
        surname_of = {name: name[:2] if name[:2] in self.long_surnames and len(name) > 2 else name[0] for name in names}
        values: dict[str, tuple[str, str]] = {}
        for name, surname in surname_of.items():
            if name not in self.words and not self.ordinary(name + "은"):
                values.setdefault(name, (name, "full"))
            given = name[len(surname) :]
            if len(given) == 2:
                values.setdefault(given, (name, "given"))
        told = list(values.values())
        hits = sorted(places(text, list(values)), key=lambda hit: hit[2])
        found = [m for at, end, number in hits if (m := self._again(text, at, end, told[number], taken))]
        owners: dict[str, list[str]] = {}
        for name, surname in surname_of.items():
            owners.setdefault(surname, []).append(name)
        return [*found, *self._by_title(text, words, owners), *self._by_given(text, words, taken), *self._spaced(text, words)]

    def _spaced(self, text: str, words: Sequence[Word]) -> Iterator[Mention]:
        """A name written syllable by syllable, as forms and seals have it: 성 명 : 홍 길 동."""
        for match in _matches(_SPACED, text, (start for start, word in words if len(word) == 1)):
            name = match[0].replace(" ", "")
            if name[0] in self.surnames and name not in self.common:
                rank = SPACED if _ROLE.match(text[max(0, match.start() - 16) : match.start()][::-1]) else DOUBTFUL
                yield Mention(match.start(), match.end(), name, "full", rank, "a name syllable by syllable")

    def _again(self, text: str, at: int, end: int, told: tuple[str, str], taken: set[int]) -> Mention | None:
        """A name that stands elsewhere in the text, if it is one here too."""
        entity, part = told
        value, tail = text[at:end], _WORD.match(text, end)
        polite = part == "full" or _HONOR.match(text, end) is not None
        veto = self.common if part == "full" or tail else self.words
        loose = value not in veto and (tail is None or _TAIL.fullmatch(tail[0]) is not None)
        if "가" <= text[at - 1 : at] <= "힣" or at in taken or not (loose or polite):
            return None
        taken.add(at)
        return Mention(at, end, entity, part, 60, "a name that the text gives elsewhere")

    def _by_title(self, text: str, words: Sequence[Word], owners: dict[str, list[str]]) -> Iterator[Mention]:
        for start, word in words:
            match = self.alone.match(text, start) if word[0] in self.surnames or word[:2] in self.long_surnames else None
            if match is None:
                continue
            surname, title = match["v"], match["title"] or match["mr"]
            known = owners.get(surname, [])
            sure = surname in ALONE or len(surname) == 2 or bool(known) or bool(match["honor"]) or match["mr"] == "씨"
            sure = sure and match["mr"] not in ("양", "군") or bool(known)
            if match["gap"] == "" and surname + title in self.words:
                sure = bool(match["honor"]) and surname + title not in self.common
            entity = known[0] if len(known) == 1 else surname
            if sure:
                yield Mention(match.start("v"), match.end("v"), entity, "family", 60, "a surname with a title")
            elif match["gap"] and match["title"]:
                yield Mention(match.start("v"), match.end("v"), entity, "family", DOUBTFUL, "what may be a surname, with a title")

    def _by_given(self, text: str, words: Sequence[Word], taken: set[int]) -> Iterator[Mention]:
        addressed = (
            start
            for start, word in words
            if (word[2] in "님씨이한랑" if len(word) > 2 else len(word) == 2 and text.startswith((" 님", " 씨"), start + 2))
        )
        for match in _matches(_GIVEN, text, addressed):
            given = match["v"]
            veto = self.common if match["to"] else self.words
            if match.start() not in taken and self.given.get(given, 0.0) >= 2.0 and given not in veto:
                yield Mention(match.start(), match.end("v"), given, "given", 55, "a given name as people are addressed")


def _matches(pattern: re.Pattern[str], text: str, starts: Iterable[int]) -> Iterator[re.Match[str]]:
    """What `finditer` finds where a pattern can begin nowhere else: in Python it would try every character."""
    done = 0
    for start in starts:
        if start >= done and (match := pattern.match(text, start)):
            done = match.end()
            yield match


_GIVEN = re.compile(rf"(?<![가-힣])(?P<v>[가-힣]{{2}})(?: ?(?:님|씨)(?:{PARTICLES})?|(?P<to>이?(?:한테|랑)))(?![가-힣])")
