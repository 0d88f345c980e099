"""The words a dialog is declared in: Dialog, Question, and the parts a question is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

Answers = Mapping[str, str]
"""What is known of one question: the value by part. Skipped parts have an empty value."""

Rule = Callable[[Answers], bool]
Asking = Literal["needed", "skippable", "offered"]
"""needed: asked until answered; skippable: asked once, one click skips it; offered: never asked,
but always welcome (typed with the choice, or filled in in a form)."""


def always(_: Answers) -> bool:
    """The rule of a part that always applies."""
    return True


def never(_: Answers) -> bool:
    """The rule of a question that never ends a purchase, or never becomes an open point."""
    return False


@dataclass(frozen=True, slots=True)
class Part:
    """One thing to ask; its words are in knowledge, under the name of its question and part."""

    name: str
    asking: Asking = "needed"
    only_if: Rule = always


@dataclass(frozen=True, slots=True)
class Choice(Part):
    """One of the options that the words list (or the catalogue, when `listed` names a list).

    Where the options are bands of money, `up_to` holds the most euros of each but the last.
    """

    name: str = "choice"
    listed: Literal["categories"] | None = None
    up_to: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Text(Part):
    """A text in somebody's own words; `longest` in characters.

    When `names` what is bought, a bare yes, no or date is none.
    """

    name: str = "explanation"
    longest: int = 3000
    names: bool = False


@dataclass(frozen=True, slots=True)
class Person(Part):
    """Somebody who is responsible: a colleague, or an outside party where `outside` allows it."""

    name: str = "responsible"
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Date(Part):
    """A day from today on."""

    name: str = "due"


@dataclass(frozen=True, slots=True)
class Year(Part):
    """A year from this year on."""

    name: str = "year"


@dataclass(frozen=True, slots=True)
class Question:
    """A question: its parts in the order in which they are asked, and what its answers do.

    `ends` tells when the purchase ends here as not bought, and `reopened` what is answered, by
    part, when somebody goes on after all; `open_point` tells when work is left, for which the parts
    `due` and `responsible` then give the date and the owner.
    """

    name: str
    parts: tuple[Part, ...]
    ends: Rule = never
    reopened: Answers = field(default_factory=dict)
    open_point: Rule = never


@dataclass(frozen=True, slots=True)
class Dialog:
    """An ordered list of questions; `counted` when they are among the nine.

    Those of a dialog `aside` are never asked: they are filled in where they come up.
    """

    name: str
    questions: tuple[Question, ...]
    counted: bool = True
    aside: bool = False
