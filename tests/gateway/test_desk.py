"""The page's own API: conversations, previews, asking; whose they are, and that nothing is lost or sent twice."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pytest

from garim.exchange import Screening
from tests.e2e import servers
from tests.e2e.upstream import FakeUpstream

TEXT = "온새미물산의 Vellichor가 🙂 느려요. 010-3382-7719"


def put(gateway: servers.Gateway, path: str, document: Any) -> servers.Answer:
    return gateway.call("PUT", path, json.dumps(document))


def ask(gateway: servers.Gateway, talk: str, **more: Any) -> list[dict[str, Any]]:
    answer = gateway.ask(f"/garim/talks/{talk}/ask", {"id": "q1", "answer": "a1", "text": TEXT, "model": "echo", **more})
    assert answer.status == 200, answer.body
    return [json.loads(event[6:]) for event in answer.body.decode().split("\n\n") if event]


def text_of(events: list[dict[str, Any]], key: str = "text") -> str:
    return "".join(event.get(key, "") for event in events)


def test_a_preview_is_what_leaves(gateway: servers.Gateway, upstream: FakeUpstream) -> None:
    seen = gateway.ask("/garim/preview", {"talk": "p1", "draft": {"text": TEXT, "model": "echo"}}).json
    events = ask(gateway, "p1")

    assert events[1]["left"] == seen["text"] == json.loads(upstream.bodies[-1])["messages"][-1]["content"]
    assert text_of(events) == TEXT
    assert text_of(events, "raw") == seen["text"]
    assert events[-1]["status"] == "done"
    wide = TEXT.encode("utf-16-le")
    cut = [wide[2 * start : 2 * end].decode("utf-16-le") for start, end, *_ in seen["findings"]]
    assert "010-3382-7719" in cut and "Vellichor" in cut


@pytest.mark.parametrize("particle", ["을", "를", "은", "는", "이", "가", "으로", "로", "과", "와"])
def test_a_preview_shows_particles_as_they_leave(gateway: servers.Gateway, particle: str) -> None:
    text = "".join(f"{word}{particle} 봅니다. {word}({word}){particle}\n" for word in ("10.72.14.200", "10.72.14.201", "Vellichor", "010-3382-7719", "도하랑 과장님"))
    seen = gateway.ask("/garim/preview", {"talk": f"t{ord(particle[0])}", "draft": {"text": text, "model": "echo"}}).json
    shown, at = "", 0
    for start, end, _, surrogate, _, _, turn in seen["findings"]:
        skip, size, other = turn or (0, 0, "")
        shown += text[at:start] + surrogate + text[end : end + skip] + other
        at = end + skip + size

    assert shown + text[at:] == seen["text"]
    assert any(turn for *_, turn in seen["findings"])


@pytest.mark.parametrize("again", [False, True])
def test_that_an_answer_has_a_place_is_told_once_it_is_kept(gateway: servers.Gateway, upstream: FakeUpstream, again: bool) -> None:
    """The first event, before the model's side said a word: what is written next can be looked at behind it at once. So is what left."""
    talk, answer = f"place{again}", "a2" if again else "a1"
    if again:
        ask(gateway, talk)
    asked = {"id": "" if again else "q1", "answer": answer, "parent": "q1" if again else "", "text": TEXT, "model": "wait"}
    connection = http.client.HTTPConnection("127.0.0.1", gateway.port, timeout=20)
    connection.request("POST", f"/garim/talks/{talk}/ask", json.dumps(asked), {"content-type": "application/json"})
    stream = connection.getresponse()
    first, _, second = (json.loads(line[6:] or "0") for line in (stream.readline(), stream.readline(), stream.readline()))
    looked = gateway.ask("/garim/preview", {"talk": talk, "draft": {"text": "Vellichor?", "parent": answer}})
    connection.close()

    assert first == {"answer": answer} and looked.status == 200
    assert second["left"] and "Vellichor" not in second["left"] and second["upstream"]
    assert [m["id"] for m in gateway.call("GET", f"/garim/talks/{talk}").json["messages"]][-1] == answer


def test_what_she_lets_through_holds_later_and_never_changes_the_beginning(gateway: servers.Gateway, upstream: FakeUpstream) -> None:
    ask(gateway, "k1")
    first = json.loads(upstream.bodies[-1])["messages"]
    told = [{"word": "Vellichor", "action": "keep"}]
    ask(gateway, "k1", id="q2", answer="a2", parent="a1", text="Vellichor는 왜요?", told=told)
    ask(gateway, "k1", id="q3", answer="a3", parent="a2", text="vellichor 또 왜요?")
    third = json.loads(upstream.bodies[-1])["messages"]

    assert third[0] == first[0] and "Vellichor" not in json.dumps(third[:2])
    assert third[2]["content"] == "Vellichor는 왜요?" and third[4]["content"] == "vellichor 또 왜요?"


def test_once_is_for_one_message(gateway: servers.Gateway, upstream: FakeUpstream) -> None:
    told = [{"word": "Vellichor", "action": "keep", "once": True}]
    ask(gateway, "o1", told=told)
    ask(gateway, "o1", id="q2", answer="a2", parent="a1")
    messages = json.loads(upstream.bodies[-1])["messages"]

    assert "Vellichor" in messages[0]["content"] and "Vellichor" not in messages[2]["content"]


def test_nothing_is_sent_twice(gateway: servers.Gateway, upstream: FakeUpstream) -> None:
    ask(gateway, "t1")
    again = gateway.ask("/garim/talks/t1/ask", {"id": "q1", "answer": "a1", "text": TEXT, "model": "echo"})
    other = gateway.ask("/garim/talks/t1/ask", {"id": "q1", "answer": "a9", "text": TEXT, "model": "echo"})

    assert (again.status, other.status, len(upstream.bodies)) == (409, 409, 1)


def test_another_answer_is_a_branch(gateway: servers.Gateway, upstream: FakeUpstream) -> None:
    ask(gateway, "b1")
    ask(gateway, "b1", id="", answer="a2", parent="q1", text="")
    talk = gateway.call("GET", "/garim/talks/b1").json

    assert [message["id"] for message in talk["messages"]] == ["q1", "a1", "a2"] and talk["leaf"] == "a2"
    assert json.loads(upstream.bodies[0])["messages"] == json.loads(upstream.bodies[1])["messages"]


def test_a_conversation_is_kept_found_exported_and_deleted(gateway: servers.Gateway, upstream: FakeUpstream) -> None:
    ask(gateway, "c1", text="Vellichor 백업 속도?")
    listed = gateway.call("GET", "/garim/talks", headers={"x-garim-find": "%EC%86%8D%EB%8F%84%20VELLICHOR"}).json["talks"]
    own = gateway.call("GET", "/garim/talks/c1/export").body.decode()
    left = gateway.call("GET", "/garim/talks/c1/export?as=left").body.decode()
    korean = gateway.call("GET", "/garim/talks/c1/export?lang=ko").body.decode()
    assert korean.count("\n## 질문\n") == own.count("\n## Question\n") == 1 and "\n## 답변\n" in korean and "Answer" not in korean
    gone = gateway.call("DELETE", "/garim/talks/c1")

    assert [talk["id"] for talk in listed] == ["c1"]
    assert "Vellichor" in own and "Vellichor" not in left and "속도" in left
    assert gone.status == 200 and gateway.call("DELETE", "/garim/talks/c1").status == 404
    assert gateway.call("GET", "/garim/talks/c1").json["new"] is True


def test_a_draft_is_kept_and_two_tabs_do_not_overwrite_each_other(gateway: servers.Gateway) -> None:
    first = put(gateway, "/garim/talks/d1/draft", {"draft": {"text": "one"}, "version": 0}).json
    late = put(gateway, "/garim/talks/d1/draft", {"draft": {"text": "late"}, "version": 0})
    next_ = put(gateway, "/garim/talks/d1/draft", {"draft": {"text": "two"}, "version": first["version"]})

    assert late.status == 409 and late.json["error"]["code"] == "bad_input"
    assert next_.json["version"] == 2
    assert gateway.call("GET", "/garim/talks/d1").json["draft"]["text"] == "two"


def test_a_sent_draft_is_gone(gateway: servers.Gateway, upstream: FakeUpstream) -> None:
    put(gateway, "/garim/talks/d2/draft", {"draft": {"text": TEXT}})
    ask(gateway, "d2")

    assert gateway.call("GET", "/garim/talks/d2").json["draft"] == {}


def test_an_answer_that_breaks_off_is_kept_and_told(gateway: servers.Gateway, upstream: FakeUpstream) -> None:
    events = ask(gateway, "x1", model="cut")
    kept = gateway.call("GET", "/garim/talks/x1").json["messages"]

    assert events[-1]["status"] == "failed" and events[-1]["error"]
    assert kept[1]["status"] == "failed" and kept[0]["text"] == TEXT


def test_an_upstreams_error_is_told_in_her_own_terms(gateway: servers.Gateway, upstream: FakeUpstream) -> None:
    events = ask(gateway, "e1", model="e400")

    assert events[-1]["status"] == "failed"
    assert "Vellichor" in events[-1]["error"]["message"]


def test_anthropic_models_answer_too(gateway: servers.Gateway, upstream: FakeUpstream) -> None:
    """The second upstream speaks Anthropic's protocol; which one is asked goes by the model."""
    events = ask(gateway, "m1", model="echo")

    assert events[-1]["status"] == "done"


def test_files_leave_hidden_with_the_question(gateway: servers.Gateway, upstream: FakeUpstream) -> None:
    files = [{"name": "Vellichor.log", "text": "tamsil-prd-db03 ```down```"}]
    seen = gateway.ask("/garim/preview", {"talk": "f1", "draft": {"text": "요약", "files": files}}).json
    ask(gateway, "f1", text="요약", files=files)
    left = json.loads(upstream.bodies[-1])["messages"][-1]["content"]

    assert left == seen["text"] and "ellichor" not in left and "tamsil" not in left
    assert seen["source"].startswith("요약\n\nVellichor.log:\n````\n")


def test_bad_calls_are_refused_in_words(gateway: servers.Gateway) -> None:
    cases = [
        gateway.ask("/garim/preview", {"talk": "p1"}),
        gateway.call("POST", "/garim/preview", "nonsense"),
        gateway.call("POST", "/garim/preview", '{"talk": "p1", "draft": {"text": "\\ud800"}}'),
        gateway.ask("/garim/talks/z/ask", {"id": "q", "answer": "a", "text": "  ", "model": "echo"}),
        gateway.ask("/garim/talks/z/ask", {"id": "q", "answer": "a", "text": "x", "parent": "nobody", "model": "echo"}),
        gateway.ask("/garim/talks/z/ask", {"id": "q", "answer": "a", "text": "x", "told": [{"word": "x", "action": "burn"}]}),
        gateway.call("GET", "/garim/talks/none/export"),
        gateway.call("PATCH", "/garim/talks/z"),
        gateway.call("POST", "/garim/preview", "{}", {"content-type": "text/plain"}),
    ]

    assert [case.status for case in cases] == [400, 400, 400, 400, 400, 400, 404, 405, 415]
    for case in cases:
        assert set(case.json["error"]) == {"type", "code", "message", "hint"}


def test_other_clients_bring_their_decisions_in_the_body(gateway: servers.Gateway, upstream: FakeUpstream) -> None:
    """The field never leaves."""
    told = {"told": [{"word": "vellichor", "action": "keep"}, {"word": "느려요", "action": "hide"}]}
    answer = gateway.chat(TEXT, garim=told)
    left = upstream.bodies[-1].decode()

    assert answer.status == 200 and "Vellichor" in left and "느려요" not in left and "told" not in left
    assert gateway.chat(TEXT, garim={"told": [{"word": "x"}]}).status == 400
    assert gateway.chat('say "garim"').status == 200


def test_a_question_that_no_model_reads_is_refused_in_words(gateway: servers.Gateway, upstream: FakeUpstream) -> None:
    huge = "a b c d e\n" * 210_000
    seen = gateway.ask("/garim/preview", {"talk": "h1", "draft": {"text": huge}})
    asked = gateway.ask("/garim/talks/h1/ask", {"id": "q1", "answer": "a1", "text": huge, "model": "echo"})

    assert (seen.status, asked.status) == (413, 413) and upstream.bodies == []
    assert put(gateway, "/garim/talks/h1/draft", {"draft": {"text": huge}}).status == 200
    assert "question" not in str(gateway.call("GET", "/garim/talks/h1").json["messages"])


KEYS = {"mina": "key-of-" + "mina", "jo": "key-of-" + "jo", "keeper": "key-of-" + "keeper"}


@pytest.fixture(scope="module")
def company(_upstream: FakeUpstream, screening: Screening, tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Gateway]:
    """A gateway of a company with clients, one of whom keeps the words."""
    clients = [
        {"name": name, "key_sha256": sha256(key.encode()).hexdigest(), "rights": ["admin", "audit"] if name == "keeper" else []}
        for name, key in KEYS.items()
    ]
    settings = servers.settings_for(
        tmp_path_factory.mktemp("company"), upstream=[{"name": "chat", "url": _upstream.url}], gateway={"clients": clients}
    )
    with servers.in_thread(settings, screening) as running:
        yield running


def as_(name: str) -> dict[str, str]:
    return {"x-garim-key": KEYS[name]}


def test_conversations_are_their_owners_alone(company: servers.Gateway, upstream: FakeUpstream) -> None:
    ask_ = {"id": "q1", "answer": "a1", "text": TEXT, "model": "echo"}
    assert company.ask("/garim/talks/w1/ask", ask_, as_("mina")).status == 200
    assert company.call("GET", "/garim/talks/w1").status == 401
    assert company.call("GET", "/garim/talks", None, as_("jo")).json["talks"] == []
    assert company.call("GET", "/garim/talks/w1", None, as_("jo")).json["messages"] == []
    assert company.call("GET", "/garim/talks/w1/export", None, as_("jo")).status == 404
    assert company.call("DELETE", "/garim/talks/w1", None, as_("jo")).status == 404
    assert len(company.call("GET", "/garim/talks/w1", None, as_("mina")).json["messages"]) == 2


def test_who_may_not_change_words_proposes_them(company: servers.Gateway) -> None:
    term = {"terms": [{"term": "Morabel", "kind": "project"}], "public": ["Kestrelite"]}
    proposed = company.ask("/garim/words", term, as_("mina"))
    refused = [
        company.call("GET", "/garim/words", None, as_("mina")),
        company.call("GET", "/garim/words/proposals", None, as_("jo")),
        company.call("GET", "/garim/upstreams", None, as_("jo")),
        company.call("GET", "/garim/record", None, as_("jo")),
        company.ask("/garim/upstreams", {"name": "x", "url": "http://127.0.0.1:1"}, as_("jo")),
    ]
    waiting = company.call("GET", "/garim/words/proposals", None, as_("keeper")).json["proposals"]
    for one in waiting:
        verdict = {"accept": True} if one["term"] == "Morabel" else {"accept": False}
        assert company.ask(f"/garim/words/proposals/{one['id']}", verdict, as_("keeper")).status == 200
    words = company.call("GET", "/garim/words", None, {**as_("keeper"), "x-garim-find": "morabel"}).json["words"]

    assert proposed.json == {"proposed": 2} and [answer.status for answer in refused] == [403] * 5
    assert sorted((one["term"], one["who"]) for one in waiting) == [("Kestrelite", "mina"), ("Morabel", "mina")]
    assert [(word["term"], word["taught"]) for word in words] == [("Morabel", True)]
    assert company.call("GET", "/garim/words/proposals", None, as_("keeper")).json["proposals"] == []
    assert company.ask("/garim/words/remove", {"term": "Morabel"}, as_("keeper")).json == {"removed": 1}


def test_words_that_no_lexicon_takes_are_refused(company: servers.Gateway) -> None:
    for bad in ({"term": "", "kind": "project"}, {"term": "x", "kind": "nonsense"}, {"kind": "org"}):
        answer = company.ask("/garim/words", {"terms": [bad]}, as_("keeper"))
        assert answer.status == 400 and answer.json["error"]["hint"], bad
    assert company.ask("/garim/words", {}, as_("keeper")).status == 400


def test_a_cookie_stands_for_the_key_on_the_page_only(company: servers.Gateway) -> None:
    began = company.ask("/garim/session", {}, as_("mina"))
    cookie = {"cookie": began.headers["set-cookie"].partition(";")[0]}

    assert "HttpOnly" in began.headers["set-cookie"] and "SameSite=Strict" in began.headers["set-cookie"]
    assert company.call("GET", "/garim/me", None, cookie).json["name"] == "mina"
    assert company.call("GET", "/v1/models", None, cookie).status == 401
    assert company.ask("/garim/session", {}).status == 401
    assert company.call("GET", "/garim/me", None, {"cookie": "garim=nonsense"}).status == 401


def test_what_happened_in_figures(gateway: servers.Gateway, upstream: FakeUpstream) -> None:
    """Counts by day, kind, upstream and model; the chain holds; no text."""
    before = gateway.call("GET", "/garim/record?days=7").json
    gateway.chat(TEXT)
    seen = gateway.call("GET", "/garim/record?days=7").json
    proof = gateway.call("GET", "/garim/record/verify").json

    assert seen["total"] == before["total"] + 1 and len(seen["days"]) == 7
    assert dict(seen["models"])["echo"] >= 1 and dict(seen["kinds"])["kr_phone"] >= 1 and seen["own_ms"] > 0
    assert seen["latest"][0]["outbound_sha256"] and "Vellichor" not in str(seen)
    assert proof["broken"] == 0 and proof["records"] == seen["total"]
    older = gateway.call("GET", f"/garim/record/list?before={seen['latest'][0]['number']}").json["records"]
    assert older[: len(seen["latest"]) - 1] == seen["latest"][1:]


def test_what_was_only_hidden_is_counted_as_that_and_not_as_sent(gateway: servers.Gateway, upstream: FakeUpstream) -> None:
    """Text that a caller has hidden and sends nowhere: its places count, no upstream, no model, no time does."""
    before = gateway.call("GET", "/garim/record?days=7").json
    assert gateway.ask("/garim/hide", {"text": TEXT, "scope": "figures"}).status == 200
    seen = gateway.call("GET", "/garim/record?days=7").json
    had, has = dict(before["statuses"]), dict(seen["statuses"])

    assert upstream.bodies == [] and seen["latest"][0]["status"] == "hidden" and not seen["latest"][0]["outbound_sha256"]
    assert has == {**had, "hidden": had.get("hidden", 0) + 1}
    assert [seen[name] for name in ("days", "upstreams", "models", "own_ms")] == [before[name] for name in ("days", "upstreams", "models", "own_ms")]
    assert dict(seen["kinds"])["kr_phone"] == dict(before["kinds"]).get("kr_phone", 0) + 1
