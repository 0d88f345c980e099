"""What we know of a person: the language they chose."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

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
