"""Conversations that their owners gave for training: those alone, up to where they were, hidden; and taken back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from garim import Screen
from garim.cli._given import conversations
from garim.config import Settings
from garim.corpus.documents import Document
from garim.exchange import Screening
from garim.store.chain import walk
from tests.e2e import servers
from tests.e2e.conftest import _upstream, screening, upstream
from tests.e2e.upstream import FakeUpstream

__all__ = ["_upstream", "screening", "upstream"]
TEXT = "Why is Vellichor slow on tamsil-prd-db03? 온새미물산의 담당자는 010-2931-4478."


@pytest.fixture
def settings(upstream: FakeUpstream, tmp_path: Path) -> Settings:
    """A gateway's, with the lexicon that the screening has."""
    (tmp_path / "words.jsonl").write_text(servers.WORDS)
    screen = {"lexicons": ["words.jsonl"], "names": "off"}
    return servers.settings_for(tmp_path, screen=screen, upstream=[{"name": "one", "url": upstream.url, "timeout": 20.0}])


@pytest.fixture
def gateway(settings: Settings, screening: Screening) -> Iterator[servers.Gateway]:
    """Before the fake upstream, which echoes."""
    with servers.in_thread(settings, screening) as running:
        yield running


def ask(gateway: servers.Gateway, talk: str, question: str, parent: str = "", text: str = TEXT) -> None:
    """One question of the page's, answered."""
    said = {"id": question, "answer": f"a{question}", "parent": parent, "text": text, "model": "echo"}
    assert b'"done"' in gateway.ask(f"/garim/talks/{talk}/ask", said).body


def give(gateway: servers.Gateway, talk: str, given: bool) -> None:
    """What the menu's button does."""
    assert gateway.call("PUT", f"/garim/talks/{talk}", json.dumps({"given": given})).status == 200


def test_only_what_was_given_is_exported_and_it_is_hidden(gateway: servers.Gateway, settings: Settings) -> None:
    """Another's conversation, what followed, and what was taken back or deleted are not there."""
    opened = Screen(settings=settings, key=servers.KEY)

    def given(**how: Any) -> list[Document]:
        return [one for one in conversations(opened, training=bool(how)) if isinstance(one, Document)]

    ask(gateway, "t1", "q1")
    ask(gateway, "t2", "q1", text="mine alone, Vellichor")
    give(gateway, "t1", True)
    ask(gateway, "t1", "q2", parent="aq1", text="and what followed")
    assert {talk["id"]: talk["given"] for talk in gateway.call("GET", "/garim/talks").json["talks"]} == {"t1": True, "t2": False}
    (one,) = given()
    assert [said.role for said in one.talk] == ["user", "assistant"] and "followed" not in one.whole
    assert not [word for word in ("ellichor", "tamsil", "온새미", "2931") if word in one.whole + one.name + one.group]
    (open_,) = given(training=True)
    assert "Vellichor" in open_.whole and "tamsil-prd-db03" in open_.whole and "2931" not in open_.whole
    give(gateway, "t1", False)
    assert given() == []
    give(gateway, "t1", True)
    assert gateway.call("DELETE", "/garim/talks/t1").status == 200 and given() == []
    told = [json.loads(record.text) for record in walk(gateway.store.page)]
    acts = [(one["details"]["what"], one["details"].get("talk", one["details"].get("conversations"))) for one in told if one.get("event") == "training"]
    assert acts == [("given", "t1"), ("handed out", 1), ("handed out", 1), ("taken back", "t1"), ("handed out", 0), ("given", "t1"), ("handed out", 0)]
    assert "ellichor" not in json.dumps(told)
