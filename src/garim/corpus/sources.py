"""A cleaned folder → documents. What is no text of its own (tables, archives, binary files) is told and left out.

A repository is a folder directly below the cleaned one; where files stand there directly, it is one repository as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import orjson

from garim.corpus import chat
from garim.corpus.choose import LICENCE_FILE
from garim.corpus.documents import Document
from garim.documents import readers, text_of
from garim.errors import BadInput, GarimError

BY = ("repository", "folder", "document")
LARGEST = 64 * 1024 * 1024
"""Bytes of a file that is read whole."""
TABLES = frozenset(".jsonl .ndjson .csv .tsv .parquet .avro .orc .arrow .sql .log".split())
CHATS = frozenset(".jsonl .ndjson .json".split())
GROUP_KEYS = ("repository", "repo", "group", "project")
"""Keys of a conversation's line that say what it belongs to."""


class Left(NamedTuple):
    """A file, or a line of one, that is no document."""

    name: str
    why: str


class Folder:
    """A cleaned folder."""

    def __init__(self, root: Path, by: str, *, one: bool = False) -> None:
        """
        Args:
            root: A folder, or one file.
            by: repository | folder | document: what is never in both halves of a split.
            one: Whether it is known to be one repository, whatever stands at its top.

        Raises:
            BadInput: It is not there, or holds no files.
        """
        if not root.exists():
            raise BadInput(f"{root} is not there")
        self.root, self._by = (root if root.is_dir() else root.parent), by
        found = sorted(root.rglob("*")) if root.is_dir() else [root]
        self.files = [path for path in found if path.is_file() and not path.is_symlink()]
        if not self.files:
            raise BadInput(f"{root} holds no files")
        self._one = one or any(len(path.relative_to(self.root).parts) == 1 for path in self.files)

    def group(self, path: Path) -> tuple[str, str]:
        """(what a file belongs to, its path in that)."""
        parts = path.relative_to(self.root).parts
        whole = "/".join(parts)
        if self._by == "document":
            return whole, whole
        if self._by == "folder":
            return "/".join(parts[:-1]) or ".", whole
        return (".", whole) if self._one else (parts[0], "/".join(parts[1:]))

    def licences(self) -> Iterator[Document]:
        """Licence files, to be known before anything is chosen."""
        for path in self.files:
            if LICENCE_FILE.fullmatch(path.name):
                one = self._text(path)
                if isinstance(one, Document):
                    yield one

    def texts(self) -> Iterator[Document | Left]:
        """Every file that is a text."""
        for path in self.files:
            yield Left(self._shown(path), "a table") if path.suffix.lower() in TABLES else self._text(path)

    def talks(self) -> Iterator[Document | Left]:
        """Every conversation of JSON and JSONL files."""
        for path in self.files:
            if path.suffix.lower() not in CHATS:
                yield Left(self._shown(path), "no JSON")
                continue
            yield from self._talks(path)

    def _shown(self, path: Path) -> str:
        return str(path.relative_to(self.root))

    def _text(self, path: Path) -> Document | Left:
        try:
            if path.stat().st_size > LARGEST:
                return Left(self._shown(path), "too long")
            data = path.read_bytes()
            plain = readers()["plain"]
            text = plain.read(data) if plain.fits(data) else text_of(data, path.name)
        except OSError:
            return Left(self._shown(path), "cannot be read")
        except GarimError:
            return Left(self._shown(path), "no text")
        group, name = self.group(path)
        return Document(group, name, text)

    def _talks(self, path: Path) -> Iterator[Document | Left]:
        group, name = self.group(path)
        if self._by == "repository" and self._one:
            group = name  # files of conversations beside each other are not one repository
        for number, row in _rows(path):
            talk = chat.read(row)
            at = f"{name}:{number}"
            if talk is None:
                yield Left(f"{self._shown(path)}:{number}", "no conversation with an answer")
                continue
            said = next((row[key] for key in GROUP_KEYS if isinstance(row.get(key), str)), "") if isinstance(row, dict) else ""
            yield Document(at if self._by == "document" else said or group, at, talk=talk)


def _rows(path: Path) -> Iterator[tuple[int, object]]:
    """JSON objects of a file, numbered; what is none is given as None."""
    if path.suffix.lower() == ".json":
        try:
            read = orjson.loads(path.read_bytes())
        except (orjson.JSONDecodeError, OSError):
            read = None
        yield from enumerate(read if isinstance(read, list) else [read], 1)
        return
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                try:
                    yield number, orjson.loads(line)
                except orjson.JSONDecodeError:
                    yield number, None
