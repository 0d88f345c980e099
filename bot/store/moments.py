"""The ledger of moments: planned, claimed by whoever finds them due, asked, answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from bot.store.assurance_tables import moments
from bot.store.database import Bound
from bot.store.purchases import number_of, short_id
from dialogs.moment import Moment

_INSTANT = moments.c.due_at.type
_OURS = moments.c.workspace == sa.bindparam("ours")
_DUE = sa.and_(
    _OURS,
    moments.c.due_at.is_not(None),
    moments.c.due_at <= sa.bindparam("now", type_=_INSTANT),
)
_RECEIVERS = (
    sa.select(moments.c.receiver).where(_DUE).order_by(moments.c.due_at).limit(sa.bindparam("most"))
)
_DUE_OF = (
    sa.select(moments)
    .where(_DUE, moments.c.receiver == sa.bindparam("receiver"))
    .order_by(moments.c.due_at, moments.c.id)
    .with_for_update(skip_locked=True)
)
_HOLD = sa.text("SELECT pg_try_advisory_xact_lock(hashtextextended(:ours || '/' || :receiver, 0))")
_OF_PURCHASE = (
    sa.select(moments)
    .where(_OURS, moments.c.number == sa.bindparam("number"))
    .order_by(moments.c.on_day, moments.c.id)
)
_OF_PURCHASES = (
    sa.select(moments)
    .where(_OURS, moments.c.number.between(sa.bindparam("first"), sa.bindparam("last")))
    .order_by(moments.c.number, moments.c.on_day, moments.c.id)
)
_ONE = sa.select(moments).where(_OURS, moments.c.id == sa.bindparam("id")).with_for_update()
_BY_MESSAGE = (
    sa.select(moments)
    .where(_OURS, moments.c.message == sa.bindparam("message"))
    .order_by(moments.c.id)
)
_BY_KEY = sa.select(moments).where(
    _OURS, moments.c.number == sa.bindparam("number"), moments.c.key == sa.bindparam("key")
)
_OF_OWNER = sa.select(moments).where(
    _OURS,
    moments.c.state == "asked",
    sa.or_(
        moments.c.owner == sa.bindparam("person"),
        moments.c.offered_to == sa.bindparam("person"),
    ),
)
_FOLLOW_UPS = sa.select(moments).where(
    _OURS,
    moments.c.number == sa.bindparam("number"),
    moments.c.key.like(sa.bindparam("like")),
)
_OPEN_OF_RECEIVER = (
    sa.select(moments)
    .where(
        _OURS,
        moments.c.due_at.is_not(None),
        moments.c.receiver == sa.bindparam("receiver"),
    )
    .order_by(moments.c.due_at, moments.c.id)
)
_BETWEEN = (
    sa.select(moments)
    .where(
        _OURS,
        moments.c.due_at.is_not(None),
        moments.c.due_at <= sa.bindparam("until", type_=_INSTANT),
    )
    .order_by(moments.c.due_at, moments.c.id)
)
_CHANGEABLE = (
    "on_day", "planned_on", "owner", "receiver", "state", "step", "due_at", "sequence", "asked_at",
    "message", "answer", "answered_by", "answered_at", "next_step", "offered_to", "reason",
)  # fmt: skip
_INSERT = sa.insert(moments)
_SAVE = (
    sa.update(moments)
    .where(_OURS, moments.c.id == sa.bindparam("at_id"))
    .values({name: sa.bindparam(f"new_{name}") for name in _CHANGEABLE})
)


def due_receivers(bound: Bound, now: datetime, most: int) -> list[str]:
    """Who has something due, who waits longest first; at most so many rows are looked at."""
    found = bound.run(_RECEIVERS, now=now, most=most).scalars()
    return list(dict.fromkeys(found))


def hold(bound: Bound, receiver: str) -> bool:
    """Holds what goes to one receiver for this transaction; false when another process does.

    Their rows alone would not do: two processes would each take some of them.
    """
    if bound.connection.dialect.name == "sqlite":
        return True  # a transaction there holds the whole database
    return bool(bound.run(_HOLD, receiver=receiver).scalar_one())


def due_of(bound: Bound, receiver: str, now: datetime) -> list[Moment]:
    """What is due for one receiver, held for this transaction; none that another process holds."""
    return [_moment(row) for row in bound.run(_DUE_OF, receiver=receiver, now=now)]


def waiting_for(bound: Bound, receiver: str) -> list[Moment]:
    """Everything of which the next message goes to one receiver, due or not."""
    return [_moment(row) for row in bound.run(_OPEN_OF_RECEIVER, receiver=receiver)]


def due_until(bound: Bound, until: datetime) -> list[Moment]:
    """Everything that is to be sent before some time, earliest first."""
    return [_moment(row) for row in bound.run(_BETWEEN, until=until)]


def of_purchase(bound: Bound, purchase: str) -> list[Moment]:
    """Every moment of a purchase, by day."""
    return [_moment(row) for row in bound.run(_OF_PURCHASE, number=number_of(purchase))]


def of_purchases(bound: Bound, first: int, last: int) -> Iterator[Moment]:
    """Every moment of the purchases with these numbers, by purchase and by day."""
    return (_moment(row) for row in bound.run(_OF_PURCHASES, first=first, last=last))


def load(bound: Bound, id: int) -> Moment | None:
    """One moment, held for this transaction."""
    row = bound.run(_ONE, id=id).one_or_none()
    return _moment(row) if row else None


def with_key(bound: Bound, purchase: str, key: str) -> Moment | None:
    """The moment of a purchase with a key."""
    row = bound.run(_BY_KEY, number=number_of(purchase), key=key).one_or_none()
    return _moment(row) if row else None


def of_owner(bound: Bound, person: str) -> list[Moment]:
    """What was asked and has to be answered by somebody, or that they were offered."""
    return [_moment(row) for row in bound.run(_OF_OWNER, person=person)]


def follow_ups(bound: Bound, moment: Moment) -> list[Moment]:
    """What was asked again after answers at a moment, and is to be, in that order."""
    found = bound.run(_FOLLOW_UPS, number=number_of(moment.purchase), like=f"{moment.root}+%")
    return sorted(map(_moment, found), key=lambda each: int(each.key.rpartition("+")[2]))


def coming_after(bound: Bound, moment: Moment) -> Moment | None:
    """The next time that a moment is asked about, once it is answered; None when it is not."""
    found = [each for each in follow_ups(bound, moment) if each.state == "planned"]
    return found[-1] if found else None


def before(bound: Bound, moment: Moment) -> Moment | None:
    """The moment whose answer a follow-up comes back to."""
    root, _, count = moment.key.partition("+")
    earlier = f"{root}+{int(count) - 1}" if int(count or 1) > 1 else root
    return with_key(bound, moment.purchase, earlier)


def told_by(bound: Bound, message: int) -> list[Moment]:
    """The moments that one message was about."""
    return [_moment(row) for row in bound.run(_BY_MESSAGE, message=message)]


def found(
    bound: Bound, query: sa.Select[Any] | sa.CompoundSelect[Any], **values: object
) -> list[Moment]:
    """The moments that a query for whole rows finds."""
    return [_moment(row) for row in bound.run(query, **values)]


def add(bound: Bound, planned: Iterable[Moment], now: datetime) -> None:
    """Writes new moments into the ledger."""
    rows: list[dict[str, object]] = [
        {
            "number": number_of(each.purchase),
            "key": each.key,
            "kind": each.kind,
            "promise": each.promise,
            "question": each.question,
            "created_at": now,
            **_values(each),
        }
        for each in planned
    ]
    if rows:
        bound.run_many(_INSERT, rows)


def save(bound: Bound, changed: Sequence[Moment]) -> None:
    """Writes what changed about moments that are in the ledger."""
    rows: list[dict[str, object]] = [
        {"at_id": each.id, **{f"new_{name}": value for name, value in _values(each).items()}}
        for each in changed
    ]
    if rows:
        bound.run_many(_SAVE, rows)


def _values(moment: Moment) -> dict[str, object]:
    return {
        "on_day": moment.on,
        "planned_on": moment.planned_on,
        "owner": moment.owner,
        "receiver": moment.receiver,
        "state": moment.state,
        "step": moment.step,
        "due_at": moment.due_at,
        "sequence": moment.sequence,
        "asked_at": moment.asked_at,
        "message": moment.message,
        "answer": moment.answer,
        "answered_by": moment.answered_by,
        "answered_at": moment.answered_at,
        "next_step": moment.next_step,
        "offered_to": moment.offered_to,
        "reason": moment.reason,
    }


def _moment(row: sa.Row[*tuple[Any, ...]]) -> Moment:
    on: date = row.on_day
    return Moment(
        id=row.id,
        purchase=short_id(row.number),
        key=row.key,
        kind=row.kind,
        on=on,
        owner=row.owner,
        receiver=row.receiver,
        due_at=row.due_at,
        promise=row.promise,
        question=row.question,
        state=row.state,
        step=row.step,
        sequence=row.sequence,
        asked_at=row.asked_at,
        message=row.message,
        answer=row.answer,
        answered_by=row.answered_by,
        answered_at=row.answered_at,
        next_step=row.next_step,
        offered_to=row.offered_to,
        reason=row.reason,
        planned_on=row.planned_on,
        created_at=row.created_at,
    )
