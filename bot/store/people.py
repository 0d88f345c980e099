"""What we know of a person: the language they chose, and what the platform said of them.

No name and no address: the platform shows those, from the id.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from bot.ports import Known
from bot.store.database import Bound
from bot.store.tables import people
from dialogs.moment import OFTEN, Often

_OURS = (people.c.workspace == sa.bindparam("ours"), people.c.person == sa.bindparam("person"))
_LANGUAGE = sa.select(people.c.language).where(*_OURS)
_CHOOSE = sa.text(
    "INSERT INTO people (workspace, person, language, updated_at) "
    "VALUES (:ours, :person, :language, :now) "
    "ON CONFLICT (workspace, person) DO UPDATE "
    "SET language = excluded.language, updated_at = excluded.updated_at"
).bindparams(sa.bindparam("now", type_=people.c.updated_at.type))
_KNOWN = sa.select(people.c.zone, people.c.standing, people.c.looked_up_at).where(*_OURS)
_ZONES = sa.select(people.c.person, people.c.zone).where(
    people.c.workspace == sa.bindparam("ours"),
    people.c.person.in_(sa.bindparam("several", expanding=True)),
    people.c.looked_up_at.is_not(None),
)
_GONE_OF = sa.select(people.c.person).where(
    people.c.workspace == sa.bindparam("ours"),
    people.c.person.in_(sa.bindparam("several", expanding=True)),
    people.c.looked_up_at.is_not(None),
    people.c.standing.not_in(("", "here")),
)
_GONE = sa.select(people.c.person).where(
    people.c.workspace == sa.bindparam("ours"),
    people.c.looked_up_at.is_not(None),
    people.c.standing.not_in(("", "here")),
)
_LEARN = sa.text(
    "INSERT INTO people (workspace, person, language, updated_at, zone, standing, looked_up_at) "
    "VALUES (:ours, :person, '', :now, :zone, :standing, :now) "
    "ON CONFLICT (workspace, person) DO UPDATE "
    "SET zone = COALESCE(NULLIF(excluded.zone, ''), people.zone), "
    "standing = excluded.standing, looked_up_at = excluded.looked_up_at "
    "WHERE people.looked_up_at IS NULL OR people.looked_up_at <= excluded.looked_up_at"
).bindparams(sa.bindparam("now", type_=people.c.updated_at.type))
_HEARD = sa.text(
    "UPDATE people SET zone = COALESCE(NULLIF(:zone, ''), zone), "
    "standing = :standing, looked_up_at = :now "
    "WHERE workspace = :ours AND person = :person "
    "AND (standing <> :standing OR zone <> COALESCE(NULLIF(:zone, ''), zone))"
).bindparams(sa.bindparam("now", type_=people.c.updated_at.type))
_OFTEN = sa.select(people.c.nudged).where(*_OURS)
_CHOOSE_OFTEN = sa.text(
    "INSERT INTO people (workspace, person, language, nudged, updated_at) "
    "VALUES (:ours, :person, '', :nudged, :now) "
    "ON CONFLICT (workspace, person) DO UPDATE "
    "SET nudged = excluded.nudged, updated_at = excluded.updated_at"
).bindparams(sa.bindparam("now", type_=people.c.updated_at.type))


def language(bound: Bound, person: str) -> str | None:
    """The language that a person chose; None when they never did."""
    chosen: str | None = bound.run(_LANGUAGE, person=person).scalar()
    return chosen or None


def choose_language(bound: Bound, person: str, language: str, now: datetime) -> None:
    """Remembers the language that a person chose."""
    bound.run(_CHOOSE, person=person, language=language, now=now)


def known(bound: Bound, person: str) -> tuple[Known, datetime] | None:
    """What the platform said of a person, and when; None when it was never asked."""
    row = bound.run(_KNOWN, person=person).one_or_none()
    if row is None or row.looked_up_at is None:
        return None
    return Known.standing_as(row.standing, person, row.zone), row.looked_up_at


def zones(bound: Bound, several: Iterable[str]) -> dict[str, str]:
    """The names of the time zones of people, of whom the platform was ever asked about."""
    found = bound.run(_ZONES, several=sorted(several))
    return {row.person: row.zone for row in found}


def learn(bound: Bound, known: Known, asked_at: datetime) -> None:
    """Remembers what the platform answered about a person, unless it came to say something newer.

    A zone that it left out stays as it was.
    """
    about = {"person": known.person, "zone": known.zone, "standing": known.standing}
    bound.run(_LEARN, **about, now=asked_at)


def heard(bound: Bound, known: Known, now: datetime) -> bool:
    """Remembers what the platform came to say, of who is in our books and only when it is news;
    gives whether it was.

    It tells of everybody who changes a picture or a status.
    """
    about = {"person": known.person, "zone": known.zone, "standing": known.standing}
    return bound.run(_HEARD, **about, now=now).rowcount > 0


def often(bound: Bound, person: str) -> Often:
    """How often somebody wants to be told: as it comes, until they choose otherwise."""
    chosen = bound.run(_OFTEN, person=person).scalar()
    return chosen if chosen in OFTEN else "direct"


def choose_often(bound: Bound, person: str, chosen: Often, now: datetime) -> None:
    """Remembers how often somebody wants to be told."""
    bound.run(_CHOOSE_OFTEN, person=person, nudged=chosen, now=now)


def is_here(bound: Bound, person: str) -> bool:
    """Whether somebody is a colleague, as far as we know without asking."""
    kept = known(bound, person)
    return kept is None or kept[0].standing == "here"


def gone_of(bound: Bound, several: Iterable[str]) -> frozenset[str]:
    """Who of these people is not, or no longer, a colleague, as far as we know without asking."""
    return frozenset(bound.run(_GONE_OF, several=sorted(several)).scalars())


def gone(bound: Bound) -> frozenset[str]:
    """Everybody who is not, or no longer, a colleague, as far as we know without asking."""
    return frozenset(bound.run(_GONE).scalars())
