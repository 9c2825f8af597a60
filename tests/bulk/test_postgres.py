"""Tables of a real PostgreSQL: in, and out again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pyarrow.parquet as pq
import pytest

from garim import BadInput
from garim.bulk.run import Order, clean
from tests.e2e import postgres

from .conftest import KEY, PEOPLE


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    """Customers and their calls."""
    with postgres.running() as url:
        with psycopg.connect(url) as connection:
            connection.execute(
                "create schema hb; create table hb.customers (cust_no bigint primary key, cust_name text, phone varchar(20), birth_date date, "
                "balance numeric(12,2), tags text[], note jsonb, made timestamptz default '2026-01-02', photo bytea);"
                "create table hb.calls (id int primary key, cust_no bigint, memo text)"
            )
            for i in range(60):
                row = (7_000_003 - i * 7919, PEOPLE[i % 8], f"010-{2000 + i}-{3000 + i}", f"19{70 + i % 30}-03-1{i % 9}", i * 1700.5, ["나래", "x"], f'{{"owner": "{PEOPLE[i % 8]}"}}')
                connection.execute("insert into hb.customers values (%s, %s, %s, %s, %s, %s, %s)", row)
                connection.execute("insert into hb.calls values (%s, %s, %s)", (i, row[0], f"{PEOPLE[i % 8]} 고객 나래 문의" if i % 4 else None))
        yield url


def test_tables_into_parquet(database: str, tmp_path: Path, words: Path) -> None:
    """Types, nulls and rows stay in the order of the key; keys join; nothing of the hidden is left."""
    order = Order(src=Path(), dst=tmp_path / "out", database=database, tables=("hb.customers", "hb.calls"), lexicons=(words,), key=KEY)
    run, outcome = clean(order)
    run.publish()
    people, calls = pq.read_table(tmp_path / "out/customers.parquet"), pq.read_table(tmp_path / "out/calls.parquet")
    text = str(people.to_pylist()) + str(calls.to_pylist())

    assert outcome.residue == [] and outcome.bad == [] and outcome.told.rows == 120
    assert {str(kind) for kind in people.schema.types} >= {"int64", "string", "date32[day]", "decimal128(12, 2)", "timestamp[us, tz=UTC]"}
    assert sorted(people["cust_no"].to_pylist()) == sorted(calls["cust_no"].to_pylist()) and len(set(people["cust_no"].to_pylist())) == 60
    assert calls["id"].to_pylist() == list(range(60)) and calls["memo"].null_count == 15
    assert [float(x) for x in people["balance"].to_pylist()] == sorted((i * 1700.5 for i in range(60)), reverse=True)
    assert not [word for word in (*PEOPLE[:2], "나래", "010-20") if word in text]


def test_tables_into_a_database(database: str, tmp_path: Path, words: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All tables appear at once, with their types; where one is there already nothing is changed."""
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("drop database if exists vendor")
        connection.execute("create database vendor")
    into = database.replace("/postgres?", "/vendor?")
    order = Order(src=Path(), dst=tmp_path / "t", database=database, tables=("hb.customers", "hb.calls"), into=into, lexicons=(words,), key=KEY)
    run, _ = clean(order)
    run.publish()
    with psycopg.connect(into) as connection:
        joined = connection.execute("select c.cust_name, pg_typeof(c.balance)::text, pg_typeof(c.tags)::text, k.memo from customers c join calls k using (cust_no)").fetchall()

    assert len(joined) == 60 and {row[1:3] for row in joined} == {("numeric", "text[]")} and not [row for row in joined if row[0] in PEOPLE]
    run, _ = clean(Order(**{**vars(order), "dst": tmp_path / "again"}))
    with pytest.raises(BadInput, match="nothing was changed"):
        run.publish()
    run.journal.close()
    with psycopg.connect(into) as connection:
        assert connection.execute("select count(*) from customers").fetchone() == (60,)


def test_what_cannot_be_read(database: str, tmp_path: Path) -> None:
    """No such table, no such database: told without the address, which may hold a password."""
    for address, table, says in ((database, "hb.nothing", "cannot be read"), ("postgresql://u:geheim@/x?host=/nowhere", "a", "cannot be opened")):
        with pytest.raises(BadInput, match=says) as caught:
            clean(Order(src=Path(), dst=tmp_path / "x", database=address, tables=(table,), key=KEY, restart=True))
        assert "geheim" not in caught.value.message + caught.value.hint
