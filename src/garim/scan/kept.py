"""What agents keep on disk: found by what their clients declare, looked at, rewritten hidden, and back.

    files(…)           where they are
    Cleaner.look       what stands in one
    Cleaner.clean      the file with surrogates in place of originals, whole or not at all
    Cleaner.restore    the way back, where the originals were kept under a scope

A file that is in use, or changes while it is read, is left and told; so is a link, and what lies behind one: whoever may write
into a project could else have any file of the user's rewritten. A file that was cleaned is known again by its size and
time; one that grew is cleaned anew, and surrogates of ours that stand in it are left alone: the note about a file holds keyed
prints of them. Nothing else is kept of it, unless a scope is named.
"""

from __future__ import annotations

import hmac
import os
import re
import secrets
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import orjson

from garim.clients import Kept, all_clients
from garim.config.policies import known_kinds
from garim.errors import BadInput, Broken, GarimError
from garim.exchange import Screening, table_of
from garim.policy.rules import StylesOnly
from garim.scan.forms import File, Names, Unit, alone, opened
from garim.scan.whole import Whole, judged
from garim.scan.whole import groups as _groups
from garim.surrogate.restore import Restorer, Table
from garim.text.fold import fold
from garim.values import Entry, Slot
from garim.values import Finding as Found

LIMIT = 512 * 1024 * 1024
"""Bytes of one file at most."""
DEEP = 5
"""Folders below which projects are looked for."""
WORD = re.compile(r"[^\W_]+")
COINED = re.compile(r"[^\W\d_]{4,}")
"""Parts of surrogates that nobody else's text has by chance."""
LEFT_OUT = frozenset(("node_modules", "__pycache__", "site-packages", "Library", "AppData"))


class Where(NamedTuple):
    """A file that a client keeps."""

    client: str
    path: Path
    kept: Kept
    below: Path = Path("/")
    """The folder that the user named, or her own: from there on no link is followed."""

    @property
    def linked(self) -> bool:
        """Whether it is a link, or lies behind one."""
        place = self.below
        for piece in self.path.relative_to(self.below).parts:
            place /= piece
            if place.is_symlink():
                return True
        return False


class Seen(NamedTuple):
    """One thing in it, as it may be shown."""

    line: int
    kind: str
    why: str


def files(
    home: Path, projects: Sequence[Path], clients: Sequence[str], environment: Mapping[str, str] = os.environ
) -> list[Where]:
    """The files of agents, in order.

    Args:
        home: The user's folder.
        projects: Folders below which projects are; absent, `home`.
        clients: Names of clients; absent, all that are known.
        environment: Variables that name other folders.

    Raises:
        BadInput: There is no such client.
    """
    known = all_clients()
    for name in clients:
        if name not in known:
            raise BadInput(f"{name} is no client that Garim knows", hint="one of " + ", ".join(known))
    out: dict[Path, Where] = {}
    chosen = [known[name] for name in clients or known]
    named = {kept.path: (client.name, kept) for client in chosen for kept in client.kept if kept.anywhere}
    for client in chosen:
        for kept in client.kept:
            variable, below = kept.folder_env
            folder = Path(environment[variable]) if environment.get(variable) else home
            pattern = below if folder is not home else kept.path
            for path in [] if kept.anywhere else sorted(folder.glob(pattern)):
                _add(out, Where(client.name, path, kept, folder))
    for root in projects or [home] if named else ():
        for path in _below(root, frozenset(named)):
            _add(out, Where(named[path.name][0], path, named[path.name][1], root))
    return [one for path, one in out.items() if path.is_file() and path.stat().st_size]


def _add(out: dict[Path, Where], one: Where) -> None:
    """A file once: by its own name, where a link leads to it too."""
    place = one.path.resolve()
    if place not in out or out[place].linked and not one.linked:
        out[place] = one


def _below(root: Path, names: frozenset[str]) -> Iterator[Path]:
    for folder, inner, found in os.walk(root):
        yield from (Path(folder) / name for name in sorted(names.intersection(found)))
        deep = len(Path(folder).relative_to(root).parts)
        inner[:] = sorted(i for i in inner if deep < DEEP and not i.startswith(".") and i not in LEFT_OUT)


class Cleaner:
    """Looks at agents' files and cleans them, with one company's finders and key."""

    def __init__(self, screening: Screening, told: Callable[[str], bool], notes: Path, words: bytes) -> None:
        """
        Args:
            screening: Finders, policy and key.
            told: Kind → whether it is told and hidden; `look.chosen`.
            notes: Folder of what is known of cleaned files.
            words: Says which lexicons and which version cleaned them: where that changes, they are cleaned anew.
        """
        kept = {kind: "keep" for kind in known_kinds() if not told(kind)}
        self._key = hmac.new(screening.key, b"garim scan transcripts", sha256).digest()
        self._screening = replace(
            screening,
            policy=StylesOnly(screening.policy.rules),
            styles={**screening.styles, **kept},
            # Only surrogates of ours are let through here, of locked kinds too.
            locked=lambda kind: False,
            legend="",
        )
        self._told, self._notes = told, notes
        self._with = hmac.new(self._key, words + "\0".join(sorted(kept)).encode(), sha256).hexdigest()
        self._names = Names.asking(lambda name: bool(screening.detector.scan_name(name)))

    def is_clean(self, where: Where) -> bool:
        """Whether a file is as this cleaner left it."""
        note = self._note(where.path)
        return note.get("with") == self._with and note.get("stamp") == list(_stamp(where.path))

    def look(self, where: Where, step: Callable[[int], None] = lambda done: None) -> list[Seen]:
        """What stands in a file.

        Args:
            where: The file.
            step: Is told how many characters were looked at.

        Raises:
            BadInput: It cannot be read.
        """
        file, ours = self._open(where), self._ours(where.path)
        out: list[Seen] = []
        for unit, slot in self._walk(file, step):
            for found in self._scan(slot, ours):
                if self._told(found.kind) and not self._is_ours(slot.text[found.start : found.end], ours):
                    out.append(Seen(unit.line, found.kind, found.why))
        return out

    def clean(
        self,
        where: Where,
        *,
        issued: Sequence[Entry] = (),
        keep: Callable[[Sequence[Entry]], None] | None = None,
        step: Callable[[int], None] = lambda done: None,
    ) -> int:
        """Rewrite a file with surrogates.

        Args:
            where: The file.
            issued: What stands under the scope already.
            keep: Keeps what was issued, durably, before the file is rewritten; None: the originals are gone for good.
            step: Is told how many characters were looked at.

        Returns: How many things were hidden.

        Raises:
            BadInput: It cannot be read, is in use, or changed meanwhile. It is as it was.
            Refused: Something in it cannot be hidden. It is as it was.
            Broken: A finder failed, or something still stood in what was written. It is as it was.
        """
        _not_linked(where)
        with alone(where.kept, where.path):
            return self._clean(where, issued, keep, step)

    def _clean(
        self, where: Where, issued: Sequence[Entry], keep: Callable[[Sequence[Entry]], None] | None, step: Callable[[int], None]
    ) -> int:
        stamp = _stamp(where.path)
        file, ours = self._open(where), self._ours(where.path)
        slots = [slot._replace(role="tool") for unit in file.units for slot in unit.slots]
        rows = [tuple(self._scan(slot, ours)) for _, slot in self._walk(file, step)]
        names = {fold(entry.surrogate) for entry in issued}
        let = [set(self._let(slot.text, row, ours, names)) for slot, row in zip(slots, rows, strict=True)]
        whole = Whole(self._screening, slots, rows, let, issued)
        texts, count = whole.hidden()
        new = self._anew(file, texts, whole)
        if new and keep is not None:
            known = set(issued)
            keep([entry for entry in (*whole.entries, *whole.quoted) if entry not in known])
        fresh = {self._print(part) for name in whole.written for part in (name, *COINED.findall(name))}
        self._rewrite(where, file, new, stamp, ours | fresh)
        return count

    def restore(self, where: Where, entries: Sequence[Entry]) -> bool:
        """Put the originals of a scope back into a file; whether anything changed.

        Raises:
            BadInput: It cannot be read, is in use, or changed meanwhile. It is as it was.
        """
        _not_linked(where)
        with alone(where.kept, where.path):
            return self._restore(where, table_of(entries, self._screening))

    def _restore(self, where: Where, table: Table) -> bool:
        stamp = _stamp(where.path)
        file = self._open(where)
        new: dict[int, str] = {}
        for index, unit in enumerate(file.units):
            texts = []
            for slot in unit.slots:
                restorer = Restorer(table, "text")
                texts.append(restorer.feed(slot.text) + restorer.finish())
            if texts != [slot.text for slot in unit.slots]:
                new[index] = unit.write(texts)
        if new:
            self._rewrite(where, file, new, stamp, frozenset())
            self._place(where.path).unlink(missing_ok=True)
        return bool(new)

    def _open(self, where: Where) -> File:
        try:
            if where.path.stat().st_size > LIMIT:
                raise BadInput(f"it is over {LIMIT // 2**20} MB")
            return opened(where.kept, where.path, self._names)
        except OSError as error:
            raise BadInput(error.strerror or "it cannot be read") from None

    def _walk(self, file: File, step: Callable[[int], None]) -> Iterator[tuple[Unit, Slot]]:
        done = 0
        for unit in file.units:
            for slot in unit.slots:
                yield unit, slot
                done += len(slot.text)
            step(done)

    def _scan(self, slot: Slot, ours: frozenset[bytes]) -> Sequence[Found]:
        detector = self._screening.detector
        found = detector.scan_name(slot.text) if slot.form == "name" else detector.scan(slot.text, slot.hint)
        return judged(slot.text, found, lambda said: self._is_ours(said, ours))

    def _anew(self, file: File, texts: Sequence[str], whole: Whole) -> dict[int, str]:
        """The units that changed, looked at once more as they will stand there: nothing that was hidden may stand in them."""
        out: dict[int, str] = {}
        at = 0
        for index, unit in enumerate(file.units):
            now = texts[at : at + len(unit.slots)]
            at += len(unit.slots)
            if any(text != slot.text for text, slot in zip(now, unit.slots, strict=True)):
                out[index] = unit.write(now)
        for group in _groups(list(out), lambda index: len(out[index])):
            if whole.left("\n".join(file.units[index].said(out[index]) for index in group)):
                for index in group:
                    if kind := whole.left(file.units[index].said(out[index])):
                        line = file.units[index].line
                        raise Broken(
                            f"line {line}: {kind} would still stand in it", hint="please report it; the file is as it was"
                        )
        return out

    def _rewrite(
        self, where: Where, file: File, new: Mapping[int, str], stamp: tuple[int, int], ours: frozenset[bytes] | set[bytes]
    ) -> None:
        """Beside it, durably, and swapped in; the note first, so that ours are known whatever breaks off."""
        path = where.path.resolve()
        if new:
            beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.garim")
            try:
                beside.touch(0o600)
                file.write(beside, new)
                shutil.copystat(path, beside)
                _sync(beside)
                self._put_note(where.path, ours, _stamp(beside))
                _unused(where, path, stamp)
                _not_linked(where)
                beside.replace(path)
                for more in ("-wal", "-shm"):
                    path.with_name(path.name + more).unlink(missing_ok=True)
                _sync(path.parent)
            except OSError as error:
                raise BadInput(f"it cannot be rewritten: {error.strerror}") from None
            finally:
                beside.unlink(missing_ok=True)
        else:
            self._put_note(where.path, ours, stamp)

    def _let(self, text: str, row: Iterable[Found], ours: frozenset[bytes], names: set[str]) -> Iterator[str]:
        """What was found in a text and is a surrogate of ours."""
        for found in row:
            said = text[found.start : found.end]
            if fold(said) in names or self._is_ours(said, ours):
                yield said

    def _is_ours(self, text: str, ours: frozenset[bytes]) -> bool:
        """Whether a text is a surrogate of ours, or made of words of ours alone."""
        if not ours or self._print(text) in ours:
            return bool(ours)
        words = WORD.findall(text)
        return bool(words) and all(COINED.fullmatch(word) and self._print(word) in ours for word in words)

    def _print(self, text: str) -> bytes:
        return hmac.new(self._key, text.casefold().encode("utf-8", "surrogatepass"), sha256).digest()[:8]

    def _place(self, path: Path) -> Path:
        return self._notes / hmac.new(self._key, str(path.resolve()).encode("utf-8", "surrogateescape"), sha256).hexdigest()[:32]

    def _note(self, path: Path) -> dict[str, object]:
        try:
            read = orjson.loads(self._place(path).read_bytes())
        except (OSError, orjson.JSONDecodeError):
            return {}
        return read if isinstance(read, dict) else {}

    def _ours(self, path: Path) -> frozenset[bytes]:
        said = self._note(path).get("ours")
        with suppress(ValueError, TypeError):
            return frozenset(bytes.fromhex(one) for one in said) if isinstance(said, list) else frozenset()
        return frozenset()

    def _put_note(self, path: Path, ours: frozenset[bytes] | set[bytes], stamp: tuple[int, int]) -> None:
        self._notes.mkdir(parents=True, exist_ok=True, mode=0o700)
        place = self._place(path)
        beside = place.with_suffix(f".{secrets.token_hex(4)}")
        said = {"with": self._with, "stamp": list(stamp), "ours": sorted(one.hex() for one in ours)}
        beside.write_bytes(orjson.dumps(said))
        beside.replace(place)


def _not_linked(where: Where) -> None:
    if where.linked:
        raise BadInput("it is a link or lies behind one, and was left", hint="name the folder that it leads to")


def _stamp(path: Path) -> tuple[int, int]:
    try:
        said = path.stat()
    except OSError as error:
        raise BadInput(error.strerror or "it is gone") from None
    return said.st_size, said.st_mtime_ns


def _unused(where: Where, path: Path, stamp: tuple[int, int]) -> None:
    if _stamp(path) != stamp:
        raise BadInput("it changed while it was read", hint="it is in use; try again later")
    if _opened_elsewhere(path):
        raise BadInput("a program has it open", hint=f"close {where.client} first")


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _opened_elsewhere(path: Path) -> bool:
    """Whether one of the user's programs has the file open; where the system does not tell, no."""
    own = str(os.getpid())
    for process in Path("/proc").glob("[0-9]*") if Path("/proc/self/fd").exists() else ():
        if process.name == own:
            continue
        with suppress(OSError):
            for handle in (process / "fd").iterdir():
                with suppress(OSError):
                    if os.readlink(handle) == str(path):
                        return True
    return False


def rested(path: Path, seconds: float, now: float | None = None) -> bool:
    """Whether nobody wrote to a file for so long."""
    return (time.time() if now is None else now) - path.stat().st_mtime >= seconds


def safe(error: GarimError) -> str:
    """What to say of a file that was left."""
    return error.message + (f" ({error.hint})" if error.hint else "")
