"""Ambassadors through the real app: consent, leaving, and questions that nobody loses."""

from __future__ import annotations

from bot.playground.people import AMINA, JOHN, SANNE
from bot.settings import Settings
from tests.ambassadors import (
    CHOSEN,
    TOPIC,
    ambassadors_are,
    asks,
    chooses,
    chosen,
    goes_round,
    home_of,
    newest,
)
from tests.assuring import count, on
from tests.boarding import sent, with_board
from tests.office import Office

MONDAY, THURSDAY, TUESDAY, FRIDAY = "2027-01-11", "2027-01-14", "2027-01-19", "2027-01-22"
SECTION = "Vraag het een koploper"
ASKED = "Welke laptops <gaan> *lang* mee?"


async def test_who_chose_topics_is_shown_until_one_click(office: Office) -> None:
    assert SECTION not in (await home_of(office, office.sanne)).plain()
    mine = await home_of(office, office.amina)
    assert "Fijn dat je koploper bent" in mine.plain()
    assert "Stop ermee" not in mine.buttons()

    await office.amina.command("koploper")
    view = await office.view(office.amina, "Koploper")
    assert "Zij zien dan je naam" in view.plain()
    await office.amina.submit(view, {place: [key] for place, key in CHOSEN.items()})
    await office.local.settled()

    shown = await home_of(office, office.sanne)
    assert f"ICT: @{AMINA}" in shown.plain()
    listed = await office.sanne.command("koploper")
    assert listed is not None
    assert f"Circulair: @{AMINA}" in listed.plain()
    mine = await home_of(office, office.amina)
    assert "vragen over: ICT, Circulair" in mine.plain()

    await office.amina.press(mine, "Stop ermee")
    await office.local.settled()

    assert await chosen(office) == {}
    assert AMINA not in (await home_of(office, office.sanne)).plain()
    told = await office.sanne.command("koploper")
    assert told is not None
    assert "nog geen koploper" in told.plain()


async def test_only_an_ambassador_chooses_and_a_lost_role_is_not_shown(office: Office) -> None:
    await office.amina.say(await office.amina.direct(), "koploper")
    told = await newest(office, office.amina, "nog geen koploper")
    await office.amina.press(told, "Kies onderwerpen")
    view = await office.view(office.amina, "Koploper")
    await office.amina.submit(view, {"topics/themes/0": ["theme/circular"]})
    listed = await office.sanne.command("koploper")
    assert listed is not None
    assert f"Circulair: @{AMINA}" in listed.plain()
    assert "Kies onderwerpen" not in listed.buttons()

    ambassadors_are(office, JOHN)

    assert SECTION not in (await home_of(office, office.sanne)).plain()
    await office.sanne.choose(listed, "topic_ask", "theme/circular")
    gone = await office.view(office.sanne)
    assert "niemand die je iets kunt vragen" in gone.plain()
    assert "Dank je wel" not in (await home_of(office, office.amina)).plain()
    await office.amina.press(told, "Kies onderwerpen")
    refused = await office.view(office.amina, "Inkoopmaatje")
    assert "kan alleen een koploper" in refused.plain()


async def test_an_answer_comes_back_and_the_question_says_so(office: Office) -> None:
    await on(office, MONDAY)
    await chooses(office, office.amina)
    await asks(office, office.sanne, ASKED)
    await asks(office, office.sanne, ASKED)

    question = await newest(office, office.amina, "heeft een vraag aan jou over ICT")
    assert await count(office.amina, "heeft een vraag aan jou") == 1
    assert ASKED in question.plain()
    await office.amina.press(question, "Antwoord geven")
    view = await office.view(office.amina, "Vraag beantwoorden")
    empty = await office.amina.submit(view, {"topic_reply/text/0": " "})
    assert list(empty.errors.values()) == ["Schrijf een antwoord."]
    await office.amina.submit(view, {"topic_reply/text/0": "Die met een *losse* accu."})

    answer = await newest(office, office.sanne, f"@{AMINA} antwoordt op je vraag over ICT")
    assert "Die met een *losse* accu." in answer.plain()
    done = await newest(office, office.amina, "Jouw antwoord")
    assert done.ts == question.ts
    await goes_round(office, TUESDAY)
    assert await count(office.amina, "wacht nog op je antwoord") == 0


async def test_a_question_at_night_waits_and_nobody_asks_themselves(office: Office) -> None:
    await on(office, MONDAY, "20:00")
    await chooses(office, office.amina)
    await asks(office, office.sanne, ASKED)
    assert await count(office.amina, ASKED) == 0
    assert SECTION not in (await home_of(office, office.amina)).plain()
    await office.amina.say(await office.amina.direct(), "koploper")
    listed = await newest(office, office.amina, "Deze collega's helpen je graag")
    await office.amina.choose(listed, "topic_ask", TOPIC)
    refused = await office.view(office.amina)
    assert "sta jij als enige" in refused.plain()

    await on(office, "2027-01-12", "09:00")
    await sent(office)

    assert await count(office.amina, ASKED) == 1


async def test_what_is_not_answered_is_asked_once_more_and_then_of_another(
    bot_settings: Settings,
) -> None:
    both = frozenset({AMINA, JOHN})
    async with with_board(bot_settings, ambassadors=both) as office:
        await on(office, "2027-01-18")
        for who in (office.amina, office.john):
            await chooses(office, who)
        page = await home_of(office, office.sanne)
        await office.sanne.press(page, "Vraag over ICT")
        view = await office.view(office.sanne, "Vraag een koploper")
        wrong = await office.sanne.submit(
            view, {"ask_ambassador/text/0": ASKED, "ask_ambassador/person/0": SANNE}
        )
        assert list(wrong.errors.values()) == ["Kies iemand van de namen hierboven."]
        await office.sanne.submit(
            view, {"ask_ambassador/text/0": ASKED, "ask_ambassador/person/0": JOHN}
        )
        await sent(office)
        assert await count(office.john, ASKED) == 1

        await goes_round(office, "2027-01-20")
        assert await count(office.john, "wacht nog op je antwoord") == 0
        for time in ("10:00", "12:00"):
            await goes_round(office, "2027-01-21", time)
            assert await count(office.john, "wacht nog op je antwoord") == 1
        await goes_round(office, "2027-01-26")
        told = await newest(office, office.sanne, f"@{JOHN} heeft nog niet geantwoord")
        await goes_round(office, "2027-02-10")
        assert await count(office.sanne, "heeft nog niet geantwoord") == 1
        assert "Vraag het inkoop" in told.buttons()

        await office.sanne.press(told, "Vraag een andere koploper")
        view = await office.view(office.sanne, "Vraag een koploper")
        await office.sanne.submit(view, {})
        await sent(office)
        assert await count(office.amina, ASKED) == 1

        again = await newest(office, office.john, "wacht nog op je antwoord")
        await office.john.press(again, "Antwoord geven")
        form = await office.view(office.john, "Vraag beantwoorden")
        await office.john.submit(form, {"topic_reply/text/0": "Sorry, laat!"})
        await newest(office, office.sanne, "Sorry, laat!")


async def test_who_leaves_is_nowhere_and_who_asked_them_is_told(office: Office) -> None:
    await on(office, MONDAY)
    await chooses(office, office.amina)
    await asks(office, office.sanne, ASKED)

    office.local.workspace.administration.change(AMINA, deleted=True)
    await office.local.settled()
    assert await chosen(office) == {}
    await goes_round(office, MONDAY, "11:30")

    told = await newest(office, office.sanne, "beantwoordt nu geen vragen meer over ICT")
    assert "Vraag een andere koploper" not in told.buttons()
    await office.sanne.press(told, "Vraag het inkoop")
    await office.told(office.sanne, "doorgestuurd naar inkoop")


async def test_who_left_unseen_is_found_in_a_round(office: Office) -> None:
    await on(office, MONDAY)
    await chooses(office, office.amina)
    office.local.workspace.workspace.people[AMINA].deleted = True  # and nobody came to tell

    await goes_round(office, "2027-01-13")

    assert await chosen(office) == {}
