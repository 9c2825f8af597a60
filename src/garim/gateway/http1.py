"""HTTP/1.1 towards upstreams: one request at a time on a connection, connections kept for the next.

Our own, on llhttp, because a call through a general client costs more than everything else that the gateway does to a
prompt of 2 KB. Each request is written once and never again. A reply is taken in pieces as it arrives; where nobody
takes them, reading stops. Source: RFC 9112.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import cast

import httptools

from garim.errors import GarimError, UpstreamCut, UpstreamFailed, UpstreamSlow

READ_BUFFER = 64 * 1024
"""Bytes of a reply that wait in memory before reading stops; a slow reader slows the upstream down instead."""
MAX_HEAD = 64 * 1024
"""Bytes of a reply's head."""


class Connection(asyncio.Protocol):
    """One connection, and the request that is under way on it."""

    def __init__(self, name: str, lost: Callable[[Connection], None]) -> None:
        """
        Args:
            name: The upstream's, for errors.
            lost: Told when the other side closes it while nobody uses it.
        """
        self._name, self._on_lost = name, lost
        self._loop = asyncio.get_running_loop()
        self.transport: asyncio.Transport | None = None
        self._waiter: asyncio.Future[None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._busy = self._lost = False
        self.idle_since = 0.0

    # --- the call

    def start(self, head: bytes, body: bytes, seconds: float) -> None:
        """Write a request.

        Args:
            head: Request line and headers, with the empty line.
            body: All of it.
            seconds: Of silence after which the upstream counts as gone.
        """
        self._parser = httptools.HttpResponseParser(self)
        self.status = 0
        self.headers: list[tuple[bytes, bytes]] = []
        self._pieces: list[bytes] = []
        self._held = self._head_bytes = 0
        self._framed = self._complete = self._paused = self._lasts = self._more = False
        self._error: GarimError | None = None
        self._busy, self._seconds, self._unsent = True, seconds, 0
        assert self.transport is not None
        # One write for what fits one segment; a long body is not copied for it.
        self.transport.write(head + body) if len(body) < READ_BUFFER else self.transport.writelines((head, body))
        self._since = self._loop.time()
        self._timer = self._loop.call_later(seconds, self._look)

    async def head(self) -> None:
        """Wait for the reply's head.

        Raises:
            UpstreamFailed: It is no HTTP, or its connection broke.
            UpstreamSlow: Nothing came.
        """
        while not self.status:
            if self._error:
                raise self._error
            await self._wait()

    async def piece(self) -> bytes:
        """The next bytes of the reply's body, all that is there; b"" at its end.

        Raises:
            UpstreamCut: It ended too early.
            UpstreamSlow: It stalled.
            UpstreamFailed: What came is no HTTP.
        """
        while not self._pieces:
            if self._complete:
                return b""
            if self._error:
                raise self._error
            await self._wait()
        out = self._pieces[0] if len(self._pieces) == 1 else b"".join(self._pieces)
        self._pieces.clear()
        self._held = 0
        if self._paused:
            self._paused = False
            if self.transport is not None and not self._lost:
                self.transport.resume_reading()
        return out

    def end(self) -> bool:
        """End the call. True: its reply was read to its end and the connection can be kept; False: it is closed."""
        self._busy = False
        if self._timer is not None:
            self._timer.cancel()
        transport = self.transport
        if transport is None or self._lost:
            return False
        clean = self._complete and self._framed and not (self._pieces or self._error or self._paused)
        if clean and self._lasts and not transport.get_write_buffer_size():
            return True
        transport.abort()
        return False

    def drop(self) -> None:
        """Close a kept connection."""
        if self.transport is not None and not self._lost:
            self.transport.close()

    @property
    def usable(self) -> bool:
        """Whether a kept connection can take a request."""
        return self.transport is not None and not self._lost and not self.transport.is_closing()

    async def _wait(self) -> None:
        self._since = self._loop.time()
        self._waiter = self._loop.create_future()
        try:
            await self._waiter
        finally:
            self._waiter = None

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def _fail(self, error: GarimError) -> None:
        if not self._error and not self._complete:
            self._error = error
        self._wake()

    def _look(self) -> None:
        """The timer: silence counts only where somebody waits, and not while the request is still being taken."""
        now, transport = self._loop.time(), self.transport
        unsent = transport.get_write_buffer_size() if transport is not None and not self._lost else 0
        if self._waiter is None or unsent != self._unsent:
            self._since = now
        self._unsent = unsent
        left = self._since + self._seconds - now
        if left > 0.001:
            self._timer = self._loop.call_later(left, self._look)
        else:
            self._fail(UpstreamSlow(f"upstream {self._name} went silent", hint="[[upstream]] timeout"))

    # --- asyncio.Protocol

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The connection stands."""
        self.transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        """Bytes of a reply; on a kept connection, a reply to nothing, which ends it."""
        if not self._busy:
            self.drop()
            return
        self._since = self._loop.time()
        if not self.status:
            self._head_bytes += len(data)
        try:
            self._parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade):
            self._fail(_no_http(self._name))
            return
        if not self.status and self._head_bytes > MAX_HEAD:
            self._fail(_no_http(self._name))
        elif self.status or self._error:
            self._wake()
        if self._held > READ_BUFFER and not self._paused and not self._complete and self.transport is not None:
            self._paused = True
            self.transport.pause_reading()

    def eof_received(self) -> bool:
        """The upstream says no more."""
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is gone: the end of a reply that has no other, a broken one, or nothing at all."""
        self._lost = True
        if not self._busy:
            self._on_lost(self)
            return
        if self.status and not self._framed and exc is None:
            self._complete = True
            self._wake()
        else:
            self._fail(_cut(self._name))

    # --- llhttp

    def on_message_begin(self) -> None:
        """A reply begins; a second one was not asked for: it is dropped, and the connection is not used again."""
        if self._complete:
            self._more, self._lasts = True, False

    def on_header(self, name: bytes, value: bytes) -> None:
        """One header."""
        if self._more:
            return
        name = name.lower()
        if name in (b"content-length", b"transfer-encoding"):
            self._framed = True
        self.headers.append((name, value))

    def on_headers_complete(self) -> None:
        """The head is whole; one that only announces another is dropped."""
        if self._more:
            return
        status = self._parser.get_status_code()
        if status < 200:
            self.headers, self._framed = [], False
            return
        self.status, self._lasts = status, self._parser.should_keep_alive()
        self._framed = self._framed or status in (204, 304)

    def on_body(self, data: bytes) -> None:
        """Bytes of the body."""
        if self._more:
            return
        self._pieces.append(data)
        self._held += len(data)

    def on_message_complete(self) -> None:
        """The reply is whole."""
        self._complete = self.status != 0


class Response:
    """A reply whose head has arrived. Close it, whatever became of it: that ends the call, whatever has arrived."""

    __slots__ = ("_connection", "_keep", "headers", "status")

    def __init__(self, connection: Connection, keep: Callable[[Connection], None]) -> None:
        """
        Args:
            connection: With a call whose head has arrived.
            keep: Takes the connection where it can be used again.
        """
        self._connection: Connection | None = connection
        self._keep = keep
        self.status = connection.status
        self.headers = connection.headers
        """Names in lower case."""

    async def piece(self) -> bytes:
        """See `Connection.piece`."""
        return await self._connection.piece() if self._connection else b""

    @property
    def content_type(self) -> str:
        """The media type in lower case, without parameters; "" for none."""
        for name, value in self.headers:
            if name == b"content-type":
                return value.partition(b";")[0].strip().lower().decode("latin-1")
        return ""

    def close(self) -> None:
        """Let go of it; a second time does nothing."""
        connection, self._connection = self._connection, None
        if connection is not None and connection.end():
            self._keep(connection)


def _no_http(name: str) -> GarimError:
    return UpstreamFailed(f"upstream {name} answered with something that is no HTTP reply")


def _cut(name: str) -> GarimError:
    return UpstreamCut(f"upstream {name} closed the connection before its reply was whole", hint="ask again")
