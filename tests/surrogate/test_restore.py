"""Restoring: what a model bends, what is held back. The laws are in tests/laws."""

from __future__ import annotations

import json

import pytest

from garim.surrogate import automaton as room
from garim.surrogate.restore import Restorer, Table
from garim.values import Entry
from tests.surrogate.hiding import restore

STEMS = (
    Entry("Saeron", "Haeoreum", "stem", "해오름"),
    Entry("새론", "해오름", "stem", "해오름"),
    Entry("JunsaMakal", "DriveWell", "stem", "drive well"),
    Entry("velmo_tiran", "amber_lake", "stem", "amber lake"),
)
OTHERS = (
    Entry("허지온", "고은결", "person", "고은결"),
    Entry("Rielle Calloway", "Olivia Marsh", "person", "Olivia Marsh"),
    Entry("010-0541-7706", "010-2345-6789", "phone", "01023456789"),
    Entry("TOGAN-394", "DBOPS-812", "ticket", "DBOPS-812"),
    Entry("kulke.co.example", "gsdq.co.kr", "domain", "gsdq.co.kr"),
    Entry("jb.kojen@kulke.co.example", "dy.kim@gsdq.co.kr", "email", "dy.kim@gsdq.co.kr"),
    Entry("10.37.5.36", "10.20.30.40", "ip", "10.20.30.40"),
    Entry('pa"ss\\w0rd&Q', 'se"cr\\3t&Xy', "secret", 'se"cr\\3t&Xy'),
)


@pytest.mark.parametrize(
    ("met", "restored"),
    [
        ("Saeron", "Haeoreum"), ("SAERON", "HAEOREUM"), ("saeron", "haeoreum"), ("saeronClient", "haeoreumClient"),
        ("SaeronIntrCalc_v2", "HaeoreumIntrCalc_v2"), ("SAERONINTRCALC", "HAEOREUMINTRCALC"), ("my_saeron_x", "my_haeoreum_x"),
        ("Saerons", "Haeoreums"), ("Saeron's", "Haeoreum's"), ("Saeron을", "Haeoreum을"), ("새론은행은", "해오름은행은"), ("`새론`의", "`해오름`의"),
        ("**Saeron**", "**Haeoreum**"), ("Sae\nron", "Haeoreum"), ("Sae\r\nron", "Haeoreum"), ("새\n론", "해오름"),
        ("Sae\n\nron", "Sae\n\nron"), ("%EC%83%88%EB%A1%A0", "%ED%95%B4%EC%98%A4%EB%A6%84"), ("\\uc0c8\\ub860", "\\ud574\\uc624\\ub984"),
        ("JunsaMakal", "DriveWell"), ("junsa_makal", "drive_well"), ("junsa-makal", "drive-well"), ("JUNSA MAKAL", "DRIVE WELL"),
        ("junsamakal", "drivewell"), ("junsaMakal", "driveWell"), ("VelmoTiranJob", "AmberLakeJob"), ("velmo\\_tiran", "amber\\_lake"),
        ("VELMO_TIRAN", "AMBER_LAKE"), ("velmo.tiran", "amber.lake"), ("벨모", "벨모"), ("saero", "saero"), ("", ""),
    ],
)  # fmt: skip
def test_bent_words_come_back_in_their_style(met: str, restored: str) -> None:
    assert restore(met, STEMS) == restored
    assert restore(met, STEMS, range(len(met))) == restored


NAMES = (
    Entry("ramto", "kite", "stem", "kite"),
    Entry("j0", "v7", "code", "v7"),
    Entry("Hirul", "Mole", "stem", "mole"),
    Entry("Kohol", "Rule", "stem", "rule"),
    Entry("O68", "R17", "code", "R17"),
    Entry("q4081z", "b2215m", "code", "b2215m"),
    Entry("ramto.goben.internal", "kite.dgm.internal", "domain", "kite.dgm.internal"),
)


@pytest.mark.parametrize(
    ("met", "restored"),
    [
        ("ramto_rank_j0", "kite_rank_v7"), ("RAMTO_RANK_J0", "KITE_RANK_V7"), ("ramtoRankJ0", "kiteRankV7"), ("RamtoRankJ0Job", "KiteRankV7Job"),
        ("ramto-rank-J0", "kite-rank-V7"), ("RAMTO_J0을", "KITE_V7을"), ("hirul_kohol_o68", "mole_rule_r17"), ("hirul-kohol-o68.py", "mole-rule-r17.py"),
        ("HIRUL_KOHOL_O68", "MOLE_RULE_R17"), ("hirulkoholo68", "moleruler17"), ("RAMTO_Q4081Z", "KITE_B2215M"),
        ("Q4081Z", "b2215m"), ("J0", "J0"), ("the Bessel function J0(x), o68", "the Bessel function J0(x), o68"), ("RAMTO J0", "KITE J0"),
        ("RAMTO_RANK_J01", "KITE_RANK_J01"), ("RAMTO_J0X", "KITE_J0X"), ("rank_J0", "rank_J0"), ("ramtoGobenInternal", "kiteDgmInternal"),
        ("RamtoGobenInternal", "KiteDgmInternal"), ("ramto_goben_internal", "kite_dgm_internal"), ("RAMTOGOBENINTERNAL", "KITEDGMINTERNAL"),
        ("ramtogobeninternal", "kitedgminternal"), ("ramto.goben.internal", "kite.dgm.internal"), ("ramtoGobe", "kiteGobe"),
    ],
)  # fmt: skip
def test_a_code_and_a_host_take_the_style_of_their_identifier(met: str, restored: str) -> None:
    assert restore(met, NAMES) == restored
    assert restore(met, NAMES, range(len(met))) == restored
    assert restore(f"x = {met}; y", NAMES, (3, 7)) == f"x = {restored}; y"


@pytest.mark.parametrize(
    ("met", "restored"),
    [
        ("허지온 과장님", "고은결 과장님"), ("지온 씨", "은결 씨"), ("허 과장님이", "고 과장님이"), ("허과장", "고과장"), ("허용된 지온도", "허용된 은결도"),
        ("Calloway, Rielle", "Marsh, Olivia"), ("rielle.calloway", "olivia.marsh"), ("Mr. Calloway's", "Mr. Marsh's"),
        ("RIELLE CALLOWAY", "OLIVIA MARSH"), ("Rielle\nCalloway", "Olivia\nMarsh"), ("Gallorielle", "Gallorielle"),
        ("01005417706", "01023456789"), ("010 0541 7706", "010 2345 6789"), ("9010-0541-77061", "9010-0541-77061"),
        ("togan-394", "dbops-812"), ("TOGAN_394", "DBOPS_812"), ("the TOGAN project", "the DBOPS project"),
        ("kulke.co.example", "gsdq.co.kr"), ("kulke_co_example", "gsdq_co_kr"), ("x.kulke.co.example", "x.gsdq.co.kr"),
        ("jb.kojen%40kulke.co.example", "dy.kim%40gsdq.co.kr"), ("JB.KOJEN@KULKE.CO.EXAMPLE", "dy.kim@gsdq.co.kr"),
        ("10.37.5.36:80", "10.20.30.40:80"), ("10.37.5.361", "10.37.5.361"), ("1710.37.5.36", "1710.37.5.36"),
        ('pa"ss\\w0rd&Q', 'se"cr\\3t&Xy'), ("pa&quot;ss\\w0rd&amp;Q", "se&quot;cr\\3t&amp;Xy"), ("PA\"SS\\w0rd&Q", "PA\"SS\\w0rd&Q"),
        ('{"p": "pa\\"ss\\\\w0rd&Q"}', '{"p": "se\\"cr\\\\3t&Xy"}'),
    ],
)  # fmt: skip
def test_other_families_come_back_too(met: str, restored: str) -> None:
    assert restore(met, OTHERS) == restored
    assert restore(met, OTHERS, range(len(met))) == restored


def test_a_latin_spelling_of_a_hangul_word_comes_back_in_latin() -> None:
    assert restore("SaeronClient, 새론", STEMS[1:2]) == "HaeoreumClient, 해오름"
    assert restore("시론의 Siron", [Entry("Siron", "Haeoreum", "stem", "해오름")]) == "해오름의 Haeoreum"


def test_json_text_stays_json() -> None:
    entries = (Entry("Saeron", 'Hae"o\\reum', "stem", "x"), *OTHERS)
    text = json.dumps({"q": 'Saeron pa"ss\\w0rd&Q', "path": "C:\\Saeron"})

    restored = restore(text, entries, escape="json")

    assert json.loads(restored) == {"q": 'Hae"o\\reum se"cr\\3t&Xy', "path": 'C:\\Hae"o\\reum'}


def test_only_what_can_become_a_surrogate_is_held() -> None:
    restorer = Restorer(Table(STEMS))

    assert restorer.feed("The quick ") == "The quick "
    assert restorer.feed("S") == ""
    assert restorer.feed("ae") == ""
    assert restorer.feed("l") == "Sael"
    assert restorer.feed("Saeron") == "Haeoreum"
    assert restorer.feed(" 새") == " "
    assert restorer.finish() == "새"
    assert restorer.feed("saeron") + restorer.finish() == "haeoreum"


def test_a_url_is_held_until_its_host_is_known() -> None:
    restorer = Restorer(Table(STEMS))

    assert restorer.feed("see https://ev") == "see "
    assert restorer.feed("il.com/Saeron") == "https://evil.com/Saeron"
    assert restorer.feed(" Saeron") == " Haeoreum"


def test_an_endless_host_is_a_strangers() -> None:
    restorer = Restorer(Table(STEMS))
    text = "https://" + "a" * 5000

    assert len(restorer.feed(text)) == len(text)
    assert restorer.feed("/Saeron ") + restorer.finish() == "/Saeron "


@pytest.mark.parametrize("text", ["calloway Rielle Calloway", "calloway, Rielle Calloway"])
def test_what_was_issued_goes_before_what_is_derived(text: str) -> None:
    """`Calloway Rielle` is the name turned round, yet here two names that were issued stand side by side."""
    entries = (*OTHERS, Entry("calloway", "marsh", "person", "Olivia Marsh"))
    restored = text.replace("calloway", "marsh").replace("Rielle Calloway", "Olivia Marsh")

    assert restore(text, entries) == restored
    assert restore(text, entries, range(len(text))) == restored


def test_a_host_in_another_style_may_hold_a_word_that_was_issued() -> None:
    entries = (Entry("kulke", "gsdq", "stem", "gsdq"), Entry("tokaro01.kulke.local", "gsdqdb01.gsdq.local", "domain", "x"))

    assert restore("tokaro01_kulke_local, kulke", entries) == "gsdqdb01_gsdq_local, gsdq"


@pytest.mark.parametrize("before", ["%20", "%2F", "\\n", "a%3D"])
def test_an_escape_before_a_surrogate_is_a_boundary(before: str) -> None:
    assert restore(f"{before}10.37.5.36", OTHERS) == f"{before}10.20.30.40"
    assert restore(f"{before}calloway", OTHERS) == f"{before}marsh"


def test_line_breaks_without_end_are_not_held() -> None:
    restorer = Restorer(Table(STEMS))
    held = restorer.feed("Sae\n")

    assert (held, restorer.feed("\n\n\n\n")) == ("", "Sae\n\n\n\n\n")


def test_a_key_of_many_lines_comes_back() -> None:
    entries = [*STEMS, Entry("--B--\nAb\nCd\nEf\n--E--", "--B--\nGh\nIj\nKl\n--E--", "secret", "k")]
    text = f"key:\n{entries[-1].surrogate}\n"

    assert restore(text, entries, range(len(text))) == f"key:\n{entries[-1].original}\n"


def test_half_a_surrogate_pair_passes() -> None:
    """JSON escapes of an emoji may arrive in two pieces."""
    entries = (*STEMS, Entry("[WORD_k3f9]", "a\ud800b", "stem", "x"), Entry("c\ud800d", "e", "code", "y"))

    assert restore("\ud83dSaeron \ude00", entries) == "\ud83dHaeoreum \ude00"
    assert restore("[WORD_k3f9] c\ud800d", entries) == "a\ud800b e"
    assert restore("[WORD_k3f9] c\ud800d", entries, range(16)) == "a\ud800b e"


def test_no_entries_is_no_change() -> None:
    assert restore("Saeron // https://evil.com/\n", ()) == "Saeron // https://evil.com/\n"


def test_a_megabyte_of_hits_and_of_starts_is_fine() -> None:
    assert restore("saeron" * 60_000, STEMS) == "haeoreum" * 60_000
    assert restore("https://" * 60_000, STEMS) == "https://" * 60_000
    assert len(restore(("https://" + "." * 1000 + " ") * 1000, STEMS)) == 1_009_000
    assert restore("\n" * 500_000, STEMS) == "\n" * 500_000
    assert restore("(" * 500_000 + "//a.b/" + "(" * 500_000, STEMS).count("(") == 1_000_000


def test_what_was_written_so_goes_before_an_escape_of_something_else() -> None:
    entries = (Entry("준배", "설이", "person", "설이"), Entry("\\uc900\\ubc30", "\\uc124이", "carrier", "설이"))
    assert restore("a \\uc900\\ubc30 준배", entries) == "a \\uc124이 설이"


@pytest.mark.parametrize(
    ("met", "restored"),
    [
        ("D95377804768903180808414", "D03612843091941160879448"),
        ("195377804768903", "195377804768903"),
        ("x95377804768903", "x03612843091941"),
    ],
)
def test_numbers_of_a_record_of_fixed_width(met: str, restored: str) -> None:
    entries = (Entry("95377804768903", "03612843091941", "code", "a"), Entry("180808414", "160879448", "code", "b"))
    for cuts in ((), range(len(met))):
        assert restore(met, entries, cuts) == restored


@pytest.mark.parametrize(
    "entry",
    [Entry("\n", "x", "stem", ""), Entry("\r\n", "x", "code", ""), Entry("@", "x", "email", ""), Entry("", "x", "stem", "")],
    ids=["break", "breaks", "at", "empty"],
)
def test_an_entry_without_a_character_to_meet_restores_nothing(entry: Entry) -> None:
    """Found by bench.fuzz: such a table could not be compiled."""
    for entries in ([entry], [entry, Entry("Taran", "Mirae", "stem", "mirae")]):
        restorer = Restorer(Table(entries))
        text = restorer.feed("a\nb@c Taran\r\n") + restorer.finish()
        assert text == ("a\nb@c Mirae\r\n" if len(entries) > 1 else "a\nb@c Taran\r\n")


@pytest.mark.parametrize(
    "text", ["黄さん、確認お願いします。", "李さんと森課長に連絡。", "担当：森、承認：林部長", "件は、周さんが直します。"]
)
def test_a_japanese_surname_of_one_character_comes_back(text: str) -> None:
    from garim import Screen

    hidden = Screen(key=bytes(32)).hide(text)
    assert hidden.restore(hidden.text) == text


@pytest.mark.parametrize("form", ["text", "json", "value", "name"])
def test_a_text_that_is_there_at_once_is_restored_as_in_pieces(form: str) -> None:
    table = Table((*STEMS, *OTHERS))
    said = (
        "nothing of ours",
        "Saeron",
        "Sae\nron",
        "\\uc0c8\\ub860",
        '{"a": "\\uc0c8\\ub860", "b": ["Saeron"]}',
        "새\r\n론",
        "https://kulke.co.example/x",
        "\ud800 Saeron",
        "",
    )
    for text in (*said, " ".join(said)):
        pieces = Restorer(table, form)
        restorer = Restorer(table, form)

        assert restorer.whole(text) == pieces.feed(text) + pieces.finish()
        assert restorer.whole("Saeron") == "Haeoreum"


def test_short_texts_that_come_again_and_again_are_asked_about_once() -> None:
    table = Table(STEMS)
    for number in range(5000):
        assert Restorer(table).whole(f"key{number}") == f"key{number}"
    assert Restorer(table).whole("saeron") == Restorer(table).whole("saeron") == "haeoreum"


def test_what_is_compiled_for_one_request_is_kept_from_the_second_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Prompts that never come again push out nothing of those that do."""
    monkeypatch.setattr(room, "KEPT", {})
    often = (Entry("Saeron", "Haeoreum", "code", "Haeoreum"),)
    room.part(often)
    assert not room.KEPT
    kept = room.part(often)
    for number in range(200):
        room.part((Entry(f"Naru{number}", f"Banpo{number}", "code", f"Banpo{number}"),))
    assert room.part(often) is kept
    assert list(room.KEPT) == [often]


def test_compiled_parts_are_kept_up_to_so_many_and_so_many_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last used stay; one that is larger than all that may be kept is, as long as no other is made."""
    monkeypatch.setattr(room, "KEPT", {})
    monkeypatch.setattr(room, "MOST_KEPT", 4 * room.LEAST)
    small = [(Entry(f"Saeron{number}", f"Haeoreum{number}", "code", f"Haeoreum{number}"),) for number in range(9)]
    large = tuple(Entry(f"Saeron{number}", f"Haeoreum{number}", "code", f"Haeoreum{number}") for number in range(2000))
    monkeypatch.setattr(room, "_ONCE", {hash(entries): True for entries in (*small, large)})
    first = room.part(small[0])
    for entries in small[1:]:
        room.part(entries)
        assert room.part(small[0]) is first
    assert sum(part.size for part in room.KEPT.values()) <= room.MOST_KEPT

    assert room.part(large) is room.part(large)
    assert list(room.KEPT) == [large]
    monkeypatch.setattr(room, "MOST_KEPT", 2**40)
    monkeypatch.setattr(room, "MOST_PARTS", 5)
    for entries in small:
        room.part(entries)
    assert list(room.KEPT) == small[-5:]
