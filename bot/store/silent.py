"""Purchases in which nobody answered for a while, and of which nobody was told so yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from bot.store.database import Bound
from bot.store.purchases import number_of, short_id
from bot.store.tables import UNTOLD, purchases

_INSTANT = purchases.c.updated_at.type
_UNTOLD = (
    purchases.c.workspace == sa.bindparam("ours"),
    purchases.c.status.in_(("draft", "in_progress")),
    sa.text(UNTOLD),
    purchases.c.updated_at < sa.bindparam("before", type_=_INSTANT),
)
_FOUND = (
    sa.select(purchases.c.number, purchases.c.owner, purchases.c.updated_at, purchases.c.state)
    .where(*_UNTOLD, purchases.c.updated_at >= sa.bindparam("since", type_=_INSTANT))
    .order_by(purchases.c.updated_at, purchases.c.number)
    .limit(sa.bindparam("most"))
)
_TELL = (
    sa.update(purchases)
    .where(*_UNTOLD, purchases.c.number == sa.bindparam("at_number"))
    .values(silent_told_at=sa.bindparam("new_told_at"))
)


@dataclass(frozen=True, slots=True)
class Silent:
    """A purchase that waits for an answer: whose it is, since when, and whether that was agreed."""

    purchase: str
    owner: str
    since: datetime
    paused: bool


def silent(bound: Bound, since: datetime, before: datetime, most: int) -> list[Silent]:
    """What was last answered in a stretch of time, longest ago first."""
    return [
        Silent(short_id(row.number), row.owner, row.updated_at, bool(row.state["paused"]))
        for row in bound.run(_FOUND, since=since, before=before, most=most)
    ]


def take(bound: Bound, purchase: str, before: datetime, now: datetime) -> bool:
    """Notes that a silence is told now; false when it was told, or answered, meanwhile.

    Of several processes one gets to tell it: the others wait here for its row.
    """
    number = number_of(purchase)
    return bound.run(_TELL, at_number=number, before=before, new_told_at=now).rowcount == 1
