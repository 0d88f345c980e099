"""What comes when things have moved on: clicks on messages that are gone or old, forms that lag."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.playground.client import Message
from bot.playground.follow import Following
from bot.playground.people import AMINA, INKOOP
from tests.office import TITLE, Office, what_does


async def settled(office: Office) -> None:
    await office.local.workspace.delivery.settled()
    await office.local.bot.settled()


async def in_channel(office: Office) -> tuple[Following, Message]:
    """A purchase at the first of the nine in a channel, where Amina reads along."""
    await office.sanne.mention(INKOOP, TITLE)
    talk = await Following.newest(office.sanne, INKOOP)
    before = await talk.last()
    await office.sanne.click(before, *what_does(before, "skip_intake"))
    return talk, await talk.next_after(before.ts)


async def test_a_click_on_a_message_that_was_deleted_meanwhile_counts(office: Office) -> None:
    talk = await office.at_first_question()
    question = await talk.last()
    workspace = office.local.workspace
    workspace.faults.withhold()
    click = asyncio.create_task(office.sanne.click(question, *what_does(question, "need")))
    noted = len(workspace.traffic)
    while len(workspace.traffic) == noted:
        await asyncio.sleep(0)
    workspace.workspace.remove(workspace.workspace.channel(talk.channel), question.ts)

    workspace.faults.release()
    await click
    await settled(office)

    assert (await office.answers())["circularity.1"]["choice"] == "need"
    assert what_does(await talk.last(), "answer/INK-0001/circularity.2")


async def test_a_click_three_years_later_still_counts(office: Office) -> None:
    talk = await office.at_first_question()
    question = await talk.last()
    office.local.workspace.clock.advance(timedelta(days=3 * 365))

    await office.sanne.click(question, *what_does(question, "need"))

    asked = await talk.next_after(question.ts)
    assert (await office.answers())["circularity.1"]["choice"] == "need"
    assert what_does(asked, "answer/INK-0001/circularity.2")


async def test_a_button_of_years_ago_opens_changing_that_answer(office: Office) -> None:
    """Its message was never updated, and the purchase is done with since long."""
    talk = await office.at_first_question()
    question = await talk.last()
    office.local.workspace.faults.plan("chat.update", error="edit_window_closed", times=9)
    await office.sanne.click(question, *what_does(question, "not_needed"))
    sure = await talk.next_after(question.ts)
    await office.sanne.click(sure, *what_does(sure, "go_on"))
    await settled(office)
    office.local.workspace.clock.advance(timedelta(days=5 * 365))

    await office.sanne.click(question, *what_does(question, "need"))

    view = await office.view(office.sanne)
    assert (await office.answers())["circularity.1"]["choice"] == "not_needed"
    field = next(id for id in view.inputs() if id.startswith("circularity.1/choice"))
    await office.sanne.submit(view, {field: "need"})
    answer = (await office.answers())["circularity.1"]
    assert (answer["choice"], answer["revision"]) == ("need", 2)


@pytest.mark.parametrize("verb", ["answer", "form", "go_on", "stop", "unknown"])
async def test_a_button_of_a_purchase_that_is_not_stored_says_so(office: Office, verb: str) -> None:
    """As after a backup was put back: the number is shown in Slack, and unknown to us."""
    talk = await office.at_first_question()
    question = await talk.last()
    route = f"{verb}/INK-4242/circularity.1/choice/0" + ("/need" if verb == "answer" else "")
    stored = office.local.workspace.workspace.message(question.channel, question.ts)
    stored["blocks"] = [
        {"type": "actions", "block_id": "b", "elements": [
            {"type": "button", "action_id": route, "text": {"type": "plain_text", "text": "x"}}
        ]}
    ]  # fmt: skip

    await office.sanne.click(question, route)

    if verb == "form":
        assert "INK-4242" in (await office.view(office.sanne)).plain()
    else:
        await office.told(office.sanne, "INK-4242")
    assert await office.answers() == {}
    assert len(await office.stored()) == 1


async def test_a_form_of_a_colleague_after_the_owner_stopped_it_keeps_what_was_filled_in(
    office: Office,
) -> None:
    talk, question = await in_channel(office)
    await office.amina.click(question, *what_does(question, "form/INK-0001"))
    view = await office.view(office.amina)
    await office.sanne.click(question, *what_does(question, "stop/INK-0001"))
    sure = await talk.next_after(question.ts)
    await office.sanne.click(sure, *what_does(sure, "stop_sure"))
    stopped = await talk.next_after(sure.ts)

    told = await office.amina.submit(view, {"circularity.2/choice/0": "no"})

    assert told.errors == {}
    answer = (await office.answers())["circularity.2"]
    assert (answer["choice"], answer["answered_by"]) == ("no", AMINA)
    assert (await office.stored())[0]["status"] == "cancelled"
    assert what_does(await talk.next_after(stopped.ts), "reopen")


async def test_a_form_that_lags_behind_the_ninth_answer_changes_only_what_was_changed(
    office: Office,
) -> None:
    """Amina's form was drawn empty; Sanne finishes all nine before it is sent in."""
    _, question = await in_channel(office)
    await office.amina.click(question, *what_does(question, "form/INK-0001"))
    hers = await office.view(office.amina)
    await office.sanne.click(question, *what_does(question, "form/INK-0001"))
    nine = {f"circularity.{n}/choice/0": value for n, value in enumerate(
        ("need", "yes", "yes", "maintain", "reuse"), 1
    )}  # fmt: skip
    nine |= {f"checklist.{n}/choice/0": "yes" for n in range(1, 5)}
    nine |= {f"circularity.{n}/explanation/0": "Zo" for n in (4, 5)}
    nine |= {f"circularity.{n}/responsible/0/party": "Reparatie BV" for n in (4, 5)}
    nine |= {"circularity.5/year/0": "2040"}
    await office.sanne.submit(await office.view(office.sanne), nine)
    await settled(office)
    assert (await office.stored())[0]["status"] == "complete"

    told = await office.amina.submit(
        hers, {"circularity.1/choice/0": "less", "circularity.2/explanation/0": "Van vlas"}
    )

    assert told.errors == {}
    assert told.view is not None, "she sees what Sanne answered, with her own beside it"
    answers = await office.answers()
    assert answers["circularity.1"]["choice"] == "need"
    assert answers["circularity.2"]["explanation"] == "Van vlas"
    assert (await office.stored())[0]["status"] == "complete"


@pytest.mark.parametrize(
    "fault",
    [
        {"error": "internal_error"},
        {"status": 500, "error": "fatal_error"},
        {"retry_after": 1},
        {"drop_reply": True},
        {"error": "exchanged_trigger_id"},
    ],
    ids=str,
)
async def test_a_form_that_slack_does_not_open_is_told_and_the_next_try_works(
    office: Office, fault: dict[str, Any]
) -> None:
    talk = await office.at_first_question()
    question = await talk.last()
    office.local.workspace.faults.plan("views.open", **fault)

    await office.sanne.click(question, *what_does(question, "form/INK-0001"))

    async def offered() -> Message | None:
        for told in await office.sanne.ephemerals():
            if any(action.startswith("form/INK-0001") for _, action, _ in told.choices()):
                return told
        return None

    told = await office.until(offered)
    await office.sanne.click(told, *what_does(told, "form/INK-0001"))
    assert "circularity.1/choice/0" in (await office.view(office.sanne)).inputs()


@pytest.mark.parametrize(
    "fault",
    [{"error": "internal_error"}, {"status": 500, "error": "fatal_error"}, {"retry_after": 1}],
    ids=str,
)
async def test_a_home_page_that_slack_refused_is_there_the_next_time(
    office: Office, fault: dict[str, Any]
) -> None:
    office.local.workspace.faults.plan("views.publish", **fault)
    assert await office.sanne.home(seconds=0.3) is None

    home = await office.sanne.home()

    assert home is not None
    assert what_does(home, "start")


async def test_a_mention_three_times_starts_one_purchase(office: Office) -> None:
    office.local.workspace.faults.deliveries = 3

    await office.sanne.mention(INKOOP, TITLE)

    await Following.newest(office.sanne, INKOOP)
    await settled(office)
    assert len(await office.stored()) == 1
