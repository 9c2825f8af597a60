"""Replies on their way to the caller: Garim's own key at the upstream is never in them, and they stall nobody."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import orjson
import pytest

from garim.exchange import Outbound, Screening
from garim.exchange.steps import Ready
from garim.gateway import story
from garim.gateway.answer import MASK, PIECE, Answer, is_secret, restored, without_key
from garim.surrogate.restore import Restorer, Table
from garim.values import Entry, Receipt
from garim.wire.protocols import all_protocols
from tests.e2e.upstream import Chat

KEY = "sk-" + "proj-" + "Zq81mVtY7Lw0"


def test_a_reply_that_quotes_the_key_has_it_masked_at_any_cut() -> None:
    out = without_key(Outbound(b"", (Entry("Velmora", "Narae", "stem", "x"),), Receipt(protocol="chat"), "outside", frozenset()), KEY)
    table = Table(out.entries)
    for form, text in (("text", f"401: invalid key {KEY}, for Velmora"), ("json", orjson.dumps({"q": f"{KEY} Velmora"}).decode())):
        for cut in (1, 2, 3, 5, 64):
            restorer = Restorer(table, form)
            got = "".join(restorer.feed(text[at : at + cut]) for at in range(0, len(text), cut)) + restorer.finish()
            assert KEY not in got and MASK in got and "Narae" in got


@pytest.mark.parametrize(("key", "secret"), [(KEY, True), ("sk-" + "ant-" + "a1" * 20, True), ("EMPTY", False), ("x", False), ("ollama", False), ("sk-no-key-required", False)])
def test_a_filler_is_no_key(key: str, secret: bool) -> None:
    """`EMPTY` cut `enum State { EMPTY, FULL }` in two, `x` every `index`."""
    assert is_secret(key) is secret


def test_without_a_key_nothing_is_added() -> None:
    out = Outbound(b"", (), Receipt(protocol="chat"), "outside", frozenset())

    assert without_key(out, "") is out


async def sent_of(ready: Ready, screening: Screening, pieces: Sequence[bytes]) -> bytes:
    """What the caller gets of a stream that the upstream sends in these pieces."""
    left, sent = iter(pieces), []

    class Response:
        status, headers, content_type = 200, (), "text/event-stream"

        async def piece(self) -> bytes:
            return next(left, b"")

    async def send(message: Any) -> None:
        sent.append(message.get("body", b""))

    async def nothing(effect: object) -> None:
        """Nothing is kept."""

    answer: Any = Answer(ready=ready, screening=screening, response=Response(), upstream="u", max_reply=10**9)  # type: ignore[arg-type]
    await restored(answer, send, SimpleNamespace(status=0, code="", started=False, finished=False), nothing)
    return b"".join(sent)


async def test_a_stream_that_comes_at_once_lets_the_loop_look_up(screening: Screening) -> None:
    """However the upstream cuts it: in one piece or in many that are there already."""
    text = "Vellichor " * 3000
    data = b"".join(Chat.events(text, [], 7))
    protocol = next(one for one in all_protocols() if one.name == "chat")
    for pieces in ([data], [data[at : at + 100] for at in range(0, len(data), 100)]):
        ready = Ready(protocol, Outbound(b"", (Entry("Vellichor", "Vellichor!", "stem", "vellichor"),), Receipt(protocol="chat"), "outside", frozenset()), True)
        looked = 0

        async def look() -> None:
            nonlocal looked
            while True:
                looked += 1
                await asyncio.sleep(0)

        looking = asyncio.create_task(look())
        sent = await sent_of(ready, screening, pieces)
        looking.cancel()

        assert sent.count(b"!") == 3000
        assert looked >= len(data) // (PIECE + 100)


async def test_what_a_stream_held_back_is_restored_beside_the_loop(screening: Screening, monkeypatch: pytest.MonkeyPatch) -> None:
    """Arguments of a tool are read when they are whole: a long one must not keep others waiting."""
    beside = 0
    work = story.in_thread

    async def in_thread(*args: Any) -> Any:
        nonlocal beside
        beside += 1
        return await work(*args)

    monkeypatch.setattr(story, "in_thread", in_thread)
    protocol = next(one for one in all_protocols() if one.name == "chat")
    out = Outbound(b"", (Entry("Vellichor", "Vellichor!", "stem", "vellichor"),), Receipt(protocol="chat"), "outside", frozenset())
    for words, expected in ((20_000, True), (20, False)):
        said = orjson.dumps({"path": "a", "content": "Vellichor " * words}).decode()
        pieces, beside = [b"".join(Chat.events("", [("save", said)], 4000))], 0

        sent = await sent_of(Ready(protocol, out, True), screening, pieces)

        assert sent.count(b"!") == words and bool(beside) == expected
