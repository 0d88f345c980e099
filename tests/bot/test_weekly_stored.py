"""What the rounds read and write: each from an index, for one workspace, by one process."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from bot.ports import Known, Place
from bot.store import claims, contracts, holding, later, moments, people, purchases, silent, weekly
from bot.store.database import Bound, Database
from bot.store.weekly import Period
from dialogs.contract import Contract, Promise
from dialogs.digest import Counts
from dialogs.messages import Line, Message
from dialogs.moment import STUCK, Moment
from dialogs.purchase import Purchase, Status
from knowledge.moments import Term

NOW = datetime(2027, 1, 18, 8, 30, tzinfo=UTC)
TODAY = NOW.date()
WE, THEY = "T0WE", "T0THEY"
PERIOD = Period(TODAY, NOW + timedelta(days=6), date(2027, 7, 18))
DAY = timedelta(days=1)


def bought(bound: Bound, ago: int = 0, status: Status = "in_progress") -> Purchase:
    """A purchase that was last answered so many days ago."""
    at = NOW - ago * DAY
    name = purchases.next_id(bound, NOW)
    purchase = Purchase(name, f"Inkoop {name}", "U1", at, at, status=status)
    purchases.add(bound, purchase, Place("D1", "1.0", "1.0"))
    return purchase


def moment(purchase: str, key: str, on: date, **more: Any) -> Moment:
    due = datetime(on.year, on.month, on.day, 8, tzinfo=UTC)
    return replace(Moment(purchase, key, "kick_off", on, "U1", "U1", due), **more)


def contract(bound: Bound, purchase: str, end: date, **more: Any) -> None:
    made = Contract(purchase, "Bedrijf", "", Term(date(2026, 1, 1), end), "U2")
    contracts.save(bound, None, replace(made, **more), NOW)


def fill(bound: Bound) -> None:
    """Some of everything, and beside each something that looks like it."""
    one, two = bought(bound), bought(bound)
    past, coming = date(2027, 1, 11), date(2027, 1, 20)
    asked: dict[str, Any] = {"state": "asked", "step": 1}
    stuck: dict[str, Any] = {"state": "asked", "step": STUCK, "due_at": None}
    moments.add(
        bound,
        [
            moment(one.id, "stuck", past, **stuck),
            moment(two.id, "stuck", date(2027, 1, 4), **stuck),
            moment(one.id, "overdue", past, **asked),
            moment(one.id, "asked today", TODAY, **asked),
            moment(one.id, "due", coming),
            moment(two.id, "due", date(2027, 1, 19)),
            moment(one.id, "next week", date(2027, 1, 27)),
            moment(one.id, "answered", past, state="answered", due_at=None),
            moment(one.id, "dropped", past, state="dropped", due_at=None),
        ],
        NOW,
    )
    contract(bound, one.id, date(2027, 7, 18))
    contract(bound, two.id, date(2027, 2, 1))
    contract(bound, bought(bound).id, date(2027, 7, 19))
    contract(bound, bought(bound).id, date(2027, 1, 17))
    contract(bound, bought(bound, status="cancelled").id, date(2027, 3, 1))
    ended = Term(date(2026, 1, 1), date(2027, 3, 1), ended=date(2027, 1, 2))
    contract(bound, bought(bound).id, date(2027, 3, 1), term=ended)


async def test_the_digest_counts_and_lists_what_is_open(any_database: Database) -> None:
    await any_database.run(WE, fill)
    await any_database.run(THEY, fill)

    def work(bound: Bound) -> None:
        assert weekly.counts(bound, PERIOD) == Counts(stuck=2, overdue=1, ending=2, due=3)
        keys = [each.purchase for each in weekly.listed(bound, "stuck", PERIOD, 0, 9)]
        assert keys == ["INK-0002", "INK-0001"]
        assert [each.key for each in weekly.listed(bound, "overdue", PERIOD, 0, 9)] == ["overdue"]
        due = [each.on.day for each in weekly.listed(bound, "due", PERIOD, 0, 9)]
        assert due == [18, 19, 20]
        assert [each.on.day for each in weekly.listed(bound, "due", PERIOD, 1, 1)] == [19]
        ending = [each.purchase for each in weekly.ending(bound, PERIOD, 0, 9)]
        assert ending == ["INK-0002", "INK-0001"]
        assert weekly.ending(bound, PERIOD, 2, 9) == []

    await any_database.run(WE, work)


READS: dict[str, tuple[Callable[[Bound], object], set[str]]] = {
    "stuck": (lambda bound: weekly.listed(bound, "stuck", PERIOD, 0, 10), {"ix_moments_asked"}),
    "overdue": (lambda bound: weekly.listed(bound, "overdue", PERIOD, 0, 10), {"ix_moments_asked"}),
    "due": (lambda bound: weekly.listed(bound, "due", PERIOD, 0, 10), {"ix_moments_due"}),
    "ending": (lambda bound: weekly.ending(bound, PERIOD, 0, 10), {"ix_contracts_ends"}),
    "silent": (lambda bound: silent.silent(bound, NOW, NOW, 10), {"ix_purchases_quiet"}),
    "people": (
        lambda bound: holding.people(bound, NOW, "", 50),
        {
            "ix_contracts_owner",
            "ix_contracts_deputy",
            "ix_promises_owner",
            "ix_promises_deputy",
            "ix_spares_ask",
            "ix_successes_state",
        },
    ),
    "known": (lambda bound: later.was_told(bound, "digest/2027-W03"), {"ix_outbox_key"}),
}


@pytest.mark.parametrize("name", READS)
async def test_every_read_of_a_round_goes_by_an_index(database_url: str, name: str) -> None:
    """What is asked of a table with 1,000,000 rows must not read them all.

    On SQLite only: what PostgreSQL plans depends on how much there is.
    """
    database = Database(database_url)
    read, indexes = READS[name]

    def explained(bound: Bound) -> str:
        connection = bound.connection
        asked: list[tuple[str, Any]] = []

        def listen(_: Any, __: Any, statement: str, values: Any, *___: Any) -> None:
            asked.append((statement, values))

        sa.event.listen(connection, "before_cursor_execute", listen)
        read(bound)
        sa.event.remove(connection, "before_cursor_execute", listen)
        return "\n".join(
            str(row)
            for statement, values in asked
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        )

    plan = await database.run(WE, explained)
    await database.close()
    assert all(index in plan for index in indexes), plan
    for table in ("moments", "purchases", "contracts", "promises", "outbox"):
        assert f"SCAN {table}" not in plan, plan


async def test_a_silence_is_found_and_taken_once_until_the_next_answer(
    any_database: Database,
) -> None:
    before = NOW - 10 * DAY

    def find(bound: Bound) -> list[str]:
        found = silent.silent(bound, NOW - 60 * DAY, before, 100)
        return [each.purchase for each in found]

    def work(bound: Bound) -> None:
        for ago in (11, 12, 9, 61):
            bought(bound, ago)
        bought(bound, 20, "complete")
        bought(bound, 20, "cancelled")
        bought(bound, 13, "draft")

    await any_database.run(WE, work)
    assert await any_database.run(THEY, find) == []
    assert await any_database.run(WE, find) == ["INK-0007", "INK-0002", "INK-0001"]

    def take(bound: Bound) -> bool:
        return silent.take(bound, "INK-0001", before, NOW)

    assert not await any_database.run(THEY, take)
    assert await any_database.run(WE, take)
    assert not await any_database.run(WE, take)
    assert await any_database.run(WE, find) == ["INK-0007", "INK-0002"]

    def answer(bound: Bound) -> None:
        held = purchases.load(bound, "INK-0001")
        assert held is not None
        after = held.purchase.with_answer("circularity.1", "choice", "need", "U1", NOW + DAY)
        purchases.save(bound, held, after)

    await any_database.run(WE, answer)
    assert not await any_database.run(WE, take)
    again = NOW + 15 * DAY
    assert await any_database.run(WE, lambda bound: silent.take(bound, "INK-0001", again, again))
    assert not await any_database.run(WE, lambda bound: silent.silent(bound, NOW, again, 9))


async def test_of_two_at_once_one_takes_a_silence(any_database: Database) -> None:
    """The second waits for the row of the first, and then finds that it was told."""
    await any_database.run(WE, lambda bound: bought(bound, 20))
    taken, begun = [], threading.Event()

    def take(bound: Bound) -> bool:
        return silent.take(bound, "INK-0001", NOW, NOW)

    def first(bound: Bound) -> None:
        taken.append(take(bound))
        other.start()
        begun.wait(2)
        other.join(0.2)

    def second() -> None:
        begun.set()
        taken.append(any_database.run_now(WE, take))

    other = threading.Thread(target=second)
    any_database.run_now(WE, first)
    other.join()
    assert taken == [True, False]


async def test_what_goes_later_is_claimed_when_it_is_due(any_database: Database) -> None:
    message = Message("new/INK-0001", (Line("Hoi"),))

    def add(bound: Bound) -> int | None:
        return later.add_later(bound, Place("C1", direct=False), message, NOW, NOW + DAY)

    assert await any_database.run(WE, add)
    assert not await any_database.run(WE, add)

    def due(at: datetime) -> Callable[[Bound], list[Any]]:
        return lambda bound: claims.claim_due(bound, "me", at)

    assert await any_database.run(WE, due(NOW + DAY - timedelta(seconds=1))) == []
    (claimed,) = await any_database.run(WE, due(NOW + DAY))
    assert (claimed.message, claimed.channel) == (message, "C1")
    assert (claimed.attempts, claimed.check_first) == (1, False)
    assert not await any_database.run(WE, add)


async def test_people_in_contracts_are_found_from_a_name_on(any_database: Database) -> None:
    promises = (Promise(1, "Een", owner="U3", deputy="U4"), Promise(2, "Twee", owner="U1"))

    def work(bound: Bound) -> None:
        assert holding.people(bound, NOW, "", 9) == []
        for number in range(3):
            end = date(2028, 1, 1)
            contract(bound, bought(bound).id, end, deputy=f"U{number}", promises=promises)
        people.learn(bound, Known("U3", ""), NOW - 2 * DAY)
        people.learn(bound, Known("U4", ""), NOW)

    await any_database.run(WE, work)

    def find(after: str, most: int = 9) -> Callable[[Bound], list[str]]:
        return lambda bound: holding.people(bound, NOW - DAY, after, most)

    assert await any_database.run(WE, find("")) == ["U0", "U1", "U2", "U3"]
    assert await any_database.run(WE, find("U1")) == ["U2", "U3"]
    assert await any_database.run(WE, find("", 2)) == ["U0", "U1"]
    assert await any_database.run(THEY, find("")) == []
