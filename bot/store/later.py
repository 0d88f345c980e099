"""Rows of the outbox, and those that wait for their time: a message that goes from some time on."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from bot.ports import Place
from bot.store.claims import MESSAGE
from bot.store.database import Bound
from bot.store.tables import WAITING, outbox
from dialogs.messages import Message

_OURS = outbox.c.workspace == sa.bindparam("ours")
_KNOWN = (
    sa.select(outbox.c.id)
    .where(_OURS, outbox.c.number.is_(None), outbox.c.key == sa.bindparam("key"))
    .limit(1)
)
_TAKE_BACK = (
    sa.update(outbox)
    .where(
        _OURS,
        outbox.c.number.is_(None),
        outbox.c.key == sa.bindparam("at_key"),
        outbox.c.state == "pending",
    )
    .values(state="dropped", reason=sa.bindparam("new_reason"))
)
_ANY_KNOWN = (
    sa.select(outbox.c.id)
    .where(_OURS, outbox.c.number.is_(None), outbox.c.key.startswith(sa.bindparam("prefix")))
    .limit(1)
)
_WAITS = (
    _OURS,
    sa.text(WAITING),
    outbox.c.state == "pending",
    outbox.c.number.is_(None),
    outbox.c.key.startswith(sa.bindparam("prefix")),
)
_WAITING = (
    sa.select(outbox.c.key)
    .where(*_WAITS, outbox.c.channel == sa.bindparam("channel"))
    .order_by(outbox.c.id)
)
_TAKE_BACK_ALL = (
    sa.update(outbox).where(*_WAITS).values(state="dropped", reason=sa.bindparam("new_reason"))
)
_ADD_LATER = sa.insert(outbox).returning(outbox.c.id)


def add_later(
    bound: Bound, place: Place, message: Message, now: datetime, due_at: datetime
) -> int | None:
    """Stores a message whose key tells of one thing, for whoever finds it due from then on.

    Gives its row; None when it was told before. Two processes at once are for the caller to keep
    apart.
    """
    if was_told(bound, message.key):
        return None
    columns = row(place, message, now, None)
    waits = {"state": "pending", "due_at": due_at, "attempts": 0, "claimed_by": ""}
    id: int = bound.run(_ADD_LATER, **columns, **waits).scalar_one()
    return id


def take_back(bound: Bound, key: str, reason: str) -> bool:
    """Drops a message outside every purchase that still waits; whether there was one."""
    return bound.run(_TAKE_BACK, at_key=key, new_reason=reason).rowcount > 0


def take_back_all(bound: Bound, prefix: str, reason: str) -> None:
    """Drops every message outside every purchase that still waits, with a key that begins so."""
    bound.run(_TAKE_BACK_ALL, prefix=prefix, new_reason=reason)


def waiting(bound: Bound, channel: str, prefix: str) -> list[str]:
    """The keys that begin so of what still waits to be said to somebody."""
    return list(bound.run(_WAITING, channel=channel, prefix=prefix).scalars())


def was_told(bound: Bound, key: str) -> bool:
    """Whether a message outside every purchase was ever stored with this key."""
    return bound.run(_KNOWN, key=key).one_or_none() is not None


def was_told_any(bound: Bound, prefix: str) -> bool:
    """Whether a message outside every purchase was ever stored with a key that begins so."""
    return bound.run(_ANY_KNOWN, prefix=prefix).one_or_none() is not None


def row(place: Place, message: Message, now: datetime, number: int | None) -> dict[str, object]:
    """What a row holds, whoever sends it and whenever."""
    return {
        "number": number,
        "key": key_in_row(message.key, bool(message.replaces)),
        "channel": place.channel,
        "thread": place.thread,
        "message": MESSAGE.dump_json(message, exclude_defaults=True).decode(),
        "created_at": now,
    }


def key_in_row(key: str, replaces: bool) -> str:
    """The natural key of a row: an update is told from the message that it changes."""
    return f"{key}!" if replaces else key
