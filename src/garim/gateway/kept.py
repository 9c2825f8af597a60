"""Conversations that the upstream keeps: which scopes an exchange reads and writes, so that its surrogates come back.

    x-garim-scope          the caller names the scope: read and written
    conversation           Responses API: its id is a scope: read and written
    previous_response_id   Responses API: what that response was asked with is read
    /v1/responses/{id}     likewise, when a stored response is fetched
    id of a new response   all entries of the exchange are written under it before the caller learns the id

Source: https://platform.openai.com/docs/api-reference/responses
"""

from __future__ import annotations

import re
from asyncio import wrap_future
from collections.abc import Sequence
from typing import NamedTuple

import orjson

from garim.errors import BadInput
from garim.gateway.auth import Headers
from garim.store import Vault
from garim.values import Entry

RESPONSES = "/v1/responses"
STORED = "/v1/responses/"
"""Paths of stored responses; requests to them need no body."""
SCOPE_HEADER = b"x-garim-scope"
SCOPE_NAME = re.compile(rb"[\x21-\x7e](?:[\x20-\x7e]{0,254}[\x21-\x7e])?")
ID = re.compile(r"[A-Za-z0-9_\-]{1,256}")
NEW_ID = re.compile(rb'"id"\s*:\s*"(resp_[A-Za-z0-9_\-]{1,250})"')
LOOK = 64 * 1024
"""Bytes at the beginning of a reply in which its id must stand."""


class Scopes(NamedTuple):
    """What one exchange reads and writes in the vault."""

    read: tuple[str, ...] = ()
    write: tuple[str, ...] = ()
    new: bool = False
    """Whether the upstream keeps the reply under an id of its own."""


NONE = Scopes()


def scopes(headers: Headers, path: str, body: bytes) -> Scopes:
    """The scopes of a request.

    Raises:
        BadInput: A name is none. Nothing was read.
    """
    named = headers.get(SCOPE_HEADER)
    if named is None and not path.startswith(RESPONSES):
        return NONE
    read: list[str] = []
    if named is not None:
        if not SCOPE_NAME.fullmatch(named):
            raise BadInput("x-garim-scope is no name", hint="1 to 256 printable ASCII characters")
        read.append(named.decode("ascii"))
    if not path.startswith(RESPONSES):
        return Scopes(tuple(read), tuple(read))
    write = list(read)
    if path != RESPONSES:
        read.append(_scope("response", path.split("/")[3]))
        return Scopes(tuple(read), tuple(write))
    asked = _document(body)
    if previous := asked.get("previous_response_id"):
        read.append(_scope("response", previous))
    conversation = asked.get("conversation")
    if conversation:
        name = _scope("conversation", conversation.get("id") if isinstance(conversation, dict) else conversation)
        read.append(name)
        write.append(name)
    return Scopes(tuple(read), tuple(write), asked.get("store") is not False)


def _scope(what: str, name: object) -> str:
    if not isinstance(name, str) or not ID.fullmatch(name):
        raise BadInput(f"the {what}'s id is none", hint="letters, digits, _ and -")
    # No name that a caller can give contains a control character, so nobody reads another's by naming it so.
    return f"{what}\x1f{name}"


def _document(body: bytes) -> dict[str, object]:
    try:
        document = orjson.loads(body)
    except orjson.JSONDecodeError:
        return {}  # the protocol's reader says what is wrong with it
    return document if isinstance(document, dict) else {}


class Keeper:
    """Writes an exchange's entries under the id that the upstream gives its reply."""

    def __init__(self, vault: Vault, entries: Sequence[Entry]) -> None:
        """
        Args:
            vault: Where to.
            entries: All that the reply, and what follows it, may name.
        """
        self._vault, self._entries = vault, entries
        self._seen = b""
        self._done = not entries

    async def see(self, piece: bytes) -> None:
        """Look at the next bytes of the reply before the caller gets them.

        Raises:
            VaultFailed: The entries could not be kept.
        """
        if self._done:
            return
        self._seen += piece
        found = NEW_ID.search(self._seen)
        if found:
            name = _scope("response", found[1].decode("ascii"))
            await wrap_future(self._vault.put(name, self._entries))
        self._done = bool(found) or len(self._seen) > LOOK
        if self._done:
            self._seen = b""
