"""What is pressed and filled in about the owners of a purchase, by the name of the button."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.owning import Owning
from bot.ports import Reply, Said
from bot.slack.hears import Click
from bot.slack.windows import Windows

Values = Mapping[tuple[str, str], str]


class OwnerRoutes:
    """The button and the form with which an owner is named."""

    def __init__(self, owning: Owning, windows: Windows) -> None:
        self._owning = owning
        self._windows = windows

    def clicks(self) -> dict[str, Callable[[Click], Awaitable[Reply | None]]]:
        """What each button does."""
        return {
            "owners": self._open,
            "take_how": lambda click: self._owning.take(click.said, click.argument),
        }

    def forms(self) -> dict[str, Callable[[Said, str, Values], Awaitable[Reply]]]:
        """What the form does when it is sent in."""
        return {"owners": self._owning.filled}

    async def _open(self, click: Click) -> None:
        form = self._owning.form(click.said, click.argument)
        self._windows.soon(self._windows.open(click.said, form))
