"""What we can explain: questions, categories, steps, topics and terms, each with its source.

Everything stands in both languages, side by side, in `knowledge/library/*.toml`: a file for each
kind. What is advice says so; what ages says from when it holds and when a person last looked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from knowledge.fields import Address
from knowledge.layers import Layered, read_all
from knowledge.problems import Problems
from knowledge.recognising import recognise
from knowledge.wording import KNOWLEDGE

LIBRARY = KNOWLEDGE / "library"
DEPTH = 2
"""An entry of an organisation takes the place of ours field by field, each field as a whole."""
WITHOUT_SOURCE = {"words", "see"}
"""What may be changed in an entry without saying where it comes from."""


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

    title: Annotated[str, _at_most(150)]
    url: Address | Literal[""] = ""


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


MOST_LINES = 12
"""So many lines of a list fit in one message, with all that stands around it."""
Lines = Annotated[tuple[Line, ...], Field(min_length=1, max_length=MOST_LINES)]


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

    points: Annotated[tuple[Line, ...], Field(max_length=MOST_LINES)] = ()


class Term(Entry):
    """A word of the field."""

    kind = "term"


KEY = re.compile(r"[a-z0-9_]{1,60}")
"""What an entry may be called: it goes along in the buttons that lead to it."""
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


def load_library(folder: Path = LIBRARY, own: Path | None = None) -> Library:
    """The library in a folder, with that of an organisation over it; raises BadWords."""
    problems = Problems()
    library = read_library(folder, own, problems)
    problems.stop()
    return library


def read_library(folder: Path, own: Path | None, problems: Problems) -> Library:
    """The same; what is wrong is noted in `problems`, and left out."""

    def layered(name: str) -> Layered:
        return Layered(folder / f"{name}.toml", own and own / f"{name}.toml", problems, DEPTH)

    sources = read_all(layered("sources"), Source, problems)
    entries: dict[str, Entry] = {}
    homes: dict[str, Path] = {}
    for name, kind in KINDS.items():
        file = layered(name)
        for key, entry in read_all(file, kind, problems).items():
            if not KEY.fullmatch(key):
                problems.add(file.where((key,)), (key,), "no_key")
                continue
            if key in entries:
                problems.add(file.where((key,)), (key,), "key_taken", file=homes[key].name)
                continue
            entries[key], homes[key] = entry, file.where((key,))
            _check_sources(file, key, entry, sources, problems)
    asked = read_all(layered("asked"), OtherWords, problems)
    return Library(entries, sources, asked)


def _check_sources(
    file: Layered, key: str, entry: Entry, sources: Mapping[str, Source], problems: Problems
) -> None:
    """Every source that is named is there, and who changes a text says where it comes from."""
    named = [(("sources", str(n)), each) for n, each in enumerate(entry.sources)]
    named += [((name, "source"), line.source) for name, line in entry.lines() if line.source]
    for keys, each in named:
        if each not in sources:
            problems.add(file.where((key, *keys)), (key, *keys), "no_source", name=each)
    changed = file.own.get(key, {}).keys() - WITHOUT_SOURCE if key in file.ours else set()
    for needed in ("sources", "checked"):
        if changed and needed not in changed:
            problems.add(file.where((key,)), (key,), "own_source")
            break
