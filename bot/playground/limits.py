"""The limits of Block Kit: how long a text may be, how many items a list may have."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from typing import Any

Json = Mapping[str, Any]

LONGEST_TEXT = 3000
TEXTS: Mapping[str, Mapping[str, int]] = {
    "header": {"text": 150},
    "button": {"text": 75},
    "icon_button": {"text": 75},
    "workflow_button": {"text": 75},
    "input": {"label": 2000, "hint": 2000},
    "image": {"title": 2000},
    "card": {"title": 150, "subtitle": 150, "body": 200},
    "video": {"title": 200, "description": 200},
    "confirm": {"title": 100, "text": 300, "confirm": 30, "deny": 30},
    "option": {"text": 75, "description": 75},
    "option_group": {"label": 75},
}
"""How long the text objects of a kind may be; 3000 where nothing is said."""

STRINGS: Mapping[str, int] = {
    "block_id": 255,
    "action_id": 255,
    "url": 3000,
    "image_url": 3000,
    "alt_text": 2000,
    "accessibility_label": 75,
}
STRINGS_OF: Mapping[str, Mapping[str, int]] = {
    "button": {"value": 2000},
    "icon_button": {"value": 2000},
    "option": {"value": 150},
}
ITEMS: Mapping[str, Mapping[str, int]] = {
    "section": {"fields": 10},
    "context": {"elements": 10},
    "actions": {"elements": 25},
    "context_actions": {"elements": 5},
    "carousel": {"elements": 10},
    "plan": {"tasks": 50},
    "table": {"rows": 100},
    "data_table": {"rows": 101},
    "overflow": {"options": 5},
    "radio_buttons": {"options": 10},
    "checkboxes": {"options": 10},
    "static_select": {"options": 100, "option_groups": 100},
    "multi_static_select": {"options": 100, "option_groups": 100},
    "option_group": {"options": 100},
}
UNTYPED: Mapping[str, str] = {
    "confirm": "confirm",
    "options": "option",
    "initial_option": "option",
    "initial_options": "option",
    "option_groups": "option_group",
}
"""What the objects without a type are, by the name under which they stand."""

ADDRESSES = {"url", "image_url", "thumbnail_url", "title_url", "video_url", "provider_icon_url"}
ADDRESS = re.compile(r"(?i)https?://[^\s/].*|(?!https?:)[a-z][a-z0-9+.-]*:\S.*")
"""An address has a scheme, and on the web a host: `mailto:a@b` is one, `intranet/a` is not."""

LONGEST_FIELD = 2000
LONGEST_PLACEHOLDER = 150
MOST_FILES = 10
TABLE_CELLS = 20
TABLE_PAGE = 100
TABLE_CHARACTERS = 10_000


def broken(value: Any, pointer: str, forbidden: Collection[str], name: str = "") -> Iterator[str]:
    """Every limit that a block, or something in it, goes beyond."""
    if isinstance(value, list):
        for number, each in enumerate(value):
            yield from broken(each, f"{pointer}/{number}", forbidden, name)
    elif isinstance(value, dict):
        kind = value.get("type") or UNTYPED.get(name, "")
        if kind in forbidden:
            yield f"unsupported type: {kind} [json-pointer:{pointer}/type]"
        if kind in ("plain_text", "mrkdwn"):
            longest = LONGEST_FIELD if name == "fields" else LONGEST_TEXT
            yield from _text(value, longest, pointer)
            return
        yield from _own(kind, value, pointer)
        for key, inner in value.items():
            if isinstance(inner, (dict, list)):
                yield from broken(inner, f"{pointer}/{key}", forbidden, key)


def _text(value: Json, longest: int, pointer: str) -> Iterator[str]:
    length = len(value["text"])
    if length == 0:
        yield f"must be more than 0 characters [json-pointer:{pointer}/text]"
    elif length > longest:
        yield f"must be less than {longest + 1} characters [json-pointer:{pointer}/text]"


def _own(kind: str, value: Json, pointer: str) -> Iterator[str]:
    """What is beyond a limit in one object, apart from what is in its parts."""
    for name, longest in TEXTS.get(kind, {}).items():
        text = value.get(name)
        if isinstance(text, Mapping) and len(text["text"]) > longest:
            yield f"must be less than {longest + 1} characters [json-pointer:{pointer}/{name}/text]"
    for name, inner in value.items():
        longest = STRINGS_OF.get(kind, {}).get(name) or STRINGS.get(name, 0)
        if longest and isinstance(inner, str) and len(inner) > longest:
            yield f"must be less than {longest + 1} characters [json-pointer:{pointer}/{name}]"
        if name in ADDRESSES and isinstance(inner, str) and not ADDRESS.fullmatch(inner):
            yield f"invalid url [json-pointer:{pointer}/{name}]"
    for name, most in ITEMS.get(kind, {}).items():
        if name in value and not value[name]:
            yield f"no fewer than 1 items allowed [json-pointer:{pointer}/{name}]"
        elif name in value and len(value[name]) > most:
            yield f"no more than {most} items allowed [json-pointer:{pointer}/{name}]"
    placeholder = value.get("placeholder")
    if placeholder and len(placeholder["text"]) > LONGEST_PLACEHOLDER:
        yield f"must be less than 151 characters [json-pointer:{pointer}/placeholder/text]"
    rule = RULES.get(kind)
    if rule and (said := rule(value)):
        yield f"{said} [json-pointer:{pointer}]"


def _section(value: Json) -> str:
    return "" if value.get("text") or value.get("fields") else "must define `text` or `fields`"


def _options(value: Json) -> str:
    groups = value.get("option_groups")
    if (value.get("options") is None) == (groups is None):
        return "must define either `options` or `option_groups`"
    return _initial(value)


def _initial(value: Json) -> str:
    chosen = [value["initial_option"]] if value.get("initial_option") else []
    chosen += value.get("initial_options") or []
    known = [_same(each) for each in every_option(value)]
    return "" if all(_same(each) in known for each in chosen) else "initial option is not an option"


def every_option(element: Json) -> Iterator[dict[str, Any]]:
    """The options of a menu, those in groups as well."""
    yield from element.get("options") or ()
    for group in element.get("option_groups") or ():
        yield from group["options"]


def extension_of(name: str) -> str:
    """What stands behind the last dot of a name, in small letters."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def _same(option: Json) -> tuple[str, str]:
    return option["text"]["text"], option.get("value", "")


def _typed(value: Json) -> str:
    least, most = value.get("min_length", 0), value.get("max_length", 3000)
    if not (0 <= least <= 3000 and 1 <= most <= 3000 and least <= most):
        return "`min_length` and `max_length` must be within 0 and 3000"
    if len(value.get("initial_value", "")) > most:
        return "`initial_value` is longer than `max_length`"
    return ""


def _dated(value: Json) -> str:
    try:
        date.fromisoformat(value.get("initial_date", "2000-01-01"))
    except ValueError:
        return "`initial_date` must be YYYY-MM-DD"
    return ""


def _table(value: Json) -> str:
    cells = [cell for row in value["rows"] for cell in row]
    if any(len(row) > TABLE_CELLS for row in value["rows"]):
        return f"no more than {TABLE_CELLS} cells allowed in a row"
    said = sum(len(each) for cell in cells for each in _strings(cell))
    return f"no more than {TABLE_CHARACTERS} characters" if said > TABLE_CHARACTERS else ""


def _data_table(value: Json) -> str:
    if any(len(row) > TABLE_CELLS for row in value["rows"]):
        return f"no more than {TABLE_CELLS} cells allowed in a row"
    if not 1 <= value.get("page_size", 1) <= TABLE_PAGE:
        return f"`page_size` must be within 1 and {TABLE_PAGE}"
    return "" if value["caption"].strip() else "missing required field: caption"


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "text" and isinstance(inner, str):
                yield inner
            else:
                yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _option(value: Json) -> str:
    return "" if value.get("value") or value.get("url") else "missing required field: value"


def _image(value: Json) -> str:
    sources = [each for each in ("image_url", "slack_file") if value.get(each)]
    return "" if len(sources) == 1 else "must define either `image_url` or `slack_file`"


def _files(value: Json) -> str:
    if not 1 <= value.get("max_files", MOST_FILES) <= MOST_FILES:
        return f"`max_files` must be within 1 and {MOST_FILES}"
    return "" if all(value.get("filetypes", ("any",))) else "`filetypes` must be file extensions"


RULES: Mapping[str, Callable[[Json], str]] = {
    "section": _section,
    "image": _image,
    "static_select": _options,
    "multi_static_select": _options,
    "radio_buttons": _initial,
    "checkboxes": _initial,
    "plain_text_input": _typed,
    "datepicker": _dated,
    "table": _table,
    "data_table": _data_table,
    "option": _option,
    "file_input": _files,
}
