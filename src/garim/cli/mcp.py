"""garim mcp: the tools hide, restore and explain for agents."""

from __future__ import annotations

from typing import Annotated

import typer

from garim.cli._common import Config, Lexicons, screen


def command(
    http: Annotated[str, typer.Option("--http", metavar="HOST:PORT", help="Serve HTTP on this machine, at /mcp.")] = "",
    allow_host: Annotated[list[str] | None, typer.Option(help="Name of a proxy before it; may be repeated.")] = None,
    lexicon: Lexicons = None,
    config: Config = None,
) -> None:
    """Serve the Model Context Protocol to agents: over standard input and output, or over HTTP."""
    from garim.doors.mcp import run_http, run_stdio

    opened = screen(config, lexicon)
    if http:
        run_http(opened, http, allow_host or [])
    else:
        run_stdio(opened)
