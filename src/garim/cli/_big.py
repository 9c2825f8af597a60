"""Files that are too big to be read whole: looked at part by part, as `garim clean` reads them, a column judged as a column."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from garim.bulk.find import Finder
from garim.bulk.formats import format_of, formats
from garim.bulk.seal import OnDisk
from garim.bulk.values import Chunk, Cut, Verdict
from garim.detect.scan import Detector
from garim.errors import BadInput
from garim.scan.look import Looker, Row, Skipped, Text

FROM = 4 << 20
"""Bytes from which on a file is read in parts."""
PART = 1 << 20
READ = frozenset(("text", "table", "jsons", "sql"))
"""Formats whose chunks, one behind the other, are the text as it stands: a place in them has a line."""


class Big:
    """One of them."""

    def __init__(self, path: Path, root: Path, detector: Detector) -> None:
        """
        Args:
            path: The file.
            root: Below which prints know it.
            detector: The company's.

        Raises:
            OSError: It cannot be read.
        """
        stat = path.stat()
        self._path, self._source = str(path), OnDisk(path, stat.st_size, stat.st_mtime_ns)
        self._name = Path(os.path.relpath(path, root)).as_posix()
        self._finder = Finder(detector.forgetful())
        self.format = format_of(self._source.read(0, 1 << 16), path.name) if stat.st_size > FROM else ""

    @property
    def fits(self) -> bool:
        """Whether it is big, and of a format that is read so."""
        return self.format in READ

    def rows(self, looker: Looker, step: Callable[[int], None]) -> Iterator[Row | Skipped]:
        """What stands in it, in order; memory is that of a part, whatever its size.

        Args:
            looker: Tells rows of findings.
            step: Is told how many bytes were looked at so far.

        Raises:
            Broken: A finder failed.
        """
        module, line = formats()[self.format], 1
        try:
            verdicts = self._finder.verdicts(module.sample(self._source))
            for cut in module.cuts(self._source, PART):
                whole = self._source.read(cut.start, cut.end).count(b"\n")
                for chunk in self._chunks(cut, whole):
                    yield from self._told(looker, chunk, verdicts, line)
                    line += chunk.text.count("\n")
                step(cut.end)
        except (BadInput, OSError) as error:
            yield Skipped(self._path, error.message if isinstance(error, BadInput) else error.strerror or "cannot be read")

    def _told(self, looker: Looker, chunk: Chunk, verdicts: Mapping[str, Verdict], line: int) -> Iterator[Row]:
        text = Text(self._path, chunk.text, name=self._name)
        yield from looker.placed(text, self._finder.row(chunk, verdicts), line)

    def _chunks(self, cut: Cut, lines: int) -> list[Chunk]:
        """A part's chunks. Where its structure is broken, records are missing in them: it is read as running text then."""
        opened = formats()[self.format].read(self._source, cut)
        if opened.bad or sum(chunk.text.count("\n") for chunk in opened.chunks) != lines:
            opened = formats()["text"].read(self._source, cut)
        return list(opened.chunks)
