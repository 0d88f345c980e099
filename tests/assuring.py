"""The kit for tests about contracts: days that come, what is in the ledger, and who was asked."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.playground.client import Message, PersonClient
from bot.playground.people import PIET, SANNE
from bot.store import moments
from dialogs.moment import Moment
from tests.office import Office

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MONDAY = datetime(2027, 1, 11, 10, 0, tzinfo=AMSTERDAM)
KEY, DUE = "promise/1/12/1", "2028-01-11"
"""The first moment of that promise, and its day."""
ASKED = "Wordt dit nagekomen?"
WORDS = "De servicedesk repareert binnen drie dagen"
CONTRACT = {
    "contract/supplier/0": "Laptopreus BV",
    "contract/start/0": "2027-01-11",
    "contract/end/0": "2029-01-10",
    "contract/owner/0": SANNE,
    "contract/deputy/0": PIET,
}


def at(day: str, time: str = "10:00") -> datetime:
    """A time of a day in Amsterdam."""
    return datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=AMSTERDAM)


async def on(office: Office, day: str | datetime, time: str = "10:00") -> None:
    """That moment comes, and what is due is told."""
    clock = office.local.workspace.clock
    moment = at(day, time) if isinstance(day, str) else day
    clock.advance(moment.astimezone(UTC) - clock.now())
    await told(office)


async def told(office: Office) -> None:
    """What is due now is told."""
    await office.local.bot.dispatcher.sweep()
    await office.local.bot.settled()


async def ledger(office: Office, purchase: str = "INK-0001") -> dict[str, Moment]:
    """Every moment of a purchase by key."""
    parts = office.local.bot.parts
    found = await parts.database.run(
        parts.workspace, lambda bound: moments.of_purchase(bound, purchase)
    )
    return {each.key: each for each in found}


async def with_promise(office: Office) -> None:
    """INK-0001 promises something that Piet looks after; it is Monday 11 January 2027."""
    await on(office, "2027-01-11")
    talk = await office.at_first_question()
    await talk.say("wijzig 4")
    await talk.press("Onderhoud en reparatie")
    await talk.say(WORDS)
    await talk.choose("users_select", PIET)


async def contract_form(office: Office, title: str = "Contract") -> None:
    """Opens the form of a contract that is not there yet."""
    await office.sanne.command("contract INK-0001")
    told = await office.told(office.sanne, "nog geen contract")
    await office.sanne.press(told, "Contract vastleggen")


async def with_contract(office: Office, **more: str) -> None:
    """The same with a contract of two years from then on, of which Sanne is the owner."""
    await with_promise(office)
    await contract_form(office)
    view = await office.view(office.sanne, "Contract")
    changed = {f"contract/{part}/0": value for part, value in more.items()}
    result = await office.sanne.submit(view, CONTRACT | changed)
    assert result.errors == {}
    await office.local.bot.settled()


async def asked(office: Office, person: PersonClient, words: str = WORDS) -> Message:
    """The newest message in somebody's direct message that says these words."""
    await office.local.bot.settled()

    async def look() -> Message | None:
        found = await person.messages(await person.direct())
        return next((each for each in reversed(found) if words in each.plain()), None)

    return await person.wait_for(look)


async def nudged(office: Office, words: str) -> Message:
    """The newest message that Piet got with these words."""
    return await asked(office, office.piet, words)


async def count(person: PersonClient, words: str) -> int:
    """How many messages in somebody's direct message say these words."""
    return sum(words in each.plain() for each in await person.messages(await person.direct()))
