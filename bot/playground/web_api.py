"""The Web API: the methods that the bot calls, with Slack's answers and refusals."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from typing import Any

from bot.playground.people import APP, BOT, BOT_USER, TEAM
from bot.playground.refusals import SlackError, check_message, check_view
from bot.playground.workspace import Workspace, with_ids

Json = dict[str, Any]
Method = Callable[[Workspace, Json], Json]

SCOPES = {
    "chat.postMessage": "chat:write",
    "chat.update": "chat:write",
    "chat.delete": "chat:write",
    "chat.postEphemeral": "chat:write",
    "users.info": "users:read",
    "conversations.open": "im:write",
    "reactions.add": "reactions:write",
    "files.getUploadURLExternal": "files:write",
    "files.completeUploadExternal": "files:write",
}


def call(
    workspace: Workspace, method: str, arguments: Json, scopes: Mapping[str, object] | None
) -> Json:
    """Answers one call; raises SlackError for what Slack refuses."""
    handler = METHODS.get(method)
    if handler is None:
        raise SlackError("unknown_method")
    needed = SCOPES.get(method)
    if scopes is not None and needed and needed not in scopes:
        provided = ",".join(sorted(scopes))
        raise SlackError("missing_scope", needed=needed, provided=provided)
    if scopes is not None and method in ("conversations.history", "conversations.replies"):
        _check_history_scope(workspace, arguments, scopes)
    return {"ok": True, **handler(workspace, arguments)}


def _check_history_scope(workspace: Workspace, arguments: Json, scopes: Any) -> None:
    channel = workspace.channel(arguments.get("channel", ""))
    needed = "im:history" if channel.direct_with else "channels:history"
    if needed not in scopes:
        raise SlackError("missing_scope", needed=needed, provided=",".join(sorted(scopes)))


def _auth_test(workspace: Workspace, _: Json) -> Json:
    return {
        "url": "https://gemeente-voorbeeld.slack.com/",
        "team": "Gemeente Voorbeeld",
        "user": "inkoopmaatje",
        "team_id": TEAM,
        "user_id": BOT_USER,
        "bot_id": BOT,
        "is_enterprise_install": False,
    }


def _writable(workspace: Workspace, id: str) -> Any:
    channel = workspace.channel(id)
    if channel.archived:
        raise SlackError("is_archived")
    if BOT_USER not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def _post(workspace: Workspace, arguments: Json) -> Json:
    text, blocks = arguments.get("text") or "", arguments.get("blocks")
    check_message(text, blocks, arguments.get("attachments"))
    metadata = arguments.get("metadata")
    if metadata is not None:
        _check_metadata(metadata)
    channel = _writable(workspace, arguments.get("channel", ""))
    message = workspace.bot_message(
        text, blocks, thread_ts=arguments.get("thread_ts"), metadata=metadata
    )
    workspace.add(channel, message)
    return {"channel": channel.id, "ts": message["ts"], "message": _shown(message, False)}


def _check_metadata(metadata: Any) -> None:
    if not isinstance(metadata, dict) or not metadata.get("event_type"):
        raise SlackError("invalid_metadata_format")
    if len(str(metadata)) > 8000:
        raise SlackError("metadata_too_large")


def _update(workspace: Workspace, arguments: Json) -> Json:
    text, blocks = arguments.get("text") or "", arguments.get("blocks")
    check_message(text, blocks, arguments.get("attachments"))
    channel = workspace.channel(arguments.get("channel", ""))
    message = workspace.message(channel.id, arguments.get("ts", ""))
    if message.get("bot_id") != BOT:
        raise SlackError("cant_update_message")
    message["text"] = text
    if blocks is not None:
        message["blocks"] = with_ids(blocks)
    message["edited"] = {"user": BOT_USER, "ts": workspace.new_ts()}
    workspace.tell({"type": "changed", "channel": channel.id, "message": message})
    return {"channel": channel.id, "ts": message["ts"], "text": text, "message": message}


def _ephemeral(workspace: Workspace, arguments: Json) -> Json:
    text, blocks = arguments.get("text") or "", arguments.get("blocks")
    check_message(text, blocks, arguments.get("attachments"))
    channel = _writable(workspace, arguments.get("channel", ""))
    if arguments.get("user") not in channel.members:
        raise SlackError("user_not_in_channel")
    message = workspace.bot_message(text, blocks, thread_ts=arguments.get("thread_ts"))
    workspace.add_ephemeral(channel, arguments["user"], message)
    return {"message_ts": message["ts"]}


def _delete(workspace: Workspace, arguments: Json) -> Json:
    channel = workspace.channel(arguments.get("channel", ""))
    message = workspace.message(channel.id, arguments.get("ts", ""))
    if message.get("bot_id") != BOT:
        raise SlackError("cant_delete_message")
    del workspace.messages[channel.id][message["ts"]]
    workspace.tell({"type": "deleted", "channel": channel.id, "ts": message["ts"]})
    return {"channel": channel.id, "ts": message["ts"]}


def _permalink(workspace: Workspace, arguments: Json) -> Json:
    channel = workspace.channel(arguments.get("channel", ""))
    message = workspace.message(channel.id, arguments.get("message_ts", ""))
    ts = message["ts"].replace(".", "")
    link = f"https://gemeente-voorbeeld.slack.com/archives/{channel.id}/p{ts}"
    return {"channel": channel.id, "permalink": link}


def _open(workspace: Workspace, arguments: Json) -> Json:
    if arguments.get("channel"):
        return {"channel": {"id": workspace.channel(arguments["channel"]).id}}
    people = str(arguments.get("users", "")).split(",")
    if len(people) != 1:
        raise SlackError("not_enough_users" if not people else "too_many_users")
    return {"channel": {"id": workspace.direct(people[0]).id}}


def _info(workspace: Workspace, arguments: Json) -> Json:
    return {"channel": workspace.channel(arguments.get("channel", "")).described()}


def _members(workspace: Workspace, arguments: Json) -> Json:
    return {"members": workspace.channel(arguments.get("channel", "")).members}


def _join(workspace: Workspace, arguments: Json) -> Json:
    channel = workspace.channel(arguments.get("channel", ""))
    if BOT_USER not in channel.members:
        channel.members.append(BOT_USER)
    return {"channel": channel.described()}


def _history(workspace: Workspace, arguments: Json) -> Json:
    channel = workspace.channel(arguments.get("channel", ""))
    found = list(workspace.history(channel.id))[::-1]
    return _page(found, arguments)


def _replies(workspace: Workspace, arguments: Json) -> Json:
    channel = workspace.channel(arguments.get("channel", ""))
    workspace.message(channel.id, arguments.get("ts", ""))
    return _page(list(workspace.history(channel.id, arguments["ts"])), arguments)


def _page(found: list[Json], arguments: Json) -> Json:
    limit = int(arguments.get("limit") or 100)
    whole = str(arguments.get("include_all_metadata", "")).lower() in ("true", "1")
    shown = [_shown(message, whole) for message in found[:limit]]
    return {"messages": shown, "has_more": len(found) > limit}


def _shown(message: Json, with_metadata: bool) -> Json:
    if with_metadata or "metadata" not in message:
        return message
    return {**message, "metadata": {"event_type": message["metadata"]["event_type"]}}


def _user(workspace: Workspace, arguments: Json) -> Json:
    return {"user": workspace.person(arguments.get("user", "")).described()}


def _views_open(workspace: Workspace, arguments: Json) -> Json:
    view = arguments.get("view") or {}
    check_view(view)
    person = workspace.use_trigger(arguments.get("trigger_id", ""))
    made = _made(workspace, person, view)
    workspace.stacks[person] = [made["id"]]
    return _told(workspace, person, made)


def _views_push(workspace: Workspace, arguments: Json) -> Json:
    view = arguments.get("view") or {}
    check_view(view)
    person = workspace.use_trigger(arguments.get("trigger_id", ""))
    stack = workspace.stacks.get(person, [])
    if not stack:
        raise SlackError("not_found")
    if len(stack) >= 3:
        raise SlackError("push_limit_reached")
    made = _made(workspace, person, view)
    stack.append(made["id"])
    return _told(workspace, person, made)


def _views_update(workspace: Workspace, arguments: Json) -> Json:
    view = arguments.get("view") or {}
    check_view(view)
    before = workspace.views.get(arguments.get("view_id", ""))
    if before is None:
        raise SlackError("not_found")
    if arguments.get("hash") and arguments["hash"] != before["hash"]:
        raise SlackError("hash_conflict")
    return _told(workspace, before["person"], redraw(workspace, before, view))


def redraw(workspace: Workspace, before: Json, view: Json) -> Json:
    """A view in the place of another, with the same id and a new hash."""
    made = {**_made(workspace, before["person"], view), "id": before["id"]}
    workspace.views[before["id"]] = made
    return made


def _views_publish(workspace: Workspace, arguments: Json) -> Json:
    view = arguments.get("view") or {}
    check_view(view)
    person = workspace.person(arguments.get("user_id", "")).id
    before = workspace.homes.get(person)
    if before and arguments.get("hash") and arguments["hash"] != before["hash"]:
        raise SlackError("hash_conflict")
    made = _made(workspace, person, view)
    workspace.homes[person] = made
    workspace.tell({"type": "home", "person": person, "view": made})
    return {"view": made}


def _made(workspace: Workspace, person: str, view: Json) -> Json:
    id = f"V{secrets.token_hex(5).upper()}"
    made = {
        **view,
        "blocks": with_ids(view["blocks"]),
        "id": id,
        "team_id": TEAM,
        "app_id": APP,
        "bot_id": BOT,
        "hash": workspace.new_ts(),
        "root_view_id": id,
        "private_metadata": view.get("private_metadata", ""),
        "callback_id": view.get("callback_id", ""),
        "state": {"values": {}},
        "person": person,
    }
    workspace.views[id] = made
    return made


def _told(workspace: Workspace, person: str, view: Json) -> Json:
    workspace.tell({"type": "view", "person": person, "view": view})
    return {"view": view}


def _upload_url(workspace: Workspace, arguments: Json) -> Json:
    if not arguments.get("filename") or not int(arguments.get("length") or 0):
        raise SlackError("invalid_arguments")
    id = f"F{secrets.token_hex(5).upper()}"
    workspace.files[id] = {"id": id, "name": arguments["filename"], "size": arguments["length"]}
    return {"file_id": id, "upload_url": f"{arguments['_base']}upload/{id}"}


def _complete_upload(workspace: Workspace, arguments: Json) -> Json:
    found = []
    for each in arguments.get("files") or []:
        if each["id"] not in workspace.files:
            raise SlackError("file_not_found")
        found.append({**workspace.files[each["id"]], "title": each.get("title", "")})
    if arguments.get("channel_id"):
        channel = _writable(workspace, arguments["channel_id"])
        text = arguments.get("initial_comment") or ""
        message = workspace.bot_message(text, None, thread_ts=arguments.get("thread_ts"))
        workspace.add(channel, {**message, "files": found, "subtype": "file_share"})
    return {"files": found}


def _react(workspace: Workspace, arguments: Json) -> Json:
    message = workspace.message(arguments.get("channel", ""), arguments.get("timestamp", ""))
    react(message, arguments["name"], BOT_USER)
    workspace.tell({"type": "changed", "channel": arguments["channel"], "message": message})
    return {}


def react(message: Json, name: str, person: str) -> None:
    """Adds somebody's reaction; raises SlackError when it is there already."""
    reactions = message.setdefault("reactions", [])
    for reaction in reactions:
        if reaction["name"] == name:
            if person in reaction["users"]:
                raise SlackError("already_reacted")
            reaction["users"].append(person)
            reaction["count"] += 1
            return
    reactions.append({"name": name, "users": [person], "count": 1})


def _reactions(workspace: Workspace, arguments: Json) -> Json:
    message = workspace.message(arguments.get("channel", ""), arguments.get("timestamp", ""))
    return {"type": "message", "channel": arguments["channel"], "message": message}


METHODS: dict[str, Method] = {
    "api.test": lambda workspace, arguments: {"args": arguments},
    "auth.test": _auth_test,
    "bots.info": lambda workspace, _: {"bot": {"id": BOT, "app_id": APP, "name": "Inkoopmaatje"}},
    "chat.delete": _delete,
    "chat.getPermalink": _permalink,
    "chat.postEphemeral": _ephemeral,
    "chat.postMessage": _post,
    "chat.update": _update,
    "conversations.history": _history,
    "conversations.info": _info,
    "conversations.join": _join,
    "conversations.members": _members,
    "conversations.open": _open,
    "conversations.replies": _replies,
    "files.completeUploadExternal": _complete_upload,
    "files.getUploadURLExternal": _upload_url,
    "reactions.add": _react,
    "reactions.get": _reactions,
    "team.info": lambda workspace, _: {"team": {"id": TEAM, "name": "Gemeente Voorbeeld"}},
    "users.info": _user,
    "views.open": _views_open,
    "views.publish": _views_publish,
    "views.push": _views_push,
    "views.update": _views_update,
}
