"""The methods of the Web API about modals and home pages."""

from __future__ import annotations

from bot.playground.file_blocks import check_files
from bot.playground.file_server import SCOPE
from bot.playground.refusals import SlackError, check_view
from bot.playground.view_stack import (
    open_view,
    publish_view,
    push_view,
    stack_in,
    update_view,
)
from bot.playground.workspace import Json, Workspace


def _view(workspace: Workspace, arguments: Json, kind: str) -> Json:
    view: Json = arguments.get("view") or {}
    check_view(view, (kind,))
    check_files(workspace, view["blocks"], "/view/blocks")
    asks = (each.get("element", {}).get("type") for each in view["blocks"])
    if "file_input" in asks and SCOPE not in workspace.scopes:
        raise SlackError("missing_scope", needed=SCOPE, provided=",".join(workspace.scopes))
    return view


def _trigger(arguments: Json) -> str:
    trigger = arguments.get("trigger_id") or arguments.get("interactivity_pointer")
    if not trigger:
        told = "[ERROR] missing required field: trigger_id [json-pointer:]"
        raise SlackError("invalid_arguments", [told])
    return str(trigger)


def _open(workspace: Workspace, arguments: Json) -> Json:
    trigger, view = _trigger(arguments), _view(workspace, arguments, "modal")
    used = workspace.triggers.use(trigger)
    return {"view": open_view(workspace, used.person, used.tab, view)}


def _push(workspace: Workspace, arguments: Json) -> Json:
    trigger, view = _trigger(arguments), _view(workspace, arguments, "modal")
    used = workspace.triggers.use(trigger)
    stack = stack_in(workspace, used.person, used.tab)
    return {"view": push_view(workspace, used.person, stack, view)}


def _update(workspace: Workspace, arguments: Json) -> Json:
    view = _view(workspace, arguments, "modal")
    before = _known(workspace, arguments)
    _check_hash(arguments, before)
    return {"view": update_view(workspace, before, view)}


def _known(workspace: Workspace, arguments: Json) -> Json:
    external_id = arguments.get("external_id")
    for view in workspace.views.values():
        if arguments.get("view_id") == view["id"]:
            return view
        if external_id and external_id == view["external_id"]:
            return view
    raise SlackError("not_found")


def _check_hash(arguments: Json, before: Json) -> None:
    if arguments.get("hash") and arguments["hash"] != before["hash"]:
        raise SlackError("hash_conflict")


def _publish(workspace: Workspace, arguments: Json) -> Json:
    view = _view(workspace, arguments, "home")
    person = workspace.person(arguments.get("user_id", "")).id
    before = workspace.homes.get(person)
    if before:
        _check_hash(arguments, before)
    return {"view": publish_view(workspace, person, view)}


METHODS = {
    "views.open": _open,
    "views.publish": _publish,
    "views.push": _push,
    "views.update": _update,
}
