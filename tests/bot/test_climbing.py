"""When somebody is asked: in peace, together, once more, and then of others, without blame."""

from __future__ import annotations

from bot.playground.people import AMINA, PIET
from tests.assuring import ASKED, DUE, KEY, WORDS, asked, count, ledger, on, with_contract
from tests.office import Office, all_sent


async def test_without_an_answer_it_climbs_without_blame(office: Office) -> None:
    await with_contract(office)
    await on(office, DUE)
    await asked(office, office.piet)

    await on(office, "2028-01-18")
    assert "Ik vroeg dit al op 11 januari 2028" in (await asked(office, office.piet)).plain()
    assert await count(office.piet, ASKED) == 2
    await on(office, "2028-01-25")
    deputy = await asked(office, office.sanne)
    assert "antwoordde nog niet, en jij bent de vervanger" in deputy.plain()
    await on(office, "2028-02-01")

    channel = office.local.bot.parts.organisation.procurement_channel
    line = await office.sanne.wait_for_message(channel, "nog geen antwoord op")
    assert WORDS in line.plain()
    assert (await ledger(office))[KEY].due_at is None
    await on(office, "2028-06-01")
    assert await count(office.piet, ASKED) == 2
    number = next(each[0] for each in line.plain().splitlines() if WORDS in each)
    await office.amina.press(line, f"Ik neem {number} over")
    await office.told(office.amina, "let hier nu op")
    assert (await ledger(office))[KEY].owner == AMINA


async def test_where_the_channel_takes_nothing_the_owner_gets_it_and_why(office: Office) -> None:
    await with_contract(office)
    channel = office.local.bot.parts.organisation.procurement_channel
    office.local.workspace.administration.archive(channel)
    for day in (DUE, "2028-01-18", "2028-01-25", "2028-02-01"):
        await on(office, day)

    line = await asked(office, office.piet, "nog geen antwoord op")

    assert "niet in het inkoopkanaal" in line.plain()


async def test_three_weeks_asleep_give_one_message_that_says_so(office: Office) -> None:
    await with_contract(office)
    await on(office, "2027-05-03")

    bundles = [
        each
        for each in await office.sanne.messages(await office.sanne.direct())
        if "om even naar te kijken" in each.plain()
    ]

    assert len(bundles) == 1
    assert "Ik kon een tijd niets sturen" in bundles[0].plain()
    await office.sanne.press(bundles[0], "Beantwoord 1")
    question = await asked(office, office.sanne, "KPI")
    await office.sanne.press(question, "Ja")
    await asked(office, office.sanne, "✓ Ja")


async def test_once_a_week_means_on_the_first_working_day_of_the_week(office: Office) -> None:
    await with_contract(office)
    await office.piet.command("herinneringen wekelijks")
    await office.told(office.piet, "Eén keer per week")

    await on(office, DUE)
    assert await count(office.piet, ASKED) == 0
    await on(office, "2028-01-17")
    assert await count(office.piet, ASKED) == 1


async def test_nobody_is_disturbed_at_night_or_on_a_holiday(office: Office) -> None:
    await with_contract(office)

    await on(office, DUE, "07:30")
    assert await count(office.piet, ASKED) == 0
    await on(office, DUE, "09:00")
    assert await count(office.piet, ASKED) == 1


async def test_an_answer_shows_everywhere_that_it_was_asked(office: Office) -> None:
    await with_contract(office)
    await on(office, DUE)
    first = await asked(office, office.piet)
    for day in ("2028-01-18", "2028-01-25"):
        await on(office, day)
    await asked(office, office.sanne, WORDS)

    await office.piet.say(first.channel, "nagekomen", first.ts)

    assert (await asked(office, office.piet, "✓ Nagekomen")).channel == first.channel
    await asked(office, office.sanne, "✓ Nagekomen")
    assert await count(office.piet, "✓ Nagekomen") == 2
    assert await count(office.piet, ASKED) == 0
    assert await count(office.sanne, ASKED) == 0


async def test_what_waits_to_be_sent_about_a_contract_that_ended_is_not_sent(
    office: Office,
) -> None:
    await with_contract(office)
    faults = office.local.workspace.faults
    faults.plan("chat.postMessage", times=None, status=429, retry_after=60)
    await on(office, "2027-01-25")
    assert (await ledger(office))["kick_off"].state == "asked"
    thread = next(
        each.ts
        for each in await office.sanne.messages(await office.sanne.direct())
        if each.plain().startswith("INK-0001")
    )
    card = await office.sanne.wait_for_message(
        await office.sanne.direct(), "Contract bij INK-0001", thread=thread
    )
    await office.sanne.press(card, "Contract beëindigen")
    view = await office.view(office.sanne, "Contract beëindigen")
    await office.sanne.submit(
        view, {"end_contract/day/0": "2027-01-20", "end_contract/reason/0": "Toch niet"}
    )
    await office.local.settled()
    faults.clear()

    await all_sent(office.local.workspace, office.local.bot)

    assert await count(office.sanne, "besproken?") == 0


async def test_what_no_channel_took_comes_in_the_owners_own_office_hours(office: Office) -> None:
    administration = office.local.workspace.administration
    administration.change(PIET, zone="America/New_York")
    await with_contract(office)
    administration.archive(office.local.bot.parts.organisation.procurement_channel)
    for day in (DUE, "2028-01-18", "2028-01-25"):
        await on(office, day, "16:00")

    await on(office, "2028-02-01", "10:00")
    await office.local.bot.courier.sweep()
    await office.local.bot.settled()
    assert await count(office.piet, "nog geen antwoord op") == 0
    await on(office, "2028-02-01", "16:00")
    await office.local.bot.courier.sweep()

    await asked(office, office.piet, "nog geen antwoord op")
