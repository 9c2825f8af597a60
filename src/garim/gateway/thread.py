"""A conversation of the page's: a tree of messages, of which one path at a time is what is asked.

An edited question and an answer that was asked for again are branches: nothing is overwritten. What she decided about
words while she wrote a message stands in that message, and holds from its turn on along its path; so it never changes
what left before, on whatever branch.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
import orjson

from garim.errors import BadInput, TooLarge
from garim.gateway.inside import told as checked
from garim.models import local
from garim.values import Told

TALK, MESSAGE, DRAFT = "talk", "message", "draft"
"""Rooms of the history."""
GIVEN = "given"
"""Room, and owner, of the list of what was given for training: all other documents are found by their owners alone."""
Text = dict[str, Any]
PATHS = {"openai": "/v1/chat/completions", "anthropic": "/v1/messages"}
"""Where a protocol is asked."""
MOST_TOKENS = 8192
"""Of an answer, where the protocol wants a number."""
EMBEDDED: Text = {"max_tokens": 160, "temperature": 0.2}
"""For the demonstration model, which knows no end."""
PICTURE = re.compile(r"data:(image/(?:png|jpeg|gif|webp));base64,([A-Za-z0-9+/]+={0,2})")
MOST = 2_000_000
"""Characters of a question with its files."""


class File(msgspec.Struct, omit_defaults=True):
    """A file's text, as it is asked with."""

    name: str
    text: str
    image: str = ""
    """A picture as a data URL; it has no text then. Policy decides whether it may leave, as it is."""


class Word(msgspec.Struct):
    """A decision on a word, taken while a message was written."""

    word: str
    action: str
    """keep | hide."""
    once: bool = False
    """For this message only, not for those that follow."""


class Talk(msgspec.Struct, omit_defaults=True):
    """A conversation."""

    title: str = ""
    model: str = ""
    leaf: str = ""
    """The message that she looked at last."""
    given: bool = False
    """Whether she gave it for training."""


class Given(msgspec.Struct):
    """A conversation that its owner gave for training: up to where it was then, never what followed."""

    owner: str
    talk: str
    leaf: str


class Message(msgspec.Struct, omit_defaults=True):
    """A question or an answer."""

    id: str
    parent: str
    role: str
    text: str
    """In her own terms."""
    files: list[File] = []
    told: list[Word] = []
    model: str = ""
    left: str = ""
    """A question as it left."""
    system: str = ""
    """What was said to the model beside it: the legend."""
    raw: str = ""
    """An answer as it came."""
    status: str = ""
    """done | stopped | cut | failed."""
    error: dict[str, str] = {}
    upstream: str = ""
    trust: str = ""
    at: float = 0.0


class Draft(msgspec.Struct, omit_defaults=True):
    """What she is writing."""

    text: str = ""
    files: list[File] = []
    told: list[Word] = []
    parent: str = ""
    model: str = ""


def path_to(messages: Mapping[str, Message], leaf: str) -> list[Message]:
    """The messages from the first to `leaf`.

    Raises:
        BadInput: One is missing.
    """
    out: list[Message] = []
    while leaf:
        message = messages.get(leaf)
        if message is None or len(out) > len(messages):
            raise BadInput("the conversation has no such message", hint="load it again")
        out.append(message)
        leaf = message.parent
    return out[::-1]


def content(text: str, files: Sequence[File]) -> str:
    """A question with its files, as one text.

    Raises:
        TooLarge: It is longer than any model reads.
    """
    size = len(text) + sum(len(file.text) for file in files)
    if size > MOST:
        raise TooLarge(f"the question has {size} characters, at most {MOST}", hint="take a part of it; no model reads more")
    texts = [file for file in files if not file.image]
    parts = [f"{file.name}:\n{fence(file.text)}\n{file.text.rstrip()}\n{fence(file.text)}" for file in texts]
    return "\n\n".join([*([text] if text.strip() or not files else []), *parts])


def fence(text: str) -> str:
    """Back-ticks that do not stand in the text: a code fence round it."""
    ticks = "```"
    while ticks in text:
        ticks += "`"
    return ticks


def messages_of(path: Sequence[Message], family: str = "") -> list[Text]:
    """What is sent of a path. A question that was refused or failed without a word is not asked again with the next one.

    Args:
        path: From the first message on.
        family: openai | anthropic: whose form pictures take; "" leaves them out.

    Raises:
        BadInput: A picture is none.
    """
    out: list[Text] = []
    for message, following in zip(path, (*path[1:], None), strict=True):
        if message.role == "user" and following is not None and following.role == "assistant" and not following.text.strip():
            continue
        text = content(message.text, message.files) if message.role == "user" else message.text
        pictures = [_picture(file.image, family) for file in message.files if file.image and family]
        if pictures:
            said = [{"type": "text", "text": text}] if text.strip() else []
            out.append({"role": message.role, "content": [*said, *pictures]})
        elif text.strip():
            out.append({"role": message.role, "content": text})
    return out


def _picture(image: str, family: str) -> Text:
    found = PICTURE.fullmatch(image)
    if found is None:
        raise BadInput("a picture is no PNG, JPEG, GIF or WebP in base64", hint="add the file again")
    if family == "anthropic":
        return {"type": "image", "source": {"type": "base64", "media_type": found[1], "data": found[2]}}
    return {"type": "image_url", "image_url": {"url": image}}


def decisions(path: Iterable[Message]) -> tuple[Told, ...]:
    """All decisions along a path, each from its turn on."""
    return tuple(
        checked(w.word, w.action, turn, turn if w.once else 1 << 30) for turn, message in numbered(path) for w in message.told
    )


def numbered(path: Iterable[Message]) -> Iterator[tuple[int, Message]]:
    """The questions of a path, each with the number of answers that stand before it."""
    turn, answered = 0, False
    for message in path:
        if message.role == "assistant":
            answered = answered or bool(message.text.strip())
        else:
            turn, answered = turn + answered, False
            yield turn, message


def body(path: Sequence[Message], model: str, family: str, *, stream: bool = True) -> bytes:
    """A request in a protocol's form.

    Args:
        path: Ends with a question.
        model: Who is asked.
        family: openai | anthropic.
        stream: Whether the answer is to come in pieces.
    """
    more: Text = {"max_tokens": MOST_TOKENS} if family == "anthropic" else EMBEDDED if model == local.NAME else {}
    return orjson.dumps({"model": model, "stream": stream, **more, "messages": messages_of(path, family)})


def delta(event: Text) -> str:
    """The text that an event of a stream, or a whole answer, of either protocol brings."""
    choices = event.get("choices")
    if isinstance(choices, list):
        pieces = [choice.get("delta") or choice.get("message") or {} for choice in choices[:1] if isinstance(choice, dict)]
        return "".join(piece.get("content") or "" for piece in pieces)
    if event.get("type") == "content_block_delta":
        return str(event.get("delta", {}).get("text") or "")
    blocks = event.get("content")
    return "".join(block.get("text") or "" for block in blocks) if isinstance(blocks, list) else ""


def left_of(request: bytes) -> tuple[str, str]:
    """(the last question, what the system message says) of the exact bytes that leave."""
    document = orjson.loads(request)
    messages = _messages(document)
    said = [_flat(m.get("content")) for m in messages if m.get("role") == "system"]
    last = next((_flat(m.get("content")) for m in reversed(messages) if m.get("role") == "user"), "")
    return last, "\n".join(filter(None, [_flat(document.get("system") or document.get("instructions") or ""), *said]))


def beside_question(request: bytes) -> list[tuple[str, str]]:
    """(role, text) of what leaves beside the last question, in order; what is no plain text, such as tools, as its JSON."""
    document = orjson.loads(request)
    messages = _messages(document)
    last = max((at for at, m in enumerate(messages) if m.get("role") == "user"), default=-1)
    told: list[tuple[str, object]] = [("system", document[key]) for key in ("system", "instructions") if document.get(key)]
    for at, message in enumerate(messages):
        content = message.get("content")
        if at != last:
            told.append((str(message.get("role") or message.get("type")), message))
        elif isinstance(content, list) and (parts := [p for p in content if not (isinstance(p, dict) and p.get("text"))]):
            told.append(("user", parts))
    told += [(key, document[key]) for key in ("tools", "functions", "response_format") if document.get(key)]
    return [(role, _plain(node)) for role, node in told]


def _messages(document: Text) -> list[Text]:
    """The messages of a request, whichever protocol's."""
    found = document.get("messages") or document.get("input") or document.get("prompt") or []
    if not isinstance(found, list):
        found = [found]
    return [one if isinstance(one, dict) else {"role": "user", "content": str(one)} for one in found]


def _plain(node: object) -> str:
    if isinstance(node, dict) and set(node) <= {"role", "content", "type"} and (text := _flat(node.get("content"))):
        return text
    return _flat(node) or orjson.dumps(node, option=orjson.OPT_INDENT_2).decode()


def _flat(node: object) -> str:
    if isinstance(node, list):
        return "\n".join(str(part.get("text") or "") for part in node if isinstance(part, dict))
    return node if isinstance(node, str) else ""


class Events:
    """Bytes of server-sent events, in any cut → their JSON."""

    def __init__(self) -> None:
        self._held = b""
        self.ended = False
        """Whether the stream said that it is complete."""

    def feed(self, piece: bytes) -> list[Text]:
        """The events that are whole by now."""
        self._held += piece.replace(b"\r\n", b"\n")
        *whole, self._held = self._held.split(b"\n\n")
        out: list[Text] = []
        for event in whole:
            lines = [line[5:].strip() for line in event.split(b"\n") if line.startswith(b"data:")]
            data = b"\n".join(lines)
            if data == b"[DONE]":
                self.ended = True
            elif data:
                try:
                    found = orjson.loads(data)
                except orjson.JSONDecodeError:
                    continue
                if isinstance(found, dict):
                    self.ended = self.ended or found.get("type") == "message_stop"
                    out.append(found)
        return out
