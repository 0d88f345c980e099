"""A file of knowledge of ours, with the file of an organisation over it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from knowledge.problems import Problems, errors_of

Kind = TypeVar("Kind", bound=BaseModel)
Tables = Mapping[str, Any]
_LINE = re.compile(r"at line (\d+)")


class Layered:
    """What stands in a file of ours and in that of an organisation; each may be missing."""

    def __init__(self, ours: Path, own: Path | None, problems: Problems, depth: int) -> None:
        """What the organisation wrote takes the place of ours, `depth` keys deep."""
        self.ours_path = ours
        self.own_path = own
        self.ours = parsed(ours, problems)
        self.own = parsed(own, problems) if own and own.exists() else {}
        self.content = merged(self.ours, self.own, depth)

    def where(self, keys: Sequence[str]) -> Path:
        """The file in which something stands, or in which it must come when it is missing."""
        if not self.own_path or not keys or keys[0] not in self.own:
            return self.ours_path
        if reaches(self.own, keys) >= reaches(self.ours, keys):
            return self.own_path
        return self.ours_path


def parsed(path: Path, problems: Problems) -> Tables:
    """What stands in a file; nothing when it is not TOML, which is a problem then."""
    try:
        return _tables(path.read_text("utf-8-sig"))
    except OSError:
        problems.add_file(path, "not_read")
    except tomllib.TOMLDecodeError as error:
        line = _LINE.search(str(error))
        last = len(path.read_text("utf-8-sig").splitlines())
        problems.add_file(path, "not_toml", int(line[1]) if line else last)
    except UnicodeDecodeError as error:
        problems.add_file(path, "not_toml", error.object[: error.start].count(b"\n") + 1)
    return {}


@lru_cache(maxsize=100)
def _tables(text: str) -> Tables:
    """The tables in a text; kept, for all of our files are read again when one of an organisation
    changes, and that takes most of the time."""
    return tomllib.loads(text)


def merged(ours: Tables, own: Tables, depth: int) -> dict[str, Any]:
    """Our tables with theirs over them, in our order; what is new comes after it."""
    result = dict(ours)
    for key, value in own.items():
        before = result.get(key)
        if depth > 1 and isinstance(before, Mapping) and isinstance(value, Mapping):
            result[key] = merged(before, value, depth - 1)
        else:
            result[key] = value
    return result


def reaches(tables: Tables, keys: Sequence[str]) -> int:
    """How many of these keys lead somewhere."""
    here: Any = tables
    for count, key in enumerate(keys):
        if isinstance(here, Mapping) and key in here:
            here = here[key]
        elif isinstance(here, list) and key.isdecimal() and int(key) < len(here):
            here = here[int(key)]
        else:
            return count
    return len(keys)


def read_all(file: Layered, kind: type[Kind], problems: Problems) -> dict[str, Kind]:
    """What stands in a file, by key, as far as it fits."""
    found: dict[str, Kind] = {}
    for key, value in file.content.items():
        try:
            found[key] = kind.model_validate(value)
        except ValidationError as error:
            for keys, code, values in errors_of(error):
                problems.add(file.where((key, *keys)), (key, *keys), code, **values)
    return found
