"""The kit for tests about successes: telling one, its preview, and the channel."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from bot.playground.client import Message, PersonClient, View
from bot.playground.people import PIET, SUCCESSES
from bot.store import successes
from bot.store.database import Bound
from bot.store.every_table import metadata
from dialogs.success import Success
from tests.assuring import MONDAY, on
from tests.office import Office

NAME = "Piet Bakker"
"""What Piet is called on the platform."""
TITLE, STORY = (
    "Laptops kregen een nieuwe accu",
    "Van de 40 oude laptops gaan er 22 nog twee jaar mee.",
)


def filled(**parts: Any) -> dict[str, Any]:
    """What is filled in: a title and a story, and what is given."""
    given = {"title": TITLE, "story": STORY, "people": [], **parts}
    return {f"success/{part}/0": value for part, value in given.items()}


async def form(office: Office, person: PersonClient, command: str = "succes") -> View:
    """The form, opened with the command."""
    await person.command(command)
    return await office.view(person, "succes")


async def tell(
    office: Office, person: PersonClient, command: str = "succes", **parts: Any
) -> Message:
    """Tells a success; gives its preview."""
    view = await form(office, person, command)
    result = await person.submit(view, filled(**parts))
    assert result.errors == {}, result.errors
    return await preview(office, person, parts.get("title", TITLE))


async def preview(office: Office, person: PersonClient, words: str = TITLE) -> Message:
    """What somebody sees of a success in their direct message."""
    await office.local.bot.settled()
    direct = await person.direct()

    async def look() -> Message | None:
        found = [each for each in await person.messages(direct) if words in each.plain()]
        shown = [each for each in found if "het in het successenkanaal:" in each.plain()]
        return shown[-1] if shown else None

    return await person.wait_for(look)


async def swept(office: Office) -> None:
    """What waits for its time and is due now goes out."""
    await office.sent()


async def asked(office: Office, person: PersonClient) -> Message:
    """The question whether somebody agrees, as it stands in their direct message."""
    await swept(office)
    return await person.wait_for_message(await person.direct(), "Vind je dat goed?")


async def posted(office: Office) -> list[Message]:
    """What the bot posted in the success channel."""
    await office.local.bot.settled()
    return await office.amina.messages(SUCCESSES)


async def stored(office: Office, id: int = 1) -> Success:
    """A success as it is stored."""
    parts = office.local.bot.parts

    def work(bound: Bound) -> Success | None:
        return successes.load(bound, id)

    found = await parts.database.run(parts.workspace, work)
    assert found is not None
    return found


async def not_bought(office: Office, title: str = "12 bureaustoelen") -> None:
    """INK-0001 of Sanne was not needed after all."""
    talk = await office.at_first_question(title)
    await talk.press("Hergebruik, ik heb nog iets")
    await talk.press("Ja, niet kopen")
    await office.local.bot.settled()


async def ambassador(office: Office, *people: str) -> None:
    """From now on these are the ambassadors."""
    roster = office.local.bot.parts.roster
    roster.named = replace(roster.named, ambassadors=frozenset(people))
    roster.take({})


async def everything(office: Office) -> str:
    """Every value of every row of every table."""
    parts = office.local.bot.parts
    await office.local.bot.settled()

    def read(bound: Bound) -> str:
        rows = [
            str(tuple(row))
            for table in metadata.sorted_tables
            for row in bound.connection.execute(sa.select(table))
        ]
        return "\n".join(rows)

    return await parts.database.run(parts.workspace, read)


async def agreed(
    office: Office, *people: str, story: str = f"{NAME} bedacht het, en Piet bouwde."
) -> None:
    """A success of Amina with Piet in it is posted: he agreed."""
    await on(office, MONDAY)
    shown = await tell(office, office.amina, people=list(people or [PIET]), story=story)
    await office.amina.press(shown, "Plaatsen")
    await office.piet.press(await asked(office, office.piet), "Ja, dat mag")
