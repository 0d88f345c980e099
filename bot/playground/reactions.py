"""Reactions to messages: who reacted with what."""

from __future__ import annotations

from bot.playground.people import Channel
from bot.playground.refusals import SlackError
from bot.playground.workspace import Json, Workspace


def react(workspace: Workspace, place: Channel, ts: str, name: str, person: str) -> None:
    """Adds somebody's reaction; raises SlackError when it is there already."""
    message = workspace.message(place.id, ts)
    reactions = message.setdefault("reactions", [])
    known = next((each for each in reactions if each["name"] == name), None)
    if known is None:
        known = {"name": name, "users": [], "count": 0}
        reactions.append(known)
    if person in known["users"]:
        raise SlackError("already_reacted")
    known["users"].append(person)
    known["count"] += 1
    _tell(workspace, place, message, "reaction_added", name, person)


def unreact(workspace: Workspace, place: Channel, ts: str, name: str, person: str) -> None:
    """Takes somebody's reaction away; raises SlackError when it is not there."""
    message = workspace.message(place.id, ts)
    reactions = message.get("reactions", [])
    known = next((each for each in reactions if each["name"] == name), None)
    if known is None or person not in known["users"]:
        raise SlackError("no_reaction")
    known["users"].remove(person)
    known["count"] -= 1
    if not known["users"]:
        reactions.remove(known)
    if not reactions:
        del message["reactions"]
    _tell(workspace, place, message, "reaction_removed", name, person)


def _tell(
    workspace: Workspace, place: Channel, message: Json, kind: str, name: str, person: str
) -> None:
    workspace.tell({"type": "changed", "channel": place.id, "message": message})
    event = {
        "type": kind,
        "user": person,
        "reaction": name,
        "item_user": message.get("user", ""),
        "item": {"type": "message", "channel": place.id, "ts": message["ts"]},
        "event_ts": workspace.new_ts(),
    }
    workspace.happened(kind, event)
