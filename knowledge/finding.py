"""Finds what answers a question, in what we can explain and in the guides that we point at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from knowledge.catalogue import Catalogue
from knowledge.fields import LANGUAGES
from knowledge.library import Library, Question
from knowledge.search import Document, Hit, Index, answers


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
        self, library: Library, catalogue: Catalogue, silent: Mapping[str, Sequence[str]]
    ) -> None:
        """`silent` are the words of each language that say nothing of what is asked for."""
        self._indexes = MappingProxyType({
            language: Index(language, _documents(library, catalogue, language), silent[language])
            for language in LANGUAGES
        })  # fmt: skip

    def find(self, question: str, language: str) -> Found:
        """What answers a question: the best, and up to three others."""
        best = _good(self._indexes[language].search(question))
        in_language = language
        for other in self._indexes.keys() - {language}:
            found = _good(self._indexes[other].search(question))
            if found and (not best or found[0].covers > best[0].covers + 0.2):
                best, in_language = found, other
        return Found(tuple(hit.key for hit in best), in_language)


def _good(hits: Sequence[Hit]) -> list[Hit]:
    return answers(hits)


def _documents(library: Library, catalogue: Catalogue, language: str) -> Iterator[Document]:
    for key, entry in library.entries.items():
        lines = [line[language] for _, line in entry.lines()]
        if isinstance(entry, Question):
            lines += [entry.why[language], entry.good[language], entry.weak[language]]
        names = entry.words.nl if language == "nl" else entry.words.en
        yield Document(key, entry.title[language], names, " ".join((entry.text[language], *lines)))
    for key, resource in catalogue.resources.items():
        if key not in library.entries:
            told = (resource.helps, resource.use, resource.avoid)
            text = " ".join(each.get(language, "") for each in told)
            yield Document(key, resource.title[language], resource.words.get(language, ()), text)
