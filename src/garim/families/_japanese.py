"""Stand-ins in Japanese prose: coined words in katakana, people with names that people there bear.

Source of the names: Meiji Yasuda Life, surveys of family names (2018) and of given names; none of the ten most frequent.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import garim.late as re
from garim.families._port import Draw
from garim.text.hangul import has_hangul

_LETTER = re.compile(r"[ぁ-ゖァ-ヺ一-鿿々]")
_SYLLABLE = re.compile("([bdghjkmnprst]?)([aeiou])([nml](?![aeiou]))?")
_ROWS = {
    "": "アイウエオ", "b": "バビブベボ", "g": "ガギグゲゴ", "h": "ハヒフヘホ", "k": "カキクケコ", "m": "マミムメモ",
    "n": "ナニヌネノ", "p": "パピプペポ", "r": "ラリルレロ", "s": "サシスセソ",
    "d": ("ダ", "ディ", "ドゥ", "デ", "ド"), "t": ("タ", "ティ", "トゥ", "テ", "ト"), "j": ("ジャ", "ジ", "ジュ", "ジェ", "ジョ"),
}  # fmt: skip
"""Onset → the syllables with a, i, u, e, o."""
_CODAS = {"n": "ン", "m": "ム", "l": "ル", None: ""}
_SURNAMES = (
    "森 原 東 辻 関 岡 堀 星 谷 菅 島 柳 石川 前田 岡田 藤田 後藤 近藤 村上 遠藤 青木 坂本 福田"
    " 太田 西村 藤井 岡本 三浦 松田 中川 中野 原田 小野 田村 竹内 和田 中山 石田 上田 森田 小島 柴田"
    " 酒井 横山 宮崎 宮本 内田 高木 谷口 安藤 丸山 今井 大野 高田 菅原 河野 武田 藤本 上野 杉山 村田"
    " 増田 小川 平野 大塚 桜井 野村 木下 松尾 野口 菊地 長谷川 五十嵐 大久保 小笠原 久保田 小野寺"
).split()
_SURNAMES_KANA = (
    "モリ ハラ ホリ イシカワ マエダ オカダ フジタ ゴトウ コンドウ ムラカミ エンドウ アオキ サカモト"
    " フクダ ニシムラ フジイ オカモト ミウラ マツダ ナカガワ ハラダ タムラ タケウチ ナカヤマ ウエダ モリタ"
    " シバタ サカイ ヨコヤマ ミヤモト ウチダ タカギ マルヤマ"
).split()
_GIVEN = (
    "健 誠 翔 蓮 葵 凛 学 剛 健太 大輔 直樹 翔太 拓也 和也 誠司 浩二 達也 雄介 亮太 俊介 美咲"
    " 由美 陽子 千尋 真央 彩香 結衣 麻衣 恵子 裕子 智子 直美 優子 慎太郎 健太郎 由美子 真由美 久美子"
    " 絵里子"
).split()
_GIVEN_KANA = (
    "ケンタ ダイスケ ナオキ ショウタ タクヤ カズヤ セイジ タツヤ ユウスケ ミサキ ユミ ヨウコ チヒロ マオ アヤカ ユイ マイ".split()
)
_ONE = frozenset("林森原東南北西辻関岡堀星谷菅島柳泉")
"""Family names of one character."""
_SECOND = frozenset("田川山本村野原島崎井上藤谷橋木口沢部中岡尾池")
"""With which family names of two characters end."""
_RARE = 64
"""Names that few people have: so many are put together before one is shared."""
_KANJI = "松竹森林原野川田山島崎浜沢岡橋宮坂泉健誠明真直樹智美恵香陽翔悠蓮紗菜海斗和也"
_KANA = "アイカキサシタナニハマミヤラリ"


def is_japanese(text: str) -> bool:
    """Whether a text is written in kana or in characters that Japanese writes, and in no Hangul."""
    if text.isascii() or has_hangul(text) or not _LETTER.search(text):
        return False
    try:
        text.encode("cp932")
    except UnicodeEncodeError:
        return False  # simplified characters: Chinese
    return True


def katakana(latin: str) -> str:
    """A coined word's spelling in katakana.

    Args:
        latin: Its Latin spelling, of open syllables and such that end in n, m or l.
    """
    return "".join(_ROWS[onset]["aiueo".index(vowel)] + _CODAS[coda or None] for onset, vowel, coda in _SYLLABLE.findall(latin))


def parted(name: str) -> tuple[str, str]:
    """Family name and given name of a full name without a blank."""
    if name[:3] in _SURNAMES and len(name) > 3:
        size = 3
    elif len(name) < 3:
        size = 1
    else:
        size = 1 if name[0] in _ONE and name[:2] not in _SURNAMES and name[1] not in _SECOND else 2
    return name[:size], name[size:]


def family_name(draw: Draw, name: str) -> str:
    """The family name of everyone who has this one: as long as it is where it is written in Chinese characters."""
    return _name(draw, "surname", name, _SURNAMES_KANA if _is_kana(name) else _SURNAMES)


def given_name(draw: Draw, name: str) -> str:
    """The given name of everyone who has this one."""
    return _name(draw, "given", name, _GIVEN_KANA if _is_kana(name) else _GIVEN)


def _name(draw: Draw, what: str, name: str, pool: Sequence[str]) -> str:
    return draw.own(f"{what}\0{name}", ((one,) for one in _names(draw, what, name, pool)))[0]


def _names(draw: Draw, what: str, name: str, pool: Sequence[str]) -> Iterator[str]:
    """Names that people bear, then such as few people have."""
    dice = draw.dice(f"{what}\0{name}")
    yield from dice.around([one for one in pool if one != name and (_is_kana(name) or len(one) == len(name))])
    for _ in range(_RARE):
        yield "".join(dice.pick(_KANA if _is_kana(c) else _KANJI) for c in name)


def _is_kana(text: str) -> bool:
    return "぀" <= text[0] <= "ヿ"
