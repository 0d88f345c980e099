"""Takes out of a text what must not be told: names of people, and amounts of money."""

from __future__ import annotations

import re
from collections.abc import Iterable

SHORTEST_NAME = 3
"""A shorter part of a name is left: it stands in too many words."""
_MONEY = re.compile(
    r"€\s?\d[\d.,]*(?:\s?(?:k|mln|miljoen|duizend|million))?"
    r"|\b\d[\d.,]*\s?(?:k|mln|miljoen|duizend|million)?\s?(?:€|euro's|euros?\b|eur\b)",
    re.I,
)


def without_names(text: str, names: Iterable[str], instead: str, keep: Iterable[str] = ()) -> str:
    """The text with these words in the place of each name: whole, or a part of it such as the first
    name, or the last one with 'van den' before it.

    A single word is only taken for the name with its capital, or with @ before it: 'wil je' stays.
    A part that is also in one of the names to `keep` stays as well.
    """
    kept = {part.casefold() for name in keep for part in _parts(name)}
    found = {part for name in names for part in _parts(name) if part.casefold() not in kept}
    for name in sorted(found, key=lambda each: (-len(each), each)):
        text = re.sub(_written(name), instead, text)
    return text


def _parts(name: str) -> set[str]:
    """A name as people use it: whole, from its second word on, and each word with a capital."""
    words = name.split()
    parts = {word for word in words if word[0].isupper()} | {name, " ".join(words[1:])}
    return {part for part in parts if len(part) >= SHORTEST_NAME}


def _written(name: str) -> str:
    """Where a name stands in a text, also as in 'Wils idee'."""
    words = re.escape(name)
    alone = rf"(?i:{words})" if " " in name else re.escape(name[0].upper() + name[1:])
    return rf"(?:@(?i:{words})|(?<!\w){alone})(?:['’]?s)?(?!\w)"


def money_in(*texts: str) -> str:
    """The first amount of money that stands in a text; empty when none does."""
    for text in texts:
        if found := _MONEY.search(text):
            return found.group().strip()
    return ""
