"""ONE FILE = ONE PROTOCOL, found here, listed nowhere.

A file declares `PROTOCOLS`, a tuple of Protocol: what it is called, what of a request is structure, and how its streams run.
Where it is spoken, and all that stands beside a body, is its vendor's (wire/vendors).
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from garim.errors import GarimError, Unsupported
from garim.wire.grammar import Grammar
from garim.wire.openai import error as openai_error
from garim.wire.reply import Reply, Restore, Script, StreamReply, WholeReply
from garim.wire.slots import Request
from garim.wire.vendors import Vendor, all_vendors


@dataclass(frozen=True, slots=True, kw_only=True)
class Protocol:
    """One way of asking a model."""

    name: str
    """As receipts and metrics call it."""
    grammar: Grammar
    script: Callable[[], Script] | None = None
    """Makes the reader of one stream; None where the protocol has no streams."""
    vendor: Vendor | None = None
    """Whose it is at the path where it was found."""
    model: str = ""
    """The model that the path names."""

    def read(self, body: bytes, allow: frozenset[str] = frozenset()) -> Request:
        """Take a request apart.

        Args:
            body: All of it; empty for methods without one.
            allow: images | audio | files: what may pass unread.

        Raises:
            BadInput: It is not one JSON object in UTF-8.
            Unsupported: It holds what no reader is installed for.
        """
        return Request(body, self.grammar, allow, self.model)

    def reply(self, stream: bool, restorer: Restore) -> Reply:
        """A reader of the reply.

        Args:
            stream: Whether it comes as server-sent events.
            restorer: Makes a restorer for one text; its argument is text or json.

        Raises:
            Unsupported: The protocol has no streams.
        """
        if not stream:
            return WholeReply(restorer, self.script)
        if self.script is None:
            raise Unsupported(f"{self.name} has no streams")
        return StreamReply(restorer, self.script())

    def error(self, error: GarimError) -> bytes:
        """The body of an error."""
        return self.vendor.error(error) if self.vendor else openai_error(error)

    def error_event(self, error: GarimError) -> bytes:
        """The event that ends a stream with an error."""
        head = b"event: " + self.vendor.event + b"\n" if self.vendor and self.vendor.event else b""
        return head + b"data: " + self.error(error) + b"\n\n"


@cache
def all_protocols() -> tuple[Protocol, ...]:
    """Every protocol that a file of this folder declares."""
    modules = (importlib.import_module(m.name) for m in pkgutil.iter_modules(__path__, f"{__name__}."))
    return tuple(protocol for module in modules for protocol in getattr(module, "PROTOCOLS", ()))


def find(method: str, path: str, headers: Mapping[str, str]) -> Protocol | None:
    """The protocol that is spoken at a path, with its vendor and the model that the path names; None where there is none.

    Args:
        method: GET, POST …
        path: Without the query.
        headers: Names in lower case; tell apart what two vendors call by the same path.
    """
    found = [
        (vendor, protocol, met)
        for vendor in all_vendors()
        for protocol in all_protocols()
        if (met := getattr(vendor.speaks.get(protocol.name, {}).get(method), "fullmatch", lambda path: None)(path))
    ]
    if len(found) > 1:
        found = [one for one in found if not one[0].sign or one[0].sign in headers]
    if not found:
        return None
    vendor, protocol, met = max(found, key=lambda one: one[0].sign in headers)
    return replace(protocol, vendor=vendor, model=met.groupdict().get("model") or "")
