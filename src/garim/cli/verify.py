"""garim verify: a live self-check. The real server, with your settings, talks to a stand-in for each upstream, and what the
stand-in received is compared, value by value, with what was written.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Annotated

import typer

from garim.cli._common import Config, Lexicons, settings, tell
from garim.cli._korean import padded, told
from garim.errors import BadSettings, Broken

if TYPE_CHECKING:
    from garim.config import Settings

VALUES = {
    "a name, Korean": "도하랑 과장님",
    "a name, English": "Harang Do",
    "an e-mail address": "harang.do@hanbyeol-shipping.co.kr",
    "a phone number": "010-3382-7719",
    "a resident number": "900101-1234568",
    "a card": "4539 1488 0343 6467",
    "an address of the network": "10.48.7.21",
    "a key": "AKIA" + "Q3EGRN7XKBZVYT2M",
}
"""Invented; what a question holds besides the first words of your lexicons."""
SPELLINGS = ("as it is", "percent-encoded", "base64", "hex")


def command(
    config: Config = None,
    lexicon: Lexicons = None,
    words: Annotated[int, typer.Option(help="Words of your lexicons that are tried too.")] = 20,
) -> None:
    """Ask with known values through your own settings and print what of each left, by stand-ins for your upstreams; exit 1
    if any left to the outside."""
    from garim.detect.lexicon.source import read_terms
    from garim.store.files import read_file

    chosen = settings(config)
    tried = dict(VALUES)
    for path in chosen.lexicons + list(lexicon or []):
        try:
            terms, _problems = read_terms(read_file(path), str(path))
        except OSError as error:
            raise BadSettings(f"lexicon {path}: {error.strerror}", hint="check [screen] lexicons or --lexicon") from None
        for term in terms[: max(0, words - len(tried) + len(VALUES))]:
            if term.term:
                tried[f"a listed {term.kind}"] = term.term
    question = "\n".join(f"{what}: {value}" for what, value in tried.items())
    with _stand_in(chosen, lexicon or []) as (gateway, received):
        status, where, trust = _ask(f"{gateway}/v1/chat/completions", question)
    if not received:
        tell(f"nothing left: the gateway answered {status}, {told(where)}")
        return
    sent = b"\n".join(received)
    failed = 0
    for what, value in tried.items():
        found = _left(value, sent)
        failed += bool(found)
        tell(f"{told('LEFT' if found else 'held')}  {padded(what, 28)} {told(found)}")
    tell(
        f"{len(tried) - failed} of {len(tried)} values held; {len(sent)} bytes left to {where} ({trust}), which answered {status}"
    )
    if failed and trust == "outside":
        raise typer.Exit(1)


def _left(value: str, sent: bytes) -> str:
    """In which spelling a value stands in what left; "" for none."""
    import base64
    from urllib.parse import quote

    raw = value.encode()
    text = sent.decode("utf-8", "replace").casefold()
    with suppress(ValueError):
        text += json.dumps(json.loads(sent), ensure_ascii=False).casefold()
    spellings = (value, quote(value), base64.b64encode(raw).decode().rstrip("="), raw.hex())
    return next((name for name, one in zip(SPELLINGS, spellings, strict=True) if one.casefold() in text), "")


class _StandIn(ThreadingHTTPServer):
    """Keeps what it receives, and answers as a model's side does."""

    daemon_threads = True

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        super().__init__(("127.0.0.1", 0), _Answer)
        Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Answer(BaseHTTPRequestHandler):
    server: _StandIn

    def do_POST(self) -> None:
        self.server.bodies.append(self.rfile.read(int(self.headers["content-length"])))
        choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "ok"}}
        body = json.dumps({"id": "1", "object": "chat.completion", "created": 0, "model": "m", "choices": [choice]}).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Nothing."""


@contextmanager
def _stand_in(chosen: Settings, lexicons: list[Path]) -> Iterator[tuple[str, list[bytes]]]:
    """The gateway as a process with these settings, each of whose upstreams is one stand-in."""
    import msgspec

    recorder = _StandIn()
    with tempfile.TemporaryDirectory(prefix="garim-verify-") as folder:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            bind = f"127.0.0.1:{probe.getsockname()[1]}"
        own = [
            {"name": one.name, "url": recorder.url, "trust": one.trust} for one in chosen.upstreams if one.protocol == "openai"
        ]
        upstream = own or [{"name": "stand-in", "url": recorder.url, "trust": "outside"}]
        environment = {key: value for key, value in os.environ.items() if not key.startswith("GARIM_")}
        environment["GARIM_KEY"] = "ab" * 32
        screen = {**msgspec.to_builtins(chosen.screen), "key_file": "", "key_command": []}
        screen["lexicons"] = [str(path.resolve()) for path in (*chosen.lexicons, *lexicons)]
        for name, value in screen.items():
            environment[f"GARIM_SCREEN_{name.upper()}"] = (
                value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            )
        policy = {"rules": chosen.policy.rules, "use": list(chosen.policy.use)}
        for name, value in policy.items():
            environment[f"GARIM_POLICY_{name.upper()}"] = json.dumps(value, ensure_ascii=False)
        environment.update(
            GARIM_UPSTREAMS=json.dumps(upstream), GARIM_GATEWAY_BIND=bind, GARIM_STORE_URL=f"sqlite:///{folder}/garim.db"
        )
        environment["GARIM_STORE_ANCHOR"] = "off"
        program = [str(Path(sys.executable).with_name("garim")), "serve"]
        with (Path(folder) / "log").open("wb") as log:
            process = subprocess.Popen(program, env=environment, cwd=folder, stdout=subprocess.PIPE, stderr=log)
            try:
                line = process.stdout.readline().decode() if process.stdout else ""
                if "http://" not in line:
                    raise Broken("the gateway did not start", hint=(Path(folder) / "log").read_text(errors="replace")[-400:])
                yield f"http://{bind}", recorder.bodies
            finally:
                process.terminate()
                process.communicate(timeout=40)
                recorder.shutdown()


def _ask(url: str, question: str) -> tuple[int, str, str]:
    """The status, who answered or what the error says, and how far that is trusted."""
    body = {"model": "stand-in", "messages": [{"role": "user", "content": question}]}
    request = urllib.request.Request(url, json.dumps(body).encode(), {"content-type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.headers["x-garim-upstream"], answer.headers["x-garim-trust"]
    except urllib.error.HTTPError as error:
        told = json.loads(error.read() or b"{}").get("error", {}).get("message", "")
        return error.code, str(told), "outside"
