"""Posts and updates on Slack, once each, and tells exactly what came of it.

The client has no retry handlers of its own: sending again is the courier's decision (T4).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.log import log
from bot.ports import Outcome, Outgoing, Place, Refused, Sent, Uncertain, Unknowable, Wait
from bot.slack import forms, says
from dialogs.messages import Form, Home, Message

NO_ANSWER = (aiohttp.ClientError, TimeoutError, ConnectionError)
EVENT_TYPE = "inkoopmaatje_outbox"
TRANSIENT = {"internal_error", "fatal_error", "service_unavailable", "request_timeout"}
MENDED = {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"}
"""What is wrong with the token: once that is mended, the same call works."""
MISSING = {"message_not_found", "cant_update_message", "edit_window_closed"}
GONE = {
    "channel_not_found", "not_in_channel", "is_archived", "user_not_found", "cannot_dm_bot",
    "user_disabled", "restricted_action", "thread_not_found", "messages_tab_disabled", *MISSING,
}  # fmt: skip

PAGE = 200
MARGIN = timedelta(minutes=5)
"""How far Slack's clock and ours may be apart."""


class SlackMessenger:
    """The messages and windows of one workspace."""

    def __init__(self, client: AsyncWebClient, words: Callable[[str, str], str]) -> None:
        self._client = client
        self._words = words

    async def send(self, outgoing: Outgoing) -> Outcome:
        """Posts, updates, or shows to one person, whatever the message asks for."""
        text, blocks = says.message(outgoing.message)
        common: dict[str, Any] = {"channel": outgoing.channel, "text": text, "blocks": blocks}
        if outgoing.message.replaces:
            return await self._try(self._client.chat_update(ts=outgoing.target, **common))
        if outgoing.thread:
            common["thread_ts"] = outgoing.thread
        if outgoing.message.only_for:
            person = outgoing.message.only_for
            return await self._try(self._client.chat_postEphemeral(user=person, **common))
        metadata = {"event_type": EVENT_TYPE, "event_payload": {"id": str(outgoing.id)}}
        return await self._try(
            self._client.chat_postMessage(
                metadata=metadata, unfurl_links=False, unfurl_media=False, **common
            )
        )

    async def find(self, outgoing: Outgoing) -> Outcome | None:
        """Looks in the conversation for the message with this row's id in its metadata."""
        try:
            channel = await self._channel(outgoing.channel)
            async for message in self._said_since(channel, outgoing):
                metadata = message.get("metadata") or {}
                if metadata.get("event_payload", {}).get("id") == str(outgoing.id):
                    return Sent(channel, message["ts"])
        except SlackApiError as error:
            return _not_seen(_refusal(error))
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
            return _refusal(error)
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
                await self._reply(reply_to, {"text": text, "blocks": blocks})
                return
            if place.channel == person:
                await self._client.chat_postMessage(channel=person, text=text, blocks=blocks)
                return
            await self._client.chat_postEphemeral(
                channel=place.channel,
                user=person,
                text=text,
                blocks=blocks,
                thread_ts=place.thread or None,
            )
        except (SlackApiError, *NO_ANSWER) as error:
            log.warning("tell.failed", person=person, channel=place.channel, reason=_reason(error))

    async def _reply(self, url: str, body: dict[str, Any]) -> None:
        """Answers at a response_url: it works where the bot is no member."""
        session = self._client.session
        assert session is not None
        body = {"response_type": "ephemeral", "replace_original": False, **body}
        async with asyncio.timeout(10), session.post(url, json=body) as answer:
            answer.raise_for_status()

    async def open_form(self, trigger: str, form: Form | None, language: str) -> str | None:
        """Opens a form, or a window that waits for one; None when it came too late (T1)."""
        view = self._modal(form, language) if form else self._loading(language, "form.loading")
        try:
            opened = await self._client.views_open(trigger_id=trigger, view=view)
        except (SlackApiError, *NO_ANSWER) as error:
            log.warning("form.not_opened", reason=_reason(error))
            return None
        window: str = opened["view"]["id"]
        return window

    async def fill_form(self, window: str, form: Form | None, language: str) -> None:
        """Draws a form in an open window; without one, says that it does not work now."""
        view = self._modal(form, language) if form else self._loading(language, "form.sorry")
        try:
            await self._client.views_update(view_id=window, view=view)
        except (SlackApiError, *NO_ANSWER) as error:
            log.warning("form.not_filled", reason=_reason(error))

    async def show_home(self, person: str, home: Home) -> None:
        """Publishes somebody's home page."""
        try:
            await self._client.views_publish(user_id=person, view=says.home(home))
        except (SlackApiError, *NO_ANSWER) as error:
            log.warning("home.not_shown", person=person, reason=_reason(error))

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


def _refusal(error: SlackApiError) -> Wait | Uncertain | Refused:
    code = error_code(error)
    status = error.response.status_code
    if status == 429 or code in ("ratelimited", "rate_limited"):
        return Wait(float(error.response.headers.get("Retry-After", 1)), "ratelimited")
    if status >= 500 or code in TRANSIENT:
        return Uncertain(f"{status} {code}")
    return Refused(code, gone=code in GONE, missing=code in MISSING)


def _not_seen(outcome: Wait | Uncertain | Refused) -> Outcome:
    """What a lookup that failed says of the message: it may still be there."""
    match outcome:
        case Wait(seconds, reason):
            return Uncertain(reason, seconds)
        case Refused(reason, gone=False):
            return Uncertain(reason) if reason in MENDED else Unknowable(reason)
    return outcome


def error_code(error: SlackApiError) -> str:
    """Slack's error code; the HTTP status when the answer was not Slack's JSON."""
    data = error.response.data
    return str(data.get("error", "")) if isinstance(data, dict) else str(error.response.status_code)


def _reason(error: Exception) -> str:
    return error_code(error) if isinstance(error, SlackApiError) else type(error).__name__
