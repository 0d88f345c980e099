"""From an answer to a contract: its form, its promises, and the moments that follow from them."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date

import pytest

from bot.playground.follow import Following
from bot.playground.people import BOT_USER, PIET, SANNE
from bot.store import contracts
from bot.store.database import Bound
from dialogs.contract import Promise
from tests.assuring import CONTRACT, WORDS, contract_form, ledger, on, with_contract, with_promise
from tests.office import Office


async def test_what_was_answered_becomes_a_promise_word_for_word(office: Office) -> None:
    await with_contract(office)

    found = await ledger(office)
    assert found["promise/1/12/1"].owner == PIET
    assert found["promise/1/12/1"].on == date(2028, 1, 11)
    assert found["kick_off"].owner == SANNE
    assert found["retender"].on == date(2028, 1, 10)
    talk = await office.sanne.messages(await office.sanne.direct())
    thread = talk[0].thread or talk[0].ts
    card = (await office.sanne.messages(await office.sanne.direct(), thread))[-1].plain()
    assert "Laptopreus BV" in card
    assert WORDS in card


async def test_a_promise_without_an_owner_is_the_contract_owners_and_the_card_says_so(
    office: Office,
) -> None:
    await with_contract(office)
    card = await office.sanne.wait_for_message(
        await office.sanne.direct(), "Contract bij INK-0001", thread=await _thread(office)
    )
    await office.sanne.press(card, "Belofte toevoegen")
    view = await office.view(office.sanne, "Belofte")

    await office.sanne.submit(view, {"promise/text/0": "Kapotte laptops gaan naar de maker"})
    await office.local.bot.settled()

    assert (await ledger(office))["promise/2/6/1"].owner == SANNE
    card = await office.sanne.wait_for_message(
        await office.sanne.direct(), "als contracteigenaar", thread=await _thread(office)
    )
    assert "Kapotte laptops gaan naar de maker" in card.plain()


async def _thread(office: Office) -> str:
    found = await office.sanne.messages(await office.sanne.direct())
    return next(each.ts for each in found if each.plain().startswith("INK-0001"))


async def test_the_moments_move_along_with_the_contract(office: Office) -> None:
    await with_contract(office)
    card = await office.sanne.wait_for_message(
        await office.sanne.direct(), "Contract bij INK-0001", thread=await _thread(office)
    )
    await office.sanne.press(card, "Wijzig contract")
    view = await office.view(office.sanne, "Contract")
    await office.sanne.submit(view, CONTRACT | {"contract/end/0": "2030-01-10"})
    await office.local.bot.settled()

    found = await ledger(office)
    assert found["retender"].on == date(2029, 1, 10)
    assert found["retender"].sequence == 1
    assert found["promise/1/12/2"].state == "planned"


async def test_a_contract_that_ends_early_leaves_only_its_end(office: Office) -> None:
    await with_contract(office)
    card = await office.sanne.wait_for_message(
        await office.sanne.direct(), "Contract bij INK-0001", thread=await _thread(office)
    )
    await office.sanne.press(card, "Contract beëindigen")
    view = await office.view(office.sanne, "Contract beëindigen")
    refused = await office.sanne.submit(view, {"end_contract/reason/0": " "})
    assert "Schrijf in één zin waarom." in refused.errors.values()

    await office.sanne.submit(view, {"end_contract/reason/0": "De leverancier ging failliet"})
    await office.local.bot.settled()

    found = await ledger(office)
    waiting = {key for key, each in found.items() if each.state == "planned"}
    assert waiting == {"evaluation"}
    assert found["kick_off"].reason


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"contract/end/0": "2027-01-10"}, "De einddatum ligt voor de startdatum"),
        ({"contract/notice_months/0": "48"}, "langer dan het contract"),
        ({"contract/extensions/0": "2"}, "hoe lang één verlenging duurt"),
        ({"contract/end/0": "2099-01-10"}, "meer dan 60 jaar"),
        ({"contract/supplier/0": " "}, "Vul de leverancier in"),
        ({"contract/owner/0": BOT_USER}, "kan geen eigenaar zijn"),
    ],
)
async def test_what_cannot_be_is_said_at_its_field(
    office: Office, wrong: dict[str, str], sentence: str
) -> None:
    await on(office, "2027-01-11")
    await office.at_first_question()
    await contract_form(office)
    view = await office.view(office.sanne, "Contract")

    result = await office.sanne.submit(view, CONTRACT | wrong)

    assert any(sentence in error for error in result.errors.values()), result.errors
    assert await ledger(office) == {}


async def test_who_left_can_be_no_owner(office: Office) -> None:
    await with_promise(office)
    office.local.workspace.administration.deactivate(PIET)
    await office.local.settled()
    await contract_form(office)
    view = await office.view(office.sanne, "Contract")

    result = await office.sanne.submit(view, CONTRACT)

    assert "is niet meer in Slack" in result.errors["contract/deputy/0"]


async def test_two_hundred_promises_fit_in_one_contract(office: Office) -> None:
    await with_contract(office)
    card = await office.sanne.wait_for_message(
        await office.sanne.direct(), "Contract bij INK-0001", thread=await _thread(office)
    )
    parts = office.local.bot.parts

    def many(bound: Bound) -> None:
        kept = contracts.load(bound, "INK-0001")
        assert kept is not None
        more = tuple(Promise(number, f"Belofte {number}") for number in range(2, 201))
        contract = replace(kept.contract, promises=(*kept.contract.promises, *more))
        contracts.save(bound, kept, contract, parts.clock.now())

    await parts.database.run(parts.workspace, many)
    await office.sanne.press(card, "Wijzig contract")
    view = await office.view(office.sanne, "Contract")
    await office.sanne.submit(view, CONTRACT)
    await office.local.settled()
    card = await office.sanne.wait_for_message(
        await office.sanne.direct(), "Contract bij INK-0001", thread=await _thread(office)
    )
    await office.sanne.press(card, "150. Belofte 150")
    asked = await office.view(office.sanne, "Belofte")
    assert asked.inputs()["promise/text/0"]["element"]["initial_value"] == "Belofte 150"
    await office.sanne.close(asked)
    await on(office, "2027-07-12")

    bundles = [
        each
        for each in await office.sanne.messages(await office.sanne.direct())
        if "dingen om even naar te kijken" in each.plain()
    ]
    assert len(bundles) == 1
    assert "En nog" in bundles[0].plain()


async def test_a_double_click_uses_one_option_to_extend(office: Office) -> None:
    await with_contract(office, extensions="2", extension_months="12")
    card = await office.sanne.wait_for_message(
        await office.sanne.direct(), "Contract bij INK-0001", thread=await _thread(office)
    )

    await asyncio.gather(
        office.sanne.press(card, "Contract verlengen"),
        office.sanne.press(card, "Contract verlengen"),
    )
    await office.local.settled()

    (purchase,) = await office.stored()
    assert purchase["contract"]["end"] == "2030-01-10"


async def test_an_ending_is_undone_by_emptying_its_day(office: Office) -> None:
    await with_contract(office)

    async def end(values: dict[str, str]) -> None:
        card = await office.sanne.wait_for_message(
            await office.sanne.direct(), "Contract bij INK-0001", thread=await _thread(office)
        )
        await office.sanne.press(card, "Contract beëindigen")
        view = await office.view(office.sanne, "Contract beëindigen")
        await office.sanne.submit(view, values)
        await office.local.settled()

    await end({"end_contract/reason/0": "De leverancier ging failliet"})
    assert (await ledger(office))["promise/1/12/1"].state == "dropped"
    await end({"end_contract/day/0": ""})

    assert (await ledger(office))["promise/1/12/1"].state == "planned"


async def test_what_is_answered_later_is_taken_over_with_the_next_change(office: Office) -> None:
    await with_contract(office)
    thread = await _thread(office)
    channel = await office.sanne.direct()
    talk = Following(office.sanne, channel, thread)
    await talk.say("wijzig 5")
    await talk.press("Leverancier neemt terug")
    await talk.say("De leverancier haalt ze gratis op")
    await talk.say("Laptopreus BV")
    await talk.say("2032")

    card = await office.sanne.wait_for_message(channel, "Contract bij INK-0001", thread=thread)
    await office.sanne.press(card, "Wijzig contract")
    view = await office.view(office.sanne, "Contract")
    await office.sanne.submit(view, CONTRACT)
    await office.local.settled()

    (purchase,) = await office.stored()
    promised = purchase["contract"]["promises"]
    assert [(each["number"], each["text"]) for each in promised] == [
        (1, WORDS),
        (2, "De leverancier haalt ze gratis op"),
    ]
