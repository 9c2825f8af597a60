"""Car plates: digits to digits, letters to letters; the Korean use letter stays one that plates carry.

Source: 자동차 등록번호판 등의 기준에 관한 고시 (use letters of private cars).
"""

from __future__ import annotations

from garim.families._port import Draw, Family, as_it_stands, never, not_digits
from garim.families._spelled import groups, regrouped
from garim.values import Finding

_USE = "가나다라마거너더러머버서어저고노도로모보소오조구누두루무부수우주"
_KANA = "あいうえかきくけこさすせそたちつてとなにぬねのはひふほまみむめもやゆよらりるろ"
_REGIONS = frozenset("서울 부산 대구 인천 광주 대전 울산 경기 강원 충북 충남 전북 전남 경북 경남 제주".split())


def mint(draw: Draw, finding: Finding, surface: str) -> str:
    """The same shape with new digits and letters; a region in front stays."""
    dice = draw.dice(finding.entity)
    kept = 2 if surface[:2] in _REGIONS else 0
    out = [surface[:kept]]
    for c in surface[kept:]:
        if c.isdigit():
            c = dice.digits(1)
        elif c.isascii() and c.isalpha():
            c = dice.pick("ABCDEFGHJKLMNPRSTUVWXYZ" if c.isupper() else "abcdefghjkmnprstuvwxyz")
        elif "ぁ" <= c <= "ん":
            c = dice.pick(_KANA)
        elif "가" <= c <= "힣":
            c = dice.pick(_USE)
        out.append(c)
    return "".join(out)


FAMILY = Family(
    name="plate",
    canonical=as_it_stands,
    mint=mint,
    spellings=regrouped,
    edges=not_digits,
    styled=False,
    strict=never,
    label=("car plate", "차량번호"),
    plain=("a car plate", "차량번호"),
    examples=(("12가3456", "12가 3456"), ("서울34나5678", "서울 34 나 5678"), ("8XKR214", "8XKR214")),
    pieces=groups,
)
