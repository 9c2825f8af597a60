"""People: one persona for one person, in every part and script of the name (안하린, HARIN AN → 허지온, JION HEO).

A Korean persona is a surname and a given name that Koreans bear, each drawn by itself: so a given name alone, a surname before a
title and the romanised form are the same person whoever found them. Other names are drawn word for word, each with its Hangul
spelling. Titles beside the name are not in the span and stay.

Who shares a part of the name shares what stands for it, and nobody else does: 허 과장 of a reply is the 김 of whom 허 was said.
Common names go first, then rare ones, then such as are put together; only given names that run out even so are shared, and
then a reply's given name alone stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import groupby, islice

import garim.lang as lang
import garim.late as re
from garim.families._japanese import family_name, given_name, is_japanese, parted
from garim.families._port import SURNAME, TIGHT, TITLED, WORD, Dice, Draw, Family, Unit, as_it_stands, by_length, never
from garim.families._spelled import TOKEN, swapped
from garim.text.hangul import final_class, has_hangul, romanise, starts_with_vowel
from garim.text.romanise import alike
from garim.text.romanise import spellings as spellings_of
from garim.text.veto import is_word
from garim.values import Entry, Finding

# Surname and its usual Latin spelling. Those that stand alone as words (남, 이, 전, 주; Park, Song) are left out: a lone surname
# must be restorable wherever it stands before a title.
_SURNAMES = (
    "강 Kang 고 Ko 곽 Kwak 구 Koo 권 Kwon 길 Gil 김 Kim 노 Noh 류 Ryu 맹 Maeng 배 Bae 백 Baek 변 Byun 서 Seo 석 Seok"
    " 설 Seol 심 Shim 안 Ahn 양 Yang 엄 Eom 염 Yeom 오 Oh 유 Yoo 윤 Yoon 임 Lim 장 Jang 정 Jeong 조 Cho 지 Jee"
    " 진 Jin 차 Cha 채 Chae 최 Choi 추 Choo 탁 Tak 함 Hahm 허 Heo 황 Hwang"
).split()
SURNAMES = tuple(zip(_SURNAMES[::2], _SURNAMES[1::2], strict=True))
_RARER = "왕 Wang 봉 Bong 팽 Paeng 태 Tae 범 Beom 승 Seung 복 Bok 표 Pyo 마 Ma 우 Woo 홍 Hong 라 Ra".split()
"""For a scope in which those above do not do."""
_GIVEN = lang.words("given_names", "ko")
_LONE = tuple("건 결 국 규 람 률 린 민 별 봄 빈 산 석 선 솔 승 엽 완 욱 원 율 인 일 재 준 진 찬 철 필 현 혁 호 환 훈 휘".split())
"""Given names of one syllable."""
# Syllables for names that there are too few of, first and last.
_FIRST = (
    "가 건 규 근 나 다 단 도 라 로 루 리 민 바 벼 보 빈 산 서 선 세 소 수 슬 승 시 아 연 영 예 온 유 윤 은 이 인 재"
    " 정 제 주 준 지 진 찬 채 초 태 하 한 해 현 혜 호 화 효 희"
).split()
_LAST = (
    "결 겸 경 관 규 근 나 담 도 라 란 람 랑 래 령 로 록 루 률 름 리 린 림 민 별 봄 빈 빛 산 서 석 선 설 섭 성 솔 슬"
    " 승 아 안 연 열 영 예 오 온 욱 원 윤 율 은 음 인 일 임 재 조 주 준 중 진 찬 철 필 하 학 한 현 혁 형 호 환 후 훈 휘"
    " 희"
).split()
_COMPOUND = ("남궁", "황보", "제갈", "사공", "선우", "서문", "독고", "동방")
_LONE_U = re.compile(r"(?<![ey])u")
SYLLABLE = 4
"""Letters of one syllable at most."""
_ROMAN = lang.spellings("romanised_surnames", "ko")
_HANGUL_OF = {spelled: hangul for hangul, written in reversed(tuple(_ROMAN.items())) for spelled in written}
_LONG = frozenset(lang.words("long_surnames", "ko"))
_SINGLE = frozenset((*lang.words("surnames", "ko"), *lang.words("rare_surnames", "ko")))
_SYLLABLE = (
    "(?:kk|tt|pp|ss|sh|jj|ch|[bdghjkmnprstwy])?"
    "(?:yeo|you|yae|wae|ae|eo|eu|oo|ui|oe|ya|yo|yu|ye|wa|wo|we|wi|[aeiou])"
    # As short as it goes: Ha-min, not Ham-in.
    "(?:ng|[nmlkpt])??"
)
_KOREAN = re.compile(rf"{_SYLLABLE}[- ]?{_SYLLABLE}")
"""A given name of two Korean syllables in Latin letters."""
COMMON = 12
"""Names of a list that are tried: where many people are, those that are left are too few to look for."""
RARE = 32
"""Names that few people have: so many are put together before one is shared."""
_GIVEN_EN = (
    "Adair 아데어 Adrian 에이드리언 Alden 올든 Alexis 알렉시스 Anders 앤더스 Ansel 앤설 Arden 아든 Ariel 에리얼"
    " Aubrey 오브리 Averill 에이버릴 Bellamy 벨러미 Bergen 버겐 Blair 블레어 Brogan 브로건 Brynn 브린 Caelan 케일런"
    " Camden 캠든 Camryn 캠린 Carlin 칼린 Cassidy 캐시디 Corin 코린 Dallin 댈린 Damaris 다마리스 Delaney 딜레이니"
    " Devin 데빈 Edlyn 에들린 Elliot 엘리엇 Ellery 엘러리 Emerson 에머슨 Emlyn 엠린 Esme 에즈메 Evren 에브렌 Farrell 패럴"
    " Finley 핀리 Florian 플로리안 Gentry 젠트리 Greer 그리어 Hadley 해들리 Halden 홀든 Harlow 할로 Hollis 홀리스"
    " Ilan 일란 Imre 임레 Indira 인디라 Isaura 이사우라 Jalen 제일런 Jamie 제이미 Jensen 젠슨 Jocelyn 조슬린 Jorin 요린"
    " Kaelin 케일린 Keiran 키런 Kendal 켄들 Kerrin 케린 Lachlan 라클런 Laurel 로럴 Leighton 레이턴 Lennox 레녹스"
    " Linden 린든 Lorin 로린 Maren 마렌 Marlow 말로 Merritt 메릿 Micah 마이카 Mirelle 미렐 Nael 나엘 Nicola 니콜라"
    " Nolan 놀런 Oakley 오클리 Odell 오델 Orrin 오린 Paxton 팩스턴 Perrin 페린 Quillan 퀼런 Quincy 퀸시 Rayan 라얀"
    " Reagan 레이건 Remi 레미 Rhiannon 리애넌 Rielle 리엘 Rowan 로언 Rylan 라일런 Sable 세이블 Sasha 사샤 Selby 셀비"
    " Shiloh 샤일로 Sidney 시드니 Tamsin 탬신 Tatum 테이텀 Thelma 셀마 Torin 토린 Ulric 울릭 Umber 엄버 Vaughn 본"
    " Verity 베리티 Wendell 웬델 Willa 윌라 Winslow 윈즐로 Yael 야엘 Yarrow 얘로 Zadie 제이디 Zephyr 제퍼 Anika 아니카"
    " Ezra 에즈라 Odalys 오달리스 Imogen 이머전"
).split()
_FAMILY_EN = (
    "Abernathy 애버내시 Alcott 올컷 Aldridge 올드리지 Ambrose 앰브로즈 Ansley 앤슬리 Ardell 아델 Ashworth 애시워스"
    " Atwell 애트웰 Bancroft 뱅크로프트 Barlow 발로 Beckford 벡퍼드 Bellweather 벨웨더 Bexley 벡슬리 Birchall 버철"
    " Blakemore 블레이크모어 Brantley 브랜틀리 Bromwell 브롬웰 Burleigh 벌리 Calloway 캘러웨이 Carmody 카모디"
    " Chadwell 채드웰 Claybourne 클레이본 Colburn 콜번 Cordell 코델 Cranston 크랜스턴 Dalrymple 댈림플 Danforth 댄포스"
    " Delacroix 들라크루아 Denholm 데넘 Dunmore 던모어 Eastwick 이스트윅 Edgeworth 에지워스 Eldred 엘드레드"
    " Ellsworth 엘즈워스 Emberly 엠벌리 Everard 에버라드 Fairbairn 페어베언 Farnham 파넘 Fenwick 페닉 Fielding 필딩"
    " Gainsford 게인스퍼드 Garrick 개릭 Gladwell 글래드웰 Goodwyn 굿윈 Granville 그랜빌 Hadwin 해드윈 Halloran 핼로런"
    " Hargreave 하그리브 Hathersage 해더세이지 Haverford 해버퍼드 Holloway 홀러웨이 Huxtable 헉스터블 Iverson 아이버슨"
    " Ingleby 잉글비 Jardine 자딘 Jessop 제섭 Kempton 켐프턴 Kingsley 킹즐리 Kirkwood 커크우드 Lambourne 램번"
    " Langdon 랭던 Larkin 라킨 Latimer 래티머 Leighford 레이퍼드 Lindqvist 린드크비스트 Lockhart 로카트 Lonsdale 론즈데일"
    " Maddox 매덕스 Mallory 맬러리 Marchetti 마르케티 Mayfield 메이필드 Melbourne 멜번 Merriweather 메리웨더"
    " Montclair 몽클레어 Mowbray 모브레이 Newcombe 뉴컴 Norwell 노웰 Oakhurst 오크허스트 Ormond 오먼드 Osgood 오즈굿"
    " Palfrey 폴프리 Pemberton 펨버턴 Penhale 펜헤일 Prescott 프레스콧 Quennell 퀘넬 Radcliffe 래드클리프"
    " Ravenscroft 레이븐스크로프트 Redfern 레드펀 Rockwell 록웰 Rutherford 러더퍼드 Sedgwick 세지윅 Selwyn 셀윈"
    " Shelburne 셸번 Sinclair 싱클레어 Stanhope 스탠호프 Stockdale 스톡데일 Swinton 스윈턴 Tarleton 탈턴 Thackeray 새커리"
    " Thornbury 손버리 Tolliver 톨리버 Trevelyan 트레벨리언 Underhill 언더힐 Upshaw 업쇼 Vandermeer 밴더미어 Varnell 바넬"
    " Wadsworth 워즈워스 Wainwright 웨인라이트 Wetherby 웨더비 Whitlock 휘틀록 Winthrop 윈스럽 Wolcott 월컷"
    " Yardley 야들리 Yelverton 옐버턴 Zeller 젤러 Zimmerli 치멀리"
).split()
_GIVEN_LATIN, _FAMILY_LATIN = tuple(_GIVEN_EN[::2]), tuple(_FAMILY_EN[::2])
IN_HANGUL = dict(zip((*_GIVEN_LATIN, *_FAMILY_LATIN), (*_GIVEN_EN[1::2], *_FAMILY_EN[1::2]), strict=True))
"""How Korean writes them. Source: 외래어 표기법 (2017), as near as it goes."""
_CJK = "松竹森林原野川田島崎浜沢岡橋宮坂泉健誠明真直樹智美恵香陽翔悠蓮紗菜海斗和也"
_KANA = "アイカキサシタナニハマミヤラリ"
_ARABIC = ("نادر", "سليم", "رامي", "هالة", "ليان", "طارق", "مروان", "جمانة", "وليد", "شادي", "عبير", "ماجد")
_WORD = re.compile(r"[^\W\d_]+")
_VOWELS = re.compile(r"[aeiouy]+", re.IGNORECASE)
CROWDED, MOST_PARTS = 16, 4
"""So many names are put together of two, three and four others: a scope may have more people than these lists have names."""


@lru_cache(maxsize=64)
def _pool(words: tuple[str, ...], final: str, vowel: bool | None) -> tuple[str, ...]:
    """The words of one final class and, where it is asked, one first sound; all of them if there are none."""
    same = tuple(w for w in words if final_class(w) == final and vowel in (None, starts_with_vowel(w)))
    return same or tuple(w for w in words if final_class(w) == final) or words


_SURNAME_HANGUL = tuple(hangul for hangul, _ in SURNAMES)
_SURNAME_LATIN = {**dict(SURNAMES), **dict(zip(_RARER[::2], _RARER[1::2], strict=True))}
_OF_LATIN = {latin.lower(): hangul for hangul, latin in _SURNAME_LATIN.items()}


def _surname(draw: Draw, family: str) -> tuple[str, ...]:
    """The surname of everyone who has this one, and its Latin spelling."""
    return draw.own(f"surname\0{family}", ((new, latin_surname(new)) for new in _surnames(draw, family) if new != family))


def latin_surname(surname: str) -> str:
    """How a persona's surname is written in Latin letters."""
    return _SURNAME_LATIN.get(surname) or romanise(surname).capitalize()


@lru_cache(maxsize=256)
def _homes(number: int, final: str) -> Mapping[str, str]:
    """The frequent surnames that end alike, each with one that no other has: whoever comes first, in a chat and in a corpus."""
    dice, pool = Dice(number), [one for one in _SURNAME_HANGUL if final_class(one) == final]
    frequent = [one for one in lang.words("surnames", "ko") if final_class(one) == final][: len(pool)]
    for at in range(len(pool) - 1, 0, -1):
        other = dice.below(at + 1)
        pool[at], pool[other] = pool[other], pool[at]
    for at, one in enumerate(frequent):
        if pool[at] == one:  # nobody stands for himself
            pool[at], pool[at - 1] = pool[at - 1], pool[at]
    return {one: new for one, new in zip(frequent, pool, strict=False) if one != new}


def _surnames(draw: Draw, family: str) -> Iterator[str]:
    """Of a frequent surname its own, of others a rarer one, then all that are no words, then such as are put together of two."""
    dice, final = draw.dice(f"surname\0{family}"), final_class(family)
    if len(family) == 2:
        at = dice.below(6)
        yield from dict.fromkeys((*_COMPOUND[at:], *_COMPOUND))
    else:
        home = _homes(draw.number(f"surnames\0{final}"), final).get(family)
        yield from (home,) if home else ()
        for pool in (_RARER[::2], _SURNAME_HANGUL):
            yield from sorted(dice.around(pool), key=lambda one: final_class(one) != final)
    for first in dice.around(_SURNAME_HANGUL):
        for second in dice.around(_SURNAME_HANGUL):
            if first != second and not is_word("", first + second):
                yield first + second


def _given(draw: Draw, given: str) -> tuple[str, ...]:
    """The given name of everyone who has this one, of as many syllables, and its Latin spelling, by syllables."""
    return _named(draw, romanise(given), final_class(given), given)


def _named(draw: Draw, sound: str, final: str, given: str = "") -> tuple[str, ...]:
    """The same by how the original sounds, so that 하민 and Hamin are one; `given` says it in Hangul if it is known."""
    return draw.own(f"given\0{sound}", ((new, romanise(new), *_in_letters(new)) for new in _givens(draw, sound, final, given)))


def _givens(draw: Draw, sound: str, final: str, given: str) -> Iterator[str]:
    dice, size = draw.dice(f"given\0{sound}"), len(given) or 2
    if size < 3:
        common = _pool(_GIVEN if size == 2 else _LONE, final, None)
        yield from (new for new in islice(dice.around(common), COMMON) if romanise(new) != sound)
    last = _pool(tuple(_LAST), final, None)
    for _ in range(RARE):
        new = "".join((*(dice.pick(_FIRST) for _ in range(size - 1)), dice.pick(last)))
        if len(set(new)) == size and not is_word("", new) and new != given:
            yield new


def _parts(entity: str) -> tuple[str, str]:
    """Surname and given name of a Korean name without blanks."""
    real = 2 if entity[:2] in _LONG and len(entity) > 2 else 1
    return entity[:real], entity[real:]


@lru_cache(maxsize=4096)
def _by_syllables(given: str) -> tuple[tuple[str, ...], ...]:
    """A given name in Latin letters, syllable by syllable: as the rule has it and as people write it, do-hyeon and do-hyun."""
    said = tuple(map(romanise, given))
    return tuple(dict.fromkeys((said, tuple(map(_popular, said)))))


def _popular(syllable: str) -> str:
    """A syllable as people write it in their names: hyun, young, joon, woo, kyung."""
    closed = syllable[-1] not in "aeiou"
    if closed and "eo" in syllable:
        syllable = syllable.replace("yeong", "young").replace("eo", "u")
    elif _LONE_U.search(syllable):
        syllable = _LONE_U.sub("oo", syllable) if syllable[0] != "u" else "woo" + syllable[1:]
    return "k" + syllable[1:] if syllable[0] == "g" else syllable


def _in_letters(given: str) -> tuple[str, ...]:
    """What a given name in Hangul comes back as in Latin letters, where it is written as one word."""
    return tuple("".join(syllables) for syllables in _by_syllables(given)) if has_hangul(given) else ()


def _foreign(entity: str) -> bool:
    """Whether a name in Hangul is none that a Korean has: 프리양카 라구나단."""
    family, given = _parts("".join(entity.split()))
    return len(given) > (3 if len(family) == 2 else 2) or (len(given) > 1 and " " in entity and family not in _SINGLE | _LONG)


def _cut(finding: Finding, written: str) -> tuple[str, str]:
    """Which of a Korean name as it is written, without blanks, is the surname, and which is the given name."""
    entity = "".join(finding.entity.split())
    family, given = _parts(entity)
    if finding.part == "nick" or finding.part == "given" and (written == entity or not entity.endswith(written)):
        return "", written
    if written == family or finding.part == "family":
        return (written if len(written) < 3 else family), ""
    if written == entity or written.startswith(family) and not given.endswith(written):
        return family, written[len(family) :]
    return "", written


def _korean(draw: Draw, finding: Finding, surface: str) -> str:
    family, given = _cut(finding, "".join(surface.split()))
    new = _surname(draw, family)[0] if family else ""
    text = new + (_given(draw, given)[0] if given else "")
    gap = surface.find(" ")
    if gap > 0 and len(new) > len(family):
        gap += len(new) - len(family)
    return f"{text[:gap]} {text[gap:]}" if 0 < gap < len(text) else text


def _romanised(draw: Draw, finding: Finding, surface: str) -> str:
    """A Korean person's name in Latin letters, in the surface's order, joints and case."""
    family, own = _parts("".join(finding.entity.split()))
    words = _WORD.findall(surface)
    # A given name alone has no surname to cut off; one syllable alone is an English word too often: In, Won, Dam.
    alone = len(words) == 1 and len(own) == 1 and len(words[0]) > SYLLABLE
    latin, given = _surname(draw, family)[1], _given(draw, family + own if alone else own or family)[0]
    spellings = {*_ROMAN.get(family, ()), romanise(family)}
    if len(words) == 1 and finding.part == "initials":
        heads = "".join(romanise(syllable)[0] for syllable in given)
        for spelled in sorted(spellings, key=len, reverse=True):  # an account: both stay, or two letters would stand for it
            if len(words[0]) > len(spelled) and words[0].lower().endswith(spelled):
                return _WORD.sub(_case(heads + latin.lower(), words[0]), surface)
            if len(words[0]) > len(spelled) and words[0].lower().startswith(spelled):
                return _WORD.sub(_case(latin.lower() + heads, words[0]), surface)
    family_at = next((i for i, w in enumerate(words) if w.lower() in spellings), -1)
    if len(words) == 1 and finding.part not in ("family", "") or len(words) == 1 and len(words[0]) <= 1:
        family_at = -1
    return _spelled(surface, words, family_at, latin, given, initials=finding.part == "initials")


def _spelled(surface: str, words: list[str], family_at: int, latin: str, given: str, *, initials: bool = False) -> str:
    syllables = [romanise(s) for s in given]
    places = [i for i in range(len(words)) if i != family_at]
    new = [latin.lower()] * len(words)
    for nth, place in enumerate(places):
        share = syllables if len(places) == 1 else [syllables[min(nth, len(syllables) - 1)]]
        short = initials or len(words[place]) <= min(2, len(given)) and len(words) > 1
        new[place] = "".join(s[0] for s in share)[: len(words[place])] if short else "".join(share)
    fresh = iter(_case(n, w) for n, w in zip(new, words, strict=True))
    return _WORD.sub(lambda match: next(fresh), surface)


def _case(word: str, like: str) -> str:
    if like.isupper():
        return word.upper()
    return word.capitalize() if like[:1].isupper() else word


def korean_order(name: str) -> int:
    """Which of a Latin name's words is a Korean surname beside a Korean given name; -1 where it is no such name."""
    words = _WORD.findall(name)
    for at in (len(words) - 1, 0) if 1 < len(words) < 4 else ():
        given = " ".join(words[:at] if at else words[1:])
        if words[at].lower() in _HANGUL_OF and _KOREAN.fullmatch(given.lower()):
            return at
    return -1


def _koreanised(draw: Draw, finding: Finding, surface: str) -> str:
    """A Korean name of which nothing in Hangul is known."""
    at = korean_order(finding.entity)
    named = [word.lower() for word in _WORD.findall(finding.entity)]
    words = _WORD.findall(surface)
    latin = _surname(draw, _HANGUL_OF[named[at]])[1]
    sound = "".join(named[:at] if at else named[1:])
    family_at = next((i for i, w in enumerate(words) if w.lower() == named[at]), -1)
    return _spelled(surface, words, family_at, latin, _named(draw, sound, final_class(sound))[0])


def _name(draw: Draw, word: str, *, first: bool) -> tuple[str, ...]:
    """The word that stands for a word of a name in no Korean order; for a Latin one with its Hangul spelling."""
    return draw.own(f"word\0{word.casefold()}", _names(draw, word, first=first), "first" if first else "last")


def _names(draw: Draw, word: str, *, first: bool) -> Iterator[tuple[str, ...]]:
    dice = draw.dice(word.casefold())
    if "؀" <= word[0] <= "ۿ":
        yield from ((before + one,) for before in ("", "ال", "أبو", "بن") for one in dice.around(_ARABIC))
    elif not word.isascii() and word[0] > "⺀" and not has_hangul(word):
        for _ in range(RARE):
            yield ("".join(dice.pick(_KANA if "぀" <= c <= "ヿ" else _CJK) for c in word),)
    elif has_hangul(word):
        yield from ((one,) for one in _in_hangul(dice, word, _GIVEN_LATIN if first else _FAMILY_LATIN))
    else:
        yield from _in_latin(dice, word, _GIVEN_LATIN if first else _FAMILY_LATIN)


def _in_hangul(dice: Dice, word: str, pool: tuple[str, ...]) -> Iterator[str]:
    """A foreign name in Hangul: those as long and with the same end first."""
    size, final = max(2, len(word)), final_class(word)
    names = [IN_HANGUL[one] for one in pool]
    near = [one for one in names if abs(len(one) - size) < 2] or names
    alike = [one for one in near if final_class(one) == final]
    others = [one for one in near if one not in alike]
    yield from islice(dice.around(alike), COMMON)
    yield from islice(dice.around(others), COMMON)
    for more in range(1, MOST_PARTS):
        for _ in range(CROWDED):
            begins = [IN_HANGUL[dice.pick(pool)][: max(1, size - 2)] for _ in range(more)]
            yield "".join(begins) + dice.pick(alike or near)[-2:]


def _in_latin(dice: Dice, word: str, pool: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """A Latin name and its Hangul spelling: those that begin and end alike first."""
    final = final_class(word)
    own = word.capitalize()
    near = _pool(pool, final, starts_with_vowel(word))
    for names in (near, pool):
        yield from ((one, IN_HANGUL[one]) for one in islice(dice.around(names), COMMON) if one != own)
    ends = _pool(pool, final, None)
    for more in range(1, MOST_PARTS):
        for _ in range(CROWDED):
            begins, last = [dice.pick(pool) for _ in range(more)], dice.pick(ends)
            end, rest = last.lower(), last[len(_begin(last)) :]
            name = "".join(_begin(one) for one in begins).capitalize() + (rest if len(rest) > 2 else end)
            if not is_word(name.lower(), ""):
                yield name, "".join(IN_HANGUL[one][0] for one in begins) + IN_HANGUL[last][-2:]


def _begin(name: str) -> str:
    """A Latin name up to the end of its first vowels."""
    vowels = _VOWELS.search(name)
    return name[: vowels.end()] if vowels else name


def _other(draw: Draw, finding: Finding, surface: str) -> str:
    """A name of another script, word for word; an initial is the initial of the new word."""
    named = _WORD.findall(finding.entity)

    def first(place: int) -> bool:
        return place < max(1, len(named) - 1) and finding.part != "family"

    def word(match: re.Match[str]) -> str:
        met = match[0]
        if len(met) == 1 and surface[match.end() : match.end() + 1] in ("'", "’"):
            return met  # O'Dowd: it names nobody
        places = [i for i, n in enumerate(named) if n.casefold() == met.casefold()]
        if not places and has_hangul(met):
            # The same person in Hangul: the Latin word that sounds alike, and the Hangul spelling of what stands for it.
            places = [i for i, n in enumerate(named) if n.isascii() and alike(met, n)]
            if places:
                return _name(draw, named[places[0]], first=first(places[0]))[1]
        if not places and len(met) <= 2 and met.isascii():
            starts = [i for i, n in enumerate(named) if n[0].casefold() == met[0].casefold()]
            new = _name(draw, named[starts[0]], first=first(starts[0]))[0][0] if starts else draw.dice(met).pick("bdklmnprst")
            return _case(new, met)
        new = _name(draw, met, first=first(places[0] if places else 0))[0]
        return _case(new.lower() if met.islower() else new, met) if met.isascii() else new

    return _WORD.sub(word, surface)


def _japanese(draw: Draw, finding: Finding, surface: str) -> str:
    """A name in Chinese characters or kana: the family name stands first."""
    named, words = _WORD.findall(finding.entity), _WORD.findall(surface)
    if len(words) > 1:
        fresh = iter([family_name(draw, words[0]), *(given_name(draw, word) for word in words[1:])])
        return _WORD.sub(lambda _: next(fresh), surface)
    whole = "".join(named)
    if finding.part == "family" or len(named) > 1 and surface == named[0]:
        return family_name(draw, surface)
    if finding.part in ("given", "nick") or len(named) > 1 and surface in named:
        return given_name(draw, surface)
    if surface == whole and len(named) > 1:
        return family_name(draw, named[0]) + "".join(given_name(draw, word) for word in named[1:])
    family, given = parted(surface)
    return family_name(draw, family) + (given_name(draw, given) if given else "")


def _mixed(draw: Draw, finding: Finding, surface: str) -> str:
    """A surface in two scripts, run by run; what is glued to a Latin name in Hangul is no part of it."""
    named = finding.entity if finding.entity.isascii() else re.sub(r"[가-힣]+", " ", finding.entity).strip() or finding.entity
    out = ""
    for hangul, run in groupby(surface, key=has_hangul):
        piece = "".join(run)
        if hangul and piece in _PARTICLES or not any(c.isalpha() for c in piece):
            out += piece
        else:
            out += mint(draw, finding._replace(entity=piece if hangul else named, part="nick" if hangul else finding.part), piece)
    return out


_PARTICLES = frozenset((*lang.words("particles", "ko"), *lang.words("noun_endings", "ko"), *lang.words("suffixes", "ko")))


def is_full(entity: str) -> bool:
    """Whether a name is more than a given name or a surname."""
    if has_hangul(entity):
        family, given = _parts("".join(entity.split()))
        return family in _SINGLE | _LONG and 0 < len(given) < 4 and len(family) + len(given) > 2
    return len(_WORD.findall(entity)) > 1


def shorts(entity: str) -> tuple[str, str]:
    """The given name and the surname of a full name, Latin ones in lower case."""
    if has_hangul(entity):
        family, given = _parts("".join(entity.split()))
        return given, family
    words = [word.lower() for word in _WORD.findall(entity)]
    at = korean_order(entity)
    return (" ".join(words[1:]), words[0]) if at == 0 else (" ".join(words[:-1]), words[-1])


def given_spellings(entity: str) -> tuple[str, ...]:
    """How a full name's given name is written in Latin letters, the usual way first: hyeona, hyuna, hyona for 현아."""
    given = latin_of(entity)[0]
    more = spellings_of(shorts(entity)[0]) if has_hangul(entity) else ()
    return (given, *sorted(set(more) - {given}))


def latin_of(entity: str) -> tuple[str, tuple[str, ...]]:
    """A full name's given name in Latin letters, without joints, and the spellings of its surname, the usual one first."""
    given, family = shorts(entity)
    if has_hangul(entity):
        return romanise(given), tuple(dict.fromkeys((*_ROMAN.get(family, ()), romanise(family))))
    return given.replace(" ", ""), (family,)


def handles(entity: str, stand_in: str) -> Iterator[tuple[str, str]]:
    """What people are called in accounts, each with what stands for it: given name, surname, initials with either.

    Args:
        entity: A full name.
        stand_in: The stand-in of `given surname` in Latin letters.
    """
    given, families = latin_of(entity)
    *words, new_family = [word.lower() for word in _WORD.findall(stand_in)] or [""]
    if not words or not given.isascii():
        return
    new_given = "".join(words)
    heads, korean = _heads(entity, given), has_hangul(entity) or korean_order(entity) >= 0
    # A Korean given name shortens to the first letter of each syllable.
    new_heads = _initials(new_given) if korean else "".join(word[0] for word in words)
    for spelled in given_spellings(entity):
        yield spelled, new_given
        for family in families:
            yield spelled + family, new_given + new_family
            yield family + spelled, new_family + new_given
    for family in families:
        yield family, new_family
        for head, new in {(heads, new_heads), (given[0], new_given[0])}:
            yield head + family, new + new_family
            yield family + head, new_family + new


def _heads(entity: str, given: str) -> str:
    own = shorts(entity)[0]
    if has_hangul(entity):
        return "".join(romanise(syllable)[:1] for syllable in own)
    return _initials(given) if korean_order(entity) >= 0 else "".join(word[0] for word in own.split())


def _initials(given: str) -> str:
    """The first letters of a romanised given name's syllables."""
    found = re.fullmatch(rf"({_SYLLABLE})({_SYLLABLE})", given)
    return found[1][0] + found[2][0] if found else given[:1]


def pieces(surrogate: str) -> tuple[str, ...]:
    """The parts of a full name that are restored alone: the given name, and every longer Latin word."""
    if has_hangul(surrogate):
        return (surrogate[1:],) if len(surrogate) >= 3 else ()
    words = _WORD.findall(surrogate)
    return tuple(word for word in words if len(word) > 3) if len(words) > 1 else ()


def mint(draw: Draw, finding: Finding, surface: str) -> str:
    """The persona's name in the part, script, order and case of the surface."""
    hangul = has_hangul(surface)
    if surface.isascii() and surface.isalpha() and (known := draw.named(surface.lower())):
        return _case(known, surface)
    if hangul and re.search(r"[^\W\d_가-힣]", surface):
        return _mixed(draw, finding, surface)
    if is_japanese(surface) and is_japanese(finding.entity):
        return _japanese(draw, finding, surface)
    if has_hangul(finding.entity) and not (hangul and _foreign(finding.entity)):
        return (_korean if hangul else _romanised)(draw, finding, surface)
    if not hangul and finding.entity.isascii() and korean_order(finding.entity) >= 0:
        return _koreanised(draw, finding, surface)
    return _other(draw, finding, surface)


def is_short(part: str) -> bool:
    """Whether a part of a name is too short to be told wherever it stands: beside a title alone."""
    return len(part) < 2 or len(part) < 4 and part.isascii()


@lru_cache(maxsize=16384)
def held(entry: Entry) -> tuple[tuple[str, str], ...]:
    """Parts of names, as of `Draw.own`, that an entry's surrogate stands for, each with what stands for it there."""
    new, old = "".join(entry.surrogate.split()), "".join(entry.original.split())
    korean = has_hangul(entry.entity) and not _foreign(entry.entity)
    if korean and has_hangul(new) and not re.search(r"[^\W\d_가-힣]", new):
        part = entry.found.split(" ")[1:2]
        family, given = _cut(Finding(0, 0, "", "", entry.entity, "", part=part[0] if part != ["-"] and part else ""), old)
        size = len(new) - len(given)
        surname, own, rest = _key("surname", family), _key("given", romanise(given)), new[size:]
        latins = [(own, one) for one in (romanise(rest), *_in_letters(rest))]
        return _pairs((surname, new[:size]), (surname, latin_surname(new[:size])), (own, rest), *latins)
    olds, news = TOKEN.findall(entry.original), TOKEN.findall(entry.surrogate)
    if len(olds) != len(news):
        return ()
    at = -1 if korean else korean_order(entry.entity) if entry.entity.isascii() else -1
    if entry.surrogate.isascii() and (korean or at >= 0):
        latin = [word.lower() for word in news]
        lasts = [n for n, word in enumerate(latin) if word in _OF_LATIN] if len(news) > 1 else []
        family = _parts("".join(entry.entity.split()))[0] if korean else _HANGUL_OF[_WORD.findall(entry.entity)[at].lower()]
        sound = romanise(shorts(entry.entity)[0]).replace(" ", "")
        rest = "".join(word for n, word in enumerate(latin) if n not in lasts[:1])
        surname = _OF_LATIN[latin[lasts[0]]] if lasts else ""
        spelled = (f"given\0{sound}", rest if len(rest) > SYLLABLE else "")
        return _pairs((f"surname\0{family}", surname), (f"surname\0{family}", latin_surname(surname) if surname else ""), spelled)
    if is_japanese(old) and is_japanese(new) and len(old) == len(new) and len(olds) == 1:
        size = len(parted(old)[0])
        return _pairs((f"surname\0{old[:size]}", new[:size]), (f"given\0{old[size:]}", new[size:]))
    return _pairs(*((f"word\0{was.casefold()}", now) for was, now in zip(olds, news, strict=True) if len(now) > 2))


def _key(kind: str, part: str) -> str:
    return f"{kind}\0{part}" if part else ""


def _pairs(*pairs: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(pair for pair in pairs if all(pair))  # what is not there stands for nothing


def spellings(entry: Entry) -> Iterator[tuple[str, Unit]]:
    """Separators swapped, a given name or surname alone, names turned round."""
    yield from swapped(entry, person=True)
    new, old = entry.surrogate, entry.original
    if has_hangul(new):
        yield from _korean_parts(entry)
        return
    if is_japanese(new) and is_japanese(old) and len(old) == len(new) and _is_whole(entry) and _WORD.fullmatch(old):
        size = len(parted(old)[0])
        yield new[:size], Unit(old[:size], "", SURNAME, lone=True)
    names, originals = TOKEN.findall(new), TOKEN.findall(old)
    if len(names) != len(originals) or len(names) < 2:
        return
    for name, original in zip(names, originals, strict=True):
        if name.isascii() and len(name) > 1:
            yield name, Unit(original, "", TITLED if is_short(name) else WORD, True, lone=True)
    for swap in (" ", "-", "_", ".", "", ", "):
        yield swap.join(names[::-1]), Unit(swap.join(originals[::-1]), "", WORD, True, solid=not swap)


def _is_whole(entry: Entry) -> bool:
    """Whether the name is a full one, of two characters only where it was found as that."""
    return len(entry.original) > 2 or len(entry.original) == 2 and entry.found.split(" ")[1:2] == ["full"]


def _korean_parts(entry: Entry) -> Iterator[tuple[str, Unit]]:
    """The given name and the surname of a full name in Hangul: only a surname ever grew by a syllable."""
    new, old = entry.surrogate, entry.original
    family, given = _parts(old)
    size = len(new) - len(given)
    if not _is_whole(entry) or not given or " " in new + old or not 0 < size < len(new) or _foreign(old):
        return
    if len(given) > 1:
        yield new[size:], Unit(given, "", TIGHT, lone=True)
    yield new[:size], Unit(family, "", SURNAME, lone=True)
    yield from _in_latin_letters(new[:size], new[size:], family, given)


def _in_latin_letters(new_family: str, new: str, family: str, given: str) -> Iterator[tuple[str, Unit]]:
    """A Korean name as a reply in English writes it, each way with the original written the same way: Kim Dohyun, Do-hyun Kim,
    the given name alone where it is no word, Mr. Kim."""
    surname = next(iter(_ROMAN.get(family, ())), romanise(family)).capitalize()
    families = dict.fromkeys((latin_surname(new_family).lower(), romanise(new_family)))
    said = [romanise(syllable) for syllable in given]
    for joint in ("", "-", " ") if len(new) > 1 else ("",):
        own = joint.join(said).title() if joint == " " else joint.join(said).capitalize()
        for syllables in _by_syllables(new):
            name = joint.join(syllables)
            for one in families:
                yield f"{one} {name}", Unit(f"{surname} {own}", "", WORD, True, lone=True)
                yield f"{name} {one}", Unit(f"{own} {surname}", "", WORD, True, lone=True)
            if joint != " " and len(name) > SYLLABLE and not is_word(name, ""):
                yield name, Unit(own, "", WORD, True, lone=True)
    for one in families:
        if len(one) > 1:  # O of O'Dowd is no surname
            yield one, Unit(surname, "", TITLED, True, lone=True)


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
        ("森田健太郎", "森田健太郎"),
        ("タナカ ケンイチ", "タナカ ケンイチ"),
        ("سارة حداد", "سارة حداد"),
    ),
    pieces=pieces,
)
