"""What the purchases of a period and a department add up to, read a page at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

import sqlalchemy as sa

from bot.store.database import Bound, Database
from bot.store.tables import purchases

PAGE = 1000
_C = purchases.c


@dataclass(frozen=True, slots=True)
class Span:
    """Purchases begun from a moment on and before another, of a department; None and empty are
    no bounds."""

    since: datetime | None = None
    until: datetime | None = None
    department: str = ""


ALL = Span()


def count(bound: Bound, span: Span) -> int:
    """How many purchases there are."""
    query = sa.select(sa.func.count()).select_from(purchases).where(*wanted(span))
    number: int = bound.run(query, **values_of(span)).scalar_one()
    return number


def pages(database: Database, workspace: str, span: Span) -> Iterator[list[tuple[int, Any]]]:
    """The numbers, and what each purchase adds to the sums, the oldest first."""
    after: tuple[datetime, int] | None = None
    while rows := database.run_now(workspace, partial(_page, span, after)):
        after = rows[-1].created_at, rows[-1].number
        yield [(row.number, row.tallied) for row in rows]


def _page(span: Span, after: tuple[datetime, int] | None, bound: Bound) -> list[Any]:
    query = sa.select(_C.number, _C.created_at, _C.tallied).where(*wanted(span))
    values: dict[str, Any] = values_of(span)
    if after:
        query = query.where(
            sa.tuple_(_C.created_at, _C.number)
            > sa.tuple_(sa.bindparam("at", type_=_C.created_at.type), sa.bindparam("number"))
        )
        values |= {"at": after[0], "number": after[1]}
    query = query.order_by(_C.created_at, _C.number).limit(PAGE)
    return list(bound.run(query, **values))


def wanted(span: Span) -> list[sa.ColumnElement[bool]]:
    """What a purchase must be to belong to a span."""
    found: list[sa.ColumnElement[bool]] = [_C.workspace == sa.bindparam("ours")]
    if span.since:
        found.append(_C.created_at >= sa.bindparam("since", type_=_C.created_at.type))
    if span.until:
        found.append(_C.created_at < sa.bindparam("until", type_=_C.created_at.type))
    if span.department:
        found.append(_C.department == sa.bindparam("department"))
    return found


def values_of(span: Span) -> dict[str, Any]:
    """The values that those conditions name."""
    given = {"since": span.since, "until": span.until, "department": span.department}
    return {name: value for name, value in given.items() if value}
