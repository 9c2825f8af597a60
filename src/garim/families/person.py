"""People: one persona for one person, in every part and script of the name (안하린, HARIN AN → 허지온, JION HEO).

A Korean persona is a surname and given-name syllables, each with its Latin spelling; another is word for word: the same
name word gets the same new word. Titles beside the name are not in the span and stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import garim.lang as lang
from garim.families._port import SURNAME, TIGHT, WORD, Draw, Family, Unit, as_it_stands, by_length, never
from garim.families._spelled import TOKEN, swapped
from garim.text.hangul import final_class, has_hangul, romanise, starts_with_vowel
from garim.text.veto import is_word
from garim.values import Entry, Finding

# Surname and its usual Latin spelling. Those that stand alone as words (남, 이, 전, 주, 나 …) are left out: a lone
# surname must be restorable wherever it stands before a title.
_SURNAMES = (
    "곽 Kwak 권 Kwon 노 Noh 류 Ryu 맹 Maeng 변 Byun 봉 Bong 석 Seok 설 Seol 길 Gil 심 Shim 염 Yeom 탁 Tak 편 Pyeon"
    " 함 Hahm 허 Heo 홍 Hong 황 Hwang 채 Chae 추 Choo 라 Rah 서 Seo 성 Seong 엄 Eom 여 Yeo 유 Yoo 윤 Yoon 임 Lim 장"
    " Jang 지 Jee 최 Choi 경 Kyung 김 Kim 표 Pyo 필 Phil 옥 Ohk 은 Eun 용 Yong 피 Pee 견 Kyeon 음 Eum"
).split()
SURNAMES = tuple(zip(_SURNAMES[::2], _SURNAMES[1::2], strict=True))
# Syllables of given names, not gendered, first and last; the last are ordered by final class when picked.
_FIRST = (
    "가 건 규 근 나 다 단 도 라 로 루 리 민 바 벼 보 빈 산 서 선 세 소 수 슬 승 시 아 연 영 예 온 유 윤 은 이 인 재"
    " 정 제 주 준 지 진 찬 채 초 태 하 한 해 현 혜 호 화 효 희"
).split()
_LAST = (
    "결 겸 경 관 규 근 나 담 도 라 란 람 랑 래 령 로 록 루 률 름 리 린 림 민 별 봄 빈 빛 산 서 석 선 설 섭 성 솔 슬"
    " 승 아 안 연 열 영 예 오 온 욱 원 윤 율 은 음 인 일 임 재 조 주 준 진 찬 철 필 하 학 한 현 혁 형 호 환 후 훈 휘"
    " 희"
).split()
_COMPOUND = ("남궁", "황보", "제갈", "사공", "선우", "서문", "독고", "동방")
_ROMAN = lang.spellings("romanised_surnames", "ko")
_LONG = frozenset(lang.words("long_surnames", "ko"))
_GIVEN = tuple(
    "Adair Adrian Alden Alexis Anders Ansel Arden Ariel Aubrey Averill Bellamy Bergen Blair Brogan Brynn Caelan Camden Camryn"
    " Carlin Cassidy Corin Dallin Damaris Delaney Devin Edlyn Elliot Ellery Emerson Emlyn Esme Evren Farrell Finley Florian"
    " Gentry Greer Hadley Halden Harlow Hollis Ilan Imre Indira Isaura Jalen Jamie Jensen Jocelyn Jorin Kaelin Keiran Kendal"
    " Kerrin Lachlan Laurel Leighton Lennox Linden Lorin Maren Marlow Merritt Micah Mirelle Nael Nicola Nolan Oakley Odell"
    " Orrin Paxton Perrin Quillan Quincy Rayan Reagan Remi Rhiannon Rielle Rowan Rylan Sable Sasha Selby Shiloh Sidney Tamsin"
    " Tatum Thelma Torin Ulric Umber Vaughn Verity Wendell Willa Winslow Yael Yarrow Zadie Zephyr Anika Ezra Odalys"
    " Imogen".split()
)
_FAMILY = tuple(
    "Abernathy Alcott Aldridge Ambrose Ansley Ardell Ashworth Atwell Bancroft Barlow Beckford Bellweather Bexley Birchall"
    " Blakemore Brantley Bromwell Burleigh Calloway Carmody Chadwell Claybourne Colburn Cordell Cranston Dalrymple Danforth"
    " Delacroix Denholm Dunmore Eastwick Edgeworth Eldred Ellsworth Emberly Everard Fairbairn Farnham Fenwick Fielding Gainsford"
    " Garrick Gladwell Goodwyn Granville Hadwin Halloran Hargreave Hathersage Haverford Holloway Huxtable Iverson Ingleby Jardine"
    " Jessop Kempton Kingsley Kirkwood Lambourne Langdon Larkin Latimer Leighford Lindqvist Lockhart Lonsdale Maddox Mallory"
    " Marchetti Mayfield Melbourne Merriweather Montclair Mowbray Newcombe Norwell Oakhurst Ormond Osgood Palfrey Pemberton"
    " Penhale Prescott Quennell Radcliffe Ravenscroft Redfern Rockwell Rutherford Sedgwick Selwyn Shelburne Sinclair Stanhope"
    " Stockdale Swinton Tarleton Thackeray Thornbury Tolliver Trevelyan Underhill Upshaw Vandermeer Varnell Wadsworth Wainwright"
    " Wetherby Whitlock Winthrop Wolcott Yardley Yelverton Zeller Zimmerli".split()
)
_CJK = "松竹森林原野川田島崎浜沢岡橋宮坂泉健誠明真直樹智美恵香陽翔悠蓮紗菜海斗和也"
_KANA = "アイカキサシタナニハマミヤラリ"
_ARABIC = ("نادر", "سليم", "رامي", "هالة", "ليان", "طارق", "مروان", "جمانة", "وليد", "شادي", "عبير", "ماجد")
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=64)
def _pool(words: tuple[str, ...], final: str, vowel: bool | None) -> tuple[str, ...]:
    """The words of one final class and, where it is asked, one first sound; all of them if there are none."""
    same = tuple(w for w in words if final_class(w) == final and vowel in (None, starts_with_vowel(w)))
    return same or tuple(w for w in words if final_class(w) == final) or words


def _persona(draw: Draw, entity: str) -> tuple[str, str, tuple[str, ...]]:
    """Surname, its Latin spelling, given-name syllables; as many syllables as the original has."""
    real = 2 if entity[:2] in _LONG and len(entity) > 2 else 1
    dice = draw.dice(entity)
    names = tuple(h for h, _ in SURNAMES if h != entity[0])
    family = dice.pick(_pool(names, final_class(entity[:real]), starts_with_vowel(entity[0])))
    latin = dict(SURNAMES)[family]
    if real == 2:
        family, latin = next((c, romanise(c).capitalize()) for c in _COMPOUND[dice.below(6) :] if c != entity[:2])
    count = max(1, len(entity) - real)
    last = _pool(tuple(_LAST), final_class(entity[-1]), None)
    for _ in range(32):
        given = (*(dice.pick(_FIRST) for _ in range(count - 1)), dice.pick(last))
        if len({family, *given}) == count + 1 and not is_word("", "".join(given)) and "".join(given) not in entity:
            break
    return family, latin, given


def _korean(draw: Draw, finding: Finding, surface: str) -> str:
    entity = "".join(finding.entity.split())
    family, _, given = _persona(draw, entity)
    real = len(family)
    written = "".join(surface.split())
    # A name in Hangul of someone whose own name is written in another script has a length of its own.
    if finding.part == "nick" or not has_hangul(entity):
        dice = draw.dice(f"{entity}\0{written}")
        last = _pool(tuple(_LAST), final_class(written), None)
        return "".join(dice.pick(_FIRST) for _ in written[:-1]) + dice.pick(last)
    if written == entity[:real] or finding.part == "family":
        text = family
    elif written == entity or written.startswith(entity[:real]) and len(written) > real:
        text = family + "".join(given)
    else:
        text = "".join(given)
    if len(text) != len(written):
        return _korean(draw, finding._replace(part="nick"), surface)
    gap = surface.find(" ")
    return f"{text[:gap]} {text[gap:]}" if 0 < gap < len(text) else text


def _romanised(draw: Draw, finding: Finding, surface: str) -> str:
    """A Korean person's name in Latin letters, in the surface's order, joints and case."""
    entity = "".join(finding.entity.split())
    _, latin, given = _persona(draw, entity)
    real = 2 if entity[:2] in _LONG and len(entity) > 2 else 1
    spellings = {*_ROMAN.get(entity[:real], ()), romanise(entity[:real])}
    words = _WORD.findall(surface)
    syllables = [romanise(s) for s in given]
    family_at = next((i for i, w in enumerate(words) if w.lower() in spellings), -1)
    if len(words) == 1 and finding.part not in ("family", "") or len(words) == 1 and len(words[0]) <= 1:
        family_at = -1
    places = [i for i in range(len(words)) if i != family_at]
    new = [latin.lower()] * len(words)
    for nth, place in enumerate(places):
        share = syllables if len(places) == 1 else [syllables[min(nth, len(syllables) - 1)]]
        short = finding.part == "initials" or len(words[place]) <= min(2, len(given)) and len(words) > 1
        new[place] = "".join(s[0] for s in share)[: len(words[place])] if short else "".join(share)
    fresh = iter(_case(n, w) for n, w in zip(new, words, strict=True))
    return _WORD.sub(lambda match: next(fresh), surface)


def _case(word: str, like: str) -> str:
    if like.isupper():
        return word.upper()
    return word.capitalize() if like[:1].isupper() else word


def _other(draw: Draw, finding: Finding, surface: str) -> str:
    """A name of another script, word for word; an initial is the initial of the new word."""
    named = _WORD.findall(finding.entity)

    def name(word: str, place: int) -> str:
        dice = draw.dice(word.casefold())
        if "؀" <= word[0] <= "ۿ":
            return dice.pick(_ARABIC)
        if has_hangul(word):
            return draw.word(word).hangul
        if not word.isascii() and word[0] > "⺀":
            return "".join(dice.pick(_KANA if "぀" <= c <= "ヿ" else _CJK) for c in word)
        pool = _GIVEN if place < max(1, len(named) - 1) and finding.part != "family" else _FAMILY
        others = tuple(p for p in _pool(pool, final_class(word), starts_with_vowel(word)) if p.lower() != word.lower())
        return dice.pick(others or pool)

    def word(match: re.Match[str]) -> str:
        met = match[0]
        places = [i for i, n in enumerate(named) if n.casefold() == met.casefold()]
        if not places and len(met) <= 2 and met.isascii():
            starts = [i for i, n in enumerate(named) if n[0].casefold() == met[0].casefold()]
            return _case(name(named[starts[0]], starts[0])[0] if starts else draw.dice(met).pick("bdklmnprst"), met)
        new = name(met, places[0] if places else 0)
        return _case(new.lower() if met.islower() else new, met) if met.isascii() else new

    return _WORD.sub(word, surface)


def pieces(surrogate: str) -> tuple[str, ...]:
    """The parts of a full name that are restored alone: the given name, and every longer Latin word."""
    if has_hangul(surrogate):
        return (surrogate[1:],) if len(surrogate) >= 3 else ()
    words = _WORD.findall(surrogate)
    return tuple(word for word in words if len(word) > 3) if len(words) > 1 else ()


def mint(draw: Draw, finding: Finding, surface: str) -> str:
    """The persona's name in the part, script, order and case of the surface."""
    if has_hangul(finding.entity):
        return (_korean if has_hangul(surface) else _romanised)(draw, finding, surface)
    return _other(draw, finding, surface)


def spellings(entry: Entry) -> Iterator[tuple[str, Unit]]:
    """Separators swapped, a given name or surname alone, names turned round."""
    yield from swapped(entry, person=True)
    new, old = entry.surrogate, entry.original
    if has_hangul(new):
        if len(new) >= 3 and len(old) >= 3 and " " not in new + old:
            yield new[1:], Unit(old[1:], "", TIGHT)
            yield new[:1], Unit(old[:1], "", SURNAME)
        return
    names, originals = TOKEN.findall(new), TOKEN.findall(old)
    if len(names) != len(originals) or len(names) < 2:
        return
    for name, original in zip(names, originals, strict=True):
        if len(name) > 3 and name.isascii():
            yield name, Unit(original, "", WORD, True)
    for swap in (" ", "-", "_", ".", "", ", "):
        yield swap.join(names[::-1]), Unit(swap.join(originals[::-1]), "", WORD, True, solid=not swap)


def edges(surrogate: str) -> int:
    """A lone character is a surname, which stands before a title."""
    return SURNAME if len(surrogate) == 1 else by_length(surrogate)


FAMILY = Family(
    name="person",
    canonical=as_it_stands,
    mint=mint,
    spellings=spellings,
    edges=edges,
    styled=True,
    strict=never,
    label=None,
    plain=("a person", "담당자"),
    examples=(
        ("안하린", "안하린"),
        ("안하린", "하린"),
        ("안하린", "Ahn Ha-rin"),
        ("안하린", "HARIN AN"),
        ("안하린", "hr.ahn"),
        ("남궁하늘", "남궁하늘"),
        ("Olivia Marsh", "Olivia Marsh"),
        ("Olivia Marsh", "O. Marsh"),
        ("Olivia Marsh", "marsh"),
        ("山口健", "山口健"),
        ("سارة حداد", "سارة حداد"),
    ),
    pieces=pieces,
)
