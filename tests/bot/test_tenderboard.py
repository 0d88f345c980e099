"""The tenderboard through the real app: put on it, two verdicts, and what is left to do."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.desk import Desk
from bot.judging import Judging
from bot.local import locally
from bot.playground.people import AMINA, JOHN, SANNE
from bot.ports import Place, Said
from bot.settings import Settings
from knowledge.policy import Policy
from tests.assuring import asked, count, ledger, on
from tests.boarding import (
    HERE,
    INTAKE,
    MEETS,
    MISSES,
    NINE,
    ORGANISATION,
    TUESDAY,
    answered,
    board_of,
    gaps,
    judges,
    put_on,
    question_to,
    rounds,
    said,
    sent,
    with_board,
)
from tests.journeys.nudges_killed import emptied
from tests.office import at_work


async def test_two_of_the_board_agree_and_the_purchase_hears_it(bot_settings: Settings) -> None:
    async with with_board(bot_settings) as office:
        talk = await put_on(office, MEETS)
        assert await board_of(office) == "waiting"
        for person in (office.amina, office.john, office.piet):
            question = await question_to(person)
            assert "Ambitieniveau: 3, ambitieus" in question.plain()
            assert "De servicedesk repareert zelf" in question.plain()
            assert {"Akkoord", "Advies"} == set(question.buttons())
        assert await count(office.sanne, "Wat vind je?") == 0

        first = await judges(office, office.amina, "Akkoord")
        assert first.view is not None
        assert "nog één oordeel" in first.view.plain()
        (round,) = await rounds(office)
        assert round.open
        second = await judges(office, office.john, "Akkoord", "Mooi <zo>, *ga door*.")

        assert second.view is not None
        assert "tweede oordeel" in second.view.plain()
        outcome = await said(talk, "het tenderboard is akkoord")
        assert "Mooi <zo>, *ga door*." in outcome.plain()
        assert "Ambitieniveau: 3, ambitieus" in outcome.plain()
        assert "ga verder met je uitvraag" in outcome.plain()
        for person in (office.amina, office.john, office.piet):
            over = await question_to(person, "Het tenderboard is klaar met INK-0001")
            assert over.buttons() == []
            assert await count(person, "Wat vind je?") == 0
        (round,) = await rounds(office)
        assert (round.outcome, round.put_by) == ("agreed", SANNE)
        assert [each.person for each in round.verdicts] == [AMINA, JOHN]
        assert await board_of(office) == "done"


async def test_a_gap_becomes_an_open_point_that_is_asked_about_and_closes_in_the_next_round(
    bot_settings: Settings,
) -> None:
    async with with_board(bot_settings) as office:
        talk = await put_on(office, MISSES)
        await judges(office, office.amina, "Advies", "Voeg een gunningscriterium toe.")
        await judges(office, office.piet, "Akkoord")

        outcome = await said(talk, "het tenderboard geeft advies")
        assert "Voeg een gunningscriterium toe." in outcome.plain()
        points = [each for each in outcome.plain().splitlines() if each.startswith("→")]
        assert len(points) == 4
        assert all("U0SANNE" in each and "1 maart 2027" in each for each in points)
        assert "1, basis. Ons beleid verwacht bij ICT minstens niveau 2" in outcome.plain()
        level = (await gaps(office))["level"]
        assert level["choice"] == "not_yet"
        assert "Ons beleid verwacht bij ICT minstens niveau 2" in level["explanation"]
        assert (level["responsible"], level["due"]) == (f"person:{SANNE}", "2027-03-01")
        assert (await ledger(office))["open/gaps.level"].on == date(2027, 3, 1)
        assert "Open punt: Ambitieniveau" in (await talk.card()).plain()

        await office.sanne.press(outcome, "Wijzig: Weging")
        view = await office.view(office.sanne, "Je antwoord")
        due = next(block for block in view.inputs() if block.startswith("gaps.weight/due"))
        await office.sanne.submit(view, {due: "2027-02-01"})
        await office.local.bot.settled()
        await on(office, "2027-02-01")
        reminded = await asked(office, office.sanne, "Weging stond nog open")
        await office.sanne.press(reminded, "Ja, geregeld")
        await office.local.bot.settled()
        assert (await gaps(office))["weight"]["choice"] == "yes"

        await answered(office, MEETS)
        await office.sanne.command("tenderboard INK-1")
        await office.told(office.sanne, HERE)
        await judges(office, office.amina, "Akkoord", words="Dit is ronde 2")
        await judges(office, office.john, "Akkoord", words="Dit is ronde 2")

        outcome = await said(talk, "het tenderboard is akkoord")
        assert outcome.plain().count("dit open punt is nu klaar") == 3
        assert {each["choice"] for each in (await gaps(office)).values()} == {"yes"}
        assert not (await ledger(office))["open/gaps.level"].open
        assert [each.outcome for each in await rounds(office)] == ["advice", "agreed"]


async def test_what_was_mended_while_the_board_looked_is_no_open_point(
    bot_settings: Settings,
) -> None:
    async with with_board(bot_settings) as office:
        talk = await put_on(office, MISSES)
        await judges(office, office.amina, "Akkoord")
        await answered(office, MEETS)
        await judges(office, office.john, "Akkoord")

        outcome = await said(talk, "het tenderboard is akkoord")
        assert "→" not in outcome.plain()
        assert await gaps(office) == {}


async def test_a_large_purchase_goes_to_the_board_by_itself_once(bot_settings: Settings) -> None:
    async with with_board(bot_settings, board_above=100_000) as office:
        talk = await office.start()
        await answered(office, {**INTAKE, **NINE})
        await said(talk, "omdat het om een groot bedrag gaat")
        question = await question_to(office.amina)
        assert "komt hier vanzelf" in question.plain()
        await judges(office, office.amina, "Akkoord")
        await judges(office, office.john, "Akkoord")

        await answered(office, {"intake.value/choice": "to_10k"})
        await answered(office, {"intake.value/choice": "more"})

        (round,) = await rounds(office)
        assert (round.put_by, round.outcome) == ("", "agreed")


async def test_a_small_purchase_and_one_that_is_not_complete_stay_where_they_are(
    bot_settings: Settings,
) -> None:
    async with with_board(bot_settings, board_above=200_000) as office:
        await office.start()
        await answered(office, {**INTAKE, **NINE})
        await office.start()
        unfinished = {place: value for place, value in NINE.items() if place[:9] != "checklist"}
        await answered(office, {"intake.value/choice": "more", **unfinished}, "INK-0002")
        assert await rounds(office) == await rounds(office, "INK-0002") == []


async def test_a_verdict_can_be_changed_and_counts_once(bot_settings: Settings) -> None:
    async with with_board(bot_settings) as office:
        await put_on(office, MEETS)
        await judges(office, office.amina, "Akkoord", "Goed zo")
        question = await question_to(office.amina)
        await office.amina.press(question, "Advies")
        view = await office.view(office.amina, "Advies")
        (place,) = view.inputs()
        assert view.inputs()[place]["element"]["initial_value"] == "Goed zo"
        refused = await office.amina.submit(view, {place: "  "})
        assert "Eén zin is genoeg" in refused.errors[place]
        await office.amina.submit(view, {place: "Toch liever huren"})

        (round,) = await rounds(office)
        assert round.open
        ((verdict, reason),) = [(each.verdict, each.reason) for each in round.verdicts]
        assert (verdict, reason) == ("advice", "Toch liever huren")


async def test_pressed_twice_it_waits_once(bot_settings: Settings) -> None:
    async with with_board(bot_settings) as office:
        talk = await put_on(office, MEETS)
        await office.sanne.press(await talk.card(), "Naar het tenderboard")
        told = await office.told(office.sanne, "ligt al bij het tenderboard")

        assert "0 van de 2 oordelen" in told.plain()
        assert len(await rounds(office)) == 1
        await sent(office)
        assert await count(office.amina, "Wat vind je?") == 1


async def test_the_same_delivery_again_says_nothing(bot_settings: Settings) -> None:
    async with with_board(bot_settings) as office:
        await office.start()
        judging = Judging(office.local.bot.parts, Desk(office.local.bot.parts))
        once = Said("click:1", SANNE, Place(SANNE))
        first = await judging.put(once, "INK-0001")
        again = await judging.put(once, "INK-0001")
        assert first.message is not None
        assert again.message is None

        verdict = Said("view:1", AMINA, Place(AMINA))
        for _ in range(2):
            reply = await judging.filled(verdict, "INK-0001/1/agreed", {})
        assert reply.message is None


@pytest.mark.postgresql
async def test_on_postgresql_a_round_goes_the_same_way(
    bot_settings: Settings, postgresql: str
) -> None:
    emptied(postgresql).dispose()
    settings = bot_settings.model_copy(update={"database_url": postgresql})
    async with with_board(settings, board_above=100_000) as office:
        talk = await office.start()
        await answered(office, {**INTAKE, **NINE, **MISSES})
        await said(talk, "omdat het om een groot bedrag gaat")
        await judges(office, office.amina, "Akkoord")
        await judges(office, office.john, "Advies", "Vraag om een plan")

        await said(talk, "het tenderboard geeft advies")
        assert {each["choice"] for each in (await gaps(office)).values()} == {"not_yet"}
        listed = await office.amina.command("tenderboard")
        assert listed is not None
        assert "geen inkoop" in listed.plain()


async def test_at_night_the_board_is_left_alone_and_what_is_over_by_then_is_never_asked(
    bot_settings: Settings,
) -> None:
    async with with_board(bot_settings) as office:
        await on(office, TUESDAY, "20:00")
        talk = await put_on(office, MEETS)
        await office.sanne.command("tenderboard INK-0001")
        assert await count(office.amina, "Tenderboard") == 0
        await talk.say("stop")
        await talk.press("Ja, stoppen")

        await on(office, "2027-01-13", "09:30")
        await sent(office)

        assert await count(office.amina, "Tenderboard") == 0


async def test_in_the_morning_the_board_is_asked(bot_settings: Settings) -> None:
    async with with_board(bot_settings) as office:
        await on(office, TUESDAY, "20:00")
        await put_on(office, MEETS)
        await on(office, "2027-01-13", "20:00")  # nobody swept all day
        await sent(office)
        assert await count(office.amina, "Wat vind je?") == 0
        await on(office, "2027-01-14", "09:01")
        await sent(office)
        assert await count(office.amina, "Wat vind je?") == 1


async def test_without_a_policy_it_says_what_is_missing_and_shows_the_rest(
    bot_settings: Settings,
) -> None:
    async with with_board(bot_settings, policy=Policy()) as office:
        talk = await put_on(office, MISSES)
        words = (await said(talk, HERE)).plain()
        assert "Ik kan niets vergelijken" in words
        assert "de ambitie, de doelen, wat we per categorie verwachten" in words
        assert "Alle negen vragen zijn beantwoord" in words
        assert "Ambitieniveau" not in words
        await judges(office, office.amina, "Akkoord")
        await judges(office, office.john, "Akkoord")
        assert await gaps(office) == {}


async def test_each_of_the_board_is_asked_in_their_own_language(bot_settings: Settings) -> None:
    async with with_board(bot_settings) as office:
        await office.john.command("taal en")
        talk = await put_on(office, MISSES)
        question = await question_to(office.john, "What do you think?")
        assert "For ICT our policy expects at least level 2, significant" in question.plain()
        await judges(office, office.john, "Advice", "Ask for more.", words="What do you think?")
        await judges(office, office.amina, "Akkoord")

        over = await question_to(office.john, "The tenderboard is done with INK-0001")
        assert "Open point: Ambition level" in over.plain()
        assert "Ask for more." in (await said(talk, "geeft advies")).plain()
        await office.john.command("tender board")
        await office.told(office.john, "No purchase is with the tenderboard")


async def test_after_a_restart_the_second_verdict_ends_it(
    bot_settings: Settings, tmp_path: Path
) -> None:
    kept = tmp_path / "workspace.json"
    async with (
        locally(bot_settings, organisation=ORGANISATION, state_file=kept) as local,
        at_work(local) as office,
    ):
        await on(office, TUESDAY)
        await put_on(office, MEETS)
        await judges(office, office.amina, "Akkoord")
    async with (
        locally(bot_settings, organisation=ORGANISATION, state_file=kept) as local,
        at_work(local) as office,
    ):
        await judges(office, office.john, "Advies", "Denk aan de accu's")
        (round,) = await rounds(office)
        assert round.outcome == "advice"
        assert await question_to(office.amina, "Het tenderboard is klaar")
