"""A live database: schemas, tables, views, sequences, comments, and columns with a coined word.

PostgreSQL with the driver that Garim's extra `learn` installs; Oracle, MySQL, SQL Server and others where SQLAlchemy's
driver for them is there. Reads the catalogue only, never a row of a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from garim.errors import BadInput, BadSettings
from garim.learn import Item, Learnt, Left, Options, once, said
from garim.learn.ddl import PUBLIC_SCHEMAS, column

if TYPE_CHECKING:
    from sqlalchemy.engine.reflection import Inspector

SYSTEM = re.compile(
    r"^(pg_|information_schema|sys$|system$|xdb$|mdsys|ctxsys|outln|dbsnmp|wmsys|olapsys|db_|performance_schema)", re.IGNORECASE
)


def learn(source: str, options: Options) -> Iterator[Item]:
    """Read a database's catalogue.

    Args:
        source: A URL as SQLAlchemy writes it: postgresql://user@host/name.
        options: Not used.

    Raises:
        BadSettings: The driver is not installed.
        BadInput: The database does not answer, or went away; what was learnt before is not to be used.
    """
    try:
        from sqlalchemy import create_engine, inspect
        from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
    except ModuleNotFoundError:
        raise BadSettings("SQLAlchemy is not installed", hint="pip install 'garim[learn]'") from None
    url = re.sub(r"^postgres(?:ql)?://", "postgresql+psycopg://", source)
    try:
        engine = create_engine(url, connect_args={"connect_timeout": 10} if "psycopg" in url else {})
    except (ArgumentError, NoSuchModuleError):
        raise BadInput("this is no database URL that SQLAlchemy knows", hint="postgresql://user@host/name") from None
    except ModuleNotFoundError as error:
        raise BadSettings(f"the driver {error.name} is not installed", hint=f"pip install {error.name}") from None
    try:
        with engine.connect() as connection:
            yield from once(_catalogue(inspect(connection)))
    except SQLAlchemyError as error:
        # The driver's message may hold the URL with its password: it is not passed on.
        raise BadInput(f"the database failed: {type(error).__name__}", hint="check address, user and rights") from None
    finally:
        engine.dispose()


def _catalogue(inspector: Inspector) -> Iterator[Item]:
    for schema in inspector.get_schema_names():
        if SYSTEM.match(schema):
            continue
        if schema.lower() in PUBLIC_SCHEMAS:
            yield Left(schema, "a schema that every database has")
        else:
            yield Learnt(schema, "database")
        for table in inspector.get_table_names(schema):
            note = inspector.get_table_comment(table, schema).get("text") or ""
            yield Learnt(table, "db_object", means=note)
            yield from said(note)
            yield from _columns(inspector, table, schema)
        for view in inspector.get_view_names(schema):
            yield Learnt(view, "db_object")
        for sequence in inspector.get_sequence_names(schema):
            yield Learnt(sequence, "db_object")


def _columns(inspector: Inspector, table: str, schema: str) -> Iterator[Item]:
    for found in inspector.get_columns(table, schema):
        yield column(found["name"])
