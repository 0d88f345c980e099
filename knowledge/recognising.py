"""Recognises what a description of a purchase is about, by the words of what it may be about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.stems import plain

BETWEEN = frozenset({
    "voor", "in", "van", "langs", "op", "bij", "naar", "met", "over", "aan", "uit", "tot", "ten",
    "tijdens", "rond", "om", "for", "of", "at", "to", "with", "on", "along", "from", "by", "during",
    "around",
})  # fmt: skip
"""What is bought stands before the first of these: 'bureaus voor de school' are desks."""
LONGEST = 300
"""So many characters of a description are looked at."""
LATER = 0.7
"""So much a word counts that is not the first: 'schoonmaak sporthal' is cleaning."""
SHORTEST_COMPOUND = 4
"""A shorter word is recognised only when it stands alone."""
SHORTEST_MENDED = 6
"""A shorter word is never taken for a mistyped one."""
LEAST_ALIKE = 0.8
"""How much a mistyped word must look like the one that was meant: 1 is the same."""

Known = Iterable[tuple[str, Sequence[str]]]
"""Keys, each with the words by which it is recognised."""


def recognise(text: str, known: Known) -> str | None:
    """The key whose words fit a description best; None when none of them does."""
    return _recognised(text[:LONGEST], tuple((key, tuple(words)) for key, words in known))


@lru_cache(maxsize=500)
def _recognised(text: str, known: Known) -> str | None:
    """The same, remembered: at each question of a purchase the same is asked again."""
    known = [(key, [plain(word) for word in words]) for key, words in known]
    read = re.findall(r"[a-z0-9]+", plain(text))
    tokens = [each for each in read if not each.isdigit()]
    first = next((n for n, each in enumerate(tokens) if n and each in BETWEEN), len(tokens))
    for part in (tokens[:first], tokens):
        if found := _best(part, known) or _best(_mended(part, known), known):
            return found
    return None


def _best(tokens: Sequence[str], known: Known) -> str | None:
    """The longest word that fits decides; 'zonnepanelen' says more than 'dak'."""
    best, most = None, 0.0
    for key, words in known:
        for word in words:
            if len(word) <= most:
                continue
            place = _place(word, tokens)
            if place is None:
                continue
            weight = len(word) * (LATER if place else 1.0)
            if weight > most:
                best, most = key, weight
    return best


def _place(word: str, tokens: Sequence[str]) -> int | None:
    """Where a word stands: alone, in front of a compound, or at its end; None when it does not."""
    if " " in word:
        parts = word.split()
        places = range(len(tokens) - len(parts) + 1)
        return next((n for n in places if list(tokens[n : n + len(parts)]) == parts), None)
    for place, token in enumerate(tokens):
        if token == word:
            return place
        if len(word) >= SHORTEST_COMPOUND and (
            token.startswith(word) or token.endswith((word, f"{word}s", f"{word}en"))
        ):
            return place
    return None


def _mended(tokens: Sequence[str], known: Known) -> list[str]:
    """The same words, the mistyped ones as they were meant."""
    right = {word for _, words in known for word in words if len(word) >= SHORTEST_MENDED}
    found = []
    for token in tokens:
        alike = None
        if len(token) >= SHORTEST_MENDED:
            alike = process.extractOne(
                token, right, scorer=OSA.normalized_similarity, score_cutoff=LEAST_ALIKE
            )
        found.append(alike[0] if alike else token)
    return found
