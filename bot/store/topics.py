"""What ambassadors may be asked about: chosen, left, and by whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from bot.store.celebrating_tables import topics
from bot.store.database import Bound

_OURS = topics.c.workspace == sa.bindparam("ours")
_MINE = (
    sa.select(topics.c.topic)
    .where(_OURS, topics.c.person == sa.bindparam("person"))
    .order_by(topics.c.topic)
)
_ALL = sa.select(topics.c.topic, topics.c.person).where(_OURS).order_by(*topics.primary_key)
_PEOPLE = sa.select(topics.c.person).where(_OURS).distinct().order_by(topics.c.person)
_ADD = sa.insert(topics)
_DROP = sa.delete(topics).where(
    _OURS,
    topics.c.person == sa.bindparam("person"),
    topics.c.topic.in_(sa.bindparam("dropped", expanding=True)),
)
_LEAVE = sa.delete(topics).where(_OURS, topics.c.person == sa.bindparam("person"))


def of_person(bound: Bound, person: str) -> list[str]:
    """What somebody said they may be asked about."""
    return list(bound.run(_MINE, person=person).scalars())


def everybody(bound: Bound) -> dict[str, list[str]]:
    """Who said so by topic, whether or not they may be asked now."""
    found: dict[str, list[str]] = defaultdict(list)
    for topic, person in bound.run(_ALL):
        found[topic].append(person)
    return found


def people(bound: Bound) -> list[str]:
    """Everybody who said so."""
    return list(bound.run(_PEOPLE).scalars())


def choose(bound: Bound, person: str, chosen: Iterable[str], now: datetime) -> None:
    """Writes what somebody may be asked about from now on, and nothing else of theirs."""
    wanted, before = set(chosen), set(of_person(bound, person))
    if dropped := before - wanted:
        bound.run(_DROP, person=person, dropped=sorted(dropped))
    rows: list[dict[str, object]] = [
        {"person": person, "topic": topic, "since": now} for topic in sorted(wanted - before)
    ]
    if rows:
        bound.run_many(_ADD, rows)


def leave(bound: Bound, person: str) -> bool:
    """Takes somebody out of every topic; whether they were in one."""
    return bound.run(_LEAVE, person=person).rowcount > 0
