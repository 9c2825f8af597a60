"""A word that is cut over two parts of a message, or over two messages, is found as one that stands whole."""

from __future__ import annotations

import json
from typing import Any

import orjson
import pytest

from garim import Screen, exchange
from garim.wire import protocols

WORDS = [("Salt", "marsh"), ("sal", "tmarsh"), ("한별", "해운"), ("hanbyeol-prd-", "db01"), ("Harang", "Do"), ("Hanbyeol", "Shipping"), ("10.48.", "7.21"), ("010-3382", "-7719"), ("doharang@hanbyeol", ".internal")]
PLACES: dict[str, tuple[str, Any]] = {
    "chat, parts": ("/v1/chat/completions", lambda a, b: {"messages": [{"role": "user", "content": [{"type": "text", "text": a}, {"type": "text", "text": b}]}]}),
    "chat, messages": ("/v1/chat/completions", lambda a, b: {"messages": [{"role": "user", "content": a}, {"role": "user", "content": b}]}),
    "chat, part and message": ("/v1/chat/completions", lambda a, b: {"messages": [{"role": "user", "content": [{"type": "text", "text": a}]}, {"role": "user", "content": b}, {"role": "assistant", "content": "ok"}]}),
    "messages, parts": ("/v1/messages", lambda a, b: {"max_tokens": 9, "messages": [{"role": "user", "content": [{"type": "text", "text": a, "cache_control": {"type": "ephemeral"}}, {"type": "text", "text": b}]}]}),
    "messages, results": ("/v1/messages", lambda a, b: {"max_tokens": 9, "messages": [{"role": "user", "content": [{"type": "tool_result", "tool_use_id": "toolu_1", "content": t} for t in (a, b)]}]}),
    "messages, system": ("/v1/messages", lambda a, b: {"max_tokens": 9, "system": [{"type": "text", "text": a}, {"type": "text", "text": b}], "messages": [{"role": "user", "content": "hi"}]}),
    "responses, items": ("/v1/responses", lambda a, b: {"input": [{"role": "user", "content": a}, {"type": "message", "role": "user", "content": [{"type": "input_text", "text": b}]}]}),
    "responses, answers": ("/v1/responses", lambda a, b: {"input": [{"role": "assistant", "content": a}, {"role": "assistant", "content": b}]}),
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_a_word_over_two_texts_does_not_leave(screen: Screen, place: str) -> None:
    path, build = PLACES[place]
    protocol = protocols.find("POST", path, {})
    assert protocol is not None
    for word in WORDS:
        body = {"model": "m", **build(f"we move it to {word[0]}", f"{word[1]} by the end of May")}
        out = exchange.outbound(protocol.read(orjson.dumps(body)), screen.screening, protocol.name)
        said = json.dumps(json.loads(out.body), ensure_ascii=False).lower()

        assert not all(part.lower() in said for part in word), said
        assert "we move it to " in said and " by the end of may" in said


def test_what_two_texts_make_by_chance_stays(screen: Screen) -> None:
    protocol = protocols.find("POST", "/v1/chat/completions", {})
    assert protocol is not None
    talk = [{"role": "user", "content": one} for one in ("the table is on", "line again, see port", "he asks for port 80", "80 of them", "a salt", "of marshes", "https://github.com/a", "b is next")]
    body = orjson.dumps({"model": "m", "messages": talk})

    assert exchange.outbound(protocol.read(body), screen.screening, protocol.name).body == body
