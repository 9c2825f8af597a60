"""garim run: an agent behind Garim for one session; afterwards everything is as it was."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from garim.cli._common import Config, settings, tell
from garim.cli._korean import told
from garim.clients import Client, Place, all_clients, client
from garim.errors import BadInput, BadSettings

if TYPE_CHECKING:
    from garim.config import Settings

CONTEXT = {"allow_extra_args": True, "ignore_unknown_options": True, "allow_interspersed_args": False}


def command(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="claude, codex, opencode, aider, gemini …")],
    config: Config = None,
    log: Annotated[Path | None, typer.Option(help="File that keeps what the gateway tells; else nothing is kept.")] = None,
) -> None:
    """Start an agent behind Garim, for this session only: `garim run claude`. What follows NAME is the agent's own.

    A gateway of the session's own starts on a free port with your settings and store; the agent's environment names it, no
    file is written, and its exit code is handed on. Where the settings name no upstream, the agent's own vendor is asked with
    the agent's own key.
    """
    from garim.cli._gateway import session

    chosen = client(name)
    program = _program(chosen)
    settled = settings(config)
    said, place = _session(chosen, settled)
    environment = {**os.environ, **said}
    arguments = ["--config", str(settled.file)] if settled.file else []
    with session(arguments, environment, str(log.resolve()) if log else "") as gateway:
        at = Place(gateway.url, key=place.key, own_key=place.own_key)
        where = ", ".join(_places(chosen, settled)) or told(f"{', '.join(chosen.homes.values())} with its own key")
        tell(f"garim: {chosen.title} behind {at.url} → {where}", file=sys.stderr)
        code = _run([program, *chosen.arguments(at), *context.args], {**os.environ, **_direct(), **chosen.environment(at)})
        asked, hidden, failed = gateway.counts(at.key)
    refused = told(f", {failed} refused or failed") if failed else ""
    tell(f"garim: {asked} requests, {hidden} things hidden{refused}", file=sys.stderr)
    raise typer.Exit(code)


def _program(chosen: Client) -> str:
    if not chosen.programs:
        raise BadInput(f"{chosen.title} cannot be started from here", hint=chosen.by_hand)
    found = next((path for path in map(shutil.which, chosen.programs) if path), None)
    if found is None:
        raise BadInput(f"{chosen.title} is not installed: no `{chosen.programs[0]}` on the PATH", hint=chosen.install)
    return found


def _places(chosen: Client, settled: Settings) -> list[str]:
    """The settings' upstreams that are asked as the client asks."""
    return [f"{one.name} ({one.trust})" for one in settled.upstreams if one.protocol in chosen.protocols]


def _session(chosen: Client, settled: Settings) -> tuple[Mapping[str, str], Place]:
    """What the gateway's environment says beside the settings, and how the agent shows who it is.

    Raises:
        BadSettings: No upstream of the settings is asked as this client asks.
    """
    said: dict[str, str] = {"GARIM_GATEWAY_WORKERS": "1"}
    own = True
    if not settled.upstreams:
        homes = [{"name": name, "url": url, "protocol": name, "key": "client"} for name, url in chosen.homes.items()]
        said["GARIM_UPSTREAMS"] = json.dumps(homes)
    elif not _places(chosen, settled):
        raise BadSettings(
            f"no [[upstream]] is asked as {chosen.title} asks",
            hint=f'add one with protocol = "{chosen.protocols[0]}" (key = "client" passes its own key on)',
        )
    else:
        own = any(one.key == "client" for one in settled.upstreams if one.protocol in chosen.protocols)
    key = ""
    gateway = settled.gateway
    if gateway.clients or gateway.keys or settled.oidc.issuer:
        key = "garim-" + secrets.token_hex(24)
        known = msgspec.to_builtins(gateway.clients)
        session = {"name": f"{chosen.name} session", "key_sha256": sha256(key.encode()).hexdigest()}
        said["GARIM_GATEWAY_CLIENTS"] = json.dumps([*known, session])
    return said, Place("", key=key, own_key=own)


def _direct() -> Mapping[str, str]:
    """This machine is reached without a proxy, whatever the environment says for others."""
    out = {}
    for name in ("NO_PROXY", "no_proxy"):
        known = [one for one in os.environ.get(name, "").split(",") if one]
        out[name] = ",".join(dict.fromkeys([*known, "127.0.0.1", "localhost"]))
    return out


def _run(program: list[str], environment: Mapping[str, str]) -> int:
    """Run the agent on our streams; signals are its own, and so is the exit code (128 and more where a signal ended it)."""
    with subprocess.Popen(program, env=environment) as agent:

        def hand_on(number: int, _: object) -> None:
            agent.send_signal(number)

        # From the keyboard it comes to both of us: it is for the agent.
        kept = {name: signal.signal(name, signal.SIG_IGN) for name in (signal.SIGINT, signal.SIGQUIT)}
        kept |= {name: signal.signal(name, hand_on) for name in (signal.SIGTERM, signal.SIGHUP)}
        try:
            code = agent.wait()
        finally:
            for name, handler in kept.items():
                signal.signal(name, handler)
    return code if code >= 0 else 128 - code


command.__doc__ = f"{command.__doc__}\n\n    Known: {', '.join(all_clients())}."
