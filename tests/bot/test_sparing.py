"""What somebody has left: offered, listed, asked after, and never lost silently."""

from __future__ import annotations

from bot.playground.client import Message, PersonClient
from bot.playground.people import AMINA, INKOOP
from bot.ports import Place, Said
from bot.sparing import AT_ONCE, Sparing
from bot.store import spares
from bot.store.database import Bound
from dialogs.messages import plain
from dialogs.sparing import Spare
from tests.assuring import at, count
from tests.office import Office
from tests.recalled import CHAIRS, known, offered, run
from tests.viewing import at_home

STILL = "Is het er nog?"


async def day(office: Office, when: str) -> None:
    """That day comes at ten, and what is to be asked is asked."""
    clock = office.local.workspace.clock
    clock.advance(at(when) - clock.now())
    await office.local.bot.learning.sparing.ask()
    await office.local.bot.courier.sweep()
    await office.local.settled()


async def newest(person: PersonClient, words: str) -> Message:
    return await person.wait_for_message(await person.direct(), words)


async def stored(office: Office, id: int = 1) -> Spare:
    found: Spare = await run(office, lambda bound: spares.load(bound, id))
    return found


async def test_an_offer_is_noted_listed_and_taken_back(office: Office) -> None:
    await day(office, "2027-03-01")
    told = await offered(office, office.piet, "12 bureaustoelen <!here> *groen*")
    assert "12 bureaustoelen <!here> *groen*" in told.plain()
    assert "1 september 2027" in told.plain()

    await office.piet.command("over 12 bureaustoelen <!here> *groen*")
    await office.told(office.piet, "stond er al")
    await office.piet.command(f"over {'stoelen ' * 26}")
    await office.told(office.piet, "hoogstens 200 tekens")
    await office.piet.command("over")
    listed = await office.told(office.piet, "Wat jij over hebt")
    assert "1 maart 2027" in listed.plain()
    page = await at_home(office, office.piet)
    assert "Wat ik over heb (1)" in [label for label, *_ in page.choices()]

    await office.amina.command("over")
    await office.told(office.amina, "Je hebt nu niets over")
    await office.piet.press(told, "Toch niet")
    await office.told(office.piet, "staat er niet meer")
    assert await known(office) is None
    await office.piet.press(listed, "1 is weg")
    await office.told(office.piet, "is weg. Ik noem")


async def test_an_offer_may_be_made_in_the_direct_message_and_in_a_channel(office: Office) -> None:
    await office.piet.say(await office.piet.direct(), "over 12 bureaustoelen")
    await newest(office.piet, "Genoteerd")
    await office.sanne.mention(INKOOP, "over 5 kasten")
    await office.told(office.sanne, "Genoteerd")

    assert [(await stored(office, id)).text for id in (1, 2)] == ["12 bureaustoelen", "5 kasten"]


async def test_after_half_a_year_its_owner_is_asked_and_who_does_not_answer_hears_what_follows(
    office: Office,
) -> None:
    await day(office, "2027-03-01")
    await offered(office, office.piet)
    await day(office, "2027-08-31")
    assert await count(office.piet, STILL) == 0
    await day(office, "2027-09-01")
    await day(office, "2027-09-02")
    assert await count(office.piet, STILL) == 1
    assert (await stored(office)).state == "asked"

    await office.piet.press(await newest(office.piet, STILL), "Het is er nog")
    kept = await newest(office.piet, "blijft staan")
    assert "2 maart 2028" in kept.plain()
    assert await count(office.piet, STILL) == 0
    await day(office, "2028-03-02")
    assert await count(office.piet, STILL) == 1
    assert await known(office) is not None
    await day(office, "2028-04-03")
    lapsed = await newest(office.piet, "Ik weet niet of dit er nog is")
    assert await known(office) is None
    await office.piet.command("over")
    await office.told(office.piet, "dus ik noem het nu niet")

    await office.piet.press(lapsed, "Het is er nog")
    await newest(office.piet, "3 oktober 2028")
    assert await known(office) is not None


async def test_what_is_not_ones_own_cannot_be_changed(office: Office) -> None:
    await offered(office, office.piet)
    said = Said("forged", AMINA, Place(AMINA))

    reply = await Sparing(office.local.bot.parts).change(said, "1", "gone")

    assert reply.message
    assert "Dit is van een collega" in plain(reply.message.lines[0])
    assert (await stored(office)).state == "open"


async def test_the_offers_of_who_leaves_are_procurements(office: Office) -> None:
    await day(office, "2027-03-01")
    await offered(office, office.amina)
    await offered(office, office.amina, "5 kasten")
    office.local.workspace.administration.deactivate(AMINA)
    await office.local.settled()
    await office.local.bot.courier.sweep()
    told = await newest(office.piet, "had nog iets over (2)")
    assert CHAIRS in told.plain()

    await office.piet.press(told, "Wat ik over heb")
    listed = await office.told(office.piet, "Wat jij over hebt")
    await office.piet.press(listed, "1 is weg")

    await office.told(office.piet, "is weg. Ik noem")
    assert (await stored(office, 2)).state == "gone"


async def test_many_that_are_due_are_asked_once_each(office: Office) -> None:
    parts = office.local.bot.parts
    now = parts.clock.now()
    many = AT_ONCE + 3

    def work(bound: Bound) -> None:
        for number in range(many):
            spares.add(bound, f"{number} stoelen", AMINA, now, now.date())

    await run(office, work)
    await office.local.bot.learning.sparing.ask()
    await office.local.bot.learning.sparing.ask()

    left = await run(office, lambda bound: spares.due(bound, now.date(), many))
    assert left == []
