"""Korean people in running text, by shape and evidence.

A Hangul word that may be surname + given name is weighed: how well the given name is attested, whether the word is an
ordinary one, and what stands around it (titles, roles, 님/씨, phone numbers, cells of a table). Particles stay outside.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from garim.text.places import places

NEEDED = 3.0
"""Evidence from which a candidate is a name; see `KoreanNames.people` for the weights."""

RANKS = (
    "과장|대리|부장|팀장|차장|사원|주임|선임|책임|수석|상무|전무|사장|부사장|회장|부회장|실장|본부장|센터장|파트장|그룹장|지점장|부지점장|"
    "소장|반장|조장|원장|국장|계장|처장|총장|교수|변호사|회계사|세무사|노무사|법무사|변리사|간호사|약사|박사|기자|감독|작가|매니저|프로|"
    "인턴|연구원|선임연구원|책임연구원|수석연구원|행원|계원|조교|코치|검사|판사|순경|경위|대위|중위|소위|병장|상병|프리랜서|컨설턴트|"
    "엔지니어|항해사|승무원|조종사|설계사|상담사|교사|아나운서|경장|경사|하사|중사|영양사|물리치료사|임상병리사|방사선사|PD|수간호사|공장장|사무장|점장|지사장|부팀장|부센터장|부원장|전공의|전문의|레지던트|셰프|기장|PM|PL|PO|개발자|디자이너|기획자|주무관|사무관|서기관|비서|이사장|의원|위원|위원장|장관|대통령|총리|셀장|리드|선생|쌤"
)
WEAK_TITLES = "이사|대표|대표이사|의사|기사|고객|회원|담당|담당자|씨|군|양|여사|옹|사용자|환자|학생|팀원|배우|선수|가수|후보"
PARTICLES = (
    "은|는|이|가|을|를|과|와|의|에|도|만|로|으로|이랑|랑|에게|에게서|한테|한테서|께|께서|께서는|보고|하고|이나|나|라고|이라고|라는|이라는|"
    "이라|라|이다|입니다|이고|이며|이면|인데|이었고|였고|이었다|였다|까지|부터|처럼|보다|마다|조차|밖에|이야|야|이여|여|아|에서|에는|에도|와는|과는|"
    "이가|이는|이를|이도|이의|이와|이한테|이에게|에게는|에게도|한테는|한테도|으로는|로는|으로서|로서|으로부터|로부터|이세요|세요|이에요|예요|"
    "님|님이|님은|님께|님의|님도|님과|님을|들은|들이|들의|들에게|인|이신|이죠|인가|이었음|였음|임|이라서|라서|이지만|지만|네|네가|이네"
)
ENDINGS = (
    "한|해|하|할|함|하여|해서|하는|하고|하지|하면|하며|하게|하기|하던|했|된|될|돼|됨|되는|되고|되어|성|용|화|적|형|식|별|측|만|지|기|고|인|인회|회|사|자|장|부|실|"
    "팀|원|권|률|율|량|수|도|상|중|전|후|간|시|일|월|제|력|론|법|관|관장|분|점|선|급|상의|적인|적으로|들|들이|째|쪽|편|비|값|치|값이|씩|뿐|대로|같은|같이|없이|였던|이었던"
)
ROLES = (
    "확인자|조치자|처리자|담당의|주치의|집도의|리뷰어|공유|전달|담당|담당자|작성|작성자|검증|검증자|승인|승인자|요청|요청자|고객|고객명|대표|대표자|실행자|작업자|작업|입회|발신|수신|참석|참석자|보고자|보고|"
    "신청자|신청인|예금주|수취인|송금인|받는분|받는사람|보내는분|보낸사람|보낸이|받는이|성명|이름|성함|성명은|이름은|회원명|회원|계약자|피보험자|"
    "수익자|환자|환자명|보호자|개발자|개발|검토|검토자|결재|결재자|기안|기안자|책임자|관리자|사용자|사용자명|문의자|등록자|수정자|배송|수령인|수령자|"
    "주문자|구매자|연락처|배우자|대리인|변호인|피고|원고|매도인|매수인|임대인|임차인|세대주|차주|운전자|팀장|멤버|현장|직원|사원|저자|발표자|발표|"
    "의뢰인|의뢰자|인계자|인수자|근무자|당직|당직자|교육생|강사|진행|진행자|접수자|접수|상담원|상담사|채무자|보증인|연대보증인|법정대리인|참조|to|cc|from"
)
DEPARTMENTS = frozenset(
    "전산 정산 인사 구매 심사 여신 수신 기획 홍보 전략 안전 위험 감사 고객 공정 채권 추심 송무 조달 기술 국제 국내 금융 육성 연구 개발 "
    "영업 관리 운영 지원 품질 생산 설비 공무 총무 재무 회계 법무 경영 보안 정보 현장 신규 우수 주요 전문 담당 전체 전임 신임 이번 전직 현직 "
    "주임 선임 책임 수석 고문 상무 전무 이사 부장 과장 차장 대리 사원 사장 인턴 계장 소장 원장 반장 국장 서무 교무 학생 지점 본점 배송 "
    "물류 유통 공급 주간 야간 하청 원청 도급 상담 조직 파트 유닛 모든 여러 해당 우리 저희 이전 기존 현재 구성 채용 경력 상근 비상근 정규 임시 "
    "부서 소속 담임 지도 남자 여자 남성 여성 노조 조합 공동 각자 차기 선배 후배 동료 상급 하급 고위 임원 주민 국민 시민 공인 구청 시청 도청".split()
)
ALONE = "김최박정강윤장임권황안송류홍문백허남심노배조오서한"
"""Surnames that before a title are no ordinary word (이 과장 may be "this manager", 전 부장 "the former manager")."""

ORDINARY = 39
"""Rank of a name that is a word too (강산, 최강): it does not carry to where it is the word."""
_TAIL = re.compile(f"(?P<title>(?:{RANKS}|{WEAK_TITLES}))?(?P<honor>님|씨)?(?:{PARTICLES})?")
_TITLE = re.compile(rf"[ \t]?\n?(?P<title>{RANKS}|{WEAK_TITLES})(?P<honor>님)?(?:{PARTICLES})?(?![가-힣])")
_HONOR = re.compile(rf"[ \t]?(?:님|씨)(?:{PARTICLES})?(?![가-힣])")
_ROLE = re.compile(
    rf"[\"'(]?\s{{0,2}}(?:[:：=\-]|은|는)?\s?(?:{'|'.join(r[::-1] for r in ROLES.split('|'))})(?:\Z|[^가-힣A-Za-z])", re.IGNORECASE
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
_SPLIT = re.compile("|".join(sorted((f"(?:{p})" for p in PARTICLES.split("|")), key=len, reverse=True)))
_ENDING = re.compile(rf"(?:{ENDINGS}|문(?:{PARTICLES})?)")
_TITLES = frozenset(f"{RANKS}|{WEAK_TITLES}".split("|"))
_OPEN, _CLOSE = frozenset(",\"'|;\t(/<>[="), frozenset(",\"'|;\t)/<>]%\n")


Tag = tuple[int, int, str, float]
UNTAGGED: Sequence[Tag] = ()
"""No tagger was asked, which is not the same as a tagger that saw nobody."""
AGREED, DOUBTED, SURE, VERY_SURE, PROVEN = 2.5, -1.0, -0.2, 1.2, 2.0
"""What the tagger's word is worth to a candidate; the margin from which it stands alone, and that for
ordinary words; what around a candidate it may not doubt."""


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

    @classmethod
    def read(cls, data: bytes) -> KoreanNames:
        """The lists from the JSON that `training/names_lists.py` writes."""
        lists = {name: content.split() for name, content in json.loads(data).items()}
        given: dict[str, float] = {}
        for tier, weight in (("given_once", 1.0), ("given_seen", 2.0), ("given_sure", 3.0)):
            given.update(dict.fromkeys(lists[tier], weight))
        surnames = "".join(lists["surnames"])
        alone = re.compile(
            rf"(?<![가-힣A-Za-z0-9])(?P<v>{'|'.join(lists['long_surnames'])}|[{surnames}])(?P<gap> ?)"
            rf"(?:(?P<title>{RANKS}|이사|대표|기사)(?P<honor>님)?|(?P<mr>씨|양|군))(?:{PARTICLES})?(?![가-힣])"
        )
        words, common = frozenset(lists["words"]), frozenset(lists["common"])
        return cls(frozenset(surnames), frozenset(lists["long_surnames"]), given, frozenset(lists["short"]), words, common, alone)

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

    def candidates(self, text: str) -> Iterator[_Candidate]:
        """Every reading of every Hangul word as a name with a possible tail."""
        for match in _WORD.finditer(text):
            word = match[0]
            if len(word) < 2 or word[0] not in self.surnames:
                continue
            for size in (4, 3, 2):
                if size <= len(word) and (tail := _TAIL.fullmatch(word, size)):
                    shape = self.shape(word[:size])
                    if shape > -3.0:
                        if not tail["title"] and not tail["honor"]:
                            shape -= self.ordinary(word)
                        yield _Candidate(match.start(), match.start() + size, word[:size], shape, word[size:])

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
        for candidate in self.candidates(text):
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
                c.start, c.end, c.name, "full", ORDINARY if c.name in self.words else min(80, int(40 + 5 * w)), "a Korean name with evidence"
            )
            for w, c in best.values()
        ]
        return found + self._known(text, dict.fromkeys(m.entity for m in sorted(found)), {m.start for m in found})

    def _add_tagged(self, text: str, tagged: dict[int, tuple[int, float]], best: dict[int, tuple[float, _Candidate]]) -> None:
        """What only the tagger sees: foreign names, given names alone, rare shapes."""
        starts = sorted(best)  # their spans do not overlap: one a word
        for start, (end, margin) in tagged.items():
            value = text[start:end]
            rest = _WORD.match(text, end)
            known = end - start == 1 or value in self.common or value in _TITLES or value in DEPARTMENTS
            known = known or (rest is not None and _TAIL.fullmatch(rest[0]) is None)
            if _FOREIGN.fullmatch(value) is None or "가" <= text[start - 1 : start] <= "힣" or margin < (VERY_SURE if known else SURE):
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

    def _known(self, text: str, names: Iterable[str], taken: set[int]) -> list[Mention]:
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
        return found + list(self._by_title(text, owners)) + list(self._by_given(text, taken))

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

    def _by_title(self, text: str, owners: dict[str, list[str]]) -> Iterator[Mention]:
        for word in _WORD.finditer(text):
            match = self.alone.match(text, word.start()) if word[0][0] in self.surnames or word[0][:2] in self.long_surnames else None
            if match is None:
                continue
            surname, title = match["v"], match["title"] or match["mr"]
            known = owners.get(surname, [])
            sure = surname in ALONE or len(surname) == 2 or bool(known) or bool(match["honor"]) or match["mr"] == "씨"
            sure = sure and match["mr"] not in ("양", "군") or bool(known)
            if match["gap"] == "" and surname + title in self.words:
                sure = bool(match["honor"]) and surname + title not in self.common
            if sure:
                entity = known[0] if len(known) == 1 else surname
                yield Mention(match.start("v"), match.end("v"), entity, "family", 60, "a surname with a title")

    def _by_given(self, text: str, taken: set[int]) -> Iterator[Mention]:
        addressed = "님" in text or "씨" in text or "한테" in text or "랑" in text
        for match in _GIVEN.finditer(text) if addressed else ():
            given = match["v"]
            veto = self.common if match["to"] else self.words
            if match.start() not in taken and self.given.get(given, 0.0) >= 2.0 and given not in veto:
                yield Mention(match.start(), match.end("v"), given, "given", 55, "a given name as people are addressed")


_GIVEN = re.compile(rf"(?<![가-힣])(?P<v>[가-힣]{{2}})(?: ?(?:님|씨)(?:{PARTICLES})?|(?P<to>이?(?:한테|랑)))(?![가-힣])")
