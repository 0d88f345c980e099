"""The shapes of blocks and views: Slack's official types, compiled once.

In the schema one definition has another name than in its source (`AnyRecord`): a reference may not
hold `<` and `>`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

import jsonschema_rs


@cache
def _schema() -> dict[str, Any]:
    text = resources.files(__package__).joinpath("slack-blocks.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


@cache
def _validator(definition: str) -> jsonschema_rs.Draft7Validator:
    return jsonschema_rs.Draft7Validator({**_schema(), "$ref": f"#/definitions/{definition}"})


@cache
def _definitions() -> Mapping[str, str]:
    """The name of each kind of block among the definitions."""
    definitions = _schema()["definitions"]
    found = {"image": "ImageBlock"}
    for each in definitions["KnownBlock"]["anyOf"]:
        name = each["$ref"].rsplit("/", 1)[-1]
        if kind := definitions[name].get("properties", {}).get("type", {}).get("const"):
            found[kind] = name
    return found


def block_errors(block: Any, pointer: str) -> Iterator[str]:
    """What is wrong with the shape of one block."""
    if not isinstance(block, dict):
        yield f"must provide an object [json-pointer:{pointer}]"
        return
    kind = block.get("type")
    definition = _definitions().get(kind) if isinstance(kind, str) else None
    if definition is None:
        yield f"unsupported type: {kind} [json-pointer:{pointer}/type]"
        return
    yield from errors(definition, block, pointer)


def errors(definition: str, value: Any, pointer: str) -> Iterator[str]:
    """What is wrong with a value, with the place where it is."""
    validator = _validator(definition)
    if validator.is_valid(value):
        return
    for error in validator.iter_errors(value):
        path = "".join(f"/{step}" for step in error.instance_path)
        yield f"{error.message[:300]} [json-pointer:{pointer}{path}]"
