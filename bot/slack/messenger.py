"""Posts and updates on Slack, once each, and tells exactly what came of it.

The client has no retry handlers of its own: sending again is the courier's decision (T4).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.log import log
from bot.notes import backoff
from bot.ports import (
    Delivered,
    NotDelivered,
    Outcome,
    Outgoing,
    Place,
    Refused,
    Sent,
    Uncertain,
    Wait,
)
from bot.slack import files, forms, says
from bot.slack.failures import (
    FAILED,
    NO_ANSWER,
    TOO_LATE,
    not_seen,
    patiently,
    reason,
    refusal,
)
from bot.slack.photos import SlackPhotos
from bot.store.database import NotSaved
from dialogs.files import Photo
from dialogs.messages import Form, Message

EVENT_TYPE = "inkoopmaatje_outbox"
PAGE = 200
MARGIN = timedelta(days=1)
"""How far Slack's clock and ours may be apart: one that was in the wrong time zone until somebody
set it right is hours off, and who looks too late in the conversation sends again (T4)."""


PATIENCE = 5
"""After so many tries a message goes without its picture."""
LOOKING_SECONDS = 2.0
"""So long we wait while Slack looks at a file that is new to it."""
NOT_LOOKED_AT = {"invalid_blocks", "invalid_arguments"}


class NotOpened(Exception):
    """A window did not open; `too_late` when the click was too long ago for Slack."""

    def __init__(self, *, too_late: bool) -> None:
        super().__init__()
        self.too_late = too_late


def _mark(outgoing: Outgoing) -> dict[str, str]:
    """What names a row for ever: ids are given again where a backup was put back."""
    return {"id": str(outgoing.id), "said": f"{outgoing.created_at.timestamp():.6f}"}


def _is_of(payload: Mapping[str, str], outgoing: Outgoing) -> bool:
    """Whether a message carries the mark of this row; earlier versions gave only the id."""
    return bool(payload) and _mark(outgoing) == {**_mark(outgoing), **payload}


class SlackMessenger:
    """The messages and windows of one workspace."""

    def __init__(
        self, client: AsyncWebClient, words: Callable[[str, str], str], photos: SlackPhotos
    ) -> None:
        self._client = client
        self._words = words
        self._photos = photos

    async def send(self, outgoing: Outgoing) -> Outcome:
        """Posts, updates, shows to one person, or hands over files, as the message asks for."""
        if outgoing.message.files:
            return await files.send(self._client, self._channel, outgoing)
        if outgoing.message.photo:
            return await self._with_photo(outgoing, outgoing.message.photo)
        return await self._post(outgoing)

    async def _with_photo(self, outgoing: Outgoing, photo: Photo) -> Outcome:
        """Posts a message with its picture, once Slack has that and has looked at it; when that
        takes too long, without."""
        if outgoing.attempts > PATIENCE:
            return await self._post(outgoing)
        try:
            file = await self._photos.file_of(photo)
        except (*FAILED, NotSaved) as error:
            log.warning("photo.not_uploaded", row=outgoing.id, reason=reason(error))
            return Wait(backoff(outgoing.attempts).seconds, "the picture was not uploaded")
        outcome = await self._post(outgoing, file)
        if isinstance(outcome, Refused) and outcome.reason in NOT_LOOKED_AT:
            return Wait(LOOKING_SECONDS, "the picture is being looked at")
        return outcome

    async def _post(self, outgoing: Outgoing, file: str = "") -> Outcome:
        text, blocks = says.message(outgoing.message, file)
        common: dict[str, Any] = {"channel": outgoing.channel, "text": text, "blocks": blocks}
        if outgoing.message.replaces:
            return await self._try(self._client.chat_update(ts=outgoing.target, **common))
        if outgoing.thread:
            common["thread_ts"] = outgoing.thread
        if outgoing.message.only_for:
            person = outgoing.message.only_for
            return await self._try(self._client.chat_postEphemeral(user=person, **common))
        metadata = {"event_type": EVENT_TYPE, "event_payload": _mark(outgoing)}
        return await self._try(
            self._client.chat_postMessage(
                metadata=metadata, unfurl_links=False, unfurl_media=False, **common
            )
        )

    async def deliver(self, person: str, comment: str, handed: Sequence[Delivered]) -> None:
        """Hands files over to somebody, in their direct message; raises NotDelivered."""
        try:
            channel = await patiently(lambda: self._channel(person))
        except FAILED as error:
            raise NotDelivered(reason(error)) from error
        await files.deliver(self._client, channel, comment, handed)

    async def find(self, outgoing: Outgoing) -> Outcome | None:
        """Looks in the conversation for the message with this row's mark in its metadata, or its id
        in the names of its files."""
        try:
            channel = await self._channel(outgoing.channel)
            async for message in self._said_since(channel, outgoing):
                metadata = message.get("metadata") or {}
                if _is_of(metadata.get("event_payload") or {}, outgoing) or files.is_of(
                    message, outgoing
                ):
                    return Sent(channel, message["ts"])
        except SlackApiError as error:
            return not_seen(refusal(error))
        except NO_ANSWER as error:
            return Uncertain(type(error).__name__)
        return None

    async def _channel(self, channel: str) -> str:
        """The direct message, where a channel is given as the person that it is with."""
        if not channel.startswith(("U", "W")):
            return channel
        opened = await self._client.conversations_open(users=channel)
        id: str = opened["channel"]["id"]
        return id

    async def _said_since(self, channel: str, outgoing: Outgoing) -> AsyncIterator[dict[str, Any]]:
        """What stands in the conversation since a message was made, page by page."""
        wanted: dict[str, Any] = {
            "channel": channel,
            "oldest": f"{(outgoing.created_at - MARGIN).timestamp():.6f}",
            "include_all_metadata": True,
            "limit": PAGE,
        }
        read: Callable[..., Awaitable[Any]] = self._client.conversations_history
        if outgoing.thread:
            wanted["ts"] = outgoing.thread
            read = self._client.conversations_replies
        while True:
            found = await read(**wanted)
            for message in found["messages"]:
                yield message
            wanted["cursor"] = (found.get("response_metadata") or {}).get("next_cursor")
            if not wanted["cursor"]:
                return

    async def _try(self, call: Awaitable[Any]) -> Outcome:
        try:
            answer = await call
        except SlackApiError as error:
            return refusal(error)
        except NO_ANSWER as error:
            return Uncertain(type(error).__name__)
        return Sent(answer.get("channel") or "", answer.get("ts") or answer.get("message_ts") or "")

    async def tell(self, person: str, place: Place, message: Message, reply_to: str = "") -> None:
        """Shows a message to one person: in reply to what they did, else in the conversation.

        What they did on the home page is answered in the direct message with them.
        """
        text, blocks = says.message(message)
        try:
            if reply_to:
                await patiently(lambda: self._reply(reply_to, {"text": text, "blocks": blocks}))
            elif place.channel == person:
                await patiently(
                    lambda: self._client.chat_postMessage(
                        channel=person,
                        text=text,
                        blocks=blocks,
                        unfurl_links=False,
                        unfurl_media=False,
                    ),
                    harmless_twice=False,
                )
            else:
                await patiently(
                    lambda: self._client.chat_postEphemeral(
                        channel=place.channel,
                        user=person,
                        text=text,
                        blocks=blocks,
                        thread_ts=place.thread or None,
                    )
                )
        except FAILED as error:
            log.warning("tell.failed", person=person, channel=place.channel, reason=reason(error))

    async def _reply(self, url: str, body: dict[str, Any]) -> None:
        """Answers at a response_url: it works where the bot is no member."""
        session = self._client.session
        assert session is not None
        body = {"response_type": "ephemeral", "replace_original": False, **body}
        async with asyncio.timeout(10), session.post(url, json=body) as answer:
            answer.raise_for_status()

    async def open_form(self, trigger: str, form: Form | None, language: str) -> str:
        """Opens a form, or a window that waits for one (T1); raises NotOpened."""
        view = self._modal(form, language) if form else self._loading(language, "form.loading")
        try:
            opened = await self._client.views_open(trigger_id=trigger, view=view)
        except FAILED as error:
            log.warning("form.not_opened", reason=reason(error))
            raise NotOpened(too_late=reason(error) in TOO_LATE) from error
        window: str = opened["view"]["id"]
        return window

    async def fill_form(self, window: str, form: Form | None, language: str) -> bool:
        """Draws a form in an open window; without one, says that it does not work now.

        False when the window still waits; one that was closed waits no longer.
        """
        view = self._modal(form, language) if form else self._loading(language, "form.sorry")
        try:
            await patiently(lambda: self._client.views_update(view_id=window, view=view))
        except FAILED as error:
            log.warning("form.not_filled", reason=reason(error))
            return reason(error) == "not_found"
        return True

    def modal(self, form: Form, language: str) -> dict[str, Any]:
        """The modal of a form, for an answer to a form that was sent in."""
        return self._modal(form, language)

    def _modal(self, form: Form, language: str) -> dict[str, Any]:
        words = {
            "party": self._words(language, "form.party"),
            "choice": self._words(language, "input.choice"),
            "person": self._words(language, "input.person"),
            "date": self._words(language, "input.date"),
        }
        return forms.modal(form, words)

    def _loading(self, language: str, key: str) -> dict[str, Any]:
        return forms.loading(
            self._words(language, "home.heading"),
            self._words(language, key),
            self._words(language, "form.close"),
        )
