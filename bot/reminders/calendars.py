"""What whoever took a moment into their calendar gets: the file, and a new one when it changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.exports.ics import Entry, ics, over_at
from bot.parts import Parts
from bot.ports import Outgoing, Place
from bot.reminders.subjects import Reader
from bot.store import calendars, purchases
from bot.store.database import Bound
from dialogs.calendars import changed, taken, title
from dialogs.files import File
from dialogs.messages import Message
from dialogs.moment import Moment
from dialogs.nudges import Subject
from dialogs.scene import Scene


def calendar_file(parts: Parts, bound: Bound, person: str, subject: Subject) -> Outgoing:
    """Sends a moment to somebody's direct message, and remembers that they took it."""
    scene = parts.scene(parts.language_of(bound, person))
    calendars.take(bound, subject.moment, person, scene.now)
    return _say(parts, bound, person, scene, taken(scene, subject), [[subject]])


def calendar_news(parts: Parts, bound: Bound, moments: Iterable[Moment]) -> list[Outgoing]:
    """Tells whoever took one of these moments that it changed, each version once.

    To be called in the transaction that saved them, with the moments as they are now; those that
    nobody took, or that did not change, do no harm. One person gets one message, with one file for
    what moved and one for what is over, as a calendar file has one method. Who ended it themselves
    gets it too, as their calendar does not know; but of what is over and lay in the past already,
    nobody hears: that entry may stay where it was.
    """
    theirs: dict[str, list[Moment]] = {}
    for person, moment in calendars.behind(bound, moments):
        if calendars.catch_up(bound, person, moment):
            theirs.setdefault(person, []).append(moment)
    if not theirs:
        return []
    reader = Reader(bound, parts.rules)
    rows = []
    for person, found in theirs.items():
        scene = parts.scene(parts.language_of(bound, person))
        subjects = reader.subjects(found)
        moved = [each for each in subjects if each.moment.open]
        over = [each for each in subjects if not each.moment.open and not _past(parts, each)]
        if moved or over:
            message = changed(scene, moved, over)
            rows.append(_say(parts, bound, person, scene, message, [moved, over]))
    return rows


def _past(parts: Parts, subject: Subject) -> bool:
    return over_at(subject, parts.organisation.zone) <= parts.clock.now()


def _say(
    parts: Parts,
    bound: Bound,
    person: str,
    scene: Scene,
    message: Message,
    files: Iterable[Sequence[Subject]],
) -> Outgoing:
    made = tuple(_file(parts, bound, person, scene, each) for each in files if each)
    key = f"calendar/{person}/{scene.now.timestamp():.6f}"
    return parts.say_at(bound, Place(person), replace(message, key=key, files=made))


def _file(
    parts: Parts, bound: Bound, person: str, scene: Scene, subjects: Sequence[Subject]
) -> File:
    purchase, over = subjects[0].purchase.id, not subjects[0].moment.open
    link = _link(parts, bound, person, purchase)
    entries = [Entry(each, link) for each in subjects]
    content = ics(scene, parts.organisation.zone, parts.workspace, entries)
    name = f"{purchase}-cancel.ics" if over else f"{purchase}.ics"
    return File(name, title(scene, subjects), content)


def _link(parts: Parts, bound: Bound, person: str, purchase: str) -> str:
    """The conversation about a purchase, for who can open it."""
    held = purchases.load(bound, purchase)
    if held is None or (held.place.direct and held.purchase.owner != person):
        return ""
    return parts.link(held.place)
