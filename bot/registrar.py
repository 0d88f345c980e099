"""Looks who is in the user groups that the organisation names, and puts them on the roster.

The platform's silence never costs what we had (T8): who is in a group is kept, and the new takes
its place whole. A group that is gone, or that nobody is in any more, takes nobody's role away: who
was last in it goes on, and whoever looks after the bot hears what to do.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from bot.log import log
from bot.parts import Parts
from bot.ports import GroupTold
from bot.reminders.procurement import OWN, tell_each, tell_procurement
from bot.roster import named_groups
from bot.store import groups
from bot.store.database import Bound, NotSaved
from dialogs.groups import group_gone
from dialogs.messages import Message
from dialogs.scene import Scene

OLD = timedelta(hours=1)
"""So old may be what we know of a group; the platform tells of most changes before."""
START_SECONDS = 10.0
"""So long a bot that starts waits for the platform; what it was not told by then comes later."""
AT_ONCE = 5
"""So many groups are asked for at each beat: at four beats a minute what Slack allows (tier 2)."""
REST = timedelta(minutes=1)
"""So long nobody is asked for after the platform was silent."""

LookUp = Callable[[str], Awaitable[GroupTold | None]]
"""Asks the platform who is in a group; None when it does not say."""
Soon = Callable[[Coroutine[Any, Any, None]], None]
"""Does something after what is under way was acknowledged."""


class Registrar:
    """Keeps the roster of one process up to date."""

    def __init__(self, parts: Parts, look_up: LookUp, soon: Soon) -> None:
        self._parts = parts
        self._look_up = look_up
        self._soon = soon
        self._named = named_groups(parts.roster.named)
        self._wanted = set(self._named)
        self._asked_again_at = parts.clock.now()

    async def begin(self) -> None:
        """Takes what was kept, and asks the platform anew, as far as it answers in a few seconds.

        Raises NotSaved.
        """
        await self._kept()
        with suppress(TimeoutError):
            async with asyncio.timeout(START_SECONDS):
                await self.look()

    async def beat(self) -> None:
        """Takes what another process was told, and asks for what is old. Raises NotSaved."""
        kept, now = await self._kept(), self._parts.clock.now()
        old = [
            group
            for group in self._named
            if group in self._wanted or group not in kept or now - kept[group].looked_up_at > OLD
        ]
        if now >= self._asked_again_at:
            await self._ask(old[:AT_ONCE])

    async def look(self) -> None:
        """Asks for every group now. Raises NotSaved."""
        await self._ask(self._named)

    def changed(self, group: str) -> None:
        """The platform came to say that a group changed: asks soon who is in it."""
        if group in self._named:
            self._wanted.add(group)
            self._soon(self._ask_soon(group))

    async def _ask_soon(self, group: str) -> None:
        try:
            await self._ask([group])
        except NotSaved as error:
            log.warning("group.not_kept", group=group, reason=str(error))

    async def _ask(self, wanted: Iterable[str]) -> None:
        """Asks for groups one by one, until the platform is silent."""
        for group in wanted:
            asked_at = self._parts.clock.now()
            told = await self._look_up(group)
            if told is None:
                self._asked_again_at = asked_at + REST
                return
            await self._keep(group, told, asked_at)
            self._wanted.discard(group)

    async def _keep(self, group: str, told: GroupTold, asked_at: datetime) -> None:
        """Puts what was told in the place of what we had, and on the roster."""
        parts = self._parts

        def work(bound: Bound) -> None:
            if not told.gone:
                groups.keep(bound, group, told.members, asked_at)
            elif groups.lose(bound, group, asked_at):
                log.warning("group.gone", group=group, named_as=self._named[group])
                self._tell_gone(bound, group)

        await parts.database.run(parts.workspace, work)
        await self._kept()

    async def _kept(self) -> dict[str, groups.Group]:
        """What is kept, now also on the roster."""
        parts = self._parts
        kept = await parts.database.run(parts.workspace, groups.kept)
        if parts.roster.take({group: each.members for group, each in kept.items()}):
            log.info("roster.changed", groups=len(kept))
        return kept

    def _tell_gone(self, bound: Bound, group: str) -> None:
        """To the administrators, else to procurement, else to the contact."""
        parts, now = self._parts, self._parts.clock.now()
        organisation = parts.organisation
        known = bool(groups.kept(bound)[group].members)
        key = f"{OWN}group/{group}/{now:%Y%m%d%H%M%S}"

        def drawn(scene: Scene) -> Message:
            return group_gone(scene, group, self._named[group], known=known)

        told = (
            tell_each(parts, bound, organisation.administrators, key, drawn)
            or tell_procurement(parts, bound, key, drawn)
            or tell_each(parts, bound, {organisation.contact} - {""}, key, drawn)
        )
        if not told:
            log.warning("group.nobody_to_tell", group=group)
