"""One request and its answer on a caller's connection: uvicorn's, with the answer's head and first bytes in one write.

A second write costs as much as all of a short prompt's hiding, and a task that waits for the caller to leave as much as
its audit record. uvicorn has no setting for either.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.types import Scope
from uvicorn.protocols.http.httptools_impl import HEADER_RE, HEADER_VALUE_RE, STATUS_LINE, RequestResponseCycle

LEFT = "garim.left"
"""Key of a scope: takes a function that is called once when the caller leaves before its answer is complete."""


class Cycle(RequestResponseCycle):
    """One request and its answer."""

    _head: bytes = b""
    _left: Callable[[], None] | None = None

    @classmethod
    def of(cls, cycle: RequestResponseCycle) -> Cycle:
        """Make uvicorn's cycle one of these, before it starts."""
        cycle.__class__ = cls
        assert isinstance(cycle, cls)
        scope: Any = cycle.scope
        scope[LEFT] = cycle.watch
        return cycle

    def watch(self, left: Callable[[], None]) -> None:
        """Call a function when the caller leaves; at once, if it has left."""
        if self.disconnected:
            left()
            return
        self._left = left
        self.flow.resume_reading()  # whose end is the sign that it left

    def leave(self) -> None:
        """The caller has left."""
        self.disconnected = True
        self.message_event.set()
        left, self._left = self._left, None
        if left is not None:
            left()

    async def send(self, message: Any) -> None:
        """ASGI: the head waits for the first bytes of the body; then each message is one write."""
        if self.response_complete or (message["type"] == "http.response.start") is self.response_started:
            raise RuntimeError(f"unexpected {message['type']}")
        if not self.response_started:
            self.response_started = True
            self.waiting_for_100_continue = False
            self._head = self._head_of(message["status"], message["headers"])
            return
        if self.flow.write_paused and not self.disconnected:
            await self.flow.drain()
        if self.disconnected:
            return
        body, more = message.get("body", b""), message.get("more_body", False)
        data = self._framed(body, more)
        if data:
            self.transport.write(data)
        if not more:
            if self.expected_content_length:
                raise RuntimeError("the body is shorter than its content-length")
            self.response_complete = True
            self.message_event.set()
            if not self.keep_alive:
                self.transport.close()
            self.on_response()

    def _head_of(self, status: int, headers: list[tuple[bytes, bytes]]) -> bytes:
        lines = [STATUS_LINE[status]]
        framed = self.scope["method"] == "HEAD" or status in (204, 304)
        for name, value in headers:
            if HEADER_RE.search(name) or HEADER_VALUE_RE.search(value):
                raise RuntimeError("a header that is none")
            if name == b"content-length":
                self.expected_content_length, framed = int(value), True
            elif name == b"connection" and value == b"close":
                self.keep_alive = False
                continue
            lines.append(b"%b: %b\r\n" % (name, value))
        self.chunked_encoding = not framed
        if not framed:
            lines.append(b"transfer-encoding: chunked\r\n")
        lines.append(b"\r\n" if self.keep_alive else b"connection: close\r\n\r\n")
        return b"".join(lines)

    def _framed(self, body: bytes, more: bool) -> bytes:
        head, self._head = self._head, b""
        if self.scope["method"] == "HEAD":
            self.expected_content_length = 0
            return head
        if self.chunked_encoding:
            end = b"" if more else b"0\r\n\r\n"
            return b"%b%x\r\n%b\r\n%b" % (head, len(body), body, end) if body else head + end
        if len(body) > self.expected_content_length:
            raise RuntimeError("the body is longer than its content-length")
        self.expected_content_length -= len(body)
        return head + body if head else body


def on_left(scope: Scope, left: Callable[[], None]) -> None:
    """Call a function when the caller of a scope leaves before its answer is complete."""
    scope.pop(LEFT)(left)  # taken out: it would keep the request's memory until the next collection
