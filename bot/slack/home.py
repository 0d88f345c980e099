"""Shows home pages on Slack: the words at once, and their picture as soon as Slack has it.

A picture is uploaded for us alone, and stands in the page under the id of its file. Slack looks at
a new file for a moment, and refuses a page with it until it has.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.log import log
from bot.pictures.apart import NotDrawn, drawn
from bot.ports import Delivered
from bot.slack import files, says
from bot.slack.failures import FAILED, error_code, patiently, reason
from dialogs.files import Picture
from dialogs.messages import Home

PAUSES = (0.5, 1.0, 2.0, 4.0)
"""Seconds between the tries to show a page with a file that is new to Slack."""
FILE_REFUSED = {"invalid_blocks", "invalid_arguments"}
TURNED_AWAY = "hash_conflict"
REMEMBERED = 200
"""So many files are remembered; one that is forgotten is drawn and uploaded again."""


class HomePages:
    """The home pages of one workspace, and which picture of theirs is which file at Slack."""

    def __init__(
        self,
        client: AsyncWebClient,
        pauses: Sequence[float] = PAUSES,
        remembered: int = REMEMBERED,
    ) -> None:
        self._client = client
        self._pauses = pauses
        self._remembered = remembered
        self._files: dict[str, str] = {}
        self._adding = asyncio.Lock()

    async def show(self, person: str, read: Callable[[], Awaitable[Home]]) -> None:
        """Publishes somebody's home page; what is tried again is read again.

        Its picture follows, unless they look at something else by then.
        """

        async def publish() -> tuple[Home, str, bool]:
            page = await read()
            file = self._files.get(_key(page.picture), "")
            try:
                return page, await self._publish(person, page, file), bool(file)
            except SlackApiError as error:
                if not file or error_code(error) not in FILE_REFUSED:
                    raise
                # It stood on a page before, so it was thrown away at Slack.
                self._files.pop(_key(page.picture), None)
                return page, await self._publish(person, page), False

        try:
            page, version, complete = await patiently(publish)
        except FAILED as error:
            log.warning("home.not_shown", person=person, reason=reason(error))
            return
        if page.picture and not complete:
            await self._add_picture(person, page, page.picture, version)

    async def _publish(self, person: str, page: Home, file: str = "", version: str = "") -> str:
        """Gives the version that Slack made of the page; with a version it takes the place of that
        one only, so that who turned to another part is not dragged back (T36)."""
        answer = await self._client.views_publish(
            user_id=person, view=says.home(page, file), hash=version or None
        )
        made: str = answer["view"]["hash"]
        return made

    async def _add_picture(self, person: str, page: Home, picture: Picture, version: str) -> None:
        """One picture at a time: the first who needs it draws and uploads it for all."""
        async with self._adding:
            try:
                file = self._files.get(_key(picture)) or await self._upload(picture)
                await self._publish_with(file, person, page, version)
                self._remember(picture, file)
            except NotDrawn as error:
                log.error("picture.not_drawn", reason=str(error))
            except FAILED as error:
                log.warning("home.picture_not_shown", person=person, reason=reason(error))

    async def _upload(self, picture: Picture) -> str:
        content = await drawn(picture.svg)
        wanted = Delivered(picture.name, picture.title, content, picture.alt)
        return await files.keep(self._client, wanted)

    async def _publish_with(self, file: str, person: str, page: Home, version: str) -> None:
        """Publishes a page with its picture once Slack has looked at the file."""
        for pause in (*self._pauses, None):
            try:
                await patiently(partial(self._publish, person, page, file, version))
                return
            except SlackApiError as error:
                if error_code(error) == TURNED_AWAY:
                    return
                if error_code(error) not in FILE_REFUSED or pause is None:
                    raise
            await asyncio.sleep(pause)

    def _remember(self, picture: Picture, file: str) -> None:
        self._files[_key(picture)] = file
        if len(self._files) > self._remembered:
            del self._files[next(iter(self._files))]


def _key(picture: Picture | None) -> str:
    return hashlib.sha256(picture.svg.encode()).hexdigest() if picture else ""
