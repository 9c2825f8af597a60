"""Who is the company itself, and what others are to it, is told by the company's list or by the sentence."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from garim.config.companies import companies_of
from garim.detect.lexicon.source import read_terms
from garim.exchange import Screening
from garim.records.publish import look
from garim.surrogate.companies import SAID

ORGS = [
    {"term": "가림나무식품", "kind": "org"},
    {"term": "다온누리해상", "kind": "org", "aliases": ["Daonnuri Marine", "DNM"]},
    {"term": "다온누리물류", "kind": "org"},
    {"term": "벼리솔테크", "kind": "org", "aliases": ["Byeorisol Tech"]},
    {"term": "Vantholm Consulting", "kind": "org"},
    {"term": "너울빛상사", "kind": "org", "means": "납품업체"},
    {"term": "해솔벗의료", "kind": "customer"},
]
HOME = [{"term": "daonnuri.example", "kind": "domain"}, {"term": "com.daonnuri.ship", "kind": "package"}]
Look = Callable[..., str]


@pytest.fixture(scope="module")
def general(tmp_path_factory: pytest.TempPathFactory) -> Look:
    from garim import Screen

    made: dict[str, Screening] = {}

    def told(text: str, language: str = "ko", rows: Sequence[dict[str, Any]] = (*ORGS, *HOME)) -> str:
        words = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        if words not in made:
            path = tmp_path_factory.mktemp("list") / "words.jsonl"
            path.write_text(words, encoding="utf-8")
            made[words] = Screen(lexicons=[path], key=bytes(range(32))).screening
        return look(text, made[words], language).write({})

    return told


@pytest.mark.parametrize(
    ("was", "says"),
    [
        # The company is the one whose name its domains and packages bear, in every spelling, wherever the list has it.
        ("다온누리해상을 떠난다. DNM에서 오 년이었다.", "자사를 떠난다. 자사에서 오 년이었다."),
        ("우리 회사 다온누리해상은 컸다.", "우리 회사는 컸다."),
        ("다온누리물류에서 다온누리해상으로 옮겼다.", "계열사에서 자사로 옮겼다."),
        # Who is called nothing is another company, and two of them are two.
        ("가림나무식품을 만났다.", "다른 회사를 만났다."),
        ("가림나무식품과 벼리솔테크를 만났다. 벼리솔테크가 나았다.", "A사와 B사를 만났다. B사가 나았다."),
        # The sentence says it before the name, behind it, in brackets; for names that are joined, once for all.
        ("협력사 벼리솔테크가 늦었다. 벼리솔테크는 사과했다.", "협력사가 늦었다. 협력사는 사과했다."),
        ("벼리솔테크를 외주업체 가림나무식품으로 바꿨다.", "다른 회사를 외주업체로 바꿨다."),
        ("협력사인 벼리솔테크와 가림나무식품이 왔다.", "협력사 A와 협력사 B가 왔다."),
        ("벼리솔테크라는 협력업체와 일했다.", "협력업체와 일했다."),
        ("벼리솔테크(거래처)를 찾았다.", "거래처를 찾았다."),
        ("경쟁사 벼리솔테크보다 빨랐다.", "경쟁사보다 빨랐다."),
        ("파트너사: 벼리솔테크, 가림나무식품", "파트너사: 파트너사 A, 파트너사 B"),
        ("협력사 벼리솔테크와 고객사 해솔벗의료를 만났다.", "협력사와 고객사를 만났다."),
        # What the list says of it wins.
        ("협력사 너울빛상사와 일했다.", "협력사 납품업체와 일했다."),
        ("너울빛상사가 보냈다.", "납품업체가 보냈다."),
        # Whoever is in no list is told by the sentence as well.
        ("외주사 그린나무시스템즈와 일했다. 그린나무시스템즈는 좋았다.", "외주사와 일했다. 외주사는 좋았다."),
        ("`byeorisol_batch`와 `daonnuri_batch`", "`thirdparty_batch`와 `company_batch`"),
    ],
)
def test_korean(general: Look, was: str, says: str) -> None:
    assert general(was) == says


@pytest.mark.parametrize(
    ("was", "says"),
    [
        ("Daonnuri Marine was good to me.", "Our company was good to me."),
        ("Our supplier Byeorisol Tech was late. Byeorisol Tech paid.", "Our supplier was late. The supplier paid."),
        ("We moved to Byeorisol Tech, a partner, in May.", "We moved to a partner in May."),
        ("We asked Byeorisol Tech (our vendor) again.", "We asked a supplier again."),
        ("Our supplier, Byeorisol Tech, was late.", "Our supplier was late."),
        ("Jane Doe\nPartner, Daonnuri Marine", "A person\nPartner, our company"),
        ("Our client Vantholm Consulting called.", "Our customer called."),
        ("We asked Byeorisol Tech first. Then we asked Vantholm Consulting.", "We asked company A first. Then we asked company B."),
        ("We met Vantholm Consulting today.", "We met another company today."),
    ],
)
def test_english(general: Look, was: str, says: str) -> None:
    assert general(was, "en") == says


@pytest.mark.parametrize("word", sorted(SAID))
def test_every_word_for_what_a_company_is(general: Look, word: str) -> None:
    """Each stands for the name before or behind which it is said, and nobody else becomes the company."""
    if word.isascii():
        said = general(f"Our {word} Byeorisol Tech was late.", "en")
        assert said.startswith("Our ") and said.endswith(" was late.") and "company" not in said.replace("parent company", "")
    else:
        assert general(f"{word} 벼리솔테크의 답") == f"{word}의 답"


def test_one_that_is_said_to_be_the_company_is(general: Look) -> None:
    """`"means": "자사"` settles it against every sign."""
    rows = [{**row, "means": "자사"} if row["term"] == "벼리솔테크" else row for row in (*ORGS, *HOME)]

    assert general("벼리솔테크에서 다온누리해상으로", rows=rows) == "자사에서 다른 회사로"


@pytest.mark.parametrize(
    ("was", "says"),
    [
        # Somebody's supplier is not the company, also where the word for it stands further off.
        ("벼리솔테크 같은 공급사는 많다. 벼리솔테크가 왔다.", "다른 회사 같은 공급사는 많다. 다른 회사가 왔다."),
        ("새 공급사로 벼리솔테크를 골랐다. 벼리솔테크가 왔다.", "새 공급사로 다른 회사를 골랐다. 다른 회사가 왔다."),
        ("공급사들 가운데 벼리솔테크가 컸다. 벼리솔테크는 늦었다.", "공급사들 가운데 다른 회사가 컸다. 다른 회사는 늦었다."),
        ("고객사, 벼리솔테크, 협력사가 모였다.", "고객사, 다른 회사, 협력사가 모였다."),
        ("벼리솔테크를 떠나며. 가림나무식품과 일했다.", "자사를 떠나며. 다른 회사와 일했다."),
        ("우리 벼리솔테크는 컸고 가림나무식품은 작았다.", "우리 회사는 컸고 다른 회사는 작았다."),
        ("벼리솔테크는 컸다. 벼리솔테크가 좋았다. 가림나무식품이 왔다.", "자사는 컸다. 자사가 좋았다. 다른 회사가 왔다."),
        ("벼리솔테크와 가림나무식품이 만났다.", "A사와 B사가 만났다."),
    ],
)
def test_a_list_that_does_not_tell_leaves_it_to_the_text(general: Look, was: str, says: str) -> None:
    assert general(was, rows=[ORGS[0], ORGS[3]]) == says


def test_of_one_organisation_it_is_that_one_unless_the_text_says_otherwise(general: Look) -> None:
    assert general("벼리솔테크는 컸다.", rows=[ORGS[3]]) == "자사는 컸다."
    assert general("협력사 벼리솔테크는 컸다.", rows=[ORGS[3]]) == "협력사는 컸다."


@pytest.mark.parametrize(
    ("was", "says"),
    [
        ("공급사 벼리솔테크가 늦었다. 벼리솔테크는 사과했다.", "공급사가 늦었다. 공급사는 사과했다."),
        ("벼리솔테크(협력사)에서 왔다.", "협력사에서 왔다."),
        ("벼리솔테크에서 왔다.", "자사에서 왔다."),
    ],
)
def test_a_sentence_knows_better_than_a_domain_that_bears_the_name(general: Look, was: str, says: str) -> None:
    rows = [ORGS[0], ORGS[3], {"term": "byeorisoltech.example", "kind": "domain"}]

    assert general(was, rows=rows) == says


@pytest.mark.parametrize(
    ("was", "says"),
    [
        ("외주사 솔빛누리시스템즈가 만들었다.", "외주사가 만들었다."),
        ("고객인 (주)너른벌정밀도 같은 생각이었다.", "고객사도 같은 생각이었다."),
        ("공급사 여울맺바이오가 미뤘다. 여울맺바이오는 두 번 미뤘다. 여울맺바이오 담당자와 통화했다.", "공급사가 미뤘다. 공급사는 두 번 미뤘다. 공급사 담당자와 통화했다."),
    ],
)
def test_a_name_of_no_list_goes_whole_and_is_what_the_sentence_calls_it(general: Look, was: str, says: str) -> None:
    assert general(was) == says


def test_a_lettered_company_keeps_its_letter_in_both_languages(general: Look) -> None:
    text = "가림나무식품과 벼리솔테크를 만났다.\n\nThen Byeorisol Tech sent us the whole offer by mail.\n"

    assert general(text) == "A사와 B사를 만났다.\n\nThen company B sent us the whole offer by mail.\n"


@pytest.mark.parametrize("order", [1, -1])
def test_the_company_is_found_wherever_it_stands_in_the_list(order: int) -> None:
    """Customers and partners whose domain is listed, too, are not the company."""
    rows = [*ORGS, *HOME, {"term": "haesolbeot.example", "kind": "domain"}, {"term": "daonnuri-prd-db01", "kind": "host"}][::order]
    terms, problems = read_terms("\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode(), "words.jsonl")
    known = companies_of(terms)

    assert not problems and known.known[known.own].name == "다온누리해상"


def test_lists_without_one_have_none(tmp_path: Path) -> None:
    assert companies_of([]).own == -1 and companies_of([]).find("x", "x") == -1
