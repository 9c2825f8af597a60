"""How much a caller may send, and how slowly."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Callable
from contextlib import suppress

import brotli
import pytest
import zstandard

from garim.errors import BadInput, TooLarge, Unsupported
from garim.exchange import Screening
from garim.gateway import limits
from tests.e2e import servers
from tests.e2e.servers import Gateway
from tests.e2e.upstream import FakeUpstream

PACK: dict[bytes, Callable[[bytes], bytes]] = {
    b"gzip": gzip.compress,
    b"deflate": zlib.compress,
    b"br": brotli.compress,
    b"zstd": zstandard.ZstdCompressor().compress,
}
CHAT = {"model": "echo", "messages": [{"role": "user", "content": "weather"}]}


@pytest.mark.parametrize("encoding", PACK)
@pytest.mark.parametrize("size", [0, 1, 70_000, 1_000_000])
def test_packed_bodies_are_unpacked(encoding: bytes, size: int) -> None:
    text = bytes(range(256)) * (size // 256) + b"x" * (size % 256)

    assert limits.unpack(PACK[encoding](text), encoding, 1_000_000) == text


@pytest.mark.parametrize("encoding", PACK)
def test_bombs_are_seen_before_they_are_unpacked(encoding: bytes) -> None:
    with pytest.raises(TooLarge):
        limits.unpack(PACK[encoding](b"\0" * 5_000_000), encoding, 100_000)


@pytest.mark.parametrize("encoding", PACK)
def test_damaged_bodies_are_refused(encoding: bytes) -> None:
    with pytest.raises(BadInput):
        limits.unpack(b"\x00garbage" + PACK[encoding](b"text" * 99), encoding, 100_000)


@pytest.mark.parametrize("encoding", [b"gzip", b"deflate", b"br"])
def test_half_bodies_are_refused(encoding: bytes) -> None:
    packed = PACK[encoding](json.dumps(list(range(5000))).encode())
    with pytest.raises(BadInput):
        limits.unpack(packed[: len(packed) // 2], encoding, 100_000)


def test_unknown_packing_is_refused() -> None:
    with pytest.raises(Unsupported):
        limits.unpack(b"x", b"compress", 10)


@pytest.mark.parametrize("encoding", PACK)
def test_a_packed_request_is_answered(gateway: Gateway, upstream: FakeUpstream, encoding: bytes) -> None:
    packed = PACK[encoding](json.dumps(CHAT).encode())
    got = gateway.call("POST", "/v1/chat/completions", packed, {"content-encoding": encoding.decode()})

    assert got.status == 200, got.body
    assert got.json["choices"][0]["message"]["content"] == "weather"


@pytest.fixture(scope="module")
def small(screening: Screening, tmp_path_factory: pytest.TempPathFactory) -> object:
    """A gateway with narrow limits."""
    settings = servers.settings_for(tmp_path_factory.mktemp("small"), gateway={"max_body": 10_000, "body_timeout": 0.2})
    with servers.in_thread(settings, screening) as running:
        yield running


def test_a_long_body_is_told_so_also_to_one_who_sends_before_he_reads(small: Gateway) -> None:
    got = small.chat("x" * 3_000_000)

    assert got.status == 413
    assert got.json["error"]["code"] == "too_large"
    assert "max_body" in got.json["error"]["hint"]


def test_a_long_body_without_a_length_is_too(small: Gateway) -> None:
    with small.connect() as wire:
        wire.sendall(b"POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n")
        wire.sendall((b"1000\r\n" + b"x" * 4096 + b"\r\n") * 4 + b"0\r\n\r\n")

        assert b" 413 " in wire.recv(4000)


def test_a_body_that_does_not_come_is_told_so(small: Gateway) -> None:
    with small.connect() as wire:
        wire.sendall(b"POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\n{")

        assert b" 408 " in wire.recv(4000)


def test_a_head_that_does_not_come_is_told_so(small: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    """Slow loris: the first head, and the one after an answer."""
    monkeypatch.setattr(limits, "HEAD_SECONDS", 0.1)
    with small.connect() as wire:
        wire.sendall(b"GET /health HT")
        assert b" 408 " in wire.recv(4000)
    with small.connect() as wire:
        wire.sendall(b"GET /health HTTP/1.1\r\nhost: localhost\r\n\r\nGET /hea")
        got = b""
        while piece := wire.recv(4000):
            got += piece
        assert got.count(b" 200 ") == 1
        assert got.count(b" 408 ") == 1


def test_a_connection_that_says_nothing_is_closed_without_a_word(small: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "HEAD_SECONDS", 0.1)
    with small.connect() as wire:
        assert wire.recv(100) == b""


def test_a_huge_head_is_refused(small: Gateway) -> None:
    with small.connect() as wire:
        wire.sendall(b"GET /health HTTP/1.1\r\nhost: localhost\r\n")
        with suppress(OSError):  # it answers and closes before all of it is sent
            for _ in range(70):
                wire.sendall(b"x-pad: " + b"y" * 1000 + b"\r\n")
        assert b" 431 " in wire.recv(4000)


@pytest.mark.parametrize(
    "garbage",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01",
        b"GET / HTTP/9.9\r\n\r\n",
        b"POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
        b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nbad header\r\n\r\n",
    ],
)
def test_what_is_no_http_gets_our_error_and_the_server_goes_on(gateway: Gateway, garbage: bytes) -> None:
    with gateway.connect() as wire:
        wire.sendall(garbage)
        got = wire.recv(4000)

    assert got.startswith(b"HTTP/1.1 4")
    assert json.loads(got.partition(b"\r\n\r\n")[2])["error"]["type"] == "invalid_request_error"
    assert gateway.call("GET", "/health").status == 200


def test_requests_sent_together_are_answered_in_order(gateway: Gateway) -> None:
    with gateway.connect() as wire:
        wire.sendall(
            b"GET /health HTTP/1.1\r\nhost: localhost\r\n\r\n" * 2
            + b"GET /nothing HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n"
        )
        got = b""
        while piece := wire.recv(4000):
            got += piece

    assert re.findall(rb"HTTP/1.1 (\d+)", got) == [b"200", b"200", b"404"]


def test_half_a_connection_does_no_harm(gateway: Gateway) -> None:
    import socket

    with gateway.connect() as wire:
        wire.sendall(b"POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-length: 50\r\n\r\n{")
        wire.shutdown(socket.SHUT_WR)
        wire.recv(100)
    assert gateway.call("GET", "/health").status == 200
