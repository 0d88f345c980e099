"""What shows how a promise is kept: words, links, and where files stand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from bot.store.assurance_tables import evidence
from bot.store.database import Bound
from bot.store.purchases import number_of
from dialogs.assurance import Proof
from dialogs.ledger import Given

_OURS = evidence.c.workspace == sa.bindparam("ours")
_OF_MOMENT = (
    sa.select(evidence)
    .where(
        _OURS,
        evidence.c.number == sa.bindparam("number"),
        evidence.c.moment == sa.bindparam("moment"),
    )
    .order_by(evidence.c.id)
)
_OF_PURCHASES = (
    sa.select(evidence)
    .where(_OURS, evidence.c.number.between(sa.bindparam("first"), sa.bindparam("last")))
    .order_by(evidence.c.id)
)
_ADD = sa.insert(evidence)


def add(
    bound: Bound, purchase: str, moment: int, proofs: Iterable[Proof], by: str, now: datetime
) -> None:
    """Keeps proof at a moment."""
    rows: list[dict[str, object]] = [
        {
            "number": number_of(purchase),
            "moment": moment,
            "kind": each.kind,
            "value": each.value,
            "name": each.name,
            "given_by": by,
            "given_at": now,
        }
        for each in proofs
    ]
    if rows:
        bound.run_many(_ADD, rows)


def of_moment(bound: Bound, purchase: str, moment: int) -> list[Proof]:
    """The proof at one moment, oldest first."""
    found = bound.run(_OF_MOMENT, number=number_of(purchase), moment=moment)
    return [Proof(row.kind, row.value, row.name) for row in found]


def of_purchases(bound: Bound, first: int, last: int) -> list[Given]:
    """All proof at the purchases with these numbers, oldest first."""
    return [
        Given(row.moment, Proof(row.kind, row.value, row.name), row.given_by, row.given_at)
        for row in bound.run(_OF_PURCHASES, first=first, last=last)
    ]
