"""Ages of people, next to a word or a name that says whose."""

from __future__ import annotations

import garim.late as re
from garim.detect import words
from garim.detect.patterns.kind import Kind

PEOPLE = (
    "man", "woman", "male", "female", "patient", "boy", "girl", "mr", "ms", "mrs", "dr.", "he ", "she ", "his", "her", "husband",
    "wife", "son", "daughter", "mother", "father", "named", "name", "gender", "resident", "client", "employee", "student",
    "victim", "suspect", "lady", "guy", "dob", "born", "i'm", "i am", "mom", "dad", "sister", "brother", "teen", "who", "여성",
    "남성", "환자", "여자", "남자", "고객", "이름", "성명", "성별",
)  # fmt: skip
_NAMED = re.compile(r"(?:^|[^\w])([A-ZÀ-Þ][a-zà-ÿ'’-]{1,20}) ([A-ZÀ-Þ][a-zà-ÿA-Z'’-]{1,20})(?: (?:is|was|turned))?,? ?\(?$")
_NAME_AFTER = re.compile(r"[ ,]{1,2}(?:old )?([A-ZÀ-Þ][a-zà-ÿ'’-]{1,20}) [A-ZÀ-Þ][a-zà-ÿ'’-]{1,20}")
_LOWER_AFTER = re.compile(r"[ ,]{1,2}([^\W\d_]{3,20}) ([^\W\d_]{3,20})")
_PERSON = re.compile(
    r"(?i)\b(?:wom[ae]n|m[ae]n|fe?male|patient|boy|girl|mr|mrs|ms|he|she|his|her|husband|wife|son|daughter|mother|father|"
    r"named|resident|who|mom|dad|"
                     r"sister|brother|i'm|i am|lady|guy|teacher|nurse|driver|student|victim|suspect|person|white|black|asian|"
                     r"hispanic|caucasian)\b")  # fmt: skip


def grow_old(text: str, start: int, end: int) -> tuple[int, int] | None:
    """An age in years; None where what is so old is no person."""
    before, after = text[max(0, start - 40) : start], text[end : end + 40]
    if _PERSON.search(before) or _PERSON.search(after):
        return start, end
    if "-" in text[start:end] and _is_name(_LOWER_AFTER.match(after)):
        return start, end
    return (start, end) if _is_name(_NAMED.search(before)) or _is_name(_NAME_AFTER.match(after)) else None


def grow_bare(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A bare age behind a first and a last name (Mara Lind, 34, of …); None where the words are ordinary ones."""
    return (start, end) if _is_name(_NAMED.search(text[max(0, start - 45) : start])) else None


_KO_BEFORE = re.compile(
    r"(?:[가-힣]{2,4} ?\((?:만 ?)?|(?:환자|남성|여성|고객|피보험자|남|여|나이|연령)(?:은|는|:|,|\()? ?(?:만 ?)?|"
    r"씨[는가의이]? ?(?:만 ?)?)$"
)
_KO_AFTER = re.compile(r" ?(?:의 ?)?(?:여성|남성|여자|남자|환자|[가-힣]{2,4} ?(?:씨|님|군|양))")
_KO_LIMIT = re.compile(r" ?(?:이상|이하|미만|초과|까지|부터|[~∼-])")


def grow_korean(text: str, start: int, end: int) -> tuple[int, int] | None:
    """An age in Korean; None where it is a limit, another word, or nobody's."""
    if (
        text[end : end + 1]
        and "가" <= text[end] <= "힣"
        and text[end] not in "이의은는인로가라예여남"
        or _KO_LIMIT.match(text, end)
    ):
        return None
    told = _KO_BEFORE.search(text[max(0, start - 14) : start]) or _KO_AFTER.match(text, end)
    return (start, end) if told else None


def _is_name(match: re.Match[str] | None) -> bool:
    return match is not None and not any(
        words.ordinary(word.lower()) or words.technology(word.lower()) for word in match.groups()
    )


KINDS = (
    Kind(
        name="age",
        pattern=r"(?i)\d{1,3}(?:[ -]years?[ -]old|[ -]?y/?o\b|[ -]yrs?\.?[ -]old| years? of age)",
        family="number",
        edges="word",
        carry=False,
        grow=grow_old,
        found=(
            "a «34-year-old» Mara Lind",
            "patient is a «71 y/o» male",
            "«45 years old» woman named Mara",
            "she is «29 years old»",
        ),
        ignored=("the 34-year-old bug in bash", "support for 20 years old code", "5 years of data", "v2 y/o"),
        rank=56,
        source="45 CFR 164.514(b)(2)(i)(C)",
    ),
    Kind(
        name="age.named",
        # The span holds more than the digits: a bare 44 in a reply is anything.
        pattern=(
            r"(?P<v>\((?:aged? )?(?:1[89]|[2-9]\d)\)|"
            r"(?:1[89]|[2-9]\d), (?:of|from|a|an|the|who|was|is|has|had|said|and|died|lives|living|told)\b)"
        ),
        family="number",
        carry=False,
        edges="none",
        grow=grow_bare,
        found=("Mara Lindqvist, «34, of» Leeds", "says Tova Kettlerow, «61, who» left", "met Mara Lindqvist «(22)» there"),
        ignored=("Open Issues, 34, of them", "rows, 34, of 40", "Error Code (34)"),
        rank=54,
        source="usual notation of newspapers",
    ),
    Kind(
        name="age.aged",
        pattern=(
            r"(?i)(?P<v>(?:\baged|\bage(?: is| of| ?[:=])|나이(?:는|:)?) {0,3}\d{1,3})"
            r"(?:[,.;)\"'}\]|\n]|$| (?:and|male|female|man|woman|from|of|who|gender|sex)\b)"
        ),
        family="number",
        carry=False,
        edges="none",
        near=PEOPLE,
        found=("Mara, a woman «aged 34».", "patient «age: 71», male", "name: Mara, «age: 34»"),
        ignored=('{"name": "Mara", "age": 34}', "max-age: 3600", "aged 30 days", "cache age: 12 s", "age: int = 0"),
        rank=54,
        source="45 CFR 164.514(b)(2)(i)(C)",
    ),
    Kind(
        name="age.kr",
        pattern=r"\d{1,3}(?:세|살)",
        family="number",
        carry=False,
        grow=grow_korean,
        found=("김서린(«42세») 씨는", "환자 만 «42세» 여성", "«42살» 김서린 씨", "김서린 씨는 «37세»로"),
        ignored=("42세션", "30세트 판매", "42살림", "1세대", "만 19세 이상"),
        rank=54,
        source="개인정보 비식별 조치 가이드라인",
    ),
)
