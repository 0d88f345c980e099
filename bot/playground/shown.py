"""What somebody sees: messages, modals and home pages, as text to read and things to press."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.playground.choosing import held
from bot.playground.limits import every_option

Json = dict[str, Any]


@dataclass(frozen=True)
class Shown:
    """Blocks as somebody sees them: text to read and things to press."""

    blocks: list[Json] = field(default_factory=list)

    def elements(self) -> Iterator[Json]:
        """Everything that can be pressed or chosen from, in order."""
        for block in self.blocks:
            yield from held(block)

    def buttons(self) -> list[str]:
        """The labels of the buttons, those behind the three dots as well."""
        return [label for label, _, _ in self.choices()]

    def choices(self) -> Iterator[tuple[str, str, str | None]]:
        """Everything that can be pressed: label, action_id, and the value in a menu."""
        for element in self.elements():
            if element["type"] in ("button", "icon_button", "workflow_button"):
                yield element["text"]["text"], element["action_id"], None
            else:
                for option in every_option(element):
                    yield option["text"]["text"], element["action_id"], option.get("value")

    def plain(self) -> str:
        """The words of the blocks, one line each."""
        return "\n".join(line for block in self.blocks for line in _words(block) if line)


@dataclass(frozen=True)
class Message(Shown):
    """A message as somebody sees it."""

    channel: str = ""
    ts: str = ""
    user: str = ""
    text: str = ""
    thread: str = ""
    ephemeral: bool = False
    edited: bool = False
    reactions: Mapping[str, list[str]] = field(default_factory=dict)

    @property
    def thread_ts(self) -> str:
        """The thread that the message is in, under Slack's name for it."""
        return self.thread

    def plain(self) -> str:
        """The words of the blocks, one line each; the text where there are no blocks."""
        return super().plain() if self.blocks else self.text

    @staticmethod
    def read(channel: str, raw: Json) -> Message:
        """A message from what the workspace stores."""
        return Message(
            blocks=raw.get("blocks", []),
            channel=raw.get("channel", channel),
            ts=raw["ts"],
            user=raw.get("user", ""),
            text=raw.get("text", ""),
            thread=raw.get("thread_ts", ""),
            ephemeral=raw.get("is_ephemeral", False),
            edited="edited" in raw,
            reactions={each["name"]: each["users"] for each in raw.get("reactions", ())},
        )


@dataclass(frozen=True)
class View(Shown):
    """A modal or home page."""

    id: str = ""
    title: str = ""
    callback_id: str = ""
    private_metadata: str = ""
    hash: str = ""

    @staticmethod
    def read(raw: Json) -> View:
        """A view from what the workspace stores."""
        return View(
            blocks=raw["blocks"],
            id=raw["id"],
            title=(raw.get("title") or {}).get("text", ""),
            callback_id=raw.get("callback_id", ""),
            private_metadata=raw.get("private_metadata", ""),
            hash=raw.get("hash", ""),
        )

    def inputs(self) -> dict[str, Json]:
        """The inputs by block_id."""
        return {block["block_id"]: block for block in self.blocks if block["type"] == "input"}


@dataclass(frozen=True)
class Submitted:
    """What came of sending a modal in: errors by block_id, or the view that took its place."""

    errors: Mapping[str, str] = field(default_factory=dict)
    view: View | None = None


def _words(block: Json) -> Iterator[str]:
    match block["type"]:
        case "header" | "section" | "alert":
            yield (block.get("text") or {}).get("text", "")
            yield from (each["text"] for each in block.get("fields", ()))
            yield from (_control(each) for each in held(block))
        case "context":
            yield " ".join(each.get("text") or _picture(each) for each in block["elements"])
        case "actions" | "context_actions":
            yield " ".join(_control(element) for element in block["elements"])
        case "rich_text":
            yield _rich(block["elements"])
        case "input":
            yield block["label"]["text"]
            yield _control(block["element"])
        case "markdown":
            yield block["text"]
        case "image" | "video":
            yield _picture(block)
        case "table" | "data_table":
            for row in block["rows"]:
                yield " | ".join(_cell(cell) for cell in row)
        case "card":
            yield from (block[name]["text"] for name in CARD if block.get(name))
            yield " ".join(_control(element) for element in block.get("actions", ()))
        case "carousel":
            for card in block["elements"]:
                yield from _words(card)


CARD = ("title", "subtitle", "body")


def _control(element: Json) -> str:
    """Something to press or choose from: `[label]` for each."""
    labels = [option["text"]["text"] for option in every_option(element)]
    if not labels and isinstance(element.get("text"), dict):
        labels = [element["text"]["text"]]
    return " ".join(f"[{label}]" for label in labels)


def _picture(element: Json) -> str:
    return f"({element['alt_text']})" if element.get("alt_text") else ""


def _cell(cell: Json) -> str:
    return _rich(cell["elements"]) if "elements" in cell else str(cell.get("text", ""))


def _rich(elements: Iterable[Json]) -> str:
    return "".join(_rich_part(element) for element in elements)


def _rich_part(element: Json) -> str:
    match element["type"]:
        case "rich_text_list":
            return "".join(f"• {_rich(each['elements'])}\n" for each in element["elements"])
        case "user":
            return f"@{element['user_id']}"
        case "channel":
            return f"#{element['channel_id']}"
        case "broadcast":
            return f"@{element['range']}"
        case "emoji":
            return f":{element['name']}:"
    if "elements" in element:
        return _rich(element["elements"])
    return str(element.get("text") or element.get("url") or element.get("fallback", ""))
