"""What is asked of a run over a corpus, how far it is, and what it did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from garim.bulk.anonymity import Anonymity
from garim.bulk.formats import formats
from garim.bulk.work import Told
from garim.config import Settings


class Progress(NamedTuple):
    """How far a run is."""

    step: str
    """plan | find | settle | names | write | put together | keep | check."""
    done: int
    """Bytes, or what the step counts."""
    whole: int
    """Of how many; 0 where nobody knows."""


@dataclass(kw_only=True)
class Order:
    """What is asked for."""

    src: Path
    dst: Path
    scope: str = ""
    """Name under which what was hidden can be restored; "" with `drop` masks for good."""
    drop: bool = False
    """Hide under a key of the run's own that is destroyed at its end: nobody can ever lead a surrogate back."""
    training: bool = False
    rules: bool = False
    """Find by patterns, columns and the list alone: several times faster, and what nobody listed stays."""
    history: bool = False
    """Whether a git repository's commits are hidden too, as files."""
    database: str = field(default="", repr=False)
    """Address of the database that is read instead of `src`."""
    tables: tuple[str, ...] = ()
    into: str = field(default="", repr=False)
    """Address of the database that finished tables go into, instead of `dst`."""
    workers: int = 1
    ray: str = ""
    restart: bool = False
    check: bool = True
    settings: Settings | None = None
    lexicons: tuple[Path, ...] = ()
    key: bytes | None = field(default=None, repr=False)
    tell: Callable[[Progress], None] = lambda progress: None


@dataclass
class Outcome:
    """What a run did."""

    told: Told
    files: dict[str, int]
    bad: list[tuple[str, int, int, str]]
    """File of the source, first byte, bytes, reason: records that were left out."""
    residue: list[tuple[str, str, str]]
    """File of the destination, kind, how: what the second pass found."""
    met: int
    originals: int
    seconds: float
    samples: list[tuple[str, str, str]]
    anonymity: list[Anonymity] = field(default_factory=list)
    """Tables by the rows that stand out."""
    resumed: bool = False

    @property
    def count(self) -> int:
        """Files that were read, those in archives too; `files` counts folders, links, archives and what was left out as well."""
        return sum(count for name, count in self.files.items() if name in formats())
