"""Anthropic messages. Source: https://docs.anthropic.com/en/api/messages"""

from __future__ import annotations

from typing import Any

from garim.wire.anthropic import GRAMMAR
from garim.wire.protocols import Protocol
from garim.wire.reply import Channels, Node, is_call, restored, tool_of

TEXTS = {"text_delta": "text", "input_json_delta": "partial_json"}
"""Delta type → the key of its text. Thinking is signed by the upstream: it goes as it came, and comes back so."""


class Blocks:
    """The run of a Messages stream: deltas by block, each closed by `content_block_stop`."""

    def __init__(self) -> None:
        self._ended = False

    def event(self, node: Node, channels: Channels) -> tuple[list[Node], Node]:
        """Restore a delta through its block's channel, anything else whole."""
        kind, index = node.get("type"), node.get("index")
        if kind == "content_block_delta" and isinstance(node.get("delta"), dict):
            delta = node["delta"]
            form = delta.get("type")
            key = TEXTS.get(form) if isinstance(form, str) else None
            if key is None or not isinstance(delta.get(key), str):
                if form in ("thinking_delta", "signature_delta"):
                    return [], node
                # Pieces of something that acts are read when they are whole, as its arguments are.
                unknown = {k: v for k, v in delta.items() if k != "type" and isinstance(v, str)} if is_call(delta, "") else {}
                fed = {k: channels.feed((index, form, k), v, "value") for k, v in unknown.items()}
                others = {k: v for k, v in delta.items() if k not in fed}
                return [], {**node, "delta": {**restored({"delta": others}, channels.restore)["delta"], **fed}}
            text = channels.feed(
                (index, form, key), delta[key], *(("json", channels.tools.get(index, "")) if key == "partial_json" else ("text",))
            )
            return [], {**node, "delta": {**delta, key: text}}
        if kind == "content_block_stop":
            return self._rests(channels, index), node
        if kind in ("message_stop", "error"):
            self._ended = True
            return self.close(channels), restored(node, channels.restore)
        block = node.get("content_block")
        if tool := tool_of(block):
            channels.tools[index] = tool
        if isinstance(block, dict) and block.get("type") == "text" and isinstance(block.get("text"), str):
            # It may already hold the beginning of what its deltas go on with.
            text = channels.feed((index, "text_delta", "text"), block["text"])
            others = {key: value for key, value in block.items() if key != "text"}
            return [], {**node, "content_block": {**restored(others, channels.restore), "text": text}}
        if isinstance(block, dict) and block.get("type") == "thinking":
            return [], node
        return [], restored(node, channels.restore)

    def _rests(self, channels: Channels, index: Any = None) -> list[Node]:
        held = channels.close(lambda channel: index is None or channel[0] == index)
        return [
            {"type": "content_block_delta", "index": channel[0], "delta": {"type": channel[1], channel[2]: rest}}
            for channel, rest in held
        ]

    def close(self, channels: Channels) -> list[Node]:
        """What is still held where the stream simply ends."""
        return self._rests(channels)

    def complete(self) -> bool:
        """The message ended, or the upstream told of an error."""
        return self._ended


PROTOCOLS = (
    Protocol(
        name="anthropic",
        grammar=GRAMMAR,
        script=Blocks,
    ),
)
