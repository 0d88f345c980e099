"""Slack refuses a window, a home page or a word for one person: they never wait for nothing."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.playground.client import Message
from bot.playground.people import INKOOP
from bot.slack.app import CALL_SECONDS
from tests.office import TITLE, Office

FOR_A_MOMENT: list[dict[str, Any]] = [
    {"retry_after": 1},
    {"status": 500},
    {"error": "internal_error"},
    {"drop_reply": True},
]


@pytest.mark.parametrize("fault", FOR_A_MOMENT, ids=str)
async def test_a_window_that_slack_put_off_is_filled_later(
    office: Office, fault: dict[str, Any]
) -> None:
    talk = await office.at_first_question()
    office.local.workspace.faults.plan("views.update", **fault)

    await office.sanne.press(await talk.last(), "Alles in één formulier")

    assert "Vraag 1 van 9" in (await office.view(office.sanne)).plain()


async def test_a_window_that_slack_is_silent_about_is_filled_later(office: Office) -> None:
    talk = await office.at_first_question()
    await office.local.bot.settled()
    office.local.workspace.faults.plan("views.update", hang_seconds=30)

    await office.sanne.press(await talk.last(), "Alles in één formulier")
    async with asyncio.timeout(CALL_SECONDS + 5):
        await office.local.bot.settled()

    assert "Vraag 1 van 9" in (await office.view(office.sanne)).plain()


async def test_a_window_that_stays_empty_says_what_to_do(office: Office) -> None:
    talk = await office.at_first_question()
    office.local.workspace.faults.plan("views.update", retry_after=600, times=None)

    await office.sanne.press(await talk.last(), "Alles in één formulier")
    told = await office.told(office.sanne, "Sluit het, wacht even en druk nog een keer")

    (waiting,) = await office.sanne.views()
    assert "Sluit dit venster en probeer het opnieuw" in waiting.plain()
    await office.sanne.close(waiting)
    office.local.workspace.faults.clear()
    await office.sanne.press(told, "Alles in één formulier")
    assert "Vraag 1 van 9" in (await office.view(office.sanne)).plain()


@pytest.mark.parametrize("fault", FOR_A_MOMENT, ids=str)
async def test_a_home_page_that_slack_put_off_comes_later(
    office: Office, fault: dict[str, Any]
) -> None:
    office.local.workspace.faults.plan("views.publish", **fault)

    page = await office.sanne.home(seconds=10)

    assert page is not None
    assert "Hoi" in page.plain()


@pytest.mark.parametrize("way", ["response_url", "chat.postEphemeral"])
@pytest.mark.parametrize("fault", [{"retry_after": 1}, {"status": 500}], ids=str)
async def test_a_word_for_one_person_that_slack_put_off_comes_later(
    office: Office, way: str, fault: dict[str, Any]
) -> None:
    office.local.workspace.faults.plan(way, **fault)

    if way == "response_url":
        talk = await office.at_first_question()
        await office.sanne.press(await talk.card(), "Verder")
        await office.local.bot.settled()
        office.local.workspace.faults.plan("views.open", error="expired_trigger_id")
        await office.sanne.press(await talk.card(), "Alles in één formulier")
        await office.told(office.sanne, "Dat duurde te lang voor Slack")
    else:
        await office.sanne.say(INKOOP, "@Inkoopmaatje help")
        await office.told(office.sanne, "Hoe werkt het?")


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ({"error": "expired_trigger_id"}, "Dat duurde te lang voor Slack"),
        ({"retry_after": 20}, "Het venster ging niet open"),
        ({"error": "token_revoked"}, "Het venster ging niet open"),
        ({"status": 500}, "Het venster ging niet open"),
    ],
    ids=str,
)
@pytest.mark.parametrize(
    ("pressed", "again"),
    [
        ("Alles in één formulier", "Alles in één formulier"),
        ("Met toelichting", "Invullen in een venster"),
    ],
)
async def test_a_form_that_did_not_open_says_why_and_gives_its_button_again(
    office: Office, fault: dict[str, Any], words: str, pressed: str, again: str
) -> None:
    """T1: an expired trigger is never silence, and not every failure is an expired trigger."""
    talk = await office.at_first_question()
    question = await talk.last()
    office.local.workspace.faults.plan("views.open", **fault)

    await office.sanne.press(question, pressed)

    told = await office.told(office.sanne, words)
    await office.sanne.press(told, again)
    view = await office.view(office.sanne)
    assert ("Vraag 9 van 9" in view.plain()) == (pressed == "Alles in één formulier")


async def test_the_form_of_a_new_purchase_that_did_not_open_gives_its_button_again(
    office: Office,
) -> None:
    menu = await office.sanne.command("")
    assert isinstance(menu, Message)
    office.local.workspace.faults.plan("views.open", error="expired_trigger_id")

    await office.sanne.press(menu, "Nieuwe inkoop")

    told = await office.told(office.sanne, "Dat duurde te lang voor Slack")
    await office.sanne.press(told, "Nieuwe inkoop")
    view = await office.view(office.sanne)
    await office.sanne.submit(view, {view.blocks[1]["block_id"]: TITLE})
