"""garim scan: what stands in files, in what is about to be committed or pushed, in what agents keep on disk."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import orjson
import typer

from garim.cli._common import SOON, Config, Lexicons, screen, tell, write
from garim.cli._korean import told
from garim.cli._said import language, reason
from garim.cli._transcripts import Job, run
from garim.errors import BadInput, BadSettings

if TYPE_CHECKING:
    from garim.cli._big import Big
    from garim.scan.baseline import Baseline
    from garim.scan.look import Looker, Name, Row, Skipped, Text
    from garim.scan.sources import Repository
    from garim.screen import Screen

IN_NAME = "; it stands in the name"
TOLD = 20
"""Files that could not be read and are told one by one."""


class Asked(NamedTuple):
    """What is to be looked at and how it is told."""

    paths: list[Path]
    mode: str
    """paths | staged | message | pushed | range."""
    span: str
    message: Path | None
    kinds: list[str]
    exclude: list[str]
    baseline: Path | None
    accept: bool
    form: str
    out: Path | None


def command(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files or folders.")] = None,
    staged: Annotated[bool, typer.Option("--staged", help="What the next commit brings.")] = False,
    message: Annotated[Path | None, typer.Option(help="What a commit says of itself: for a commit-msg hook.")] = None,
    pushed: Annotated[bool, typer.Option("--pushed", help="What a push brings: for a pre-push hook.")] = False,
    span: Annotated[str, typer.Option("--range", metavar="A..B", help="What commits bring, messages too: for CI.")] = "",
    kinds: Annotated[list[str] | None, typer.Option(help="What is told: secrets, ids, people, company, a pattern …")] = None,
    exclude: Annotated[list[str] | None, typer.Option(help="Pattern of paths that are left out; may be repeated.")] = None,
    baseline: Annotated[Path | None, typer.Option(help="What was accepted: .garim-baseline.json of the repository.")] = None,
    accept: Annotated[bool, typer.Option("--accept", help="Accept all that is found: add it to the baseline.")] = False,
    format_: Annotated[str, typer.Option("--format", help="text | json | sarif | gitlab")] = "text",
    out: Annotated[Path | None, typer.Option(help="File for the report; else standard output.")] = None,
    install_hook: Annotated[bool, typer.Option("--install-hook", help="Look at every commit from now on.")] = False,
    remove_hook: Annotated[bool, typer.Option("--remove-hook", help="Take the hooks away again.")] = False,
    print_key: Annotated[bool, typer.Option("--print-key", help="The baseline's key, for GARIM_SCAN_KEY in CI.")] = False,
    transcripts: Annotated[
        bool, typer.Option("--transcripts", help="What agents keep on disk; PATH: where projects are.")
    ] = False,
    client: Annotated[list[str] | None, typer.Option(help="With --transcripts: claude, codex, cursor, aider …")] = None,
    clean: Annotated[bool, typer.Option("--clean", help="With --transcripts: rewrite them hidden.")] = False,
    scope: Annotated[str, typer.Option(help="With --clean: keep the originals, sealed, under this name.")] = "",
    restore: Annotated[bool, typer.Option("--restore", help="With --transcripts: put a --scope's originals back.")] = False,
    rest: Annotated[float, typer.Option(help="With --clean: minutes since anybody wrote to a file.")] = 5.0,
    lexicon: Lexicons = None,
    config: Config = None,
) -> None:
    """Find in files; exit 1 if anything is found. Never prints what was found, only where and what it is.

    Of commits only what they add is told, and by default what nobody may let through: kinds that the policy locks, as keys,
    passwords, card and national id numbers. --install-hook (with --pushed: before a push) keeps the other options.
    """
    from garim.scan.reports import FORMS

    if format_ not in FORMS:
        raise BadSettings(f"--format {format_} does not exist", hint=", ".join(FORMS))
    asked_for = {"staged": staged, "message": bool(message), "pushed": pushed, "range": bool(span), "paths": bool(paths)}
    modes = [name for name, on in asked_for.items() if on]
    if install_hook or remove_hook:
        _hooks(remove_hook, pushed, [*_again(kinds, exclude, baseline, lexicon, config)])
    elif print_key:
        _print_key(screen(config, lexicon))
    elif transcripts:
        if modes not in ([], ["paths"]) or format_ not in ("text", "json"):
            raise BadSettings("--transcripts goes with no other mode, and tells as text or json")
        job = Job(clients=client or [], clean=clean, restore=restore, scope=scope, rest=60 * rest)
        run(job, paths or [], kinds or ["all"], format_, lexicon or [], screen(config, lexicon))
    elif clean or restore or client or scope:
        raise BadSettings("--client, --clean, --restore and --scope go with --transcripts")
    elif len(modes) != 1:
        raise BadSettings(
            "nothing, or more than one thing, is to be looked at",
            hint="PATH…, --staged, --message FILE, --pushed or --range A..B",
        )
    else:
        asked = Asked(paths or [], modes[0], span, message, kinds or [], exclude or [], baseline, accept, format_, out)
        _scan(asked, screen(config, lexicon))


def _scan(asked: Asked, opened: Screen) -> None:
    from garim.scan.baseline import NAME, Baseline, print_key
    from garim.scan.look import Looker, chosen
    from garim.scan.sources import Repository

    repository = _repository(Path.cwd()) if asked.mode == "paths" else Repository(Path.cwd())
    root = repository.root if repository else Path.cwd()
    path = asked.baseline or root / NAME
    if asked.baseline and not asked.baseline.exists() and not asked.accept:
        raise BadInput(f"--baseline {asked.baseline} is not there", hint="garim scan … --accept makes it")
    baseline = Baseline.opened(path, print_key(opened.screening.key))
    locked = opened.settings.policy.locked
    kinds = chosen(asked.kinds or (["all"] if asked.mode == "paths" else ["locked"]), locked)
    looker = Looker(opened.screening.detector, kinds, baseline.key)
    rows, skipped, accepted = _look(_texts(asked, repository, root, opened), looker, baseline, asked)
    if asked.accept:
        new = baseline.accept(rows)
        baseline.write(path)
        tell(f"garim: {new} more accepted in {path}; it holds keyed prints, nothing of what was found", file=sys.stderr)
        return
    _report(asked, rows, skipped, accepted)
    if rows:
        raise typer.Exit(1)


def _look(
    texts: Iterable[Text | Skipped | Name | Big], looker: Looker, baseline: Baseline, asked: Asked
) -> tuple[list[Row], list[Skipped], int]:
    """Rows that nobody accepted, what could not be read, and how many were accepted; text is told as it is found."""
    from garim.scan.look import Name, Skipped, Text
    from garim.scan.reports import line

    rows: list[Row] = []
    skipped: list[Skipped] = []
    accepted = 0
    shown: dict[str, str] = {}
    watch = _Watch()
    for one in texts:
        if isinstance(one, Skipped):
            skipped.append(one._replace(path=shown.get(one.path, one.path)))
            continue
        found: Iterable[Row | Skipped]
        if isinstance(one, Name):
            found, shown[one.path] = looker.named(one)
        elif isinstance(one, Text):
            # A name that holds something is shown without it; prints know the file by the name that it has.
            found = looker.rows(one._replace(path=shown.get(one.path, one.path), name=one.name or one.path), watch.step)
        else:
            found = one.rows(looker, watch.step)
        for row in found:
            if isinstance(row, Skipped):
                skipped.append(row)
                continue
            if baseline.knows(row):
                accepted += 1
                continue
            rows.append(row)
            if asked.form == "text" and not asked.out and not asked.accept:
                watch.clear()
                write(line(_told(row)))
        watch.next()
    watch.clear()
    return rows, skipped, accepted


def _texts(asked: Asked, repository: Repository | None, root: Path, opened: Screen) -> Iterator[Text | Skipped | Name | Big]:
    from garim.scan.look import Text
    from garim.scan.sources import REF, Change, Pushed, files, message

    if repository is None or asked.mode == "paths":
        for path in files(asked.paths, asked.exclude):
            yield from _file(path, root, opened)
    elif asked.mode == "staged":
        yield from repository.texts(repository.staged(), asked.exclude)
    elif asked.message:
        yield message(asked.message, repository)
    else:
        brought = Pushed(repository.commits([asked.span]), [], []) if asked.span else repository.pushed(_lines(), os.environ)
        yield from (Text(REF, name) for name in brought.names)
        tagged = list(repository.tags(brought.tagged))
        yield from (one for one in tagged if isinstance(one, Text))
        yield from repository.texts([one for one in tagged if isinstance(one, Change)], asked.exclude)
        yield from repository.messages(brought.commits)
        yield from repository.texts(repository.brought(brought.commits), asked.exclude)


def _file(path: Path, root: Path, opened: Screen) -> Iterator[Text | Skipped | Big]:
    """A file: read whole, or where it is big part by part."""
    from garim.cli._big import FROM, Big
    from garim.scan.sources import of_file

    try:
        if path.stat().st_size > FROM and (big := Big(path, root, opened.screening.detector)).fits:
            yield big
            return
    except OSError:
        pass  # said below
    yield from of_file(path, root)


def _lines() -> list[str]:
    """What git tells a pre-push hook on standard input; where a person calls it, all that no remote has yet."""
    if os.environ.get("PRE_COMMIT_TO_REF"):
        return []
    if sys.stdin is None or sys.stdin.isatty():
        return [f"HEAD HEAD HEAD {'0' * 40}"]
    return sys.stdin.read().splitlines()


def _repository(folder: Path) -> Repository | None:
    from garim.scan.sources import Repository

    try:
        return Repository(folder)
    except BadInput:
        return None


def _report(asked: Asked, rows: Sequence[Row], skipped: Sequence[Skipped], accepted: int) -> None:
    from garim.scan import reports

    made: Any = None
    if asked.form == "json":
        made = reports.plain(rows, skipped, accepted)
    elif asked.form == "sarif":
        made = reports.sarif(rows, skipped)
    elif asked.form == "gitlab":
        made = reports.gitlab(rows)
    text = (
        "".join(reports.line(_told(row)) for row in rows)
        if made is None
        else orjson.dumps(made, option=orjson.OPT_INDENT_2).decode() + "\n"
    )
    if asked.out:
        try:
            asked.out.write_text(text, encoding="utf-8", errors="surrogateescape")
        except OSError as error:
            raise BadInput(f"--out {asked.out}: {error.strerror}") from None
    elif made is not None:
        write(text)
    for one in skipped[:TOLD]:
        tell(f"garim: {one.path}: not read: {one.why}", file=sys.stderr)
    if skipped:
        tell(f"garim: {len(skipped)} files were not read", file=sys.stderr)
    if rows and (asked.form == "text" or asked.out):
        files = len({(row.path, row.commit) for row in rows})
        tell(f"garim: {len(rows)} found in {files} files", end="" if accepted else "\n", file=sys.stderr)
        if accepted:
            tell(f", {accepted} more were accepted before", file=sys.stderr)
        if asked.mode != "paths":
            how = {"staged": "--staged", "message": f"--message {asked.message}"}.get(asked.mode)
            how = how or (f"--range {asked.span}" if asked.span else "--range A..B")
            tell(f"garim: take them out, or accept them: garim scan {how} --accept, then commit the baseline", file=sys.stderr)


def _told(row: Row) -> Row:
    """A row with its reason in the terminal's language; programs that read a report get the finders' own."""
    spoken = language("")
    why, named, _ = row.why.partition(IN_NAME)
    return row._replace(why=f"{reason(row.kind, why, spoken)}{told(IN_NAME) if named else ''}") if spoken != "en" else row


def _again(*options: Any) -> Iterator[str]:
    """Options as a hook repeats them: paths whole, for a hook runs elsewhere."""
    names = ("--kinds", "--exclude", "--baseline", "--lexicon", "--config")
    for name, value in zip(names, options, strict=True):
        for one in value if isinstance(value, list) else [value] if value else []:
            yield from (name, str(one.resolve()) if isinstance(one, Path) else str(one))


def _hooks(remove: bool, pushed: bool, arguments: list[str]) -> None:
    from garim.scan.hooks import COMMIT, HOOKS, PUSH, install
    from garim.scan.hooks import remove as take_away
    from garim.scan.sources import Repository

    folder = Repository(Path.cwd()).hooks()
    if remove:
        gone = [name for name in HOOKS if take_away(folder, name)]
        tell(f"{', '.join(gone)}: taken away" if gone else "there is no hook of ours")
        return
    paths = install(folder, PUSH if pushed else COMMIT, arguments)
    for path in paths:
        what = "every push" if pushed else "every commit's message" if path.name == "commit-msg" else "every commit"
        tell(f"{path}: {what} is looked at from now on; take it back with: garim scan --remove-hook")


def _print_key(opened: Screen) -> None:
    from garim.scan.baseline import print_key

    write(print_key(opened.screening.key).hex() + "\n")


class _Watch:
    """A word on how far it is, on a terminal only."""

    def __init__(self) -> None:
        self._on, self._told, self._files, self._done = sys.stderr.isatty(), time.monotonic(), 0, 0
        self._shown, self._part = False, 0

    def step(self, part: int) -> None:
        """So much of the present file."""
        now, self._part = time.monotonic(), part
        if self._on and now - self._told > SOON:
            self._told, self._shown = now, True
            size = (self._done + part) / 1e6
            print("\r" + told(f"{self._files} files, {size:.1f} MB read"), end="", file=sys.stderr, flush=True)

    def next(self) -> None:
        """The present file is done."""
        self._files, self._done, self._part = self._files + 1, self._done + self._part, 0

    def clear(self) -> None:
        """Leave the line to others."""
        if self._shown:
            self._shown = False
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
