"""Counts who reacted to a message on Slack: people once each, whatever they reacted with."""

from __future__ import annotations

from functools import partial

from slack_sdk.web.async_client import AsyncWebClient

from bot.log import log
from bot.slack.failures import FAILED, patiently, reason


class SlackCheers:
    """The reactions in one workspace."""

    def __init__(self, client: AsyncWebClient, bot_user: str) -> None:
        self._client = client
        self._bot_user = bot_user

    async def cheers(self, channel: str, ts: str) -> int | None:
        """How many people reacted to a message; None when it cannot be seen (any more)."""
        try:
            answer = await patiently(
                partial(self._client.reactions_get, channel=channel, timestamp=ts, full=True)
            )
        except FAILED as error:
            log.warning("cheers.not_counted", channel=channel, reason=reason(error))
            return None
        reactions = (answer.get("message") or {}).get("reactions") or ()
        people = {person for each in reactions for person in each.get("users", ())}
        return len(people - {self._bot_user})
