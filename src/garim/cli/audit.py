"""garim audit: the record of what was done, never of what was said."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from garim.cli._common import Config, settings, tell, write
from garim.cli._korean import told

if TYPE_CHECKING:
    from garim.store import Store
    from garim.store.chain import Point

app = typer.Typer(help="Check or export the record of every exchange.", no_args_is_help=True)


@app.command()
def verify(
    config: Config = None,
    checkpoint: Annotated[Path | None, typer.Option(help="A signed checkpoint that was kept elsewhere.")] = None,
) -> None:
    """Walk the chain from its first record; exit 1 at the first that was changed, taken out, put in or cut off."""
    from garim.store import verified

    store = _store(config)
    points = store.points().result()
    if checkpoint is not None:
        points = [*points, _given(checkpoint, store, points)]
    result = verified(store, points)
    known = store.known
    other = known is not None and known.store != store.signer.name.removeprefix("garim/")
    store.close()
    if other and known:
        tell(f"this is another store than the one remembered, whose audit had {known.number} records")
        raise typer.Exit(1)
    if result.broken:
        tell(f"{told(result.why)}; {result.records} records before it hold")
        raise typer.Exit(1)
    since = f" from {result.first}" if result.first > 1 else ""
    tell(f"{result.records} records{since}, unbroken; {result.checkpoints} signed checkpoints hold; last hash {result.head}")
    if result.keyed:
        tell(f"from record {result.keyed} on each carries a MAC under the store's key")
    elif result.records:
        tell("no record carries a MAC: they are of an edition before, and only checkpoints and the anchor say who wrote them")


@app.command()
def export(
    out: Annotated[Path | None, typer.Option(help="File to write; standard output if absent.")] = None,
    form: Annotated[str, typer.Option("--format", help="jsonl | csv | syslog | otel")] = "jsonl",
    config: Config = None,
) -> None:
    """Write every record: JSON lines, CSV, syslog (RFC 5424) or OpenTelemetry log records (OTLP JSON)."""
    from garim.errors import BadInput
    from garim.store.export import FORMS

    if form not in FORMS:
        raise BadInput(f"there is no format {form!r}", hint="one of " + ", ".join(FORMS))
    store = _store(config)
    lines = FORMS[form](store.page)
    if out is None:
        for line in lines:
            write(line)
        return
    try:
        with out.open("w", encoding="utf-8") as file:
            file.writelines(lines)
    except OSError as error:
        raise BadInput(f"{out}: {error.strerror}") from None


@app.command(name="checkpoint")
def sign(config: Config = None) -> None:
    """Sign how far the audit is, and print the signed note: kept elsewhere, it later shows whether anything was changed."""
    store = _store(config)
    point = store.checkpoint().result()
    write(point.note if point else told("the audit is empty") + "\n")


@app.command()
def key(config: Config = None) -> None:
    """Print the public key that checkpoints are signed with, in the form of signed notes."""
    tell(_store(config).signer.verifier)


@app.command()
def proof(number: Annotated[int, typer.Argument(help="The record's number.")], config: Config = None) -> None:
    """Print a record with the proof that the last checkpoint's tree holds it (RFC 6962), as JSON."""
    from garim.store.export import proof as prove

    write(prove(_store(config), number))


@app.command()
def cut(
    days: Annotated[float, typer.Option(help="Delete records that are older.")],
    config: Config = None,
) -> None:
    """Delete old records up to a signed checkpoint, and record that; what stays can still be proved."""
    store = _store(config, guarded=True)
    tell(f"{store.cut(days * 86400.0).result()} records deleted")
    store.close()


def _given(path: Path, store: Store, points: list[Point]) -> Point:
    """A checkpoint from a file: what it says is held against what the store's own of that size says."""
    from garim.errors import BadInput
    from garim.store.chain import Point as Kept
    from garim.store.files import read_file
    from garim.store.merkle import read_checkpoint

    try:
        note = read_file(path).decode("utf-8")
        said = read_checkpoint(note, store.signer.verifier)
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror}") from None
    except (ValueError, UnicodeDecodeError):
        raise BadInput(f"{path} is no checkpoint that this store's key signed") from None
    frontier = next((point.frontier for point in points if point.size == said.size), "")
    return Kept(said.size, said.head, frontier, note)


def _store(config: Path | None, *, guarded: bool = False) -> Store:
    from garim.config import open_key, open_settings
    from garim.config.scopes import gone

    chosen = settings(config)
    keys = open_key(chosen)
    if missing := gone(chosen, keys):
        tell(missing)
        raise typer.Exit(1)
    return open_settings(chosen, keys, guarded=guarded)
