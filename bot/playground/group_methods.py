"""The methods of the Web API about user groups: which there are, and who is in them."""

from __future__ import annotations

from bot.playground.arguments import is_true
from bot.playground.people import Group
from bot.playground.refusals import SlackError
from bot.playground.workspace import Json, Workspace

MOST_TOLD = 500
"""So many members at most come with an event; the count is always whole."""


def _list(workspace: Workspace, arguments: Json) -> Json:
    found = [
        each
        for each in workspace.groups.values()
        if not each.disabled_at or is_true(arguments, "include_disabled")
    ]
    users, count = is_true(arguments, "include_users"), is_true(arguments, "include_count")
    return {"usergroups": [_described(each, users=users, count=count) for each in found]}


def _described(group: Group, *, users: bool, count: bool) -> Json:
    return (
        group.described()
        | ({"users": list(group.users)} if users else {})
        | ({"user_count": str(len(group.users))} if count else {})
    )


def _users(workspace: Workspace, arguments: Json) -> Json:
    """One that is switched off is only found by who asks for those as well."""
    group = workspace.groups.get(arguments.get("usergroup", ""))
    if group is None or (group.disabled_at and not is_true(arguments, "include_disabled")):
        raise SlackError("no_such_subteam")
    return {"users": list(group.users)}


def updated(workspace: Workspace, group: Group) -> None:
    """Tells the bot that a group is not what it was."""
    subteam = _described(group, users=False, count=False)
    subteam |= {"users": group.users[:MOST_TOLD], "user_count": len(group.users)}
    event = {"type": "subteam_updated", "subteam": subteam, "event_ts": workspace.new_ts()}
    workspace.happened("subteam_updated", event)


METHODS = {"usergroups.list": _list, "usergroups.users.list": _users}
