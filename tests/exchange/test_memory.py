"""An exchange leaves no garbage that waits for a collection: a server that serves all day stays as big as it was."""

from __future__ import annotations

import gc
import json
from dataclasses import replace

import orjson

from garim import Screen, exchange
from garim.exchange import Screening
from garim.exchange.talk import Talks
from garim.wire import protocols


def carry(screening: Screening, number: int) -> None:
    """There and back, through every disguise."""
    protocol = protocols.find("POST", "/v1/chat/completions", {})
    assert protocol is not None
    text = (
        f"나래 is slow on hanbyeol-prd-db01 10.48.7.21 since {number}, call 010-3382-77{10 + number}\n"
        "%EA%B0%80%EB%9E%8C%EC%86%94 \\ud55c\\ubcc4 6rCA656M7IaU han-\nbyeol 한\u200b별해운 "
    ) * 3
    messages = [{"role": "user", "content": text}, {"role": "assistant", "content": f"Saltmarsh {number}"}, {"role": "user", "content": "go on"}]
    out = exchange.outbound(protocol.read(json.dumps({"model": "m", "messages": messages}).encode()), screening, "chat")
    reply = exchange.reply(protocol, out, screening, stream=False)
    echo = orjson.loads(out.body)["messages"][0]["content"]
    assert text in orjson.loads(reply.feed(orjson.dumps({"choices": [{"message": {"content": echo}}]})) + reply.finish())["choices"][0]["message"]["content"]


def test_no_cycles(screen: Screen) -> None:
    """Not one object of forty exchanges, forgotten ones included, has to be found by the collector."""
    screening = replace(screen.screening)
    for number in range(3):
        carry(screening, number)
    gc.collect()
    gc.disable()
    try:
        for number in range(3, 23):
            carry(screening, number)
        screening.detector._memos.clear()
        screening.talks._kept.clear()
        found = gc.collect()
    finally:
        gc.enable()

    assert found < 20


def test_what_is_kept_is_bounded(screen: Screen) -> None:
    """Conversations of late are forgotten, the longest unused first."""
    screening = replace(screen.screening)
    object.__setattr__(screening, "talks", Talks(limit=40_000))
    for number in range(40):
        carry(screening, number % 89)

    assert len(screening.talks._kept) < 60
    assert screening.talks._size < 60_000
