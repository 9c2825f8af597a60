"""garim restore: a reply in, the same with the originals in place out; or what `garim clean` wrote, as it was."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from garim.cli._common import Config, Far, read_text, screen, tell, write
from garim.errors import BadInput

DIFFERS = 4
"""Exit code: everything was restored that could be, and not all of it is byte for byte what it was."""


def command(
    scope: Annotated[str, typer.Option(help="The name that `garim hide --scope` or `garim clean --scope` was given.")],
    file: Annotated[str, typer.Argument(metavar="[FILE|FOLDER|-]", help="What to read; - or nothing is standard input.")] = "-",
    out: Annotated[Path | None, typer.Option(help="Where a folder or a file of any format goes; must not be there yet.")] = None,
    config: Config = None,
) -> None:
    """Put the originals back into a reply, or into a whole folder that was cleaned; exit 4 if some file of it is not byte for
    byte what it was, or was left out when it was cleaned: each is named with the reason."""
    if out is None:
        if Path(file).is_dir():
            raise BadInput(f"{file} is a folder", hint=f"garim restore {file} --scope {scope} --out NEW_FOLDER")
        write(screen(config, None).restore(read_text(file), scope))
        return
    from garim.bulk.back import Back

    if file == "-":
        raise BadInput("--out takes a file or folder", hint="for standard input, send the output where it shall go: > FILE")
    far = Far("files restored")
    try:
        done = Back(screen(config, None), scope, far.tell).restore(Path(file), out)
    finally:
        far.end()
    for name, why in done.told:
        tell(f"garim: {name}: {why}", file=sys.stderr)
    for name, why in done.missing:
        tell(f"garim: {name}: it is not here, for it was not cleaned: {why}", file=sys.stderr)
    left = f", {len(done.missing)} were left out when it was cleaned" if done.missing else ""
    tell(f"{done.files} files restored, {done.exact} of them byte for byte what they were{left}", file=sys.stderr)
    if done.told or done.missing or done.exact < done.files:
        raise typer.Exit(DIFFERS)
