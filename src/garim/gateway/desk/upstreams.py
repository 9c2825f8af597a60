"""Where questions go: what is connected; connect one more, after its key was tried; what was written to garim.toml.

    GET  /garim/upstreams         {"upstreams": [{name, protocol, trust, models, place}]}
    POST /garim/upstreams/test    {"url", "protocol", "key"} → {"models"}
    POST /garim/upstreams         {"name", "url", "protocol", "trust", "models", "key"} → {"path", "toml"}

The key is written to a file of its own, which only the server's user can read, never into garim.toml.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import msgspec

from garim.config import Upstream, read
from garim.config.given import strange, trust
from garim.errors import BadInput, BadSettings
from garim.gateway.catalogue import list_models
from garim.gateway.desk import Call, clash, dump
from garim.gateway.desk.me import forget_catalogue
from garim.gateway.reply import with_status
from garim.gateway.upstreams import EMBEDDED, make_target
from garim.gateway.work import in_thread
from garim.store.files import read_file

NAME = re.compile(r"[\w][\w .-]{0,40}")
MOST_MODELS = 100


class Asked(msgspec.Struct):
    """An upstream that may be connected."""

    url: str
    name: str = "new"
    protocol: str = "openai"
    trust: str = "outside"
    models: list[str] = []
    key: str = ""


async def listed(call: Call) -> bytes:
    """What is connected."""
    call.must_keep()
    return dump(
        {
            "upstreams": [
                {
                    "name": target.name,
                    "protocol": target.vendor.name,
                    "trust": target.trust,
                    "models": target.models,
                    "place": target.pool.place.origin,
                }
                for target in call.parts.upstreams.targets
            ],
            "workers": call.parts.settings.gateway.workers,
        }
    )


def _checked(asked: Asked) -> Upstream:
    key = asked.key.strip()
    if not NAME.fullmatch(asked.name) or asked.name == EMBEDDED:
        raise BadInput("this name cannot be taken", hint="letters, digits, blanks, points; not `local`")
    if not re.fullmatch(r"https?://[!-~]{1,300}", asked.url):
        raise BadInput("the address is none", hint="https://… up to, not with, /v1")
    if asked.protocol not in ("openai", "anthropic") or asked.trust not in ("outside", "inside", "local"):
        raise BadInput("protocol or trust is none", hint="openai | anthropic; outside | inside | local")
    if len(key) > 4096 or (key and not (key.isascii() and key.isprintable())) or len(asked.models) > MOST_MODELS:
        raise BadInput("the key or the list of models cannot be taken", hint="printable ASCII; at most 100 models")
    return Upstream(name=asked.name, url=asked.url, protocol=asked.protocol, trust=asked.trust, models=asked.models)


async def test(call: Call) -> bytes:
    """Whether an upstream can be reached with a key, and which models it has."""
    call.must_keep()
    asked = call.read(Asked)
    target = make_target(_checked(asked), asked.key.strip())
    try:
        return dump({"models": await list_models(call.parts.upstreams, target)})
    finally:
        await target.pool.close()


async def connect(call: Call) -> bytes:
    """Write it down and use it from now on."""
    call.must_keep()
    asked = call.read(Asked)
    upstream, key = _checked(asked), asked.key.strip()
    if any(target.name == upstream.name for target in call.parts.upstreams.targets):
        raise clash("list of upstreams: one of this name is there, or it")
    settings = call.parts.settings
    base = Path(settings.base or ".")
    named = "" if settings.found else settings.file
    path, toml = await in_thread(_write, base, upstream, key, named)
    call.parts.upstreams.targets.append(make_target(upstream, key))
    forget_catalogue(call.parts.upstreams)
    return dump({"path": str(path), "toml": toml, "workers": call.parts.settings.gateway.workers})


def _write(base: Path, upstream: Upstream, key: str, named: str) -> tuple[Path, str]:
    path = base / "garim.toml"
    if path.exists() and str(path.resolve()) != named and strange(path):
        raise BadSettings(f"{path} was only found here and is not yours", hint="read it; if it is yours: garim trust garim.toml")
    lines = ["[[upstream]]", f"name = {_said(upstream.name)}", f"url = {_said(upstream.url)}"]
    lines += [f"protocol = {_said(upstream.protocol)}", f"trust = {_said(upstream.trust)}"]
    if upstream.models:
        lines.append(f"models = [{', '.join(map(_said, upstream.models))}]")
    try:
        if key:
            folder = base / "keys"
            folder.mkdir(mode=0o700, exist_ok=True)
            name = re.sub(r"[^A-Za-z0-9_-]+", "-", upstream.name) + "-" + os.urandom(3).hex() + ".key"
            _put(folder / name, key + "\n")
            lines.append(f"key_file = {_said(f'keys/{name}')}")
        toml = "\n".join(lines) + "\n"
        old = read_file(path).decode("utf-8") if path.exists() else ""
        beside = path.with_name(".garim.toml.new")
        _put(beside, f"{old.rstrip()}\n\n{toml}".lstrip())
        try:
            read(beside)  # what stops the next start must not be written
        except BadSettings:
            beside.unlink()
            raise
        beside.replace(path)
        if strange(path):  # the next start would not take an upstream from it
            trust(path)
    except OSError as error:
        raise with_status(
            500, BadSettings(f"{path} cannot be written: {error.strerror}", hint="may the server write there?")
        ) from None
    return path, toml


def _put(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)


def _said(text: str) -> str:
    """A TOML basic string: JSON's, for what has no control characters."""
    return json.dumps(text, ensure_ascii=False)


ROUTES = {
    ("GET", "/garim/upstreams"): listed,
    ("POST", "/garim/upstreams/test"): test,
    ("POST", "/garim/upstreams"): connect,
}
