"""Help with requirements and criteria, through the real app."""

from __future__ import annotations

from tests.office import Office


async def test_the_card_leads_to_criteria_of_its_kind_at_each_level(office: Office) -> None:
    talk = await office.at_first_question("40 bureaustoelen")
    card = await talk.card()
    await office.sanne.press(card, "Criteria")

    told = await office.told(office.sanne, "Niveau 1: basis")
    assert "Kantoormeubilair" in told.plain()
    assert "Neem niet alles over" in told.plain()
    assert "Minimumeisen" in told.plain()
    assert "Gunningscriteria" not in told.plain()

    await office.sanne.press(told, "Niveau 2: significant")
    told = await office.told(office.sanne, "beloont wie beter is")
    assert "Gunningscriteria" in told.plain()


async def test_the_text_to_paste_is_made_of_the_answers(office: Office) -> None:
    await office.at_first_question("40 bureaustoelen")
    form_text = "Een stoel waarop iemand acht uur goed zit"
    await office.sanne.command("criteria INK-0001")
    told = await office.told(office.sanne, "Niveau 1: basis")
    await office.sanne.press(told, "Tekst voor de offerteaanvraag")
    text = await office.told(office.sanne, "Kopieer wat hieronder staat")
    assert "Vraag 3 is nog niet ingevuld" in text.plain()

    await office.sanne.press(text, "Vraag 3 aanpassen")
    form = await office.view(office.sanne)
    block = next(each for each in form.inputs() if each.startswith("circularity.3/explanation"))
    choice = next(each for each in form.inputs() if each.startswith("circularity.3/choice"))
    await office.sanne.submit(form, {choice: "yes", block: form_text})
    await office.local.bot.settled()
    await office.sanne.press(told, "Tekst voor de offerteaanvraag")

    text = await office.told(office.sanne, form_text)
    assert "40 bureaustoelen" in text.plain()
    assert "Hergebruikte of opgeknapte producten mogen meedoen" in text.plain()


async def test_without_a_category_it_asks_for_one(office: Office) -> None:
    await office.at_first_question("iets bijzonders")

    await office.sanne.command("criteria INK-0001")

    await office.told(office.sanne, "bij welke categorie")


async def test_a_purchase_of_somebody_else_is_theirs(office: Office) -> None:
    talk = await office.at_first_question("40 bureaustoelen")
    assert await talk.card()

    await office.john.command("criteria INK-0001")

    told = await office.told(office.john, "INK-0001")
    assert "Niveau 1" not in told.plain()
