"""What a month adds up to, on SQLite and PostgreSQL: what lies in it, and nothing beside it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import aiohttp
import pytest
import sqlalchemy as sa

from bot.ports import Place, Sent
from bot.reminders.monthly import Monthly
from bot.roster import Roster
from bot.store import (
    claims,
    contracts,
    digests,
    moments,
    monthly,
    outbox,
    purchases,
    successes,
)
from bot.store.celebrating_tables import lessons
from bot.store.database import Bound, Database
from bot.store.monthly import Span
from bot.store.tables import outbox as table
from bot.store.tables import purchases as purchases_table
from dialogs.contract import Contract
from dialogs.messages import Line, Message
from dialogs.moment import Moment
from dialogs.monthly import Learnt
from dialogs.purchase import Purchase, Status
from dialogs.script import Script
from knowledge.moments import Term
from tests.assuring import AMSTERDAM
from tests.bot.test_rounds_at_once import begun, bots, stored

WE, THEY = "T0WE", "T0THEY"
SINCE, UNTIL = datetime(2026, 10, 31, 23, tzinfo=UTC), datetime(2026, 11, 30, 23, tzinfo=UTC)
SPAN = Span(date(2026, 11, 1), date(2026, 12, 1), SINCE, UNTIL)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
EDGES = (SINCE - SECOND, SINCE, UNTIL - SECOND, UNTIL)
TERM = Term(date(2026, 11, 1), date(2028, 11, 1))


def bought(bound: Bound, at: datetime, status: Status = "in_progress", level: int = 0) -> Purchase:
    """A purchase that was begun at a moment."""
    purchase = Purchase(purchases.next_id(bound, at), "Stoelen", "U1", at, at, status=status)
    purchases.add(bound, purchase, Place("D1", "1.0", "1.0"))
    bound.run(
        sa.update(purchases_table)
        .where(
            purchases_table.c.workspace == sa.bindparam("ours"),
            purchases_table.c.number == purchases.number_of(purchase.id),
        )
        .values(level=level)
    )
    return purchase


def decided(bound: Bound, at: datetime, *, changed: datetime, back: bool = False) -> None:
    """A purchase that is not needed, of which something was answered again later."""
    purchase = bought(bound, SINCE - 90 * DAY)
    held = purchases.load(bound, purchase.id)
    assert held
    after = purchase.with_answer("circularity.1", "stop", "stop_here", "U1", at)
    after = after.with_answer("circularity.1", "explanation", "Er was nog", "U1", changed)
    status: Status = "in_progress" if back else "not_bought"
    purchases.save(bound, held, replace(after, status=status))


def fill(bound: Bound) -> None:
    """Something at each edge of the month, of everything that is counted."""
    for level, at in enumerate(EDGES):
        purchase = bought(bound, at, level=level)
        contracts.save(bound, None, Contract(purchase.id, "Bedrijf", "", TERM, "U2"), at)
        decided(bound, at, changed=at)
    closed = bought(bound, SINCE - DAY, "cancelled")
    contracts.save(bound, None, Contract(closed.id, "Bedrijf", "", TERM, "U2"), SINCE)
    decided(bound, SINCE, changed=UNTIL + DAY)
    decided(bound, SINCE - DAY, changed=SINCE)  # counted in its own month
    decided(bound, SINCE, changed=SINCE, back=True)
    about = bought(bound, SINCE - DAY).id
    answered = [
        *((f"promise/{number}", "promise", "kept", at) for number, at in enumerate(EDGES)),
        ("promise/5", "promise", "not", SINCE), ("promise/6", "promise", "unknown", SINCE),
        ("kick_off", "kick_off", "kept", SINCE), ("promise/7", "promise", "", None),
    ]  # fmt: skip
    moments.add(
        bound,
        [
            Moment(
                about, key, kind, SPAN.first, "U1", "U1", None, state="answered",
                answer=answer, answered_at=at,
            )
            for key, kind, answer, at in answered
        ],
        SINCE,
    )  # fmt: skip


def lesson(bound: Bound, text: str, told_on: date, state: str = "shared") -> None:
    bound.run(
        sa.insert(lessons), category="", question="", expected=text, happened="", differently="",
        author="U1", owner="", state=state, told_on=told_on,
    )  # fmt: skip


async def test_what_lies_in_a_month_is_counted_and_nothing_beside_it(
    any_database: Database,
) -> None:
    await any_database.run(THEY, fill)
    await any_database.run(WE, fill)

    def work(bound: Bound) -> None:
        assert monthly.begun(bound, SPAN) == 2
        assert monthly.bought(bound, SPAN) == {1: 1, 2: 1}
        assert monthly.not_bought(bound, SPAN) == 3
        assert monthly.promises(bound, SPAN) == {"kept": 2, "not": 1}
        assert monthly.lesson(bound, SPAN) is None
        assert monthly.began_before(bound, UNTIL)
        assert not monthly.began_before(bound, SINCE - 90 * DAY)

    await any_database.run(WE, work)
    assert not await any_database.run("T0NOBODY", lambda bound: monthly.began_before(bound, UNTIL))


async def test_the_newest_lesson_of_the_month_that_was_shared_is_told(
    any_database: Database,
) -> None:
    def work(bound: Bound) -> Learnt | None:
        lesson(bound, "Vorige maand", SPAN.first - DAY)
        lesson(bound, "Eerste", SPAN.first)
        lesson(bound, "Laatste", SPAN.after - DAY)
        lesson(bound, "Nog niet goed", SPAN.after - DAY, "waiting")
        lesson(bound, "Volgende maand", SPAN.after)
        return monthly.lesson(bound, SPAN)

    found = await any_database.run(WE, work)
    assert found is not None
    assert found == Learnt(found.id, "Laatste")
    assert await any_database.run(THEY, lambda bound: monthly.lesson(bound, SPAN)) is None


async def test_a_digest_that_was_changed_is_found_as_it_is_now(any_database: Database) -> None:
    key, apart, other = "month/2026-11", "month/2026-11@U1", "month/2026-10"

    def said(bound: Bound) -> dict[str, str]:
        found = digests.as_said(bound)
        return {name: message.lines[0].words for name, (message, _) in found.items()}

    def say(bound: Bound, name: str, words: str, replaces: str = "") -> None:
        message = Message(name, (Line(words),), replaces=replaces)
        row = outbox.add_at(bound, Place("C1"), message, "me", SINCE)
        claims.sent(bound, [(row.id, Sent("C1", f"{row.id}.0"))])

    def work(bound: Bound) -> None:
        assert said(bound) == {}
        say(bound, key, "Begin")
        say(bound, apart, "Voor U1")
        say(bound, "monthly", "Iets anders")
        assert said(bound) == {key: "Begin", apart: "Voor U1"}
        for words in ("Twee", "Drie"):
            digests.forget_words(bound, key)
            say(bound, f"{key}/changed", words, key)
            assert said(bound) == {key: words, apart: "Voor U1"}
        say(bound, other, "Ouder")
        for words in map(str, range(digests.NEWEST)):
            digests.forget_words(bound, key)
            say(bound, f"{key}/changed", words, key)
        assert said(bound)[other] == "Ouder"
        every = sa.select(table.c.message).where(table.c.workspace == sa.bindparam("ours"))
        left = str(list(bound.run(every).scalars()))
        assert ("Begin" in left, "Drie" in left, words in left) == (False, False, True)

    await any_database.run(WE, work)
    assert await any_database.run(THEY, said) == {}


async def test_what_the_channel_did_not_take_is_forgotten_with_what_the_team_got(
    any_database: Database,
) -> None:
    def work(bound: Bound) -> None:
        for name, line in (("month/2026-11", "Piet"), ("month/2026-11@U1", "Piet, voor U1")):
            row = outbox.add_at(bound, Place("C1"), Message(name, (Line(line),)), "me", SINCE)
            if "@" in name:
                claims.sent(bound, [(row.id, Sent("C1", "1.0"))])
            else:
                claims.later(bound, row, "dropped", "is_archived", SINCE)
        for key in digests.as_said(bound):
            digests.forget_words(bound, key)
        assert "Piet" not in str(bound.run(sa.select(table.c.message)).all())

    await any_database.run(WE, work)


class FirstOfFebruary:
    """A clock that stands still."""

    def now(self) -> datetime:
        """Monday morning."""
        return datetime(2027, 2, 1, 9, tzinfo=AMSTERDAM)


async def test_of_several_processes_one_tells_the_month(
    any_database: Database, script: Script
) -> None:
    await any_database.run(WE, begun)
    async with aiohttp.ClientSession() as session:
        several = [each.parts for each in bots(any_database, script, session)]
        organisation = replace(several[0].organisation, digest_channel="C0MONTH")
        telling = [
            Monthly(replace(each, clock=FirstOfFebruary(), roster=Roster(organisation)))
            for each in several
        ]
        await asyncio.gather(*(each.tell() for each in telling))
        for each in several:
            await each.database.close()

    assert await any_database.run(WE, stored) == ["month/2027-01"]


READS: dict[str, tuple[Callable[[Bound], object], str]] = {
    "begun": (lambda bound: monthly.begun(bound, SPAN), "ix_purchases_created"),
    "bought": (lambda bound: monthly.bought(bound, SPAN), "ix_contracts_created"),
    "not_bought": (lambda bound: monthly.not_bought(bound, SPAN), "ix_purchases_quiet"),
    "promises": (lambda bound: monthly.promises(bound, SPAN), "ix_moments_answered"),
    "lesson": (lambda bound: monthly.lesson(bound, SPAN), "ix_lessons_state"),
    "successes": (lambda bound: successes.posted(bound, SINCE, UNTIL, 3), "ix_successes_state"),
    "digests": (digests.as_said, "ix_outbox_key"),
}  # fmt: skip


@pytest.mark.parametrize("name", READS)
async def test_a_month_is_read_by_an_index(database_url: str, name: str) -> None:
    """What is asked of a table with 1,000,000 rows must not read them all."""
    database = Database(database_url)
    read, index = READS[name]

    def explained(bound: Bound) -> str:
        asked: list[tuple[str, Any]] = []

        def listen(_: Any, __: Any, statement: str, values: Any, *___: Any) -> None:
            asked.append((statement, values))

        sa.event.listen(bound.connection, "before_cursor_execute", listen)
        read(bound)
        sa.event.remove(bound.connection, "before_cursor_execute", listen)
        return "\n".join(
            str(row)
            for statement, values in asked
            for row in bound.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        )

    plan = await database.run(WE, explained)
    await database.close()
    assert index in plan, plan
    assert "SCAN " not in plan, plan
