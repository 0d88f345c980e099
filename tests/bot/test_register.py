"""The home page of procurement: the register with its filters, owners, portfolio and settings."""

from __future__ import annotations

from dataclasses import replace

from bot.playground.people import PIET, SANNE
from bot.rebuilding import rebuild
from bot.settings import Settings
from dialogs.looking import Looking
from dialogs.register import Filters
from knowledge.policy import Policy, Strategy
from tests.boarding import with_board
from tests.office import Office
from tests.viewing import at_home, fill, row, sums, turned

REGISTER, OWNERS, PORTFOLIO = "Register", "Van wie?", "Portfolio"


async def test_procurement_sees_every_purchase_the_most_urgent_first(office: Office) -> None:
    quiet = await office.at_first_question("Een onderzoek naar bomen")
    soon = await office.at_first_question("40 laptops")
    await soon.say("weet ik nog niet")
    assert quiet.thread != soon.thread

    page = await at_home(office, office.piet, REGISTER)

    text = page.plain()
    assert text.index("40 laptops") < text.index("Een onderzoek naar bomen")
    assert "iets te doen op" in text
    assert "mist 2 eigenaren" in text


async def test_a_budget_holder_sees_only_their_own(office: Office) -> None:
    await office.at_first_question()

    page = await at_home(office, office.amina)

    assert "INK-0001" not in page.plain()
    assert "Register" not in page.buttons()
    mine = await at_home(office, office.sanne)
    assert "INK-0001" in mine.plain()


async def test_a_state_that_was_made_up_shows_no_more_than_one_may_see(office: Office) -> None:
    await office.at_first_question()
    viewing = office.local.bot.viewing

    page = await viewing.home(office.amina.person, Looking("register"))

    assert page.cards == ()
    assert page.tabs == ()


async def test_filters_are_kept_from_click_to_click(office: Office) -> None:
    await office.start("40 laptops")
    started = await office.start("Bomen voor het plein")
    await started.press("Ja, Groen")
    await office.start("Stoelen")
    page = await at_home(office, office.piet, REGISTER)

    page = await turned(office, office.piet, "Groen")

    assert "Bomen voor het plein" in page.plain()
    assert "Kans: weinig kans – een kansrijke categorie" in page.plain()
    assert "40 laptops" not in page.plain()

    page = await turned(office, office.piet, "Alleen te laat")

    assert "Er is geen inkoop die hierbij past" in page.plain()
    page = await turned(office, office.piet, "Alleen te laat: aan")
    assert "Bomen voor het plein" in page.plain()
    assert "40 laptops" not in page.plain()


async def test_there_is_a_next_page_and_a_way_back(office: Office) -> None:
    for number in range(12):
        await office.start(f"Inkoop nummer {number}")
    page = await at_home(office, office.piet, REGISTER)
    first = page.plain()
    assert first.count("INK-") == 10

    page = await turned(office, office.piet, "Volgende")

    assert page.plain().count("INK-") == 2
    page = await turned(office, office.piet, "Naar het begin")
    assert page.plain() == first


async def test_what_lacks_an_owner_is_on_top_until_somebody_takes_it(office: Office) -> None:
    await office.at_first_question()
    page = await at_home(office, office.piet, OWNERS)
    assert "Waarom: nog niemand · Wat: @U0SANNE · Hoe: nog niemand" in page.plain()

    page = await turned(office, office.piet, "Ik doe het hoe")

    assert f"Hoe: @{PIET}" in page.plain()
    assert (await row(office)).lacking == 1
    await office.piet.press(page, "Eigenaren kiezen")
    view = await office.view(office.piet, "Van wie is het?")
    await office.piet.submit(view, {"owners/why/0": SANNE})
    await office.local.settled()
    page = await at_home(office, office.piet, OWNERS)
    assert "Elke inkoop heeft overal een eigenaar" in page.plain()
    page = await turned(office, office.piet, "Toon wat wel compleet is")
    assert f"Waarom: @{SANNE} · Wat: @{SANNE} · Hoe: @{PIET}" in page.plain()
    stored = (await office.stored())[0]
    assert any(each["question"] == "owners.named" for each in stored["history"])


async def test_the_owner_of_a_strategy_owns_the_why(office: Office) -> None:
    parts = office.local.bot.parts
    talk = await office.start()
    await talk.press("Ja, ICT")
    await office.local.settled()
    assert (await row(office)).lacking == 2

    parts.policies.current = Policy(strategies={"ict": Strategy(owner=PIET)})
    assert await rebuild(parts) == 1

    assert (await row(office)).lacking == 1
    page = await at_home(office, office.piet, OWNERS)
    assert f"Waarom: @{PIET}" in page.plain()


async def test_the_register_is_written_anew_only_when_the_rules_change(office: Office) -> None:
    parts = office.local.bot.parts
    talk = await office.at_first_question()
    values = {
        "ambition/requirements/0": "yes",
        "ambition/criterion/0": "yes",
        "ambition/weight/0": "25",
    }
    await fill(office, talk, "ambition", "Ambitie", values)
    await rebuild(parts)
    before = await sums(office)
    assert before["level/3"] == (1, 0)
    assert await rebuild(parts) == 0

    parts.policies.current = Policy.model_validate({"weight_border": "30"})

    assert await rebuild(parts) == 1
    after = await sums(office)
    assert after["level/2"] == (1, 0)
    assert "level/3" not in after


async def test_the_portfolio_adds_up(office: Office) -> None:
    talk = await office.start()
    await talk.press("Ja, ICT")
    await talk.press("€ 50.000 – 150.000")
    await talk.press("Meteen naar de vragen")
    values = {"ambition/requirements/0": "yes", "ambition/themes/0": ["circular"]}
    await fill(office, talk, "ambition", "Ambitie", values)
    await fill(office, talk, "web", "Ambitieweb", {"web/circular/0": "3"})

    page = await at_home(office, office.piet, PORTFOLIO)

    assert "Status: 1 × bezig" in page.plain()
    assert "Circulair: gemiddeld 3 · gekozen bij 1 van 1" in page.plain()
    assert (await sums(office))["scope/upstream"] == (1, 50_000)


async def test_the_portfolio_has_no_row_of_zeros_where_no_theme_was_filled_in(
    office: Office,
) -> None:
    await office.at_first_question()

    page = await at_home(office, office.piet, PORTFOLIO)

    assert "Thema's op het ambitieweb: nog bij geen inkoop ingevuld." in page.plain()


async def test_the_settings_say_what_is_missing(office: Office) -> None:
    page = await at_home(office, office.piet, "Instellingen")

    assert "Mensen in het inkoopteam: 1" in page.plain()
    assert "de ambitie: waarom doen we dit?" in page.plain()
    assert "Mensen in het tenderboard: inkoopteam en beleid" in page.plain()
    assert "Vanzelf naar het tenderboard vanaf: nog niet ingesteld" in page.plain()


async def test_the_settings_say_the_amounts_as_people_read_them(bot_settings: Settings) -> None:
    async with with_board(bot_settings, notify_above=50_000, board_above=150_000) as office:
        page = await at_home(office, office.piet, "Instellingen")

        assert "Inkoop hoort van een nieuwe inkoop vanaf: € 50.000" in page.plain()
        assert "Vanzelf naar het tenderboard vanaf: € 150.000" in page.plain()


async def test_the_home_page_is_in_the_readers_language(office: Office) -> None:
    await office.at_first_question()
    await office.piet.command("taal en")

    page = await at_home(office, office.piet, "Register")

    assert "lacks 2 owners" in page.plain()


async def test_nobody_waits_for_what_was_never_chosen() -> None:
    looking = Looking("register", Filters(status="complete", after="2027-01-31.42"))

    assert Looking.read(str(looking)) == looking
    assert Looking.read("tab=elsewhere&x=1") == Looking()
    assert looking.turned("level/2").filters == Filters(status="complete", level="2")
    assert looking.turned("made_up/2") == looking
    assert replace(looking.filters, after="x.y").begins is None


async def test_ambassadors_see_what_is_ripe_to_celebrate(office: Office) -> None:
    page = await at_home(office, office.amina)
    assert "Er is nu niets om te vieren" in page.plain()
    talk = await office.at_first_question("60 stoelen")
    await talk.press("Hergebruik, ik heb nog iets")
    await talk.press("Ja, niet kopen")

    page = await at_home(office, office.amina)

    assert f"60 stoelen – niet gekocht, door @{SANNE}" in page.plain()
    assert "Rijp om te vieren" not in (await at_home(office, office.sanne)).plain()
