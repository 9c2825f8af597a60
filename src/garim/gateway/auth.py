"""Who may call: clients known by the SHA-256 of their key, keys that `garim keys` issued, people with a token of the
company's identity provider; or, where none of these is configured, this machine only.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from fnmatch import fnmatchcase
from functools import lru_cache
from hashlib import sha256
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

import msgspec

from garim.config import Client, Settings
from garim.config.checks import digest_of
from garim.config.settings import OidcSettings
from garim.errors import BadInput, BadSettings, NotAllowed, UnknownModel

if TYPE_CHECKING:
    from garim.gateway.code_flow import CodeFlow
    from garim.gateway.oidc import Oidc

Headers = Mapping[bytes, bytes]
KEY_HEADER = b"x-garim-key"
"""Where a caller puts its key for Garim if `authorization` holds its key for the upstream."""
PURPOSE_HEADER = b"x-garim-purpose"
BACK = "/garim/session/end"
"""Where the identity provider sends back who signs in on the page, behind [oidc] page; it must be listed there."""
ALL_RIGHTS = frozenset({"admin", "audit", "review", "restore", "metrics"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who asks, and what it may."""

    name: str = ""
    """"" is this machine's user, where nobody is configured."""
    team: str = ""
    owner: str = ""
    """Whose scopes it sees: its own name, or its team where it shares."""
    rights: frozenset[str] = frozenset()
    models: tuple[str, ...] = ()
    upstreams: tuple[str, ...] = ()
    purpose: str = ""
    limits: Client | None = None
    """Its own limits."""
    key: str = ""
    """Id of the issued key that it showed; "" for others."""

    def may_use(self, model: str) -> bool:
        """Whether the caller may ask for a model."""
        return not self.models or any(fnmatchcase(model, pattern) for pattern in self.models)

    def must_use(self, model: str) -> None:
        """Refuse a model that the caller may not ask for, as one that is not there.

        Raises:
            UnknownModel: It may not.
        """
        if model and not self.may_use(model):
            raise UnknownModel("this key may not ask for that model", hint="ask for another, or for a wider key")


class Issued(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What the store keeps of an issued key beside its hash."""

    name: str
    team: str = ""
    share: str = ""
    models: tuple[str, ...] = ()
    upstreams: tuple[str, ...] = ()
    purpose: str = ""
    rights: tuple[str, ...] = ()
    rate: str = ""
    concurrency: int = 0
    tokens: str = ""
    cost: str = ""
    made: float = 0.0
    """Seconds since 1970."""
    expires: float = 0.0
    """Seconds since 1970; 0 for never."""
    revoked: float = 0.0


def looks_like_jwt(token: bytes) -> bool:
    """Whether a key has the form of a signed token."""
    return token.startswith(b"eyJ") and token.count(b".") == 2


class Clients:
    """The configured callers."""

    def __init__(self, settings: Settings) -> None:
        """
        Raises:
            BadSettings: A key's hash is none, or others than this machine could call and nobody is configured.
        """
        gateway = settings.gateway
        self._known: dict[bytes, tuple[Caller, float]] = {
            digest_of(client): (_caller(client), _end(client.expires)) for client in gateway.clients
        }
        self._issued: dict[bytes, tuple[Caller, float]] = {}
        self._oidc: Oidc | None = None
        self.flow: CodeFlow | None = None
        """How people sign in on the page by the company's account; None where they do not."""
        if settings.oidc.issuer:
            self._oidc, self.flow = _provider(settings.oidc)
        self._open = not self._known and not gateway.keys and self._oidc is None
        self.local = is_loopback(split_bind(gateway.bind)[0])
        """Whether only this machine reaches the port."""
        if self._open and not self.local:
            raise BadSettings(
                f"[gateway] bind {gateway.bind} is open to others and no clients are configured",
                hint="add [[gateway.clients]] with name and key_sha256, keys = true or [oidc], or bind to 127.0.0.1",
            )

    def learn(self, rows: Sequence[tuple[str, bytes, str]]) -> None:
        """Take the keys that were issued, in place of those that were known before."""
        found: dict[bytes, tuple[Caller, float]] = {}
        for name, digest, document in rows:
            said = msgspec.json.decode(document, type=Issued)
            ends = [end for end in (said.expires, said.revoked) if end]
            client = Client(key_sha256="", **_shared(said))
            found[digest] = (replace(_caller(client), key=name), min(ends, default=float("inf")))
        self._issued = found

    async def ready(self, headers: Headers) -> None:
        """Fetch what is needed to know a caller's token, where it is one.

        Raises:
            Broken: 503, the identity provider cannot be reached, and no key of its is known that could tell.
        """
        if self._oidc is not None and looks_like_jwt(token := key_given(headers)):
            await self._oidc.ready(token)

    def know(self, headers: Headers) -> Caller:
        """Who calls.

        Raises:
            NotAllowed: It has no key, an unknown, expired or revoked one; or it is a web page that reached us under a
                foreign host name.
            BadInput: It names a purpose that is none.
        """
        if self._open:
            self.must_be_here(headers)
            return _purposed(LOCAL, headers)
        given = key_given(headers)
        if self._oidc is not None and looks_like_jwt(given):
            said = self._oidc.read(given)
            name = f"person:{said.name}"
            return _purposed(Caller(name=name, team=said.team, owner=name, rights=frozenset(said.rights)), headers)
        digest = sha256(given).digest()
        # A look-up by hash: what its time tells is about the hash, and nobody can choose a key by that.
        found = self._known.get(digest) or self._issued.get(digest)
        if found is None:
            raise NotAllowed(
                "the key is missing or unknown",
                hint="send it as `Authorization: Bearer …`, `x-api-key` or `x-garim-key`",
            )
        caller, end = found
        if time.time() >= end:
            raise NotAllowed("the key has expired or was revoked", hint="ask whoever keeps Garim for a new one")
        return _purposed(caller, headers)

    def check(self, headers: Headers) -> str:
        """The caller's name; "" where none is configured.

        Raises:
            NotAllowed: As `know`.
        """
        return self.know(headers).name

    def must_be_here(self, headers: Headers) -> None:
        """Where nobody is configured, refuse pages of other sites, and those whose name was re-pointed to this machine.

        Raises:
            NotAllowed: It is one.
        """
        if not self._open:
            return
        if not _names_us(headers.get(b"host", b"")):
            raise NotAllowed("the Host header names another machine", hint="call it as 127.0.0.1 or localhost")
        origin = headers.get(b"origin")
        if origin is not None and not _names_us(origin.partition(b"://")[2] or b"none.invalid"):
            raise NotAllowed("the request comes from a page of another site", hint="configure [[gateway.clients]]")


LOCAL = Caller(rights=ALL_RIGHTS)


def _caller(client: Client) -> Caller:
    return Caller(
        name=client.name,
        team=client.team,
        owner=f"team:{client.team}" if client.share == "team" else client.name,
        rights=frozenset(client.rights),
        models=client.models,
        upstreams=client.upstreams,
        purpose=client.purpose,
        limits=client,
    )


def _shared(said: Issued) -> dict[str, Any]:
    names = ("name", "team", "share", "models", "upstreams", "purpose", "rights", "rate", "concurrency", "tokens", "cost")
    return {name: getattr(said, name) for name in names}


def _purposed(caller: Caller, headers: Headers) -> Caller:
    said = headers.get(PURPOSE_HEADER)
    if said is None:
        return caller
    return replace(caller, purpose=_purpose(said))


@lru_cache(maxsize=256)
def _purpose(said: bytes) -> str:
    text = said.decode("latin-1")
    if not 1 <= len(text) <= 64 or not text.replace("-", "").replace("_", "").isalnum() or not text.isascii():
        raise BadInput("x-garim-purpose is no purpose", hint="1 to 64 letters, digits, - and _")
    return text


def _end(text: str) -> float:
    if not text:
        return float("inf")
    return datetime.combine(date.fromisoformat(text), datetime.min.time(), UTC).timestamp()


@lru_cache(maxsize=64)
def _names_us(host: bytes) -> bool:
    try:
        return not host or is_loopback(split_bind(host.decode("latin-1"))[0])
    except BadSettings:
        return False


def key_given(headers: Headers) -> bytes:
    """The caller's key for Garim; b"" for none."""
    key = headers.get(KEY_HEADER)
    if key is not None:
        return key
    scheme, _, token = headers.get(b"authorization", b"").partition(b" ")
    if scheme.lower() == b"bearer":
        return token.strip()
    return headers.get(b"x-api-key", b"")


def split_bind(bind: str) -> tuple[str, int]:
    """`host:port`, `[v6]:port` or `host` → host and port, 0 where none is given.

    Raises:
        BadSettings: The port is none.
    """
    host, colon, port = bind.rpartition(":")
    if not colon or bind.endswith("]") or ":" in host.strip("[]") and not host.startswith("["):
        host, port = bind, "0"
    if not port.isascii() or not port.isdigit() or int(port) > 65535:
        raise BadSettings("an address is not host:port", hint="as in 127.0.0.1:8787")
    return host.strip("[]"), int(port)


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine's own."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _provider(settings: OidcSettings) -> tuple[Oidc, CodeFlow | None]:
    """The company's identity provider, and how people sign in on the page by it; None where they do not.

    Imported where there is one: what reads its tokens is a twentieth of a start.
    """
    from garim.gateway.code_flow import CodeFlow
    from garim.gateway.oidc import Oidc

    oidc = Oidc(settings)
    return oidc, CodeFlow(settings, oidc, BACK) if settings.page else None
