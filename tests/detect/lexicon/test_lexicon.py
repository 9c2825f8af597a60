"""Two invented companies: a German and Japanese shipyard, and a Korean hospital group with Oracle habits."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from garim import Screen
from garim.config import Settings
from garim.detect.lexicon.lexicon import Lexicon
from garim.detect.lexicon.modes import SURE
from garim.detect.lexicon.read import DOUBT
from garim.detect.lexicon.source import read_terms
from garim.errors import BadSettings
from garim.text.overlap import REST
from garim.text.views import View
from garim.values import Finding


def standing(words: Lexicon, view: View, hint: str = "") -> list[Finding]:
    """What stands without the decision: proposals in doubt left out."""
    return [f for f in words.find(view, hint).findings if f.rank > DOUBT]



YARD = [
    {"term": "Hafenlicht Werft GmbH", "kind": "org", "aliases": ["Hafenlicht", "HLW", "青波造船株式会社"]},
    {"term": "Wellenwerk", "kind": "product", "aliases": ["ウェレンヴェルク"], "means": "hull planning system"},
    {"term": "Anchor", "kind": "product", "means": "crew roster"},
    {"term": "Project Heron", "kind": "project", "means": "dry dock migration"},
    {"term": "hafenlicht.de", "kind": "domain"},
    {"pattern": r"hlw(rst|kie)(db|app)\d{2}", "kind": "host"},
    {"pattern": r"kran[a-z]{3}-\d+", "kind": "host"},
    {"term": "walross", "kind": "host"},
    {"term": "otter", "kind": "host"},
    {"term": "de.hafenlicht.rumpf", "kind": "package"},
    {"term": "SCHWEISS", "kind": "database"},
    {"term": "T_NAHT_PRUEF", "kind": "db_object"},
    {"term": "dock", "kind": "database"},
    {"term": "slot", "kind": "db_object"},
    {"term": "berth_plan", "kind": "db_object"},
    {"term": "RMPF", "kind": "ticket"},
    {"term": "Jürgen Brandauer", "kind": "person"},
    {"term": "Heike Sommer", "kind": "person"},
    {"term": "Grant Mast", "kind": "person"},
    {"term": "佐藤 美咲", "kind": "person", "aliases": ["Misaki Sato"]},
    {"term": "HL-004411", "kind": "employee_id"},
    {"term": "HL-004412", "kind": "employee_id"},
    {"term": "HL-004413", "kind": "employee_id"},
    {"term": "j.brandauer@hafenlicht.de", "kind": "email"},
    {"term": "Nordkap Reederei AG", "kind": "customer"},
    {"term": "Copper Lane Insurance", "kind": "customer"},
    {"network": "10.77.0.0/16", "kind": "network"},
]
CLINIC = [
    {"term": "온새미로의료재단", "kind": "org", "aliases": ["온새미로", "Onsaemiro Medical", "OSM"]},
    {"term": "다솜차트", "kind": "product", "aliases": ["Dasom"], "means": "전자의무기록"},
    {"term": "파도", "kind": "product", "means": "검사 예약 플랫폼"},
    {"term": "MDADM", "kind": "database"},
    *({"term": f"TB_MD_{name}", "kind": "db_object"} for name in ("RSRV_M", "DIAG_H", "PRSC_D", "CODE_D", "WARD_B")),
    {"term": "IX_MD_RSRV_M_01", "kind": "db_object"},
    {"term": "서문나린", "kind": "person", "aliases": ["Narin Seomun"]},
    {"term": "남도원", "kind": "person", "aliases": ["Dowon Nam", "Finch"]},
    {"term": "한길", "kind": "person", "aliases": ["Gil Han"]},
]


def lexicon(lines: list[dict[str, object]]) -> Lexicon:
    data = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines).encode()
    terms, problems = read_terms(data, "test.jsonl")
    assert problems == []
    return Lexicon.load(Lexicon.build(terms).dump())


AIRLINE = [
    {"term": "주식회사 너울항공", "kind": "org", "aliases": ["너울", "Neoul Air", "NUL"]},
    {"term": "구름길", "kind": "product", "aliases": ["Gureumgil", "GRG"], "means": "예약 발권 시스템"},
    {"term": "Compass", "kind": "product", "means": "crew scheduling"},
    {"term": "Flow", "kind": "product", "means": "billing engine"},
    {"term": "두루미", "kind": "project", "aliases": ["Crane"]},
    {"term": "NULRES", "kind": "database"},
    {"term": "crew", "kind": "database"},
    {"term": "flight", "kind": "db_object"},
    {"term": "booking-api", "kind": "service"},
    {"term": "com.neoul.booking", "kind": "package"},
    {"term": "너울항공 인천 정비센터", "kind": "location"},
    {"term": "Kettle & Finch Advisory", "kind": "org"},
    {"term": "905511223344", "kind": "account"},
]


YARD_WORDS, CLINIC_WORDS = lexicon(YARD), lexicon(CLINIC)


def found(words: Lexicon, text: str) -> list[tuple[str, str]]:
    return [(text[f.start : f.end], f.entity) for f in standing(words, View(text))]


def shown(words: Lexicon, text: str) -> list[str]:
    return [surface for surface, _ in found(words, text)]


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("Die Hafenlicht Werft GmbH", ["Hafenlicht Werft"]),
        (
            "HafenlichtCrewService hafenlicht_crew_mst HAFENLICHT-PRD-DB01 hafenlichtbank",
            ["Hafenlicht", "hafenlicht", "HAFENLICHT", "hafenlicht"],
        ),
        ("青波造船の新しい船 ウェレンヴェルクは", ["青波造船", "ウェレンヴェルク"]),
        ("arn:aws:s3:::hlw-rumpf-prd/x", ["hlw", "rumpf"]),
        ("hlwrstdb03 HLWKIEAPP11", ["hlwrst", "HLWKIE"]),
        ("hlwrstldap07", ["hlwrst"]),
        ("kranxyz-14", ["kranxyz"]),
        ("neu.dock7.hafenlicht.de:8443", ["neu.dock7.hafenlicht.de"]),
        ("x.hafenlicht.de.example.org", ["hafenlicht"]),
        ("import de.hafenlicht.kran.Kran", ["hafenlicht"]),
        ("RMPF-221 and RMPF-7, rmpf-x", ["RMPF-221", "RMPF-7"]),
        ("HL-004411 HL-990017 XHL-004411", ["HL-004411", "HL-990017"]),
        ("10.77.3.4 but 10.78.3.4", ["10.77.3.4"]),
        ("Nordkap Reederei, the Nordkap route", ["Nordkap Reederei", "Nordkap"]),
        ("CopperLane and Copper Lane Insurance; a copper lane", ["CopperLane", "Copper Lane"]),
        ("mail j.brandauer@hafenlicht.de", ["j.brandauer@hafenlicht.de"]),
    ],
)
def test_every_spelling_of_the_yard(text: str, surfaces: list[str]) -> None:
    assert shown(YARD_WORDS, text) == surfaces


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("온새미로의료재단에서 온새미로팀의", ["온새미로", "온새미로"]),
        ("Onsaemiro ONSAEMIRO onsemiro OnsaemiroLoan", ["Onsaemiro", "ONSAEMIRO", "onsemiro", "Onsaemiro"]),
        ("다솜차트는 DasomApi", ["다솜차트", "Dasom"]),
        ("다솜차트라면 다솜차트처럼요 다솜차트입니다만 온새미로라고는", ["다솜차트"] * 3 + ["온새미로"]),
        ("표 TB\\_MD\\_DIAG\\_H에서", ["DIAG"]),
        ("남도원 과장님께 도원님이 Nam Do-won, 남 과장", ["남도원", "도원", "Nam Do-won", "남"]),
        ("나린씨와 서문나린은", ["나린", "서문나린"]),
        ("Finch님", ["Finch"]),
    ],
)
def test_every_spelling_of_the_clinic(text: str, surfaces: list[str]) -> None:
    assert shown(CLINIC_WORDS, text) == surfaces


def test_one_thing_has_one_entity_in_all_spellings() -> None:
    assert {e for _, e in found(CLINIC_WORDS, "온새미로 Onsaemiro onsemiro ONSAEMIRO_DB")} == {"온새미로"}
    assert {e for _, e in found(CLINIC_WORDS, "남도원, Dowon Nam, 도원님, Finch님")} == {"남도원"}


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("SELECT * FROM MDADM.TB_MD_RSRV_M", ["MDADM", "RSRV"]),
        ("IX_MD_RSRV_M_02 TB_MD_RSRV_M_BK0401 tb_md_rsrv_m_old", ["RSRV", "RSRV", "rsrv"]),
        ("RSRV_NO and the RSRV column MD_RSRV_NO", []),
        ("INSERT INTO TB_MD_XRAY_L VALUES", ["XRAY"]),
        ("MDADM.MIG_EXCEPT_0307", ["MDADM", "EXCEPT"]),
        ("BEGIN PKG_XRAYLOAD.run; END;", ["XRAYLOAD"]),
        ("DBMS_ERRLOG.CREATE_ERROR_LOG V$SQL PG_CATALOG.PG_CLASS", []),
    ],
)
def test_database_objects_lose_their_own_word_and_columns_stay(text: str, surfaces: list[str]) -> None:
    assert shown(CLINIC_WORDS, text) == surfaces


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("Drop the anchor slowly.", []),
        ("Anchor, our crew roster, crashed.", ["Anchor"]),
        ("ANCHOR_DB_URL anchor-api", ["ANCHOR", "anchor"]),
        ("an otter swims", []),
        ("ssh to host otter", ["otter"]),
        ("SELECT 1 FROM dock.slot s; the slot is free", ["slot"]),
        ("Is it a Grant for research?", []),
        ("Grant Mast wrote it. Ask Grant for more.", ["Grant Mast", "Grant"]),
    ],
)
def test_ordinary_words_need_evidence(text: str, surfaces: list[str]) -> None:
    assert shown(YARD_WORDS, text) == surfaces


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("파도가 높다", []),
        ("온새미로 파도 서버 장애", ["온새미로", "파도"]),
        ("한길로 가자", []),
        ("한길 과장님", ["한길"]),
        ("다솜차트는", ["다솜차트"]),
    ],
)
def test_ordinary_korean_words_need_evidence(text: str, surfaces: list[str]) -> None:
    assert shown(CLINIC_WORDS, text) == surfaces


def test_what_was_judged_by_its_surroundings_does_not_carry() -> None:
    finding = standing(YARD_WORDS, View("Anchor, our crew roster"))[0]
    assert finding.rank < 40 and "ordinary word" in finding.why


def test_the_reason_never_holds_the_original() -> None:
    text = "Hafenlicht Anchor-api RMPF-221 j.brandauer@hafenlicht.de hlwrstdb03 Jürgen Brandauer"
    for finding in standing(YARD_WORDS, View(text)):
        assert not any(word in finding.why.lower() for word in text.lower().split())


def test_a_damaged_dump_is_refused() -> None:
    with pytest.raises(BadSettings):
        Lexicon.load(b"nothing of ours")
    whole = YARD_WORDS.dump()
    for cut in (20, 200, len(whole) // 2, len(whole) - 1):
        with pytest.raises(BadSettings):
            Lexicon.load(whole[:cut])


def test_an_empty_lexicon_finds_nothing() -> None:
    assert Lexicon.load(Lexicon.build([]).dump()).find(View("anything 무엇이든")) == ([], len("anything 무엇이든"))


PIECES = st.sampled_from(
    [
        "Hafenlicht",
        "온새미로",
        "_",
        "-",
        ".",
        " ",
        "\n",
        "anchor",
        "남",
        "과장",
        "@",
        "TB_MD_",
        "青波造船",
        "é",
        "İ",
        "𝔘",
        "\ud800",
        "1",
        "의",
    ]
)


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join)))
def test_find_holds_for_any_text(text: str) -> None:
    for words in (YARD_WORDS, CLINIC_WORDS):
        findings, covered = words.find(View(text))
        assert covered == len(text)
        assert all(isinstance(f, Finding) and 0 <= f.start < f.end <= len(text) for f in findings)
        sure = [f for f in findings if f.rank > DOUBT]
        assert all(a.end <= b.start for a, b in zip(sure, sure[1:], strict=False))


def test_meanings_lead_from_entity_to_plain_words() -> None:
    assert YARD_WORDS.meanings["anchor"] == "crew roster"
    assert CLINIC_WORDS.meanings["다솜차트"] == "전자의무기록"


def test_the_key_above_a_value_is_evidence() -> None:
    def hinted(text: str, hint: str) -> list[str]:
        return [text[f.start : f.end] for f in standing(YARD_WORDS, View(text), hint)]

    assert hinted("Grant", "assignee") == ["Grant"] and hinted("Grant", "title") == []
    assert hinted("Anchor", "service_name") == ["Anchor"] and hinted("anchor", "shape") == []


AIRLINE_WORDS = lexicon(AIRLINE)


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("구름길에서 예약이 안돼요. 너울항공사 직원", ["구름길", "너울"]),
        ("구름길을 걷다. 두루미와 학", []),
        ("Compass is down. Use a compass, compassDirection", ["Compass", "compass"]),
        ("Compass에서 오류", ["Compass"]),
        ("Flow (our billing engine). git flow, workflow, flow_id, useFlow()", ["Flow"]),
        ("class CraneRule: 두루미 규칙", ["Crane", "두루미"]),
        ("the crew flew a flight; SELECT crew_id FROM x ORDER BY flight", []),
        ("booking-api and a booking api", ["booking"]),
        ("com.neoul.booking.FareRule#calc NulCrewClient X-NUL-Agency", ["neoul.booking", "Nul", "NUL"]),
        ("인천 정비센터, Kettle & Finch, a kettle", ["인천 정비센터", "Kettle & Finch"]),
        ("905511223344.dkr.ecr.amazonaws.com 9055112233441", ["905511223344"]),
        ("ORA-00060 Kubernetes 1.28 HikariCP java.util.HashMap NULL Spring Cloud Gateway", []),
    ],
)
def test_an_airline_full_of_ordinary_words(text: str, surfaces: list[str]) -> None:
    assert shown(AIRLINE_WORDS, text) == surfaces


BAKERY = lexicon(
    [
        {"term": "여름", "kind": "project", "means": "점포 포스 교체"},
        {"term": "소나무", "kind": "product", "aliases": ["Pine"], "means": "주문 접수"},
        {"term": "Lantern", "kind": "product", "means": "order intake"},
        {"term": "Gebäck", "kind": "product", "means": "oven control"},
        {"term": "도란", "kind": "product", "means": "사내 메신저"},
        {"term": "森川直樹", "kind": "person", "aliases": ["모리카와 나오키", "Naoki Morikawa"]},
        {"term": "Ingeborg Stollwerth", "kind": "person"},
        {"term": "채하람", "kind": "person", "aliases": ["Haram Chae"]},
    ]
)


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("여름 TF 회의입니다", ["여름"]),
        ("# 여름 주간보고", ["여름"]),
        ("- 소나무 큐는 비었습니다", ["소나무"]),
        ("- 소나무 오픈 전 점검", ["소나무"]),
        ("Lantern 팀이 지원, ingeborg is out today", ["Lantern", "ingeborg"]),
        ("소나무 아래에서 쉬는 여름 바다", []),
        ('{"svc":"lantern","n":1}', ["lantern"]),
        ("name: lantern-fanout", ["lantern"]),
        ("a lantern-lit street; note: lantern-based light", []),
        ("소나무 서비스업, 여름 테이블", []),
        ("Gebäckofen, das Gebäck", ["Gebäck"]),
        ("森川さん、お疲れさまです。担当の森川直樹です", ["森川", "森川直樹"]),
        ("모리카와상이 나오키상한테", ["모리카와", "나오키"]),
        ("Ingeborg ist im Urlaub, schreib an Ingeborg.", ["Ingeborg", "Ingeborg"]),
        ("예외 처리, Chae 확인", ["Chae"]),
        ("haram 쌤 on-call", ["haram"]),
    ],
)
def test_a_bakery_speaks_of_its_systems_and_people(text: str, surfaces: list[str]) -> None:
    assert [text[f.start : f.end] for f in standing(BAKERY, View(text))] == surfaces


def test_a_term_said_twice_is_another_word() -> None:
    text = "도란도란 이야기를 나누다, 회사 앱 도란 알림"
    assert [f.start for f in standing(BAKERY, View(text))] == [text.rindex("도란")]


GLUED = [
    {"term": "누담", "kind": "product", "aliases": ["Nudam"]},
    {"term": "벼루내", "kind": "product", "aliases": ["VRN"]},
    {"term": "WVOL", "kind": "product"},
    {"term": "Tesquil", "kind": "org"},
    {"term": "VRNPRD", "kind": "database"},
    {"term": "하나빛누리", "kind": "customer"},
]


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("누담화를 추진", ["누담"]),
        ("누담식 배포, 누담용 서버, 누담측 확인, 누담형으로", ["누담"] * 4),
        ("비누담존에 남고, 누담스럽다고 한다", ["누담", "누담"]),
        ("WVOLMSTR wvolsetl TBWVOL WVOL_MSTR", ["WVOL", "wvol", "WVOL", "WVOL"]),
        ("svctesquil tesquilmart Tesquilian", ["tesquil", "tesquil", "Tesquil"]),
        ("VRNPRD VRNPRD1 VRNSTG vrn_prd", ["VRN", "VRN", "VRN", "vrn"]),
        ("하나빛누리 하나빛누리", ["하나빛누리"] * 2),
        ("WVOLT volume evolve VRNE TESQ", []),
    ],
)
def test_a_listed_word_is_found_glued_and_inflected_and_said_twice(text: str, hidden: list[str]) -> None:
    assert [text[f.start : f.end] for f in standing(lexicon(GLUED), View(text))] == hidden


CODED = [
    {"term": "40271188390042", "kind": "account"},
    {"term": "K2019-0472", "kind": "employee_id"},
    {"term": "market07", "kind": "host"},
    {"term": "red-garden-02", "kind": "host"},
    {"term": "GARDEN_DW", "kind": "database"},
    {"term": "TB_ORDER_HIST", "kind": "db_object"},
    {"term": "TB_SETL_AMT_D", "kind": "db_object"},
    {"term": "northfield.com", "kind": "domain"},
    {"term": "sales@northfield.com", "kind": "email"},
    {"term": "MOON", "kind": "ticket"},
    {"network": "10.48.0.0/16", "kind": "network"},
    {"term": "10.9.8.7", "kind": "host"},
    {"pattern": r"oak(prd|stg)\d{2}", "kind": "host"},
]


@pytest.mark.parametrize(
    "text",
    [
        "40271188390042",
        "D4027118839004216087",
        "K2019-0472",
        "market07",
        "red-garden-02",
        "garden_dw",
        "TB_ORDER_HIST",
        "tb_setl_amt_d",
        "www.northfield.com",
        "sales@northfield.com",
        "MOON-12",
        "10.48.3.4",
        "10.9.8.7",
        "oakprd03",
    ],
)
def test_a_listed_name_with_digits_or_joints_is_never_in_doubt(text: str) -> None:
    found = lexicon(CODED).find(View(f"see {text} there")).findings
    assert max(f.rank for f in found) == SURE, found


def test_an_ordinary_word_of_such_a_name_does_not_carry() -> None:
    found = lexicon(CODED).find(View("TB_ORDER_HIST, an order, ORDER BY")).findings
    assert [(f.start, f.rank, f.part) for f in found if f.rank > DOUBT] == [(3, SURE, REST)]


@pytest.mark.parametrize(
    ("term", "text", "count"),
    [
        ({"term": "갯벌", "kind": "product"}, "갯벌에는 게가 산다. 갯벌 체험", 2),
        ({"term": "Salt", "kind": "product"}, "a pinch of salt, SALT_API, Salt", 3),
        ({"term": "두꺼비", "kind": "project", "aliases": ["Toad"]}, "두꺼비가 운다. the toad sat", 2),
        ({"term": "Copper Lane", "kind": "customer"}, "on copper lane", 1),
    ],
)
def test_what_is_always_meant_is_certain_in_any_sentence(term: dict[str, object], text: str, count: int) -> None:
    assert [f for f in lexicon([term]).find(View(text)).findings if f.rank == SURE] == []
    found = lexicon([{**term, "always": True}]).find(View(text)).findings
    assert [f.rank for f in found] == [SURE] * count


@pytest.mark.parametrize("text", ["Add a pinch of salt to the soup.", "a pinch of Salt", "salt"])
def test_what_is_always_meant_is_hidden_whatever_the_decision_thinks(text: str, tmp_path: Path) -> None:
    """Through the library's door: an ordinary word in its ordinary sense goes where the company says always."""
    from garim import Screen

    (tmp_path / "words.jsonl").write_text('{"term": "Salt", "kind": "product", "always": true}\n')
    hidden = Screen(lexicons=[tmp_path / "words.jsonl"], key=b"k" * 32).hide(text)

    assert "salt" not in hidden.text.lower()
    assert hidden.restore(hidden.text) == text


def test_a_word_of_a_pattern_is_the_term_that_it_spells(tmp_path: Path) -> None:
    """The company in its hosts' names is the company: one surrogate in all compounds."""
    (tmp_path / "w.jsonl").write_text(
        '{"term": "온새미물산", "kind": "org", "aliases": ["Onsaemi"]}\n{"pattern": "onsaemi-(prd|stg)-[a-z]+\\\\d{2}", "kind": "host"}\n', encoding="utf-8"
    )
    hidden = Screen(settings=Settings(), lexicons=[tmp_path / "w.jsonl"], key=bytes(32)).hide("Onsaemi asks why onsaemi-prd-db01 is slow")
    first = hidden.text.split()[0]

    assert "nsaemi" not in hidden.text and f" {first.lower()}-prd-db01 " in hidden.text


@pytest.mark.parametrize(
    ("listed", "found", "ordinary"),
    [
        ("zephyrquill", ["zephyr-quill", "zephyr quill", "Zephyr_Quill", "Zephyr Quill", "ZEPHYR_QUILL"], ["a zephyr blew; quill", "zephyr, quill"]),
        ("saltmarsh", ["salt-marsh", "Salt Marsh", "salt_marsh"], ["the salt marsh is wide"]),
        ("nightheron", ["night-heron", "Night Heron", "NIGHT_HERON"], ["a night heron at dusk"]),
        ("database", [], ["the data base is slow", "a data-base"]),
        ("blueocean", [], ["a blue ocean strategy", "a blue-ocean market"]),
        ("velmora", [], ["vel-mora"]),
    ],
)
def test_a_listed_word_that_is_two_is_found_with_a_joint_between_them(listed: str, found: list[str], ordinary: list[str]) -> None:
    """The reverse of a listed zephyr-quill, which is found as one word; two words that everybody says stay."""
    words = lexicon([{"term": listed, "kind": "project"}])
    for word in found:
        assert [(f.start, f.end, f.entity) for f in standing(words, View(f"see {word} now"))] == [(4, 4 + len(word), listed)], word
    for text in ordinary:
        assert not standing(words, View(text)), text
