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


def without_names(text: str, names: Iterable[str], instead: str) -> str:
    """The text with these words in the place of each name: whole, or a part of it such as the first
    name.

    A single word is only taken for the name with its capital, or with @ before it: 'wil je' stays.
    """
    known = [name for name in names if len(name) >= SHORTEST_NAME]
    whole = sorted((name for name in known if " " in name), key=len, reverse=True)
    for name in whole:
        text = re.sub(rf"@?\b{re.escape(name)}\b", instead, text, flags=re.I)
    parts = {part for name in known for part in name.split() if len(part) >= SHORTEST_NAME}
    for part in sorted(parts, key=len, reverse=True):
        text = re.sub(rf"@{re.escape(part)}\b", instead, text, flags=re.I)
        if part in known or part[0].isupper():
            capital = part[0].upper() + part[1:]
            text = re.sub(rf"\b{re.escape(capital)}\b", instead, text)
    return text


def money_in(*texts: str) -> str:
    """The first amount of money that stands in a text; empty when none does."""
    for text in texts:
        if found := _MONEY.search(text):
            return found.group().strip()
    return ""
