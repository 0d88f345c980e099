"""The list of everyday things that are bought, with what people call them, checked when read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict

from knowledge.fields import LANGUAGES
from knowledge.layers import Layered, read_all
from knowledge.problems import Problems
from knowledge.stems import words_of

Role = Literal["thing", "service", "apart", "work", "nothing"]


class Thing(BaseModel):
    """What words name: a thing, or a service that is bought.

    Otherwise `role` says what they are. `apart`: each word is a thing of its own, however it ends.
    `work`: what is done to something. `nothing`: they do not tell what is bought. A thing may be a
    `kind_of` a wider one, and have the words of a product group as well. What is `alone` is not
    recognised at the end of another word.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    role: Role = "thing"
    kind_of: str = ""
    group: str = ""
    alone: bool = False
    nl: Sequence[str] = ()
    en: Sequence[str] = ()

    def words_in(self, language: str) -> Sequence[str]:
        """Its words in a language."""
        return self.nl if language == "nl" else self.en


def read_things(
    file: Layered, groups: Mapping[str, object], problems: Problems
) -> dict[str, Thing]:
    """The things in a file; what is wrong is noted in `problems`."""
    things = read_all(file, Thing, problems)
    taken: dict[tuple[str, ...], str] = {}
    for key, thing in _theirs_last(file, things):
        wider = things.get(thing.kind_of)
        if thing.kind_of and (not wider or wider.kind_of or wider.role not in ("thing", "service")):
            where = (key, "kind_of")
            problems.add(file.where(where), where, "no_such_thing", name=thing.kind_of)
        if thing.group and thing.group not in groups:
            where = (key, "group")
            problems.add(file.where(where), where, "no_such_group", name=thing.group)
        for language in LANGUAGES:
            for word in thing.words_in(language):
                other = taken.setdefault(tuple(words_of(word)), key)
                if other != key:
                    where = (key, language)
                    problems.add(file.where(where), where, "word_taken", word=word, name=other)
    return things


def _theirs_last(file: Layered, things: Mapping[str, Thing]) -> list[tuple[str, Thing]]:
    """Our things, then those of an organisation: a word of ours they take is theirs to mend."""
    return sorted(things.items(), key=lambda each: each[0] in file.own)
