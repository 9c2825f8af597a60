"""PostgreSQL: tables in, as they stand at one moment, and tables out, all or none.

A table is read once, in the order of its key, into a sealed Parquet file beside the destination; from there on it is a file
like any other, so that a run that was interrupted goes on without asking the database again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from garim.bulk.seal import Seal, Sink
from garim.errors import BadInput, BadSettings

AT_ONCE = 5_000
"""Rows that are fetched at once, and that a row group of the file holds at least."""
GROUP = 20_000
_COLUMNS = """
select a.attname, format_type(a.atttypid, null), a.atttypmod
from pg_attribute a where a.attrelid = %s::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum
"""
_KEY = """
select a.attname from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
where i.indrelid = %s::regclass and i.indisprimary order by array_position(i.indkey::int2[], a.attnum)
"""
_OUT = {
    "bool": "boolean", "int8": "smallint", "int16": "smallint", "int32": "integer", "int64": "bigint", "uint8": "smallint",
    "uint16": "integer", "uint32": "bigint", "uint64": "numeric", "float": "real", "double": "double precision",
    "date32[day]": "date", "string": "text", "large_string": "text", "binary": "bytea", "large_binary": "bytea",
}  # fmt: skip


class Column(NamedTuple):
    """One column of a table."""

    name: str
    type: Any
    """Arrow's."""
    read: str
    """The SQL that reads it."""


def _driver() -> Any:
    try:
        import psycopg
    except ImportError:
        raise BadSettings("a database needs psycopg", hint="pip install 'garim[learn]'") from None
    return psycopg


def connect(address: str) -> Any:
    """A connection.

    Raises:
        BadInput: It cannot be reached, or lets nobody in; the address is not repeated, for it may hold a password.
    """
    psycopg = _driver()
    try:
        return psycopg.connect(address)
    except psycopg.Error as error:
        raise BadInput(
            f"the database cannot be opened ({type(error).__name__})", hint="check address, user and password"
        ) from None


def read_table(connection: Any, table: str, path: Path, seal: Seal) -> int:
    """Read a table into a sealed Parquet file.

    Args:
        connection: In a transaction that sees one moment.
        table: `name` or `schema.name`.
        path: Of the file.
        seal: For it.

    Returns: Bytes of the Parquet file.

    Raises:
        BadInput: There is no such table, or it may not be read.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    psycopg = _driver()
    try:
        columns = _columns(connection, table)
        key = [row[0] for row in connection.execute(_KEY, (_quoted(table),))]
        order = f" order by {', '.join(map(_name, key))}" if key else ""
        schema = pa.schema([pa.field(column.name, column.type) for column in columns])
        sink = Sink(path, seal)
        asked = f"select {', '.join(column.read for column in columns)} from {_quoted(table)}{order}"
        with connection.cursor(name="garim") as cursor, pq.ParquetWriter(pa.PythonFile(sink, "w"), schema) as writer:
            cursor.itersize = AT_ONCE
            cursor.execute(asked)
            for rows in _groups(cursor):
                arrays = [pa.array(values, column.type) for values, column in zip(zip(*rows, strict=True), columns, strict=True)]
                writer.write_table(pa.table(arrays, schema=schema), row_group_size=GROUP)
    except psycopg.Error as error:
        raise BadInput(
            f"a table cannot be read ({type(error).__name__})", hint="name it as schema.table; may you select it?"
        ) from None
    return sink.end()


def _groups(cursor: Any) -> Iterator[list[tuple[Any, ...]]]:
    held: list[tuple[Any, ...]] = []
    while rows := cursor.fetchmany(AT_ONCE):
        held += rows
        if len(held) >= GROUP:
            yield held
            held = []
    if held:
        yield held


def _columns(connection: Any, table: str) -> list[Column]:
    import pyarrow as pa

    whole = {
        "boolean": pa.bool_(), "smallint": pa.int16(), "integer": pa.int32(), "bigint": pa.int64(), "real": pa.float32(),
        "double precision": pa.float64(), "date": pa.date32(), "timestamp without time zone": pa.timestamp("us"),
        "timestamp with time zone": pa.timestamp("us", "UTC"), "bytea": pa.binary(), "text[]": pa.list_(pa.string()),
        "integer[]": pa.list_(pa.int32()), "bigint[]": pa.list_(pa.int64()), "character varying[]": pa.list_(pa.string()),
    }  # fmt: skip
    out = []
    for name, kind, mod in connection.execute(_COLUMNS, (_quoted(table),)):
        if kind == "numeric" and mod >= 4:
            precision, scale = (mod - 4) >> 16 & 0xFFFF, (mod - 4) & 0x7FF
            if precision <= 38 and scale <= precision:
                out.append(Column(name, pa.decimal128(precision, scale), _name(name)))
                continue
        of = whole.get(kind)
        out.append(Column(name, of or pa.string(), _name(name) if of is not None else f"{_name(name)}::text"))
    return out


def write_tables(address: str, files: Sequence[Path]) -> int:
    """Make a table of each Parquet file, all or none.

    Args:
        address: Of the database.
        files: Each becomes a table called as it.

    Returns: Rows.

    Raises:
        BadInput: A table of that name is there, or may not be made. Nothing was changed.
    """
    import pyarrow.parquet as pq

    psycopg = _driver()
    rows = 0
    with connect(address) as connection:
        try:
            for path in files:
                file = pq.ParquetFile(path)
                schema = file.schema_arrow
                table = _quoted(path.name.removesuffix(".parquet"))
                described = ", ".join(f"{_name(field.name)} {_sql_type(field.type)}" for field in schema)
                connection.execute(f"create table {table} ({described})")
                with connection.cursor().copy(f"copy {table} from stdin") as copy:
                    for batch in file.iter_batches(AT_ONCE):
                        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                            copy.write_row(row)
                            rows += 1
        except psycopg.Error as error:
            connection.rollback()
            raise BadInput(
                f"a table cannot be made ({type(error).__name__}); nothing was changed", hint="is one of that name there already?"
            ) from None
    return rows


def _sql_type(kind: Any) -> str:
    import pyarrow as pa

    if pa.types.is_decimal(kind):
        return f"numeric({kind.precision},{kind.scale})"
    if pa.types.is_timestamp(kind):
        return "timestamp with time zone" if kind.tz else "timestamp"
    if pa.types.is_list(kind):
        return f"{_sql_type(kind.value_type)}[]"
    return _OUT.get(str(kind), "text")


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _quoted(table: str) -> str:
    """`schema.name` as SQL writes it."""
    return ".".join(_name(piece.strip('"')) for piece in table.split("."))
