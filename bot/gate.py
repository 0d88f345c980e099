"""The gate: everybody who comes in passes it, before anything is done with what they come with.

Colleagues pass. Guests, people of another organisation and whoever else is no colleague join in
where they were invited: they answer in a channel that they are in, and that is all. What is not
named here is for colleagues only, so that what is new is closed until somebody opens it.

Who is a colleague stands in our books, and so costs no call to the platform; who comes for the
first time is asked about once. When the platform does not say who somebody is, they may answer,
start a purchase of their own and go on with it, for that shows them nothing of others; whatever may
show something of others waits until we know.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from datetime import timedelta
from typing import Any, Literal, get_args

from bot.colleagues import FRESH
from bot.directory import KnownPeople
from bot.log import log
from bot.parts import Parts
from bot.ports import Came, Reply, Said, Standing
from bot.store import inbox
from bot.store.database import Bound
from dialogs.moves import Verb
from dialogs.subcommands import subcommand
from dialogs.turn import say

FIRST_CONTACT_SECONDS = 1.5
"""So long somebody waits whom the platform must be asked about: half of what it waits for us."""
RECONSIDERED = timedelta(minutes=5)
"""So long somebody is no colleague before the platform is asked again: it may not have told us."""

Wants = Literal["answer", "own", "others"]
"""To answer in a channel; something of one's own; or what may show something of others."""

ANSWERS = frozenset({*get_args(Verb), "answer", "answer_this", "form", "filled", "explain", "open"})
"""The buttons and forms that belong to answering."""
OWN = ANSWERS | {
    "menu", "new", "start", "start_this", "list", "show", "help", "ask", "forward", "unknown",
    "language", "often", "criteria", "criteria_text", "contract", "promise", "offsets", "extend",
    "end_contract", "calendar", "nudge_one", "nudge_all", "assure", "accept", "refuse",
    "snooze_week", "snooze_month", "snooze_day", "snooze", "not_mine", "hand_over", "stop_moment",
    "next_step", "step", "evidence", "ambition", "chances", "web",
}  # fmt: skip
"""The buttons, forms and subcommands about what is one's own; what is another's is refused there,
to who is no colleague here."""

Knows = Callable[[Said], Awaitable[bool]]
"""Whether what is said belongs to the conversation of a purchase."""
Soon = Callable[[Coroutine[Any, Any, None]], None]
"""Does something after what is under way was acknowledged."""


class Gate:
    """Lets people in, or tells them why not."""

    def __init__(self, parts: Parts, people: KnownPeople, knows: Knows, soon: Soon) -> None:
        self._parts = parts
        self._people = people
        self._knows = knows
        self._soon = soon

    async def stops(self, came: Came) -> Reply | None:
        """What somebody is told who may not come in with this; None when they may.

        Raises NotSaved.
        """
        person = came.said.person
        standing = await self._standing(person)
        if standing == "here":
            return None
        wants = await self._wants(came)
        if wants == "answer" or (standing is None and wants == "own"):
            return None
        log.info("gate.stopped", person=person, standing=standing, way=came.way, name=came.name)
        if standing is None:
            return await self._told(came, "gate.not_known")
        return await self._told(came, "gate.guest" if standing == "guest" else "gate.stranger")

    async def _standing(self, person: str) -> Standing | None:
        """How somebody stands to us; None when the platform never said, nor says now."""
        kept, now = await self._people.kept(person), self._parts.clock.now()
        if kept and kept[0].standing == "here":
            if now - kept[1] > FRESH:
                self._soon(self._ask(person))
            return "here"
        if kept is None or now - kept[1] > RECONSIDERED:
            with suppress(TimeoutError):
                async with asyncio.timeout(FIRST_CONTACT_SECONDS):
                    await self._people.known(person, RECONSIDERED)
            kept = await self._people.kept(person)
        if kept is None:
            self._soon(self._ask(person))
        return kept[0].standing if kept else None

    async def _ask(self, person: str) -> None:
        """Asks the platform about somebody, with all the patience that it takes."""
        await self._people.known(person, FRESH)

    async def _wants(self, came: Came) -> Wants:
        place, name = came.said.place, came.name
        match came.way:
            case "home" | "shortcut":
                return "own"
            case "mention" if place.thread and await self._knows(came.said):
                return "answer"
            case "direct" if place.thread:
                return "own"
            case "command" | "direct" | "mention":
                name = subcommand(self._parts.script, came.text).name
            case "click" | "form" if name in ANSWERS and not place.direct:
                return "answer"
        return "own" if name in OWN else "others"

    async def _told(self, came: Came, key: str) -> Reply:
        """A sentence for this person alone; what comes twice is answered once."""
        parts, said = self._parts, came.said

        def work(bound: Bound) -> Reply:
            language = parts.language_of(bound, said.person)
            again = came.way in ("direct", "mention") and not inbox.remember(
                bound, said.id, parts.clock.now()
            )
            return Reply(language, None if again else say(parts.scene(language), key))

        return await parts.database.run(parts.workspace, work)
