"""Asking, through the real app: answers from the library, and from procurement."""

from __future__ import annotations

from pathlib import Path

from bot.local import locally
from bot.playground.client import Message, PersonClient
from bot.playground.people import INKOOP
from bot.settings import Settings
from tests.office import Office, at_work

NOTHING = "hoe verleng ik mijn paspoort in het buitenland?"
NOT_FOUND = "Daar weet ik geen goed antwoord op"


async def asked(
    office: Office, question: str, words: str, who: PersonClient | None = None
) -> Message:
    """What somebody is shown who asks with the command."""
    person = who or office.sanne
    await person.command(f"hulp {question}")
    return await office.told(person, words)


async def in_direct(office: Office, person: PersonClient, words: str) -> Message:
    return await person.wait_for_message(await person.direct(), words)


async def test_an_answer_has_its_source_and_a_button_for_others(office: Office) -> None:
    told = await asked(office, "wat is een tenderboard?", "tenderboard")

    assert "Bron" in told.plain()
    assert "Gecontroleerd op" in told.plain()

    await office.sanne.command("hulp hoe vraag ik refurbished laptops uit?")
    told = await office.told(office.sanne, "efurbished")
    assert "advies" in told.plain()


async def test_a_question_typed_in_the_direct_message_is_answered_there(office: Office) -> None:
    await office.sanne.say(await office.sanne.direct(), "Wat is een gunningscriterium?")

    told = await in_direct(office, office.sanne, "Gunningscriterium")

    assert "Bron" in told.plain()
    assert await office.stored() == []


async def test_in_english_the_answer_is_english(office: Office) -> None:
    await office.sanne.command("taal en")
    await office.sanne.command("help what is an award criterion?")

    told = await office.told(office.sanne, "Award criterion")

    assert "Source" in told.plain()


async def test_the_five_steps_lead_to_their_pages(office: Office) -> None:
    await office.sanne.command("uitleg")
    told = await office.told(office.sanne, "vijf stappen")

    label, action_id, value = next(iter(told.choices()))
    await office.sanne.click(told, action_id, value)

    page = await office.told(office.sanne, "Tips")
    assert label in page.plain()
    assert "Bron" in page.plain()


async def test_what_is_not_known_goes_to_procurement_and_the_answer_comes_back(
    office: Office,
) -> None:
    told = await asked(office, NOTHING, NOT_FOUND)
    await office.sanne.press(told, "Vraag het inkoop")
    await office.told(office.sanne, "doorgestuurd naar inkoop")
    question = await office.piet.wait_for_message(INKOOP, "heeft een vraag")
    assert NOTHING in question.plain()

    await office.piet.press(question, "Antwoord geven")
    form = await office.view(office.piet, "Vraag beantwoorden")
    await office.piet.submit(form, {"reply/text/0": "Bel de *balie*, die <weet> het."})

    answer = await in_direct(office, office.sanne, "antwoordt op je vraag")
    assert "Bel de *balie*, die <weet> het." in answer.plain()
    done = await office.piet.wait_for_message(INKOOP, "Beantwoord door")
    assert done.ts == question.ts


async def test_a_question_waits_once(office: Office) -> None:
    told = await asked(office, NOTHING, NOT_FOUND)
    await office.sanne.press(told, "Vraag het inkoop")
    await office.told(office.sanne, "doorgestuurd naar inkoop")

    await office.sanne.press(told, "Vraag het inkoop")

    await office.told(office.sanne, "al doorgestuurd")
    await office.local.bot.settled()
    found = [each for each in await office.piet.messages(INKOOP) if NOTHING in each.plain()]
    assert len(found) == 1


async def test_only_procurement_answers_and_sees_the_list(office: Office) -> None:
    told = await asked(office, NOTHING, NOT_FOUND)
    await office.sanne.press(told, "Vraag het inkoop")
    question = await office.piet.wait_for_message(INKOOP, "heeft een vraag")

    await office.amina.command("vragen")
    await office.told(office.amina, "voor collega's van inkoop")
    await office.piet.command("vragen")
    listed = await office.told(office.piet, "Wacht op antwoord")

    assert NOTHING in listed.plain()
    assert "1 keer" in listed.plain()
    assert question.ts


async def test_without_a_channel_each_of_the_team_is_asked_and_the_first_answer_counts(
    bot_settings: Settings, tmp_path: Path
) -> None:
    path = tmp_path / "organisation.yaml"
    team = "contact: U0JOHN\nroles:\n  procurement_team: [U0PIET, U0AMINA]\n"
    path.write_text(team, encoding="utf-8")
    ours = bot_settings.model_copy(
        update={"inkoop_organisation_file": path, "inkoop_procurement_team": ""}
    )
    async with locally(ours) as local, at_work(local) as office:
        told = await asked(office, NOTHING, NOT_FOUND)
        assert "U0JOHN" in told.plain()
        await office.sanne.press(told, "Vraag het inkoop")
        forms = []
        for who in (office.piet, office.amina):
            question = await in_direct(office, who, "heeft een vraag")
            await who.press(question, "Antwoord geven")
            forms.append(await office.view(who, "Vraag beantwoorden"))

        await office.piet.submit(forms[0], {"reply/text/0": "Zo doe je dat."})
        await in_direct(office, office.sanne, "Zo doe je dat.")
        await in_direct(office, office.amina, "Beantwoord door")
        await office.amina.submit(forms[1], {"reply/text/0": "Of zo."})

        await office.local.bot.settled()
        said = [each.plain() for each in await office.sanne.messages(await office.sanne.direct())]
        assert not any("Of zo." in each for each in said)


async def test_a_term_is_explained_where_it_stands(office: Office) -> None:
    talk = await office.at_first_question()
    told = await talk.press("Wat bedoelen ze hiermee?")

    await office.sanne.press(told, "Meer tips en voorbeelden")

    page = await office.told(office.sanne, "Zwak antwoord")
    assert "Goed antwoord" in page.plain()
