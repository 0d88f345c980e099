"""What people asked an ambassador: until it is answered, it has an owner and a next day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.store.celebrating_tables import TO_COME, topic_questions
from bot.store.database import Bound
from dialogs.topic_questions import Question

_C = topic_questions.c
_OURS = _C.workspace == sa.bindparam("ours")
_INSTANT = _C.next_at.type
_ADD = sa.insert(topic_questions).returning(_C.id)
_SAME = sa.select(_C.id).where(
    _OURS,
    _C.ambassador == sa.bindparam("ambassador"),
    _C.asker == sa.bindparam("asker"),
    _C.text == sa.bindparam("text"),
    _C.state.in_(("waiting", "reminded")),
)
_ONE = sa.select(topic_questions).where(_OURS, _C.id == sa.bindparam("id")).with_for_update()
_DUE = (
    sa.select(topic_questions)
    .where(_OURS, sa.text(TO_COME), _C.next_at <= sa.bindparam("now", type_=_INSTANT))
    .order_by(_C.next_at, _C.id)
    .limit(sa.bindparam("most"))
    .with_for_update(skip_locked=True)
)
_ANY_DUE = (
    sa.select(_C.id)
    .where(_OURS, sa.text(TO_COME), _C.next_at <= sa.bindparam("now", type_=_INSTANT))
    .limit(1)
)
_STEP = (
    sa.update(topic_questions)
    .where(_OURS, _C.id == sa.bindparam("at_id"))
    .values(state=sa.bindparam("new_state"), next_at=sa.bindparam("new_next_at", type_=_INSTANT))
)
_ANSWER = (
    sa.update(topic_questions)
    .where(_OURS, _C.id == sa.bindparam("at_id"))
    .values(
        state="answered",
        next_at=None,
        answer=sa.bindparam("new_answer"),
        answered_at=sa.bindparam("new_at", type_=_INSTANT),
    )
)
_HURRY = (
    sa.update(topic_questions)
    .where(
        _OURS,
        _C.ambassador == sa.bindparam("of_person"),
        _C.state.in_(("waiting", "reminded")),
    )
    .values(next_at=sa.bindparam("new_next_at", type_=_INSTANT))
)
_LAST_ASKED = (
    sa.select(_C.ambassador, sa.func.max(_C.id).label("last"))
    .where(_OURS, _C.ambassador.in_(sa.bindparam("several", expanding=True)))
    .group_by(_C.ambassador)
)


def add(bound: Bound, question: Question, next_at: datetime) -> int | None:
    """Stores a question: its id; None when this person waits for the answer to it already."""
    about = {
        "ambassador": question.ambassador, "asker": question.asker, "text": question.text,
    }  # fmt: skip
    if bound.run(_SAME, **about).first() is not None:
        return None
    rest = {"state": question.state, "next_at": next_at, "answer": ""}
    id: int = bound.run(
        _ADD, topic=question.topic, asked_at=question.asked_at, **about, **rest
    ).scalar_one()
    return id


def load(bound: Bound, id: int) -> Question | None:
    """One question, held for this transaction."""
    row = bound.run(_ONE, id=id).one_or_none()
    return _question(row) if row else None


def any_due(bound: Bound, now: datetime) -> bool:
    """Whether there is a question of which the next step is to be made."""
    return bound.run(_ANY_DUE, now=now).first() is not None


def due(bound: Bound, now: datetime, most: int) -> list[Question]:
    """Those of which the next step is to be made, held for this transaction."""
    return [_question(row) for row in bound.run(_DUE, now=now, most=most)]


def step(bound: Bound, id: int, state: str, next_at: datetime | None) -> None:
    """Notes how far a question is, and when the next step comes; None when there is none."""
    bound.run(_STEP, at_id=id, new_state=state, new_next_at=next_at)


def answer(bound: Bound, id: int, text: str, now: datetime) -> None:
    """Notes the answer; then nothing more is to come."""
    bound.run(_ANSWER, at_id=id, new_answer=text, new_at=now)


def hurry(bound: Bound, ambassador: str, now: datetime) -> None:
    """Makes the next step of everything that waits for somebody come now: they stopped, or left."""
    bound.run(_HURRY, of_person=ambassador, new_next_at=now)


def longest_ago(bound: Bound, several: Iterable[str]) -> list[str]:
    """These people, who was asked something longest ago first."""
    people = sorted(several)
    last = {row.ambassador: row.last for row in bound.run(_LAST_ASKED, several=people)}
    return sorted(people, key=lambda each: last.get(each, 0))


def _question(row: sa.Row[*tuple[Any, ...]]) -> Question:
    return Question(
        row.id, row.topic, row.asker, row.ambassador, row.text, row.asked_at, row.state, row.answer
    )
