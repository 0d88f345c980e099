"""What is pressed and filled in about the ambition of a purchase, by the name of the button."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from bot.ambitions import NAMES, Ambitions
from bot.picturing import Picturing
from bot.ports import Reply, Said
from bot.slack.hears import Click
from bot.slack.windows import Windows

Values = Mapping[tuple[str, str], str]


class AmbitionRoutes:
    """The forms of the ambition, the ambition web and the chances, and the web as a picture."""

    def __init__(self, ambitions: Ambitions, picturing: Picturing, windows: Windows) -> None:
        self._ambitions = ambitions
        self._picturing = picturing
        self._windows = windows

    def clicks(self) -> dict[str, Callable[[Click], Awaitable[Reply | None]]]:
        """What each button does."""
        return {name: partial(self._open, name) for name in NAMES} | {"picture": self._picture}

    def forms(self) -> dict[str, Callable[[Said, str, Values], Awaitable[Reply]]]:
        """What each form does when it is sent in."""
        return {name: partial(self._filled, name) for name in NAMES}

    async def _open(self, name: str, click: Click) -> None:
        form = self._ambitions.form(click.said, name, click.argument)
        self._windows.soon(self._windows.open(click.said, form))

    async def _filled(self, name: str, said: Said, argument: str, values: Values) -> Reply:
        return await self._ambitions.filled(said, name, argument, values)

    async def _picture(self, click: Click) -> None:
        """Drawn after the acknowledgement: it takes longer than Slack waits kindly."""
        self._windows.soon(self._draw(click))

    async def _draw(self, click: Click) -> None:
        drawing = (
            self._picturing.of_purchase(click.said, click.argument)
            if click.argument
            else self._picturing.of_all(click.said)
        )
        await self._windows.show(click.said, await drawing)
