"""What happened in a month; every query is read from an index, and none reads a longer time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from bot.store.assurance_tables import ANSWERED, contracts, moments
from bot.store.celebrating_tables import lessons
from bot.store.database import Bound
from bot.store.tables import UNTOLD, answers, purchases, workspaces
from dialogs.monthly import TOLD, Learnt
from dialogs.purchase import CLOSED

_INSTANT = purchases.c.created_at.type
_SINCE = sa.bindparam("since", type_=_INSTANT)
_UNTIL = sa.bindparam("until", type_=_INSTANT)
_OURS = purchases.c.workspace == sa.bindparam("ours")

_BEFORE = sa.select(workspaces.c.created_at < _UNTIL).where(
    workspaces.c.workspace == sa.bindparam("ours")
)
_BEGUN = sa.select(sa.func.count()).where(
    _OURS, purchases.c.created_at >= _SINCE, purchases.c.created_at < _UNTIL
)
_BOUGHT = (
    sa.select(purchases.c.level, sa.func.count())
    .select_from(
        contracts.join(
            purchases,
            sa.and_(
                purchases.c.workspace == contracts.c.workspace,
                purchases.c.number == contracts.c.number,
            ),
        )
    )
    .where(
        contracts.c.workspace == sa.bindparam("ours"),
        contracts.c.created_at >= _SINCE,
        contracts.c.created_at < _UNTIL,
        purchases.c.status.not_in(CLOSED),
    )
    .group_by(purchases.c.level)
)
_DECIDED = (
    sa.select(sa.func.max(answers.c.answered_at))
    .where(
        answers.c.workspace == purchases.c.workspace,
        answers.c.number == purchases.c.number,
        answers.c.part == "stop",
    )
    .correlate(purchases)
    .scalar_subquery()
)
# What is closed was last answered after it was told to be silent, or never: so it is in the index.
_NOT_BOUGHT = sa.select(sa.func.count()).where(
    _OURS,
    purchases.c.status == "not_bought",
    sa.text(UNTOLD),
    purchases.c.updated_at >= _SINCE,
    _DECIDED >= _SINCE,
    _DECIDED < _UNTIL,
)
_PROMISES = (
    sa.select(moments.c.answer, sa.func.count())
    .where(
        moments.c.workspace == sa.bindparam("ours"),
        sa.text(ANSWERED),
        moments.c.answered_at >= _SINCE,
        moments.c.answered_at < _UNTIL,
        moments.c.kind == "promise",
        moments.c.answer.in_(TOLD),
    )
    .group_by(moments.c.answer)
)
_LESSON = (
    sa.select(lessons.c.id, lessons.c.expected, lessons.c.happened, lessons.c.differently)
    .where(
        lessons.c.workspace == sa.bindparam("ours"),
        lessons.c.state == "shared",
        lessons.c.told_on >= sa.bindparam("first"),
        lessons.c.told_on < sa.bindparam("after"),
    )
    .order_by(lessons.c.told_on.desc(), lessons.c.id.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Span:
    """The days of a month and the moments at which they begin; `after` is no longer in it."""

    first: date
    after: date
    since: datetime
    until: datetime

    @property
    def moments(self) -> dict[str, datetime]:
        """The values for what is stored with a moment."""
        return {"since": self.since, "until": self.until}


def began_before(bound: Bound, until: datetime) -> bool:
    """Whether anything was ever bought in the workspace before a moment."""
    return bool(bound.run(_BEFORE, until=until).scalar_one_or_none())


def begun(bound: Bound, span: Span) -> int:
    """How many purchases were begun."""
    found: int = bound.run(_BEGUN, **span.moments).scalar_one()
    return found


def bought(bound: Bound, span: Span) -> dict[int, int]:
    """Of how many purchases the contract was recorded, by ambition level."""
    return {row[0]: row[1] for row in bound.run(_BOUGHT, **span.moments)}


def not_bought(bound: Bound, span: Span) -> int:
    """Of how many purchases somebody decided that they are not needed."""
    found: int = bound.run(_NOT_BOUGHT, **span.moments).scalar_one()
    return found


def promises(bound: Bound, span: Span) -> dict[str, int]:
    """How often was answered whether a promise is kept, by answer."""
    return {row[0]: row[1] for row in bound.run(_PROMISES, **span.moments)}


def lesson(bound: Bound, span: Span) -> Learnt | None:
    """The newest lesson that was shared, without whose it is."""
    row = bound.run(_LESSON, first=span.first, after=span.after).one_or_none()
    return Learnt(row.id, row.expected, row.happened, row.differently) if row else None
