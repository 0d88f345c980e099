"""What is to be sent: one row per message, claimed before it is sent, never sent blindly twice.

pending -> sending -> sent; unknown when no answer came; dropped with a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from pydantic import TypeAdapter

from bot.ports import Held, Outgoing, Place
from bot.store.database import Bound
from bot.store.purchases import number_of, short_id
from bot.store.tables import outbox
from dialogs.messages import Message

LEASE = timedelta(seconds=20)
"""How long a row may be on its way; longer than any call to the platform may take."""

_MESSAGE = TypeAdapter(Message)
_OURS = outbox.c.workspace == sa.bindparam("ours")
_THIS = (_OURS, outbox.c.id == sa.bindparam("at_id"))

_ADD = sa.insert(outbox).returning(outbox.c.id)
_SUPERSEDE = (
    sa.update(outbox)
    .where(
        _OURS,
        outbox.c.number == sa.bindparam("at_number"),
        outbox.c.key == sa.bindparam("at_key"),
        outbox.c.state == "pending",
    )
    .values(state="dropped", reason="a newer one took its place")
)
_SENT = (
    sa.update(outbox)
    .where(*_THIS)
    .values(
        state="sent",
        sent_channel=sa.bindparam("new_channel"),
        sent_ts=sa.bindparam("new_ts"),
        reason="",
    )
)
_LATER = (
    sa.update(outbox)
    .where(*_THIS)
    .values(
        state=sa.bindparam("new_state"),
        reason=sa.bindparam("new_reason"),
        due_at=sa.bindparam("new_due_at"),
    )
)
_TARGET = (
    sa.select(outbox.c.sent_channel, outbox.c.sent_ts)
    .where(
        _OURS,
        outbox.c.number == sa.bindparam("number"),
        outbox.c.key == sa.bindparam("key"),
        outbox.c.state == "sent",
    )
    .order_by(outbox.c.id.desc())
    .limit(1)
)
_DUE = (
    sa.select(outbox)
    .where(
        _OURS,
        sa.or_(
            sa.and_(
                outbox.c.state.in_(("pending", "unknown")),
                outbox.c.due_at <= sa.bindparam("now", type_=outbox.c.due_at.type),
            ),
            sa.and_(
                outbox.c.state == "sending",
                outbox.c.claimed_at < sa.bindparam("expired", type_=outbox.c.due_at.type),
            ),
        ),
    )
    .order_by(outbox.c.id)
    .limit(sa.bindparam("most"))
    .with_for_update(skip_locked=True)
)
_CLAIM = (
    sa.update(outbox)
    .where(*_THIS, outbox.c.attempts == sa.bindparam("at_attempts"))
    .values(
        state="sending",
        attempts=outbox.c.attempts + 1,
        claimed_by=sa.bindparam("new_claimed_by"),
        claimed_at=sa.bindparam("new_claimed_at"),
    )
)
_WAITING = (
    sa.select(outbox.c.state, sa.func.count())
    .where(_OURS, outbox.c.state.in_(("pending", "sending", "unknown")))
    .group_by(outbox.c.state)
)


def add(
    bound: Bound, held: Held, messages: Iterable[Message], claimed_by: str, now: datetime
) -> list[Outgoing]:
    """Stores what is to be said in a purchase's conversation, claimed by the process that does so.

    In the transaction of the step: what was said is stored if and only if the step is.
    """
    number = number_of(held.purchase.id)
    return [
        add_at(bound, held.place, message, claimed_by, now, number=number) for message in messages
    ]


def add_at(
    bound: Bound,
    place: Place,
    message: Message,
    claimed_by: str,
    now: datetime,
    number: int | None = None,
) -> Outgoing:
    """Stores one message for a place; `number` when it belongs to a purchase."""
    key = f"{message.key}!" if message.replaces else message.key
    if message.replaces:
        bound.run(_SUPERSEDE, at_number=number, at_key=key)
    row = bound.run(
        _ADD,
        number=number,
        key=key,
        channel=place.channel,
        thread=place.thread,
        message=_MESSAGE.dump_json(message).decode(),
        state="sending",
        due_at=now,
        attempts=1,
        claimed_by=claimed_by,
        claimed_at=now,
        created_at=now,
    )
    target = place.card if message.replaces == "card" else ""
    return Outgoing(
        id=row.scalar_one(),
        workspace=bound.workspace,
        purchase=short_id(number) if number is not None else "",
        message=message,
        channel=place.channel,
        thread=place.thread,
        target=target,
    )


def sent(bound: Bound, id: int, channel: str, ts: str) -> None:
    """Notes that the platform took it."""
    bound.run(_SENT, at_id=id, new_channel=channel, new_ts=ts)


def later(bound: Bound, id: int, state: str, reason: str, due_at: datetime) -> None:
    """Notes that it was not sent (pending), may have been (unknown), or never will be (dropped)."""
    bound.run(_LATER, at_id=id, new_state=state, new_reason=reason, new_due_at=due_at)


def target(bound: Bound, purchase: str, key: str) -> tuple[str, str] | None:
    """Where the newest message with a key stands: channel and ts."""
    row = bound.run(_TARGET, number=number_of(purchase), key=key).one_or_none()
    return (row[0], row[1]) if row else None


def claim_due(
    bound: Bound, claimed_by: str, now: datetime, lease: timedelta = LEASE, most: int = 200
) -> list[Outgoing]:
    """Claims what waits to be sent, and what a dead process left on its way.

    A row that may have been sent already is given back with `check_first`.
    """
    rows = bound.run(_DUE, now=now, expired=now - lease, most=most).all()
    claimed = []
    for row in rows:
        taken = bound.run(
            _CLAIM,
            at_id=row.id,
            at_attempts=row.attempts,
            new_claimed_by=claimed_by,
            new_claimed_at=now,
        )
        if taken.rowcount == 1:
            claimed.append(_outgoing(row))
    return claimed


def waiting(bound: Bound) -> dict[str, int]:
    """How many rows there are by state, of those that are not finished."""
    return {row[0]: row[1] for row in bound.run(_WAITING)}


def _outgoing(row: sa.Row[*tuple[Any, ...]]) -> Outgoing:
    return Outgoing(
        id=row.id,
        workspace=row.workspace,
        purchase=short_id(row.number) if row.number is not None else "",
        message=_MESSAGE.validate_json(row.message),
        channel=row.channel,
        thread=row.thread,
        attempts=row.attempts + 1,
        check_first=row.state in ("sending", "unknown"),
    )


def history(bound: Bound, purchase: str) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """Every row of a purchase, oldest first: what was sent, and what was not and why."""
    statement = (
        sa.select(outbox)
        .where(_OURS, outbox.c.number == sa.bindparam("number"))
        .order_by(outbox.c.id)
    )
    return bound.run(statement, number=number_of(purchase)).all()
