"""Words of a review, Korean and English."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec

from garim.errors import BadInput

LANGUAGES = ("ko", "en")
WORDS: dict[str, tuple[str, str]] = {
    "title": ("{year}년 AI 사용 돌아보기", "{year} with AI: a review of use"),
    "team_title": ("{year}년 AI 사용 돌아보기: {team} 팀 합계", "{year} with AI: sums of the team {team}"),
    "zone": ("시간대: {zone}", "Time zone: {zone}"),
    "figures": ("한눈에", "At a glance"),
    "figure": ("항목", "What"),
    "months": ("월별", "By month"),
    "month": ("월", "Month"),
    "weeks": ("주별", "By week"),
    "week": ("주", "Week"),
    "hours": ("시간대별", "By hour"),
    "hour": ("시", "Hour"),
    "days": ("요일별", "By day of the week"),
    "day": ("요일", "Day"),
    "purposes": ("용도", "What for"),
    "purpose": ("용도", "What for"),
    "languages": ("질문 언어", "Languages"),
    "language": ("언어", "Language"),
    "models": ("모델", "Models"),
    "upstreams": ("전송 대상", "Where to"),
    "places": ("회사 외부·내부", "Outside and inside"),
    "kinds": ("가림 종류", "What was hidden"),
    "kind": ("종류", "Kind"),
    "name": ("이름", "Name"),
    "others": ("그 밖의 호출", "Other calls"),
    "count": ("횟수", "Times"),
    "places_hidden": ("곳", "Places"),
    "share": ("비율", "Share"),
    "exchanges": ("보낸 질문", "Exchanges"),
    "rounds": ("에이전트가 이어서 보낸 도구 실행 결과", "Tool results that agents went on with"),
    "refused": ("차단된 질문", "Refused"),
    "broken": ("실패하거나 끊긴 질문", "Failed or broken off"),
    "hidden": ("가림 처리한 곳", "Places hidden"),
    "characters": ("검사한 글자", "Characters looked at"),
    "outside": ("회사 외부로 전송한 질문", "Left the company"),
    "changed": ("전송될 내용을 수정한 질문", "Questions in which what leaves was changed"),
    "let": ("그대로 보낸 단어", "Words let through by hand"),
    "hid": ("직접 가림 처리한 단어", "Words hidden by hand"),
    "answers": ("페이지에서 받은 답변", "Answers on the page"),
    "kept": ("활용한 답변(이어서 질문·복사·내보내기)", "Answers gone on from, copied or exported"),
    "copied": ("복사한 답변", "Answers copied"),
    "retried": ("다시 질문한 횟수", "Asked again"),
    "s_exchanges": ("질문", "Exchanges"),
    "s_outside": ("외부 전송", "Left"),
    "s_hidden": ("가림", "Hidden"),
    "s_changed": ("수정한 질문", "Changed"),
    "s_kept": ("활용한 답변", "Used"),
    "s_retried": ("다시 질문", "Again"),
    "s_refused": ("차단", "Refused"),
    "s_broken": ("실패", "Failed"),
    "l_ko": ("한국어", "Korean"),
    "l_en": ("영어", "English"),
    "l_ja": ("일본어", "Japanese"),
    "l_zh": ("중국어", "Chinese"),
    "l_de": ("독일어", "German"),
    "l_fr": ("프랑스어", "French"),
    "l_es": ("스페인어", "Spanish"),
    "l_it": ("이탈리아어", "Italian"),
    "l_pt": ("포르투갈어", "Portuguese"),
    "l_nl": ("네덜란드어", "Dutch"),
    "l_vi": ("베트남어", "Vietnamese"),
    "l_id": ("인도네시아어", "Indonesian"),
    "l_ru": ("러시아어", "Russian"),
    "l_ar": ("아랍어", "Arabic"),
    "l_th": ("태국어", "Thai"),
    "l_el": ("그리스어", "Greek"),
    "l_he": ("히브리어", "Hebrew"),
    "l_hi": ("힌디어", "Hindi"),
    "l_": ("알 수 없음", "Not known"),
    "t_outside": ("회사 외부", "Outside"),
    "t_inside": ("회사 내부", "Inside"),
    "t_local": ("이 컴퓨터", "This machine"),
    "t_": ("알 수 없음", "Not known"),
    "weekdays": ("월 화 수 목 금 토 일", "Mon Tue Wed Thu Fri Sat Sun"),
    "empty": ("{year}년에 보낸 질문이 없습니다.", "No exchanges in {year}."),
    "only_others": (
        "{year}년에 모델에 보낸 질문은 없습니다. 차단된 질문 {refused}건, 그 밖의 호출 {others}건만 있습니다.",
        "No question went to a model in {year}: {refused} were refused, and there were {others} other calls.",
    ),
    "there": ("기록이 있는 다른 연도: {years}", "Other years of which there are records: {years}"),
    "kept_from": ("{day} 이전의 기록은 보관 기간이 지나 삭제되었습니다.", "Records before {day} are no longer kept."),
    "damaged": (
        "열 수 없는 암호화 문서 {n}개는 제외했습니다.",
        "{n} sealed documents do not open; what they said is missing here.",
    ),
    "unsure": (
        "용도가 확실하지 않은 질문이 {n}개 있습니다.",
        "The purpose of {n} exchanges is a guess.",
    ),
    "corrected": ("직접 수정한 용도: {n}개", "Purposes corrected by hand: {n}"),
    "unknown": (
        "용도를 알 수 없는 질문이 {n}개 있습니다.",
        "Of {n} exchanges nothing was noted about what they were for.",
    ),
    "running": ("{year}년은 아직 진행 중입니다.", "{year} is not over yet."),
    "against": ("{year}년과 비교", "Against {year}"),
    "too_few": (
        "다섯 명 미만이라 표시하지 않습니다.",
        "Nothing is shown: it would be of fewer than five people.",
    ),
    "team_running": (
        "용도와 모델은 해가 끝난 뒤에, 월별 합계는 그달이 끝난 뒤에 표시합니다.",
        "What it was for is shown once the year is over and kept whole, a month once it is over.",
    ),
    "people": (
        "다섯 명 이상의 합계만 표시합니다. —는 표시하지 않는 항목입니다.",
        "Sums of five people or more only; — is a cell that is not shown.",
    ),
}


class Findings(msgspec.Struct):
    """What prompts are for and what is found in them, in words of a language."""

    purposes: dict[str, str]
    kinds: dict[str, str]
    whys: list[tuple[str, str]]
    """Expressions, case aside, that a reason may match, and the words for it; {kind} in them is what was found."""


@cache
def findings() -> dict[str, Findings]:
    """What kinds and reasons are called, by language: the page's own words, which are kept once."""
    page = (files("garim.web") / "lang" / "findings.js").read_bytes()
    return msgspec.json.decode(page[page.index(b"export default ") + 15 :], type=dict[str, Findings])


def say(lang: str, key: str, **values: object) -> str:
    """Words in a language.

    Raises:
        BadInput: There is no such language here.
    """
    if lang not in LANGUAGES:
        raise BadInput("there is no such language", hint="ko or en")
    return WORDS[key][LANGUAGES.index(lang)].format(**values)


def kind_name(lang: str, kind: str) -> str:
    """What a kind is called: by the longest words of its name that have a name, the first first (`kr_phone_short`: phone)."""
    kinds, parts = findings()[lang].kinds, kind.partition(".")[0].split("_")
    names = ("_".join(parts[begin:end]) for begin in range(len(parts)) for end in range(len(parts), begin, -1))
    return next((kinds[name] for name in names if name in kinds), " ".join(parts))


def named(lang: str, group: str, name: str) -> str:
    """A purpose (`p`), language (`l`) or place (`t`) by its name."""
    if group == "p":
        return findings()[lang].purposes.get(name, name)
    key = f"{group}_{name}"
    return WORDS[key][LANGUAGES.index(lang)] if key in WORDS else name
