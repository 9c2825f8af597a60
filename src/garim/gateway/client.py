"""Calls to upstreams, by aiohttp: one session a place, a reply in pieces as it arrives, every failure a typed error.

Each request is sent once and never again. Where nobody takes a reply's pieces, reading stops.
"""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

import aiohttp
from yarl import URL

from garim.errors import BadSettings, GarimError, UpstreamCut, UpstreamFailed, UpstreamSlow

CONNECT_SECONDS = 10.0
IDLE_SECONDS = 30.0
"""How long a connection is kept for the next request."""
READ_BUFFER = 64 * 1024
"""Bytes of a reply that wait in memory before reading stops; a slow reader slows the upstream down instead."""
MAX_HEADER = 32 * 1024
UNSAID = ("User-Agent", "Accept", "Accept-Encoding", "Content-Type")
"""Headers that aiohttp would add of its own."""


class Place(NamedTuple):
    """Where to connect to."""

    name: str
    """The upstream's name, for errors."""
    origin: str
    """Scheme, host and port."""
    proxy: str = ""
    """`http://[user:password@]host:port` of a proxy on the way there."""


class Response:
    """A reply whose head has arrived. Close it, whatever became of it: that ends the call, whatever has arrived."""

    __slots__ = ("_name", "_response", "headers", "status")

    def __init__(self, response: aiohttp.ClientResponse, name: str) -> None:
        """
        Args:
            response: Its head has arrived.
            name: The upstream's, for errors.
        """
        self._response, self._name = response, name
        self.status = response.status
        self.headers = [(key.lower(), value) for key, value in response.raw_headers]
        """Names in lower case."""

    async def piece(self) -> bytes:
        """The next bytes of the reply, as they come; b"" at its end.

        Raises:
            UpstreamCut: It ended too early.
            UpstreamSlow: It stalled.
        """
        try:
            return await self._response.content.readany()
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise failure(error, self._name) from None

    @property
    def content_type(self) -> str:
        """The media type in lower case, without parameters; "" for none."""
        for name, value in self.headers:
            if name == b"content-type":
                return value.partition(b";")[0].strip().lower().decode("latin-1")
        return ""

    def close(self) -> None:
        """Let go of it; a second time does nothing. A whole reply's connection is used again, any other one is ended."""
        if self._response.content.at_eof():
            self._response.release()
        else:
            self._response.close()


class Unreached(UpstreamFailed):
    """No connection could be made: nothing was sent."""

    @property
    def code(self) -> str:
        """As its kind: callers need no word of their own for it."""
        return "upstream_failed"


class Pool:
    """The connections to one place."""

    def __init__(self, place: Place) -> None:
        """
        Args:
            place: Where to.
        """
        self.place = place
        self._session: aiohttp.ClientSession | None = None

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
        if self._session is None:
            self._session = self._open()
        try:
            response = await self._session.request(
                method,
                URL(self.place.origin + path, encoded=True),
                data=body or None,
                headers=headers,
                timeout=aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_SECONDS, sock_read=seconds),
                allow_redirects=False,
                proxy=self.place.proxy or None,
            )
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise failure(error, self.place.name) from None
        if response.status < 200:
            response.close()
            raise UpstreamFailed(f"upstream {self.place.name} answered with something that is no HTTP reply")
        return Response(response, self.place.name)

    def _open(self) -> aiohttp.ClientSession:
        # Made now and not when aiohttp was imported: SSL_CERT_FILE may name the company's own authority. It takes 50 ms to read.
        tls = ssl.create_default_context() if self.place.origin.startswith("https") or self.place.proxy else False
        return aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=IDLE_SECONDS, ttl_dns_cache=60, ssl=tls),
            cookie_jar=aiohttp.DummyCookieJar(),
            read_bufsize=READ_BUFFER,
            max_line_size=MAX_HEADER,
            max_field_size=MAX_HEADER,
            skip_auto_headers=UNSAID,
            auto_decompress=False,
        )

    async def close(self) -> None:
        """Let go of all connections."""
        if self._session:
            await self._session.close()


def failure(error: BaseException, name: str) -> GarimError:
    """What an error of the connection means."""
    if isinstance(error, aiohttp.ServerTimeoutError | TimeoutError):
        return UpstreamSlow(f"upstream {name} went silent", hint="[[upstream]] timeout")
    if isinstance(error, aiohttp.ClientHttpProxyError):
        return UpstreamFailed(f"the proxy on the way to upstream {name} opens no tunnel", hint="see HTTPS_PROXY")
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        why = getattr(error.certificate_error, "verify_message", "") or "it does not verify"
        hint = "let it be renewed; name one of the company's own authority in SSL_CERT_FILE"
        return Unreached(f"upstream {name} shows a certificate that is not taken: {why}", hint=hint)
    if isinstance(error, aiohttp.ClientConnectorError):
        return Unreached(f"upstream {name} cannot be reached", hint="[[upstream]] url; is it running?")
    if isinstance(error, aiohttp.ClientPayloadError | aiohttp.ServerDisconnectedError | OSError):
        return UpstreamCut(f"upstream {name} closed the connection before its reply was whole", hint="ask again")
    return UpstreamFailed(f"upstream {name} answered with something that is no HTTP reply")


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
    return Place(name, f"{parts.scheme}://{parts.netloc}", proxy or "")
