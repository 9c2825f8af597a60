"""People who sign in at the company's identity provider: its JWTs, checked with its keys, which are fetched and kept.

Sources: RFC 7519 (JWT), RFC 7517 (JWKS), RFC 8725 (what can go wrong), OpenID Connect Discovery 1.0.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, NamedTuple

import aiohttp
import orjson
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from garim.config.settings import OidcSettings
from garim.errors import Broken, GarimError, NotAllowed
from garim.gateway.reply import with_status

MOST = 256 * 1024
"""Bytes of the provider's documents."""
MOST_KEYS = 64
TOKEN = 16 * 1024
"""Bytes of a token."""
FRESH = 300.0
"""Seconds after which the keys are fetched again."""
AGAIN = 10.0
"""Seconds between fetches for keys that are not known: tokens of strangers must not have us ask without end."""
STALE = 86400.0
"""Seconds for which keys are good where the provider cannot be reached."""
WAIT = 5.0
LEEWAY = 60
"""Seconds by which clocks may differ."""
REMEMBERED = 4096


class Person(NamedTuple):
    """Who a token names."""

    name: str
    team: str
    rights: tuple[str, ...]


class Oidc:
    """One identity provider."""

    def __init__(self, settings: OidcSettings, clock: Callable[[], float] = time.time) -> None:
        """
        Args:
            settings: [oidc].
            clock: Seconds since 1970.
        """
        self._settings, self._clock = settings, clock
        self._keys: KeySet | None = None
        self._ids: frozenset[str] = frozenset()
        self._fetched = self._tried = float("-inf")
        self._lock = asyncio.Lock()
        self._fetching: asyncio.Task[None] | None = None
        self._seen: OrderedDict[bytes, tuple[Person, float]] = OrderedDict()
        self._claims = jwt.JWTClaimsRegistry(
            leeway=LEEWAY,
            iss={"essential": True, "value": settings.issuer},
            aud={"essential": True, "values": sorted({settings.audience, settings.client_id} - {""})},
            exp={"essential": True},
        )

    async def ready(self, token: bytes) -> None:
        """Have the keys that a token needs, where the provider has them.

        Raises:
            Broken: 503: the provider cannot be reached or says nothing that can be used, and no keys are known.
        """
        now = time.monotonic()
        age = now - self._fetched
        if self._keys is not None and age > STALE:
            self._keys = None
            self._seen.clear()
        known = self._keys is not None and (token in self._seen or _key_id(token) in self._ids)
        if known and age < FRESH or now - self._tried < AGAIN and self._keys is not None:
            return
        if known:  # nobody waits for it; a key that was withdrawn is let go of when the answer is there, its tokens too
            self._tried = now
            self._fetching = asyncio.create_task(self._fetch_or_keep())
            return
        async with self._lock:
            if now < self._tried:  # another request fetched them meanwhile
                return
            self._tried = time.monotonic()
            await self._fetch_or_keep()

    async def _fetch_or_keep(self) -> None:
        try:
            await self._fetch()
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError, KeyError, TypeError, JoseError) as error:
            if self._keys is None:
                why = f"the identity provider gave no keys: {type(error).__name__}"
                hint = "is [oidc] issuer right, and can this machine reach it?"
                raise with_status(503, Broken(why, hint=hint)) from None

    def read(self, token: bytes) -> Person:
        """Who a token names.

        Raises:
            NotAllowed: It is not one of the provider's, not meant for us, expired, or names nobody.
        """
        now = self._clock()
        seen = self._seen.get(token)
        if seen and now < seen[1] + LEEWAY:
            return seen[0]
        if self._keys is None or len(token) > TOKEN:
            raise _refused("cannot be checked")
        try:
            # The algorithms are the settings', never the token's: `none` and shared secrets are not among them.
            read = jwt.decode(token, self._keys, algorithms=list(self._settings.algorithms))
            self._claims.validate(read.claims)
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise _refused(WHY.get(type(error).__name__, "is not one of the identity provider's")) from None
        person = self._person(read.claims)
        self._seen[token] = (person, float(read.claims["exp"]))
        while len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
        return person

    def claims(self, token: bytes) -> dict[str, Any]:
        """What a token says that `read` has taken."""
        assert self._keys is not None
        return jwt.decode(token, self._keys, algorithms=list(self._settings.algorithms)).claims

    def _person(self, claims: dict[str, Any]) -> Person:
        settings = self._settings
        name = claims.get(settings.name_claim)
        if not isinstance(name, str) or not 0 < len(name) <= 256 or not name.isprintable():
            raise _refused(f"names nobody in {settings.name_claim}")
        said = claims.get(settings.team_claim, ()) if settings.team_claim else ()
        groups = [one for one in (said if isinstance(said, list) else [said]) if isinstance(one, str)]
        team = next((one for one in groups if one in settings.teams or not settings.teams), "")
        rights = {right for one in groups for right in settings.rights.get(one, ())}
        return Person(name, team, tuple(sorted(rights)))

    async def _fetch(self) -> None:
        settings = self._settings
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=WAIT)) as session:
            url = settings.jwks_url
            if not url:
                found = await document(session, settings.issuer.rstrip("/") + "/.well-known/openid-configuration")
                if found["issuer"] != settings.issuer:
                    raise ValueError("the discovery document is of another issuer")
                url = str(found["jwks_uri"])
                if not url.startswith("https://") and not settings.issuer.startswith("http://"):
                    raise ValueError("the keys' address is not https")
            keys = (await document(session, url))["keys"]
        if not isinstance(keys, list) or not 0 < len(keys) <= MOST_KEYS:
            raise ValueError("too many keys, or none")
        # Keys with a shared secret, or for encryption, are not what signs tokens here.
        usable = [one for one in keys if one.get("kty") in ("RSA", "EC", "OKP") and one.get("use", "sig") == "sig"]
        self._keys = KeySet.import_key_set({"keys": usable})
        self._ids = frozenset(str(one.get("kid", "")) for one in usable)
        self._fetched = time.monotonic()
        self._seen.clear()


WHY = {
    "ExpiredTokenError": "has expired",
    "InvalidClaimError": "is not meant for this gateway",
    "MissingClaimError": "lacks a claim",
}


async def document(session: aiohttp.ClientSession, url: str) -> Any:
    """A JSON document of the provider's.

    Raises:
        ValueError: It is none, too long, or elsewhere.
    """
    async with session.get(url, allow_redirects=False) as answer:
        if answer.status != 200:
            raise ValueError("no document")
        data = await answer.content.read(MOST + 1)
        while len(data) <= MOST and (more := await answer.content.read(MOST + 1)):
            data += more
        if len(data) > MOST:
            raise ValueError("too long a document")
        return orjson.loads(data)


def _key_id(token: bytes) -> str:
    head = token.partition(b".")[0]
    try:
        return str(orjson.loads(base64.urlsafe_b64decode(head + b"=" * (-len(head) % 4))).get("kid", ""))
    except (ValueError, binascii.Error, AttributeError):
        return ""


def _refused(why: str) -> GarimError:
    return NotAllowed(f"the token {why}", hint="sign in again at the company's identity provider")
