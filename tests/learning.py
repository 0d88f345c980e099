"""The kit for tests about lessons: written, sent in, and everything that is stored of it."""

from __future__ import annotations

import asyncio
from typing import Any

import sqlalchemy as sa

from bot.playground.client import Message, PersonClient, View
from bot.store.every_table import metadata
from tests.office import Office

EXPECTED = "Alle oude laptops worden opgehaald"
HAPPENED = "Ze stonden een jaar op zolder"
DIFFERENTLY = "Spreek af wie ze ophaalt, met een datum"
LESSON: dict[str, Any] = {
    "lesson/expected/0": EXPECTED,
    "lesson/happened/0": HAPPENED,
    "lesson/differently/0": DIFFERENTLY,
    "lesson/category/0": "ict",
    "lesson/question/0": "circularity.1",
}
NAMELESS = {"lesson/nameless/0": ["nameless"]}


async def form(office: Office, person: PersonClient, purchase: str = "") -> View:
    """The form of a lesson, opened with the command."""
    await person.command(f"les {purchase}".strip())
    return await office.view(person, "Geleerde les")


async def written(office: Office, person: PersonClient, purchase: str = "", **changed: Any) -> View:
    """Writes a lesson and sends it in; gives the receipt."""
    view = await form(office, person, purchase)
    values = LESSON | {f"lesson/{part}/0": value for part, value in changed.items()}
    told = await person.submit(view, values)
    assert told.errors == {}
    assert told.view is not None
    await office.local.settled()
    return told.view


async def rows(office: Office, words: str) -> set[str]:
    """Every row of every table in which these words stand, in any column."""
    engine = office.local.bot.parts.database.engine

    def work() -> set[str]:
        with engine.connect() as connection:
            return {
                f"{table.name}: {tuple(row)}"
                for table in metadata.sorted_tables
                for row in connection.execute(sa.select(table))
                if any(words in str(value) for value in row)
            }

    return await asyncio.to_thread(work)


async def round_made(office: Office) -> None:
    """What is looked at every hour is looked at, and what is due is sent."""
    await office.local.bot.rounds.hourly()
    await sent(office)


async def sent(office: Office) -> None:
    """What is due is sent."""
    await office.sent()


async def in_direct(person: PersonClient, words: str) -> list[Message]:
    """What somebody has in their direct message that says these words."""
    found = await person.messages(await person.direct())
    return [each for each in found if words in each.plain()]
