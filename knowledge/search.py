"""Finds the entry that answers a question, or that none does.

Ranked by BM25 over words, those of titles and other names counting more; how much of what was
asked an entry speaks of decides whether it is an answer at all.
"""

from __future__ import annotations

import heapq
import math
import operator
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from knowledge.stems import Vocabulary, words_of

K1 = 1.2
"""How soon more of the same word stops counting (the usual value of BM25)."""
B = 0.4
"""How much a long text is held against an entry; ours are long where they are rich."""
IN_NAME = 5.0
"""So much more counts a word in a title or another name than one in a text."""
ASKED = 25.0
"""So much it counts when a question is just like one of the ways in which people ask for it."""
LOOKED_AT = 50
"""So many entries are looked at closely: those whose words fit best."""
TITLE = 20.0
"""So much it counts when the whole title stands in a question."""
IN_TEXT_COVERS = 0.55
"""A word that only stands in the text is covered for so much."""
ASKED_COVERS = 1.0
"""A word of the way of asking that is most alike is covered for so much."""
LEAST_SCORE = 0.1
"""So much of its score keeps an entry that covers next to nothing of what was asked."""
UNKNOWN = 0.6
"""So much of the rarest word counts one that is not known: what it is about, or just talk."""


@dataclass(frozen=True, slots=True)
class Document:
    """What is searched of one entry: what it is called, what else it is called, what it says, and
    how people ask for it. `weight` is how fit it is as an answer, beside others that fit as well.
    """

    key: str
    title: str
    names: Sequence[str]
    text: str
    asked: Sequence[str] = ()
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found, and how well it fits."""

    key: str
    score: float


class Index:
    """The entries in one language, ready to be searched."""

    def __init__(self, language: str, documents: Iterable[Document], silent: Iterable[str]) -> None:
        documents = list(documents)
        named = [
            [*words_of(each.title), *(word for name in each.names for word in words_of(name))]
            for each in documents
        ]
        ways = [words_of(way) for each in documents for way in each.asked]
        told = [words_of(each.text) for each in documents]
        every = (word for words in (*named, *ways, *told) for word in words)
        joined = [words_of(name) for each in documents for name in (each.title, *each.names)]
        self._vocabulary = Vocabulary(language, every, silent, joined)
        self._keys = [each.key for each in documents]
        self._fit = [each.weight for each in documents]
        self._names = [frozenset(self._stems(names)) for names in named]
        self._titles = [frozenset(self._stems(words_of(each.title))) for each in documents]
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        lengths: list[float] = []
        for number, (names, text) in enumerate(zip(self._names, told, strict=True)):
            weights: dict[str, float] = defaultdict(float, Counter(self._stems(text)))
            for stem in names:
                weights[stem] += IN_NAME
            for stem, weight in weights.items():
                self._postings[stem].append((number, weight))
            lengths.append(sum(weights.values()))
        average = sum(lengths) / len(lengths) if lengths else 1.0
        self._norms = [K1 * (1 - B + B * length / average) for length in lengths]
        self._ways = [frozenset(self._stems(way)) for way in ways]
        self._way_to = [n for n, each in enumerate(documents) for _ in each.asked]
        self._in_ways: dict[str, list[int]] = defaultdict(list)
        for number, way in enumerate(self._ways):
            for stem in way:
                self._in_ways[stem].append(number)
        self._idf = self._rarity(len(documents))
        self._rarest = max(self._idf.values(), default=1.0)
        self._title_weights = [sum(self._idf[each] for each in title) for title in self._titles]
        self._way_weights = [sum(self._idf[stem] for stem in way) for way in self._ways]

    def _rarity(self, count: int) -> dict[str, float]:
        """How rare each stem is: in how few entries it stands, or is asked with."""
        entries: dict[str, set[int]] = defaultdict(set)
        for stem, found in self._postings.items():
            entries[stem].update(number for number, _ in found)
        for stem, ways in self._in_ways.items():
            entries[stem].update(self._way_to[way] for way in ways)
        return {
            stem: math.log(1 + (count - len(found) + 0.5) / (len(found) + 0.5))
            for stem, found in entries.items()
        }

    def _stems(self, words: Iterable[str]) -> list[str]:
        silent = self._vocabulary.silent
        return [stem for word in words if word not in silent for stem in self._vocabulary.of(word)]

    def search(self, question: str) -> list[Hit]:
        """The entries that speak most of what was asked, best first."""
        meant = self._meant(question)
        matters = [self._weight(stems) for stems in meant]
        asked = sum(matters)
        scores: dict[int, float] = defaultdict(float)
        covered: dict[int, list[float]] = defaultdict(lambda: [0.0] * len(meant))
        for place, stems in enumerate(meant):
            for stem, sure in stems:
                for number, weight in self._postings.get(stem, ()):
                    idf = self._idf[stem] * sure
                    scores[number] += idf * weight * (K1 + 1) / (weight + self._norms[number])
                    part = sure * (1.0 if stem in self._names[number] else IN_TEXT_COVERS)
                    covered[number][place] = max(covered[number][place], part)
        for number, (alike, way) in self._most_alike(meant, asked).items():
            scores[number] += ASKED * alike
            for place, stems in enumerate(meant):
                part = max((sure for stem, sure in stems if stem in way), default=0.0)
                covered[number][place] = max(covered[number][place], part * ASKED_COVERS)
        sure_of = {stem: sure for stems in meant for stem, sure in stems}
        hits = []
        for number in heapq.nlargest(LOOKED_AT, scores, key=scores.__getitem__):
            score = scores[number] + TITLE * self._named(number, sure_of)
            part = sum(map(operator.mul, covered[number], matters)) / asked
            whole = score * (LEAST_SCORE + part) * self._fit[number]
            hits.append(Hit(self._keys[number], whole))
        return sorted(hits, key=lambda hit: (-hit.score, hit.key))

    def _meant(self, question: str) -> list[list[tuple[str, float]]]:
        """What the words of a question may mean; a number says nothing of what it is about."""
        silent = self._vocabulary.silent
        words = dict.fromkeys(
            word for word in words_of(question) if word not in silent and not word.isdigit()
        )
        return [part for word in words for part in self._vocabulary.meant(word)]

    def unknown(self, question: str) -> float:
        """How much of a question is of words that are not known here, up to 1."""
        meant = self._meant(question)
        lost = sum(self._weight(stems) for stems in meant if not stems)
        return lost / (sum(map(self._weight, meant)) or 1.0)

    def says_something(self, question: str) -> bool:
        """Whether a question has a word that is not silent."""
        return any(word not in self._vocabulary.silent for word in words_of(question))

    def _named(self, number: int, sure_of: Mapping[str, float]) -> float:
        """How much of an entry's title stands in a question, up to 1."""
        whole = self._title_weights[number]
        part = sum(self._idf[stem] * sure_of.get(stem, 0.0) for stem in self._titles[number])
        return (part / whole) ** 2 if whole else 0.0

    def _most_alike(
        self, meant: Sequence[Sequence[tuple[str, float]]], asked: float
    ) -> dict[int, tuple[float, frozenset[str]]]:
        """By entry the way of asking that is most like a question, and how much, up to 1."""
        shared: dict[int, float] = defaultdict(float)
        for stems in meant:
            best: dict[int, float] = {}
            for stem, sure in stems:
                for way in self._in_ways.get(stem, ()):
                    best[way] = max(best.get(way, 0.0), self._idf[stem] * sure)
            for way, weight in best.items():
                shared[way] += weight
        found: dict[int, tuple[float, frozenset[str]]] = {}
        for way, weight in shared.items():
            number = self._way_to[way]
            alike = weight / (asked + self._way_weights[way] - weight)
            if alike > found.get(number, (0.0, frozenset()))[0]:
                found[number] = alike, self._ways[way]
        return found

    def _weight(self, meant: Sequence[tuple[str, float]]) -> float:
        """How much a word of a question matters: the rarer the more; an unknown one some."""
        if not meant:
            return self._rarest * UNKNOWN
        return max(self._idf.get(stem, self._rarest) for stem, _ in meant)
