"""What comes with a file for the calendar: for whom takes a moment, and when it changes later."""

from __future__ import annotations

from collections.abc import Sequence

from dialogs.messages import Line, Message
from dialogs.nudges import Subject, what
from dialogs.scene import Scene


def taken(scene: Scene, subject: Subject) -> Message:
    """What somebody gets who takes a moment into their calendar."""
    return Message(key="calendar", lines=(_line(scene, "taken", [subject]),))


def changed(scene: Scene, moved: Sequence[Subject], over: Sequence[Subject]) -> Message:
    """What whoever took moments hears when they come on another day, or do not come any more."""
    lines = [
        _line(scene, key, subjects)
        for key, subjects in (("moved", moved), ("over", over))
        if subjects
    ]
    return Message(key="calendar", lines=tuple(lines))


def title(scene: Scene, subjects: Sequence[Subject]) -> str:
    """What stands at the file with these moments, which all stand or are all over."""
    first = subjects[0]
    id, over = first.moment.purchase, not first.moment.open
    if len(subjects) == 1:
        named = scene.label("calendar.title").format(id=id, what=what(scene, first))
    else:
        named = scene.label("calendar.title_many").format(id=id, count=len(subjects))
    return scene.label("calendar.title_over").format(title=named) if over else named


def _line(scene: Scene, key: str, subjects: Sequence[Subject]) -> Line:
    first = subjects[0]
    if len(subjects) > 1:
        count = str(len(subjects))
        return scene.say(f"calendar.{key}_many", id=first.moment.purchase, count=count)
    named, day = what(scene, first), scene.day(first.moment.on)
    return scene.say(f"calendar.{key}", what=named, day=day)
