"""Whom the rounds leave in peace, whom they look up, and that one process does what comes once."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace

import aiohttp
import pytest

from bot.parts import Parts
from bot.playground.people import AMINA, PIET, SANNE
from bot.ports import Held, Known, Outgoing, Place
from bot.reminders.procurement import open_link, refused, tell_procurement
from bot.reminders.weekly import Weekly
from bot.roster import Roster
from bot.store import later, people, purchases, weekly
from bot.store.database import Bound, Database
from dialogs.messages import Line, Message
from dialogs.purchase import Purchase
from dialogs.script import Script
from tests.assuring import MONDAY, count, ledger, on, with_contract
from tests.bot.test_rounds_at_once import WE, begun, bots, stored
from tests.office import Office

SILENT = "werkdagen op je antwoord"
SAID = Message("said", (Line("Hoi"),))


async def looks(office: Office, day: str) -> None:
    """That day comes, the bot makes its round, and what is due is sent."""
    await on(office, day)
    await office.local.bot.rounds.hourly()
    await office.local.bot.courier.sweep()
    await office.local.bot.settled()


async def test_who_wants_to_hear_once_a_week_hears_of_silence_then(office: Office) -> None:
    await on(office, MONDAY)
    await office.at_first_question()
    parts = office.local.bot.parts
    await parts.database.run(
        parts.workspace, lambda bound: people.choose_often(bound, SANNE, "weekly", MONDAY)
    )

    await looks(office, "2027-01-26")  # a Tuesday, eleven working days later
    assert await count(office.sanne, SILENT) == 0
    await looks(office, "2027-02-01")

    assert await count(office.sanne, SILENT) == 1


async def test_what_somebody_must_find_out_is_not_called_silent(office: Office) -> None:
    """It has a day of its own on which it is asked again."""
    await on(office, MONDAY)
    talk = await office.at_first_question()
    for _ in range(9):
        await talk.say("weet ik nog niet")
    assert (await office.stored())[0]["status"] == "in_progress"

    await looks(office, "2027-02-15")

    assert await count(office.sanne, SILENT) == 0


async def test_who_left_unseen_is_found_the_next_day(office: Office) -> None:
    await with_contract(office)
    colleagues = office.local.workspace.workspace.people
    colleagues[PIET] = replace(colleagues[PIET], deleted=True)  # and nobody came to tell
    assert (await ledger(office))["promise/1/12/1"].owner == PIET

    await looks(office, "2027-01-13")

    assert (await ledger(office))["promise/1/12/1"].owner == SANNE
    assert await count(office.sanne, "is niet meer in Slack") == 1


async def test_who_left_the_team_is_not_told(office: Office) -> None:
    team = frozenset({PIET, AMINA})
    parts = without_channel(office.local.bot.parts, team)

    def left(bound: Bound, person: str) -> None:
        people.learn(bound, Known(person, "", deleted=True), parts.clock.now())

    def tell(bound: Bound) -> list[bool]:
        left(bound, PIET)
        first = tell_procurement(parts, bound, "new/1", lambda scene: SAID)
        left(bound, AMINA)
        second = tell_procurement(parts, bound, "new/2", lambda scene: SAID)
        return [first, second, *(later.was_told(bound, f"new/1@{each}") for each in (AMINA, PIET))]

    assert await parts.database.run(parts.workspace, tell) == [True, False, True, False]


def without_channel(parts: Parts, team: frozenset[str]) -> Parts:
    """The same bot in an organisation that named a team and no channel."""
    organisation = replace(parts.organisation, procurement_channel="", procurement_team=team)
    return replace(parts, roster=Roster(organisation))


async def test_what_one_of_the_team_does_not_take_is_not_told_to_the_team_again(
    office: Office,
) -> None:
    parts = office.local.bot.parts
    now = parts.clock.now()

    def not_taken(bound: Bound, key: str) -> list[bool]:
        outgoing = Outgoing(1, WE, "", replace(SAID, key=key), "C1", now, now)
        assert refused(parts, bound, outgoing) == ()
        return [later.was_told(bound, f"{key}@{PIET}")]

    async def run(key: str) -> list[bool]:
        return await parts.database.run(parts.workspace, lambda bound: not_taken(bound, key))

    assert await run("silent/INK-0001/2027-01-01") == [True]
    assert await run(f"silent/INK-0001/2027-01-01@{PIET}") == [False]
    assert await run("stuck/C1/1") == [False]


async def test_only_a_conversation_that_others_can_open_is_linked_to(office: Office) -> None:
    parts = office.local.bot.parts
    now = parts.clock.now()
    purchase = Purchase("INK-0001", "40 laptops", SANNE, now, now)
    shared = Held(purchase, Place("C1", "1.2", "1.2", direct=False), 1)
    assert open_link(parts, shared).startswith("https://")
    assert open_link(parts, replace(shared, place=Place("D1", "1.2", "1.2"))) == ""


async def test_the_digest_waits_for_who_tells_it_already(
    any_database: Database, script: Script
) -> None:
    """A second process that comes in between finds the workspace held, and then the digest told."""
    await any_database.run(WE, begun)
    async with aiohttp.ClientSession() as session:
        one, other = bots(any_database, script, session)[:2]
        came = threading.Event()

        def second() -> None:
            came.set()
            asyncio.run(other.rounds.weekly.tell())

        thread = threading.Thread(target=second)

        def first(bound: Bound) -> None:
            teller = Weekly(one.parts)
            teller._tell(bound, "2027-W04")
            thread.start()
            came.wait(2)
            thread.join(0.3)

        one.parts.database.run_now(WE, first)
        thread.join()
        assert await any_database.run(WE, told_digests) == 1
        for each in (one, other):
            await each.parts.database.close()


def told_digests(bound: Bound) -> int:
    """How many digests were stored."""
    return sum(key.startswith("digest/") for key in stored(bound))


async def test_a_workspace_in_which_nothing_was_bought_has_no_digest(office: Office) -> None:
    parts = office.local.bot.parts
    assert not await parts.database.run(parts.workspace, weekly.hold)
    await on(office, MONDAY)
    await office.local.bot.rounds.beat()
    await parts.database.run(
        parts.workspace, lambda bound: purchases.next_id(bound, parts.clock.now())
    )
    assert await parts.database.run(parts.workspace, weekly.hold)
    assert not await parts.database.run(
        parts.workspace, lambda bound: later.was_told(bound, "digest/2027-W02")
    )


async def test_that_nobody_can_be_told_is_logged_once_a_week_by_any_number_of_processes(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    await with_contract(office)
    await on(office, "2027-01-18")
    nobody = without_channel(office.local.bot.parts, frozenset())

    for _ in range(3):  # each a process of its own, or the same one that started again
        await Weekly(nobody).tell()
    said = [each for each in caplog.records if "nobody_to_tell" in each.getMessage()]
    assert len(said) == 1

    await Weekly(without_channel(nobody, frozenset({PIET}))).tell()
    assert await nobody.database.run(
        nobody.workspace, lambda bound: later.was_told(bound, f"digest/2027-W03@{PIET}")
    )
