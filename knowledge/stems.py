"""Words as a search sees them: plain, stemmed, compounds taken apart, typing errors mended."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import Stemmer
from rapidfuzz import process
from rapidfuzz.distance import OSA

NAMES = {"nl": "dutch", "en": "english"}
SHORTEST_PART = 3
"""A part of a compound has at least so many letters."""
JOINTS = ("", "s", "e", "en", "n")
"""What may stand between the parts of a Dutch compound."""
LONGEST_JOINT = 2
LONGEST_WORD = 40
"""A longer word is none: to take it apart would take seconds."""
LEAST_ALIKE = 0.72
"""How much a mistyped word must look like the one that was meant: 1 is the same."""
SHORTEST_MENDED = 4
"""A shorter word is never taken for another: too many look like it."""

_SIGNS = re.compile(r"[a-z0-9]+")


def plain(text: str) -> str:
    """A text in lower case without accents."""
    if text.isascii():
        return text.lower()
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

    def __init__(
        self,
        language: str,
        words: Iterable[str],
        silent: Iterable[str] = (),
        names: Iterable[Sequence[str]] = (),
    ) -> None:
        """`silent` are the words that say nothing of what is asked for; `names` are of several
        words, which people write as one."""
        self._stemmer = _stemmer(language)
        self.silent = frozenset(silent)
        known = sorted({word for word in words if word not in self.silent})
        stems = dict(zip(known, self._stemmer.stemWords(known), strict=True))
        self._stems: Mapping[str, str] = stems
        self._known = frozenset(stems.values())
        joined = {
            "".join(name): tuple(stems[word] for word in name if word in stems)
            for name in names
            if len(name) > 1
        }
        self._parts = {
            **{word: parts for word in known if (parts := self._split(word))},
            **{word: parts for word, parts in joined.items() if word not in stems and parts},
        }
        self._to_mend = sorted(
            word for word in stems.keys() | joined.keys() if len(word) >= SHORTEST_MENDED
        )

    def stem(self, word: str) -> str:
        """The stem of a word."""
        return self._stems.get(word) or self._stemmer.stemWord(word)

    def of(self, word: str) -> tuple[str, ...]:
        """The stems that a known word stands for: its own, and those of its parts."""
        return (self.stem(word), *self._parts.get(word, ()))

    def meant(self, word: str) -> list[list[tuple[str, float]]]:
        """What a typed word may mean: for each of its parts the stems, and how sure each is, up
        to 1. A part that looks like no word that is known has none.
        """
        if len(word) > LONGEST_WORD:
            return [[]]
        stem = self.stem(word)
        parts = self._parts.get(word) or self._split(word)
        if word in self._stems:
            return [[(stem, 1.0), *((part, 0.5) for part in parts if part != stem)]]
        if stem in self._known:  # by its stem only: it may be another word, mistyped
            return [[(stem, 1.0), *(each for each in self._mended(word) if each[0] != stem)]]
        if not parts and not (mended := self._mended(word)):
            if len(word) < SHORTEST_MENDED:
                return []
            parts = self._begins(word)
            return [[(part, 0.7)] for part in parts] or [[]]
        return [[(part, 0.9)] for part in parts] or [mended]

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
        found = self._rest(word, True)
        return found if len(found) > 1 else ()

    def _rest(self, letters: str, first: bool) -> tuple[str, ...]:
        """The parts of what is left of a compound, the longest first part that leads to an end."""
        if not first and (last := self._part(letters)):
            return (last,)
        for end in range(len(letters) - SHORTEST_PART, SHORTEST_PART - 1, -1):
            head = self._part(letters[:end])
            if not head:
                continue
            for joint in JOINTS:
                if letters[end:].startswith(joint) and (
                    rest := self._rest(letters[end + len(joint) :], False)
                ):
                    return (head, *rest)
        return ()

    def _begins(self, word: str) -> tuple[str, ...]:
        """The known words with which a word begins, when they are most of it."""
        for end in range(len(word) - 1, len(word) // 2, -1):
            if end >= LONGEST_JOINT + SHORTEST_PART and (
                found := self._split(word[:end]) or tuple(filter(None, (self._part(word[:end]),)))
            ):
                return found
        return ()

    def _part(self, letters: str) -> str:
        """The stem of a part; the shortest ones must be known just so."""
        if len(letters) < SHORTEST_PART:
            return ""
        if letters in self._stems:
            return self._stems[letters]
        stem = self._stemmer.stemWord(letters)
        return stem if stem in self._known and len(stem) > SHORTEST_PART else ""
