"""What both stores promise."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from garim.errors import BadSettings, VaultFailed
from garim.store import Store, chain, open_store
from garim.values import Entry, Receipt
from tests.store.conftest import KEY, Clock, execute

Open = Callable[..., Store]
MIRA = Entry("Taran", "Mirae-on", "stem", "미래온")
SEO = Entry("김도윤", "서하진", "person", "서하진")
RECEIPT = Receipt(protocol="openai_chat", model="m", counts={"person": 2}, outbound_sha256="ab" * 32)


def test_what_was_put_is_there_after_a_restart(opened: Open) -> None:
    first = opened()
    first.put("case-42", [MIRA]).result()
    first.put("case-42", [MIRA, SEO]).result()
    first.put("other", [SEO]).result()

    assert opened().get("case-42").result() == (MIRA, SEO)


def test_an_unknown_scope_is_empty(opened: Open) -> None:
    assert opened().get("nobody").result() == ()


def test_a_scope_with_nothing_in_it_is_known(opened: Open) -> None:
    store = opened()
    store.put("quiet", [], "team").result()
    assert store.get("quiet", "team").result() == ()
    known = [store.do(lambda s=s, o=o: store.book.holds(s, o)).result() for s, o in (("quiet", "team"), ("quiet", ""), ("loud", "team"))]
    assert known == [True, False, False]


def test_any_text_comes_back(opened: Open) -> None:
    """Also NUL and a lone surrogate, which no database takes as text."""
    odd = [Entry("a\0b", "\ud800x", "stem", ""), Entry("\0" + "ff", '"\\', "stem", "é")]
    store = opened()
    store.put("s\ud800", odd).result()

    assert store.get("s\ud800").result() == tuple(odd)


def test_nothing_readable_is_kept(opened: Open, url: str, tmp_path: Path) -> None:
    store = opened()
    store.put("case of Ms Seo", [MIRA, SEO]).result()
    store.append(RECEIPT).result()

    rows = execute(url, "SELECT scope, batch, sealed FROM garim_vault")
    raw = b"".join(bytes(field) for row in rows for field in row)  # type: ignore[call-overload]
    if url.startswith("sqlite"):
        raw += b"".join(path.read_bytes() for path in tmp_path.rglob("garim.db*"))

    assert rows
    for text in ("Mirae-on", "미래온", "서하진", "김도윤", "Taran", "case of"):
        assert text.encode() not in raw


def test_another_key_stops_the_start(opened: Open) -> None:
    opened().put("case", [MIRA]).result()

    with pytest.raises(BadSettings, match="another master key"):
        opened(key=b"x" * 32)
    assert opened().get("case").result() == (MIRA,)


def test_a_changed_record_is_an_error(opened: Open, url: str) -> None:
    store = opened()
    store.put("case", [MIRA]).result()
    changed = "substr(sealed, 1, 20) || substr(sealed, 1, 20)" if "postgres" in url else "randomblob(60)"
    execute(url, f"UPDATE garim_vault SET sealed = {changed}")

    with pytest.raises(VaultFailed, match="does not open"):
        store.get("case").result()
    assert store.get("another").result() == ()


def test_forgetting_deletes_what_nobody_used(opened: Open, clock: Clock) -> None:
    store = opened()
    store.put("old", [MIRA]).result()
    store.put("read", [MIRA]).result()
    clock.now += 100
    store.put("new", [SEO]).result()
    store.get("read").result()

    assert store.forget(50).result() == 1
    assert store.forget(50).result() == 0
    assert store.get("old").result() == ()
    assert store.get("read").result() == (MIRA,)
    assert store.forget(0, "new").result() == 1
    assert store.get("read").result() == (MIRA,)


def test_an_expired_scope_is_not_given_out(opened: Open, clock: Clock) -> None:
    store = opened(keep=60)
    store.put("s", [MIRA]).result()
    clock.now += 59

    assert store.get("s").result() == (MIRA,)
    clock.now += 61
    assert store.get("s").result() == ()


def test_what_is_used_does_not_bring_back_what_expired_beside_it(opened: Open, clock: Clock) -> None:
    store = opened(keep=60)
    store.put("s", [MIRA]).result()
    clock.now += 50
    later = Entry("Sena", "Mira", "person")
    store.put("s", [later]).result()
    clock.now += 20

    assert store.get("s").result() == (later,)
    assert store.get("s").result() == (later,)


def test_receipts_are_chained_and_exported(opened: Open) -> None:
    store = opened()
    for _ in range(3):
        store.append(RECEIPT).result()
    other = opened()
    other.append(RECEIPT).result()
    lines = [json.loads(line) for line in chain.export(store.page)]

    assert [line["record"]["number"] for line in lines] == [1, 2, 3, 4]
    assert lines[0]["record"]["counts"] == {"person": 2}
    assert chain.verify(store.page) == chain.Verified(4, 0, lines[-1]["hash"])


@pytest.mark.parametrize(
    ("sql", "broken"),
    [
        ("UPDATE garim_audit SET record = replace(record, '\"sent\"', '\"none\"') WHERE number = 2", 2),
        ("DELETE FROM garim_audit WHERE number = 3", 3),
        ("DELETE FROM garim_audit WHERE number = 1", 1),
        ("UPDATE garim_audit SET hash = (SELECT hash FROM garim_audit WHERE number = 1) WHERE number = 4", 4),
    ],
)
def test_the_first_broken_record_is_told(opened: Open, url: str, sql: str, broken: int) -> None:
    store = opened()
    for _ in range(5):
        store.append(RECEIPT).result()
    execute(url, sql)

    assert chain.verify(store.page).broken == broken


def test_an_empty_audit_holds(opened: Open) -> None:
    assert chain.verify(opened().page) == chain.Verified(0, 0, chain.START)


def test_what_may_only_be_read_is_told_until_it_may_be_written_again(opened: Open, url: str) -> None:
    """A full disk, a standby: reading alone shows nothing of it."""
    store = opened()
    store.append(RECEIPT).result()
    names = ("garim_audit", "garim_meta")
    if url.startswith("sqlite"):
        refuse = "CREATE TRIGGER no_{0}_{1} BEFORE {1} ON {0} BEGIN SELECT RAISE(ABORT, 'no'); END"
        stops = [refuse.format(name, how) for name in names for how in ("INSERT", "UPDATE")]
        goes = [f"DROP TRIGGER no_{name}_{how}" for name in names for how in ("INSERT", "UPDATE")]
    else:
        stops = [
            "CREATE FUNCTION garim_no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE disk_full; END $$",
            *(f"CREATE TRIGGER no BEFORE INSERT OR UPDATE ON {name} EXECUTE FUNCTION garim_no()" for name in names),
        ]
        goes = ["DROP FUNCTION garim_no CASCADE"]
    for sql in stops:
        execute(url, sql)
    store.check().result()  # nothing was tried yet
    with pytest.raises(VaultFailed):
        store.append(RECEIPT).result()
    for _ in range(2):
        with pytest.raises(VaultFailed, match="could not be used"):
            store.check().result()
    for sql in goes:
        execute(url, sql)

    store.check().result()
    store.append(RECEIPT).result()
    assert chain.verify(store.page)[:2] == (2, 0)


def test_many_writers_make_one_chain(opened: Open) -> None:
    stores = [opened(), opened()]
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda i: stores[i % 2].append(RECEIPT).result(), range(200)))

    assert chain.verify(stores[0].page)[:2] == (200, 0)


def test_a_long_audit_is_read_in_pages(opened: Open) -> None:
    store = opened()
    for future in [store.append(RECEIPT) for _ in range(1005)]:
        future.result()

    assert len(store.page(0).result()) == 1000
    assert chain.verify(store.page)[:2] == (1005, 0)


def test_unknown_addresses_and_short_keys_are_refused() -> None:
    with pytest.raises(BadSettings, match="neither"):
        open_store("redis://x", KEY)
    with pytest.raises(BadSettings, match="has 5 bytes"):
        open_store("sqlite:///:memory:", b"short")
