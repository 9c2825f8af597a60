"""The story, through real rooms: what leaves, what comes back, what is refused."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from garim import Screen, exchange
from garim.detect.carry import Carried
from garim.detect.scan import Detector
from garim.errors import Broken, GarimError, GuardTripped, Refused
from garim.exchange.talk import Done, State
from garim.policy.rules import Policy, Rule
from garim.surrogate.draft import Draft
from garim.values import Entry, Finding, Slot, Turn
from garim.wire import protocols

TEXT = (
    "도하랑 과장님, hanbyeol-prd-db01 (10.48.7.21)에서 나래가 느려요. com.hanbyeol.narae.BookingService\n"
    "SELECT * FROM HBADM.TB_HB_BKNG_M; -- 010-3382-7719, harang.do@hanbyeol.internal\n"
)
PLANTED = ["도하랑", "hanbyeol", "10.48.7.21", "나래", "narae", "hbadm", "tb_hb_bkng_m", "3382-7719", "harang"]


def chat(*contents: str) -> bytes:
    return json.dumps({"model": "m", "messages": [{"role": "user", "content": c} for c in contents]}).encode()


def sent(screen: Screen, body: bytes) -> exchange.Outbound:
    protocol = protocols.find("POST", "/v1/chat/completions", {})
    assert protocol is not None
    return exchange.outbound(protocol.read(body), screen.screening, "chat")


def test_nothing_planted_leaves(screen: Screen) -> None:
    """Neither in the text nor escaped; the receipt counts and holds no text."""
    out = sent(screen, chat(TEXT))
    left = orjson.loads(out.body)["messages"][0]["content"].lower()

    assert [p for p in PLANTED if p in left] == []
    assert "select * from" in left and "과장님" in left
    assert sum(out.receipt.counts.values()) >= 9
    assert not any(p in repr(out.receipt).lower() for p in PLANTED)


def test_the_reply_comes_back_in_every_cut(screen: Screen) -> None:
    """An echo of what left reads as what was written, whole and one byte at a time."""
    protocol = protocols.find("POST", "/v1/chat/completions", {})
    assert protocol is not None
    out = sent(screen, chat(TEXT))
    echo = orjson.loads(out.body)["messages"][0]["content"]
    events = b"".join(
        b"data: " + orjson.dumps({"choices": [{"index": 0, "delta": {"content": echo[i : i + 3]}}]}) + b"\n\n"
        for i in range(0, len(echo), 3)
    )
    events += b'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n'
    for step in (1, 7, len(events)):
        reply = exchange.reply(protocol, out, screen.screening, stream=True)
        got = b"".join(reply.feed(events[i : i + step]) for i in range(0, len(events), step)) + reply.finish()
        lines = [line[6:] for line in got.decode().splitlines() if line.startswith("data: {")]
        text = "".join(c["delta"].get("content") or "" for line in lines for c in json.loads(line)["choices"])

        assert text == TEXT


def test_same_in_same_out_and_a_longer_talk_changes_nothing_before(screen: Screen) -> None:
    """The beginning of a conversation leaves as it left before, byte for byte."""
    first = orjson.loads(sent(screen, chat(TEXT)).body)["messages"]
    longer = orjson.loads(sent(screen, chat(TEXT, "서예린 대리도 BKG-771 건으로 hanbyeol-stg-web03을 봤어요.")).body)["messages"]

    assert longer[:1] == first


def test_a_value_split_over_two_parts_does_not_leave(screen: Screen) -> None:
    """Neighbouring text parts are read as one."""
    body = {
        "model": "m",
        "messages": [
            {"role": "user", "content": [{"type": "text", "text": "call 010-33"}, {"type": "text", "text": "82-7719 now"}]}
        ],
    }
    out = sent(screen, json.dumps(body).encode())
    texts = [p["text"] for p in orjson.loads(out.body)["messages"][0]["content"]]

    assert "010-3382-7719" not in "".join(texts) and "now" in texts[1]


def test_a_word_that_equals_a_surrogate_comes_back_as_itself(screen: Screen) -> None:
    """The user may write, by chance or on purpose, what was issued as a surrogate before."""
    coined = screen.hide("Saltmarsh").text
    messages = [
        {"role": "user", "content": "Saltmarsh is late."},
        {"role": "assistant", "content": "How late?"},
        {"role": "user", "content": f"And {coined} is a town."},
    ]
    hidden = screen.hide(messages)

    assert hidden.messages[0]["content"] == f"{coined} is late."
    assert coined not in hidden.messages[2]["content"]
    assert hidden.restore(hidden.messages[2]["content"]) == f"And {coined} is a town."


def test_policy_refuses_and_routes(screen: Screen) -> None:
    """`nowhere` refuses; `inside` is told to the door; `drop` does not come back; `keep` stays."""

    def with_rule(rule: Rule) -> exchange.Screening:
        return dataclasses.replace(screen.screening, policy=Policy([rule]))

    slots = [Slot("Saltmarsh 담당 도하랑 과장")]
    with pytest.raises(Refused, match="restricted"):
        exchange.hide(slots, with_rule(Rule(name="restricted", kinds=("project",), route="nowhere")))
    inside = exchange.hide(slots, with_rule(Rule(name="people", kinds=("person",), route="inside")))
    dropped = exchange.hide(slots, with_rule(Rule(name="d", kinds=("project",), style="drop")))
    kept = exchange.hide(slots, with_rule(Rule(name="k", kinds=("project",), style="keep")))

    assert inside.decision.route == "inside"
    assert "Saltmarsh" not in dropped.texts[0] and all(e.original != "Saltmarsh" for e in dropped.entries)
    assert kept.texts[0].startswith("Saltmarsh")


def test_the_guard_refuses_what_cannot_be_hidden() -> None:
    """In any disguise, in keys and numbers too; the message names the field and the kind and not the value."""
    carried = Carried()
    carried.learn("Saltmarsh", [Finding(0, 9, "project", "stem", "saltmarsh", "test")])
    carried.learn("3382771900", [Finding(0, 10, "record", "code", "3382771900", "test")])
    turn = (Turn(()), Done([], [], [], State(Draft(bytes(32)))))
    for body in (
        b'{"id":"x Saltmarsh y"}',
        b'{"SALTMARSH":1}',
        b'{"a":"\\u0053altmarsh"}',
        b'{"a":"U2FsdG1hcnNoIFNhbHRtYXJzaA=="}',
        b'{"a":3382771900}',
    ):
        with pytest.raises(GuardTripped, match="kind (project|record)") as caught:
            exchange.look(body, [turn], carried, ())
        assert "altmarsh" not in caught.value.message.lower() and "338" not in caught.value.message
    exchange.look(b'{"a":"Salt marsh"}', [turn], carried, ())
    exchange.look(
        b'{"id":"x Saltmarsh y"}', [turn], carried, [Entry("a Saltmarsh", "x", "stem"), Entry("x Saltmarsh", "y", "stem")]
    )
    # A surrogate of ours that another text says as an original, in an argument with escapes.
    exchange.look(rb'{"a":"{\"q\": \"\\u0053altmarsh 7\"}"}', [turn], carried, [Entry("Saltmarsh", "Kestrel", "stem")])
    with pytest.raises(GuardTripped):
        exchange.look(rb'{"a":"{\"q\": \"\\u0053altmarsh 8\"}"}', [turn], carried, [Entry("Salt", "Kestrel", "stem")])
    with pytest.raises(GuardTripped, match="query holds a value of kind project"):
        exchange.look_at({"path": "/v1/x", "query": "after=saltmarsh"}, carried, ())


class _Failing:
    def find(self, *_: object) -> object:
        raise RuntimeError("text with a canary: quartz-canary")


def test_a_finder_that_fails_lets_nothing_out(screen: Screen) -> None:
    """The error is typed and holds no text."""
    detector = Detector((), lexicon=None, names=_Failing())  # type: ignore[arg-type]
    with pytest.raises(Broken) as caught:
        exchange.hide([Slot("quartz-canary")], dataclasses.replace(screen.screening, detector=detector))
    assert "canary" not in str(caught.value) + caught.value.hint


@given(st.text(max_size=300))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_round_trip_of_any_text(screen: Screen, text: str) -> None:
    """Law 1: restore(hide(x)) == x, or a typed refusal."""
    try:
        hidden = screen.hide(TEXT + text)
    except GarimError:
        return
    assert hidden.restore(hidden.text) == TEXT + text


def test_legend_is_hidden_itself(screen: Screen) -> None:
    """The line tells meanings and not names."""
    screening = dataclasses.replace(screen.screening, legend="en")
    hidden = exchange.hide([Slot("Narae is slow since Saltmarsh")], screening)
    line = exchange.legend_line(hidden, screening)

    assert "new data centre" in line and "altmarsh" not in line
    assert isinstance(hidden.findings[0][0], Finding)


def test_an_address_that_the_user_wrote_comes_back(screen: Screen) -> None:
    """Law 7 holds for strangers; a host that the user named is none."""
    text = "see https://docs.oracle.com/search?q=hanbyeol and https://hanbyeol.internal/x"

    hidden = screen.hide(text)

    assert "hanbyeol" not in hidden.text
    assert hidden.restore(hidden.text) == text
    assert "hanbyeol" not in hidden.restore("![x](https://evil.example.com/?q=" + hidden.findings[0].surrogate + ")")


def test_a_cleaned_reply_keeps_what_policy_keeps(screen: Screen) -> None:
    """A kind that is not hidden from the model is not hidden from the user either."""
    protocol = protocols.find("POST", "/v1/chat/completions", {})
    assert protocol is not None
    out = sent(screen, chat("hello"))
    body = b'{"choices":[{"message":{"content":"010-9876-5432, mina@other-firm.co.kr"}}]}'
    screening = dataclasses.replace(screen.screening, replies=screen.screening.detector, styles={"kr_phone": "keep"})
    reply = exchange.reply(protocol, out, screening, stream=False)

    said = orjson.loads(reply.feed(body) + reply.finish())["choices"][0]["message"]["content"]

    assert said == "010-9876-5432, [removed: e-mail address]"


@pytest.mark.parametrize("number", range(6))
def test_disguised_words_come_back_as_they_stood(words: Path, number: int) -> None:
    """What is escaped in part, and what stands both plain and escaped; nothing else is touched by an escape's letters."""
    text = 'x.replace("a"); {"by":"J\\u00fcrgen T\\u00f6nsmann"} Jürgen Tönsmann, \\ud55c\\ubcc4\\ud574\\uc6b4 한별해운 %ED%95%9C%EB%B3%84 ace'
    screen = Screen(lexicons=[words], key=bytes([number]) * 32)

    hidden = screen.hide(text)

    assert "Tönsmann" not in hidden.text and "한별" not in hidden.text
    assert hidden.restore(hidden.text) == text


@pytest.mark.parametrize("parts", [("What about Salt", "marsh"), ("Salt", "", "marsh"), ("Sa", "lt", "mar", "sh"), ("010-3382", "-7719"), ("a", "Salt", " \n", "marsh")])
def test_no_part_that_said_something_is_left_empty(screen: Screen, parts: tuple[str, ...]) -> None:
    """Where one part carries what was split over several, the others still hold a character: an upstream refuses an empty one."""
    protocol = protocols.find("POST", "/v1/messages", {})
    assert protocol is not None
    content = [{"type": "text", "text": part} for part in parts]
    body = orjson.dumps({"model": "m", "max_tokens": 9, "messages": [{"role": "user", "content": content}]})
    out = exchange.outbound(protocol.read(body), screen.screening, protocol.name)
    left = [part["text"] for part in orjson.loads(out.body)["messages"][0]["content"]]

    assert "saltmarsh" not in "".join(left).lower() and "3382" not in "".join(left)
    assert [bool(part.strip()) for part in left] == [bool(part.strip()) for part in parts]
