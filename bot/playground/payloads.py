"""The parts that the payloads of interactions have in common."""

from __future__ import annotations

import time

from bot.playground import choosing
from bot.playground.kept_files import described
from bot.playground.people import APP, DOMAIN, TEAM, Channel
from bot.playground.refusals import SlackError
from bot.playground.subscriptions import TOKEN
from bot.playground.workspace import Json, Workspace


def acted_at() -> str:
    """When somebody did something, as `action_ts` tells it."""
    return f"{time.time():.6f}"


def named(place: Channel) -> Json:
    """A channel as an interaction names it."""
    return {"id": place.id, "name": "directmessage" if place.direct_with else place.name}


def about(workspace: Workspace, person: str) -> Json:
    """Who did it, where, and the trigger that they get for it."""
    known = workspace.person(person)
    return {
        "team": {"id": TEAM, "domain": DOMAIN},
        "user": {"id": person, "username": known.name, "name": known.name, "team_id": TEAM},
        "api_app_id": APP,
        "token": TOKEN,
        "trigger_id": workspace.triggers.new(person),
        "enterprise": None,
        "is_enterprise_install": False,
    }


def of_view(workspace: Workspace, person: str, view: Json) -> Json:
    """The parts of a click in a modal or on the home page."""
    return {
        "container": {"type": "view", "view_id": view["id"]},
        "view": {**view, "state": {"values": values_of(workspace, person, view)}},
    }


def values_of(workspace: Workspace, person: str, view: Json) -> Json:
    """`state.values` of a modal or home page, with the files that were picked as they are now."""
    chosen = workspace.chosen.get((person, view["id"]), {})
    values = choosing.state(view["blocks"], chosen)
    for block_id, elements in values.items():
        for action_id, told in elements.items():
            if told["type"] == "file_input":
                known = (workspace.files.get(id) for id in told["files"])
                files = [described(workspace, each) for each in known if each]
                values[block_id][action_id] = {**told, "files": files}
    return values


def of_message(workspace: Workspace, person: str, place: Channel, ts: str) -> tuple[Json, Json]:
    """The message that somebody acts on, and the parts of a click on it; raises SlackError."""
    ephemeral = ts not in workspace.messages.get(place.id, {})
    if ephemeral:
        message = workspace.ephemeral(place.id, ts, person)
    else:
        message = workspace.message(place.id, ts)
    container: Json = {
        "type": "message",
        "message_ts": ts,
        "channel_id": place.id,
        "is_ephemeral": ephemeral,
    }
    if message.get("thread_ts"):
        container["thread_ts"] = message["thread_ts"]
    chosen = workspace.chosen.get((person, f"{place.id}:{ts}"), {})
    parts = {
        "container": container,
        "channel": named(place),
        "state": {"values": choosing.state(message.get("blocks", []), chosen)},
    }
    if not ephemeral:
        parts["message"] = {key: value for key, value in message.items() if key != "metadata"}
    return message, parts


def view_of(workspace: Workspace, person: str, id: str) -> Json:
    """A modal or home page of somebody's own; raises SlackError."""
    view = workspace.views.get(id)
    if view is None:
        view = workspace.homes.get(person)
    if view is None or view["id"] != id or workspace.owners.get(id) != person:
        raise SlackError("not_found")
    return view
