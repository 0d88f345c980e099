"""Pictures that stand in blocks as a file of the workspace, and which files may stand there."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

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
        if named.get("url") in (file["url_private"], file["permalink"])
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
