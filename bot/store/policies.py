"""Every version of what was set of the policy in chat; the newest is in use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from bot.store.database import Bound, Stale
from bot.store.view_tables import policies

_OURS = policies.c.workspace == sa.bindparam("ours")
_NUMBER = sa.select(sa.func.coalesce(sa.func.max(policies.c.version), 0)).where(_OURS)
_NEWEST = sa.select(policies).where(_OURS).order_by(policies.c.version.desc()).limit(1)
_AT = sa.select(policies).where(_OURS, policies.c.version == sa.bindparam("version"))
_ADD = sa.insert(policies)
_HISTORY = (
    sa.select(policies)
    .where(
        _OURS,
        sa.or_(sa.bindparam("part") == "", policies.c.part == sa.bindparam("part")),
        sa.or_(sa.bindparam("key") == "", policies.c.key == sa.bindparam("key")),
    )
    .order_by(policies.c.version.desc())
    .limit(sa.bindparam("most"))
    .offset(sa.bindparam("passed"))
)


@dataclass(frozen=True, slots=True)
class Version:
    """A version: which part of the policy was changed, under which key, by whom and when; and all
    that is set in chat from then on."""

    number: int
    part: str
    key: str
    content: dict[str, Any]
    by: str
    at: datetime


def number(bound: Bound) -> int:
    """The number of the newest version; 0 when nothing was ever set in chat."""
    found: int = bound.run(_NUMBER).scalar_one()
    return found


def newest(bound: Bound) -> Version | None:
    """The newest version; None when nothing was ever set in chat."""
    row = bound.run(_NEWEST).one_or_none()
    return _version(row) if row else None


def at(bound: Bound, number: int) -> Version | None:
    """The version with a number; None when there is none."""
    row = bound.run(_AT, version=number).one_or_none()
    return _version(row) if row else None


def add(
    bound: Bound, number: int, part: str, key: str, content: dict[str, Any], person: str,
    now: datetime,
) -> None:  # fmt: skip
    """Adds the version with this number; raises Stale when somebody else was first with it."""
    try:
        bound.run(
            _ADD, version=number, part=part, key=key, content=content, changed_by=person,
            changed_at=now,
        )  # fmt: skip
    except IntegrityError as error:
        raise Stale from error


def history(
    bound: Bound, most: int, passed: int = 0, part: str = "", key: str = ""
) -> list[Version]:
    """The versions, the newest first: at most so many, after so many that were passed by; of one
    part and key where those are given."""
    found = bound.run(_HISTORY, most=most, passed=passed, part=part, key=key)
    return [_version(row) for row in found]


def _version(row: sa.Row[*tuple[Any, ...]]) -> Version:
    return Version(row.version, row.part, row.key, row.content, row.changed_by, row.changed_at)
