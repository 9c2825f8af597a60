"""What the files and folders of a corpus are called, and where each of them goes.

Names are hidden like a text, one a line; two that would be one are told apart by a number.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from garim.bulk.formats import formats
from garim.bulk.journal import Journal, Node
from garim.bulk.plan import NAMES, ROOT
from garim.bulk.values import Cut
from garim.bulk.work import Slice, Worker
from garim.errors import BadInput, Broken


class Paths:
    """A run's."""

    def __init__(self, journal: Journal, worker: Worker, work: Path) -> None:
        """
        Args:
            journal: The run's.
            worker: Opens what is sealed in it.
            work: The run's folder.
        """
        self._journal, self._worker, self._seal, self._work = journal, worker, worker.seal, work
        self._names: dict[str, str] = {}
        self._to: dict[str, str] = {}
        self.renamed: list[tuple[str, int, int, str]] = []
        """Files that a number tells apart: path, first byte, bytes, reason."""

    def meta(self, node: Node) -> dict[str, Any]:
        """What is known of a node beside its columns."""
        meta: dict[str, Any] = self._seal.open(node.meta, f"meta/{node.id}")
        return meta

    def name(self, node: Node) -> str:
        """What it is called in the source."""
        name: str = self._seal.open(node.name, f"name/{node.id}")
        return name

    def shown(self, number: int) -> str:
        """A node as the person who runs it knows it."""
        pieces: list[str] = []
        while number > ROOT:
            node = self._journal.node(number)
            pieces.append(self.name(node))
            number = node.parent
        return "/".join(reversed(pieces)) or "."

    def called(self) -> str:
        """The names of all files and folders, one a line."""
        parts, node = self._journal.parts_of_node(NAMES), self._journal.node(NAMES)
        slices = [Slice(one.id, NAMES, "", node.size, 0, True, "lines", Cut(one.start, one.stop), None) for one in parts]
        return b"".join(self._worker.source(one).read(one.cut.start, one.cut.end) for one in slices).decode()

    def settle(self) -> None:
        """Take the names as they were hidden, and with them where everything goes; once.

        Raises:
            Broken: Names were lost.
        """
        before = self.called().splitlines()
        after: list[str] = []
        for part in self._journal.parts_of_node(NAMES):
            after += (self._work / "pieces" / str(part.id)).read_bytes().decode().splitlines()
        if len(before) != len(after):
            raise Broken("names of files were lost", hint="please report it")
        self._names = dict(zip(before, after, strict=True))
        self._walk(ROOT, "", "")

    @property
    def settled(self) -> bool:
        """Whether it is known where everything goes."""
        return bool(self._to)

    def of(self, path: str) -> str:
        """Where a file goes, by its path in the source."""
        return self._to[path]

    def new(self, node: Node) -> str:
        """What it is called from now on."""
        ending = getattr(formats().get(node.format), "RENAMED", "") if node.kind == "file" else ""
        return "/".join(self._names[piece] for piece in self.name(node).split("/")) + ending

    def on_disk(self, parent: int = ROOT) -> Iterator[Node]:
        """What stands on the disk itself: archives are not gone into."""
        for node in self._journal.children(parent):
            yield node
            if node.kind == "folder":
                yield from self.on_disk(node.id)

    def called_before(self) -> dict[str, str]:
        """Files that a number tells apart, by their paths as they are now → what they were called."""
        return {self._to[path]: path.rpartition("/")[2] for path, *_ in self.renamed}

    def make(self, out: Path) -> None:
        """Make folders and links, also those that hold nothing."""
        for node in self.on_disk():
            if node.kind == "folder":
                (out / self.of(self.meta(node)["path"])).mkdir(parents=True, exist_ok=True)
            elif node.kind == "link":
                meta = self.meta(node)
                target = "" if meta["target"] == "." else self._to.get(meta["target"])
                link = out / self.of(meta["path"])
                if target is not None and not link.is_symlink():
                    link.parent.mkdir(parents=True, exist_ok=True)
                    link.symlink_to(os.path.relpath(out / target, link.parent))

    def _walk(self, parent: int, before: str, after: str) -> None:
        taken: set[str] = set()
        for node in self._journal.children(parent):
            if node.kind == "out":
                continue
            path, new = f"{before}{self.name(node)}", self.new(node)
            free, number = new, 2
            while free.casefold() in taken:
                stem, dot, ending = new.partition(".")
                free, number = f"{stem}~{number}{dot}{ending}", number + 1
            if free != new:
                self.renamed.append((path, 0, 0, "its new name is another file's too: a number tells them apart"))
            taken.add(free.casefold())
            self._to[path] = f"{after}{free}"
            if node.kind == "folder":
                self._walk(node.id, f"{path}/", f"{after}{free}/")


def apart(src: Path, dst: Path) -> None:
    """See that one can become the other: the source is there, the destination is not, and neither holds the other.

    Raises:
        BadInput: It cannot.
    """
    if not src.exists():
        raise BadInput(f"{src} is not there")
    real, there = src.resolve(), dst.resolve()
    if real == there:
        raise BadInput(f"{dst} is the source itself", hint="name another destination: the source is never changed")
    if real.is_dir() and there.is_relative_to(real):
        raise BadInput(f"{dst} lies inside the source", hint="name a destination outside of it")
    if real.is_relative_to(there):
        raise BadInput(f"{dst} holds the source", hint="name a destination beside it")
    if dst.exists():
        raise BadInput(f"{dst} is already there", hint="name a new destination, or move that one away")
