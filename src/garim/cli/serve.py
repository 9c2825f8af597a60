"""garim serve: the gateway and the page."""

from __future__ import annotations

import os
import signal
import sys
from threading import Thread
from typing import Annotated

import msgspec
import typer

from garim.cli._common import Config, Lexicons, in_force, settings, tell
from garim.cli._korean import told


def command(
    config: Config = None,
    bind: Annotated[str | None, typer.Option(help="HOST:PORT; wins over the settings.")] = None,
    workers: Annotated[int | None, typer.Option(help="Processes behind the port; wins over the settings.")] = None,
    lexicon: Lexicons = None,
    until_eof: Annotated[bool, typer.Option("--until-eof", help="End when standard input ends, with who started it.")] = False,
) -> None:
    """Serve the OpenAI- and Anthropic-compatible gateway and the page, until interrupted."""
    from garim.gateway import serve

    chosen = settings(config)
    gateway = chosen.gateway
    if bind:
        gateway = msgspec.structs.replace(gateway, bind=bind)
    if workers:
        gateway = msgspec.structs.replace(gateway, workers=workers)
    if until_eof:
        Thread(target=_end_with_input, daemon=True).start()
    for one in in_force(config, chosen):
        tell(f"garim: {told(one)}", file=sys.stderr)
    serve(msgspec.structs.replace(chosen, gateway=gateway), lexicons=lexicon or [], told=told)


def _end_with_input() -> None:
    while sys.stdin.buffer.read(4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
