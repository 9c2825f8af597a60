"""What OpenAI's protocols share: the words, keys and ids of their requests, and the run of their choices.

Source: https://platform.openai.com/docs/api-reference
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson

from garim.errors import GarimError
from garim.wire.reply import (
    ACTS,
    HEARD,
    NAMES,
    STRUCTURE,
    Channels,
    Node,
    called,
    form_of,
    is_call,
    probabilities,
    restored,
    token,
    tool_of,
    whole,
)

SCHEMA_KEYS = frozenset(
    "type properties required items enum anyOf oneOf allOf not const default description title format additionalProperties "
    "minimum maximum minLength maxLength minItems maxItems pattern $ref $defs definitions strict examples nullable "
    "exclusiveMinimum exclusiveMaximum multipleOf uniqueItems propertyNames patternProperties if then else $schema".split()
)
"""Keywords of JSON Schema, which tool definitions are written in. Source: JSON Schema 2020-12."""
SCHEMA_TYPES = frozenset("object string number integer boolean array null".split())
COMMON_KEYS = SCHEMA_KEYS | frozenset(
    "model messages role content name text type tool_calls tool_call_id function arguments id index tools tool_choice "
    "parameters stream stream_options include_usage temperature top_p n stop max_tokens max_completion_tokens "
    "presence_penalty frequency_penalty logit_bias logprobs top_logprobs user seed response_format json_schema schema "
    "parallel_tool_calls metadata store reasoning_effort service_tier modalities audio voice prediction refusal "
    "function_call functions image_url url detail input_audio data file file_id file_data filename verbosity custom "
    "grammar definition syntax input safety_identifier prompt_cache_key prompt_cache_retention web_search_options "
    "reasoning reasoning_content search_context_size user_location approximate city country region timezone "
    "include_obfuscation best_of echo suffix prompt encoding_format dimensions mode allowed_tools annotations".split()
)
WORDS: dict[str, frozenset[str]] = {
    "role": frozenset("system user assistant tool developer function".split()),
    "tool_choice": frozenset("auto none required".split()),
    "function_call": frozenset("auto none".split()),
    "reasoning_effort": frozenset("none minimal low medium high xhigh".split()),
    "verbosity": frozenset("low medium high".split()),
    "service_tier": frozenset("auto default flex scale priority".split()),
    "detail": frozenset("auto low high".split()),
    "mode": frozenset("auto required".split()),
    "syntax": frozenset("lark regex".split()),
    "encoding_format": frozenset("float base64".split()),
    "prompt_cache_retention": frozenset(("in_memory", "in-memory", "24h")),
    "search_context_size": frozenset("low medium high".split()),
    "format": frozenset(
        "wav mp3 flac opus pcm16 aac pcm date date-time time email uri uuid ipv4 ipv6 hostname text grammar".split()
    ),
    "voice": frozenset("alloy ash ballad cedar coral echo fable marin nova onyx sage shimmer verse".split()),
    "type": SCHEMA_TYPES
    | frozenset(
        "text function custom image_url input_audio file refusal json_schema json_object content grammar allowed_tools "
        "approximate".split()
    ),
}
IDS = frozenset(("id", "tool_call_id", "file_id"))
INCLUDED = (
    "reasoning.encrypted_content",
    "message.output_text.logprobs",
    "file_search_call.results",
    "web_search_call.results",
    "web_search_call.action.sources",
    "message.input_image.image_url",
    "computer_call_output.output.image_url",
    "code_interpreter_call.outputs",
)
"""What a caller may ask to have with a response."""


def error(failure: GarimError) -> bytes:
    """An error as OpenAI's clients read it."""
    return orjson.dumps({"error": {**failure.shape(), "param": None}})


class Choices:
    """The run of a stream whose events hold `choices`: chat completions, and the older completions."""

    def __init__(self, made: Callable[[Any, str], Node], *, chat: bool) -> None:
        """
        Args:
            made: (channel, text) → the choice that carries a held text.
            chat: Whether the text is under `delta`.
        """
        self._made = made
        self._chat = chat
        self._like: Node = {}
        self._ended: set[int] = set()
        self._seen: set[int] = set()
        self._error = False

    def event(self, node: Node, channels: Channels) -> tuple[list[Node], Node]:
        """Restore every text of the event's choices; what a choice's end releases goes before it."""
        choices = node.get("choices")
        if not isinstance(choices, list):
            self._error = self._error or "error" in node
            return [], restored(node, channels.restore)
        self._like = node
        before: list[Node] = []
        for place, choice in enumerate(choices):
            if not isinstance(choice, dict):
                choices[place] = restored(choice, channels.restore)
                continue
            index = choice.get("index")
            number: int = index if isinstance(index, int) else 0
            self._seen.add(number)
            carrier = choice.get("delta") if self._chat else choice
            if isinstance(carrier, dict):
                feed(carrier, (number,), channels)
            if choice.get("logprobs"):
                choice["logprobs"] = _spoken(choice["logprobs"], number, channels)
            if self._chat:
                _others(choice, ("index", "delta", "finish_reason", "logprobs"), channels)
            if choice.get("finish_reason") is not None:
                self._ended.add(number)
                before += self._rests(channels, number, choice)
        _others(node, ("choices", "usage"), channels)
        return before, dict(node)

    def _rests(self, channels: Channels, number: int | None = None, choice: Node | None = None) -> list[Node]:
        """What was held, in events to send before; a field that this event carries itself takes its own rest."""
        like = {key: value for key, value in self._like.items() if key != "usage"}
        carrier = None if choice is None else choice.get("delta") if self._chat else choice
        held = channels.close(lambda channel: number is None or channel[0] == number)
        apart = [(channel, rest) for channel, rest in held if not append(carrier, channel[1:], rest)]
        return [{**like, "choices": [self._choice(channel, rest)]} for channel, rest in apart]

    def _choice(self, channel: Any, rest: str) -> Node:
        if channel[1] != "logprobs":
            return self._made(channel, rest)
        new = self._made((channel[0], "content" if self._chat else "text"), "")
        tokens = {"tokens": [rest], "token_logprobs": [0.0]} if channel[2] == "tokens" else {channel[2]: [token(rest)]}
        return {**new, "logprobs": tokens}

    def close(self, channels: Channels) -> list[Node]:
        """What is still held where the stream simply ends."""
        return self._rests(channels)

    def complete(self) -> bool:
        """Every choice gave its reason to end, or the upstream told of an error."""
        return self._error or bool(self._seen) and self._seen <= self._ended


def _spoken(node: Any, number: int, channels: Channels) -> Any:
    """Token probabilities of one event, whose tokens go on in the next."""
    if not isinstance(node, dict):
        return node
    return {
        key: probabilities(value, lambda text, key=key: channels.feed((number, "logprobs", key), text))  # type: ignore[misc]
        if key in ("content", "refusal", "tokens")
        else value
        for key, value in node.items()
    }


def _others(node: Node, known: tuple[str, ...], channels: Channels) -> None:
    """Restore what stands beside the texts that come in pieces, in place; names and numbers cost nothing."""
    for key, value in node.items():
        if key not in known and key not in NAMES and value.__class__ in (str, dict, list):
            node[key] = restored(value, channels.restore, key)


def feed(node: Node, channel: tuple[Any, ...], channels: Channels, acts: bool = False) -> None:
    """Restore the texts of a delta in place; each has the channel of its path, where lists go by their own `index`.

    Args:
        node: The delta, or a part of it.
        channel: Its path.
        channels: The open texts of the stream.
        acts: Whether it belongs to a call: its texts are then read as what a program is given.
    """
    if acts and (named := tool_of(node)):
        channels.tools[channel] = named
    tool = channels.tools.get(channel, "") if acts else ""
    for key, value in node.items():
        if isinstance(value, str):
            if not value:
                continue
            form = form_of(key)
            if key in STRUCTURE or key == "name":
                node[key] = whole(channels.restore, value, "name")
            else:
                node[key] = channels.feed((*channel, key), value, "value" if acts and form == "text" else form, tool)
        elif isinstance(value, dict | list) and acts and (key in ARGUMENTS or _says_more(value)):
            node[key] = called(value, channels.restore, tool)
        elif isinstance(value, dict):
            if key not in ("logprobs", "usage"):
                feed(value, (*channel, key), channels, acts or key not in HEARD)
        elif isinstance(value, list) and key != "tokens":
            _feed_list(value, (*channel, key), channels, acts or key in ACTS)


ARGUMENTS = frozenset(("arguments", "args", "input"))


def _says_more(node: object) -> bool:
    """Whether a part of a call that nobody knows says several things at once: whom, and what."""
    if not isinstance(node, dict) or "arguments" in node:
        return False
    return sum(value.__class__ in (str, dict, list) for value in node.values()) > 1


def _feed_list(items: list[Any], channel: tuple[Any, ...], channels: Channels, acts: bool) -> None:
    for place, item in enumerate(items):
        if isinstance(item, dict):
            number = item.get("index", place)
            here = (*channel, number if isinstance(number, int) else place)
            feed(item, here, channels, acts or channel[-1] not in HEARD or is_call(item, ""))
        elif isinstance(item, str | list):
            items[place] = called(item, channels.restore) if acts else restored(item, channels.restore)


def append(node: object, path: tuple[Any, ...], rest: str) -> bool:
    """Add a rest to the text that stands at a path of a delta; False where none stands there."""
    for step in path[:-1]:
        if isinstance(node, list):
            items = ((item.get("index", place), item) for place, item in enumerate(node) if isinstance(item, dict))
            node = next((item for place, item in items if place == step), None)
        else:
            node = node.get(step) if isinstance(node, dict) else None
    if not isinstance(node, dict) or not isinstance(node.get(path[-1]), str):
        return False
    node[path[-1]] += rest
    return True


def nested(path: tuple[Any, ...], rest: str) -> Node:
    """The delta in which a text stands at a path: ("tool_calls", 1, "function", "arguments") → {"tool_calls": [{"index": 1 …"""
    node: Any = rest
    for step in reversed(path):
        node = [{"index": step, **node}] if isinstance(step, int) else {step: node}
    return dict(node)
