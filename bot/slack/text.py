"""The one place where words become Slack's text: what people entered is never interpreted.

Lines become rich text, in which Slack takes every text literally; only the plain copy for
notifications and screen readers is markup, and there it is escaped (T30).
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from bot.slack.limits import MESSAGE_TEXT, SECTION_TEXT, Block, cut
from dialogs.messages import Line, Link, Person, Value, pieces
from dialogs.reading import clean

_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
_NAMED = re.compile(r"<(?:#[A-Z0-9]+|!subteam\^[A-Z0-9]+)\|([^>]+)>")
_SPECIAL = re.compile(r"<!(\w+)(?:\^[^|>]*)?(?:\|[^>]*)?>")
_LINK = re.compile(r"<((?:https?|mailto|tel):[^|>]+)(?:\|([^>]+))?>")


def rich_text(lines: Sequence[Line]) -> Block:
    """Lines, each on a row of its own, as one block."""
    elements: list[Block] = []
    for line in lines:
        if elements:
            elements.append({"type": "text", "text": "\n"})
        elements.extend(_line(line))
    section = {"type": "rich_text_section", "elements": elements or [_text(" ")]}
    return {"type": "rich_text", "elements": [section]}


def _line(line: Line) -> list[Block]:
    drawn: list[Block] = []
    for piece in pieces(line.words):
        value = line.values.get(piece.place, "") if piece.place else piece.text
        element = _element(value)
        if piece.bold and element["type"] != "user":
            element["style"] = {"bold": True}
        if element.get("text") != "":
            drawn.append(element)
    return drawn


def _element(value: Value) -> Block:
    if isinstance(value, Person):
        return {"type": "user", "user_id": value.id}
    if isinstance(value, Link):
        return {"type": "link", "url": value.url, "text": value.label}
    return _text(cut(value, SECTION_TEXT))


def _text(text: str) -> Block:
    return {"type": "text", "text": text}


def markup(line: Line) -> str:
    """A line as Slack's own markup; what people entered is escaped."""
    drawn = []
    for piece in pieces(line.words):
        value = line.values.get(piece.place, "") if piece.place else piece.text
        if isinstance(value, Person):
            drawn.append(f"<@{value.id}>")
        elif isinstance(value, Link):
            drawn.append(f"<{value.url}|{escaped(value.label)}>")
        elif piece.place or not piece.bold:
            drawn.append(escaped(value))
        else:
            drawn.append(f"*{escaped(value)}*")
    return "".join(drawn)


def summary(lines: Sequence[Line], heading: str = "") -> str:
    """The copy of a message for notifications and screen readers; never empty."""
    texts = [escaped(heading)] if heading else []
    texts.extend(markup(line) for line in lines)
    return cut("\n".join(texts), MESSAGE_TEXT) or " "


def escaped(text: str) -> str:
    """Text in which Slack finds no mention, link or entity."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def entered(text: str) -> tuple[str, tuple[str, ...]]:
    """What somebody typed, as plain text, and the people whom they mentioned.

    Slack escapes what is typed and marks mentions and links; both are undone here.
    """
    mentions = tuple(_MENTION.findall(text))
    text = _MENTION.sub(r"@\1", text)
    text = _NAMED.sub(r"\1", text)
    text = _SPECIAL.sub(r"@\1", text)
    text = _LINK.sub(_link, text)
    return clean(html.unescape(text)), mentions


def _link(found: re.Match[str]) -> str:
    url, label = found.groups()
    bare = url.removeprefix("mailto:").removeprefix("tel:")
    return bare if not label or label in url else f"{label} ({url})"
