"""What is wrong in files of knowledge: where it stands, and how it is mended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from knowledge.lines import line_of

MENDS: Mapping[str, str] = MappingProxyType({
    "missing": "this is missing; add it",
    "no_such_key": "there is no such key here; remove it or mend its name",
    "too_long": "make it at most {count} characters",
    "empty": "write something here",
    "not_a_text": "write one text here, between quotes",
    "not_a_date": "write a date here, such as 2026-11-24",
    "not_an_address": "write an address here that starts with https://",
    "both_languages": "write it in both languages: nl and en",
    "no_fit": "this does not fit here; look in our own file how it is written",
    "not_toml": "this is not TOML; look at the quotes and brackets around here",
    "not_read": "this file cannot be read; give the bot the right to read it",
    "key_taken": "another entry in {file} has this key already; choose another",
    "no_key": "choose another name for this: at most 60 small letters, digits and underscores",
    "too_many": "keep at most {count} of these",
    "no_source": "there is no source {name}; add it to library/sources.toml, or mend its name",
    "own_source": "the text is yours now; say here where it comes from, and when you checked it",
    "no_such_entry": "there is no entry or resource {name}; add it, or mend its name",
    "no_such_resource": "there is no resource {name}; add it to catalogue/resources.toml, or mend "
    "its name",
    "no_such_category": "there is no category {name}; add it to catalogue/categories.toml, or mend "
    "its name",
    "no_such_thing": "there is no thing {name} that is not a kind of something itself; add it to "
    "catalogue/things.toml, or mend its name",
    "no_such_group": "there is no product group {name}; add it to catalogue/product_groups.toml, "
    "or mend its name",
    "word_taken": "{word} is a word for {name} already; keep it with one of the two",
    "no_such_text": "we have no text with this key; mend its name, or remove it",
    "other_places": "use the same places between braces as we do: {places}",
    "no_such_file": "nothing reads this file; give it one of these names: {names}",
    "no_folder": "this folder is not there; make it, or mend `knowledge` in the organisation file",
    "no_category_left": "there are more than {count} categories; remove some",
    "languages_differ": "only one language has this; write it in both, or in neither",
})  # fmt: skip
"""How each thing is mended, for who works on the command line; in the chat `own.mend` says it."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong: the file, the line (0 for all of it), the keys, and the mend."""

    path: Path
    line: int
    about: str
    code: str
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def mend(self) -> str:
        """What to do about it, in English."""
        return MENDS[self.code].format_map(self.values)

    def __str__(self) -> str:
        where = f"{self.path}, line {self.line}" if self.line else str(self.path)
        return f"{where}: {self.about}: {self.mend}" if self.about else f"{where}: {self.mend}"


class BadWords(Exception):
    """Files of knowledge cannot be used; the message names the first file, its line and the mend.

    All of what is wrong is in `problems`.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        first, *others = self.problems
        more = f" (and {len(others)} more: `python -m bot knowledge check` tells all)"
        super().__init__(f"{first}{more if others else ''}")


class Problems:
    """Gathers what is wrong, so that all of it can be told at once."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def add(self, path: Path, keys: Sequence[str], code: str, **values: str) -> None:
        """Notes that what stands under these keys in a file is wrong."""
        line = line_of(path.read_text("utf-8-sig"), keys) if keys else 0
        self.found.append(Problem(path, line, ".".join(keys), code, values))

    def add_file(
        self, path: Path, code: str, line: int = 0, about: str = "", **values: str
    ) -> None:
        """Notes that a file, or a line of it, is wrong."""
        self.found.append(Problem(path, line, about, code, values))

    def stop(self) -> None:
        """Raises BadWords when anything was found."""
        if self.found:
            raise BadWords(sorted(one_each(self.found), key=lambda each: (each.path, each.line)))


def one_each(problems: Iterable[Problem]) -> list[Problem]:
    """The problems without those that were told in other words already."""
    every = list(problems)
    told = {(each.path, each.about) for each in every if each.code == "no_such_text"}
    twice = [e for e in every if e.code == "no_such_key" and (e.path, e.about) in told]
    return [each for each in every if each not in twice]


CODES: Mapping[str, str] = MappingProxyType({
    "missing": "missing", "extra_forbidden": "no_such_key", "string_too_long": "too_long",
    "string_too_short": "empty", "too_short": "empty", "too_long": "too_many",
    "string_type": "not_a_text",
    "not_an_address": "not_an_address", "both_languages": "both_languages",
})  # fmt: skip


def errors_of(error: ValidationError) -> Iterable[tuple[tuple[str, ...], str, dict[str, str]]]:
    """What pydantic found: the keys, the code of the mend, and the values for its places."""
    for each in error.errors(include_url=False, include_input=False):
        context: Mapping[str, Any] = each.get("ctx") or {}
        code = CODES.get(each["type"], "no_fit")
        if each["type"].startswith("date"):
            code = "not_a_date"
        count = {"count": str(context.get("max_length", ""))}
        yield tuple(map(str, each["loc"])), code, count if code in ("too_long", "too_many") else {}
