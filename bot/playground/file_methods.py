"""The methods of the Web API with which the bot hands over a file, in three steps."""

from __future__ import annotations

import base64
import mimetypes
import secrets
import time

from bot.playground.chat_methods import writable
from bot.playground.people import BOT_USER, DOMAIN, TEAM
from bot.playground.refusals import SlackError, check_message
from bot.playground.workspace import Json, Workspace

LARGEST_KEPT = 1_000_000
"""Larger files are taken, but not kept for reading."""
LONGEST_ALT = 1000
OURS = ("content", "received", "usable_from")
"""What the workspace alone knows of a file."""


def _upload_url(workspace: Workspace, arguments: Json) -> Json:
    name, length = arguments.get("filename"), str(arguments.get("length") or "")
    if not name or not length.isdecimal() or int(length) < 1:
        raise SlackError("invalid_arguments")
    alt = str(arguments.get("alt_txt") or "")
    if len(alt) > LONGEST_ALT:
        raise SlackError("alt_txt_too_large")
    file = _file(workspace, BOT_USER, str(name), int(length), alt)
    return {"file_id": file["id"], "upload_url": f"{workspace.base}upload/{file['id']}"}


def _file(workspace: Workspace, person: str, name: str, size: int, alt: str = "") -> Json:
    """A file that is not received yet."""
    id = f"F{secrets.token_hex(5).upper()}"
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    workspace.files[id] = {
        "id": id,
        "created": int(workspace.clock.now().timestamp()),
        "timestamp": int(workspace.clock.now().timestamp()),
        "name": name,
        "title": name,
        "mimetype": kind,
        "filetype": name.rpartition(".")[2] if "." in name else "binary",
        "user": person,
        "user_team": TEAM,
        "size": size,
        "mode": "hosted",
        "is_external": False,
        "is_public": False,
        "alt_txt": alt,
        "url_private": f"https://{DOMAIN}.slack.com/files/{person}/{id}/{name}",
        "permalink": f"https://{DOMAIN}.slack.com/files/{person}/{id}/{name}",
        "received": -1,
        "usable_from": None,
    }
    return workspace.files[id]


def kept(workspace: Workspace, person: str, name: str, content: str) -> Json:
    """A file that somebody sends, from its bytes as base64; raises SlackError."""
    try:
        received = base64.b64decode(content, validate=True)
    except ValueError:
        raise SlackError("invalid_arguments") from None
    if not name or not received:
        raise SlackError("invalid_arguments")
    if len(received) > LARGEST_KEPT:
        raise SlackError("file_too_large")
    file = _file(workspace, person, name, len(received))
    receive(workspace, file["id"], received)
    file["usable_from"] = time.time()
    return described(file)


def receive(workspace: Workspace, id: str, content: bytes) -> int:
    """Takes the bytes of a file; gives how many. Raises SlackError."""
    known = workspace.files.get(id)
    if known is None or known["received"] >= 0:
        raise SlackError("file_not_found", status=404)
    known["received"] = len(content)
    if len(content) <= LARGEST_KEPT:
        known["content"] = base64.b64encode(content).decode()
    return len(content)


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
        found.append(described(known))
    channels = arguments.get("channel_id") or arguments.get("channels") or ""
    for id in filter(None, str(channels).split(",")):
        channel = writable(workspace, id)
        text = arguments.get("initial_comment") or ""
        blocks = arguments.get("blocks")
        if blocks:
            check_message(text, blocks, None)
        message = workspace.bot_message(text, blocks, thread_ts=arguments.get("thread_ts"))
        workspace.add(channel, {**message, "files": found, "upload": True})
    workspace.dirty = True
    return {"files": found}


def _is_object(value: object) -> bool:
    return isinstance(value, dict)


def described(file: Json) -> Json:
    """A file as messages and answers show it."""
    return {key: value for key, value in file.items() if key not in OURS}


METHODS = {
    "files.completeUploadExternal": _complete,
    "files.getUploadURLExternal": _upload_url,
}
