"""Several moments in one message: in a bundle, or as lines in the channel; and how often."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dialogs.messages import Button, Line, Message, Person
from dialogs.moment import OFTEN
from dialogs.nudges import Subject, late, what
from dialogs.reading import shown
from dialogs.scene import Scene

IN_BUNDLE = 10


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
    scene: Scene, subjects: Sequence[Subject], count: int, heading: str = "", first: int = 1
) -> Message:
    """Several moments of one person in one message; `count` is how many there are in all."""
    slept = any(late(scene, each.moment) for each in subjects)
    lines = [scene.say("bundle.late" if slept else "bundle.text")] if not heading else []
    lines += [list_line(scene, each, number) for number, each in enumerate(subjects, first)]
    rest = count - (first - 1) - len(subjects)
    if rest > 0:
        lines.append(scene.say("bundle.more", count=str(rest)))
    answers = tuple(
        Button("nudge_one", scene.label("bundle.answer").format(number=number), each.argument)
        for number, each in enumerate(subjects, first)
    )
    everything = Button("nudge_all", scene.label("bundle.all"), str(first + len(subjects)))
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
