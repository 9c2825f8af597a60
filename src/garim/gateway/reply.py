"""Whole answers: bytes with a status, and the one JSON shape of an error."""

from __future__ import annotations

from collections.abc import Sequence

import orjson
from starlette.types import Send

from garim.errors import BadInput, GarimError

JSON = (b"content-type", b"application/json")
Header = tuple[bytes, bytes]


async def respond(send: Send, status: int, body: bytes, headers: Sequence[Header] = (JSON,), *, end: bool = True) -> None:
    """Send a whole answer.

    Args:
        send: The ASGI channel.
        status: 100 to 599.
        body: All of it.
        headers: Beside content-length.
        end: False leaves the answer open although its body is complete, to read on from a client that still sends.
    """
    await send(
        {
            "type": "http.response.start",
            "status": status,
            "headers": [*headers, (b"content-length", b"%d" % len(body))],
        }
    )
    await send({"type": "http.response.body", "body": body, "more_body": not end})


def with_status(status: int, error: GarimError) -> GarimError:
    """The same error under another HTTP status, where HTTP has one that says it better."""
    error.status = status
    return error


def error_body(error: GarimError) -> bytes:
    """The error shape of paths that belong to no protocol; the same as OpenAI's."""
    return orjson.dumps({"error": error.shape()})


def allow(method: str, *allowed: str) -> None:
    """Refuse a method that a path does not know, or a path that knows none.

    Raises:
        BadInput: 404 or 405.
    """
    if not allowed:
        raise with_status(404, BadInput("there is nothing at this path", hint="see README: what the gateway serves"))
    if method not in allowed:
        raise with_status(405, BadInput("the method is not known at this path", hint="use " + ", ".join(allowed)))
