"""Who may do what with the tenderboard, and what everybody else is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.playground.client import Message, PersonClient
from bot.playground.people import AMINA, JOHN, PIET, SANNE
from bot.settings import Settings
from tests.assuring import count
from tests.boarding import (
    HERE,
    MEETS,
    board_of,
    forged,
    judges,
    put_on,
    question_to,
    rounds,
    said,
    sent,
    with_board,
)


async def test_nobody_judges_their_own_purchase(bot_settings: Settings) -> None:
    async with with_board(bot_settings) as office:
        await office.start(person=office.amina)
        await office.amina.command("tenderboard INK-0001")
        await office.told(office.amina, HERE)
        await sent(office)
        assert await count(office.amina, "Wat vind je?") == 0

        await office.amina.command("tenderboard")
        listed = await office.told(office.amina, "0 van 2 oordelen")
        await office.amina.press(listed, "Bekijk INK-0001")
        shown = await office.told(office.amina, "De antwoorden op de negen vragen")
        assert "Akkoord" not in shown.buttons()
        told = await forged(office, AMINA, "INK-0001/1/agreed", "Prima")

        assert "je eigen inkoop" in told
        assert "Je schreef: Prima" in told
        (round,) = await rounds(office)
        assert round.verdicts == ()


async def test_who_is_not_of_the_board_cannot_judge(bot_settings: Settings) -> None:
    async with with_board(bot_settings, board=frozenset({AMINA, JOHN})) as office:
        await put_on(office, MEETS)
        assert await count(office.piet, "Wat vind je?") == 0
        told = await forged(office, PIET, "INK-0001/1/advice", "Doe het zo")
        assert "Alleen collega's van het tenderboard" in told
        assert "Je schreef: Doe het zo" in told
        for argument in ("INK-0001/1/prachtig", "INK-0001/7/agreed", "INK-9/1/agreed", "x", ""):
            assert await forged(office, AMINA, argument, "x")
        (round,) = await rounds(office)
        assert round.verdicts == ()


async def test_who_lost_the_role_while_the_form_was_open_gets_back_what_they_wrote(
    bot_settings: Settings,
) -> None:
    async with with_board(bot_settings) as office:
        await put_on(office, MEETS)
        await office.john.press(await question_to(office.john), "Advies")
        view = await office.view(office.john, "Advies")
        roster = office.local.bot.parts.roster
        roster.named = replace(roster.named, board=frozenset({AMINA, PIET}))
        roster.take({})

        (place,) = view.inputs()
        told = await office.john.submit(view, {place: "Vraag om een reparatieplan"})

        assert told.view is not None
        assert "Alleen collega's van het tenderboard" in told.view.plain()
        assert "Vraag om een reparatieplan" in told.view.plain()
        (round,) = await rounds(office)
        assert round.verdicts == ()


async def test_a_third_verdict_comes_too_late(bot_settings: Settings) -> None:
    async with with_board(bot_settings) as office:
        await put_on(office, MEETS)
        await office.piet.press(await question_to(office.piet), "Advies")
        view = await office.view(office.piet, "Advies")
        await judges(office, office.amina, "Akkoord")
        await judges(office, office.john, "Akkoord")

        (place,) = view.inputs()
        told = await office.piet.submit(view, {place: "Nog één ding"})

        assert told.view is not None
        assert "komt te laat" in told.view.plain()
        assert "Nog één ding" in told.view.plain()
        (round,) = await rounds(office)
        assert len(round.verdicts) == 2


async def test_only_its_owner_and_procurement_put_a_purchase_on_the_board(
    bot_settings: Settings,
) -> None:
    async with with_board(bot_settings) as office:
        talk = await office.start()
        await office.john.command("tenderboard INK-0001")
        await office.told(office.john, "Alleen")
        assert await rounds(office) == []

        await office.piet.command("INK-0001 tenderboard")
        await office.told(office.piet, HERE)
        assert "U0PIET" in (await said(talk, "bij het tenderboard gelegd")).plain()


async def test_the_list_is_paged_and_only_for_who_may_see_it(bot_settings: Settings) -> None:
    async with with_board(bot_settings) as office:
        for number in range(1, 13):
            await office.start(f"{number} laptops")
            await office.sanne.command(f"tenderboard INK-{number}")
        await office.local.bot.settled()
        await office.sanne.command("tenderboard")
        await office.told(office.sanne, "Deze lijst is voor")

        first = await list_of(office.amina)
        assert "Bij het tenderboard: 12" in first.plain()
        assert "1. INK-0001 · 1 laptops" in first.plain()
        assert "INK-0011" not in first.plain()
        await office.amina.press(first, "Volgende")
        second = await office.told(office.amina, "11. INK-0011")
        assert "12. INK-0012" in second.plain()
        assert "Volgende" not in second.buttons()

        await office.amina.press(second, "Bekijk INK-0012")
        shown = await office.told(office.amina, "Tenderboard: INK-0012")
        await office.amina.press(shown, "Akkoord")
        view = await office.view(office.amina, "Akkoord")
        await office.amina.submit(view, {})
        (round,) = await rounds(office, "INK-0012")
        assert [each.person for each in round.verdicts] == [AMINA]


async def list_of(person: PersonClient) -> Message:
    """What waits for the board, as somebody is shown."""
    told = await person.command("tenderboard")
    assert told is not None
    return told


@pytest.mark.parametrize("members", [frozenset({SANNE}), frozenset({AMINA, SANNE})])
async def test_where_no_two_can_judge_it_says_so_and_waits(
    bot_settings: Settings, members: frozenset[str]
) -> None:
    async with with_board(bot_settings, board=members) as office:
        talk = await put_on(office, MEETS)
        assert "geen twee collega's" in (await said(talk, HERE)).plain()
        assert await board_of(office) == "waiting"


async def test_what_is_not_bought_is_refused_and_what_is_stopped_leaves_the_board(
    bot_settings: Settings,
) -> None:
    async with with_board(bot_settings) as office:
        talk = await put_on(office, MEETS)
        await talk.say("stop")
        await talk.press("Ja, stoppen")
        over = await question_to(office.amina, "Een oordeel is niet meer nodig")
        assert over.buttons() == []
        (round,) = await rounds(office)
        assert round.outcome == "stopped"
        assert await board_of(office) == ""

        await office.sanne.command("tenderboard INK-0001")
        await office.told(office.sanne, "Open de inkoop eerst weer")
        assert "Naar het tenderboard" not in (await talk.card()).buttons()
        await office.local.bot.people.known(AMINA, timedelta(hours=1))
        told = await forged(office, AMINA, "INK-0001/1/agreed", "Toch")
        assert "niet meer nodig" in told


async def test_one_of_the_board_looks_at_what_lies_there_with_the_command(
    bot_settings: Settings,
) -> None:
    async with with_board(bot_settings) as office:
        await put_on(office, MEETS)

        await office.john.command("tenderboard INK-0001")

        told = await office.told(office.john, "Wat vind je?")
        assert "Akkoord" in told.buttons()
        (round,) = await rounds(office)
        assert round.verdicts == ()
