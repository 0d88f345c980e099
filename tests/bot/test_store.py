"""The store, on SQLite and PostgreSQL: change as one, stale writers, claims, workspaces apart."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from bot.ports import Held, Known, Place, Sent
from bot.store import (
    claims,
    inbox,
    migrations,
    outbox,
    people,
    purchases,
    several,
)
from bot.store.database import LOCKED_MILLISECONDS, Bound, Database, NotSaved, Stale
from bot.store.every_table import metadata
from bot.store.reading import all_workspaces, every_purchase
from bot.store.schema import is_newest, migrate
from dialogs.messages import Line, Message, Person
from dialogs.purchase import UNKNOWN, Purchase, Revisit

NOW = datetime(2026, 11, 23, 12, 0, 0, 123456, tzinfo=UTC)
WE, THEY = "T0WE", "T0THEY"
MESSAGE = Message("ask/circularity.1/choice", (Line("Hoi {who}", {"who": Person("U1")}),))


def new(bound: Bound, owner: str = "U1", thread: str = "") -> Held:
    purchase = Purchase(purchases.next_id(bound, NOW), "40 laptops", owner, NOW, NOW)
    purchase = purchase.with_answer("intake.what", "text", "40 laptops", owner, NOW)
    place = Place("D1", thread, thread)
    purchases.add(bound, purchase, place)
    return Held(purchase, place, 1)


def test_the_schema_is_what_the_tables_say(any_database: Database) -> None:
    assert is_newest(any_database)
    inspector = sa.inspect(any_database.engine)
    for table in metadata.tables.values():
        found = {column["name"]: column for column in inspector.get_columns(table.name)}
        assert set(found) == {column.name for column in table.columns}
        for column in table.columns:
            assert found[column.name]["nullable"] == column.nullable
        assert "workspace" in found
    migrate(any_database)


async def test_sqlite_writes_ahead_and_to_the_disk_before_a_commit_counts(
    database_url: str,
) -> None:
    """Asked of the connections that the store works with; also of the one after it lost its file.

    `synchronous` is 0 off, 1 normal (the last commits may be lost in a power cut), 2 full.
    """
    database = Database(database_url)

    def settings(bound: Bound) -> dict[str, object]:
        names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        ask = bound.connection.exec_driver_sql
        return {name: ask(f"PRAGMA {name}").scalar_one() for name in names}

    for _ in range(2):
        found = await database.run(WE, settings)

        assert found["journal_mode"] == "wal"
        assert found["synchronous"] == 2
        assert found["foreign_keys"] == 1
        assert found["busy_timeout"] == LOCKED_MILLISECONDS < 3000
        database.dispose()
    await database.close()


async def test_what_was_stored_comes_back_whole(any_database: Database) -> None:
    def work(bound: Bound) -> Held:
        held = new(bound)
        purchase = held.purchase.with_answer("circularity.1", "choice", "need", "U2", NOW)
        purchase = replace(
            purchase, revisit=Revisit("circularity.1", ("choice",)), paused=True, asked_at=NOW,
            status="in_progress",
        )  # fmt: skip
        return purchases.save(bound, held, purchase)

    saved = await any_database.run(WE, work)

    assert await any_database.run(WE, lambda bound: purchases.load(bound, "INK-0001")) == saved


async def test_a_stale_writer_steps_again(any_database: Database) -> None:
    """The step sees what the other wrote; without the version both would write the same."""
    await any_database.run(WE, new)
    steps = []

    def work(bound: Bound) -> None:
        held = purchases.load(bound, "INK-0001")
        assert held is not None
        steps.append(held.purchase.revision("circularity.1", "choice"))
        if len(steps) == 1:
            held = replace(held, version=0)
        count = str(len(steps))
        after = held.purchase.with_answer("circularity.1", "choice", count, "U1", NOW)
        purchases.save(bound, held, after)

    await any_database.run(WE, work)

    assert steps == [0, 0]
    with pytest.raises(NotSaved):
        await any_database.run(WE, _always_stale)


def _always_stale(_: Bound) -> None:
    raise Stale("INK-0001")


async def test_ten_at_the_same_time_lose_nothing(any_database: Database) -> None:
    await any_database.run(WE, new)

    def work(bound: Bound, part: str) -> None:
        held = purchases.load(bound, "INK-0001")
        assert held is not None
        after = held.purchase.with_answer("circularity.1", part, "x", "U1", NOW)
        purchases.save(bound, held, after)

    await asyncio.gather(
        *(any_database.run(WE, lambda bound, n=n: work(bound, f"part{n}")) for n in range(10))
    )

    held = await any_database.run(WE, lambda bound: purchases.load(bound, "INK-0001"))
    assert held is not None
    assert len(held.purchase.answers["circularity.1"]) == 10


async def test_the_same_delivery_is_heard_once(any_database: Database) -> None:
    first = await any_database.run(WE, lambda bound: inbox.remember(bound, "click:1", NOW))
    again = await any_database.run(WE, lambda bound: inbox.remember(bound, "click:1", NOW))
    elsewhere = await any_database.run(THEY, lambda bound: inbox.remember(bound, "click:1", NOW))
    await any_database.run(WE, lambda bound: inbox.forget(bound, NOW + timedelta(days=1)))
    later = await any_database.run(WE, lambda bound: inbox.remember(bound, "click:1", NOW))

    assert (first, again, elsewhere, later) == (True, False, True, True)


async def test_work_that_fails_half_way_leaves_nothing(any_database: Database) -> None:
    def work(bound: Bound) -> None:
        inbox.remember(bound, "click:1", NOW)
        new(bound)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await any_database.run(WE, work)

    assert await any_database.run(WE, lambda bound: inbox.remember(bound, "click:1", NOW))
    assert await any_database.run(WE, lambda bound: purchases.load(bound, "INK-0001")) is None


async def test_workspaces_never_see_each_other(any_database: Database) -> None:
    ours = await any_database.run(WE, lambda bound: new(bound, "U1", "1.1"))
    theirs = await any_database.run(THEY, lambda bound: new(bound, "U1", "1.1"))

    assert ours.purchase.id == theirs.purchase.id == "INK-0001"
    await any_database.run(
        THEY,
        lambda bound: purchases.save(
            bound, theirs, theirs.purchase.with_answer("circularity.1", "choice", "x", "U9", NOW)
        ),
    )
    held = await any_database.run(WE, lambda bound: purchases.at_place(bound, "D1", "1.1"))
    assert held == ours
    await any_database.run(THEY, lambda bound: people.choose_language(bound, "U1", "en", NOW))
    assert await any_database.run(WE, lambda bound: people.language(bound, "U1")) is None
    assert all_workspaces(any_database) == sorted([WE, THEY])
    assert len(list(every_purchase(any_database, WE))) == 1


async def test_who_was_only_looked_up_chose_no_language(any_database: Database) -> None:
    def work(bound: Bound) -> list[object]:
        people.learn(bound, Known("U1", "Europe/London"), NOW)
        before = people.language(bound, "U1")
        people.choose_language(bound, "U1", "en", NOW)
        people.learn(bound, Known("U1", "", guest=True), NOW + timedelta(days=1))
        return [before, people.language(bound, "U1"), people.known(bound, "U1")]

    found = await any_database.run(WE, work)

    known = Known("U1", "Europe/London", guest=True)
    assert found == [None, "en", (known, NOW + timedelta(days=1))]
    assert await any_database.run(THEY, lambda bound: people.known(bound, "U1")) is None


async def test_an_answer_that_was_overtaken_by_news_is_not_kept(any_database: Database) -> None:
    """Asked, then told that they left, and only then answered that they are here."""

    def work(bound: Bound) -> tuple[Known, datetime] | None:
        people.learn(bound, Known("U1", "Europe/London"), NOW)
        later = NOW + timedelta(seconds=2)
        people.heard(bound, Known("U1", "", deleted=True), later)
        people.learn(bound, Known("U1", "Europe/London"), NOW + timedelta(seconds=1))
        return people.known(bound, "U1")

    found = await any_database.run(WE, work)

    assert found is not None
    assert found[0] == Known("U1", "Europe/London", deleted=True)


async def test_news_of_who_is_not_in_our_books_is_not_kept(any_database: Database) -> None:
    def work(bound: Bound) -> list[object]:
        people.heard(bound, Known("U2", "Europe/London"), NOW)
        people.learn(bound, Known("U1", "Europe/London"), NOW)
        later = NOW + timedelta(days=1)
        people.heard(bound, Known("U1", "Europe/London"), later)
        same = people.known(bound, "U1")
        people.heard(bound, Known("U1", "Asia/Tokyo"), later)
        return [people.known(bound, "U2"), same, people.known(bound, "U1")]

    found = await any_database.run(WE, work)

    london, tokyo = Known("U1", "Europe/London"), Known("U1", "Asia/Tokyo")
    assert found == [None, (london, NOW), (tokyo, NOW + timedelta(days=1))]


async def test_two_sweeps_at_once_claim_each_row_once(any_database: Database) -> None:
    def fill(bound: Bound) -> None:
        held = new(bound)
        for row in outbox.add(bound, held, [MESSAGE] * 50, "dead", NOW):
            claims.later(bound, row, "pending", "", NOW)

    await any_database.run(WE, fill)
    claimed: list[int] = []
    at_once = threading.Barrier(2)

    def sweep(name: str) -> None:
        at_once.wait()
        found = any_database.run_now(WE, lambda bound: claims.claim_due(bound, name, NOW))
        claimed.extend(row.id for row in found)

    threads = [threading.Thread(target=sweep, args=(name,)) for name in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(claimed) == sorted(set(claimed))
    assert len(claimed) == 50


async def test_a_row_is_claimed_when_it_is_due_or_its_claim_ran_out(any_database: Database) -> None:
    def work(bound: Bound) -> list[list[bool]]:
        (row,) = outbox.add(bound, new(bound), [MESSAGE], "one", NOW)
        seen = []
        for after in (0, 19, 21):
            found = claims.claim_due(bound, "two", NOW + timedelta(seconds=after))
            seen.append([each.check_first for each in found])
        claims.later(bound, found[0], "pending", "429", NOW + timedelta(seconds=60))
        for after in (59, 61):
            found = claims.claim_due(bound, "two", NOW + timedelta(seconds=after))
            seen.append([each.check_first for each in found])
        claims.sent(bound, [(row.id, Sent("D1", "2.2"))])
        assert outbox.latest(bound, "INK-0001", MESSAGE.key) == outbox.Standing("D1", "2.2")
        assert claims.waiting(bound) == {}
        return seen

    assert await any_database.run(WE, work) == [[], [], [True], [], [False]]


async def test_what_points_at_a_newer_question_takes_the_place_of_the_older(
    any_database: Database,
) -> None:
    ask = Message("ask/x", (Line("vraag"),))
    below = Message("below", (Line("zie hieronder"),), replaces="ask/x")

    def work(bound: Bound) -> outbox.Standing | None:
        held = new(bound)
        (older,) = outbox.add(bound, held, [ask], "one", NOW)
        claims.sent(bound, [(older.id, Sent("D1", "1.1"))])
        newer, pointing = outbox.add(bound, held, [ask, below], "one", NOW + timedelta(seconds=1))
        claims.sent(bound, [(newer.id, Sent("D1", "2.2"))])
        return outbox.latest(bound, held.purchase.id, "ask/x", before=pointing)

    assert await any_database.run(WE, work) == outbox.Standing("D1", "1.1")


async def test_what_has_a_key_of_its_own_is_told_once(any_database: Database) -> None:
    told = Message("lost/1", (Line("kwijt"),))

    def work(bound: Bound) -> list[int]:
        place = Place("U1")
        return [len(outbox.add_once(bound, place, told, "one", NOW)) for _ in range(2)]

    assert await any_database.run(WE, work) == [1, 0]


async def test_a_newer_card_takes_the_place_of_one_that_waits(any_database: Database) -> None:
    card = Message("card", (Line("kaart"),), replaces="card")

    def work(bound: Bound) -> dict[str, int]:
        held = new(bound)
        (row,) = outbox.add(bound, held, [card], "one", NOW)
        claims.later(bound, row, "pending", "429", NOW)
        outbox.add(bound, held, [card], "one", NOW)
        return claims.waiting(bound)

    assert await any_database.run(WE, work) == {"sending": 1}


async def test_mine_those_in_progress_first(any_database: Database) -> None:
    def work(bound: Bound) -> list[str]:
        for status in ("complete", "cancelled", "in_progress", "draft"):
            held = new(bound)
            purchases.save(bound, held, replace(held.purchase, status=status))
        new(bound, "U2")
        owned = several.owned_by(bound, "U1", 3)
        return [held.purchase.status for held in owned]

    assert await any_database.run(WE, work) == ["draft", "in_progress", "complete"]


def go_back(database: Database, revision: str) -> None:
    """Brings the database to an older schema."""
    with database.engine.connect() as connection:
        config = Config()
        config.set_main_option("script_location", str(Path(migrations.__file__).parent))
        config.attributes["connection"] = connection
        command.downgrade(config, revision)
        connection.commit()


async def test_who_chose_a_language_keeps_it_through_the_upgrade(any_database: Database) -> None:
    go_back(any_database, "0003")
    with any_database.engine.begin() as connection:
        row = {"workspace": WE, "person": "U1", "language": "en", "updated_at": NOW}
        columns: list[sa.ColumnClause[object]] = [sa.column(name) for name in row]
        connection.execute(sa.insert(sa.table("people", *columns)).values(row))

    migrate(any_database)

    def work(bound: Bound) -> tuple[str | None, object]:
        return people.language(bound, "U1"), people.known(bound, "U1")

    assert await any_database.run(WE, work) == ("en", None)
    go_back(any_database, "0003")
    migrate(any_database)
    assert await any_database.run(WE, work) == ("en", None)


async def test_an_answer_that_was_not_known_yet_stays_so_after_the_upgrade(
    any_database: Database,
) -> None:
    def work(bound: Bound) -> None:
        held = new(bound)
        before = held.purchase.with_answer("circularity.1", "choice", "unknown", "U1", NOW)
        purchases.save(bound, held, before)

    await any_database.run(WE, work)
    go_back(any_database, "0001")
    with any_database.engine.begin() as connection:
        connection.execute(sa.text("UPDATE answers SET value = 'unknown'"))

    migrate(any_database)

    held = await any_database.run(WE, lambda bound: purchases.load(bound, "INK-0001"))
    assert held is not None
    assert held.purchase.values("circularity.1") == {"choice": UNKNOWN}
