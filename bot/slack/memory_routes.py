"""What is pressed and filled in about what colleagues have left, by the name of the button."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.inquiring import Inquiring
from bot.ports import Reply, Said
from bot.slack.hears import Click
from bot.slack.windows import Windows
from bot.sparing import Sparing
from dialogs.inquiry import MORE, NO, YES
from dialogs.memory import ASK
from dialogs.sparing import GONE, LIST, STILL, WITHDRAW

Values = Mapping[tuple[str, str], str]


class MemoryRoutes:
    """The buttons and the form of questions to colleagues and of offers."""

    def __init__(self, inquiring: Inquiring, sparing: Sparing, windows: Windows) -> None:
        self._inquiring = inquiring
        self._sparing = sparing
        self._windows = windows

    def clicks(self) -> dict[str, Callable[[Click], Awaitable[Reply | None]]]:
        """What each button does."""
        inquiring, sparing = self._inquiring, self._sparing
        return {
            ASK: lambda click: inquiring.ask(click.said, click.argument),
            YES: lambda click: inquiring.answer(click.said, click.argument, "yes"),
            NO: lambda click: inquiring.answer(click.said, click.argument, "no"),
            MORE: self._open,
            LIST: lambda click: sparing.list(click.said),
            STILL: lambda click: sparing.change(click.said, click.argument, "open"),
            GONE: lambda click: sparing.change(click.said, click.argument, "gone"),
            WITHDRAW: lambda click: sparing.change(click.said, click.argument, "withdrawn"),
        }

    def forms(self) -> dict[str, Callable[[Said, str, Values], Awaitable[Reply]]]:
        """What the form does when it is sent in."""
        return {MORE: self._inquiring.filled}

    async def _open(self, click: Click) -> None:
        form = self._inquiring.form(click.said, click.argument)
        self._windows.soon(self._windows.open(click.said, form))
