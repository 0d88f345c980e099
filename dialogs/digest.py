"""The weekly digest: how much is stuck, overdue, ending and due, and what is most urgent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from dateutil.relativedelta import relativedelta

from dialogs.messages import Button, Line, Message, Person
from dialogs.nudges import Subject, what
from dialogs.reading import shown
from dialogs.scene import Scene
from dialogs.turn import say
from knowledge.workdays import Calendar

SECTIONS = ("stuck", "overdue", "ending", "due")
"""What there is, most urgent first."""
IN_DIGEST = 10
ON_PAGE = 25
ENDING_MONTHS = 6
WEEK = timedelta(days=7)
_TITLE = 60


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is of each, in the order of SECTIONS."""

    stuck: int = 0
    overdue: int = 0
    ending: int = 0
    due: int = 0

    @property
    def total(self) -> int:
        """How many lines there are in all."""
        return sum(astuple(self))


@dataclass(frozen=True, slots=True)
class Ending:
    """A contract that ends."""

    purchase: str
    title: str
    supplier: str
    day: date
    owner: str


@dataclass(frozen=True, slots=True)
class Urgent:
    """A part of what there is: moments, and contracts that end."""

    stuck: Sequence[Subject] = ()
    overdue: Sequence[Subject] = ()
    ending: Sequence[Ending] = ()
    due: Sequence[Subject] = ()


def due_week(now: datetime, zone: tzinfo, calendar: Calendar) -> str:
    """The week whose digest may be told now, as `2027-W03`; empty when none may.

    It comes from 09:00 on the first working day of a week on; later in that week when we could
    not, always in office hours.
    """
    if not calendar.is_open(now, zone):
        return ""
    year, week, _ = now.astimezone(zone).date().isocalendar()
    return f"{year}-W{week:02d}"


def week_over(today: date, zone: tzinfo) -> datetime:
    """When the week of a day is over."""
    monday = today - timedelta(days=today.weekday())
    return datetime.combine(monday + WEEK, time(), zone)


def ends_before(today: date) -> date:
    """The last day on which a contract may end to be told of now."""
    return today + relativedelta(months=ENDING_MONTHS)


def spread(counts: Counts, first: int, size: int) -> dict[str, tuple[int, int]]:
    """What to skip and how much to take of each section, for `size` lines after `first` others."""
    found = {}
    for name in SECTIONS:
        count: int = getattr(counts, name)
        skipped = min(first, count)
        taken = min(size, count - skipped)
        found[name] = (skipped, taken)
        first, size = first - skipped, size - taken
    return found


def nearest_page(counts: Counts, number: int) -> int:
    """The page with that number, from 1 on; the last one when there are fewer by now.

    What is answered leaves the list, so a button of this morning may lead past its end.
    """
    last = -(-counts.total // ON_PAGE)
    return max(min(number, last), 1)


def digest(scene: Scene, counts: Counts, urgent: Urgent) -> Message:
    """The digest itself: the counts, the most urgent, and a button for the rest."""
    lines = [
        scene.say(
            "procurement.digest_counts", **{name: str(getattr(counts, name)) for name in SECTIONS}
        )
    ]
    if counts.total:
        lines += [scene.say("procurement.digest_urgent"), *_lines(scene, urgent)]
    else:
        lines.append(scene.say("procurement.digest_none"))
    more = counts.total > IN_DIGEST
    return Message(
        key="digest",
        heading=scene.label("procurement.digest_heading"),
        lines=tuple(lines),
        buttons=(_more(scene, "digest_all", 1),) if more else (),
        notes=(scene.say("procurement.digest_note"),) if counts.stuck else (),
    )


def page(scene: Scene, counts: Counts, urgent: Urgent, number: int) -> Message:
    """Everything, so many lines at a time, for one person."""
    lines = _lines(scene, urgent)
    if not lines:
        return say(scene, "procurement.digest_none")
    first = (number - 1) * ON_PAGE
    last = first + len(lines)
    heading = scene.label("procurement.digest_page").format(
        first=first + 1, last=last, count=counts.total
    )
    more = counts.total > last
    return Message(
        key="digest",
        heading=heading,
        lines=tuple(lines),
        buttons=(_more(scene, "digest_next", number + 1),) if more else (),
    )


def _more(scene: Scene, label: str, number: int) -> Button:
    return Button("digest_all", scene.label(f"procurement.{label}"), str(number))


def _lines(scene: Scene, urgent: Urgent) -> list[Line]:
    """Each on a line, most urgent first."""
    return [
        *(_moment(scene, "stuck", each) for each in urgent.stuck),
        *(_moment(scene, "overdue", each) for each in urgent.overdue),
        *(_ending(scene, each) for each in urgent.ending),
        *(_moment(scene, "due", each) for each in urgent.due),
    ]


def _moment(scene: Scene, section: str, subject: Subject) -> Line:
    return scene.say(
        f"procurement.digest_{section}",
        id=subject.moment.purchase,
        title=shown(subject.purchase.title, _TITLE),
        what=what(scene, subject),
        day=scene.day(subject.moment.on),
        owner=Person(subject.moment.owner),
    )


def _ending(scene: Scene, contract: Ending) -> Line:
    return scene.say(
        "procurement.digest_ending",
        id=contract.purchase,
        title=shown(contract.title, _TITLE),
        supplier=shown(contract.supplier, _TITLE),
        day=scene.day(contract.day),
        owner=Person(contract.owner),
    )
