"""garim clean: a whole corpus in, the same with surrogates out."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import orjson
import typer

from garim.cli._common import Config, Lexicons, settings, tell, write
from garim.cli._said import words
from garim.cli._training import Training
from garim.cli._watch import Watch
from garim.errors import BadInput

if TYPE_CHECKING:
    from garim.bulk.order import Outcome

DATABASES = ("postgresql://", "postgres://")


def command(
    src: Annotated[str, typer.Argument(help="File, folder, or postgresql://… with --table; never changed.")],
    dst: Annotated[str, typer.Argument(help="Where it goes, must not be there yet; or postgresql://… for tables.")],
    table: Annotated[list[str] | None, typer.Option(help="Table of the database; may be repeated.")] = None,
    scope: Annotated[str, typer.Option(help="Remember the surrogates under this name, for `garim restore`.")] = "",
    drop: Annotated[bool, typer.Option("--drop", help="Mask for good: under a key that is destroyed at the end.")] = False,
    for_: Annotated[str, typer.Option("--for", help="training: hide people, customers and secrets only.")] = "",
    rules: Annotated[
        bool, typer.Option("--rules", help="By patterns and the list alone: faster; what nobody listed stays.")
    ] = False,
    workers: Annotated[int, typer.Option(help="Processes; 0 is one a core.")] = 1,
    ray: Annotated[str, typer.Option(help="Address of a Ray cluster that sees both folders.")] = "",
    history: Annotated[bool, typer.Option("--history", help="A git repository's commits too, as files.")] = False,
    restart: Annotated[bool, typer.Option("--restart", help="Forget an earlier run that was not finished.")] = False,
    no_check: Annotated[bool, typer.Option("--no-check", help="Leave out the second pass over what was written.")] = False,
    as_: Annotated[str, typer.Option("--as", help="Training data of it: text | chat | sharegpt; see garim dataset.")] = "",
    json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
    lexicon: Lexicons = None,
    config: Config = None,
) -> None:
    """Hide a whole corpus: folders, tables, dumps, archives; interrupted, the same command goes on where it was."""
    from garim.bulk.report import write_report
    from garim.bulk.run import Order, clean

    if bool(scope) == drop:
        raise BadInput("say what becomes of the way back", hint="--scope NAME keeps it in the vault, --drop destroys it")
    if for_ not in ("", "training"):
        raise BadInput(f"--for {for_} is not known", hint="--for training")
    training = Training.asked(as_, src, dst, config, lexicon, for_)
    if training and training.is_cleaned():
        training.make(json)
        return
    watch = Watch()
    from_database, into_database = src.startswith(DATABASES), dst.startswith(DATABASES)
    if from_database != bool(table) or into_database and not from_database:
        raise BadInput("a database is read by --table, and only tables go into one", hint="--table schema.name, for each")
    order = Order(
        src=Path("." if from_database else src),
        dst=training.cleaned if training else Path("garim-tables" if into_database else dst),
        database=src if from_database else "",
        tables=tuple(table or ()),
        into=dst if into_database else "",
        scope=scope,
        drop=drop,
        training=bool(for_),
        rules=rules,
        workers=workers or os.cpu_count() or 1,
        ray=ray,
        history=history,
        restart=restart,
        check=not no_check,
        settings=settings(config),
        lexicons=tuple(path.absolute() for path in lexicon or ()),
        tell=watch.tell,
    )
    try:
        run, outcome = clean(order)
    except KeyboardInterrupt:
        watch.end()
        tell("garim: interrupted; the same command goes on where it was", file=sys.stderr)
        raise typer.Exit(130) from None
    watch.end()
    report = write_report(run, outcome, words())
    if outcome.residue:
        tell(f"garim: {len(outcome.residue)} places still hold something; nothing was given out: see {run.work}", file=sys.stderr)
        raise typer.Exit(1)
    run.publish()
    if training:
        training.make(json)
    elif json:
        write(orjson.dumps(report, option=orjson.OPT_INDENT_2).decode() + "\n")
    else:
        _say(outcome, run.work)


def _say(outcome: Outcome, work: Path) -> None:
    told = outcome.told
    hidden = sum(told.kinds.values())
    tell(f"{outcome.count} files, {told.rows} records, {hidden} places hidden; report in {work}", file=sys.stderr)
    if outcome.bad:
        tell(f"{len(outcome.bad)} could not be read and were left out: {work / 'bad.jsonl'}", file=sys.stderr)
