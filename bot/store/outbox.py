"""What is to be sent: one row per message, claimed before it is sent, never sent blindly twice.

pending -> sending -> sent; unknown when no answer came; dropped with a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bot.ports import Held, Outgoing, Place
from bot.store.claims import LEASE
from bot.store.database import Bound
from bot.store.later import key_in_row, row, was_told
from bot.store.purchases import number_of, short_id
from bot.store.tables import outbox
from dialogs.card import CARD
from dialogs.messages import Message

NEVER = datetime(9999, 1, 1, tzinfo=UTC)
LAST_ID = 2**63 - 1

_OURS = outbox.c.workspace == sa.bindparam("ours")

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
_LATEST_OUTSIDE = (
    sa.select(outbox.c.sent_channel, outbox.c.sent_ts)
    .where(
        _OURS,
        outbox.c.number.is_(None),
        outbox.c.key == sa.bindparam("key"),
        outbox.c.state != "dropped",
        outbox.c.id < sa.bindparam("before"),
    )
    .order_by(outbox.c.id.desc())
    .limit(1)
)
_TOLD = sa.select(sa.func.count(), sa.func.max(outbox.c.created_at)).where(
    _OURS,
    outbox.c.number.is_(None),
    outbox.c.channel == sa.bindparam("person"),
    outbox.c.created_at > sa.bindparam("since", type_=outbox.c.created_at.type),
    outbox.c.key.like(sa.bindparam("like")),
    outbox.c.state != "dropped",
)
_STANDING_AT = (
    sa.select(outbox.c.id)
    .where(
        _OURS,
        outbox.c.number.is_(None),
        outbox.c.sent_ts == sa.bindparam("ts"),
        outbox.c.sent_channel == sa.bindparam("channel"),
    )
    .order_by(outbox.c.id)
    .limit(1)
)
_KEY_OF = sa.select(outbox.c.key, outbox.c.channel).where(_OURS, outbox.c.id == sa.bindparam("id"))
_REASON = sa.select(outbox.c.reason).where(_OURS, outbox.c.id == sa.bindparam("id"))
_DROP = (
    sa.update(outbox)
    .where(_OURS, outbox.c.id == sa.bindparam("at_id"), outbox.c.state == "pending")
    .values(state="dropped", reason=sa.bindparam("new_reason"))
)
_NO_MORE = (
    sa.update(outbox)
    .where(
        _OURS,
        outbox.c.number.is_(None),
        outbox.c.key == sa.bindparam("at_key"),
        outbox.c.state == "sent",
    )
    .values(state="dropped", reason=sa.bindparam("new_reason"))
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
        bound.run(_SUPERSEDE, at_number=number, at_key=key_in_row(CARD, replaces=True))
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
    if was_told(bound, message.key):
        return []
    return [add_at(bound, place, message, claimed_by, now, lease)]


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
            **row(place, message, now, number),
            "state": "sending",
            "due_at": now + lease,
            "attempts": 1,
            "claimed_by": claimed_by,
            "claimed_at": now,
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


def give_up(bound: Bound, purchase: str, reason: str) -> None:
    """Drops what waits to be said about a purchase."""
    bound.run(_GIVE_UP, at_number=number_of(purchase), new_reason=reason)


def latest(
    bound: Bound, purchase: str, key: str, before: Outgoing | None = None
) -> Standing | None:
    """The newest message with a key, sent or waiting; said earlier than `before`.

    Without a purchase, of the messages that belong to none.
    """
    last = before.id if before else LAST_ID
    if purchase:
        beside = before.created_at if before else NEVER
        number = number_of(purchase)
        found = bound.run(_LATEST, number=number, key=key, before=last, beside=beside)
    else:
        found = bound.run(_LATEST_OUTSIDE, key=key, before=last)
    row = found.one_or_none()
    return Standing(row.sent_channel or "", row.sent_ts or "") if row else None


def posted(bound: Bound, purchase: str, key: str) -> str:
    """The ts of the newest message with a key; empty while it is on its way."""
    return bound.run(_NEWEST, number=number_of(purchase), key=key).scalar_one_or_none() or ""


def history(bound: Bound, purchase: str) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """Every row of a purchase, oldest first: what was sent, and what was not and why."""
    statement = (
        sa.select(outbox)
        .where(_OURS, outbox.c.number == sa.bindparam("number"))
        .order_by(outbox.c.id)
    )
    return bound.run(statement, number=number_of(purchase)).all()


def told_since(
    bound: Bound, person: str, since: datetime, prefix: str
) -> tuple[int, datetime | None]:
    """How many messages with such a key somebody got since a time, and when the newest."""
    count, newest = bound.run(_TOLD, person=person, since=since, like=f"{prefix}%").one()
    return count, newest


def standing_at(bound: Bound, channel: str, ts: str) -> int | None:
    """The message outside every purchase that stands at a place; None when it is none of ours."""
    found: int | None = bound.run(_STANDING_AT, channel=channel, ts=ts).scalar()
    return found


def key_of(bound: Bound, id: int) -> tuple[str, str] | None:
    """The key of a message and the channel, or person, that it was for."""
    row = bound.run(_KEY_OF, id=id).one_or_none()
    return (row.key, row.channel) if row else None


def reason_of(bound: Bound, id: int) -> str:
    """Why a message was not sent, or not yet."""
    found: str = bound.run(_REASON, id=id).scalar_one()
    return found


def stands_no_more(bound: Bound, key: str, reason: str) -> None:
    """Notes that a message outside every purchase, which we posted, was deleted by somebody."""
    bound.run(_NO_MORE, at_key=key, new_reason=reason)


def drop(bound: Bound, id: int, reason: str) -> None:
    """Drops a message that has not been sent yet."""
    bound.run(_DROP, at_id=id, new_reason=reason)
