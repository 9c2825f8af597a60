"""What is found beside the messages (metadata, user, stop, prediction) is hidden in the messages of the same request too."""

from __future__ import annotations

import json
from typing import Any

import pytest

from garim import Screen
from garim.exchange import Screening
from garim.exchange.steps import Read, Task, hidden
from garim.wire import protocols

SECRET = "Tr0ub4dor-" + "9x!"
FIELDS: tuple[dict[str, Any], ...] = (
    {"metadata": {"password": SECRET}},
    {"stop": [f"password: {SECRET}"]},
    {"prediction": {"type": "content", "content": f"password: {SECRET}"}},
    {"note": f"password: {SECRET}", "metadata": {"ticket": "none"}},
)
PATHS = {"/v1/chat/completions": "messages", "/v1/messages": "messages", "/v1/responses": "input"}


@pytest.fixture(scope="module")
def screening() -> Screening:
    return Screen(key=bytes(range(32))).screening


def sent(path: str, messages: list[dict[str, Any]], more: dict[str, Any], screening: Screening) -> Read:
    protocol = protocols.find("POST", path, {})
    assert protocol is not None
    body = json.dumps({"model": "m", "max_tokens": 9, PATHS[path]: messages, **more}, ensure_ascii=False).encode()
    return hidden(Task("POST", path, body), screening, protocol)


def said(text: str, role: str = "user") -> dict[str, Any]:
    return {"role": role, "content": text}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("field", FIELDS)
def test_what_a_field_says_is_hidden_in_the_message(screening: Screening, path: str, field: dict[str, Any]) -> None:
    body = sent(path, [said(f"is {SECRET} strong")], field, screening).out.body.decode()

    assert SECRET not in body


@pytest.mark.parametrize(
    ("field", "text", "names"),
    [
        ({"user": "도하랑 과장"}, "다음은 도하랑 정리", ("도하랑",)),
        ({"metadata": {"owner": "Jane Whitfield, manager, jane.whitfield@corp-x.com"}}, "ask Whitfield to sign for jane.whitfield", ("Whitfield", "whitfield")),
        ({"metadata": {"customer": "900101-" + "1234567"}}, "why does 900101-1234567 fail", ("900101-1234567",)),
    ],
)  # fmt: skip
def test_a_person_beside_the_messages_is_one_person(screening: Screening, field: dict[str, Any], text: str, names: tuple[str, ...]) -> None:
    read = sent("/v1/chat/completions", [said(text)], field, screening)
    body = read.out.body.decode()

    assert [name for name in names if name in body] == []
    entries = {entry.original: entry.surrogate for entry in read.out.entries if entry.original == "도하랑"}
    assert all(body.count(surrogate) == 2 for surrogate in entries.values())


def test_what_a_message_says_is_hidden_beside_it(screening: Screening) -> None:
    body = sent("/v1/chat/completions", [said(f"password: {SECRET}")], {"metadata": {"note": f"see {SECRET}"}}, screening).out.body.decode()

    assert SECRET not in body


def test_a_longer_conversation_begins_as_the_shorter(screening: Screening) -> None:
    field = {"metadata": {"password": SECRET}, "user": "도하랑 과장"}
    talk = [said("be brief", "system"), said(f"is {SECRET} strong? 도하랑 문의"), said("yes", "assistant"), said("and 도하랑?")]
    short, long = (json.loads(sent("/v1/chat/completions", talk[:end], field, screening).out.body) for end in (2, 4))
    fresh = json.loads(sent("/v1/chat/completions", talk, field, Screen(key=bytes(range(32))).screening).out.body)

    assert long["messages"][:2] == short["messages"]
    assert fresh == long
    assert SECRET not in json.dumps(long) and "도하랑" not in json.dumps(long, ensure_ascii=False)


def test_other_instructions_are_another_conversation(screening: Screening) -> None:
    field = {"metadata": {"password": SECRET}}
    first, second = (
        sent("/v1/chat/completions", [said(f"{SECRET} {word}", "system"), said(f"is {SECRET} strong")], field, screening).out.body.decode()
        for word in ("alpha", "omega")
    )

    assert SECRET not in first + second
    assert "omega" in second and "omega" not in first


@pytest.mark.parametrize(("full", "last"), [("Jane Whitfield", "Whitfield"), ("Tomas Bergqvist", "Bergqvist"), ("Priya Raghunathan", "Raghunathan")])
def test_a_last_name_and_an_account_follow_their_person(screening: Screening, full: str, last: str) -> None:
    account = full.lower().replace(" ", ".")
    talk = [said(f"{full} is the owner."), said("noted", "assistant"), said(f"can {last} sign? {last.lower()} said no. See {account} and {account.upper().replace('.', '_')}")]
    read = sent("/v1/chat/completions", talk, {}, screening)
    body = read.out.body.decode()

    assert last.lower() not in body.lower()
    surrogate = next(entry.surrogate for entry in read.out.entries if entry.original == full)
    assert body.lower().count(surrogate.split()[1].lower()) == 5


@pytest.mark.parametrize("text", ["Jane Whitfield signs. Ask Whitfield to call.", "ask Whitfield to sign for Jane Whitfield", "Jane Whitfield, manager. Whitfield has to sign."])
def test_a_last_name_beside_its_full_name_is_hidden(screening: Screening, text: str) -> None:
    assert "Whitfield" not in sent("/v1/chat/completions", [said(text)], {}, screening).out.body.decode()


@pytest.mark.parametrize(("text", "stays"), [("Anna Travis joined us. Why does Travis CI fail?", "Travis CI"), ("Paul Jenkins, please restart Jenkins.", "restart Jenkins")])
def test_what_its_last_name_names_beside_it_stays(screening: Screening, text: str, stays: str) -> None:
    assert stays in sent("/v1/chat/completions", [said(text)], {}, screening).out.body.decode()


@pytest.mark.parametrize(
    ("first", "later"),
    [
        ("Anna Travis joined us.", "why does travis.yml fail in Travis CI?"), ("Mark Newton is on call.", "newton's method does not converge"),
        ("Lena Hudson approved.", "the hudson river"), ("Ines Wagner is out", "solve it with Wagner-Fischer"), ("Paul Chandler asked.", "a chandler made candles"),
    ],
)  # fmt: skip
def test_a_last_name_that_names_other_things_does_not_follow(screening: Screening, first: str, later: str) -> None:
    talk = [said(first), said("noted", "assistant"), said(later)]

    assert json.loads(sent("/v1/chat/completions", talk, {}, screening).out.body)["messages"][2]["content"] == later
