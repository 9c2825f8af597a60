"""Files of several parts and archives, put together out of what the workers wrote."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, cast

from garim.bulk.formats import formats
from garim.bulk.journal import Journal, Node
from garim.bulk.order import Progress
from garim.bulk.packed import Member, archives
from garim.bulk.paths import Paths


class Assembly:
    """A run's."""

    def __init__(self, journal: Journal, paths: Paths, work: Path, unfinished: Path) -> None:
        """
        Args:
            journal: The run's.
            paths: Where each file goes.
            work: The run's folder: `pieces` are its workers' parts, `out` is the destination in the making.
            unfinished: Folder for what is not whole yet.
        """
        self._journal, self._paths, self._work, self._unfinished = journal, paths, work, unfinished

    def make(self, tell: Callable[[Progress], None]) -> None:
        """Files of several parts and archives, each written once and whole."""
        todo = [node for node in self._paths.on_disk() if node.kind in ("file", "archive") and not node.built]
        for done, node in enumerate(todo):
            if node.kind == "file" and self._journal.is_whole(node.id):
                continue
            tell(Progress("put together", done, len(todo)))
            path = self._work / "out" / self._paths.of(self._paths.meta(node)["path"])
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = self._unfinished / f"n{node.id}"
            with beside.open("w+b") as file:
                self._build(node, file)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
            self._journal.built(node.id)

    def _build(self, node: Node, out: BinaryIO) -> None:
        """A file's or an archive's bytes."""
        if node.kind == "file":
            pieces = [self._work / "pieces" / str(part.id) for part in self._journal.parts_of_node(node.id)]
            there = [piece for piece in pieces if piece.exists()]
            join = getattr(formats()[node.format], "join", _join)
            join(there, out)
            return
        archives()[node.format].pack(out, self._members(node))

    def _members(self, node: Node) -> Iterator[tuple[Member, int]]:
        """An archive's members as they are now."""
        taken: set[str] = set()
        for child in self._journal.children(node.id):
            if child.kind == "out":
                continue
            meta = self._paths.meta(child)["member"]
            name = self._paths.new(child)
            while name in taken:
                name = f"{name}~2"
            taken.add(name)
            rest = {key: value for key, value in meta.items() if key not in ("name", "kind")}
            if child.kind == "folder":
                yield Member(name, None, "folder", rest), 0
                continue
            beside = self._work / "pieces" / f"n{child.id}"
            with beside.open("w+b") as file:
                self._build(child, file)
                size = file.tell() if child.kind == "file" else file.seek(0, 2)
                file.seek(0)
                yield Member(name, cast(BinaryIO, file), "file", rest), size
            beside.unlink()


def _join(pieces: Sequence[Path], out: BinaryIO) -> None:
    """Parts one behind the other."""
    for piece in pieces:
        with piece.open("rb") as file:
            shutil.copyfileobj(file, out, 1 << 20)
