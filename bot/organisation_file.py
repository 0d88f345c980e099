"""Reads the organisation file: a mistake names the file, the line, and what is allowed there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from bot.settings import BadSettings

Model = TypeVar("Model", bound=BaseModel)
Parts = Mapping[str, type[BaseModel]]
"""What may stand under each key, `a.b`; `a.*` is for whatever stands under a."""

NAMES = {
    "policy.strategies": "the key of a category, such as ict",
    "policy.themes": "the key of a theme, such as circular",
    "policy.levels": "1, 2 and 3",
    "policy.web": "1, 2 and 3",
    "departments": "the name of a department",
}
"""What keys there are where each organisation has its own."""


class Keys:
    """Where what was read stands: for a mistake that is only seen beside something else."""

    def __init__(self, path: Path, root: yaml.Node | None) -> None:
        self._path = path
        self._root = root

    def wrong(self, keys: Sequence[int | str], said: str) -> BadSettings:
        """What is wrong under these keys, in a sentence."""
        line, about = _place(self._root, keys)
        named = f"{'.'.join(about)}: " if about else ""
        return BadSettings(f"{self._path}, line {line}: {named}{said}.")


def read(path: Path, model: type[Model], parts: Parts) -> tuple[Model, Keys]:
    """Reads the file; raises BadSettings that names the file, the line, and what is allowed."""
    try:
        text = path.expanduser().read_text("utf-8-sig")
    except OSError as error:
        raise BadSettings(
            f"INKOOP_ORGANISATION_FILE: {path} cannot be read: {error.strerror}."
        ) from error
    except UnicodeDecodeError as error:
        raise BadSettings(f"{path}: it is not text in UTF-8.") from error
    root: yaml.Node | None = None
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        plain = _plain(root, set()) if root else None
        return model.model_validate({} if plain is None else plain), Keys(path, root)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f", line {mark.line + 1}" if mark else ""
        raise BadSettings(f"{path}{where}: it is not YAML: {error.problem}.") from error
    except yaml.YAMLError as error:
        raise BadSettings(f"{path}: it is not YAML: {str(error).splitlines()[0]}.") from error
    except _Wrong as error:
        raise BadSettings(f"{path}, line {error.line}: {error}.") from error
    except ValidationError as error:
        first = error.errors()[0]
        about = _place(root, first["loc"])[1]
        raise Keys(path, root).wrong(first["loc"], _said(first, about, parts)) from error


class _Wrong(Exception):
    """Something that stands on a line."""

    def __init__(self, node: yaml.Node, said: str) -> None:
        super().__init__(said)
        self.line = node.start_mark.line + 1


def _plain(node: yaml.Node, seen: set[int]) -> Any:
    """What stands there, every value as it was typed; None for what is empty.

    To YAML itself `No` is false, `0123` is eighty-three, and `50.000` is fifty.
    """
    if id(node) in seen:
        raise _Wrong(node, "write it out each time, instead of with & and *")
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, seen)
    if isinstance(node, yaml.SequenceNode):
        return [_item(each, seen) for each in node.value]
    empty = node.tag == "tag:yaml.org,2002:null" or not node.value.strip()
    return None if empty else node.value


def _item(node: yaml.Node, seen: set[int]) -> Any:
    item = _plain(node, seen)
    if item is None:
        raise _Wrong(node, "there is nothing behind the dash")
    return item


def _mapping(node: yaml.MappingNode, seen: set[int]) -> dict[str, Any]:
    """The keys that have a value: a key with nothing behind it is the same as none."""
    found: dict[str, Any] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise _Wrong(key, "a key must be a word")
        if key.value in found:
            raise _Wrong(key, f"{key.value} stands there twice")
        found[key.value] = _plain(value, seen)
    return {key: value for key, value in found.items() if value is not None}


def _place(node: yaml.Node | None, loc: Sequence[int | str]) -> tuple[int, tuple[str, ...]]:
    """The line of what is wrong, and the keys that lead to it, as far as they stand there."""
    line, keys = (node.start_mark.line if node else 0), []
    for step in loc:
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            node = node.value[step]
            line = node.start_mark.line
        elif isinstance(node, yaml.MappingNode):
            pair = next((pair for pair in node.value if pair[0].value == step), None)
            if pair is None:
                break
            key, node = pair
            line = key.start_mark.line
            keys.append(key.value)
    return line + 1, tuple(keys)


def _said(error: Any, about: tuple[str, ...], parts: Parts) -> str:
    """What is wrong, and what is allowed there, in words."""
    kind = error["type"]
    inside = about[:-1] if kind == "extra_forbidden" else about
    part = parts.get(".".join(inside)) or parts.get(".".join((*inside[:-1], "*")))
    fields = part.model_fields if part else {}
    allowed = [field.alias or name for name, field in fields.items()]
    match kind:
        case "extra_forbidden":
            return no_such_key(allowed)
        case "missing":
            needed = [each.alias or name for name, each in fields.items() if each.is_required()]
            return f"{error['loc'][-1]} is missing; write {_and(needed)}"
        case "literal_error":
            return f"it must be {error['ctx']['expected']}"
        case "string_too_long":
            return f"it must be at most {error['ctx']['max_length']} characters"
        case "too_long":
            return f"keep at most {error['ctx']['max_length']} of these"
        case "string_too_short":
            return "write something here"
        case "string_type":
            return "it must be one text"
        case "tuple_type" | "frozen_set_type":
            return "it must be a list: each on a line of its own, with a dash before it"
        case "value_error":
            return str(error["ctx"]["error"])
        case _:
            names = NAMES.get(".".join(about), ", ".join(allowed))
            return f"here must stand keys with values: {names}"


def no_such_key(allowed: Iterable[str]) -> str:
    """That a key is not there, and which there are."""
    return f"there is no such key; there are {', '.join(allowed)}"


def _and(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
