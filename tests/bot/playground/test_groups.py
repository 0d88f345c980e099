"""User groups in the local workspace: who is in one, and what the bot is told when that changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from slack_bolt.async_app import AsyncAck
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.people import AMINA, PIET, SANNE
from bot.playground.server import LocalWorkspace
from tests.bot.playground.listening import Listening, manifest


async def test_who_is_in_a_group(api: AsyncWebClient, workspace: LocalWorkspace) -> None:
    group = workspace.administration.make_group("inkoop", PIET, AMINA)

    told = await api.usergroups_users_list(usergroup=group)
    listed = await api.usergroups_list(include_users=True, include_count=True)

    assert told["users"] == [PIET, AMINA]
    (only,) = listed["usergroups"]
    assert (only["id"], only["handle"], only["date_delete"]) == (group, "inkoop", 0)
    assert (only["users"], only["user_count"]) == ([PIET, AMINA], "2")
    assert "users" not in (await api.usergroups_list())["usergroups"][0]


@pytest.mark.parametrize("how", ["disable_group", "remove_group"])
async def test_a_group_that_is_off_or_removed_is_not_found(
    how: str, api: AsyncWebClient, workspace: LocalWorkspace
) -> None:
    group = workspace.administration.make_group("inkoop", PIET)

    getattr(workspace.administration, how)(group)

    with pytest.raises(SlackApiError) as refused:
        await api.usergroups_users_list(usergroup=group)
    assert refused.value.response["error"] == "no_such_subteam"
    assert (await api.usergroups_list())["usergroups"] == []
    if how == "disable_group":
        told = await api.usergroups_users_list(usergroup=group, include_disabled=True)
        assert told["users"] == [PIET]
        workspace.administration.disable_group(group, back=True)
        assert (await api.usergroups_users_list(usergroup=group))["users"] == [PIET]


@pytest.fixture
def listening(bot: Listening) -> Listening:
    """A bot that listens to what becomes of user groups."""

    async def hear(ack: AsyncAck) -> None:
        await ack()

    for kind in ("subteam_updated", "subteam_members_changed"):
        bot.app.event(kind)(hear)
    return bot


async def test_the_bot_is_told_who_came_and_who_went(listening: Listening) -> None:
    administration = listening.workspace.administration
    group = administration.make_group("inkoop", PIET, AMINA)
    administration.change_group(group, AMINA, SANNE)
    administration.disable_group(group)

    await listening.workspace.delivery.settled()

    told = [each["event"] for each in listening.workspace.delivered("event")]
    changes = [each for each in told if each["type"] == "subteam_members_changed"]
    assert [each["subteam_id"] for each in changes] == [group, group]
    assert (changes[1]["added_users"], changes[1]["removed_users"]) == ([SANNE], [PIET])
    assert (changes[1]["added_users_count"], changes[1]["removed_users_count"]) == ("1", "1")
    newest = [each["subteam"] for each in told if each["type"] == "subteam_updated"][-1]
    assert (newest["users"], newest["user_count"]) == ([AMINA, SANNE], 2)
    assert newest["date_delete"] > 0


async def test_of_a_large_group_an_event_tells_500(listening: Listening) -> None:
    administration = listening.workspace.administration
    administration.make_group("allen", *administration.hire(700))

    await listening.workspace.delivery.settled()

    (told,) = [
        each["event"]["subteam"]
        for each in listening.workspace.delivered("event")
        if each["event"]["type"] == "subteam_updated"
    ]
    assert (len(told["users"]), told["user_count"]) == (500, 700)


async def test_groups_are_there_after_a_restart(tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    async with LocalWorkspace(manifest(), state_file=state) as workspace:
        group = workspace.administration.make_group("inkoop", PIET)

    async with LocalWorkspace(manifest(), state_file=state) as workspace:
        assert workspace.workspace.groups[group].users == [PIET]
