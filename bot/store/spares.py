"""What people have left, and what its owner said of a purchase: that it is gone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from bot.store.celebrating_tables import spares
from bot.store.database import Bound
from dialogs.sparing import OFFERED, OWN, Spare

_C = spares.c
_OURS = sa.and_(_C.workspace == sa.bindparam("ours"), _C.number.is_(None))
_ALL = sa.select(spares).where(_OURS)
_ADD = sa.insert(spares).returning(_C.id)
_ONE = _ALL.where(_C.id == sa.bindparam("id")).with_for_update()
_OF = (
    _ALL.where(_C.owner == sa.bindparam("owner"), _C.state.in_(OWN))
    .order_by(_C.id.desc())
    .limit(sa.bindparam("most"))
)
_COUNT = sa.select(sa.func.count()).where(
    _OURS, _C.owner == sa.bindparam("owner"), _C.state.in_(OWN)
)
_SAME = _ALL.where(
    _C.owner == sa.bindparam("owner"), _C.state.in_(OFFERED), _C.text == sa.bindparam("text")
).limit(1)
_DUE = (
    _ALL.where(_C.state.in_(OFFERED), _C.ask_on <= sa.bindparam("today", type_=sa.Date))
    .order_by(_C.ask_on, _C.id)
    .limit(sa.bindparam("most"))
    .with_for_update(skip_locked=True)
)
_AFTER = (
    _ALL.where(_C.id > sa.bindparam("after"), _C.state.in_(OFFERED))
    .order_by(_C.id)
    .limit(sa.bindparam("most"))
    .with_for_update()
)
_SAVE = (
    sa.update(spares)
    .where(_OURS, _C.id == sa.bindparam("at_id"))
    .values(
        owner=sa.bindparam("new_owner"),
        state=sa.bindparam("new_state"),
        ask_on=sa.bindparam("new_ask_on"),
    )
)
_GONE = sa.select(_C.number).where(
    _C.workspace == sa.bindparam("ours"),
    _C.number.in_(sa.bindparam("numbers", expanding=True)),
    _C.state == "gone",
)


def add(bound: Bound, text: str, owner: str, now: datetime, ask_on: date) -> Spare:
    """Stores an offer."""
    values = {"text": text, "owner": owner, "state": "open", "offered_at": now, "ask_on": ask_on}
    return Spare(bound.run(_ADD, **values).scalar_one(), text, owner, "open", now, ask_on)


def load(bound: Bound, id: int) -> Spare | None:
    """An offer, held for this transaction."""
    row = bound.run(_ONE, id=id).one_or_none()
    return _spare(row) if row else None


def save(bound: Bound, spare: Spare) -> None:
    """Writes what changed about an offer: whose it is, how it stands, when it is asked after."""
    bound.run(
        _SAVE,
        at_id=spare.id, new_owner=spare.owner, new_state=spare.state, new_ask_on=spare.ask_on,
    )  # fmt: skip


def same(bound: Bound, owner: str, text: str) -> Spare | None:
    """What somebody offers already with these words."""
    row = bound.run(_SAME, owner=owner, text=text).one_or_none()
    return _spare(row) if row else None


def of(bound: Bound, owner: str, most: int) -> list[Spare]:
    """The newest offers of somebody that did not end."""
    return [_spare(row) for row in bound.run(_OF, owner=owner, most=most)]


def count_of(bound: Bound, owner: str) -> int:
    """How many of them there are."""
    count: int = bound.run(_COUNT, owner=owner).scalar_one()
    return count


def due(bound: Bound, today: date, most: int) -> list[Spare]:
    """The offers to ask after, held for this transaction; none that another process holds."""
    return [_spare(row) for row in bound.run(_DUE, today=today, most=most)]


def after(bound: Bound, id: int, most: int) -> list[Spare]:
    """The first so many offers after an id, held for this transaction."""
    return [_spare(row) for row in bound.run(_AFTER, after=id, most=most)]


def is_gone(bound: Bound, numbers: Sequence[int]) -> frozenset[int]:
    """Of these purchases, those of which the owner said that it is gone."""
    return frozenset(bound.run(_GONE, numbers=list(numbers)).scalars()) if numbers else frozenset()


def gone(bound: Bound, number: int, text: str, owner: str, now: datetime, today: date) -> None:
    """Notes that what was bought in a purchase is gone."""
    if not is_gone(bound, [number]):
        values: dict[str, Any] = {"text": text, "owner": owner, "number": number}
        bound.run(_ADD, **values, state="gone", offered_at=now, ask_on=today)


def _spare(row: sa.Row[*tuple[Any, ...]]) -> Spare:
    return Spare(row.id, row.text, row.owner, row.state, row.offered_at, row.ask_on)
