"""Asking, through the real app: answers from the library, and from procurement."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from bot.local import locally
from bot.playground.client import Message, PersonClient
from bot.playground.people import INKOOP
from bot.settings import Settings
from dialogs.explaining import is_question
from dialogs.script import Script
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


async def test_what_is_not_known_is_said_in_the_language_of_who_asks(office: Office) -> None:
    await office.sanne.command("taal en")

    await office.sanne.command("help how do I renew my passport?")

    told = await office.told(office.sanne, "I have no good answer")
    assert "Ask procurement" in told.buttons()


async def test_a_question_that_is_too_long_says_so_and_holds_nobody_up(office: Office) -> None:
    await office.sanne.say(await office.sanne.direct(), f"hoe {'x' * 2000} {'inkoop' * 100}?")

    await in_direct(office, office.sanne, "te lang")


@pytest.mark.parametrize("text", ["x" * 3000, "inkoop" * 500, "é" * 1400, "ab " * 1000])
def test_a_long_text_takes_no_longer_than_many_short_ones(text: str, script: Script) -> None:
    """Without a limit one word of 3,000 letters holds everybody up for half a minute."""

    def cpu(typed: str, times: int) -> float:
        before = time.process_time()
        for number in range(times):
            script.finder.find(typed, "nl")
            script.catalogue.suggest(f"{before}{number} {typed}")  # else it is remembered
        return time.process_time() - before

    cpu("warm", 1)
    assert cpu(text, 1) < cpu("hoe vraag ik refurbisched laptops uit?", 60)


async def test_with_a_contact_alone_the_question_goes_to_them(
    bot_settings: Settings, tmp_path: Path
) -> None:
    path = tmp_path / "organisation.yaml"
    path.write_text("contact: U0JOHN\n", encoding="utf-8")
    ours = bot_settings.model_copy(
        update={"inkoop_organisation_file": path, "inkoop_procurement_team": ""}
    )
    async with locally(ours) as local, at_work(local) as office:
        told = await asked(office, NOTHING, NOT_FOUND)
        await office.sanne.press(told, "Vraag het inkoop")

        await in_direct(office, office.john, "heeft een vraag")
        await office.local.bot.settled()


async def test_what_may_be_an_answer_is_asked_about(office: Office) -> None:
    await office.start()

    await office.sanne.say(await office.sanne.direct(), "ja?")

    await in_direct(office, office.sanne, "antwoord")


@pytest.mark.parametrize("typed", ["Heb 40 laptops nodig", "moet 5 jaar meegaan", "is genoeg zo"])
def test_what_only_begins_like_a_question_is_none(script: Script, typed: str) -> None:
    assert not is_question(script, typed)


async def test_a_question_behind_the_bare_command_is_answered(office: Office) -> None:
    await office.sanne.command("wat is MKI?")

    await office.told(office.sanne, "Bron")
    assert await office.stored() == []
