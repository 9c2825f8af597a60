"""What callers may ask is counted once for all workers and machines, which take their share of it in leases."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Counts begin at nothing: before, each worker had its own."""
    op.create_table(
        "garim_leases",
        sa.Column("name", sa.Text, primary_key=True),  # whose rate, or whose number at a time
        sa.Column("state", sa.Text, nullable=False),  # JSON: who took how much of it, and when
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("used", sa.Double, nullable=False),
    )
