"""Conversations that the upstream keeps: which scopes an exchange reads and writes, so that its surrogates come back.

    a name that the caller gives   read and written
    conversation                   Responses API: its id is a scope: read and written
    previous_response_id           Responses API: what that response was asked with is read
    /v1/responses/{id}             likewise, when a stored response is fetched
    id of a new response           all entries of the exchange are written under it before the caller learns the id

A stored response is asked for only by whoever made it: the upstream knows one key for all callers.

Source: https://platform.openai.com/docs/api-reference/responses
"""

from __future__ import annotations

from typing import NamedTuple

import orjson

import garim.late as re
from garim.errors import BadInput

RESPONSES = re.compile(r"(?:/v1|/openai(?:/v1)?)/responses(?:/([^/]+).*)?")
ID = re.compile(r"[A-Za-z0-9_\-]{1,256}")
NEW_ID = re.compile(rb'"id"\s*:\s*"(resp_[A-Za-z0-9_\-]{1,250})"')
LOOK = 64 * 1024
"""Bytes at the beginning of a reply in which its id must stand."""


class Scopes(NamedTuple):
    """What one exchange reads and writes of what was issued before."""

    read: tuple[str, ...] = ()
    write: tuple[str, ...] = ()
    new: bool = False
    """Whether the upstream keeps the reply under an id of its own."""
    own: tuple[str, ...] = ()
    """Of those that are read, those that must be the caller's: of stored responses."""


def scopes(path: str, body: bytes, named: str = "") -> Scopes:
    """The scopes of a request.

    Args:
        path: In full, from /v1.
        body: All of it; what is no JSON object names none, and the protocol's reader says what is wrong with it.
        named: The scope that the caller names; "" for none.

    Raises:
        BadInput: An id is none. Nothing was read.
    """
    own = (named,) if named else ()
    asked_at = RESPONSES.fullmatch(path)
    if asked_at is None:
        return Scopes(own, own)
    if asked_at[1]:
        stored = of_response(asked_at[1])
        return Scopes((*own, stored), own, own=(stored,))
    asked = _document(body)
    previous, talk = asked.get("previous_response_id"), asked.get("conversation")
    before = (of_response(previous),) if previous else ()
    talks = (_scope("conversation", talk.get("id") if isinstance(talk, dict) else talk),) if talk else ()
    return Scopes((*own, *before, *talks), (*own, *talks), asked.get("store") is not False, before)


def of_response(name: object) -> str:
    """The scope of what a stored response was asked with.

    Raises:
        BadInput: This is no id.
    """
    return _scope("response", name)


def _scope(what: str, name: object) -> str:
    if not isinstance(name, str) or not ID.fullmatch(name):
        raise BadInput(f"the {what}'s id is none", hint="letters, digits, _ and -")
    # No name that a caller can give contains a control character, so nobody reads another's by naming it so.
    return f"{what}\x1f{name}"


def _document(body: bytes) -> dict[str, object]:
    try:
        document = orjson.loads(body)
    except orjson.JSONDecodeError:
        return {}
    return document if isinstance(document, dict) else {}


class NewId:
    """Looks for the id of a new response in the first bytes of its reply, in whatever pieces they come."""

    def __init__(self, wanted: bool) -> None:
        """`wanted`: False looks for nothing."""
        self._seen = b""
        self._done = not wanted

    def see(self, piece: bytes) -> str:
        """Look at the next bytes → the id, once; "" while it is not there."""
        if self._done:
            return ""
        self._seen += piece
        found = NEW_ID.search(self._seen)
        self._done = bool(found) or len(self._seen) > LOOK
        if self._done:
            self._seen = b""
        return found[1].decode("ascii") if found else ""
