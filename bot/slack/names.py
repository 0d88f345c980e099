"""Asks Slack what somebody is called, for the moment: no name is ever kept or logged."""

from __future__ import annotations

from functools import partial

from slack_sdk.web.async_client import AsyncWebClient

from bot.log import log
from bot.slack.failures import FAILED, patiently, reason

FIELDS = ("real_name", "display_name", "real_name_normalized", "display_name_normalized")


class SlackNames:
    """The names of the people of one workspace."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def names_of(self, person: str) -> tuple[str, ...]:
        """The names of somebody, the full one first; empty when Slack does not say."""
        try:
            answer = await patiently(partial(self._client.users_info, user=person))
        except FAILED as error:
            log.warning("names.not_known", person=person, reason=reason(error))
            return ()
        user = answer["user"]
        profile = user.get("profile") or {}
        found = [profile.get(each) for each in FIELDS] + [user.get("real_name"), user.get("name")]
        return tuple(dict.fromkeys(each for each in found if each))
