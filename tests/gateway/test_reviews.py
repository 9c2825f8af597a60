"""A second pair of eyes, as API clients meet it: told, waited for, agreed to with more hidden, refused with words."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest

from garim.exchange import Screening
from garim.policy.rules import Policy, Rule
from tests.e2e import servers
from tests.e2e.upstream import FakeUpstream

KEYS = {"mina": "key-of-" + "mina", "jo": "key-of-" + "jo", "kim": "key-of-" + "kim"}
TEXT = "Vellichor 문의 010-3382-7719 예산 42억"


@pytest.fixture(scope="module")
def company(_upstream: FakeUpstream, screening: Screening, tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Gateway]:
    rules = [
        Rule(name="phones", kinds=("kr_phone*",), review="other"),
        Rule(name="products", kinds=("product",), review="self"),
    ]
    clients = [
        {"name": name, "key_sha256": sha256(key.encode()).hexdigest(), "rights": ["review"] if name == "jo" else []}
        for name, key in KEYS.items()
    ]
    folder = tmp_path_factory.mktemp("reviews")
    settings = servers.settings_for(folder, upstream=[{"name": "chat", "url": _upstream.url}], gateway={"clients": clients})
    with servers.in_thread(settings, replace(screening, policy=Policy(rules))) as running:
        yield running


def as_(name: str, **more: str) -> dict[str, str]:
    return {"x-garim-key": KEYS[name], **{f"x-garim-{key}": value for key, value in more.items()}}


def one(company: servers.Gateway) -> dict[str, Any]:
    """The one that waits."""
    (waits,) = company.call("GET", "/garim/reviews", None, as_("jo")).json["reviews"]
    found: dict[str, Any] = company.call("GET", f"/garim/reviews/{waits['id']}", None, as_("jo")).json
    return found


def test_it_waits_is_changed_and_leaves_once(company: servers.Gateway, upstream: FakeUpstream) -> None:
    told = company.chat(TEXT, headers=as_("mina"))
    review = one(company)
    assert told.status == 409 and review["id"] in told.json["error"]["hint"] and upstream.bodies == []
    assert review["was"] == TEXT and "3382-7719" not in review["leaves"] and "42억" in review["leaves"]
    assert company.call("GET", f"/garim/reviews/{review['id']}", None, as_("kim")).status == 404
    assert company.ask(f"/garim/reviews/{review['id']}", {"agree": True}, as_("mina")).status == 403
    assert company.chat(TEXT, headers=as_("mina", review=review["id"])).status == 409
    assert company.ask(f"/garim/reviews/{review['id']}", {"agree": True, "hide": ["42억", " "]}, as_("jo")).status == 200
    assert company.chat(TEXT, headers=as_("kim", review=review["id"])).status == 409
    done = company.chat(TEXT, headers=as_("mina", review=review["id"]))
    left = upstream.bodies[-1].decode()

    assert done.status == 200 and TEXT in done.json["choices"][0]["message"]["content"]
    assert "42억" not in left and "3382-7719" not in left
    assert company.chat(TEXT, headers=as_("mina", review=review["id"])).status == 409
    for waits in company.call("GET", "/garim/reviews", None, as_("jo")).json["reviews"]:
        company.ask(f"/garim/reviews/{waits['id']}", {"agree": False}, as_("jo"))


def test_who_refuses_says_why(company: servers.Gateway, upstream: FakeUpstream) -> None:
    text = TEXT + " 거절"
    company.chat(text, headers=as_("mina"))
    waiting = company.call("GET", "/garim/reviews", None, as_("jo")).json["reviews"]
    for waits in waiting:
        assert company.ask(f"/garim/reviews/{waits['id']}", {"agree": False, "why": "번호는 빼 주세요"}, as_("jo")).status == 200
    told = company.chat(text, headers=as_("mina"))

    assert told.json["error"]["code"] == "refused" and "번호는 빼 주세요" in told.json["error"]["message"] and upstream.bodies == []


def test_a_client_may_wait(company: servers.Gateway, upstream: FakeUpstream) -> None:
    text, answers = TEXT + " 기다림", []
    asks = threading.Thread(target=lambda: answers.append(company.chat(text, headers=as_("kim", wait="20"))))
    asks.start()
    found: list[dict[str, Any]] = []
    while not found:
        waiting = company.call("GET", "/garim/reviews", None, as_("jo")).json["reviews"]
        found = [waits for waits in waiting if waits["client"] == "kim" and waits["status"] == "waiting"]
    company.ask(f"/garim/reviews/{found[0]['id']}", {"agree": True}, as_("jo"))
    asks.join(20)

    assert [answer.status for answer in answers] == [200] and len(upstream.bodies) == 1


def test_her_own_eyes_are_enough_where_policy_says_so(company: servers.Gateway, upstream: FakeUpstream) -> None:
    told = company.chat("Vellichor는요?", headers=as_("mina"))
    name = told.json["error"]["hint"].rpartition(" ")[2]
    done = company.chat("Vellichor는요?", headers=as_("mina", review=name))

    assert (told.status, done.status) == (409, 200)


def test_every_act_is_on_the_record_and_no_text(company: servers.Gateway) -> None:
    rows = [json.loads(record.text) for record in company.store.page(0).result()]

    assert [row["event"] for row in rows if "event" in row].count("review") >= 4
    assert not [word for word in ("3382-7719", "번호는", "42억", "Vellichor") if word in json.dumps(rows, ensure_ascii=False)]


@pytest.mark.parametrize("body", [{}, {"agree": True, "hide": ["x" * 3000]}, {"agree": False, "why": "x" * 3000}, {"agree": "yes"}])
def test_bad_decisions_are_refused(company: servers.Gateway, body: dict[str, Any]) -> None:
    company.chat(TEXT + " 나쁨", headers=as_("mina"))
    waits = company.call("GET", "/garim/reviews", None, as_("jo")).json["reviews"][-1]

    assert company.ask(f"/garim/reviews/{waits['id']}", body, as_("jo")).status == 400
