"""Who has something that may not become nobody's when they leave."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from bot.store.assurance_tables import contracts, promises
from bot.store.celebrating_tables import spares, successes, topics
from bot.store.database import Bound
from bot.store.tables import people as known_people
from dialogs.sparing import OWN
from dialogs.success import BEGUN


def _everybody_in(column: sa.Column[str]) -> sa.CTE:
    """Who is named in a column, from one name to the next by its index: as many steps as there
    are people, not as rows."""
    ours = column.table.c.workspace == sa.bindparam("ours")
    first = sa.select(sa.func.min(column)).where(ours, column > "").scalar_subquery()
    named = sa.select(first.label("person")).cte(recursive=True)
    following = sa.select(sa.func.min(column)).where(ours, column > named.c.person)
    step = sa.select(following.scalar_subquery().correlate(named))
    return named.union_all(step.where(named.c.person.is_not(None)))


_BY_INDEX = (
    contracts.c.owner, contracts.c.deputy, promises.c.owner, promises.c.deputy, topics.c.person,
)  # fmt: skip
_OF_WHAT_IS_OPEN = (
    (spares.c.owner, (spares.c.state.in_(OWN), spares.c.number.is_(None))),
    (successes.c.author, (successes.c.state.in_(BEGUN),)),
    (successes.c.poster, (successes.c.state.in_(BEGUN),)),
)
_NAMED = sa.union(
    *(sa.select(_everybody_in(column).c.person) for column in _BY_INDEX),
    *(
        sa.select(column.label("person")).where(
            column.table.c.workspace == sa.bindparam("ours"), *where
        )
        for column, where in _OF_WHAT_IS_OPEN
    ),
).subquery()
_PEOPLE = (
    sa.select(_NAMED.c.person)
    .outerjoin(
        known_people,
        sa.and_(
            known_people.c.workspace == sa.bindparam("ours"),
            known_people.c.person == _NAMED.c.person,
        ),
    )
    .where(
        _NAMED.c.person > sa.bindparam("after"),
        sa.or_(
            known_people.c.looked_up_at.is_(None),
            known_people.c.looked_up_at
            < sa.bindparam("seen_before", type_=known_people.c.looked_up_at.type),
        ),
    )
    .order_by(_NAMED.c.person)
    .limit(sa.bindparam("most"))
)


def people(bound: Bound, seen_before: datetime, after: str, most: int) -> list[str]:
    """Who has something, and was not looked up since; from a name on."""
    found = bound.run(_PEOPLE, seen_before=seen_before, after=after, most=most)
    return list(found.scalars())
