"""Holds a policy against the lists of the field: each category and theme that it names is there."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from knowledge.policy import MOST_THEMES, OWN_THEME, Policy

Kind = Literal["category", "theme", "theme_key", "theme_name", "too_many_themes"]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that a policy names and that is not there: the keys that lead to it, what is wrong,
    what was named, and what may stand there."""

    keys: tuple[str | int, ...]
    kind: Kind
    named: str
    allowed: tuple[str, ...] = ()


def faults(policy: Policy, categories: Collection[str], themes: Collection[str]) -> Iterator[Fault]:
    """What does not fit; `categories` and `themes` are the keys that there are, without the themes
    of the organisation itself."""
    for key in unknown_categories(policy, categories):
        yield Fault(("strategies", key), "category", key, tuple(categories))
    for key, theme in policy.themes.items():
        if key in themes:
            continue
        if not theme.name:
            yield Fault(("themes", key), "theme_name", key, tuple(themes))
        elif not OWN_THEME.fullmatch(key):
            yield Fault(("themes", key), "theme_key", key)
    known = tuple(dict.fromkeys((*themes, *policy.own_themes)))
    if len(known) > MOST_THEMES:
        yield Fault(("themes",), "too_many_themes", str(len(known)), (str(MOST_THEMES),))
    for number, goal in enumerate(policy.goals):
        if goal.theme not in known:
            yield Fault(("goals", number, "theme"), "theme", goal.theme, known)


def unknown_categories(policy: Policy, categories: Collection[str]) -> list[str]:
    """The categories of strategies that are no category (any more)."""
    return [key for key in policy.strategies if key not in categories]
