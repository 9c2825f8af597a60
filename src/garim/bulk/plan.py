"""A source → what is to be done: files in order, archives opened, big files parted. Nothing of the source is changed.

What cannot be read is told and left out: a link that leads out of the tree, an archive that is cut off or swells without
end, a file that nothing reads. What holds it goes on.
"""

from __future__ import annotations

import io
import os
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

import zstandard

from garim.bulk import postgres
from garim.bulk.find import Finder
from garim.bulk.formats import format_of, formats
from garim.bulk.history import commits
from garim.bulk.journal import Journal, Node, Part
from garim.bulk.packed import DEPTH, MOST_MEMBERS, Member, Room, archive_of, archives, leads_out
from garim.bulk.seal import OnDisk, Seal, Spooled, spool, stream
from garim.bulk.values import Source, Verdict
from garim.errors import BadInput, GarimError

PART = 1 << 20
"""Bytes of a part: what is done again after a crash, and what one worker has in memory."""
MOST_PARTS = 256
"""Small files that are done at once."""
HEAD = 64 * 1024
MOST_SCHEMAS = 20
"""Different tables of one folder that a further one is compared with."""
MOST_COMMIT = 1 << 30
HISTORY = "history"
NAMES = 0
"""The node of all names."""
ROOT = 1
TOLD_EVERY = 256
UNREAD = "nothing reads this kind of file"
GIT = "git's own store: --history hides the history as files"
ODD = "it has other columns than its neighbours, and is judged by itself"


class Place(NamedTuple):
    """Where a node's bytes are."""

    source: Source
    open: Callable[[], BinaryIO]
    spooled: bool
    path: str
    changed: int


class Planner:
    """Makes the plan of one run."""

    def __init__(self, journal: Journal, seal: Seal, spools: Path, finder: Finder, tell: Callable[[int, int], None]) -> None:
        """
        Args:
            journal: Empty.
            seal: For names and what is taken out of archives.
            spools: Folder for that.
            finder: For verdicts on the columns of files of several parts.
            tell: Is told files and bytes seen.
        """
        self._journal, self._seal, self._spools, self._finder, self._tell = journal, seal, spools, finder, tell
        self._node, self._part, self._task = ROOT, 0, 0
        self._room = self._held = 0
        self._names: dict[str, None] = {}
        self._files = self._bytes = 0
        self._schemas: dict[int, list[Mapping[str, str]]] = {}

    def plan(self, src: Path, history: bool = False) -> None:
        """Plan a file or folder.

        Args:
            src: Where it is.
            history: A git repository's commits too, as files of a folder `history`.

        Raises:
            BadInput: It is not there.
        """
        self._journal.add_node(self._new(ROOT, 0, 0, "", "folder"))
        if src.is_dir():
            self._folder(src, src, ROOT, "")
        else:
            self._entry(src, src.parent, ROOT, 0, src.name)
        if history:
            self._history(src)
        self._close_task("data")
        self._all_names()

    def _new(self, number: int, parent: int, place: int, name: str, kind: str, fmt: str = "", meta: object = None) -> Node:
        sealed = self._seal.close(name, f"name/{number}"), self._seal.close(meta or {}, f"meta/{number}")
        return Node(number, parent, place, sealed[0], kind, fmt, 0, 0, 0, sealed[1])

    def _next(self) -> int:
        self._node += 1
        return self._node

    def _bad(self, node: int, reason: str) -> None:
        self._journal.add_bad([(node, 0, 0, reason)])

    def _folder(self, root: Path, folder: Path, parent: int, shown: str) -> None:
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            self._bad(parent, f"the folder cannot be read: {error.strerror}")
            return
        for place, entry in enumerate(entries):
            self._entry(Path(entry.path), root, parent, place, entry.name)

    def _entry(self, path: Path, root: Path, parent: int, place: int, name: str) -> None:
        """One thing on the disk."""
        number = self._next()
        shown = str(path.relative_to(root))
        if not _is_utf8(name):
            name, shown = name.encode(errors="replace").decode(), shown.encode(errors="replace").decode()
            self._leave(number, parent, place, name, "its name is not UTF-8, or has a line's end in it")
            return
        if name == ".git":
            self._leave(number, parent, place, name, GIT, quiet=True)
            return
        state = path.lstat()
        if stat.S_ISLNK(state.st_mode):
            self._link(path, root, number, parent, place, name)
        elif stat.S_ISDIR(state.st_mode):
            self._name(name)
            self._journal.add_node(self._new(number, parent, place, name, "folder", meta={"path": shown}))
            self._folder(root, path, number, shown)
        elif stat.S_ISREG(state.st_mode):
            try:
                path.open("rb").close()
            except OSError as error:
                self._leave(number, parent, place, name, f"it cannot be opened: {error.strerror}")
                return
            source = OnDisk(path, state.st_size, state.st_mtime_ns)
            self._file(number, parent, place, name, Place(source, lambda: path.open("rb"), False, shown, state.st_mtime_ns), 0)
        else:
            self._leave(number, parent, place, name, "neither a file nor a folder")

    def _leave(self, number: int, parent: int, place: int, name: str, reason: str, quiet: bool = False) -> None:
        self._journal.add_node(self._new(number, parent, place, name, "out"))
        if not quiet:
            self._bad(number, reason)

    def _link(self, path: Path, root: Path, number: int, parent: int, place: int, name: str) -> None:
        target = os.readlink(path)
        inside = Path(os.path.normpath(path.parent / target))
        if os.path.isabs(target) or not inside.is_relative_to(root) or not _leads_into(path, root):
            self._leave(number, parent, place, name, "a link that leads out of the tree, or to itself")
            return
        self._name(name)
        meta = {"target": str(inside.relative_to(root)), "path": str(path.relative_to(root))}
        self._journal.add_node(self._new(number, parent, place, name, "link", meta=meta))

    def _name(self, name: str) -> None:
        for piece in name.split("/"):
            self._names[piece] = None

    def _file(
        self,
        number: int,
        parent: int,
        place: int,
        name: str,
        where: Place,
        depth: int,
        extra: object = None,
        room: Room | None = None,
    ) -> None:
        """A file: an archive is opened, what is read is parted, the rest is told."""
        self._files += 1
        self._bytes += where.source.size if depth == 0 else 0
        if self._files % TOLD_EVERY == 0:
            self._tell(self._files, self._bytes)
        head = where.source.read(0, min(HEAD, where.source.size))
        meta: dict[str, object] = {"path": where.path, "member": extra or {}}
        packed = archive_of(head, name)
        if packed:
            self._archive(number, parent, place, name, where, packed, depth, meta, room or Room(where.source.size))
            return
        fmt = format_of(head, name) if head else "text"
        if not fmt:
            self._leave(number, parent, place, name, UNREAD)
            return
        self._name(name)
        try:
            cuts = list(formats()[fmt].cuts(where.source, PART))
        except GarimError as error:
            self._leave(number, parent, place, name, error.message)
            return
        self._compare(number, parent, fmt, where.source)
        if len(cuts) > 1:
            sample = formats()[fmt].sample(where.source)
            meta["verdicts"] = {column: list(one) for column, one in self._finder.verdicts(sample).items()}
        node = self._new(number, parent, place, name, "file", fmt, meta)
        self._journal.add_node(node._replace(size=where.source.size, changed=where.changed, spooled=int(where.spooled)))
        for cut in cuts:
            size = cut.size or cut.end - cut.start
            if self._room and (self._room + size > PART or self._held >= MOST_PARTS):
                self._close_task("data")
            self._part += 1
            state = self._seal.close(cut.state, f"state/{self._part}")
            self._journal.add_part(Part(self._part, number, cut.start, cut.end, state, self._task + 1))
            self._room += max(size, 1)
            self._held += 1

    def _compare(self, number: int, parent: int, fmt: str, source: Source) -> None:
        """Tell of a table whose columns are nearly those of its neighbours, but not quite."""
        columns: Callable[[Source], Mapping[str, str]] | None = getattr(formats()[fmt], "columns", None)
        if columns is None:
            return
        mine = columns(source)
        for theirs in self._schemas.setdefault(parent, []):
            if mine == theirs:
                return
            if 2 * len(mine.keys() & theirs.keys()) >= len(mine):
                self._bad(number, ODD)
                break
        if len(self._schemas[parent]) < MOST_SCHEMAS:
            self._schemas[parent].append(mine)

    def _close_task(self, phase: str) -> None:
        if self._held:
            self._task += 1
            self._journal.add_task(self._task, phase, self._room)
            self._room = self._held = 0

    def _archive(
        self,
        number: int,
        parent: int,
        place: int,
        name: str,
        where: Place,
        packed: str,
        depth: int,
        meta: Mapping[str, object],
        room: Room,
    ) -> None:
        self._name(name)
        node = self._new(number, parent, place, name, "archive", packed, meta)
        self._journal.add_node(node._replace(size=where.source.size, changed=where.changed, spooled=int(where.spooled)))
        if depth >= DEPTH:
            self._bad(number, f"an archive in {DEPTH} archives")
            return
        try:
            with where.open() as file:
                for at, member in enumerate(archives()[packed].members(file)):
                    room.member()
                    self._member(number, at, member, name, where.path, room, depth)
        except GarimError as error:
            self._bad(number, error.message)
        except (OSError, EOFError, tarfile.TarError, zipfile.BadZipFile, zlib.error, zstandard.ZstdError, ValueError) as error:
            if isinstance(error, OSError) and error.errno == 28:
                raise
            self._bad(number, f"the archive is damaged or cut off ({type(error).__name__}); what could be read of it goes on")

    def tables(self, address: str, names: Sequence[str]) -> None:
        """Plan tables of a database, all as of one moment.

        Raises:
            BadInput: It cannot be opened, or a table cannot be read.
        """
        self._journal.add_node(self._new(ROOT, 0, 0, "", "folder"))
        with postgres.connect(address) as connection:
            connection.execute("set transaction isolation level repeatable read read only")
            for at, table in enumerate(names):
                number = self._next()
                path = self._spools / str(number)
                size = postgres.read_table(connection, table, path, self._seal)
                source = Spooled(path, size, self._seal)
                name = f"{table.rpartition('.')[2]}.parquet"
                self._file(number, ROOT, at, name, Place(source, io.BytesIO, True, name, 0), DEPTH)
        self._close_task("data")
        self._all_names()

    def _history(self, src: Path) -> None:
        """Commits as files that stand beside the working tree's."""
        number = self._next()
        self._name(HISTORY)
        self._journal.add_node(self._new(number, ROOT, MOST_MEMBERS, HISTORY, "folder", meta={"path": HISTORY}))
        for at, commit in enumerate(commits(src)):
            if commit.stream is None:
                continue
            child = self._next()
            path = self._spools / str(child)
            size = spool(commit.stream, path, self._seal, MOST_COMMIT)
            place = Place(Spooled(path, size, self._seal), io.BytesIO, True, f"{HISTORY}/{commit.name}", 0)
            self._file(child, number, at, commit.name, place, DEPTH)

    def _member(self, parent: int, at: int, member: Member, archive: str, path: str, room: Room, depth: int) -> None:
        """One member of an archive."""
        number = self._next()
        name = member.name or _bare(archive)
        if leads_out(name) or not _is_utf8(name):
            self._leave(number, parent, at, name.encode(errors="replace").decode(), "a member that leads out of the archive")
            return
        extra = {"name": member.name, "kind": member.kind, **member.meta}
        if member.kind == "folder":
            self._name(name)
            self._journal.add_node(self._new(number, parent, at, name, "folder", meta={"path": path, "member": extra}))
            return
        if member.stream is None:
            why = "it is locked with a password" if member.kind == "locked" else f"a {member.kind} in an archive"
            self._leave(number, parent, at, name, why)
            return
        spooled = self._spools / str(number)
        try:
            size = spool(member.stream, spooled, self._seal, room.left)
        except BaseException as error:
            # What was unpacked in vain counts too; after one that is too big nothing further is looked at, however small.
            room.left = -1 if isinstance(error, BadInput) else room.left - (spooled.stat().st_size if spooled.exists() else 0)
            spooled.unlink(missing_ok=True)
            self._leave(number, parent, at, name, "it is cut off, damaged, or swells without end")
            raise
        source = Spooled(spooled, size, self._seal)
        where = Place(source, lambda: stream(source), True, f"{path}!{name}", 0)
        room.take(size)
        self._file(number, parent, at, name, where, depth + 1, extra, room)

    def _all_names(self) -> None:
        """All names as one file of their own, judged and hidden as the rest."""
        names = "".join(f"{name}\n" for name in sorted(self._names) if name)
        data = names.encode()
        path = self._spools / str(NAMES)
        source = Spooled(path, spool(io.BytesIO(data), path, self._seal, len(data)), self._seal)
        node = self._new(NAMES, -1, 0, "", "file", "lines")
        self._journal.add_node(node._replace(size=len(data), spooled=1))
        for cut in formats()["lines"].cuts(source, PART):
            self._part += 1
            self._held += 1
            self._room = cut.end - cut.start
            state = self._seal.close(cut.state, f"state/{self._part}")
            self._journal.add_part(Part(self._part, NAMES, cut.start, cut.end, state, self._task + 1))
            self._close_task("names")
        self._tell(self._files, self._bytes)


def _leads_into(link: Path, root: Path) -> bool:
    """Whether a link ends somewhere under a folder; one that leads to itself ends nowhere."""
    try:
        return link.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):
        return False


def _is_utf8(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return "\n" not in name and "\r" not in name


def _bare(name: str) -> str:
    """What a file is called that is packed alone: log.jsonl.gz → log.jsonl."""
    stem, dot, ending = name.rpartition("/")[2].rpartition(".")
    if ending.lower() in ("tgz", "tzst"):
        return f"{stem}.tar"
    return stem if dot and stem else "data"


def verdicts_of(meta: Mapping[str, Mapping[str, list[object]]]) -> dict[str, Verdict]:
    """Verdicts as they were kept."""
    return {name: Verdict(*one) for name, one in meta.get("verdicts", {}).items()}  # type: ignore[arg-type]


def nodes(journal: Journal, parent: int) -> Iterator[Node]:
    """All that stands under a node, each folder before what it holds."""
    for node in journal.children(parent):
        yield node
        yield from nodes(journal, node.id)
