"""The static page in garim/web: read once at the start, served from memory, under a policy that lets nothing else run."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import NamedTuple

from garim.gateway.auth import Headers
from garim.gateway.reply import Header

TYPES = {
    ".html": b"text/html; charset=utf-8",
    ".js": b"text/javascript; charset=utf-8",
    ".css": b"text/css; charset=utf-8",
    ".svg": b"image/svg+xml",
    ".png": b"image/png",
    ".json": b"application/json",
    ".woff2": b"font/woff2",
}
"""The files that are served, and how; all others are not."""
GUARDS: list[Header] = [
    (
        b"content-security-policy",
        b"default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-cache"),
]


class Page(NamedTuple):
    """One file."""

    body: bytes
    headers: list[Header]
    tag: bytes
    """Its etag."""
    packed: bytes
    """The body by gzip."""

    def answer(self, headers: Headers) -> tuple[int, bytes, list[Header]]:
        """Status, body and headers for a request's headers: packed where the browser can unpack, nothing where it has it."""
        if headers.get(b"if-none-match") == self.tag:
            return 304, b"", self.headers
        if b"gzip" in headers.get(b"accept-encoding", b""):
            return 200, self.packed, [*self.headers, (b"content-encoding", b"gzip")]
        return 200, self.body, self.headers


def load() -> dict[str, Page]:
    """Path → file; `/` is index.html."""
    pages: dict[str, Page] = {}
    for path, file in _walk(files("garim.web"), "/"):
        kind = TYPES.get(path[path.rfind(".") :])
        if kind:
            body = file.read_bytes()
            tag = b'"%b"' % sha256(body).hexdigest()[:32].encode()
            headers = [(b"content-type", kind), (b"etag", tag), (b"vary", b"accept-encoding"), *GUARDS]
            pages[path] = Page(body, headers, tag, gzip.compress(body, 9, mtime=0))
    if "/index.html" in pages:
        pages["/"] = pages["/index.html"]
    return pages


def _walk(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _walk(entry, f"{prefix}{entry.name}/")
        else:
            yield prefix + entry.name, entry
