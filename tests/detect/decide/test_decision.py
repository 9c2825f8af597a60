"""The one learnt decision, through the finders that propose to it."""

import base64
import random
import re
from pathlib import Path

import numpy as np
import pytest

from garim import Screen
from garim.config import Settings
from garim.config.settings import ScreenSettings
from garim.detect.decide.decision import DOUBT, Decision
from garim.detect.decide.people import whole_names
from garim.detect.public.table import Table
from garim.errors import BadSettings
from garim.values import Finding

KEY = bytes(32)


@pytest.fixture(scope="module")
def screen() -> Screen:
    """Without a lexicon."""
    return Screen(key=KEY)


@pytest.mark.parametrize(
    "text",
    [
        "Compare Kafka, Pulsar, RabbitMQ and NATS for exactly-once delivery.",
        "쿠버네티스에서 Calico와 Cilium 차이를 표로 정리해 주세요.",
        "Why does json.dumps escape Unicode characters? ORA-01555, CVE-2024-3094 and RFC 9110 are fine.",
        "2026-11-28 03:14:09.118 INFO started in 2.4 s, version 11.2.0.4",
        "Explain Raft vs Paxos as Leslie Lamport would.",
    ],
)
def test_what_is_public_stays(screen: Screen, text: str) -> None:
    """Products, people, codes, versions and times that everyone knows."""
    assert screen.hide(text).text == text


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("package com.qorvanelle.tuvimar.cache;", ["qorvanelle", "tuvimar"]),
        ("ssh quzvrndb01 'ls'", ["quzvrndb"]),
        ('username = "qmvtadmin77"; host: zuvrel-prd-db02', ["qmvt", "zuvrel"]),
        ("참석: 도하랑 과장, 표윤슬 대리\n하랑 과장 확인, 윤슬 대리가 처리", ["하랑", "윤슬"]),
    ],
)
def test_what_is_unknown_is_hidden_and_comes_back(screen: Screen, text: str, gone: list[str]) -> None:
    """With no list at all; ordinary parts of a name stay, and the text comes back to the byte."""
    hidden = screen.hide(text)

    assert not [word for word in gone if word in hidden.text]
    assert hidden.restore(hidden.text) == text
    assert "prd" not in text or "-prd-" in hidden.text


def test_the_unknown_may_be_kept() -> None:
    """A setting leaves what nobody listed."""
    kept = Screen(settings=Settings(screen=ScreenSettings(unknown="keep")), key=KEY)

    assert "zuvrelq" in kept.hide("the zuvrelq daemon of zuvrelq restarts").text


def test_a_listed_word_that_is_no_public_word_needs_no_judgement(tmp_path) -> None:  # type: ignore[no-untyped-def]
    """Wherever it stands, alone too."""
    path = tmp_path / "words.jsonl"
    path.write_text('{"term": "Quavermoor", "kind": "project"}\n')

    assert "uavermoor" not in Screen(lexicons=[path], key=KEY).hide("Quavermoor").text


def test_a_damaged_decision_stops_the_start() -> None:
    """Cut, foreign or of another version: told, and nothing is loaded in its place."""
    for blob in (b"", b"PK\x03\x04 cut"):
        with pytest.raises(BadSettings, match="decision"):
            Decision.load(blob, Table.open())


def test_a_long_text_is_judged_like_its_pieces(screen: Screen) -> None:
    """No character is skipped where a text is cut, and no finding points outside."""
    line = "도하랑 과장님, zuvrel-prd-db02 점검 부탁드립니다.\n"
    text = line * 400
    hidden = screen.hide(text)

    assert "하랑" not in hidden.text and "zuvrel" not in hidden.text
    assert hidden.restore(hidden.text) == text


def test_chances_are_chances(screen: Screen) -> None:
    """One for each word, between 0 and 1, the same each time."""
    decision = Decision.installed()
    first = decision.settle("zuvrel-prd-db02 of Quavermoor", [])

    assert first == decision.settle("zuvrel-prd-db02 of Quavermoor", [])
    assert all(f.rank > DOUBT and f.start < f.end for f in first)
    assert np.isfinite(decision.limits).all()


def test_numbered_machines_stay_siblings() -> None:
    """kfk01 and kfk02 differ by their number alone, hidden too."""
    screen = Screen(settings=Settings(), key=bytes(32))
    text = "KAFKA_BROKERS=qzv-prd-kvk01:9092,qzv-prd-kvk02:9092,qzv-prd-kvk03:9092 down since 02:10, broker qzv-prd-kvk02 OOM"
    hidden = screen.hide(text)

    first, second = (hidden.text.split("=")[1].split(",")[n] for n in (0, 1))
    assert "kvk" not in hidden.text and first.replace("01", "02") == second
    assert hidden.restore(hidden.text) == text


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("바람길 배포 실패", "바람길"),
        ("ping 10.83.17.204", "10.83.17.204"),
        ('{"host":"192.168.40.12"}', "192.168.40.12"),
        ("call 010-3382-7719 now", "010-3382-7719"),
        ("8503141234562 조회", "8503141234562"),
    ],
)
def test_short_texts_keep_nothing_that_has_a_form_or_is_listed(tmp_path: Path, text: str, gone: str) -> None:
    """However little else speaks of a company."""
    (tmp_path / "w.jsonl").write_text('{"term": "바람길", "kind": "project"}\n', encoding="utf-8")
    screen = Screen(settings=Settings(), lexicons=[tmp_path / "w.jsonl"], key=bytes(32))

    assert gone not in screen.hide(text).text


@pytest.mark.parametrize("text", ["Java 11.0.20.1 on the path", "saved at 1703183652505 ms", "lodash 4.17.21.0 is out", "server at api:8080 and Foo.java:123", '- - [29/Nov/2024:23:58:01 +0900] "GET / HTTP/1.1" 200 1'])
def test_versions_times_and_ports_stay(screen: Screen, text: str) -> None:
    assert screen.hide(text).text == text


def test_of_a_listed_table_only_what_says_most_is_coined(tmp_path: Path) -> None:
    listed = tmp_path / "terms.jsonl"
    listed.write_text('{"term": "TB_ACNT_MST", "kind": "db_object"}\n{"term": "PKG_LOAN_CALC", "kind": "db_object"}\n')
    hidden = Screen(settings=Settings(), lexicons=[listed], key=b"k" * 32).hide(
        "SELECT * FROM TB_ACNT_MST a JOIN TB_ACNT_HIST b ON a.ID = b.ID;\nEXEC PKG_LOAN_CALC.RUN;"
    )
    assert re.search(r"\bTB_[A-Z]+_MST\b", hidden.text) and re.search(r"\bTB_[A-Z]+_HIST\b", hidden.text), hidden.text
    assert "PKG_" in hidden.text and "ACNT_MST" not in hidden.text and "PKG_LOAN_CALC" not in hidden.text


def test_a_table_of_plain_parts_that_nobody_lists_is_anybodys(tmp_path: Path) -> None:
    listed = tmp_path / "terms.jsonl"
    listed.write_text('{"term": "한결페이", "kind": "product"}\n')
    sql = "-- 한결페이 회원 조회\nSELECT CUST_NO, CUST_NM FROM TB_CUST_MST WHERE REG_DT >= '20260101' AND MBR_ID = :id"
    hidden = Screen(settings=Settings(), lexicons=[listed], key=b"k" * 32).hide(sql)
    assert "TB_CUST_MST" in hidden.text and "한결페이" not in hidden.text


def test_a_company_has_one_stand_in_in_prose_host_and_table(screen: Screen) -> None:
    text = "Pelvora Shipping asks: pelvora-prd-db01 throws ORA-00060.\nSELECT * FROM PVADM.TB_PV_CUST_M; -- jdbc:oracle:thin:@//pelvora-prd-db01.pelvora.internal:1521/PVPRD"
    hidden = screen.hide(text)
    name = re.match(r"(\w+) Shipping", hidden.text)
    assert name and f"{name[1].lower()}-prd-db01 throws" in hidden.text and f"//{name[1].lower()}-prd-db01.{name[1].lower()}." in hidden.text
    assert "_PV_" not in hidden.text and re.search(r"TB_[A-Z]+_CUST_M", hidden.text), hidden.text
    assert hidden.restore(hidden.text) == text


def test_a_listed_word_is_meant_everywhere_once_it_is_meant(tmp_path: Path) -> None:
    """Beside a term that is always meant, ordinary words of the list are the company's in every sentence."""
    (tmp_path / "words.jsonl").write_text('{"term":"두레박","kind":"product","always":true}\n{"term":"물레","kind":"product"}\n{"term":"나침반","kind":"project"}\n')
    listed = Screen(lexicons=[tmp_path / "words.jsonl"], key=KEY)
    text = "두레박이랑 물레랑 연동할 때 나침반으로 모니터링하고, 물레로부터 받은 전문은 두레박에게 넘깁니다. 물레를 재기동하고 두레박과 나침반을 확인하세요."

    hidden = listed.hide(text)

    assert not [word for word in ("두레박", "물레", "나침반") if word in hidden.text]
    assert hidden.restore(hidden.text) == text


@pytest.mark.parametrize("amount", ["3700000000", "250000000", "1500000"])
def test_round_numbers_are_amounts(screen: Screen, amount: str) -> None:
    """Whatever else in the text is the company's; the same of all other digits names something."""
    said = "SELECT * FROM TB_QVL_MST WHERE CUST_NO = '20260417031' AND LMT > {} -- quzvrndb01"

    assert amount in screen.hide(said.format(amount)).text and "20260417031" not in screen.hide(said.format(amount)).text


@pytest.mark.parametrize("joint", ["\n", ", ", " -> "])
@pytest.mark.parametrize("word", ["mqrelvo", "KDRLN"])
def test_what_is_hidden_in_one_place_is_hidden_in_all(screen: Screen, word: str, joint: str) -> None:
    text = joint.join((f"ssh {word}.corp.internal", f"SELECT * FROM {word}.ORDERS", f"{word} is slow", f"-- {word}"))

    assert word not in screen.hide(text).text


@pytest.mark.parametrize(
    "text",
    [
        "지게차 FL-07-22418 점검 결과 정리해줘. 담당 도하랑 과장, 창고 hb-wh-03", "Zählpunkt DE0009128845100000000000000418002 liefert nichts, Kunde Vossbrinkhof",
        "PO BC-2609-337 for Quelmora Ltd has not arrived", "subject KR07-000351 dropped out, ask Dr. Vessmar at the Tolwick site",
    ],
)  # fmt: skip
def test_a_code_is_judged_although_some_public_ones_begin_alike(screen: Screen, text: str) -> None:
    out = screen.hide(text).text

    assert not re.search("FL-07-22418|DE00091288451|BC-2609-337|KR07-000351", out)
    assert "CVE-2024-21626" in screen.hide(f"{text} CVE-2024-21626, ORA-12514").text


@pytest.mark.parametrize("tail", ["Tech", "Shipping", "Logistics GmbH", "Labs Inc"])
def test_what_a_company_calls_itself_by_stays_behind_its_name(tmp_path: Path, tail: str) -> None:
    (tmp_path / "l.jsonl").write_text(f'{{"term": "Quelmora {tail}", "kind": "org"}}\n{{"term": "Vantholm Consulting", "kind": "org"}}')
    screen = Screen(lexicons=[tmp_path / "l.jsonl"], key=bytes(32))
    out = screen.hide(f"Quelmora {tail} and Vantholm Consulting met.").text

    assert re.fullmatch(rf"\w+ {tail} and \w+ Consulting met\.", out) and "Quelmora" not in out


@pytest.mark.parametrize(
    "text",
    [
        "Arum Bong merged it; ping arum.bong and junho.bong", "Minjun Park merged it; ping minjun.park and jisoo.park",
        "Laura Fenwick approved, cc laura.fenwick and tom.fenwick", "reviewer: junho.bong, author: Junho Bong",
        "call Wren Okonjo or wren.okonjo",
    ],
)  # fmt: skip
def test_no_half_of_a_person_stays(screen: Screen, text: str) -> None:
    """First and last name of one person are one, in a sentence and in an account, and come back."""
    hidden = screen.hide(text)
    names = {half.lower() for half in re.findall(r"[A-Za-z]{3,}", text) if half.istitle() and half.lower() + "." in text or f".{half.lower()}" in text}

    assert names and not any(re.search(rf"(?i)\b{name}\b", hidden.text) for name in names)
    assert hidden.restore(hidden.text) == text


@pytest.mark.parametrize("text", ["self.minho and os.path", "obj.junho.bong(x)", "junho.txt is in /tmp", "import junho.utils"])
def test_code_with_a_dot_is_no_account(text: str) -> None:
    """Attributes, files and modules keep their other half."""
    found = [Finding(at, at + 5, "person", "person", "junho", "", part="given", rank=39) for at in [text.find("junho")] if at >= 0]

    assert whole_names(text, found) == found


@pytest.mark.parametrize("wrapped", [False, True])
def test_a_picture_in_a_text_comes_through(screen: Screen, wrapped: bool) -> None:
    """Base64 of what is no text is left whole, in a line and as mails wrap it: its letters are no words."""
    packed = base64.b64encode(random.Random(7).randbytes(1500)).decode()
    text = "see the chart:\n" + ("\n".join(packed[at : at + 76] for at in range(0, len(packed), 76)) if wrapped else f"data:image/png;base64,{packed}") + "\nthanks"

    assert screen.hide(text).text == text


@pytest.mark.parametrize("listed", [False, True])
@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("According to Nkechi Grant, the council will grant us the licence. Nkechi Grant asks Will Tolliver.", "will grant us"),
        ("Deborah Young has approved it, but young drivers still pay. Ask Deborah Young or Mark Bixley to mark the date.", "young drivers"),
        ("Rose Tunnicliffe and Hope Marchetti met at noon. We hope to hear from you; write a page about it, Rose Tunnicliffe.", "We hope to hear"),
    ],
)
def test_words_of_every_day_stay_beside_names_that_are_words(tmp_path: Path, text: str, stays: str, listed: bool) -> None:
    """That somebody is called Will, Rose or Young says nothing of will, rose and young."""
    names = ("Nkechi Grant", "Will Tolliver", "Deborah Young", "Mark Bixley", "Rose Tunnicliffe", "Hope Marchetti")
    (tmp_path / "people.jsonl").write_text("".join(f'{{"term": "{name}", "kind": "person"}}\n' for name in names))
    hidden = Screen(key=KEY, lexicons=[tmp_path / "people.jsonl"] if listed else ()).hide(text)
    assert stays in hidden.text
    assert not listed or not any(part in hidden.text for part in ("Grant", "Tolliver", "Young", "Bixley", "Tunnicliffe", "Marchetti"))
    assert hidden.restore(hidden.text) == text


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Ms Jones, the hearing is on Saturday.", "Jones"),
        ("is mr Tschentscher still in charge of returns", "Tschentscher"),
        ("ask mr & mrs achterberg, they will pay on monday", "achterberg"),
        ("Name card: HERR DR. LOTHAR EICHENSEER", "LOTHAR EICHENSEER"),
        ("mrs. Bradford would prefer a window seat.", "Bradford"),
    ],
)
def test_behind_a_title_stands_a_name(screen: Screen, text: str, gone: str) -> None:
    """However short the text and however the title is written."""
    hidden = screen.hide(text)
    assert not any(part in hidden.text for part in gone.split()) and hidden.restore(hidden.text) == text


@pytest.mark.parametrize(
    "text", ["The pause took 300 ms total.", "I miss London and MS Word.", "The DR site is up, the mr diff is green.", "Is Mr president right?"]
)
def test_what_only_looks_like_a_title_makes_no_name(screen: Screen, text: str) -> None:
    """Units, verbs, vendors and sites."""
    assert screen.hide(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "Please tell {} that the meeting has moved to Friday.",
        "The witness, {}, lives near the harbour.",
        "Could you draft a note to {} about the delay?",
        "My manager is {}.",
    ],
)
@pytest.mark.parametrize("name", ["Tegan Harwell", "Laura Johnson", "Amy M. Evans", "Kirsty Moore", "Gustavo Pinheiro"])
def test_a_full_name_that_nobody_knows_is_somebody(screen: Screen, text: str, name: str) -> None:
    """In talk that says nothing of a company, and whoever has a name of common words."""
    hidden = screen.hide(text.format(name))

    assert name not in hidden.text
    assert hidden.restore(hidden.text) == text.format(name)


@pytest.mark.parametrize(
    "text",
    [
        "Marie Curie and Jane Austen were read in class.",
        "What did Stephen King and Serena Williams have in common?",
        "John Deere's Operations Center or Charles Schwab's API, which is better documented?",
        "[Thu Jun 11 05:02:18 2026] Memory cgroup out of memory",
        "Lloyd's List, Murphy's Law and Harry Potter in one sentence, please.",
    ],
)
def test_a_full_name_that_everyone_knows_stays(screen: Screen, text: str) -> None:
    """People in public life, characters, firms that read like people, and dates."""
    assert screen.hide(text).text == text


def test_whoever_stands_beside_a_private_person_is_private_too(screen: Screen) -> None:
    """A list of names says what each of them is."""
    text = "Absent: Natasha Christiansen, Deborah Green, Roberta Rodriguez and Laura Johnson. Reading: Jane Austen."
    hidden = screen.hide(text)

    assert not [name for name in ("Natasha", "Deborah Green", "Roberta Rodriguez", "Laura Johnson") if name in hidden.text]
    assert "Jane Austen" in hidden.text


@pytest.mark.parametrize(
    "text",
    ["솔바람 왜 이래", "도하랑 과장이 확인했나요", "Is Quzvrel down?", "zuvrel-prd-db02", "Compare Kafka and Pulsar.", "밀물과 썰물의 차이는?"],
)
@pytest.mark.parametrize(("before", "behind"), [("", "\n"), ("", " \r\n\n"), ("\n\n", ""), ("  ", "\n\n\n")])
def test_blank_lines_around_a_text_say_nothing_of_it(tmp_path: Path, before: str, behind: str, text: str) -> None:
    """A file ends with a line end, what is typed does not."""
    words = tmp_path / "words.jsonl"
    words.write_text('{"term": "솔바람", "kind": "project"}\n{"term": "밀물", "kind": "product"}\n', "utf-8")
    screen = Screen(lexicons=[words], key=KEY)

    assert screen.hide(before + text + behind).text == before + screen.hide(text).text + behind


@pytest.mark.parametrize(
    "line",
    [
        "2026-11-29T23:{0:02d}:00+09:00 qzv-prd-auth01 zuvrel[{1}]: INFO approve trace={2:010x} mrch=44710{3} amt=36100 rc=00",
        "{2:010x} | 77{3}031 | zuvrel | DONE | 12 ms",
        "WARN tuvimar.relay - shipment 5203{3}{0:02d} of account 88{3}41 is late",
    ],
)
def test_ids_are_hidden_in_a_long_log_as_in_a_short_one(screen: Screen, line: str) -> None:
    """Many lines alike do not make an id less of an id."""
    dice = random.Random(3)
    rows = [line.format(i % 60, 2000 + i % 7, dice.randrange(16**10), dice.randrange(10000, 99999)) for i in range(400)]
    ids = re.compile(r"(?<!\d)(?:44710\d{5}|77\d{5}031|5203\d{7}|88\d{5}41)(?!\d)")
    short, long = (screen.hide("\n".join(rows[:n])).text for n in (10, 400))
    planted = len(ids.findall("\n".join(rows)))

    assert not ids.findall(short)
    assert len(set(ids.findall(long)) & set(ids.findall("\n".join(rows)))) <= planted // 50
