"""When 'not yet' comes due, its question is asked again, of whoever has to see to it."""

from __future__ import annotations

from datetime import date

from bot.playground.people import PIET
from tests.assuring import asked, count, ledger, on
from tests.office import Office

POINT = "open/checklist.1"


async def with_open_point(office: Office) -> None:
    """Piet sees to the market research, by 1 February 2027."""
    await on(office, "2027-01-11")
    talk = await office.at_first_question()
    await talk.say("wijzig 6")
    await talk.press("Nog niet")
    await talk.say("1 februari 2027")
    await talk.choose("users_select", PIET)


async def test_a_point_that_comes_due_asks_its_question_again(office: Office) -> None:
    await with_open_point(office)
    assert (await ledger(office))[POINT].on == date(2027, 2, 1)

    await on(office, "2027-02-01")
    question = await asked(office, office.piet, "Marktonderzoek stond nog open")
    await office.piet.press(question, "Ja, geregeld")
    await office.local.bot.settled()

    answer = (await office.answers())["checklist.1"]
    assert (answer["choice"], answer["answered_by"]) == ("yes", PIET)
    assert (await ledger(office))[POINT].state == "answered"
    await on(office, "2027-03-01")
    assert await count(office.piet, "stond nog open") == 1


async def test_another_day_is_kept_and_asked_then(office: Office) -> None:
    await with_open_point(office)
    await on(office, "2027-02-01")
    question = await asked(office, office.piet, "Marktonderzoek stond nog open")
    await office.piet.press(question, "Nog niet: kies een datum")
    view = await office.view(office.piet, "Je antwoord")
    due = next(block for block in view.inputs() if block.startswith("checklist.1/due"))

    await office.piet.submit(view, {due: "2027-03-01"})
    await office.local.bot.settled()

    assert (await ledger(office))[POINT].on == date(2027, 3, 1)
    await on(office, "2027-03-01")
    assert await count(office.piet, "stond nog open") == 2


async def test_without_an_answer_procurement_hears_of_it(office: Office) -> None:
    await with_open_point(office)
    for day in ("2027-02-01", "2027-02-08", "2027-02-15"):
        await on(office, day)

    channel = office.local.bot.parts.organisation.procurement_channel
    line = await office.sanne.wait_for_message(channel, "nog geen antwoord op")
    assert "Marktonderzoek" in line.plain()


async def test_a_purchase_that_is_stopped_is_not_asked_about(office: Office) -> None:
    await with_open_point(office)
    await office.sanne.command("stop INK-0001")
    found = await office.sanne.messages(await office.sanne.direct())
    thread = next(each.ts for each in found if each.plain().startswith("INK-0001"))
    sure = await office.sanne.wait_for_message(
        await office.sanne.direct(), "echt stoppen", thread=thread
    )
    await office.sanne.press(sure, "Ja, stoppen")
    await office.local.bot.settled()

    await on(office, "2027-02-01")

    assert await count(office.piet, "stond nog open") == 0
    assert (await ledger(office))[POINT].state == "dropped"
