"""Lessons: stored, found where they help, and what becomes of them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

import sqlalchemy as sa

from bot.store.celebrating_tables import lessons
from bot.store.database import Bound
from bot.store.purchases import number_of, short_id
from dialogs.lesson import Lesson, State

_C = lessons.c
_OURS = _C.workspace == sa.bindparam("ours")
_ALL = sa.select(lessons).where(_OURS)
_ADD = sa.insert(lessons).returning(_C.id)
_ONE = _ALL.where(_C.id == sa.bindparam("id")).with_for_update()
_SET = (
    sa.update(lessons)
    .where(_OURS, _C.id == sa.bindparam("at_id"))
    .values(state=sa.bindparam("new_state"), removed_by=sa.bindparam("new_removed_by"))
)
_HELPING = (
    _ALL.where(
        _C.category == sa.bindparam("category"),
        _C.question == sa.bindparam("question"),
        _C.state == "shared",
    )
    .order_by(_C.id.desc())
    .limit(sa.bindparam("most"))
)
_OF_OTHERS = _HELPING.where(
    _C.author != sa.bindparam("buyer"),
    sa.or_(_C.number.is_(None), _C.number != sa.bindparam("number")),
)
_WAITING_FOR = (
    _ALL.where(_C.state == "waiting", _C.owner == sa.bindparam("owner"))
    .order_by(_C.told_on, _C.id)
    .limit(sa.bindparam("most"))
)
_WAITING = (
    sa.select(_C.id)
    .where(
        _OURS,
        _C.state == "waiting",
        _C.told_on <= sa.bindparam("until", type_=sa.Date),
        _C.id > sa.bindparam("after"),
    )
    .order_by(_C.id)
    .limit(sa.bindparam("most"))
)
_OF_PURCHASES = _ALL.where(
    _C.number.between(sa.bindparam("first"), sa.bindparam("last")), _C.state == "shared"
).order_by(_C.number, _C.id)


def add(bound: Bound, lesson: Lesson) -> int:
    """Stores a new one; gives its number."""
    id: int = bound.run(
        _ADD,
        number=number_of(lesson.purchase) if lesson.purchase else None,
        category=lesson.category,
        question=lesson.question,
        expected=lesson.expected,
        happened=lesson.happened,
        differently=lesson.differently,
        author=lesson.author,
        owner=lesson.owner,
        state=lesson.state,
        told_on=lesson.told_on,
    ).scalar_one()
    return id


def load(bound: Bound, id: int) -> Lesson | None:
    """One by its number, held for this transaction."""
    row = bound.run(_ONE, id=id).one_or_none()
    return _made(row) if row else None


def set_state(bound: Bound, id: int, state: State, removed_by: str = "") -> None:
    """Writes what became of one that is held, and who took it away."""
    bound.run(_SET, at_id=id, new_state=state, new_removed_by=removed_by)


def helping(bound: Bound, category: str, question: str, most: int) -> list[Lesson]:
    """Those that are shared of a kind of purchase at a question, the newest first."""
    found = bound.run(_HELPING, category=category, question=question, most=most)
    return [*map(_made, found)]


def helping_buyer(
    bound: Bound, category: str, question: str, buyer: str, purchase: str, most: int
) -> list[Lesson]:
    """The same without what this buyer wrote, and without those of the purchase itself."""
    found = bound.run(
        _OF_OTHERS, category=category, question=question, buyer=buyer,
        number=number_of(purchase), most=most,
    )  # fmt: skip
    return [*map(_made, found)]


def waiting_for(bound: Bound, owner: str, most: int) -> list[Lesson]:
    """Those that somebody has to agree to, the oldest first."""
    return [*map(_made, bound.run(_WAITING_FOR, owner=owner, most=most))]


def waiting(bound: Bound, until: date, after: int, most: int) -> list[int]:
    """The numbers of those that wait and were told up to a day, by number, from after one on."""
    return [*bound.run(_WAITING, until=until, after=after, most=most).scalars()]


def of_purchases(bound: Bound, first: int, last: int) -> dict[str, list[Lesson]]:
    """Those that are shared, by purchase, of the purchases with these numbers."""
    found: dict[str, list[Lesson]] = defaultdict(list)
    for each in map(_made, bound.run(_OF_PURCHASES, first=first, last=last)):
        found[each.purchase].append(each)
    return found


def _made(row: sa.Row[*tuple[Any, ...]]) -> Lesson:
    return Lesson(
        row.id, row.category, row.question, row.expected, row.happened, row.differently,
        row.told_on, short_id(row.number) if row.number is not None else "", row.author,
        row.owner, row.state, row.removed_by,
    )  # fmt: skip
