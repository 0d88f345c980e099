"""Every way of starting a purchase gives the same: one card, and the first question under it."""

from __future__ import annotations

import pytest

from bot.playground.client import Message, PersonClient
from bot.playground.follow import Following
from bot.playground.people import INKOOP, SANNE
from bot.slack.manifest import MESSAGE_SHORTCUT, SHORTCUT
from tests.office import TITLE, Office


async def check_started(office: Office, talk: Following, title: str = TITLE) -> None:
    """One card: number, title, owner, status, progress; and the first question in its thread."""
    card = await talk.card()
    words = card.plain()
    assert words.startswith(f"INK-0001 · {title}")
    assert f"Van @{SANNE} · net begonnen" in words
    assert "□□□□□□□□□  0 van 9 beantwoord" in words
    first = await talk.last()
    assert "Bij welke categorie hoort het?" in first.plain()
    assert first.thread == talk.thread
    (purchase,) = await office.stored()
    assert (purchase["id"], purchase["title"], purchase["owner"]) == ("INK-0001", title, SANNE)
    assert purchase["status"] == "draft"


@pytest.mark.parametrize("text", [f"nieuw {TITLE}", TITLE, f"new {TITLE}"])
async def test_the_command_starts(office: Office, text: str) -> None:
    told = await office.sanne.command(text)

    assert told is not None
    assert "INK-0001 is begonnen" in told.plain()
    talk = await Following.newest(office.sanne, await office.sanne.direct())
    await check_started(office, talk)


async def test_a_command_that_calls_our_name_starts_without_that_name(office: Office) -> None:
    await office.sanne.command(f"@Inkoopmaatje {TITLE}")

    talk = await Following.newest(office.sanne, await office.sanne.direct())
    await check_started(office, talk)


async def test_that_we_go_on_in_the_direct_message_is_told_elsewhere_only(office: Office) -> None:
    direct = await office.sanne.direct()

    here = await office.sanne.command(TITLE, channel=direct)
    elsewhere = await office.sanne.command("12 bureaustoelen", channel=INKOOP)

    assert here is not None
    assert elsewhere is not None
    assert here.plain() == "INK-0001 is begonnen."
    assert "INK-0002 is begonnen. We praten verder in je privébericht" in elsewhere.plain()


async def test_the_bare_command_shows_a_menu_that_starts(office: Office) -> None:
    menu = await office.sanne.command("")

    assert menu is not None
    assert menu.buttons() == [
        "Nieuwe inkoop", "Mijn inkopen", "Vertel een succes", "Schrijf een les", "Wat ik over heb",
        "Vraag het een koploper", "Hoe werkt het?", "In English",
    ]  # fmt: skip
    await office.sanne.press(menu, "Nieuwe inkoop")
    await start_with_the_form(office, office.sanne)


async def test_the_menu_leads_to_what_is_shared(office: Office) -> None:
    menu = await office.sanne.command("")
    assert menu is not None

    for label, title in (("Vertel een succes", "succes"), ("Schrijf een les", "les")):
        await office.sanne.press(menu, label)
        view = await office.view(office.sanne, title)
        await office.sanne.close(view)
    await office.sanne.press(menu, "Wat ik over heb")
    await office.told(office.sanne, "Je hebt nu niets over staan")
    await office.sanne.press(menu, "Vraag het een koploper")
    await office.told(office.sanne, "Er is nog geen koploper")


async def start_with_the_form(office: Office, person: PersonClient) -> None:
    view = await office.view(person, "Nieuwe inkoop")
    title = next(id for id in view.inputs() if id.startswith("intake.what"))
    told = await person.submit(view, {title: TITLE})
    assert told.view is not None
    assert "INK-0001" in told.view.plain()
    talk = await Following.newest(person, await person.direct())
    await check_started(office, talk)


async def test_the_global_shortcut_starts(office: Office) -> None:
    await office.sanne.shortcut(SHORTCUT)

    await start_with_the_form(office, office.sanne)


async def test_the_button_on_the_home_page_starts(office: Office) -> None:
    await office.sanne.home()
    home = await office.until(office.sanne.see_home)

    await office.sanne.press(home, "Nieuwe inkoop")

    await start_with_the_form(office, office.sanne)


async def test_a_start_form_with_everything_goes_straight_to_the_nine(office: Office) -> None:
    await office.sanne.shortcut(SHORTCUT)
    view = await office.view(office.sanne, "Nieuwe inkoop")
    given = {
        "intake.what": TITLE,
        "intake.category": "ict",
        "intake.value": "to_50k",
        "intake.wanted": "2030-03-01",
        "intake.framework": "no",
    }
    values = {id: given[id.split("/")[0]] for id in view.inputs()}

    await office.sanne.submit(view, values)

    talk = await Following.newest(office.sanne, await office.sanne.direct())
    assert "Vraag 1 van 9" in (await talk.last()).plain()
    (purchase,) = await office.stored()
    assert (purchase["category"], purchase["value_band"]) == ("ict", "to_50k")
    assert (purchase["wanted"], purchase["framework_agreement"]) == ("2030-03-01", False)
    assert purchase["status"] == "in_progress"


async def test_the_shortcut_on_a_message_takes_its_text(office: Office) -> None:
    message = await office.amina.say(INKOOP, TITLE)

    await office.sanne.shortcut(MESSAGE_SHORTCUT, on=message)

    talk = await Following.newest(office.sanne, await office.sanne.direct())
    await check_started(office, talk)


async def test_a_line_in_the_direct_message_starts(office: Office) -> None:
    direct = await office.sanne.direct()

    await office.sanne.say(direct, TITLE)

    await check_started(office, await Following.newest(office.sanne, direct))


async def test_a_mention_starts_in_the_channel_where_colleagues_answer_too(office: Office) -> None:
    await office.sanne.say(INKOOP, f"@Inkoopmaatje {TITLE}")
    talk = await Following.newest(office.sanne, INKOOP)
    await check_started(office, talk)

    as_amina = Following(office.amina, INKOOP, talk.thread)
    await as_amina.press("Meteen naar de vragen")
    answer = await as_amina.say("@Inkoopmaatje ja, de oude zijn op")

    assert "Vraag 2 van 9" in answer.plain()
    first = (await office.answers())["circularity.1"]
    assert (first["choice"], first["answered_by"]) == ("need", office.amina.person)
    assert first["explanation"] == "de oude zijn op"


async def test_a_mention_inside_a_thread_keeps_to_that_thread(office: Office) -> None:
    root = await office.amina.say(INKOOP, "Wie regelt de laptops?")

    await office.sanne.say(INKOOP, f"@Inkoopmaatje {TITLE}", root.ts)

    talk = await _in(office, root)
    await check_started(office, talk)
    assert talk.thread == root.ts


async def _in(office: Office, root: Message) -> Following:
    talk = Following(office.sanne, INKOOP, root.ts)

    async def asked() -> list[Message]:
        return [each for each in await talk.said() if "categorie" in each.plain()]

    await office.until(asked)
    return talk


@pytest.mark.parametrize("text", ["frobnicate", "hlep", "lijts", "-h"])
async def test_an_unknown_subcommand_gets_help_and_a_way_to_start_after_all(
    office: Office, text: str
) -> None:
    told = await office.sanne.command(text)

    assert told is not None
    assert f"Ik begrijp '{text}' niet. Wil je dit kopen?" in told.plain()
    assert "achter /inkoop: nieuw …, lijst," in told.plain()
    assert all(each in told.plain() for each in ("beleid", "tenderboard", "rapport", "export"))
    assert await office.stored() == []
    await office.sanne.press(told, "Ja, begin deze inkoop")
    await Following.newest(office.sanne, await office.sanne.direct())
    assert (await office.stored())[0]["title"] == text


async def test_one_word_that_we_know_as_something_to_buy_starts(office: Office) -> None:
    await office.sanne.command("bureaustoelen")

    await Following.newest(office.sanne, await office.sanne.direct())
    assert (await office.stored())[0]["title"] == "bureaustoelen"


async def test_the_number_one_purchase_each_gets_its_own_number(office: Office) -> None:
    for _ in range(3):
        await office.start()

    assert [each["id"] for each in await office.stored()] == ["INK-0001", "INK-0002", "INK-0003"]


async def test_a_purchase_is_paused_from_anywhere_by_its_number(office: Office) -> None:
    talk = await office.at_first_question()
    last = await talk.last()

    told = await office.sanne.command("INK-0001 pauze")

    assert told is not None
    assert "Ik heb geantwoord in het gesprek van INK-0001" in told.plain()
    assert "we gaan later verder" in (await talk.next_after(last.ts)).plain()
    assert len(await office.stored()) == 1
