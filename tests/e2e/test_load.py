"""Long and many streams: memory stays flat, nothing mixes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.e2e import servers
from tests.e2e.servers import Gateway
from tests.e2e.upstream import FakeUpstream

MEGABYTE = 1024 * 1024
TOML = """
[screen]
lexicons = ["words.jsonl"]
names = "off"
[store]
url = "sqlite:///garim.db"
[gateway]
[[upstream]]
name = "up"
url = "{url}"
"""


@pytest.fixture(scope="module")
def served(_upstream: FakeUpstream, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    folder: Path = tmp_path_factory.mktemp("load")
    with servers.as_process(folder, TOML.replace("{url}", _upstream.url)) as running:
        yield running


def memory(gateway: Gateway) -> int:
    """Peak bytes that the process had in memory."""
    assert gateway.process is not None
    status = Path(f"/proc/{gateway.process.pid}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) * 1024


def head(body: bytes) -> bytes:
    return (
        b"POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n"
        % len(body)
        + body
    )


def test_a_stream_of_200_megabytes_does_not_grow_it(served: Gateway) -> None:
    served.chat("hi", stream=True)
    before = memory(served)
    body = json.dumps({"model": "big.200", "stream": True, "messages": [{"role": "user", "content": "hi"}]}).encode()
    got, tail = 0, b""
    with served.connect() as wire:
        wire.sendall(head(body))
        buffer = bytearray(MEGABYTE)
        while not tail.endswith(b"0\r\n\r\n") and (size := wire.recv_into(buffer)):
            got += size
            tail = (tail + bytes(buffer[max(0, size - 20) : size]))[-20:]

    assert got > 200 * MEGABYTE
    assert memory(served) - before < 24 * MEGABYTE


def test_a_caller_that_does_not_read_does_not_grow_it(served: Gateway, _upstream: FakeUpstream) -> None:
    served.chat("hi", stream=True)
    before = memory(served)
    body = json.dumps({"model": "big.200", "stream": True, "messages": [{"role": "user", "content": "hi"}]}).encode()
    _upstream.clear()
    with served.connect() as wire:
        wire.sendall(head(body))
        assert wire.recv(10)
        for _ in range(20):
            assert served.chat("other").status == 200
    assert _upstream.gone.wait(10)
    assert memory(served) - before < 24 * MEGABYTE


def test_a_hundred_streams_do_not_mix(served: Gateway) -> None:
    def one(number: int) -> bool:
        text = f"Vellichor {number} on tamsil-prd-db03, call 010-2931-{number:04d}. " * 5
        got = served.chat(text, model=f"echo.{number % 9 + 1}", stream=True)
        events = [json.loads(line[6:]) for line in got.body.decode().splitlines() if line.startswith("data: {")]
        return "".join(c["delta"].get("content") or "" for e in events for c in e["choices"]) == text

    with ThreadPoolExecutor(100) as threads:
        assert all(threads.map(one, range(100)))
