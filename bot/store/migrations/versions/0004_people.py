"""What the platform says of somebody is kept: their time zone, and whether they are still here."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody was looked up yet: everybody will be when it is next needed."""
    op.add_column("people", sa.Column("zone", sa.String(64), nullable=False, server_default=""))
    op.add_column("people", sa.Column("standing", sa.String(8), nullable=False, server_default=""))
    op.add_column("people", sa.Column("looked_up_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    """Forgets it; who never chose a language then has none to keep."""
    people = sa.table("people", sa.column("language", sa.Text))
    op.execute(sa.delete(people).where(people.c.language == ""))
    for column in ("looked_up_at", "standing", "zone"):
        op.drop_column("people", column)
