"""The card of what somebody left behind: whoever gets it can do something about each of it."""

from __future__ import annotations

from dataclasses import replace

from bot.playground.client import Message
from bot.playground.people import JOHN, PIET, SANNE
from bot.reminders.keeping import keep_plan
from bot.slack.limits import ACTIONS_ELEMENTS
from bot.store import contracts, purchases
from bot.store.database import Bound
from dialogs.bundles import IN_BUNDLE
from dialogs.contract import Promise
from tests.assuring import ASKED, KEY, WORDS, asked, ledger, on, with_contract
from tests.office import Office

LEFT = "is niet meer in Slack"


async def left(office: Office, person: str) -> None:
    """Somebody leaves Slack, and what was theirs is handed over."""
    office.local.workspace.administration.deactivate(person)
    await office.local.settled()


async def promised(office: Office, count: int) -> None:
    """So many promises more, all of the contract's owner."""
    parts = office.local.bot.parts

    def many(bound: Bound) -> None:
        kept, held = contracts.load(bound, "INK-0001"), purchases.load(bound, "INK-0001")
        assert kept
        assert held
        more = (Promise(number, f"Belofte {number}") for number in range(2, count + 2))
        contract = replace(kept.contract, promises=(*kept.contract.promises, *more))
        contracts.save(bound, kept, contract, parts.clock.now())
        keep_plan(parts, bound, held.purchase, contract, "")

    await parts.database.run(parts.workspace, many)


def number_of(card: Message, words: str) -> str:
    """The number of the line with these words."""
    return next(each.split(".")[0] for each in card.plain().splitlines() if words in each)


async def test_who_gets_a_promise_can_answer_it_and_hand_it_on_from_the_card(
    office: Office,
) -> None:
    await with_contract(office)
    await left(office, PIET)
    card = await asked(office, office.sanne, LEFT)

    await office.sanne.press(card, f"Bekijk {number_of(card, WORDS)}")

    question = await asked(office, office.sanne, ASKED)
    assert {"Nagekomen", "Over een week", "Niet van mij"} <= {
        label for label, *_ in question.choices()
    }
    await office.sanne.press(question, "Niet van mij")
    view = await office.view(office.sanne, "Niet van mij")
    await office.sanne.submit(view, {"hand_over/person/0": JOHN})
    offer = await asked(office, office.john, "vraagt of jij dit wilt overnemen")
    await office.john.press(offer, "Ja, ik neem het over")
    await asked(office, office.sanne, "let nu op")
    assert (await ledger(office))[KEY].owner == JOHN


async def test_who_gets_the_contract_opens_it_from_the_card(office: Office) -> None:
    await with_contract(office)
    await left(office, SANNE)
    card = await asked(office, office.piet, LEFT)

    await office.piet.press(card, "Contract INK-0001")

    view = await office.view(office.piet, "Contract")
    assert view.inputs()["contract/owner/0"]["element"]["initial_user"] == PIET


async def test_who_only_gets_a_promise_is_offered_no_contract_that_they_may_not_change(
    office: Office,
) -> None:
    await with_contract(office)
    parts = office.local.bot.parts

    def named(bound: Bound) -> None:
        kept = contracts.load(bound, "INK-0001")
        assert kept
        (promise,) = kept.contract.promises
        contract = kept.contract.with_promise(replace(promise, deputy=JOHN))
        contracts.save(bound, kept, contract, parts.clock.now())

    await parts.database.run(parts.workspace, named)
    await left(office, PIET)

    card = await asked(office, office.john, LEFT)
    assert [label for label, *_ in card.choices()] == ["Bekijk 1"]


async def test_two_hundred_promises_fit_on_the_card_and_each_can_be_chosen(
    office: Office,
) -> None:
    await with_contract(office)
    await promised(office, 200)
    await on(office, "2027-01-12")
    await left(office, SANNE)

    card = await asked(office, office.piet, LEFT)

    found = (await ledger(office)).values()
    theirs = {each.promise for each in found if each.owner == PIET and each.promise}
    assert theirs == set(range(1, 202))
    buttons = [label for label, _, value in card.choices() if value is None]
    assert buttons == [
        *(f"Bekijk {number}" for number in range(1, IN_BUNDLE + 1)),
        "Contract INK-0001",
    ]
    assert len(buttons) <= ACTIONS_ELEMENTS
    options = [label for label, _, value in card.choices() if value]
    shown = " ".join((card.plain(), *options))
    assert all(f"“Belofte {number}”" in shown for number in range(2, 202))
    assert WORDS not in shown, "that one was Piet's already"
    await office.piet.press(card, next(each for each in options if "Belofte 150”" in each))
    assert "“Belofte 150”" in (await asked(office, office.piet, ASKED)).plain()


async def test_a_promise_stands_on_the_card_once_however_often_it_recurs(office: Office) -> None:
    await with_contract(office)
    await promised(office, 1)
    days = sorted(each.on for each in (await ledger(office)).values() if each.promise == 2)
    assert len(days) > 1
    await left(office, SANNE)

    card = await asked(office, office.piet, LEFT)

    (line,) = [each for each in card.plain().splitlines() if "“Belofte 2”" in each]
    assert office.local.bot.parts.scene("nl").day(days[0]) in line
