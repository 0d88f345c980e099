"""Slack refuses, waits, or says nothing: what was answered stays, and it goes on afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from bot.playground.client import Message
from bot.playground.follow import Following
from bot.playground.people import BOT_USER, INKOOP
from bot.slack.app import CALL_SECONDS
from bot.store import claims, outbox
from tests.office import TITLE, Office

ASK_2 = "ask/circularity.2/choice"


async def go_forward(office: Office, seconds: float) -> None:
    """Sets the clock forward and sweeps, as the heartbeat would at that time."""
    office.local.workspace.clock.advance(timedelta(seconds=seconds))
    await office.local.bot.courier.sweep()
    await office.local.bot.settled()


async def asked(talk: Following, words: str) -> list[Message]:
    return [each for each in await talk.said() if words in each.plain()]


@pytest.mark.parametrize(
    "fault",
    [
        {"retry_after": 3},
        {"error": "internal_error"},
        {"status": 500, "error": "fatal_error"},
        {"error": "account_inactive"},
        {"error": "token_revoked"},
        {"drop_reply": True},
    ],
    ids=str,
)
async def test_a_question_that_could_not_be_posted_comes_later_once(
    office: Office, fault: dict[str, Any]
) -> None:
    """T4: a post that may have arrived is looked up before it is sent again."""
    talk = await office.at_first_question()
    question = await talk.last()
    office.local.workspace.faults.plan("chat.postMessage", **fault)

    await office.sanne.press(question, "Ja, ik heb het nodig")
    await office.local.bot.settled()
    assert (await office.answers())["circularity.1"]["choice"] == "need"
    for _ in range(4):
        await go_forward(office, 10)

    assert len(await asked(talk, "Vraag 2 van 9")) == 1
    assert await waiting(office) == {}


async def waiting(office: Office) -> dict[str, int]:
    parts = office.local.bot.parts
    return await parts.database.run(parts.workspace, claims.waiting)


async def test_silence_of_slack_ends_and_nothing_is_asked_twice(
    office: Office,
) -> None:
    talk = await office.at_first_question()
    question = await talk.last()
    office.local.workspace.faults.plan("chat.postMessage", hang_seconds=30)

    await office.sanne.press(question, "Ja, ik heb het nodig")
    async with asyncio.timeout(CALL_SECONDS + 5):
        await office.local.bot.settled()
    await go_forward(office, 10)

    assert len(await asked(talk, "Vraag 2 van 9")) == 1
    assert await waiting(office) == {}


async def test_a_card_that_cannot_be_posted_holds_its_questions_back_in_order(
    office: Office,
) -> None:
    office.local.workspace.faults.plan("chat.postMessage", retry_after=5)
    await office.sanne.command(TITLE)
    await office.local.bot.settled()
    direct = await office.sanne.direct()
    assert await office.sanne.messages(direct) == []

    await go_forward(office, 6)
    await go_forward(office, 6)

    talk = await Following.newest(office.sanne, direct)
    assert (await talk.card()).ts < (await talk.last()).ts
    assert len(await asked(talk, "categorie")) == 1


@pytest.mark.parametrize("what", ["is_archived", "channel_not_found", "removed"])
async def test_a_channel_that_is_gone_moves_the_conversation_to_the_owner(
    office: Office, what: str
) -> None:
    await office.sanne.say(INKOOP, f"@Inkoopmaatje {TITLE}")
    talk = await Following.newest(office.sanne, INKOOP)
    question = await talk.press("Meteen naar de vragen")
    channel = office.local.workspace.workspace.channels[INKOOP]
    action = next(a for label, a, _ in question.choices() if label == "Ja, ik heb het nodig")

    if what == "removed":
        channel.members.remove(BOT_USER)
    else:
        office.local.workspace.faults.plan("chat.postMessage", error=what)
    await office.sanne.click(question, action)

    moved = await Following.newest(office.sanne, await office.sanne.direct())
    asked = await moved.last()
    assert "Ik kon niet meer schrijven in de draad van INK-0001" in asked.plain()
    assert "Vraag 2 van 9" in asked.plain()
    assert "1. Nodig of hergebruik" in (await moved.card()).plain()
    assert "Vraag 3 van 9" in (await moved.say("ja")).plain()


async def test_the_next_turn_works_after_a_lost_update(office: Office) -> None:
    talk = await office.at_first_question()
    await office.local.bot.settled()
    office.local.workspace.faults.plan("chat.update", error="message_not_found")

    await talk.press("Ja, ik heb het nodig")
    await talk.press("Nee")

    assert set(await office.answers()) == {"circularity.1", "circularity.2"}


async def test_a_row_that_a_dead_process_left_is_looked_up_before_it_is_sent(
    office: Office,
) -> None:
    """The claim of a process that died between sending and noting runs out."""
    talk = await office.at_first_question()
    parts = office.local.bot.parts
    await office.local.bot.settled()
    last = await talk.last()

    def as_if_dead(bound: object) -> None:
        bound.connection.exec_driver_sql(  # type: ignore[attr-defined]
            "UPDATE outbox SET state = 'sending', sent_ts = NULL"
        )

    await parts.database.run(parts.workspace, as_if_dead)
    before = len(await talk.said())

    await go_forward(office, 30)
    await go_forward(office, 30)

    assert len(await talk.said()) == before
    assert (await talk.last()).ts == last.ts
    assert await waiting(office) == {}


LOST: dict[str, Any] = {"drop_reply": True}
"""The message is posted, and the bot does not hear so."""


def others_talk(office: Office, channel: str, thread: str, count: int) -> None:
    """Many more messages in a conversation."""
    workspace = office.local.workspace.workspace
    for number in range(count):
        told = workspace.bot_message(f"Bericht {number}", None, thread_ts=thread)
        workspace.add(workspace.channel(channel), told)


@pytest.mark.parametrize("way", ["thread", "direct"])
async def test_a_message_is_found_among_hundreds_of_others(office: Office, way: str) -> None:
    """T4: what is looked up is not only the first page of the conversation."""
    direct = await office.sanne.direct()
    if way == "thread":
        talk = await office.at_first_question()
        others_talk(office, direct, talk.thread, 210)
        await go_forward(office, 3600)
        question = next(each for each in await talk.said() if "Vraag 1 van 9" in each.plain())
        office.local.workspace.faults.plan("chat.postMessage", **LOST)
        await office.sanne.press(question, "Ja, ik heb het nodig")
        await office.local.bot.settled()
        others_talk(office, direct, talk.thread, 210)
    else:
        office.local.workspace.faults.plan("chat.postMessage", **LOST)
        await office.sanne.command(TITLE)
        await office.local.bot.settled()
        others_talk(office, direct, "", 210)

    await go_forward(office, 10)
    await go_forward(office, 10)

    words = "Vraag 2 van 9" if way == "thread" else "INK-0001"
    place = talk.thread if way == "thread" else None
    found = [each for each in await office.sanne.messages(direct, place) if words in each.plain()]
    assert len(found) == 1
    assert await waiting(office) == {}


@pytest.mark.parametrize(
    "fault",
    [{"retry_after": 8}, {"status": 500}, {"error": "token_revoked"}, {"drop_reply": True}],
    ids=str,
)
async def test_looking_up_is_tried_again_before_anything_is_sent(
    office: Office, fault: dict[str, Any]
) -> None:
    talk = await office.at_first_question()
    faults = office.local.workspace.faults
    faults.plan("chat.postMessage", **LOST)
    faults.plan("conversations.replies", **fault)

    await office.sanne.press(await talk.last(), "Ja, ik heb het nodig")
    await office.local.bot.settled()
    for _ in range(4):
        await go_forward(office, 10)

    assert len(await asked(talk, "Vraag 2 van 9")) == 1
    assert await waiting(office) == {}


async def in_channel(office: Office) -> Following:
    """A purchase at the first of the nine, in a channel that the bot cannot read."""
    await office.sanne.say(INKOOP, f"@Inkoopmaatje {TITLE}")
    talk = await Following.newest(office.sanne, INKOOP)
    await talk.press("Meteen naar de vragen")
    return talk


async def told_in_private(office: Office, words: str) -> list[Message]:
    direct = await office.sanne.direct()
    return [each for each in await office.sanne.messages(direct) if words in each.plain()]


@pytest.mark.parametrize(
    "fault", [{"status": 500}, {"error": "internal_error"}, {"drop_reply": True}], ids=str
)
async def test_in_a_channel_the_owner_is_told_once_what_to_do_when_nobody_knows_what_arrived(
    office: Office, fault: dict[str, Any]
) -> None:
    talk = await in_channel(office)
    question = await talk.last()
    office.local.workspace.faults.plan("chat.postMessage", **fault)

    await office.sanne.press(question, "Ja, ik heb het nodig")
    await office.local.bot.settled()
    for _ in range(4):
        await go_forward(office, 10)

    assert len(await asked(talk, "Vraag 2 van 9")) == (1 if "drop_reply" in fault else 0)
    (told,) = await told_in_private(office, "Slack gaf geen antwoord toen ik iets in het gesprek")
    assert "INK-0001" in told.plain()
    assert await waiting(office) == {}
    states = {row.state: row.reason for row in await rows(office) if row.key == ASK_2}
    assert states == {"dropped": "may have been posted, and cannot be looked up: missing_scope"}

    before = len(await talk.said())
    await office.sanne.press(told, "Verder")
    await office.local.bot.settled()

    assert len(await talk.said()) == before + 1
    assert "Vraag 2 van 9" in (await talk.last()).plain()
    assert "Vraag 3 van 9" in (await talk.press("Nee")).plain()


async def rows(office: Office, purchase: str = "INK-0001") -> Sequence[Any]:
    """Everything that was to be said about a purchase, oldest first."""
    parts = office.local.bot.parts
    return await parts.database.run(parts.workspace, lambda bound: outbox.history(bound, purchase))


async def test_a_card_of_which_nobody_knows_whether_it_is_in_a_channel_goes_to_its_owner(
    office: Office,
) -> None:
    office.local.workspace.faults.plan("chat.postMessage", status=500)

    await office.sanne.say(INKOOP, f"@Inkoopmaatje {TITLE}")
    while not await waiting(office):
        await asyncio.sleep(0.05)
    await office.local.bot.settled()
    for _ in range(4):
        await go_forward(office, 10)

    talk = await Following.newest(office.sanne, await office.sanne.direct())
    assert len(await asked(talk, "categorie")) == 1
    assert await waiting(office) == {}
    assert "Vraag 1 van 9" in (await talk.press("Meteen naar de vragen")).plain()


@pytest.mark.parametrize("why", ["deleted", "message_not_found", "edit_window_closed"])
async def test_a_card_that_is_gone_comes_back_and_lives_on(office: Office, why: str) -> None:
    talk = await office.at_first_question()
    await office.local.bot.settled()
    old = await talk.card()
    if why == "deleted":
        await office.local.bot.app.client.chat_delete(channel=talk.channel, ts=old.ts)
    else:
        office.local.workspace.faults.plan("chat.update", error="internal_error")
        office.local.workspace.faults.plan("chat.update", error=why)

    await office.sanne.press(await talk.last(), "Ja, ik heb het nodig")
    await office.local.bot.settled()
    for _ in range(3):
        await go_forward(office, 10)

    card = (await cards(office, talk))[-1]
    assert card.ts > old.ts
    assert "1 van 9" in card.plain()
    await office.sanne.press((await asked(talk, "Vraag 2 van 9"))[0], "Nee")
    await office.local.bot.settled()
    assert "2 van 9" in (await cards(office, talk))[-1].plain()
    assert len(await cards(office, talk)) == (1 if why == "deleted" else 2)
    assert await waiting(office) == {}


async def cards(office: Office, talk: Following) -> list[Message]:
    found = await office.sanne.messages(talk.channel, talk.thread)
    return [each for each in found if each.plain().startswith("INK-") and each.user == BOT_USER]


async def test_a_card_that_is_gone_comes_back_once_when_answers_come_fast(office: Office) -> None:
    talk = await office.at_first_question()
    await office.local.bot.settled()
    question = await talk.last()
    await office.local.bot.app.client.chat_delete(channel=talk.channel, ts=talk.thread)
    office.local.workspace.faults.plan("chat.postMessage", hang_seconds=0.3)

    await office.sanne.press(question, "Ja, ik heb het nodig")
    for answer in ("hernieuwbaar", "nee", "pauze"):
        await office.sanne.say(talk.channel, answer, talk.thread)
    await office.local.bot.settled()
    for _ in range(3):
        await go_forward(office, 10)

    assert len(await cards(office, talk)) == 1
    assert await waiting(office) == {}


async def test_a_purchase_that_is_opened_again_plans_nothing_for_a_question_never_asked(
    office: Office,
) -> None:
    talk = await office.at_first_question()
    await talk.press("Het is toch niet nodig")
    await talk.press("Ja, niet kopen")

    again = await talk.press("Toch verder")

    assert "Vraag 2 van 9" in again.plain()
    await office.local.bot.settled()
    assert [row.reason for row in await rows(office) if row.state == "dropped"] == []
    assert "Vraag 2 van 9" in (await talk.said())[-1].plain()


async def test_a_form_with_many_answers_plans_nothing_for_questions_never_asked(
    office: Office,
) -> None:
    talk = await office.at_first_question()
    await office.sanne.press(await talk.last(), "Alles in één formulier")
    view = await office.view(office.sanne)

    await office.sanne.submit(
        view, {"circularity.1/choice/0": "need", "circularity.2/choice/0": "yes"}
    )
    await office.local.bot.settled()

    assert len(await office.answers()) >= 2
    assert [row.reason for row in await rows(office) if row.state == "dropped"] == []


async def test_slacks_own_time_to_wait_is_honoured(office: Office) -> None:
    """Neither sooner than it says, nor as late as after a failure."""
    talk = await office.at_first_question()
    await office.local.bot.settled()
    office.local.workspace.faults.plan("chat.postMessage", retry_after=60)
    await office.sanne.press(await talk.last(), "Ja, ik heb het nodig")
    await office.local.bot.settled()

    await go_forward(office, 50)
    assert await asked(talk, "Vraag 2 van 9") == []
    await go_forward(office, 11)
    (question,) = await asked(talk, "Vraag 2 van 9")

    office.local.workspace.faults.plan("chat.postMessage", retry_after=2)
    await office.sanne.press(question, "Nee")
    await office.local.bot.settled()
    await go_forward(office, 3)
    assert len(await asked(talk, "Vraag 3 van 9")) == 1


async def test_no_link_in_a_message_unfolds(office: Office) -> None:
    await office.at_first_question()
    await office.sanne.say(await office.sanne.direct(), "lijst")
    await office.local.bot.settled()

    posted = office.local.workspace.calls("chat.postMessage")

    assert len(posted) >= 3
    for each in posted:
        unfolds = {str(each[name]).lower() for name in ("unfurl_links", "unfurl_media")}
        assert unfolds <= {"0", "false"}


async def test_a_click_on_a_message_that_is_deleted_meanwhile_goes_on(office: Office) -> None:
    talk = await office.at_first_question()
    await office.local.bot.settled()
    question = await talk.last()
    faults = office.local.workspace.faults
    faults.withhold()
    traffic = office.local.workspace.workspace.traffic
    before = len(traffic)
    click = asyncio.create_task(office.sanne.press(question, "Ja, ik heb het nodig"))
    async with asyncio.timeout(10):
        while len(traffic) == before:  # until the click is under way, and withheld
            await asyncio.sleep(0)
    client = office.local.bot.app.client
    await client.chat_delete(channel=talk.channel, ts=question.ts)
    faults.release()
    await click

    asked_next = await talk.next_after(question.ts)

    assert "Vraag 2 van 9" in asked_next.plain()
    assert "Vraag 3 van 9" in (await talk.press("Nee", on=asked_next)).plain()
    assert set(await office.answers()) == {"circularity.1", "circularity.2"}
    assert await waiting(office) == {}


async def test_who_sees_the_question_deleted_gets_it_again_from_the_card(office: Office) -> None:
    talk = await office.at_first_question()
    question = await talk.last()
    await office.local.bot.app.client.chat_delete(channel=talk.channel, ts=question.ts)

    await office.sanne.press(await talk.card(), "Verder")

    assert "Vraag 1 van 9" in (await talk.next_after(question.ts)).plain()
    assert "Vraag 2 van 9" in (await talk.press("Ja, ik heb het nodig")).plain()


async def test_a_click_on_a_message_of_years_ago_works(office: Office) -> None:
    talk = await office.at_first_question()
    first = await talk.last()
    second = await talk.press("Ja, ik heb het nodig")
    await office.local.bot.settled()

    await go_forward(office, 4 * 365 * 24 * 3600)

    office.local.workspace.faults.plan("chat.update", error="edit_window_closed", times=2)
    await office.sanne.press(second, "Nee")
    await office.local.bot.settled()
    assert len(await asked(talk, "Vraag 3 van 9")) == 1
    stale = next(each for each in await talk.said() if each.ts == first.ts)
    await office.sanne.press(stale, "Wijzig")
    assert "Vraag 1 van 9" in (await office.view(office.sanne)).plain()
    await go_forward(office, 10)
    assert "2 van 9" in (await cards(office, talk))[-1].plain()
    assert await waiting(office) == {}
