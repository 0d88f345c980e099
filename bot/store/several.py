"""Several purchases at once, in as many queries however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from bot.ports import Held
from bot.store.database import Bound
from bot.store.purchases import with_answers
from bot.store.tables import answers, purchases
from dialogs.owners import OWNERS
from dialogs.purchase import Answer
from dialogs.reading import PERSON

_OURS = purchases.c.workspace == sa.bindparam("ours")
_RANKED = (("draft", "in_progress"), ("complete",), ("not_bought",), ("cancelled",))
"""How purchases are listed: what is going on first, then by how they ended."""
_OWNED = [
    sa.select(purchases)
    .where(_OURS, purchases.c.owner == sa.bindparam("owner"), purchases.c.status.in_(ranked))
    .order_by(purchases.c.updated_at.desc(), purchases.c.number.desc())
    .limit(sa.bindparam("most"))
    for ranked in _RANKED
]
_NAMED = sa.select(answers.c.number).where(
    answers.c.workspace == sa.bindparam("ours"),
    answers.c.question == OWNERS,
    answers.c.value == sa.bindparam("named"),
)
_GOING_OF = sa.select(purchases).where(
    _OURS,
    sa.or_(purchases.c.owner == sa.bindparam("owner"), purchases.c.number.in_(_NAMED)),
    purchases.c.status.in_(("draft", "in_progress", "complete")),
)
_AFTER = (
    sa.select(purchases)
    .where(_OURS, purchases.c.number > sa.bindparam("after"))
    .order_by(purchases.c.number)
    .limit(sa.bindparam("most"))
    .with_for_update()
)
_ANSWERS_OF_MANY = (
    sa.select(
        answers.c.number,
        answers.c.question,
        answers.c.part,
        answers.c.value,
        answers.c.answered_by,
        answers.c.answered_at,
        answers.c.revision,
    )
    .where(
        answers.c.workspace == sa.bindparam("ours"),
        answers.c.number.in_(sa.bindparam("numbers", expanding=True)),
    )
    .order_by(answers.c.revision)
)


def owned_by(bound: Bound, owner: str, most: int) -> list[Held]:
    """At most so many of somebody's purchases: those in progress first, the newest first."""
    rows: list[sa.Row[*tuple[Any, ...]]] = []
    for query in _OWNED:
        if len(rows) < most:
            rows.extend(bound.run(query, owner=owner, most=most - len(rows)))
    return _all_held(bound, rows)


def going_of(bound: Bound, owner: str) -> list[Held]:
    """Everything that did not end and of which somebody owns, or owned, a part."""
    return _all_held(bound, bound.run(_GOING_OF, owner=owner, named=f"{PERSON}{owner}").all())


def after(bound: Bound, number: int, most: int) -> list[Held]:
    """The first so many purchases after a number, held for this transaction."""
    return _all_held(bound, bound.run(_AFTER, after=number, most=most).all())


def _all_held(bound: Bound, rows: Sequence[sa.Row[*tuple[Any, ...]]]) -> list[Held]:
    """Purchases with their answers, in two queries however many there are."""
    said: dict[int, list[tuple[str, str, Answer]]] = {row.number: [] for row in rows}
    if rows:
        for number, question, part, *given in bound.run(_ANSWERS_OF_MANY, numbers=list(said)):
            said[number].append((question, part, Answer(*given)))
    return [with_answers(row, said[row.number]) for row in rows]
