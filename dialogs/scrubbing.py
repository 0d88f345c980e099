"""Takes out of a text what must not be told: names of people, and amounts of money."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

SHORTEST_NAME = 2
"""A shorter part of a name is left: it is an initial."""
PARTICLES = frozenset(
    (
        "van", "den", "der", "de", "het", "te", "ten", "ter", "'t", "op", "in", "von", "zu",
        "del", "della", "di", "da", "dos", "la", "le", "las", "los", "el", "al",
    )
)  # fmt: skip
"""Parts of names that are words as well, also where somebody writes theirs with a capital."""
_MANY = r"(?:\s?(?:k|mln|mld|duizend|miljoen|miljard|thousand|million|billion)\b)?"
_IN_WORDS = r"\w*(?:tien|tig|honderd|duizend|miljoen|miljard|hundred|thousand|million|billion)\w*"
_MONEY = re.compile(
    rf"(?:€|\beuro?\b)\s?\d[\d.,]*{_MANY}"
    rf"|\b\d[\d.,]*{_MANY}\s?(?:€|euro['’]s|euros?\b|eur\b)"
    r"|\b\d[\d.]*,-"
    rf"|\b{_IN_WORDS}\s(?:euro['’]s|euros?\b)",
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
    name = unicodedata.normalize("NFC", name)
    words = name.split()
    single = {word for word in words if word[0].isupper() and word.lower() not in PARTICLES}
    parts = single | {name, " ".join(words[1:])} - PARTICLES
    return {part for part in parts if len(part) >= SHORTEST_NAME}


def _written(name: str) -> str:
    """Where a name stands in a text, also as in 'Wils idee' and 'WIL'."""
    words = re.escape(name)
    first, shout = re.escape(name[0].upper() + name[1:]), re.escape(name.upper())
    alone = rf"(?i:{words})" if " " in name else f"(?:{first}|{shout})"
    return rf"(?:@(?i:{words})|(?<!\w){alone})(?:['’]?s)?(?!\w)"


def money_in(*texts: str) -> str:
    """The first amount of money that stands in a text; empty when none does."""
    for text in texts:
        if found := _MONEY.search(text):
            return found.group().strip()
    return ""
