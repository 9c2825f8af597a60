"""Signing in at the company's identity provider in the browser: the authorization-code flow with PKCE.

    begin   → the provider's page, with a state, a nonce and the hash of a verifier, all three kept in a cookie for ten minutes
    end     ← the provider sends her back with a code, which is given for an ID token: that is what she shows from then on

Whoever has only the code can do nothing with it, and a page that sends her back with somebody else's code is refused: it does
not know the state. Sources: OpenID Connect Core 1.0 section 3.1, RFC 7636 (PKCE), RFC 9207 (issuer), RFC 9700 (what can go
wrong).
"""

from __future__ import annotations

import os
import time
from base64 import urlsafe_b64encode
from hashlib import sha256
from hmac import compare_digest
from secrets import token_urlsafe
from typing import Any, NamedTuple
from urllib.parse import urlencode

import aiohttp
import orjson

from garim.config.settings import OidcSettings
from garim.errors import BadSettings, Broken, GarimError, NotAllowed
from garim.gateway.oidc import FRESH, WAIT, Oidc, document
from garim.gateway.reply import with_status

MOST_TOKEN = 64 * 1024
"""Bytes of the provider's answer to a code."""


class Begun(NamedTuple):
    """What a browser keeps between going and coming back."""

    state: str
    nonce: str
    verifier: str


class CodeFlow:
    """The way through one provider's own page."""

    def __init__(self, settings: OidcSettings, oidc: Oidc, back: str) -> None:
        """
        Args:
            settings: [oidc], with a page.
            oidc: Who checks its tokens.
            back: Path on our page to which the provider sends back who signed in.
        """
        self._settings, self._oidc = settings, oidc
        self._client = settings.client_id or settings.audience
        self._back = settings.page.rstrip("/") + back
        self._found: dict[str, Any] = {}
        self._read = float("-inf")

    async def begin(self) -> tuple[str, Begun]:
        """The address of the provider's page, and what the browser is to keep.

        Raises:
            Broken: 503: the provider cannot be reached, or does not say where its page is.
        """
        begun = Begun(token_urlsafe(32), token_urlsafe(32), token_urlsafe(48))
        place = (await self._places())["authorization_endpoint"]
        challenge = urlsafe_b64encode(sha256(begun.verifier.encode()).digest()).rstrip(b"=").decode()
        query = {
            "response_type": "code",
            "client_id": self._client,
            "redirect_uri": self._back,
            "scope": self._settings.scope,
            "state": begun.state,
            "nonce": begun.nonce,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        return place + ("&" if "?" in place else "?") + urlencode(query), begun

    async def end(self, begun: Begun, said: dict[str, str]) -> bytes:
        """The ID token for what the provider sent her back with.

        Args:
            begun: What her browser kept.
            said: The query that she came back with.

        Raises:
            NotAllowed: She was not let in, came back from elsewhere, or the token is not for her visit.
            Broken: 503: the provider cannot be reached.
        """
        if not compare_digest(said.get("state", "").encode(), begun.state.encode()):
            raise _refused("the way back does not belong to this browser")
        if said.get("iss", self._settings.issuer) != self._settings.issuer:
            raise _refused("the way back is another provider's")
        if "code" not in said:
            raise _refused("the identity provider did not let you in")
        token = (await self._token(said["code"], begun.verifier)).encode()
        await self._oidc.ready(token)
        self._oidc.read(token)
        if self._oidc.claims(token).get("nonce") != begun.nonce:
            raise _refused("the token belongs to another visit")
        return token

    async def _token(self, code: str, verifier: str) -> str:
        settings = self._settings
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._back,
            "client_id": self._client,
            "code_verifier": verifier,
        }
        auth = None
        if settings.secret_env:
            if not (secret := os.environ.get(settings.secret_env, "")):
                raise BadSettings(f"[oidc] secret_env: {settings.secret_env} is not set", hint="set it where Garim starts")
            auth = aiohttp.BasicAuth(self._client, secret)
        place = (await self._places())["token_endpoint"]
        try:
            async with (
                aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=WAIT)) as session,
                session.post(place, data=form, auth=auth, allow_redirects=False) as answer,
            ):
                body, status = await answer.content.read(MOST_TOKEN), answer.status
            if 400 <= status < 500:
                raise _refused("the identity provider did not take the code")
            return str(orjson.loads(body)["id_token"])
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError, KeyError, TypeError) as error:
            raise _unreachable(error) from None

    async def _places(self) -> dict[str, str]:
        """The provider's addresses, as its discovery document says them."""
        now, settings = time.monotonic(), self._settings
        if now - self._read < FRESH:
            return self._found
        try:
            async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=WAIT)) as session:
                found = await document(session, settings.issuer.rstrip("/") + "/.well-known/openid-configuration")
            if found["issuer"] != settings.issuer:
                raise ValueError("the discovery document is of another issuer")
            places = {name: str(found[name]) for name in ("authorization_endpoint", "token_endpoint")}
            if settings.issuer.startswith("https://") and not all(place.startswith("https://") for place in places.values()):
                raise ValueError("an address is not https")
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError, KeyError, TypeError) as error:
            raise _unreachable(error) from None
        self._found, self._read = places, now
        return places


def _unreachable(error: Exception) -> GarimError:
    why = f"the identity provider did not answer: {type(error).__name__}"
    return with_status(503, Broken(why, hint="is [oidc] issuer right, and can this machine reach it?"))


def _refused(why: str) -> GarimError:
    return NotAllowed(why, hint="sign in again from Garim's own page")
