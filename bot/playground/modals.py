"""What people do with modals: send them in, and close them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any

from bot.playground import choosing, payloads
from bot.playground.file_blocks import check_files
from bot.playground.not_taken import Kind
from bot.playground.refusals import SlackError, check_view
from bot.playground.view_stack import (
    clear_views,
    close_view,
    push_view,
    stack_with,
    update_view,
)
from bot.playground.workspace import Json, Workspace

REQUIRED = "Vul dit in."
Values = Mapping[str, Any] | Iterable[tuple[str, str, Any]]
"""Values by block_id, or as triples of block_id, action_id (or nothing) and value."""


class Modals:
    """The open modals of people."""

    def __init__(self, workspace: Workspace, bring: Callable[[Kind, Json], Awaitable[Any]]) -> None:
        self._workspace = workspace
        self._bring = bring

    def fill(self, person: str, view: Json, values: Values) -> None:
        """Fills in values; raises SlackError for a place or value that is not there."""
        chosen = self._workspace.chosen.setdefault((person, view["id"]), {})
        for block_id, action_id, value in _triples(values):
            for block in view["blocks"]:
                if block["block_id"] == block_id:
                    break
            else:
                raise SlackError("block_not_found", [block_id])
            known = [each for each in choosing.held(block) if each["type"] in choosing.FIELDS]
            element = next((each for each in known if action_id in ("", each["action_id"])), None)
            if element is None:
                raise SlackError("action_not_found", [action_id])
            filled = choosing.filled(element, value)
            self._check_own(person, filled.get("files", ()))
            chosen.setdefault(block_id, {})[element["action_id"]] = filled

    def _check_own(self, person: str, files: Iterable[str]) -> None:
        for id in files:
            if self._workspace.files.get(id, {}).get("user") != person:
                raise SlackError("file_not_found")

    async def submit(self, person: str, view_id: str, values: Values) -> Json:
        """Somebody sends a modal in; gives the errors, or the view that is shown next."""
        view = payloads.view_of(self._workspace, person, view_id)
        if view["type"] != "modal":
            raise SlackError("not_found")
        self.fill(person, view, values)
        state = payloads.values_of(self._workspace, person, view)
        if missing := choosing.refused(view["blocks"], state, REQUIRED):
            return {"errors": missing}
        body = {
            **payloads.about(self._workspace, person),
            "type": "view_submission",
            "view": {**view, "state": {"values": state}},
            "response_urls": [],
        }
        answer = await self._bring("interactive", body)
        return await self._after(person, view, answer or {})

    async def _after(self, person: str, view: Json, answer: Json) -> Json:
        """What the bot answered to a modal that was sent in."""
        match answer.get("response_action"):
            case "errors":
                known = {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
                errors = answer.get("errors")
                if not errors or not set(errors) <= known:
                    raise SlackError("invalid_arguments", ["errors must name blocks with an input"])
                return {"errors": errors}
            case "update":
                self._check(answer.get("view"))
                return {"view": update_view(self._workspace, view, answer["view"])}
            case "push":
                self._check(answer.get("view"))
                stack = stack_with(self._workspace, view)
                return {"view": push_view(self._workspace, person, stack, answer["view"])}
            case "clear":
                closed = clear_views(self._workspace, person, view)
                await self._tell(person, closed[1:], cleared=True)
            case None | "":
                if view["id"] in self._workspace.views:
                    close_view(self._workspace, person, {**view, "clear_on_close": False})
            case other:
                raise SlackError("invalid_arguments", [f"response_action: {other}"])
        return {}

    def _check(self, view: Any) -> None:
        check_view(view, ("modal",))
        check_files(self._workspace, view["blocks"], "/view/blocks")

    async def close(self, person: str, view_id: str) -> None:
        """Somebody closes a modal; the bot hears of it where the modal says so."""
        view = payloads.view_of(self._workspace, person, view_id)
        closed = close_view(self._workspace, person, view)
        await self._tell(person, closed, cleared=len(closed) > 1)

    async def _tell(self, person: str, closed: list[Json], *, cleared: bool) -> None:
        for view in closed:
            if view["notify_on_close"]:
                about = payloads.about(self._workspace, person)
                del about["trigger_id"]
                await self._bring(
                    "interactive",
                    {**about, "type": "view_closed", "view": view, "is_cleared": cleared},
                )


def _triples(values: Values) -> Iterable[tuple[str, str, Any]]:
    if isinstance(values, Mapping):
        return [(block_id, "", value) for block_id, value in values.items()]
    return [(block_id, action_id, value) for block_id, action_id, value in values]
