"""The whole story of moments: what was told of each, what became of that, and what proves it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime

import sqlalchemy as sa

from bot.store import evidence, moments
from bot.store.assurance_tables import moments as moments_table
from bot.store.assurance_tables import tellings
from bot.store.database import Bound
from bot.store.purchases import number_of
from bot.store.tables import outbox
from dialogs.ledger import Entry, Given, Telling
from dialogs.moment import DEPUTY, Moment

_ADD = sa.insert(tellings)
_TOLD = (
    sa.select(
        tellings.c.moment,
        tellings.c.receiver,
        tellings.c.step,
        tellings.c.told_at,
        outbox.c.state,
        outbox.c.sent_ts,
        outbox.c.reason,
    )
    .join(outbox, outbox.c.id == tellings.c.message)
    .where(
        tellings.c.workspace == sa.bindparam("ours"),
        tellings.c.number.between(sa.bindparam("first"), sa.bindparam("last")),
    )
    .order_by(tellings.c.id)
)
_DEPUTIES = (
    sa.select(tellings.c.moment, tellings.c.receiver)
    .where(
        tellings.c.workspace == sa.bindparam("ours"),
        tellings.c.number == sa.bindparam("number"),
        tellings.c.step == DEPUTY,
    )
    .order_by(tellings.c.id)
)
_MESSAGES = (
    sa.select(tellings.c.message, sa.func.count())
    .where(
        tellings.c.workspace == sa.bindparam("ours"),
        tellings.c.message.in_(
            sa.select(tellings.c.message).where(
                tellings.c.workspace == sa.bindparam("ours"),
                tellings.c.number == sa.bindparam("number"),
                tellings.c.moment == sa.bindparam("moment"),
            )
        ),
    )
    .group_by(tellings.c.message)
    .order_by(tellings.c.message)
)
_ABOUT = (
    sa.select(tellings.c.moment)
    .where(tellings.c.workspace == sa.bindparam("ours"), tellings.c.message == sa.bindparam("id"))
    .order_by(tellings.c.id)
)
_ASKED_OF = (
    sa.select(tellings.c.moment)
    .join(moments_table, moments_table.c.id == tellings.c.moment)
    .where(
        tellings.c.workspace == sa.bindparam("ours"),
        tellings.c.receiver == sa.bindparam("person"),
        moments_table.c.state == "asked",
    )
    .group_by(tellings.c.moment, moments_table.c.on_day)
    .order_by(moments_table.c.on_day, tellings.c.moment)
)


def tell(bound: Bound, about: Iterable[Moment], message: int, receiver: str, now: datetime) -> None:
    """Writes down that a message is about these moments, as they were before it."""
    rows: list[dict[str, object]] = [
        {
            "number": number_of(each.purchase),
            "moment": each.id,
            "message": message,
            "receiver": receiver,
            "step": each.step,
            "told_at": now,
        }
        for each in about
    ]
    if rows:
        bound.run_many(_ADD, rows)


def alone_in(bound: Bound, moment: Moment) -> list[int]:
    """The messages that were about this moment only, oldest first."""
    found = bound.run(_MESSAGES, number=number_of(moment.purchase), moment=moment.id)
    alone = [message for message, count in found if count == 1]
    newest = moment.message
    if newest is not None and newest not in alone and len(told_by(bound, newest)) <= 1:
        alone.append(newest)
    return alone


def deputies(bound: Bound, purchase: str) -> dict[int, str]:
    """Who was asked last as the deputy, of the moments of a purchase by id."""
    found = bound.run(_DEPUTIES, number=number_of(purchase))
    return {row.moment: row.receiver for row in found}


def asked_of(bound: Bound, person: str) -> list[Moment]:
    """What somebody was asked and nobody answered, in the order of its days."""
    found = [moments.load(bound, id) for id in bound.run(_ASKED_OF, person=person).scalars()]
    return [each for each in found if each is not None]


def told_by(bound: Bound, message: int) -> list[Moment]:
    """The moments that a message was about, at the time or when it was asked for."""
    ids = list(bound.run(_ABOUT, id=message).scalars())
    found = [moment for id in ids if (moment := moments.load(bound, id))]
    return found or moments.told_by(bound, message)


def _at(ts: str | None) -> datetime | None:
    """When the platform put a message there: its id is its time."""
    return datetime.fromtimestamp(float(ts), UTC) if ts else None


def of_purchase(bound: Bound, purchase: str) -> list[Entry]:
    """The ledger of one purchase, by day."""
    number = number_of(purchase)
    return of_purchases(bound, number, number).get(purchase, [])


def of_purchases(bound: Bound, first: int, last: int) -> dict[str, list[Entry]]:
    """The ledger of the purchases with these numbers, by name and by day; three reads in all."""
    told: dict[int, list[Telling]] = defaultdict(list)
    for row in bound.run(_TOLD, first=first, last=last):
        telling = Telling(
            row.moment, row.receiver, row.step, row.told_at, row.state, _at(row.sent_ts), row.reason
        )
        told[row.moment].append(telling)
    proven: dict[int, list[Given]] = defaultdict(list)
    for given in evidence.of_purchases(bound, first, last):
        proven[given.moment].append(given)
    found: dict[str, list[Entry]] = defaultdict(list)
    for moment in moments.of_purchases(bound, first, last):
        entry = Entry(moment, tuple(told.get(moment.id, ())), tuple(proven.get(moment.id, ())))
        found[moment.purchase].append(entry)
    return found
