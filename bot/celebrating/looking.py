"""Looks at the picture that somebody gave with a story, and keeps it as it is shown."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

from bot.celebrating.allowing import refused_now
from bot.celebrating.keeping import keep, shown_elsewhere
from bot.celebrating.showing import show
from bot.parts import Parts
from bot.photos import LARGEST, NotAPicture, cleaned
from bot.ports import NotFetched, Outgoing, Photos
from bot.store import photos, successes
from bot.store.database import Bound
from dialogs.files import Given
from dialogs.success_forms import draft_of

Soon = Callable[[Coroutine[Any, Any, None]], None]


class Looking:
    """After the form was taken, for fetching takes longer than somebody waits for that."""

    def __init__(self, parts: Parts, pictures: Photos, soon: Soon) -> None:
        self._parts = parts
        self._pictures = pictures
        self._soon = soon
        self._one = asyncio.Lock()  # a large picture takes much memory: one at a time

    async def look(self, id: int, given: Given, person: str) -> None:
        """Fetches the picture and keeps it as it is shown; says so when it is none."""
        picture, problem = b"", ""
        try:
            content = await self._pictures.fetch(given.url, LARGEST)
            async with self._one:
                picture = await asyncio.to_thread(cleaned, content)
        except NotAPicture:
            problem = "success.not_a_picture"
        except NotFetched:
            problem = "success.picture_not_fetched"
        parts, files = self._parts, list[str]()

        def work(bound: Bound) -> list[Outgoing]:
            success = successes.load(bound, id)
            if success is None or success.state == "thrown_away":
                return []
            scene = parts.scene(parts.language_of(bound, person))
            if problem:
                why = scene.say(problem, name=given.name)
                return [show(parts, bound, success, person, why)]
            if refused := refused_now(parts, bound, scene, person, success):
                return [show(parts, bound, success, person, *refused.lines)]
            if success.photo:
                files.append(photos.drop(bound, success.photo))
            told = replace(success, photo=photos.add(bound, picture, scene.now))
            people = draft_of(success).people
            rows, success = keep(parts, bound, success, told, people, person, again=True)
            rows.append(show(parts, bound, success, person))
            return [*rows, *shown_elsewhere(parts, bound, success, person)]

        parts.courier.take(await parts.database.run(parts.workspace, work))
        self.throw_away(files)

    def throw_away(self, files: list[str]) -> None:
        """Takes files of pictures that are shown no more out of the platform."""
        for file in filter(None, files):
            self._soon(self._pictures.throw_away(file))
