"""Several moments in one message: in a bundle, or as lines in the channel; and how often."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from dialogs.messages import Button, Line, Message, Person
from dialogs.moment import OFTEN, Moment
from dialogs.nudges import Subject, late, what
from dialogs.reading import shown
from dialogs.scene import Scene

IN_BUNDLE = 10


@dataclass(frozen=True, slots=True)
class Start:
    """Where a page of a list begins: the number of its first line, and what stood just before it.

    What is answered leaves the list. A page that began after so many of what still waits would
    skip as many; one that begins after a day and an id skips nothing.
    """

    number: int = 1
    day: date = date.min
    id: int = 0

    def __str__(self) -> str:
        return f"{self.number}/{self.day}/{self.id}"

    @staticmethod
    def read(text: str) -> Start:
        """The inverse of str(); for anything else, such as an older button, the beginning."""
        try:
            number, day, id = text.split("/")
            return Start(int(number), date.fromisoformat(day), int(id))
        except ValueError:
            return Start()

    def of(self, found: Sequence[Moment]) -> list[Moment]:
        """What of it comes from here on, in the order of its days."""
        fresh = [each for each in found if (each.on, each.id) > (self.day, self.id)]
        return sorted(fresh, key=lambda each: (each.on, each.id))

    def after(self, shown_here: Sequence[Subject]) -> Start:
        """Where the next page begins."""
        last = shown_here[-1].moment
        return Start(self.number + len(shown_here), last.on, last.id)


FIRST = Start()


def list_line(scene: Scene, subject: Subject, number: int) -> Line:
    """A moment on one line of a list."""
    return scene.say(
        "bundle.line",
        number=str(number),
        id=subject.moment.purchase,
        title=shown(subject.purchase.title, 60),
        what=what(scene, subject),
        day=scene.day(subject.moment.on),
    )


def bundle(
    scene: Scene, subjects: Sequence[Subject], rest: int, heading: str = "", start: Start = FIRST
) -> Message:
    """Several moments of one person in one message, of which `rest` come after these."""
    count = start.number - 1 + len(subjects) + rest
    slept = any(late(scene, each.moment) for each in subjects)
    lines = [scene.say("bundle.late" if slept else "bundle.text")] if not heading else []
    numbered = list(enumerate(subjects, start.number))
    lines += [list_line(scene, each, number) for number, each in numbered]
    if rest > 0:
        lines.append(scene.say("bundle.more", count=str(rest)))
    answers = tuple(
        Button("nudge_one", scene.label("bundle.answer").format(number=number), each.argument)
        for number, each in numbered
    )
    everything = Button("nudge_all", scene.label("bundle.all"), str(start.after(subjects)))
    return Message(
        key="bundle",
        heading=heading or scene.label("bundle.heading").format(count=count),
        lines=tuple(lines),
        buttons=(*answers, *((everything,) if rest > 0 else ())),
        notes=(scene.say("nudge.often"),) if not heading else (),
    )


def stuck(scene: Scene, subjects: Sequence[Subject], *, instead: bool = False) -> Message:
    """Without blame, a line for each that nobody answered; `instead`, when no channel took it."""
    shown_here = subjects[:IN_BUNDLE]
    lines = [_stuck_line(scene, each) for each in shown_here]
    takes = [Button("take_over", scene.label("stuck.take"), each.argument) for each in shown_here]
    if len(subjects) > 1:
        lines = [
            Line("{number}. " + line.words, {"number": str(number), **line.values})
            for number, line in enumerate(lines, 1)
        ]
        takes = [
            replace(take, label=scene.label("stuck.take_one").format(number=number))
            for number, take in enumerate(takes, 1)
        ]
    if len(subjects) > IN_BUNDLE:
        lines.append(scene.say("bundle.more", count=str(len(subjects) - IN_BUNDLE)))
    if instead:
        lines.append(scene.say("stuck.no_channel"))
    return Message(key="stuck", lines=tuple(lines), buttons=tuple(takes))


def _stuck_line(scene: Scene, subject: Subject) -> Line:
    moment = subject.moment
    return scene.say(
        "stuck.line",
        id=moment.purchase,
        title=shown(subject.purchase.title, 80),
        text=what(scene, subject),
        day=scene.day(moment.on),
        owner=Person(moment.owner),
    )


def how_often(scene: Scene, now: str, most: int, *, chosen: bool) -> Message:
    """Asks how often somebody wants to be told, or says what they chose."""
    words = scene.label(f"often.{now}")
    if chosen:
        return Message(key="often", lines=(scene.say("often.chosen", now=words),))
    return Message(
        key="often",
        heading=scene.label("often.heading"),
        lines=(scene.say("often.text", now=words, count=str(most)),),
        buttons=tuple(Button("often", scene.label(f"often.{each}"), each) for each in OFTEN),
    )
