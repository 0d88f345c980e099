"""What the tenderboard leaves to be done: each gap an open point, until it is no longer there."""

from __future__ import annotations

from datetime import date, timedelta

from dialogs.board_lines import finding_line
from dialogs.findings import Finding, missing
from dialogs.gaps import GAPS
from dialogs.messages import plain
from dialogs.open_points import DAYS_TO_FIND_OUT
from dialogs.purchase import Purchase
from dialogs.reading import PERSON
from dialogs.scene import Scene
from knowledge.workdays import Calendar, days_later

SOON = timedelta(days=7)
"""Who needs it within so many days gets more time for what the board found."""


def due_on(scene: Scene, purchase: Purchase, calendar: Calendar) -> date:
    """By when a gap must be closed: when the purchase is needed, if that is a week away or more,
    else the first working day from two weeks on."""
    wanted = purchase.value("intake.wanted", "date")
    if wanted and date.fromisoformat(wanted) - scene.today >= SOON:
        return date.fromisoformat(wanted)
    return calendar.on_or_after(days_later(scene.today, DAYS_TO_FIND_OUT))


def with_gaps(
    scene: Scene, purchase: Purchase, found: tuple[Finding, ...], due: date, person: str
) -> tuple[Purchase, tuple[str, ...]]:
    """The purchase with its gaps as open points, and the questions of those that are closed now.

    An open point keeps the owner and date that it has; what people left so on purpose stays left.
    What is not known now closes nothing. `person` is who gave the verdict that decided.
    """
    misses = missing(found)
    unknown = {each.about for each in found if each.kind == "unknown"}
    closed = []
    for question in GAPS.questions:
        id = f"{GAPS.name}.{question.name}"
        choice = purchase.value(id, "choice")
        if question.name in misses:
            if choice != "left":
                text = plain(finding_line(scene, misses[question.name]))
                purchase = _opened(scene, purchase, id, text, due, person)
        elif choice == "not_yet" and not unknown & {"policy", question.name}:
            purchase = purchase.with_answer(id, "choice", "yes", person, scene.now)
            closed.append(id)
    return purchase, tuple(closed)


def _opened(
    scene: Scene, purchase: Purchase, question: str, text: str, due: date, person: str
) -> Purchase:
    """The purchase with one gap as an open point, with its owner and date."""
    given = {"choice": "not_yet", "explanation": text}
    if purchase.value(question, "choice") != "not_yet":
        given |= {"responsible": f"{PERSON}{purchase.owner}", "due": due.isoformat()}
    for part, value in given.items():
        purchase = purchase.with_answer(question, part, value, person, scene.now)
    return purchase
