"""The way back: a cleaned file or folder → as it was, by the surrogates that its scope holds.

What stands there byte for byte as `clean` wrote it comes back whole, whatever its addresses lead to: nobody else has had a hand
in it. What was changed since is read as a reply is. Each file's mark from before tells whether it came back byte for byte, and
what `clean` left out of the corpus is told by name.
"""

from __future__ import annotations

import io
import os
import shutil
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import orjson
import zstandard

from garim.bulk.fence import QUOTES, fenced
from garim.bulk.formats import Format, format_of, formats
from garim.bulk.marks import Marks, mark_of
from garim.bulk.packed import DEPTH, Member, Room, archive_of, archives, leads_out
from garim.bulk.paths import apart
from garim.bulk.plan import HEAD, PART
from garim.bulk.seal import OnDisk, Seal, stream
from garim.bulk.values import Chunk, Hidden, Source
from garim.errors import BadInput, Broken, GarimError
from garim.exchange import table_of
from garim.screen import Screen
from garim.surrogate.restore import Restorer

BLOCK = 1 << 20
LONGEST = 255
"""Bytes of a name."""
DIFFERS = "it was restored, but is not byte for byte what it was"
DAMAGED = (tarfile.TarError, zipfile.BadZipFile, zlib.error, zstandard.ZstdError, EOFError, ValueError)


@dataclass
class Restored:
    """What was restored."""

    files: int = 0
    """Those in archives too."""
    exact: int = 0
    """Files that are byte for byte what they were."""
    told: list[tuple[str, str]] = field(default_factory=list)
    """File as it is called now, and why it is not what it was."""
    missing: list[tuple[str, str]] = field(default_factory=list)
    """File as it was called in the source, and why `clean` left it out: it is not here."""


class Back:
    """Restores what was cleaned under one scope."""

    def __init__(self, screen: Screen, scope: str, tell: Callable[[int, int], None] = lambda done, whole: None) -> None:
        """
        Args:
            screen: Its store holds the scope.
            scope: As `clean` was given it.
            tell: Is told files done, of how many.

        Raises:
            BadInput: The scope holds nothing.
            VaultFailed: It cannot be read.
        """
        entries = screen.scopes.get(scope)
        if not entries and not screen.scopes.holds(scope):
            raise BadInput("this scope holds nothing", hint="the --scope that it was cleaned under, with the same key and store")
        self._table = table_of(entries, screen.screening)
        self._seal, self._tell = Seal(screen.screening.key), tell
        self._marks = Marks(screen, self._seal, scope)
        self._out = Restored()
        self._called = ""
        """The file on the disk that is being restored, as it is called from now on."""
        self._differs: dict[str, int] = {}
        """Files that are not byte for byte what they were → which of what is told says so."""

    def restore(self, src: Path, dst: Path) -> Restored:
        """Restore a file or folder; the destination is there when it is whole.

        Args:
            src: Never changed.
            dst: May not be there.

        Raises:
            BadInput: The one cannot become the other.
            Broken: The disk is full or cannot be written. The destination is not there.
        """
        apart(src, dst)
        try:
            work = Path(tempfile.mkdtemp(prefix=f".{dst.name[:80]}.", dir=dst.parent))
        except OSError as error:
            raise BadInput(f"{dst.parent}: {error.strerror}", hint="name a folder that is there and can be written") from None
        try:
            self._work, self._src = work / "pieces", src.name
            self._work.mkdir()
            whole = work / "whole"
            if src.is_dir():
                self._folder(src, whole)
            else:
                self._called = dst.name
                self._on_disk(src, whole, dst.name)
            self._tell_lost(src.is_dir())
            whole.replace(dst)
        except OSError as error:
            raise Broken(f"{dst} cannot be written ({error.strerror})", hint="free some space and run it again") from None
        finally:
            shutil.rmtree(work, ignore_errors=True)
        return self._out

    def _tell_lost(self, folder: bool) -> None:
        """Tell what `clean` left out of what is restored."""
        for path, reason, whole in self._marks.lost():
            at = self._differs.get(path)
            if whole:
                self._out.missing.append((path, reason))
            elif at is not None:
                self._out.told[at] = self._out.told[at][0], f"{DIFFERS}: of it was left out: {reason}"
            else:
                self._out.told.append((path, f"of it was left out: {reason}"))
        count = self._marks.elsewhere() if folder else 0
        if count:
            self._out.told.append(
                (self._src, f"it is a part of a corpus of which {count} files were left out: restore all of it to see which")
            )

    def _folder(self, src: Path, dst: Path) -> None:
        """A tree; files after all names are known, so that links find theirs."""
        paths: dict[str, str] = {".": "."}
        files: list[str] = []
        links: list[str] = []
        dst.mkdir()
        for folder, inner, names in os.walk(src):
            inner[:] = sorted(name for name in inner if name != ".git")
            self._named(src, Path(folder), sorted([*inner, *names]), paths)
            for name in (*inner, *sorted(names)):
                path = Path(folder) / name
                short = str(path.relative_to(src))
                if path.is_symlink():
                    links.append(short)
                elif path.is_dir():
                    (dst / paths[short]).mkdir()
                elif path.is_file():
                    files.append(short)
                else:
                    self._out.told.append((paths[short], "it is neither a file nor a folder, and was left out"))
        for done, short in enumerate(files):
            self._tell(done, len(files))
            self._called = paths[short]
            self._on_disk(src / short, dst / paths[short], paths[short])
        for short in links:
            target = os.path.relpath((src / short).parent / os.readlink(src / short), src)
            if target in paths:
                (dst / paths[short]).symlink_to(os.path.relpath(dst / paths[target], (dst / paths[short]).parent))
            else:
                self._out.told.append((paths[short], "it is a link that leads out of the folder, and was left out"))

    def _named(self, src: Path, folder: Path, names: Sequence[str], paths: dict[str, str]) -> None:
        """What the entries of a folder are called from now on."""
        above = "" if folder == src else paths[str(folder.relative_to(src))]
        exact, taken = set[str](), set[str]()
        for name in names:
            short = str((folder / name).relative_to(src))
            had = self._marks.called(short)
            new = had or self._name(name, short)
            if new in exact or not had and new.casefold() in taken:
                new = name
                self._out.told.append((short, "another file is called what it would be: it keeps its name"))
            exact.add(new)
            taken.add(new.casefold())
            paths[short] = f"{above}/{new}" if above else new

    def _name(self, name: str, shown: str) -> str:
        """A name as it was, where it may be one."""
        new = "/".join(self._text(piece, "own") for piece in name.split("/"))
        pieces = new.split("/")
        if (
            len(pieces) != len(name.split("/"))
            or any(
                piece in ("", ".", "..") or "\0" in piece or len(piece.encode("utf-8", "surrogateescape")) > LONGEST
                for piece in pieces
            )
            or leads_out(new)
        ):
            self._out.told.append((shown, "what it was called cannot be a name here: it keeps its name"))
            return name
        return new

    def _on_disk(self, path: Path, dst: Path, shown: str) -> None:
        try:
            state = path.stat()
            path.open("rb").close()
        except OSError as error:
            self._out.told.append((shown, f"it cannot be read ({error.strerror}), and was left out"))
            return
        with dst.open("w+b") as out:
            self._file(OnDisk(path, state.st_size, state.st_mtime_ns), path.name, shown, out, 0)

    def _file(self, source: Source, name: str, shown: str, out: BinaryIO, depth: int, room: Room | None = None) -> None:
        """One file, on the disk or in an archive; what cannot be restored goes along as it is, and is told."""
        head = source.read(0, min(HEAD, source.size))
        packed = archive_of(head, name)
        known = len(self._out.told), self._out.files, self._out.exact
        try:
            if packed and depth < DEPTH:
                self._archive(packed, source, name, shown, out, depth, room or Room(source.size))
                if depth == 0:
                    self._compare(source, shown, out)
            else:
                self._leaf(source, format_of(head, name) if head else "text", shown, out)
        except (GarimError, *DAMAGED) as error:
            del self._out.told[known[0] :]
            _, self._out.files, self._out.exact = known
            self._out.files += 1
            self._as_it_is(source, shown, out, error.message if isinstance(error, GarimError) else "it is damaged or cut off")

    def _compare(self, source: Source, shown: str, out: BinaryIO) -> None:
        """Tell of an archive whether it is the very one that it was: whoever packs it anew hardly ever writes the same bytes."""
        before = self._marks.before(mark_of(self._seal, source), self._called)
        if mark_of(self._seal, _Written(out, out.seek(0, 2))) not in before:
            self._out.told.append((shown, "it was packed anew: what it held is back, its own bytes are not those that it had"))

    def _as_it_is(self, source: Source, shown: str, out: BinaryIO, why: str) -> None:
        out.seek(0)
        out.truncate()
        shutil.copyfileobj(stream(source), out, BLOCK)
        self._out.told.append((shown, f"{why}: it was copied as it is"))

    def _leaf(self, source: Source, name: str, shown: str, out: BinaryIO) -> None:
        """A file that holds no others."""
        before = self._marks.before(mark_of(self._seal, source), self._called)
        self._out.files += 1
        if not name or hasattr(formats()[name], "RENAMED"):
            self._as_it_is(source, shown, out, "a document is not written" if name else "nothing reads this kind of file")
            return
        own = bool(before)
        bad = self._parts(formats()[name], source, out, own)
        if bad and name != "text":
            name, bad = "text", self._parts(formats()["text"], source, out, own)
        if bad:
            self._as_it_is(source, shown, out, bad)
            return
        if not before:
            self._out.told.append((shown, "it is not as it was cleaned: it was restored as a reply is"))
            return
        size = out.seek(0, 2)
        if mark_of(self._seal, _Written(out, size), name) in before:
            if hasattr(formats()[name], "join"):
                self._out.told.append((shown, "it was written anew: its values are what they were, its bytes need not be"))
            else:
                self._out.exact += 1
        elif shown.lower().endswith(tuple(f"{ending}.txt" for ending in formats()["document"].ENDINGS)):
            self._out.told.append((shown, "it is the text of a document: the document itself is not made again"))
        else:
            self._differs[shown] = len(self._out.told)
            self._out.told.append((shown, DIFFERS))

    def _parts(self, module: Format, source: Source, out: BinaryIO, own: bool) -> str:
        """Write a file part by part; why a record cannot be read, or ""."""
        out.seek(0)
        out.truncate()
        join: Callable[[Sequence[Path], BinaryIO], None] | None = getattr(module, "join", None)
        pieces: list[Path] = []
        for cut in module.cuts(source, PART):
            opened = module.read(source, cut)
            if opened.bad:
                return opened.bad[0].reason
            data = opened.write([self._chunk(chunk, own) for chunk in opened.chunks])
            if join is None:
                out.write(data)
                continue
            pieces.append(self._work / f"part{len(pieces)}")
            pieces[-1].write_bytes(data)
        if join is not None and pieces:
            join(pieces, out)
        return ""

    def _chunk(self, chunk: Chunk, own: bool) -> Hidden:
        """A chunk with originals."""
        if not chunk.cells:
            return Hidden(self._text(chunk.text, "own" if own else "text"), ())
        cells: list[str] = []
        pieces: list[str] = []
        at = 0
        for cell in chunk.cells:
            cells.append(self._cell(chunk, cell.start, cell.end, own))
            pieces += (chunk.text[at : cell.start], cells[-1])
            at = cell.end
        pieces.append(chunk.text[at:])
        return Hidden("".join(pieces), tuple(cells))

    def _cell(self, chunk: Chunk, start: int, end: int, own: bool) -> str:
        """A value with originals, so that what holds it stays whole."""
        text, mark = chunk.text[start:end], chunk.text[start - 1 : start] if start else ""
        if own:
            return self._text(text, "own")
        quoted = mark == QUOTES.get(chunk.escape.partition(":")[0], "\0")
        if chunk.escape == "json" and quoted:
            said = _said(text)
            if said is not None:
                new = self._text(said, "value")
                return text if new == said else orjson.dumps(new).decode()[1:-1]
        new = self._text(text, "text")
        return new if new == text or not (quoted or chunk.escape.startswith("csv")) else fenced(chunk.escape, new, mark)

    def _text(self, text: str, form: str) -> str:
        restorer = Restorer(self._table, form)
        return restorer.feed(text) + restorer.finish()

    def _archive(self, packed: str, source: Source, name: str, shown: str, out: BinaryIO, depth: int, room: Room) -> None:
        out.seek(0)
        out.truncate()
        with stream(source) as file:
            members = archives()[packed].members(file)
            archives()[packed].pack(out, self._members(members, name, shown, depth, room))

    def _members(self, members: Iterator[Member], name: str, shown: str, depth: int, room: Room) -> Iterator[tuple[Member, int]]:
        """An archive's members as they were."""
        came, new = self._work / f"came{depth}", self._work / f"new{depth}"
        for member in members:
            inner = f"{shown}!{member.name}" if member.name else shown
            room.member()
            if leads_out(member.name) or member.stream is None and member.kind != "folder":
                self._out.told.append((inner, "it is no file that can be read, and was left out"))
                continue
            called = self._name(member.name, inner) if member.name else ""
            inner = f"{shown}!{called}" if called else shown
            if member.stream is None:
                yield member._replace(name=called), 0
                continue
            _copied(member.stream, came, room)
            state = came.stat()
            with new.open("w+b") as file:
                bare = member.name or name.rpartition(".")[0]
                self._file(OnDisk(came, state.st_size, state.st_mtime_ns), bare, inner, file, depth + 1, room)
                length = file.seek(0, 2)
                file.seek(0)
                yield member._replace(name=called, stream=file), length


class _Written:
    """A file that was just written, as a source."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file, self.size = file, size

    def read(self, start: int, end: int) -> bytes:
        self._file.seek(start)
        return self._file.read(end - start)


def _said(text: str) -> str | None:
    """What a JSON string says; None for what is none."""
    try:
        return str(orjson.loads(f'"{text}"'))
    except (orjson.JSONDecodeError, UnicodeEncodeError):
        return None


def _copied(stream: io.IOBase | BinaryIO, path: Path, room: Room) -> None:
    """Take a member out of its archive.

    Raises:
        BadInput: There is no room for it.
    """
    with path.open("wb") as file:
        while block := stream.read(BLOCK):
            room.take(len(block))
            file.write(block)


__all__ = ["Back", "Restored"]
