"""The Web API: which methods there are, which scope each needs, and who may call it."""

from __future__ import annotations

from bot.playground import (
    chat_methods,
    conversation_methods,
    file_methods,
    group_methods,
    other_methods,
    view_methods,
)
from bot.playground.refusals import SlackError
from bot.playground.workspace import Json, Workspace

METHODS = {
    **chat_methods.METHODS,
    **conversation_methods.METHODS,
    **file_methods.METHODS,
    **group_methods.METHODS,
    **other_methods.METHODS,
    **view_methods.METHODS,
}

SCOPES = {
    "bots.info": "users:read",
    "chat.postMessage": "chat:write",
    "chat.update": "chat:write",
    "chat.delete": "chat:write",
    "chat.postEphemeral": "chat:write",
    "conversations.join": "channels:join",
    "conversations.open": "im:write",
    "files.completeUploadExternal": "files:write",
    "files.delete": "files:write",
    "files.getUploadURLExternal": "files:write",
    "reactions.add": "reactions:write",
    "reactions.get": "reactions:read",
    "reactions.remove": "reactions:write",
    "team.info": "team:read",
    "usergroups.list": "usergroups:read",
    "usergroups.users.list": "usergroups:read",
    "users.info": "users:read",
}
SCOPES_BY_CHANNEL = {
    "conversations.history": "history",
    "conversations.info": "read",
    "conversations.members": "read",
    "conversations.replies": "history",
}
"""The methods that need `im:...` in a direct message and `channels:...` in a channel."""


def call(workspace: Workspace, method: str, arguments: Json) -> Json:
    """Answers one call; raises SlackError for what Slack refuses."""
    handler = METHODS.get(method)
    if handler is None:
        raise SlackError("unknown_method", req_method=method)
    needed = scope_for(workspace, method, arguments)
    if needed and needed not in workspace.scopes:
        raise SlackError("missing_scope", needed=needed, provided=",".join(workspace.scopes))
    return {"ok": True, **handler(workspace, arguments)}


def scope_for(workspace: Workspace, method: str, arguments: Json) -> str:
    """The scope that a call needs, if any."""
    if method in SCOPES_BY_CHANNEL:
        channel = str(arguments.get("channel", ""))
        known = workspace.channels.get(channel)
        direct = known.kind == "im" if known else channel.startswith(("D", "U"))
        return f"{'im' if direct else 'channels'}:{SCOPES_BY_CHANNEL[method]}"
    return SCOPES.get(method, "")
