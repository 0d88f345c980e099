"""The kit for tests that the register and the tallies say what follows from what is stored."""

from __future__ import annotations

import sqlalchemy as sa

from bot.parts import Parts
from bot.store import people, several
from bot.store.database import Bound
from bot.store.tables import purchases
from bot.store.view_tables import tallies
from dialogs.facts import facts

COLUMNS = ("department", "level", "rank", "lacking", "wanted_on", "themes")


async def drift(parts: Parts) -> list[str]:
    """Where the register or the tallies differ from what is worked out from scratch."""
    return await parts.database.run(parts.workspace, lambda bound: _drift(parts, bound))


def _drift(parts: Parts, bound: Bound) -> list[str]:
    scene, gone = parts.scene(parts.organisation.language), people.gone(bound)
    rows = {row.number: row for row in bound.run(_ROWS)}
    found, wanted = [], dict[str, tuple[int, int]]()
    for held in several.after(bound, 0, 1000):
        truth = facts(scene, held.purchase, gone)
        row = rows[int(held.purchase.id.partition("-")[2])]
        found += [
            f"{held.purchase.id}: {name} is {getattr(row, name)}, not {getattr(truth, name)}"
            for name in COLUMNS
            if getattr(row, name) != getattr(truth, name)
        ]
        for name, (count, total) in truth.tallied.items():
            before = wanted.get(name, (0, 0))
            wanted[name] = (before[0] + count, before[1] + total)
    kept = {name: (count, total) for name, count, total in bound.run(_TALLIES) if count or total}
    return found + [
        f"{name} adds up to {kept.get(name)}, not {wanted.get(name)}"
        for name in sorted(kept.keys() | wanted.keys())
        if kept.get(name) != wanted.get(name)
    ]


_ROWS = sa.select(purchases).where(purchases.c.workspace == sa.bindparam("ours"))
_TALLIES = sa.select(tallies.c.name, tallies.c.count, tallies.c.total).where(
    tallies.c.workspace == sa.bindparam("ours")
)
