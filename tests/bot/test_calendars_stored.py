"""Who has which version of a moment in their calendar, on SQLite and PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.store import calendars, moments
from bot.store.database import Bound, Database
from dialogs.moment import Moment
from tests.bot.test_store import new

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
MANY = calendars.AT_ONCE + 10


def planned(bound: Bound) -> list[Moment]:
    """A purchase with many moments."""
    new(bound)
    wanted = (
        Moment("INK-0001", f"promise/{number}/6/1", "promise", date(2027, 1, 4), "U1", "U1", NOW)
        for number in range(MANY)
    )
    moments.add(bound, wanted, NOW)
    return moments.of_purchase(bound, "INK-0001")


async def test_who_has_an_older_version_is_behind_until_they_heard(any_database: Database) -> None:
    def work(bound: Bound) -> list[object]:
        found = planned(bound)
        for each in found:
            calendars.take(bound, each, "U1", NOW)
        calendars.take(bound, found[0], "U2", NOW)
        later = [replace(each, sequence=2) for each in found]
        first = calendars.behind(bound, later)
        heard = [calendars.catch_up(bound, person, each) for person, each in first]
        again = [calendars.catch_up(bound, person, each) for person, each in first]
        return [
            len(calendars.behind(bound, found)), len(first), all(heard), any(again),
            calendars.behind(bound, later),
        ]  # fmt: skip

    assert await any_database.run("T0WE", work) == [0, MANY + 1, True, False, []]


async def test_who_takes_it_again_has_the_newest(any_database: Database) -> None:
    def work(bound: Bound) -> list[object]:
        moment = replace(planned(bound)[0], sequence=3)
        calendars.take(bound, replace(moment, sequence=0), "U1", NOW)
        behind = len(calendars.behind(bound, [moment]))
        calendars.take(bound, moment, "U1", NOW)
        return [behind, calendars.behind(bound, [moment]), calendars.behind(bound, [])]

    assert await any_database.run("T0WE", work) == [1, [], []]


async def test_workspaces_do_not_see_each_others_calendars(any_database: Database) -> None:
    def take(bound: Bound) -> Moment:
        moment = planned(bound)[0]
        calendars.take(bound, moment, "U1", NOW)
        return replace(moment, sequence=1)

    moment = await any_database.run("T0WE", take)
    seen = await any_database.run("T0THEY", lambda bound: calendars.behind(bound, [moment]))
    heard = await any_database.run("T0THEY", lambda bound: calendars.catch_up(bound, "U1", moment))

    assert (seen, heard) == ([], False)
