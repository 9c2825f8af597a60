"""What a worker does with a task, on any machine that sees the source and the folder beside the destination.

    Worker(job).find(task)     reads its parts, finds, keeps what it found sealed beside the destination
    Worker(job).write(task)    reads them again, hides by the corpus's book, writes each output whole

Both are functions of what they are given: done twice, or by two workers, they leave the same bytes. A file becomes visible
under its name only when it is whole; until then it stands in a folder of this run alone, so that what a killed worker leaves
is never among the outputs, and what outlives a killed run writes nothing into the next one.
"""

from __future__ import annotations

import os
import pickle
import platform
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import uuid4

from garim.bulk.anonymity import look
from garim.bulk.book import Book
from garim.bulk.find import Finder, measures
from garim.bulk.formats import formats
from garim.bulk.notes import Known, Notes
from garim.bulk.plan import verdicts_of
from garim.bulk.residue import Check
from garim.bulk.seal import OnDisk, Seal, Spooled
from garim.bulk.values import NAMES, Bad, Chunk, Cut, Hidden, Opened, Row, Source
from garim.bulk.writer import Writer
from garim.config import Settings
from garim.errors import BadInput, Broken
from garim.screen import Screen
from garim.values import Entry, Finding

SAMPLES = 3
"""Places before and after that a task shows to a person, at most."""
AROUND = 60
"""Characters around them."""
PERSONAL = frozenset(("person", "email", "phone", "card", "rrn", "iban", "address", "plate", "secret"))
"""Families of people and secrets: hidden whoever the corpus is for."""
PERSONAL_KINDS = frozenset(
    "customer employee_id login_id kr_account national_id date_of_birth medical_record insurance_no imei vin jp_mynumber us_ssn "
    "us_itin uk_nhs uk_nino kr_passport kr_driver passport driver_licence ca_sin br_id in_id au_id sg_nric eu_id bank_number "
    "crypto_wallet social_handle record_id".split()
)


def is_personal(kind: str, of: str) -> bool:
    """Whether a kind is of people, customers or secrets: what no model should learn, not even one in the house."""
    return of in PERSONAL or kind in PERSONAL_KINDS or kind.startswith("secret")


@dataclass(frozen=True, kw_only=True)
class Job:
    """What every worker of a run must know. Pickled to workers; holds the run's key only where it was given one."""

    settings: Settings | None
    lexicons: tuple[Path, ...] = ()
    master: bytes | None = field(default=None, repr=False)
    """The tenant's key where it was given by hand."""
    src: Path
    """The folder that paths are under."""
    work: Path
    """Folder beside the destination that all workers see."""
    unfinished: Path
    """Folder in it of this run alone, on the same disk: files stand there until they are whole."""
    training: bool = False
    """Whether only people, customers and secrets are hidden."""
    rules: bool = False
    """Whether patterns, columns and the list alone find, without names and the learnt decision."""
    own_key: bytes = field(default=b"", repr=False)
    """Sealed: the run's own key, which is destroyed at its end; b"" uses the tenant's."""


@dataclass(slots=True)
class Slice:
    """One part of one file."""

    part: int
    node: int
    path: str
    size: int
    changed: int
    spooled: bool
    format: str
    cut: Cut
    verdicts: Mapping[str, list[object]] | None
    """Those of a file of several parts; None: the part is the file, and judges itself."""
    out: str = ""
    """Where the whole file goes under `out/`; "" for a part that is put together later."""


@dataclass(slots=True)
class Told:
    """What a task says of itself when it is done; no text of the corpus is in it but what is sealed."""

    bad: list[tuple[int, int, int, str]] = field(default_factory=list)
    rows: int = 0
    read: int = 0
    written: int = 0
    kinds: dict[str, int] = field(default_factory=dict)
    """Kind → spans."""
    whys: dict[str, int] = field(default_factory=dict)
    """Kind, reason → spans."""
    places: dict[str, int] = field(default_factory=dict)
    """Format → spans."""
    nodes: dict[int, int] = field(default_factory=dict)
    """File → spans."""
    columns: dict[str, tuple[str, int]] = field(default_factory=dict)
    """Column as it is called now → the kind that its values are, and how many."""
    samples: list[tuple[str, str, str]] = field(default_factory=list)
    """Kind, before, after: for the person who runs it alone."""
    workers: set[str] = field(default_factory=set)
    """Host and process of who did it."""
    outputs: list[tuple[int, int]] = field(default_factory=list)
    """Part → bytes."""


class Worker:
    """Finders, key and book of one process."""

    def __init__(self, job: Job) -> None:
        """
        Raises:
            BadSettings: A lexicon cannot be read, or the key is not the one that the run was begun with.
        """
        self.job = job
        self.screen = Screen(lexicons=job.lexicons, key=job.master, settings=job.settings)
        self.screening = self.screen.screening
        self.seal = Seal(self.screening.key)
        self.key = self.seal.open(job.own_key, "key") if job.own_key else self.screening.key
        styles = self.screening.styles
        self._kept = frozenset(kind for kind, style in styles.items() if style == "keep")
        detector = self.screening.detector
        self.detector = detector.ruled() if job.rules else detector.forgetful()
        self.finder = Finder(self.detector, self._keeps)
        self._opened: tuple[int, Opened] | None = None

    def _keeps(self, finding: Finding) -> bool:
        return finding.kind in self._kept or self.job.training and not is_personal(finding.kind, finding.family)

    @cached_property
    def writer(self) -> Writer:
        """The hand that writes, by the book as it is settled."""
        return self.writer_of(self._book)

    @cached_property
    def _book(self) -> Book:
        book: Book = pickle.loads(self.seal.open_bytes((self.job.work / "book").read_bytes(), "book"))
        return book

    def forget(self) -> None:
        """The book was settled anew."""
        for name in ("writer", "_book", "_checker"):
            vars(self).pop(name, None)

    def writer_of(self, book: Book) -> Writer:
        """A writer by some book."""
        screening = self.screening
        style = screening.styles.get("*", "natural")
        return Writer(
            book,
            self.key,
            taken=screening.taken,
            means=screening.means,
            style=style,
            styles=screening.styles,
            named=screening.named,
        )

    def close(self, told: Told, place: str) -> bytes:
        """A word of a task, sealed."""
        return self.seal.close_bytes(pickle.dumps(told), place)

    def slices(self, task: bytes) -> tuple[int, list[Slice]]:
        """A task as it was given."""
        number, rows = pickle.loads(self.seal.open_bytes(task, "task"))
        return number, rows

    def source(self, one: Slice) -> Source:
        """The bytes of a slice's file."""
        if one.spooled:
            return Spooled(self.job.work / "spool" / str(one.node), one.size, self.seal)
        return OnDisk(self.job.src / one.path, one.size, one.changed)

    def find(self, task: bytes) -> bytes:
        """Find in a task's parts; what was found is kept, sealed, under the task's number.

        Raises:
            Broken: A finder failed. The task is not done.
        """
        number, slices = self.slices(task)
        told, notes = Told(), Notes()
        kept: dict[int, tuple[list[list[tuple[Any, ...]]], list[str]]] = {}
        for one in slices:
            opened = self._open(one, told)
            if opened is None:
                continue
            verdicts = self._verdicts(one)
            rows = [self._row(chunk, verdicts, notes) for chunk in opened.chunks]
            kept[one.part] = [[_plain(finding) for finding in row] for row in rows], sorted(measures(verdicts))
        folder = self.job.work / "found"
        self._put(folder / f"{number}.notes", self.seal.close(notes.kept(), f"notes/{number}"))
        self._put(folder / f"{number}.rows", self.seal.close(kept, f"rows/{number}"))
        return self.close(told, f"told/{number}")

    def _row(self, chunk: Chunk, verdicts: Mapping[str, Any], notes: Notes) -> Row:
        """What is to be hidden in a chunk; that and what stays is learnt."""
        found = self.finder.all(chunk, verdicts)
        row = tuple(finding for finding in found if not self.finder.keeps(finding))
        notes.learn(chunk.text, row, chunk.most, chunk.escape == NAMES)
        if len(row) < len(found):
            notes.leave(chunk.text, [finding for finding in found if self.finder.keeps(finding)])
        return row

    def _put(self, path: Path, data: bytes) -> None:
        put(path, data, self.job.unfinished)

    def _verdicts(self, one: Slice) -> Mapping[str, Any]:
        if one.verdicts is not None:
            return verdicts_of({"verdicts": one.verdicts})
        return self.finder.verdicts(formats()[one.format].sample(self.source(one)))

    def _open(self, one: Slice, told: Told) -> Opened | None:
        """A part's chunks; None for what cannot be read, which is told."""
        try:
            opened = formats()[one.format].read(self.source(one), one.cut)
        except BadInput as error:
            told.bad.append((one.node, one.cut.start, one.cut.end - one.cut.start, error.message))
            return None
        told.bad += [(one.node, bad.offset + one.cut.start, bad.size, bad.reason) for bad in opened.bad]
        return opened

    def write(self, task: bytes) -> bytes:
        """Hide a task's parts and write them.

        Raises:
            Broken: No free surrogate, or what was found is not there. The task is not done.
            OSError: The disk is full. What is written is whole.
        """
        number, slices = self.slices(task)
        path = self.job.work / "found" / f"{number}.rows"
        try:
            kept = self.seal.open(path.read_bytes(), f"rows/{number}")
        except FileNotFoundError:
            raise Broken("what was found is gone from beside the destination", hint="--restart") from None
        told = Told(workers={f"{platform.node()}/{os.getpid()}"})
        self.writer.entries = {}
        for one in slices:
            found = kept.get(one.part)
            opened = self._open(one, told) if found is not None else None
            if opened is None or found is None:
                continue
            rows, spared = [_row(row) for row in found[0]], frozenset(found[1])
            data = opened.write(self._hidden(one, opened.chunks, rows, spared, told))
            self._put(self.job.work / "out" / one.out if one.out else self.job.work / "pieces" / str(one.part), data)
            told.read += min(one.cut.end, one.size) - one.cut.start
            told.written += len(data)
            told.outputs.append((one.part, len(data)))
        entries = [tuple(entry) for entry in self.writer.entries.values()]
        self._put(self.job.work / "found" / f"{number}.entries", self.seal.close(entries, f"entries/{number}"))
        return self.close(told, f"said/{number}")

    def check(self, task: bytes) -> bytes:
        """Look through finished files again; sealed: what still stands, [(file, Left)], and tables whose rows stand out."""
        number, names = self.seal.open(task, "check")
        out, check = self.job.work / "out", self._checker
        left = [(name, *one) for name in names for one in check.file(out / name)]
        tables = [one for name in names if (one := look(out / name, name, check.issued)) is not None]
        return self.seal.close((left, [tuple(one) for one in tables]), f"left/{number}")

    @cached_property
    def _checker(self) -> Check:
        issued = self.seal.open((self.job.work / "issued").read_bytes(), "issued")
        styles = self._book.styles
        stays = lambda finding: self.finder.keeps(finding) or styles.get(finding.kind) == "keep"  # noqa: E731
        return Check(self.detector, self._book, issued, stays)

    def _hidden(
        self, one: Slice, chunks: Sequence[Chunk], rows: Sequence[Row], spared: frozenset[str], told: Told
    ) -> list[Hidden]:
        """What chunks become, and what is told of it."""
        out = []
        for chunk, found in zip(chunks, rows, strict=True):
            hidden, row = self.writer.hide(chunk, found, spared)
            out.append(hidden)
            told.rows += chunk.rows if one.format != "lines" else 0
            _count(told, one, row)
            if row and len(told.samples) < SAMPLES and one.format != "lines":
                told.samples.append(_sample(chunk, hidden, row[len(row) // 2]))
        return out


def _count(told: Told, one: Slice, row: Row) -> None:
    if not row:
        return
    for name, count in Counter(finding.kind for finding in row).items():
        told.kinds[name] = told.kinds.get(name, 0) + count
    for why, count in Counter(f"{finding.kind}\0{finding.why}" for finding in row).items():
        told.whys[why] = told.whys.get(why, 0) + count
    told.places[one.format] = told.places.get(one.format, 0) + len(row)
    told.nodes[one.node] = told.nodes.get(one.node, 0) + len(row)


def _sample(chunk: Chunk, hidden: Hidden, finding: Finding) -> tuple[str, str, str]:
    """A place before and after; after it the text has grown or shrunk, so the place there is about the same."""
    before = chunk.text[max(0, finding.start - AROUND) : finding.end + AROUND]
    shift = len(hidden.text) - len(chunk.text)
    at = finding.start * len(hidden.text) // max(1, len(chunk.text)) if shift else finding.start
    return finding.kind, before, hidden.text[max(0, at - AROUND) : at + finding.end - finding.start + AROUND]


def _plain(finding: Finding) -> tuple[Any, ...]:
    """A finding as it is kept: `inside` is worked out anew from the book."""
    inner = tuple(_plain(one) for one in finding.inner)
    return (*finding[:10], inner)


def _row(row: Iterable[Sequence[Any]]) -> Row:
    return tuple(_finding(one) for one in row)


def _finding(one: Sequence[Any]) -> Finding:
    start, end, kind, of, entity, why, form, plain, part, rank, inner = one
    return Finding(start, end, kind, of, entity, why, form, plain, part, rank, _row(inner))


def notes_of(known: Mapping[str, Sequence[Any]]) -> dict[str, Known]:
    """Notes as they were kept."""
    return {plain: Known(*one) for plain, one in known.items()}


def entries_of(kept: Iterable[Sequence[str]]) -> list[Entry]:
    """Entries as they were kept."""
    return [Entry(*one) for one in kept]


def put(path: Path, data: bytes, unfinished: Path) -> None:
    """Write a file whole: among the unfinished, durable, then under its name.

    Args:
        path: Its name; folders above it are made.
        data: All of it.
        unfinished: Folder of this run on the same disk. It is not made: where it is gone, another run has begun.

    Raises:
        OSError: The disk is full, or the run is over. Nothing stands under the name that did not before.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = unfinished / uuid4().hex
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise


def told_of(seal: Seal, data: bytes, place: str) -> Told:
    """A task's word, opened."""
    told: Told = pickle.loads(seal.open_bytes(data, place))
    return told


__all__ = ["Bad", "Job", "Slice", "Told", "Worker", "entries_of", "is_personal", "notes_of", "put", "told_of"]
