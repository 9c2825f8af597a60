"""How much a caller may send and how long it may take: heads, bodies, packed bodies."""

from __future__ import annotations

import asyncio
import zlib
from asyncio import TimerHandle
from collections.abc import Callable
from typing import Any

import brotli
import orjson
import zstandard
from starlette.types import Receive
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from garim.errors import BadInput, GarimError, TooLarge, Unsupported
from garim.gateway.auth import Headers
from garim.gateway.cycle import Cycle
from garim.gateway.reply import with_status

HEAD_SECONDS = 15.0
"""In which a request's head must have arrived."""
HEAD_BYTES = 64 * 1024
"""Of a request's head, at most."""
PIECE = 256 * 1024
"""Bytes that are unpacked at a time."""


class ClientLeft(Exception):
    """The caller closed its connection before its request was complete."""


async def read_body(receive: Receive, headers: Headers, limit: int, seconds: float) -> bytes:
    """A request's body, unpacked.

    Args:
        receive: The ASGI channel.
        headers: With `content-length` and `content-encoding`.
        limit: Bytes, packed and unpacked.
        seconds: In which all of it must arrive.

    Raises:
        TooLarge: It is longer; at most `limit` of it was read.
        BadInput: It did not come in time, or does not unpack.
        Unsupported: It is packed in a way that is not known here.
        ClientLeft: Nobody is there any more.
    """
    length = headers.get(b"content-length", b"")
    if length.isdigit() and int(length) > limit:
        raise _too_large(limit)
    try:
        async with asyncio.timeout(seconds):
            body = await _read(receive, limit)
    except TimeoutError:
        raise with_status(408, BadInput("the request's body did not arrive in time", hint="[gateway] body_timeout")) from None
    encoding = headers.get(b"content-encoding", b"identity").strip().lower()
    if encoding == b"identity":
        return body
    return await asyncio.to_thread(unpack, body, encoding, limit)


async def _read(receive: Receive, limit: int) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientLeft
        piece: bytes = message.get("body", b"")
        size += len(piece)
        if size > limit:
            raise _too_large(limit)
        if not message.get("more_body"):
            return b"".join((*pieces, piece)) if pieces else piece
        pieces.append(piece)


async def drain(receive: Receive, limit: int = 256 * 1024 * 1024, seconds: float = 5.0) -> None:
    """Read and drop what a refused caller still sends, so that it reads our answer instead of a broken connection."""
    try:
        async with asyncio.timeout(seconds):
            while limit > 0:
                message = await receive()
                if message["type"] == "http.disconnect" or not message.get("more_body"):
                    return
                limit -= len(message.get("body", b""))
    except TimeoutError:
        return


def unpack(body: bytes, encoding: bytes, limit: int) -> bytes:
    """Unpack a body, never holding more than `limit` bytes of it.

    Raises:
        TooLarge: It unpacks to more.
        BadInput: It is damaged or incomplete.
        Unsupported: The encoding is not gzip, deflate, br or zstd, or there are several.
    """
    reader = _UNPACK.get(encoding)
    if reader is None:
        raise Unsupported("the content-encoding is not known here", hint="gzip, deflate, br, zstd, or none")
    try:
        return reader(body, limit)
    except (zlib.error, brotli.error, zstandard.ZstdError):
        raise BadInput("the body does not unpack", hint="is content-encoding right?") from None


def _zlib(bits: int) -> Callable[[bytes, int], bytes]:
    def read(body: bytes, limit: int) -> bytes:
        reader = zlib.decompressobj(bits)
        out = reader.decompress(body, limit + 1)
        if len(out) > limit:
            raise _too_large(limit)
        if not reader.eof:
            raise zlib.error
        return out

    return read


def _brotli(body: bytes, limit: int) -> bytes:
    reader, out, size = brotli.Decompressor(), [], 0
    piece = reader.process(body, output_buffer_limit=PIECE)
    while True:
        size += len(piece)
        if size > limit:
            raise _too_large(limit)
        out.append(piece)
        if reader.is_finished():
            return b"".join(out)
        if not piece:
            raise brotli.error
        piece = reader.process(b"", output_buffer_limit=PIECE)


def _zstd(body: bytes, limit: int) -> bytes:
    # read() stops at the limit; a frame that was cut short gives a shorter text, which its reader refuses.
    out = zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(body).read(limit + 1)
    if len(out) > limit:
        raise _too_large(limit)
    return out


_UNPACK: dict[bytes, Callable[[bytes, int], bytes]] = {
    b"gzip": _zlib(31),
    b"x-gzip": _zlib(31),
    b"deflate": _zlib(15),
    b"br": _brotli,
    b"zstd": _zstd,
}


def _too_large(limit: int) -> TooLarge:
    return TooLarge(f"the body is over {limit} bytes", hint="[gateway] max_body")


class HttpProtocol(HttpToolsProtocol):
    """uvicorn's HTTP/1.1, with limits on a request's head, and with our error shape where no request could be read."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A caller connected: its first head is awaited for a limited time."""
        super().connection_made(transport)
        self._head_open, self._head_bytes = True, 0
        self._running: Cycle | None = None
        self._deadline: TimerHandle | None = self.loop.call_later(HEAD_SECONDS, self._late)

    def connection_lost(self, exc: Exception | None) -> None:
        """The caller left: whoever answers it is told, also where it has sent a next request already."""
        self._set_deadline(False)
        running = self._running
        super().connection_lost(exc)
        if running is not None and not running.response_complete:
            running.leave()

    def data_received(self, data: bytes) -> None:
        """Bytes came: an open head is counted and timed; a whole request in one piece costs neither."""
        super().data_received(data)
        if self._head_open and not self.transport.is_closing():
            self._head_bytes += len(data)
            if self._head_bytes > HEAD_BYTES:
                self._refuse(431, BadInput(f"the request's head is over {HEAD_BYTES} bytes"))
            elif self._deadline is None:
                self._set_deadline(True)

    def on_message_begin(self) -> None:
        """A request begins."""
        self._head_open, self._head_bytes = True, 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """A request's head is whole."""
        self._head_open = False
        if self._deadline is not None:
            self._set_deadline(False)
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:
        """What was sent is no HTTP."""
        self._refuse(400, BadInput("this is no HTTP request that can be read"))

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        self._running = Cycle.of(cycle)
        super()._start_asgi_task(self._running, app)

    def _set_deadline(self, on: bool) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
        self._deadline = self.loop.call_later(HEAD_SECONDS, self._late) if on else None

    def _late(self) -> None:
        self._deadline = None
        if self._head_bytes == 0:
            self.transport.close()
        elif not self.transport.is_closing():
            self._refuse(408, BadInput(f"the request's head did not arrive in {HEAD_SECONDS:g} s"))

    def _refuse(self, status: int, error: GarimError) -> None:
        running = self._running
        if running is not None and running.response_started and not running.response_complete:
            self.transport.close()  # an answer to the request before is under way: nothing may be written into it
            return
        body = orjson.dumps({"error": error.shape()})
        head = b"content-type: application/json\r\ncontent-length: %d\r\nconnection: close\r\n\r\n" % len(body)
        self.transport.write(b"".join((STATUS_LINE[status], head, body)))
        self.transport.close()
