"""Slack's limits by name, and typed builders that keep to them.

A text that is too long is cut visibly; what cannot be cut is refused when the program is built,
not when Slack answers (T10, T31). Source of the numbers: the Block Kit reference,
and for files that of files.getUploadURLExternal.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Block = dict[str, Any]

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
MESSAGE_TEXT = 4000
HEADER_TEXT = 150
SECTION_TEXT = 3000
CONTEXT_ELEMENTS = 10
ACTIONS_ELEMENTS = 25
BUTTON_TEXT = 75
BUTTON_VALUE = 2000
OPTION_TEXT = 75
SELECT_OPTIONS = 100
SELECT_GROUPS = 100
OVERFLOW_OPTIONS = 5
RADIO_OPTIONS = 10
VIEW_TITLE = 24
LABEL_TEXT = 2000
PLACEHOLDER_TEXT = 150
INPUT_TEXT = 3000
METADATA_TEXT = 3000
ID_TEXT = 255
PICTURE_ALT_TEXT = 2000


class TooBig(Exception):
    """Something of ours does not fit Slack and cannot be cut: a mistake in the program."""


def cut(text: str, longest: int) -> str:
    """A text that fits, with a mark where it was cut."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def fitting_id(text: str) -> str:
    """An id that Slack takes; ids are ours, so one that is too long is a mistake."""
    if len(text) > ID_TEXT:
        raise TooBig(f"id of {len(text)} characters: {text[:40]}")
    return text


def fitting_value(text: str) -> str:
    """A text that goes along in a button: cutting it would lose what somebody typed."""
    if len(text) > BUTTON_VALUE:
        raise TooBig(f"value of {len(text)} characters")
    return text


def plain_text(text: str, longest: int) -> Block:
    """Text that Slack does not interpret."""
    return {"type": "plain_text", "text": cut(text, longest) or " ", "emoji": False}


def header(text: str) -> Block:
    """A heading."""
    return {"type": "header", "text": plain_text(text, HEADER_TEXT)}


def button(action_id: str, label: str, style: str = "", url: str = "", value: str = "") -> Block:
    """A button; `style` is '', 'primary' or 'danger', `value` a text that comes back."""
    made: Block = {
        "type": "button",
        "action_id": fitting_id(action_id),
        "text": plain_text(label, BUTTON_TEXT),
    }
    if style:
        made["style"] = style
    if url:
        made["url"] = url
    if value:
        made["value"] = fitting_value(value)
    return made


def option(key: str, label: str) -> Block:
    """Something to choose in a menu."""
    return {"text": plain_text(label, OPTION_TEXT), "value": key}


def select(action_id: str, placeholder: str, options: Sequence[Block]) -> Block:
    """A menu; more than a hundred options stand in it by the hundred."""
    if not 0 < len(options) <= SELECT_OPTIONS * SELECT_GROUPS:
        raise TooBig(f"{action_id}: a menu of {len(options)} options")
    menu: Block = {
        "type": "static_select",
        "action_id": fitting_id(action_id),
        "placeholder": plain_text(placeholder, PLACEHOLDER_TEXT),
    }
    if len(options) <= SELECT_OPTIONS:
        return menu | {"options": list(options)}
    starts = range(0, len(options), SELECT_OPTIONS)
    return menu | {"option_groups": [_hundred(options, start) for start in starts]}


def _hundred(options: Sequence[Block], start: int) -> Block:
    found = list(options[start : start + SELECT_OPTIONS])
    label = f"{start + 1} - {start + len(found)}"
    return {"label": plain_text(label, OPTION_TEXT), "options": found}


def overflow(action_id: str, options: Sequence[Block]) -> Block:
    """The menu behind three dots, of at most five options."""
    if not 0 < len(options) <= OVERFLOW_OPTIONS:
        raise TooBig(f"{action_id}: {len(options)} options behind the dots")
    return {"type": "overflow", "action_id": fitting_id(action_id), "options": list(options)}


def actions(elements: Sequence[Block]) -> Block:
    """A row of buttons and menus."""
    if not 0 < len(elements) <= ACTIONS_ELEMENTS:
        raise TooBig(f"a row of {len(elements)} buttons")
    return {"type": "actions", "elements": list(elements)}


def context(texts: Sequence[str]) -> Block:
    """Small print, as Slack's markup."""
    if not 0 < len(texts) <= CONTEXT_ELEMENTS:
        raise TooBig(f"small print of {len(texts)} lines")
    return {
        "type": "context",
        "elements": [{"type": "mrkdwn", "text": cut(text, SECTION_TEXT)} for text in texts],
    }


def picture(file: str, alt: str) -> Block:
    """A picture that was uploaded, by the id of its file, with what it shows in words."""
    return {"type": "image", "slack_file": {"id": file}, "alt_text": cut(alt, PICTURE_ALT_TEXT)}


def at_most(blocks: list[Block], most: int) -> list[Block]:
    """Blocks that fit one message or view; what is left out is said by the caller's paging."""
    if len(blocks) > most:
        raise TooBig(f"{len(blocks)} blocks where {most} fit")
    return blocks
