"""The European threshold in a conversation: where the estimate is given, and to procurement."""

from __future__ import annotations

from pathlib import Path

from bot.settings import Settings
from tests.assuring import CONTRACT, contract_form, on
from tests.bot.test_procurement import WHOLE, in_channel, looks, organised
from tests.office import Office

SENTENCE = "Tel de hele looptijd met alle verlengingen, splits niet, en praat met het inkoopteam."


async def estimated(office: Office, band: str) -> None:
    """Sanne buys laptops and says what they cost."""
    talk = await office.start()
    await talk.press("ICT")
    await talk.press(band)
    await talk.press("Meteen naar de vragen")
    await talk.press("Ja, ik heb het nodig")
    await office.local.bot.settled()


async def conversation(office: Office) -> list[str]:
    """What stands in the conversation about INK-0001, with its card."""
    direct = await office.sanne.direct()
    found = await office.sanne.messages(direct)
    card = next(each for each in found if each.plain().startswith("INK-0001"))
    return [each.plain() for each in await office.sanne.messages(direct, card.ts)]


async def test_it_is_told_once_where_the_estimate_was_given_and_on_the_card(
    office: Office,
) -> None:
    await on(office, "2027-01-12")

    await estimated(office, "€ 150.000 – 500.000")

    talk = await conversation(office)
    told = [each for each in talk if SENTENCE in each]
    assert len(told) == 1
    assert "Dicht bij de Europese grens van € 216.000 voor leveringen en diensten" in told[0]
    assert "Europese grens: dichtbij (€ 216.000, leveringen en diensten)" in talk[0]


async def test_a_small_purchase_hears_nothing_of_it(office: Office) -> None:
    await on(office, "2027-01-12")

    await estimated(office, "€ 10.000 – 50.000")

    assert not any("Europese grens" in each for each in await conversation(office))


async def test_options_to_extend_bring_a_contract_closer_and_its_card_says_so(
    office: Office,
) -> None:
    await on(office, "2027-01-12")
    await estimated(office, "€ 50.000 – 150.000")
    assert not any("Europese grens" in each for each in await conversation(office))

    await contract_form(office)
    view = await office.view(office.sanne, "Contract")
    options = {"contract/extensions/0": "2", "contract/extension_months/0": "12"}
    assert (await office.sanne.submit(view, CONTRACT | options)).errors == {}
    await office.local.bot.settled()

    card = (await conversation(office))[-1]
    assert card.startswith("Contract bij INK-0001")
    assert SENTENCE in card


async def test_in_2028_it_says_that_it_does_not_know_the_amount(office: Office) -> None:
    await on(office, "2028-01-11")

    await estimated(office, "meer dan € 500.000")

    talk = "\n".join(await conversation(office))
    assert "De Europese grens voor 2028 ken ik nog niet." in talk
    assert "216.000" not in talk


async def test_procurement_hears_it_with_the_new_purchase_and_by_what_buyer_we_are(
    bot_settings: Settings, tmp_path: Path
) -> None:
    text = WHOLE + "buyer: central\n"
    async with organised(bot_settings, tmp_path, text) as office:
        await on(office, "2027-01-12")
        await estimated(office, "€ 150.000 – 500.000")
        await looks(office)

        (told,) = await in_channel(office, "Nieuwe inkoop")

    mark = "Europese grens: misschien erboven (€ 140.000, leveringen en diensten)"
    assert mark in told
