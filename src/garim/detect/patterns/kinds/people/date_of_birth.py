"""Dates of birth, only next to a word that says birth."""

from __future__ import annotations

from garim.detect.patterns.kind import Kind
from garim.detect.patterns.kinds._checks import is_day


def is_birth(text: str) -> bool:
    """Whether it reads as a day since 1900."""
    parts = [int(p) for p in "".join(c if c.isdigit() else " " for c in text).split()]
    if len(parts) == 1:
        plain = "".join(c for c in text if c.isdigit())
        if len(plain) == 8:
            year = int(plain[:4])
            if is_day(year, int(plain[4:6]), int(plain[6:])) and 1900 <= year <= 2100:
                return True
            one, two = int(plain[:2]), int(plain[2:4])
            return 1900 <= int(plain[4:]) <= 2100 and min(one, two) in range(1, 13) and max(one, two) <= 31
        if len(plain) != 6:
            return any(c.isalpha() for c in text)
        return is_day(2000, int(plain[2:4]), int(plain[4:6])) or is_day(2000, int(plain[2:4]), int(plain[:2]))
    if len(parts) == 2:
        return any(c.isalpha() for c in text)
    if max(parts) < 1900:
        return 1 <= parts[0] <= 99 and sum(part > 12 for part in parts) < 3
    return True


_MONTH = (
    r"(?:jan(?:uary|uar|vier|\.)?|feb(?:ruary|ruar|\.)?|févr?(?:ier|\.)?|mar(?:ch|s|zo|\.)?|märz|maart|apr(?:il|ile|\.)?|"
    r"avril|may|mai|mei|maggio|mayo|jun[ei]?|juin|giugno|"
    r"junio|jul[iy]?|juillet|luglio|julio|aug(?:ust|ustus|\.)?|août|agosto|sep(?:t|tember|tembre|tiembre|\.)?|settembre|"
    r"septiembre|oct(?:ober|obre|ubre|\.)?|"
    r"okt(?:ober|\.)?|ottobre|nov(?:ember|embre|iembre|\.)?|dec(?:ember|embre|\.)?|dez(?:ember|\.)?|dicembre|diciembre|"
    r"décembre|gennaio|febbraio|marzo|enero|febrero|abril)"
)
_DATE = (
    r"(?:19|20)\d{2} ?[-./년] ?\d{1,2} ?[-./월] ?\d{1,2}일?|\d{2}[./년] ?\d{1,2}[./월] ?\d{1,2}일?|(?:19|"
    r"20)\d{2}年\d{1,2}月\d{1,2}日|(?:昭和|平成|令和)\d{1,2}年\d{1,2}月\d{1,2}日"
    r"|\d{1,2}(?:[-./]\d{1,2}[-./]| ?/ ?\d{1,2} ?/ ?|\. \d{1,2}\. )(?:(?:19|20)\d{2}|\d{2})|(?:19|20)\d{6}|\d{4}(?:19|"
    r"20)\d{2}|\d{2}[01]\d[0-3]\d"
    rf"|{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?(?:,? (?:19|20)\d{{2}})?"
    rf"|(?:the )?\d{{1,2}}(?:st|nd|rd|th|er|\.)?[ -](?:of |de )?{_MONTH}\.?(?:,?[ -](?:de |del )?(?:(?:19|20)\d{{2}}|\d{{2}}\b))?"
    r"|\d{1,2}월 ?\d{1,2}일"
)
_CUE = (
    r"\bgeb\.|geboren(?: in [^\d\n]{1,30})?(?: am)?|geburtsdatum|geburtstag|생년월일(?:\([음양]력\))?|"
    r"생일|출생(?:일자?)?|생년|生年月日|"
    r"誕生日|\bbirth[ _]?da(?:te|"
    r"y)|\bdate[ _]?of[ _]?birth|"
    r"\bbday|\bd\.?o\.?b\b\.?|\bborn(?: on| in)?|\bbirth|birthDate|\bb\.|\bnée?(?: à [^\d\n]{1,30})? le|date de naissance|"
    r"\bnat[oa](?: a [^\d\n]{1,30})? il|"
    r"data di nascita|\bnacid[oa](?: en [^\d\n]{1,30})? el|fecha de nacimiento|geboortedatum|"
    r"\bf[øö]dt|födelsedatum"
)

KINDS = (
    Kind(
        name="date_of_birth",
        pattern=rf"(?i)(?:{_CUE})[\"'\])]?(?: ?(?:은|는|이|was|is|on|:))*[ \t]?[:=,(]?[ \t]?[\"']?(?P<v>{_DATE})",
        family="date",
        accept=is_birth,
        found=(
            "생년월일 «1984-03-12»",
            "DOB: «03/12/1984»",
            "born on «March 12, 1984»",
            "생년월일: «840312»",
            "Ute Möhl, geb. «12.08.1979», geboren am «12.08.1979»",
            '"birthDate": "«19840312»"',
            "BORN «MARCH 3, 1974», b. «3/3/74»",
            "d.o.b.: «02.03.1974», dob «02031974»",
            "her birthday is «March 3», his is not",
            "né le «2 mars 1974», nato il «2/3/1974», nacida el «2 de marzo de 1974»",
            "생년월일 «74.3.2», 생일은 «3월 2일»이에요",
        ),
        ignored=(
            "납품일 1984-03-12",
            "created 2024-01-02",
            "생년월일 8자리",
            "reborn 12",
            "born to run",
            "b. 3/4 of them",
            "dob field",
        ),
        rank=62,
        carry=False,
        source="ISO 8601 and national date notations",
    ),
    Kind(
        name="date_of_birth.born",
        pattern=r"(?P<v>(?:(?:19|20)\d{2}|\d{2})"
        r"(?:년 ?\d{1,2}월(?: ?\d{1,2}일)?|[-./] ?\d{1,2}[-./] ?\d{1,2}\.?|[01]\d[0-3]\d)) ?생(?:[^가-힣]|$|이|은|으로|인|입)",
        family="date",
        accept=is_birth,
        found=("(«1957년 4월 2일»생)", "(남, «1987.9.3.»생)", "«1957-04-02» 생, 남", "남 «570402»생, 서울", "«74년 3월»생"),
        ignored=("1957년 4월 2일 생산", "2024-01-02 생성", "3월 2일생", "1974년생 김"),
        rank=62,
        carry=False,
        source="Korean notation of someone's day of birth",
    ),
    Kind(
        name="date_of_birth.year",
        pattern=r"(?P<v>(?:(?:19|20)\d{2}|\d{2})년 ?생)(?:[^가-힣]|$|이|은|으로|인|입|의)",
        family="date",
        found=("«1974년생» 김서린", "도하린님(«68년생»)", "«1990년 생»입니다"),
        ignored=("2024년생산 100개", "1974년 생일", "3년생존"),
        rank=60,
        carry=False,
        source="Korean notation of someone's year of birth",
    ),
)
