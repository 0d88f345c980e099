"""Hands over files on Slack, once each: an address to send to, the bytes, and then the message.

Files carry no metadata, so what tells of the row is the name that a file is saved under:
`INK-0001-173.ics` for row 173. On screen stands its title.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from functools import partial
from io import BytesIO
from pathlib import PurePath
from typing import Any, BinaryIO

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.notes import backoff
from bot.ports import Delivered, NotDelivered, Outcome, Outgoing, Sent, Uncertain, Wait
from bot.slack import says
from bot.slack.failures import FAILED, meaning, patiently, reason
from bot.slack.limits import cut
from bot.slack.text import escaped
from dialogs.files import File

FILE_ALT_TEXT = 1000
"""So many characters Slack takes at a file; at a picture in a message it is more."""
LARGE_SECONDS = 300
"""So long a large file may take on its way."""
COMMENT_TEXT = 3900
TOGETHER = 10
"""So many seconds the steps take together at most: no longer than a single call, as a claim in the
outbox lasts no longer."""


async def send(
    client: AsyncWebClient, opened: Callable[[str], Awaitable[str]], outgoing: Outgoing
) -> Outcome:
    """Sends the words and the files of a message as one.

    Until the last step nobody sees anything, so what fails before it is simply not sent.
    """
    until = asyncio.get_running_loop().time() + TOGETHER
    try:
        async with asyncio.timeout_at(until):
            channel = await opened(outgoing.channel)
            files = [await _upload(client, each, outgoing.id) for each in outgoing.message.files]
    except FAILED as error:
        outcome = meaning(error)
        if isinstance(outcome, Uncertain):
            return Wait(backoff(outgoing.attempts).seconds, outcome.reason)
        return outcome
    try:
        async with asyncio.timeout_at(until):
            answer = await client.files_completeUploadExternal(
                files=files,
                channel_id=channel,
                initial_comment=says.message(outgoing.message)[0],
                thread_ts=outgoing.thread or None,
            )
    except FAILED as error:
        return meaning(error)
    return Sent(channel, stands_at(answer.get("files") or (), channel) or str(files[0]["id"]))


def stands_at(files: Iterable[Mapping[str, Any]], channel: str) -> str:
    """The ts of the message in a channel that the files stand in.

    Empty where Slack does not tell: often it answers before it has shared them.
    """
    for each in files:
        for shared in (each.get("shares") or {}).values():
            for share in shared.get(channel) or ():
                return str(share.get("ts") or "")
    return ""


def is_of(message: Mapping[str, Any], outgoing: Outgoing) -> bool:
    """Whether a message in a conversation has the files of this row."""
    names = {named(each, outgoing.id) for each in outgoing.message.files}
    return any(each.get("name") in names for each in message.get("files") or ())


def named(file: File, row: int) -> str:
    """The name that a file is saved under."""
    name = PurePath(file.name)
    return f"{name.stem}-{row}{name.suffix}"


async def _upload(client: AsyncWebClient, file: File, row: int) -> dict[str, str | None]:
    content = file.content if isinstance(file.content, bytes) else file.content.encode()
    place = await client.files_getUploadURLExternal(
        filename=named(file, row),
        length=len(content),
        alt_txt=cut(file.alt, FILE_ALT_TEXT) or None,
    )
    session = client.session
    assert session is not None
    async with session.post(place["upload_url"], data=content) as answer:
        answer.raise_for_status()
    return {"id": place["file_id"], "title": file.title}


async def deliver(
    client: AsyncWebClient, channel: str, comment: str, files: Sequence[Delivered]
) -> None:
    """Hands over files that are not kept, as one message; raises NotDelivered.

    Not tried again where it may have arrived: whoever asked for it can ask once more.
    """
    try:
        sent = [await patiently(partial(_upload_large, client, each)) for each in files]
        await client.files_completeUploadExternal(
            files=sent, channel_id=channel, initial_comment=cut(escaped(comment), COMMENT_TEXT)
        )
    except FAILED as error:
        raise NotDelivered(reason(error)) from error


async def keep(client: AsyncWebClient, file: Delivered) -> str:
    """Uploads a file that only we see, to stand in blocks of ours; gives its id.

    Raises what `patiently` raises. Slack looks at it for a moment before it may stand anywhere.
    """
    sent = await patiently(partial(_upload_large, client, file))
    await patiently(partial(client.files_completeUploadExternal, files=[sent]))
    return str(sent["id"])


async def _upload_large(client: AsyncWebClient, file: Delivered) -> dict[str, str | None]:
    """Sends the bytes of a file, read as they go where they lie on the disk."""
    with contextlib.ExitStack() as stack:
        if isinstance(file.content, bytes):
            content: BinaryIO = BytesIO(file.content)
            length = len(file.content)
        else:
            content = stack.enter_context(file.content.open("rb"))
            length = file.content.stat().st_size
        place = await client.files_getUploadURLExternal(
            filename=file.name, length=length, alt_txt=cut(file.alt, FILE_ALT_TEXT) or None
        )
        session = client.session
        assert session is not None
        timeout = aiohttp.ClientTimeout(total=LARGE_SECONDS)
        async with session.post(place["upload_url"], data=content, timeout=timeout) as answer:
            answer.raise_for_status()
    return {"id": place["file_id"], "title": file.title}
