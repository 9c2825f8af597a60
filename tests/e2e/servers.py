"""The real gateway on a real socket: in a thread, where a test looks inside, or as a process, where it is measured."""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Coroutine, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import msgspec

from garim.config import Loader, Settings
from garim.exchange import Screening
from garim.gateway.app import App
from garim.gateway.beside import Beside
from garim.gateway.server import listen, make_parts, make_server
from garim.store import Store
from garim.store.keys import Keys

T = TypeVar("T")
KEY = bytes(range(1, 33))
WORDS = "\n".join(
    json.dumps(line, ensure_ascii=False)
    for line in [
        {"term": "온새미물산", "kind": "org", "aliases": ["Onsaemi Trading", "onsaemi"]},
        {"term": "Vellichor", "kind": "product", "means": "an archive service"},
        {"term": "tamsil-prd-db03", "kind": "host"},
    ]
)


@dataclass
class Answer:
    """What a client got."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Gateway:
    """A running gateway."""

    url: str
    app: App | None = None
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def store(self) -> Store:
        assert self.app is not None
        return self.app.parts.store

    @property
    def port(self) -> int:
        return urlsplit(self.url).port or 0

    def connect(self) -> socket.socket:
        """A plain connection."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=20)

    def call(self, method: str, path: str, body: bytes | str | None = None, headers: Mapping[str, str] | None = None) -> Answer:
        """One request on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            data = body.encode() if isinstance(body, str) else body
            kind = {"content-type": "application/json"} if data is not None else {}
            connection.request(method, path, data, {**kind, **(headers or {})})
            got = connection.getresponse()
            return Answer(got.status, {k.lower(): v for k, v in got.getheaders()}, got.read())
        finally:
            connection.close()

    def ask(self, path: str, document: Any, headers: Mapping[str, str] | None = None) -> Answer:
        """POST a JSON document."""
        return self.call("POST", path, json.dumps(document, ensure_ascii=False), headers)

    def chat(self, text: str, *, model: str = "echo", headers: Mapping[str, str] | None = None, **more: Any) -> Answer:
        """One chat completion."""
        return self.ask(
            "/v1/chat/completions", {"model": model, "messages": [{"role": "user", "content": text}], **more}, headers
        )


@dataclass
class Held:
    """What a gateway needs of a Loader, with a screening that several tests share."""

    settings: Settings
    screening: Screening
    keys: Keys = Keys(KEY, KEY)

    paths: tuple[Path, ...] = ()

    def current(self) -> Screening:
        return self.screening


def load(folder: Path) -> Screening:
    """A screening with a small lexicon and no names model."""
    (folder / "words.jsonl").write_text(WORDS)
    settings = msgspec.convert({"screen": {"lexicons": ["words.jsonl"], "names": "off"}, "base": str(folder)}, Settings)
    return Loader(settings, key=KEY).current()


def settings_for(folder: Path, **sections: Any) -> Settings:
    """Settings with a store in a folder of the test's own."""
    return msgspec.convert({"store": {"url": "sqlite:///garim.db"}, "base": str(folder), **sections}, Settings)


@contextmanager
def in_thread(settings: Settings, screening: Screening, bind: str = "127.0.0.1:0") -> Iterator[Gateway]:
    """A gateway in a thread of this process."""
    held: Any = Held(settings, screening)
    app = App(lambda: make_parts(held, Beside(held.current)))
    server = make_server(app)
    with listen(bind) as listening:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        thread.start()
        gateway = Gateway(url, app)
        try:
            assert gateway.call("GET", "/health").status == 200
            yield gateway
        finally:
            server.should_exit = True
            thread.join(20)


@contextmanager
def as_process(folder: Path, toml: str, environment: Mapping[str, str] | None = None) -> Iterator[Gateway]:
    """`garim serve` as a process of its own, on a free port."""
    config = folder / "garim.toml"
    config.write_text(toml.replace("[gateway]\n", '[gateway]\nbind = "127.0.0.1:0"\n'))
    (folder / "words.jsonl").write_text(WORDS)
    process = serve(config, environment)
    try:
        assert process.stdout is not None
        line = process.stdout.readline().decode()
        assert "http://" in line, line
        yield Gateway(line.split()[-1], process=process)
    finally:
        process.terminate()
        process.communicate(timeout=40)


def apart(work: Coroutine[Any, Any, T]) -> T:
    """Do it in an event loop of a thread of its own: where a browser runs, this one has no place for another."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def serve(
    config: Path, environment: Mapping[str, str] | None = None, *, stderr: int = subprocess.DEVNULL
) -> subprocess.Popen[bytes]:
    """Start `garim serve`."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GARIM_")}
    program = [str(Path(sys.executable).with_name("garim")), "serve", "--config", str(config)]
    return subprocess.Popen(
        program, stdout=subprocess.PIPE, stderr=stderr, env={**clean, "GARIM_KEY": KEY.hex(), **(environment or {})}
    )
