"""What waits lies in the order in which it is claimed: at one and the same time, by its number.

Without the number every claim reads all that is due at the same time, to find the first of it.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

WAITING = sa.text("state IN ('pending', 'sending', 'unknown')")


def upgrade() -> None:
    """Makes the index anew, with the number in it."""
    _again("workspace", "due_at", "id")


def downgrade() -> None:
    """Makes it as it was."""
    _again("workspace", "due_at")


def _again(*columns: str) -> None:
    op.drop_index("ix_outbox_waiting", "outbox")
    op.create_index(
        "ix_outbox_waiting", "outbox", [*columns],
        sqlite_where=WAITING, postgresql_where=WAITING,
    )  # fmt: skip
