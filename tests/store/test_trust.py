"""What both stores promise about who they are, whose things are whose, keys, time and an audit that was meddled with."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import orjson
import pytest

from garim.errors import BadSettings, VaultFailed
from garim.store import Store, chain, migrate, open_store
from garim.store import verified as store_verified
from garim.store.seal import derive
from garim.values import Entry, Event, Receipt
from tests.store.conftest import KEY, Clock, execute

Open = Callable[..., Store]
MIRA = Entry("Taran", "Mirae-on", "stem", "미래온")
SEO = Entry("김도윤", "서하진", "person", "서하진")
RECEIPT = Receipt(protocol="openai_chat", client="mina", counts={"person": 2})
DAY = 86400.0


def verified(store: Store) -> chain.Verified:
    return store_verified(store, store.points().result())


def without_mac(previous: chain.Record, said: Receipt | Event, at: float) -> chain.Record:
    """A record as the first editions wrote it, and as whoever has no key can make it: with no MAC."""
    text = json.dumps({"number": previous.number + 1, "at": at, **orjson.loads(orjson.dumps(said))}, ensure_ascii=False, separators=(",", ":"))
    return chain.Record(previous.number + 1, text, sha256((previous.hash + text).encode()).hexdigest())


def put_in(url: str, record: chain.Record) -> None:
    execute(url, f"INSERT INTO garim_audit (number, record, hash) VALUES ({record.number}, '{record.text}', '{record.hash}')")


# -- whose things are whose


@pytest.mark.parametrize("stranger", ["", "team-b", "team-a\0", "case-42", "teama", "-team-a"])
def test_a_scope_is_its_owners_alone(opened: Open, stranger: str) -> None:
    store = opened()
    store.put("case-42", [MIRA], owner="team-a").result()

    assert store.get("case-42", owner=stranger).result() == ()
    assert store.forget(0, "case-42", owner=stranger).result() == 0
    assert store.get("case-42", owner="team-a").result() == (MIRA,)


def test_a_row_moved_to_another_owners_scope_does_not_open(opened: Open, url: str) -> None:
    """What the database's own administrator can do: point a sealed row at a scope of somebody else."""
    store = opened()
    store.put("s", [MIRA], owner="a").result()
    store.put("s", [SEO], owner="b").result()
    theirs, ours = (row[0] for row in execute(url, "SELECT scope FROM garim_vault ORDER BY made"))
    hexed = "'\\x{}'" if "postgres" in url else "x'{}'"
    execute(url, f"UPDATE garim_vault SET scope = {hexed.format(bytes(ours).hex())} WHERE scope = {hexed.format(bytes(theirs).hex())}")  # type: ignore[call-overload]

    with pytest.raises(VaultFailed, match="does not open"):
        store.get("s", owner="b").result()


def test_all_of_an_owner_is_forgotten_on_request(opened: Open) -> None:
    store = opened()
    for scope in ("one", "two"):
        store.put(scope, [MIRA], owner="leaver").result()
        store.put(scope, [SEO], owner="stays").result()

    assert store.forget(0, owner="leaver").result() == 2
    assert store.get("one", owner="leaver").result() == ()
    assert store.get("two", owner="stays").result() == (SEO,)


# -- which store it is


def test_another_key_for_surrogates_stops_the_start(opened: Open) -> None:
    opened()

    with pytest.raises(BadSettings, match="surrogates"):
        opened(mint=b"m" * 32)


def test_a_database_that_was_emptied_stops_the_start(opened: Open, url: str, tmp_path: Path) -> None:
    anchors = tmp_path / "anchors"
    store = opened(anchors=anchors)
    for _ in range(3):
        store.append(RECEIPT).result()
    for table in ("audit", "meta", "keys", "vault"):
        execute(url, f"DELETE FROM garim_{table}")

    with pytest.raises(VaultFailed, match="its audit had 3 records"):
        opened(anchors=anchors)
    with pytest.raises(VaultFailed):
        store.append(RECEIPT).result()
    with pytest.raises(VaultFailed):
        store.check().result()


@pytest.mark.parametrize("number", [2, 3])
def test_an_audit_that_was_cut_stops_the_next_record_and_the_next_start(opened: Open, url: str, tmp_path: Path, number: int) -> None:
    anchors = tmp_path / "anchors"
    store, other = opened(anchors=anchors), opened()
    for _ in range(3):
        store.append(RECEIPT).result()
    execute(url, f"DELETE FROM garim_audit WHERE number >= {number}")

    with pytest.raises(VaultFailed, match="cut"):
        store.append(RECEIPT).result()
    with pytest.raises(VaultFailed, match="cut"):
        opened(anchors=anchors)
    assert verified(opened(anchors=anchors, guarded=False)).broken == number
    assert other.page(0).result()[-1].number == number - 1


def test_an_anchor_of_another_hand_is_seen(opened: Open, tmp_path: Path) -> None:
    anchors = tmp_path / "anchors"
    opened(anchors=anchors).append(RECEIPT).result()
    (path,) = anchors.iterdir()
    path.write_bytes(bytes(reversed(path.read_bytes())))

    with pytest.raises(VaultFailed, match="does not hold"):
        opened(anchors=anchors)


# -- an audit that was meddled with


def fill(store: Store) -> None:
    for _ in range(4):
        store.append(RECEIPT).result()
    store.checkpoint().result()
    for _ in range(4):
        store.append(RECEIPT).result()


def rewritten(url: str, count: int) -> None:
    """Someone who may write the database and knows the format makes the whole chain anew."""
    execute(url, "DELETE FROM garim_audit")
    last = chain.NOTHING
    for _ in range(count):
        last = without_mac(last, Receipt(protocol="openai_chat", client="nobody"), 1_700_000_000.0)
        put_in(url, last)


def end(url: str) -> chain.Record:
    number, text, digest = execute(url, "SELECT number, record, hash FROM garim_audit ORDER BY number DESC LIMIT 1")[0]
    return chain.Record(int(str(number)), str(text), str(digest))


def chained(last: chain.Record, text: str) -> chain.Record:
    return chain.Record(last.number + 1, text, sha256((last.hash + text).encode()).hexdigest())


FORGED: list[tuple[str, Callable[[chain.Record], chain.Record]]] = [
    ("copy", lambda last: chained(last, last.text.replace(f'"number":{last.number}', f'"number":{last.number + 1}'))),
    ("replay", lambda last: chained(last, last.text)),
    ("other client", lambda last: chained(last, last.text.replace("mina", "juno").replace(f'"number":{last.number}', f'"number":{last.number + 1}'))),
    ("no mac", lambda last: without_mac(last, RECEIPT, 1_700_000_001.0)),
    ("no mac, an event", lambda last: without_mac(last, Event(event="retention", details={"through": 4}), 1_700_000_001.0)),
    ("mac under another key", lambda last: chain.link(last, RECEIPT, 1_700_000_001.0, b"k" * 32)),
    ("short mac", lambda last: chained(last, without_mac(last, RECEIPT, 1.0).text[:-1] + ',"mac":"00"}')),
    ("mac said twice", lambda last: chained(last, last.text[:-1] + last.text[-chain.TAIL:])),
]


MEDDLING: list[tuple[str, Callable[[str], object], int]] = [
    ("edit", lambda url: execute(url, "UPDATE garim_audit SET record = replace(record, 'mina', 'juno') WHERE number = 3"), 3),
    ("delete", lambda url: execute(url, "DELETE FROM garim_audit WHERE number = 5"), 5),
    ("first", lambda url: execute(url, "DELETE FROM garim_audit WHERE number = 1"), 1),
    ("begin", lambda url: execute(url, "DELETE FROM garim_audit WHERE number <= 4"), 1),
    ("insert", lambda url: execute(url, "INSERT INTO garim_audit SELECT 9, record, hash FROM garim_audit WHERE number = 8"), 9),
    ("end", lambda url: execute(url, "DELETE FROM garim_audit WHERE number = 8"), 8),
    ("end and checkpoint", lambda url: [execute(url, "DELETE FROM garim_audit WHERE number >= 4"), execute(url, "DELETE FROM garim_checkpoints")], 4),
    ("all", lambda url: execute(url, "DELETE FROM garim_audit"), 1),
    ("reorder", lambda url: [execute(url, f"UPDATE garim_audit SET number = {b} WHERE number = {a}") for a, b in ((2, 99), (3, 2), (99, 3))], 2),
    ("replay", lambda url: [execute(url, "DELETE FROM garim_audit WHERE number = 6"), execute(url, "INSERT INTO garim_audit SELECT 6, record, hash FROM garim_audit WHERE number = 5")], 6),
    ("rewrite", lambda url: rewritten(url, 8), 4),
    ("note", lambda url: execute(url, "UPDATE garim_checkpoints SET note = replace(note, 'head', 'haed')"), 4),
]


@pytest.mark.parametrize(("meddle", "at"), [pytest.param(m, at, id=name) for name, m, at in MEDDLING])
def test_whatever_is_done_to_the_audit_is_found_and_its_place_named(opened: Open, url: str, tmp_path: Path, meddle: Callable[[str], object], at: int) -> None:
    store = opened(anchors=tmp_path / "anchors")
    fill(store)
    assert verified(store)[:2] == (8, 0)
    meddle(url)

    found = verified(store)
    assert found.broken == at
    assert str(at) in found.why
    assert found.records < at  # a chain made anew is sound up to the last checkpoint that holds, not up to the one that does not


@pytest.mark.parametrize("forge", [pytest.param(forge, id=name) for name, forge in FORGED])
def test_a_record_forged_at_the_end_is_named_and_nothing_is_written_or_signed_behind_it(opened: Open, url: str, tmp_path: Path, forge: Callable[[chain.Record], chain.Record]) -> None:
    """Who may write the database can chain a record, and cannot make its MAC."""
    anchors = tmp_path / "anchors"
    store, other = opened(anchors=anchors), opened()
    fill(store)
    put_in(url, forge(end(url)))

    assert verified(store).broken == 9
    assert "record 9 " in verified(store).why and verified(store).records == 8
    for one in (store, other):
        for ask in (one.check, lambda one=one: one.append(RECEIPT), one.checkpoint, one.check):
            with pytest.raises(VaultFailed, match="the audit was changed: record 9"):
                ask().result()  # type: ignore[attr-defined]
    assert [point.size for point in store.points().result()] == [4]
    with pytest.raises(VaultFailed, match="the audit was changed: record 9"):
        opened(anchors=anchors)
    execute(url, "DELETE FROM garim_audit WHERE number = 9")
    for one in (store, other):
        point = one.checkpoint().result()
        assert point and point.size == 8
        one.check().result()
    store.append(RECEIPT).result()
    assert verified(store)[:2] == (9, 0)


def test_a_record_forged_while_nothing_ran_and_nothing_remembers_is_not_signed_over(opened: Open, url: str) -> None:
    store = opened()
    fill(store)
    put_in(url, without_mac(end(url), RECEIPT, 1_700_000_001.0))
    later = opened()
    later.append(RECEIPT).result()

    assert verified(later).broken == 9
    for ask in (later.checkpoint, later.check, lambda: later.append(RECEIPT), lambda: later.append(RECEIPT)):
        with pytest.raises(VaultFailed, match="record 9 was not written with the store's key"):
            ask().result()  # type: ignore[attr-defined]
    assert len(later.points().result()) == 1


@pytest.mark.parametrize("name", ["head", "frontier", "note"])
def test_a_checkpoint_that_was_changed_is_not_gone_on_from(opened: Open, url: str, name: str) -> None:
    store = opened()
    fill(store)
    execute(url, f"UPDATE garim_checkpoints SET {name} = replace(replace({name}, 'a', 'b'), 'c', 'd')")

    with pytest.raises(VaultFailed, match="record 4 has a checkpoint that the store's key did not sign"):
        store.checkpoint().result()


def test_an_edit_before_the_next_checkpoint_is_not_signed_over(opened: Open, url: str) -> None:
    store = opened()
    fill(store)
    execute(url, "UPDATE garim_audit SET record = replace(record, 'mina', 'juno') WHERE number = 6")

    with pytest.raises(VaultFailed, match="record 6 does not follow"):
        store.checkpoint().result()
    with pytest.raises(VaultFailed, match="record 6 does not follow"):
        store.append(RECEIPT).result()


def test_records_of_an_edition_before_stand_before_the_first_with_a_mac_only(opened: Open, url: str, tmp_path: Path) -> None:
    opened()
    rewritten(url, 3)
    store = opened(anchors=tmp_path / "anchors")
    store.checkpoint().result()
    store.append(RECEIPT).result()

    assert verified(store)[:2] == (4, 0) and verified(store).keyed == 4
    point = store.checkpoint().result()
    assert point and "\nkeyed\n" in point.note
    put_in(url, without_mac(end(url), RECEIPT, 1_700_000_001.0))
    assert "record 5 was not written with the store's key: it carries no MAC" in verified(store).why
    with pytest.raises(VaultFailed, match="record 5"):
        store.append(RECEIPT).result()


def test_a_cut_made_by_another_hand_does_not_let_records_without_a_mac_in(opened: Open, url: str) -> None:
    """Whoever deletes up to a checkpoint, and tells of a retention himself, cannot write that."""
    store = opened()
    for _ in range(4):
        store.append(RECEIPT).result()
    store.checkpoint().result()
    put_in(url, without_mac(end(url), Event(event="retention", details={"through": 4}), 1_700_000_001.0))
    execute(url, "DELETE FROM garim_audit WHERE number <= 4")
    execute(url, "INSERT INTO garim_meta (name, value) VALUES ('cut', '4')")

    assert verified(store).broken == 5
    for ask in (store.check, lambda: store.append(RECEIPT), store.checkpoint, opened().checkpoint):
        with pytest.raises(VaultFailed, match="record 5 was not written with the store's key"):
            ask().result()  # type: ignore[attr-defined]


def test_macs_hold_through_every_rotation_and_need_the_key(opened: Open) -> None:
    store = opened(mint=KEY)
    fill(store)
    store.new_data_key().result()
    store.append(RECEIPT).result()
    store.rewrap(b"n" * 32).result()
    after = opened(key=b"n" * 32, mint=KEY)
    after.append(RECEIPT).result()

    assert verified(after)[:2] == (10, 0) and verified(after).keyed == 1
    assert chain.verify(after.page, after.points().result(), after.signer.verifier).keyed == 0  # nothing was checked
    assert chain.verify(after.page, key=b"k" * 32).broken == 1


def test_old_records_are_deleted_and_what_stays_can_be_proved(opened: Open, url: str, clock: Clock, tmp_path: Path) -> None:
    store = opened(anchors=tmp_path / "anchors")
    fill(store)
    clock.now += 3 * DAY
    store.check().result()
    store.append(RECEIPT).result()
    execute(url, "SELECT 1")

    assert store.cut(1 * DAY).result() == 4
    assert verified(store) == chain.Verified(10, 0, store.page(9).result()[-1].hash, "", 1, 5, 5)
    assert json.loads(store.page(9).result()[-1].text)["details"] == {"through": 4}
    store.append(RECEIPT).result()
    assert verified(opened(anchors=tmp_path / "anchors")).records == 11
    execute(url, "DELETE FROM garim_audit WHERE number <= 5")
    assert verified(store).broken == 1


def test_events_stand_in_the_same_chain(opened: Open) -> None:
    store = opened()
    store.append(Event(event="rotation", by="ops", details={"key": 2})).result()
    store.append(RECEIPT).result()

    assert verified(store)[:2] == (2, 0)
    assert json.loads(store.page(0).result()[0].text)["event"] == "rotation"


# -- keys


def test_keys_are_rotated_while_the_store_is_in_use(opened: Open, url: str) -> None:
    """A new data key seals at once, other processes follow; sealing anew is interrupted and goes on; old keys go at last."""
    store, other = opened(), opened()
    for number in range(450):
        store.put(f"s{number}", [Entry("a", str(number), "stem")])
    store.history.put("mina", "notes", "n", b"text").result()
    store.new_data_key().result()
    store.put("new", [MIRA]).result()

    assert other.get("new").result() == (MIRA,)
    assert store.reseal().result() > 0
    again = opened()
    while again.reseal().result():
        pass
    assert execute(url, "SELECT DISTINCT key FROM garim_vault") == [(4,)]
    assert again.drop_old_keys().result() == 1
    assert other.get("s7").result() == (Entry("a", "7", "stem"),)
    assert opened().history.get("mina", "notes", "n").result().data == b"text"  # type: ignore[union-attr]


def test_a_process_that_only_writes_never_seals_under_a_key_that_is_gone(opened: Open, url: str) -> None:
    """It reads nothing that would tell it of a rotation, and another one destroys the key that it began with: what it keeps
    afterwards, in the vault and beside it, opens, and the next rotation seals it anew."""
    busy, rotating = opened(), opened()
    busy.put("before", [MIRA]).result()
    assert busy.history.put("mina", "notes", "n", b"1").result() == 1
    for number in range(3):
        rotating.new_data_key().result()
        while rotating.reseal().result():
            pass
        rotating.drop_old_keys().result()
        busy.put(f"s{number}", [MIRA]).result()
        assert busy.history.put("mina", "notes", "n", b"2", expect=number + 1).result() == number + 2
        assert busy.history.put("mina", "notes", "n", b"3", expect=number + 1).result() == 0

    assert execute(url, "SELECT COUNT(*) FROM garim_vault WHERE key NOT IN (SELECT id FROM garim_keys)") == [(0,)]
    for scope in ("before", "s0", "s1", "s2"):
        assert opened().get(scope).result() == (MIRA,)
    assert opened().history.get("mina", "notes", "n").result().data == b"2"  # type: ignore[union-attr]


def test_a_row_whose_key_is_gone_is_told_as_that(opened: Open, url: str) -> None:
    """An edition before lost keys so: a rotation says what it met, not that the disk is full."""
    store = opened()
    store.put("s", [MIRA]).result()
    store.new_data_key().result()
    execute(url, "UPDATE garim_vault SET key = 99")

    with pytest.raises(VaultFailed, match="under a key that is gone"):
        store.reseal().result()


def test_the_master_key_is_changed_at_once(opened: Open) -> None:
    store = opened(mint=KEY)
    store.put("s", [MIRA]).result()
    verifier = store.signer.verifier
    store.rewrap(b"n" * 32).result()

    with pytest.raises(BadSettings, match="another master key"):
        opened()
    after = opened(key=b"n" * 32, mint=KEY)
    assert after.get("s").result() == (MIRA,)
    assert after.signer.verifier == verifier


def test_a_bent_key_row_stops_the_start(opened: Open, url: str) -> None:
    opened()
    bent = "'\\x00'" if "postgres" in url else "x'00'"
    execute(url, f"UPDATE garim_keys SET wrapped = {bent} WHERE id = 1")

    with pytest.raises(VaultFailed, match="does not open"):
        opened()


# -- time


@pytest.mark.parametrize("jump", [100 * DAY, 36500 * DAY, -50 * DAY])
def test_a_clock_that_jumps_deletes_and_hides_nothing(opened: Open, clock: Clock, jump: float) -> None:
    store = opened(keep=90 * DAY)
    store.put("s", [MIRA]).result()
    clock.now += jump

    assert store.get("s").result() == (MIRA,)
    assert store.forget(90 * DAY).result() == 0
    store.put("t", [SEO]).result()
    clock.now -= jump
    assert store.forget(90 * DAY).result() == 0
    assert opened(keep=90 * DAY).get("t").result() == (SEO,)


def test_a_clock_that_jumped_while_nothing_ran_deletes_nothing(opened: Open, clock: Clock) -> None:
    store = opened(keep=90 * DAY)
    store.put("s", [MIRA]).result()
    store.forget(90 * DAY).result()
    clock.now += 400 * DAY
    later = opened(keep=90 * DAY)

    assert later.forget(90 * DAY).result() == 0
    assert later.get("s").result() == (MIRA,)


# -- the first release's stores


def test_a_store_of_the_first_release_is_brought_up_and_opens(tmp_path: Path) -> None:
    import hmac

    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    path = tmp_path / "garim.db"
    scope = hmac.digest(derive(KEY, b"garim vault index"), b"scope\0case", "sha256")
    plain = json.dumps([["Taran", "Mirae-on", "stem", ""]]).encode()
    sealed = bytes(12) + AESGCM(derive(KEY, b"garim vault seal")).encrypt(bytes(12), plain, scope + b"b")
    record = without_mac(chain.NOTHING, RECEIPT, 1.0)
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE garim_vault (scope BYTEA NOT NULL, batch BYTEA NOT NULL, sealed BYTEA NOT NULL, made DOUBLE PRECISION NOT NULL, used DOUBLE PRECISION NOT NULL, PRIMARY KEY (scope, batch))")
        db.execute("CREATE INDEX garim_vault_used ON garim_vault (used)")
        db.execute("CREATE TABLE garim_audit (number INTEGER PRIMARY KEY, record TEXT NOT NULL, hash TEXT NOT NULL)")
        db.execute("INSERT INTO garim_vault VALUES (?, ?, ?, 1, 1)", (scope, b"b", sealed))
        db.execute("INSERT INTO garim_audit VALUES (?, ?, ?)", record)
    db.close()
    store = open_store(f"sqlite:///{path}", KEY)
    store.append(RECEIPT).result()

    assert store.get("case").result() == (Entry("Taran", "Mirae-on", "stem"),)
    assert verified(store)[:2] == (2, 0)
    store.close()


def test_the_last_step_is_the_version() -> None:
    steps = sorted(path.name[1:5] for path in (Path(migrate.__file__).parent / "migrations/versions").glob("r*.py"))

    assert steps[-1] == migrate.HEAD


# -- a backup


def test_a_backup_is_put_back(tmp_path: Path) -> None:
    """SQLite's own backup of a store in use; put back, it opens with its key, and the anchor tells what it lacks."""
    url, anchors = f"sqlite:///{tmp_path}/garim.db", tmp_path / "anchors"
    store = open_store(url, KEY, anchors=anchors)
    store.put("s", [MIRA]).result()
    store.append(RECEIPT).result()
    source, target = sqlite3.connect(tmp_path / "garim.db"), sqlite3.connect(tmp_path / "backup.db")
    source.backup(target)
    source.close()
    target.close()
    store.append(RECEIPT).result()
    store.close()
    shutil.copy(tmp_path / "backup.db", tmp_path / "garim.db")
    with pytest.raises(VaultFailed, match="record 2 is not there"):
        open_store(url, KEY, anchors=anchors)
    back = open_store(url, KEY, anchors=anchors, guarded=False)

    assert back.get("s").result() == (MIRA,)
    assert verified(back).why == "record 2 is gone: there were 2 records"
    back.close()
