"""Pictures on Slack: fetched where somebody gave one, uploaded to stand in messages, taken away."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar
from urllib.parse import urlsplit

from slack_sdk.web.async_client import AsyncWebClient

from bot.log import log
from bot.ports import Delivered, NotFetched
from bot.slack import files
from bot.slack.failures import FAILED, patiently, reason
from bot.store import photos
from bot.store.database import Bound, Database
from dialogs.files import Photo

Result = TypeVar("Result")

NAME = "foto.jpg"
SLACK = (".slack.com", ".slack-files.com")
"""Where our token may go with a request for a file, besides the address of the Web API."""
PIECE = 65_536


class SlackPhotos:
    """The pictures of one workspace, as files of ours at Slack."""

    def __init__(self, client: AsyncWebClient, database: Database, workspace: str) -> None:
        self._client = client
        self._database = database
        self._workspace = workspace

    async def file_of(self, photo: Photo) -> str:
        """The id of a picture's file; uploaded when it has none yet, empty when it is no more.

        Raises what `patiently` raises, and NotSaved.
        """
        kept = await self._run(partial(photos.load, id=photo.id))
        if kept is None or kept.file:
            return kept.file if kept else ""
        file = await files.keep(
            self._client, Delivered(NAME, photo.alt[:200], kept.content, photo.alt)
        )
        if await self._run(partial(photos.stands_as, id=photo.id, file=file)):
            return file
        await self.throw_away(file)
        kept = await self._run(partial(photos.load, id=photo.id))
        return kept.file if kept else ""

    async def fetch(self, url: str, most: int) -> bytes:
        """The content of a file that somebody gave, at most so many bytes; raises NotFetched.

        Slack answers with a page on which one can log in where we may not see the file.
        """
        if not self._ours(url):
            raise NotFetched("not an address of the platform")
        session = self._client.session
        assert session is not None
        headers = {"Authorization": f"Bearer {self._client.token}"}
        try:
            async with session.get(url, headers=headers) as answer:
                answer.raise_for_status()
                if answer.content_type == "text/html":
                    raise NotFetched("missing_scope")
                content = bytearray()
                async for piece in answer.content.iter_chunked(PIECE):
                    content += piece
                    if len(content) > most:
                        raise NotFetched("too_large")
        except FAILED as error:
            raise NotFetched(reason(error)) from error
        return bytes(content)

    def _ours(self, url: str) -> bool:
        asked, base = urlsplit(url), urlsplit(self._client.base_url)
        if asked.netloc == base.netloc:
            return asked.scheme == base.scheme
        return asked.scheme == "https" and (asked.hostname or "").endswith(SLACK)

    async def throw_away(self, file: str) -> None:
        """Takes a file of ours out of Slack, where it still is."""
        try:
            await patiently(partial(self._client.files_delete, file=file))
        except FAILED as error:
            log.warning("photo.not_deleted", file=file, reason=reason(error))

    async def _run(self, work: Callable[[Bound], Result]) -> Result:
        return await self._database.run(self._workspace, work)
