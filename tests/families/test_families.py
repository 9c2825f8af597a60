"""Each family alone: what its table row in ARCHITECTURE.md promises. The laws run over all of them in tests/laws."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import garim.lang as lang
from garim import Screen
from garim.detect.columns import meanings
from garim.detect.lexicon.lexicon import FAMILIES as OF_TERMS
from garim.detect.patterns.kinds import all_kinds
from garim.errors import Broken
from garim.families import Family, families, family
from garim.families import _clouds as clouds
from garim.families.person import IN_HANGUL
from garim.models._labels import MEANINGS as OF_MODELS
from garim.surrogate.mint import Minter
from garim.surrogate.restore import Restorer, Table
from garim.surrogate.table import spellings
from garim.text.hangul import has_hangul
from garim.values import Entry, Finding
from tests.surrogate.hiding import EXAMPLES, KEY, finding, restore


def mint(family: str, entity: str, surface: str = "", part: str = "") -> str:
    return Minter(KEY).surrogate(finding(family, entity, part), surface or entity)


@pytest.mark.parametrize(("family", "entity", "surface"), EXAMPLES)
def test_examples_change_and_keep_their_script(family: str, entity: str, surface: str) -> None:
    hidden = mint(family, entity, surface)

    assert hidden.casefold() != surface.casefold()
    assert has_hangul(hidden) == has_hangul(surface)
    assert hidden.isascii() == surface.isascii()


@pytest.mark.parametrize(
    ("surface", "part", "syllables"),
    [("고은결", "full", 3), ("은결", "given", 2), ("고", "family", 1), ("결이", "nick", 2), ("고 은결", "full", 4)],
)
def test_parts_of_a_korean_name(surface: str, part: str, syllables: int) -> None:
    hidden, full = mint("person", "고은결", surface, part), mint("person", "고은결", "고은결", "full")

    assert len(hidden) == syllables
    assert part == "nick" or hidden.replace(" ", "") in full


@pytest.mark.parametrize("surface", ["Ko Eungyeol", "KO EUNGYEOL", "Eun-gyeol Ko", "ko.eungyeol", "eg.ko", "Ko"])
def test_a_romanised_name_keeps_order_joints_and_case(surface: str) -> None:
    hidden = mint("person", "고은결", surface)

    assert [c for c in hidden if not c.isalpha()] == [c for c in surface if not c.isalpha()]
    assert (hidden.isupper(), hidden.islower(), hidden.istitle()) == (surface.isupper(), surface.islower(), surface.istitle())


def test_an_english_name_is_one_persona() -> None:
    full = mint("person", "Olivia Marsh")
    given, family = full.split()

    assert mint("person", "Olivia Marsh", "O. Marsh") == f"{given[0]}. {family}"
    assert mint("person", "Olivia Marsh", "olivia") == given.lower()
    assert mint("person", "Olivia Marsh", "MARSH") == family.upper()


@pytest.mark.parametrize(
    ("domain", "ending", "depth"),
    [
        ("gsdq.co.kr", ".co.example", 3),
        ("api.gsdq.io", ".example", 3),
        ("db01.gsdq.internal", ".internal", 3),
        ("*.gsdq.com", ".example", 3),
        ("gsdq.com.", ".example.", 3),
    ],
)
def test_domains_keep_depth_and_generic_labels(domain: str, ending: str, depth: int) -> None:
    hidden = mint("domain", domain)

    assert hidden.endswith(ending)
    assert len(hidden.split(".")) == depth
    assert "gsdq" not in hidden
    assert hidden.split(".")[0] == domain.split(".")[0] or domain.startswith(("gsdq", "db"))


@pytest.mark.parametrize(
    ("host", "shape"),
    [
        ("mydb.abc123xyz.ap-northeast-2.rds.amazonaws.com", r"[a-z]{5,7}\.[a-z]{3}\d{3}[a-z]{3}\.ap-northeast-2\.rds\.amazonaws\.com"),
        ("velor.cluster-c9akciq32xyz.us-east-1.rds.amazonaws.com", r"(?!velor)[a-z]{5,7}\.cluster-[a-z]\d[a-z]{5}\d\d[a-z]{3}\.us-east-1\.rds\.amazonaws\.com"),
        ("velorfiles.blob.core.windows.net", r"(?!velor)[a-z]+\.blob\.core\.windows\.net"),
        ("velor-sql01.database.windows.net", r"(?!velor)[a-z]+-sql01\.database\.windows\.net"),
        ("velorapi-7xk2lq3fza-du.a.run.app", r"(?!velor)[a-z]+-\d[a-z]{2}\d[a-z]{2}\d[a-z]{3}-[a-z]+\.a\.run\.app"),
        ("velor.azurewebsites.net", r"(?!velor)[a-z]{5,7}\.azurewebsites\.net"),
        ("d111111abcdef8.cloudfront.net", r"(?!d1{6}a)[a-f]\d{6}[a-f]{6}\d\.cloudfront\.net"),
        ("a1b2c3d4e5.execute-api.ap-northeast-2.amazonaws.com", r"(?!a1b2)(?:[a-f]\d){5}\.execute-api\.ap-northeast-2\.amazonaws\.com"),
        ("internal-velor-1234567890.ap-northeast-2.elb.amazonaws.com", r"internal-(?!velor)[a-z]{5,7}-(?!1234567890)\d{10}\.ap-northeast-2\.elb\.amazonaws\.com"),
        ("3C6B1F9E7D2A4B5C8D9E0F1A2B3C4D5E.gr7.ap-northeast-2.eks.amazonaws.com", r"(?!3C6B)[0-9A-F]{32}\.gr7\.ap-northeast-2\.eks\.amazonaws\.com"),
        ("velor-lake.s3.ap-northeast-2.amazonaws.com", r"(?!velor)[a-z]+-[a-z]+\.s3\.ap-northeast-2\.amazonaws\.com"),
        ("123456789012.dkr.ecr.ap-northeast-2.amazonaws.com", r"(?!123456789012)\d{12}\.dkr\.ecr\.ap-northeast-2\.amazonaws\.com"),
        ("velor-cache.abcdef.ng.0001.apn2.cache.amazonaws.com", r"(?!velor)[a-z]+-cache\.(?!abcdef)[a-z]+\.[a-z]+\.(?!0001)\d{4}\.apn2\.cache\.amazonaws\.com"),
        ("ec2-3-34-12-200.ap-northeast-2.compute.amazonaws.com", r"ec2-(?!3-34-12-200)\d+-\d+-\d+-\d+\.ap-northeast-2\.compute\.amazonaws\.com"),
        ("app.velor.okta.com", r"app\.(?!velor)[a-z]{5,7}\.okta\.com"),
        ("amazonaws.velor.com", r"[a-z]+\.[a-z]+\.example"),
    ],
)
def test_a_host_at_a_cloud_keeps_the_clouds_end_and_nothing_of_the_customers(host: str, shape: str) -> None:
    """What the thing is stays readable; ids are hidden to the last character."""
    assert re.fullmatch(shape, mint("domain", host)), mint("domain", host)
    assert re.fullmatch(shape.lower(), mint("domain", host.upper()).lower())


def test_an_account_in_a_registrys_host_is_the_account() -> None:
    """One thing has one surrogate wherever it stands."""
    minter = Minter(KEY)
    account = minter.surrogate(finding("code", "123456789012"), "123456789012")
    host = "123456789012.dkr.ecr.ap-northeast-2.amazonaws.com"
    assert minter.surrogate(finding("domain", host), host).partition(".")[0] == account


def test_a_name_of_generic_labels_is_hidden_all_the_same() -> None:
    assert mint("domain", "mail.dev.local") != "mail.dev.local"


def test_an_address_of_our_domain_shares_its_surrogate() -> None:
    minter = Minter(KEY)
    mail = minter.surrogate(finding("email", "ops.lim@gsdq.co.kr"), "Ops.Lim@gsdq.co.kr")

    assert mail.split("@")[1] == minter.surrogate(finding("domain", "gsdq.co.kr"), "gsdq.co.kr")
    assert mail.startswith("Ops.")


def test_two_addresses_share_as_many_leading_bits_as_before() -> None:
    minter = Minter(KEY)
    pairs = [("10.20.30.40", "10.20.30.41"), ("10.20.30.40", "10.20.99.40"), ("172.16.5.1", "172.16.5.200")]

    def common(one: str, other: str) -> int:
        a, b = (int.from_bytes(bytes(map(int, x.split("."))), "big") for x in (one, other))
        return 32 - (a ^ b).bit_length()

    for one, other in pairs:
        hidden = [minter.surrogate(finding("ip", x), x) for x in (one, other)]
        assert common(*hidden) == common(one, other)


@pytest.mark.parametrize(("family", "surface"), [("ip", "10.x.3.4"), ("date", "sometime 1990"), ("stem", "2024-77")])
def test_a_surface_that_does_not_fit_gets_other_digits(family: str, surface: str) -> None:
    hidden = mint(family, surface)

    assert hidden != surface
    assert len(hidden) == len(surface)


@pytest.mark.parametrize(
    ("surface", "form"),
    [("12.08.1979", "%d.%m.%Y"), ("03/12/1984", "%m/%d/%Y"), ("1957년 4월 2일", "%Y년 %m월 %d일"), ("840312", "%y%m%d")],
)
def test_dates_that_are_not_in_iso_order_are_dates_too(surface: str, form: str) -> None:
    from datetime import datetime

    hidden = mint("date", surface, surface)

    assert hidden != surface and datetime.strptime(hidden, form)


def test_dates_are_dates_in_the_same_format() -> None:
    from datetime import datetime

    for surface, form in (
        ("1990-03-15", "%Y-%m-%d"),
        ("15 March 1990", "%d %B %Y"),
        ("900315", "%y%m%d"),
        ("03/15/1990", "%m/%d/%Y"),
    ):
        assert datetime.strptime(mint("date", "1990-03-15", surface), form)


def test_phones_reach_nobody() -> None:
    assert mint("phone", "447911123456", "+44 7911 123456").startswith("+44 7700 900")
    assert mint("phone", "442079461234", "+44 20 7946 1234").startswith("+44 20 7946 0")
    assert mint("phone", "0231234567", "02-3123-4567").startswith("02-0")
    assert mint("phone", "821023456789", "+82 10-2345-6789")[4:] == mint("phone", "01023456789", "010-2345-6789")[1:]


@pytest.mark.parametrize(
    ("family", "surface", "shape"),
    [
        ("number", "34-year-old", r"[2-5]\d-year-old"),
        ("number", "2023가합12345", r"20[01]\d가합[1-9]\d{4}"),
        ("number", "37°33'58.9\"N 126°58'40.7\"E", r"[2-5]\d°[2-5]\d'[2-5]\d\.\d\"N 1[0-7]\d°[2-5]\d'[2-5]\d\.\d\"E"),
        ("address", "Gartenstraße 112, 50667 Köln", r"[A-Z][a-z]+straße [1-9]\d\d, [1-9]\d{4} [A-Z][a-z]+"),
        ("address", "152 5th Ave", r"[1-9]\d\d [1-9](?:st|nd|rd|th) Ave"),
        ("address", "東京都世田谷区経堂3-12-8", r"..都...区..[1-9]-[1-9]\d-[1-9]"),
        ("address", "판교로 256번길 19", r"[가-힣]{2}로 [1-9]\d\d번길 [1-9][2459]"),
        ("address", "강원도 춘천시 퇴계로 12", r"[가-힣]{2}도 [가-힣]{2}시 [가-힣]{2}로 \d\d"),
        ("address", "세종특별자치시 한누리대로 411", r"[가-힣]{2}특별자치시 [가-힣]{2}대로 \d{3}"),
        ("code", "203.0.113.45", r"198\.1[89]\.\d{1,3}\.\d{1,3}"),
        ("stem", "71W", r"\d\d[A-Z]"),
        ("stem", "A2F1", r"[A-Z]\d[A-Z]\d"),
        ("stem", "D", r"[A-Z]{5,6}"),
        ("secret", "hv" + "s.CAESIJ1vQ2x0bW5vcHFyc3R1dnd4", r"hvs\.[A-Za-z0-9]{28}"),
        ("secret", "GO" + "CSPX-a8Kd02mZpQ1xVb7", r"GOCSPX-[A-Za-z0-9]{15}"),
        ("secret", "nimbus-2024kp!x", r"(?!nimbus).{15}"),
        ("date", "March 3rd, 1974", r"[A-Z][a-z]+ (?:1st|2nd|3rd|\d{1,2}th), 19[78]\d"),
        ("date", "né le 2 mars 1974", r"né le \d{1,2} [a-zéû]+ 19\d\d"),
        ("date", "74.3.2", r"[4-9]\d\.\d{1,2}\.\d{1,2}"),
        ("date", "02031974", r"\d{4}(?:19|20)\d\d"),
        ("date", "1974년생", r"19\d\d년생"),
        ("phone", "공일공 사사칠일 이이삼일", r"공일공 공[공일이삼사오육칠팔구]{3} [공일이삼사오육칠팔구]{4}"),
        ("phone", "(402) 555-2231 x123", r"\(402\) 555-01\d\d x\d{3}"),
        ("plate", "品川 300 あ 44-71", r"品川 \d{3} [あ-ろ] \d\d-\d\d"),
    ],
)
def test_a_surrogate_reads_as_what_it_stands_for(family: str, surface: str, shape: str) -> None:
    hidden = mint(family, surface)

    assert re.fullmatch(shape, hidden), hidden
    assert hidden != surface


@pytest.mark.parametrize(
    ("family", "text", "entity"),
    [
        ("email", "A.B@C.kr", "a.b@c.kr"),
        ("phone", "010-2345-6789", "01023456789"),
        ("phone", "공일공 2345", "2345"),
        ("phone", "공일공 사사칠일 이이삼일", "01044712231"),
        ("phone", "(402) 555-2231 x123", "4025552231"),
        ("iban", "de12 3456", "DE123456"),
        ("ticket", "ops-12", "OPS-12"),
        ("date", "1990.01.31", "1990-01-31"),
        ("date", "90.1.3", "90.1.3"),
        ("date", "24.01.1987", "1987-01-24"),
        ("date", "1990년 3월 15일", "1990-03-15"),
        ("date", "19540801", "1954-08-01"),
        ("secret", "Ab", "Ab"),
    ],
)
def test_spellings_of_one_value_share_its_entity(family: str, text: str, entity: str) -> None:
    assert families()[family].canonical(text) == entity


def test_a_family_is_named_after_its_file_and_gives_examples() -> None:
    assert [(name, known.name) for name, known in families().items() if name != known.name or len(known.examples) < 2] == []


def test_a_family_that_forgets_a_field_does_not_load() -> None:
    whole = {name: getattr(families()["code"], name) for name in Family.__slots__ if name != "pieces"}
    assert Family(**whole).name == "code"

    for name in whole:
        with pytest.raises(TypeError, match=name):
            Family(**{field: value for field, value in whole.items() if field != name})


def test_every_finder_names_families_that_there_are() -> None:
    columns = {value.family for value in vars(meanings).values() if isinstance(value, meanings.Meaning)}
    named = {kind.family for kind in all_kinds()} | set(OF_TERMS) | {to for _, to in OF_MODELS.values()} | columns

    assert columns
    assert named <= families().keys()


def test_what_has_no_family_is_neither_hidden_nor_restored() -> None:
    with pytest.raises(Broken):
        family("colour")
    with pytest.raises(Broken):
        Minter(KEY).surrogate(finding("colour", "red"), "red")
    with pytest.raises(Broken):
        spellings(Entry("blue", "red", "colour", "red"))


NAMED = [
    "고은결", "안하늘", "박별", "남궁솔", "Nora Quell", "Priyanka Raghunathan", "프리양카 라구나단", "요한슨", "브라이언", "Hamin Tak",
    "Linus Torvalds가", "고은", "황보라온", "이노아", "Seo-yeon Baek",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMED)
def test_a_name_that_somebody_could_bear(name: str) -> None:
    """In Hangul a surname and a given name that there are, or a foreign name in Hangul; never longer than such names are."""
    hidden = mint("person", name)
    for word in re.findall("[가-힣]+", hidden.removesuffix("가") if not name.isascii() and name[0].isascii() else hidden):
        assert len(word) <= 8
        family = word[:2] if word[:2] in lang.words("long_surnames", "ko") else word[:1]
        given = word[len(family) :]
        korean = family in (*lang.words("surnames", "ko"), *lang.words("long_surnames", "ko")) and (
            len(given) == 1 or given in lang.words("given_names", "ko")
        )
        assert korean or word in IN_HANGUL.values() or word in lang.words("given_names", "ko"), hidden
    assert [word for word in re.findall("[A-Za-z]+", hidden) if len(word) > 11] == []
    assert hidden.count(" ") == name.count(" ")


def test_a_korean_name_is_the_same_in_both_scripts_whoever_found_it() -> None:
    from garim.text.hangul import romanise

    hangul, latin, alone = mint("person", "탁하민"), mint("person", "Hamin Tak"), mint("person", "하민", part="given")
    assert latin.split()[0].lower() == romanise(hangul[1:]) == romanise(alone)


def test_a_foreign_name_is_the_same_in_hangul() -> None:
    given, family = mint("person", "Nora Quell").split()
    assert mint("person", "Nora Quell", "노라") == IN_HANGUL[given]
    assert mint("person", "Nora Quell", "노라 퀠") == f"{IN_HANGUL[given]} {IN_HANGUL[family]}"


def test_what_is_glued_to_a_foreign_name_stays() -> None:
    assert re.fullmatch(r"[A-Z][a-z]+ [A-Z][a-z]+가", mint("person", "Nora Quell가"))


def test_a_surname_is_another_one_for_all_who_have_it() -> None:
    assert mint("person", "탁하민")[0] == mint("person", "탁보겸")[0] == mint("person", "탁", part="family")


def test_more_people_than_there_are_common_names() -> None:
    minter = Minter(KEY)
    given = [a + b for a in "가나다라마바사아자차하" for b in "늘솔별결율슬"]
    hidden = [minter.surrogate(finding("person", family + g), family + g) for family in "고도류마맹봉" for g in given]
    assert len(set(hidden)) == len(hidden) and not any("_" in name for name in hidden)


@pytest.mark.parametrize("word", ["브림", "해오름", "여울", "물까치나루터", "qv", "brim", "mulkkachi", "prairiefarmmutual", "Ostrander"])
def test_a_coined_word_can_be_said_and_remembered(word: str) -> None:
    hidden = mint("stem", word)
    vowels = len(re.findall("[aeiou]", hidden.lower())) if hidden.isascii() else len(hidden)
    assert 2 <= vowels <= 3


def test_an_alias_in_the_other_script_sounds_alike() -> None:
    from garim.text.hangul import romanise

    for latin in ("Mireuon", "Mireon", "mireon", "MIREON"):
        assert mint("stem", "미르온", latin).lower() == romanise(mint("stem", "미르온"))


def test_a_short_form_comes_back_as_itself_in_any_case() -> None:
    minter = Minter(KEY)
    short, spelled = (minter.surrogate(finding("stem", "여울"), surface) for surface in ("YUL", "Yeoul"))
    assert short.lower() != spelled.lower()
    text = f"{short.lower()}_prd {spelled.upper()}_PRD"
    assert restore(text, minter.entries) == "yul_prd YEOUL_PRD"


def test_a_word_is_the_same_whichever_thing_it_names() -> None:
    assert mint("stem", "여울", "YLQ") == mint("stem", "ylq", "YLQ")


def test_a_place_is_called_as_a_place() -> None:
    minter = Minter(KEY)
    alone = minter.surrogate(finding("stem", "판교")._replace(kind="location"), "판교")
    assert alone in lang.words("invented_places", "ko")
    streets = [minter.surrogate(finding("address", f"판교로 {n}"), f"판교로 {n}").split("로")[0] for n in (12, 340)]
    assert streets[0] == streets[1] and streets[0] in lang.words("invented_places", "ko")


@pytest.mark.parametrize(
    ("host", "whose"),
    [
        ("ledger-prd.c8skvn21.ap-northeast-2.rds.amazonaws.com", True),
        ("zuvrelsql01.database.windows.net", True),
        ("mydb.c8skvn21.ap-northeast-2.rds.amazonaws.com", False),
        ("your-account.blob.core.windows.net", False),
        ("email.eu-west-2.amazonaws.com", False),
        ("asia-northeast3-docker.pkg.dev", False),
        ("github.com", False),
    ],
)
def test_a_host_at_a_cloud_is_a_customers_but_for_services_and_manuals(host: str, whose: bool) -> None:
    assert clouds.is_customers(host) is whose


@pytest.mark.parametrize("word", ["ひびき", "サクラギ", "三川水産", "灯台", "みなとシステム"])
def test_a_japanese_word_is_coined_in_katakana(word: str) -> None:
    """Sayable, of two syllables and more, and back in a sentence of its script."""
    hidden = mint("stem", word)
    assert re.fullmatch("[ァ-ヴー]{2,8}", hidden)
    entry = Entry(hidden, word, "stem", word)
    assert restore(f"{hidden}の夜間バッチは{hidden}では動きません。", [entry]) == f"{word}の夜間バッチは{word}では動きません。"


@pytest.mark.parametrize(
    ("whole", "family_name", "given"),
    [("佐藤美咲", "佐藤", "美咲"), ("鈴木一郎", "鈴木", "一郎"), ("林健太郎", "林", "健太郎"), ("長谷川由美", "長谷川", "由美"), ("山口健", "山口", "健")],
)
def test_a_japanese_person_is_one_persona(whole: str, family_name: str, given: str) -> None:
    """In full, by family name and with a blank; with names that are borne, as long as they were."""
    minter = Minter(KEY)
    full = minter.surrogate(finding("person", whole), whole)
    assert full == minter.surrogate(finding("person", family_name, "family"), family_name) + minter.surrogate(finding("person", whole, "given"), given)
    spaced = f"{family_name} {given}"
    assert minter.surrogate(finding("person", spaced), spaced).replace(" ", "") == full
    assert restore(f"{full[: len(family_name)]}さんへ。", minter.entries) == f"{family_name}さんへ。"
    assert len(full) == len(whole) and not set(full[: len(family_name)]) & set(whole)


def test_more_japanese_names_than_are_borne_have_stand_ins() -> None:
    minter = Minter(KEY)
    signs = "阿井宇江尾香木九毛子佐志須世曽多知津手戸"
    names = [a + b for a in signs for b in signs][:200]
    hidden = [minter.surrogate(finding("person", name, "family"), name) for name in names]
    assert len(set(hidden)) == len(names)


@pytest.mark.parametrize("word", ["银行系统", "订单系统"])
def test_chinese_is_not_taken_for_japanese(word: str) -> None:
    assert not re.search("[ァ-ヴ]", mint("stem", word))


def test_ids_of_one_kind_begin_alike() -> None:
    """MG2411300017 and MG2411300018 are two of a kind to the model too; no letter of theirs is told, and each comes back."""
    text = "bookings MG2411300017, MG2411300018, MG2411300021 and order QX-88120047"
    hidden = Screen(key=bytes(32)).hide(text)
    ids = re.findall(r"[A-Z]{2}\d{10}", hidden.text)

    assert len(set(ids)) == 3 and len({one[:2] for one in ids}) == 1 and ids[0][:2] != "MG"
    assert "88120047" not in hidden.text and hidden.restore(hidden.text) == text


@pytest.mark.parametrize("account", ["git", "root", "ubuntu", "noreply", "postmaster", "jenkins"])
def test_what_an_account_is_called_anywhere_stays(account: str) -> None:
    """git@ before a forge's host says nothing of anybody; the host goes."""
    text = f"clone {account}@git.velmoraq.io:core/api.git"
    hidden = Screen(key=bytes(32)).hide(text)

    assert f"{account}@" in hidden.text and "velmoraq" not in hidden.text and hidden.restore(hidden.text) == text


NAMES = ("안하린", "김도현", "정수민", "박준영", "남궁하늘", "최은서", "이지우", "유혁", "한나래", "오건우")
FORMS = ("{f} {g}", "{g} {f}", "{F} {G}", "{f} {a}-{b}", "{a}-{b} {f}", "{f} {A}{B}", "{g}", "{a}-{b}", "Mr. {f}", "Ms {f}", "{A}-{b} {f}".upper())
"""In which a reply in English names somebody."""


def in_latin(name: str, form: str, popular: bool) -> str:
    """A Korean name of a surname and two syllables, as a reply in English may write it."""
    from garim.families.person import _popular, latin_surname
    from garim.text.hangul import romanise

    size = 2 if len(name) == 4 else 1
    first, second = ((_popular if popular else str)(romanise(one)) for one in name[size:])
    f = latin_surname(name[:size])
    said = {"f": f, "F": f.upper(), "g": (first + second).capitalize(), "G": (first + second).upper(), "a": first.capitalize(), "b": second, "A": first.capitalize(), "B": second.capitalize()}
    return form.format(**said) if form != form.upper() else f"{first}-{second} {f}".upper()


@pytest.mark.parametrize("popular", [False, True])
@pytest.mark.parametrize("form", FORMS)
def test_a_korean_stand_in_comes_back_from_latin_letters(form: str, popular: bool) -> None:
    """김도현 as Kim Dohyun, Do-hyun Kim, Mr. Kim: the original is written in the same way."""
    from garim.families.person import _ROMAN
    from garim.text.hangul import romanise

    for key in range(12):
        minter = Minter(bytes([key]) * 32)
        hidden = {name: minter.surrogate(finding("person", name, "full"), name) for name in NAMES if name != "유혁"}
        for name, new in hidden.items():
            met = in_latin(new, form, popular)
            if len(met) < 5 and "." not in met:
                continue  # a given name that short may be a word: it stays
            came = restore(f"It was {met} who said so.", minter.entries)
            size = 2 if name.startswith("남궁") else 1
            surname = next(iter(_ROMAN.get(name[:size], ()))).capitalize()
            first, second = (romanise(one) for one in name[size:])
            if "{f}" in form or form == form.upper() or "{F}" in form:
                assert surname.lower() in came.lower() and new not in came, (name, new, met, came)
            if "{g}" in form or "{a}" in form or "{A}" in form or form == form.upper() and "G" in form:
                assert first + second in came.lower().replace("-", "").replace(" ", ""), (name, new, met, came)
                assert ("-" in came) is ("-" in met) and (came.split()[2].isupper() is met.split()[0].isupper())
            assert met not in came


def test_a_name_in_latin_letters_that_may_be_two_peoples_stays() -> None:
    """도헌 and 도훈 are both Dohun; and who is not in the scope is nobody's."""
    entries = (Entry("김도헌", "안하린", "person", "안하린", "person full 50"), Entry("김도훈", "안서윤", "person", "안서윤", "person full 50"))
    for said in ("Kim Dohun left.", "Dohun Kim left.", "Do-hun left."):
        assert Restorer(Table(entries)).whole(said) == said
    assert Restorer(Table(entries)).whole("Kim Doheon and Mr. Kim, Do-hoon Kim") == "Ahn Harin and Mr. Ahn, Seo-yun Ahn"
    for said in ("Kim is a brand.", "the Kim family", "kim", "Mr. Kimball", "Mr Kims", "Dohunter", "akim doheona", "Kim"):
        assert Restorer(Table(entries)).whole(said) == said


@pytest.mark.parametrize("key", range(8))
def test_no_two_people_of_a_scope_meet_in_latin_letters(key: int) -> None:
    """Forty people: what stands for their given names differs in every spelling that comes back."""
    from itertools import product

    names = [f"{one}{first}{last}" for one, (first, last) in zip("안김이박최" * 8, product("하도준", "헌훈현연진영성선수우민서원은"), strict=False)]
    minter = Minter(bytes([key + 40]) * 32)
    given = {name[1:]: minter.surrogate(finding("person", name, "full"), name)[-2:] for name in names}
    met: dict[str, str] = {}
    for own, new in given.items():
        for popular in (False, True):
            spelled = in_latin("김" + new, "{g}", popular)
            assert met.setdefault(spelled, own) == own


HARIN = Finding(0, 3, "person", "person", "안하린", "test", part="full")


@pytest.mark.parametrize(
    ("said", "surname"),
    [("Ask Mr. {} about it.", True), ("Ask Dr {} about it.", True), ("Ask {} about it.", False)],
)
def test_a_titled_surname_of_the_request_is_nobodys_stand_in(said: str, surname: bool) -> None:
    """A Mr. Kim who stands there as he is: no stand-in is called Kim, or the reply's would be two people's."""
    from garim.families.person import latin_surname
    from garim.surrogate.draft import Draft

    for key in range(6):
        first = Draft(bytes([key]) * 32)
        first.hear(["안하린"])
        new = first.write("안하린", (HARIN,), lambda kind: "natural", lambda form, new, old: new)[0]
        draft = Draft(bytes([key]) * 32)
        draft.hear([said.format(latin_surname(new[0])), "안하린"])
        other = draft.write("안하린", (HARIN,), lambda kind: "natural", lambda form, new, old: new)[0]
        assert (other[0] != new[0]) or not surname


COUNTRIES = [("010-{}-{}", "+82 10-{}-{}"), ("010-{}-{}", "+82-10-{}-{}"), ("010{}{}", "+8210{}{}"), ("010 {} {}", "+82 (0)10 {} {}"), ("+82 10-{}-{}", "010-{}-{}"), ("+82-10-{}-{}", "010{}{}")]


@pytest.mark.parametrize(("written", "met"), COUNTRIES)
def test_a_phone_number_comes_back_with_or_without_its_countrys_code(written: str, met: str) -> None:
    """In the form in which it is met; a number that is another's, a digit more or less, stays."""
    for key in range(10):
        minter = Minter(bytes([key]) * 32)
        originals = [written.format(f"{2345 + 7 * n}", f"{6789 - 11 * n}") for n in range(6)]
        for n, original in enumerate(originals):
            hidden = minter.surrogate(finding("phone", "".join(filter(str.isdigit, original))), original)
            digits = "".join(filter(str.isdigit, hidden))[-8:]
            said = met.format(digits[:4], digits[4:])

            assert restore(f"tel {said}, please", minter.entries) == f"tel {met.format(f'{2345 + 7 * n}', f'{6789 - 11 * n}')}, please"
            for other in (said + "1", met.replace("82", "81").replace("010", "011").format(digits[:4], digits[4:])):
                assert restore(f"tel {other}, please", minter.entries) == f"tel {other}, please"


@pytest.mark.parametrize(("original", "national", "abroad"), [("02-3123-4567", "02-{}-{}", "+82 2-{}-{}"), ("031-234-5678", "031-{}-{}", "+82 31-{}-{}")])
def test_numbers_of_a_town_too(original: str, national: str, abroad: str) -> None:
    minter = Minter(KEY)
    hidden = minter.surrogate(finding("phone", "".join(filter(str.isdigit, original))), original)
    _, middle, last = hidden.split("-")

    assert restore(abroad.format(middle, last), minter.entries) == abroad.format(*original.split("-")[1:])


@pytest.mark.parametrize(("original", "met"), [("(312) 836-4421", "+1 312-836-4421"), ("07911 123456", "+44 7911 123456"), ("+44 7911 123456", "07911 123456")])
def test_numbers_of_other_countries_too(original: str, met: str) -> None:
    from garim.families.phone import _at_home, _written

    minter = Minter(KEY)
    hidden = minter.surrogate(finding("phone", "".join(filter(str.isdigit, original))), original)
    code, groups, abroad = _at_home(hidden)

    assert met in {restore(one, minter.entries) for one in _written(code, groups, not abroad)}


@pytest.mark.parametrize(("name", "account"), [("표진솔", "jspyo"), ("명가람", "grmyeong"), ("한도윤", "dyhan"), ("서하린", "seohr")])
def test_an_account_of_initials_and_surname_keeps_both(tmp_path: Path, name: str, account: str) -> None:
    """Two letters would stand for it, which are words of replies: bi-weekly, sw."""
    path = tmp_path / "people.jsonl"
    path.write_text(json.dumps({"term": name, "kind": "person"}), encoding="utf-8")
    screen = Screen(lexicons=[path], key=bytes(range(32)))
    alone, beside = (screen.hide(text) for text in (f'{{"user":"{account}","msg":"jwt expired"}}', f"{name} {account}"))
    said = json.loads(alone.text)["user"]

    assert account not in alone.text
    assert len(said) > 3
    assert beside.text.split()[1] == said
    assert alone.restore(f"{said} is locked; bi-weekly, sw") == f"{account} is locked; bi-weekly, sw"
