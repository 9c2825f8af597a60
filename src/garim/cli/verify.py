"""garim verify: a live self-check. The real server, with your settings, talks to a stand-in for each upstream, and what the
stand-in received is compared, value by value, with what was written.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from garim.cli._common import Config, Lexicons, settings, tell
from garim.cli._korean import padded, told
from garim.errors import BadSettings

if TYPE_CHECKING:
    from garim.config import Settings


class Tried(NamedTuple):
    """A value that the question holds."""

    what: str
    value: str
    behind: str = ""
    """What stands behind it there, as people write it."""


VALUES = (
    Tried("a name, Korean", "도하랑", " 과장님"),
    Tried("a name, English", "Harang Do"),
    Tried("an e-mail address", "harang.do@hanbyeol-shipping.co.kr"),
    Tried("a phone number", "010-3382-7719"),
    Tried("a resident number", "900101-1234568"),
    Tried("a card", "4539 1488 0343 6467"),
    Tried("an address of the network", "10.48.7.21"),
    Tried("a key", "AKIA" + "Q3EGRN7XKBZVYT2M"),
)
"""Invented; what a question holds besides words of your lexicons."""
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
SHORT = 8
"""Characters under which an encoded value is not looked for: chance has them too."""


def command(
    config: Config = None,
    lexicon: Lexicons = None,
    words: Annotated[int, typer.Option(help="Words of your lexicons that are tried too.")] = 100,
) -> None:
    """Ask with known values through your own settings and tell of each what became of it: what left, what was hidden and with
    what, by stand-ins for your upstreams, and what was not tried; exit 1 if any left.
    """
    chosen = settings(config)
    listed, untried = _listed([*chosen.lexicons, *(lexicon or [])], max(0, words))
    tried = [*VALUES, *listed]
    question = "\n".join(f"{number}. {one.what}: {one.value}{one.behind}" for number, one in enumerate(tried, 1))
    spoken = {one.protocol for one in chosen.upstreams} or {"openai"}
    bad = False
    asked = set()
    with _stand_in(chosen, lexicon or []) as (gateway, received):
        if not chosen.upstreams:
            tell("no upstream is set up: it is asked as if there were one outside")
        for name in (one for one in ASKS if one in spoken):
            if len(spoken) > 1:
                tell(f"asked as {name}:")
            received.clear()
            answer = _ask(gateway, name, question)
            asked.add(answer.where)
            bad = _judged(answer, b"\n".join(received), tried) or bad
    for one in (*untried, *_not_asked(chosen, asked)):
        tell(f"not tried: {told(one)}")
    tell("not tried: the same words in other spellings and sentences, in files, in calls of tools and in answers")
    if bad:
        raise typer.Exit(1)


def _listed(paths: list[Path], most: int) -> tuple[list[Tried], list[str]]:
    """Words of the lexicons, taken evenly over all of them, and what of the lexicons is not tried."""
    from garim.detect.lexicon.source import read_terms
    from garim.store.files import read_file

    terms = []
    for path in paths:
        try:
            terms += read_terms(read_file(path), str(path))[0]
        except OSError as error:
            raise BadSettings(f"lexicon {path}: {error.strerror}", hint="check [screen] lexicons or --lexicon") from None
    named = {one.term: one.kind for one in terms if one.shape == "term" and one.term}
    words = [Tried(f"a listed {kind}", word) for word, kind in named.items()]
    count = min(most, len(words))
    chosen = [words[number * len(words) // count] for number in range(count)]
    untried = []
    if len(words) > count:
        untried.append(f"{len(words) - count} of {len(words)} listed words (--words {len(words)} tries all)")
    if aliases := sum(len(one.aliases) for one in terms):
        untried.append(f"{aliases} other spellings that are listed")
    if shapes := sum(one.shape != "term" for one in terms):
        untried.append(f"{shapes} listed patterns and networks")
    return chosen, untried


def _not_asked(chosen: Settings, asked: set[str]) -> list[str]:
    """Upstreams that were asked nothing."""
    others = [one.name for one in chosen.upstreams if one.name not in asked]
    return [f"upstreams {', '.join(others)}"] if others else []


def _judged(answer: Answered, sent: bytes, tried: Sequence[Tried]) -> bool:
    """Tell value by value what became of it; whether that is bad: something left, or nothing was tried at all."""
    if not sent:
        tell(f"nothing left: the gateway answered {answer.status}, {told(answer.where)}")
        if answer.refused:
            tell("your policy refused this one question: what would be hidden in another was not tried")
        else:
            tell("that is no refusal of your policy's: nothing was tried; `garim doctor`")
        return not answer.refused
    lines = _lines(sent)
    failed = 0
    for number, one in enumerate(tried, 1):
        found = _left(one.value, sent)
        failed += bool(found)
        shown = f" → {_instead(lines.get(number, ''), one)}" if not found and number in lines else ""
        how = f" ({told(found)})" if found else ""
        tell(f"{padded('LEFT' if found else 'hidden', 6)}  {padded(one.what, 28)} {one.value}{shown}{how}")
    where, trust, status = answer.where, answer.trust, answer.status
    tell(f"{len(sent)} bytes left to {where} ({trust}), which answered {status}")
    if failed:
        tell(f"{failed} of the {len(tried)} values that were tried left")
    else:
        tell(f"none of the {len(tried)} values that were tried stands in them as it is, percent-encoded, in base64 or in hex")
    return bool(failed)


def _lines(sent: bytes) -> dict[int, str]:
    """Number → that line of the question, as it left; without those that are not found again."""
    out: dict[int, str] = {}
    try:
        strings = [json.loads(sent)]
    except ValueError:
        return out
    while strings:
        one = strings.pop()
        if isinstance(one, dict | list):
            strings += one.values() if isinstance(one, dict) else one
        elif isinstance(one, str):
            out |= {int(number): line for number, line in re.findall(r"^(\d+)\. (.*)$", one, re.MULTILINE)}
    return out


def _instead(line: str, one: Tried) -> str:
    """What stands in a value's place."""
    return line.removeprefix(f"{one.what}: ").removesuffix(one.behind) or told("nothing")


def _left(value: str, sent: bytes) -> str:
    """In which spelling a value stands in what left; "" for none."""
    import base64
    from urllib.parse import quote

    raw = value.encode()
    text = sent.decode("utf-8", "replace").casefold()
    with suppress(ValueError):
        text += json.dumps(json.loads(sent), ensure_ascii=False).casefold()
    # By itself, as it was written: HS stands in many a word. What is short says nothing where it is encoded.
    before, behind = (value[at].isascii() and value[at].isalnum() for at in (0, -1))
    form = "(?<![a-z0-9])" * before + re.escape(value.casefold()) + "(?![a-z0-9])" * behind
    if re.search(form, text):
        return SPELLINGS[0]
    encoded = (quote(value), base64.b64encode(raw).decode().rstrip("="), raw.hex())
    named = zip(SPELLINGS[1:], encoded, strict=True)
    return next((name for name, one in named if len(one) >= SHORT and one != value and one.casefold() in text), "")


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

    from garim.cli._gateway import session
    from garim.config.taught import taught_path

    recorder = _StandIn()
    with tempfile.TemporaryDirectory(prefix="garim-verify-") as folder:
        own = [{"name": one.name, "url": recorder.url, "trust": one.trust, "protocol": one.protocol} for one in chosen.upstreams]
        upstream = own or [{"name": "stand-in", "url": recorder.url, "trust": "outside"}]
        environment = {key: value for key, value in os.environ.items() if not key.startswith("GARIM_") or key == "GARIM_LANG"}
        environment["GARIM_KEY"] = "ab" * 32
        screen = {**msgspec.to_builtins(chosen.screen), "key_file": "", "key_command": []}
        screen["lexicons"] = [str(path.resolve()) for path in (*chosen.lexicons, *lexicons)]
        screen["taught"] = str(taught_path(chosen).resolve())
        said = {f"SCREEN_{name}": value for name, value in screen.items()}
        if chosen.models.names_path:
            models = msgspec.to_builtins(chosen.models)
            models["names_path"] = str((Path(chosen.base or ".") / chosen.models.names_path).resolve())
            said |= {f"MODELS_{name}": value for name, value in models.items()}
        for name, value in said.items():
            environment[f"GARIM_{name.upper()}"] = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        # Those of a folder, of ready policies and of the repository too, as they stand now.
        rules = [{name: said for name, said in msgspec.to_builtins(rule).items() if said} for rule in chosen.rules]
        environment["GARIM_POLICY_RULES"] = json.dumps(rules, ensure_ascii=False)
        environment["GARIM_POLICY_TIMEZONE"] = chosen.policy.timezone
        environment["GARIM_POLICY_LOCKED"] = json.dumps(chosen.policy.locked, ensure_ascii=False)
        environment.update(GARIM_UPSTREAMS=json.dumps(upstream), GARIM_STORE_URL=f"sqlite:///{folder}/garim.db")
        environment["GARIM_STORE_ANCHOR"] = "off"
        try:
            with session([], environment, folder=Path(folder)) as gateway:
                yield gateway.url, recorder.bodies
        finally:
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
