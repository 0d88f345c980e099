"""From an answer to a contract, and from a contract to the first nudge and its answer."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.playground.client import Message
from bot.playground.people import PIET, SANNE
from bot.store import moments
from dialogs.moment import Moment
from tests.office import Office

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MONDAY = datetime(2027, 1, 11, 10, 0, tzinfo=AMSTERDAM)


async def ledger(office: Office, purchase: str = "INK-0001") -> dict[str, Moment]:
    """Every moment of a purchase by key."""
    parts = office.local.bot.parts
    found = await parts.database.run(
        parts.workspace, lambda bound: moments.of_purchase(bound, purchase)
    )
    return {each.key: each for each in found}


async def on(office: Office, day: datetime) -> None:
    """That moment comes, and what is due is told."""
    clock = office.local.workspace.clock
    clock.advance(day.astimezone(UTC) - clock.now())
    await office.local.bot.dispatcher.sweep()
    await office.local.bot.settled()


async def with_contract(office: Office) -> None:
    """INK-0001 has a contract from Monday on, with a promise that Piet looks after."""
    await on(office, MONDAY)
    talk = await office.at_first_question()
    await talk.say("wijzig 4")
    await talk.press("Onderhoud en reparatie")
    await talk.say("De servicedesk repareert binnen drie dagen")
    await talk.choose("users_select", PIET)
    await office.sanne.command("contract INK-0001")
    told = await office.told(office.sanne, "nog geen contract")
    await office.sanne.press(told, "Contract vastleggen")
    view = await office.view(office.sanne, "Contract")
    await office.sanne.submit(
        view,
        {
            "contract/supplier/0": "Laptopreus BV",
            "contract/start/0": "2027-01-11",
            "contract/end/0": "2029-01-10",
            "contract/owner/0": SANNE,
        },
    )
    await office.local.bot.settled()


async def nudged(office: Office, words: str) -> Message:
    """What Piet got."""
    return await office.piet.wait_for_message(await office.piet.direct(), words)


async def test_a_contract_is_recorded_and_its_owner_is_asked(office: Office) -> None:
    await with_contract(office)

    found = await ledger(office)
    promise = found["promise/1/12/1"]
    assert promise.owner == PIET
    assert promise.on == date(2028, 1, 11)
    assert found["kick_off"].owner == SANNE

    await on(office, datetime(2028, 1, 11, 9, 30, tzinfo=AMSTERDAM))
    question = await nudged(office, "De servicedesk repareert binnen drie dagen")
    await office.piet.press(question, "Nagekomen")
    await office.local.bot.settled()

    answered = (await ledger(office))["promise/1/12/1"]
    assert (answered.state, answered.answer, answered.answered_by) == ("answered", "kept", PIET)
    shown = await nudged(office, "✓ Nagekomen")
    assert shown.ts == question.ts
