"""Japanese people in running text, in Chinese characters and in Hangul: a family name from a list and what stands behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from garim.detect.names.korean import PARTICLES, RANKS, Mention

# Source: the most frequent family names of Japan (Meiji Yasuda Life, survey of 2018), and how they are written in Hangul
# under the rules of 1986 and by habit (다나카, 타나카).
_KANJI = (
    "佐藤 鈴木 高橋 田中 伊藤 渡辺 渡邊 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 斎藤 斉藤 清水 山崎 阿部 池田 橋本 石川 山下 小川 "
    "石井 長谷川 後藤 岡田 近藤 前田 藤田 遠藤 青木 坂本 村上 太田 金子 藤井 福田 西村 三浦 竹内 中川 岡本 松田 原田 中野 小野 田村 藤原 中山 石田 小島 "
    "和田 森田 内田 柴田 酒井 宮崎 横山 高木 安藤 宮本 大野 今井 工藤 谷口 丸山 高田 河野 藤本 村田 武田 上野 杉山 増田 平野 菅原 大塚 久保 千葉 松井 "
    "岩崎 桜井 木下 野口 松尾 野村 菊地 菊池 佐野 大西 杉本 新井 浜田 市川 古川 水野 小松 島田 小山 相沢 相澤 星野 森川 川口 西田 辻 吉川 岩田 中島 本田"
).split()
_HANGUL = (
    "스즈키 사토 다카하시 타카하시 다나카 타나카 이토 와타나베 야마모토 나카무라 고바야시 코바야시 요시다 야마다 사사키 야마구치 마쓰모토 마츠모토 "
    "이노우에 기무라 키무라 사이토 시미즈 야마자키 이케다 하시모토 이시카와 야마시타 오가와 이시이 하세가와 오카다 마에다 후지타 아오키 사카모토 "
    "무라카미 가네코 카네코 후지이 후쿠다 니시무라 미우라 다케우치 타케우치 나카가와 오카모토 마쓰다 마츠다 하라다 나카노 다무라 타무라 후지와라 "
    "나카야마 이시다 고지마 코지마 모리타 우치다 시바타 사카이 미야자키 요코야마 다카기 타카기 미야모토 이마이 다니구치 타니구치 마루야마 다카다 타카다 "
    "후지모토 무라타 다케다 타케다 우에노 스기야마 마스다 히라노 스가와라 오쓰카 오츠카 마쓰이 마츠이 이와사키 사쿠라이 기노시타 키노시타 노구치 "
    "마쓰오 마츠오 노무라 기쿠치 키쿠치 오니시 스기모토 아라이 하마다 이치카와 후루카와 미즈노 고마쓰 코마츠 시마다 고야마 코야마 아이자와 호시노 "
    "모리카와 가와구치 카와구치 니시다 요시카와 이와타 나카지마"
).split()
_SYLLABLES = "아이우에오카키쿠케코가기구게고사시스세소자지즈제조타치츠쓰테토다데도나니누네노하히후헤호바비부베보마미무메모야유요라리루레로와쇼슈쥰준켄신진린렌칸쿄료류큐죠교슌"
"""With which Japanese given names are written in Hangul."""

_AFTER = "さん|様|氏|くん|ちゃん|部長|課長|係長|主任|社長|専務|常務|先生|次長"
_PLACES = "県市駅町村区寺園店線館社部課局港島橋通城湖"
_CJK = re.compile(
    rf"(?<![\u3400-\u9fff])(?P<v>(?:{'|'.join(sorted(_KANJI, key=len, reverse=True))})(?P<given>[ \u3000]?(?!{_AFTER})[\u3400-\u9fff々ぁ-んァ-ヶ]{{1,3}}?)?)"
    rf"(?={_AFTER}|です|と申し|[(（,、\"'|\n]|$)"
)
_KOREAN = re.compile(
    rf"(?P<v>(?:{'|'.join(sorted(_HANGUL, key=len, reverse=True))})(?: ?(?P<given>[{_SYLLABLES}]{{2,4}}?|[{_SYLLABLES}](?![가-힣 ])))?)"
    rf"(?:(?P<title> ?(?:님|씨|상|{RANKS})님?)(?:{PARTICLES})?(?![가-힣])|(?:{PARTICLES})(?![가-힣])|(?P<edge>(?![가-힣 ])))"
)


def japanese(text: str, common: frozenset[str]) -> Iterator[Mention]:
    """Japanese people: in full, or by family name before a title.

    Args:
        text: Any text; plain ASCII holds none.
        common: Ordinary Korean words, which are no given names.
    """
    if re.search("[\u4e00-\u9fff]", text):
        for match in _CJK.finditer(text):
            if match["given"] and match["given"][-1] in _PLACES:
                continue
            if match["given"] or text[match.end() : match.end() + 1] in tuple("さ様氏く部課係主社専常先次"):
                yield _mention(match, bool(match["given"]))
    for match in _KOREAN.finditer(text):
        given = match["given"]
        if match.start() and "가" <= text[match.start() - 1] <= "힣":
            continue
        full = given is not None and given not in common
        if match["title"] or full:
            yield _mention(match, full)


def _mention(match: re.Match[str], full: bool) -> Mention:
    part = "full" if full else "family"
    return Mention(match.start("v"), match.end("v"), match["v"], part, 60 if full else 55, "a Japanese name")
