"""Knows what words name: a thing from the list, a kind of it, work that is done, or nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.catalogue import Catalogue
from knowledge.fields import LANGUAGES
from knowledge.stems import JOINTS, LONGEST_WORD, SHORTEST_PART, Vocabulary, words_of
from knowledge.things import Role, Thing

LONGEST_NAME = 5
"""A name has at most so many words."""
LONGEST_TERM = 40
SHORTEST_END = 5
"""What a compound ends with has so many letters, or what stands before it is known as well."""
SHORTEST_MENDED = 7
"""A shorter word is never taken for a mistyped one."""
LEAST_ALIKE = 0.83
"""How much a mistyped word must look like the one that was meant: 1 is the same."""
ENDS = ("en", "s", "es", "tjes", "tje", "pjes", "pje", "jes", "je")
"""Ends of plurals and of small things that a stem may keep: monitoren, bureaus, tafeltje."""
HARD = str.maketrans("zv", "sf")
"""A Dutch word ends in s or f where its plural has z or v: huis, huizen."""

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """What words name: what it is itself, and then what it is a kind of.

    No terms when the words say nothing of what is bought.
    """

    role: Role | Literal["unknown"]
    terms: tuple[str, ...] = ()
    verb: bool = False
    """Whether it tells a service as what is done: 'kozijnen schilderen' is a paint job."""
    alone: bool = False
    """Whether a word that ends with it is none of its kind: an 'adviesbureau' is no 'bureau'."""

    def of(self, about: Name) -> Name:
        """This work on a thing; a service is work already."""
        if about.role == "service":
            return about
        terms = (f"{self.terms[0]}/{term}"[:LONGEST_TERM] for term in about.terms)
        return Name("service", tuple(dict.fromkeys(terms)))


class Names:
    """The words of the things, ready to be recognised."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._stemmers = {language: Vocabulary(language, ()) for language in LANGUAGES}
        self._names: dict[str, dict[Words, Name]] = {language: {} for language in LANGUAGES}
        for language, word, name in self._listed(catalogue):
            self._names[language].setdefault(tuple(words_of(word)), name)
        self._stems = {language: self._by_stem(language) for language in LANGUAGES}
        singles = {words[0] for names in self._names.values() for words in names if not words[1:]}
        self._known = singles | _other_words(catalogue)
        self._to_mend: dict[str, list[str]] = defaultdict(list)
        for each in sorted(singles):
            if len(each) >= SHORTEST_MENDED - 1:
                self._to_mend[each[0]].append(each)

    def _listed(self, catalogue: Catalogue) -> Iterator[tuple[str, str, Name]]:
        """Each word with its language, and what it names; those of product groups last."""
        for key, thing in catalogue.things.items():
            for language in LANGUAGES:
                for word in thing.words_in(language):
                    yield language, word, self._name(key, thing, word)
        for key, thing in catalogue.things.items():
            if group := catalogue.product_groups.get(thing.group):
                yield from (("nl", word, self._name(key, thing, word)) for word in group.words)

    def _name(self, key: str, thing: Thing, word: str) -> Name:
        if thing.role == "nothing":
            return Name("nothing", alone=thing.alone)
        if thing.role == "apart":
            return Name("apart", (self._term(words_of(word)),))
        verb = thing.role == "service" and word.endswith("en") and " " not in word
        return Name(thing.role, tuple(filter(None, (key, thing.kind_of))), verb, thing.alone)

    def _by_stem(self, language: str) -> dict[Words, Name]:
        """The names by their stems; a stem of two of them stands for none."""
        found: dict[Words, Name | None] = {}
        for words, name in self._names[language].items():
            if name.terms and not name.verb:  # a 'gebouw' is not what is done when we build
                stems = tuple(self._stem(word, language) for word in words)
                found[stems] = name if found.get(stems, name) == name else None
        return {stems: name for stems, name in found.items() if name}

    def at(self, words: Sequence[str], place: int) -> tuple[int, Name] | None:
        """The longest listed name that begins at a place, and how many words it has."""
        for count in range(min(LONGEST_NAME, len(words) - place), 0, -1):
            part = tuple(words[place : place + count])
            if name := self._listed_as(part):
                return count, name
            if count == 2 and (name := self._dutch("".join(part))) and name.terms:
                return count, name  # 'koffie bekers'
        return None

    def of(self, word: str) -> Name:
        """What a word names that is not listed itself: a compound, a mistyped word, or its own."""
        if len(word) > LONGEST_WORD:
            return self.unknown(word)
        return self._compound(word) or self._mended(word) or self.unknown(word)

    def unknown(self, *words: str) -> Name:
        """Words that name what is not in the list."""
        return Name("unknown", (self._term(words),))

    def _term(self, words: Sequence[str]) -> str:
        return f"={' '.join(self._stem(word, 'nl') for word in words)}"[:LONGEST_TERM]

    def _stem(self, word: str, language: str) -> str:
        stem = self._stemmers[language].stem(word)
        return stem[:-1] + stem[-1:].translate(HARD) if language == "nl" else stem

    def _exact(self, words: Words) -> Name | None:
        return next(filter(None, (names.get(words) for names in self._names.values())), None)

    def _listed_as(self, words: Words) -> Name | None:
        *before, last = words
        single = (self._names["nl"].get((*before, each)) for each in _singulars(last))
        stems = (
            names.get(tuple(self._stem(word, language) for word in words))
            for language, names in self._stems.items()
        )
        return self._exact(words) or next(filter(None, (*single, *stems)), None)

    def _dutch(self, word: str) -> Name | None:
        """What one Dutch word names, in the singular, the plural or small."""
        names = self._names["nl"]
        found = filter(None, (names.get((each,)) for each in (word, *_singulars(word))))
        return next(found, None) or self._stems["nl"].get((self._stem(word, "nl"),))

    def _compound(self, word: str) -> Name | None:
        """A word by the longest name that it ends with: a 'kuipstoel' is a kind of 'stoel'."""
        for start in range(SHORTEST_PART, len(word) - SHORTEST_PART):
            end, first = word[start:], self._first(word[:start])
            name = self._dutch(end)
            if (
                not name
                or name.alone
                or name.verb
                or (not first and len(self._stem(end, "nl")) < SHORTEST_END)
            ):
                continue
            about = first or self.unknown(word[:start].removesuffix("s"))
            if name.role == "nothing":
                return about
            if name.role == "work":
                return name.of(about)
            return Name(name.role, (*self.unknown(word).terms, *name.terms))
        return None

    def _first(self, letters: str) -> Name | None:
        """What the first part of a compound names, when it is a word that is known."""
        for joint in JOINTS:
            part = letters.removesuffix(joint)
            if letters.endswith(joint) and len(part) >= SHORTEST_PART:
                if (found := self._dutch(part)) and found.terms:
                    return found
                if part in self._known:
                    return self.unknown(part)
        return None

    def _mended(self, word: str) -> Name | None:
        """What a mistyped word was meant to name; who mistypes has the first letter right."""
        if len(word) < SHORTEST_MENDED or word in self._known or not word.isalpha():
            return None
        listed = self._to_mend.get(word[0], ())
        found = [
            process.extractOne(
                each, listed, scorer=OSA.normalized_similarity, score_cutoff=LEAST_ALIKE
            )
            for each in (word, word.removesuffix("en"), word.removesuffix("s"))
        ]
        best = max(filter(None, found), key=lambda each: each[1], default=None)
        return self._exact((best[0],)) if best else None


def _singulars(word: str) -> Iterator[str]:
    """What a Dutch word may be the plural of, or a small one of."""
    for end in ENDS:
        if word.endswith(end) and len(word) - len(end) >= SHORTEST_PART:
            yield word.removesuffix(end)
    if word.endswith("en") and len(word) >= SHORTEST_PART + len("en"):
        short = word.removesuffix("en")
        last = short[-1].translate(HARD)
        yield short[:-1] + last  # laarzen, laars
        if short[-1] == short[-2]:
            yield short[:-1]  # bruggen, brug
        elif short[-2] in "aeou":
            yield short[:-1] + short[-2] + last  # bomen, boom


def _other_words(catalogue: Catalogue) -> set[str]:
    """The words of categories and product groups: none of them is a typing error."""
    categories, groups = catalogue.categories.values(), catalogue.product_groups.values()
    listed = (*(each.words for each in categories), *(each.words for each in groups))
    return {word for words in listed for each in words for word in words_of(each)}
