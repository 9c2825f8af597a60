"""garim scan --transcripts: agents' files looked at, cleaned, restored; one after the other, each whole or not at all."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson
import typer

from garim.cli._common import SOON, tell, write
from garim.cli._korean import told
from garim.cli._said import language
from garim.errors import BadSettings, GarimError

if TYPE_CHECKING:
    from garim.config import Settings
    from garim.scan.kept import Cleaner, Where
    from garim.screen import Screen


KO = {"found": "찾음", "clean": "이상 없음", "cleaned": "가림", "restored": "복원", "left": "그대로 둠"}
"""What came of a file, in Korean."""


class Job(NamedTuple):
    """What is to be done with them."""

    clients: list[str]
    clean: bool
    restore: bool
    scope: str
    rest: float
    """Seconds since anybody wrote to a file that is to be changed."""


class Told(NamedTuple):
    """What came of one file."""

    where: Where
    done: str
    """found | clean (nothing to do) | cleaned | restored | left."""
    number: int = 0
    kinds: Counter[str] = Counter()  # noqa: RUF012
    why: str = ""
    lines: list[tuple[int, str, str]] = []  # noqa: RUF012


def run(job: Job, projects: Sequence[Path], kinds: list[str], form: str, lexicons: Sequence[Path], opened: Screen) -> None:
    """Look at all files, or change them; exit 1 where something was found or a file was left."""
    from platformdirs import user_data_path

    from garim.scan.kept import Cleaner, files
    from garim.scan.look import chosen

    if job.restore and (job.clean or not job.scope):
        raise BadSettings("--restore needs --scope, and no --clean", hint="the --scope that --clean was given")
    if job.scope and not (job.clean or job.restore):
        raise BadSettings("--scope goes with --clean or --restore")
    asked = chosen(kinds, opened.settings.policy.locked)
    notes = user_data_path("garim", appauthor=False) / "cleaned"
    cleaner = Cleaner(opened.screening, asked, notes, _words(opened.settings, lexicons))
    if job.restore and not opened.scopes.get(job.scope):
        raise BadSettings("this scope holds nothing", hint="the --scope that --clean was given, with the same key and store")
    found = files(Path.home(), projects, job.clients)
    out = [_one(job, where, number, len(found), cleaner, opened, form) for number, where in enumerate(found, 1)]
    if form == "json":
        write(orjson.dumps([_plain(one) for one in out], option=orjson.OPT_INDENT_2).decode() + "\n")
    _sum_up(job, out)
    bad = {"found", "left"} if not (job.clean or job.restore) else {"left"}
    if any(one.done in bad for one in out):
        raise typer.Exit(1)


def _one(job: Job, where: Where, number: int, count: int, cleaner: Cleaner, opened: Screen, form: str) -> Told:
    from garim.scan.kept import rested, safe

    step = _step(number, count)
    try:
        if job.restore or job.clean and not cleaner.is_clean(where):
            done = Told(where, "left", why="somebody wrote to it a short while ago")
            if rested(where.path, job.rest):
                done = _changed(job, where, cleaner, opened, step)
        elif cleaner.is_clean(where):
            done = Told(where, "clean")
        else:
            seen = cleaner.look(where, step)
            kinds = Counter(one.kind for one in seen)
            done = Told(
                where, "found" if seen else "clean", len(seen), kinds, lines=[(one.line, one.kind, one.why) for one in seen]
            )
    except GarimError as error:
        done = Told(where, "left", why=safe(error))
    step(-1)
    if form == "text" and done.done != "clean":
        kinds_said = ", ".join(f"{how_many} {kind}" for kind, how_many in done.kinds.most_common(6))
        more = "" if len(done.kinds) <= 6 else told(f" and {len(done.kinds) - 6} kinds more")
        said = told(done.why) or (kinds_said + more if kinds_said else told(f"{done.number} places hidden") if job.clean else "")
        write(f"{where.path}: {_done(done.done)}" + (f": {said}" if said else "") + "\n")
    return done


def _done(name: str) -> str:
    return KO[name] if language("") == "ko" else name


def _changed(job: Job, where: Where, cleaner: Cleaner, opened: Screen, step: Callable[[int], None]) -> Told:
    scope = job.scope
    issued = opened.scopes.get(scope) if scope else ()
    if job.restore:
        return Told(where, "restored" if cleaner.restore(where, issued) else "clean")
    keep = (lambda entries: opened.scopes.put(scope, entries)) if scope else None
    hidden = cleaner.clean(where, issued=issued, keep=keep, step=step)
    return Told(where, "cleaned" if hidden else "clean", hidden)


def _words(settings: Settings, lexicons: Sequence[Path]) -> bytes:
    """Which words and which version look: files that were cleaned with others are looked at again."""
    from garim.config.taught import taught_path

    out = sha256(version("garim").encode())
    for path in (*settings.lexicons, *lexicons, taught_path(settings)):
        out.update(sha256(path.read_bytes()).digest() if path.is_file() else b"none")
    return out.digest()


def _step(number: int, count: int) -> Callable[[int], None]:
    """A word on how far it is, on a terminal only; -1 takes it away."""
    last = time.monotonic()

    def step(done: int) -> None:
        nonlocal last
        now = time.monotonic()
        if done < 0:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
        elif now - last > SOON:
            last = now
            print(
                "\r" + told(f"file {number} of {count}: {done / 1e6:.1f} million characters"), end="", file=sys.stderr, flush=True
            )

    return step if sys.stderr.isatty() else lambda done: None


def _plain(one: Told) -> dict[str, Any]:
    out: dict[str, Any] = {"client": one.where.client, "path": str(one.where.path), "done": one.done, "count": one.number}
    if one.why:
        out["why"] = one.why
    if one.lines:
        out["findings"] = [{"line": line, "kind": kind, "why": why} for line, kind, why in one.lines]
    return out


def _sum_up(job: Job, out: Sequence[Told]) -> None:
    what = Counter(one.done for one in out)
    korean = language("") == "ko"
    each = (f"{KO[name]} {count}개" if korean else f"{count} {name}" for name, count in sorted(what.items()))
    said = ", ".join(each) or "no files of agents are here"
    tell(f"garim: {said}", file=sys.stderr)
    if job.clean and not job.scope and what["cleaned"]:
        tell("garim: their originals are gone; copies in backups and snapshots are not", file=sys.stderr)
    if what["found"]:
        tell("garim: hide them where they are: garim scan --transcripts --clean [--scope NAME]", file=sys.stderr)
