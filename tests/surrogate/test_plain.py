"""Whole sentences in general words: right to read, in both languages, and code that stays code."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from garim.surrogate.plain import Place, places, write
from garim.values import Finding

KNOWN = {
    "새론": ("org", "stem", "새론", "lexicon term"), "Saeron": ("org", "stem", "새론", "lexicon term"), "saeron": ("org", "stem", "새론", "lexicon term"), "SAERON": ("org", "stem", "새론", "lexicon term"),
    "나래": ("product", "stem", "나래", "lexicon term"), "Narae": ("product", "stem", "나래", "lexicon term"), "narae": ("product", "stem", "나래", "lexicon term"),
    "Zephyrine": ("product", "stem", "zephyrine", "lexicon term"), "zephyrine": ("product", "stem", "zephyrine", "lexicon term"), "ZEPHYRINE": ("product", "stem", "zephyrine", "lexicon term"),
    "Quillon": ("customer", "stem", "quillon", "lexicon term"), "퀼론": ("customer", "stem", "퀼론", "lexicon term"), "Kestrel": ("project", "stem", "kestrel", "lexicon term"), "해오름": ("project", "stem", "해오름", "lexicon term"),
    "도하랑": ("person", "person", "도하랑", "lexicon person"), "유해찬": ("person", "person", "유해찬", "lexicon person"), "하랑": ("person", "person", "도하랑", "lexicon person"), "Mina Seo": ("person", "person", "Mina Seo", "a name in a sentence"),
    "장하": ("person", "person", "장하", "a name in a sentence"), "tamsildb": ("hostname", "stem", "tamsildb", "has the form of hostname"), "10.9.8.7": ("ipv4", "ip", "10.9.8.7", "f"), "010-3382-7719": ("kr_phone", "phone", "01033827719", "f"), "mina@saeron.kr": ("email", "email", "m", "f"),
    "H2871": ("unknown_code", "code", "H2871", "an id"), "G-771": ("employee_id", "code", "G-771", "same shape"), "넥스토": ("org", "stem", "넥스토", "a name of an organisation"), "veldt": ("unknown", "stem", "veldt", "nothing public"),
}
MEANS = {"나래": "모바일뱅킹 앱", "zephyrine": "online bank", "퀼론": "새론의 손님"}


def found(text: str) -> list[Finding]:
    out: list[Finding] = []
    for value in sorted(KNOWN, key=len, reverse=True):
        kind, family, entity, why = KNOWN[value]
        at = text.find(value)
        while at >= 0:
            if not any(f.start < at + len(value) and f.end > at for f in out):
                out.append(Finding(at, at + len(value), kind, family, entity, why))
            at = text.find(value, at + 1)
    return sorted(out)


def general(text: str, means: Mapping[str, str] = MEANS, language: str = "ko") -> str:
    row = found(text)
    return write(text, places(text, row, means=means, prose=[(0, len(text))], language=language, clean=lambda word: "새론" not in word))


@pytest.mark.parametrize(
    ("was", "says"),
    [
        ("새론은 느리고 나래가 빠르다.", "자사는 느리고 모바일뱅킹 앱이 빠르다."),
        ("새론은행과 일했다.", "자사와 일했다."),
        ("(주)새론을 떠난다.", "자사를 떠난다."),
        ("우리 새론이 좋다.", "우리 회사가 좋다."),
        ("새론 새론은행은 컸다.", "자사는 컸다."),
        ("새론은행 새론증권과 일했다.", "자사와 일했다."),
        ("우리 새론 새론은행을 떠난다.", "우리 회사를 떠난다."),
        ("자사 새론은 컸다.", "자사는 컸다."),
        ("고객사 퀼론을 만났다.", "고객사를 만났다."),
        ("퀼론 Quillon 담당이다.", "고객사 담당이다."),
        ("동료 도하랑이 왔다.", "동료가 왔다."),
        ("도하랑 하랑이 왔다.", "동료가 왔다."),
        ("새론팀은 컸다.", "자사 팀은 컸다."),
        ("해오름 프로젝트를 맡았다.", "사내 프로젝트를 맡았다."),
        ("해오름으로 옮겼다.", "사내 프로젝트로 옮겼다."),
        ("새론(Saeron)은 은행이다.", "자사는 은행이다."),
        ("**새론**은 크다.", "**자사**는 크다."),
        ("도하랑 과장님께 물었다.", "과장님께 물었다."),
        ("도하랑 과장님과 유해찬 과장님이 왔다.", "A 과장님과 B 과장님이 왔다."),
        ("도하랑 씨가 왔다.", "동료가 왔다."),
        ("장하늘 과장님께", "과장님께"),
        ("tamsildb-prd-03과 tamsildb-prd-04가 죽었다.", "사내 서버 A와 사내 서버 B가 죽었다."),
        ("도하랑님이 왔다.", "동료가 왔다."),
        ("하랑이는 갔다.", "동료는 갔다."),
        ("도하랑이 유해찬을 불렀다.", "동료 A가 동료 B를 불렀다."),
        ("퀼론은 손님이다.", "고객사는 손님이다."),
        ("넥스토로 옮긴다.", "다른 회사로 옮긴다."),
        ("Saeron은 크다.", "자사는 크다."),
        ("tamsildb02가 죽었다.", "사내 서버가 죽었다."),
        ("사번 G-771로 등록", "사번 (생략)으로 등록"),
        ("연락처: 010-3382-7719", "연락처: 전화번호"),
        ("10.9.8.7로 접속", "IP 주소로 접속"),
        ("SaeronLoanService는 느리다.", "CompanyLoanService는 느리다."),
        ("`saeron_cust_mst`를 읽는다.", "`company_cust_mst`를 읽는다."),
        ("새론은(는) 은행이다.", "자사는 은행이다."),
        ("새론이라는 회사", "자사라는 회사"),
        ("새론이었다.", "자사였다."),
        ("H2871을 확인", "식별번호를 확인"),
    ],
)
def test_korean_reads_right(was: str, says: str) -> None:
    assert general(was) == says


@pytest.mark.parametrize(
    ("was", "says"),
    [
        ("Saeron is slow.", "Our company is slow."),
        ("At Saeron we use Kestrel.", "At our company we use our project."),
        ("The Saeron team left.", "The company team left."),
        ("a Saeron tool", "a company tool"),
        ("an Zephyrine user", "an online bank user"),
        ("A Zephyrine account", "An online bank account"),
        ("We moved Saeron's data.", "We moved our company's data."),
        ("Saeron's Kestrel runs.", "Our company's project runs."),
        ("I asked Mina Seo, and Mina Seo agreed.", "I asked a person, and the person agreed."),
        ("Project Kestrel is late.", "Our project is late."),
        ("the Kestrel project", "the project"),
        ("Saeron Bank, Inc. called.", "Our company called."),
        ("our new Saeron app", "our new company app"),
        ("Quillon waits. Quillon left.", "A customer waits. The customer left."),
        ("Narae and Zephyrine", "Our product and our online bank"),
        ("Mail Mina Seo <mina@saeron.kr> today.", "Mail a person <name@example.com> today."),
        ("Call Mr. Mina Seo now.", "Call a person now."),
        ("Saeron-based work", "Company-based work"),
    ],
)
def test_english_reads_right(was: str, says: str) -> None:
    assert general(was, language="en") == says


def test_code_keeps_its_form() -> None:
    was = "글\n\n```sql\nSELECT * FROM SAERON_CUST c, ZEPHYRINE.ACCT -- Saeron\n```\n\nhttps://saeron.kr/narae?x=zephyrine\nveldt_a"
    says = "글\n\n```sql\nSELECT * FROM COMPANY_CUST c, PRODUCT_A.ACCT -- Company\n```\n\nhttps://company.kr/productb?x=producta\nname_a"

    assert general(was) == says


def test_several_of_one_kind_are_told_apart_and_stay_so() -> None:
    was = "Narae calls Zephyrine.\nThe Narae team left Zephyrine.\n나래와 Zephyrine을 쓴다."
    says = "Product A calls product B.\nThe product A team left product B.\n자사 서비스 A와 자사 서비스 B를 쓴다."

    assert general(was, {}, "en") == says


def test_a_meaning_that_names_the_company_is_not_used() -> None:
    assert "새론" not in general("퀼론은 왔다.")


def test_what_a_person_chose_agrees_too() -> None:
    text = "새론은 나래를 만든다."
    first, second = places(text, found(text), means={}, prose=[(0, len(text))], language="ko")

    assert write(text, [first._replace(word="은행"), second._replace(word="앱")]) == "은행은 앱을 만든다."
    assert write(text, [second]) == "새론은 자사 서비스를 만든다."
    assert write(text, []) == text


def test_places_say_what_and_why() -> None:
    assert places("새론은행은", found("새론은행은"), means={}, prose=[], language="ko") == [Place(0, 4, "org", "lexicon term", "자사", "ko", "새론")]
