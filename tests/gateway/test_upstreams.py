"""Who answers, and what is sent beside the body."""

from __future__ import annotations

import asyncio
from typing import Any

import msgspec
import pytest

from garim.config import Settings
from garim.errors import BadInput, BadSettings, NotAllowed, Refused, UnknownModel
from garim.gateway.upstreams import Upstreams, headers_for

TOKEN = "tok-" + "4711"


def upstreams(*settings: dict[str, Any]) -> Upstreams:
    named = [{"url": "http://127.0.0.1:1/v1", **one} for one in settings]
    return Upstreams(msgspec.convert({"upstream": named}, Settings), {"THE_KEY": TOKEN})


def chosen(known: Upstreams, model: str, route: str = "outside", family: str = "openai") -> str:
    return asyncio.run(known.choose(model, route, family))[0].name


THREE = (
    {"name": "any", "models": []},
    {"name": "pattern", "models": ["gpt-*"], "trust": "inside"},
    {"name": "exact", "models": ["gpt-4o", "llama"], "trust": "local"},
    {"name": "claude", "models": ["claude-*"], "protocol": "anthropic"},
)


@pytest.mark.parametrize(
    ("model", "route", "family", "name"),
    [
        ("gpt-4o", "outside", "openai", "exact"),
        ("gpt-5", "outside", "openai", "pattern"),
        ("mistral", "outside", "openai", "any"),
        ("gpt-5", "inside", "openai", "pattern"),
        ("gpt-4o", "local", "openai", "exact"),
        ("claude-9", "outside", "anthropic", "claude"),
    ],
)
def test_the_best_fit_of_the_trusted_answers(model: str, route: str, family: str, name: str) -> None:
    assert chosen(upstreams(*THREE), model, route, family) == name


def test_a_local_upstream_that_takes_any_name_stands_for_the_embedded_model() -> None:
    assert chosen(upstreams({"name": "out"}, {"name": "here", "trust": "local", "models": ["smol*"]}), "smollm2-135m") == "here"


def test_the_embedded_model_makes_no_embeddings() -> None:
    """Said at once, before it is started, in the one shape that errors have."""
    with pytest.raises(UnknownModel, match="makes no embeddings"):
        asyncio.run(upstreams().choose("any", "outside", "openai", protocol="embeddings"))


def test_of_equals_the_first_answers() -> None:
    assert chosen(upstreams({"name": "a"}, {"name": "b"}), "m") == "a"


def test_what_is_not_trusted_gets_nothing() -> None:
    with pytest.raises(Refused, match="inside at most"):
        chosen(upstreams(*THREE), "mistral", "inside")


def test_a_model_that_nobody_serves_is_unknown_and_not_repeated() -> None:
    with pytest.raises(UnknownModel) as caught:
        chosen(upstreams(THREE[1]), "a-secret-name")
    assert "a-secret-name" not in caught.value.message + caught.value.hint


def test_a_model_that_another_protocol_serves_tells_what_to_set() -> None:
    with pytest.raises(UnknownModel) as caught:
        chosen(upstreams(*THREE[1:]), "gpt-5", family="anthropic")
    assert 'protocol "openai"' in caught.value.hint and 'protocol = "anthropic"' in caught.value.hint


def test_models_are_listed_by_name() -> None:
    assert upstreams(*THREE).models() == [("gpt-4o", "exact"), ("llama", "exact"), ("smollm2-135m", "local")]


def test_a_missing_key_does_not_start() -> None:
    with pytest.raises(BadSettings, match="NO_KEY"):
        upstreams({"name": "a", "key_env": "NO_KEY"})


def test_the_callers_headers_stay_here() -> None:
    target = upstreams({"name": "a", "key_env": "THE_KEY"}).targets[0]
    sent = headers_for(
        target,
        {
            b"authorization": b"Bearer for-garim",
            b"cookie": b"session=1",
            b"x-title": b"secret project",
            b"user-agent": b"agent/1 (host tamsil)",
            b"openai-organization": b"org-1",
            b"openai-beta": b"assistants=v2",
            b"connection": b"x-api-key",
        },
    )

    assert {name.lower(): value for name, value in sent.items()} == {
        "authorization": f"Bearer {TOKEN}",
        "content-type": "application/json",
        "accept-encoding": "identity",
        "user-agent": "garim",
        "openai-beta": "assistants=v2",
    }


def test_a_header_that_holds_more_than_names_is_refused() -> None:
    target = upstreams({"name": "a"}).targets[0]

    for value in ("서하진".encode(), b"a@b.example", b"assistants=v2, narae", b"narae"):
        with pytest.raises(BadInput) as caught:
            headers_for(target, {b"openai-beta": value})
        assert value.decode() not in caught.value.message + caught.value.hint


def test_anthropic_has_its_own_headers() -> None:
    target = upstreams({"name": "a", "protocol": "anthropic", "key_env": "THE_KEY"}).targets[0]
    sent = headers_for(target, {b"anthropic-beta": b"tools-2024-04-04", b"anthropic-version": b"2024-01-01"})

    assert sent["x-api-key"] == TOKEN
    assert (sent["anthropic-beta"], sent["anthropic-version"]) == ("tools-2024-04-04", "2024-01-01")


def test_the_callers_own_key_goes_where_the_setting_says_so() -> None:
    target = upstreams({"name": "a", "key": "client"}).targets[0]
    sent = headers_for(target, {b"authorization": b"Bearer mine", b"openai-organization": b"org-1"})

    assert (sent["authorization"], sent["openai-organization"]) == ("Bearer mine", "org-1")
    with pytest.raises(NotAllowed):
        headers_for(target, {})


def test_a_proxy_of_the_environment_is_used_unless_it_is_excepted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://proxy.example:3128")
    monkeypatch.setenv("no_proxy", "127.0.0.1")

    assert upstreams({"name": "a", "url": "http://api.example"}).targets[0].pool.place.proxy == "http://proxy.example:3128"
    assert upstreams({"name": "a"}).targets[0].pool.place.proxy == ""
