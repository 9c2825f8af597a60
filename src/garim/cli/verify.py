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
from typing import TYPE_CHECKING, Annotated, NamedTuple

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
QUESTION = "\0"
"""Stands for the question in the forms below."""
CHAT: dict[str, object] = {"model": "stand-in", "messages": [{"role": "user", "content": QUESTION}]}
ASKS: dict[str, tuple[str, dict[str, object]]] = {
    "openai": ("/v1/chat/completions", CHAT),
    "anthropic": ("/v1/messages", {**CHAT, "max_tokens": 9}),
    "azure": ("/openai/deployments/stand-in/chat/completions?api-version=2024-10-21", CHAT),
    "gemini": ("/v1beta/models/stand-in:generateContent", {"contents": [{"role": "user", "parts": [{"text": QUESTION}]}]}),
}
"""Protocol of an upstream → how the gateway is asked so that it answers: path and body."""
REFUSALS = ("refused", "review_needed", "guard_tripped")
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
    spoken = {one.protocol for one in chosen.upstreams} or {"openai"}
    bad = False
    with _stand_in(chosen, lexicon or []) as (gateway, received):
        for name in (one for one in ASKS if one in spoken):
            if len(spoken) > 1:
                tell(f"asked as {name}:")
            received.clear()
            answer = _ask(gateway, name, question)
            bad = _judged(answer, b"\n".join(received), tried) or bad
    if bad:
        raise typer.Exit(1)


def _judged(answer: Answered, sent: bytes, tried: dict[str, str]) -> bool:
    """Tell value by value what left; whether that is bad: something left to the outside, or it was not tried at all."""
    if not sent:
        tell(f"nothing left: the gateway answered {answer.status}, {told(answer.where)}")
        if not answer.refused:
            tell("that is no refusal of your policy's: nothing was tried; `garim doctor`")
        return not answer.refused
    failed = 0
    for what, value in tried.items():
        found = _left(value, sent)
        failed += bool(found)
        tell(f"{told('LEFT' if found else 'held')}  {padded(what, 28)} {told(found)}")
    where, trust, status = answer.where, answer.trust, answer.status
    tell(
        f"{len(tried) - failed} of {len(tried)} values held; {len(sent)} bytes left to {where} ({trust}), which answered {status}"
    )
    return bool(failed) and answer.trust == "outside"


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
        answer: dict[str, object] = {"id": "1", "object": "chat.completion", "created": 0, "model": "m", "choices": [choice]}
        if self.path.startswith("/v1/messages"):
            part, used = {"type": "text", "text": "ok"}, {"input_tokens": 1, "output_tokens": 1}
            answer = {"id": "1", "type": "message", "role": "assistant", "model": "m", "content": [part], "usage": used}
        elif "generateContent" in self.path:
            answer = {"candidates": [{"content": {"role": "model", "parts": [{"text": "ok"}]}, "finishReason": "STOP"}]}
        body = json.dumps(answer).encode()
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
        own = [{"name": one.name, "url": recorder.url, "trust": one.trust, "protocol": one.protocol} for one in chosen.upstreams]
        upstream = own or [{"name": "stand-in", "url": recorder.url, "trust": "outside"}]
        environment = {key: value for key, value in os.environ.items() if not key.startswith("GARIM_")}
        environment["GARIM_KEY"] = "ab" * 32
        screen = {**msgspec.to_builtins(chosen.screen), "key_file": "", "key_command": []}
        screen["lexicons"] = [str(path.resolve()) for path in (*chosen.lexicons, *lexicons)]
        for name, value in screen.items():
            environment[f"GARIM_SCREEN_{name.upper()}"] = (
                value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            )
        # Those of a folder, of ready policies and of the repository too, as they stand now.
        rules = [{name: said for name, said in msgspec.to_builtins(rule).items() if said} for rule in chosen.rules]
        environment["GARIM_POLICY_RULES"] = json.dumps(rules, ensure_ascii=False)
        environment["GARIM_POLICY_TIMEZONE"] = chosen.policy.timezone
        environment["GARIM_POLICY_LOCKED"] = json.dumps(chosen.policy.locked, ensure_ascii=False)
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


class Answered(NamedTuple):
    """What the gateway said."""

    status: int
    where: str
    """Who answered, or what the error says."""
    trust: str
    refused: bool = False
    """Whether policy or the guard let nothing out."""


def _ask(gateway: str, name: str, question: str) -> Answered:
    """Ask with a question as one of ASKS; headers name the vendor as its clients do."""
    path, body = ASKS[name]
    data = json.dumps(body).replace(json.dumps(QUESTION), json.dumps(question)).encode()
    headers = {"content-type": "application/json", "anthropic-version": "2023-06-01"}
    request = urllib.request.Request(
        gateway + path, data, headers if name == "anthropic" else headers | {"anthropic-version": ""}
    )
    if name != "anthropic":
        request.remove_header("Anthropic-version")
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=60) as answer:
            return Answered(answer.status, answer.headers["x-garim-upstream"], answer.headers["x-garim-trust"])
    except urllib.error.HTTPError as error:
        try:
            said = json.loads(error.read() or b"{}").get("error", {})
        except ValueError:
            said = {}
        # An error of a reply that came: what left is judged as if the least trusted had got it.
        message = str(said.get("message", ""))
        refused = said.get("code") in REFUSALS or message.startswith("policy")
        return Answered(error.code, message, "outside", refused)
