"""The versions of the policy, on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.policies import PolicyShelf
from bot.ports import Place
from bot.store import later, policies
from bot.store.database import Bound, Database, NotSaved, Stale
from bot.store.later import add_later
from dialogs.messages import Line, Message
from knowledge.policy import Policy

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def add(bound: Bound, number: int, part: str = "ambition", key: str = "", **content: str) -> None:
    at = NOW + timedelta(minutes=number)
    policies.add(bound, number, part, key, dict(content), f"U{number}", at)


async def test_the_newest_version_is_found_with_who_made_it(any_database: Database) -> None:
    def work(bound: Bound) -> None:
        add(bound, 1, ambition="eerst")
        add(bound, 2, ambition="dan")

    assert await any_database.run_single("T0WE", policies.newest) is None
    await any_database.run("T0WE", work)

    found = await any_database.run_single("T0WE", policies.newest)
    assert found is not None
    assert (found.number, found.by, found.content) == (2, "U2", {"ambition": "dan"})
    assert found.at == NOW + timedelta(minutes=2)
    assert await any_database.run_single("T0WE", policies.number) == 2
    first = await any_database.run("T0WE", lambda bound: policies.at(bound, 1))
    assert first is not None
    assert first.content == {"ambition": "eerst"}


async def test_who_comes_second_with_a_version_is_stale(any_database: Database) -> None:
    await any_database.run("T0WE", lambda bound: add(bound, 1, ambition="eerst"))
    with any_database.engine.begin() as connection, pytest.raises(Stale):
        add(Bound(connection, "T0WE"), 1, ambition="te laat")

    with pytest.raises(NotSaved, match="too many changes"):
        await any_database.run("T0WE", lambda bound: add(bound, 1, ambition="te laat"))

    found = await any_database.run_single("T0WE", policies.newest)
    assert found is not None
    assert found.content == {"ambition": "eerst"}


async def test_the_history_is_paged_and_can_be_of_one_place(any_database: Database) -> None:
    def work(bound: Bound) -> list[list[int]]:
        for number in range(1, 8):
            add(bound, number, *(("goals", f"c{number % 2}") if number > 3 else ("ambition", "")))
        found = (
            policies.history(bound, 3), policies.history(bound, 3, 6),
            policies.history(bound, 9, part="ambition"),
            policies.history(bound, 9, part="goals", key="c1"),
        )  # fmt: skip
        return [[each.number for each in page] for page in found]

    assert await any_database.run("T0WE", work) == [[7, 6, 5], [1], [3, 2, 1], [7, 5]]


async def test_workspaces_do_not_see_each_others_policy(any_database: Database) -> None:
    await any_database.run("T0WE", lambda bound: add(bound, 1, ambition="van ons"))
    await any_database.run("T0THEY", lambda bound: add(bound, 1, ambition="van hen"))

    def work(bound: Bound) -> list[object]:
        found = policies.newest(bound)
        return [found and found.content, policies.number(bound), policies.at(bound, 2),
                len(policies.history(bound, 9))]  # fmt: skip

    assert await any_database.run("T0WE", work) == [{"ambition": "van ons"}, 1, None, 1]
    assert await any_database.run("T0NEW", work) == [None, 0, None, 0]


async def test_the_shelf_takes_what_another_process_wrote_and_says_so(
    any_database: Database,
) -> None:
    shelf, changes = PolicyShelf(Policy(ambition="bestand", definition="blijft")), []
    shelf.changed = lambda: changes.append(shelf.current.ambition)
    await shelf.look(any_database, "T0WE")
    await any_database.run("T0WE", lambda bound: add(bound, 1, ambition="chat"))

    for _ in range(2):
        await shelf.look(any_database, "T0WE")

    assert changes == ["chat"]
    assert (shelf.current.ambition, shelf.current.definition) == ("chat", "blijft")


async def test_a_version_that_cannot_be_read_is_logged_once_and_ours_goes_on(
    any_database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    shelf = PolicyShelf(Policy(ambition="bestand"))
    await any_database.run("T0WE", lambda bound: add(bound, 1, ambition="chat"))
    await shelf.look(any_database, "T0WE")
    await any_database.run("T0WE", lambda bound: add(bound, 2, ambitoin="geheim"))

    for _ in range(3):
        await shelf.look(any_database, "T0WE")

    assert shelf.current.ambition == "chat"
    (logged,) = (each for each in caplog.messages if "policy.broken" in each)
    assert "geheim" not in logged
    await any_database.run("T0WE", lambda bound: add(bound, 3, ambition="hersteld"))
    await shelf.look(any_database, "T0WE")
    assert shelf.current.ambition == "hersteld"


async def test_what_was_told_under_any_key_is_known(any_database: Database) -> None:
    def work(bound: Bound) -> list[bool]:
        before = later.was_told_any(bound, "policy/missing")
        message = Message("policy/missing@U1", (Line("hoi"),))
        add_later(bound, Place("U1"), message, NOW, NOW)
        return [before, later.was_told_any(bound, "policy/missing"),
                later.was_told_any(bound, "policy/other")]  # fmt: skip

    assert await any_database.run("T0WE", work) == [False, True, False]
