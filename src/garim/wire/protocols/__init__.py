"""ONE FILE = ONE PROTOCOL, found here, listed nowhere.

A file declares `PROTOCOLS`, a tuple of Protocol: what it is called, at which paths it is spoken, what of a request is
structure, and how its streams run.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache

import orjson

from garim.errors import GarimError, Unsupported
from garim.wire.grammar import Grammar
from garim.wire.reply import Reply, Restore, Script, StreamReply, WholeReply
from garim.wire.slots import Request


def openai_error(error: GarimError) -> bytes:
    """An error as OpenAI's clients read it."""
    return orjson.dumps({"error": {**error.shape(), "param": None}})


@dataclass(frozen=True, slots=True, kw_only=True)
class Protocol:
    """One way of asking a model."""

    name: str
    """As receipts and metrics call it; those of Anthropic begin with `anthropic`."""
    paths: Mapping[str, re.Pattern[str]]
    """Method → the paths at which it is spoken, in full."""
    grammar: Grammar
    script: Callable[[], Script] | None = None
    """Makes the reader of one stream; None where the protocol has no streams."""
    envelope: Callable[[GarimError], bytes] = field(default=openai_error)
    """An error as the protocol's clients read it."""
    event: bytes = b""
    """The name of an error event, where events have names."""

    def read(self, body: bytes, allow: frozenset[str] = frozenset()) -> Request:
        """Take a request apart.

        Args:
            body: All of it; empty for methods without one.
            allow: images | audio | files: what may pass unread.

        Raises:
            BadInput: It is not one JSON object in UTF-8.
            Unsupported: It holds what no reader is installed for.
        """
        return Request(body, self.grammar, allow)

    def reply(self, stream: bool, restorer: Restore) -> Reply:
        """A reader of the reply.

        Args:
            stream: Whether it comes as server-sent events.
            restorer: Makes a restorer for one text; its argument is text or json.

        Raises:
            Unsupported: The protocol has no streams.
        """
        if not stream:
            return WholeReply(restorer)
        if self.script is None:
            raise Unsupported(f"{self.name} has no streams")
        return StreamReply(restorer, self.script())

    def error(self, error: GarimError) -> bytes:
        """The body of an error."""
        return self.envelope(error)

    def error_event(self, error: GarimError) -> bytes:
        """The event that ends a stream with an error."""
        head = b"event: " + self.event + b"\n" if self.event else b""
        return head + b"data: " + self.envelope(error) + b"\n\n"


@cache
def all_protocols() -> tuple[Protocol, ...]:
    """Every protocol that a file of this folder declares."""
    modules = (importlib.import_module(m.name) for m in pkgutil.iter_modules(__path__, f"{__name__}."))
    return tuple(protocol for module in modules for protocol in getattr(module, "PROTOCOLS", ()))


def find(method: str, path: str, headers: Mapping[str, str]) -> Protocol | None:
    """The protocol that is spoken at a path; None where there is none.

    Args:
        method: GET, POST …
        path: Without the query.
        headers: Names in lower case; tell apart what two protocols call by the same path.
    """
    fits = [p for p in all_protocols() if method in p.paths and p.paths[method].fullmatch(path)]
    if len(fits) > 1:
        fits = [p for p in fits if p.name.startswith("anthropic") == ("anthropic-version" in headers)]
    return fits[0] if fits else None
