"""Who may send what where: callers and what is theirs, policy, routing, reviews, budgets; over real sockets."""

from __future__ import annotations

import itertools
import json
import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec
import pytest
from aiohttp.resolver import DefaultResolver

from garim.config import Settings
from garim.config.policies import load_policy
from garim.config.settings import endpoint
from garim.exchange import Screening
from garim.gateway.auth import Issued
from garim.gateway.story import renamed
from garim.store import verified
from garim.surrogate.home import OWNED
from garim.values import Entry
from garim.wire.stored import of_thing
from tests.e2e import servers
from tests.e2e.servers import Gateway
from tests.e2e.upstream import FakeUpstream

DEAD = "http://127.0.0.1:9"
WORD = "Vellichor"


def client(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "key_sha256": sha256(f"key of {name}".encode()).hexdigest(), **more}


def key(name: str, **more: str) -> dict[str, str]:
    return {"x-garim-key": f"key of {name}", **more}


@contextmanager
def running(folder: Path, screening: Screening, fake: FakeUpstream, salt: str = "", **sections: Any) -> Iterator[Gateway]:
    sections.setdefault("upstream", [{"name": "out", "url": fake.url}, {"name": "house", "url": fake.url, "trust": "inside", "models": ["house-*"]}])
    settings: Settings = servers.settings_for(folder, **sections)
    policy = load_policy(settings)
    places = tuple(map(endpoint, settings.upstreams))
    fields = {name: getattr(screening, name) for name in screening.__dataclass_fields__ if screening.__dataclass_fields__[name].init}
    with servers.in_thread(settings, Screening(**{**fields, "policy": policy, "places": places, "salt": salt})) as gateway:
        yield gateway


def records(gateway: Gateway) -> list[dict[str, Any]]:
    return [json.loads(record.text) for record in gateway.store.page(0).result()]


# -- whose things are whose


def test_nobody_gets_at_what_another_keeps(tmp_path: Path, screening: Screening, upstream: FakeUpstream) -> None:
    """Scopes, stored responses and the header: another client's are as if they were not there, however they are asked for."""
    clients = [client("mina"), client("juno"), client("jo", team="loans", share="team"), client("bo", team="loans", share="team"), client("cy", team="cards", share="team")]
    with running(tmp_path, screening, upstream, gateway={"clients": clients}) as gateway:
        hidden = gateway.ask("/garim/hide", {"text": f"about {WORD}", "scope": "case-42"}, key("mina")).json["text"]
        team = gateway.ask("/garim/hide", {"text": f"about {WORD}", "scope": "shared"}, key("jo")).json["text"]
        first = gateway.ask("/v1/responses", {"model": "echo", "input": f"about {WORD}", "store": True}, key("mina")).json["id"]

        assert WORD in gateway.ask("/garim/restore", {"text": hidden, "scope": "case-42"}, key("mina")).json["text"]
        assert WORD in gateway.ask("/garim/restore", {"text": team, "scope": "shared"}, key("bo")).json["text"]
        rng, tries = random.Random(12), 0
        for who in ("juno", "jo", "cy"):
            for scope in ("case-42", "shared" if who == "cy" else "case-42", f"response:{first}", first, "case-42\u0020x", *(f"case-{rng.randrange(100)}" for _ in range(20))):
                for owner in (None, "mina", "team:loans", "", "person:mina"):
                    body = {"text": hidden + team, "scope": scope, **({} if owner is None else {"owner": owner})}
                    answer = gateway.ask("/garim/restore", body, key(who))
                    assert (answer.status, WORD in answer.body.decode()) == (404, False)
                    tries += 1
            sent = len(upstream.bodies)
            answers = [gateway.ask("/v1/responses", {"model": "all", "input": "go on", "previous_response_id": first}, key(who))]
            asked = (("GET", ""), ("GET", "/input_items"), ("DELETE", ""), ("POST", "/cancel"))
            answers += [gateway.call(method, f"/v1/responses/{first}{more}", headers=key(who)) for method, more in asked]
            assert [answer.status for answer in answers] == [404] * 5 and len(upstream.bodies) == sent
            assert {answer.json["error"]["code"] for answer in answers} == {"unknown_response"}
        assert gateway.call("GET", f"/v1/responses/{first}", headers=key("mina")).status == 200
        assert gateway.ask("/v1/responses", {"model": "all", "input": "go on", "previous_response_id": first}, key("mina")).status == 200
        bare = gateway.ask("/v1/responses", {"model": "echo", "input": "hello"}, key("bo")).json["id"]  # nothing was hidden in it
        assert gateway.call("GET", f"/v1/responses/{bare}", headers=key("jo")).status == 200
        assert tries > 300
        assert "restore_other" not in {record.get("event") for record in records(gateway)}


def test_a_stored_thing_is_its_makers_whatever_names_it(tmp_path: Path, screening: Screening, upstream: FakeUpstream) -> None:
    """Items, conversations, containers, files: who was told an id, or named a conversation first, has it; another gets 404."""
    clients = [client("mina"), client("juno"), client("jo", team="loans", share="team"), client("bo", team="loans", share="team")]
    said: dict[str, Any] = {"type": "message", "role": "user", "content": "go on"}
    with running(tmp_path, screening, upstream, gateway={"clients": clients}) as gateway:

        def asked(who: str, path: str = "/v1/responses", **more: Any) -> int:
            return gateway.ask(path, {"model": "all", **({"input": [said]} if "responses" in path else {}), **more}, key(who)).status

        for stream in (False, True):
            gateway.ask("/v1/responses", {"model": "tools", "input": f"about {WORD}", "stream": stream}, key("mina"))
        for item in ({"type": "item_reference", "id": "fc_0"}, {"id": "fc_0"}, {"type": "reasoning", "id": "fc_0", "summary": []}):
            sent = len(upstream.bodies)
            assert [asked(who, input=[item, said]) for who in ("juno", "jo", "mina")] == [404, 404, 200] and len(upstream.bodies) == sent + 1
        assert [asked(who, input=[{"type": "item_reference", "id": "msg_never"}, said]) for who in ("juno", "mina")] == [404, 404]
        assert asked("juno", input=[{**said, "id": "msg_own"}]) == 200  # what it says stands there
        assert [asked(who, conversation=conv) for who, conv in (("jo", "conv_1"), ("bo", {"id": "conv_1"}), ("juno", "conv_1"), ("mina", {"id": "conv_1"}), ("juno", "conv_2"))] == [200, 200, 404, 404, 200]
        assert gateway.ask("/v1/responses", {"model": "all", "input": "x", "metadata": {"id": "fc_0"}}, key("juno")).status == 200
        assert asked("juno", input=[{"type": "item_reference", "id": "fc_0"}]) == 404
        made = {"model": "all", "messages": [{"role": "user", "content": "go on"}], "max_tokens": 9}
        gateway.store.put(of_thing("file_1"), (Entry("mina", "mina", OWNED),), "").result()
        for body in (
            {**made, "messages": [{"role": "user", "content": [{"type": "container_upload", "file_id": "file_1"}, {"type": "text", "text": "x"}]}]},
            {**made, "container": "file_1"}, {**made, "container": {"id": "file_1"}},
        ):  # fmt: skip
            sent = len(upstream.bodies)
            assert gateway.ask("/v1/messages", body, {**key("juno"), "anthropic-version": "2023-06-01"}).status == 404 and len(upstream.bodies) == sent
        assert asked("juno", tools=[{"type": "code_interpreter", "container": "file_1"}]) == 404
        assert asked("juno", tools=[{"type": "code_interpreter", "container": "cntr_made_outside"}]) != 404


def test_a_page_that_is_open_for_another_keeps_nothing_as_hers(tmp_path: Path, screening: Screening, upstream: FakeUpstream) -> None:
    """Where somebody else signed in on an open page, what it saves in the name of the first is refused, and nothing is kept."""
    clients = [client("민아 a"), client("juno")]
    draft = json.dumps({"draft": {"text": f"about {WORD}"}, "version": 0})
    with running(tmp_path, screening, upstream, gateway={"clients": clients}) as gateway:
        late = gateway.call("PUT", "/garim/talks/d1/draft", draft, key("juno", **{"x-garim-person": quote("민아 a")}))
        seen = gateway.ask("/garim/preview", {"talk": "d1", "draft": {"text": WORD}}, key("juno", **{"x-garim-person": quote("민아 a")}))

        assert (late.status, seen.status) == (401, 401) and WORD not in late.body.decode() + seen.body.decode()
        assert gateway.call("GET", "/garim/talks/d1", headers=key("juno")).json["draft"] == {}
        assert gateway.call("PUT", "/garim/talks/d1/draft", draft, key("juno", **{"x-garim-person": "juno"})).status == 200
        assert gateway.call("PUT", "/garim/talks/d2/draft", draft, {"x-garim-key": "key of 민아 a".encode().decode("latin-1"), "x-garim-person": quote("민아 a")}).status == 200


def test_each_team_has_surrogates_of_its_own_where_that_is_set(tmp_path: Path, screening: Screening, upstream: FakeUpstream) -> None:
    """Equal originals look alike within a team only; everybody's come back; a scope stays whose it is, and goes on as it began."""
    clients = [client("mina"), client("juno"), *(client(name, team="loans", share="team") for name in ("jo", "bo")), client("cy", team="cards")]
    text = f"{WORD} on tamsil-prd-db03, class {WORD}Loader, 김서준 과장님 010-2931-4477"
    with running(tmp_path, screening, upstream, gateway={"clients": clients}) as gateway:
        before = gateway.ask("/garim/hide", {"text": text, "scope": "old case"}, key("jo")).json["text"]
        assert gateway.ask("/garim/hide", {"text": text, "scope": "mine"}, key("cy")).json["text"] == before

    with running(tmp_path, screening, upstream, salt="team", gateway={"clients": clients}) as gateway:
        hidden = {name: gateway.ask("/garim/hide", {"text": text, "scope": "case"}, key(name)).json["text"] for name in ("mina", "juno", "jo", "bo", "cy")}
        assert hidden["jo"] == hidden["bo"]
        assert len({*hidden.values(), before}) == 5
        words = [set(one.split()) - set(text.split()) for one in ({**hidden, "-": before}).values()]
        assert not words[0] & words[1] and not words[0] & words[2] and not words[2] & words[4] and not words[2] & words[5]
        for name, one in hidden.items():
            assert gateway.ask("/garim/restore", {"text": one, "scope": "case"}, key(name)).json["text"] == text
        assert gateway.ask("/garim/restore", {"text": hidden["jo"], "scope": "case", "owner": "team:loans"}, key("cy")).status == 404
        assert gateway.ask("/garim/restore", {"text": hidden["jo"], "scope": "case"}, key("cy")).json["text"] != text

        upstream.clear()
        for name in hidden:
            assert gateway.chat(text, headers=key(name)).json["choices"][0]["message"]["content"] == text
        left = [json.loads(body)["messages"][0]["content"] for body in upstream.bodies]
        assert left == list(hidden.values())
        assert gateway.ask("/garim/hide", {"text": text, "scope": "old case"}, key("bo")).json["text"] == before
        more = gateway.ask("/garim/hide", {"text": f"{text} {WORD.lower()}_rows", "scope": "old case"}, key("bo")).json["text"]
        assert gateway.ask("/garim/restore", {"text": before + more, "scope": "old case"}, key("jo")).json["text"] == f"{text}{text} {WORD.lower()}_rows"


def test_what_the_page_shows_is_what_leaves_for_her_team(tmp_path: Path, screening: Screening, upstream: FakeUpstream) -> None:
    clients = [client("jo", team="loans"), client("cy", team="cards")]
    draft = {"talk": "t", "draft": {"text": f"about {WORD}", "files": [], "told": [], "parent": "", "model": "echo"}}
    with running(tmp_path, screening, upstream, salt="team", gateway={"clients": clients}) as gateway:
        for name in ("jo", "cy"):
            shown = gateway.ask("/garim/preview", draft, key(name)).json["text"]
            gateway.chat(f"about {WORD}", headers=key(name))
            assert json.loads(upstream.bodies[-1])["messages"][0]["content"] == shown


def test_restoring_what_is_anothers_is_a_right_and_leaves_a_record(tmp_path: Path, screening: Screening, upstream: FakeUpstream) -> None:
    with running(tmp_path, screening, upstream, gateway={"clients": [client("mina"), client("officer", rights=["restore"])]}) as gateway:
        hidden = gateway.ask("/garim/hide", {"text": f"about {WORD}", "scope": "secret case"}, key("mina")).json["text"]
        answer = gateway.ask("/garim/restore", {"text": hidden, "scope": "secret case", "owner": "mina"}, key("officer"))

        assert WORD in answer.json["text"]
        (event,) = [record for record in records(gateway) if record.get("event")]
        assert (event["event"], event["by"], event["details"]["owner"]) == ("restore_other", "officer", "mina")
        assert "secret case" not in json.dumps(records(gateway))


def test_what_left_stands_in_the_record_with_who_and_why(tmp_path: Path, screening: Screening, upstream: FakeUpstream) -> None:
    with running(tmp_path, screening, upstream, gateway={"clients": [client("mina", team="loans", purpose="support")]}) as gateway:
        gateway.chat(f"about {WORD}", headers=key("mina"))
        gateway.chat("hi", headers=key("mina", **{"x-garim-purpose": "letter"}))
        first, second = records(gateway)

        assert [first[name] for name in ("client", "team", "purpose", "source", "upstream", "model", "status")] == ["mina", "loans", "support", "127.0.0.1", "out", "echo", "sent"]
        assert (second["purpose"], sum(first["counts"].values())) == ("letter", 1)
        assert first["outbound_sha256"] == sha256(upstream.bodies[0]).hexdigest()
        assert gateway.chat("hi", headers=key("mina", **{"x-garim-purpose": "a b"})).status == 400


# -- policy


RULES = [
    {"name": "no numbers", "kinds": ["kr_rrn*"], "refuse": "take the resident number out"},
    {"name": "company words inside", "kinds": ["product"], "route": "inside"},
]


@pytest.mark.parametrize(("path", "body"), [
    ("/v1/chat/completions", {"model": "echo", "messages": [{"role": "user", "content": "900101-1234568"}]}),
    ("/v1/messages", {"model": "echo", "max_tokens": 9, "messages": [{"role": "user", "content": "900101-1234568"}]}),
    ("/v1/responses", {"model": "echo", "input": "900101-1234568"}),
])
def test_a_refusal_is_shown_as_what_it_is(tmp_path: Path, screening: Screening, upstream: FakeUpstream, path: str, body: dict[str, Any]) -> None:
    """400 in the protocol's own shape with the rule's words: 401 and 403 show as a failed sign-in."""
    upstreams = [{"name": "out", "url": upstream.url}, {"name": "claude", "url": upstream.url, "protocol": "anthropic"}]
    with running(tmp_path, screening, upstream, upstream=upstreams, policy={"rules": RULES}) as gateway:
        answer = gateway.ask(path, body)

        assert answer.status == 400
        assert answer.json["error"]["type"] == "invalid_request_error"
        assert "take the resident number out" in answer.json["error"]["message"]
        assert "900101" not in answer.body.decode()
        assert upstream.bodies == []
        assert records(gateway)[-1]["status"] == "refused"


def test_what_may_not_leave_is_answered_in_the_house_and_the_reply_says_so(tmp_path: Path, screening: Screening, upstream: FakeUpstream) -> None:
    upstreams = [{"name": "out", "url": upstream.url, "models": ["echo"]}, {"name": "in-house", "url": upstream.url, "trust": "inside", "aliases": {"echo": "all"}}]
    rules = [*RULES, {"name": "originals in the house", "trust": ["inside"], "style": "keep"}]
    with running(tmp_path, screening, upstream, upstream=upstreams, policy={"rules": rules}) as gateway:
        outside = gateway.chat("nothing to hide")
        inside = gateway.chat(f"about {WORD}")

        assert (outside.headers["x-garim-upstream"], outside.headers["x-garim-trust"]) == ("out", "outside")
        assert (inside.headers["x-garim-upstream"], inside.headers["x-garim-trust"]) == ("in-house", "inside")
        assert json.loads(upstream.bodies[-1])["model"] == "all"
        assert WORD.encode() in upstream.bodies[-1]
        assert records(gateway)[-1]["outbound_sha256"] == sha256(upstream.bodies[-1]).hexdigest()
        assert records(gateway)[-1]["rules"] == ["company words inside", "originals in the house"]


def test_persons_of_an_agents_own_texts_trip_no_rule(tmp_path: Path, screening: Screening, upstream: FakeUpstream) -> None:
    rules = [{"name": "products stay", "kinds": ["product"], "route": "nowhere"}]
    body = {
        "model": "echo",
        "messages": [{"role": "system", "content": f"You may call {WORD}."}, {"role": "user", "content": "hello"}],
        "tools": [{"type": "function", "function": {"name": "f", "description": f"Asks {WORD}", "parameters": {"type": "object"}}}],
    }
    with running(tmp_path, screening, upstream, policy={"rules": rules}) as gateway:
        assert gateway.ask("/v1/chat/completions", body).status == 200
        assert WORD.encode() not in upstream.bodies[-1]
        body["messages"].append({"role": "user", "content": f"and {WORD}?"})  # type: ignore[attr-defined]
        assert gateway.ask("/v1/chat/completions", body).status == 400


def test_an_upstream_that_is_down_is_stood_in_for_by_none_that_is_less_trusted(tmp_path: Path, screening: Screening, upstream: FakeUpstream) -> None:
    upstreams = [
        {"name": "down", "url": DEAD, "trust": "inside", "models": ["echo"]},
        {"name": "out", "url": upstream.url, "models": ["*"]},
        {"name": "spare", "url": upstream.url, "trust": "inside", "models": ["ech*"]},
    ]
    with running(tmp_path, screening, upstream, upstream=upstreams) as gateway:
        answer = gateway.chat("hi")

        assert (answer.status, answer.headers["x-garim-upstream"]) == (200, "spare")
        assert [(record["upstream"], record["status"]) for record in records(gateway)] == [("down", "sent"), ("down", "failed"), ("spare", "sent")]
    upstreams[2]["models"] = ["other"]
    with running(tmp_path / "b", screening, upstream, upstream=upstreams) as gateway:
        assert gateway.chat("hi").status == 502
        assert len(upstream.bodies) == 1


def test_names_that_come_and_go_lose_nothing_and_need_no_restart(tmp_path: Path, screening: Screening, upstream: FakeUpstream, monkeypatch: pytest.MonkeyPatch) -> None:
    """The upstream's name resolves now and then: 502 in words and a record of it, or an answer; a stand-in that is there takes over."""
    port, real, there = upstream.url.rpartition(":")[2], DefaultResolver.resolve, [False]

    async def resolve(resolver: Any, host: str, *rest: Any, **more: Any) -> Any:
        if host == "model.flapping.example" and not there[0]:
            raise OSError(None, "Temporary failure in name resolution")  # as aiohttp's own tells it
        return await real(resolver, "127.0.0.1" if host == "model.flapping.example" else host, *rest, **more)

    monkeypatch.setattr(DefaultResolver, "resolve", resolve)
    flapping = {"name": "flapping", "url": f"http://model.flapping.example:{port}"}
    with running(tmp_path, screening, upstream, upstream=[flapping]) as gateway:
        statuses = []
        for number in range(8):
            there[0] = number % 4 == 3
            answer = gateway.chat(f"{WORD} {number}", model="cut" if there[0] and number == 3 else "echo")
            statuses.append(answer.status)
            assert WORD in answer.body.decode() or answer.json["error"]["message"]
        assert statuses[:3] == [502] * 3 and statuses[7] == 200
        said = [record for record in records(gateway) if record["status"] == "sent"]
        assert len(said) == 8 and {sha256(body).hexdigest() for body in upstream.bodies} <= {record["outbound_sha256"] for record in said}
    there[0] = False
    with running(tmp_path / "b", screening, upstream, upstream=[flapping, {"name": "spare", "url": upstream.url}]) as gateway:
        assert {gateway.chat(WORD).headers["x-garim-upstream"] for _ in range(3)} == {"spare"}


def test_a_policys_upstream_and_the_callers_own_bounds_hold(tmp_path: Path, screening: Screening, upstream: FakeUpstream) -> None:
    clients = [client("mina", models=["gpt-*"]), client("juno", upstreams=["house"])]
    rules = [{"name": "letters", "purposes": ["letter"], "upstream": "house"}]
    with running(tmp_path, screening, upstream, gateway={"clients": clients}, policy={"rules": rules}) as gateway:
        assert gateway.chat("hi", model="echo", headers=key("mina")).status == 404
        assert gateway.chat("hi", model="gpt-5", headers=key("mina", **{"x-garim-purpose": "letter"})).headers["x-garim-upstream"] == "house"
        assert gateway.chat("hi", model="echo", headers=key("juno")).status == 404
        assert gateway.chat("hi", model="house-echo", headers=key("juno")).headers["x-garim-upstream"] == "house"


@pytest.mark.parametrize("text", [WORD, f"{WORD} " * 40_000, "a, b, " * 60_000], ids=["short", "long", "many commas"])
def test_a_model_that_a_key_may_not_ask_for_is_neither_shown_nor_screened_for(
    tmp_path: Path, screening: Screening, upstream: FakeUpstream, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    named = [{"name": "house", "url": upstream.url, "models": ["gpt-5", "secret-model"]}]
    clients = [client("mina", models=["gpt-*"]), client("juno")]
    with running(tmp_path, screening, upstream, upstream=named, gateway={"clients": clients}) as gateway:
        for path, of in (("/v1/models", "data"), ("/garim/me", "models")):
            shown = {who: [one["id"] for one in gateway.call("GET", path, headers=key(who)).json[of]] for who in ("mina", "juno")}
            assert shown["mina"] == ["gpt-5"] and shown["juno"][:2] == ["gpt-5", "secret-model"]
        monkeypatch.setattr("garim.gateway.story.hidden_in", None)
        monkeypatch.setattr("garim.gateway.beside.Beside.hide", None)

        assert gateway.chat(text, model="secret-model", headers=key("mina")).status == 404
        assert upstream.bodies == []


# -- reviews


@pytest.mark.parametrize("who", ["self", "other"])
def test_what_must_be_seen_leaves_once_it_was_agreed_to(tmp_path: Path, screening: Screening, upstream: FakeUpstream, who: str) -> None:
    rules = [{"name": "look first", "kinds": ["product"], "review": who}]
    clients = [client("mina", rights=["review"]), client("juno", rights=["review"]), client("cy")]
    with running(tmp_path, screening, upstream, gateway={"clients": clients}, policy={"rules": rules}) as gateway:
        asked = gateway.chat(f"about {WORD}", headers=key("mina"))
        name = asked.json["error"]["hint"].rsplit(" ", 1)[-1]
        again = key("mina", **{"x-garim-review": name})
        if who == "other":
            assert gateway.chat(f"about {WORD}", headers=again).status == 409
            assert gateway.call("GET", "/garim/reviews", headers=key("cy")).json["reviews"] == []
            assert gateway.ask(f"/garim/reviews/{name}", {"agree": True}, key("mina")).status == 403
            assert gateway.call("GET", "/garim/reviews", headers=key("juno")).json["reviews"][0]["client"] == "mina"
            waits = gateway.call("GET", f"/garim/reviews/{name}", headers=key("juno")).json
            assert WORD not in waits["body"] and "about" in waits["body"]
            assert gateway.ask(f"/garim/reviews/{name}", {"agree": True}, key("juno")).json == {"agreed": True}

        assert asked.status == 409 and upstream.bodies == []
        assert gateway.chat(f"about {WORD} and more", headers=again).status == 409
        assert gateway.chat(f"about {WORD}", headers=key("juno", **{"x-garim-review": name})).status == 409
        assert gateway.chat(f"about {WORD}", headers=again).status == 200
        assert gateway.chat(f"about {WORD}", headers=again).status == 409
        assert len(upstream.bodies) == 1


# -- limits


def test_limits_hold_for_each_caller(tmp_path: Path, screening: Screening, upstream: FakeUpstream) -> None:
    clients = [client("mina", rate="2/hour"), client("juno"), client("bo", tokens="5/day")]
    rules = [{"name": "letters slowly", "purposes": ["letter"], "limit": "1/hour"}]
    with running(tmp_path, screening, upstream, gateway={"clients": clients}, policy={"rules": rules}) as gateway:
        answers = [gateway.chat("hi", headers=key("mina")) for _ in range(3)]
        assert [answer.status for answer in answers] == [200, 200, 429]
        assert int(answers[2].headers["retry-after"]) > 60 and "rate" in answers[2].json["error"]["message"]
        letter = key("juno", **{"x-garim-purpose": "letter"})
        assert [gateway.chat("hi", headers=letter).status for _ in range(2)] == [200, 429]
        assert gateway.chat("hi", headers=key("juno")).status == 200
        assert gateway.chat("say something long " * 20, headers=key("bo")).status == 200
        assert gateway.chat("hi", headers=key("bo")).status == 429
        assert gateway.chat("hi", headers=key("bo")).json["error"]["code"] == "over_limit"


# -- keys


def test_issued_keys_are_taken_expire_and_are_revoked(tmp_path: Path, screening: Screening, upstream: FakeUpstream) -> None:
    with running(tmp_path, screening, upstream, gateway={"keys": True}) as gateway:
        def issue(**more: Any) -> None:
            digest = sha256(b"key of mina").digest()
            gateway.store.set_client("aa", digest, msgspec.json.encode(Issued(name="mina", **more)).decode()).result()
            assert gateway.app
            gateway.app.parts.clients.learn(gateway.store.clients().result())

        def becomes(status: int) -> bool:
            # A look at the store that began before may end behind it, with what it saw: the next one is a second later.
            return any(gateway.chat("hi", headers=key("mina")).status == status or time.sleep(0.1) for _ in range(50))

        assert gateway.chat("hi").status == 401
        issue()
        assert becomes(200)
        assert gateway.chat("hi", headers={"x-garim-key": "key of mino"}).status == 401
        for over in ({"expires": 1.0}, {"revoked": 1.0}):
            issue(**over)
            assert becomes(401)


def test_a_key_has_its_own_rights_whatever_others_of_the_same_name_have(tmp_path: Path, screening: Screening, upstream: FakeUpstream) -> None:
    """One that was revoked or has expired, one with more, one of the settings: none of them lends its rights to the others."""
    rights = {"keeper": ["admin", "audit", "review"], "auditor": ["audit"], "plain": []}
    with running(tmp_path, screening, upstream, gateway={"keys": True, "clients": [client("mina", rights=["review"])]}) as gateway:
        assert gateway.app
        for order in itertools.permutations(rights):
            for number, name in enumerate(order):
                issued = Issued(name="mina", rights=tuple(rights[name]), revoked=1.0 if name == "keeper" else 0.0)
                digest = sha256(f"key of {name}".encode()).digest()
                gateway.store.set_client(str(number), digest, msgspec.json.encode(issued).decode()).result()
            gateway.app.parts.clients.learn(gateway.store.clients().result())
            # A look at the store that began before may end behind it, with what it saw: the next one is a second later.
            assert any(may(gateway) == {"auditor": {"audit"}, "plain": set(), "mina": {"review"}} or time.sleep(0.1) for _ in range(50))


def may(gateway: Gateway) -> dict[str, set[str]]:
    """What the holders of keys may do, those whose key is taken."""
    seen = {name: gateway.call("GET", "/garim/me", headers=key(name)) for name in ("keeper", "auditor", "plain", "mina")}
    return {name: {right for right, has in answer.json["rights"].items() if has} for name, answer in seen.items() if answer.status == 200}


# -- the store


def test_ready_says_that_the_store_is_gone_and_nothing_leaves(tmp_path: Path, screening: Screening, upstream: FakeUpstream) -> None:
    with running(tmp_path, screening, upstream) as gateway:
        assert gateway.chat("hi").status == 200
        assert gateway.call("GET", "/ready").status == 200
        for path in tmp_path.glob("garim.db*"):
            path.rename(path.with_name("away" + path.name))
        answers = [gateway.chat("hi"), gateway.call("GET", "/ready")]

        assert [answer.status for answer in answers] == [503, 503]
        assert "removed" in answers[1].json["error"]["message"]
        assert len(upstream.bodies) == 1
        for path in tmp_path.glob("awaygarim.db*"):
            path.rename(path.with_name(path.name.removeprefix("away")))
        assert gateway.call("GET", "/ready").status == 200
        assert gateway.chat("hi").status == 200


def test_the_page_verifies_what_the_command_line_does(tmp_path: Path, screening: Screening, upstream: FakeUpstream) -> None:
    """Forged, unsigned, cut behind the last checkpoint: told with the place, in the same words, as the chain alone would not."""
    def told() -> tuple[int, str]:
        found = gateway.call("GET", "/garim/record/verify").json
        said = verified(gateway.store, gateway.store.points().result())
        assert (found["records"], found["broken"], found["why"]) == (said.records, said.broken, said.why)
        return found["broken"], found["why"]

    def change(sql: str, *given: object) -> None:
        with sqlite3.connect(tmp_path / "garim.db", timeout=10) as db:
            db.execute(sql, given)
        db.close()

    with running(tmp_path, screening, upstream, store={"url": "sqlite:///garim.db", "anchor": "anchors"}) as gateway:
        for _ in range(3):
            assert gateway.chat("hi").status == 200
        point = gateway.store.checkpoint().result()
        assert point and told() == (0, "")
        last = gateway.store.page(point.size - 1).result()[0]
        text = last.text.replace(f'"number":{last.number}', f'"number":{last.number + 1}')
        change("INSERT INTO garim_audit VALUES (?, ?, ?)", last.number + 1, text, sha256((last.hash + text).encode()).hexdigest())
        assert told() == (last.number + 1, f"record {last.number + 1} was not written with the store's key")
        answers = [gateway.chat("hi"), gateway.call("GET", "/ready")]
        assert [answer.status for answer in answers] == [503, 503] and len(upstream.bodies) == 3
        change("DELETE FROM garim_audit WHERE number > ?", last.number)
        assert gateway.chat("hi").status == 200 and told() == (0, "")
        change("UPDATE garim_checkpoints SET note = replace(note, 'keyed', 'keyes')")
        assert told() == (point.size, f"record {point.size} has a checkpoint that the store's key did not sign")
        change("UPDATE garim_checkpoints SET note = ?", point.note)
        change("DELETE FROM garim_audit WHERE number > ?", last.number)
        assert told() == (last.number + 1, f"record {last.number + 1} is gone: there were {last.number + 1} records")


@pytest.mark.parametrize(("body", "model", "out"), [
    (b'{"model":"a","messages":[{"model":"a"}]}', "a", b'{"model":"b","messages":[{"model":"a"}]}'),
    (b'{ "x": "\\"model\\": \\"a\\"", "model" : "a" }', "a", b'{ "x": "\\"model\\": \\"a\\"", "model" : "b" }'),
    (b'{"s":"model","t":"a","model":"a"}', "a", b'{"s":"model","t":"a","model":"b"}'),
    ('{"model":"가","k":"\\\\"}'.encode(), "가", b'{"model":"b","k":"\\\\"}'),
])
def test_only_the_models_own_name_is_written_anew(body: bytes, model: str, out: bytes) -> None:
    assert renamed(body, model, "b") == out




@pytest.mark.parametrize("path", ["/", "/metrics", "/ready", "/health", "/v1/models", "/garim/openapi.json"])
def test_a_page_of_another_name_gets_nothing_of_this_machine(tmp_path: Path, screening: Screening, upstream: FakeUpstream, path: str) -> None:
    """A name that was re-pointed to 127.0.0.1 is not the user of this machine, whatever it asks for."""
    with running(tmp_path, screening, upstream) as gateway:
        assert gateway.call("GET", path, headers={"host": "evil.example"}).status == 401
        assert gateway.call("GET", path, headers={"host": f"localhost:{gateway.port}"}).status == 200


def test_numbers_are_for_who_may_see_them_where_others_reach_the_port(tmp_path: Path, screening: Screening, upstream: FakeUpstream) -> None:
    """And why it is not ready is told to this machine only; that it is not, to everybody."""
    clients = [client("mina"), *(client(right, rights=[right]) for right in ("metrics", "audit", "admin", "review", "restore"))]
    with running(tmp_path, screening, upstream, gateway={"clients": clients, "bind": "0.0.0.0:0"}) as gateway:
        seen = {name: gateway.call("GET", "/metrics", headers=key(name)).status for name in ("metrics", "audit", "admin", "review", "restore", "mina", "nobody")}
        assert seen == {"metrics": 200, "audit": 200, "admin": 200, "review": 403, "restore": 403, "mina": 403, "nobody": 401}
        assert gateway.call("GET", "/metrics").status == 401
        scraped = gateway.call("GET", "/metrics", headers={"authorization": "Bearer key of metrics"})
        assert scraped.status == 200 and b"garim_" in scraped.body
        assert {gateway.call("GET", path).status for path in ("/health", "/ready")} == {200}
        (tmp_path / "garim.db").rename(tmp_path / "away")
        found = gateway.call("GET", "/ready")
        assert (found.status, found.json) == (503, {"status": "not ready"})
        (tmp_path / "away").rename(tmp_path / "garim.db")
    (tmp_path / "b").mkdir()
    with running(tmp_path / "b", screening, upstream, gateway={"clients": clients}) as gateway:
        assert gateway.call("GET", "/metrics").status == 200
