"""Draws messages, forms and home pages as Block Kit. The only file that knows a Slack button.

Everything a click needs is in its action_id, `verb/argument` or `answer/about/value`; nothing is
kept in memory between two inputs.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.slack.limits import (
    HEADER_TEXT,
    MESSAGE_BLOCKS,
    OVERFLOW_OPTIONS,
    PLACEHOLDER_TEXT,
    VIEW_BLOCKS,
    Block,
    actions,
    at_most,
    button,
    context,
    header,
    option,
    overflow,
    picture,
    plain_text,
    select,
)
from bot.slack.text import markup, rich_text, summary
from dialogs.messages import Button, Home, Input, Menu, Message

FEW = 5
"""Up to so many options are buttons; more are a menu."""
LINES_AT_ONCE = 12
"""Lines in one block; Slack folds away what is longer."""


def message(said: Message, file: str = "") -> tuple[str, list[Block]]:
    """The plain text and the blocks of a message; `file` is the id of its photo on the platform,
    without which it is shown by its words alone."""
    blocks: list[Block] = []
    if said.heading:
        blocks.append(header(said.heading))
    blocks.extend(_lines(said))
    if said.photo and file:
        blocks.append(picture(file, said.photo.alt))
    if said.input and (row := _input(said.input)):
        blocks.append(actions(row))
    if said.menu:
        options = [option(each.key, each.label) for each in said.menu.options]
        chosen = "/".join(filter(None, (said.menu.verb, said.menu.argument)))
        blocks.append(actions([select(chosen, said.menu.label, options)]))
    if said.buttons or said.more:
        blocks.append(actions(_buttons(said.buttons, said.more)))
    if said.notes:
        blocks.append(context([markup(note) for note in said.notes]))
    return summary(said.lines, said.heading), at_most(blocks, MESSAGE_BLOCKS)


def _lines(said: Message) -> list[Block]:
    return [
        rich_text(said.lines[start : start + LINES_AT_ONCE])
        for start in range(0, len(said.lines), LINES_AT_ONCE)
    ]


def _input(asked: Input) -> list[Block]:
    about = f"answer/{asked.about}"
    match asked.kind:
        case "choice":
            return _choice(asked, about)
        case "year":
            return [_menu(asked, about)]
        case "person":
            return [
                {
                    "type": "users_select",
                    "action_id": about,
                    "placeholder": plain_text(asked.label, PLACEHOLDER_TEXT),
                }
            ]
        case "date":
            return [
                {
                    "type": "datepicker",
                    "action_id": about,
                    "placeholder": plain_text(asked.label, PLACEHOLDER_TEXT),
                }
            ]
    return []


def _choice(asked: Input, about: str) -> list[Block]:
    if len(asked.options) <= FEW:
        return [button(f"{about}/{choice.key}", choice.label) for choice in asked.options]
    menu = _menu(asked, about)
    if asked.suggested is None:
        return [menu]
    return [button(f"{about}/{asked.suggested.key}", asked.suggested.label, "primary"), menu]


def _menu(asked: Input, about: str) -> Block:
    return select(about, asked.label, [option(each.key, each.label) for each in asked.options])


def _buttons(shown: Sequence[Button], more: Sequence[Button]) -> list[Block]:
    row = [_button(pressed) for pressed in shown]
    if more:
        hidden = [
            option(f"{pressed.verb}/{pressed.argument}", pressed.label)
            for pressed in more[:OVERFLOW_OPTIONS]
        ]
        row.append(overflow("more", hidden))
    return row


def _button(pressed: Button) -> Block:
    action_id = f"{pressed.verb}/{pressed.argument}"
    return button(action_id, pressed.label, pressed.style, pressed.url, pressed.text)


def home(page: Home, file: str = "") -> Block:
    """A home page; each card is a heading, its lines and its buttons.

    Its picture is drawn once it is uploaded: `file` is the id that it got.
    """
    blocks: list[Block] = [header(page.heading[:HEADER_TEXT])]
    if page.tabs:
        blocks.append(actions(_buttons(page.tabs, ())))
    if page.lines:
        blocks.append(rich_text(page.lines))
    if page.buttons:
        blocks.append(actions(_buttons(page.buttons, ())))
    if page.picture and file:
        blocks.append(picture(file, page.picture.alt))
    choosing = [*map(_filter, page.menus), *_buttons(page.switches, ())]
    if choosing:
        blocks.append(actions(choosing))
    if page.above_cards:
        blocks.append(rich_text(page.above_cards))
    for card in page.cards:
        blocks.extend(_card(card))
    if page.turning:
        blocks.append({"type": "divider"})
        blocks.append(actions(_buttons(page.turning, ())))
    if page.notes:
        blocks.append({"type": "divider"})
        blocks.append(context([markup(note) for note in page.notes]))
    state = {"private_metadata": page.state} if page.state else {}
    return {"type": "home", **state, "blocks": at_most(blocks, VIEW_BLOCKS)}


def _card(card: Message) -> list[Block]:
    blocks: list[Block] = [{"type": "divider"}]
    if card.lines:
        blocks.append(rich_text(card.lines))
    if card.buttons:
        blocks.append(actions(_buttons(card.buttons, ())))
    return blocks


def _filter(menu: Menu) -> Block:
    options = [option(each.key, each.label) for each in menu.options]
    block = select(menu.verb, menu.label, options)
    chosen = [made for made in options if made["value"] == menu.chosen]
    return block | ({"initial_option": chosen[0]} if chosen else {})
