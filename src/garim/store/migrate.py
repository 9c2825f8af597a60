"""Bring a database to the schema that this version reads; alembic is imported only where a step is missing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3

    from sqlalchemy import Connection

HEAD = "0004"
"""The last step in migrations/versions; a test compares."""


def upgrade(connection: Connection) -> None:
    """Run what is missing, in the connection's transaction: all of it or nothing."""
    from alembic.command import upgrade as run
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "garim.store:migrations")
    config.attributes["connection"] = connection
    run(config, "head")


def upgrade_sqlite(db: sqlite3.Connection) -> None:
    """Upgrade a database by its own connection.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: A step failed; the database is as it was.
    """
    from sqlalchemy import StaticPool, create_engine, text

    engine = create_engine("sqlite://", creator=lambda: db, poolclass=StaticPool)
    # The pool gives its connection back by rolling back; ours is to live on, and steps must share one transaction.
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("BEGIN IMMEDIATE"))
        try:
            upgrade(connection)
            connection.execute(text("COMMIT"))
        except BaseException:
            connection.execute(text("ROLLBACK"))
            raise


async def upgrade_postgres(connect: Callable[[], Awaitable[Any]], lock: int) -> None:
    """Upgrade a database by a connection of its own, one process at a time.

    Args:
        connect: Gives an asyncpg connection.
        lock: Number of the advisory lock.
    """
    from sqlalchemy import text
    from sqlalchemy.ext.asyncio import create_async_engine
    from sqlalchemy.pool import NullPool

    engine = create_async_engine("postgresql+asyncpg://", async_creator=connect, poolclass=NullPool)
    async with engine.begin() as connection:
        await connection.execute(text(f"SELECT pg_advisory_xact_lock({lock})"))
        await connection.run_sync(upgrade)
    await engine.dispose()
