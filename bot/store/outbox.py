"""What is to be sent: one row per message, claimed before it is sent, never sent blindly twice.

pending -> sending -> sent; unknown when no answer came; dropped with a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from pydantic import TypeAdapter

from bot.ports import Held, Outgoing, Place, Sent
from bot.store.database import Bound
from bot.store.purchases import number_of, short_id
from bot.store.tables import WAITING, outbox
from dialogs.card import CARD
from dialogs.messages import Message

LEASE = timedelta(seconds=20)
"""How long a row may be on its way; longer than any call to the platform may take."""
NEVER = datetime(9999, 1, 1, tzinfo=UTC)
LAST_ID = 2**63 - 1

_MESSAGE = TypeAdapter(Message)
_OURS = outbox.c.workspace == sa.bindparam("ours")
_THIS = (_OURS, outbox.c.id == sa.bindparam("at_id"))

_ADD = sa.insert(outbox).returning(outbox.c.id, sort_by_parameter_order=True)
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
_LATEST = (
    sa.select(outbox.c.sent_channel, outbox.c.sent_ts)
    .where(
        _OURS,
        outbox.c.number == sa.bindparam("number"),
        outbox.c.key == sa.bindparam("key"),
        outbox.c.state != "dropped",
        outbox.c.id < sa.bindparam("before"),
        outbox.c.created_at != sa.bindparam("beside", type_=outbox.c.created_at.type),
    )
    .order_by(outbox.c.id.desc())
    .limit(1)
)
_KNOWN = (
    sa.select(outbox.c.id)
    .where(_OURS, outbox.c.number.is_(None), outbox.c.key == sa.bindparam("key"))
    .limit(1)
)
_GIVE_UP = (
    sa.update(outbox)
    .where(_OURS, outbox.c.number == sa.bindparam("at_number"), outbox.c.state == "pending")
    .values(state="dropped", reason=sa.bindparam("new_reason"))
)
_NEWEST = (
    sa.select(outbox.c.sent_ts)
    .where(
        _OURS,
        outbox.c.number == sa.bindparam("number"),
        outbox.c.key == sa.bindparam("key"),
    )
    .order_by(outbox.c.id.desc())
    .limit(1)
)
_DUE = (
    sa.select(outbox)
    .where(
        _OURS,
        sa.text(WAITING),
        outbox.c.due_at <= sa.bindparam("now", type_=outbox.c.due_at.type),
    )
    .order_by(outbox.c.due_at, outbox.c.id)
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
        due_at=sa.bindparam("new_due_at"),
    )
)
_WAITING = (
    sa.select(outbox.c.state, sa.func.count())
    .where(_OURS, sa.text(WAITING))
    .group_by(outbox.c.state)
)


@dataclass(frozen=True, slots=True)
class Standing:
    """A message of ours: where it stands, both empty while it waits to be sent."""

    channel: str
    ts: str


def add(
    bound: Bound,
    held: Held,
    messages: Iterable[Message],
    claimed_by: str,
    now: datetime,
    lease: timedelta = LEASE,
) -> list[Outgoing]:
    """Stores what is to be said in a purchase's conversation, claimed by the process that does so.

    In the transaction of the step: what was said is stored if and only if the step is.
    """
    number = number_of(held.purchase.id)
    planned = [
        (message, target)
        for message in messages
        if (target := _target(bound, held.place, message, number)) is not None
    ]
    if any(message.replaces == CARD for message, _ in planned):
        bound.run(_SUPERSEDE, at_number=number, at_key=_key(CARD, replaces=True))
    return _insert(bound, held.place, planned, claimed_by, now, lease, number)


def _target(bound: Bound, place: Place, message: Message, number: int) -> str | None:
    """The message that this one takes the place of, empty where that is not known yet.

    None when there is nothing to take the place of: a form answers what was never asked, and a
    purchase may be opened again at a question that was not asked before.
    """
    if not message.replaces:
        return ""
    if message.replaces == CARD:
        return place.card
    found = latest(bound, short_id(number), message.replaces)
    if found is None:
        return None
    return found.ts if found.channel == place.channel else ""


def add_at(
    bound: Bound,
    place: Place,
    message: Message,
    claimed_by: str,
    now: datetime,
    lease: timedelta = LEASE,
) -> Outgoing:
    """Stores one message for a place that belongs to no purchase."""
    (row,) = _insert(bound, place, [(message, "")], claimed_by, now, lease, None)
    return row


def add_once(
    bound: Bound,
    place: Place,
    message: Message,
    claimed_by: str,
    now: datetime,
    lease: timedelta = LEASE,
) -> list[Outgoing]:
    """The same, for a message whose key tells of one thing; nothing when it was told before."""
    if bound.run(_KNOWN, key=message.key).one_or_none():
        return []
    return [add_at(bound, place, message, claimed_by, now, lease)]


def _key(key: str, replaces: bool) -> str:
    """The natural key of a row: an update is told from the message that it changes."""
    return f"{key}!" if replaces else key


def _insert(
    bound: Bound,
    place: Place,
    planned: Sequence[tuple[Message, str]],
    claimed_by: str,
    now: datetime,
    lease: timedelta,
    number: int | None,
) -> list[Outgoing]:
    rows: list[dict[str, object]] = [
        {
            "number": number,
            "key": _key(message.key, bool(message.replaces)),
            "channel": place.channel,
            "thread": place.thread,
            "message": _MESSAGE.dump_json(message, exclude_defaults=True).decode(),
            "state": "sending",
            "due_at": now + lease,
            "attempts": 1,
            "claimed_by": claimed_by,
            "claimed_at": now,
            "created_at": now,
        }
        for message, _ in planned
    ]
    if not rows:
        return []
    ids = bound.run_many(_ADD, rows).scalars()
    return [
        Outgoing(
            id=id,
            workspace=bound.workspace,
            purchase=short_id(number) if number is not None else "",
            message=message,
            channel=place.channel,
            thread=place.thread,
            created_at=now,
            claimed_at=now,
            target=target,
        )
        for id, (message, target) in zip(ids, planned, strict=True)
    ]


def sent(bound: Bound, taken: Iterable[tuple[int, Sent]]) -> None:
    """Notes that the platform took them, each by its id."""
    rows: list[dict[str, object]] = [
        {"at_id": id, "new_channel": at.channel, "new_ts": at.ts} for id, at in taken
    ]
    if rows:
        bound.run_many(_SENT, rows)


def later(bound: Bound, id: int, state: str, reason: str, due_at: datetime) -> None:
    """Notes that it was not sent (pending), may have been (unknown), or never will be (dropped)."""
    bound.run(_LATER, at_id=id, new_state=state, new_reason=reason, new_due_at=due_at)


def give_up(bound: Bound, purchase: str, reason: str) -> None:
    """Drops what waits to be said about a purchase."""
    bound.run(_GIVE_UP, at_number=number_of(purchase), new_reason=reason)


def latest(
    bound: Bound, purchase: str, key: str, before: Outgoing | None = None
) -> Standing | None:
    """The newest message with a key, sent or waiting; said earlier than `before`."""
    row = bound.run(
        _LATEST,
        number=number_of(purchase),
        key=key,
        before=before.id if before else LAST_ID,
        beside=before.created_at if before else NEVER,
    ).one_or_none()
    return Standing(row.sent_channel or "", row.sent_ts or "") if row else None


def posted(bound: Bound, purchase: str, key: str) -> str:
    """The ts of the newest message with a key; empty while it is on its way."""
    return bound.run(_NEWEST, number=number_of(purchase), key=key).scalar_one_or_none() or ""


def claim_due(
    bound: Bound, claimed_by: str, now: datetime, lease: timedelta = LEASE, most: int = 200
) -> list[Outgoing]:
    """Claims what waits to be sent, and what a dead process left on its way.

    A row that may have been sent already is given back with `check_first`.
    """
    rows = bound.run(_DUE, now=now, most=most).all()
    claimed = []
    for row in rows:
        taken = bound.run(
            _CLAIM,
            at_id=row.id,
            at_attempts=row.attempts,
            new_claimed_by=claimed_by,
            new_claimed_at=now,
            new_due_at=now + lease,
        )
        if taken.rowcount == 1:
            claimed.append(_outgoing(row, now))
    return claimed


def waiting(bound: Bound) -> dict[str, int]:
    """How many rows there are by state, of those that are not finished."""
    return {row[0]: row[1] for row in bound.run(_WAITING)}


def _outgoing(row: sa.Row[*tuple[Any, ...]], now: datetime) -> Outgoing:
    return Outgoing(
        id=row.id,
        workspace=row.workspace,
        purchase=short_id(row.number) if row.number is not None else "",
        message=_MESSAGE.validate_json(row.message),
        channel=row.channel,
        thread=row.thread,
        created_at=row.created_at,
        claimed_at=now,
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
