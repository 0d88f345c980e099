"""Looks at the picture that somebody gives with a success, and takes away the one before it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import replace
from typing import Any

from bot.celebrating.showing import ask_new, ask_no_longer, show, shown_elsewhere
from bot.parts import Parts
from bot.photos import LARGEST, NotAPicture, cleaned
from bot.ports import NotFetched, Outgoing, Photos
from bot.store import photos, successes
from bot.store.database import Bound
from dialogs.messages import Given
from dialogs.success import Named, Success

Soon = Callable[[Coroutine[Any, Any, None]], None]


class Picturing:
    """The pictures of successes, beside everything else that is done with those."""

    def __init__(self, parts: Parts, pictures: Photos, soon: Soon) -> None:
        self._parts = parts
        self._pictures = pictures
        self._one = asyncio.Lock()  # a large picture takes much memory: one at a time
        self._soon = soon

    def throw_away(self, files: Iterable[str]) -> None:
        """Takes files of pictures off the platform; empty is one that never was there."""
        for file in filter(None, files):
            self._soon(self._pictures.throw_away(file))

    async def look_at(self, id: int, given: Given, person: str) -> None:
        """Fetches the picture and keeps it as it is shown; says so when it is none."""
        try:
            content = await self._pictures.fetch(given.url, LARGEST)
            async with self._one:
                picture = await asyncio.to_thread(cleaned, content)
            problem = ""
        except NotAPicture:
            picture, problem = b"", "success.not_a_picture"
        except NotFetched:
            picture, problem = b"", "success.picture_not_fetched"
        parts, files = self._parts, list[str]()

        def work(bound: Bound) -> list[Outgoing]:
            success = successes.load(bound, id)
            if success is None or success.state == "thrown_away":
                return []
            scene = parts.scene(parts.language_of(bound, person))
            if problem:
                why = scene.say(problem, name=given.name)
                return [show(parts, bound, success, person, why)]
            if success.photo:
                files.append(photos.drop(bound, success.photo))
            number = photos.add(bound, picture, scene.now)
            rows, success = self._with_photo(bound, replace(success, photo=number), person)
            rows.append(show(parts, bound, success, person))
            return [*rows, *shown_elsewhere(parts, bound, success, person)]

        parts.courier.take(await parts.database.run(parts.workspace, work))
        self.throw_away(files)

    def _with_photo(
        self, bound: Bound, success: Success, person: str
    ) -> tuple[list[Outgoing], Success]:
        """Stores it with another picture; who agreed did not see that, and is asked anew."""
        stale = [
            each
            for each in success.people
            if each.asked_at and each.consent in ("asked", "yes") and each.person != person
        ]
        people = tuple(
            Named(each.person, each.role) if each in stale else each for each in success.people
        )
        success = successes.save(bound, replace(success, people=people))
        rows = ask_no_longer(self._parts, bound, success, stale)
        if success.state in ("asking", "posted"):
            success = ask_new(self._parts, bound, success)
        return rows, success
