"""What is pressed and filled in about the tenderboard, by the name of the button."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.judging import Judging
from bot.ports import Reply, Said
from bot.slack.hears import Click
from bot.slack.windows import Windows
from dialogs.board import BOARD, LIST, SHOW, VERDICT

Values = Mapping[tuple[str, str], str]


class BoardRoutes:
    """The buttons and the form of the tenderboard."""

    def __init__(self, judging: Judging, windows: Windows) -> None:
        self._judging = judging
        self._windows = windows

    def clicks(self) -> dict[str, Callable[[Click], Awaitable[Reply | None]]]:
        """What each button does."""
        return {
            BOARD: lambda click: self._judging.put(click.said, click.argument),
            SHOW: lambda click: self._judging.show(click.said, click.argument),
            LIST: lambda click: self._judging.more(click.said, click.argument),
            VERDICT: self._open,
        }

    def forms(self) -> dict[str, Callable[[Said, str, Values], Awaitable[Reply]]]:
        """What the form does when it is sent in."""
        return {VERDICT: self._judging.filled}

    async def _open(self, click: Click) -> None:
        form = self._judging.form(click.said, click.argument)
        self._windows.soon(self._windows.open(click.said, form))
