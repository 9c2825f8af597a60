"""People: one persona for one person, in every part and script of the name (안하린, HARIN AN → 허지온, JION HEO).

A Korean persona is a surname and a given name that Koreans bear, each drawn by itself: so a given name alone, a surname before a
title and the romanised form are the same person whoever found them. Other names are drawn word for word, each with its Hangul
spelling. Titles beside the name are not in the span and stay.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

import garim.lang as lang
import garim.late as re
from garim.families._japanese import family_name, given_name, is_japanese, parted
from garim.families._port import SURNAME, TIGHT, WORD, Draw, Family, Unit, as_it_stands, by_length, never
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
RARE = 8
"""Attempts after which names are put together that few people have: more people than there are common names."""
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
CROWDED = 8
"""Attempts after which a name is put together of one more: a scope may have more people than these lists have names."""


@lru_cache(maxsize=64)
def _pool(words: tuple[str, ...], final: str, vowel: bool | None) -> tuple[str, ...]:
    """The words of one final class and, where it is asked, one first sound; all of them if there are none."""
    same = tuple(w for w in words if final_class(w) == final and vowel in (None, starts_with_vowel(w)))
    return same or tuple(w for w in words if final_class(w) == final) or words


_SURNAME_HANGUL = tuple(hangul for hangul, _ in SURNAMES)
_SURNAME_LATIN = dict(SURNAMES)


def _surname(draw: Draw, family: str) -> tuple[str, str]:
    """The surname of everyone who has this one, and its Latin spelling."""
    dice = draw.dice(f"surname\0{family}")
    if len(family) == 2:
        new = next(c for c in (*_COMPOUND[dice.below(6) :], *_COMPOUND) if c != family)
        return new, romanise(new).capitalize()
    new = dice.pick([h for h in _pool(_SURNAME_HANGUL, final_class(family), None) if h != family])
    return new, _SURNAME_LATIN[new]


def _given(draw: Draw, given: str) -> tuple[str, ...]:
    """The syllables of the given name of everyone who has this one: as many as it has."""
    dice = draw.dice(f"given\0{romanise(given)}")
    if len(given) == 2 and draw.attempt < RARE:
        return tuple(_common(draw, romanise(given), final_class(given)))
    if len(given) == 1 and draw.attempt < RARE:
        return (dice.pick([g for g in _pool(_LONE, final_class(given), None) if g != given] or _LONE),)
    last = _pool(tuple(_LAST), final_class(given), None)
    new: tuple[str, ...] = ()
    for _ in range(32):
        new = (*(dice.pick(_FIRST) for _ in given[1:]), dice.pick(last))
        if len(set(new)) == len(new) and not is_word("", "".join(new)) and "".join(new) != given:
            break
    return new


def _parts(entity: str) -> tuple[str, str]:
    """Surname and given name of a Korean name without blanks."""
    real = 2 if entity[:2] in _LONG and len(entity) > 2 else 1
    return entity[:real], entity[real:]


def _foreign(entity: str) -> bool:
    """Whether a name in Hangul is none that a Korean has: 프리양카 라구나단."""
    family, given = _parts("".join(entity.split()))
    return len(given) > (3 if len(family) == 2 else 2) or (len(given) > 1 and " " in entity and family not in _SINGLE | _LONG)


def _korean(draw: Draw, finding: Finding, surface: str) -> str:
    entity = "".join(finding.entity.split())
    family, given = _parts(entity)
    written = "".join(surface.split())
    if finding.part == "nick" or finding.part == "given" and (written == entity or not entity.endswith(written)):
        text = "".join(_given(draw, written))
    elif written == family or finding.part == "family":
        text = _surname(draw, written if len(written) < 3 else family)[0]
    elif written == entity and given:
        text = _surname(draw, family)[0] + "".join(_given(draw, given))
    elif written.startswith(family) and len(written) > len(family) and not given.endswith(written):
        text = _surname(draw, family)[0] + "".join(_given(draw, written[len(family) :]))
    else:
        text = "".join(_given(draw, written))
    gap = surface.find(" ")
    return f"{text[:gap]} {text[gap:]}" if 0 < gap < len(text) else text


def _romanised(draw: Draw, finding: Finding, surface: str) -> str:
    """A Korean person's name in Latin letters, in the surface's order, joints and case."""
    family, own = _parts("".join(finding.entity.split()))
    words = _WORD.findall(surface)
    # A given name alone has no surname to cut off; one syllable alone is an English word too often: In, Won, Dam.
    alone = len(words) == 1 and len(own) == 1 and len(words[0]) > SYLLABLE
    latin, given = _surname(draw, family)[1], _given(draw, family + own if alone else own or family)
    spellings = {*_ROMAN.get(family, ()), romanise(family)}
    family_at = next((i for i, w in enumerate(words) if w.lower() in spellings), -1)
    if len(words) == 1 and finding.part not in ("family", "") or len(words) == 1 and len(words[0]) <= 1:
        family_at = -1
    return _spelled(surface, words, family_at, latin, given, initials=finding.part == "initials")


def _spelled(
    surface: str, words: list[str], family_at: int, latin: str, given: tuple[str, ...], *, initials: bool = False
) -> str:
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
    return _spelled(surface, words, family_at, latin, tuple(_common(draw, sound, final_class(sound))))


def _common(draw: Draw, sound: str, final: str) -> str:
    """A common given name of two syllables, by how the original sounds: the same for 하민 and Hamin."""
    pool = _pool(_GIVEN, final, None)
    dice = draw.dice(f"given\0{sound}")
    new = dice.pick(pool)
    while romanise(new) == sound and len(pool) > 1:
        new = dice.pick(pool)
    return new


def _name(draw: Draw, word: str, *, first: bool) -> str:
    """The word that stands for a word of a name in no Korean order."""
    dice = draw.dice(word.casefold())
    if "؀" <= word[0] <= "ۿ":
        return dice.pick(_ARABIC)
    if not word.isascii() and word[0] > "⺀" and not has_hangul(word):
        return "".join(dice.pick(_KANA if "぀" <= c <= "ヿ" else _CJK) for c in word)
    pool = _GIVEN_LATIN if first else _FAMILY_LATIN
    more = [draw.dice(f"{n}\0{word.casefold()}").pick(pool) for n in range(draw.attempt // CROWDED)]
    if has_hangul(word):
        size, final = max(2, len(word)), final_class(word)
        near = [p for p in pool if abs(len(IN_HANGUL[p]) - size) < 2]
        name = IN_HANGUL[dice.pick([p for p in near if final_class(IN_HANGUL[p]) == final] or near or pool)]
        return "".join(IN_HANGUL[one][: max(1, size - 2)] for one in more) + name[-2:] if more else name
    others = _pool(pool, final_class(word), starts_with_vowel(word))
    if word.capitalize() in others:
        others = tuple(name for name in others if name != word.capitalize()) or pool
    if not more:
        return dice.pick(others)
    end = dice.pick(_pool(pool, final_class(word), None)).lower()
    rest = end[len(_begin(end)) :]
    return _begin(more[0]) + "".join(_begin(one).lower() for one in more[1:]) + (rest if len(rest) > 2 else end)


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
        places = [i for i, n in enumerate(named) if n.casefold() == met.casefold()]
        if not places and has_hangul(met):
            # The same person in Hangul: the Latin word that sounds alike, and the Hangul spelling of what stands for it.
            places = [i for i, n in enumerate(named) if n.isascii() and alike(met, n)]
            if places:
                return IN_HANGUL[_name(draw, named[places[0]], first=first(places[0]))]
        if not places and len(met) <= 2 and met.isascii():
            starts = [i for i, n in enumerate(named) if n[0].casefold() == met[0].casefold()]
            new = _name(draw, named[starts[0]], first=first(starts[0]))[0] if starts else draw.dice(met).pick("bdklmnprst")
            return _case(new, met)
        new = _name(draw, met, first=first(places[0] if places else 0))
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


def surname(draw: Draw, finding: Finding) -> str:
    """The Hangul surname of the persona, whichever part of the name is asked for; "" where it has none."""
    entity = "".join(finding.entity.split())
    return _surname(draw, _parts(entity)[0])[0] if has_hangul(entity) and not _foreign(finding.entity) else ""


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


def spellings(entry: Entry) -> Iterator[tuple[str, Unit]]:
    """Separators swapped, a given name or surname alone, names turned round."""
    yield from swapped(entry, person=True)
    new, old = entry.surrogate, entry.original
    if has_hangul(new):
        if len(new) >= 3 and len(old) >= 3 and " " not in new + old:
            yield new[1:], Unit(old[1:], "", TIGHT)
            yield new[:1], Unit(old[:1], "", SURNAME)
        return
    if is_japanese(new) and is_japanese(old) and len(old) == len(new) > 2 and _WORD.fullmatch(old):
        size = len(parted(old)[0])
        yield new[:size], Unit(old[:size], "", SURNAME)
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
        ("森田健太郎", "森田健太郎"),
        ("タナカ ケンイチ", "タナカ ケンイチ"),
        ("سارة حداد", "سارة حداد"),
    ),
    pieces=pieces,
)
