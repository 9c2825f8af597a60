"""Replies, restored: whole JSON bodies and streams of events.

Every text of a reply passes a restorer. In a stream each text has a channel of its own (a choice's content, a tool
call's arguments …): what a channel holds back comes out in one more delta of the same form before the event that ends it.
Kept as they came: what is signed, token probabilities (they speak of the model's own words), sound.

A reply that ends before its protocol's end is an error, never a clean-looking end.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Mapping
from typing import Any, Protocol

import orjson

from garim.errors import BadInput, UpstreamCut, UpstreamFailed
from garim.wire import sse
from garim.wire.document import PIECE, load, quote

Node = dict[str, Any]
DONE = b"[DONE]"
AS_THEY_CAME = frozenset(("signature", "encrypted_content", "logprobs", "top_logprobs", "b64_json"))
STRUCTURE = frozenset(
    ("id", "object", "type", "role", "status", "finish_reason", "stop_reason", "call_id", "item_id", "response_id", "format")
)
"""Keys whose strings are never held back: no part of them can be a surrogate."""
NAMES = STRUCTURE | frozenset(
    "model system_fingerprint service_tier embedding previous_response_id tool_call_id tool_use_id file_id request_id".split()
)
"""Keys whose strings are names and numbers of the upstream's own, not something that it says."""
DEEPEST = 12
"""JSON texts inside JSON texts of a reply that are taken apart."""


class Restorer(Protocol):
    """Puts originals back into one text that arrives in pieces."""

    def feed(self, piece: str) -> str:
        """The text that can no longer change."""

    def finish(self) -> str:
        """What was held."""


Restore = Callable[[str], Restorer]
"""Makes a restorer for a form: text | json | name (an id or a name, not something that the model says)."""


class Reply(Protocol):
    """A reply on its way back."""

    def feed(self, data: bytes) -> bytes:
        """The next bytes as they come → the bytes that may go on now."""

    def finish(self) -> bytes:
        """Say that nothing follows → the last bytes. `UpstreamCut.tail` holds what was held where it is cut."""


def whole(restore: Restore, text: str, escape: str = "text") -> str:
    """One text that is there at once, restored."""
    restorer = restore(escape)
    return restorer.feed(text) + restorer.finish()


def form_of(key: str) -> str:
    """The form of the text under a key."""
    if key in ("arguments", "partial_json"):
        return "json"
    return "name" if key in NAMES else "text"


def restored(node: Any, restore: Restore, key: str = "", depth: int = 0) -> Any:
    """A tree with every text restored; keys too. JSON inside a string stays JSON."""
    if isinstance(node, str):
        return _text(node, restore, key, depth)
    if isinstance(node, dict):
        return {
            (k if k.isascii() and k in STRUCTURE else whole(restore, k)): v
            if k in AS_THEY_CAME or (k == "thinking" and "signature" in node)
            else restored(v, restore, k, depth)
            for k, v in node.items()
        }
    if isinstance(node, list):
        return [restored(v, restore, key, depth) for v in node]
    return node


def _text(text: str, restore: Restore, key: str, depth: int) -> str:
    if text[:1] in "{[" and depth < DEEPEST and len(text) > 1:
        try:
            root = load(text)
        except BadInput:
            return whole(restore, text, form_of(key))
        if isinstance(root, dict | list):
            return _inside(text, restore, depth)
    return whole(restore, text, form_of(key))


def _inside(text: str, restore: Restore, depth: int) -> str:
    """JSON text with its strings restored, every other character as it came."""
    pieces = PIECE.split(text)
    for at in range(1, len(pieces), 2):
        raw = pieces[at]
        if raw[0] == '"':
            said = _loads(raw)
            new = _text(said, restore, "", depth + 1)
            if new != said:
                pieces[at] = quote(new, raw)
    return "".join(pieces)


def _loads(raw: str) -> str:
    said = load(raw)
    return said if isinstance(said, str) else ""


class WholeReply:
    """A JSON body: read to its end, then restored."""

    def __init__(self, restore: Restore) -> None:
        self._restore = restore
        self._body = bytearray()

    def feed(self, data: bytes) -> bytes:
        """Nothing yet: half an answer would look like one."""
        self._body += data
        return b""

    def finish(self) -> bytes:
        """The restored body.

        Raises:
            UpstreamFailed: It is no JSON object.
        """
        try:
            document = orjson.loads(self._body)
        except orjson.JSONDecodeError:
            return self._odd()
        if not isinstance(document, dict | list):
            raise UpstreamFailed("the upstream's reply is no JSON object")
        new = restored(document, self._restore)
        return bytes(self._body) if new == document else orjson.dumps(new)

    def _odd(self) -> bytes:
        """JSON that only the standard library reads: half of a surrogate pair, written as an escape."""
        try:
            document = json.loads(self._body)
        except ValueError:
            raise UpstreamFailed("the upstream's reply is not JSON, or ends too early") from None
        return json.dumps(restored(document, self._restore)).encode()


class Channels:
    """The open texts of one stream."""

    def __init__(self, restore: Restore) -> None:
        self.restore = restore
        self._open: dict[Hashable, Restorer] = {}

    def feed(self, channel: Hashable, piece: str, escape: str = "text") -> str:
        """The next piece of a channel's text → what can no longer change."""
        restorer = self._open.get(channel)
        if restorer is None:
            restorer = self._open[channel] = self.restore(escape)
        return restorer.feed(piece)

    def close(self, wanted: Callable[[Any], bool] = lambda channel: True) -> list[tuple[Any, str]]:
        """End channels → those that held something, and what."""
        ended = [channel for channel in self._open if wanted(channel)]
        rests = [(channel, self._open.pop(channel).finish()) for channel in ended]
        return [(channel, rest) for channel, rest in rests if rest]


class Script(Protocol):
    """What one protocol's stream looks like."""

    def event(self, node: Node, channels: Channels) -> tuple[list[Node], Node]:
        """One event → events to send before it, and itself, restored."""

    def close(self, channels: Channels) -> list[Node]:
        """Events that carry what was held where the stream simply ends."""

    def complete(self) -> bool:
        """Whether the protocol's end was seen."""


class StreamReply:
    """Server-sent events, restored one by one as they come."""

    def __init__(self, restore: Restore, script: Script) -> None:
        self._script = script
        self._reader = sse.Reader()
        self._channels = Channels(restore)
        self._named = False
        self._done = False

    def feed(self, data: bytes) -> bytes:
        """Bytes in any cut → whole events.

        Raises:
            UpstreamFailed: An event is not what a stream of this protocol may hold.
        """
        return b"".join(map(self._event, self._reader.feed(data)))

    def _event(self, event: sse.Event) -> bytes:
        if not event.data:
            return event.raw
        if event.data == DONE:
            self._done = True
            return self._closed() + event.raw
        self._named = self._named or bool(event.name)
        try:
            node = orjson.loads(event.data)
        except orjson.JSONDecodeError:
            raise UpstreamFailed("an event of the reply is not JSON") from None
        if not isinstance(node, dict):
            raise UpstreamFailed("an event of the reply is no JSON object")
        before, new = self._script.event(node, self._channels)
        here = event.raw if new is node else sse.write(orjson.dumps(new), event)
        return b"".join(map(self._made, before)) + here if before else here

    def _made(self, node: Mapping[str, Any]) -> bytes:
        head = b"event: " + str(node["type"]).encode() + b"\n" if self._named and "type" in node else b""
        return head + b"data: " + orjson.dumps(node) + b"\n\n"

    def _closed(self) -> bytes:
        return b"".join(map(self._made, self._script.close(self._channels)))

    def finish(self) -> bytes:
        """What was held.

        Raises:
            UpstreamCut: The stream ended before its protocol's end; `tail` holds the text that was held.
        """
        rest = self._reader.rest().strip()
        if rest and (self._done or self._script.complete()):
            # Some servers leave out the last blank line.
            rest = self._event(sse.event(rest + b"\n\n")) if rest.startswith((b"data", b"event", b":")) else b""
        else:
            rest = b""
        tail = self._closed()
        if not (self._done or self._script.complete()):
            raise UpstreamCut("the reply ended before its end", tail=tail)
        return rest + tail
