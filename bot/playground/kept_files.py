"""The files of the workspace: what is told of them, and what is kept of what is in them."""

from __future__ import annotations

import base64
import mimetypes
import re
import secrets
import time
from urllib.parse import quote

from starlette.requests import Request

from bot.playground.limits import extension_of
from bot.playground.people import DOMAIN, TEAM
from bot.playground.refusals import SlackError
from bot.playground.workspace import Json, Workspace

LARGEST = 1_000_000_000
LARGEST_KEPT = 16_000_000
"""Of a larger file only is told how large it is."""
LARGEST_SENT = 1_000_000
"""As large may be what somebody sends with a message."""
OURS = ("received", "usable_from", "given")
"""What the workspace alone knows of a file."""
PHOTOS = {"heic": "image/heic", "heif": "image/heif", "webp": "image/webp"}
"""Kinds of pictures that Python does not know on every machine."""


def new_file(workspace: Workspace, person: str, name: str, size: int, alt: str = "") -> Json:
    """A file that is not received yet."""
    id = f"F{secrets.token_hex(5).upper()}"
    extension = extension_of(name)
    guessed = mimetypes.guess_type(name)[0] or "application/octet-stream"
    workspace.files[id] = {
        "id": id,
        "created": int(workspace.clock.now().timestamp()),
        "timestamp": int(workspace.clock.now().timestamp()),
        "name": name,
        "title": name,
        "mimetype": PHOTOS.get(extension, guessed),
        "filetype": {"": "binary", "jpeg": "jpg"}.get(extension, extension),
        "pretty_type": extension.upper(),
        "user": person,
        "user_team": TEAM,
        "editable": False,
        "size": size,
        "mode": "hosted",
        "is_external": False,
        "external_type": "",
        "is_public": False,
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "alt_txt": alt,
        "permalink": f"https://{DOMAIN}.slack.com/files/{person}/{id}/{_in_address(name)}",
        "file_access": "visible",
        "received": -1,
        "usable_from": None,
    }
    return workspace.files[id]


def described(workspace: Workspace, file: Json) -> Json:
    """A file as messages and answers show it; where it can be had is on this server."""
    place = f"{workspace.base}files-pri/{TEAM}-{file['id']}"
    name = _in_address(file["name"])
    addresses = {
        "url_private": f"{place}/{name}",
        "url_private_download": f"{place}/download/{name}",
    }
    return {key: value for key, value in file.items() if key not in OURS} | addresses


def _in_address(name: str) -> str:
    return quote(re.sub(r"[^\w.-]+", "_", name.lower()))


def receive(workspace: Workspace, id: str, content: bytes, size: int) -> None:
    """Takes what came of a file, and how much that was; raises SlackError."""
    known = workspace.files.get(id)
    if known is None or known["received"] >= 0:
        raise SlackError("file_not_found", status=404)
    known["received"] = size
    if size:
        workspace.contents[id] = content
    workspace.dirty = True


def sent(workspace: Workspace, person: str, name: str, content: str) -> Json:
    """A file that somebody sends with a message, from its bytes as base64; raises SlackError."""
    try:
        received = base64.b64decode(content, validate=True)
    except ValueError:
        raise SlackError("invalid_arguments") from None
    if len(received) > LARGEST_SENT:
        raise SlackError("file_too_large")
    return described(workspace, _looked_at(workspace, person, name, received, len(received)))


def picked(workspace: Workspace, person: str, name: str, content: bytes, size: int) -> Json:
    """A file that somebody picks in a form: only they and the app see it; raises SlackError."""
    if size > LARGEST:
        raise SlackError("file_too_large")
    file = _looked_at(workspace, person, name, content, size)
    file["given"] = True
    return described(workspace, file)


def _looked_at(workspace: Workspace, person: str, name: str, content: bytes, size: int) -> Json:
    if not name or not size:
        raise SlackError("invalid_arguments")
    file = new_file(workspace, person, name, size)
    receive(workspace, file["id"], content, size)
    file["usable_from"] = time.time()
    return file


async def read_body(request: Request) -> tuple[bytes, int]:
    """What is sent, and how much that is: what is too much to keep is only counted."""
    kept, size = bytearray(), 0
    async for part in request.stream():
        size += len(part)
        if size > LARGEST_KEPT:
            kept.clear()
        else:
            kept += part
    return bytes(kept), size


def forget(workspace: Workspace, id: str) -> None:
    """A file is not there any more; where it stood with a message, a stone is left behind."""
    del workspace.files[id]
    workspace.contents.pop(id, None)
    stone = {"id": id, "mode": "tombstone"}
    for channel in list(workspace.channels.values()):
        for ts, message in list(workspace.messages.get(channel.id, {}).items()):
            files = message.get("files", ())
            if any(each["id"] == id for each in files):
                left = [stone if each["id"] == id else each for each in files]
                workspace.change(channel, ts, files=left)
    workspace.tell({"type": "file_gone", "file": id})
