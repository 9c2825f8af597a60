"""What the gateway keeps of conversations that the upstream keeps; `wire/stored.py` says which scopes those are."""

from __future__ import annotations

import re
from asyncio import wrap_future
from collections.abc import Sequence

from garim.errors import BadInput
from garim.gateway.auth import Headers
from garim.store import Vault
from garim.values import Entry
from garim.wire.stored import NewId, Scopes, of_response
from garim.wire.stored import scopes as scopes_of

SCOPE_HEADER = b"x-garim-scope"
SCOPE_NAME = re.compile(rb"[\x21-\x7e](?:[\x20-\x7e]{0,254}[\x21-\x7e])?")


def scopes(headers: Headers, path: str, body: bytes) -> Scopes:
    """The scopes of a request, with the one that its x-garim-scope header names.

    Raises:
        BadInput: A name is none. Nothing was read.
    """
    named = headers.get(SCOPE_HEADER)
    if named is not None and not SCOPE_NAME.fullmatch(named):
        raise BadInput("x-garim-scope is no name", hint="1 to 256 printable ASCII characters")
    return scopes_of(path, body, named.decode("ascii") if named else "")


class Keeper:
    """Writes an exchange's entries under the id that the upstream gives its reply."""

    def __init__(self, vault: Vault, entries: Sequence[Entry], owner: str = "") -> None:
        """
        Args:
            vault: Where to.
            entries: All that the reply, and what follows it, may name.
            owner: Whose it is.
        """
        self._vault, self._entries, self._owner = vault, entries, owner
        self._id = NewId(bool(entries))

    async def see(self, piece: bytes) -> None:
        """Look at the next bytes of the reply before the caller gets them.

        Raises:
            VaultFailed: The entries could not be kept.
        """
        name = self._id.see(piece)
        if name:
            await wrap_future(self._vault.put(of_response(name), self._entries, self._owner))
