"""garim records: what you write for yourself: retrospectives, departures, decisions. Sealed, versioned, yours alone."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from garim.cli._common import CLIENT_KEY, Config, Lexicons, owner_of, read_text, screen, settings, tell, write
from garim.cli._korean import padded, told
from garim.cli._records import (
    beginning,
    day_of,
    edited,
    figures_of,
    gone_through,
    in_year,
    line,
    list_changes,
    put,
    tell_lost,
    title_for,
    verdicts_of,
)
from garim.cli._said import language
from garim.errors import BadInput
from garim.text.visible import visible

if TYPE_CHECKING:
    from garim.records.shelf import Shelf

app = typer.Typer(
    help="Write for yourself: retrospectives, departures, decisions; find them, publish them.", no_args_is_help=True
)
Id = Annotated[str, typer.Argument(metavar="ID", help="The record's id, or the beginning of it.")]
From = Annotated[str | None, typer.Option("--from", help="File to take the text from, - for standard input; else $EDITOR opens.")]
Out = Annotated[Path | None, typer.Option(help="File to write; standard output if absent.")]
OnDisk = Annotated[bool, typer.Option("--on-disk", help="Let $EDITOR work on a file on the disk where no memory file system is.")]


@contextmanager
def _shelf(config: Path | None) -> Iterator[Shelf]:
    from garim.config import open_key, open_settings
    from garim.records.shelf import Shelf

    chosen = settings(config)
    store = open_settings(chosen, open_key(chosen))
    try:
        if chosen.store.records_days:  # as a gateway does by the hour: where none runs nothing is kept for longer either
            store.history.forget_idle(chosen.store.keep_days * 86400.0).result()
        yield Shelf(store, owner_of(chosen, store), keep_days=chosen.store.records_days)
    finally:
        store.close()


@app.command()
def new(
    kind: Annotated[str, typer.Argument(help="retrospective | departure | decision | a template of yours | any word.")],
    lang: Annotated[str, typer.Option(help="ko | en; else as your terminal speaks.")] = "",
    title: Annotated[str, typer.Option(help="Title; else the text's first line.")] = "",
    due: Annotated[str, typer.Option(help="Day to look at it again, as in 2027-12-01; none for none.")] = "",
    source: From = None,
    from_retro: Annotated[
        str, typer.Option(metavar="YEAR", help="Let the figures of this year stand in it, as `garim retro` tells them.")
    ] = "",
    against: Annotated[str, typer.Option(help="With --from-retro: a year to hold it against.")] = "",
    zone: Annotated[str, typer.Option(help="With --from-retro: your time zone, as for `garim retro`.")] = "",
    on_disk: OnDisk = False,
    config: Config = None,
) -> None:
    """Begin a record. Earlier ones of its kind stand beside it, and what they planned is asked about."""
    from garim.records import plans
    from garim.records.shelf import Note, check
    from garim.records.templates import again

    if not from_retro and (against or zone):
        raise BadInput("--against and --zone are of a year's figures", hint="say --from-retro YEAR with them")
    with _shelf(config) as shelf:
        today = shelf.today
        spoken = language(lang)
        day = day_of(due, again(kind, today))
        check(Note(kind, spoken, title, "", 0.0, 0.0, due=day))  # before she writes, not after
        figures = figures_of(shelf, config, from_retro, against, zone, spoken) if from_retro else None
        records = shelf.all()
        earlier = plans.beside(records, kind)
        for record in earlier[:5]:
            tell(f"garim: earlier: {line(record)}", file=sys.stderr)
        begun = beginning(records, kind, spoken, in_year(today, from_retro))
        begun = figures(begun) if figures else begun
        asked = plans.carried(records, kind, spoken)
        offered = f"{begun.rstrip()}\n\n{asked}" if asked else begun
        given = read_text(source) if source is not None else ""
        given = figures(given) if figures else given
        if source is not None and asked:
            tell(f"garim: earlier plans that are still open:\n{asked}", file=sys.stderr, end="")
        with edited(offered, earlier[:5], on_disk) if source is None else nullcontext(given) as text:
            if text.strip() in ("", begun.strip(), offered.strip()) and not figures:
                raise BadInput(
                    "nothing was written into the template; no record was kept", hint="write in it, or give --from FILE"
                )
            record = shelf.begin(kind, spoken, title or title_for(text, kind), text, due=day)
        tell_lost(shelf, [*records, record])
    tell(record.id)


@app.command(name="list")
def list_(kind: Annotated[str, typer.Option(help="Only of this kind.")] = "", config: Config = None) -> None:
    """Every record, newest first; and what became of those that are gone."""
    with _shelf(config) as shelf:
        records = shelf.all()
        chosen = [record for record in records if kind in ("", record.note.kind)]
        for record in sorted(chosen, key=lambda one: -one.note.begun):
            tell(line(record))
        tell_lost(shelf, records)
        none = not records and not shelf.lost(records)
    if none:
        tell("garim: there are no records yet: garim records new retrospective", file=sys.stderr)


@app.command()
def show(
    record: Id,
    version: Annotated[int, typer.Option(help="An earlier version's number.")] = 0,
    beside: Annotated[bool, typer.Option("--beside", help="Also the earlier records of its kind.")] = False,
    config: Config = None,
) -> None:
    """Print a record's text as it is or was."""
    from garim.records import plans

    with _shelf(config) as shelf:
        found = shelf.get(record, version)
        others = (
            [one for one in plans.beside(shelf.all(), found.note.kind) if one.note.begun < found.note.begun] if beside else []
        )
    write(found.note.text if found.note.text.endswith("\n") else found.note.text + "\n")
    for one in others:
        write(f"\n<!-- {line(one)} -->\n\n{one.note.text.rstrip()}\n")


@app.command()
def edit(
    record: Id,
    source: From = None,
    base: Annotated[int, typer.Option(help="The version that your text goes on from, with --from; else the newest.")] = 0,
    title: Annotated[str, typer.Option(help="New title.")] = "",
    due: Annotated[str, typer.Option(help="New day to look at it again; none for none.")] = "",
    on_disk: OnDisk = False,
    config: Config = None,
) -> None:
    """Change a record; the version before it stays. Where another device changed it meanwhile, both texts are kept."""
    with _shelf(config) as shelf:
        found = shelf.get(record, base)
        day = None if not due else day_of(due, "")
        writes = source is None and not (title or due)
        given = found.note.text if source is None else read_text(source)
        with edited(given, (), on_disk) if writes else nullcontext(given) as text:
            saved = shelf.save(found.id, base or found.version, text=text, title=title, due=day)
        if saved.copy:
            tell(
                f"garim: another device changed this record: version {saved.record.version} of {saved.record.id} stays, "
                f"and your text is kept beside it as {saved.copy.id}",
                file=sys.stderr,
            )
            raise typer.Exit(1)
        tell(f"{saved.record.id} {told('version')} {saved.record.version}")


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(help="Words that all stand in it, in Korean or English.")], config: Config = None
) -> None:
    """Find records by what stands in them; particles and endings do not matter: 결정을 finds 결정은."""
    from garim.records.search import search as find

    with _shelf(config) as shelf:
        hits = find(shelf.raw(), " ".join(words))
    for hit in hits:
        tell(f"{line(hit.record)}\n    {hit.piece}")
    if not hits:
        tell("garim: nothing found", file=sys.stderr)
        raise typer.Exit(1)


@app.command()
def history(record: Id, config: Config = None) -> None:
    """The versions of a record, newest first."""
    with _shelf(config) as shelf:
        found = shelf.get(record)
        for one in (found, *reversed(shelf.versions(found.id))):
            at = datetime.fromtimestamp(one.note.changed).strftime("%Y-%m-%d %H:%M")
            tell(f"{one.version:4}  {at}  {len(one.note.text):7} {told('characters')}  {one.note.title}")


@app.command()
def due(
    days: Annotated[int, typer.Option(help="Also what comes round within so many days.")] = 0,
    ics: Annotated[Path | None, typer.Option(help="Write all that is to come as a calendar file (.ics).")] = None,
    full: Annotated[bool, typer.Option("--full", help="Let plans and titles stand in the calendar file.")] = False,
    config: Config = None,
) -> None:
    """Which plans and reviews have come round."""
    from datetime import timedelta

    from garim.records import due as coming

    with _shelf(config) as shelf:
        records = shelf.all()
        items = coming.due(records)
        if ics:
            put(ics, coming.calendar(items, shelf.now, full=full))
            tell(f"garim: {len(items)} events in {ics}" + ("" if full else "; what they are about stays here"), file=sys.stderr)
        until = (shelf.today + timedelta(days=days)).isoformat()
        shown = [item for item in items if item.day <= until]
        wide = 9 if language("") == "ko" else 6
        for item in shown:
            tell(f"{item.day}  {padded(item.what, wide)}  {item.text}  ({item.record[:12]})")
        tell_lost(shelf, records)
    if not shown and not ics:
        tell("garim: nothing has come round", file=sys.stderr)


@app.command()
def template(
    name: Annotated[str, typer.Argument(help="Its name: the kind that `garim records new` begins with it.")],
    source: Annotated[str, typer.Option("--from", help="File with the headings, - for standard input.")] = "-",
    lang: Annotated[str, typer.Option(help="ko | en; else as your terminal speaks.")] = "",
    config: Config = None,
) -> None:
    """Keep a template of your own; {year} and {date} in it become those of the day."""
    from garim.records.shelf import TEMPLATE
    from garim.records.templates import BUILT_IN

    if name in (*BUILT_IN, TEMPLATE):
        raise BadInput(f"{name} is a kind of Garim's own", hint="take another name")
    with _shelf(config) as shelf:
        text = read_text(source)
        known = [one for one in shelf.all() if one.note.kind == TEMPLATE and one.note.title == name]
        if known:
            made = shelf.save(known[0].id, known[0].version, text=text).record
        else:
            made = shelf.begin(TEMPLATE, language(lang), name, text)
    tell(made.id)


@app.command()
def publish(
    record: Id,
    out: Annotated[Path, typer.Option(help="File to write: .md, .html or .eml.")],
    lexicon: Lexicons = None,
    verdicts: Annotated[
        Path | None, typer.Option(help='JSON {"3": "other words", "5": null}: null leaves a place as it is; without a terminal.')
    ] = None,
    seen: Annotated[str, typer.Option(help="The name of the changes that you looked at, as the first run tells it.")] = "",
    config: Config = None,
) -> None:
    """Write a record in general words: 자사, a customer, a mobile banking app. You look at every change before it is saved."""
    from garim.records.paper import FORMATS, paper
    from garim.records.publish import look

    form = out.suffix.lstrip(".").lower()
    if form not in FORMATS:
        raise BadInput(f"{out.name} ends in no format", hint="one of ." + ", .".join(FORMATS))
    with _shelf(config) as shelf:
        found = shelf.get(record)
        draft = look(found.note.text, screen(config, lexicon).screening, found.note.lang)
        decided = verdicts_of(verdicts)
        name = draft.seen(decided)
        if seen and seen != name:
            raise BadInput("these are not the changes that you looked at", hint="look at them again: run it without --seen")
        if not seen:
            if not sys.stdin.isatty():
                list_changes(draft, decided)
                tell(f"garim: nothing was saved; when you have looked at every change: --seen {name}", file=sys.stderr)
                raise typer.Exit(1)
            decided = gone_through(draft)
        text = draft.write(decided)
        if not seen and not typer.confirm(f"{visible(text.rstrip())}\n\n{visible(told(f'Save this as {out}?'))}"):
            raise typer.Exit(1)
        put(out, paper(text, form, found.note.lang))
        kept = sum(word is None for word in decided.values())
        shelf.tell({"what": "published", "record": found.id, "changes": len(draft.changes) - kept, "kept": kept})
    tell(f"{len(draft.changes) - kept} places in general words, {kept} left as they are: {out}")
    for word in draft.left:
        tell(f"garim: this still stands in it and may tell of the company: {word}", file=sys.stderr)


@app.command()
def ask(
    record: Id,
    way: Annotated[str, typer.Argument(help="draft | question | shorten | translate")],
    part: Annotated[str, typer.Option(help="Only what stands under the heading with these words.")] = "",
    model: Annotated[str, typer.Option(help="Model; else the gateway's first.")] = "",
    keep: Annotated[str, typer.Option(help="What becomes of the answer: print | replace | append.")] = "print",
    seen: Annotated[str, typer.Option(help="The name of what would leave, as the first run tells it; without a terminal.")] = "",
    config: Config = None,
) -> None:
    """Let a model draft, ask, shorten or translate. What would leave is shown first; it goes through the gateway, hidden."""
    from hashlib import sha256

    from garim.cli._asking import Asking
    from garim.cli._gateway import session
    from garim.records import help as asking

    if keep not in ("print", "replace", "append"):
        raise BadInput(f"there is no --keep {keep}", hint="print, replace or append")
    with _shelf(config) as shelf:
        found = shelf.get(record)
    begin, end = asking.part(found.note.text, part)
    said = asking.prompt(way, found.note.text[begin:end], found.note.lang)
    settled = settings(config)
    arguments = ["--config", str(settled.file)] if settled.file else []
    with session(arguments, {**os.environ, "GARIM_GATEWAY_WORKERS": "1"}) as gateway:
        desk = Asking(gateway.url, os.environ.get(CLIENT_KEY, ""))
        left, chosen, trust = desk.look(said, model)
        name = sha256(f"{chosen}\0{left}".encode()).hexdigest()[:12]
        if seen != name:
            write(left.rstrip() + "\n")
            if seen or not sys.stdin.isatty():
                if seen:
                    tell("garim: what would leave is not what you looked at", file=sys.stderr)
                tell(f"garim: this would leave to {chosen} ({told(trust)}); to send it: --seen {name}", file=sys.stderr)
                raise typer.Exit(1)
            if not typer.confirm(visible(told(f"\nThis leaves to {chosen} ({told(trust)}). Send it?"))):
                raise typer.Exit(1)
        answer = desk.ask(said, chosen)
    write(answer.rstrip() + "\n")
    with _shelf(config) as shelf:
        shelf.tell({"what": "asked", "record": found.id, "way": way})
        if keep != "print":
            text = found.note.text
            tail = "\n\n" if text[end:].strip() else "\n"
            put = answer.strip() if keep == "replace" else f"{text[begin:end].rstrip()}\n\n{answer.strip()}"
            head = text[:begin] + ("\n" if begin else "")
            saved = shelf.save(found.id, found.version, text=f"{head}{put}{tail}{text[end:].lstrip(chr(10))}")
            there = saved.copy or saved.record
            tell(f"garim: kept as {there.id} version {there.version}", file=sys.stderr)


@app.command()
def export(
    out: Annotated[Path, typer.Argument(help="File to write, .zip. It is NOT sealed.")],
    origin: Annotated[str, typer.Option("--origin", help="Records imported from this store; else those begun here.")] = "",
    config: Config = None,
) -> None:
    """Write all records with their versions into one file; the same records always give the same bytes."""
    from garim.records import archive

    with _shelf(config) as shelf:
        known = [one for one in archive.origins(shelf.all()) if one.startswith(origin)] if origin else [""]
        if len(known) != 1:
            raise BadInput(f"{len(known)} stores begin with {origin}", hint="garim records list names where a record comes from")
        data, count = archive.write(shelf, known[0])
        put(out, data)
        shelf.tell({"what": "exported", "records": count})
        tell_lost(shelf, shelf.all())
    tell(f"{count} records in {out}; it is not sealed: keep it as you keep them")


@app.command(name="import")
def import_(
    file: Annotated[Path, typer.Argument(help="A file that `garim records export` wrote.")], config: Config = None
) -> None:
    """Take in an archive: records of another Garim are kept apart, and nothing that is here is changed."""
    from garim.records import archive

    try:
        data = file.read_bytes()
    except OSError as error:
        raise BadInput(f"{file}: {error.strerror}") from None
    with _shelf(config) as shelf:
        done = archive.read(shelf, data)
    if done.own:
        tell(f"{len(done.new)} records of this Garim; {done.same} were here already")
    else:
        tell(f"{len(done.new)} records of another Garim ({done.store[:8]}), kept apart; {done.same} were here already")
    for record in done.apart:
        tell(f"garim: {record.note.beside} is another here than in the archive: the archive's is kept beside it as {record.id}")
    for name in done.bad:
        tell(f"garim: {name} does not hold what the archive's list says; it was left out", file=sys.stderr)
    if done.bad:
        raise typer.Exit(1)


@app.command()
def delete(record: Id, yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False, config: Config = None) -> None:
    """Delete a record with all its versions, for good; asks first."""
    if not yes and not sys.stdin.isatty():
        raise BadInput("a record is deleted for good, and nobody can be asked here", hint="say --yes")
    if not yes and not typer.confirm(visible(told(f"Delete {record} and all its versions?"))):
        raise typer.Exit(1)
    with _shelf(config) as shelf:
        shelf.delete(record)
    tell("deleted")
