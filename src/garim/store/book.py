"""What the store does, written once for SQLite and PostgreSQL: each call is a generator of statements.

A driver runs such a work in one transaction: it executes each (name, arguments) that is yielded and sends the rows back.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Generator, Sequence
from functools import partial
from typing import Any, TypeVar

import orjson

from garim.errors import BadSettings, VaultFailed
from garim.store.anchor import Anchor
from garim.store.chain import GONE_HINT, NOTHING, Point, Record, has_mac, link, must_follow
from garim.store.clock import Clock, Plausible
from garim.store.merkle import Checkpoint, Frontier, Signer, leaf, read_checkpoint
from garim.store.seal import KeyRow, Master, Seal, UnknownKey
from garim.values import Entry, Event, Receipt

T = TypeVar("T")
Rows = Sequence[Sequence[Any]]
Work = Generator[tuple[str, tuple[Any, ...]], Rows, T]
MANY = "append many"
"""The one statement whose arguments are rows: `append` for each."""
TRIES = 5
"""How often something is sealed anew because the keys changed meanwhile."""
MOST_RACES = 50
"""How often a document is changed anew because another process changed it meanwhile."""
IDLE_LEASES = 400 * 86400.0
"""Seconds after which nobody's rate counts any more: they are of a year at most."""
RESEAL = 200
"""Rows that are sealed anew in one transaction."""


class Book:
    """One process' view of a store: its keys, its clock, and how far it knows the audit to be."""

    def __init__(self, key: bytes, mint: bytes, keep: float, wall: Callable[[], float]) -> None:
        """
        Args:
            key: The master key.
            mint: The key that surrogates are minted with.
            keep: Seconds after its last use at which a scope is no longer given out; 0 for ever.
            wall: Seconds since 1970.
        """
        self._master, self._mint, self._keep, self.wall = Master(key), Master(mint), keep, wall
        self.seal: Seal
        self.clock = Clock(Plausible(wall(), wall()), wall)
        self.anchor: Anchor | None = None
        self.tail: Record = NOTHING
        """The last record that this process knows to be in the audit; only its number and hash."""
        self._keyed = False
        """Whether a record up to there carries a MAC: then all behind it must."""
        self._broken: VaultFailed | None = None
        """What the last checkpoint met that it could not sign over: nothing is written behind it."""

    @property
    def store(self) -> str:
        """The store's identity."""
        return self.seal.store

    @property
    def signer(self) -> Signer:
        """Who signs checkpoints."""
        return Signer(f"garim/{self.store}", self.seal.signer)

    # -- who the store is

    def open(self, *, guarded: bool) -> Work[None]:
        """Know the store, or begin one.

        Args:
            guarded: False opens a store also where its audit does not reach as far as the anchor remembers.

        Raises:
            BadSettings: It was made with another key.
            VaultFailed: It is not the store that the anchor remembers, or its audit was cut.
        """
        meta = yield from self._meta()
        known = self.anchor.known() if self.anchor else None
        if guarded and self.anchor and self.anchor.damaged():
            raise VaultFailed(
                f"the anchor {self.anchor.path} does not hold",
                hint="it was changed, or belongs to another key: `garim audit verify`",
            )
        if "store" not in meta:
            if guarded and known:
                raise VaultFailed(_gone(known.number), hint=GONE_HINT)
            yield from self._begin()
        else:
            self._check_keys(meta)
            rows = yield "keys", ()
            self.seal = Seal(self._master, meta["store"], [KeyRow(*row) for row in rows])
            if guarded and known and known.store != self.store:
                raise VaultFailed("the store was replaced by another one", hint=GONE_HINT)
        self.clock = Clock(Plausible.load(meta.get("clock", ""), self.wall()), self.wall)
        last = yield "last", ()
        self.tail = Record(last[0][0], "", last[0][1]) if last else NOTHING
        if guarded and known and known.number:
            self.tail = Record(known.number, "", known.hash)
            self.tail = yield from self._last()
        if self.anchor and guarded:
            self.anchor.note(self.store, self.tail.number, self.tail.hash)

    def _meta(self) -> Work[dict[str, str]]:
        return {str(name): str(value) for name, value in (yield "meta", ())}

    def _begin(self) -> Work[None]:
        store = secrets.token_hex(16)
        rows = self._master.first(store)
        for row in rows:
            yield "add_key", (row.id, row.purpose, row.wrapped, self.wall())
        for name, value in (
            ("store", store),
            ("key", self._master.fingerprint(store)),
            ("mint", self._mint.fingerprint(store)),
        ):
            yield "set_meta", (name, value)
        self.seal = Seal(self._master, store, rows)

    def _check_keys(self, meta: dict[str, str]) -> None:
        store = meta["store"]
        if meta.get("key") != self._master.fingerprint(store):
            raise BadSettings(
                "the store was made with another master key",
                hint="bring back the key: GARIM_KEY, [screen] key_file or key_command",
            )
        if meta.get("mint") != self._mint.fingerprint(store):
            raise BadSettings(
                "the key that surrogates are made with is not the store's", hint="keep `mint=…` beside the master key"
            )

    def check(self, write: bool = False) -> Work[Record]:
        """See that the store is still the one that was opened, that its audit goes as far as this process wrote it, and that
        what stands behind that was written with the store's key; the last record.

        Args:
            write: Whether to see too that it can be written.
        """
        if write:
            yield "set_meta", ("clock", self.clock.state.dump())
        meta = yield from self._meta()
        if meta.get("store") != self.store:
            raise VaultFailed("the store was replaced or emptied", hint=GONE_HINT)
        self._must_hold()
        return (yield from self._last())

    def again(self) -> Work[None]:
        """See that a database that was put in the place of the one that was open is the same store, and lacks no record that
        this process or the anchor knows; what was added behind those must be chained to them.

        Raises:
            BadSettings: It was made with another key.
            VaultFailed: It is another store, or lacks a record.
        """
        meta = yield from self._meta()
        if meta.get("store") != self.store:
            raise VaultFailed("the store was replaced by another one", hint=GONE_HINT)
        self._check_keys(meta)
        yield from self.fresh()
        known = self.anchor.known() if self.anchor else None
        if known and known.number:
            yield from self._after(Record(known.number, "", known.hash))
        yield from self._last()

    def _last(self) -> Work[Record]:
        """The last record, whoever added it, all behind the one that this process knows being written with the store's key.

        Raises:
            VaultFailed: One is not, or the one that this process knows is gone.
        """
        last, rows = yield from self._after(self.tail)
        while rows:
            for record in map(Record._make, rows):
                must_follow(last, record, self.seal.records, self._keyed)
                self._keyed = self._keyed or has_mac(record)
                last = record
            rows = yield "page", (last.number,)
        return last

    def _after(self, known: Record) -> Work[tuple[Record, Rows]]:
        """A record, which must be where it was, and the first that follow it; the last that was deleted, where retention
        deleted it."""
        rows = yield "page", (known.number - 1 if known.number else 0,)
        if not known.number:
            return NOTHING, rows
        if rows and (rows[0][0], rows[0][2]) == (known.number, known.hash):
            self._keyed = self._keyed or has_mac(Record(*rows[0]))
            return known, rows[1:]
        meta = yield from self._meta()
        if rows and int(meta.get("cut", "0")) >= known.number < rows[0][0]:
            point = yield from self._signed(rows[0][0] - 1)
            if point:
                return Record(point.size, "", point.head), rows
        raise VaultFailed(f"the audit was cut or changed: record {known.number} is not there", hint=GONE_HINT)

    def _signed(self, size: int) -> Work[Point | None]:
        """The checkpoint of a size, the last for 0; its note says whether records carry MACs.

        Raises:
            VaultFailed: The store's key did not sign it, or not that.
        """
        rows = (yield "checkpoints", ()) if size else (yield "last_checkpoint", ())
        point = next((Point(*row) for row in rows if not size or row[0] == size), None)
        if point is None:
            return None
        try:
            said = read_checkpoint(point.note, self.signer.verifier)
            tree = Frontier.load(point.size, point.frontier)
        except ValueError:
            said, tree = Checkpoint("", 0, b"", ""), Frontier()
        if (said.size, said.root, said.head) != (point.size, tree.root(), point.head):
            told = f"the audit was changed: record {point.size} has a checkpoint that the store's key did not sign"
            raise VaultFailed(told, hint=GONE_HINT)
        self._keyed = self._keyed or said.keyed
        return point

    def _must_hold(self) -> None:
        if self._broken:
            raise VaultFailed(self._broken.message, hint=self._broken.hint)

    def remember(self, name: str, value: str) -> Work[bool]:
        """Note a value that the store has one of; whether it is another than before."""
        meta = yield from self._meta()
        yield "set_meta", (f"note {name}", value)
        return meta.get(f"note {name}") != value

    def remembered(self, name: str) -> Work[str]:
        """What was noted last; "" for nothing."""
        return (yield from self._meta()).get(f"note {name}", "")

    # -- the vault

    def put(self, scope: str, owner: str, entries: Sequence[Entry]) -> Work[None]:
        """See `Vault.put`."""
        name = self.seal.scope(scope, owner)
        for _ in range(TRIES):
            batch, key, sealed = self.seal.close(name, entries)
            if (yield "put", (name, batch, key, sealed, self.seal.owner(owner), self.clock.now())):
                return
            yield from self.fresh()
        raise VaultFailed("the store's keys are changed again and again", hint="let one rotation end before the next")

    def get(self, scope: str, owner: str) -> Work[tuple[Entry, ...]]:
        """See `Vault.get`."""
        now, name = self.clock.now(), self.seal.scope(scope, owner)
        rows = yield "use", (name, now - self._keep if self._keep else 0.0, now)
        ordered = sorted((made, bytes(batch), key, bytes(sealed)) for made, batch, key, sealed in rows)
        found = yield from self.opened(
            lambda: [entry for _, batch, key, sealed in ordered for entry in self.seal.open(name, batch, key, sealed)]
        )
        return tuple(dict.fromkeys(found))

    def holds(self, scope: str, owner: str) -> Work[bool]:
        """Whether an owner's scope is there, also one under which nothing had to be issued. Counts as a use."""
        now, name = self.clock.now(), self.seal.scope(scope, owner)
        rows = yield "use", (name, now - self._keep if self._keep else 0.0, now)
        return bool(rows)

    def forget(self, idle: float, scope: str, owner: str) -> Work[int]:
        """See `Vault.forget`."""
        before = self.clock.now() - idle if idle else float("inf")
        if scope:
            rows = yield "forget_scope", (before, self.seal.scope(scope, owner))
        elif owner:
            rows = yield "forget_owner", (before, self.seal.owner(owner))
        else:
            rows = yield "forget_idle", (before,)
            yield "lease_idle", (self.clock.now() - IDLE_LEASES,)
        yield "set_meta", ("clock", self.clock.state.dump())
        return len(rows)

    def fresh(self) -> Work[None]:
        """Read the keys again: another process may have added some, and seals under the newest from then on.

        Raises:
            VaultFailed: They do not open: the master key was changed.
        """
        rows = yield "keys", ()
        self.seal = Seal(self._master, self.store, [KeyRow(*row) for row in rows])

    def opened(self, read: Callable[[], T]) -> Work[T]:
        """What is sealed, with keys that another process may have added since."""
        try:
            return read()
        except UnknownKey:
            yield from self.fresh()
        try:
            return read()
        except UnknownKey:
            raise VaultFailed("a record of the vault was sealed under a key that is gone", hint="restore garim_keys") from None

    # -- keys

    def new_data_key(self) -> Work[int]:
        """Seal under a new data key from now on; its number."""
        rows = [KeyRow(*row) for row in (yield "keys", ())]
        number = max(row.id for row in rows) + 1
        row = self._master.wrap(self.store, number, "data", secrets.token_bytes(32))
        yield "add_key", (row.id, row.purpose, row.wrapped, self.wall())
        self.seal = Seal(self._master, self.store, [*rows, row])
        return number

    def reseal(self) -> Work[int]:
        """Seal some rows anew that an older data key sealed; how many. 0: none is left, and the older keys are gone."""
        current = self.seal.current
        rows = yield "vault_stale", (current, RESEAL)
        for scope, batch, key, sealed in rows:
            place = bytes(scope) + bytes(batch)
            plain = yield from self.opened(partial(self._unsealed, place, key, sealed))
            yield "vault_reseal", (scope, batch, *self.seal.seal(place, plain))
        more = yield "page_stale", (current, RESEAL)
        for name, key, sealed in more:
            place = bytes(name)
            plain = yield from self.opened(partial(self._unsealed, place, key, sealed))
            yield "page_reseal", (name, *self.seal.seal(place, plain))
        return len(rows) + len(more)

    def _unsealed(self, place: bytes, key: int, sealed: bytes) -> bytes:
        return self.seal.unseal(place, key, bytes(sealed))

    def drop_old_keys(self) -> Work[int]:
        """Destroy data keys under which nothing is sealed any more; how many."""
        left = yield "vault_stale", (self.seal.current, 1)
        more = yield "page_stale", (self.seal.current, 1)
        if left or more:
            return 0
        rows = [KeyRow(*row) for row in (yield "keys", ())]
        # A process that read the keys before the rotation may still seal under the one before the newest: store.sql.
        old = sorted(row.id for row in rows if row.purpose == "data")[:-2]
        for number in old:
            yield "drop_key", (number,)
        return len(old)

    def rewrap(self, key: bytes) -> Work[None]:
        """Wrap all keys with another master key, which the store knows from then on."""
        new = Master(key)
        for row in [KeyRow(*row) for row in (yield "keys", ())]:
            wrapped = new.wrap(self.store, row.id, row.purpose, self._master.unwrap(self.store, row))
            yield "rewrap", (row.id, wrapped.wrapped)
        yield "set_meta", ("key", new.fingerprint(self.store))
        self._master = new

    # -- the audit

    def append_all(self, jobs: Sequence[tuple[Receipt | Event, float]]) -> Work[Record]:
        """Add records after the last one, whoever added that; the driver holds the lock and sets `tail` after the commit."""
        rows = yield "last", ()
        last = Record(rows[0][0], "", rows[0][1]) if rows else NOTHING
        if last.hash != self.tail.hash:
            last = yield from self._last()
        records = []
        for said, at in jobs:
            last = self.link(last, said, at)
            records.append(last)
        yield MANY, tuple(records)
        return last

    def link(self, last: Record, said: Receipt | Event, at: float) -> Record:
        """The record that follows `last`: all that is written to the audit is made here.

        Raises:
            VaultFailed: The audit does not hold.
        """
        self._must_hold()
        self._keyed = True
        return link(last, said, at, self.seal.records)

    def landed(self, tail: Record) -> None:
        """A transaction with these records was committed, or they were read from the database and hold."""
        if tail.hash == self.tail.hash:
            return
        self.tail = Record(tail.number, "", tail.hash)
        if self.anchor:
            self.anchor.note(self.store, tail.number, tail.hash)

    def page(self, after: int) -> Work[list[Record]]:
        """See `Audit.page`."""
        return [Record(*row) for row in (yield "page", (after,))]

    def points(self) -> Work[list[Point]]:
        """See `Audit.points`."""
        return [Point(*row) for row in (yield "checkpoints", ())]

    def checkpoint(self) -> Work[Point | None]:
        """See `Audit.checkpoint`."""
        try:
            point = yield from self._sign()
        except VaultFailed as error:
            self._broken = error
            raise
        self._broken = None
        return point

    def _sign(self) -> Work[Point | None]:
        """Sign over what was added, after seeing that each record of it was written with the store's key."""
        keyed, self._keyed = self._keyed, False
        try:
            before = yield from self._signed(0)
            tree = Frontier.load(before.size, before.frontier) if before else Frontier()
            last = Record(before.size, "", before.head) if before else NOTHING
            while records := (yield "page", (last.number,)):
                for record in map(Record._make, records):
                    if record.number != last.number + 1:
                        raise VaultFailed(f"the audit was cut: record {last.number + 1} is not there", hint=GONE_HINT)
                    must_follow(last, record, self.seal.records, self._keyed)
                    self._keyed = self._keyed or has_mac(record)
                    tree.add(leaf(record.text.encode()))
                    last = record
            signer = self.signer
            if before and last.number == before.size or not last.number:
                return before
            note = signer.checkpoint(Checkpoint(signer.name, tree.size, tree.root(), last.hash, self._keyed))
        finally:
            self._keyed = self._keyed or keyed
        yield "add_checkpoint", (tree.size, last.hash, tree.dump(), note)
        yield "set_meta", ("clock", self.clock.state.dump())
        return Point(tree.size, last.hash, tree.dump(), note)

    def cut(self, idle: float) -> Work[tuple[int, Record]]:
        """See `Audit.cut`; also the record that tells of it."""
        before, through = self.clock.now() - idle, 0
        for point in reversed([Point(*row) for row in (yield "checkpoints", ())]):
            rows = yield "at", (point.size,)
            if rows and orjson.loads(rows[0][1])["at"] < before:
                through = point.size
                break
        if not through:
            return 0, self.tail
        tail = yield from self.append_all([(Event(event="retention", details={"through": through}), self.wall())])
        gone = yield "cut", (through,)
        yield "set_meta", ("cut", str(through))
        return len(gone), tail

    # -- clients and budgets

    def clients(self) -> Work[list[tuple[str, bytes, str]]]:
        """See `Ledger.clients`."""
        return [(row[0], bytes(row[1]), row[2]) for row in (yield "clients", ())]

    def set_client(self, name: str, digest: bytes, document: str) -> Work[None]:
        """See `Ledger.set_client`."""
        yield "set_client", (name, digest, document)

    def spend(self, period: str, spent: Sequence[tuple[str, str, float]]) -> Work[list[tuple[str, str, float]]]:
        """See `Ledger.spend`."""
        for client, what, amount in spent:
            yield "spend", (client, period, what, amount)
        return [(row[0], row[1], row[2]) for row in (yield "spent", (period,))]

    def lease(self, name: str, change: Callable[[str, float], tuple[str, T]]) -> Work[T]:
        """Change a document that all processes share, whoever else does so meanwhile; what `change` says beside it.

        Args:
            name: Of the document.
            change: (document, "" for none, time that is believed) → (document, anything).

        Raises:
            VaultFailed: Others changed it each time. It stays as they left it.
        """
        for _ in range(MOST_RACES):
            rows = yield "lease", (name,)
            if not rows:
                yield "lease_add", (name,)
                continue
            now = self.clock.now()
            document, said = change(rows[0][0], now)
            if document == rows[0][0] or (yield "lease_set", (name, document, rows[0][1], now)):
                return said
        raise VaultFailed("what callers may ask is changed again and again", hint="ask again in a second")


def _gone(number: int) -> str:
    return f"the store is gone or was emptied: its audit had {number} records"
