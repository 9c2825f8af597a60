"""What is kept belongs to someone and is sealed under keys of the store's own; the store knows itself; checkpoints."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Rows of the first release stay: they belong to nobody, and key 0 opens them."""
    op.add_column("garim_vault", sa.Column("owner", sa.LargeBinary, nullable=False, server_default=sa.text("''")))
    op.add_column("garim_vault", sa.Column("key", sa.Integer, nullable=False, server_default=sa.text("0")))
    op.create_index("garim_vault_key", "garim_vault", ["key"])
    op.create_table(
        "garim_meta",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    op.create_table(
        "garim_keys",  # wrapped by the master key
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("purpose", sa.Text, nullable=False),  # data | index | sign
        sa.Column("wrapped", sa.LargeBinary, nullable=False),
        sa.Column("made", sa.Double, nullable=False),
    )
    if "garim_page" in sa.inspect(op.get_bind()).get_table_names():
        op.add_column("garim_page", sa.Column("key", sa.Integer, nullable=False, server_default=sa.text("0")))
    else:
        op.create_table(
            "garim_page",  # what people keep: sealed documents; every place is an HMAC; see history.py
            sa.Column("name", sa.LargeBinary, primary_key=True),  # of owner, room and name
            sa.Column("room", sa.LargeBinary, nullable=False),  # of owner and room
            sa.Column("part", sa.LargeBinary, nullable=False),  # of owner, room and what it is part of
            sa.Column("version", sa.BigInteger, nullable=False),
            sa.Column("key", sa.Integer, nullable=False, server_default=sa.text("0")),
            sa.Column("sealed", sa.LargeBinary, nullable=False),
            sa.Column("made", sa.Double, nullable=False),
            sa.Column("used", sa.Double, nullable=False),
        )
        op.create_index("garim_page_room", "garim_page", ["room", "made"])
        op.create_index("garim_page_part", "garim_page", ["part", "made"])
    op.create_index("garim_page_key", "garim_page", ["key"])
    op.create_table(
        "garim_checkpoints",
        sa.Column("size", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("head", sa.Text, nullable=False),  # hash of record number `size`
        sa.Column("frontier", sa.Text, nullable=False),  # the Merkle tree's complete subtrees, hex, joined by spaces
        sa.Column("note", sa.Text, nullable=False),  # C2SP checkpoint, signed
    )
    op.create_table(
        "garim_clients",  # keys that the gateway issued
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
    )
    op.create_table(
        "garim_budgets",
        sa.Column("client", sa.Text, primary_key=True),
        sa.Column("period", sa.Text, primary_key=True),
        sa.Column("what", sa.Text, primary_key=True),
        sa.Column("used", sa.Double, nullable=False),
    )
