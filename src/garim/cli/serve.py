"""garim serve: the gateway and the page."""

from __future__ import annotations

from typing import Annotated

import msgspec
import typer

from garim.cli._common import Config, Lexicons, settings


def command(
    config: Config = None,
    bind: Annotated[str | None, typer.Option(help="HOST:PORT; wins over the settings.")] = None,
    workers: Annotated[int | None, typer.Option(help="Processes behind the port; wins over the settings.")] = None,
    lexicon: Lexicons = None,
) -> None:
    """Serve the OpenAI- and Anthropic-compatible gateway and the page, until interrupted."""
    from garim.gateway import serve

    chosen = settings(config)
    gateway = chosen.gateway
    if bind:
        gateway = msgspec.structs.replace(gateway, bind=bind)
    if workers:
        gateway = msgspec.structs.replace(gateway, workers=workers)
    serve(msgspec.structs.replace(chosen, gateway=gateway), lexicons=lexicon or [])
