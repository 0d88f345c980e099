"""Asks Slack who somebody is (users.info): one person at a time, never the whole list (T7)."""

from __future__ import annotations

import asyncio

from slack_sdk.web.async_client import AsyncWebClient

from bot.log import log
from bot.ports import Known
from bot.slack import hears
from bot.slack.failures import FAILED, patiently, reason

REST = 60.0
"""Seconds in which nobody is asked for after Slack failed: its silence is then met once, not once
for each person."""


class SlackDirectory:
    """The people of one workspace, as Slack knows them."""

    def __init__(self, client: AsyncWebClient, workspace: str, rest: float = REST) -> None:
        self._client = client
        self._workspace = workspace
        self._rest = rest
        self._asked_again_at = 0.0

    async def look_up(self, person: str) -> Known | None:
        """What Slack says of somebody; None when it does not say.

        Who is not there at all counts as gone; who may not be seen belongs elsewhere.
        """
        loop = asyncio.get_running_loop()
        if loop.time() < self._asked_again_at:
            return None
        try:
            told = await patiently(lambda: self._client.users_info(user=person))
        except FAILED as error:
            match reason(error):
                case "user_not_found":
                    return Known(person, "", deleted=True)
                case "user_not_visible":
                    return Known(person, "", outside=True)
                case failed:
                    log.warning("directory.not_told", person=person, reason=failed)
                    self._asked_again_at = loop.time() + self._rest
                    return None
        return hears.somebody(told["user"], self._workspace)
