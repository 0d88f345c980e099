"""What is pressed and filled in about a success, by the name of the button."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.celebrating import Celebrating
from bot.ports import Reply, Said
from bot.slack.hears import Click
from bot.slack.windows import Windows
from dialogs.success_forms import ACHIEVED, WRITE
from dialogs.success_home import SHOW
from dialogs.success_post import ALSO, POST, THROW, WITHDRAW
from dialogs.success_told import AGREE, REFUSE, WITHOUT

Values = Mapping[tuple[str, str], str]


class SuccessRoutes:
    """The buttons and forms of a success."""

    def __init__(self, celebrating: Celebrating, windows: Windows) -> None:
        self._celebrating = celebrating
        self._windows = windows

    def clicks(self) -> dict[str, Callable[[Click], Awaitable[Reply | None]]]:
        """What each button does."""
        its = self._celebrating
        return {
            WRITE: self._write,
            SHOW: lambda click: its.writing.show(click.said, click.argument),
            ACHIEVED: self._achieved,
            POST: lambda click: its.posting.post(click.said, click.argument),
            THROW: lambda click: its.posting.throw(click.said, click.argument),
            WITHDRAW: lambda click: its.posting.withdraw(click.said, click.argument),
            ALSO: lambda click: its.following.also(click.said, click.argument),
            AGREE: lambda click: its.consenting.agree(click.said, click.argument),
            REFUSE: lambda click: its.consenting.refuse(click.said, click.argument),
            WITHOUT: lambda click: its.consenting.go_without(click.said, click.argument),
        }

    def forms(self) -> dict[str, Callable[[Said, str, Values], Awaitable[Reply]]]:
        """What the forms do when they are sent in."""
        its = self._celebrating
        return {WRITE: its.writing.filled, ACHIEVED: its.achieving.filled}

    async def _write(self, click: Click) -> None:
        form = self._celebrating.writing.form(click.said, click.argument)
        self._windows.soon(self._windows.open(click.said, form))

    async def _achieved(self, click: Click) -> None:
        form = self._celebrating.achieving.form(click.said, click.argument)
        self._windows.soon(self._windows.open(click.said, form))
