"""The first release's tables: a vault by scope, and the audit."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# SQLite keeps a table in the order of its INTEGER PRIMARY KEY; another type's is an index beside it, written twice.
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make what is not there: a store of the first release has these tables and no version."""
    there = sa.inspect(op.get_bind()).get_table_names()
    if "garim_vault" not in there:
        op.create_table(
            "garim_vault",
            sa.Column("scope", sa.LargeBinary, nullable=False, primary_key=True),
            sa.Column("batch", sa.LargeBinary, nullable=False, primary_key=True),
            sa.Column("sealed", sa.LargeBinary, nullable=False),
            sa.Column("made", sa.Double, nullable=False),
            sa.Column("used", sa.Double, nullable=False),
        )
        op.create_index("garim_vault_used", "garim_vault", ["used"])
    if "garim_audit" not in there:
        op.create_table(
            "garim_audit",
            sa.Column("number", NUMBER, primary_key=True, autoincrement=False),
            sa.Column("record", sa.Text, nullable=False),
            sa.Column("hash", sa.Text, nullable=False),
        )
