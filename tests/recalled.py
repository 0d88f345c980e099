"""The kit for tests of the purchase memory: what colleagues bought before, and what is left."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.playground.client import Message, PersonClient
from bot.playground.people import PIET
from bot.ports import Place
from bot.registering import register
from bot.store import purchases
from bot.store.database import Bound
from dialogs.purchase import Purchase, Status
from tests.office import Office

CHAIRS = "12 bureaustoelen"
KNOW = "Wat weten we al?"


async def bought(
    office: Office, title: str = CHAIRS, owner: str = PIET, *, status: Status = "complete",
    year: str = "", days_ago: int = 30, choice: str = "need", contracted: bool = False,
) -> str:  # fmt: skip
    """A purchase of somebody that stands in the register; gives its name."""
    parts = office.local.bot.parts
    at = parts.clock.now() - timedelta(days=days_ago)

    def work(bound: Bound) -> str:
        made = Purchase(
            purchases.next_id(bound, at), title, owner, at, at, status=status,
            contracted=contracted,
        ).with_answer("circularity.1", "choice", choice, owner, at)  # fmt: skip
        if year:
            made = made.with_answer("circularity.5", "year", year, owner, at)
        purchases.add(bound, made, Place(owner))
        register(parts, bound, None, made)
        return made.id

    return await parts.database.run(parts.workspace, work)


async def offered(office: Office, person: PersonClient, text: str = CHAIRS) -> Message:
    """Somebody offers something with the command, and what they hear."""
    await person.command(f"over {text}")
    return await office.told(person, "Genoteerd")


async def known(
    office: Office, title: str = "30 bureaustoelen", person: PersonClient | None = None
) -> Message | None:
    """What Sanne, or another, is told before question 1 of a purchase; None when it is nothing."""
    talk = await office.start(title, person)
    await talk.press("Meteen naar de vragen")
    await office.local.settled()
    said = await talk.said()
    place = next(n for n, each in enumerate(said) if "Heb ik het echt nodig?" in each.plain())
    before = [
        each for each in said[:place] if KNOW in each.plain() or "tweedehands" in each.plain()
    ]
    return before[-1] if before else None


async def run(office: Office, work: Any) -> Any:
    """Does something in the store."""
    parts = office.local.bot.parts
    return await parts.database.run(parts.workspace, work)
