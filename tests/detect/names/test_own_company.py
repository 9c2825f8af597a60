"""A name that somebody gives as her own company's is hidden in one sentence of small talk; what the public knows stays."""

from __future__ import annotations

import pytest

from garim import Screen

OWN = "Brellick Tavonis Nuridam Kestrelyn Ondavel".split()
OWN_KO = "누리담 솔마루텍 해든빛솔 두레찬넷".split()


@pytest.fixture(scope="module")
def screen() -> Screen:
    return Screen(key=bytes(range(32)))


@pytest.mark.parametrize("name", OWN)
@pytest.mark.parametrize(
    "said",
    [
        "I work at {} and want to learn Rust.", "We at {} use Postgres. Which index fits?", "my company is called {}. Write a slogan.",
        "She works for {} Bank in the DBA team.", "Our company, {}, runs Kafka. How many partitions?", "the engineers at {} love Vim",
    ],
)  # fmt: skip
def test_where_somebody_works_is_hidden(screen: Screen, name: str, said: str) -> None:
    assert name not in screen.hide(said.format(name)).text


@pytest.mark.parametrize("name", OWN_KO)
@pytest.mark.parametrize(
    "said",
    ["저는 {}에서 일하는 개발자예요. 공부 순서 알려줘", "{}카드인데요, 리스트 정렬 어떻게 해요?", "{} 다니는데 이직 준비 어떻게 해요?", "저희 회사는 {}입니다", "{}은행에 근무합니다. 엑셀 질문이에요"],
)
def test_where_somebody_works_is_hidden_in_korean(screen: Screen, name: str, said: str) -> None:
    assert name not in screen.hide(said.format(name)).text


@pytest.mark.parametrize(
    "said",
    [
        "I work at Google and want to learn Rust.", "What do engineers at Netflix use?", "I worked for Deloitte before.", "The developers at Mozilla wrote Rust.",
        "I work at a bank and want to learn Rust.", "How does sorting work at Scale?", "네이버에서 일하는 개발자예요", "삼성전자 다니는데 이직 준비 어떻게 해요?",
        "취준생인데요 포트폴리오 어떻게 만들어요?", "비전공자입니다. 무엇부터 배울까요?", "공공기관에 근무합니다. 엑셀 질문이에요", "학원 다니는데 너무 비싸요", "우리 회사는 스타트업입니다",
        "초보인데요 무슨 책이 좋아요?", "카카오뱅크에서 근무하는 친구가 추천했어요",
    ],
)  # fmt: skip
def test_what_is_public_stays(screen: Screen, said: str) -> None:
    assert screen.hide(said).text == said
