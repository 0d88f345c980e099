"""The kit for tests about ambassadors: what they chose, what is ripe, and what is proposed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from bot.playground.client import Message, PersonClient, View
from bot.store import topics
from bot.store.celebrating_tables import proposals
from bot.store.database import Bound
from tests.assuring import on
from tests.boarding import sent
from tests.office import Office

CHOSEN = {"topics/categories/0": "category/ict", "topics/themes/0": "theme/circular"}
TOPIC = "category/ict"


async def chooses(
    office: Office, person: PersonClient, values: Mapping[str, str | list[str]] | None = None
) -> None:
    """An ambassador chooses topics with the command."""
    await person.command("koploper")
    view = await office.view(person, "Koploper")
    given = values or {place: [key] for place, key in CHOSEN.items()}
    result = await person.submit(view, given)
    assert result.errors == {}
    await office.local.settled()


async def chosen(office: Office) -> dict[str, list[str]]:
    """Who may be asked about what, as it is stored."""
    parts = office.local.bot.parts
    return dict(await parts.database.run(parts.workspace, topics.everybody))


async def home_of(office: Office, person: PersonClient) -> View:
    """Somebody's home page."""
    await person.home()
    await office.local.settled()
    page = await person.see_home()
    assert page is not None
    return page


def ambassadors_are(office: Office, *people: str) -> None:
    """These people have the role now, and nobody else."""
    roster = office.local.bot.parts.roster
    roster.named = replace(roster.named, ambassadors=frozenset(people))
    roster.take({})


async def asks(office: Office, person: PersonClient, text: str) -> None:
    """Somebody asks the ambassador of ICT something, from their home page."""
    page = await home_of(office, person)
    await person.press(page, "Vraag over ICT")
    view = await office.view(person, "Vraag een koploper")
    result = await person.submit(view, {"ask_ambassador/text/0": text})
    assert result.errors == {}
    await sent(office)


async def newest(office: Office, person: PersonClient, words: str) -> Message:
    """The newest message in somebody's direct message that says these words."""
    await office.local.settled()
    await sent(office)
    found = [each for each in await person.messages(await person.direct()) if words in each.plain()]
    assert found, words
    return found[-1]


async def goes_round(office: Office, day: str | datetime, time: str = "10:00") -> None:
    """That moment comes, the bot makes its rounds, and what is due is sent."""
    await on(office, day, time)
    await office.local.bot.rounds.beat()
    await office.local.bot.rounds.hourly()
    await sent(office)


async def ripe(office: Office) -> dict[str, str]:
    """What was found, with how far it is."""
    parts = office.local.bot.parts
    query = sa.select(proposals.c.key, proposals.c.state).where(
        proposals.c.workspace == sa.bindparam("ours")
    )

    def work(bound: Bound) -> dict[str, str]:
        return {row.key: row.state for row in bound.run(query)}

    return await parts.database.run(parts.workspace, work)
