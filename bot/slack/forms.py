"""Draws a form as a modal.

What the reader needs is in the modal itself: the block_id is `question/part`, `/party` behind it
for the name of an outside party; the revisions that were seen are in the private metadata.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from bot.slack.limits import (
    INPUT_TEXT,
    LABEL_TEXT,
    METADATA_TEXT,
    OPTION_TEXT,
    PLACEHOLDER_TEXT,
    RADIO_OPTIONS,
    VIEW_BLOCKS,
    VIEW_TITLE,
    Block,
    TooBig,
    at_most,
    fitting_id,
    option,
    plain_text,
)
from bot.slack.text import markup, rich_text
from dialogs.messages import Field, Form
from dialogs.reading import PARTY, PERSON

PEOPLE = 10
"""So many people can be chosen at once."""
PICTURE_KINDS = ("jpg", "jpeg", "png", "gif", "webp")

Words = Mapping[str, str]
"""The few words of the form itself: `party`, `choice`, `person`, `date`."""


def modal(form: Form, words: Words) -> Block:
    """The modal of a form."""
    blocks: list[Block] = []
    if form.lines:
        blocks.append(rich_text(form.lines))
    single = len(form.sections) == 1
    for section in form.sections:
        if section.heading:
            blocks.append({"type": "divider"})
            blocks.append(rich_text([section.heading]))
        for field in section.fields:
            blocks.extend(_field(field, words, single))
    view: Block = {
        "type": "modal",
        "callback_id": form.verb,
        "title": plain_text(form.title, VIEW_TITLE),
        "close": plain_text(form.close, VIEW_TITLE),
        "private_metadata": _metadata(form),
        "notify_on_close": False,
        "blocks": at_most(blocks, VIEW_BLOCKS),
    }
    if form.submit:
        view["submit"] = plain_text(form.submit, VIEW_TITLE)
    return view


def _metadata(form: Form) -> str:
    seen = {
        f"{field.about.question}/{field.about.part}": field.about.revision
        for section in form.sections
        for field in section.fields
        if field.about.revision
    }
    told = {"argument": form.argument, "place": form.place, "seen": seen}
    text = json.dumps(told, separators=(",", ":"))
    if len(text) > METADATA_TEXT:
        raise TooBig(f"metadata of {len(text)} characters")
    return text


def _field(field: Field, words: Words, single: bool) -> list[Block]:
    about = field.about
    block_id = f"{about.question}/{about.part}"
    blocks = [_input_block(f"{block_id}/{about.revision}", field, _element(field, words, single))]
    if field.kind == "person" and field.outside:
        party = _text_input(field.value.removeprefix(PARTY) if _is_party(field.value) else "", 200)
        label = words["party"]
        blocks.append(
            {
                "type": "input",
                "block_id": fitting_id(f"{block_id}/{about.revision}/party"),
                "optional": True,
                "label": plain_text(label, LABEL_TEXT),
                "element": party,
            }
        )
    if field.note:
        blocks.append(
            {"type": "context", "elements": [{"type": "mrkdwn", "text": markup(field.note)}]}
        )
    return blocks


def _input_block(block_id: str, field: Field, element: Block) -> Block:
    block: Block = {
        "type": "input",
        "block_id": fitting_id(block_id),
        "optional": not field.needed,
        "label": plain_text(field.label, LABEL_TEXT),
        "element": element,
    }
    if field.hint.strip():
        block["hint"] = plain_text(field.hint, LABEL_TEXT)
    return block


def _is_party(value: str) -> bool:
    return value.startswith(PARTY)


def _element(field: Field, words: Words, single: bool) -> Block:
    match field.kind:
        case "choice":
            return _choice(field, words, single)
        case "several":
            return _several(field, words)
        case "person":
            return _picker("users_select", "initial_user", field.value.removeprefix(PERSON), words)
        case "people":
            return _people(field, words)
        case "file":
            return _file()
        case "date":
            return _picker("datepicker", "initial_date", field.value, words)
        case "year":
            return _text_input(field.value, 40)
    return _text_input(field.value, field.longest, many=field.longest > 200)


def _picker(kind: str, initial: str, value: str, words: Words) -> Block:
    name = "person" if kind == "users_select" else "date"
    element: Block = {
        "type": kind,
        "action_id": "value",
        "placeholder": plain_text(words[name], PLACEHOLDER_TEXT),
    }
    if value and not _is_party(value):
        element[initial] = value
    return element


def _people(field: Field, words: Words) -> Block:
    element: Block = {
        "type": "multi_users_select",
        "action_id": "value",
        "placeholder": plain_text(words["person"], PLACEHOLDER_TEXT),
        "max_selected_items": PEOPLE,
    }
    if chosen := [each for each in field.value.split(",") if each]:
        element["initial_users"] = chosen[:PEOPLE]
    return element


def _file() -> Block:
    """One picture; Slack looks at the end of its name only, so what is in it is ours to look at."""
    return {
        "type": "file_input",
        "action_id": "value",
        "filetypes": list(PICTURE_KINDS),
        "max_files": 1,
    }


def _choice(field: Field, words: Words, single: bool) -> Block:
    """Radio buttons where there is room to see them all, else a menu."""
    options = [option(choice.key, choice.label[:OPTION_TEXT]) for choice in field.options]
    element: Block = {"type": "static_select", "action_id": "value", "options": options}
    if single and not field.menu and len(options) <= RADIO_OPTIONS:
        element["type"] = "radio_buttons"
    else:
        element["placeholder"] = plain_text(words["choice"], PLACEHOLDER_TEXT)
    for made in options:
        if made["value"] == field.value:
            element["initial_option"] = made
    return element


def _several(field: Field, words: Words) -> Block:
    """Boxes to tick where there is room to see them all, else a menu."""
    options = [option(choice.key, choice.label[:OPTION_TEXT]) for choice in field.options]
    element: Block = {"type": "checkboxes", "action_id": "value", "options": options}
    if len(options) > RADIO_OPTIONS:
        element["type"] = "multi_static_select"
        element["placeholder"] = plain_text(words["choice"], PLACEHOLDER_TEXT)
    chosen = field.value.split(",")
    if initial := [made for made in options if made["value"] in chosen]:
        element["initial_options"] = initial
    return element


def _text_input(value: str, longest: int, many: bool = False) -> Block:
    element: Block = {
        "type": "plain_text_input",
        "action_id": "value",
        "multiline": many,
        "max_length": min(longest, INPUT_TEXT),
    }
    if value:
        element["initial_value"] = value[: min(longest, INPUT_TEXT)]
    return element


def loading(title: str, text: str, close: str) -> Block:
    """A modal that says that it is coming, or that it cannot come."""
    return {
        "type": "modal",
        "callback_id": "loading",
        "title": plain_text(title, VIEW_TITLE),
        "close": plain_text(close, VIEW_TITLE),
        "blocks": [{"type": "section", "text": plain_text(text, LABEL_TEXT)}],
    }
