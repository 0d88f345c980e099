"""The script: every dialog with its words, checked together before anyone is asked anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from dialogs.messages import Line, Value
from dialogs.words import Choice, Dialog, Part, Question, never
from knowledge.catalogue import Catalogue
from knowledge.finding import Finder
from knowledge.library import Library
from knowledge.likeness import Likeness
from knowledge.wording import Wording


class BadScript(Exception):
    """Dialogs and words do not fit; the message says which file to change."""


@dataclass(frozen=True)
class Asked:
    """A question in its dialog: its id for ever (`circularity.4`), and its number among the nine.

    `number` is 0 for what is asked before them.
    """

    id: str
    dialog: str
    question: Question
    number: int

    @property
    def counted(self) -> bool:
        """Whether it is one of the nine."""
        return self.number > 0


@dataclass(frozen=True)
class Script:
    """The dialogs in order, the words in each language, the catalogue, and what we can explain."""

    dialogs: tuple[Dialog, ...]
    wordings: Mapping[str, Wording]
    catalogue: Catalogue
    library: Library

    @cached_property
    def finder(self) -> Finder:
        """Searches what we can explain; made when the first question is asked, and kept."""
        silent, elsewhere = (
            {language: each.options_of(f"search.{key}") for language, each in self.wordings.items()}
            for key in ("silent", "elsewhere")
        )
        return Finder(self.library, self.catalogue, silent, elsewhere)

    @cached_property
    def likeness(self) -> Likeness:
        """Tells whether two purchases are of the same kind; made when first asked, and kept."""
        return Likeness(self.catalogue)

    @cached_property
    def questions(self) -> tuple[Asked, ...]:
        """Every question that is asked, in that order."""
        asides = {dialog.name for dialog in self.dialogs if dialog.aside}
        return tuple(asked for asked in self.everything if asked.dialog not in asides)

    @cached_property
    def everything(self) -> tuple[Asked, ...]:
        """Every question of every dialog, also those that are only filled in."""
        found: list[Asked] = []
        number = 0
        for dialog in self.dialogs:
            for question in dialog.questions:
                number += dialog.counted
                found.append(
                    Asked(
                        f"{dialog.name}.{question.name}",
                        dialog.name,
                        question,
                        number if dialog.counted else 0,
                    )
                )
        return tuple(found)

    @cached_property
    def by_id(self) -> Mapping[str, Asked]:
        """Every question by id."""
        return {asked.id: asked for asked in self.everything}

    @cached_property
    def counted(self) -> tuple[Asked, ...]:
        """The nine."""
        return tuple(asked for asked in self.questions if asked.counted)

    def say(self, language: str, key: str, **values: Value) -> Line:
        """General words in a language, with values for their places."""
        return Line(self.wordings[language].phrase(key), values)

    def label(self, language: str, key: str) -> str:
        """General words that have no places: a label, a title."""
        return self.wordings[language].phrase(key)

    def labels(self, language: str, asked: Asked, part: Part) -> Mapping[str, str]:
        """The choices at a part, from key to label."""
        if isinstance(part, Choice) and part.listed == "categories":
            return {key: entry.name[language] for key, entry in self.catalogue.categories.items()}
        words = self.wordings[language].dialogs[asked.dialog]
        return words.labels(asked.question.name, part.name)

    def other_words(self, language: str, asked: Asked, part: Part, key: str) -> Sequence[str]:
        """What people may type for a choice besides its label."""
        if isinstance(part, Choice) and part.listed:
            return ()
        words = self.wordings[language].dialogs[asked.dialog]
        return words.called(asked.question.name, part.name)[key][1:]

    def check(self) -> None:
        """Raises BadScript when a dialog lacks words, words lack a dialog, or a link is unknown."""
        for language, wording in self.wordings.items():
            declared = {dialog.name: dialog for dialog in self.dialogs}
            if lost := sorted(wording.dialogs.keys() ^ declared.keys()):
                raise BadScript(
                    f"knowledge/{language} and dialogs/ do not name the same dialogs: {lost}"
                )
            for name, words in wording.dialogs.items():
                order = [question.name for question in declared[name].questions]
                if list(words.questions) != order:
                    raise BadScript(
                        f"knowledge/{language}/{name}.toml: put these questions in this order, "
                        f"as dialogs/ declares them: {', '.join(order)}"
                    )
            for asked in self.everything:
                self._check_question(language, asked)

    def _check_question(self, language: str, asked: Asked) -> None:
        place = f"knowledge/{language}/{asked.dialog}.toml, [{asked.question.name}]"
        see = self.wordings[language].dialogs[asked.dialog].questions[asked.question.name].see
        if see and see not in self.catalogue.resources:
            raise BadScript(f"{place}: see = {see!r} is not in knowledge/catalogue/resources.toml")
        if asked.question.ends is not never and not asked.question.reopened:
            raise BadScript(f"dialogs/, {asked.id}: give what `ends` the purchase its `reopened`")
        for part in asked.question.parts:
            if isinstance(part, Choice):
                self._check_choice(language, asked, part, place)

    def _check_choice(self, language: str, asked: Asked, part: Choice, place: str) -> None:
        count = len(self.labels(language, asked, part))
        if not count:
            raise BadScript(f"{place}: give the choice {part.name!r} its options")
        if part.up_to and count != len(part.up_to) + 1:
            raise BadScript(f"{place}: give {len(part.up_to) + 1} options, one for each band")
