"""Replies, restored: whole JSON bodies and streams of events.

Every text of a reply passes a restorer. In a stream each text has a channel of its own (a choice's content, a tool
call's arguments …): what a channel holds back comes out in one more delta of the same form before the event that ends it.
Kept as they came: what is signed, and sound. Token probabilities say the text that they belong to: the tokens of a
surrogate become empty ones and one that holds the original.

A reply that ends before its protocol's end is an error, never a clean-looking end.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Mapping
from typing import Any, Protocol

import orjson

import garim.late as re
from garim.errors import UpstreamCut, UpstreamFailed
from garim.wire import sse
from garim.wire.document import MOST_DEPTH

Node = dict[str, Any]
DONE = b"[DONE]"
AS_THEY_CAME = frozenset("signature encrypted_content top_logprobs b64_json thoughtSignature thought_signature".split())
STRUCTURE = frozenset(
    "id object type role status finish_reason stop_reason call_id item_id response_id format finishReason".split()
)
"""Keys whose strings are never held back: no part of them can be a surrogate."""
NAMES = STRUCTURE | frozenset(
    "model system_fingerprint service_tier embedding previous_response_id tool_call_id tool_use_id file_id request_id "
    "modelVersion responseId".split()
)
"""Keys whose strings are names and numbers of the upstream's own, not something that it says."""
SAID = re.compile(
    r"(?:message|text|thinking|redacted_thinking|reasoning(?:[._]\w+)?|refusal|compaction|document|file|audio|error"
    r"|(?:in|out)put_(?:text|image|audio|file)|summary_text|image(?:_url)?|computer_screenshot|container_upload"
    r"|(?:text|thinking|signature|citations)_delta|\w+_(?:result|output|citation|location|reference|error)"
    r"|(?:web|file)_search_call|image_generation_call|mcp_list_tools)"
)
"""Types of what only says something, or tells what the upstream has done itself. Whatever else has a type acts."""
ACTS = frozenset(
    "tool_calls invalid_tool_calls tool_call_chunks function_call functionCall executableCode executable_code".split()
)
"""Keys of what acts, whatever its type."""
HEARD = frozenset(
    "content refusal reasoning reasoning_content reasoning_details reasoning_text thinking audio images annotations citations "
    "grounding_metadata logprobs usage error container context_management stop_details provider_specific_fields message "
    "parts metadata additional_kwargs response_metadata".split()
)
"""Keys of a message, or of a piece of one, under which it says something; what else it holds acts."""
SHOWN = frozenset("text content refusal delta output_text reasoning reasoning_content transcript".split())
"""Keys of texts that a client may show one behind the other as one."""
PARTS = frozenset(
    "text inlineData inline_data fileData file_data functionResponse function_response codeExecutionResult "
    "code_execution_result videoMetadata video_metadata partMetadata part_metadata".split()
)
"""The same of a part of Gemini's."""
_INNER = frozenset(("function", "custom"))
"""Where a call's own name and arguments stand."""
_NAME = re.compile(r"[A-Za-z0-9_-]{1,128}")


class Restorer(Protocol):
    """Puts originals back into one text that arrives in pieces."""

    def feed(self, piece: str) -> str:
        """The text that can no longer change."""

    def finish(self) -> str:
        """What was held."""

    def whole(self, text: str) -> str:
        """A text that is there at once, restored."""

    def after(self, text: str) -> None:
        """What stands before it in what a client may put together as one; before arguments their tool's name."""


Restore = Callable[[str], Restorer]
"""Makes a restorer for a form: text | beside (a key, a title, what else is said) | json | value (an argument of a tool) | name (
an id or a name, not something that the model says). A text that is JSON is restored string by string."""


class Spoken:
    """Makes restorers of which each text knows those before it: a client may show them as one, with an address cut in two."""

    def __init__(self, restore: Restore, before: str = "") -> None:
        """
        Args:
            restore: Makes a restorer for a form.
            before: What was said before the first.
        """
        self._restore = restore
        self._said = [before] if before else []
        self._size = len(before)

    def __call__(self, form: str) -> Restorer:
        """A restorer; of a text, one that knows what was said before."""
        restorer = self._restore(form)
        if form == "text" and self._said:
            restorer.after(self.said)
        return restorer

    def heard(self, text: str) -> None:
        """What was said in a text, as it came."""
        self._said.append(text)
        self._size += len(text)
        if self._size > 4 * REMEMBERED:
            self._said = [self.said]
            self._size = len(self._said[0])

    @property
    def said(self) -> str:
        """The end of what was said up to now."""
        return "".join(self._said)[-REMEMBERED:]


REMEMBERED = 16_384
"""Characters of what was said that the next text is read with."""


class Reply(Protocol):
    """A reply on its way back."""

    def feed(self, data: bytes) -> bytes:
        """The next bytes as they come → the bytes that may go on now."""

    def finish(self) -> bytes:
        """Say that nothing follows → the last bytes. `UpstreamCut.tail` holds what was held where it is cut."""

    @property
    def held(self) -> int:
        """About how many characters wait for more."""


def whole(restore: Restore, text: str, escape: str = "text", tool: str = "") -> str:
    """One text that is there at once, restored; of arguments, with the name of their tool."""
    restorer = restore(escape)
    if tool:
        restorer.after(tool)
    restored = restorer.whole(text)
    if escape == "text" and isinstance(restore, Spoken):
        restore.heard(text)
    return restored


def form_of(key: str) -> str:
    """The form of the text under a key."""
    if key in ("arguments", "partial_json"):
        return "json"
    return "name" if key in NAMES else "text"


def restored(node: Any, restore: Restore, key: str = "", depth: int = 0) -> Any:
    """A tree with every text restored; keys too.

    Args:
        node: A part of a reply.
        restore: Makes a restorer.
        key: The key above it.
        depth: Levels around it.

    Raises:
        UpstreamFailed: It is nested too deep to be an answer.
    """
    if isinstance(node, str):
        form = form_of(key)
        return whole(restore, node, "beside" if form == "text" and key not in SHOWN else form)
    if depth > MOST_DEPTH:
        raise UpstreamFailed(TOO_DEEP)
    if not depth and not isinstance(restore, Spoken):
        restore = Spoken(restore)
    if isinstance(node, dict):
        if depth and is_call(node, key):
            return called(node, restore)
        return {
            (k if k.isascii() and k in STRUCTURE else whole(restore, k, "beside")): v
            if k in AS_THEY_CAME or (k == "thinking" and "signature" in node)
            else probabilities(v, lambda text: "", restore)
            if k == "logprobs"
            else called(v, restore)
            if v.__class__ in (dict, list) and _holds_calls(key, k)
            else restored(v, restore, k, depth + 1)
            for k, v in node.items()
        }
    if isinstance(node, list):
        return [restored(v, restore, key, depth + 1) for v in node]
    return node


def is_call(node: Node, key: str) -> bool:
    """Whether an object of a reply is a call, or anything else that is not known to be mere text.

    Args:
        node: The object.
        key: The key above it, or above the list that holds it.
    """
    kind = node.get("type")
    return key in ACTS or (isinstance(kind, str) and SAID.fullmatch(kind) is None)


def _holds_calls(above: str, key: str) -> bool:
    """Whether what is no text under a key acts, wherever its own type says nothing: arguments, and what no message is known to
    say."""
    if key in ("arguments", "args", "partial_json"):
        return True
    known = HEARD if above in ("message", "delta") else PARTS if above == "parts" else None
    return known is not None and key not in known and key not in ACTS and key not in NAMES


def called(node: Any, restore: Restore, tool: str = "") -> Any:
    """Something that acts, restored: read whole, so that who is sent to decides over all that is sent.

    Its own name, type and ids stay what they are, whoever it speaks to: else nobody could tell whom it calls.

    Args:
        node: As it stands in the reply.
        restore: Makes a restorer.
        tool: The name of the tool, where another event or an object around it said it.

    Raises:
        UpstreamFailed: It is nested too deep to be an answer.
    """
    if not isinstance(node, dict):
        return _together(node, restore, tool)
    new, inner, tool = dict(node), {}, tool_of(node) or tool
    for key, value in node.items():
        if isinstance(value, str) and (key in NAMES or (key == "name" and _NAME.fullmatch(value))):
            new[key] = whole(restore, value, "name")
        elif key not in AS_THEY_CAME and isinstance(value, str | dict | list):
            inner[key] = value
    if len(inner) != 1:
        return {**new, **(_together(inner, restore, tool) if inner else {})}
    ((key, value),) = inner.items()
    if isinstance(value, str):
        new[key] = whole(restore, value, "json" if form_of(key) == "json" else "value", tool)
    elif key in _INNER and isinstance(value, dict):
        new[key] = called(value, restore, tool)
    else:
        new[key] = _together(value, restore, tool)
    return new


def tool_of(node: object) -> str:
    """The name of the tool that an object calls; "" where it says none."""
    name = node.get("name") if isinstance(node, dict) else None
    return name if isinstance(name, str) and _NAME.fullmatch(name) else ""


def _together(node: Any, restore: Restore, tool: str) -> Any:
    """What stands as a tree, read as one text, as arguments that come as a text are."""
    try:
        said = orjson.dumps(node).decode()
    except orjson.JSONEncodeError:  # half of a surrogate pair, a long number, or nested too deep
        try:
            said = json.dumps(node)
        except RecursionError:
            raise UpstreamFailed(TOO_DEEP) from None
    new = whole(restore, said, "json", tool)
    try:
        return node if new == said else orjson.loads(new)
    except orjson.JSONDecodeError:
        return json.loads(new)


def _dumps(node: Any) -> bytes:
    try:
        return orjson.dumps(node)
    except orjson.JSONEncodeError:
        raise UpstreamFailed(TOO_DEEP) from None


TOO_DEEP = f"the upstream's reply is nested deeper than {MOST_DEPTH}"


def probabilities(node: Any, feed: Callable[[str], str], restore: Restore | None = None) -> Any:
    """Token probabilities whose tokens say the restored text.

    Args:
        node: A list of tokens, or an object that holds such lists.
        feed: The restorer of a token that goes on in later ones.
        restore: Makes one for each list, where the lists are whole.
    """
    if isinstance(node, dict):
        return {k: probabilities(v, feed, restore) if k in ("content", "refusal", "tokens") else v for k, v in node.items()}
    if not isinstance(node, list) or not node:
        return node
    restorer = restore("text") if restore else None
    out = [_token(one, restorer.feed if restorer else feed) for one in node]
    rest = restorer.finish() if restorer else ""
    if rest:
        out[-1] = _token(out[-1], lambda said: said + rest)
    return out


def _token(one: Any, feed: Callable[[str], str]) -> Any:
    if isinstance(one, str):
        return feed(one)
    if not isinstance(one, dict) or not isinstance(one.get("token"), str):
        return one
    said = feed(one["token"])
    if said == one["token"]:
        return one
    return {**one, "token": said, **({"bytes": list(said.encode("utf-8", "replace"))} if one.get("bytes") else {})}


def token(said: str) -> Node:
    """A token that only says something."""
    return {"token": said, "logprob": 0.0, "bytes": list(said.encode("utf-8", "replace")), "top_logprobs": []}


class WholeReply:
    """A JSON body: read to its end, then restored."""

    def __init__(self, restore: Restore, script: Callable[[], Script] | None = None) -> None:
        """
        Args:
            restore: Makes a restorer for one text.
            script: Reads a body that is a list of the events of a stream.
        """
        self._restore, self._script = restore, script
        self._body = bytearray()

    def feed(self, data: bytes) -> bytes:
        """Nothing yet: half an answer would look like one."""
        self._body += data
        return b""

    @property
    def held(self) -> int:
        """All of it waits for the end."""
        return len(self._body)

    def finish(self) -> bytes:
        """The restored body.

        Raises:
            UpstreamFailed: It is no JSON object, or nested too deep.
        """
        try:
            document = orjson.loads(self._body)
        except orjson.JSONDecodeError:
            return self._odd()
        if not isinstance(document, dict | list):
            raise UpstreamFailed("the upstream's reply is no JSON object")
        if isinstance(document, list) and self._script is not None:
            return _dumps(self._events(document, self._script()))
        new = restored(document, self._restore)
        return bytes(self._body) if new == document else _dumps(new)

    def _events(self, nodes: list[Any], script: Script) -> list[Any]:
        channels = Channels(self._restore)
        out: list[Any] = []
        for node in nodes:
            if isinstance(node, dict):
                before, new = script.event(node, channels)
                out += (*before, new)
        return out + script.close(channels)

    def _odd(self) -> bytes:
        """JSON that only the standard library reads: half of a surrogate pair, written as an escape."""
        try:
            document = json.loads(self._body)
        except (ValueError, RecursionError):
            raise UpstreamFailed("the upstream's reply is not JSON, ends too early, or is nested too deep") from None
        return json.dumps(restored(document, self._restore)).encode()


class Channels:
    """The open texts of one stream."""

    def __init__(self, restore: Restore) -> None:
        self.restore = restore
        self._spoken = Spoken(restore)
        self._open: dict[Hashable, Restorer] = {}
        self._held: dict[Hashable, int] = {}
        self.tools: dict[Hashable, str] = {}
        """Names of the tools whose arguments may still come, by what their calls go by in the stream."""

    @property
    def held(self) -> int:
        """About how many characters wait for more."""
        return sum(self._held.values())

    def feed(self, channel: Hashable, piece: str, escape: str = "text", tool: str = "") -> str:
        """The next piece of a channel's text → what can no longer change; of arguments, with the name of their tool."""
        restorer = self._open.get(channel)
        if restorer is None:
            restorer = self._open[channel] = self._spoken(escape)
            if tool:
                restorer.after(tool)
        if escape == "text":
            self._spoken.heard(piece)
        out = restorer.feed(piece)
        self._held[channel] = max(0, self._held.get(channel, 0) + len(piece) - len(out))
        return out

    @property
    def said(self) -> str:
        """The end of what all texts said up to now, as it came."""
        return self._spoken.said

    def close(self, wanted: Callable[[Any], bool] = lambda channel: True) -> list[tuple[Any, str]]:
        """End channels → those that held something, and what."""
        ended = [channel for channel in self._open if wanted(channel)]
        rests = [(channel, self._open.pop(channel).finish()) for channel in ended]
        for channel in ended:
            self._held.pop(channel, None)
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
        self._failure: UpstreamFailed | None = None

    @property
    def held(self) -> int:
        """About how many characters of its texts, and of an event that is not yet whole, wait for more."""
        return self._channels.held + self._reader.held

    def feed(self, data: bytes) -> bytes:
        """Bytes in any cut → whole events. What came before a broken one is given out first.

        Raises:
            UpstreamCut: An event is not what a stream of this protocol may hold; `tail` holds what was held.
        """
        out: list[bytes] = []
        try:
            if self._failure:
                raise self._failure
            for event in self._reader.feed(data):
                out.append(self._event(event))
        except UpstreamFailed as error:
            self._failure = error
            if not out:
                raise UpstreamCut(error.message, hint=error.hint, tail=self._closed()) from None
        return b"".join(out)

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
        try:
            before, new = self._script.event(node, self._channels)
        except RecursionError:
            raise UpstreamFailed(TOO_DEEP) from None
        here = event.raw if new is node else sse.write(_dumps(new), event)
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
        if self._failure:
            raise UpstreamCut(self._failure.message, hint=self._failure.hint, tail=self._closed())
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
