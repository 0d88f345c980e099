"""Everything in one form: the same nine questions, filled in with what is known."""

from __future__ import annotations

from bot.playground.follow import Following
from bot.playground.people import INKOOP
from tests.office import TITLE, Office


async def test_everything_in_one_form_is_filled_in_and_stores_what_changes(office: Office) -> None:
    talk = await office.at_first_question()
    await talk.press("Ja, ik heb het nodig")
    last = await talk.last()

    await office.sanne.press(last, "Alles in één formulier")
    view = await office.view(office.sanne, "Alles in één formulier")
    inputs = view.inputs()
    drawn = inputs["circularity.1/choice/1"]["element"]["initial_option"]["value"]
    assert drawn == "need"
    result = await office.sanne.submit(
        view,
        {
            "circularity.2/choice/0": "no",
            "circularity.2/explanation/0": "Er is niets beters",
            "circularity.3/choice/0": "yes",
            "circularity.4/choice/0": "service",
            "circularity.4/explanation/0": "We huren ze",
            "circularity.4/responsible/0/party": "Verhuur BV",
        },
    )

    assert result.errors == {}
    asked = await talk.next_after(last.ts)
    assert "Vraag 5 van 9" in asked.plain()
    answers = await office.answers()
    assert answers["circularity.1"]["revision"] == 1
    assert answers["circularity.2"]["explanation"] == "Er is niets beters"
    assert answers["circularity.4"]["responsible"] == "Verhuur BV"


async def test_an_explanation_at_the_checklist_can_be_cleared(office: Office) -> None:
    talk = await office.at_first_question()
    await talk.say("wijzig 6")
    last = await talk.say("ja, want we belden rond")
    await office.sanne.press(last, "Alles in één formulier")
    view = await office.view(office.sanne, "Alles in één formulier")

    await office.sanne.submit(view, {"checklist.1/explanation/1": ""})

    answer = (await office.answers())["checklist.1"]
    assert (answer["choice"], answer["explanation"]) == ("yes", None)


async def test_a_form_meets_an_answer_that_somebody_gave_meanwhile(office: Office) -> None:
    await office.sanne.say(INKOOP, f"@Inkoopmaatje {TITLE}")
    talk = await Following.newest(office.sanne, INKOOP)
    question = await talk.press("Meteen naar de vragen")
    await office.amina.press(question, "Alles in één formulier")
    view = await office.view(office.amina, "Alles in één formulier")
    await talk.press("Ja, ik heb het nodig")

    result = await office.amina.submit(
        view, {"circularity.1/choice/0": "less", "circularity.2/choice/0": "no"}
    )

    assert result.view is not None
    assert "Een collega was je net voor" in result.view.plain()
    answers = await office.answers()
    assert answers["circularity.1"]["choice"] == "need"
    assert answers["circularity.2"]["choice"] == "no"
    mine = result.view.inputs()["circularity.1/choice/1"]["element"]
    assert mine["initial_option"]["value"] == "less"
    await office.amina.submit(result.view, {})
    assert (await office.answers())["circularity.1"]["choice"] == "less"
