"""A line outside the thread that may be an answer: it answers what was open when it was typed."""

from __future__ import annotations

from bot.playground.client import Message
from bot.slack.limits import BUTTON_VALUE
from dialogs.messages import CARRIED
from tests.office import Office


async def asked_what_is_meant(office: Office, text: str, words: str = "iets nieuws") -> Message:
    direct = await office.sanne.direct()
    await office.sanne.say(direct, text)

    async def asked() -> Message | None:
        last = (await office.sanne.messages(direct))[-1]
        return last if words in last.plain() else None

    message: Message = await office.until(asked)
    return message


async def test_it_never_answers_a_question_that_came_later(office: Office) -> None:
    talk = await office.at_first_question()
    asked = await asked_what_is_meant(office, "deels, want er is nog iets")
    await talk.say("ja")

    await office.sanne.press(asked, "Antwoord op INK-0001")

    view = await office.view(office.sanne, "Je antwoord")
    assert "Vraag 1 van 9" in view.plain()
    assert list(await office.answers()) == ["circularity.1"]


async def test_a_yes_to_stopping_asks_again_once_stopping_is_no_longer_asked(
    office: Office,
) -> None:
    talk = await office.at_first_question()
    await talk.say("stop")
    asked = await asked_what_is_meant(office, "ja")
    last = await talk.say("nee")

    await office.sanne.press(asked, "Antwoord op INK-0001")

    assert "echt stoppen" in (await talk.next_after(last.ts)).plain()
    assert (await office.stored())[0]["status"] == "in_progress"


async def test_a_text_too_long_for_a_button_is_asked_for_in_the_thread(office: Office) -> None:
    await office.at_first_question()

    told = await asked_what_is_meant(office, f"ja, want {'alles is stuk ' * 200}", "te lang")

    assert "in die draad" in told.plain()
    assert told.buttons() == []
    assert len(await office.stored()) == 1


async def test_one_word_too_long_for_a_button_is_something_to_buy(office: Office) -> None:
    await office.sanne.command("laptop" * 400)

    assert (await office.stored())[0]["description"] == "laptop" * 400


def test_what_a_button_carries_fits_slack() -> None:
    assert CARRIED <= BUTTON_VALUE
