"""What is ripe is found, and one thing a week is proposed to the ambassadors, in the real app."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import aiohttp

from bot.parts import Organisation
from bot.playground.follow import Following
from bot.playground.people import AMINA, INKOOP, JOHN, SANNE, SUCCESSES
from bot.ports import Place
from bot.reminders.ripening import Ripening
from bot.settings import Settings
from bot.store import proposals, purchases, successes
from bot.store.database import Bound, Database
from dialogs.purchase import Purchase
from dialogs.script import Script
from dialogs.success import Success
from tests.ambassadors import ambassadors_are, goes_round, home_of, newest, ripe
from tests.assuring import CONTRACT, DUE, count, nudged, on, with_contract
from tests.boarding import MEETS, NINE, answered, sent, with_board
from tests.bot.test_rounds_at_once import AMSTERDAM, WE, bots, stored
from tests.office import Office

RIPE = "Rijp om te vieren"
TUESDAY, NEXT_MONDAY = "2027-01-12", "2027-01-18"


async def not_bought(office: Office, title: str) -> None:
    """Somebody reuses what is there."""
    talk = await office.at_first_question(title)
    await talk.press("Hergebruik, ik heb nog iets")
    await talk.press("Ja, niet kopen")


async def test_each_kind_is_found_and_only_ambassadors_hear_one_a_week(
    bot_settings: Settings,
) -> None:
    both = frozenset({AMINA, JOHN})
    async with with_board(bot_settings, ambassadors=both) as office:
        await not_bought(office, "60 stoelen")
        for number in (2, 3, 4):
            await office.at_first_question()
            await answered(office, NINE | MEETS, f"INK-000{number}")
        await contract_with(office, "INK-0002")

        await goes_round(office, TUESDAY, "15:00")

        assert await ripe(office) == {
            "not_bought/INK-0001": "proposed",
            "level/INK-0002": "found",
            "theme/circular": "found",
            "goal/circular": "found",
        }
        told = await newest(office, office.amina, "60 stoelen – niet gekocht")
        assert RIPE in told.plain()
        assert await count(office.john, RIPE) == 1
        for who in (office.sanne, office.piet):
            assert await count(who, RIPE) == 0
        for channel in (INKOOP, SUCCESSES):
            assert not [e for e in await office.amina.messages(channel) if RIPE in e.plain()]

        await office.amina.press(told, "Nu niet")
        passed = await newest(office, office.amina, "Goed, nu niet")
        assert passed.ts == told.ts
        assert await count(office.john, "60 stoelen – niet gekocht") == 1

        await goes_round(office, "2027-01-15")
        assert Counter((await ripe(office)).values()) == {"proposed": 1, "found": 3}
        for day in (NEXT_MONDAY, "2027-01-25", "2027-02-01", "2027-02-08"):
            await goes_round(office, day)
        assert set((await ripe(office)).values()) == {"proposed"}
        assert await count(office.john, RIPE) == 4
        goal = await newest(office, office.john, "Doel gehaald: Circulair")
        assert ("Vertel dit", "success_write/theme/circular") in [
            (label, action) for label, action, _ in goal.choices()
        ]


async def contract_with(office: Office, purchase: str) -> None:
    """A purchase gets a contract, by its form."""
    await office.sanne.command(f"contract {purchase}")
    told = await office.told(office.sanne, "nog geen contract")
    await office.sanne.press(told, "Contract vastleggen")
    view = await office.view(office.sanne, "Contract")
    result = await office.sanne.submit(view, CONTRACT)
    assert result.errors == {}
    await sent(office)


async def test_a_promise_that_is_kept_for_a_year_is_ripe_once_and_while_it_runs(
    office: Office,
) -> None:
    await with_contract(office)
    await on(office, DUE)
    question = await nudged(office, "Wordt dit nagekomen?")
    await office.piet.press(question, "Nagekomen")
    await goes_round(office, DUE, "16:00")

    told = await newest(office, office.amina, "een jaar lang nagekomen")
    assert "De servicedesk repareert binnen drie dagen" in told.plain()
    assert await ripe(office) == {"kept/INK-0001/1": "proposed"}
    restarted = Ripening(office.local.bot.parts)
    await restarted.round()
    await restarted.round()
    assert await ripe(office) == {"kept/INK-0001/1": "proposed"}
    assert "een jaar lang nagekomen" in (await home_of(office, office.amina)).plain()

    channel = await office.sanne.direct()
    first = next(each for each in await office.sanne.messages(channel) if "INK-" in each.plain())
    talk = Following(office.sanne, channel, first.ts)
    await talk.say("stop")
    await talk.press("Ja, stoppen")
    await office.local.settled()
    assert "een jaar lang nagekomen" not in (await home_of(office, office.amina)).plain()


async def test_what_changed_since_is_not_proposed(office: Office) -> None:
    """It is opened again, or told already; without ambassadors everything stays as it was found."""
    await on(office, TUESDAY)
    ambassadors_are(office)
    for title in ("Stoelen", "Tafels", "Kasten"):
        await not_bought(office, title)
    await goes_round(office, TUESDAY, "12:00")
    assert set((await ripe(office)).values()) == {"found"}

    await office.sanne.command("heropen INK-0001")
    parts, now = office.local.bot.parts, office.local.workspace.clock.now()
    success = Success(0, SANNE, "Tafels!", "Ze stonden er nog.", now, now, purchase="INK-0002")
    posted = replace(success, state="posted", poster=AMINA, posted_at=now)
    await parts.database.run(parts.workspace, lambda bound: successes.add(bound, posted))
    ambassadors_are(office, AMINA)
    page = await home_of(office, office.amina)
    assert "Er staat al een succes op jouw naam" in page.plain()
    assert "Kasten" in page.plain()
    assert "Tafels" not in page.plain()
    assert "Stoelen" not in page.plain()
    await goes_round(office, TUESDAY, "14:00")

    assert await ripe(office) == {
        "not_bought/INK-0002": "told", "not_bought/INK-0003": "proposed"
    }  # fmt: skip
    assert await count(office.amina, "Kasten – niet gekocht") == 1


async def test_what_waits_for_an_ambassador_stands_on_their_page(office: Office) -> None:
    await on(office, TUESDAY)
    await not_bought(office, "Stoelen")
    parts, now = office.local.bot.parts, office.local.workspace.clock.now()
    offered = Success(
        0, SANNE, "Stoelen *van* zolder", "Ze stonden er nog.", now, now, purchase="INK-0001",
        state="offered",
    )  # fmt: skip
    await parts.database.run(parts.workspace, lambda bound: successes.add(bound, offered))

    page = await home_of(office, office.amina)
    await goes_round(office, TUESDAY, "12:00")

    assert f"Stoelen *van* zolder – geschreven door @{SANNE}" in page.plain()
    assert page.plain().count("Stoelen *van* zolder") == 1
    assert "Vertel dit" not in page.buttons()
    await office.amina.press(page, "Bekijken")
    assert "Plaatsen" in (await newest(office, office.amina, "Zo komt het in")).buttons()
    assert await count(office.amina, RIPE) == 0


async def test_several_bots_propose_one_thing_at_the_same_moment(
    any_database: Database, script: Script
) -> None:
    began = datetime(2027, 1, 22, 10, tzinfo=ZoneInfo("Europe/Amsterdam"))

    def begin(bound: Bound) -> None:
        for _ in range(5):
            name = purchases.next_id(bound, began)
            made = Purchase(name, "Stoelen", SANNE, began, began, "not_bought")
            purchases.add(bound, made, Place(SANNE))

    await any_database.run(WE, begin)
    async with aiohttp.ClientSession() as session:
        several = bots(any_database, script, session)
        for each in several:
            each.parts.roster.named = Organisation("nl", AMSTERDAM, ambassadors=frozenset("AB"))
            each.parts.roster.take({})
        await asyncio.gather(*(each.rounds.ripening.round() for each in several))
        await asyncio.gather(*(each.rounds.ripening.round() for each in several))
        for each in several:
            await each.parts.database.close()

    keys = await any_database.run(WE, stored)
    assert sorted(key.partition("@")[2] for key in keys) == ["A", "B"]
    assert len(await any_database.run(WE, lambda bound: proposals.waiting(bound, 9))) == 4
