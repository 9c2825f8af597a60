"""Which path is answered by whom."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from garim.exchange import Screening
from garim.gateway import own, presidio
from tests.e2e import servers
from tests.e2e.servers import Gateway
from tests.e2e.upstream import FakeUpstream

TEXT = "Vellichor wird von 온새미물산 betrieben, 010-2931-4478"
TOKEN = "tok-" + "4711"


@pytest.mark.parametrize(
    "path",
    ["/nothing", "/v1/files", "/v1/chat/completions/", "/../etc/passwd", "/v1/%2e%2e/x", "/garim/", "/__init__.py", "/app.py"],
)
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE", "PUT"])
def test_unknown_paths_are_refused_and_never_passed_on(gateway: Gateway, upstream: FakeUpstream, method: str, path: str) -> None:
    got = gateway.call(method, path, b"{}" if method != "GET" else None)

    assert got.status == 404
    assert got.json["error"]["message"]
    assert upstream.paths == []


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/v1/chat/completions", "POST"),
        ("PUT", "/v1/chat/completions", "POST"),
        ("POST", "/v1/models", "GET"),
        ("GET", "/garim/hide", "POST"),
        ("POST", "/health", "GET"),
    ],
)
def test_other_methods_are_refused(gateway: Gateway, method: str, path: str, allowed: str) -> None:
    got = gateway.call(method, path)

    assert got.status == 405
    assert allowed in got.headers["allow"]


def test_it_says_how_it_is(gateway: Gateway) -> None:
    gateway.chat("hi")

    assert gateway.call("GET", "/health").json == {"status": "ok"}
    assert gateway.call("GET", "/ready").json == {"status": "ready"}
    assert 'garim_exchanges_total{protocol="chat",status="200"}' in gateway.call("GET", "/metrics").body.decode()


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/chat/completions", {"messages": []}),
        ("/v1/chat/completions", {"messages": [], "stream": True}),
        ("/v1/completions", {"prompt": ""}),
        ("/v1/responses", {"input": []}),
        ("/v1/messages", {"max_tokens": 4, "messages": []}),
        ("/v1/messages/count_tokens", {"messages": []}),
    ],
)
def test_the_embedded_model_is_not_asked_nothing(gateway: Gateway, path: str, body: dict[str, object]) -> None:
    """In any protocol, at once, in that protocol's shape."""
    got = gateway.ask(path, {"model": "smollm2-135m", **body}, {"anthropic-version": "2023-06-01"} if "messages" in path else None)

    assert got.status == 400 and got.json["error"]["type"] == "invalid_request_error"
    assert "is empty" in got.json["error"]["message"]


def test_models_are_listed_in_both_shapes(gateway: Gateway) -> None:
    """What the upstreams themselves list behind their patterns, and the embedded model."""
    listed = [m["id"] for m in gateway.call("GET", "/v1/models").json["data"]]
    assert "echo" in listed and listed[-1] == "smollm2-135m"
    claude = gateway.call("GET", "/v1/models", headers={"anthropic-version": "2023-06-01"}).json
    assert (claude["data"][0]["type"], claude["has_more"], claude["last_id"]) == ("model", False, "smollm2-135m")
    assert any(m["name"] == "models/echo" for m in gateway.call("GET", "/v1beta/models").json["models"])


def test_the_page_is_served_under_a_strict_policy(gateway: Gateway) -> None:
    page = gateway.call("GET", "/")

    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["content-security-policy"].startswith("default-src 'self'")
    assert "unsafe" not in page.headers["content-security-policy"]
    assert gateway.call("GET", "/", headers={"if-none-match": page.headers["etag"]}).status == 304
    assert gateway.call("GET", "/app.js").headers["content-type"].startswith("text/javascript")


def test_hide_restore_explain(gateway: Gateway) -> None:
    hidden = gateway.ask("/garim/hide", {"text": TEXT, "scope": "own"}).json

    assert "Vellichor" not in hidden["text"]
    assert [TEXT[f["start"] : f["end"]] for f in hidden["findings"]][0] == "Vellichor"
    assert set(hidden["findings"][0]) == {"start", "end", "kind", "surrogate", "why"}
    assert gateway.ask("/garim/restore", {"text": hidden["text"], "scope": "own"}).json["text"] == TEXT
    assert gateway.ask("/garim/explain", {"text": TEXT}).json["findings"]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/garim/hide", b"{}"),
        ("/garim/hide", b'{"text": 5}'),
        ("/garim/hide", b'{"text": "a", "more": 1}'),
        ("/garim/hide", b'{"text": "a", "scope": ""}'),
        ("/garim/hide", b'{"text": "\\ud800"}'),
        ("/garim/hide", b"\xff"),
        ("/garim/restore", b'{"text": "a"}'),
    ],
)
def test_bad_calls_of_the_own_api_are_refused(gateway: Gateway, path: str, body: bytes) -> None:
    got = gateway.call("POST", path, body)

    assert got.status == 400
    assert got.json["error"]["code"] == "bad_input"


@pytest.mark.parametrize("said", ["hi \\ud83d", "\\udc4d ok", "\\ud83d\\udc4d whole"])
def test_half_an_emoji_stops_no_conversation(gateway: Gateway, said: str) -> None:
    """Clients that cut a text leave such halves in its history."""
    body = b'{"model":"gpt-4o","messages":[{"role":"user","content":"' + said.encode() + b'"}]}'
    got = gateway.call("POST", "/v1/chat/completions", body)
    assert got.status != 400, got.json  # it went out; the upstream of these tests cannot write such a half itself


def test_a_scope_that_holds_nothing_is_not_found(gateway: Gateway) -> None:
    assert gateway.ask("/garim/restore", {"text": "a", "scope": "never used"}).status == 404
    assert gateway.ask("/garim/hide", {"text": "Why is an index slow?", "scope": "quiet"}).json["findings"] == []
    assert gateway.ask("/garim/restore", {"text": "Build it anew.", "scope": "quiet"}).json["text"] == "Build it anew."


def test_the_own_api_is_described(gateway: Gateway) -> None:
    described = gateway.call("GET", "/garim/openapi.json").json["paths"]
    assert set(described) == {*own.PATHS, *presidio.POSTS, *presidio.GETS}


@pytest.fixture
def locked(upstream: FakeUpstream, screening: Screening, tmp_path: Path) -> Iterator[Gateway]:
    clients = [{"name": "team", "key_sha256": sha256(TOKEN.encode()).hexdigest()}]
    settings = servers.settings_for(
        tmp_path, upstream=[{"name": "own", "url": upstream.url, "key": "client"}], gateway={"clients": clients}
    )
    with servers.in_thread(settings, screening) as running:
        yield running


@pytest.mark.parametrize("path", ["/v1/chat/completions", "/garim/hide", "/analyze", "/anonymize", "/v1/audio/speech"])
def test_without_a_key_nothing_is_answered(locked: Gateway, upstream: FakeUpstream, path: str) -> None:
    assert locked.ask(path, {"text": "a"}).status == 401
    assert locked.call("GET", "/v1/models").status == locked.call("GET", "/recognizers").status == 401
    assert upstream.bodies == []


def test_the_key_for_garim_and_the_key_for_the_upstream_are_two(locked: Gateway, upstream: FakeUpstream) -> None:
    got = locked.chat("hi", headers={"x-garim-key": TOKEN, "authorization": "Bearer upstream"})

    assert got.status == 200, got.body
    assert upstream.heads[0]["authorization"] == "Bearer upstream"
    assert TOKEN not in json.dumps(upstream.heads)


def test_the_key_for_garim_never_leaves(locked: Gateway, upstream: FakeUpstream) -> None:
    """Where the upstream takes the caller's own key, the key for Garim is not it."""
    got = locked.chat("hi", headers={"authorization": f"Bearer {TOKEN}"})

    assert got.status == 401
    assert upstream.bodies == []
