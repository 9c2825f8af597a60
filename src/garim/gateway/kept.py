"""What the gateway keeps of conversations that the upstream keeps; `wire/stored.py` says which scopes those are."""

from __future__ import annotations

import re

from garim.errors import BadInput
from garim.gateway.auth import Headers
from garim.wire.stored import Scopes
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
