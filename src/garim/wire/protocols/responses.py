"""OpenAI responses: asked, stored, fetched, cancelled, deleted.

Source: https://platform.openai.com/docs/api-reference/responses
"""

from __future__ import annotations

from typing import Any

import garim.late as re
from garim.wire.grammar import Grammar
from garim.wire.openai import COMMON_KEYS, IDS, INCLUDED, WORDS
from garim.wire.protocols import Protocol
from garim.wire.reply import Channels, Node, Spoken, called, probabilities, restored, token, tool_of

KEYS = COMMON_KEYS | frozenset(
    "input instructions output previous_response_id conversation background include truncation max_output_tokens "
    "max_tool_calls call_id status summary encrypted_content effort generate_summary item_reference item_id prompt "
    "variables version server_label server_url require_approval allowed_tools headers file_ids vector_store_ids "
    "max_num_results filters container environment display_width display_height queries results action command "
    "operation diff path tool_names read_only never always connector_id authorization".split()
)
ITEMS = frozenset(
    "message input_text output_text input_image input_file reasoning summary_text reasoning_text function_call "
    "function_call_output custom_tool_call custom_tool_call_output item_reference web_search web_search_preview "
    "web_search_call file_search file_search_call code_interpreter code_interpreter_call computer_use_preview computer_call "
    "computer_call_output image_generation image_generation_call local_shell local_shell_call local_shell_call_output shell "
    "shell_call shell_call_output apply_patch apply_patch_call apply_patch_call_output mcp mcp_call mcp_list_tools "
    "mcp_approval_request mcp_approval_response compaction url_citation file_citation".split()
)
PROTOCOL_WORDS = {
    **WORDS,
    "type": WORDS["type"] | ITEMS,
    "status": frozenset("completed in_progress incomplete failed searching interpreting calling generating".split()),
    "truncation": frozenset("auto disabled".split()),
    "summary": frozenset("auto concise detailed".split()),
    "effort": WORDS["reasoning_effort"],
    "require_approval": frozenset("always never".split()),
    "include": frozenset(INCLUDED),
}
END = frozenset(("response.completed", "response.failed", "response.incomplete", "response.cancelled", "error"))
SPEAKS = re.compile(
    r"(?:response\.(?:output_text|text|refusal|reasoning\w*|(?:output_)?audio\w*|content_part|output_item|created|queued|in_progress"
    r"|completed|failed|incomplete|cancelled)(?:\..*)?|error|keepalive|ping)"
)
"""Events that say something, or hold items that tell themselves what they are; all others are pieces of what acts."""
SOUND = frozenset(("response.audio.delta", "response.output_audio.delta"))
TOKENS = "tokens"
"""Begins the channel of a channel's token probabilities."""
PLACE = ("item_id", "output_index", "content_index", "summary_index")


class Items:
    """The run of a Responses stream: deltas by item and part, each closed by its `.done`, everything whole at the end."""

    def __init__(self) -> None:
        self._ended = False
        self._added = 0
        self._like: dict[Any, Node] = {}
        self._before: dict[Any, str] = {}
        """Output and part of a text → what was said before it: events that tell it again are read with that."""

    def event(self, node: Node, channels: Channels) -> tuple[list[Node], Node]:
        """Restore a delta through its channel, anything else whole."""
        kind = str(node.get("type", ""))
        before: list[Node] = []
        if kind in END:
            self._ended = True
            before = self.close(channels)
        if kind.endswith(".delta") and isinstance(node.get("delta"), str) and kind not in SOUND:
            channel = (kind, *(node.get(key) for key in PLACE))
            self._like[channel] = {key: value for key, value in node.items() if key != "logprobs"}
            place = node.get("output_index"), node.get("content_index", 0)
            if place not in self._before:
                self._before[place] = channels.said
            form = "json" if "arguments" in kind else "text" if SPEAKS.fullmatch(kind) else "value"
            tool = "" if form == "text" else channels.tools.get(node.get("output_index"), "")
            new = {**node, "delta": channels.feed(channel, node["delta"], form, tool)}
            if node.get("logprobs"):
                new["logprobs"] = probabilities(node["logprobs"], lambda text: channels.feed((TOKENS, *channel), text))
        elif kind in SOUND or kind.endswith("partial_image"):
            new = node
        else:
            if kind.endswith(".done"):
                wanted = (kind.removesuffix("done") + "delta", *(node.get(key) for key in PLACE))
                before = self._rests(channels, wanted)
            place = node.get("output_index"), node.get("content_index", 0)
            spoken = Spoken(channels.restore, self._before.get(place, ""))
            if tool := tool_of(node.get("item")):
                channels.tools[node.get("output_index")] = tool
            acts = not SPEAKS.fullmatch(kind)
            new = (
                called(node, channels.restore, channels.tools.get(node.get("output_index"), ""))
                if acts
                else restored(node, spoken)
            )
        if self._added and isinstance(node.get("sequence_number"), int):
            new = {**new, "sequence_number": node["sequence_number"] + self._added}
        if before and isinstance(node.get("sequence_number"), int):
            for step, one in enumerate(before):
                one["sequence_number"] = node["sequence_number"] + self._added + step
            self._added += len(before)
            new = {**new, "sequence_number": node["sequence_number"] + self._added}
        return before, new

    def _rests(self, channels: Channels, wanted: Any = None) -> list[Node]:
        held = dict(channels.close(lambda channel: wanted is None or wanted in (channel, channel[1:])))
        out = []
        for channel, rest in held.items():
            if channel[0] != TOKENS:
                tokens = {"logprobs": [token(said)]} if (said := held.get((TOKENS, *channel))) else {}
                out.append({**self._like.pop(channel), "delta": rest, **tokens})
        return out

    def close(self, channels: Channels) -> list[Node]:
        """What is still held where the stream simply ends."""
        return self._rests(channels)

    def complete(self) -> bool:
        """The response told how it ended."""
        return self._ended


PROTOCOLS = (
    Protocol(
        name="responses",
        grammar=Grammar(
            keys=KEYS,
            words=PROTOCOL_WORDS,
            ids=IDS | {"call_id", "previous_response_id", "conversation", "item_id", "connector_id"},
            sealed={"encrypted_content": ("reasoning", "compaction")},
            system="instructions",
            tokens="input",
        ),
        script=Items,
    ),
)
