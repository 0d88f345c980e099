"""Asks who owns a purchase whether others may read a lesson about it, and does not forget to.

A lesson without a name is asked about from the next day on: nothing then tells at what moment it
was written. Who does not answer is asked once more; then procurement may decide.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial

from bot.parts import Parts
from bot.ports import Outgoing, Place
from bot.reminders.procurement import APART, tell_each, tell_procurement
from bot.store import later, lessons, outbox
from bot.store.database import Bound
from bot.store.people import is_here
from dialogs.lesson import REMIND_AFTER, STUCK_AFTER, Lesson
from dialogs.lesson_asking import AGAIN, ASK, STUCK, TOLD, Why, asked, author_told, decided

AT_ONCE = 50
"""So many are looked at in one transaction."""
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


async def ask_waiting(parts: Parts) -> None:
    """Asks about everything that waits since yesterday or longer."""
    after = 0
    yesterday = parts.scene(parts.organisation.language).today - timedelta(days=1)
    while found := await parts.database.run(
        parts.workspace, partial(_ask_some, parts, yesterday, after)
    ):
        after = found[-1]


def _ask_some(parts: Parts, until: date, after: int, bound: Bound) -> list[int]:
    found = lessons.waiting(bound, until, after, AT_ONCE)
    for id in found:
        lesson = lessons.load(bound, id)
        if lesson and lesson.state == "waiting":
            _ask_on(parts, bound, lesson)
    return found


def _ask_on(parts: Parts, bound: Bound, lesson: Lesson) -> None:
    """Asks what is next for one: its owner, once more, and then procurement."""
    first = f"{ASK}{lesson.id}{APART}{lesson.owner}"
    if not is_here(bound, lesson.owner):
        later.take_back(bound, first, "its receiver left")
        _ask_procurement(parts, bound, lesson, "gone")
        return
    _, asked_at = outbox.told_since(bound, lesson.owner, BEGINNING, first)
    if asked_at is None:
        ask(parts, bound, lesson)
        return
    waits = parts.clock.now() - asked_at
    if waits >= STUCK_AFTER:
        _ask_procurement(parts, bound, lesson, "stuck")
    elif waits >= REMIND_AFTER:
        _ask_owner(parts, bound, lesson, "again", f"{AGAIN}{lesson.id}")


def ask(parts: Parts, bound: Bound, lesson: Lesson) -> None:
    """Asks its owner, once, in their office hours; its row is held or new."""
    _ask_owner(parts, bound, lesson, "owner", f"{ASK}{lesson.id}")


def _ask_owner(parts: Parts, bound: Bound, lesson: Lesson, why: Why, key: str) -> None:
    tell_each(parts, bound, [lesson.owner], key, lambda scene: asked(scene, lesson, why))


def _ask_procurement(parts: Parts, bound: Bound, lesson: Lesson, why: Why) -> None:
    key = f"{STUCK}{lesson.id}"
    tell_procurement(parts, bound, key, lambda scene: asked(scene, lesson, why))


def may_decide(parts: Parts, bound: Bound, person: str, lesson: Lesson) -> bool:
    """Whether somebody may say if others read it: its owner, and procurement once it was asked."""
    if not parts.may(bound, person, "tell_lesson"):
        return False
    if person == lesson.owner:
        return True
    return person in parts.organisation.procurement_team and is_stuck(bound, lesson)


def is_stuck(bound: Bound, lesson: Lesson) -> bool:
    """Whether procurement was asked, for its owner did not answer or left."""
    key = f"{STUCK}{lesson.id}"
    return later.was_told(bound, key) or later.was_told_any(bound, f"{key}{APART}")


def tell_author(parts: Parts, bound: Bound, lesson: Lesson, person: str, reason: str = "") -> None:
    """Who gave their name with a lesson hears what somebody else made of it."""
    if lesson.author and lesson.author != person:
        key = f"{TOLD}{lesson.id}/{lesson.state}"
        tell_each(
            parts, bound, [lesson.author], key,
            lambda scene: author_told(scene, lesson, person, reason),
        )  # fmt: skip


def answered(parts: Parts, bound: Bound, lesson: Lesson, person: str) -> list[Outgoing]:
    """Where it was asked stands the answer now."""
    rows = []
    for key, place in _asked_at(parts, lesson):
        if later.take_back(bound, key, "it was answered"):
            continue
        if outbox.latest(bound, "", key) is not None:
            own = parts.organisation.language
            language = parts.language_of(bound, place.channel) if place.direct else own
            message = decided(parts.scene(language), lesson, person, key)
            rows.append(parts.say_at(bound, place, message))
    return rows


def _asked_at(parts: Parts, lesson: Lesson) -> Iterator[tuple[str, Place]]:
    """By which keys it may have been asked, and where."""
    organisation = parts.organisation
    stuck = f"{STUCK}{lesson.id}"
    for key in (ASK, AGAIN):
        yield f"{key}{lesson.id}{APART}{lesson.owner}", Place(lesson.owner)
    if channel := organisation.procurement_channel:
        yield stuck, Place(channel, direct=False)
    for each in sorted(organisation.procurement_team):
        yield f"{stuck}{APART}{each}", Place(each)
