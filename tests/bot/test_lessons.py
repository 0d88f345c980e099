"""Lessons: written in a form, agreed to by the owner, and read by the next buyer."""

from __future__ import annotations

from bot.playground.client import Message
from bot.playground.follow import Following
from bot.playground.people import INKOOP
from tests.assuring import on
from tests.learning import DIFFERENTLY, EXPECTED, LESSON, form, in_direct, round_made, sent, written
from tests.office import Office
from tests.viewing import at_home

OFFERED = "Een collega leerde bij ICT"
MAY = "Mogen collega's deze les lezen?"
LONG = "&" * 1000


async def offered(talk: Following) -> list[Message]:
    """The lessons that were offered in a conversation."""
    return [each for each in await talk.said() if OFFERED in each.plain()]


async def in_channel(office: Office) -> list[Message]:
    """The lessons about which procurement is asked."""
    return [each for each in await office.piet.messages(INKOOP) if MAY in each.plain()]


async def buying(office: Office, title: str = "12 laptops voor de balie") -> Following:
    """A purchase of John, at question 1."""
    talk = await office.start(title, office.john)
    await talk.press("Meteen naar de vragen")
    return talk


async def test_my_own_lesson_reaches_the_next_who_buys_the_same(office: Office) -> None:
    own = await office.at_first_question()
    view = await form(office, office.sanne, "INK-0001")
    assert "INK-0001 is van jou: versturen is delen." in view.plain()
    assert view.inputs()["lesson/category/0"]["element"]["initial_option"]["value"] == "ict"
    wrong = {"lesson/expected/0": "\u200b", "lesson/differently/0": " "}
    told = await office.sanne.submit(view, LESSON | wrong)
    assert told.errors == {
        "lesson/expected/0": "Schrijf in een paar woorden wat we verwachtten.",
        "lesson/differently/0": "Schrijf in een paar woorden wat we anders zouden doen.",
    }
    told = await office.sanne.submit(view, LESSON | {"lesson/happened/0": "<!here> & *zo*"})
    assert told.view is not None
    assert "Je les staat er." in told.view.plain()

    talk = await buying(office)
    said = await talk.said()
    assert OFFERED in said[-2].plain()  # just before the question
    assert "Vraag 1 van 9" in said[-1].plain()
    assert said[-2].buttons() == ["Lees de les"]
    await office.john.press(said[-2], "Lees de les")
    read = await office.told(office.john, EXPECTED)
    assert "Wat gebeurde er? <!here> & *zo*" in read.plain()
    assert "Van @U0SANNE" in read.plain()
    assert read.buttons() == []  # John did not write it

    await talk.say("verder")  # asks the question once more, without the lesson
    assert len(await offered(talk)) == 1
    assert await offered(own) == []
    (stored,) = (await office.stored())[0]["lessons"]
    assert stored["author"] == "U0SANNE"
    assert stored["happened"] == "<!here> & *zo*"


async def test_the_newest_of_the_same_kind_is_offered_and_the_rest_is_behind_a_button(
    office: Office,
) -> None:
    await written(office, office.sanne)
    await written(office, office.piet, differently="Vraag een tweede offerte")
    await written(office, office.piet, differently="Tel de bomen", category="green")
    await written(office, office.john, differently="Wat John zelf al weet", expected=LONG)

    talk = await buying(office)
    (offer,) = await offered(talk)
    assert "tweede offerte" in offer.plain()
    await office.john.press(offer, "Meer lessen")
    listed = await office.told(office.john, DIFFERENTLY)
    assert listed.buttons() == ["Lees 1", "Lees 2", "Lees 3"]
    assert await offered(await buying(office, "leerlingenvervoer 2027")) == []

    # Who wrote it, procurement and ambassadors may take it away, and put it back.
    await office.john.press(listed, "Lees 1")
    own = await office.told(office.john, "Van @U0JOHN")
    await office.john.press(own, "Weghalen")
    await office.john.press(await office.told(office.john, "Weggehaald"), "Toch laten staan")
    await office.told(office.john, "De les staat er weer.")
    await office.john.press(own, "Weghalen")
    await office.local.settled()
    await office.john.press(own, "Weghalen")
    await office.told(office.john, "Deze les staat er niet meer.")


async def test_the_owner_of_the_purchase_agrees_before_others_see_it(office: Office) -> None:
    await on(office, "2027-01-11")
    await office.at_first_question()
    told = await written(office, office.john, "INK-0001")
    assert "Ik vraag @U0SANNE of collega's je les mogen lezen." in told.plain()
    await sent(office)

    (ask,) = await in_direct(office.sanne, MAY)
    assert f"Wat zouden we anders doen? {DIFFERENTLY}" in ask.plain()
    assert "Van @U0JOHN" in ask.plain()
    assert (await office.stored())[0]["lessons"] == []
    assert await offered(await buying(office)) == []
    page = await at_home(office, office.sanne)
    assert "Wacht op jou: mogen collega's een les lezen over INK-0001?" in page.plain()

    # She would rather not, and says why; he writes it another way, and now she agrees.
    await office.sanne.press(ask, "Liever niet")
    view = await office.view(office.sanne, "Les liever niet delen")
    await office.sanne.submit(view, {"lesson_refusal/reason/0": "Noem de leverancier niet"})
    await office.local.settled()
    assert await in_direct(office.sanne, MAY) == []  # the answer stands in its place
    await sent(office)
    (news,) = await in_direct(office.john, "Noem de leverancier niet")
    await office.john.press(news, "Schrijf hem anders")
    again = await office.view(office.john, "Geleerde les")
    assert again.inputs()["lesson/expected/0"]["element"]["initial_value"] == EXPECTED
    await office.john.submit(again, {"lesson/happened/0": "Een leverancier haalde niets op"})
    await office.local.settled()
    await sent(office)

    page = await at_home(office, office.sanne)
    await office.sanne.press(page, "Lees en beslis")
    await office.local.settled()
    shown = (await in_direct(office.sanne, MAY))[-1]
    await office.sanne.press(shown, "Ja, deel deze les")
    await office.local.settled()
    await sent(office)
    assert len(await in_direct(office.john, "Goed nieuws: @U0SANNE vindt het goed.")) == 1
    (stored,) = (await office.stored())[0]["lessons"]
    assert stored["happened"] == "Een leverancier haalde niets op"
    await office.sanne.press(shown, "Ja, deel deze les")
    await office.told(office.sanne, "Deze les is al gedeeld.")


async def test_an_owner_who_does_not_answer_is_reminded_and_then_procurement_decides(
    office: Office,
) -> None:
    await on(office, "2027-01-11")
    await office.at_first_question()
    await written(office, office.john, "INK-0001")
    for day in ("2027-01-12", "2027-01-18", "2027-01-19", "2027-01-22"):
        await on(office, day, "10:30")
        await round_made(office)
    assert len(await in_direct(office.sanne, "Dit vroeg ik je eerder al.")) == 1
    assert await in_channel(office) == []

    await on(office, "2027-01-25", "10:30")
    await round_made(office)
    await round_made(office)
    (ask,) = await in_channel(office)
    assert "Ik vroeg @U0SANNE twee keer" in ask.plain()
    await office.amina.press(ask, "Ja, deel deze les")
    await office.told(office.amina, "Dit mag alleen @U0SANNE zeggen")
    await office.piet.press(ask, "Ja, deel deze les")
    await office.local.settled()
    assert [*await in_direct(office.sanne, MAY), *await in_channel(office)] == []
    assert len((await office.stored())[0]["lessons"]) == 1


async def test_the_lesson_of_an_owner_who_left_goes_to_procurement(office: Office) -> None:
    await on(office, "2027-01-11")
    await office.at_first_question()
    await on(office, "2027-01-11", "19:00")  # after hours: she did not get it yet
    await written(office, office.john, "INK-0001")
    office.local.workspace.administration.deactivate(office.sanne.person)
    await office.local.settled()
    await on(office, "2027-01-12", "10:30")
    await round_made(office)

    assert await in_direct(office.sanne, MAY) == []
    (ask,) = await in_channel(office)
    assert "die werkt hier niet meer" in ask.plain()
    await office.piet.press(ask, "Liever niet")
    view = await office.view(office.piet, "Les liever niet delen")
    await office.piet.submit(view, {})
    await office.local.settled()
    await sent(office)
    assert await in_direct(office.john, "@U0PIET wil je les over INK-0001 liever niet delen.")
    assert (await office.stored())[0]["lessons"] == []


async def test_who_typed_it_gets_a_button_that_is_not_kept(office: Office) -> None:
    await office.at_first_question()
    await office.john.say(await office.john.direct(), "les INK-0001")
    shown = await office.told(office.john, "Wat moet de volgende koper weten van INK-0001?")
    await office.john.press(shown, "Schrijf een les")
    view = await office.view(office.john, "Geleerde les")
    assert "INK-0001 is van @U0SANNE. Die moet het eerst goed vinden." in view.plain()
