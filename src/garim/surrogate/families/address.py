"""Postal addresses and places: coined names, the words that say what they are (로, 동, Street) kept, numbers changed."""

from __future__ import annotations

import re

from garim.surrogate.port import Draw
from garim.surrogate.words import recase
from garim.values import Finding

EXAMPLES = (
    ("서울특별시 강남구 테헤란로 152, 12층", "서울특별시 강남구 테헤란로 152, 12층"),
    ("판교", "판교"),
    ("1420 Larkspur Avenue, Suite 300, Denver, CO 80202", "1420 Larkspur Avenue, Suite 300, Denver, CO 80202"),
    ("経堂 2-4-1", "経堂 2-4-1"),
)
_TOKEN = re.compile(r"\d+|[가-힣]+|[A-Za-z]+|[^\W\dA-Za-z가-힣_]+")
_ENDS = ("특별자치시", "특별자치도", "특별시", "광역시", "번길", "시", "도", "군", "구", "읍", "면", "동", "리", "로", "길", "가",
         "역", "빌딩", "타워", "아파트", "센터")  # fmt: skip
_STAY = frozenset("층 호 번지 지하 번 street st avenue ave road rd lane ln drive dr boulevard blvd suite ste floor fl apt unit"
                  " court ct place pl way square sq highway hwy north south east west n s e w po box".split())  # fmt: skip
_CJK = "松竹梅森林原野川山田島崎浜谷沢岡橋宮寺台町坂池泉"
_KANA = "アイカキサシタナニハマミヤラリ"


def _korean(draw: Draw, word: str) -> str:
    end = next((end for end in _ENDS if word.endswith(end) and len(word) > len(end)), "")
    return draw.word(word[: len(word) - len(end)]).hangul + end


def mint(draw: Draw, finding: Finding, surface: str) -> str:
    """Names coined token by token, so a street is the same street in every address."""
    dice = draw.dice(finding.entity)

    def token(match: re.Match[str]) -> str:
        word = match[0]
        if word.isdigit():
            return str(dice.below(9) + 1) + dice.digits(len(word) - 1)
        if word.lower() in _STAY or (len(word) <= 2 and word.isascii()):
            return word
        if "가" <= word[0] <= "힣":
            return _korean(draw, word)
        if word.isascii():
            return recase(draw.word(word.casefold()).latin, word)
        return "".join(dice.pick(_CJK if "一" <= c <= "鿿" else _KANA if "぀" <= c <= "ヿ" else _CJK) for c in word)

    return _TOKEN.sub(token, surface)
