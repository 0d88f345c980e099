"""What is pressed and filled in about ambassadors and what is ripe, by the name of the button."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Any

from bot.ambassadors import Ambassadors
from bot.asking_ambassadors import AskingAmbassadors
from bot.ports import Reply, Said
from bot.slack.hears import Click
from bot.slack.windows import Windows
from dialogs.ambassadors import ALL, ASK, STOP, TOPICS
from dialogs.ripe import PASS
from dialogs.topic_questions import ANSWER

Values = Mapping[tuple[str, str], str]


class AmbassadorRoutes:
    """The buttons, menus and forms of ambassadors, and of who asks them something."""

    def __init__(self, chosen: Ambassadors, asking: AskingAmbassadors, windows: Windows) -> None:
        self._chosen = chosen
        self._asking = asking
        self._windows = windows

    def clicks(self) -> dict[str, Callable[[Click], Awaitable[Reply | None]]]:
        """What each button and menu does."""
        return {
            TOPICS: lambda click: self._open(click, self._chosen.form(click.said)),
            STOP: lambda click: self._chosen.stop(click.said),
            ALL: lambda click: self._chosen.listed(click.said),
            ASK: lambda click: self._open(
                click, self._asking.form(click.said, click.argument, click.text)
            ),
            ANSWER: lambda click: self._open(
                click, self._asking.answer_form(click.said, click.argument)
            ),
            PASS: lambda click: self._chosen.passes(click.said, click.argument),
        }

    def forms(self) -> dict[str, Callable[[Said, str, Values], Awaitable[Reply]]]:
        """What the forms do when they are sent in."""
        return {
            TOPICS: self._chosen.filled,
            ASK: self._asking.filled,
            ANSWER: self._asking.answered,
        }

    async def _open(self, click: Click, form: Coroutine[Any, Any, Reply]) -> None:
        self._windows.soon(self._windows.open(click.said, form))
