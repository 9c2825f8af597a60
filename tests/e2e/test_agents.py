"""Agents all day: every turn goes through, nothing planted leaves, the beginning stays, and what comes back is exact."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from garim.config import Loader, Settings
from tests.e2e import replay, servers


@pytest.mark.parametrize("protocol", replay.PROTOCOLS)
def test_a_session_of_an_agent(protocol: str, tmp_path: Path) -> None:
    """Sixteen turns on real sockets, thinking signed in base64 and hex, files read back with surrogates, JSON in JSON in JSON."""
    (tmp_path / "words.jsonl").write_text(replay.lexicon(), encoding="utf-8")
    settings = msgspec.convert({"screen": {"lexicons": ["words.jsonl"], "names": "rules"}, "base": str(tmp_path)}, Settings)
    screening = Loader(settings, key=servers.KEY).current()
    with replay.upstream() as model:
        kind = "anthropic" if protocol == "messages" else "openai"
        upstreams = [{"name": "fake", "url": model.url, "protocol": kind, "models": ["*"]}]
        with servers.in_thread(servers.settings_for(tmp_path, upstream=upstreams), screening) as gateway:
            played = replay.Client(gateway.url, protocol, session=0).play(model)

    assert played.failed == []
    assert played.turns == replay.TURNS
    assert played.left == set()
    assert played.changed == []
    assert played.inexact == []
    assert played.urls == 0
