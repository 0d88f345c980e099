"""Reads the words of every dialog in a language, and refuses what does not fit the form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge.fields import LANGUAGES
from knowledge.layers import Layered
from knowledge.problems import Problems, errors_of

KNOWLEDGE = Path(__file__).parent
PHRASES = (
    "talk", "assurance", "explaining", "ambition", "policy", "tenderboard", "register", "report",
    "view", "footprint", "page", "export", "success", "lesson", "memory", "monthly", "ambassador",
)  # fmt: skip
"""The files with general words, each of one subject; `page` is the local workspace's page."""

ALL_THE_WAY = 9
"""Texts of an organisation take the place of ours one by one, however deep they stand."""

Keys = tuple[str, ...]

_PLACEHOLDER = re.compile(r"{(\w+)}")


class QuestionWords(BaseModel):
    """Everything a person reads about one question, in one language."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    opening: str = Field(default="", max_length=300)
    short: str = Field(max_length=40)
    ask: str = Field(max_length=220)
    tip: str = Field(default="", max_length=200)
    means: str = Field(default="", max_length=600)
    see: str = ""
    options: Mapping[str, str] = {}
    stop: Mapping[str, str] = {}
    parts: Mapping[str, str] = {}
    examples: Mapping[str, str] = {}

    def example(self, category: str | None) -> str:
        """The example for a category, or the general one; empty when the file has neither."""
        return self.examples.get(category or "other") or self.examples.get("other", "")


class DialogWords(BaseModel):
    """The words of one dialog: its name and its questions, in the order of the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(max_length=60)
    parts: Mapping[str, str] = {}
    options: Mapping[str, str] = {}
    questions: Mapping[str, QuestionWords]

    def prompt(self, question: str, part: str) -> str:
        """What is asked for a part of a question: its own words, else those of the dialog."""
        own = self.questions[question]
        if part == "choice":
            return own.ask
        return own.parts.get(part) or self.parts.get(part) or own.ask

    def labels(self, question: str, part: str) -> Mapping[str, str]:
        """The choices at a part, from key to label, in the order in which they are shown."""
        return {key: words[0] for key, words in self.called(question, part).items()}

    def called(self, question: str, part: str) -> Mapping[str, Sequence[str]]:
        """What each choice is called: its label, and the other words people may type for it."""
        own = self.questions[question]
        options = own.stop if part == "stop" else own.options or self.options
        return {key: [each.strip() for each in words.split("|")] for key, words in options.items()}


class Wording:
    """All words in one language."""

    def __init__(
        self, language: str, dialogs: Mapping[str, DialogWords], phrases: Mapping[str, str]
    ) -> None:
        self.language = language
        self.dialogs = MappingProxyType(dict(dialogs))
        self.phrases = MappingProxyType(dict(phrases))

    def phrase(self, key: str) -> str:
        """The general words under a key, such as `talk.paused`; KeyError when there are none."""
        return self.phrases[key]

    def options_of(self, prefix: str) -> tuple[str, ...]:
        """The words under a key that holds several, separated by `|` (what people may type)."""
        return tuple(word.strip() for word in self.phrases[prefix].split("|"))


def load_wordings(folder: Path = KNOWLEDGE, own: Path | None = None) -> Mapping[str, Wording]:
    """The words of every language in a folder of knowledge, with those of an organisation.

    Raises BadWords when a file does not fit its form, or the languages do not hold the same keys.
    """
    problems = Problems()
    wordings = read_wordings(folder, own, problems)
    problems.stop()
    return wordings


def read_wordings(folder: Path, own: Path | None, problems: Problems) -> Mapping[str, Wording]:
    """The same; what is wrong is noted in `problems`, and left out."""
    files = {language: list(_files(folder, own, language, problems)) for language in LANGUAGES}
    wordings = {language: _read(language, files[language], problems) for language in LANGUAGES}
    if not problems.found:
        _same(files, problems)
    return MappingProxyType(wordings)


def _files(
    folder: Path, own: Path | None, language: str, problems: Problems
) -> Iterator[tuple[str, Layered]]:
    for path in sorted((folder / language).glob("*.toml")):
        theirs = own / language / path.name if own else None
        file = Layered(path, theirs, problems, ALL_THE_WAY)
        _check_own(file, problems)
        yield path.stem, file


def _check_own(file: Layered, problems: Problems) -> None:
    """An organisation changes texts that exist, and may give examples of its own."""
    ours = {keys: str(value) for keys, value in _leaves(file.ours)}
    for keys, value in _leaves(file.own):
        before = ours.get(keys)
        path = file.where(keys)
        if not isinstance(value, str):
            problems.add(path, keys, "not_a_text")
        elif before is None and keys[1:-1] != ("examples",):
            problems.add(path, keys, "no_such_text")
        elif not value.strip() and (before is None or before.strip()):
            problems.add(path, keys, "empty")
        elif before is not None and _places(value) != _places(before):
            places = ", ".join(f"{{{each}}}" for each in sorted(_places(before)))
            problems.add(path, keys, "other_places", places=places or "none")


def _read(language: str, files: Iterable[tuple[str, Layered]], problems: Problems) -> Wording:
    dialogs: dict[str, DialogWords] = {}
    phrases: dict[str, str] = {}
    for name, file in files:
        if name in PHRASES:
            phrases.update((".".join(keys), str(value)) for keys, value in _leaves(file.content))
            continue
        content = dict(file.content)
        about = content.pop("dialog", {})
        try:
            dialogs[name] = DialogWords.model_validate({**about, "questions": content})
        except ValidationError as error:
            for keys, code, values in errors_of(error):
                there = keys[1:] if keys[0] == "questions" else ("dialog", *keys)
                problems.add(file.where(there), there, code, **values)
    return Wording(language, dialogs, phrases)


def _leaves(content: Mapping[str, object], before: Keys = ()) -> Iterator[tuple[Keys, object]]:
    for key, value in content.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, (*before, key))
        else:
            yield (*before, key), value


def _places(words: str) -> set[str]:
    return set(_PLACEHOLDER.findall(words))


def _same(files: Mapping[str, Sequence[tuple[str, Layered]]], problems: Problems) -> None:
    """Every language holds the same keys, with the same places in their words."""
    one, other = (dict(files[language]) for language in LANGUAGES)
    for name in one.keys() & other.keys():
        here, there = (dict(_leaves(each[name].content)) for each in (one, other))
        for keys in here.keys() ^ there.keys():
            file = one[name] if keys in here else other[name]
            problems.add(file.where(keys), keys, "languages_differ")
        for keys in here.keys() & there.keys():
            if (places := _places(str(here[keys]))) != _places(str(there[keys])):
                named = ", ".join(f"{{{each}}}" for each in sorted(places)) or "none"
                problems.add(other[name].where(keys), keys, "other_places", places=named)
