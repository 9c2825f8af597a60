"""Calls to upstreams against a server that answers exactly what a test says, on a real socket."""

from __future__ import annotations

import asyncio
import datetime
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import uvloop
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from garim.errors import BadSettings, UpstreamCut, UpstreamFailed, UpstreamSlow
from garim.gateway.client import Pool, place_of

OK = b"HTTP/1.1 200 OK\r\ncontent-type: Text/Plain; charset=x\r\ncontent-length: 2\r\n\r\nhi"


class Server:
    """Answers each request with the next of `answers`; None closes the connection."""

    def __init__(self, *answers: bytes | None) -> None:
        self.answers = list(answers)
        self.heads: list[bytes] = []
        self.connections = 0
        self.gone = asyncio.Event()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while self.answers:
                self.heads.append(await reader.readuntil(b"\r\n\r\n"))
                if b"content-length: 1\r\n" in self.heads[-1]:
                    await reader.readexactly(1)
                answer = self.answers.pop(0)
                if answer is None:
                    break
                writer.write(answer)
                await writer.drain()
                if not self.answers and b"content-length" not in answer.lower():
                    break
            else:
                await reader.read()
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        writer.close()
        self.gone.set()


@asynccontextmanager
async def running(
    server: Server, make: Callable[[str], Pool] = lambda url: Pool(place_of("up", url, None))
) -> AsyncIterator[Pool]:
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    pool = make(f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}")
    yield pool
    await pool.close()
    listening.close()


async def ask(pool: Pool, seconds: float = 5.0) -> tuple[int, bytes]:
    response = await pool.call("POST", "/v1/x", {"a": "b"}, b"1", seconds)
    try:
        pieces = []
        while piece := await response.piece():
            pieces.append(piece)
        return response.status, b"".join(pieces)
    finally:
        response.close()
        response.close()


async def test_a_connection_is_used_again() -> None:
    server = Server(OK, OK)
    async with running(server) as pool:
        assert [await ask(pool), await ask(pool)] == [(200, b"hi")] * 2

    assert server.connections == 1
    assert server.heads[0].lower().startswith(b"post /v1/x http/1.1\r\nhost: 127.0.0.1:")
    assert server.heads[0].lower().endswith(b"a: b\r\ncontent-length: 1\r\n\r\n")


@pytest.mark.parametrize(
    "first",
    [
        OK.replace(b"content-length", b"connection: close\r\ncontent-length"),
        OK + b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nother",
    ],
)
async def test_a_connection_that_says_more_or_that_it_ends_is_not(first: bytes) -> None:
    server = Server(first, OK)
    async with running(server) as pool:
        assert await ask(pool) == (200, b"hi")
        assert await ask(pool) == (200, b"hi")

    assert server.connections == 2


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\n\r\nto the end",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\nx-content-length: 0\r\n\r\n3\r\nto \r\n7\r\nthe end\r\n0\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nto the end",
    ],
)
async def test_bodies_of_every_framing(answer: bytes) -> None:
    async with running(Server(answer)) as pool:
        assert await ask(pool) == (200, b"to the end")


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (None, UpstreamCut),
        (b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nab", UpstreamCut),
        (b"220 mail.example ESMTP\r\n", UpstreamFailed),
        (b"HTTP/1.1 200 OK\r\n" + b"x: y\r\n" * 20_000, UpstreamFailed),
        (b"HTTP/1.1 101 Switching Protocols\r\nupgrade: other\r\nconnection: upgrade\r\n\r\n", UpstreamFailed),
    ],
)
async def test_what_is_no_whole_reply_is_an_error(answer: bytes | None, error: type[Exception]) -> None:
    async with running(Server(answer)) as pool:
        with pytest.raises(error):
            await ask(pool)


async def test_silence_is_an_error_and_ends_the_connection() -> None:
    server = Server(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhi")
    async with running(server) as pool:
        with pytest.raises(UpstreamSlow):
            await ask(pool, 0.05)
        await asyncio.wait_for(server.gone.wait(), 5)


async def test_one_who_leaves_ends_the_connection() -> None:
    server = Server(b"", b"")
    async with running(server) as pool:
        asked = asyncio.create_task(ask(pool))
        while not server.heads:
            await asyncio.sleep(0)
        asked.cancel()
        await asyncio.wait_for(server.gone.wait(), 5)


async def test_plain_http_goes_to_a_proxy_with_the_whole_address() -> None:
    server = Server(OK)
    place = "http://api.example:8080/base"
    async with running(server, lambda url: Pool(place_of("up", place, url.replace("//", "//me:p%40ss@")))) as pool:
        assert await ask(pool) == (200, b"hi")

    assert server.heads[0].startswith(b"POST http://api.example:8080/v1/x HTTP/1.1\r\nHost: api.example:8080\r\n")
    assert b"proxy-authorization: basic bwu6cebzcw==\r\n" in server.heads[0].lower()


async def test_a_proxy_that_opens_no_tunnel_is_an_error() -> None:
    server = Server(b"HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n")
    async with running(server, lambda url: Pool(place_of("up", "https://api.example", url))) as pool:
        with pytest.raises(UpstreamFailed, match="no tunnel"):
            await ask(pool)

    assert server.heads[0].startswith(b"CONNECT api.example:443 HTTP/1.1\r\n")


def test_a_proxy_that_is_not_known_does_not_start() -> None:
    with pytest.raises(BadSettings):
        place_of("up", "https://api.example", "socks5://127.0.0.1:1080")


def certificate(folder: Path, since: int = 0) -> Path:
    """A certificate for api.example that signs itself, and its key, in one file; good for a day from `since` days on."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "api.example")])
    now = datetime.datetime.now(datetime.UTC) + datetime.timedelta(since)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + datetime.timedelta(1))
    signed = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("api.example")]), False).sign(key, hashes.SHA256())
    path = folder / "server.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(private + signed.public_bytes(Encoding.PEM))
    return path


@pytest.mark.parametrize(("known", "since", "told"), [(True, 0, ""), (False, 0, "self-signed"), (True, -2, "expired"), (True, 1, "not yet valid")])
def test_tls_goes_through_a_proxy_in_a_tunnel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, known: bool, since: int, told: str) -> None:
    """A certificate that is not taken is said to be that, and why: it is not the upstream that is down."""
    pem = certificate(tmp_path, since)
    if known:
        monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(pem)

    async def proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"CONNECT api.example:443 ")
            writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
            await writer.start_tls(context)
            for _ in range(2):
                await reader.readuntil(b"\r\n\r\n1")
                writer.write(OK)
        except (OSError, asyncio.IncompleteReadError):
            pass
        writer.close()

    async def twice() -> list[tuple[int, bytes]]:
        listening = await asyncio.start_server(proxy, "127.0.0.1", 0)
        url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
        pool = Pool(place_of("up", "https://api.example", url))
        try:
            return [await ask(pool), await ask(pool)]
        finally:
            await pool.close()
            listening.close()

    if not told:
        assert uvloop.run(twice()) == [(200, b"hi")] * 2
    else:
        with pytest.raises(UpstreamFailed, match=f"certificate that is not taken: .*{told}"):
            uvloop.run(twice())
