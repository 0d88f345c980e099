"""The workspace between two runs: written to one file, whole or not at all.

What is in its files is written once, in a folder beside it: photos are large, and do not change.
"""

from __future__ import annotations

import base64
import json
import os
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.playground.people import Channel, Group, Person

if TYPE_CHECKING:
    from bot.playground.workspace import Workspace

Json = dict[str, Any]
KEPT_EPHEMERALS = 500
PLAIN = (
    "homes", "files", "reads", "threads", "views", "owners", "stacks", "tokens", "refused",
    "toured", "last",
)  # fmt: skip
"""What is kept as it is."""


def save(workspace: Workspace) -> None:
    """Writes the state to its file when something changed."""
    if not workspace.dirty or workspace.state_file is None:
        return
    workspace.dirty = False
    state = {
        "ahead": workspace.clock.ahead.total_seconds(),
        "people": [asdict(person) for person in workspace.people.values()],
        "channels": [asdict(channel) for channel in workspace.channels.values()],
        "groups": [asdict(group) for group in workspace.groups.values()],
        "messages": {id: list(found.values()) for id, found in workspace.messages.items()},
        "ephemerals": workspace.ephemerals[-KEPT_EPHEMERALS:],
        "chosen": [[*where, values] for where, values in workspace.chosen.items()],
        **{name: getattr(workspace, name) for name in PLAIN},
    }
    path = workspace.state_file
    path.parent.mkdir(parents=True, exist_ok=True)
    _save_contents(workspace, path)
    beside = path.with_suffix(".new")
    _write(beside, json.dumps(state).encode())
    os.replace(beside, path)
    for each in _folder(path).glob("F*"):
        if each.name not in workspace.contents:
            each.unlink()


def _folder(path: Path) -> Path:
    return path.with_suffix(".files")


def _save_contents(workspace: Workspace, path: Path) -> None:
    """Writes what is in the files that are new since the last time."""
    if not workspace.contents:
        return
    folder = _folder(path)
    folder.mkdir(mode=0o700, exist_ok=True)
    known = {each.name for each in folder.iterdir()}
    for id, content in workspace.contents.items():
        if id not in known:
            beside = folder / "new"
            _write(beside, content)
            os.replace(beside, folder / id)


def _write(path: Path, content: bytes) -> None:
    """Writes a file that only this user may read, through to the disk."""
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def restore(workspace: Workspace) -> None:
    """Takes the state from its file, if there is one."""
    if workspace.state_file is None or not workspace.state_file.exists():
        return
    state: Json = json.loads(workspace.state_file.read_text("utf-8"))
    workspace.clock.ahead = max(workspace.clock.ahead, timedelta(seconds=state["ahead"]))
    workspace.people = {each["id"]: Person(**each) for each in state["people"]}
    workspace.channels = {each["id"]: Channel(**each) for each in state["channels"]}
    workspace.groups = {each["id"]: Group(**each) for each in state.get("groups", ())}
    workspace.messages = {
        id: {message["ts"]: message for message in found} for id, found in state["messages"].items()
    }
    workspace.ephemerals = state["ephemerals"]
    workspace.chosen = {
        (person, where): values for person, where, values in state.get("chosen", ())
    }
    for name in PLAIN:
        if name in state:
            setattr(workspace, name, state[name])
    workspace.contents = _contents(workspace.files, _folder(workspace.state_file))
    if "threads" not in state:
        workspace.threads = _threads(workspace.messages)
    for person, home in workspace.homes.items():
        home.pop("person", None)
        workspace.owners[home["id"]] = person


def _contents(files: dict[str, Json], folder: Path) -> dict[str, bytes]:
    """What is in the files; what was kept before there was a folder stands with the file."""
    found: dict[str, bytes] = {}
    for id, file in files.items():
        if "content" in file:
            found[id] = base64.b64decode(file.pop("content"))
        elif (folder / id).exists():
            found[id] = (folder / id).read_bytes()
    return found


def _threads(messages: dict[str, dict[str, Json]]) -> dict[str, dict[str, list[str]]]:
    """The threads of a file that was written before they were kept."""
    found: dict[str, dict[str, list[str]]] = {}
    for channel, here in messages.items():
        for ts, message in here.items():
            root = message.get("thread_ts")
            if root and root != ts:
                found.setdefault(channel, {}).setdefault(root, []).append(ts)
    return found
