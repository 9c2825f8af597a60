"""Signing in on the page: the key goes into a cookie that scripts cannot read and that ends with the browser.

    POST   /garim/session    with the key in `x-garim-key` → a cookie; the same key need not be sent again
    DELETE /garim/session    signs out

Only the page's own paths and reading aloud take the cookie, and only from pages of this origin (SameSite=Strict); programs
send their key as ever.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error

from starlette.types import Scope

from garim.gateway.auth import KEY_HEADER, key_given
from garim.gateway.desk import FRESH, Call
from garim.gateway.reply import respond

COOKIE = b"garim"
RULES = b"; Path=/; HttpOnly; SameSite=Strict"


def with_cookie(scope: Scope) -> Scope:
    """A request's scope with the key of its cookie, where it shows none itself."""
    headers = dict(scope["headers"])
    if key_given(headers):
        return scope
    for pair in headers.get(b"cookie", b"").split(b";"):
        name, _, value = pair.strip().partition(b"=")
        if name == COOKIE and value:
            try:
                key = urlsafe_b64decode(value)
            except (Error, ValueError):
                break
            return {**scope, "headers": [*scope["headers"], (KEY_HEADER, key)]}
    return scope


async def begin(call: Call) -> None:
    """Give the cookie; the key was checked before."""
    value = urlsafe_b64encode(key_given(call.headers))
    await respond(call.send, 200, b"{}", [*FRESH, (b"set-cookie", COOKIE + b"=" + value + RULES)])


async def end(call: Call) -> None:
    """Take the cookie away."""
    await respond(call.send, 200, b"{}", [*FRESH, (b"set-cookie", COOKIE + b"=; Max-Age=0" + RULES)])


ROUTES = {("POST", "/garim/session"): begin, ("DELETE", "/garim/session"): end}
