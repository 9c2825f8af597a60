"""One exchange: what leaves, what comes back, what is kept, and what the caller sees when something breaks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from garim.exchange import Screening
from garim.store import chain
from garim.values import Entry
from tests.e2e import servers
from tests.e2e.servers import Gateway
from tests.e2e.upstream import FakeUpstream

TEXT = "온새미물산의 Vellichor가 tamsil-prd-db03에서 느립니다. 010-2931-4478, mira.han@onsaemi.co.kr"
PLANTED = ["온새미", "ellichor", "tamsil", "2931", "mira.han", "onsaemi"]


def receipts(gateway: Gateway) -> list[dict[str, Any]]:
    return [json.loads(line)["record"] for line in chain.export(gateway.store.page)]


def streamed(body: bytes) -> str:
    """The text of a chat stream."""
    events = [json.loads(line[6:]) for line in body.decode().splitlines() if line.startswith("data: {")]
    return "".join(c["delta"].get("content") or "" for e in events for c in e.get("choices", []))


def test_what_leaves_is_hidden_and_what_comes_back_is_restored(gateway: Gateway, upstream: FakeUpstream) -> None:
    got = gateway.chat(TEXT)

    assert got.status == 200
    assert got.json["choices"][0]["message"]["content"] == TEXT
    (sent,) = upstream.bodies
    for value in PLANTED:
        assert value not in sent.decode().lower() + json.dumps(json.loads(sent), ensure_ascii=False)


@pytest.mark.parametrize("size", [1, 3, 7, 1000])
def test_a_stream_is_restored_at_every_cut(gateway: Gateway, upstream: FakeUpstream, size: int) -> None:
    got = gateway.chat(TEXT, model=f"echo.{size}", stream=True)

    assert got.headers["content-type"].startswith("text/event-stream")
    assert streamed(got.body) == TEXT
    assert got.body.endswith(b"data: [DONE]\n\n")


def test_a_receipt_says_what_was_done_and_never_what_was_said(gateway: Gateway, upstream: FakeUpstream) -> None:
    gateway.chat(TEXT)
    last = receipts(gateway)[-1]

    assert (last["protocol"], last["upstream"], last["status"], last["route"]) == ("chat", "chat", "sent", "outside")
    assert sum(last["counts"].values()) >= 4
    assert last["outbound_bytes"] == len(upstream.bodies[-1])
    assert not [value for value in PLANTED if value in json.dumps(last, ensure_ascii=False).lower()]
    assert chain.verify(gateway.store.page).broken == 0


def test_a_scope_remembers_what_was_issued(gateway: Gateway, upstream: FakeUpstream) -> None:
    gateway.chat(TEXT, headers={"x-garim-scope": "case 7"})
    entries = gateway.store.get("case 7").result()

    assert {entry.original for entry in entries} & {"Vellichor", "tamsil-prd-db03", "tamsil"}
    got = gateway.chat("What did I say first?", model="first", headers={"x-garim-scope": "case 7"})
    assert got.json["choices"][0]["message"]["content"] == TEXT


@pytest.mark.parametrize("name", ["", " a", "a" * 300, "caf\u00e9"])
def test_a_scope_that_is_no_name_is_refused(gateway: Gateway, upstream: FakeUpstream, name: str) -> None:
    assert gateway.chat("hi", headers={"x-garim-scope": name}).status == 400 or name == " a"  # http.client strips it
    assert len(upstream.bodies) <= (name == " a")


def test_the_callers_headers_stay_here_and_the_upstreams_too(gateway: Gateway, upstream: FakeUpstream) -> None:
    got = gateway.chat("hi", model="e400", headers={"authorization": "Bearer own", "cookie": "a=b", "x-secret": "1"})

    assert not {"authorization", "cookie", "x-secret"} & set(upstream.heads[0])
    assert got.headers["x-request-id"] == "req-1"
    assert not {"set-cookie", "server"} & set(got.headers)


def test_an_upstreams_error_is_passed_with_the_originals_in_its_message(gateway: Gateway, upstream: FakeUpstream) -> None:
    got = gateway.chat(TEXT, model="e400")

    assert got.status == 400
    assert got.json["error"]["type"] == "invalid_request_error"
    assert got.json["error"]["message"] == f"cannot say {TEXT}"


def test_asked_to_wait_the_caller_waits(gateway: Gateway, upstream: FakeUpstream) -> None:
    got = gateway.chat("hi", model="e429")

    assert (got.status, got.headers["retry-after"]) == (429, "7")
    assert len(upstream.bodies) == 1


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize(
    ("model", "status"),
    [
        ("e500", 500),
        ("html500", 500),
        ("html", 502),
        ("redirect", 502),
        ("empty", 502),
        ("half", 502),
        ("cut", 502),
        ("stall", 504),
        ("giant", 502),
    ],
)
def test_a_broken_reply_is_an_error_of_the_protocol(
    gateway: Gateway, upstream: FakeUpstream, model: str, status: int, stream: bool
) -> None:
    if stream and model == "giant":
        pytest.skip("a long stream is none")
    got = gateway.chat(TEXT, model=model, stream=stream)

    assert b"<h" not in got.body
    assert b"proxy-host-17" not in got.body
    if got.status == 200:
        assert stream
        assert model in ("half", "cut", "stall")
        last = got.body.decode().strip().split("\n\n")[-1]
        assert json.loads(last.removeprefix("data: "))["error"]["message"]
        assert b"[DONE]" not in got.body
    else:
        assert got.status == status
        assert got.json["error"]["message"]
    assert len(upstream.bodies) == 1
    assert receipts(gateway)[-1]["status"] == "failed"


def test_a_caller_that_leaves_ends_the_call(gateway: Gateway, upstream: FakeUpstream) -> None:
    body = json.dumps({"model": "wait", "messages": [{"role": "user", "content": "hi"}]}).encode()
    with gateway.connect() as wire:
        wire.sendall(
            b"POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n"
            % len(body)
            + body
        )
        while not upstream.bodies:
            pass
    assert upstream.gone.wait(5)
    assert gateway.chat("hi").status == 200
    assert "cancelled" in {r["status"] for r in receipts(gateway)[-3:]}


def test_a_caller_that_leaves_in_the_middle_of_a_stream_ends_the_call(gateway: Gateway, upstream: FakeUpstream) -> None:
    body = json.dumps({"model": "big.50", "stream": True, "messages": [{"role": "user", "content": "hi"}]}).encode()
    with gateway.connect() as wire:
        wire.sendall(
            b"POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n"
            % len(body)
            + body
        )
        assert wire.recv(100).startswith(b"HTTP/1.1 200")
    assert upstream.gone.wait(5)


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"{", {}, 400),
        (b"\xff\xfe", {}, 400),
        (b"", {}, 400),
        (b"[]", {}, 400),
        (b"[" * 100_000, {}, 400),
        (b"{}", {"content-type": "text/plain"}, 415),
        (b"{}", {"content-type": "application/json; charset=utf-16"}, 415),
        (b"{}", {"content-encoding": "compress"}, 415),
        (b"junk", {"content-encoding": "gzip"}, 400),
        (b"{}", {"host": "evil.example"}, 401),
    ],
)
def test_bad_requests_get_one_shape_and_nothing_leaves(
    gateway: Gateway, upstream: FakeUpstream, body: bytes, headers: dict[str, str], status: int
) -> None:
    got = gateway.call("POST", "/v1/chat/completions", body, headers)

    assert got.status == status
    assert set(got.json["error"]) >= {"type", "code", "message"}
    assert upstream.bodies == []


def test_an_unknown_query_is_refused(gateway: Gateway, upstream: FakeUpstream) -> None:
    assert gateway.ask("/v1/chat/completions?user=someone", {}).status == 400
    assert upstream.bodies == []


@pytest.fixture
def alone(upstream: FakeUpstream, screening: Screening, tmp_path: Path) -> Iterator[Gateway]:
    """A gateway of the test's own, which may be broken."""
    settings = servers.settings_for(tmp_path, upstream=[{"name": "in", "url": upstream.url, "models": ["echo"]}])
    with servers.in_thread(settings, screening) as running:
        yield running


def test_an_unknown_model_is_refused_without_being_repeated(alone: Gateway, upstream: FakeUpstream) -> None:
    got = alone.chat("hi", model="secret-model-name")

    assert (got.status, got.json["error"]["code"]) == (404, "unknown_model")
    assert b"secret-model-name" not in got.body
    assert upstream.bodies == []


def test_nothing_leaves_when_it_cannot_be_recorded(alone: Gateway, upstream: FakeUpstream, tmp_path: Path) -> None:
    import sqlite3

    with sqlite3.connect(tmp_path / "garim.db") as db:
        db.execute("DROP TABLE garim_audit")
    got = alone.chat(TEXT)

    assert (got.status, got.json["error"]["code"]) == (503, "vault_failed")
    assert upstream.bodies == []


def test_nothing_leaves_when_it_cannot_be_kept(alone: Gateway, upstream: FakeUpstream, tmp_path: Path) -> None:
    import sqlite3

    with sqlite3.connect(tmp_path / "garim.db") as db:
        db.execute("DROP TABLE garim_vault")
    got = alone.chat(TEXT, headers={"x-garim-scope": "s"})

    assert (got.status, got.json["error"]["code"]) == (503, "vault_failed")
    assert upstream.bodies == []


def test_nothing_leaves_when_a_finder_breaks(alone: Gateway, upstream: FakeUpstream, capfd: pytest.CaptureFixture[str]) -> None:
    """Nor does a text that stood in its error's message get into the answer or the log."""

    def broken() -> Screening:
        raise RuntimeError(f"cannot read {TEXT}")

    assert alone.app is not None
    object.__setattr__(alone.app.parts, "screening", broken)
    got = alone.chat(TEXT)

    assert (got.status, got.json["error"]["code"]) == (500, "broken")
    assert upstream.bodies == []
    assert "Vellichor" not in got.body.decode() + "".join(capfd.readouterr())


def test_an_upstream_that_is_not_there_is_an_error(screening: Screening, tmp_path: Path) -> None:
    with servers.in_thread(
        servers.settings_for(tmp_path, upstream=[{"name": "gone", "url": "http://127.0.0.1:9"}]), screening
    ) as gateway:
        got = gateway.chat("hi")

    assert (got.status, got.json["error"]["code"]) == (502, "upstream_failed")


def test_a_long_prompt_is_hidden_too(gateway: Gateway, upstream: FakeUpstream) -> None:
    text = ("some quiet words. " * 8000) + TEXT
    got = gateway.chat(text)

    assert got.json["choices"][0]["message"]["content"] == text
    assert "ellichor" not in upstream.bodies[0].decode()


def test_entries_of_a_scope_are_kept_once(gateway: Gateway, upstream: FakeUpstream) -> None:
    for _ in range(3):
        gateway.chat(TEXT, headers={"x-garim-scope": "case 8"})
    entries = gateway.store.get("case 8").result()

    assert len(set(entries)) == len(entries)
    assert all(isinstance(entry, Entry) for entry in entries)


@pytest.mark.parametrize("said", ["Vellichor", "tamsil-prd-db03", "support-Vellichor", "010-2931-4478"])
def test_a_name_is_no_way_out(gateway: Gateway, upstream: FakeUpstream, said: str) -> None:
    """Neither the model nor the purpose carries what would be hidden in a text: not to the upstream, not into the audit."""
    before = len(receipts(gateway))
    for got in (gateway.chat("hi", model=said), gateway.chat("hi", headers={"x-garim-purpose": said})):
        assert got.status == 400 and said not in got.body.decode()
    assert upstream.bodies == [] and said not in json.dumps(receipts(gateway)[before:])
    assert gateway.chat("hi", headers={"x-garim-purpose": "support"}).status == 200 and receipts(gateway)[-1]["purpose"] == "support"
