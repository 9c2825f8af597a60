"""garim audit: the record of what was done, never of what was said."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from garim.cli._common import Config, settings, write

if TYPE_CHECKING:
    from garim.store import Store

app = typer.Typer(help="Check or export the record of every exchange.", no_args_is_help=True)


@app.command()
def verify(config: Config = None) -> None:
    """Walk the chain from its first record; exit 1 at the first record that was changed, taken out or put in."""
    from garim.store.chain import verify as check

    result = check(_store(config).page)
    if result.broken:
        print(f"record {result.broken} does not follow from the one before it; {result.records} records before it hold")
        raise typer.Exit(1)
    print(f"{result.records} records, unbroken; last hash {result.head}")


@app.command()
def export(
    out: Annotated[Path | None, typer.Option(help="File to write; standard output if absent.")] = None, config: Config = None
) -> None:
    """Write every record as a line of JSON."""
    from garim.store.chain import export as lines

    if out is None:
        for line in lines(_store(config).page):
            write(line)
        return
    with out.open("w", encoding="utf-8") as file:
        for line in lines(_store(config).page):
            file.write(line)


def _store(config: Path | None) -> Store:
    from garim.config import Stored, open_key

    chosen = settings(config)
    return Stored(chosen, open_key(chosen)).store
