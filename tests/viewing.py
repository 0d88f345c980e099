"""The kit for tests of procurement's view: the home page, and what follows from a purchase."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from bot.playground.client import PersonClient, View
from bot.playground.follow import Following
from bot.store import register
from bot.store.tables import purchases
from tests.office import Office, what_does


async def turned(office: Office, person: PersonClient, label: str) -> View:
    """The home page after a button on it was pressed."""
    page = await office.until(person.see_home)
    await person.press(page, label)
    await office.local.settled()
    shown = await person.see_home()
    assert shown is not None
    return shown


async def at_home(office: Office, person: PersonClient, *labels: str) -> View:
    """Opens the home page and presses these buttons one after another."""
    await person.home()
    await office.local.settled()
    page = await person.see_home()
    for label in labels:
        page = await turned(office, person, label)
    assert page is not None
    return page


async def fill(
    office: Office, talk: Following, button: str, title: str, values: dict[str, Any]
) -> dict[str, str]:
    """Opens a form from the card, sends it in, and gives what was wrong."""
    purchase = (await talk.card()).plain().partition(" ")[0]
    card = await talk.card()
    await talk.person.click(card, *what_does(card, f"{button}/{purchase}"))
    view = await office.view(talk.person, title)
    told = await talk.person.submit(view, values)
    await office.local.settled()
    return dict(told.errors)


async def row(office: Office, number: int = 1) -> Any:
    """What the register holds of a purchase."""
    parts = office.local.bot.parts
    query = sa.select(purchases).where(
        purchases.c.workspace == sa.bindparam("ours"), purchases.c.number == number
    )
    return await parts.database.run(parts.workspace, lambda bound: bound.run(query).one())


async def sums(office: Office) -> dict[str, tuple[int, int]]:
    """What everything adds up to."""
    parts = office.local.bot.parts
    return await parts.database.run(parts.workspace, register.sums)
