"""What we can explain: questions, categories, steps, topics and terms, each with its source.

Everything stands in both languages, side by side, in `knowledge/library/*.toml`: a file for each
kind. What is advice says so; what ages says from when it holds and when a person last looked.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge.recognising import recognise
from knowledge.wording import KNOWLEDGE, BadWords

LIBRARY = KNOWLEDGE / "library"


Kind = TypeVar("Kind", bound=BaseModel)


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


def _at_most(longest: int) -> object:
    return Field(min_length=1, max_length=longest)


class Both(_Strict):
    """A text in both languages."""

    nl: str
    en: str

    def __getitem__(self, language: str) -> str:
        return self.nl if language == "nl" else self.en


class Title(Both):
    """What something is called; it fits on a button."""

    nl: Annotated[str, _at_most(70)]
    en: Annotated[str, _at_most(70)]


class Line(Both):
    """One line of a list; `source` where it has one of its own."""

    nl: Annotated[str, _at_most(260)]
    en: Annotated[str, _at_most(260)]
    source: str = ""


class Text(Both):
    """A few sentences."""

    nl: Annotated[str, _at_most(900)]
    en: Annotated[str, _at_most(900)]


class OtherWords(_Strict):
    """What else people call it, or type when they look for it."""

    nl: Sequence[str] = ()
    en: Sequence[str] = ()

    def of(self, language: str) -> Sequence[str]:
        """Those in a language."""
        return self.nl if language == "nl" else self.en


class Source(_Strict):
    """Where something comes from."""

    title: str
    url: str = ""


class Entry(_Strict):
    """Something that can be found and shown.

    `advice` is ours or general knowledge, never a rule. `valid_from` and `valid_to` are for what
    ages; `checked` is the day on which a person last held it against its sources.
    """

    kind: ClassVar[str] = ""

    title: Title
    text: Text
    words: OtherWords = OtherWords()
    sources: Annotated[Sequence[str], Field(min_length=1)]
    checked: date
    valid_from: date | None = None
    valid_to: date | None = None
    advice: bool = False
    see: Sequence[str] = ()

    def lines(self) -> Iterator[tuple[str, Line]]:
        """Every line of its lists, each with the name of its list."""
        for name in type(self).model_fields:
            value = getattr(self, name)
            if isinstance(value, tuple):
                yield from ((name, each) for each in value if isinstance(each, Line))


Lines = Annotated[tuple[Line, ...], Field(min_length=1)]


class Question(Entry):
    """One of the nine questions: its text says what is meant."""

    kind = "question"

    why: Text
    good: Line
    weak: Line
    tips: Lines


class CategoryHelp(Entry):
    """How to buy something of a category, or of a usual kind within one."""

    kind = "category"

    category: str
    group: str = ""
    options: Lines
    requirements: Lines
    award_criteria: Lines
    promises: Lines
    assurance: Lines
    end_of_use: Lines
    scopes: Lines
    instruments: Lines


class Step(Entry):
    """One of the five steps of the source presentation."""

    kind = "step"

    tips: Lines


class Topic(Entry):
    """An instrument, rule, ladder or list, or how to do something."""

    kind = "topic"

    points: tuple[Line, ...] = ()


class Term(Entry):
    """A word of the field."""

    kind = "term"


KINDS: Mapping[str, type[Entry]] = {
    "questions": Question, "categories": CategoryHelp, "steps": Step, "topics": Topic,
    "terms": Term,
}  # fmt: skip
"""The kinds of entries, by the name of their file."""


class Library:
    """Every entry by its key, the sources that they name, and how people ask for them.

    `asked` is for searching only: it is never shown.
    """

    def __init__(
        self,
        entries: Mapping[str, Entry],
        sources: Mapping[str, Source],
        asked: Mapping[str, OtherWords],
    ) -> None:
        self.entries = MappingProxyType(dict(entries))
        self.sources = MappingProxyType(dict(sources))
        self.asked = MappingProxyType(dict(asked))

    def of(self, kind: str) -> dict[str, Entry]:
        """The entries of a kind, by key, in the order of their file."""
        return {key: each for key, each in self.entries.items() if each.kind == kind}

    def kind_of(self, text: str, category: str | None) -> str | None:
        """The entry on how to buy what a description names: a usual kind, else its category."""
        known = {
            key: each
            for key, each in self.entries.items()
            if isinstance(each, CategoryHelp) and each.category == category
        }
        kinds = [(key, (*each.words.nl, *each.words.en)) for key, each in known.items()
                 if key != category]  # fmt: skip
        return recognise(text, kinds) or (category if category in known else None)

    def older_than(self, day: date) -> list[str]:
        """What nobody looked at since a day, oldest first."""
        old = [key for key, each in self.entries.items() if each.checked < day]
        return sorted(old, key=lambda key: self.entries[key].checked)


def load_library(folder: Path = LIBRARY) -> Library:
    """The library in a folder; raises BadWords that names the file, the line and the mend."""
    sources = {
        key: _read(folder / "sources.toml", Source, key, value)
        for key, value in _parsed(folder / "sources.toml").items()
    }
    entries: dict[str, Entry] = {}
    for name, kind in KINDS.items():
        path = folder / f"{name}.toml"
        for key, value in _parsed(path).items():
            if key in entries:
                raise _bad(path, (key,), "another entry has this key already; choose another")
            entries[key] = _read(path, kind, key, value)
    for name in KINDS:
        _check_sources(folder / f"{name}.toml", entries, sources)
    asked = {
        key: _read(folder / "asked.toml", OtherWords, key, value)
        for key, value in _parsed(folder / "asked.toml").items()
    }
    return Library(entries, sources, asked)


def _check_sources(path: Path, entries: Mapping[str, Entry], sources: Mapping[str, Source]) -> None:
    for key, entry in entries.items():
        if KINDS[path.stem].kind != entry.kind:
            continue
        named = [*entry.sources, *(line.source for _, line in entry.lines() if line.source)]
        for each in named:
            if each not in sources:
                raise _bad(path, (key, "sources"), f"add {each} to sources.toml, or mend its name")


def _parsed(path: Path) -> Mapping[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadWords(f"{path}: it cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadWords(f"{path}: this is not TOML: {error}") from error


def _read(path: Path, kind: type[Kind], key: str, value: object) -> Kind:
    try:
        return kind.model_validate(value)
    except ValidationError as error:
        first = error.errors()[0]
        raise _bad(path, (key, *map(str, first["loc"])), _mend(first)) from error


def _mend(error: Mapping[str, object]) -> str:
    """What is wrong, and what to do, in words."""
    context: Any = error.get("ctx") or {}
    match error["type"]:
        case "missing":
            return "this is missing; add it"
        case "extra_forbidden":
            return "there is no such key here; remove it or mend its name"
        case "string_too_long":
            return f"make it at most {context['max_length']} characters"
        case "string_too_short" | "too_short":
            return "write something here"
        case _:
            return str(error["msg"])


def _bad(path: Path, keys: Sequence[str], mend: str) -> BadWords:
    return BadWords(
        f"{path}, line {line_of(path.read_text('utf-8'), keys)}: {'.'.join(keys)}: {mend}"
    )


def line_of(text: str, keys: Sequence[str]) -> int:
    """The line on which the deepest of these keys stands, counted from 1."""
    lines = text.splitlines()
    found = next((n for n, each in enumerate(lines) if each.strip() == f"[{keys[0]}]"), 0)
    for number, line in enumerate(lines[found:], found):
        if number > found and line.startswith("[") and not line.lstrip("[").startswith(keys[0]):
            break
        named = line.lstrip("[").removeprefix(f"{keys[0]}.")
        if len(keys) > 1 and named.startswith(keys[1]):
            return number + 1
    return found + 1
