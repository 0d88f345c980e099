"""Takes out of a text what must not be told: names of people, and amounts of money."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

SHORTEST_NAME = 2
"""A letter alone is left: it stands for too much else."""
BETWEEN = frozenset({
    "aan", "al", "da", "de", "del", "den", "der", "des", "di", "du", "el", "het", "in", "la", "le",
    "op", "te", "ten", "ter", "und", "van", "von",
})  # fmt: skip
"""What stands between the words of names says nothing of whose it is, also with a capital."""
_MONEY = re.compile(
    r"[€$£]\s?\d[\d.,]*(?:\s?(?:k|mln|miljoen|duizend|million))?"
    r"|\b(?:eur|euro)\s?\d[\d.,]*\d"  # and not a motor of 'Euro 6'
    r"|\b\d[\d.]*,-"
    r"|\b(?:\d[\d.,]*\s?(?:k|mln|miljoen|duizend|million)?"
    r"|\w*(?:tien|tig|honderd|duizend|miljoen|miljard|ton)(?:en)?)"
    r"\s?(?:€|euro's|euros?\b|eur\b|cents?\b)",
    re.I,
)
_ASIDE = re.compile(r"\([^)]*\)?")


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
    """A name as people use it: whole, also where a directory has its last name first, from a later
    word on, and each word with a capital; of a name without any, each word."""
    bare = _ASIDE.sub(" ", unicodedata.normalize("NFC", name))
    last, _, first = bare.partition(",")
    words = f"{first} {last}".split()
    single = {*re.split(r"[\W_]+", bare), *words}
    single = {each for each in single if each.casefold() not in BETWEEN}
    ends = {" ".join(words[place:]) for place in range(len(words) - 1)}
    parts = ends | ({each for each in single if each[:1].isupper()} or single)
    return {part for part in parts if len(part) >= SHORTEST_NAME and part[-1].isalnum()}


def _written(name: str) -> str:
    """Where a name stands in a text, also as in 'Wils idee' and 'WIL'."""
    words = re.escape(name)
    capitals = {name[0].upper() + name[1:], name.capitalize(), name.upper()}
    alone = "|".join(map(re.escape, sorted(capitals)))
    alone = f"(?i:{words})" if " " in name else f"(?:{alone})"
    return rf"(?:@(?i:{words})|(?<!\w){alone})(?:['’]?s)?(?!\w)"


def money_in(*texts: str) -> str:
    """The first amount of money that stands in a text; empty when none does."""
    for text in texts:
        if found := _MONEY.search(text):
            return found.group().strip()
    return ""
