"""The CO2-Prestatieladder with a contract, through the real app and both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.playground.client import Message
from bot.ports import Place
from bot.store import contracts, purchases
from bot.store.database import Bound, Database
from dialogs.contract import Contract
from dialogs.purchase import Purchase
from knowledge.moments import Term
from tests.assuring import CONTRACT, with_contract
from tests.office import Office

NOW = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)
ASKED, OFFERED = "contract/ladder_asked/0", "contract/ladder_offered/0"


async def card(office: Office) -> Message:
    """The card of the contract as it is now."""
    await office.local.bot.settled()
    direct = await office.sanne.direct()
    found = await office.sanne.messages(direct)
    thread = next(each.ts for each in found if each.plain().startswith("INK-0001"))
    return await office.sanne.wait_for_message(direct, "Contract bij INK-0001", thread=thread)


async def change(office: Office, **chosen: str) -> None:
    """Sanne changes the contract's steps on the ladder."""
    await office.sanne.press(await card(office), "Wijzig contract")
    view = await office.view(office.sanne, "Contract")
    values = {f"contract/{part}/0": value for part, value in chosen.items()}
    assert (await office.sanne.submit(view, CONTRACT | values)).errors == {}
    await office.local.settled()


async def test_what_is_asked_and_offered_is_on_the_card_and_in_the_export(office: Office) -> None:
    await with_contract(office, ladder_asked="4.0/2", ladder_offered="4.0/1")

    shown = (await card(office)).plain()
    (purchase,) = await office.stored()

    assert "gevraagd versie 4.0, trede 2, aangeboden versie 4.0, trede 1" in shown
    assert "lager dan gevraagd" in shown
    assert purchase["contract"]["co2_ladder_asked"] == {"version": "4.0", "step": 2}
    assert purchase["contract"]["co2_ladder_offered"] == {"version": "4.0", "step": 1}


async def test_the_form_shows_what_was_chosen_and_what_the_versions_are(office: Office) -> None:
    await with_contract(office, ladder_asked="4.0/2")

    await office.sanne.press(await card(office), "Wijzig contract")
    inputs = (await office.view(office.sanne, "Contract")).inputs()

    assert inputs[ASKED]["element"]["initial_option"]["value"] == "4.0/2"
    assert inputs[OFFERED]["element"]["initial_option"]["value"] == "none"
    assert "januari 2027" in inputs[ASKED]["hint"]["text"]


async def test_a_step_is_changed_and_taken_away_again(office: Office) -> None:
    await with_contract(office, ladder_asked="4.0/2", ladder_offered="4.0/1")

    await change(office, ladder_offered="3.1/5")
    assert "De versies verschillen" in (await card(office)).plain()
    await change(office, ladder_asked="none", ladder_offered="none")

    assert "Prestatieladder" not in (await card(office)).plain()
    (purchase,) = await office.stored()
    assert purchase["contract"]["co2_ladder_asked"] is None
    assert purchase["contract"]["co2_ladder_offered"] is None


def test_both_steps_are_stored_and_changed_with_the_contract(any_database: Database) -> None:
    term = Term(date(2027, 1, 11), date(2029, 1, 10))

    def add(bound: Bound) -> Contract:
        id = purchases.next_id(bound, NOW)
        purchases.add(bound, Purchase(id, "40 laptops", "U1", NOW, NOW), Place("D1"))
        made = Contract(id, "Laptopreus BV", "", term, "U1", ladder_asked="4.0/2")
        return contracts.save(bound, None, made, NOW).contract

    def read(bound: Bound) -> Contract:
        kept = contracts.load(bound, "INK-0001")
        assert kept is not None
        return kept.contract

    def offer(bound: Bound) -> None:
        kept = contracts.load(bound, "INK-0001")
        assert kept is not None
        contracts.save(bound, kept, replace(kept.contract, ladder_offered="3.1/5"), NOW)

    added = any_database.run_now("T1", add)
    assert any_database.run_now("T1", read) == added
    any_database.run_now("T1", offer)

    found = any_database.run_now("T1", read)
    assert (found.ladder_asked, found.ladder_offered) == ("4.0/2", "3.1/5")
    assert any_database.run_now("T2", lambda bound: contracts.load(bound, "INK-0001")) is None
