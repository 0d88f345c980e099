"""Finds what answers a question, in what we can explain and in the guides that we point at."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from knowledge.catalogue import Catalogue
from knowledge.fields import LANGUAGES
from knowledge.library import Library, OtherWords, Question
from knowledge.search import Document, Hit, Index
from knowledge.stems import words_of

ENOUGH = 1.6
"""A best entry that fits less is no answer; as the logarithm of its score, like the two below.

Found by fitting which questions have an answer here and which have none."""
UNKNOWN = 3.4
"""So much more is needed when every word is unknown, and a part of it when a part is."""
ELSEWHERE = 3.6
"""So much more is needed when a word tells of something else, such as a passport."""
LONGEST = 500
"""So many characters of a question are looked at."""
MOST = 4
"""So many are given: the best, and up to three others."""
FOREIGN = 2.0
"""An answer in the other language must fit so many times better."""
FIT: Mapping[str, float] = {"resource": 0.6, "question": 0.85, "category": 0.9}
"""Who asks is helped best by what explains; a guide is a click further."""


@dataclass(frozen=True, slots=True)
class Found:
    """The keys of what answers a question, best first; none when nothing does.

    `language` is the one in which it was found: people ask in another than they chose.
    """

    keys: tuple[str, ...]
    language: str


class Finder:
    """Every entry and resource, ready to be searched in each language."""

    def __init__(
        self,
        library: Library,
        catalogue: Catalogue,
        silent: Mapping[str, Sequence[str]],
        elsewhere: Mapping[str, Sequence[str]],
    ) -> None:
        """`silent` are the words of each language that say nothing of what is asked for, and
        `elsewhere` those that tell of something that is not ours to answer."""
        self._elsewhere = frozenset(
            word for words in elsewhere.values() for each in words for word in words_of(each)
        )
        self._indexes = MappingProxyType({
            language: Index(language, _documents(library, catalogue, language), silent[language])
            for language in LANGUAGES
        })  # fmt: skip

    def find(self, question: str, language: str) -> Found:
        """What answers a question: the best, and up to three others."""
        question = question[:LONGEST]
        told = self._elsewhere.isdisjoint(words_of(question))
        found = {each: self._answers(self._indexes[each], question, told) for each in self._indexes}
        mine = found[language]
        best = max(found, key=lambda each: found[each][0].score if found[each] else 0.0)
        if found[best] and (not mine or found[best][0].score > FOREIGN * mine[0].score):
            return Found(tuple(hit.key for hit in found[best]), best)
        return Found(tuple(hit.key for hit in mine), language)

    def says_something(self, question: str) -> bool:
        """Whether a question tells what it is about: not by words that are silent in a language."""
        return all(index.says_something(question) for index in self._indexes.values())

    def _answers(self, index: Index, question: str, ours: bool) -> list[Hit]:
        """What answers a question in one language, best first; nothing when nothing does.

        `ours` unless a word of it tells of something else.
        """
        hits = index.search(question)[:MOST]
        needed = ENOUGH + UNKNOWN * index.unknown(question) + (0.0 if ours else ELSEWHERE)
        return hits if hits and math.log1p(hits[0].score) >= needed else []


def _documents(library: Library, catalogue: Catalogue, language: str) -> Iterator[Document]:
    for key, entry in library.entries.items():
        lines = [line[language] for _, line in entry.lines()]
        if isinstance(entry, Question):
            lines += [entry.why[language], entry.good[language], entry.weak[language]]
        names, ways = entry.words.of(language), library.asked.get(key, OtherWords()).of(language)
        text = " ".join((entry.text[language], *lines))
        yield Document(key, entry.title[language], names, text, ways, FIT.get(entry.kind, 1.0))
    for key, resource in catalogue.resources.items():
        if key not in library.entries:
            told = (resource.helps, resource.use, resource.avoid)
            text = " ".join(each.get(language, "") for each in told)
            names, title = resource.words.get(language, ()), resource.title[language]
            yield Document(key, title, names, text, weight=FIT["resource"])
