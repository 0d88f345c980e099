"""What is pressed and filled in about lessons, by the name of the button."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Mapping
from functools import partial
from typing import Any

from bot.lessons import Lessons
from bot.ports import Reply, Said
from bot.slack.hears import Click
from bot.slack.windows import Windows
from dialogs.lesson import MORE, PUT_BACK, READ, REFUSE, REMOVE, SHARE, WRITE, WRITE_AGAIN
from dialogs.lesson_forms import FORM, REFUSAL

Values = Mapping[tuple[str, str], str]
Service = Callable[[Said, str], Coroutine[Any, Any, Reply]]


class LessonRoutes:
    """The buttons and forms of lessons."""

    def __init__(self, lessons: Lessons, windows: Windows) -> None:
        self._lessons = lessons
        self._windows = windows

    def clicks(self) -> dict[str, Callable[[Click], Awaitable[Reply | None]]]:
        """What each button does."""
        lessons = self._lessons
        opens: dict[str, Service] = {
            WRITE: lessons.form, WRITE_AGAIN: lessons.again, REFUSE: lessons.refuse,
        }  # fmt: skip
        does: dict[str, Service] = {
            READ: lessons.read, MORE: lessons.more, SHARE: lessons.share,
            REMOVE: lessons.remove, PUT_BACK: lessons.put_back,
        }  # fmt: skip
        return {
            **{verb: partial(self._open, service) for verb, service in opens.items()},
            **{verb: partial(self._do, service) for verb, service in does.items()},
        }

    def forms(self) -> dict[str, Callable[[Said, str, Values], Awaitable[Reply]]]:
        """What the forms do when they are sent in."""
        return {FORM: self._lessons.filled, REFUSAL: self._lessons.refused}

    async def _do(self, service: Service, click: Click) -> Reply:
        return await service(click.said, click.argument)

    async def _open(self, service: Service, click: Click) -> None:
        self._windows.soon(self._windows.open(click.said, service(click.said, click.argument)))
