"""Dates of birth, only next to a word that says birth."""

from __future__ import annotations

from garim.detect.kind import Kind
from garim.detect.kinds._checks import is_day


def is_birth(text: str) -> bool:
    """Whether it reads as a day since 1900."""
    parts = [int(p) for p in "".join(c if c.isdigit() else " " for c in text).split()]
    if len(parts) == 1:
        plain = "".join(c for c in text if c.isdigit())
        if len(plain) == 8:
            return is_day(int(plain[:4]), int(plain[4:6]), int(plain[6:])) and 1900 <= int(plain[:4]) <= 2100
        return is_day(2000, int(plain[2:4]), int(plain[4:6]))
    if len(parts) == 2:
        return any(c.isalpha() for c in text)
    if max(parts) < 1900:
        return 1 <= parts[0] <= 99
    return True


KINDS = (
    Kind(
        name="date_of_birth",
        pattern=(
            r"(?:(?i:\bgeb\.|geboren(?: am)?|geburtsdatum|生年月日"
            r"|생년월일|생일|출생일?|birth[ _]?da(?:te|y)|date[ _]?of[ _]?birth|birthday"
            r"|\bdob\b|\bborn(?: on)?|birth|생년)"
            r"[\"'\]]?(?: ?(?:은|는|이|was|is))?[ \t]?[:=,(]?[ \t]?[\"']?)"
            r"(?P<v>(?:19|20)\d{2} ?[-./년] ?\d{1,2} ?[-./월] ?\d{1,2}일?|(?:19|20)\d{6}|\d{1,2}[-./]\d{1,2}[-."
            r"/](?:(?:19|20)\d{2}|\d{2})|\d{2}[01]\d[0-3]\d"
            r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d{1,2}(?:st|nd"
            r"|rd|th)?,? (?:19|20)\d{2}"
            r"|\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? (?:19|20)\d{2})"
        ),
        family="date",
        accept=is_birth,
        found=(
            "생년월일 «1984-03-12»",
            "DOB: «03/12/1984»",
            "born on «March 12, 1984»",
            "생년월일: «840312»",
            "Ute Möhl, geb. «12.08.1979», geboren am «12.08.1979»",
            '"birthDate": "«19840312»"',
        ),
        ignored=("납품일 1984-03-12", "created 2024-01-02", "생년월일 8자리", "reborn 12"),
        rank=62,
        carry=False,
        source="ISO 8601 and national date notations",
    ),
    Kind(
        name="date_of_birth.born",
        pattern=r"(?P<v>(?:(?:19|20)\d{2}|\d{2})"
        r"(?:년 ?\d{1,2}월 ?\d{1,2}일|[-./]\d{1,2}[-./]\d{1,2}|[01]\d[0-3]\d)) ?생(?:[^가-힣]|$|이|은|으로|인|입)",
        family="date",
        accept=is_birth,
        found=("(«1957년 4월 2일»생)", "«1957-04-02» 생, 남", "남 «570402»생, 서울"),
        ignored=("1957년 4월 2일 생산", "2024-01-02 생성", "3월 2일생", "1957년생"),
        rank=62,
        carry=False,
        source="Korean notation of someone's day of birth",
    ),
)
