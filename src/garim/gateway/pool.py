"""Where upstreams are, the connections to them, and the way there through a proxy."""

from __future__ import annotations

import asyncio
import ssl
from base64 import b64encode
from collections import deque
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from garim.errors import BadSettings, UpstreamFailed, UpstreamSlow
from garim.gateway.http1 import MAX_HEAD, Connection, Response

CONNECT_SECONDS = 10.0
IDLE_SECONDS = 30.0
"""How long a connection is kept for the next request."""
MOST_KEPT = 256
"""Idle connections to one place."""


class Place(NamedTuple):
    """Where to connect to."""

    name: str
    """The upstream's name, for errors."""
    host: str
    port: int
    tls: bool
    proxy: str = ""
    """`http://[user:password@]host:port` of a proxy on the way there."""


class Pool:
    """The connections to one place."""

    def __init__(self, place: Place) -> None:
        """
        Args:
            place: Where to.
        """
        self.place = place
        self._kept: deque[Connection] = deque()
        self._tls: ssl.SSLContext | None = None
        port = "" if place.port == (443 if place.tls else 80) else f":{place.port}"
        self._host = (f"[{place.host}]" if ":" in place.host else place.host) + port
        # Plain HTTP goes to a proxy with the whole address; TLS goes through it in a tunnel. Source: RFC 9112, 3.2.2.
        plain = place.proxy and not place.tls
        self._prefix = f"http://{self._host}" if plain else ""
        self._more = _authorization(place.proxy) if plain else ""

    async def call(self, method: str, path: str, headers: Mapping[str, str], body: bytes, seconds: float) -> Response:
        """Send one request, once, and give the reply when its head is there.

        Args:
            method: GET | POST | DELETE.
            path: With its query; printable ASCII.
            headers: None of them may hold a line end; they come from settings, or were checked.
            body: All of it.
            seconds: Of silence after which the upstream counts as gone.

        Raises:
            UpstreamFailed: It cannot be reached or speaks no HTTP.
            UpstreamSlow: It went silent.
        """
        lines = [f"{method} {self._prefix}{path} HTTP/1.1\r\nhost: {self._host}\r\n", self._more]
        lines += [f"{name}: {value}\r\n" for name, value in headers.items()]
        lines.append(f"content-length: {len(body)}\r\n\r\n" if body or method == "POST" else "\r\n")
        head = "".join(lines).encode("ascii")
        connection = self._take() or await self._connect()
        connection.start(head, body, seconds)
        try:
            await connection.head()
        except BaseException:
            Response(connection, self._keep).close()
            raise
        return Response(connection, self._keep)

    def close(self) -> None:
        """Let go of the connections that nobody uses."""
        while self._kept:
            self._kept.pop().drop()

    def _keep(self, connection: Connection) -> None:
        now = asyncio.get_running_loop().time()
        connection.idle_since = now
        self._kept.append(connection)
        while self._kept and (len(self._kept) > MOST_KEPT or now - self._kept[0].idle_since > IDLE_SECONDS):
            self._kept.popleft().drop()

    def _lost(self, connection: Connection) -> None:
        if connection in self._kept:
            self._kept.remove(connection)

    def _take(self) -> Connection | None:
        now = asyncio.get_running_loop().time()
        while self._kept:
            connection = self._kept.pop()  # the youngest, so that the others grow old
            if connection.usable and now - connection.idle_since <= IDLE_SECONDS:
                return connection
            connection.drop()
        return None

    async def _connect(self) -> Connection:
        place = self.place
        if place.tls and self._tls is None:
            self._tls = ssl.create_default_context()
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                if not place.proxy:
                    return await self._open(place.host, place.port, self._tls)
                proxy = urlsplit(place.proxy)
                connection = await self._open(proxy.hostname or "", proxy.port or 80, None)
                return await self._tunnel(connection, self._tls) if self._tls else connection
        except TimeoutError:
            raise UpstreamSlow(f"upstream {place.name} did not answer in {CONNECT_SECONDS:g} s", hint="is it running?") from None
        except OSError:  # TLS's errors are of it
            raise UpstreamFailed(f"upstream {place.name} cannot be reached", hint="[[upstream]] url; is it running?") from None

    async def _open(self, host: str, port: int, tls: ssl.SSLContext | None) -> Connection:
        loop = asyncio.get_running_loop()
        _, connection = await loop.create_connection(lambda: Connection(self.place.name, self._lost), host, port, ssl=tls)
        return connection

    async def _tunnel(self, connection: Connection, tls: ssl.SSLContext) -> Connection:
        """Through an HTTP proxy. Source: RFC 9110, section 9.3.6."""
        place, transport = self.place, connection.transport
        assert transport is not None
        host = f"{place.host if ':' not in place.host else f'[{place.host}]'}:{place.port}"
        tunnel = _Tunnel(place.name)
        transport.set_protocol(tunnel)
        transport.write(f"CONNECT {host} HTTP/1.1\r\nhost: {host}\r\n{_authorization(place.proxy)}\r\n".encode("ascii"))
        try:
            await tunnel.opened
            loop = asyncio.get_running_loop()
            connection.transport = await loop.start_tls(transport, connection, tls, server_hostname=place.host)
        except BaseException:
            transport.abort()
            raise
        return connection


class _Tunnel(asyncio.Protocol):
    """Waits for a proxy's word that the tunnel stands."""

    def __init__(self, name: str) -> None:
        self._name, self._held = name, b""
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def data_received(self, data: bytes) -> None:
        self._held += data
        if self.opened.done() or (b"\r\n\r\n" not in self._held and len(self._held) < MAX_HEAD):
            return
        if self._held.startswith((b"HTTP/1.1 2", b"HTTP/1.0 2")) and self._held.endswith(b"\r\n\r\n"):
            self.opened.set_result(None)
        else:
            self._refuse()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.opened.done():
            self._refuse()

    def _refuse(self) -> None:
        error = UpstreamFailed(f"the proxy on the way to upstream {self._name} opens no tunnel", hint="see HTTPS_PROXY")
        self.opened.set_exception(error)


def place_of(name: str, url: str, proxy: str | None) -> Place:
    """The place that an address names.

    Raises:
        BadSettings: The proxy is none that is known here.
    """
    parts = urlsplit(url)
    if proxy and urlsplit(proxy).scheme not in ("http", ""):
        raise BadSettings(f"the proxy to upstream {name} is no http:// proxy", hint="see HTTPS_PROXY, or NO_PROXY for no proxy")
    if proxy and "://" not in proxy:
        proxy = "http://" + proxy
    tls = parts.scheme == "https"
    return Place(name, parts.hostname or "", parts.port or (443 if tls else 80), tls, proxy or "")


def _authorization(proxy: str) -> str:
    parts = urlsplit(proxy)
    if not parts.username:
        return ""
    pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}".encode()
    return f"proxy-authorization: Basic {b64encode(pair).decode()}\r\n"
