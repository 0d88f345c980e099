"""The arguments of a call of the Web API, out of a form, JSON or the query."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

from bot.playground.refusals import SlackError

Json = dict[str, Any]
NESTED = {
    "attachments": "invalid_attachments",
    "blocks": "invalid_blocks_format",
    "files": "invalid_arguments",
    "metadata": "invalid_metadata_format",
    "view": "invalid_arguments",
}
"""The arguments that hold JSON, and what is refused when they do not."""


def is_true(arguments: Json, name: str) -> bool:
    """Whether an argument says yes, in one of the ways in which Slack takes that."""
    return str(arguments.get(name, "")).lower() in ("true", "1")


async def read(request: Request) -> tuple[str, Json]:
    """The token and the arguments of a call; raises SlackError."""
    header = request.headers.get("authorization", "")
    token = header[7:].strip() if header[:7].lower() == "bearer " else ""
    if request.headers.get("content-type", "").startswith("application/json"):
        return token, _from_json(await request.body())
    arguments: Json = dict(request.query_params)
    if request.method == "POST":
        arguments |= await _from_form(request)
    given = arguments.pop("token", "")
    for name, refusal in NESTED.items():
        if isinstance(arguments.get(name), str):
            try:
                arguments[name] = json.loads(arguments[name])
            except ValueError:
                raise SlackError(refusal) from None
    return token or given, arguments


def _from_json(body: bytes) -> Json:
    try:
        found = json.loads(body) if body else {}
    except ValueError:
        raise SlackError("invalid_json") from None
    if not isinstance(found, dict):
        raise SlackError("json_not_object")
    found.pop("token", None)
    return found


async def _from_form(request: Request) -> Json:
    try:
        text = (await request.body()).decode()
        return dict(parse_qsl(text, keep_blank_values=True, strict_parsing=bool(text)))
    except ValueError:
        raise SlackError("invalid_form_data") from None
