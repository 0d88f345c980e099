"""Questions that wait for a human, their answers, and what was asked and not found."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.store.database import Bound
from bot.store.question_tables import missed, questions
from dialogs.questions import Asked, Missed

_OURS = questions.c.workspace == sa.bindparam("ours")
_ADD = sa.insert(questions).returning(questions.c.id)
_SAME = sa.select(questions.c.id).where(
    _OURS,
    questions.c.answered_at.is_(None),
    questions.c.asker == sa.bindparam("asker"),
    questions.c.text == sa.bindparam("text"),
)
_ONE = sa.select(questions).where(_OURS, questions.c.id == sa.bindparam("id")).with_for_update()
_ANSWER = (
    sa.update(questions)
    .where(_OURS, questions.c.id == sa.bindparam("at_id"))
    .values(
        answer=sa.bindparam("new_answer"),
        answered_by=sa.bindparam("new_by"),
        answered_at=sa.bindparam("new_at"),
    )
)
_OPEN = (
    sa.select(questions)
    .where(_OURS, questions.c.answered_at.is_(None))
    .order_by(questions.c.id)
    .limit(sa.bindparam("most"))
)
_COUNT_UP = (
    sa.update(missed)
    .where(missed.c.workspace == sa.bindparam("ours"), missed.c.text == sa.bindparam("at_text"))
    .values(count=missed.c["count"] + 1, last_at=sa.bindparam("new_at"))
)
_FIRST_MISSED = sa.insert(missed)
_MISSED = (
    sa.select(missed.c.text, missed.c["count"].label("times"))
    .where(missed.c.workspace == sa.bindparam("ours"))
    .order_by(missed.c["count"].desc(), missed.c.last_at.desc(), missed.c.text)
    .limit(sa.bindparam("most"))
)
_HOLD = sa.text("SELECT pg_advisory_xact_lock(hashtextextended(:ours || '?' || :asker, 0))")
_FORGET = sa.delete(missed).where(
    missed.c.workspace == sa.bindparam("ours"), missed.c.last_at < sa.bindparam("before")
)
LONGEST_MISSED = 200


def add(bound: Bound, asker: str, text: str, now: datetime) -> tuple[int, bool]:
    """Stores a question: its id, and whether it is new; one that waits already is not."""
    if bound.connection.dialect.name != "sqlite":  # which lets one at a time in anyway
        bound.run(_HOLD, asker=asker)
    before: int | None = bound.run(_SAME, asker=asker, text=text).scalar()
    if before is not None:
        return before, False
    values = {"asker": asker, "text": text, "asked_at": now, "answer": "", "answered_by": ""}
    return bound.run(_ADD, **values).scalar_one(), True


def load(bound: Bound, id: int) -> Asked | None:
    """One question, held for this transaction."""
    row = bound.run(_ONE, id=id).one_or_none()
    return _asked(row) if row else None


def answer(bound: Bound, id: int, text: str, by: str, now: datetime) -> None:
    """Notes what a human answered."""
    bound.run(_ANSWER, at_id=id, new_answer=text, new_by=by, new_at=now)


def waiting(bound: Bound, most: int) -> list[Asked]:
    """What waits for an answer, longest first."""
    return [_asked(row) for row in bound.run(_OPEN, most=most)]


def miss(bound: Bound, text: str, now: datetime) -> None:
    """Counts something that was asked and not found; not who asked."""
    text = " ".join(text.lower().split())[:LONGEST_MISSED]
    if not bound.run(_COUNT_UP, at_text=text, new_at=now).rowcount:
        bound.run(_FIRST_MISSED, text=text, count=1, last_at=now)


def forget_missed(bound: Bound, before: datetime) -> None:
    """Drops what was not asked any more since a time."""
    bound.run(_FORGET, before=before)


def most_missed(bound: Bound, most: int) -> list[Missed]:
    """What was asked and not found, most often first."""
    return [Missed(row.text, row.times) for row in bound.run(_MISSED, most=most)]


def _asked(row: sa.Row[*tuple[Any, ...]]) -> Asked:
    return Asked(row.id, row.asker, row.text, row.asked_at, row.answer, row.answered_by)
