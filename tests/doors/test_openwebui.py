"""The Open WebUI filter, driven as Open WebUI drives it: inlet, a model that echoes, stream, outlet."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from garim import Refused
from garim.doors.openwebui import Filter
from tests.doors.conftest import TEXT, planted
from tests.e2e.upstream import Chat, said

USER = {"id": "u1", "role": "user"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, words: Path) -> Filter:
    folder = tmp_path_factory.mktemp("webui")
    (folder / "garim.toml").write_text(
        f'[screen]\nlexicons = ["{words}"]\nkey_file = "key"\n[store]\nurl = "sqlite:///garim.db"\n'
        '[policy]\nrules = [{ name = "cards stay", kinds = ["card"], route = "inside" }]\n'
    )
    out = Filter()
    out.valves = Filter.Valves(settings=str(folder / "garim.toml"))
    return out


def body(text: str = TEXT) -> dict[str, Any]:
    system = {"role": "system", "content": "You work for 한별해운."}
    return {"model": "my-model", "stream": True, "messages": [system, {"role": "user", "content": text}]}


def told(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(line[6:]) for line in data.decode().splitlines() if line.startswith("data: {")]


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_a_chat(made: Filter, size: int) -> None:
    metadata: dict[str, Any] = {"chat_id": "c1", "message_id": "m1", "features": {"web_search": False}}
    asked = body()
    before = copy.deepcopy(asked)
    sent = made.inlet(asked, USER, metadata)

    assert asked == before
    assert (sent["model"], sent["stream"]) == ("my-model", True)
    assert planted(json.dumps(sent, ensure_ascii=False)) == []
    events = [made.stream(event, metadata) for raw in Chat.events(said(sent, False), [], size) for event in told(raw)]
    assert "".join(e["choices"][0]["delta"].get("content") or "" for e in events) == TEXT


def test_tool_calls(made: Filter) -> None:
    metadata: dict[str, Any] = {}
    sent = made.inlet(
        {**body(), "tools": [{"type": "function", "function": {"name": "note", "description": "for 한별해운"}}]}, USER, metadata
    )
    assert planted(json.dumps(sent, ensure_ascii=False)) == []
    calls = [("note", json.dumps({"body": said(sent, False)})), ("look", json.dumps({"words": said(sent, False).split()}))]
    arguments = ["", ""]
    for raw in Chat.events("", calls, 3):
        for event in told(raw):
            for call in made.stream(event, metadata)["choices"][0]["delta"].get("tool_calls", []):
                arguments[call["index"]] += call["function"]["arguments"]

    assert json.loads(arguments[0])["body"] == TEXT
    assert json.loads(arguments[1])["words"] == TEXT.split()


@pytest.mark.parametrize("kind", [bytes, str])
def test_bytes_that_are_passed_through(made: Filter, kind: type) -> None:
    metadata: dict[str, Any] = {}
    sent = made.inlet(body(), USER, metadata)
    data = b"".join(Chat.events(said(sent, False), [], 3))
    pieces: list[Any] = [data[at : at + 50] for at in range(0, len(data), 50)] if kind is bytes else [data.decode()]
    got = [made.stream(piece, metadata) for piece in pieces]

    whole = b"".join(piece if isinstance(piece, bytes) else piece.encode() for piece in got)
    assert all(type(piece) is kind for piece in got)
    assert "".join(e["choices"][0]["delta"].get("content") or "" for e in told(whole)) == TEXT


def test_outlet_restores_what_came_whole(made: Filter) -> None:
    sent = made.inlet(body(), USER, {"chat_id": "c2", "message_id": "m2"})
    kept = {"chat_id": "c2", "id": "m2", "messages": [*body()["messages"], {"role": "assistant", "content": said(sent, False)}]}

    assert made.outlet(kept, USER)["messages"][-1]["content"] == TEXT
    other = made.outlet(kept, {"id": "u2"})
    assert other["messages"][-1]["content"] != TEXT, "another user's answer stays as it is"


def test_answers_do_not_mix(made: Filter) -> None:
    first: dict[str, Any] = {}
    sent = made.inlet(body(), USER, first)
    event = told(next(iter(list(Chat.events(said(sent, False), [], 1000))[1:])))[0]
    second: dict[str, Any] = {}
    made.inlet({"model": "m", "messages": [{"role": "user", "content": "hello"}]}, USER, second)

    assert made.stream(copy.deepcopy(event), second) == event
    assert made.stream(copy.deepcopy(event), {}) == event


@pytest.mark.parametrize(
    ("more", "metadata", "model"),
    [
        ({"files": [{"id": "f"}]}, {}, {}),
        ({"features": {"web_search": True}}, {}, {}),
        ({}, {"tool_ids": ["t"]}, {}),
        ({}, {}, {"info": {"meta": {"knowledge": [{"id": "k"}]}}}),
    ],
)
def test_what_would_be_added_later_is_refused(made: Filter, more: Any, metadata: Any, model: Any) -> None:
    with pytest.raises(Refused, match="nothing left"):
        made.inlet({**body(), **more}, USER, metadata, model)


def test_policy_refuses(made: Filter) -> None:
    card = "4111 1111 " + "1111 1111"
    with pytest.raises(Refused, match="inside"):
        made.inlet(body(f"My card is {card}."), USER, {})
