"""The ids that Slack makes up for blocks and elements that have none."""

from __future__ import annotations

import secrets
from typing import Any

Json = dict[str, Any]


def with_ids(blocks: list[Json]) -> list[Json]:
    """Blocks with an id for each, and for each element in them."""
    return [_with_id(block) for block in blocks]


def _with_id(block: Json) -> Json:
    made = dict(block)
    made.setdefault("block_id", secrets.token_urlsafe(4))
    if not made["block_id"]:
        made["block_id"] = secrets.token_urlsafe(4)
    for name in ("accessory", "element"):
        if isinstance(made.get(name), dict):
            made[name] = _with_action_id(made[name])
    if made["type"] in ("actions", "context_actions"):
        made["elements"] = [_with_action_id(element) for element in made["elements"]]
    return made


def _with_action_id(element: Json) -> Json:
    if element.get("action_id") or element["type"] == "image":
        return element
    return {**element, "action_id": secrets.token_urlsafe(4)}
