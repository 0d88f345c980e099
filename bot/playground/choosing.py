"""What somebody presses, chooses or fills in, as the bot is told of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from bot.playground.limits import MOST_FILES, every_option, extension_of
from bot.playground.refusals import SlackError

Json = dict[str, Any]

FIELDS: Mapping[str, tuple[str, str]] = {
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "overflow": ("selected_option", ""),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "plain_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "file_input": ("files", ""),
}
"""Where a value stands in the payload, and where the value that was drawn stands."""

REPEATED = ("placeholder", "initial_option", "initial_user", "initial_date")


def held(element: Json) -> Iterator[Json]:
    """The elements of a block that somebody can use."""
    for each in (*element.get("elements", ()), element.get("accessory"), element.get("element")):
        if isinstance(each, dict) and each.get("action_id"):
            yield each


def find(blocks: list[Json], action_id: str, block_id: str = "") -> tuple[Json, Json]:
    """The element with an action_id and the block that it is in; raises SlackError."""
    for block in blocks:
        if block_id in ("", block["block_id"]):
            for element in held(block):
                if element["action_id"] == action_id:
                    return block, element
    raise SlackError("action_not_found")


def action(block: Json, element: Json, value: Any, at: str) -> Json:
    """The action that the bot is told of: the element as it is stored, with what was chosen."""
    told: Json = {
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "action_ts": at,
    }
    if element["type"] not in FIELDS:
        parts = ("text", "value", "style", "url", "accessibility_label")
        return told | {name: element[name] for name in parts if element.get(name)}
    told |= {name: element[name] for name in REPEATED if name in element}
    return told | filled(element, value)


def filled(element: Json, value: Any) -> Json:
    """An element with a value in it, as `state.values` holds it; raises SlackError."""
    kind = element["type"]
    name = FIELDS[kind][0]
    if name == "selected_options":
        return {"type": kind, name: [_option(element, each) for each in _listed(value)]}
    if name == "files" or (name.startswith("selected_") and name.endswith("s")):
        return {"type": kind, name: _listed(value)}
    if value in (None, "", []):
        return {"type": kind, name: None}
    if name == "selected_option":
        return {"type": kind, name: _option(element, value)}
    if name == "selected_date":
        _check_date(value)
    return {"type": kind, name: value}


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple)) else [value] if value else []


def _check_date(value: str) -> None:
    try:
        date.fromisoformat(value)
    except ValueError:
        raise SlackError("invalid_date") from None


def _option(element: Json, value: Any) -> Json:
    """The option that is meant: itself, or by its value or label."""
    for option in every_option(element):
        if value in (option.get("value"), option["text"]["text"], option):
            return option
    raise SlackError("option_not_found")


def drawn(element: Json) -> Json:
    """An element as it was drawn, before anybody touched it."""
    initial = FIELDS[element["type"]][1]
    return filled(element, element.get(initial) if initial else None)


def state(blocks: list[Json], chosen: Mapping[str, Mapping[str, Json]]) -> Json:
    """`state.values` of a surface: what was drawn, with what somebody did to it since."""
    values: Json = {}
    for block in blocks:
        for element in held(block):
            if element["type"] in FIELDS and element["type"] != "overflow":
                own = chosen.get(block["block_id"], {}).get(element["action_id"])
                told = drawn(element) if own is None else own
                values.setdefault(block["block_id"], {})[element["action_id"]] = told
    return values


def refused(blocks: list[Json], values: Json, required: str) -> dict[str, str]:
    """The inputs that Slack itself does not send in, with why, by block_id."""
    found: dict[str, str] = {}
    for block in blocks:
        if block["type"] == "input":
            element = block["element"]
            given = values[block["block_id"]][element["action_id"]][FIELDS[element["type"]][0]]
            if given in (None, "", []):
                if not block.get("optional"):
                    found[block["block_id"]] = required
            elif problem := _problem(element, given):
                found[block["block_id"]] = problem
    return found


def _problem(element: Json, given: Any) -> str:
    if element["type"] == "plain_text_input":
        least, most = element.get("min_length", 0), element.get("max_length", 3000)
        if not least <= len(given) <= most:
            return f"{least}–{most} tekens."
    if element["type"] == "number_input":
        pattern = "-0123456789." if element.get("is_decimal_allowed") else "-0123456789"
        if not set(str(given)) <= set(pattern):
            return "Vul een getal in."
    if element["type"] == "file_input":
        return _problem_with_files(element, given)
    most = element.get("max_selected_items")
    if most and len(given) > most:
        return f"Kies er ten hoogste {most}."
    return ""


def _problem_with_files(element: Json, files: list[Json]) -> str:
    """As Slack does it only the name is looked at, not what is in the file."""
    most = element.get("max_files", MOST_FILES)
    if len(files) > most:
        return f"Kies ten hoogste {most} bestand(en)."
    kinds = {each.lower() for each in element.get("filetypes", ())}
    if kinds and not all(extension_of(each["name"]) in kinds for each in files):
        return f"Kies een bestand van deze soort: {', '.join(sorted(kinds))}."
    return ""
