"""The digest of a month, told once over any number of processes and restarts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.log import log
from bot.months import happened, span_of
from bot.parts import Parts
from bot.pictures.apart import NotDrawn, drawn
from bot.ports import Outgoing, Place
from bot.reminders.procurement import APART, tell_each, tell_procurement
from bot.store import later, monthly, photos, register, weekly
from bot.store.database import Bound
from bot.webs import to_draw, web_of_all
from dialogs.files import Photo, Picture
from dialogs.messages import Message
from dialogs.monthly import (
    MONTH,
    MOST_CHEERED,
    NOWHERE,
    Happened,
    Month,
    digest,
    due_month,
    not_taken,
    nowhere,
    perhaps_there,
)
from dialogs.procurement import not_in_channel
from dialogs.scene import Scene

Drawn = tuple[bytes, str]
"""A picture, and what it shows in words."""


class Monthly:
    """Tells the month before this one in the channel that the organisation chose for it."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._done: Month | None = None

    async def tell(self) -> None:
        """Tells the month when it is time and nobody did. Raises NotSaved."""
        parts = self._parts
        month = due_month(parts.clock.now(), parts.rules.zone, parts.rules.calendar)
        if month is None or month == self._done:
            return
        if await parts.database.run(parts.workspace, lambda bound: self._wanted(bound, month)):
            picture = await self._picture()
            await parts.database.run(
                parts.workspace, lambda bound: self._tell(bound, month, picture)
            )
        self._done = month

    def _wanted(self, bound: Bound, month: Month) -> bool:
        """Whether it is still to be told; not of a time in which nothing was ever bought here."""
        until = span_of(self._parts, month).until
        return not later.was_told(bound, f"{MONTH}{month}") and monthly.began_before(bound, until)

    async def _picture(self) -> Drawn | None:
        """The ambition web of everything; drawn before anything is held, for it takes a while."""
        parts = self._parts
        if not parts.organisation.digest_channel:
            return None
        wanted = await parts.database.run(parts.workspace, self._to_draw)
        if wanted is None:
            return None
        try:
            return await drawn(wanted.svg), wanted.alt
        except NotDrawn as error:
            log.error("picture.not_drawn", reason=str(error))
            return None

    def _to_draw(self, bound: Bound) -> Picture | None:
        parts = self._parts
        scene = parts.scene(parts.organisation.language)
        radar = web_of_all(scene, parts.organisation.name, register.sums(bound))
        return to_draw(scene, radar, "ambitieweb")

    def _tell(self, bound: Bound, month: Month, picture: Drawn | None) -> None:
        """One transaction, in which this process holds the workspace."""
        parts = self._parts
        # Looked at again, now that nobody else can tell it meanwhile.
        if not weekly.hold(bound) or later.was_told(bound, f"{MONTH}{month}"):
            return
        found = happened(parts, bound, month, MOST_CHEERED)
        channel, now = parts.organisation.digest_channel, parts.clock.now()
        if not channel:
            self._tell_nowhere(bound, found)
            return
        photo = None
        if picture and not found.nothing:
            photo = Photo(photos.add(bound, picture[0], now), picture[1])
        scene = parts.scene(parts.organisation.language)
        message = digest(scene, month, found, register.sums(bound), photo)
        opens = parts.rules.calendar.next_open(now, parts.organisation.zone)
        parts.say_later(bound, Place(channel, direct=False), message, opens)

    def _tell_nowhere(self, bound: Bound, found: Happened) -> None:
        """Procurement hears once and for all that a channel can be named."""
        if not found.nothing and not later.was_told_any(bound, NOWHERE):
            tell_procurement(self._parts, bound, NOWHERE, nowhere)

    def refused(self, bound: Bound, outgoing: Outgoing) -> Sequence[Outgoing]:
        """The channel did not take it, for good: the team gets it, and what to do about that."""
        instead = not_in_channel if outgoing.message.key == NOWHERE else not_taken
        return self._to_the_team(bound, outgoing, instead)

    def lost(self, bound: Bound, outgoing: Outgoing) -> Sequence[Outgoing]:
        """It may stand in the channel or not: the team gets it, and is asked to look."""
        return self._to_the_team(bound, outgoing, perhaps_there)

    def _to_the_team(
        self, bound: Bound, outgoing: Outgoing, instead: Callable[[Scene, Message], Message]
    ) -> Sequence[Outgoing]:
        parts, key = self._parts, outgoing.message.key
        if not key.startswith(MONTH) or APART in key or outgoing.replaces:
            return ()
        # In the language of the channel: what was to be said there is not drawn a second time.
        message = instead(parts.scene(parts.organisation.language), outgoing.message)
        team = parts.organisation.procurement_team
        if not tell_each(parts, bound, team, key, lambda _: message):
            log.warning("month.not_told", row=outgoing.id)
        return ()
