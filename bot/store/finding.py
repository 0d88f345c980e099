"""Finds the purchases of a page of the register, by indexes and from where the last one ended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

from bot.ports import Place
from bot.store.database import Bound
from bot.store.purchases import number_of, short_id
from bot.store.tables import answers, purchases
from dialogs.purchase import Purchase
from dialogs.register import PAGE, Filters, Row

_C = purchases.c
_OURS = _C.workspace == sa.bindparam("ours")
_ROW = (
    _C.number, _C.title, _C.status, _C.owner, _C.category, _C.department, _C.level, _C.rank,
    _C.lacking, _C.board, _C.urgent_on, _C.channel, _C.thread, _C.card, _C.direct,
)  # fmt: skip
Found = tuple[Row, Place]
NEVER_WRITTEN = datetime(1, 1, 1, tzinfo=UTC)
"""Who answered what when is not looked at in a list."""
_LACKS = _C.lacking > sa.literal_column("0")
"""Written out: a partial index is used where the same words stand."""


def page(bound: Bound, filters: Filters, today: date, most: int = PAGE + 1) -> list[Found]:
    """The first so many purchases of a page, the most urgent first."""
    query = sa.select(*_ROW).where(_OURS, *_wanted(filters))
    values: dict[str, Any] = {"today": today, **_values(filters)}
    if begins := filters.begins:
        query = query.where(
            sa.tuple_(_C.urgent_on, _C.number)
            > sa.tuple_(sa.bindparam("day", type_=sa.Date), sa.bindparam("number"))
        )
        values |= {"day": begins[0], "number": begins[1]}
    query = query.order_by(_C.urgent_on, _C.number).limit(sa.bindparam("most"))
    return [_found(row) for row in bound.run(query, most=most, **values)]


def _wanted(filters: Filters) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = [
        getattr(_C, name) == sa.bindparam(name)
        for name in ("status", "category", "department", "board")
        if getattr(filters, name)
    ]
    if filters.level:
        found.append(_C.level == sa.bindparam("level", type_=sa.Integer))
    if filters.overdue:
        found.append(_C.urgent_on < sa.bindparam("today", type_=sa.Date))
    if filters.lacking:
        found.append(_LACKS)
    return found


def _values(filters: Filters) -> dict[str, Any]:
    names = ("status", "category", "department", "board")
    found: dict[str, Any] = {name: getattr(filters, name) for name in names}
    return found | {"level": int(filters.level) if filters.level.isdecimal() else 0}


def with_owners_missing(
    bound: Bound, filters: Filters, complete: bool, most: int = PAGE + 1
) -> list[Found]:
    """The most urgent purchases that lack an owner, or those that are `complete` in that."""
    lacks = _C.lacking == 0 if complete else _LACKS
    query = sa.select(*_ROW).where(_OURS, lacks)
    values: dict[str, Any] = {}
    if begins := filters.begins:
        query = query.where(
            sa.tuple_(_C.urgent_on, _C.number)
            > sa.tuple_(sa.bindparam("day", type_=sa.Date), sa.bindparam("number"))
        )
        values = {"day": begins[0], "number": begins[1]}
    query = query.order_by(_C.urgent_on, _C.number).limit(sa.bindparam("most"))
    return [_found(row) for row in bound.run(query, most=most, **values)]


def ripe(bound: Bound, most: int) -> list[Found]:
    """The newest purchases that were not bought after all, and those at the highest level."""
    wanted = (_C.status == "not_bought", sa.and_(_C.level == 3, _C.status == "complete"))
    return [
        _found(row)
        for each in wanted
        for row in bound.run(
            sa.select(*_ROW)
            .where(_OURS, each)
            .order_by(_C.urgent_on.desc(), _C.number.desc())
            .limit(sa.bindparam("most")),
            most=most,
        )
    ]


_SEVERAL = sa.select(*_ROW).where(
    _OURS, _C.number.in_(sa.bindparam("numbers", expanding=True))
)  # fmt: skip


def several(bound: Bound, ids: Iterable[str]) -> dict[str, Found]:
    """Purchases by id, for who only looks at them."""
    found = bound.run(_SEVERAL, numbers=sorted({number_of(each) for each in ids}))
    return {made[0].id: made for made in map(_found, found)}


_SAID = (
    sa.select(answers.c.number, answers.c.question, answers.c.part, answers.c.value)
    .where(
        answers.c.workspace == sa.bindparam("ours"),
        answers.c.question.in_(sa.bindparam("questions", expanding=True)),
        answers.c.number.in_(sa.bindparam("numbers", expanding=True)),
    )
    .order_by(answers.c.revision)
)


def with_answers(bound: Bound, rows: Sequence[Row], *questions: str) -> dict[str, Purchase]:
    """The purchases of a page by name, with what was answered at some questions: one query."""
    numbers = [int(row.id.partition("-")[2]) for row in rows]
    found = {
        row.id: Purchase(row.id, row.title, row.owner, NEVER_WRITTEN, NEVER_WRITTEN).with_answer(
            "intake.category", "choice", row.category, "", NEVER_WRITTEN
        )
        for row in rows
    }
    for number, question, part, value in bound.run(_SAID, numbers=numbers, questions=questions):
        id = short_id(number)
        found[id] = found[id].with_answer(question, part, value, "", NEVER_WRITTEN)
    return found


def _found(row: sa.Row[*tuple[Any, ...]]) -> Found:
    made = Row(
        short_id(row.number), row.title, row.status, row.owner, row.category or "", row.department,
        row.level, row.rank, row.lacking, row.board, row.urgent_on,
    )  # fmt: skip
    return made, Place(row.channel, row.thread, row.card, row.direct)
