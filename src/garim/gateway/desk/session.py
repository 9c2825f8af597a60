"""Signing in on the page: what says who she is goes into a cookie that scripts cannot read and that ends with the browser.

    GET    /garim/session         ways to sign in: {"keys", "company"}; needs none
    POST   /garim/session         with the key in `x-garim-key` → a cookie; the same key need not be sent again
    GET    /garim/session/begin   → the company's identity provider (?popup=1 where what she writes waits in another window)
    GET    /garim/session/end     ← from there; her ID token becomes the cookie
    DELETE /garim/session         signs out

Only the page's own paths and reading aloud take the cookie, and only from pages of this origin (SameSite=Strict); programs
send their key as ever.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from urllib.parse import parse_qsl

from starlette.types import Scope

from garim.errors import BadInput, GarimError
from garim.gateway.auth import BACK, KEY_HEADER, Headers, key_given
from garim.gateway.desk import FRESH, Call, dump
from garim.gateway.reply import Header, respond, with_status

COOKIE = b"garim"
BEGUN = b"garim-sign-in"
"""What the browser keeps while she is at the provider's."""
MINUTES = 10
LONGEST = 3900
"""Bytes of a cookie's value: browsers drop those of more than 4096 with name and attributes."""
PLACE = re.compile(r"/[a-z]{1,16}(?:/[A-Za-z0-9_-]{0,64})?")
"""Where on the page she was."""


def with_cookie(scope: Scope) -> Scope:
    """A request's scope with the key of its cookie, where it shows none itself."""
    headers = dict(scope["headers"])
    if key_given(headers):
        return scope
    if key := _cookie(headers, COOKIE):
        return {**scope, "headers": [*scope["headers"], (KEY_HEADER, key)]}
    return scope


def _cookie(headers: Headers, wanted: bytes) -> bytes:
    for pair in headers.get(b"cookie", b"").split(b";"):
        name, _, value = pair.strip().partition(b"=")
        if name == wanted and value:
            try:
                return urlsafe_b64decode(value)
            except (Error, ValueError):
                return b""
    return b""


def _set(call: Call, name: bytes, value: bytes, rules: bytes) -> Header:
    secure = b"; Secure" if call.parts.settings.oidc.page.startswith("https://") else b""
    return b"set-cookie", name + b"=" + urlsafe_b64encode(value) + b"; HttpOnly" + secure + rules


async def ways(call: Call) -> bytes:
    """How one signs in here."""
    gateway = call.parts.settings.gateway
    return dump({"keys": bool(gateway.clients or gateway.keys), "company": call.parts.clients.flow is not None})


async def begin(call: Call) -> None:
    """Give the cookie; the key was checked before."""
    cookie = _set(call, COOKIE, key_given(call.headers), b"; Path=/; SameSite=Strict")
    await respond(call.send, 200, b"{}", [*FRESH, cookie])


async def to_provider(call: Call) -> None:
    """Send her to the identity provider's page."""
    flow = call.parts.clients.flow
    if flow is None:
        raise with_status(404, BadInput("nobody signs in with the company's account here", hint="[oidc] page in the settings"))
    place, begun = await flow.begin()
    where = call.query("at") if PLACE.fullmatch(call.query("at")) else ""
    kept = " ".join((*begun, "popup" if call.query("popup") else "page", where)).encode()
    # Lax: she comes back from another site. It is good for nothing but the code that comes with its state.
    cookie = _set(call, BEGUN, kept, b"; SameSite=Lax; Path=%b; Max-Age=%d" % (BACK.encode(), MINUTES * 60))
    await respond(call.send, 303, b"", [*FRESH, cookie, (b"location", place.encode())])


async def from_provider(call: Call) -> None:
    """Take her back: signed in, or told why not, on the page."""
    from garim.gateway.code_flow import Begun

    state, nonce, verifier, how, where = (*_cookie(call.headers, BEGUN).decode("latin-1").split(" "), *[""] * 5)[:5]
    gone = (b"set-cookie", BEGUN + b"=; Max-Age=0; Path=" + BACK.encode())
    said = dict(parse_qsl(call.scope["query_string"].decode("latin-1")))
    headers = [*FRESH, gone]
    try:
        flow = call.parts.clients.flow
        if flow is None or not state:
            raise BadInput("the sign-in took too long, or began elsewhere", hint="sign in again from Garim's own page")
        token = await flow.end(Begun(state, nonce, verifier), said)
        if len(urlsafe_b64encode(token)) > LONGEST:
            raise BadInput("the identity provider's token is too long for a browser", hint="let it name fewer groups in it")
        headers.append(_set(call, COOKIE, token, b"; Path=/; SameSite=Strict"))
        to = f"{how}:{where}"
    except GarimError as error:
        call.parts.log.warning("sign_in", error=error.code, message=error.message)
        to = f"failed:{error.message.replace(' ', '_')}"
    await respond(call.send, 303, b"", [*headers, (b"location", f"/signed-in.html#{to}".encode())])


async def end(call: Call) -> None:
    """Take the cookie away."""
    await respond(call.send, 200, b"{}", [*FRESH, (b"set-cookie", COOKIE + b"=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict")])


ROUTES = {
    ("GET", "/garim/session"): ways,
    ("POST", "/garim/session"): begin,
    ("DELETE", "/garim/session"): end,
    ("GET", "/garim/session/begin"): to_provider,
    ("GET", BACK): from_provider,
}
