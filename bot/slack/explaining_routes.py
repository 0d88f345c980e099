"""What is pressed and filled in about questions and explanations, by the name of the button."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.explaining import Explaining
from bot.ports import Reply, Said
from bot.slack.hears import Click
from bot.slack.windows import Windows
from dialogs.criteria import CRITERIA, TEXT
from dialogs.explaining import EXPLAIN, FORWARD
from dialogs.questions import REPLY

Values = Mapping[tuple[str, str], str]


class ExplainingRoutes:
    """The buttons and the form of questions and explanations."""

    def __init__(self, explaining: Explaining, windows: Windows) -> None:
        self._explaining = explaining
        self._windows = windows

    def clicks(self) -> dict[str, Callable[[Click], Awaitable[Reply | None]]]:
        """What each button does."""
        return {
            EXPLAIN: lambda click: self._explaining.explain(click.said, click.argument),
            FORWARD: lambda click: self._explaining.forward(click.said, click.text),
            REPLY: self._open,
            CRITERIA: lambda click: self._explaining.criteria(click.said, click.argument),
            TEXT: lambda click: self._explaining.text(click.said, click.argument),
        }

    def forms(self) -> dict[str, Callable[[Said, str, Values], Awaitable[Reply]]]:
        """What the form does when it is sent in."""
        return {REPLY: self._explaining.filled}

    async def _open(self, click: Click) -> None:
        form = self._explaining.form(click.said, click.argument)
        self._windows.soon(self._windows.open(click.said, form))
