"""What alembic runs: the steps that are missing, on the connection that `migrate.py` hands over, in its transaction."""

from __future__ import annotations

from alembic import context

connection = context.config.attributes["connection"]
context.configure(connection=connection, version_table="garim_schema")
with context.begin_transaction():
    context.run_migrations()
