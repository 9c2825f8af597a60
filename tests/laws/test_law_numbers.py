"""Law 11: numbers that stay are no numbers that were hidden: amounts, tags and versions come back as they were."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from garim import Screen
from garim.surrogate.draft import Draft
from garim.surrogate.restore import Restorer, Table
from garim.text.views import encode
from garim.values import Finding
from tests.surrogate.hiding import KEY

digit = st.sampled_from("0123456789")
SHAPES = ("9999", "99999", "999999", "9.9.99", "99.9.99", "9,999.99", "99-99999", "999-99-999", "999.999.99", "9999-9999", "10.48.9.99", "010-9999-9999")
FAMILIES = ("code", "number", "ticket", "phone", "date", "ip", "card", "plate", "iban")
hidden = st.tuples(
    st.sampled_from(SHAPES).flatmap(lambda shape: st.tuples(*(digit if c == "9" else st.just(c) for c in shape)).map("".join)),
    st.sampled_from(FAMILIES),
).filter(lambda one: one[1] != "ip" or re.fullmatch(r"(?:[1-9]\d?\.){3}[1-9]\d?", one[0]) is not None)
bend = st.sampled_from(("same", "", "_", "-", " ", ".", ",", "longer", "shorter"))


def bent(number: str, how: str) -> str:
    """A number that looks like another."""
    if how in ("same", "longer", "shorter"):
        return number if how == "same" else f"{number}7" if how == "longer" else number[:-1]
    return how.join(re.findall(r"[^\W_]+", number))


def written(text: str, row: list[Finding], draft: Draft) -> str:
    draft.hear([text])
    out, _ = draft.write(text, tuple(row), lambda kind: "natural", encode)
    return out


@settings(max_examples=200, deadline=None)
@given(st.lists(hidden, min_size=1, max_size=8), st.lists(st.tuples(st.integers(0, 7), bend), min_size=1, max_size=12))
def test_numbers_that_look_like_stand_ins_stay(values: list[tuple[str, str]], alike: list[tuple[int, str]]) -> None:
    """The text holds, in any grouping, what would stand for its own numbers if it did not."""
    text, row = "", []
    for number, family in values:
        text += " = "
        row.append(Finding(len(text), len(text) + len(number), family, family, number, "test"))
        text += number
    free = Draft(KEY)
    written(text, row, free)
    made = [entry.surrogate for entry in free.entries]
    text += " ; " + " ; ".join(bent(made[at % len(made)], how) for at, how in alike) + " ."
    draft = Draft(KEY)
    out = written(text, row, draft)
    restorer = Restorer(Table(draft.entries, listed=lambda host: True))

    assert out.endswith(text[text.index(" ; ") :])
    assert restorer.feed(out) + restorer.finish() == text


KO = (
    "{name} 과장 내선 {n4}로 연락 바랍니다.", "사번 {n6} 직원이 {n1},{n3}원을 환불했습니다.", "이미지 태그는 v{n1}.{n2}.{n2}이고 빌드 #{n4} 입니다.",
    "계좌 110-{n3}-{n6}으로 {n5}원 입금, 잔액 {n7}원", "총 {n4}건 중 {n3}건 실패, 평균 {n2}.{n2}ms, p99 {n4}ms", "order_id={n8} amount={n5} qty={n2} ver=2.{n1}.{n2}",
    "서버 10.48.{o}.{o} 포트 {n4}로 접속, 응답 {n3}", "고객 전화 010-{n4}-{n4}, 청구액 {n2},{n3}원", "registry.muladam.io/pay/api:{n1}.{n1}.{n2}-rc{n1} 배포, 리비전 {n4}",
    "2026-0{n1}-1{n1} 1{n1}:2{n1}:3{n1} ERROR code={n4} retry={n1}", "{n1}.{n2}.{n3} → {n1}.{n2}.{n3} 업그레이드, 커밋 {n7}",
)  # fmt: skip
EN = (
    "Call {name} at extension {n4} today.", "Employee {n6} refunded ${n1},{n3}.{n2}.", "The tag is v{n1}.{n2}.{n2} and the build is #{n4}.",
    "Account 110-{n3}-{n6} got {n5} USD, balance {n7}", "{n4} of {n5} requests failed, mean {n2}.{n2} ms, p99 {n4} ms", "order_id={n8} amount={n5} qty={n2} ver=2.{n1}.{n2}",
    "host 10.48.{o}.{o} port {n4} status {n3}", "Phone (415) 555-0{n3}, invoice of ${n2},{n3}", "registry.muladam.io/pay/api:{n1}.{n1}.{n2}-rc{n1}, revision {n4}",
    "2026-0{n1}-1{n1}T1{n1}:2{n1}:3{n1}Z ERROR code={n4} retry={n1}", "MRN {n6}, room {n3}, dose {n2}.{n1} mg, {n4} steps",
)  # fmt: skip
NAMES = ("김도훈", "이서연", "박하준", "최나율", "Olivia Marsh", "Priya Nair", "Grace Holt")


def prompt(seed: int, lines: tuple[str, ...], count: int = 300) -> str:
    """A long prompt: some hundred numbers of which most may stay."""
    roll = random.Random(seed)

    def number(match: re.Match[str]) -> str:
        if match[1] == "name":
            return roll.choice(NAMES)
        size = int(match[1][1:]) if match[1] != "o" else 0
        return str(roll.randint(10 ** (size - 1), 10**size - 1) if size else roll.randint(1, 254))

    return "\n".join(re.sub(r"\{(\w+)\}", number, roll.choice(lines)) for _ in range(count))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("lines", [KO, EN, KO + EN], ids=["ko", "en", "both"])
def test_long_prompts_come_back_and_no_stand_in_is_a_number_of_theirs(lines: tuple[str, ...], seed: int) -> None:
    screen = Screen(key=b"k" * 32)
    texts = [prompt(seed, lines), prompt(seed + 100, lines)]
    for number, text in enumerate(texts):
        out = screen.hide(text, "long")
        said = "\n".join(texts[: number + 1]).lower()

        assert out.restore(out.text) == text
        assert screen.restore(out.text, "long") == text
        fresh = [found.surrogate for found in out.findings if found.surrogate.lower() in said]
        assert [surrogate for surrogate in fresh if surrogate.lower() in text.lower()] == []
