"""Who took a moment into their own calendar, and which version of it they have."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import islice

import sqlalchemy as sa

from bot.store.assurance_tables import calendars
from bot.store.database import Bound
from dialogs.moment import Moment

AT_ONCE = 500
"""So many moments are looked up in one statement."""

_OURS = calendars.c.workspace == sa.bindparam("ours")
_TAKE = sa.text(
    "INSERT INTO calendars (workspace, moment, person, sequence, taken_at) "
    "VALUES (:ours, :moment, :person, :sequence, :now) "
    "ON CONFLICT (workspace, moment, person) DO UPDATE "
    "SET sequence = excluded.sequence, taken_at = excluded.taken_at"
).bindparams(sa.bindparam("now", type_=calendars.c.taken_at.type))
_OF = (
    sa.select(calendars.c.moment, calendars.c.person, calendars.c.sequence)
    .where(_OURS, calendars.c.moment.in_(sa.bindparam("moments", expanding=True)))
    .order_by(calendars.c.person, calendars.c.moment)
)
_CATCH_UP = (
    sa.update(calendars)
    .where(
        _OURS,
        calendars.c.moment == sa.bindparam("at_moment"),
        calendars.c.person == sa.bindparam("at_person"),
        calendars.c.sequence < sa.bindparam("new_sequence"),
    )
    .values(sequence=sa.bindparam("new_sequence"))
)


def take(bound: Bound, moment: Moment, person: str, now: datetime) -> None:
    """Remembers that somebody has a moment in their calendar as it is now."""
    bound.run(_TAKE, moment=moment.id, person=person, sequence=moment.sequence, now=now)


def behind(bound: Bound, found: Iterable[Moment]) -> list[tuple[str, Moment]]:
    """Who has one of these moments in their calendar as it was before; each with the moment."""
    by_id = {each.id: each for each in found}
    ids, late = iter(by_id), []
    while batch := list(islice(ids, AT_ONCE)):
        for row in bound.run(_OF, moments=batch):
            moment = by_id[row.moment]
            if row.sequence < moment.sequence:
                late.append((row.person, moment))
    return late


def catch_up(bound: Bound, person: str, moment: Moment) -> bool:
    """Notes that somebody hears of this version; False when another process was first."""
    noted = bound.run(
        _CATCH_UP, at_moment=moment.id, at_person=person, new_sequence=moment.sequence
    )
    return noted.rowcount == 1
