"""Pictures that stand in blocks as a file of the workspace, and which files somebody sees."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from bot.playground.kept_files import described
from bot.playground.refusals import SlackError
from bot.playground.workspace import Json, Workspace

KINDS = {"image/png", "image/jpeg", "image/gif"}


def files_in(held: Any, pointer: str = "") -> Iterator[tuple[str, Json]]:
    """Every file in blocks, however deep: where it stands, and its id or its address."""
    steps = enumerate(held) if isinstance(held, list) else ()
    for key, inner in held.items() if isinstance(held, dict) else steps:
        here = f"{pointer}/{key}"
        if key == "slack_file" and isinstance(inner, dict):
            yield here, inner
        else:
            yield from files_in(inner, here)


def file_of(workspace: Workspace, named: Json) -> Json | None:
    """The file that blocks name by its id, or by an address of it."""
    if "id" in named:
        return workspace.files.get(named["id"])
    addressed = (
        file
        for file in workspace.files.values()
        if named.get("url") in (described(workspace, file)["url_private"], file["permalink"])
    )
    return next(addressed, None)


def check_files(workspace: Workspace, blocks: Any, pointer: str) -> None:
    """Raises SlackError for a file that is not there, is no picture, or is still looked at."""
    found = [
        f"invalid slack file [json-pointer:{here}]"
        for here, named in files_in(blocks, pointer)
        if not _may_stand(file_of(workspace, named))
    ]
    if found:
        told = [f"[ERROR] {each}" for each in found]
        raise SlackError("invalid_blocks", told, errors=found)


def _may_stand(file: Json | None) -> bool:
    if file is None or file["mimetype"] not in KINDS:
        return False
    # Files of a workspace that was kept before this was noted are long since looked at.
    usable_from: float | None = file.get("usable_from", 0.0)
    return usable_from is not None and usable_from <= time.time()


def sees(workspace: Workspace, who: str, file: Json) -> bool:
    """Whether somebody, or the bot, may look at a file: their own, or one that is shown to them."""
    return file["user"] == who or any(each is file for each in _shown_to(workspace, who))


def _shown_to(workspace: Workspace, who: str) -> Iterator[Json | None]:
    """The files in the messages, the modals and the home page of somebody."""
    for id, channel in workspace.channels.items():
        if who in channel.members:
            for message in workspace.messages.get(id, {}).values():
                for file in message.get("files", ()):
                    yield workspace.files.get(file["id"])
                yield from _in_blocks(workspace, message)
    for each in workspace.ephemerals:
        if each["person"] == who:
            yield from _in_blocks(workspace, each["message"])
    for view in (*workspace.views.values(), *workspace.homes.values()):
        if workspace.owners.get(view["id"]) == who:
            yield from _in_blocks(workspace, view)


def _in_blocks(workspace: Workspace, shown: Json) -> Iterator[Json | None]:
    return (file_of(workspace, each) for _, each in files_in(shown.get("blocks")))
