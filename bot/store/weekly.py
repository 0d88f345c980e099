"""What the weekly digest counts and lists; every query is read from an index of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from bot.store import moments as ledger
from bot.store.assurance_tables import ASKED, RUNNING, contracts, moments
from bot.store.database import Bound
from bot.store.purchases import short_id
from bot.store.tables import purchases, workspaces
from dialogs.digest import Counts, Ending
from dialogs.moment import STUCK, Moment
from dialogs.purchase import CLOSED

_OURS = moments.c.workspace == sa.bindparam("ours")
_WHERE = {
    "stuck": (_OURS, sa.text(ASKED), moments.c.step == STUCK),
    "overdue": (
        _OURS,
        sa.text(ASKED),
        moments.c.step < STUCK,
        moments.c.on_day < sa.bindparam("today"),
    ),
    "due": (
        _OURS,
        moments.c.due_at.is_not(None),
        moments.c.due_at < sa.bindparam("until", type_=moments.c.due_at.type),
        moments.c.state == "planned",
    ),
}
_ASKED_TODAY = (
    _OURS,
    sa.text(ASKED),
    moments.c.step < STUCK,
    moments.c.on_day >= sa.bindparam("today"),
)
"""What was asked already today, or before its day: no longer planned, and not overdue."""
_ENDING = (
    contracts.c.workspace == sa.bindparam("ours"),
    sa.text(RUNNING),
    contracts.c.ends_on >= sa.bindparam("today"),
    contracts.c.ends_on <= sa.bindparam("ends_before"),
    purchases.c.status.not_in(CLOSED),
)
_WITH_PURCHASE = contracts.join(
    purchases,
    sa.and_(
        purchases.c.workspace == contracts.c.workspace,
        purchases.c.number == contracts.c.number,
    ),
)
_COUNTS = {
    name: sa.select(sa.func.count()).select_from(moments).where(*where)
    for name, where in _WHERE.items()
}
_COUNTS["due"] = sa.select(
    _COUNTS["due"].scalar_subquery()
    + sa.select(sa.func.count()).select_from(moments).where(*_ASKED_TODAY).scalar_subquery()
)
_COUNTS["ending"] = sa.select(sa.func.count()).select_from(_WITH_PURCHASE).where(*_ENDING)
_LISTED: dict[str, sa.Select[Any] | sa.CompoundSelect[Any]] = {
    name: sa.select(moments).where(*where) for name, where in _WHERE.items()
}
# Two reads, for each goes by an index of its own.
_LISTED["due"] = sa.union_all(
    sa.select(moments).where(*_WHERE["due"]), sa.select(moments).where(*_ASKED_TODAY)
)
_MOMENTS = {
    name: query.order_by(sa.literal_column("on_day"), sa.literal_column("id"))
    .limit(sa.bindparam("most"))
    .offset(sa.bindparam("skipped"))
    for name, query in _LISTED.items()
}
_CONTRACTS = (
    sa.select(
        contracts.c.number, contracts.c.supplier, contracts.c.ends_on, contracts.c.owner,
        purchases.c.title,
    )
    .select_from(_WITH_PURCHASE)
    .where(*_ENDING)
    .order_by(contracts.c.ends_on, contracts.c.number)
    .limit(sa.bindparam("most"))
    .offset(sa.bindparam("skipped"))
)  # fmt: skip
_LOCK = (
    sa.select(workspaces.c.workspace)
    .where(workspaces.c.workspace == sa.bindparam("ours"))
    .with_for_update()
)


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a digest is about: today, when the week is over, and which contracts end."""

    today: date
    until: datetime
    ends_before: date

    def of(self, name: str) -> dict[str, object]:
        """The values that one of the queries needs."""
        needed: dict[str, dict[str, object]] = {
            "stuck": {},
            "overdue": {"today": self.today},
            "due": {"today": self.today, "until": self.until},
            "ending": {"today": self.today, "ends_before": self.ends_before},
        }
        return needed[name]


def hold(bound: Bound) -> bool:
    """Holds the workspace for this transaction: what is done once is done by one process.

    False when nothing was ever bought in it.
    """
    return bound.run(_LOCK).one_or_none() is not None


def counts(bound: Bound, period: Period) -> Counts:
    """How much there is of everything."""
    return Counts(
        **{
            name: bound.run(query, **period.of(name)).scalar_one()
            for name, query in _COUNTS.items()
        }
    )


def listed(bound: Bound, name: str, period: Period, skipped: int, most: int) -> Sequence[Moment]:
    """The moments that are stuck, overdue, or due: a part of them, most urgent first."""
    return ledger.found(bound, _MOMENTS[name], skipped=skipped, most=most, **period.of(name))


def ending(bound: Bound, period: Period, skipped: int, most: int) -> list[Ending]:
    """The contracts that end: a part of them, the first to end first."""
    return [
        Ending(short_id(row.number), row.title, row.supplier, row.ends_on, row.owner)
        for row in bound.run(_CONTRACTS, skipped=skipped, most=most, **period.of("ending"))
    ]
