"""What is still to be done for a purchase. Every open point has an owner and a date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta, tzinfo

from dialogs.progress import set_aside
from dialogs.purchase import UNKNOWN, Purchase
from dialogs.reading import PERSON
from dialogs.script import Asked, Script

DAYS_TO_FIND_OUT = 14
"""How long 'weet ik nog niet' may stay open before somebody must look at it again."""


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """Work that is left: which question, whose it is (a person's id) and by when."""

    question: str
    owner: str
    due: date


def open_points(script: Script, purchase: Purchase, zone: tzinfo) -> tuple[OpenPoint, ...]:
    """The open points of a purchase, earliest first; when it ended, those that ended with it.

    A point whose owner or date is not known yet belongs to the purchase's owner, two weeks after
    the answer: so that it is somebody's, from the first moment on.
    """
    points = (_point(asked, purchase, zone) for asked in script.everything)
    return tuple(sorted((point for point in points if point), key=lambda point: point.due))


def points_changed(script: Script, before: Purchase, after: Purchase, zone: tzinfo) -> bool:
    """Whether a step changed an open point; only what was answered in it is looked at."""
    return any(
        _point(asked, before, zone) != _point(asked, after, zone)
        for asked in script.everything
        if before.answers.get(asked.id) is not after.answers.get(asked.id)
    )


def _point(asked: Asked, purchase: Purchase, zone: tzinfo) -> OpenPoint | None:
    values = purchase.values(asked.id)
    if not values:
        return None
    if not set_aside(asked, values) and not asked.question.open_point(values):
        return None
    named = values.get("responsible", "")
    owner = named.removeprefix(PERSON) if named.startswith(PERSON) else purchase.owner
    if values.get("due", UNKNOWN) not in (UNKNOWN, ""):
        return OpenPoint(asked.id, owner, date.fromisoformat(values["due"]))
    answered_at = max(answer.at for answer in purchase.answers[asked.id].values())
    due = answered_at.astimezone(zone).date() + timedelta(days=DAYS_TO_FIND_OUT)
    return OpenPoint(asked.id, owner, due)
