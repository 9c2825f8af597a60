"""What of a source went along to the destination, as it is now and as it was, and what did not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from garim.bulk.formats import formats
from garim.bulk.journal import Journal, Node
from garim.bulk.marks import INNER, Lost, Pair
from garim.bulk.packed import archives
from garim.bulk.paths import Paths
from garim.bulk.plan import GIT, ODD, ROOT, nodes
from garim.bulk.values import Cut
from garim.bulk.work import Slice, Worker

NOWHERE = "a link to what did not go along"


class Along:
    """A run's."""

    def __init__(self, journal: Journal, paths: Paths, worker: Worker) -> None:
        """
        Args:
            journal: The run's.
            paths: Where each file goes.
            worker: Reads the source.
        """
        self._journal, self._paths, self._source = journal, paths, worker.source

    def pairs(self, out: Path) -> Iterator[Pair]:
        """Each file as it is now and as it was, also those in archives."""
        for node in self._paths.on_disk():
            source = self._paths.meta(node).get("path", "")
            if node.kind in ("file", "archive") and (path := out / self._paths.of(source)).is_file():
                with path.open("rb") as file:
                    if node.kind == "archive":
                        yield Pair(file, self._source(_slice_of(self._paths, node)), "", source)
                        file.seek(0)
                    yield from self._pairs_in(node, file, source)

    def _pairs_in(self, node: Node, file: BinaryIO, path: str) -> Iterator[Pair]:
        if node.kind == "file":
            path += getattr(formats()[node.format], "RENAMED", "")
            yield Pair(file, self._source(_slice_of(self._paths, node)), node.format, path)
            return
        children = [child for child in self._journal.children(node.id) if child.kind != "out"]
        for child, member in zip(children, archives()[node.format].members(file), strict=False):
            if member.stream is not None:
                yield from self._pairs_in(child, member.stream, path)

    def lost(self, out: Path) -> Iterator[Lost]:
        """What of the source does not go along."""
        reasons: dict[int, list[str]] = {}
        for number, _, _, reason in self._journal.bad():
            reasons.setdefault(number, []).append(reason)
        for node in nodes(self._journal, ROOT):
            said = reasons.get(node.id, [])
            if node.kind == "out" and not self._is_alone(node):
                yield Lost(self._inner(node), said[0] if said else GIT, True)
            elif node.kind == "link" and not (out / self._paths.of(self._inner(node))).is_symlink():
                yield Lost(self._inner(node), NOWHERE, True)
            elif said and said[0] != ODD:
                path = self._inner(node)
                gone = INNER not in path and not (out / self._paths.of(path)).exists()
                yield Lost(path, said[0] if len(said) == 1 else f"{said[0]}, and {len(said) - 1} more", gone)

    def _inner(self, node: Node) -> str:
        """A node's path; members of archives behind a mark, what is packed alone as its archive."""
        name, parent = self._paths.name(node), self._journal.node(node.parent)
        if parent.id == ROOT:
            return name
        above = self._inner(parent)
        return above if self._is_alone(node) else f"{above}{INNER if parent.kind == 'archive' else '/'}{name}"

    def _is_alone(self, node: Node) -> bool:
        """Whether it is all that its archive holds, and has no name of its own."""
        parent = self._journal.node(node.parent)
        return parent.kind == "archive" and hasattr(archives()[parent.format], "ALONE")


def _slice_of(paths: Paths, node: Node) -> Slice:
    path = paths.meta(node).get("path", "")
    return Slice(0, node.id, path, node.size, node.changed, bool(node.spooled), node.format, Cut(0, node.size), None)
