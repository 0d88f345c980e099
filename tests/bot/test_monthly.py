"""The month in its channel: told once, refused, and changed by what becomes of a success."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from bot.parts import Parts
from bot.playground.people import AMINA, PIET, SUCCESSES
from bot.reminders.monthly import Monthly
from bot.roster import Roster
from bot.store.celebrating_tables import photos as photos_table
from tests.assuring import AMSTERDAM, at, count, on
from tests.forging import brought, pressed
from tests.months import (
    CHAIRS,
    HEADING,
    a_month,
    digests,
    run,
    sent,
    told,
)
from tests.office import Office


def elsewhere(parts: Parts, **named: Any) -> Parts:
    """The same bot in an organisation that named other places."""
    return replace(parts, roster=Roster(replace(parts.organisation, **named)))


async def test_a_month_is_told_once_on_the_first_working_day_by_any_number_of_processes(
    office: Office,
) -> None:
    parts = office.local.bot.parts
    await a_month(office)
    for day, time in (("2027-01-29", "10:00"), ("2027-01-31", "10:00"), ("2027-02-01", "08:59")):
        await on(office, day, time)
        assert await told(office) == []
    await on(office, "2027-02-01", "09:00")

    await asyncio.gather(*(Monthly(parts).tell() for _ in range(3)))
    [message] = await told(office, Monthly(parts))
    await on(office, "2027-02-02")
    assert len(await told(office, Monthly(parts))) == 1

    said = message.plain()
    for words in (
        HEADING, "Begonnen: 1 inkoop.", "Gekocht: 1 inkoop. Ambitie: 1 × nog geen ambitieniveau.",
        "Zestig stoelen van zolder · 12 × applaus · gedeeld door", "Eerder bellen",
        "Ambitieweb van alle inkopen (1): Circulair 2",
    ):  # fmt: skip
        assert words in said
    assert not any(name in said for name in ("Piet", "Sanne", "John", "laptops"))
    assert message.buttons() == ["Deel buiten"]
    posted = office.local.workspace.calls("chat.postMessage")
    [blocks] = [each["blocks"] for each in posted if HEADING in str(each)]
    assert "/archives/C0SUCCESSEN/p" in str(blocks)
    [picture] = [each for each in blocks if each["type"] == "image"]
    assert "Circulair" in picture["alt_text"]
    kept = sa.select(sa.func.count()).where(photos_table.c.workspace == sa.bindparam("ours"))
    assert await run(office, lambda bound: bound.run(kept).scalar_one()) == 2


async def test_new_years_day_is_no_working_day_and_an_empty_month_is_one_kind_line(
    office: Office,
) -> None:
    await office.at_first_question()
    now = office.local.workspace.clock.now().astimezone(AMSTERDAM)
    new_year = date(now.year + 1, 1, 1)
    first = office.local.bot.parts.rules.calendar.on_or_after(new_year)
    await on(office, at(new_year.isoformat()))
    assert await told(office) == []
    await on(office, at(first.isoformat()))

    [message] = await told(office)

    assert f"In december {now.year} is er niets begonnen" in message.plain()
    assert message.buttons() == []


async def test_what_is_long_over_or_before_our_time_is_not_told(office: Office) -> None:
    await on(office, "2027-02-01")
    await office.at_first_question()
    assert await told(office) == []  # nobody was here in January
    await on(office, "2027-03-12")
    assert await told(office) == []  # we were down for twelve days

    await on(office, "2027-04-08")
    [message] = await told(office)

    assert "In maart 2027" in message.plain()


@pytest.mark.parametrize("how", ["archived", "removed"])
async def test_where_the_channel_does_not_take_it_procurement_gets_it(
    office: Office, how: str
) -> None:
    await a_month(office)
    channels = office.local.workspace.workspace.channels
    if how == "archived":
        channels[SUCCESSES].archived = True
    else:
        del channels[SUCCESSES]
    await on(office, "2027-02-01")
    await office.local.bot.learning.monthly.tell()
    await sent(office)

    assert await count(office.piet, HEADING) == 1
    assert await count(office.piet, "Nodig mij uit in dat kanaal") == 1
    assert await count(office.piet, "Eerder bellen") == 1
    assert await count(office.sanne, HEADING) == 0


async def test_where_nobody_knows_whether_it_arrived_procurement_gets_it_too(
    office: Office,
) -> None:
    """We may not look in the channel, and so it is not sent a second time."""
    await a_month(office)
    await on(office, "2027-02-01")
    office.local.workspace.faults.plan("chat.postMessage", drop_reply=True)
    await office.local.bot.learning.monthly.tell()
    await sent(office)
    await on(office, "2027-02-01", "10:10")
    await sent(office)

    assert len(await digests(office)) == 1
    assert await count(office.piet, HEADING) == 1
    assert await count(office.piet, "Ik weet niet zeker of dit in het kanaal") == 1


async def test_without_a_channel_procurement_hears_once_that_one_can_be_named(
    office: Office,
) -> None:
    await a_month(office)
    parts = elsewhere(office.local.bot.parts, digest_channel="", procurement_channel="")
    for day in ("2027-02-01", "2027-03-01", "2027-04-01"):
        await on(office, day)
        if day == "2027-03-01":
            await office.start("Nog iets")
        await Monthly(parts).tell()
        await Monthly(parts).tell()
        await office.local.bot.courier.sweep()
        await office.local.bot.settled()

    assert await count(office.piet, "Laat de beheerder een kanaal noemen") == 1
    assert await digests(office) == []


async def test_a_success_or_lesson_that_is_taken_back_leaves_the_month(office: Office) -> None:
    number = await a_month(office)
    await on(office, "2027-02-01")
    [before] = await told(office)
    assert CHAIRS.title in before.plain()

    for _ in range(2):  # the second time there is nothing to take out
        await brought(office, AMINA, pressed(f"success_withdraw/{number}"))
        await sent(office)

    after, gone = sorted(await digests(office), key=lambda each: "teruggetrokken" in each.plain())
    assert "teruggetrokken" in gone.plain()
    assert CHAIRS.title not in after.plain()
    assert "applaus" not in after.plain()
    assert "Eerder bellen" in after.plain()
    await brought(office, PIET, pressed("lesson_remove/1"))
    await sent(office)
    assert "Eerder bellen" not in "".join(each.plain() for each in await digests(office))
    updated = office.local.workspace.calls("chat.update")[-1]["blocks"]
    assert [each["type"] for each in updated].count("image") == 1
