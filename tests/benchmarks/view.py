"""The home page and the register with 1,000 purchases against 200,000: time and queries.

Each part of the page, and the register with each filter and on a later page, drawn for Slack.
Run by hand: `python -m tests.benchmarks.view`; with INKOOP_TEST_POSTGRESQL also on PostgreSQL;
`--smoke` takes a few seconds and only shows that it works.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bot.parts import Parts
from bot.roster import Roster
from bot.slack import says
from bot.store.database import Database
from bot.store.register import NEVER
from bot.store.tables import answers, people, purchases, workspaces
from bot.store.view_tables import tallies
from bot.viewing import Viewing
from dialogs.looking import Looking
from dialogs.register import STATUSES, Filters
from knowledge.catalogue import load_catalogue
from tests.benchmarks.nudges import office
from tests.benchmarks.nudges_stored import NOW, POSTGRESQL, TEAM, Databases

PEOPLE = 50
"""So many own purchases; of the one who looks there are as many in each database."""
OWN = 20
DEPARTMENTS = ("Facilitair", "Ruimte", "Sociaal", "ICT", "Vastgoed")
CHUNK = 5000
PROCUREMENT = "U0LOOKS"
PAGES = {
    "my own": Looking(),
    "register": Looking("register"),
    "later page": Looking("register", Filters(after="2027-06-01.500")),
    "status": Looking("register", Filters(status="in_progress")),
    "category": Looking("register", Filters(category="ict")),
    "level": Looking("register", Filters(level="3")),
    "department": Looking("register", Filters(department="1")),
    "overdue": Looking("register", Filters(overdue="yes")),
    "no owner": Looking("register", Filters(lacking="yes")),
    "status and level": Looking("register", Filters(status="complete", level="3")),
    "all together": Looking("register", Filters("complete", "ict", "1", "3", "yes", "yes")),
    "owners": Looking("owners"),
    "board": Looking("board"),
    "portfolio": Looking("portfolio"),
}


def rows(count: int) -> Iterator[dict[str, Any]]:
    """Purchases as the register holds them; the same every time."""
    chosen = random.Random(7)
    categories = list(load_catalogue().categories)
    for number in range(1, count + 1):
        status = chosen.choice(STATUSES)
        closed = status in ("not_bought", "cancelled")
        day = date(2026, 6, 1) + timedelta(days=chosen.randrange(900))
        owner = PROCUREMENT if number <= OWN else f"U{chosen.randrange(PEOPLE):04d}"
        yield {
            "workspace": TEAM, "number": number, "title": f"{number} bureaustoelen",
            "description": "", "category": chosen.choice(categories), "status": status,
            "owner": owner, "channel": f"D{number}", "thread": "1.1", "card": "1.1",
            "direct": True, "state": {"revisit": None, "paused": False, "stopping": False,
                                      "asked_at": None},
            "version": 1, "created_at": NOW, "updated_at": NOW + timedelta(seconds=number),
            "department": chosen.choice(DEPARTMENTS), "level": chosen.choice((0, 0, 1, 2, 3)),
            "rank": chosen.randrange(11), "lacking": 0 if closed else chosen.choice((0, 1, 2)),
            "board": chosen.choice(("", "", "", "waiting", "done")),
            "urgent_on": NEVER if closed else day, "themes": {"circular": 2}, "tallied": {},
        }  # fmt: skip


def fill(stored: Database, count: int) -> None:
    """Writes so many purchases and what they add up to."""
    with stored.engine.begin() as connection:
        connection.execute(
            sa.insert(workspaces),
            [{"workspace": TEAM, "last_number": count, "created_at": NOW, "registered": "x"}],
        )
        chunk: list[dict[str, Any]] = []
        for row in rows(count):
            chunk.append(row)
            if len(chunk) == CHUNK:
                connection.execute(sa.insert(purchases), chunk)
                chunk = []
        if chunk:
            connection.execute(sa.insert(purchases), chunk)
        connection.execute(
            sa.insert(answers),
            [
                {
                    "workspace": TEAM, "number": number, "question": f"circularity.{question}",
                    "part": "choice", "revision": 1, "value": "yes", "answered_by": "U1",
                    "answered_at": NOW,
                }
                for number in range(1, OWN + 1) for question in range(1, 6)
            ],
        )  # fmt: skip
        names = [f"status/{each}" for each in STATUSES] + [f"level/{each}" for each in range(4)]
        names += [f"owner/U{number:04d}" for number in range(PEOPLE)]
        connection.execute(
            sa.insert(tallies),
            [{"workspace": TEAM, "name": each, "count": count, "total": count} for each in names],
        )
        connection.execute(
            sa.insert(people),
            [{"workspace": TEAM, "person": PROCUREMENT, "language": "nl", "nudged": "direct",
              "updated_at": NOW, "zone": "Europe/Amsterdam", "standing": "here",
              "looked_up_at": NOW}],
        )  # fmt: skip
    with stored.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("ANALYZE"))


def parts_of(stored: Database) -> Parts:
    """The parts of a bot in an organisation with departments and a procurement team."""
    parts, _, _ = office(stored)
    organisation = replace(
        parts.organisation,
        procurement_team=frozenset({PROCUREMENT}),
        departments={name: frozenset() for name in DEPARTMENTS},
    )
    return replace(parts, roster=Roster(organisation))


class Looked:
    """One database, looked at through the home page."""

    def __init__(self, stored: Database) -> None:
        self._viewing = Viewing(parts_of(stored))
        self._count = 0
        sa.event.listen(stored.engine, "before_cursor_execute", self._counted)

    def _counted(self, *_: Any) -> None:
        self._count += 1

    async def at(self, looking: Looking) -> tuple[float, int]:
        """Milliseconds and queries of one look."""
        self._count, began = 0, time.perf_counter()
        says.home(await self._viewing.home(PROCUREMENT, looking))
        return (time.perf_counter() - began) * 1000, self._count


async def compare(databases: Databases, small: int, large: int, times: int) -> None:
    """Prints each page with few and with many purchases, looked at in turns."""
    with databases.fresh() as few, databases.fresh() as many:
        fill(few, small)
        fill(many, large)
        looked = Looked(few), Looked(many)
        print(f"{databases.kind}: {small:,} against {large:,} purchases")
        print(f"{'':20} {'ms':>8} {'ms':>8} {'times':>7} {'queries':>9}")
        for name, looking in PAGES.items():
            found: tuple[list[float], list[float]] = ([], [])
            asked = [0, 0]
            for turn in range(times + 3):
                for place, each in enumerate(looked):
                    taken, asked[place] = await each.at(looking)
                    if turn > 2:
                        found[place].append(taken)
            before, after = map(statistics.median, found)
            print(
                f"{name:20} {before:8.2f} {after:8.2f} {after / before:7.2f}"
                f"{asked[0]:5} {asked[1]:4}"
            )
        for stored in (few, many):
            await stored.close()


def main() -> None:
    """Runs it on every database that there is."""
    options = argparse.ArgumentParser()
    options.add_argument("--smoke", action="store_true")
    smoke = options.parse_args().smoke
    small, large, times = (100, 1000, 3) if smoke else (1000, 200_000, 60)
    for kind in ("sqlite", *(("postgresql",) if POSTGRESQL else ())):
        with tempfile.TemporaryDirectory() as folder, Databases(kind, Path(folder)) as databases:
            asyncio.run(compare(databases, small, large, times))


if __name__ == "__main__":
    main()
