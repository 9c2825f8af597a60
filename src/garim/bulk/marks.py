"""What is kept of a corpus for whoever restores it: marks of its files as they were written and as they were, and what of it
never went along.

A mark tells bytes again and nothing of them. Names of what was left out are sealed with the rest, in the store of the scope.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, BinaryIO, NamedTuple
from uuid import uuid4

import msgspec

from garim.bulk.formats import formats
from garim.bulk.seal import Seal
from garim.bulk.values import Source
from garim.config.scopes import Stored
from garim.errors import GarimError
from garim.screen import Screen

BLOCK = 1 << 20
MARK, PLACE = 16, 8
"""Bytes of a mark, and of what tells a path again."""
ROOM = "cleaned"
INNER = "!"
"""Between an archive's path and its member's."""


class Pair(NamedTuple):
    """A file as it was written and as it was before."""

    written: BinaryIO
    before: Source
    format: str
    """ "" compares bytes, whatever the file is."""
    path: str
    """In the source, of the file on the disk that it is or stands in; as it is called where only its text goes along."""


class Lost(NamedTuple):
    """What of a source is not in what was written."""

    path: str
    """In the source; members of archives behind INNER."""
    reason: str
    whole: bool
    """Whether nothing of it is there; else some of its records are missing."""


def mark_of(seal: Seal, source: Source, format_name: str = "") -> bytes:
    """What tells a file's bytes again and nothing of them; of a file that is written anew, its values."""
    made, module = seal.hasher(MARK), formats().get(format_name)
    if module is not None and hasattr(module, "join"):
        for cut in module.cuts(source, 1):
            for chunk in module.read(source, cut).chunks:
                made.update(chunk.text.encode("utf-8", "surrogatepass"))
        return made.digest()
    for at in range(0, source.size, BLOCK):
        made.update(source.read(at, min(source.size, at + BLOCK)))
    return made.digest()


def place_of(seal: Seal, path: str) -> bytes:
    """What tells a path again and nothing of it."""
    made = seal.hasher(PLACE)
    made.update(path.encode("utf-8", "surrogatepass"))
    return made.digest()


def remember(
    screen: Screen, seal: Seal, scope: str, pairs: Iterable[Pair], lost: Iterable[Lost], called: Mapping[str, str]
) -> None:
    """Keep what tells a corpus again.

    Args:
        pairs: All its files.
        lost: What did not go along.
        called: Path as it was written → the name that it had, where that cannot be told from what it is called now.

    Raises:
        VaultFailed: Nothing was kept.
    """
    if not isinstance(screen.scopes, Stored):
        return
    kept = set()
    for pair in pairs:
        made = seal.hasher(MARK)
        while block := pair.written.read(BLOCK):
            made.update(block)
        try:
            kept.add(made.digest() + mark_of(seal, pair.before, pair.format) + place_of(seal, pair.path))
        except (GarimError, OSError):
            continue  # it changed since: it is restored as what nobody knows
    data = msgspec.msgpack.encode((b"".join(sorted(kept)), sorted(lost), dict(called)))
    screen.scopes.store.history.put("", ROOM, uuid4().hex, data, part_of=scope).result()


@dataclass
class _Corpus:
    """One corpus of a scope, and what of it was met."""

    places: set[bytes]
    lost: list[Lost]
    met: set[bytes] = field(default_factory=set)
    """Places of files that were met."""
    at_home: bool = False
    """Whether one of them stood at its own place, so that the folder is the whole corpus'."""


class Marks:
    """What a scope's corpora were, asked while one of them is restored."""

    def __init__(self, screen: Screen, seal: Seal, scope: str) -> None:
        """
        Raises:
            VaultFailed: It cannot be read.
        """
        self._seal = seal
        self._corpora: list[_Corpus] = []
        self._called: dict[str, str] = {}
        self._marks: dict[bytes, list[tuple[bytes, int, bytes]]] = {}
        if not isinstance(screen.scopes, Stored):
            return
        history = screen.scopes.store.history
        for one in history.all("", ROOM, scope).result():
            history.put("", ROOM, one.name, one.data, part_of=scope).result()  # used: not forgotten before its scope is
            # An earlier version kept other things: its corpora are as unknown ones.
            with suppress(msgspec.DecodeError, TypeError, ValueError):
                self._take(*msgspec.msgpack.decode(one.data))

    def _take(self, data: bytes, lost: Sequence[Sequence[Any]], called: Mapping[str, str]) -> None:
        self._called.update(called)
        corpus = _Corpus(set(), [Lost(*row) for row in lost])
        for at in range(0, len(data), 2 * MARK + PLACE):
            written, before, place = data[at : at + MARK], data[at + MARK : at + 2 * MARK], data[at + 2 * MARK :][:PLACE]
            corpus.places.add(place)
            self._marks.setdefault(written, []).append((before, len(self._corpora), place))
        self._corpora.append(corpus)

    def before(self, mark: bytes, path: str) -> frozenset[bytes]:
        """What bytes were, by the mark of what was written: those at the same place, where some were; empty for unknown ones.

        Args:
            path: Of the file on the disk, as it is called now.
        """
        found = self._marks.get(mark, ())
        here = place_of(self._seal, path) if found else b""
        for _, number, place in found:
            self._corpora[number].met.add(place)
            self._corpora[number].at_home |= place == here
        same = [before for before, _, place in found if place == here]
        return frozenset(same or (before for before, _, _ in found))

    def called(self, path: str) -> str:
        """The name that a file had, by its path in the cleaned folder, where a number was put into it; "" for all others."""
        return self._called.get(path, "")

    def lost(self) -> list[Lost]:
        """What of the corpus that was met did not go along: of a whole one all, of a part of one what its archives held."""
        out: dict[Lost, None] = {}
        for corpus in self._met():
            places: dict[str, bytes] = {}
            for one in corpus.lost:
                top = one.path.partition(INNER)[0]
                place = places.setdefault(top, place_of(self._seal, top))
                if corpus.at_home or place in corpus.met:
                    out[one] = None
        return list(out)

    def elsewhere(self) -> int:
        """Files that were left out of the corpus of which a part was met, in that part or not."""
        return max((sum(one.whole for one in corpus.lost) for corpus in self._met() if not corpus.at_home), default=0)

    def _met(self) -> list[_Corpus]:
        """The corpora of which the most files were met: several where one was cleaned several times."""
        most = max((len(corpus.met) for corpus in self._corpora), default=0)
        return [corpus for corpus in self._corpora if most and len(corpus.met) == most]


__all__ = ["Lost", "Marks", "Pair", "mark_of", "remember"]
