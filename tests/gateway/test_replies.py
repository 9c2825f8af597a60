"""`[replies] redact` in every protocol: what the model says of others does not reach the user, ours does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from garim.config import Loader
from garim.exchange import Screening
from tests.e2e import servers
from tests.e2e.upstream import LEAK, FakeUpstream

PATHS = ("/v1/chat/completions", "/v1/responses", "/v1/messages")
OURS = "온새미 tamsil-prd-db03 010-2345-6789 yeonwoo@tamsil.co.kr"
LABELS = "\nCall [삭제됨: 전화번호] or [삭제됨: 전자우편 주소]\nnow"


@pytest.fixture(scope="module")
def cleaning(_upstream: FakeUpstream, screening: Screening, tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Gateway]:
    upstreams = [{"name": "chat", "url": _upstream.url}, {"name": "claude", "url": _upstream.url, "protocol": "anthropic"}]
    settings = servers.settings_for(tmp_path_factory.mktemp("cleaning"), upstream=upstreams, replies={"redact": True})
    replies = Loader(settings, key=servers.KEY).current().replies
    with servers.in_thread(settings, replace(screening, replies=replies)) as running:
        yield running


def strings(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict | list):
        for value in node.values() if isinstance(node, dict) else node:
            yield from strings(value)


def deltas(body: bytes) -> str:
    """The text or the arguments that a stream's deltas make up."""
    out: list[str] = []
    for line in body.decode().splitlines():
        if not line.startswith("data: {"):
            continue
        event = json.loads(line.removeprefix("data: "))
        delta = event.get("delta")
        if event.get("choices"):
            found = event["choices"][0]["delta"]
            calls = found.get("tool_calls") or [{"index": 0}]
            out += [found.get("content") or ""] + [c.get("function", {}).get("arguments", "") for c in calls if c["index"] == 0]
        elif isinstance(delta, str) and event.get("output_index") == 0:
            out.append(delta)
        elif isinstance(delta, dict) and event.get("index") == 0:
            out.append(delta.get("text") or delta.get("partial_json") or "")
    return "".join(out)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("model", ["leak", "leak.1", "leaktools", "leaktools.3"])
@pytest.mark.parametrize("stream", [False, True])
def test_what_is_not_ours_is_hidden(cleaning: servers.Gateway, path: str, model: str, stream: bool) -> None:
    key = "input" if path == "/v1/responses" else "messages"
    body = {"model": model, "stream": stream, "max_tokens": 99, key: [{"role": "user", "content": OURS}]}

    answer = cleaning.ask(path, body)

    assert answer.status == 200
    assert "9876" not in answer.body.decode() and "mina@" not in answer.body.decode()
    if stream:
        said = deltas(answer.body)
        assert (json.loads(said)["body"] if "tools" in model else said) == OURS + LABELS
    else:
        said = "\n".join(strings(answer.json))
        assert OURS + LABELS in said or OURS + LABELS in json.loads(next(s for s in strings(answer.json) if s[:1] == "{"))["body"]


def test_ids_stay_and_without_the_setting_nothing_is_hidden(cleaning: servers.Gateway, gateway: servers.Gateway) -> None:
    body = {"model": "leak", "messages": [{"role": "user", "content": OURS}]}
    hidden, plain = (each.ask(PATHS[0], body).json for each in (cleaning, gateway))
    assert plain["choices"][0]["message"]["content"] == OURS + LEAK
    assert {k: v for k, v in hidden.items() if k != "choices"} == {k: v for k, v in plain.items() if k != "choices"}
