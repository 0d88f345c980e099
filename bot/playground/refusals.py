"""What Slack refuses, with Slack's own error codes.

The limits are those of the Block Kit reference, written down apart from the bot's own, so that
the one checks the other; the shapes are Slack's official types.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

import jsonschema_rs

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


TEXT_LIMITS = {
    "header": ("text", 150),
    "section": ("text", 3000),
    "button": ("text", 75),
    "input": ("label", 2000),
}
LIST_LIMITS = {
    "section": ("fields", 10),
    "context": ("elements", 10),
    "actions": ("elements", 25),
    "context_actions": ("elements", 5),
    "overflow": ("options", 5),
    "static_select": ("options", 100),
    "multi_static_select": ("options", 100),
    "radio_buttons": ("options", 10),
    "checkboxes": ("options", 10),
    "carousel": ("elements", 10),
}
STRING_LIMITS = {
    "block_id": 255,
    "action_id": 255,
    "url": 3000,
    "image_url": 3000,
    "alt_text": 2000,
    "accessibility_label": 75,
}
VIEW_TEXTS = {"title": 24, "submit": 24, "close": 24}
NOT_IN_MESSAGES = {"file_input"}
ONLY_IN_MESSAGES = {"markdown", "table", "data_table", "context_actions", "plan", "task_card"}


@cache
def _schema(definition: str) -> jsonschema_rs.Draft7Validator:
    text = resources.files(__package__).joinpath("slack-blocks.schema.json").read_text("utf-8")
    schema = json.loads(text)
    return jsonschema_rs.Draft7Validator({**schema, "$ref": f"#/definitions/{definition}"})


def check_message(text: str | None, blocks: Sequence[Json] | None, attachments: Any) -> None:
    """Raises SlackError for a message that Slack would not take."""
    if not text and not blocks and not attachments:
        raise SlackError("no_text")
    if text and len(text) > 40_000:
        raise SlackError("msg_too_long")
    if attachments and len(attachments) > 100:
        raise SlackError("too_many_attachments")
    if blocks is None:
        return
    if len(blocks) > 50:
        raise SlackError("invalid_blocks", ["no more than 50 items allowed [json-pointer:/blocks]"])
    _check_blocks(blocks, "message")
    markdown = sum(len(block.get("text", "")) for block in blocks if block["type"] == "markdown")
    if markdown > 12_000:
        raise SlackError("msg_blocks_too_long")


def check_view(view: Json) -> None:
    """Raises SlackError for a modal or home page that Slack would not take."""
    kind = view.get("type")
    if kind not in ("modal", "home"):
        raise _invalid("type: must be modal or home")
    blocks = view.get("blocks")
    if not isinstance(blocks, list) or len(blocks) > 100:
        raise _invalid("no more than 100 items allowed [json-pointer:/view/blocks]")
    if len(json.dumps(view)) > 250_000:
        raise SlackError("view_too_large")
    for name, longest in VIEW_TEXTS.items():
        if name in view and len(view[name].get("text", "")) > longest:
            raise _invalid(
                f"must be less than {longest + 1} characters [json-pointer:/view/{name}]"
            )
    if len(view.get("private_metadata", "")) > 3000 or len(view.get("callback_id", "")) > 255:
        raise _invalid("private_metadata or callback_id is too long")
    if any(block.get("type") == "input" for block in blocks) and kind == "modal":
        if "submit" not in view:
            raise _invalid("submit is required when an input is present [json-pointer:/view]")
    definition = "Modal" if kind == "modal" else "Home"
    bare = {key: value for key, value in view.items() if key != "emoji"}
    if errors := list(_errors(definition, bare, "/view")):
        raise SlackError("invalid_arguments", errors)
    _check_blocks(blocks, kind)


def _invalid(message: str) -> SlackError:
    return SlackError("invalid_arguments", [f"[ERROR] {message}"])


def _check_blocks(blocks: Sequence[Json], surface: str) -> None:
    """Shape, limits and doubles of blocks on a surface: message, modal or home."""
    messages: list[str] = []
    seen: set[str] = set()
    for place, block in enumerate(blocks):
        pointer = f"/blocks/{place}"
        messages.extend(_errors("KnownBlock", block, pointer))
        if surface != "message" and block.get("type") in ONLY_IN_MESSAGES:
            messages.append(f"unsupported type: {block['type']} [json-pointer:{pointer}]")
        if surface == "message" and _holds(block, NOT_IN_MESSAGES):
            messages.append(f"unsupported element [json-pointer:{pointer}]")
        block_id = block.get("block_id")
        if block_id and block_id in seen:
            messages.append(f"block_id {block_id} already exists [json-pointer:{pointer}]")
        seen.add(block_id or "")
        actions = [each["action_id"] for each in _objects(block) if each.get("action_id")]
        if len(actions) != len(set(actions)):
            messages.append(f"action_id already exists [json-pointer:{pointer}]")
        for each in _objects(block):
            messages.extend(f"{said} [json-pointer:{pointer}]" for said in _over(each))
    if messages:
        raise SlackError("invalid_blocks", [f"[ERROR] {message}" for message in messages])


def _holds(block: Json, kinds: set[str]) -> bool:
    return any(each.get("type") in kinds for each in _objects(block))


def _errors(definition: str, value: Any, pointer: str) -> Iterator[str]:
    validator = _schema(definition)
    if validator.is_valid(value):
        return
    for error in validator.iter_errors(value):
        path = "/".join(str(step) for step in error.instance_path)
        yield f"{error.message[:300]} [json-pointer:{pointer}/{path}]"


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _objects(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _objects(inner)


def _over(each: Json) -> Iterator[str]:
    """What of one object is longer than Slack takes."""
    kind = each.get("type", "")
    if kind in TEXT_LIMITS:
        name, longest = TEXT_LIMITS[kind]
        text = each.get(name)
        if isinstance(text, Mapping) and not 0 < len(text.get("text", "")) <= longest:
            yield f"{kind} {name}: must be 1 to {longest} characters"
    if kind in LIST_LIMITS:
        name, most = LIST_LIMITS[kind]
        if name in each and not 0 < len(each[name]) <= most:
            yield f"{kind} {name}: must have 1 to {most} items"
    for name, longest in STRING_LIMITS.items():
        if isinstance(each.get(name), str) and len(each[name]) > longest:
            yield f"{name}: no more than {longest} characters"
    if kind == "button" and len(each.get("value", "")) > 2000:
        yield "value: no more than 2000 characters"
    if kind in ("plain_text", "mrkdwn") and not each.get("text"):
        yield "text: must be more than 0 characters"
    if kind == "plain_text_input" and each.get("max_length", 1) > 3000:
        yield "max_length: at most 3000"
    if kind == "plain_text_input":
        if len(each.get("initial_value", "")) > each.get("max_length", 3000):
            yield "initial_value: longer than max_length"
    if "text" in each and "value" in each and not kind:
        yield from _over_option(each)
    if isinstance(each.get("placeholder"), Mapping):
        if len(each["placeholder"].get("text", "")) > 150:
            yield "placeholder: no more than 150 characters"


def _over_option(option: Json) -> Iterator[str]:
    if len(option["text"].get("text", "")) > 75:
        yield "option text: no more than 75 characters"
    if len(option["value"]) > 150:
        yield "option value: no more than 150 characters"
