"""What a person told about words: kept, hidden, from a turn on, and what policy locks."""

from __future__ import annotations

from collections.abc import Sequence

import orjson
import pytest

from garim.detect import told
from garim.exchange import Hidden, Screening, hide, outbound
from garim.values import Slot, Told
from garim.wire import protocols
from tests.e2e import servers

FIRST = Slot("온새미물산의 Vellichor는 tamsil-prd-db03에 있습니다. 010-3382-7719", role="user")
ANSWER = Slot("Vellichor는 tamsil-prd-db03에서 돕니다.", role="assistant")
SECOND = Slot("그럼 VELLICHOR와 온새미물산의 계약 금액 42억은요?", role="user")


@pytest.fixture(scope="module")
def screening(tmp_path_factory: pytest.TempPathFactory) -> Screening:
    return servers.load(tmp_path_factory.mktemp("told"))


def talk(screening: Screening, *slots: Slot, told: Sequence[Told] = ()) -> Hidden:
    """A conversation as a client would send it."""
    protocol = protocols.find("POST", "/v1/chat/completions", {})
    assert protocol is not None
    messages = [{"role": slot.role, "content": slot.text} for slot in slots]
    request = protocol.read(orjson.dumps({"model": "m", "messages": messages}))
    return hide(request.slots, screening, turns=request.turns, told=told)


def test_a_word_that_she_lets_through_stands_in_every_spelling(screening: Screening) -> None:
    out = talk(screening, FIRST, ANSWER, SECOND, told=[Told("Vellichor", "keep")])

    assert [("vellichor" in text.lower()) for text in out.texts] == [True, True, True]
    assert not any("온새미" in text or "tamsil" in text for text in out.texts)


def test_a_decision_never_changes_the_beginning(screening: Screening) -> None:
    """The texts of earlier turns leave as they left, whatever she decides later."""
    slots = [FIRST, ANSWER, SECOND]
    before = talk(screening, *slots).texts
    for decision in (Told("Vellichor", "keep", since=1), Told("계약 금액", "hide", since=1), Told("있습니다", "hide", since=1)):
        after = talk(screening, *slots, told=[decision]).texts

        assert after[:2] == before[:2], decision.word
    assert "VELLICHOR" in talk(screening, *slots, told=[Told("Vellichor", "keep", since=1)]).texts[-1]


@pytest.mark.parametrize("word", ["계약 금액", "42억", "그럼"])
def test_any_text_can_be_hidden(screening: Screening, word: str) -> None:
    out = hide([SECOND], screening, told=[Told(word, "hide")])

    assert word not in out.texts[0]
    assert any(finding.kind == told.KIND for finding in out.findings[0])


def test_the_last_word_on_a_word_wins(screening: Screening) -> None:
    turns = [Told("Vellichor", "keep"), Told("Vellichor", "hide")]

    assert "Vellichor" not in hide([FIRST], screening, told=turns).texts[0]
    assert "Vellichor" in hide([FIRST], screening, told=turns[::-1]).texts[0]


def test_one_turn_only(screening: Screening) -> None:
    out = talk(screening, FIRST, ANSWER, SECOND, told=[Told("vellichor", "keep", since=1, until=1)])

    assert "Vellichor" not in out.texts[0] and "VELLICHOR" in out.texts[2]


def test_what_policy_locks_stays_hidden(tmp_path_factory: pytest.TempPathFactory) -> None:
    from dataclasses import replace

    locked = replace(servers.load(tmp_path_factory.mktemp("locked")), locked=lambda kind: kind == "product")

    assert "Vellichor" not in hide([FIRST], locked, told=[Told("Vellichor", "keep")]).texts[0]


def test_the_guard_lets_through_what_she_let_through(screening: Screening) -> None:
    """Hidden in the first turn, let through in the second: both stand in the body, and it leaves."""
    messages = [
        {"role": "user", "content": FIRST.text},
        {"role": "assistant", "content": ANSWER.text},
        {"role": "user", "content": SECOND.text},
    ]
    body = orjson.dumps({"model": "m", "messages": messages})
    protocol = protocols.find("POST", "/v1/chat/completions", {})
    assert protocol is not None
    out = outbound(protocol.read(body), screening, "chat", told=[Told("vellichor", "keep", since=1)])
    left = [message["content"] for message in orjson.loads(out.body)["messages"]]

    assert "VELLICHOR" in left[2] and "ellichor" not in left[0]


def test_turns_go_by_answers() -> None:
    roles = ["system", "user", "user", "assistant", "user", "assistant", "assistant", "tool", "user"]

    assert told.turns([Slot("x", role=role) for role in roles]) == [0, 0, 0, 0, 1, 1, 1, 2, 2]


def test_where_a_word_stands() -> None:
    assert told.standing("Mira and MIRA, miracle", ["mira"]) == [(0, 4), (9, 13)]
