"""Before question 1: what colleagues have left, who bought the same, and asking them about it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import sqlalchemy as sa

from bot.inquiring import Inquiring
from bot.local import locally
from bot.playground.client import Message, PersonClient
from bot.playground.follow import Following
from bot.playground.people import AMINA, INKOOP, JOHN, PIET, SANNE
from bot.ports import Place, Said
from bot.rebuilding import rebuild
from bot.settings import Settings
from bot.store import moments, register
from bot.store.celebrating_tables import recalled
from bot.store.database import Bound
from dialogs.messages import plain
from dialogs.moment import Moment
from tests.assuring import at, count, on, told, with_contract
from tests.office import Office, at_work
from tests.recalled import CHAIRS, KNOW, bought, known, offered, run

ASKED = "Is het er nog?"


async def direct(person: PersonClient, words: str) -> Message:
    """The message with these words in somebody's direct message."""
    return await person.wait_for_message(await person.direct(), words)


async def in_talk(message: Message, person: PersonClient, words: str) -> Message:
    """The message with these words in the conversation in which another stands."""
    return await person.wait_for_message(message.channel, words, thread=message.thread)


async def test_what_is_left_and_who_bought_the_same_stands_before_question_one(
    office: Office,
) -> None:
    await offered(office, office.piet)
    await bought(office, "Bureaustoelen werkplein", AMINA, days_ago=100)
    await bought(office, "15 laptops", PIET)

    message = await known(office)

    assert message
    shown = message.plain()
    assert CHAIRS in shown
    assert "INK-0001" in shown
    assert PIET in shown
    assert AMINA in shown
    assert "laptops" not in shown
    labels = [label for label, *_ in message.choices()]
    assert labels == ["Vraag het bij 1", "Vraag het bij 2"]


async def test_what_is_at_the_end_of_its_use_or_was_not_needed_is_worth_asking(
    office: Office,
) -> None:
    year = str(office.local.workspace.clock.now().year)
    await bought(office, "Bureaustoelen raadzaal", PIET, year=year, days_ago=900)
    await bought(
        office, "Bureaustoelen loket", AMINA, status="not_bought", choice="reuse", days_ago=40
    )
    await bought(office, "Bureaustoelen archief", "U0000000LATER", year="2099", days_ago=900)

    message = await known(office)

    assert message
    shown = message.plain()
    assert f"nodig tot {year}" in shown
    assert "koos voor hergebruik" in shown
    assert "archief" not in shown


async def test_a_contract_whose_end_of_use_was_answered_is_worth_asking(office: Office) -> None:
    id = await bought(office, "Bureaustoelen raadzaal", PIET, contracted=True, days_ago=900)
    now = office.local.bot.parts.clock.now()
    day = now.date()
    moment = Moment(id, "end_of_use", "end_of_use", day, PIET, PIET, None)
    answered = replace(moment, state="answered", answer="not", answered_at=now)
    await run(office, lambda bound: moments.add(bound, [answered], now))

    message = await known(office)

    assert message
    assert "bijna niet meer in gebruik" in message.plain()


async def test_a_purchase_with_a_contract_is_known_until_its_end_of_use(office: Office) -> None:
    await with_contract(office, end_of_use="2029-12-31")

    before = await known(office, "25 laptops", office.amina)
    await day(office, "2029-09-03")
    after = await known(office, "26 laptops", office.amina)

    assert before
    assert "begonnen op" in before.plain()
    assert after
    assert "nodig tot 2029" in after.plain()


async def test_what_was_there_before_is_found_once_the_register_is_written_anew(
    office: Office,
) -> None:
    await offered(office, office.piet)
    await bought(office, owner=AMINA)
    parts = office.local.bot.parts

    def forget(bound: Bound) -> None:
        bound.run(sa.delete(recalled).where(recalled.c.workspace == sa.bindparam("ours")))
        register.sign(bound, "other rules")

    await run(office, forget)
    assert await known(office) is None

    await rebuild(parts)

    message = await known(office, "40 bureaustoelen")
    assert message
    assert PIET in message.plain()
    assert AMINA in message.plain()


async def test_of_what_does_not_help_nothing_is_said(office: Office) -> None:
    await bought(office, owner=SANNE)
    await bought(office, status="in_progress")
    await bought(office, status="cancelled")
    await bought(office, days_ago=800)
    await bought(office, title="40 laptops")
    await offered(office, office.sanne)

    assert await known(office) is None


async def test_who_left_is_not_named(office: Office) -> None:
    await bought(office, owner=AMINA)
    office.local.workspace.administration.deactivate(AMINA)
    await office.local.bot.people.known(AMINA, timedelta())
    await office.local.settled()

    assert await known(office) is None


async def test_the_market_places_of_the_organisation_are_told(bot_settings: Settings) -> None:
    async with locally(bot_settings) as local, at_work(local) as office:
        roster = office.local.bot.parts.roster
        roster.organisation = replace(
            roster.organisation, marketplaces=(("Stadsmagazijn", "https://magazijn.example/"),)
        )

        message = await known(office)

        assert message
        assert "Stadsmagazijn" in message.plain()
        assert KNOW not in message.plain()


async def test_an_offer_is_asked_about_and_the_answer_comes_in_the_conversation(
    office: Office,
) -> None:
    await day(office, "2027-03-01")
    await offered(office, office.piet)
    message = await known(office)
    assert message
    await office.sanne.press(message, "Vraag het bij 1")
    await office.told(office.sanne, "Ik heb het")
    question = await direct(office.piet, ASKED)
    assert "30 bureaustoelen" in question.plain()

    await office.sanne.press(message, "Vraag het bij 1")
    await office.told(office.sanne, "Dat heb je al gevraagd")
    await office.piet.press(question, "Ja, het is er")

    answer = await in_talk(message, office.sanne, "het is er nog")
    assert answer.thread
    assert "Spreek samen af" in answer.plain()
    assert await count(office.piet, ASKED) == 1
    await day(office, "2027-03-15")
    assert await count(office.piet, "een paar dagen geleden") == 0
    assert await count(office.sanne, "antwoordde nog niet") == 0
    again = await known(office, "nog 5 bureaustoelen")
    assert again
    assert CHAIRS in again.plain()


async def test_what_is_gone_is_not_told_again(office: Office) -> None:
    year = str(office.local.workspace.clock.now().year)
    await offered(office, office.piet)
    await bought(office, "Bureaustoelen raadzaal", AMINA, year=year, days_ago=900)
    message = await known(office)
    assert message
    for number, person in ((1, office.piet), (2, office.amina)):
        await office.sanne.press(message, f"Vraag het bij {number}")
        question = await direct(person, "wil iets kopen")
        await person.press(question, "Nee, het is weg")
        await direct(person, "Ik noem het niet meer")
    await in_talk(message, office.sanne, "het is weg")

    assert await known(office, "nog 5 bureaustoelen") is None


async def test_a_colleague_tells_more_in_a_form_or_under_the_question(office: Office) -> None:
    await bought(office)
    message = await known(office)
    assert message
    await office.sanne.press(message, "Vraag het bij 1")
    question = await direct(office.piet, "Mag")

    await office.piet.press(question, "Ik vertel je meer")
    form = await office.view(office.piet, "Ik vertel je meer")
    result = await office.piet.submit(form, {"owner_more/text/0": "Kies *losse* <onderdelen>"})
    assert not result.errors
    told = await in_talk(message, office.sanne, "schrijft je over")
    assert "Kies *losse* <onderdelen>" in told.plain()

    await office.piet.say(await office.piet.direct(), "En vraag om garantie", question.ts)
    await in_talk(message, office.sanne, "En vraag om garantie")
    await office.piet.press(question, "Nu liever niet")
    await in_talk(message, office.sanne, "kan je nu niet helpen")


async def test_no_answer_is_reminded_once_and_then_told(office: Office) -> None:
    await on(office, "2027-03-01")  # a Monday
    await offered(office, office.piet)
    message = await known(office)
    assert message
    await office.sanne.press(message, "Vraag het bij 1")
    await direct(office.piet, ASKED)

    await day(office, "2027-03-03")
    assert await count(office.piet, "een paar dagen geleden") == 0
    await day(office, "2027-03-04")
    assert await count(office.piet, "een paar dagen geleden") == 1
    await day(office, "2027-03-08")
    assert await count(office.sanne, "antwoordde nog niet") == 0
    await day(office, "2027-03-09")
    assert await count(office.sanne, "antwoordde nog niet") == 1
    await office.piet.press(await direct(office.piet, "een paar dagen geleden"), "Ja, het is er")
    await in_talk(message, office.sanne, "het is er nog")
    await office.local.settled()
    assert await count(office.piet, "Je antwoordde") == 2


async def day(office: Office, when: str) -> None:
    """That day comes at ten, and what waits is sent."""
    clock = office.local.workspace.clock
    clock.advance(at(when) - clock.now())
    await told(office)
    await office.local.bot.courier.sweep()
    await office.local.settled()


async def test_who_asked_hears_that_the_colleague_left_or_stops_and_nothing_is_sent_on(
    office: Office,
) -> None:
    await on(office, "2027-03-01")
    await offered(office, office.piet)
    await day(office, "2027-03-02")
    await offered(office, office.amina, "4 bureaustoelen")
    await bought(office, owner=JOHN)
    message = await known(office)
    assert message
    for number, person, colleague in ((1, AMINA, office.amina), (3, JOHN, office.john)):
        await office.sanne.press(message, f"Vraag het bij {number}")
        await direct(colleague, "wil iets kopen")
        office.local.workspace.administration.deactivate(person)
        await in_talk(message, office.sanne, f"@{person} werkt hier niet meer")

    await office.sanne.press(message, "Vraag het bij 2")
    await direct(office.piet, ASKED)
    await office.sanne.command("stop INK-0002")
    await office.sanne.press(await in_talk(message, office.sanne, "echt stoppen?"), "Ja, stoppen")
    await in_talk(message, office.sanne, "gestopt")
    await day(office, "2027-03-15")
    assert await count(office.piet, "een paar dagen geleden") == 0
    assert await count(office.sanne, "antwoordde nog niet") == 0
    await office.sanne.press(message, "Vraag het bij 2")
    await office.told(office.sanne, "is gestopt of niet gekocht")


async def test_a_question_is_only_for_who_may_ask_and_who_was_asked(office: Office) -> None:
    await offered(office, office.piet)
    await offered(office, office.amina, "5 laptops")
    message = await known(office)
    assert message
    inquiring = Inquiring(office.local.bot.parts)

    async def forged(person: str, argument: str, *, asks: bool = False) -> str:
        said = Said(f"forged:{person}:{argument}:{asks}", person, Place(person))
        act = inquiring.ask(said, argument) if asks else inquiring.answer(said, argument, "yes")
        reply = (await act).message
        return plain(reply.lines[0]) if reply else ""

    assert "is van" in await forged(JOHN, "INK-0001/spare.1", asks=True)
    assert "is er niet meer" in await forged(SANNE, "INK-0001/spare.2", asks=True)
    assert "is er niet meer" in await forged(SANNE, "INK-0001/bought.1", asks=True)
    assert "Deze knop" in await forged(SANNE, "INK-0001/spare.1.1", asks=True)
    assert "Deze knop" in await forged(PIET, f"INK-0001/spare.1/{SANNE}")
    await office.sanne.press(message, "Vraag het bij 1")
    await direct(office.piet, ASKED)
    assert "aan een collega gesteld" in await forged(AMINA, f"INK-0001/spare.1/{SANNE}")
    assert "Deze knop" in await forged(PIET, f"INK-0001/spare.1/{AMINA}")
    assert await count(office.sanne, "het is er nog") == 0


async def test_in_a_channel_only_the_owner_reads_it_and_the_answer(office: Office) -> None:
    await offered(office, office.piet)
    await office.sanne.mention(INKOOP, "30 bureaustoelen")
    talk = await Following.newest(office.sanne, INKOOP)
    await talk.press("Meteen naar de vragen")

    message = await office.told(office.sanne, KNOW)
    await office.sanne.press(message, "Vraag het bij 1")
    await office.piet.press(await direct(office.piet, ASKED), "Ja, het is er")

    await direct(office.sanne, "het is er nog")
    assert all(CHAIRS not in each.plain() for each in await talk.said())
