"""Where a purchase stands: what is open, what is answered, and the status that follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from dialogs.purchase import UNKNOWN, Purchase, Status
from dialogs.script import Asked, Script
from dialogs.words import Part


def applying(asked: Asked, values: Mapping[str, str]) -> tuple[Part, ...]:
    """The parts of a question that apply, given what is known of it."""
    return tuple(part for part in asked.question.parts if part.only_if(values))


def to_ask(asked: Asked, values: Mapping[str, str]) -> Iterator[Part]:
    """The parts that are asked, as far as they apply."""
    return (part for part in applying(asked, values) if part.asking != "offered")


def set_aside(asked: Asked, values: Mapping[str, str]) -> bool:
    """Whether somebody does not know it yet: the rest of the question waits."""
    if UNKNOWN not in values.values():
        return False
    return any(values.get(part.name) == UNKNOWN for part in to_ask(asked, values))


def open_part(asked: Asked, values: Mapping[str, str]) -> Part | None:
    """The first part without an answer; None when all are there or the question was set aside."""
    if set_aside(asked, values):
        return None
    return next((part for part in to_ask(asked, values) if part.name not in values), None)


def answered(asked: Asked, values: Mapping[str, str]) -> bool:
    """Whether every part that must be answered is."""
    return bool(values) and not set_aside(asked, values) and open_part(asked, values) is None


def open_question(script: Script, purchase: Purchase) -> tuple[Asked, Part] | None:
    """What is to be asked now: where somebody went back to, else the first that is open."""
    if purchase.revisit and purchase.revisit.question in script.by_id:
        asked = script.by_id[purchase.revisit.question]
        for part in to_ask(asked, purchase.values(asked.id)):
            if part.name not in purchase.revisit.done:
                return asked, part
    for asked in script.questions:
        part_now = open_part(asked, purchase.values(asked.id))
        if part_now:
            return asked, part_now
    return None


def answered_count(script: Script, purchase: Purchase) -> int:
    """How many of the nine are answered."""
    return sum(answered(asked, purchase.values(asked.id)) for asked in script.counted)


def not_known_yet(script: Script, purchase: Purchase) -> tuple[Asked, ...]:
    """The questions that were set aside."""
    return tuple(asked for asked in script.questions if set_aside(asked, purchase.values(asked.id)))


def status_of(script: Script, purchase: Purchase) -> Status:
    """The status that follows from the answers; a purchase that ended stays so until reopened."""
    if purchase.closed:
        return purchase.status
    if any(asked.question.ends(purchase.values(asked.id)) for asked in script.counted):
        return "not_bought"
    if answered_count(script, purchase) == len(script.counted):
        return "complete"
    begun = any(asked.id in purchase.answers for asked in script.counted)
    before = (asked for asked in script.questions if not asked.counted)
    if begun or all(answered(asked, purchase.values(asked.id)) for asked in before):
        return "in_progress"
    return "draft"


def with_status(script: Script, purchase: Purchase) -> Purchase:
    """The purchase with the status and the title that follow from its answers."""
    title = purchase.value("intake.what", "text") or purchase.title
    return replace(purchase, status=status_of(script, purchase), title=title)
