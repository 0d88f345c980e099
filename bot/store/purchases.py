"""Purchases: read, change and write as one. Answers are added, never overwritten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.ports import Held, Place
from bot.store.database import Bound, Stale
from bot.store.tables import answers, purchases, workspaces
from dialogs.purchase import Answer, Purchase, Revisit

_OURS = purchases.c.workspace == sa.bindparam("ours")
_ONE = (
    sa.select(purchases)
    .where(_OURS, purchases.c.number == sa.bindparam("number"))
    .with_for_update()
)
_AT = (
    sa.select(purchases)
    .where(
        _OURS,
        purchases.c.channel == sa.bindparam("channel"),
        purchases.c.thread == sa.bindparam("thread"),
    )
    .order_by(purchases.c.number.desc())
    .limit(1)
    .with_for_update()
)
_ANSWERS = (
    sa.select(
        answers.c.question,
        answers.c.part,
        answers.c.value,
        answers.c.answered_by,
        answers.c.answered_at,
        answers.c.revision,
    )
    .where(
        answers.c.workspace == sa.bindparam("ours"),
        answers.c.number == sa.bindparam("number"),
    )
    .order_by(answers.c.revision)
)
_NEXT_NUMBER = sa.text(
    "INSERT INTO workspaces (workspace, last_number, created_at) VALUES (:ours, 1, :now) "
    "ON CONFLICT (workspace) DO UPDATE SET last_number = workspaces.last_number + 1 "
    "RETURNING last_number"
).bindparams(sa.bindparam("now", type_=workspaces.c.created_at.type))
_INSERT = sa.insert(purchases)
_UPDATE = (
    sa.update(purchases)
    .where(
        _OURS,
        purchases.c.number == sa.bindparam("at_number"),
        purchases.c.version == sa.bindparam("at_version"),
    )
    .values(
        {
            name: sa.bindparam(f"new_{name}")
            for name in ("title", "category", "status", "state", "version", "updated_at")
        }
    )
)
_MOVE = (
    sa.update(purchases)
    .where(_OURS, purchases.c.number == sa.bindparam("at_number"))
    .values(
        channel=sa.bindparam("new_channel"),
        thread=sa.bindparam("new_thread"),
        card=sa.bindparam("new_card"),
        direct=sa.bindparam("new_direct"),
    )
)
_ADD_ANSWER = sa.insert(answers)


def short_id(number: int) -> str:
    """The name of a purchase: short, speakable, for ever."""
    return f"INK-{number:04d}"


def number_of(purchase: str) -> int:
    """The number in a purchase's name; ValueError when it is none."""
    prefix, _, number = purchase.upper().partition("-")
    if prefix != "INK" or not number.isdecimal() or len(number) > 9:
        raise ValueError(purchase)
    return int(number)


def next_id(bound: Bound, now: datetime) -> str:
    """The name for a new purchase, never given before in this workspace."""
    return short_id(bound.run(_NEXT_NUMBER, now=now).scalar_one())


def load(bound: Bound, purchase: str) -> Held | None:
    """A purchase by its name, held for this transaction: who comes next reads what we wrote."""
    try:
        number = number_of(purchase)
    except ValueError:
        return None
    row = bound.run(_ONE, number=number).one_or_none()
    return _held(bound, row) if row else None


def at_place(bound: Bound, channel: str, thread: str) -> Held | None:
    """The purchase whose conversation a thread is."""
    row = bound.run(_AT, channel=channel, thread=thread).one_or_none()
    return _held(bound, row) if row else None


def add(bound: Bound, purchase: Purchase, place: Place) -> None:
    """Stores a new purchase with its first answers."""
    bound.run(
        _INSERT,
        number=number_of(purchase.id),
        title=purchase.title,
        description=purchase.description,
        category=purchase.category,
        status=purchase.status,
        owner=purchase.owner,
        channel=place.channel,
        thread=place.thread,
        card=place.card,
        direct=place.direct,
        state=_state(purchase),
        version=1,
        created_at=purchase.created_at,
        updated_at=purchase.updated_at,
    )
    _add_answers(bound, None, purchase)


def save(bound: Bound, held: Held, purchase: Purchase) -> Held:
    """Stores what a step made of a purchase; raises Stale when somebody was first."""
    if purchase == held.purchase:
        return held
    changed = bound.run(
        _UPDATE,
        at_number=number_of(purchase.id),
        at_version=held.version,
        new_title=purchase.title,
        new_category=purchase.category,
        new_status=purchase.status,
        new_state=_state(purchase),
        new_version=held.version + 1,
        new_updated_at=purchase.updated_at,
    )
    if changed.rowcount != 1:
        raise Stale(purchase.id)
    _add_answers(bound, held.purchase, purchase)
    return replace(held, purchase=purchase, version=held.version + 1)


def move(bound: Bound, purchase: str, place: Place) -> None:
    """Notes where the conversation of a purchase is."""
    bound.run(
        _MOVE,
        at_number=number_of(purchase),
        new_channel=place.channel,
        new_thread=place.thread,
        new_card=place.card,
        new_direct=place.direct,
    )


def _add_answers(bound: Bound, before: Purchase | None, after: Purchase) -> None:
    rows: list[dict[str, object]] = []
    for question, parts in after.answers.items():
        known = before.answers.get(question) if before else None
        if parts is known:
            continue
        for part, answer in parts.items():
            if known and known.get(part) is answer:
                continue
            rows.append(
                {
                    "number": number_of(after.id),
                    "question": question,
                    "part": part,
                    "revision": answer.revision,
                    "value": answer.value,
                    "answered_by": answer.by,
                    "answered_at": answer.at,
                }
            )
    if rows:
        bound.run_many(_ADD_ANSWER, rows)


def _state(purchase: Purchase) -> dict[str, Any]:
    """Where the conversation stands, besides the answers."""
    revisit = purchase.revisit
    return {
        "revisit": [revisit.question, list(revisit.done)] if revisit else None,
        "paused": purchase.paused,
        "stopping": purchase.stopping,
        "asked_at": purchase.asked_at.isoformat() if purchase.asked_at else None,
        "contracted": purchase.contracted,
    }


def _held(bound: Bound, row: sa.Row[*tuple[Any, ...]]) -> Held:
    revisions = (
        (question, part, Answer(value, by, at, revision))
        for question, part, value, by, at, revision in bound.run(_ANSWERS, number=row.number)
    )
    return with_answers(row, revisions)


def with_answers(
    row: sa.Row[*tuple[Any, ...]], revisions: Iterable[tuple[str, str, Answer]]
) -> Held:
    """A stored purchase from its row and the revisions of its answers, oldest first."""
    found: dict[str, dict[str, Answer]] = {}
    for question, part, answer in revisions:
        found.setdefault(question, {})[part] = answer
    state = row.state
    revisit = Revisit(state["revisit"][0], tuple(state["revisit"][1])) if state["revisit"] else None
    purchase = Purchase(
        id=short_id(row.number),
        title=row.title,
        owner=row.owner,
        created_at=row.created_at,
        updated_at=row.updated_at,
        status=row.status,
        shared=not row.direct,
        description=row.description,
        answers=found,
        revisit=revisit,
        paused=state["paused"],
        stopping=state["stopping"],
        asked_at=datetime.fromisoformat(state["asked_at"]) if state["asked_at"] else None,
        contracted=state.get("contracted", False),
    )
    place = Place(row.channel, row.thread, row.card, row.direct)
    return Held(purchase, place, row.version)
