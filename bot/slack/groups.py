"""User groups on Slack: asks who is in one (usergroups.users.list), and hears that one changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.log import log
from bot.ports import GroupTold
from bot.slack.failures import FAILED, patiently, reason


class SlackGroups:
    """The user groups of one workspace: one at a time, never the whole list (T7)."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def look_up(self, group: str) -> GroupTold | None:
        """Who Slack says is in a group; None when it does not say.

        One that is switched off is not found, for we do not ask for those as well: who switched
        it off does not keep it up any more. One without members counts as gone too: Slack lets
        nobody save an empty group, but tells the members of one that is switched off as none.
        """
        try:
            told = await patiently(lambda: self._client.usergroups_users_list(usergroup=group))
        except FAILED as error:
            if reason(error) == "no_such_subteam":
                return GroupTold(gone=True)
            log.warning("group.not_told", group=group, reason=reason(error))
            return None
        members = frozenset(told["users"] or ())
        return GroupTold(members, gone=not members)


class GroupListeners:
    """Hears from Slack that a group changed; what came of it is asked, for Slack tells of 500
    members at most. Where no group has a role it is heard and passed by: what is not heard Slack
    sends again."""

    def __init__(self, changed: Callable[[str], None] | None) -> None:
        self._changed = changed

    def connect(self, app: AsyncApp) -> None:
        """Registers the listeners."""
        app.event("subteam_updated")(self.on_updated)
        app.event("subteam_members_changed")(self.on_members_changed)

    async def on_updated(self, ack: AsyncAck, event: dict[str, Any]) -> None:
        """A group has another name, was switched off or on, or has other members."""
        self._heard(event["subteam"]["id"])
        await ack()

    async def on_members_changed(self, ack: AsyncAck, event: dict[str, Any]) -> None:
        """A group has other members."""
        self._heard(event["subteam_id"])
        await ack()

    def _heard(self, group: str) -> None:
        if self._changed:
            self._changed(group)
