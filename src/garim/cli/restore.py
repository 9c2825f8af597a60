"""garim restore: a reply in, the same with the originals in place out."""

from __future__ import annotations

from typing import Annotated

import typer

from garim.cli._common import Config, Input, read_text, screen, write


def command(
    scope: Annotated[str, typer.Option(help="The name that `garim hide --scope` was given.")],
    file: Input = "-",
    config: Config = None,
) -> None:
    """Put the originals back into a reply."""
    write(screen(config, None).restore(read_text(file), scope))
