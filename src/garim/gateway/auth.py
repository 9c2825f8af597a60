"""Who may call: clients known by the SHA-256 of their key, or, where none is configured, this machine only."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from ipaddress import ip_address

from garim.config import Settings
from garim.errors import BadSettings, NotAllowed

Headers = Mapping[bytes, bytes]
KEY_HEADER = b"x-garim-key"
"""Where a caller puts its key for Garim if `authorization` holds its key for the upstream."""


class Clients:
    """The configured callers."""

    def __init__(self, settings: Settings) -> None:
        """
        Raises:
            BadSettings: A key's hash is none, or others than this machine could call and nobody is configured.
        """
        self._known = [(client.name, _digest(client.name, client.key_sha256)) for client in settings.gateway.clients]
        self._rights = {client.name: client.rights for client in settings.gateway.clients}
        host = split_bind(settings.gateway.bind)[0]
        if not self._known and not is_loopback(host):
            raise BadSettings(
                f"[gateway] bind {settings.gateway.bind} is open to others and no clients are configured",
                hint="add [[gateway.clients]] with name and key_sha256, or bind to 127.0.0.1",
            )

    def check(self, headers: Headers) -> str:
        """The caller's name; "" where none is configured.

        Raises:
            NotAllowed: It has no key or an unknown one; or it is a web page that reached us under a foreign host name.
        """
        if not self._known:
            # A page of another site, or one whose name was re-pointed to 127.0.0.1, is not the user of this machine.
            if not _names_us(headers.get(b"host", b"")):
                raise NotAllowed("the Host header names another machine", hint="call it as 127.0.0.1 or localhost")
            origin = headers.get(b"origin")
            if origin is not None and not _names_us(origin.partition(b"://")[2] or b"none.invalid"):
                raise NotAllowed("the request comes from a page of another site", hint="configure [[gateway.clients]]")
            return ""
        given = sha256(key_given(headers)).digest()
        found = ""
        for name, digest in self._known:  # all of them, so that the time says nothing
            if hmac.compare_digest(digest, given):
                found = name
        if not found:
            raise NotAllowed(
                "the key is missing or unknown",
                hint="send it as `Authorization: Bearer …`, `x-api-key` or `x-garim-key`",
            )
        return found


    def may(self, name: str, right: str) -> bool:
        """Whether a caller has a right; this machine's user, where no clients are configured, has all."""
        return not self._known or right in self._rights.get(name, ())


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


def _digest(name: str, text: str) -> bytes:
    try:
        digest = bytes.fromhex(text)
    except ValueError:
        digest = b""
    if len(digest) != 32:
        raise BadSettings(f"[[gateway.clients]] {name}: key_sha256 is no SHA-256 in hex", hint='printf %s "$KEY" | sha256sum')
    return digest
