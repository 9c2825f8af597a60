"""The page's own JSON API. ONE FILE = ONE SUBJECT: its `ROUTES` are found here, adding a file edits no other.

    ROUTES = {("GET", "/garim/talks/{id}"): handler}      handler: async (Call) -> bytes | Sent

Everything that is kept belongs to who calls: a client's name, or "" where none is configured (this machine's user).
"""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib import import_module
from typing import Any, TypeVar
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import msgspec
import orjson
from starlette.types import Receive, Scope, Send

from garim.errors import BadInput, NotAllowed
from garim.gateway import limits
from garim.gateway.auth import Caller, Headers
from garim.gateway.parts import Parts
from garim.gateway.relay import Relay, check_type
from garim.gateway.reply import allow, respond, with_status
from garim.policy.rules import Facts

PREFIX = "/garim/"
PLACE = re.compile(r"\{(\w+)\}")
NAME = r"[A-Za-z0-9_-]{1,64}"
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of the page's."""

    parts: Parts
    relay: Relay
    owner: str
    """Whose documents it sees."""
    rights: frozenset[str]
    """Of the key that was shown: another one of the same owner's may have more."""
    names: Mapping[str, str]
    """What stands in the path's places."""
    scope: Scope = field(repr=False)
    headers: Headers = field(repr=False)
    body: bytes = field(repr=False)
    receive: Receive = field(repr=False)
    send: Send = field(repr=False)

    def who(self) -> Facts:
        """Who asks, as far as surrogates depend on it."""
        caller = self.parts.clients.know(self.headers)
        return Facts(client=caller.name, team=caller.team)

    def read(self, kind: type[T]) -> T:
        """The body as a value.

        Raises:
            BadInput: It is none.
        """
        try:
            return msgspec.json.decode(self.body or b"{}", type=kind)
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            # The decoder's own message may quote the body.
            raise BadInput("the body is not what this path takes", hint="docs/page.md lists the page's calls") from None

    def query(self, name: str) -> str:
        """A value of the address's query; "" where it is not there."""
        for pair in self.scope["query_string"].decode("latin-1").split("&"):
            key, _, value = pair.partition("=")
            if key == name:
                return unquote(value.replace("+", " "))
        return ""

    @property
    def find(self) -> str:
        """What is looked for; "" where all is. It stands in no address, for those are kept in histories and logs."""
        return unquote(self.headers.get(FIND, b"").decode("latin-1"))

    def keeper(self) -> bool:
        """Whether who calls keeps the company's words, upstreams and reviews: this machine's user, or who has the right."""
        return "admin" in self.rights

    def must_keep(self) -> None:
        """Refuse who is no keeper.

        Raises:
            NotAllowed: 403. Nothing was done.
        """
        if not self.keeper():
            raise with_status(403, NotAllowed("this is for whoever keeps Garim", hint='give the client rights = ["admin"]'))


Handler = Callable[[Call], Awaitable[bytes | None]]
"""Gives the JSON to answer with, or None where it has answered itself."""
OPEN = re.compile(r"/garim/session(/begin|/end)?")
"""Paths that a GET reaches without a key: how one signs in. Their handlers see nobody's documents."""
FIND = b"x-garim-find"
"""What is looked for, percent-encoded."""
PERSON = b"x-garim-person"
"""For whom the page that calls is open, percent-encoded; programs do not say it."""
RAW = re.compile(r"/garim/(files|records/archive)")
"""Paths whose bodies are not JSON."""


class Route:
    """A handler and the methods and paths that lead to it."""

    def __init__(self, method: str, path: str, handler: Handler) -> None:
        self.method, self.handler = method, handler
        self.pattern = re.compile(PLACE.sub(rf"(?P<\1>{NAME})", path))


@cache
def routes() -> tuple[Route, ...]:
    """All of them."""
    out = []
    for module in pkgutil.iter_modules(__path__):
        found: Mapping[tuple[str, str], Handler] = import_module(f"{__name__}.{module.name}").ROUTES
        out += [Route(method, path, handler) for (method, path), handler in found.items()]
    return tuple(out)


def knows(path: str) -> bool:
    """Whether a path is the page's."""
    return path.startswith(PREFIX) and any(route.pattern.fullmatch(path) for route in routes())


def _is_hers(headers: Headers, owner: str) -> None:
    """Refuse a page that is open for somebody else than who is signed in by now: what one wrote is not kept as the other's.

    Raises:
        NotAllowed: Nothing was done; the page asks to sign in again.
    """
    said = headers.get(PERSON)
    if said is not None and unquote(said.decode("latin-1")) != owner:
        raise NotAllowed("somebody else is signed in by now", hint="sign in again, or load the page anew")


async def answer(parts: Parts, relay: Relay, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one call.

    Raises:
        GarimError: Told to the page in the one JSON shape.
    """
    path, method, headers = scope["path"], scope["method"], dict(scope["headers"])
    caller = Caller()
    if not (method == "GET" and OPEN.fullmatch(path)):
        await parts.clients.ready(headers)  # a token in the cookie
        caller = parts.clients.know(headers)
        _is_hers(headers, caller.name)
    fits = [(route, match) for route in routes() if (match := route.pattern.fullmatch(path))]
    allow(method, *(route.method for route, _ in fits))
    route, match = next((route, match) for route, match in fits if route.method == method)
    body = b""
    if method in ("POST", "PUT", "DELETE"):
        if not RAW.fullmatch(path):
            check_type(headers)  # also keeps pages of other sites out
        gateway = parts.settings.gateway
        body = await limits.read_body(receive, headers, gateway.max_body, gateway.body_timeout)
    call = Call(
        parts=parts,
        relay=relay,
        owner=caller.name,
        rights=caller.rights,
        names=match.groupdict(),
        scope=scope,
        headers=headers,
        body=body,
        receive=receive,
        send=send,
    )
    answered = await route.handler(call)
    if answered is not None:
        await respond(send, 200, answered, FRESH)


FRESH = [(b"content-type", b"application/json"), (b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff")]


def dump(value: Any) -> bytes:
    """A value as JSON."""
    return orjson.dumps(value)


def attached(call: Call, what: str, form: str) -> tuple[bytes, bytes]:
    """The header by which a file is kept under a name that says what it is and of which day: garim-decision-2026-11-30.md.

    Args:
        what: Our own word for it, never hers: file names are seen by many.
        form: What the name ends in.
    """
    day = datetime.fromtimestamp(call.parts.store.book.wall(), ZoneInfo(call.parts.settings.policy.timezone)).date()
    return (b"content-disposition", f'attachment; filename="garim-{what}-{day}.{form}"'.encode())


def load(data: bytes) -> Any:
    """What `dump` made."""
    return orjson.loads(data)


def missing(what: str) -> BadInput:
    """404: it is not there, or is another's."""
    error = BadInput(f"there is no such {what}", hint="it may have been deleted")
    error.status = 404
    return error


def clash(what: str) -> BadInput:
    """409: another tab was faster."""
    error = BadInput(f"the {what} was changed elsewhere", hint="another tab or device changed it; load it again")
    error.status = 409
    return error
