"""What we know of a person: the language they chose."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from bot.reminders.conscience import OFTEN, Often
from bot.store.database import Bound
from bot.store.tables import people

_LANGUAGE = sa.select(people.c.language).where(
    people.c.workspace == sa.bindparam("ours"), people.c.person == sa.bindparam("person")
)
_CHOOSE = sa.text(
    "INSERT INTO people (workspace, person, language, updated_at) "
    "VALUES (:ours, :person, :language, :now) "
    "ON CONFLICT (workspace, person) DO UPDATE "
    "SET language = excluded.language, updated_at = excluded.updated_at"
).bindparams(sa.bindparam("now", type_=people.c.updated_at.type))


def language(bound: Bound, person: str) -> str | None:
    """The language that a person chose; None when they never did."""
    chosen: str | None = bound.run(_LANGUAGE, person=person).scalar()
    return chosen


def choose_language(bound: Bound, person: str, language: str, now: datetime) -> None:
    """Remembers the language that a person chose."""
    bound.run(_CHOOSE, person=person, language=language, now=now)


_OFTEN = sa.select(people.c.nudged).where(
    people.c.workspace == sa.bindparam("ours"), people.c.person == sa.bindparam("person")
)
_CHOOSE_OFTEN = sa.text(
    "INSERT INTO people (workspace, person, language, nudged, updated_at) "
    "VALUES (:ours, :person, '', :nudged, :now) "
    "ON CONFLICT (workspace, person) DO UPDATE "
    "SET nudged = excluded.nudged, updated_at = excluded.updated_at"
).bindparams(sa.bindparam("now", type_=people.c.updated_at.type))


def often(bound: Bound, person: str) -> Often:
    """How often somebody wants to be told: as it comes, until they choose otherwise."""
    chosen = bound.run(_OFTEN, person=person).scalar()
    return chosen if chosen in OFTEN else "direct"


def choose_often(bound: Bound, person: str, chosen: Often, now: datetime) -> None:
    """Remembers how often somebody wants to be told."""
    bound.run(_CHOOSE_OFTEN, person=person, nudged=chosen, now=now)
