"""
title: Garim
description: Hides what identifies the company before a chat leaves, restores it in the answer.
requirements: garim
version: 0.1.0

An Open WebUI filter: paste this file under Admin → Functions, or import it. `inlet` hides the whole conversation, `stream`
restores an answer piece by piece, `outlet` restores what is kept of it. A refusal raises: nothing leaves.

Open WebUI itself adds files, knowledge, memory, tool results and web pages *after* filters ran. Chats that ask for these
are refused, unless the valve says otherwise; where they are needed, put the gateway in front of the model instead.

Source: https://docs.openwebui.com/features/plugin/functions/filter
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from secrets import token_hex
from threading import Lock
from typing import Any

from pydantic import BaseModel, Field

from garim.doors import check_trust, hide_chat, restorers
from garim.errors import Refused
from garim.exchange import Outbound, reply
from garim.screen import Screen
from garim.wire import protocols
from garim.wire.openai import feed, nested
from garim.wire.reply import Channels, Reply, Restorer, restored

REMEMBERED = 1000
"""Answers under way that a filter remembers; the longest unused is forgotten first, and stays unrestored."""
OUTSIDE_PARTS = ("messages", "tools", "tool_choice", "response_format", "stop", "user", "functions", "params")
"""Parts of a body that reach the model's side."""
ADDED = ("files", "tool_ids", "tool_servers", "features")
"""Parts that make Open WebUI add text later."""


class Answer:
    """One exchange: what went into it, and how far its answer is."""

    def __init__(self, out: Outbound, screen: Screen) -> None:
        self._out, self._screen = out, screen
        self.restore: Callable[[str], Restorer] = restorers(out, screen)
        self._channels = Channels(self.restore)
        self._bytes: Reply | None = None

    def event(self, event: dict[str, Any]) -> dict[str, Any]:
        """One event of a stream, restored; what a choice held goes with its end."""
        choices = event.get("choices")
        if not isinstance(choices, list):
            whole: dict[str, Any] = restored(event, self.restore)
            return whole
        for choice in choices:
            number = choice.get("index", 0)
            delta = choice.setdefault("delta", {})
            feed(delta, (number,), self._channels)
            if choice.get("finish_reason") is not None:
                for channel, rest in self._channels.close(lambda one, number=number: one[0] == number):  # type: ignore[misc]
                    _add(delta, nested(channel[1:], rest))
        return event

    def raw(self, data: bytes) -> bytes:
        """Bytes of a stream as the model's side sent them, in any cut."""
        if self._bytes is None:
            protocol = protocols.find("POST", "/v1/chat/completions", {})
            assert protocol is not None
            made: Reply = reply(protocol, self._out, self._screen.screening, stream=True)
            self._bytes = made
        return self._bytes.feed(data)


def _add(delta: dict[str, Any], rest: dict[str, Any]) -> None:
    """Put a held text behind what a delta says."""
    for key, value in rest.items():
        if isinstance(value, str):
            delta[key] = (delta.get(key) or "") + value
        elif isinstance(value, dict):
            _add(delta.setdefault(key, {}), value)
        else:
            there = delta.setdefault(key, [])
            for item in value:
                same = next((one for one in there if one.get("index") == item.get("index")), None)
                if same is None:
                    there.append(item)
                else:
                    _add(same, {k: v for k, v in item.items() if k != "index"})


class Filter:
    """What Open WebUI calls a filter function."""

    class Valves(BaseModel):
        """What an administrator sets."""

        priority: int = Field(default=1000, description="Filters run in this order; Garim must be the last.")
        settings: str = Field(default="garim.toml", description="Path of Garim's settings on Open WebUI's machine.")
        trust: str = Field(default="outside", description="outside | inside | local: where the models run, for policy.")
        let_added_text_pass: bool = Field(
            default=False,
            description="Let chats with files, tools, knowledge or web search through: what they add leaves UNREAD.",
        )

    def __init__(self) -> None:
        self.valves = self.Valves()
        self._screens: dict[str, Screen] = {}
        self._answers: OrderedDict[object, Answer] = OrderedDict()
        self._lock = Lock()

    def inlet(
        self,
        body: dict[str, Any],
        __user__: dict[str, Any] | None = None,
        __metadata__: dict[str, Any] | None = None,
        __model__: dict[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Hide a chat before it goes to the model.

        Raises:
            Refused: Policy or guard, or Open WebUI would add text that nobody read. Nothing left.
            BadInput: It holds something that is not JSON. Nothing left.
        """
        metadata = __metadata__ if __metadata__ is not None else {}
        if not self.valves.let_added_text_pass:
            _check_added(body, metadata, __model__ or {})
        screen = self._screen()
        parts = {key: body[key] for key in OUTSIDE_PARTS if key in body}
        hidden, out = hide_chat(parts, screen, check_trust(self.valves.trust))
        answer = Answer(out, screen)
        # The metadata is this request's own: no name that a caller gives leads to another's answer.
        metadata["garim"] = token_hex(16)
        self._remember(metadata["garim"], answer)
        if key := _key(__user__, metadata.get("chat_id"), metadata.get("message_id")):
            self._remember(key, answer)
        return {**body, **hidden}

    def stream(self, event: Any, __metadata__: dict[str, Any] | None = None) -> Any:
        """Restore one event of an answer: a dict, or bytes where Open WebUI passes them through."""
        answer = self._recall((__metadata__ or {}).get("garim"))
        if answer is None:
            return event
        if isinstance(event, dict):
            return answer.event(event)
        data = answer.raw(event.encode() if isinstance(event, str) else event)
        return data.decode() if isinstance(event, str) else data

    def outlet(
        self, body: dict[str, Any], __user__: dict[str, Any] | None = None, __metadata__: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Restore an answer as it is kept: what came without a stream, or was cut off in one."""
        metadata = __metadata__ or {}
        chat, message = body.get("chat_id") or metadata.get("chat_id"), body.get("id") or metadata.get("message_id")
        answer = self._recall(metadata.get("garim")) or self._recall(_key(__user__, chat, message))
        messages = body.get("messages")
        if answer is None or not messages or messages[-1].get("role") != "assistant":
            return body
        return {**body, "messages": [*messages[:-1], restored(messages[-1], answer.restore)]}

    def _screen(self) -> Screen:
        path = self.valves.settings
        with self._lock:
            if path not in self._screens:
                self._screens[path] = Screen.open(path)
            return self._screens[path]

    def _remember(self, key: object, answer: Answer) -> None:
        with self._lock:
            self._answers[key] = answer
            while len(self._answers) > 2 * REMEMBERED:
                self._answers.popitem(last=False)

    def _recall(self, key: object) -> Answer | None:
        with self._lock:
            if key not in self._answers:
                return None
            self._answers.move_to_end(key)
            return self._answers[key]


def _key(user: dict[str, Any] | None, chat: object, message: object) -> object:
    """Whose answer it is, for `outlet`, which older versions call in a request of its own; None where that is not known."""
    who = (user or {}).get("id")
    return (who, chat, message) if who and chat and message else None


def _check_added(body: dict[str, Any], metadata: dict[str, Any], model: dict[str, Any]) -> None:
    meta = (model.get("info") or {}).get("meta") or {}
    asked = [key for key in ADDED for part in (body, metadata) if _on(part.get(key))]
    asked += ["knowledge"] if meta.get("knowledge") else []
    if asked:
        raise Refused(
            f"{', '.join(dict.fromkeys(asked))}: Open WebUI would add text after Garim looked; nothing left",
            hint="put the gateway in front of the model, or set the valve let_added_text_pass",
        )


def _on(part: Any) -> bool:
    return any(part.values()) if isinstance(part, dict) else bool(part)
