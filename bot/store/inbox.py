"""What was heard before, so that the same delivery twice is the same as once (T2)."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from bot.store.database import Bound
from bot.store.tables import inbox

_REMEMBER = sa.text(
    "INSERT INTO inbox (workspace, heard, heard_at) VALUES (:ours, :heard, :now) "
    "ON CONFLICT DO NOTHING"
).bindparams(sa.bindparam("now", type_=inbox.c.heard_at.type))
_TAKE_BACK = sa.delete(inbox).where(
    inbox.c.workspace == sa.bindparam("ours"), inbox.c.heard.like(sa.bindparam("prefix"))
)
_FORGET = sa.delete(inbox).where(
    inbox.c.workspace == sa.bindparam("ours"), inbox.c.heard_at < sa.bindparam("before")
)


def remember(bound: Bound, heard: str, now: datetime) -> bool:
    """Notes a delivery, in the transaction of what it causes; False when it was heard before."""
    return bound.run(_REMEMBER, heard=heard[:255], now=now).rowcount == 1


def take_back(bound: Bound, prefix: str) -> bool:
    """Drops what begins so; whether there was any. One of two processes at once is told so."""
    return bound.run(_TAKE_BACK, prefix=f"{prefix}%").rowcount > 0


def forget(bound: Bound, before: datetime) -> None:
    """Drops deliveries from before a moment: Slack repeats for minutes, not for weeks."""
    bound.run(_FORGET, before=before)
