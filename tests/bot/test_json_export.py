"""The export: what applies now is in the answers, what was ever said is in the history."""

from __future__ import annotations

from tests.bot.test_conversation import NINE, play
from tests.office import Office


async def test_what_no_longer_applies_is_only_in_the_history(office: Office) -> None:
    talk = await office.at_first_question()
    await play(talk, NINE)
    await talk.say("wijzig 7")

    await talk.press("Ja")

    answer = (await office.answers())["checklist.2"]
    assert answer["choice"] == "yes"
    assert (answer["due"], answer["responsible"], answer["responsible_kind"]) == (None, None, None)
    (purchase,) = await office.stored()
    history = {(each["question"], each["part"]): each["value"] for each in purchase["history"]}
    assert history["checklist.2", "due"] == "2030-12-31"


async def test_who_is_not_known_yet_is_nobody_by_the_name_of_unknown(office: Office) -> None:
    talk = await office.at_first_question()
    await play(talk, NINE[:5])

    await talk.say("weet ik nog niet")
    await talk.say("weet ik nog niet")

    answers = await office.answers()
    assert answers["circularity.4"]["choice"] == "maintain"
    assert answers["circularity.4"]["responsible"] is None
    assert answers["circularity.5"]["choice"] == "unknown"
