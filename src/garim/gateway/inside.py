"""What an exchange of the page's brings along beside its body, and what it is told of what left and what came.

    {"model": …, "messages": […], "garim": {"told": [{"word", "action", "since"?, "until"?}]}}

The page's own exchanges run inside the server and carry an `Inside` in their ASGI scope. Other clients put what they
decided into the field `garim` of a body; it is taken out before anything else is read and never leaves.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
import orjson

from garim.errors import BadInput
from garim.exchange import Outbound
from garim.gateway.client import Response
from garim.values import Told

KEY = "garim.inside"
"""Of an ASGI scope."""
FIELD = b'"garim"'
MOST = 1000
"""Decisions of one conversation, at most."""


class _Told(msgspec.Struct, forbid_unknown_fields=True):
    word: str
    action: str
    since: int = 0
    until: int = 1 << 30


class _Field(msgspec.Struct, forbid_unknown_fields=True):
    told: list[_Told] = []


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """An exchange of the page's."""

    told: tuple[Told, ...] = ()
    turn: int = 0
    """Of the question: how many answers stand before it."""
    answer: str = ""
    """What the answer is called in the history."""
    again: bool = False
    """Whether another answer to the same question is asked for."""
    let: int = 0
    """Words that she let through by hand in this very question, and had not in the one that it was edited from."""
    hid: int = 0
    """Words that she hid by hand in it, likewise."""
    changed: Callable[[Sequence[str]], None] = lambda words: None
    """Is told the words that a reviewer wanted hidden beside."""
    left: Callable[[Outbound, str, str], Awaitable[None]]
    """Is told what is about to leave, and where to."""
    came: Callable[[bytes], None] = lambda piece: None
    """Is told the bytes of the reply as they came."""

    def watch(self, response: Response) -> Response:
        """The same reply, told to `came`."""
        return _Watched(response, self.came)


class _Watched(Response):
    __slots__ = ("_came",)

    def __init__(self, response: Response, came: Callable[[bytes], None]) -> None:
        super().__init__(response._response, response._name)
        self._came = came

    async def piece(self) -> bytes:
        """See `Response.piece`."""
        piece = await super().piece()
        self._came(piece)
        return piece


def split(body: bytes) -> tuple[bytes, tuple[Told, ...]]:
    """A body without the field `garim`, and what that said; bodies without one stay byte for byte.

    Raises:
        BadInput: The field is not what it should be. Nothing was read further.
    """
    if FIELD not in body:
        return body, ()
    try:
        document: Any = orjson.loads(body)
    except orjson.JSONDecodeError:
        return body, ()  # its reader says what is wrong with it
    if not isinstance(document, dict) or "garim" not in document:
        return body, ()
    try:
        field = msgspec.convert(document.pop("garim"), _Field)
    except msgspec.ValidationError:
        # The decoder's own message may quote the body.
        raise BadInput("the field garim is not what it should be", hint=HINT) from None
    return orjson.dumps(document), tuple(told(one.word, one.action, one.since, one.until) for one in field.told[: MOST + 1])


HINT = '{"told": [{"word": "…", "action": "keep" or "hide", "since": turn}]}'


def told(word: str, action: str, since: int = 0, until: int = 1 << 30) -> Told:
    """A decision, checked.

    Raises:
        BadInput: It is none.
    """
    if action not in ("keep", "hide") or not word.strip() or len(word) > 10_000 or since < 0:
        raise BadInput("a decision on a word is none", hint=HINT)
    return Told(word, action, since, until)
