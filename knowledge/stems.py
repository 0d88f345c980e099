"""Words as a search sees them: plain, stemmed, compounds taken apart, typing errors mended."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache

import Stemmer
from rapidfuzz import process
from rapidfuzz.distance import OSA

NAMES = {"nl": "dutch", "en": "english"}
SHORTEST_PART = 4
"""A part of a compound has at least so many letters."""
JOINTS = ("", "s", "e", "en", "n")
"""What may stand between the parts of a Dutch compound."""
LEAST_ALIKE = 0.72
"""How much a mistyped word must look like the one that was meant: 1 is the same."""
SHORTEST_MENDED = 4
"""A shorter word is never taken for another: too many look like it."""

_SIGNS = re.compile(r"[a-z0-9]+")


def plain(text: str) -> str:
    """A text in lower case without accents."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def words_of(text: str) -> list[str]:
    """The words of a text, in order."""
    return _SIGNS.findall(plain(text))


@cache
def _stemmer(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(NAMES[language])


class Vocabulary:
    """The words that are known in a language, and what a word that somebody types comes down to."""

    def __init__(self, language: str, words: Iterable[str], silent: Iterable[str] = ()) -> None:
        """`silent` are the words that say nothing of what is asked for."""
        self._stemmer = _stemmer(language)
        self.silent = frozenset(silent)
        known = sorted({word for word in words if word not in self.silent})
        stems = dict(zip(known, self._stemmer.stemWords(known), strict=True))
        self._stems: Mapping[str, str] = stems
        self._known = frozenset(stems.values())
        self._to_mend = [word for word in known if len(word) >= SHORTEST_MENDED]
        self._parts = {word: parts for word in known if (parts := self._split(word))}

    def stem(self, word: str) -> str:
        """The stem of a word."""
        return self._stems.get(word) or self._stemmer.stemWord(word)

    def of(self, word: str) -> tuple[str, ...]:
        """The stems that a known word stands for: its own, and those of its parts."""
        return (self.stem(word), *self._parts.get(word, ()))

    def meant(self, word: str) -> list[tuple[str, float]]:
        """The stems that a typed word may mean, each with how sure that is, up to 1.

        Nothing when it looks like no word that is known.
        """
        stem = self.stem(word)
        parts = self._parts.get(word) or self._split(word)
        if stem in self._known:
            return [(stem, 1.0), *((part, 0.5) for part in parts if part != stem)]
        if parts:
            return [(part, 0.9) for part in parts]
        return self._mended(word)

    def _mended(self, word: str) -> list[tuple[str, float]]:
        if len(word) < SHORTEST_MENDED or word.isdigit():
            return []
        alike = process.extract(
            word, self._to_mend, scorer=OSA.normalized_similarity, limit=2, score_cutoff=LEAST_ALIKE
        )
        if not alike:
            return []
        best = alike[0][1]
        return [
            (stem, float(score) ** 2)
            for found, score, _ in alike
            if score > best - 0.05
            for stem in self.of(found)
        ]

    def _split(self, word: str) -> tuple[str, ...]:
        """The stems of the known words that a compound is made of; empty when it is none."""
        for end in range(len(word) - SHORTEST_PART, SHORTEST_PART - 1, -1):
            tail = self._part(word[end:])
            if not tail:
                continue
            for joint in JOINTS:
                head = word[:end]
                if not head.endswith(joint):
                    continue
                first = self._part(head.removesuffix(joint) if joint else head)
                if first:
                    return (first, tail)
        return ()

    def _part(self, letters: str) -> str:
        if len(letters) < SHORTEST_PART:
            return ""
        if letters in self._stems:
            return self._stems[letters]
        stem = self._stemmer.stemWord(letters)
        return stem if stem in self._known and len(stem) >= SHORTEST_PART else ""
