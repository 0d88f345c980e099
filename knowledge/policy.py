"""An organisation's own policy: why it buys sustainably, how, and what that asks of a category.

The presentation's why, how and what. Everything may be left out: starting matters most.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

LONGEST = 1500
"""So long a text of the policy may be, in characters."""
SHORT = 200
BORDER = 25
"""From this weight, in percent, a purchase is ambitious. The presentation's example, no rule."""
FIRST_YEAR, LAST_YEAR = 2000, 2100
MOST_THEMES = 10
"""So many themes fit in a form, with those of the presentation."""
MOST_GOALS = 40
OWN_THEME = re.compile(r"[a-z][a-z0-9_]{0,39}")
"""What the key of a theme of the organisation itself looks like."""
_TARGET = re.compile(r"(\d{1,9}(?:[.,]\d{1,4})?)\s*(%|\D.{0,40})?", re.S)


def _percent(value: object) -> int:
    text = str(value).removesuffix("%").strip()
    if not re.fullmatch(r"[0-9]{1,4}", text) or int(text) > 100:
        raise ValueError(f"{str(value)!r} is not a percentage; write a whole number from 0 to 100")
    return int(text)


def _level(value: object) -> int:
    text = str(value)
    if text not in ("1", "2", "3"):
        raise ValueError(f"{text!r} is not a level; write 1, 2 or 3")
    return int(text)


def _year(value: object) -> int:
    text = str(value)
    if not re.fullmatch(r"[0-9]{4}", text) or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise ValueError(f"{text!r} is not a year; write it as 2030")
    return int(text)


def _target(value: object) -> str:
    text = " ".join(str(value).split())
    found = _TARGET.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is no target; write a number or a share, such as 40 or 100%")
    if found[2] == "%" and float(found[1].replace(",", ".")) > 100:
        raise ValueError(f"{text!r} is more than all of it; write a share from 0% to 100%")
    return text


Percent = Annotated[int, BeforeValidator(_percent)]
Level = Annotated[int, BeforeValidator(_level)]
"""1, 2 or 3: on the presentation's scale for a purchase, on the web's own for a theme."""
Year = Annotated[int, BeforeValidator(_year)]
Target = Annotated[str, BeforeValidator(_target)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Goal(_Part):
    """Something to reach: in words, for a theme, how much of it, by when, and whose it is."""

    goal: str = Field(min_length=1, max_length=SHORT)
    theme: str = Field(max_length=64)
    target: Target
    year: Year
    owner: str = ""


class Strategy(_Part):
    """What a category contributes: in words, the level that is expected, the weight of the award
    criterion in percent, and who owns the why of purchases in it."""

    contributes: str = Field(default="", max_length=LONGEST)
    level: Level | None = None
    weight: Percent | None = None
    owner: str = ""


class ThemePolicy(_Part):
    """What a theme means here, and how far we want to get on the ambition web (1, 2 or 3).

    With a `name` it is a theme of the organisation itself.
    """

    name: str = Field(default="", max_length=70)
    meaning: str = Field(default="", max_length=LONGEST)
    target: Level | None = None


class Policy(_Part):
    """The why (`ambition`), the how (`goals`) and the what (`strategies`), and words of our own.

    `levels` say in own words what level 1, 2 and 3 of a purchase mean, `weight_border` from which
    weight in percent it is 3; `web` says the same of the ambition web's three levels.
    """

    ambition: str = Field(default="", max_length=LONGEST)
    definition: str = Field(default="", max_length=LONGEST)
    suppliers: str = Field(default="", max_length=LONGEST)
    weight_border: Percent = BORDER
    goals: Annotated[tuple[Goal, ...], Field(max_length=MOST_GOALS)] = ()
    strategies: Mapping[str, Strategy] = {}
    themes: Mapping[str, ThemePolicy] = {}
    levels: Mapping[Level, Annotated[str, Field(max_length=LONGEST)]] = {}
    web: Mapping[Level, Annotated[str, Field(max_length=LONGEST)]] = {}

    def strategy(self, category: str | None) -> Strategy:
        """The strategy for a category; one that says nothing where there is none."""
        return self.strategies.get(category or "") or NO_STRATEGY

    @property
    def own_themes(self) -> tuple[str, ...]:
        """The keys of the themes that the organisation added."""
        return tuple(key for key, theme in self.themes.items() if theme.name)

    @property
    def missing(self) -> tuple[str, ...]:
        """The choices that were not made yet: ambition, goals, strategies, definition."""
        made = {
            "ambition": self.ambition,
            "goals": self.goals,
            "strategies": self.strategies,
            "definition": self.definition,
        }
        return tuple(name for name, value in made.items() if not value)


NO_STRATEGY = Strategy()
NO_POLICY = Policy()
