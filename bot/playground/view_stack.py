"""The modals that a person has open in a tab, at most three upon each other, and the home pages."""

from __future__ import annotations

import secrets

from bot.playground.made_up import with_ids
from bot.playground.people import APP, BOT, TEAM
from bot.playground.refusals import SlackError
from bot.playground.workspace import Json, Workspace

DEEPEST = 3


def made(workspace: Workspace, person: str, view: Json, before: Json | None = None) -> Json:
    """A view as Slack keeps it; one that replaces another keeps its id."""
    id = before["id"] if before else f"V{secrets.token_hex(5).upper()}"
    external_id = view.get("external_id", "")
    if external_id:
        for other in workspace.views.values():
            if other["external_id"] == external_id and other["id"] != id:
                raise SlackError("duplicate_external_id")
    found: Json = {
        "id": id,
        "team_id": TEAM,
        "type": view["type"],
        "blocks": with_ids(view["blocks"]),
        "private_metadata": view.get("private_metadata", ""),
        "callback_id": view.get("callback_id", ""),
        "state": {"values": {}},
        "hash": f"{int(workspace.clock.now().timestamp())}.{secrets.token_urlsafe(6)}",
        "title": view.get("title", {"type": "plain_text", "text": "View Title", "emoji": True}),
        "clear_on_close": view.get("clear_on_close", False),
        "notify_on_close": view.get("notify_on_close", False),
        "close": view.get("close"),
        "submit": view.get("submit"),
        "previous_view_id": (before or {}).get("previous_view_id"),
        "root_view_id": (before or {}).get("root_view_id", id),
        "app_id": APP,
        "external_id": external_id,
        "app_installed_team_id": TEAM,
        "bot_id": BOT,
    }
    workspace.owners[id] = person
    return found


def stack_in(workspace: Workspace, person: str, tab: str) -> list[str]:
    """The ids of the modals that somebody has open in a tab, the topmost last."""
    return workspace.stacks.setdefault(f"{person}/{tab}", [])


def stack_with(workspace: Workspace, view: Json) -> list[str]:
    """The ids of the modals among which one is open; raises SlackError when it is not."""
    for stack in workspace.stacks.values():
        if view["id"] in stack:
            return stack
    raise SlackError("not_found")


def open_view(workspace: Workspace, person: str, tab: str, view: Json) -> Json:
    """Opens a modal: alone, in the place of what was open in that tab."""
    new = made(workspace, person, view)
    stack = stack_in(workspace, person, tab)
    _forget(workspace, person, stack, 0)
    stack.append(new["id"])
    return _shown(workspace, person, new)


def push_view(workspace: Workspace, person: str, stack: list[str], view: Json) -> Json:
    """Opens a modal upon the one that is open; raises SlackError."""
    if not stack:
        raise SlackError("not_found")
    if len(stack) >= DEEPEST:
        raise SlackError("push_limit_reached")
    new = made(workspace, person, view)
    new |= {"previous_view_id": stack[-1], "root_view_id": stack[0]}
    stack.append(new["id"])
    return _shown(workspace, person, new)


def update_view(workspace: Workspace, before: Json, view: Json) -> Json:
    """Draws a modal again, with the same id and a new hash."""
    person = workspace.owners[before["id"]]
    return _shown(workspace, person, made(workspace, person, view, before))


def publish_view(workspace: Workspace, person: str, view: Json) -> Json:
    """Draws somebody's home page."""
    new = made(workspace, person, view, workspace.homes.get(person))
    workspace.homes[person] = new
    workspace.tell({"type": "home", "person": person, "view": new})
    return new


def close_view(workspace: Workspace, person: str, view: Json) -> list[Json]:
    """Closes a modal, with all of them when it says so; gives what was closed, topmost first."""
    stack = stack_with(workspace, view)
    keep = 0 if view["clear_on_close"] else stack.index(view["id"])
    return _forget(workspace, person, stack, keep)


def clear_views(workspace: Workspace, person: str, view: Json) -> list[Json]:
    """Closes every modal in the tab of one; gives what was closed, topmost first."""
    return _forget(workspace, person, stack_with(workspace, view), 0)


def _forget(workspace: Workspace, person: str, stack: list[str], keep: int) -> list[Json]:
    closed = [workspace.views.pop(id) for id in reversed(stack[keep:])]
    del stack[keep:]
    for view in closed:
        workspace.owners.pop(view["id"], None)
        workspace.chosen.pop((person, view["id"]), None)
    if closed:
        workspace.tell({"type": "view", "person": person, "view": None})
    return closed


def _shown(workspace: Workspace, person: str, view: Json) -> Json:
    workspace.views[view["id"]] = view
    workspace.tell({"type": "view", "person": person, "view": view})
    return view
