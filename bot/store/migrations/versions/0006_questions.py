"""Questions that were sent on to procurement, and what was asked and not found."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Makes both tables."""
    op.create_table(
        "questions",
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace", sa.String(64), nullable=False),
        sa.Column("asker", sa.String(64), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("answered_by", sa.String(64), nullable=False),
        sa.Column("answered_at", INSTANT),
    )
    op.create_index("ix_questions_open", "questions", ["workspace", "answered_at", "id"])
    op.create_table(
        "missed",
        sa.Column("workspace", sa.String(64), primary_key=True),
        sa.Column("text", sa.String(200), primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("last_at", INSTANT, nullable=False),
    )


def downgrade() -> None:
    """Drops them."""
    op.drop_table("missed")
    op.drop_index("ix_questions_open", "questions")
    op.drop_table("questions")
