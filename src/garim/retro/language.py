"""In which language a question is asked, whatever is pasted beside it."""

from __future__ import annotations

import garim.late as re
from garim.policy.content import languages_of
from garim.retro.features import asked

SHORT = 300
"""Characters of a line that asks, at most."""
ENDS_KO = re.compile(r"(?m)[가-힣][^\w\n]*$")
LATIN_FIRST = re.compile(r"[^\w]*[A-Za-z]")
ASKS = re.compile(
    r"(?i)[?？]|[:：]\s*$|^\W*(?:please|can|could|would|what|why|how|which|who|when|where|is|are|do|does|did|should|fix|translate|explain|"
    r"write|summari[sz]e|make|re(?:write|view|ply|factor|word|phrase|fine|solve)|find|help|draft|answer|check|convert|shorten|correct|improve|polish|proofread|turn|give|list|"
    r"compare|describe|tell|add|create|debug|show|the (?:above|below))\b"
    r"|(?:줘요?|주세요|주십시오|주실\S*|달라\S*|할까요?|까요|까|나요|는지|습니까|바랍니다|부탁\S*|번역|요약|설명|정리|작성|답장|차이|이유|원인|"
    r"뭐야|뭔가요|인가요?|는가|고쳐|알려|써|하게|하라|하시오|할 것)\s*[.!~…]*$"
)
"""A line that asks, and no line of what it is asked of."""


def language(text: str) -> str:
    """The language in which is asked, ISO 639-1; "" where none can be told.

    What is pasted below or above a question may speak another: 이 메일 다듬어 줘, and an English mail, is asked in Korean. Where
    Korean and English words make up a sentence it is Korean, for engineers write so, unless it begins and ends in
    English and is more of it.
    """
    ask = asked(text)
    lines = [line for line in ask.splitlines() if line.strip()]
    if len(lines) > 1:
        first, last = ends = [_language(line) for line in (lines[0], lines[-1])]
        asks = [
            bool(of) and len(line) <= SHORT and ASKS.search(line) is not None
            for of, line in zip(ends, (lines[0], lines[-1]), strict=True)
        ]
        if any(asks) and (first == last or not all(asks)):
            return first if asks[0] else last
        if all(asks):  # what is asked is shorter than what it is asked of
            return first if last == _language(ask) else last
    return _language(ask)


def _language(text: str) -> str:
    found = languages_of([text])
    latin = len(re.findall(r"[A-Za-z]{2,}", text))
    if (
        {"ko", "en"} <= found
        and LATIN_FIRST.match(text)
        and latin > len(re.findall("[가-힣]+", text))
        and not ENDS_KO.search(text)
    ):
        return "en"
    for name in ("ko", "ja", "zh"):
        if name in found:
            return name
    if found:
        return min(found)
    return "en" if latin >= 2 else ""
