"""The kit for tests of what was never offered: a payload as Slack sends it, from somebody else.

It goes the whole way: over Socket Mode into the real app, past the door, to the services. What is
given back is every word that the bot let anybody see because of it.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Awaitable, Mapping
from typing import Any

from bot.playground import payloads
from bot.slack.listeners import Listeners
from tests.office import Office

Json = dict[str, Any]
ELSEWHERE = "1700000000.000100"
"""A message that stands in no conversation of a purchase."""


def pressed(action_id: str, value: str = "") -> Json:
    """A click on a button that was made up."""
    action = {"type": "button", "action_id": action_id, "block_id": "b", "value": value}
    return {"type": "block_actions", "actions": [action]}


def at_home(payload: Json, looks_at: str = "tab=mine") -> Json:
    """The same click, on a home page that says that it shows this."""
    view = {"type": "home", "id": "V0HOME", "private_metadata": looks_at, "blocks": []}
    return {**payload, "view": view, "container": {"type": "view", "view_id": "V0HOME"}}


def filled_in(name: str, argument: str, values: Mapping[str, str], place: str = "") -> Json:
    """A form that was made up, with a text at each `question/part/revision`."""
    told = {"argument": argument, "place": place, "seen": {}}
    blocks = [{"type": "input", "block_id": each} for each in values]
    state = {
        block: {"value": {"type": "plain_text_input", "value": text}}
        for block, text in values.items()
    }
    view = {
        "id": "V0FORM", "type": "modal", "callback_id": name, "blocks": blocks,
        "private_metadata": json.dumps(told), "state": {"values": state},
    }  # fmt: skip
    return {"type": "view_submission", "view": view, "response_urls": []}


def recorded(office: Office, name: str) -> Json:
    """The newest click or form of this name that somebody really brought to the bot."""
    for each in reversed(office.local.workspace.delivered("interactive")):
        if _name(each) == name:
            return each
    raise LookupError(f"nobody pressed or sent in {name}")


def _name(payload: Json) -> str:
    if payload["type"] == "block_actions":
        action = payload["actions"][0]
        menu = action["type"] == "overflow"
        return str(action["selected_option"]["value"] if menu else action["action_id"])
    return str((payload.get("view") or {}).get("callback_id", ""))


async def brought(office: Office, person: str, payload: Json, channel: str = "") -> str:
    """Brings a payload as if this person had it in front of them, in a channel or privately.

    Gives the words that come of it.
    """
    local = office.local.workspace
    place = local.workspace.channel(channel) if channel else local.workspace.direct(person)
    body = {**copy.deepcopy(payload), **payloads.about(local.workspace, person)}
    if body["type"] == "block_actions" and "view" not in body:
        body |= {
            "container": {"type": "message", "message_ts": ELSEWHERE, "channel_id": place.id},
            "channel": payloads.named(place),
            "response_url": local.people.responding.address(person, place),
        }
    return await _shown(office, local.delivery.bring("interactive", body))


async def opened_home(office: Office, person: str, looks_at: str) -> str:
    """Somebody opens their home page, of which Slack says that it shows this: the words that come
    of it."""
    local = office.local.workspace
    view = {"type": "home", "id": "V0HOME", "private_metadata": looks_at, "blocks": []}
    event = {"type": "app_home_opened", "user": person, "tab": "home", "view": view,
             "channel": local.workspace.direct(person).id}  # fmt: skip

    async def happens() -> None:
        local.workspace.happened("app_home_opened", event)

    return await _shown(office, happens())


async def _shown(office: Office, deed: Awaitable[Any]) -> str:
    local = office.local.workspace
    before = local.workspace.passed
    answer = await deed
    await office.local.settled()
    since = [each for each in local.traffic if each.number > before]
    ours = [each for each in since if each.direction == "to the workspace"]
    told = [answer, *(each.payload for each in ours)]
    return json.dumps(told, ensure_ascii=False, default=str)


def buttons(office: Office) -> set[str]:
    """The name of every button that the bot knows."""
    return set(_listeners(office)._routes)


def windows(office: Office) -> set[str]:
    """The name of every form that the bot knows."""
    return set(_listeners(office)._forms)


def _listeners(office: Office) -> Listeners:
    """What hears clicks and forms in the app, as it was connected."""
    heard = (
        getattr(each.ack_function, "__self__", None)
        for each in office.local.bot.app._async_listeners
    )
    return next(each for each in heard if isinstance(each, Listeners))
