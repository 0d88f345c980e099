"""Whether others may read a lesson: what its owner is asked, and what comes of the answer."""

from __future__ import annotations

from typing import Literal

from dialogs.lesson import (
    READ,
    REFUSE,
    REMIND_AFTER,
    SHARE,
    STUCK_AFTER,
    WRITE_AGAIN,
    Lesson,
    heading,
    lines_of,
)
from dialogs.messages import Button, Message, Person
from dialogs.reading import shown
from dialogs.scene import Scene

Why = Literal["owner", "again", "stuck", "gone"]
"""Why somebody is asked: they own the purchase, did not answer, or another does not or cannot."""
LESSON = "lesson/"
ASK, AGAIN, STUCK = f"{LESSON}ask/", f"{LESSON}again/", f"{LESSON}stuck/"
"""How the keys of what is asked begin: the number of the lesson comes after it."""
TOLD = f"{LESSON}told/"
"""How the key begins of what its author hears."""
LONGEST_REASON = 500


def asked(scene: Scene, lesson: Lesson, why: Why) -> Message:
    """The lesson as others will read it, and whether they may."""
    who = Person(lesson.owner)
    first = scene.say(f"lesson.ask_{why}", id=lesson.purchase, owner=who)
    ask = scene.say("lesson.ask_may")
    until = scene.today + (STUCK_AFTER if why == "owner" else STUCK_AFTER - REMIND_AFTER)
    note = scene.say("lesson.ask_until", day=scene.day(until))
    return Message(
        "asked", (first, *lines_of(scene, lesson), ask), heading(scene, lesson),
        notes=(note,) if why in ("owner", "again") else (),
        buttons=(
            Button(SHARE, scene.label("lesson.share"), str(lesson.id), "primary"),
            Button(REFUSE, scene.label("lesson.refuse"), str(lesson.id)),
        ),
    )  # fmt: skip


def decided(scene: Scene, lesson: Lesson, person: str, key: str) -> Message:
    """What takes the place of that question once it is answered."""
    words = "lesson.shared_by" if lesson.state == "shared" else "lesson.refused_by"
    line = scene.say(words, person=Person(person), day=scene.day(scene.today))
    read = Button(READ, scene.label("lesson.read"), str(lesson.id))
    share = Button(SHARE, scene.label("lesson.share_after_all"), str(lesson.id))
    return Message(
        "decided", (line,), heading(scene, lesson), replaces=key,
        buttons=(read if lesson.state == "shared" else share,),
    )  # fmt: skip


def author_told(scene: Scene, lesson: Lesson, person: str, reason: str) -> Message:
    """What somebody who gave their name hears of what became of their lesson."""
    who = Person(person)
    lines = [scene.say(f"lesson.told_{lesson.state}", person=who, id=lesson.purchase)]
    if reason:
        text = shown(reason, LONGEST_REASON)
        lines.append(scene.say("lesson.told_reason", person=who, text=text))
    again = Button(WRITE_AGAIN, scene.label("lesson.again"), str(lesson.id))
    return Message(
        "told", tuple(lines), heading(scene, lesson),
        buttons=(again,) if lesson.state == "refused" else (),
    )  # fmt: skip


def waiting(scene: Scene, lesson: Lesson) -> Message:
    """A lesson on the home page of who has to say whether others may read it."""
    line = scene.say("lesson.waiting", id=lesson.purchase, day=scene.day(lesson.told_on))
    button = Button(READ, scene.label("lesson.decide"), str(lesson.id), "primary")
    return Message("row", (line,), buttons=(button,))
