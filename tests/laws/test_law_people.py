"""Law: who shares no part of a name shares none of what stands for it, so a surname alone in a reply is one person's."""

from __future__ import annotations

import random

import pytest

import garim.lang as lang
from garim.bulk.mints import Mints
from garim.bulk.notes import Known
from garim.bulk.settling import settle
from garim.families import person
from garim.families._japanese import parted
from garim.surrogate.mint import Minter
from garim.text.hangul import has_hangul
from garim.values import Entry
from tests.surrogate.hiding import finding, restore

KEYS = [f"a key of a law, number {number:04}...".encode() for number in range(200)]
FEW = KEYS[::20]
KOREAN = (
    "김하람 이서준 박도훈 최가온 정유림 강노을 조은새 윤해솔 장미르 임다온 한새봄 오누리 서이든 신나래 권다솜 황보라 안겨레 송아라 류시원"
    " 전우주 홍단비 고운비 문해인 양찬솔 손하율 배로운 백아인 허찬들 남궁윤 황보결 제갈린 길하늘 설다빈 갈서진 곽도담 노해찬 하은결 주예솔"
    " 우승찬 구다올 나윤슬 진새론 지한울 엄가람 채윤호 원서율 천보미 방시온 현이찬 여름솔 추하진 도윤서 소하린 석민결 선다인 김서윤 이도윤 박하람"
).split()
LATIN = (
    "Rose Tunnicliffe|Jan Martens|Ines Okonkwo|Harald Bjorklund|Grace Abara|Will Ackerly|Dana Petrov|Omar Haddad|Priya Raman|Luc Moreau"
    "|Noel Tunnicliffe|Rose Ackerly|Dana Martens|Ulla Ekstrand|Tobias Wrede|Carla Zanetti|Pavel Dvorsky|Ines Quaresma|Liam O'Dowd"
    "|Mary Ann Cosgrove|Jiwoo Lee|Minjun Kim|Seoyeon Park|Haneul Choi|Kang Dohyun"
).split("|")
JAPANESE = "山口健 森田健太郎 石川美咲 東誠 中村真央 林達也 高橋由美 藤原亮太 五十嵐結衣 佐々木翔".split()


def family_of(name: str) -> str:
    """The surname as it stands in the name."""
    if has_hangul(name):
        return person.shorts(name)[1]
    if not name.isascii():
        return parted(name)[0]
    words = name.split()
    return words[0] if person.korean_order(name) == 0 else words[-1]


def cast(seed: int, size: int = 24) -> list[str]:
    """People who work together, in the order in which they are named."""
    chance = random.Random(seed)
    return chance.sample((*KOREAN, *LATIN, *JAPANESE), size)


def hidden(minter: Minter, name: str, surface: str = "", part: str = "full") -> str:
    return minter.surrogate(finding("person", name, part), surface or name)


def families_of(people: list[str], entries: tuple[Entry, ...], key: bytes) -> dict[str, str]:
    """Surname → what stands for it, by a replica that knows the entries alone."""
    replica = Minter(key, issued=entries)
    return {family: hidden(replica, name, family, "family") for name in people for family in (family_of(name),)}


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key[-7:-3].decode())
def test_a_surname_alone_in_a_reply_comes_back_as_the_one_it_stands_for(key: bytes) -> None:
    people = cast(KEYS.index(key))
    minter = Minter(key)
    full = {name: hidden(minter, name) for name in people}
    entries = minter.entries
    new = families_of(people, entries, key)

    assert len({one.casefold() for one in new.values()}) == len(new), new
    for name in people:
        family, stands = family_of(name), new[family_of(name)]
        assert stands in full[name], (name, full[name], stands)
        if name.isascii():
            said = ("Ms {}", "Mr. {}", "Dear Dr {},", "{} 과장님께", "{} 씨는")
        elif has_hangul(name):
            said = ("{} 과장님", "{}과장님께서", "{} 씨", "{} 님은", "{} 팀장")
        else:
            said = ("{}さん", "{}様", "{}部長")
        for frame in said:
            assert restore(frame.format(stands), entries) == frame.format(family), (name, full[name], frame)


@pytest.mark.parametrize("key", FEW)
def test_a_given_name_alone_is_one_persons_too(key: bytes) -> None:
    people = [name for name in (*KOREAN, *LATIN) if len(name) > 2]
    minter = Minter(key)
    for name in people:
        hidden(minter, name)
    entries = minter.entries

    for name in people:
        given = name[len(family_of(name)) :] if has_hangul(name) else name.split()[0]
        if (len(given) > 1 and has_hangul(name)) or (len(given) > 3 and person.korean_order(name) < 0):
            stands = hidden(Minter(key, issued=entries), name, given, "given")
            for frame in ("{}님,", "{} 님이", "Hi {},"):
                if len(stands) > 3 or has_hangul(stands):
                    assert restore(frame.format(stands), entries) == frame.format(given), (name, stands)


@pytest.mark.parametrize("key", FEW)
def test_who_shares_a_surname_shares_what_stands_for_it(key: bytes) -> None:
    minter = Minter(key)

    assert hidden(minter, "김하람")[0] == hidden(minter, "김서윤")[0]
    assert hidden(minter, "Rose Tunnicliffe").split()[1] == hidden(minter, "Noel Tunnicliffe").split()[1]
    assert hidden(minter, "山口健")[:2] == hidden(minter, "山口美咲")[:2]


@pytest.mark.parametrize("key", FEW)
def test_a_longer_scope_keeps_what_left_and_goes_on_the_same(key: bytes) -> None:
    """Turn by turn, exchange by exchange, or at once: each name is what it was."""
    people = cast(FEW.index(key), 40)
    at_once = Minter(key)
    for name in people:
        hidden(at_once, name)
    in_steps: tuple[Entry, ...] = ()
    for start in range(0, len(people), 7):
        minter = Minter(key, issued=in_steps)
        for name in people[start : start + 7]:
            hidden(minter, name)
        in_steps = minter.entries

    assert [(e.original, e.surrogate) for e in in_steps] == [(e.original, e.surrogate) for e in at_once.entries]


@pytest.mark.parametrize("key", FEW)
def test_more_surnames_than_there_are_common_ones(key: bytes) -> None:
    """Every surname that Koreans have, in one scope, beside people who are called by surnames that then are nobody's stand-in."""
    surnames = (*lang.words("surnames", "ko"), *lang.words("long_surnames", "ko"))
    minter = Minter(key, called=lambda one: one in "구탁허심")
    people = [f"{surname}{given}" for surname in surnames for given in ("하람", "서윤")]
    full = [hidden(minter, name) for name in people]
    new = [one[:-2] for one in full]

    assert len(set(full)) == len(people)
    assert len(set(new)) == len(surnames)
    assert not {"구", "탁", "허", "심"} & set(new)
    for name, stands in zip(people, new, strict=True):
        assert restore(f"{stands} 과장님은", minter.entries) == f"{name[:-2]} 과장님은"


def test_a_part_that_is_two_peoples_stays_as_it_is() -> None:
    """As in scopes of before this law: an invented name misleads nobody, another's does."""
    entries = (
        Entry("Micah Delacroix", "Rose Tunnicliffe", "person", "Rose Tunnicliffe"),
        Entry("Imogen Delacroix", "Jan Martens", "person", "Jan Martens"),
        Entry("허지온", "김하람", "person", "김하람"),
        Entry("허찬들", "박서윤", "person", "박서윤"),
        Entry("허가온", "김도담", "person", "김도담"),
    )

    assert restore("Ms Delacroix and Imogen Delacroix, 허 과장님과 허가온 님", entries) == "Ms Delacroix and Jan Martens, 허 과장님과 김도담 님"
    assert restore("Micah, 지온님", entries) == "Rose, 하람님"


@pytest.mark.parametrize("before", ["", "Mr. ", "Ms ", "with Dr "])
@pytest.mark.parametrize("behind", ["", " agreed.", ", who", "'s", " 과장님", " 씨"])
def test_a_short_surname_comes_back_beside_a_title_alone(before: str, behind: str) -> None:
    entries = (Entry("Jion Heo", "Harin An", "person", "Harin An"), Entry("Tae Oh", "Nari Gu", "person", "Nari Gu"))
    beside = bool(before) or behind in (" 과장님", " 씨")

    assert restore(f"{before}Heo{behind}", entries) == (f"{before}An{behind}" if beside else f"{before}Heo{behind}")
    assert restore("Oh, Mr. Ohm", entries) == "Oh, Mr. Ohm"


@pytest.mark.parametrize("key", FEW[:3])
def test_ten_thousand_people_are_told_apart(key: bytes) -> None:
    """Lists run out: then names are put together, of people who have as many names."""
    heads, tails = "Bal Cor Dev Fen Gar Hol Jas Kel Lor Mar".split(), "an bert dic frey gan hild kin mond ric sten".split()
    words = [f"{a}{b.lower()}{c}" for a in heads for b in heads for c in tails]
    minter = Minter(key)
    new = [hidden(minter, f"{word}a {word}sson") for word in words for _ in range(1)]

    assert len({name.split()[1] for name in new}) == len({name.split()[0] for name in new}) == len(words)


@pytest.mark.parametrize("key", FEW)
def test_a_corpus_tells_them_apart_and_says_what_the_gateway_says(key: bytes) -> None:
    people = cast(FEW.index(key), 40)
    known = {name: Known("person", "person", name, "full", 90, True) for name in people}
    book = settle(known, key, lambda word: False, lambda count: None)
    mints = Mints(book, key, lambda word: False)
    found = {name: mints.settled(name, known[name].finding()) for name in people}
    new = {name: mints.minter(found[name], name).surrogate(found[name], name) for name in people}
    entries = tuple(Entry(new[name], name, "person", name) for name in people)
    at_once = Minter(key)
    korean = [name for name in people if has_hangul(name) and family_of(name) in "김이박최정강조윤장임한오서신권황안송류유"]
    same = [hidden(at_once, name)[:1] == new[name][:1] for name in korean]

    assert len({one.casefold() for one in families_of(people, entries, key).values()}) == len({family_of(name) for name in people})
    assert all(same)  # a frequent surname has one that is its own; of others, who comes first keeps what two meet on
