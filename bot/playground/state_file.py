"""The workspace between two runs: written to one file, whole or not at all."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from datetime import timedelta
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
    beside = path.with_suffix(".new")
    with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(state, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)


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
    if "threads" not in state:
        workspace.threads = _threads(workspace.messages)
    for person, home in workspace.homes.items():
        home.pop("person", None)
        workspace.owners[home["id"]] = person


def _threads(messages: dict[str, dict[str, Json]]) -> dict[str, dict[str, list[str]]]:
    """The threads of a file that was written before they were kept."""
    found: dict[str, dict[str, list[str]]] = {}
    for channel, here in messages.items():
        for ts, message in here.items():
            root = message.get("thread_ts")
            if root and root != ts:
                found.setdefault(channel, {}).setdefault(root, []).append(ts)
    return found
