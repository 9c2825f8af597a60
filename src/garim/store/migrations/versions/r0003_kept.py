"""What a person means to keep outlives what she only used: a document may say until when it stays."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """0: forgotten once nobody has used it for as long as the settings say; else seconds since 1970."""
    op.add_column("garim_page", sa.Column("keep_until", sa.Double, nullable=False, server_default=sa.text("0")))
