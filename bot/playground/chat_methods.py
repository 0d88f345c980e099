"""The methods of the Web API that write messages."""

from __future__ import annotations

from typing import Any

from bot.playground.file_blocks import check_files
from bot.playground.made_up import with_ids
from bot.playground.people import BOT, BOT_USER, DOMAIN, Channel
from bot.playground.refusals import LONGEST_UPDATE, SlackError, check_message, check_metadata
from bot.playground.workspace import Json, Workspace


def writable(workspace: Workspace, id: str) -> Channel:
    """A channel in which the bot may write; raises SlackError."""
    channel = workspace.channel(id)
    if channel.archived:
        raise SlackError("is_archived")
    if BOT_USER not in channel.members and "chat:write.public" not in workspace.scopes:
        raise SlackError("not_in_channel")
    return channel


def shown(message: Json, with_metadata: bool = False) -> Json:
    """A message as an answer shows it: what is in the metadata only when it is asked for."""
    if with_metadata or "metadata" not in message:
        return message
    return {**message, "metadata": {"event_type": message["metadata"]["event_type"]}}


def _said(workspace: Workspace, arguments: Json, **limit: int) -> tuple[str, list[Json] | None]:
    """The text and the blocks of a message, as good as Slack wants them; raises SlackError."""
    text, blocks = str(arguments.get("text") or ""), arguments.get("blocks")
    markdown = arguments.get("markdown_text")
    if markdown:
        if text or blocks:
            raise SlackError("markdown_text_conflict")
        blocks = [{"type": "markdown", "text": markdown}]
    check_message(text, blocks, arguments.get("attachments"), **limit)
    check_files(workspace, blocks, "/blocks")
    return text, blocks


def _metadata(arguments: Json) -> Any:
    metadata = arguments.get("metadata")
    if metadata is not None:
        check_metadata(metadata)
    return metadata


def _post(workspace: Workspace, arguments: Json) -> Json:
    text, blocks = _said(workspace, arguments)
    metadata = _metadata(arguments)
    channel = writable(workspace, arguments.get("channel", ""))
    message = workspace.bot_message(
        text,
        blocks,
        thread_ts=arguments.get("thread_ts"),
        attachments=arguments.get("attachments"),
        metadata=metadata,
    )
    workspace.add(channel, message)
    return {"channel": channel.id, "ts": message["ts"], "message": shown(message)}


def _own(workspace: Workspace, arguments: Json, refusal: str) -> tuple[Channel, Json]:
    """A message of the bot's own, and where it is; raises SlackError."""
    channel = workspace.channel(arguments.get("channel", ""))
    message = workspace.message(channel.id, arguments.get("ts", ""))
    if message.get("bot_id") != BOT:
        raise SlackError(refusal)
    return channel, message


def _update(workspace: Workspace, arguments: Json) -> Json:
    channel, message = _own(workspace, arguments, "cant_update_message")
    given = {**arguments}
    if "blocks" not in given and "text" not in given:
        given["text"] = "" if given.get("attachments") else message["text"]
    text, blocks = _said(workspace, given, longest=LONGEST_UPDATE)
    if channel.archived:
        raise SlackError("is_archived")
    parts: Json = {"text": text}
    if blocks is not None:
        parts["blocks"] = with_ids(blocks)
    if metadata := _metadata(arguments):
        parts["metadata"] = metadata
    ts = workspace.new_ts()
    changed = workspace.change(
        channel, message["ts"], **parts, edited={"user": BOT, "ts": f"{ts.split('.')[0]}.000000"}
    )
    return {"channel": channel.id, "ts": changed["ts"], "text": text, "message": shown(changed)}


def _delete(workspace: Workspace, arguments: Json) -> Json:
    channel, message = _own(workspace, arguments, "cant_delete_message")
    workspace.remove(channel, message["ts"])
    return {"channel": channel.id, "ts": message["ts"]}


def _ephemeral(workspace: Workspace, arguments: Json) -> Json:
    text, blocks = _said(workspace, arguments)
    channel = writable(workspace, arguments.get("channel", ""))
    person = str(arguments.get("user", ""))
    workspace.person(person)
    if person not in channel.members:
        raise SlackError("user_not_in_channel")
    thread = arguments.get("thread_ts")
    message = workspace.bot_message(text, blocks, thread_ts=thread)
    workspace.add_ephemeral(channel, person, message)
    return {"message_ts": message["ts"]}


def _permalink(workspace: Workspace, arguments: Json) -> Json:
    channel = workspace.channel(arguments.get("channel", ""))
    message = workspace.message(channel.id, arguments.get("message_ts", ""))
    return {"channel": channel.id, "permalink": permalink(channel, message)}


def permalink(channel: Channel, message: Json) -> str:
    """The link that leads to a message."""
    link = f"https://{DOMAIN}.slack.com/archives/{channel.id}/p{message['ts'].replace('.', '')}"
    root = message.get("thread_ts", message["ts"])
    if root != message["ts"]:
        link += f"?thread_ts={root}&cid={channel.id}"
    return link


METHODS = {
    "chat.delete": _delete,
    "chat.getPermalink": _permalink,
    "chat.postEphemeral": _ephemeral,
    "chat.postMessage": _post,
    "chat.update": _update,
}
