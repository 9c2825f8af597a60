"""garim records: what you write for yourself: retrospectives, departures, decisions. Sealed, versioned, yours alone."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import orjson
import typer

from garim.cli._common import CLIENT_KEY, Config, Lexicons, owner_of, read_text, screen, settings, tell, write
from garim.cli._said import language
from garim.errors import BadInput
from garim.text.visible import visible

if TYPE_CHECKING:
    from garim.records.publish import Draft
    from garim.records.shelf import Record, Shelf

app = typer.Typer(
    help="Write for yourself: retrospectives, departures, decisions; find them, publish them.", no_args_is_help=True
)
Id = Annotated[str, typer.Argument(metavar="ID", help="The record's id, or the beginning of it.")]
From = Annotated[str | None, typer.Option("--from", help="File to take the text from, - for standard input; else $EDITOR opens.")]
Out = Annotated[Path | None, typer.Option(help="File to write; standard output if absent.")]
OnDisk = Annotated[bool, typer.Option("--on-disk", help="Let $EDITOR work on a file on the disk where no memory file system is.")]
MEMORY = (os.environ.get("XDG_RUNTIME_DIR", ""), "/dev/shm")
"""Folders whose files are in memory alone."""


@contextmanager
def _shelf(config: Path | None) -> Iterator[Shelf]:
    from garim.config import open_key, open_settings
    from garim.records.shelf import Shelf

    chosen = settings(config)
    store = open_settings(chosen, open_key(chosen))
    try:
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
    from garim.records.templates import again

    if not from_retro and (against or zone):
        raise BadInput("--against and --zone are of a year's figures", hint="say --from-retro YEAR with them")
    with _shelf(config) as shelf:
        today = shelf.today
        spoken = language(lang)
        figures = _figures(shelf, config, from_retro, against, zone, spoken) if from_retro else None
        records = shelf.all()
        earlier = plans.beside(records, kind)
        for record in earlier[:5]:
            tell(f"garim: earlier: {_line(record)}", file=sys.stderr)
        begun = _beginning(records, kind, spoken, _in_year(today, from_retro))
        begun = figures(begun) if figures else begun
        asked = plans.carried(records, kind, spoken)
        offered = f"{begun.rstrip()}\n\n{asked}" if asked else begun
        if source is not None:
            text = read_text(source)
            text = figures(text) if figures else text
            if asked:
                tell(f"garim: earlier plans that are still open:\n{asked}", file=sys.stderr, end="")
        else:
            text = _edited(offered, earlier[:5], on_disk)
        if text.strip() in ("", begun.strip(), offered.strip()) and not figures:
            raise BadInput("nothing was written into the template; no record was kept", hint="write in it, or give --from FILE")
        record = shelf.begin(kind, spoken, title or _title(text, kind), text, due=_day(due, again(kind, today)))
        _told_lost(shelf, [*records, record])
    tell(record.id)


@app.command(name="list")
def list_(kind: Annotated[str, typer.Option(help="Only of this kind.")] = "", config: Config = None) -> None:
    """Every record, newest first; and what became of those that are gone."""
    with _shelf(config) as shelf:
        records = shelf.all()
        chosen = [record for record in records if kind in ("", record.note.kind)]
        for record in sorted(chosen, key=lambda one: -one.note.begun):
            tell(_line(record))
        _told_lost(shelf, records)


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
        write(f"\n<!-- {_line(one)} -->\n\n{one.note.text.rstrip()}\n")


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
        if source is not None:
            text = read_text(source)
        elif title or due:
            text = found.note.text
        else:
            text = _edited(found.note.text, (), on_disk)
        day = None if not due else _day(due, "")
        saved = shelf.save(found.id, base or found.version, text=text, title=title, due=day)
        if saved.copy:
            tell(
                f"garim: another device changed this record: version {saved.record.version} of {saved.record.id} stays, "
                f"and your text is kept beside it as {saved.copy.id}",
                file=sys.stderr,
            )
            raise typer.Exit(1)
        tell(f"{saved.record.id} version {saved.record.version}")


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(help="Words that all stand in it, in Korean or English.")], config: Config = None
) -> None:
    """Find records by what stands in them; particles and endings do not matter: 결정을 finds 결정은."""
    from garim.records.search import search as find

    with _shelf(config) as shelf:
        hits = find(shelf.raw(), " ".join(words))
    for hit in hits:
        tell(f"{_line(hit.record)}\n    {hit.piece}")
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
            tell(f"{one.version:4}  {at}  {len(one.note.text):7} characters  {one.note.title}")


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
            _put(ics, coming.calendar(items, shelf.now, full=full))
            tell(f"garim: {len(items)} events in {ics}" + ("" if full else "; what they are about stays here"), file=sys.stderr)
        until = (shelf.today + timedelta(days=days)).isoformat()
        shown = [item for item in items if item.day <= until]
        for item in shown:
            tell(f"{item.day}  {item.what:6}  {item.text}  ({item.record[:12]})")
        _told_lost(shelf, records)
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
        decided = _verdicts(verdicts)
        name = draft.seen(decided)
        if seen and seen != name:
            raise BadInput("these are not the changes that you looked at", hint="look at them again: run it without --seen")
        if not seen:
            if not sys.stdin.isatty():
                _listed(draft, decided)
                tell(f"garim: nothing was saved; when you have looked at every change: --seen {name}", file=sys.stderr)
                raise typer.Exit(1)
            decided = _gone_through(draft)
        text = draft.write(decided)
        if not seen and not typer.confirm(visible(f"\n{text.rstrip()}\n\nSave this as {out}?")):
            raise typer.Exit(1)
        _put(out, paper(text, form, found.note.lang))
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
                told = "what would leave is not what you looked at; " if seen else ""
                tell(f"garim: {told}this would leave to {chosen} ({trust}); to send it: --seen {name}", file=sys.stderr)
                raise typer.Exit(1)
            if not typer.confirm(visible(f"\nThis leaves to {chosen} ({trust}). Send it?")):
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
        _put(out, data)
        shelf.tell({"what": "exported", "records": count})
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
    where = "of this Garim" if done.own else f"of another Garim ({done.store[:8]}), kept apart"
    tell(f"{len(done.new)} records {where}; {done.same} were here already")
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
    if not yes and not typer.confirm(visible(f"Delete {record} and all its versions?")):
        raise typer.Exit(1)
    with _shelf(config) as shelf:
        shelf.delete(record)
    tell("deleted")


def _verdicts(path: Path | None) -> dict[int, str | None]:
    if path is None:
        return {}
    try:
        said = orjson.loads(path.read_bytes())
        return {int(number): word if word is None else str(word) for number, word in said.items()}
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror}") from None
    except (orjson.JSONDecodeError, ValueError, AttributeError):
        raise BadInput(f"{path} holds no verdicts", hint='JSON: {"3": "other words", "5": null}') from None


def _round(draft: Draft, number: int, word: str) -> str:
    """A change in its line."""
    change, text = draft.changes[number], draft.text
    begin = max(text.rfind("\n", 0, change.start) + 1, change.start - 40)
    stop = min((text + "\n").find("\n", change.end), change.end + 40)
    was = text[change.start : change.end].replace("\n", " ")
    return f"{text[begin : change.start]}[{was} → {word or '∅'}]{text[change.end : stop]}"


def _listed(draft: Draft, decided: Mapping[int, str | None]) -> None:
    for number, change in enumerate(draft.changes):
        word = decided.get(number, change.word)
        tell(
            f"{number:3}  {_round(draft, number, change.word if word is None else word)}" + ("  (stays)" if word is None else "")
        )
    write(f"\n{draft.write(decided).rstrip()}\n")


def _gone_through(draft: Draft) -> dict[int, str | None]:
    """Every change, one by one, on the terminal."""
    decided: dict[int, str | None] = {}
    tell("Enter takes the proposal, - leaves the place as it is, anything else stands there instead.\n")
    for number, change in enumerate(draft.changes):
        said = input(visible(f"{number + 1}/{len(draft.changes)}  {_round(draft, number, change.word)}\n    > ")).strip()
        if said:
            decided[number] = None if said == "-" else said
    return decided


def _beginning(records: Sequence[Record], kind: str, lang: str, today: date) -> str:
    """What a new record begins with: her own template of that name, else Garim's, else a title."""
    from garim.records.shelf import TEMPLATE
    from garim.records.templates import filled, template

    own = [one for one in records if one.note.kind == TEMPLATE and one.note.title == kind]
    return filled(own[0].note.text, today) if own else template(kind, lang, today) or f"# {kind} {today.isoformat()}\n\n"


def _figures(shelf: Shelf, config: Path | None, year: str, against: str, zone: str, lang: str) -> Callable[[str], str]:
    """What puts her year's figures into a text."""
    from garim.cli.retro import review_of
    from garim.retro import joined

    review = review_of(settings(config), shelf.store, shelf.owner, zone, year, against)
    return lambda text: joined(text, review, lang)


def _in_year(today: date, year: str) -> date:
    """The day that a record of a year tells of: its last one, once it is over."""
    return date(int(year), 12, 31) if year and int(year) != today.year else today


def _title(text: str, kind: str) -> str:
    from garim.records.shelf import title_of

    return title_of(text) or kind


def _line(record: Record) -> str:
    note = record.note
    more = [f"version {record.version}"] if record.version > 1 else []
    more += [f"beside {note.beside}"] if note.beside else []
    more += [f"from {note.origin[:8]}"] if note.origin else []
    begun = date.fromtimestamp(note.begun).isoformat()
    return f"{record.id}  {begun}  {note.kind:13}  {note.title}" + (f"  ({', '.join(more)})" if more else "")


def _told_lost(shelf: Shelf, records: Sequence[Record]) -> None:
    said = {
        "damaged": "is damaged: garim records show tells what of it still opens",
        "retention": "was deleted by retention",
        "gone": "is gone: bring back the backup",
    }
    for lost in shelf.lost(records):
        begun = date.fromtimestamp(lost.begun).isoformat()
        tell(f"garim: {lost.id}, a {lost.kind} of {begun}, {said[lost.why]}", file=sys.stderr)


def _day(asked: str, otherwise: str) -> str:
    return "" if asked == "none" else asked or otherwise


def _put(path: Path, data: bytes) -> None:
    """Write a file that only its owner reads."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(data)
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror}") from None


def _edited(text: str, earlier: Sequence[Record], on_disk: bool) -> str:
    """The text after $EDITOR, which works on a file in memory; earlier records lie beside it, to be read."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not editor or not sys.stdin.isatty():
        raise BadInput(
            "there is no $EDITOR on a terminal to write in", hint="give the text: --from FILE, or --from - and pipe it in"
        )
    memory = next((folder for folder in MEMORY if folder and os.access(folder, os.W_OK)), None)
    if memory is None and not on_disk:
        raise BadInput(
            "there is no file system in memory to edit in", hint="--on-disk lets it lie on the disk meanwhile, or --from -"
        )
    with tempfile.TemporaryDirectory(prefix="garim-", dir=memory) as folder:
        draft = Path(folder) / "record.md"
        _put(draft, text.encode())
        others = []
        for number, record in enumerate(earlier, 1):
            others.append(Path(folder) / f"earlier-{number}.md")
            _put(others[-1], record.note.text.encode())
        code = subprocess.run([*editor.split(), str(draft), *map(str, others)], check=False).returncode
        if code:
            raise BadInput(f"the editor ended with {code}; nothing was kept")
        return draft.read_bytes().decode("utf-8", "replace")
