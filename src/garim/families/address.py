"""Postal addresses and places: coined names, the words that say what they are (로, 동, Street) kept, numbers changed."""

from __future__ import annotations

import garim.late as re
from garim.families._port import Dice, Draw, Family, as_it_stands, by_length, never
from garim.families._spelled import swapped
from garim.families.stem import place
from garim.text.words import recase
from garim.values import Finding

_TOKEN = re.compile(r"\d+(?:st|nd|rd|th)?(?![A-Za-z])|\d+|[가-힣]+|[A-Za-zÀ-ɏ]+|[^\W\dA-Za-zÀ-ɏ가-힣_]+")
_ENDS = tuple(
    "특별자치시 특별자치도 특별시 광역시 번길 대로 역로 마을 시 도 군 구 읍 면 동 리 로 길 가 역 빌딩 타워 아파트 센터".split()
)
_STAY = frozenset(
    "층 호 번지 지하 번 번길 단지 차 street st avenue ave road rd lane ln drive dr boulevard blvd suite ste floor fl apt "
    "apartment unit flat room rm"
    " building bldg court ct place pl way square sq highway hwy north south east west n s e w po box parkway pkwy terrace "
    "ter crescent"
    " cres close gardens grove mews row hill walk parade pde circle cir trail plaza pike cottage house farm estate "
    "industrial rue boulevard bd"
    " chemin allée impasse quai bis des del della dei los las via viale piazza corso calle avda avenida plaza paseo paso int "
    "app bât izq dcha"
    " cedex daero beon gil chome usa uk canada australia france italia italy españa spain deutschland germany österreich "
    "austria schweiz"
    " switzerland nederland netherlands sverige sweden norge norway danmark denmark suomi finland korea japan kingdom united "
    "states".split()
)
_SUFFIX = re.compile(
    r".(straße|strasse|str|gasse|allee|weg|platz|damm|ufer|ring|markt|laan|straat|gracht|kade|gatan|gata|vägen|gade|vej|"
    r"veien|katu)$",
    re.I,
)
# Korean digits that end alike, so that a particle behind the number still agrees: 일 칠 팔, 영 삼 육, 이 사 오 구.
_SOUNDS = ("178", "036", "2459")
_HANGUL = re.compile("[가-힣]")
_KEPT = frozenset("都道府県市区郡町村丁目番地号室階")
_CJK = "松竹梅森林原野川山田島崎浜谷沢岡橋宮寺台町坂池泉"
_KANA = "アイカキサシタナニハマミヤラリ"


def _korean(draw: Draw, word: str) -> str:
    if word in _ENDS:
        return word
    end = next((end for end in _ENDS if word.endswith(end) and len(word) > len(end)), "")
    return place(draw, word[: len(word) - len(end)]) + end


def mint(draw: Draw, finding: Finding, surface: str) -> str:
    """Names coined token by token, so a street is the same street in every address."""
    dice = draw.dice(finding.entity)

    def token(match: re.Match[str]) -> str:
        word = match[0]
        if word[0].isdigit():
            return _number(dice, word)
        if word.lower() in _STAY or (len(word) <= 2 and word.isascii()) or word in "ºª":
            return word
        if "가" <= word[0] <= "힣":
            return _korean(draw, word)
        if word[0] < "ɐ":
            kept = _SUFFIX.search(word)
            stem = word[: kept.start(1)] if kept else word
            return recase(draw.word(stem.casefold()).latin, stem) + word[len(stem) :]
        return "".join(c if c in _KEPT else dice.pick(_KANA if "぀" <= c <= "ヿ" else _CJK) for c in word)

    hidden = _TOKEN.sub(token, surface)
    last = next((digits for digits in _SOUNDS if surface[-1] in digits), "")
    return hidden[:-1] + dice.pick(last) if last and hidden[-1].isdigit() and _HANGUL.search(surface) else hidden


def _number(dice: Dice, word: str) -> str:
    """As many digits; an ordinal keeps a fitting end."""
    digits = word.rstrip("stndrh")
    new = str(dice.below(9) + 1) + dice.digits(len(digits) - 1)
    if digits == word:
        return new
    return new + ("th" if new[-2:-1] == "1" else {"1": "st", "2": "nd", "3": "rd"}.get(new[-1], "th"))


FAMILY = Family(
    name="address",
    canonical=as_it_stands,
    mint=mint,
    spellings=swapped,
    edges=by_length,
    styled=False,
    strict=never,
    label=("address", "주소"),
    plain=("an address", "주소"),
    examples=(
        ("서울특별시 강남구 테헤란로 152, 12층", "서울특별시 강남구 테헤란로 152, 12층"),
        ("판교", "판교"),
        ("1420 Larkspur Avenue, Suite 300, Denver, CO 80202", "1420 Larkspur Avenue, Suite 300, Denver, CO 80202"),
        ("経堂 2-4-1", "経堂 2-4-1"),
    ),
)
