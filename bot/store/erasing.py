"""Takes everything of one workspace out of the database."""

from __future__ import annotations

import sqlalchemy as sa

from bot.store.database import Bound
from bot.store.every_table import metadata


def erase(bound: Bound) -> None:
    """Deletes every row of our workspace, in every table; what hangs on another row goes first."""
    for table in reversed(metadata.sorted_tables):
        bound.run(sa.delete(table).where(table.c.workspace == sa.bindparam("ours")))
