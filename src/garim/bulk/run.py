"""One run over a corpus, from a source that nobody changes to a destination that appears whole.

    plan → find → settle the book → names → write → put together → keep what can be restored → look again → report → there

Each step is durable before the next begins, in a folder beside the destination (`DST.garim`) that is gone at the end, but
for the report. Interrupted anywhere, the same call goes on where it was, to the same bytes.
"""

from __future__ import annotations

import errno
import os
import pickle
import shutil
import sqlite3
import time
from collections.abc import Collection, Mapping
from hashlib import sha256
from pathlib import Path, PurePosixPath
from uuid import uuid4

from garim.bulk import postgres
from garim.bulk.along import NOWHERE, Along
from garim.bulk.anonymity import Anonymity
from garim.bulk.assembly import Assembly
from garim.bulk.book import Book, decided
from garim.bulk.formats import lines
from garim.bulk.journal import Journal
from garim.bulk.marks import remember
from garim.bulk.notes import Known, Notes
from garim.bulk.order import Order, Outcome, Progress
from garim.bulk.paths import Paths, apart
from garim.bulk.plan import Planner
from garim.bulk.settling import settle
from garim.bulk.values import Cut
from garim.bulk.work import Job, Slice, Told, Worker, entries_of, notes_of, put, told_of
from garim.bulk.workers import run as spread
from garim.config import Stored
from garim.errors import BadInput, Broken
from garim.store import Store
from garim.text.fold import fold
from garim.values import Event

VERSION = b"6"
FOLDERS = ("spool", "found", "pieces", "out")
UNFINISHED = "unfinished"
ROUNDS = 3
"""How often a corpus is written, at most: the second pass may see what the first did not."""
CHECKED_AT_ONCE = 4 << 20
"""Bytes of finished files that a worker looks through at once."""
KEPT_AT_ONCE = 5_000
"""Entries that the vault takes at once."""


class Run:
    """One run; use `clean`."""

    def __init__(self, order: Order) -> None:
        """
        Raises:
            BadInput: The source is not there, the destination is or lies in the source, another run is at it.
        """
        self.order = order
        src, dst = order.src.absolute(), order.dst.absolute()
        if not order.database:
            apart(order.src, order.dst)
            if order.scope and order.drop:
                raise BadInput("--drop and --scope say opposite things", hint="mask for good, or so that it can be restored")
        elif dst.exists():
            raise BadInput(f"{order.dst} is already there", hint="name a new destination, or move that one away")
        self.dst, self.work = dst, dst.with_name(dst.name + ".garim")
        self.root = src if src.is_dir() else src.parent
        self.src = src
        if order.restart and self.work.exists():
            shutil.rmtree(self.work)
        self.work.mkdir(parents=True, exist_ok=True, mode=0o700)
        for name in FOLDERS:
            (self.work / name).mkdir(exist_ok=True, mode=0o700)
        self.journal = Journal(self.work / "journal.db")
        # what a killed run left unfinished goes, and with its folder the way in for a worker that outlived it
        shutil.rmtree(self.work / UNFINISHED, ignore_errors=True)
        self.unfinished = self.work / UNFINISHED / uuid4().hex
        self.unfinished.mkdir(parents=True, mode=0o700)
        job = Job(
            settings=order.settings,
            lexicons=order.lexicons,
            master=order.key,
            src=self.root,
            work=self.work,
            unfinished=self.unfinished,
            training=order.training,
            rules=order.rules,
        )
        self.worker = Worker(job)
        self.seal = self.worker.seal
        self.paths = Paths(self.journal, self.worker, self.work)
        self.assembly = Assembly(self.journal, self.paths, self.work, self.unfinished)
        self.along = Along(self.journal, self.paths, self.worker)
        self.job = self._keyed(job)
        self._tables: list[Anonymity] = []
        self._counts: dict[str, int] = {}

    def _keyed(self, job: Job) -> Job:
        """The job with the run's own key, where what is hidden shall never come back."""
        if not self.order.drop:
            return job
        sealed = self.journal.get("key")
        if not sealed:
            sealed = self.seal.close(os.urandom(32), "key")
            self.journal.put("key", sealed)
        self.worker.key = self.seal.open(sealed, "key")
        return Job(**{**vars(job), "own_key": sealed})

    def do(self) -> Outcome:
        """All steps.

        Raises:
            GarimError: A step failed. The destination is not there; what is done is kept, and the next call goes on.
        """
        began = time.monotonic()
        self._audit()
        resumed = self._plan()
        self._step("find", "names")
        self._step("find", "data")
        book = self._book()
        self._step("write", "names")
        self.paths.settle()
        for again in range(ROUNDS):
            self._step("write", "data")
            self.paths.make(self.work / "out")
            self.assembly.make(self.order.tell)
            self._keep()
            left, seen = self._check()
            if not left or again + 1 == ROUNDS:
                break
            book = self._mend(seen)
        outcome = self._outcome(book, left, time.monotonic() - began)
        outcome.resumed = resumed
        outcome.anonymity = sorted(self._tables, key=lambda one: (one.smallest, one.file))
        outcome.bad += self.paths.renamed
        outcome.bad += [(one.path, 0, 0, one.reason) for one in self.along.lost(self.work / "out") if one.reason == NOWHERE]
        told = outcome.told
        self._counts = {
            "files": outcome.count,
            "records": told.rows,
            "places": sum(told.kinds.values()),
            "originals": outcome.originals,
            "left_out": len(outcome.bad),
            "still_there": len(left),
        }
        return outcome

    def publish(self) -> None:
        """The destination appears; what stood beside it is gone, but for the report.

        Raises:
            BadInput: Nothing could be read, or a table of that name is there. The destination is not.
            Broken: It cannot be put there. What is done is kept.
        """
        try:
            self._publish(self.work / "out")
        except OSError as error:
            raise Broken(
                f"the destination cannot be put there ({error.strerror})", hint="run it again: what is done is kept"
            ) from None

    def _audit(self) -> Store | None:
        """Where it is recorded that a corpus was given out; None for a library's user who named no store."""
        scopes = self.worker.screen.scopes
        return scopes.store if isinstance(scopes, Stored) else None

    def _record(self) -> None:
        """Keep in the audit that this corpus is given out, before it is: how much, and how it was hidden."""
        store = self._audit()
        if store is None or self.journal.get("recorded"):
            return
        order = self.order
        details: dict[str, str | int] = {
            **self._counts,
            "way": "scope" if order.scope else "drop",
            "hidden": "training" if order.training else "all",
            "found_by": "rules" if order.rules else "all",
            "looked_again": int(order.check),
            "scope": self.seal.blind(order.scope)[:32] if order.scope else "",
            "policy_sha256": self.worker.screening.policy.digest,
        }
        store.append(Event(event="corpus", by="operator", details=details)).result()
        self.journal.put("recorded", VERSION)

    def _publish(self, out: Path) -> None:
        self._record()
        if self.order.scope and not self.order.into:
            remember(
                self.worker.screen,
                self.seal,
                self.order.scope,
                self.along.pairs(out),
                self.along.lost(out),
                self.paths.called_before(),
            )
        if self.order.into:
            postgres.write_tables(self.order.into, sorted(out.glob("*.parquet")))
        elif self.src.is_file():
            single = next(out.iterdir(), None)
            if single is None:
                raise BadInput("nothing of the source could be read", hint="bad.jsonl says why")
            single.replace(self.dst)
        else:
            out.replace(self.dst)
        self.journal.close()
        for name in ("journal.db", "journal.db-wal", "journal.db-shm", "book", "issued"):
            (self.work / name).unlink(missing_ok=True)
        for name in (*FOLDERS, UNFINISHED):
            shutil.rmtree(self.work / name, ignore_errors=True)

    def _plan(self) -> bool:
        """Plan, or take the plan of the run that this one goes on with; whether it does."""
        journal = self.journal
        asked = self._asked()
        if journal.get("planned") == VERSION:
            if self.seal.open(journal.get("asked"), "asked") != asked:
                raise BadInput(
                    "an earlier run to this destination asked for something else", hint="finish it as it was, or --restart"
                )
            return True
        key = journal.get("key")
        if journal.get("planned"):  # by a Garim that left other things in these folders
            for name in FOLDERS:
                shutil.rmtree(self.work / name)
                (self.work / name).mkdir(mode=0o700)
            (self.work / "book").unlink(missing_ok=True)
        journal.begin()
        journal.clear()
        if key:
            journal.put("key", key)
        tell = self.order.tell
        planner = Planner(
            journal, self.seal, self.work / "spool", self.worker.finder, lambda files, size: tell(Progress("plan", files, 0))
        )
        if self.order.database:
            planner.tables(self.order.database, self.order.tables)
        else:
            planner.plan(self.src, self.order.history)
        journal.put("asked", self.seal.close(asked, "asked"))
        journal.put("planned", VERSION)
        journal.commit()
        return False

    def _asked(self) -> list[str]:
        """What makes two runs the same: source, scope, settings, words and the code that reads them."""
        order = self.order
        made = sha256(repr(order.settings).encode())
        for path in order.lexicons:
            made.update(path.read_bytes())
        source = self.seal.blind(f"{order.database}\0{order.tables}") if order.database else str(self.src)
        return [source, order.scope, str(order.drop), str(order.training), str(order.rules), str(order.history), made.hexdigest()]

    def _step(self, step: str, phase: str) -> None:
        """Do what is not done yet of a step."""
        journal, column = self.journal, "found" if step == "find" else "wrote"
        left = journal.tasks(column, phase)
        if not left:
            return
        sizes = dict(left)
        whole = journal.bytes_of(phase)
        done = whole - sum(sizes.values())
        label = "names" if phase == "names" else step
        self.order.tell(Progress(label, done, whole))
        workers = 1 if phase == "names" else min(self.order.workers, len(left))
        tasks = ((number, self._task(number)) for number, _ in left)
        ray = self.order.ray if phase == "data" else ""
        for number, said in spread(self.job, step, tasks, workers=workers, ray=ray, here=self._here()):
            told = told_of(self.seal, said, f"{'told' if step == 'find' else 'said'}/{number}")
            journal.begin()
            journal.add_bad(told.bad)
            journal.done(column, number, said)
            journal.commit()
            done += sizes[number]
            self.order.tell(Progress(label, done, whole))

    def _here(self) -> Worker:
        self.worker.job = self.job
        return self.worker

    def _task(self, number: int) -> bytes:
        """A task for a worker, sealed."""
        slices = []
        for part in self.journal.parts_of_task(number):
            node = self.journal.node(part.node)
            meta = self.paths.meta(node)
            alone = self.journal.is_whole(node.id)
            out = self.paths.of(meta["path"]) if self.paths.settled and alone and not meta.get("member") else ""
            cut = Cut(part.start, part.stop, self.seal.open(part.state, f"state/{part.id}"))
            slices.append(
                Slice(
                    part.id,
                    node.id,
                    meta.get("path", ""),
                    node.size,
                    node.changed,
                    bool(node.spooled),
                    node.format,
                    cut,
                    None if alone else meta.get("verdicts", {}),
                    out,
                )
            )
        return self.seal.close_bytes(pickle.dumps((number, slices)), "task")

    def _book(self) -> Book:
        """What all workers found, settled; the same whoever found what first."""
        path = self.work / "book"
        if path.exists():
            kept: Book = pickle.loads(self.seal.open_bytes(path.read_bytes(), "book"))
            return kept
        notes = self._notes()
        styles = decided(self.worker.screening.policy, notes.known, self.order.training)
        self.journal.put("styles", self.seal.close(styles, "styles"))
        return self._settled(notes, ())

    def _notes(self) -> Notes:
        """All that was found."""
        notes = Notes()
        for number, _ in self.journal.said("found"):
            data = (self.work / "found" / f"{number}.notes").read_bytes()
            notes.take(self.seal.open(data, f"notes/{number}"))
        return notes

    def _settled(self, notes: Notes, always: Collection[str]) -> Book:
        tell, whole = self.order.tell, len(notes.known)
        taken = self.worker.screening.taken
        issued = self.worker.screen.scopes.get(self.order.scope) if self.order.scope else ()
        book = settle(
            notes.known,
            self.worker.key,
            taken,
            lambda done: tell(Progress("settle", done, whole)),
            always,
            issued,
            notes.names,
            lines.words(self.paths.called()),
            self.seal.open(styles, "styles") if (styles := self.journal.get("styles")) else {},
            self.worker.screening.named,
            notes.left,
        )
        put(self.work / "book", self.seal.close_bytes(pickle.dumps(book), "book"), self.unfinished)
        return book

    def _mend(self, seen: Mapping[str, Known]) -> Book:
        """What the second pass saw goes into the book too, and everything is written once more."""
        before = self.journal.get("seen")
        both = {**(notes_of(self.seal.open(before, "seen")) if before else {}), **seen}
        self.journal.put("seen", self.seal.close(both, "seen"))
        notes = self._notes()
        notes.merge(both)
        book = self._settled(notes, {fold(plain) for plain in both})
        self.worker.forget()
        self.journal.write_again()
        return book

    def _keep(self) -> None:
        """What can be restored is in the vault before anything is given out."""
        if not self.order.scope or self.journal.get("kept"):
            return
        scope = self.order.scope
        scopes = self.worker.screen.scopes
        seen = set(scopes.get(scope))
        tasks = [number for number, _ in self.journal.said("wrote")]
        scopes.put(scope, ())  # it is known also where nothing is found
        for done, number in enumerate(tasks):
            data = (self.work / "found" / f"{number}.entries").read_bytes()
            fresh = [entry for entry in entries_of(self.seal.open(data, f"entries/{number}")) if entry not in seen]
            seen.update(fresh)
            for at in range(0, len(fresh), KEPT_AT_ONCE):
                scopes.put(scope, fresh[at : at + KEPT_AT_ONCE])
            self.order.tell(Progress("keep", done + 1, len(tasks)))
        self.journal.put("kept", VERSION)

    def _check(self) -> tuple[list[tuple[str, str, str]], dict[str, Known]]:
        """The independent second pass over the finished bytes: what still stands, and by what it is hidden."""
        if not self.order.check:
            return [], {}
        issued: set[str] = set()
        for number, _ in self.journal.said("wrote"):
            data = (self.work / "found" / f"{number}.entries").read_bytes()
            issued.update(entry[0] for entry in self.seal.open(data, f"entries/{number}"))
        put(self.work / "issued", self.seal.close(sorted(issued), "issued"), self.unfinished)
        out = self.work / "out"
        files = [path for path in sorted(out.rglob("*")) if path.is_file() and not path.is_symlink()]
        tasks: list[list[str]] = [[]]
        size = 0
        for path in files:
            if size >= CHECKED_AT_ONCE:
                tasks.append([])
                size = 0
            size += path.stat().st_size
            tasks[-1].append(str(PurePosixPath(path.relative_to(out))))
        sealed = [(number, self.seal.close((number, names), "check")) for number, names in enumerate(tasks)]
        left: list[tuple[str, str, str]] = []
        seen: dict[str, Known] = {}
        self._tables = []
        workers = min(self.order.workers, len(tasks))
        for done, (number, said) in enumerate(
            spread(self.job, "check", sealed, workers=workers, ray=self.order.ray, here=self._here())
        ):
            self.order.tell(Progress("check", done + 1, len(tasks)))
            found, tables = self.seal.open(said, f"left/{number}")
            left += [(name, kind, way) for name, kind, way, _, _ in found]
            seen.update((plain, Known(*known)) for _, _, _, plain, known in found)
            self._tables += [Anonymity(file, tuple(names), *rest) for file, names, *rest in tables]
        return sorted(left), seen

    def _outcome(self, book: Book, left: list[tuple[str, str, str]], seconds: float) -> Outcome:
        whole = Told()
        samples: list[tuple[str, str, str]] = []
        for number, said in self.journal.said("wrote"):
            told = told_of(self.seal, said, f"said/{number}")
            whole.rows += told.rows
            whole.read += told.read
            whole.written += told.written
            for mine, theirs in ((whole.kinds, told.kinds), (whole.whys, told.whys), (whole.places, told.places)):
                for name, count in theirs.items():
                    mine[name] = mine.get(name, 0) + count
            for node, count in told.nodes.items():
                whole.nodes[node] = whole.nodes.get(node, 0) + count
            samples += told.samples
            whole.workers |= told.workers
        bad = [(self.paths.shown(node), start, size, reason) for node, start, size, reason in self.journal.bad()]
        step = max(1, len(samples) // 40)
        return Outcome(whole, self.journal.counts(), bad, left, book.met, len(book.values), seconds, samples[::step])


def clean(order: Order) -> tuple[Run, Outcome]:
    """Hide a corpus; the destination is there when `Run.publish` returns.

    Raises:
        BadInput: Source or destination cannot be used.
        GarimError: A step failed. The destination is not there; the same call goes on.
    """
    run = Run(order)
    try:
        return run, run.do()
    except sqlite3.OperationalError as error:
        run.journal.close()
        raise Broken(f"the journal cannot be written ({error})", hint="free some space and run it again") from None
    except OSError as error:
        run.journal.close()
        if error.errno in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT):
            raise Broken("the disk is full", hint="free some space and run it again: what is done is kept") from None
        raise Broken(f"{error.strerror}", hint="run it again: what is done is kept") from None
    except BaseException:
        run.journal.close()
        raise


__all__ = ["Order", "Outcome", "Progress", "Run", "clean"]
