"""Which organisation is the company itself, and what the others are to it, for a text in general words.

    Companies        the organisations of the company's list, and which of them is its own: by what its domains and packages bear
    stand(text, …)   each organisation of a text → its Stand: the company, or what the list or the sentence calls it

A sentence says it beside the name: 협력사 X, X라는 외주사, X(거래처), our supplier X, X, a customer. What the company's list says
wins over that. Who is called nothing is another company: wrong for nobody. Where no list tells, the company is whom the text
calls 우리, leaves or joins, else whom it speaks of most.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import garim.late as re
from garim.surrogate.general import OTHER_COMPANY
from garim.text.fold import fold
from garim.text.hangul import has_hangul
from garim.text.identifiers import split

OWN = "own"
"""The key of the company itself, whatever it is called."""
MANY, LISTED = 3, 2
"""Places from which an organisation that a text speaks of most is the company, where nothing else tells; and one of the list."""


STEM = 3
"""Syllables with which the names of companies of one house begin."""
WORDS, WORDS_MORE = re.compile(r"[ ,.&()-]{0,3}\w+"), 4
"""A word behind a name, and how many may belong to it."""


class Stand(NamedTuple):
    """What an organisation is to the company."""

    english: str
    korean: str
    code: str
    """Inside an identifier."""


US = Stand("our company", "자사", "company")
OTHER = Stand(*OTHER_COMPANY, "thirdparty")
AFFILIATE = Stand("an affiliate", "계열사", "affiliate")
_STANDS = (
    (Stand("a partner", "협력사", "partner"), "협력사 협력업체 파트너사 제휴사 제휴업체 파트너 partner"),
    (
        Stand("a contractor", "외주사", "contractor"),
        "외주사 외주업체 용역사 용역업체 하청업체 하도급업체 수행사 contractor subcontractor",
    ),
    (Stand("a supplier", "공급사", "supplier"), "공급사 공급업체 공급처 납품업체 납품처 벤더사 벤더 supplier vendor"),
    (Stand("a customer", "고객사", "customer"), "고객사 발주처 발주사 의뢰사 클라이언트 customer client"),
    (Stand("a business partner", "거래처", "partner"), "거래처 거래선"),
    (Stand("a competitor", "경쟁사", "competitor"), "경쟁사 경쟁업체 competitor rival"),
    (AFFILIATE, "계열사 관계사 관계회사 affiliate"),
    (Stand("a subsidiary", "자회사", "subsidiary"), "자회사 subsidiary"),
    (Stand("the parent company", "모회사", "parent"), "모회사 지주사"),
    (Stand("an agency", "대행사", "agency"), "대행사 대행업체 agency"),
    (Stand("a consultancy", "컨설팅사", "consultancy"), "컨설팅사 컨설팅업체 consultancy"),
    (Stand("an investor", "투자사", "investor"), "투자사 투자자 investor"),
)
SAID = {word: stand for stand, words in _STANDS for word in words.split()}
"""What a list or a sentence calls an organisation → what that is."""
CUSTOMER = SAID["customer"]
_KNOWN = {**SAID, "고객": CUSTOMER}
"""And 고객인 X: 고객 alone stands before people and what is theirs, too."""
_KO = "|".join(sorted((word for word in SAID if has_hangul(word)), key=len, reverse=True))
_EN = "|".join(sorted((word for word in SAID if word.isascii()), key=len, reverse=True))
_OPEN, _CLOSE = "[(\\[*_`\"'“‘「『]{0,3}", "[)\\]*_`\"'”’」』]{0,3}"
BEFORE = re.compile(
    rf"(?:(?<![가-힣])(?P<ko>{_KO}|고객(?=인|이던|이었던))(?:들|인|이던|였던|이었던)?[ :|-]{{0,3}}"
    rf"|(?<![A-Za-z])(?P<en>(?i:{_EN}))s?(?:,? (?:named|called|like))?[ :|,·/-]{{0,3}}){_OPEN}$"
)
AFTER = re.compile(
    rf"{_CLOSE}(?:"
    rf" ?[(\[（](?:우리 |저희 |당사 |자사 )?(?P<under>{_KO})[)\]）]"
    rf"|(?:이?라는|이란) (?:우리 |저희 )?(?P<named>{_KO})"
    rf"|(?:은|는|이|가|도) (?:우리 |저희 |당사 |자사 )?(?:\S{{1,6}} )?(?P<is>{_KO})"
    r"(?=[.!?,]|다|이다|였|이었|입|이며|이고|로서|로,|인데|예요|이에요|$)"
    rf"| ?\((?:(?:a|an|our|the) )?(?:[a-z]+ ){{0,2}}(?P<round>(?i:{_EN}))s?\)"
    rf"|, (?:a|an|our|the|one of (?:our|the)) (?:[a-z]+ ){{0,2}}(?P<comma>(?i:{_EN}))s?(?![A-Za-z])"
    rf"|,? (?:is|was|are|were|as) (?:a|an|our|the|one of (?:our|the)) (?:[a-z]+ ){{0,2}}(?P<being>(?i:{_EN}))s?(?![A-Za-z])"
    r")"
)
APPOSED = re.compile(r"(?i)(?<![a-z])(?:our|an?|the|my|their|its|his|her)(?: [a-z]+)? $")
"""What stands before "supplier, X,"; "Partner, X" is what somebody at X is."""
NO_OWN_BEFORE = re.compile(
    rf"(?:(?<![가-힣])(?:{_KO})(?:들(?:은|이)?|로는|로서는?|[은는이가로]|들? (?:쪽|측|중|가운데|중에서?|가운데서?))(?: 바로)?"
    rf"|(?<![A-Za-z])(?i:{_EN})s?,? (?:such as|including|is|was|are|were)) {_OPEN}$"
)
NO_OWN_AFTER = re.compile(rf"{_CLOSE}(?: 같은|[을를] (?:새 |새로운 |우리 )?)(?: ?)(?:{_KO})(?![가-힣]{{3}})")
"""What tells that a company is somebody's supplier, customer … where a word for that in the name's own place would not read."""
AND = re.compile(rf"{_CLOSE}(?:이랑|와|과|랑|하고|이나|나)?(?:,| 및|,? and|,? or|·|/)? ?{_OPEN}")
"""What stands between two names of which the first one's word is the second one's, too."""
BOUND = re.compile(r"와|과|랑|하고|나|,|및|and|or|·|/")
OWN_BEFORE = re.compile(r"(?:(?<![가-힣])(?:우리 ?(?:회사)?|저희 ?(?:회사)?|당사|자사|본사)|(?i:our (?:own )?company),?)[ (]?$")
OWN_AFTER = re.compile(
    rf"{_CLOSE}(?:(?:을|를|에|에서|과|와|으로|로)? ?(?:떠나|퇴사|퇴직|입사|다니|다녔|근무|재직)|\(우리 회사\)"
    r"|,? (?:our (?:own )?company|my employer)(?![a-z]))"
)
OWN_EN = re.compile(r"(?i)(?<![a-z])(?:leaving|left|leave|joined|joining|join|years at|time at|work at|worked at|employed by) $")
OURS = re.compile(r"(?i)^(?:자사|당사|본사|우리 ?회사|저희 ?회사|us|ourselves|(?:our|the) (?:own )?company(?: itself)?)\.?$")
"""Meanings by which a list says that an organisation is the company itself."""


class Company(NamedTuple):
    """An organisation of the company's list. Confidential."""

    name: str
    means: str = ""
    """What the list says of it."""
    customer: bool = False


class Companies:
    """The organisations of a company's list."""

    def __init__(
        self,
        known: Sequence[Company] = (),
        spelled: Mapping[str, int] = {},
        names: Mapping[str, Sequence[int]] = {},
        own: int = -1,
    ) -> None:
        """
        Args:
            known: They, in the list's order.
            spelled: Letters and digits of a spelling that the list has, folded → which of them.
            names: A shorter name or entity by which findings go → which of them it may be, the likeliest first.
            own: Which is the company itself; -1 where the list does not tell.
        """
        self.known, self._spelled, self._names, self.own = known, spelled, names, own

    def find(self, name: str, entity: str) -> int:
        """Which of them a place names; -1 for none.

        Args:
            name: Letters and digits of what stands there, folded.
            entity: Whom the finding says that it is.
        """
        if name in self._spelled:
            return self._spelled[name]
        may = [number for one in (name, entity) for number in self._names.get(one, ())]
        return self.own if self.own in may else may[0] if may else -1

    def whole(self, text: str, start: int, end: int) -> int:
        """Where a place ends with the words behind it that the list has of the name: Byeorisol Tech, found as Byeorisol."""
        for word in [*WORDS.finditer(text, end, end + 60)][:WORDS_MORE][::-1]:
            if squeezed(text[start : word.end()]) in self._spelled:
                return word.end()
        return end

    def kin(self, number: int) -> bool:
        """Whether one bears the company's own name, as its subsidiaries do."""
        if self.own < 0 or any(number in may and self.own in may for may in self._names.values()):
            return self.own >= 0
        one, other = self.known[number].name, self.known[self.own].name
        return has_hangul(one[:STEM]) and len(one) >= STEM and one[:STEM] == other[:STEM]


class Named(NamedTuple):
    """A place that names an organisation."""

    start: int
    end: int
    entity: str
    customer: bool
    """Whether it is found as a customer."""


class Called(NamedTuple):
    """What an organisation is called in general words. Confidential."""

    key: str
    """The same for the same one."""
    stand: Stand
    means: str
    """What the list says of it; "" for nothing."""
    end: int
    """Where the name ends."""


def stand(text: str, places: Sequence[Named], companies: Companies) -> list[Called]:
    """What each organisation of a text is, place by place."""
    numbers = [companies.find(squeezed(text[one.start : one.end]), one.entity) for one in places]
    keys = [f"{number}" if number >= 0 else one.entity for one, number in zip(places, numbers, strict=True)]
    said: dict[str, Stand] = {}
    last = ""
    for at, (one, key) in enumerate(zip(places, keys, strict=True)):
        word = _called(text, one)
        if not word and at and last:
            between = text[places[at - 1].end : one.start]
            word = last if AND.fullmatch(between) and BOUND.search(between) else ""
        last = word
        if word:
            said.setdefault(key, _as_said(word))
    own = _own(text, places, keys, said, companies)
    if own in said and not OURS.match(companies.known[companies.own].means if companies.own >= 0 else ""):
        own = ""  # a sentence that calls it a supplier knows better than the domains that bear its name
    out = []
    for one, key, number in zip(places, keys, numbers, strict=True):
        means = companies.known[number].means if number >= 0 else ""
        noted = next((SAID[word] for word in SAID if re.search(rf"(?i)(?<![a-z가-힣]){word}", means)), None)
        if key == own:
            out.append(Called(OWN, US, means, one.end))
        elif number >= 0 and OURS.match(means):
            out.append(Called(OWN, US, "", one.end))
        else:
            rest = CUSTOMER if one.customer else AFFILIATE if number >= 0 and companies.kin(number) else OTHER
            out.append(Called(key, noted or said.get(key, rest), means, one.end))
    return out


def squeezed(name: str) -> str:
    """A name's letters and digits, folded."""
    return "".join(fold(name[start:end]) for start, end in split(name))


def taken_in(text: str, start: int, end: int, stand: Stand) -> tuple[int, int]:
    """A place with the word beside it that says what it is: 협력사 X, X라는 협력사, X(협력사), our supplier X, X, a partner."""
    before = BEFORE.search(text[max(0, start - 40) : start])
    if before and _KNOWN[(before["ko"] or before["en"]).lower()].english == stand.english:
        gap = before[0][len(before["ko"] or before["en"]) :].removeprefix("들").removeprefix("s")
        if gap in (" ", "인 ", "이던 ", "였던 ", "이었던 ", " named ", " called ", ", ", " like "):
            start -= len(before[0])
            return start, end + (gap == ", " and text[end : end + 1] == ",")
    after = AFTER.match(text, end)
    if after and not after["is"] and not after["being"] and after[0][0] not in ")]*_`\"'”’」』":
        word = next(word for word in after.groups() if word).lower()
        if SAID[word].english == stand.english:
            end = after.end()
            return start, end + (after["comma"] is not None and text[end : end + 1] == ",")
    return start, end


def called(text: str, start: int, end: int) -> bool:
    """Whether a sentence says of a place what it is to the company: then that is an organisation, whatever else it could be."""
    return _called(text, Named(start, end, "", False)) != ""


def _as_said(word: str) -> Stand:
    """In the very word of the text where it can be."""
    known = _KNOWN[word]
    return known._replace(korean=word) if has_hangul(word) and word in SAID else known


def _called(text: str, one: Named) -> str:
    """The word by which a sentence says what an organisation is; "" where it says none."""
    head = text[max(0, one.start - 40) : one.start]
    before = BEFORE.search(head)
    if before and ("," not in before[0] or APPOSED.search(head[: before.start()])):
        return (before["ko"] or before["en"]).lower()
    after = AFTER.match(text, one.end)
    return next(word for word in after.groups() if word).lower() if after else ""


def _no_own(text: str, one: Named) -> bool:
    """Whether a sentence counts an organisation among those that supply, buy …, without putting the word beside the name."""
    before = NO_OWN_BEFORE.search(text[max(0, one.start - 40) : one.start])
    return before is not None or NO_OWN_AFTER.match(text, one.end) is not None


def _own(text: str, places: Sequence[Named], keys: Sequence[str], said: Mapping[str, Stand], companies: Companies) -> str:
    """The key of the company itself; "" where nothing tells."""
    if companies.own >= 0:
        return str(companies.own)
    no = {key for one, key in zip(places, keys, strict=True) if _no_own(text, one)} | set(said)
    free = [(one, key) for one, key in zip(places, keys, strict=True) if key not in no and not one.customer]
    listed = {key for _, key in free if key.isdecimal()}
    for one, key in free:
        before, line = text[max(0, one.start - 16) : one.start], text.rfind("\n", 0, one.start) + 1
        own = OWN_BEFORE.search(before) or OWN_EN.search(before[max(0, line - one.start + len(before)) :])
        if (not listed or key in listed) and (own or OWN_AFTER.match(text, one.end)):
            return key
    most = Counter(key for _, key in free if not listed or key in listed).most_common(2)
    if not most or (len(most) > 1 and most[0][1] == most[1][1]):
        return ""
    key, times = most[0]
    alone = key in listed and sum(not one.customer for one in companies.known) == 1
    return key if alone or times >= (LISTED if listed else MANY) else ""
