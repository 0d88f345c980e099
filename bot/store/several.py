"""Several purchases at once, in as many queries however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from bot.ports import Held
from bot.store.database import Bound
from bot.store.purchases import with_answers
from bot.store.tables import NAMED, answers, purchases
from dialogs.purchase import CLOSED, Answer
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
    sa.text(NAMED),
    answers.c.value == sa.bindparam("named"),
)
_OF = sa.select(purchases).where(_OURS, purchases.c.owner == sa.bindparam("owner"))
_NAMED_IN = sa.select(purchases).where(_OURS, purchases.c.number.in_(_NAMED))
"""Two queries with one condition each: with more of them a database reads all there is."""
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
    found = [*bound.run(_OF, owner=owner), *bound.run(_NAMED_IN, named=f"{PERSON}{owner}")]
    rows = {row.number: row for row in found if row.status not in CLOSED}
    return _all_held(bound, [rows[number] for number in sorted(rows)])


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
