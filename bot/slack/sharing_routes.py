"""What is pressed to share a month outside, by the name of the button."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.ports import Reply, Said
from bot.sharing import Sharing
from bot.slack.hears import Click
from bot.slack.windows import Windows
from dialogs.monthly import SHARE

Values = Mapping[tuple[str, str], str]


class SharingRoutes:
    """The button under a month, and at the question which one."""

    def __init__(self, sharing: Sharing, windows: Windows) -> None:
        self._sharing = sharing
        self._windows = windows

    def clicks(self) -> dict[str, Callable[[Click], Awaitable[Reply | None]]]:
        """What the button does."""
        return {SHARE: self._share}

    def forms(self) -> dict[str, Callable[[Said, str, Values], Awaitable[Reply]]]:
        """There are none."""
        return {}

    async def _share(self, click: Click) -> Reply:
        taken = await self._sharing.share(click.said, click.argument)
        if taken.then:
            self._windows.soon(taken.then())
        return taken.reply
