"""Who is in the user groups that the organisation names, as the platform last said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from bot.store.database import Bound
from bot.store.view_tables import groups

_KEPT = sa.select(groups).where(groups.c.workspace == sa.bindparam("ours"))
_PLACE = (
    'INSERT INTO "groups" (workspace, "group", members, gone, looked_up_at) '
    "VALUES (:ours, :name, :members, :gone, :now) "
    'ON CONFLICT (workspace, "group") DO UPDATE '
)
_TYPES = (
    sa.bindparam("now", type_=groups.c.looked_up_at.type),
    sa.bindparam("members", type_=groups.c.members.type),
    sa.bindparam("gone", type_=groups.c.gone.type),
)
_KEEP = sa.text(
    f"{_PLACE} SET members = excluded.members, gone = excluded.gone, "
    "looked_up_at = excluded.looked_up_at "
    'WHERE "groups".looked_up_at <= excluded.looked_up_at'
).bindparams(*_TYPES)
_LOSE = sa.text(
    f'{_PLACE} SET gone = excluded.gone WHERE "groups".gone <> excluded.gone '
    'AND "groups".looked_up_at <= excluded.looked_up_at'
).bindparams(*_TYPES)
_LOOKED = (
    sa.update(groups)
    .where(
        groups.c.workspace == sa.bindparam("ours"),
        groups.c.group == sa.bindparam("name"),
        groups.c.looked_up_at < sa.bindparam("asked_at", type_=groups.c.looked_up_at.type),
    )
    .values(looked_up_at=sa.bindparam("asked_at"))
)


@dataclass(frozen=True, slots=True)
class Group:
    """Who is in a user group; of one that is `gone`, who was in it when it was last there."""

    members: frozenset[str]
    gone: bool
    looked_up_at: datetime


def kept(bound: Bound) -> dict[str, Group]:
    """Every group that the platform was ever asked about, by id."""
    return {
        row.group: Group(frozenset(row.members), row.gone, row.looked_up_at)
        for row in bound.run(_KEPT)
    }


def keep(bound: Bound, group: str, members: Iterable[str], asked_at: datetime) -> None:
    """Remembers who is in a group, unless the platform said something newer meanwhile."""
    bound.run(_KEEP, name=group, members=sorted(members), gone=False, now=asked_at)


def lose(bound: Bound, group: str, asked_at: datetime) -> bool:
    """Remembers that a group is gone, and goes on with who was in it; whether that is news.

    Of several processes that find out at once, one is told that it is.
    """
    news = bound.run(_LOSE, name=group, members=[], gone=True, now=asked_at).rowcount == 1
    bound.run(_LOOKED, name=group, asked_at=asked_at)
    return news
