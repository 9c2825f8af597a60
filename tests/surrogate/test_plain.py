"""Whole sentences in general words: right to read, in both languages, and code that stays code."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from garim.surrogate.companies import Companies, Company
from garim.surrogate.plain import Place, places, write
from garim.values import Finding

KNOWN = {
    "새론": ("org", "stem", "새론", "lexicon term"), "Saeron": ("org", "stem", "새론", "lexicon term"), "saeron": ("org", "stem", "새론", "lexicon term"), "SAERON": ("org", "stem", "새론", "lexicon term"),
    "나래": ("product", "stem", "나래", "lexicon term"), "Narae": ("product", "stem", "나래", "lexicon term"), "narae": ("product", "stem", "나래", "lexicon term"),
    "Zephyrine": ("product", "stem", "zephyrine", "lexicon term"), "zephyrine": ("product", "stem", "zephyrine", "lexicon term"), "ZEPHYRINE": ("product", "stem", "zephyrine", "lexicon term"),
    "Quillon": ("customer", "stem", "quillon", "lexicon term"), "퀼론": ("customer", "stem", "퀼론", "lexicon term"), "Kestrel": ("project", "stem", "kestrel", "lexicon term"), "해오름": ("project", "stem", "해오름", "lexicon term"),
    "도하랑": ("person", "person", "도하랑", "lexicon person"), "유해찬": ("person", "person", "유해찬", "lexicon person"), "하랑": ("person", "person", "도하랑", "lexicon person"), "Mina Seo": ("person", "person", "Mina Seo", "a name in a sentence"),
    "장하": ("person", "person", "장하", "a name in a sentence"), "tamsildb": ("hostname", "stem", "tamsildb", "has the form of hostname"), "10.9.8.7": ("ipv4", "ip", "10.9.8.7", "f"), "010-3382-7719": ("kr_phone", "phone", "01033827719", "f"), "mina@saeron.kr": ("email", "email", "m", "f"),
    "H2871": ("unknown_code", "code", "H2871", "an id"), "G-771": ("employee_id", "code", "G-771", "same shape"), "넥스토": ("org", "stem", "넥스토", "a name of an organisation"), "veldt": ("unknown", "stem", "veldt", "nothing public"), "Veldt": ("unknown", "stem", "veldt", "nothing public"), "합병설": ("unknown", "stem", "합병설", "nothing public"), "주식회사": ("unknown", "stem", "주식회사", "nothing public"),
}
LISTED = Companies([Company("새론")], {}, {"새론": [0]}, own=0)
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
    return write(text, places(text, row, means=means, prose=[(0, len(text))], language=language, clean=lambda word: "새론" not in word, known=LISTED))


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
        # Behind brackets a particle follows what stands before them, where it was said of that.
        ("VIP(10.9.8.7)를 옮겼다.", "VIP(IP 주소)를 옮겼다."),
        ("스위치(10.9.8.7)을 옮겼다.", "스위치(IP 주소)를 옮겼다."),
        # The word beside a name says what it is, where nothing else does.
        ("veldt 테이블을 나눴다.", "업무 테이블을 나눴다."),
        ("테이블 tamsildb를 나눴다.", "업무 테이블을 나눴다."),
        ("veldt 서버가 죽었다.", "사내 서버가 죽었다."),
        ("서버 veldt와 프로젝트 해오름", "사내 서버와 사내 프로젝트"),
        ("나래 서버가 죽었다.", "모바일뱅킹 앱 서버가 죽었다."),
        ("협력사 veldt가 왔다. veldt는 늦었다.", "협력사가 왔다. 협력사는 늦었다."),
        ("아내(도하랑)가 왔다.", "아내(동료)가 왔다."),
        ("남편(도하랑)이 왔다.", "남편(동료)이 왔다."),
        ("새론(옛 이름)은 크다.", "자사(옛 이름)는 크다."),
        ("새론(유해찬)은 크다.", "자사(동료)는 크다."),
        ("나래(새론)를 쓴다.", "모바일뱅킹 앱(자사)을 쓴다."),
        ("나래(모바일뱅킹 앱)를 쓴다.", "모바일뱅킹 앱을 쓴다."),
        ("모바일뱅킹 앱(나래)을 쓴다.", "모바일뱅킹 앱을 쓴다."),
        ("나래(은)는 (새론)은 아니다.", "모바일뱅킹 앱은 (자사)는 아니다."),
        ("새론(1) 도하랑이 왔다.", "자사(1) 동료가 왔다."),
        # 님 and 씨 go with the name, whatever particles stand behind them.
        ("도하랑 님과의 경계, 유해찬 씨에게서는, 도하랑님한테까지도", "동료 A와의 경계, 동료 B에게서는, 동료 A한테까지도"),
        ("도하랑님들이 왔다.", "동료들이 왔다."),
        ("도하랑 과장님한테만 말했다.", "과장님한테만 말했다."),
        ("도하랑 대리점에 갔다.", "동료 대리점에 갔다."),
        ("도하랑아, 고마웠어. 유해찬아!", "동료 A야, 고마웠어. 동료 B야!"),
        # A slash between two words joins no code, and an option's value is code.
        ("발신 도하랑/유해찬이다.", "발신 동료 A/동료 B이다."),
        ("담당: 도하랑/Mina Seo", "담당: 동료/담당자"),
        ("접속은 `ssh` 말고 psql -d SAERON -h tamsildb01로 한다.", "접속은 `ssh` 말고 psql -d COMPANY -h server01로 한다."),
        # What belongs to an organisation's name goes with it.
        ("새론로지스틱스와 새론코리아가", "자사와 자사가"),
        ("Saeron Veldt 심사 API", "자사 심사 API"),
        ("새론 veldt 심사 API", "자사 사내 명칭 심사 API"),
        ("새론 합병설은", "자사 사내 명칭은"),
        ("주식회사 새론은 크다.", "자사는 크다."),
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
        ("Dear Mina Seo, dear Quillon,", "Dear person, dear customer,"),
        ("Ask Quillon Veldt Partners LLC, please.", "Ask a customer, please."),
        ("Quillon plc and Quillon Pte. Ltd. and Quillon A/S", "A customer and the customer and the customer"),
    ],
)
def test_english_reads_right(was: str, says: str) -> None:
    assert general(was, language="en") == says


@pytest.mark.parametrize(
    ("language", "was", "says"),
    [
        # The language of a place is that of the sentence round it, not of the names in it.
        ("en", "Refund flow for 해오름: we want it idempotent. 도하랑 owns 나래.", "Refund flow for our project: we want it idempotent. A colleague owns our product."),
        ("ko", "Refund flow for 해오름: we want it idempotent and 도하랑 owns it.", "Refund flow for our project: we want it idempotent and a colleague owns it."),
        ("ko", "Reply to Quillon that the payout is late and that we look. 담당은 Mina Seo다.", "Reply to a customer that the payout is late and that we look. 담당은 담당자다."),
        ("ko", "Author: 도하랑 · Reviewers: 유해찬, Mina Seo", "Author: 동료 A · Reviewers: 동료 B, 담당자"),
        ("ko", "From: 도하랑", "From: 동료"),
        ("en", "From: 도하랑", "From: a colleague"),
        ("en", "도하랑 said so", "A colleague said so"),
    ],
)
def test_a_place_speaks_the_language_of_its_sentence(language: str, was: str, says: str) -> None:
    assert general(was, {}, language) == says


def test_a_word_that_a_line_end_cuts_is_no_encoded_one() -> None:
    text = "제3장 새\n론을 옮긴다."
    cut = Finding(4, 7, "org", "stem", "새론", "lexicon term", form="wrapped")

    assert write(text, places(text, [cut], means={}, prose=[], language="ko", known=LISTED)) == "제3장 자사를 옮긴다."


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
    first, second = places(text, found(text), means={}, prose=[(0, len(text))], language="ko", known=LISTED)

    assert write(text, [first._replace(word="은행"), second._replace(word="앱")]) == "은행은 앱을 만든다."
    assert write(text, [second]) == "새론은 자사 서비스를 만든다."
    assert write(text, []) == text


def test_places_say_what_and_why() -> None:
    assert places("새론은행은", found("새론은행은"), means={}, prose=[], language="ko", known=LISTED) == [Place(0, 4, "org", "lexicon term", "자사", "ko", "own")]
