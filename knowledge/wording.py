"""Reads the words of every dialog in a language, and refuses what does not fit the form."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from pydantic import BaseModel, ConfigDict, Field, ValidationError

KNOWLEDGE = Path(__file__).parent
LANGUAGES = ("nl", "en")
PHRASES = ("talk", "assurance", "explaining", "page")
"""The files with general words: of the conversations, of what we come back to, of what we can
explain, and of the local workspace's page."""

_PLACEHOLDER = re.compile(r"{(\w+)}")


class BadWords(Exception):
    """A file of words cannot be used; the message names the file, the key and the mend."""


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


def load_wordings(folder: Path = KNOWLEDGE) -> Mapping[str, Wording]:
    """The words of every language in a folder of knowledge.

    Raises BadWords when a file does not fit its form, or the languages do not hold the same keys.
    """
    wordings = {language: _load(folder, language) for language in LANGUAGES}
    first, *others = wordings.values()
    for other in others:
        _same(first, other)
    return MappingProxyType(wordings)


def _load(folder: Path, language: str) -> Wording:
    dialogs: dict[str, DialogWords] = {}
    phrases: dict[str, str] = {}
    for path in sorted((folder / language).glob("*.toml")):
        content = _parsed(path)
        if path.stem in PHRASES:
            phrases.update(_flat(content))
            continue
        try:
            dialogs[path.stem] = DialogWords(
                **content.pop("dialog", {}),  # type: ignore[arg-type]
                questions=content,
            )
        except (ValidationError, TypeError) as error:
            raise BadWords(f"{path}: {error}") from error
    return Wording(language, dialogs, phrases)


def _parsed(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadWords(f"{path}: this is not TOML: {error}") from error


def _flat(content: Mapping[str, object], prefix: str = "") -> Iterable[tuple[str, str]]:
    for key, value in content.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)


def _same(one: Wording, other: Wording) -> None:
    ones, others = dict(_everything(one)), dict(_everything(other))
    if missing := sorted(ones.keys() ^ others.keys()):
        raise BadWords(
            f"knowledge/{one.language} and knowledge/{other.language} differ: "
            f"put these keys in both or in neither: {', '.join(missing)}"
        )
    for key, words in ones.items():
        if set(_PLACEHOLDER.findall(words)) != set(_PLACEHOLDER.findall(others[key])):
            raise BadWords(
                f"{key}: use the same {{placeholders}} in {one.language} and {other.language}"
            )


def _everything(wording: Wording) -> Iterable[tuple[str, str]]:
    yield from wording.phrases.items()
    for name, dialog in wording.dialogs.items():
        yield from _flat(dialog.model_dump(), f"{name}.")
