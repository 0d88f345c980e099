"""How the demo ends: what went well is told, agreed to, posted by an ambassador, and cheered."""

from __future__ import annotations

from collections.abc import Mapping

from bot.demo_later import Prints
from bot.local import Local
from bot.playground.client import Message, PersonClient
from bot.playground.people import AMINA, PIET, SANNE, SUCCESSES

Filled = Mapping[str, str | list[str]]

STORY: Filled = {
    "success/title/0": "22 laptops kregen een nieuwe accu",
    "success/story/0": "We wilden 40 nieuwe laptops kopen. Van de oude gaan er 22 met een nieuwe "
    "accu nog twee jaar mee. We kochten er maar 18, en de leverancier neemt ze later terug.",
    "success/theme/0": "circular",
    "success/people/0": [SANNE, PIET],
}
ACHIEVED: Filled = {"achieved/pieces/0": "22", "achieved/pieces_known/0": "measured"}
PREVIEW = "Zo komt het in het successenkanaal"


class Celebration:
    """Goes on where the reminder was answered."""

    def __init__(
        self, local: Local, people: Mapping[str, PersonClient], card: Message, printed: Prints
    ) -> None:
        self._local = local
        self._people = people
        self._card = card
        self._printed = printed

    async def play(self) -> None:
        """The story, its preview, the yes of a colleague, the channel, and the cheers."""
        shown = await self._told()
        await self._press(SANNE, shown, "Naar een koploper")
        shown = await self._direct(AMINA, PREVIEW)
        self._printed.answer(shown, AMINA)
        await self._press(AMINA, shown, "Plaatsen")
        question = await self._direct(PIET, "Vind je dat goed?")
        self._printed.answer(question, PIET)
        await self._press(PIET, question, "Ja, dat mag")
        (posted,) = await self._people[AMINA].messages(SUCCESSES)
        self._printed.channel(posted)
        for person, emoji in ((SANNE, "tada"), (PIET, "clap")):
            await self._people[person].react(posted, emoji)
        self._printed.cheers(SANNE, PIET)

    async def _told(self) -> Message:
        sanne = self._people[SANNE]
        await self._press(SANNE, self._card, "Vier dit succes")
        view = await sanne.wait_for_form("success/story/0")
        self._printed.filled(view, STORY)
        await sanne.submit(view, STORY)
        shown = await self._direct(SANNE, PREVIEW)
        await self._press(SANNE, shown, "Wat leverde het op?")
        view = await sanne.wait_for_form("achieved/pieces/0")
        self._printed.filled(view, ACHIEVED)
        await sanne.submit(view, ACHIEVED)
        shown = await self._direct(SANNE, "22 stuks opnieuw gebruikt")
        self._printed.answer(shown, SANNE)
        return shown

    async def _press(self, person: str, message: Message, label: str) -> None:
        self._printed.chooses(f"[{label}]", person)
        await self._people[person].press(message, label)
        await self._local.settled()

    async def _direct(self, person: str, words: str) -> Message:
        """What somebody reads in their direct message, once it says these words."""
        await self._local.bot.courier.sweep()
        await self._local.settled()
        who = self._people[person]
        return await who.wait_for_message(await who.direct(), words)
