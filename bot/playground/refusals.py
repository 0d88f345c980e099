"""What Slack refuses of messages, modals and home pages, with Slack's own error codes.

The limits are those of the Block Kit reference, written down apart from the bot's own, so that
the one checks the other; the shapes are Slack's official types.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.playground import shapes
from bot.playground.limits import broken

Json = Mapping[str, Any]


class SlackError(Exception):
    """An answer with `ok: false`, as Slack gives it."""

    def __init__(
        self,
        code: str,
        messages: Sequence[str] = (),
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.status = status
        self.headers = dict(headers or {})
        self.body: dict[str, Any] = {"ok": False, "error": code, **more}
        if messages:
            self.body["response_metadata"] = {"messages": list(messages)}


LONGEST_TEXT = 40_000
LONGEST_UPDATE = 4_000
LONGEST_MARKDOWN = 12_000
LARGEST_METADATA = 8_000
LARGEST_VIEW = 250_000
MOST_BLOCKS = {"message": 50, "modal": 100, "home": 100}
MOST_ATTACHMENTS = 100
VIEW_TEXTS = {"title": 24, "submit": 24, "close": 24}
VIEW_STRINGS = {"private_metadata": 3000, "callback_id": 255, "external_id": 255}

ONLY_IN_MESSAGES = {
    "markdown", "table", "data_table", "context_actions", "plan", "task_card",
    "feedback_buttons", "icon_button", "workflow_button",
}  # fmt: skip
ONLY_IN_MODALS = {"file_input"}
ONCE_IN_A_MESSAGE = {"table"}
NOT_SENT_BY_APPS = {"file"}


def check_message(
    text: str | None, blocks: Sequence[Json] | None, attachments: Any, longest: int = LONGEST_TEXT
) -> None:
    """Raises SlackError for a message that Slack would not take."""
    if not _objects(attachments or []):
        raise SlackError("invalid_attachments")
    if not text and not blocks and not attachments:
        raise SlackError("no_text")
    if text and len(text) > longest:
        raise SlackError("msg_too_long")
    if attachments and len(attachments) > MOST_ATTACHMENTS:
        raise SlackError("too_many_attachments")
    for each in attachments or ():
        _check_blocks(each.get("blocks"))
    _check_blocks(blocks)


def _objects(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, dict) for each in value)


def _check_blocks(blocks: Any) -> None:
    if blocks is None:
        return
    if not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    found = list(_wrong(blocks, "message", "/blocks"))
    if found:
        raise _refused("invalid_blocks", found)
    markdown = sum(len(block["text"]) for block in blocks if block["type"] == "markdown")
    if markdown > LONGEST_MARKDOWN:
        raise SlackError("msg_blocks_too_long")


def check_metadata(metadata: Any) -> None:
    """Raises SlackError for message metadata that Slack would not take."""
    if not isinstance(metadata, dict) or not metadata.get("event_type"):
        raise SlackError("invalid_metadata_format")
    if not isinstance(metadata.get("event_payload", {}), dict):
        raise SlackError("invalid_metadata_format")
    if len(json.dumps(metadata)) > LARGEST_METADATA:
        raise SlackError("metadata_too_large")


def check_view(view: Any, kinds: Sequence[str] = ("modal", "home")) -> None:
    """Raises SlackError for a modal or home page that Slack would not take."""
    if not isinstance(view, dict):
        raise _refused("invalid_arguments", ["must provide an object [json-pointer:/view]"])
    kind = str(view.get("type"))
    if kind not in kinds:
        raise _refused("invalid_arguments", [f"must be one of {kinds} [json-pointer:/view/type]"])
    found = list(_wrong_in_view(view, kind))
    if found:
        raise _refused("invalid_arguments", found)
    if len(json.dumps(view)) > LARGEST_VIEW:
        raise SlackError("view_too_large")


def _wrong_in_view(view: Json, kind: str) -> Iterator[str]:
    frame = {**view, "blocks": []} if "blocks" in view else view
    yield from shapes.errors("Modal" if kind == "modal" else "Home", frame, "/view")
    for name, longest in VIEW_TEXTS.items():
        text = view.get(name)
        if isinstance(text, Mapping) and not 0 < len(str(text.get("text", ""))) <= longest:
            yield f"must be less than {longest + 1} characters [json-pointer:/view/{name}/text]"
    for name, longest in VIEW_STRINGS.items():
        if len(str(view.get(name, ""))) > longest:
            yield f"must be less than {longest + 1} characters [json-pointer:/view/{name}]"
    blocks = view.get("blocks", [])
    if not isinstance(blocks, list):
        yield "must provide an array [json-pointer:/view/blocks]"
        return
    yield from _wrong(blocks, kind, "/view/blocks")
    asks = any(isinstance(each, Mapping) and each.get("type") == "input" for each in blocks)
    if asks and kind == "modal" and "submit" not in view:
        yield "missing required field: submit [json-pointer:/view]"


def _wrong(blocks: Sequence[Any], surface: str, pointer: str) -> Iterator[str]:
    """Everything that is wrong with blocks on a surface: shape, limits, doubles, places."""
    if len(blocks) > MOST_BLOCKS[surface]:
        yield f"no more than {MOST_BLOCKS[surface]} items allowed [json-pointer:{pointer}]"
        return
    kinds: set[str] = set()
    ids: set[str] = set()
    forbidden = {"message": ONLY_IN_MODALS, "modal": ONLY_IN_MESSAGES}.get(
        surface, ONLY_IN_MODALS | ONLY_IN_MESSAGES
    )
    for number, block in enumerate(blocks):
        here = f"{pointer}/{number}"
        if misshapen := list(shapes.block_errors(block, here)):
            yield from misshapen
            continue
        if block["type"] in NOT_SENT_BY_APPS:
            yield f"unsupported type: {block['type']} [json-pointer:{here}/type]"
        elif block["type"] in ONCE_IN_A_MESSAGE and block["type"] in kinds:
            yield f"only one {block['type']} allowed [json-pointer:{here}]"
        kinds.add(block["type"])
        yield from _doubles(block, here, ids)
        yield from broken(block, here, forbidden)


def _doubles(block: Json, pointer: str, seen: set[str]) -> Iterator[str]:
    """Ids that are there twice: a block_id in the surface, an action_id in the block."""
    block_id = block.get("block_id")
    if block_id:
        if block_id in seen:
            yield f"`block_id` already exists: {block_id} [json-pointer:{pointer}/block_id]"
        seen.add(block_id)
    elements = block.get("elements")
    if block["type"] in ("actions", "context_actions") and elements:
        actions = [each["action_id"] for each in elements if each.get("action_id")]
        for id in {id for id in actions if actions.count(id) > 1}:
            yield f"`action_id` already exists: {id} [json-pointer:{pointer}/elements]"


def _refused(code: str, messages: Sequence[str]) -> SlackError:
    told = [f"[ERROR] {message}" for message in messages]
    if code == "invalid_blocks":
        return SlackError(code, told, errors=list(messages))
    return SlackError(code, told)
