"""'Not known yet' gets a value that nobody can type."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Written out, not imported: a migration does not change when the program does.
BEFORE, AFTER = "unknown", "\x1aunknown"


def upgrade() -> None:
    """Until now every 'unknown' was taken as not known yet, also one that somebody typed."""
    _replace(BEFORE, AFTER)


def downgrade() -> None:
    """Back to the word that could be typed."""
    _replace(AFTER, BEFORE)


def _replace(old: str, new: str) -> None:
    answers = sa.table("answers", sa.column("value", sa.Text))
    op.execute(sa.update(answers).where(answers.c.value == old).values(value=new))
