"""What is planned and how far it is: one SQLite file beside the destination, each step durable before the next begins.

Only the process that was started writes to it. Names and columns in it are sealed. A worker's result counts once it stands
here; what was done and not written here is done again, to the same bytes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from garim.errors import BadInput

SCHEMA = """
create table if not exists meta(name text primary key, value blob) without rowid;
create table if not exists node(
  id integer primary key, parent integer, place integer, name blob, kind text, format text, size integer, changed integer,
  spooled integer, meta blob, built integer default 0);
create table if not exists part(id integer primary key, node integer, start integer, stop integer, state blob, task integer);
create table if not exists task(
  id integer primary key, phase text, bytes integer, found integer default 0, wrote integer default 0, told blob, said blob);
create table if not exists bad(node integer, start integer, size integer, reason text, unique(node, start, reason));
create index if not exists part_task on part(task);
create index if not exists part_node on part(node);
create index if not exists node_parent on node(parent);
"""


class Node(NamedTuple):
    """A file, folder or archive of the source."""

    id: int
    parent: int
    place: int
    """Among its siblings."""
    name: bytes
    """Sealed."""
    kind: str
    """folder | file | archive | link | out: left out."""
    format: str
    size: int
    changed: int
    spooled: int
    """Whether it was taken out of an archive."""
    meta: bytes
    """Sealed: the path on disk, what an archive keeps of it, verdicts on its columns."""
    built: int = 0


class Part(NamedTuple):
    """A range of a file."""

    id: int
    node: int
    start: int
    stop: int
    state: bytes
    task: int


class Journal:
    """The plan and its state."""

    def __init__(self, path: Path) -> None:
        """
        Raises:
            BadInput: Another process works on it, or it cannot be written.
        """
        try:
            self._db = sqlite3.connect(path, isolation_level=None, timeout=1.0)
            self._db.execute("pragma locking_mode = exclusive")
            self._db.execute("pragma journal_mode = wal")
            self._db.execute("pragma synchronous = full")
            self._db.executescript(SCHEMA)
            self._db.execute("begin immediate")
            self._db.execute("commit")
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise BadInput("this destination is being worked on", hint="wait for the other run, or end it") from None
            raise
        path.chmod(0o600)

    def close(self) -> None:
        """Let go of it."""
        self._db.close()

    def begin(self) -> None:
        """What follows is written at once, at `commit`."""
        self._db.execute("begin")

    def commit(self) -> None:
        """Durable when it returns."""
        self._db.execute("commit")

    def clear(self) -> None:
        """Forget a plan that was not finished."""
        for table in ("meta", "node", "part", "task", "bad"):
            self._db.execute(f"delete from {table}")

    def get(self, name: str) -> bytes:
        """A fact of the run; b"" where there is none."""
        row = self._db.execute("select value from meta where name = ?", (name,)).fetchone()
        return bytes(row[0]) if row else b""

    def put(self, name: str, value: bytes) -> None:
        """Keep a fact."""
        self._db.execute("insert or replace into meta values(?, ?)", (name, value))

    def add_node(self, node: Node) -> None:
        """A file that was planned."""
        self._db.execute("insert into node values(?,?,?,?,?,?,?,?,?,?,?)", node)

    def add_part(self, part: Part) -> None:
        """A range that was planned."""
        self._db.execute("insert into part values(?,?,?,?,?,?)", part)

    def add_task(self, number: int, phase: str, size: int) -> None:
        """Parts that are done at once."""
        self._db.execute("insert into task(id, phase, bytes) values(?,?,?)", (number, phase, size))

    def add_bad(self, rows: Iterable[tuple[int, int, int, str]]) -> None:
        """Records that are left out: node, first byte, bytes, reason."""
        self._db.executemany("insert or ignore into bad values(?,?,?,?)", rows)

    def bad(self) -> list[tuple[int, int, int, str]]:
        """All of them."""
        return list(self._db.execute("select node, start, size, reason from bad order by node, start"))

    def bad_count(self) -> int:
        """How many."""
        return int(self._db.execute("select count(*) from bad").fetchone()[0])

    def tasks(self, step: str, phase: str) -> list[tuple[int, int]]:
        """(task, bytes) of what is not done yet.

        Args:
            step: found | wrote.
            phase: names | data.
        """
        return list(self._db.execute(f"select id, bytes from task where {step} = 0 and phase = ? order by id", (phase,)))

    def bytes_of(self, phase: str) -> int:
        """What a phase has to read, in all."""
        return int(self._db.execute("select coalesce(sum(bytes), 0) from task where phase = ?", (phase,)).fetchone()[0])

    def done(self, step: str, task: int, said: bytes) -> None:
        """A task's step is done, and what it said.

        Args:
            step: found | wrote.
        """
        column = "told" if step == "found" else "said"
        self._db.execute(f"update task set {step} = 1, {column} = ? where id = ?", (said, task))

    def said(self, step: str) -> Iterator[tuple[int, bytes]]:
        """What each task said at a step, in order."""
        column = "told" if step == "found" else "said"
        for number, said in self._db.execute(f"select id, {column} from task where {step} = 1 order by id"):
            yield int(number), bytes(said)

    def parts_of_task(self, task: int) -> list[Part]:
        """The parts of a task."""
        return [Part(*row) for row in self._db.execute("select * from part where task = ? order by id", (task,))]

    def parts_of_node(self, node: int) -> list[Part]:
        """The parts of a file."""
        return [Part(*row) for row in self._db.execute("select * from part where node = ? order by id", (node,))]

    def is_whole(self, node: int) -> bool:
        """Whether a file is one part."""
        return len(self._db.execute("select 1 from part where node = ? limit 2", (node,)).fetchall()) == 1

    def node(self, number: int) -> Node:
        """A file."""
        return Node(*self._db.execute("select * from node where id = ?", (number,)).fetchone())

    def children(self, parent: int) -> list[Node]:
        """What a folder or an archive holds, in order."""
        return [Node(*row) for row in self._db.execute("select * from node where parent = ? order by place", (parent,))]

    def built(self, node: int) -> None:
        """A file of several parts, or an archive, stands whole."""
        self._db.execute("update node set built = 1 where id = ?", (node,))

    def write_again(self) -> None:
        """What was written is written once more; names of files stay."""
        self.begin()
        self._db.execute("update task set wrote = 0, said = null where phase = 'data'")
        self._db.execute("update node set built = 0")
        self._db.execute("delete from meta where name = 'kept'")
        self.commit()

    def counts(self) -> dict[str, int]:
        """Files by format and kind."""
        rows: Sequence[tuple[str, int]] = list(
            self._db.execute("select iif(kind = 'file', format, kind), count(*) from node where id > 1 group by 1")
        )
        return dict(rows)
