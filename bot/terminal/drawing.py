"""Messages, forms and home pages as lines of text, with a number for all that can be chosen."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.playground.choosing import held
from bot.playground.client import Json, Message, Shown, View
from bot.playground.people import BOT_USER, NAMES

WIDTH = 88
SHORT = 8
"""Labels up to so many characters, such as years, stand beside each other."""

PEOPLE = [(id, name) for id, name in NAMES.items() if id != BOT_USER]
BUTTONS = ("button", "icon_button", "workflow_button", "overflow")


@dataclass(frozen=True)
class Choice:
    """Something that a number chooses: what it is called, where it stands, and its value."""

    label: str
    shown: Message | View
    action_id: str
    value: str | None = None


def drawn(shown: Message | View, *, numbered: bool = True) -> tuple[list[str], list[Choice]]:
    """The lines of a message or a page, and what its numbers choose."""
    lines: list[str] = []
    choices: list[Choice] = []
    buttons = {element["action_id"] for element in shown.elements() if element["type"] in BUTTONS}
    for block in shown.blocks:
        lines += written(block)
        here = [
            each
            for each in _choices(shown, block)
            if f"{each.action_id}/{each.value}" not in buttons  # a button suggests it already
        ]
        if here and numbered:
            labels = [each.label for each in here]
            lines += rows(labels, len(choices) + 1, listed=_has_menu(block))
            choices += here
    if not shown.blocks:
        lines += named(shown.plain()).splitlines()
    return lines, choices


def written(block: Json) -> list[str]:
    """The words of a block, without what can be pressed in it."""
    if block["type"] in ("actions", "context_actions"):
        return []
    if block["type"] == "divider":
        return [""]
    return named(Shown([{**block, "accessory": None}]).plain()).splitlines()


def rows(labels: Sequence[str], first: int, *, listed: bool) -> list[str]:
    """Numbered labels: those of a menu one on a line, others beside each other."""
    told = [f"[{number}] {label}" for number, label in enumerate(labels, first)]
    if listed and max(map(len, labels)) > SHORT:
        return told
    joined = "   ".join(each.replace(" ", "\u00a0") for each in told)
    return [
        row.replace("\u00a0", " ") for row in textwrap.wrap(joined, WIDTH, break_on_hyphens=False)
    ]


def named(text: str) -> str:
    """A text with names in the place of ids, and links written out."""
    text = re.sub(r"<(https?://[^|>]+)\|([^>]+)>", r"\2 (\1)", text)
    for id, name in NAMES.items():
        text = text.replace(f"@{id}", name)
    return text


def _choices(shown: Message | View, block: Json) -> Iterator[Choice]:
    for label, action_id, value in Shown([block]).choices():
        yield Choice(label, shown, action_id, value)
    for element in held(block):
        if element["type"] == "users_select":
            for id, name in PEOPLE:
                yield Choice(name, shown, element["action_id"], id)


def _has_menu(block: Json) -> bool:
    return any(element["type"] not in BUTTONS for element in held(block))
