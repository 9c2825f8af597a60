"""garim demo: one question in Korean and one in English through the real gateway to a model on this machine.

A recorder stands between the gateway and the model. What it received, byte for byte, is what is shown as having left.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.client import HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from garim.cli._korean import told

if TYPE_CHECKING:
    from rich.console import Console

QUESTIONS = {
    "한국어": (
        "도하랑 과장님 요청입니다. hanbyeol-prd-db01에서 나래가 느립니다. 왜 그럴까요?\n"
        "SELECT BKNG_NO FROM HBADM.TB_HB_BKNG_M WHERE CUST_NO = '0019920317';\n"
        "연락처 010-3382-7719, harang.do@hanbyeol.example"
    ),
    "English": (
        "Harang Do of Hanbyeol Shipping asks why com.hanbyeol.narae.BookingService is slow on hanbyeol-prd-db01 (10.48.7.21).\n"
        "Say in one sentence what Harang Do should check first on hanbyeol-prd-db01."
    ),
}
PATIENCE = 660.0
"""Seconds without a byte of an answer: longer than the gateway waits for the model."""


class Recorder(ThreadingHTTPServer):
    """Keeps the exact bytes of each request and passes them on to the model."""

    daemon_threads = True

    def __init__(self, target: str, key: str) -> None:
        """`target`: the model's address; `key`: what it wants to see."""
        self.target, self.key, self.bodies = target, key, list[bytes]()
        self.replies: list[bytes] = []
        super().__init__(("127.0.0.1", 0), _Pass)
        Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Pass(BaseHTTPRequestHandler):
    server: Recorder
    protocol_version = "HTTP/1.0"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.bodies.append(body)
        headers = {"content-type": "application/json", "authorization": f"Bearer {self.server.key}"}
        request = urllib.request.Request(self.server.target + self.path, body, headers)
        reply = b""
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                self.send_response(answer.status)
                self.send_header("content-type", answer.headers["content-type"])
                self.end_headers()
                while piece := answer.read1():
                    reply += piece
                    self.wfile.write(piece)
        except urllib.error.HTTPError as error:
            self.send_response(error.code)
            self.send_header("content-type", "application/json")
            self.end_headers()
            self.wfile.write(error.read())
        self.server.replies.append(reply)

    def log_message(self, *args: object) -> None:
        """Nothing: a log line would hold the path only, but this screen is the demonstration's."""


def command() -> None:
    """Show what she wrote, what left, what came back and what she reads, in Korean and in English."""
    from rich.console import Console

    from garim.models.local import NAME, NOTE, LocalModel

    console = Console(highlight=False)
    started = time.perf_counter()
    model = LocalModel()
    recorder = Recorder(model.start(), model.key)
    console.print(told(f"model  {NAME}, {told(NOTE)}; ready in {time.perf_counter() - started:.1f} s"))
    try:
        with tempfile.TemporaryDirectory(prefix="garim-demo-") as folder, _gateway(Path(folder), recorder.url) as gateway:
            console.print(
                told(f"server {gateway}, an OpenAI-compatible address; ready in {time.perf_counter() - started:.1f} s") + "\n"
            )
            for language, question in QUESTIONS.items():
                _show(console, language, question, gateway, recorder)
    finally:
        recorder.shutdown()
        model.stop()


def _show(console: Console, language: str, question: str, gateway: str, recorder: Recorder) -> None:
    from rich.table import Table
    from rich.text import Text

    from garim.models.local import NAME

    begun = time.perf_counter()
    _post(gateway + "/garim/hide", {"text": question}).read()
    hide = time.perf_counter() - begun
    read, first, whole = _ask(gateway, NAME, question)
    left = json.loads(recorder.bodies[-1])["messages"][-1]["content"]
    came = _content(recorder.replies[-1])
    table = Table(title=language, title_justify="left", expand=True, show_lines=True)
    for head in ("she wrote", "what left (from the bytes that the model's side received)"):
        table.add_column(told(head), ratio=1)
    table.add_row(Text(question), Text(left))
    table.add_row(Text(f"{told('she reads')}\n\n{read.strip()}"), Text(f"{told('what came back')}\n\n{came.strip()}"))
    console.print(table)
    console.print(told(f"hide {hide * 1000:.1f} ms · first word after {first:.2f} s · whole answer after {whole:.2f} s") + "\n")


def _ask(gateway: str, model: str, question: str) -> tuple[str, float, float]:
    begun, first, read = time.perf_counter(), 0.0, b""
    messages = [{"role": "user", "content": question}]
    body = {"model": model, "stream": True, "max_tokens": 70, "temperature": 0, "messages": messages}
    with _post(gateway + "/v1/chat/completions", body) as answer:
        while piece := answer.read1():
            first = first or time.perf_counter() - begun
            read += piece
    return _content(read), first, time.perf_counter() - begun


def _content(events: bytes) -> str:
    lines = (line[6:] for line in events.decode().splitlines() if line.startswith("data: {"))
    deltas = (choice["delta"].get("content") or "" for line in lines for choice in json.loads(line).get("choices", []))
    return "".join(deltas)


def _post(url: str, body: dict[str, object]) -> HTTPResponse:
    request = urllib.request.Request(url, json.dumps(body).encode(), {"content-type": "application/json"})
    answer: HTTPResponse = urllib.request.urlopen(request, timeout=PATIENCE)
    return answer


@contextlib.contextmanager
def _gateway(folder: Path, upstream: str) -> Iterator[str]:
    """The real server as a process of its own, with an invented company's lexicon, and nothing of the user's."""
    from garim.cli._gateway import session

    words = folder / "words.jsonl"
    words.write_bytes((resources.files("garim.cli") / "demo_words.jsonl").read_bytes())
    settings = folder / "garim.toml"
    settings.write_text(
        f'[screen]\nlexicons = ["words.jsonl"]\nkey_file = "key"\n[store]\nurl = "sqlite:///garim.db"\n'
        f'[[upstream]]\nname = "local"\nurl = "{upstream}"\ntrust = "local"\n'
    )
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GARIM_") or k == "GARIM_LANG"}
    with session(["--config", str(settings)], environment, folder=folder) as gateway:
        yield gateway.url
