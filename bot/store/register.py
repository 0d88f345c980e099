"""The register: what follows from each purchase, written with it, and what they add up to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import sqlalchemy as sa

from bot.store.assurance_tables import moments
from bot.store.database import Bound
from bot.store.purchases import number_of
from bot.store.tables import FAR, purchases, workspaces
from bot.store.view_tables import tallies
from dialogs.facts import Facts

NEVER = date.fromisoformat(FAR)
_OURS = purchases.c.workspace == sa.bindparam("ours")
_TALLIED = sa.select(purchases.c.tallied).where(_OURS, purchases.c.number == sa.bindparam("number"))
_WRITTEN = ("department", "level", "rank", "lacking", "wanted_on", "themes", "tallied")
_WRITE = (
    sa.update(purchases)
    .where(_OURS, purchases.c.number == sa.bindparam("at_number"))
    .values({name: sa.bindparam(f"new_{name}") for name in _WRITTEN})
)
_BOARD = (
    sa.update(purchases)
    .where(_OURS, purchases.c.number == sa.bindparam("at_number"))
    .values(board=sa.bindparam("new_board"))
)
_ADD = sa.text(
    "INSERT INTO tallies (workspace, name, count, total) VALUES (:ours, :name, :count, :total) "
    "ON CONFLICT (workspace, name) DO UPDATE SET count = tallies.count + excluded.count, "
    "total = tallies.total + excluded.total"
)
_SUMS = sa.select(tallies.c.name, tallies.c.count, tallies.c.total).where(
    tallies.c.workspace == sa.bindparam("ours")
)
_ALL = _SUMS.where(sa.or_(tallies.c.name < "owner/", tallies.c.name >= "owner0"))
"""There may be thousands of owners, and to add up all the rest takes none of them."""
_ONE = _SUMS.where(tallies.c.name == sa.bindparam("name"))
_FIRST = sa.select(sa.func.min(moments.c.on_day)).where(
    moments.c.workspace == sa.bindparam("ours"),
    moments.c.number == sa.bindparam("number"),
    moments.c.state.in_(("planned", "asked")),
)
_STANDS = sa.select(purchases.c.status, purchases.c.wanted_on, purchases.c.urgent_on).where(
    _OURS, purchases.c.number == sa.bindparam("number")
)
_URGENT = (
    sa.update(purchases)
    .where(_OURS, purchases.c.number == sa.bindparam("at_number"))
    .values(urgent_on=sa.bindparam("new_urgent_on"))
)

_WRITTEN_BY = sa.select(workspaces.c.registered).where(
    workspaces.c.workspace == sa.bindparam("ours")
)
_SIGN = (
    sa.update(workspaces)
    .where(workspaces.c.workspace == sa.bindparam("ours"))
    .values(registered=sa.bindparam("rules"))
)


def write(bound: Bound, purchase: str, facts: Facts) -> None:
    """Writes the row of a purchase, and what that changes in the tallies."""
    number = number_of(purchase)
    before = bound.run(_TALLIED, number=number).scalar_one() or {}
    after = {name: list(pair) for name, pair in facts.tallied.items()}
    bound.run(
        _WRITE,
        at_number=number,
        new_department=facts.department[:80],
        new_level=facts.level,
        new_rank=facts.rank,
        new_lacking=facts.lacking,
        new_wanted_on=facts.wanted_on,
        new_themes=dict(facts.themes),
        new_tallied=after,
    )
    _add(bound, before, after)
    urgent(bound, [purchase])


def _add(bound: Bound, before: Mapping[str, list[int]], after: Mapping[str, list[int]]) -> None:
    """Adds the difference; by name, so that two transactions never wait for each other in turns."""
    for name in sorted(before.keys() | after.keys()):
        old, new = before.get(name, [0, 0]), after.get(name, [0, 0])
        if old != new:
            bound.run(_ADD, name=name, count=new[0] - old[0], total=new[1] - old[1])


def urgent(bound: Bound, changed: Iterable[str]) -> None:
    """Writes the first day on which something must be done for purchases whose moments changed."""
    for purchase in sorted(set(changed)):
        number = number_of(purchase)
        row = bound.run(_STANDS, number=number).one_or_none()
        if row is None:
            continue
        first = bound.run(_FIRST, number=number).scalar_one()
        closed = row.status in ("not_bought", "cancelled")
        day = NEVER if closed else min(first or NEVER, row.wanted_on or NEVER)
        if day != row.urgent_on:
            bound.run(_URGENT, at_number=number, new_urgent_on=day)


def on_board(bound: Bound, purchase: str, board: str) -> None:
    """Notes that a purchase waits for the tenderboard (`waiting`), or that it is `done`."""
    bound.run(_BOARD, at_number=number_of(purchase), new_board=board)


def sums(bound: Bound) -> dict[str, tuple[int, int]]:
    """What everything adds up to, by name: how many, and the sum of what they hold."""
    found = bound.run(_ALL).all()
    return {name: (count, total) for name, count, total in found if count}


def sum_of(bound: Bound, name: str) -> tuple[int, int]:
    """The same of one name."""
    row = bound.run(_ONE, name=name).one_or_none()
    return (row[1], row[2]) if row else (0, 0)


def written_by(bound: Bound) -> str | None:
    """By which rules the rows were written; empty for what is older, None where there are none."""
    found: str | None = bound.run(_WRITTEN_BY).scalar_one_or_none()
    return found


def sign(bound: Bound, rules: str) -> None:
    """Notes by which rules all rows are written."""
    bound.run(_SIGN, rules=rules)
