"""The methods of the Web API about files: handed over in three steps, and deleted."""

from __future__ import annotations

import time

from bot.playground.chat_methods import writable
from bot.playground.file_blocks import check_files
from bot.playground.kept_files import described, forget, new_file
from bot.playground.people import BOT_USER
from bot.playground.refusals import SlackError, check_message
from bot.playground.workspace import Json, Workspace

LONGEST_ALT = 1000


def _upload_url(workspace: Workspace, arguments: Json) -> Json:
    name, length = arguments.get("filename"), str(arguments.get("length") or "")
    if not name or not length.isdecimal() or int(length) < 1:
        raise SlackError("invalid_arguments")
    alt = str(arguments.get("alt_txt") or "")
    if len(alt) > LONGEST_ALT:
        raise SlackError("alt_txt_too_large")
    file = new_file(workspace, BOT_USER, str(name), int(length), alt)
    return {"file_id": file["id"], "upload_url": f"{workspace.base}upload/{file['id']}"}


def _complete(workspace: Workspace, arguments: Json) -> Json:
    wanted = arguments.get("files")
    if not isinstance(wanted, list) or not wanted or not all(map(_is_object, wanted)):
        raise SlackError("invalid_arguments")
    found = []
    for each in wanted:
        known = workspace.files.get(each.get("id", ""))
        if known is None or known["received"] < 0:
            raise SlackError("file_not_found")
        known["title"] = each.get("title") or known["title"]
        known["usable_from"] = time.time() + workspace.looking_seconds
        found.append(described(workspace, known))
    channels = arguments.get("channel_id") or arguments.get("channels") or ""
    for id in filter(None, str(channels).split(",")):
        channel = writable(workspace, id)
        text = arguments.get("initial_comment") or ""
        blocks = arguments.get("blocks")
        if blocks:
            check_message(text, blocks, None)
            check_files(workspace, blocks, "/blocks")
        message = workspace.bot_message(text, blocks, thread_ts=arguments.get("thread_ts"))
        workspace.add(channel, {**message, "files": found, "upload": True})
    workspace.dirty = True
    return {"files": found}


def _is_object(value: object) -> bool:
    return isinstance(value, dict)


def _delete(workspace: Workspace, arguments: Json) -> Json:
    file = workspace.files.get(str(arguments.get("file") or ""))
    if file is None:
        raise SlackError("file_not_found")
    if file["user"] != BOT_USER:
        raise SlackError("cant_delete_file")
    forget(workspace, file["id"])
    return {}


METHODS = {
    "files.completeUploadExternal": _complete,
    "files.delete": _delete,
    "files.getUploadURLExternal": _upload_url,
}
