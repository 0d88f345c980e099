"""Finds the entry that answers a question, or that none does.

Ranked by BM25 over words, those of titles and other names counting more; how much of what was
asked an entry speaks of decides whether it is an answer at all.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.stems import Vocabulary, words_of

K1 = 1.2
"""How soon more of the same word stops counting (the usual value of BM25)."""
B = 0.4
"""How much a long text is held against an entry; ours are long where they are rich."""
IN_NAME = 5.0
"""So much more counts a word in a title or another name than one in a text."""
IN_TEXT_COVERS = 0.55
"""A word that only stands in the text is covered for so much."""
LEAST_SCORE = 0.4
"""So much of its score keeps an entry that covers next to nothing of what was asked."""
UNKNOWN = 0.6
"""So much of the rarest word counts one that is not known: what it is about, or just talk."""
ENOUGH = 0.5
"""An entry that covers less of what was asked is no answer."""


@dataclass(frozen=True, slots=True)
class Document:
    """What is searched of one entry: what it is called, what else it is called, what it says."""

    key: str
    title: str
    names: Sequence[str]
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found: how well it fits, and how much of the question it speaks of."""

    key: str
    score: float
    covers: float


class Index:
    """The entries in one language, ready to be searched."""

    def __init__(self, language: str, documents: Iterable[Document], silent: Iterable[str]) -> None:
        documents = list(documents)
        named = [
            [*words_of(each.title), *(word for name in each.names for word in words_of(name))]
            for each in documents
        ]
        told = [words_of(each.text) for each in documents]
        every = (word for words in (*named, *told) for word in words)
        self._vocabulary = Vocabulary(language, every, silent)
        self._keys = [each.key for each in documents]
        self._titles = [frozenset(self._stems(words_of(each.title))) for each in documents]
        self._names: list[frozenset[str]] = []
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        lengths: list[float] = []
        for number, (names, text) in enumerate(zip(named, told, strict=True)):
            in_names, in_text = Counter(self._stems(names)), Counter(self._stems(text))
            self._names.append(frozenset(in_names))
            weights = {stem: float(count) for stem, count in in_text.items()}
            for stem in in_names:
                weights[stem] = weights.get(stem, 0.0) + IN_NAME
            for stem, weight in weights.items():
                self._postings[stem].append((number, weight))
            lengths.append(sum(weights.values()))
        average = sum(lengths) / len(lengths) if lengths else 1.0
        self._norms = [K1 * (1 - B + B * length / average) for length in lengths]
        self._idf = {
            stem: math.log(1 + (len(documents) - len(found) + 0.5) / (len(found) + 0.5))
            for stem, found in self._postings.items()
        }
        self._rarest = max(self._idf.values(), default=1.0)

    def _stems(self, words: Iterable[str]) -> list[str]:
        silent = self._vocabulary.silent
        return [stem for word in words if word not in silent for stem in self._vocabulary.of(word)]

    def search(self, question: str) -> list[Hit]:
        """Every entry that speaks of something that was asked, best first."""
        words = [each for each in words_of(question) if each not in self._vocabulary.silent]
        scores: dict[int, float] = defaultdict(float)
        covers: dict[int, float] = defaultdict(float)
        asked = 0.0
        for word in dict.fromkeys(words):
            meant = self._vocabulary.meant(word)
            asked += self._weight(meant)
            best: dict[int, float] = {}
            for stem, sure in meant:
                for number, weight in self._postings.get(stem, ()):
                    idf = self._idf[stem] * sure
                    scores[number] += idf * weight * (K1 + 1) / (weight + self._norms[number])
                    part = sure * (1.0 if stem in self._names[number] else IN_TEXT_COVERS)
                    best[number] = max(best.get(number, 0.0), part)
            for number, part in best.items():
                covers[number] += part * self._weight(meant)
        hits = []
        for number, score in scores.items():
            part = covers[number] / asked
            hits.append(Hit(self._keys[number], score * (LEAST_SCORE + part), part))
        return sorted(hits, key=lambda hit: (-hit.score, hit.key))

    def _weight(self, meant: Sequence[tuple[str, float]]) -> float:
        """How much a word of a question matters: the rarer the more; an unknown one some."""
        if not meant:
            return self._rarest * UNKNOWN
        return max(self._idf.get(stem, self._rarest) for stem, _ in meant)


def answers(hits: Sequence[Hit], most: int = 4) -> list[Hit]:
    """Of what was found, what is an answer: the best, and what comes near it; maybe nothing."""
    good = [hit for hit in hits if hit.covers >= ENOUGH]
    return good[:most]
