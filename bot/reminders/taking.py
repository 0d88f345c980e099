"""Somebody takes a moment into their own calendar."""

from __future__ import annotations

from bot.desk import Taken
from bot.parts import Parts
from bot.ports import Reply, Said
from bot.reminders.calendars import calendar_file
from bot.reminders.stepping import Stepping, old
from bot.store.database import Bound
from dialogs.nudges import Subject
from dialogs.scene import Scene
from dialogs.turn import say


class Taking:
    """Hands over a moment as a file, to whoever may answer it."""

    def __init__(self, parts: Parts, stepping: Stepping) -> None:
        self._parts = parts
        self._stepping = stepping

    async def take(self, said: Said, argument: str) -> Reply:
        """Sends the file to the direct message; pressed elsewhere, it is said where it went."""

        def step(bound: Bound, scene: Scene, subject: Subject, person: str) -> Taken:
            if not subject.moment.open:
                return old(scene)
            row = calendar_file(self._parts, bound, person, subject)
            told = None if said.place.direct else say(scene, "calendar.sent")
            return Taken(Reply(scene.language, told), (row,))

        return await self._stepping.step(said, argument, step)
