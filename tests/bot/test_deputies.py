"""Another deputy is named while something waits: they are asked, once, and its owner stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.playground.people import AMINA, PIET, SANNE
from bot.reminders.deputies import with_deputies
from bot.store import ledger as stored
from dialogs.contract import Contract, Promise
from dialogs.moment import CHANNEL, DEPUTY, OWNER_AGAIN, PROCUREMENT, STUCK, Moment
from knowledge.moments import Term
from tests.assuring import DUE, KEY, WORDS, count, ledger, on, told, with_contract
from tests.bot.test_calendar import change
from tests.office import Office

SECOND, THIRD, IN_CHANNEL = "2028-01-18", "2028-01-25", "2028-02-01"
NOW = datetime(2028, 1, 26, 9, 0, tzinfo=UTC)
LATER = datetime(2028, 2, 1, 8, 0, tzinfo=UTC)


async def told_to(office: Office) -> list[str]:
    """Who was told of that promise, in that order."""
    parts = office.local.bot.parts
    entries = await parts.database.run(
        parts.workspace, lambda bound: stored.of_purchase(bound, "INK-0001")
    )
    (entry,) = [each for each in entries if each.moment.key == KEY]
    return [each.receiver for each in entry.tellings]


async def test_who_becomes_the_deputy_is_asked_once_what_the_former_one_was(
    office: Office,
) -> None:
    await with_contract(office)
    for day in (DUE, SECOND, THIRD):
        await on(office, day)
    assert await told_to(office) == [PIET, PIET, SANNE]

    await on(office, "2028-01-26")
    await change(office, {"contract/deputy/0": AMINA})
    await told(office)
    await change(office, {"contract/reference/0": "2027-14"})
    await told(office)

    assert await told_to(office) == [PIET, PIET, SANNE, AMINA]
    assert await count(office.amina, WORDS) == 1
    found = (await ledger(office))[KEY]
    assert (found.owner, found.step, found.receiver) == (PIET, CHANNEL, PROCUREMENT)
    await on(office, IN_CHANNEL)
    assert len(await told_to(office)) == 4
    await on(office, "2028-02-02")
    assert await told_to(office) == [PIET, PIET, SANNE, AMINA, PROCUREMENT]


async def test_whose_turn_was_still_to_come_is_not_asked_any_more(office: Office) -> None:
    await with_contract(office)
    for day in (DUE, SECOND):
        await on(office, day)

    await change(office, {"contract/deputy/0": AMINA})
    await told(office)
    assert await told_to(office) == [PIET, PIET]
    await on(office, THIRD)

    assert await told_to(office) == [PIET, PIET, AMINA]


async def test_a_new_deputy_hears_what_stood_in_the_channel_and_it_can_be_taken_there(
    office: Office,
) -> None:
    await with_contract(office)
    for day in (DUE, SECOND, THIRD, IN_CHANNEL):
        await on(office, day)
    channel = office.local.bot.parts.organisation.procurement_channel
    line = await office.sanne.wait_for_message(channel, WORDS)

    await change(office, {"contract/deputy/0": AMINA})
    await told(office)

    assert await told_to(office) == [PIET, PIET, SANNE, PROCUREMENT, AMINA]
    number = next(each[0] for each in line.plain().splitlines() if WORDS in each)
    await office.amina.press(line, f"Ik neem {number} over")
    await office.told(office.amina, "let hier nu op")
    assert (await ledger(office))[KEY].owner == AMINA


CONTRACT = Contract(
    "INK-0001", "Bedrijf", "", Term(date(2027, 1, 1), date(2029, 1, 1)), SANNE, AMINA,
    promises=(Promise(1, "Reparatie", owner=PIET),),
)  # fmt: skip
MOMENT = Moment(
    "INK-0001", KEY, "promise", date(2028, 1, 11), PIET, SANNE, LATER, id=1, promise=1,
    state="asked", step=DEPUTY,
)  # fmt: skip
ALONE = replace(CONTRACT, owner=PIET, deputy="")
"""A contract in which nobody but the owner of the promise is named."""


@pytest.mark.parametrize(
    ("moment", "contract", "former", "after"),
    [
        (MOMENT, CONTRACT, "", (DEPUTY, AMINA, LATER)),
        (MOMENT, ALONE, "", (CHANNEL, PROCUREMENT, LATER)),
        (replace(MOMENT, step=OWNER_AGAIN, receiver=PIET), CONTRACT, "", None),
        (replace(MOMENT, step=CHANNEL, receiver=PROCUREMENT), CONTRACT, AMINA, None),
        (replace(MOMENT, step=CHANNEL, receiver=PROCUREMENT), ALONE, SANNE, None),
        (
            replace(MOMENT, step=CHANNEL, receiver=PROCUREMENT), CONTRACT, SANNE,
            (DEPUTY, AMINA, NOW),
        ),
        (
            replace(MOMENT, step=STUCK, receiver=PROCUREMENT, due_at=None), CONTRACT, "",
            (DEPUTY, AMINA, NOW),
        ),
        (replace(MOMENT, step=CHANNEL, receiver=PROCUREMENT, state="answered"), CONTRACT, "", None),
        # An open point of the deputy's own is nobody else's to remind them of.
        (
            replace(MOMENT, kind="open_point", promise=None, owner=AMINA, step=CHANNEL), CONTRACT,
            "", None,
        ),
    ],
)  # fmt: skip
def test_whose_turn_it_is_when_there_is_another_deputy(
    moment: Moment, contract: Contract, former: str, after: tuple[int, str, datetime] | None
) -> None:
    found = with_deputies([moment], contract, {1: former}, NOW)

    assert [(each.step, each.receiver, each.due_at) for each in found] == ([after] if after else [])
    assert {each.owner for each in found} <= {moment.owner}
