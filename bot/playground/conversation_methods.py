"""The methods of the Web API about channels and direct messages."""

from __future__ import annotations

import base64
from typing import TypeVar

from bot.playground.arguments import is_true
from bot.playground.chat_methods import shown
from bot.playground.people import BOT_USER, Channel
from bot.playground.refusals import SlackError
from bot.playground.workspace import Json, Workspace

Item = TypeVar("Item")
MOST = 1000


def _open(workspace: Workspace, arguments: Json) -> Json:
    if arguments.get("channel"):
        channel = workspace.channel(arguments["channel"])
        return _opened(channel, arguments, already=True)
    people = [each.strip() for each in str(arguments.get("users") or "").split(",") if each.strip()]
    if not people:
        raise SlackError("users_list_not_supplied")
    if len(people) > 1:
        raise SlackError("method_not_supported_for_channel_type")
    person = workspace.person(people[0])
    if person.is_bot:
        raise SlackError("cannot_dm_bot")
    if person.deleted:
        raise SlackError("user_disabled")
    already = f"D{person.id[1:]}" in workspace.channels
    return _opened(workspace.direct(person.id), arguments, already=already)


def _opened(channel: Channel, arguments: Json, *, already: bool) -> Json:
    found = channel.described() if is_true(arguments, "return_im") else {"id": channel.id}
    return {"channel": found, **({"no_op": True, "already_open": True} if already else {})}


def _info(workspace: Workspace, arguments: Json) -> Json:
    return {"channel": workspace.channel(arguments.get("channel", "")).described()}


def _members(workspace: Workspace, arguments: Json) -> Json:
    channel = workspace.channel(arguments.get("channel", ""))
    members, cursor = _page(list(channel.members), arguments)
    return {"members": members, "response_metadata": {"next_cursor": cursor}}


def _join(workspace: Workspace, arguments: Json) -> Json:
    channel = workspace.channel(arguments.get("channel", ""))
    if channel.direct_with:
        raise SlackError("method_not_supported_for_channel_type")
    if channel.archived:
        raise SlackError("is_archived")
    if BOT_USER in channel.members:
        return {"channel": channel.described(), "warning": "already_in_channel"}
    channel.members.append(BOT_USER)
    workspace.tell({"type": "channel", "channel": channel.id})
    return {"channel": channel.described()}


def _readable(workspace: Workspace, arguments: Json) -> Channel:
    channel = workspace.channel(arguments.get("channel", ""))
    if BOT_USER not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def _history(workspace: Workspace, arguments: Json) -> Json:
    channel = _readable(workspace, arguments)
    found = _between(list(workspace.history(channel.id)), arguments)[::-1]
    return {**_messages(found, arguments), "pin_count": 0, "channel_actions_count": 0}


def _replies(workspace: Workspace, arguments: Json) -> Json:
    channel = _readable(workspace, arguments)
    found = list(workspace.history(channel.id, arguments.get("ts", "")))
    if not found:
        raise SlackError("thread_not_found")
    first, replies = found[0], _between(found[1:], arguments)
    return _messages([first, *replies], arguments)


def _between(messages: list[Json], arguments: Json) -> list[Json]:
    """The messages after `oldest` and before `latest`, themselves only when `inclusive`."""
    oldest, latest = str(arguments.get("oldest") or "0"), str(arguments.get("latest") or "")
    ends = (oldest, latest) if is_true(arguments, "inclusive") else ()
    return [
        message
        for message in messages
        if message["ts"] in ends
        or (message["ts"] > oldest and (not latest or message["ts"] < latest))
    ]


def _messages(found: list[Json], arguments: Json) -> Json:
    whole = is_true(arguments, "include_all_metadata")
    page, cursor = _page(found, arguments)
    answer: Json = {
        "messages": [shown(message, whole) for message in page],
        "has_more": bool(cursor),
    }
    return answer | ({"response_metadata": {"next_cursor": cursor}} if cursor else {})


def _page(found: list[Item], arguments: Json) -> tuple[list[Item], str]:
    """A page of a list, and the cursor of the next one."""
    limit, start = str(arguments.get("limit") or 100), _start(arguments.get("cursor"))
    if not limit.isdecimal() or not 0 < int(limit) <= MOST:
        raise SlackError("invalid_limit")
    end = start + int(limit)
    cursor = base64.b64encode(f"next:{end}".encode()).decode() if len(found) > end else ""
    return found[start:end], cursor


def _start(cursor: object) -> int:
    """Where the page of a cursor begins; raises SlackError."""
    if not cursor:
        return 0
    try:
        return int(base64.b64decode(str(cursor)).removeprefix(b"next:"))
    except ValueError:
        raise SlackError("invalid_cursor") from None


METHODS = {
    "conversations.history": _history,
    "conversations.info": _info,
    "conversations.join": _join,
    "conversations.members": _members,
    "conversations.open": _open,
    "conversations.replies": _replies,
}
