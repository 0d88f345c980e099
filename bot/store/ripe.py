"""Finds what became ripe to be celebrated: by indexes, and never more than so much at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from bot.store.assurance_tables import KEPT, contracts, moments
from bot.store.celebrating_tables import proposals
from bot.store.database import Bound
from bot.store.purchases import short_id
from bot.store.tables import purchases
from dialogs.purchase import CLOSED
from dialogs.ripe import Ripe, key_of

_P, _M = purchases.c, moments.c
_INSTANT = _P.updated_at.type
_OURS = _P.workspace == sa.bindparam("ours")


def _new(kind: str) -> sa.ColumnElement[bool]:
    """Not found before, as something of this kind."""
    return ~sa.exists().where(
        proposals.c.workspace == _P.workspace,
        proposals.c.number == _P.number,
        proposals.c.kind == kind,
    )


_OF_PURCHASE = sa.and_(contracts.c.workspace == _P.workspace, contracts.c.number == _P.number)
_NOT_BOUGHT = (
    sa.select(_P.number, _P.updated_at.label("ripe_at"))
    .where(
        _OURS,
        _P.status == "not_bought",
        _P.updated_at >= sa.bindparam("since", type_=_INSTANT),
        _new("not_bought"),
    )
    .order_by(_P.updated_at, _P.number)
    .limit(sa.bindparam("most"))
)
_AWARDED = (
    sa.select(_P.number, contracts.c.created_at.label("ripe_at"))
    .join(contracts, _OF_PURCHASE)
    .where(
        _OURS,
        _P.level == 3,
        _P.status.not_in(CLOSED),
        contracts.c.created_at >= sa.bindparam("since", type_=_INSTANT),
        _new("level"),
    )
    .order_by(contracts.c.created_at, _P.number)
    .limit(sa.bindparam("most"))
)
_FIRST = (
    sa.select(_P.number, sa.func.coalesce(contracts.c.created_at, _P.updated_at).label("ripe_at"))
    .outerjoin(contracts, _OF_PURCHASE)
    .where(
        _OURS,
        sa.or_(_P.status == "complete", contracts.c.number.is_not(None)),
        _P.status.not_in(CLOSED),
        sa.cast(_P.themes, sa.Text).contains(sa.bindparam("named"), autoescape=False),
    )
    .order_by(_P.number)
    .limit(1)
)
_KEPT = (
    sa.select(_M.id, _M.number, _M.promise, _M.answered_at)
    .where(
        _M.workspace == sa.bindparam("ours"),
        sa.text(KEPT),
        _M.kind == "promise",
        sa.tuple_(_M.answered_at, _M.id)
        > sa.tuple_(sa.bindparam("after", type_=_INSTANT), sa.bindparam("id")),
    )
    .order_by(_M.answered_at, _M.id)
    .limit(sa.bindparam("most"))
)


@dataclass(frozen=True, slots=True)
class Kept:
    """Somebody answered that a promise was kept: where that stands, and about which it is."""

    id: int
    purchase: str
    promise: int
    at: datetime


def not_bought(bound: Bound, since: datetime, most: int) -> list[Ripe]:
    """What ended in reuse, repair, sharing or doing without since a time, and was not found yet."""
    found = bound.run(_NOT_BOUGHT, since=since, most=most)
    return [_about("not_bought", row.number, row.ripe_at) for row in found]


def awarded(bound: Bound, since: datetime, most: int) -> list[Ripe]:
    """What got a contract since a time and is as ambitious as can be, and was not found yet."""
    found = bound.run(_AWARDED, since=since, most=most)
    return [_about("level", row.number, row.ripe_at) for row in found]


def first_in(bound: Bound, theme: str) -> Ripe | None:
    """The first purchase with a theme that is complete or has a contract."""
    row = bound.run(_FIRST, named=f'"{theme}"').first()
    return Ripe(key_of("theme", theme), "theme", row.ripe_at, short_id(row.number)) if row else None


def kept_after(bound: Bound, at: datetime, id: int, most: int) -> Sequence[Kept]:
    """The answers that a promise was kept after another answer, the oldest first."""
    return [
        Kept(row.id, short_id(row.number), row.promise, row.answered_at)
        for row in bound.run(_KEPT, after=at, id=id, most=most)
    ]


def _about(kind: str, number: int, ripe_at: datetime) -> Ripe:
    id = short_id(number)
    return Ripe(key_of(kind, id), kind, ripe_at, id)  # type: ignore[arg-type]
