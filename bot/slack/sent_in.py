"""What was filled in in a modal: the values by question and part, and errors at their place.

The block_id is `question/part`, `/party` behind it for the name of an outside party; what the form
was about is in the private metadata.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from dialogs.files import Given
from dialogs.messages import Line, plain
from dialogs.moves import Filled
from dialogs.reading import PARTY, PERSON


def read(view: Mapping[str, Any]) -> tuple[str, Filled]:
    """What a modal was about (its argument), and what was filled in."""
    metadata = json.loads(view.get("private_metadata") or "{}")
    seen = {_place(key): int(revision) for key, revision in metadata.get("seen", {}).items()}
    values: dict[tuple[str, str], str] = {}
    parties: dict[tuple[str, str], str] = {}
    initial = _initial(view)
    for block_id, elements in view.get("state", {}).get("values", {}).items():
        for element in elements.values():
            value = _value(element)
            if block_id.endswith("/party"):
                parties[_place(block_id)] = f"{PARTY}{value}" if value.strip() else ""
            else:
                values[_place(block_id)] = value
    for place, party in parties.items():
        values[place] = _person(values.get(place, ""), party, initial.get(place, ""))
    return metadata.get("argument", ""), Filled(values, seen)


def channel_of(view: Mapping[str, Any]) -> str:
    """The channel that a modal was opened from; empty when that was private."""
    channel: str = json.loads(view.get("private_metadata") or "{}").get("place", "")
    return channel


def _place(block_id: str) -> tuple[str, str]:
    question, part, *_ = block_id.split("/")
    return question, part


def _person(picked: str, party: str, initial_party: str) -> str:
    """A colleague and a company are both filled in: the one that is new counts."""
    if party and (not picked or party != initial_party):
        return party
    return picked


def _initial(view: Mapping[str, Any]) -> dict[tuple[str, str], str]:
    """The outside parties that were filled in when the modal was drawn."""
    return {
        _place(block["block_id"]): f"{PARTY}{block['element']['initial_value']}"
        for block in view.get("blocks", ())
        if block.get("block_id", "").endswith("/party") and block["element"].get("initial_value")
    }


def _value(element: Mapping[str, Any]) -> str:
    match element.get("type"):
        case "users_select":
            user = element.get("selected_user")
            return f"{PERSON}{user}" if user else ""
        case "datepicker":
            return str(element.get("selected_date") or "")
        case "static_select" | "radio_buttons":
            picked = element.get("selected_option") or {}
            return str(picked.get("value", ""))
        case "multi_users_select":
            return ",".join(element.get("selected_users") or ())
        case "file_input":
            return _given(element.get("files") or ())
        case "checkboxes" | "multi_static_select":
            several = element.get("selected_options") or ()
            return ",".join(str(each["value"]) for each in several)
    return str(element.get("value") or "")


def _given(files: Sequence[Mapping[str, Any]]) -> str:
    """The file that was given, as it is carried on; empty when none was."""
    if not files:
        return ""
    file = files[0]
    url = file.get("url_private_download") or file.get("url_private") or ""
    return str(Given(str(file["id"]), str(file.get("name") or ""), int(file.get("size") or 0), url))


def errors(view: Mapping[str, Any], found: Mapping[tuple[str, str], Line]) -> dict[str, str]:
    """The errors of a form by block_id, as Slack wants them: one at least, so at the first input of
    a form that has none of these fields."""
    inputs = [block["block_id"] for block in view.get("blocks", ()) if block.get("type") == "input"]
    shown = {
        block_id: plain(found[place])
        for block_id in inputs
        if (place := _place(block_id)) in found and not block_id.endswith("/party")
    }
    return shown or {inputs[0]: plain(next(iter(found.values())))}
